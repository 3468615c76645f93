//go:build !linux

package owner

import "net"

// checkPeer lets everybody in whom the modes of folder and socket let in.
func checkPeer(*net.UnixConn) error { return nil }
