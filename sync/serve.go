package sync

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"time"

	"golang.org/x/sync/semaphore"

	"kettle/internal/community"
)

// The limits of a server. They bound what a connection, a request and all
// requests together may take.
const (
	maxStreams    = 32               // requests at one time on a connection
	stall         = 20 * time.Second // without a byte of a body, in either direction
	work          = time.Minute      // that the hub may take for an answer
	longest       = 5 * time.Minute  // for one body, however steadily it comes
	memoryForWork = 256 << 20        // for bodies and what is made of them
	perByte       = 4                // bytes in memory of a byte of JSON
	shutdownGrace = 3 * time.Second
)

// Admit gives the hub of a space as the screen with that key may see it, or the
// *Problem that says why not. It is asked at every request, so that what a host
// changes holds from the next.
type Admit func(ctx context.Context, space community.ID, key string) (Peer, error)

// ServerOptions say what a Server serves.
type ServerOptions struct {
	Key     Key      // the hub's
	Admit   Admit    // who sees what
	Pairing *Pairing // nil when no screen can be paired here

	// Observe is told of each request that was answered; nil for nobody. It must
	// be quick and safe for use by several goroutines.
	Observe func(Observation)
}

// Observation is one request that was answered.
type Observation struct {
	Endpoint string // such as "pull", "" for what there is not
	Status   int
	Took     time.Duration // with the time that a pull waited
	In, Out  int           // bytes of the bodies on the wire
}

// Server is the hub's side of the network. NewServer makes one.
type Server struct {
	o      ServerOptions
	pack   *packer
	turns  chan struct{}       // one for each body that may be unpacked or packed at one time
	memory *semaphore.Weighted // bytes
}

// NewServer makes a server, which serves nobody yet.
func NewServer(o ServerOptions) (*Server, error) {
	if o.Key.IsZero() || o.Admit == nil {
		return nil, errors.New("a server needs a key and to know whom it admits")
	}
	atOnce := max(2, runtime.GOMAXPROCS(0))
	pack, err := newPacker(atOnce)
	if err != nil {
		return nil, err
	}
	return &Server{
		o: o, pack: pack,
		turns:  make(chan struct{}, atOnce),
		memory: semaphore.NewWeighted(memoryForWork),
	}, nil
}

// Serve answers on ln until ctx ends, then ends what waits, lets the rest finish
// for a few seconds, closes ln and returns nil.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	waiting, end := context.WithCancel(ctx)
	defer end()
	srv := s.http(waiting)
	ended := make(chan error, 1)
	go func() { ended <- srv.ServeTLS(&gate{Listener: ln}, "", "") }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve screens: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownGrace)
	defer cancel()
	if err := srv.Shutdown(grace); err != nil {
		if err := srv.Close(); err != nil {
			return fmt.Errorf("stop serving screens: %w", err)
		}
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve screens: %w", err)
	}
	return nil
}

// http gives the server with all its limits. Requests end with ctx.
func (s *Server) http(ctx context.Context) *http.Server {
	only2 := new(http.Protocols)
	only2.SetHTTP2(true)
	return &http.Server{
		Handler:           s.routes(),
		TLSConfig:         s.tls(),
		Protocols:         only2,
		ReadHeaderTimeout: 5 * time.Second,

		DisableGeneralOptionsHandler: true,
		ReadTimeout:                  stall, // each body moves it on as it comes
		WriteTimeout:                 work,  // as does each answer
		IdleTimeout:                  60 * time.Second,
		MaxHeaderBytes:               16 << 10,
		HTTP2: &http.HTTP2Config{
			MaxConcurrentStreams:          maxStreams,
			MaxReadFrameSize:              16 << 10,
			MaxReceiveBufferPerConnection: 256 << 10,
			MaxReceiveBufferPerStream:     64 << 10, // so that a screen on a slow line sees how far its body is
			SendPingTimeout:               30 * time.Second,
			PingTimeout:                   45 * time.Second, // a slow line may hold so much that was sent before
			WriteByteTimeout:              stall,
		},
		ErrorLog:    slog.NewLogLogger(slog.Default().Handler(), slog.LevelDebug),
		BaseContext: func(net.Listener) context.Context { return ctx },
		ConnContext: func(ctx context.Context, conn net.Conn) context.Context {
			if secure, ok := conn.(*tls.Conn); ok {
				if v, ok := secure.NetConn().(*visitor); ok {
					return context.WithValue(ctx, visitorKey{}, v)
				}
			}
			return ctx
		},
	}
}

// visitorKey is under what a request's context has its *visitor.
type visitorKey struct{}

// tls wants TLS 1.3, HTTP/2 and a certificate of a key, whosever it is: what the
// key may do is decided at each request.
func (s *Server) tls() *tls.Config {
	return &tls.Config{
		MinVersion:             tls.VersionTLS13,
		Certificates:           []tls.Certificate{s.o.Key.certificate()},
		ClientAuth:             tls.RequireAnyClientCert,
		NextProtos:             []string{"h2"},
		SessionTicketsDisabled: true, // each connection proves its key anew
		VerifyConnection: func(state tls.ConnectionState) error {
			if state.NegotiatedProtocol != "h2" {
				return errors.New("no HTTP/2")
			}
			_, err := peerKey(&state)
			return err
		},
	}
}
