package owner

import (
	"fmt"
	"net"
	"os"
	"syscall"
)

// checkPeer refuses whoever is neither the owner's user nor root, as the kernel
// knows them (unix(7), SO_PEERCRED).
func checkPeer(conn *net.UnixConn) error {
	raw, err := conn.SyscallConn()
	if err != nil {
		return fmt.Errorf("ask who connected: %w", err)
	}
	var who *syscall.Ucred
	var asked error
	err = raw.Control(func(fd uintptr) {
		who, asked = syscall.GetsockoptUcred(int(fd), syscall.SOL_SOCKET, syscall.SO_PEERCRED)
	})
	if err == nil {
		err = asked
	}
	if err != nil {
		return fmt.Errorf("ask who connected: %w", err)
	}
	return allow(int(who.Uid), os.Getuid())
}
