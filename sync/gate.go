package sync

import (
	"container/list"
	"net"
	"sync"
	"time"
)

// How many connections a server holds. A connection takes some 60 KiB.
const (
	maxConnections = 8192
	maxStrangers   = 1024
	strangerLives  = 10 * time.Second
	socketBuffer   = 64 << 10 // so that a ping never waits long behind what is being sent
)

// gate hands out the connections of a listener. A connection is a stranger until
// a screen that is paired, or is just being paired, has asked for something on
// it. Strangers are closed after ten seconds, and the oldest of them as soon as
// there are too many, so that whoever only holds connections open shuts nobody
// out.
type gate struct {
	net.Listener

	mu        sync.Mutex
	strangers list.List // of *visitor, the oldest in front
	open      int
}

// visitor is one connection.
type visitor struct {
	net.Conn
	gate *gate

	at     *list.Element // among the strangers, nil when it is none; the gate's lock guards it
	leave  *time.Timer
	closed bool
}

// Accept waits for the next connection, and closes those that are too many.
func (g *gate) Accept() (net.Conn, error) {
	for {
		conn, err := g.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if v := g.admit(conn); v != nil {
			return v, nil
		}
		conn.Close()
	}
}

// admit counts a connection in, nil when there are too many.
func (g *gate) admit(conn net.Conn) *visitor {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetWriteBuffer(socketBuffer) // a hint, and the kernel may take it as one
	}
	g.mu.Lock()
	var oldest *visitor
	defer func() {
		g.mu.Unlock()
		if oldest != nil {
			oldest.Close()
		}
	}()
	if g.open >= maxConnections {
		return nil
	}
	if g.strangers.Len() >= maxStrangers {
		oldest, _ = g.strangers.Front().Value.(*visitor)
	}
	v := &visitor{Conn: conn, gate: g}
	g.open++
	v.at = g.strangers.PushBack(v)
	v.leave = time.AfterFunc(strangerLives, func() { v.Close() })
	return v
}

// known says that the connection is no stranger's.
func (v *visitor) known() {
	v.gate.mu.Lock()
	defer v.gate.mu.Unlock()
	v.forget()
}

// forget takes the connection off the list of strangers.
func (v *visitor) forget() {
	if v.at != nil {
		v.gate.strangers.Remove(v.at)
		v.at = nil
		v.leave.Stop()
	}
}

// Close closes the connection and counts it out.
func (v *visitor) Close() error {
	v.gate.mu.Lock()
	if !v.closed {
		v.closed = true
		v.gate.open--
		v.forget()
	}
	v.gate.mu.Unlock()
	return v.Conn.Close()
}
