package sync

import (
	"context"
	"crypto/subtle"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"kettle/internal/community"
)

// Port is the one that a hub listens on, unless it is told another.
const Port = "8421"

// maxAnswer is what a screen takes at one time, before and after unpacking.
const maxAnswer = 16 << 20

// ErrOtherHub says that what answered is not the hub that this screen was paired
// with. Nothing was sent to it.
var ErrOtherHub = errors.New("another hub answered than the one this screen was paired with")

// DialOptions say which hub, and who asks.
type DialOptions struct {
	Addresses []string // host:port or host, tried in turn
	Space     community.ID
	Key       Key    // the screen's
	Hub       string // fingerprint of the hub's key

	// Timeout is how long a hub may be silent: without a byte of what is being
	// sent or answered, beyond the time that a pull waits; and in that time, too,
	// without an answer to a ping. 0 means 30 s.
	Timeout time.Duration
}

// Client is a hub at the other end of a network. Dial makes one. It is safe for
// use by several goroutines.
type Client struct {
	o    DialOptions
	http *http.Client
	pack *packer

	mu sync.Mutex
	at int // which address answered last
}

var _ Peer = (*Client)(nil)

// Dial gives the hub. It connects when something is asked of it, and as often as
// it must.
func Dial(o DialOptions) (*Client, error) {
	switch {
	case len(o.Addresses) == 0:
		return nil, errors.New("dial a hub: no address")
	case o.Key.IsZero():
		return nil, errors.New("dial a hub: this screen has no key")
	case !isHash(o.Hub):
		return nil, errors.New("dial a hub: no fingerprint of its key")
	}
	pack, err := newPacker(1)
	if err != nil {
		return nil, err
	}
	if o.Timeout == 0 {
		o.Timeout = 30 * time.Second
	}
	o.Addresses = slices.Clone(o.Addresses)
	for i, address := range o.Addresses {
		o.Addresses[i] = withPort(address)
	}
	return &Client{o: o, http: &http.Client{
		Transport:     transport(o),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, pack: pack}, nil
}

// withPort adds the usual port to an address without one.
func withPort(address string) string {
	address = strings.TrimSpace(address)
	if _, _, err := net.SplitHostPort(address); err == nil {
		return address
	}
	return net.JoinHostPort(strings.Trim(address, "[]"), Port)
}

// CloseIdleConnections closes the connections that nobody uses, such as when
// this machine moved to another network.
func (c *Client) CloseIdleConnections() { c.http.CloseIdleConnections() }

// transport speaks HTTP/2 with the hub of that fingerprint alone.
func transport(o DialOptions) *http.Transport {
	only2 := new(http.Protocols)
	only2.SetHTTP2(true)
	return &http.Transport{
		Proxy:                  nil, // the two know each other by their keys, and nobody between
		DialContext:            dialTCP,
		TLSClientConfig:        clientTLS(o.Key, o.Hub),
		TLSHandshakeTimeout:    10 * time.Second,
		Protocols:              only2,
		DisableCompression:     true, // zstd is done here
		IdleConnTimeout:        50 * time.Second,
		MaxResponseHeaderBytes: 16 << 10,
		HTTP2: &http.HTTP2Config{
			SendPingTimeout:  o.Timeout / 3,
			PingTimeout:      o.Timeout - o.Timeout/3, // a slow line may hold much that was sent before
			WriteByteTimeout: o.Timeout,
		},
	}
}

// dialTCP connects, and keeps little in the socket, so that a ping never waits
// long behind what is being sent.
func dialTCP(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 15 * time.Second}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetWriteBuffer(socketBuffer / 2) // a hint, and the kernel may take it as one
	}
	return conn, nil
}

// clientTLS compares the hub's key with the fingerprint inside the handshake,
// in place of names and authorities.
func clientTLS(key Key, hub string) *tls.Config {
	return &tls.Config{
		MinVersion:         tls.VersionTLS13,
		Certificates:       []tls.Certificate{key.certificate()},
		NextProtos:         []string{"h2"},
		InsecureSkipVerify: true, // VerifyConnection does it
		VerifyConnection: func(state tls.ConnectionState) error {
			got, err := peerKey(&state)
			if err != nil {
				return fmt.Errorf("check the hub's key: %w", err)
			}
			if subtle.ConstantTimeCompare([]byte(got), []byte(hub)) != 1 {
				return ErrOtherHub
			}
			return nil
		},
	}
}
