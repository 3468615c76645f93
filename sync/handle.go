package sync

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"kettle/internal/community"
)

// maxParts is how many parts a photo may have: 64 MiB.
const maxParts = 256

// routes says which request is answered by what.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	for pattern, answer := range map[string]struct {
		endpoint string
		ask      func(*exchange, Peer) (any, error)
	}{
		"POST /v1/{space}/hello":        {"hello", askHello},
		"POST /v1/{space}/push":         {"push", askPush},
		"POST /v1/{space}/pull":         {"pull", askPull},
		"POST /v1/{space}/digest":       {"digest", askDigest},
		"POST /v1/{space}/bye":          {"bye", askBye},
		"POST /v1/{space}/photos":       {"photos", askPhotos},
		"PUT /v1/{space}/photo/{hash}":  {"put photo", askPutPart},
		"GET /v1/{space}/photo/{hash}":  {"get photo", askPart},
		"HEAD /v1/{space}/photo/{hash}": {"", askNothing},
	} {
		mux.Handle(pattern, s.answers(answer.endpoint, func(x *exchange) (any, error) {
			peer, err := x.admit()
			if err != nil {
				return nil, err
			}
			return answer.ask(x, peer)
		}))
	}
	mux.Handle("POST /v1/pair", s.answers("pair", (*exchange).pair))
	mux.Handle("/", s.answers("", func(x *exchange) (any, error) { return askNothing(x, nil) }))
	return mux
}

// answers makes a handler: what ask gives goes out as JSON, an error as a
// problem, and a panic as a hub that is busy.
func (s *Server) answers(endpoint string, ask func(*exchange) (any, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		x := &exchange{s: s, w: w, r: r, control: http.NewResponseController(w)}
		began := time.Now()
		defer x.release()
		message, err := x.guarded(ask)
		if err != nil {
			x.refuse(problemOf(r.Context(), err))
		} else if err := x.answer(message); err != nil {
			x.refuse(problemOf(r.Context(), err))
		}
		if s.o.Observe != nil {
			s.o.Observe(Observation{Endpoint: endpoint, Status: x.status, Took: time.Since(began), In: x.in, Out: x.out})
		}
	})
}

// guarded asks, and turns a panic into an error.
func (x *exchange) guarded(ask func(*exchange) (any, error)) (message any, err error) {
	defer func() {
		if what := recover(); what != nil {
			slog.ErrorContext(x.r.Context(), "the hub panicked", "panic", what, "stack", string(debug.Stack()))
			message, err = nil, problem(CodeBusy, "")
		}
	}()
	if x.key, err = peerKey(x.r.TLS); err != nil {
		return nil, problem(CodeUnpaired, "")
	}
	return ask(x)
}

// admit asks for the hub as this screen may see it. Whoever is not admitted is
// told so, and the connection ends.
func (x *exchange) admit() (Peer, error) {
	space, err := community.ParseID(x.r.PathValue("space"))
	if err != nil {
		return nil, problem(CodeSpace, "")
	}
	peer, err := x.s.o.Admit(x.r.Context(), space, x.key)
	if err != nil {
		if is(err, CodeUnpaired) || is(err, CodeRevoked) {
			x.w.Header().Set("Connection", "close")
		}
		return nil, fmt.Errorf("admit a screen: %w", err)
	}
	x.known()
	return peer, nil
}

// known says that this connection is that of a screen.
func (x *exchange) known() {
	if v, ok := x.r.Context().Value(visitorKey{}).(*visitor); ok {
		v.known()
	}
}

func askNothing(*exchange, Peer) (any, error) {
	return nil, problem(CodeMalformed, "The hub knows no such request. Update the hub to the version of this screen.")
}

func askHello(x *exchange, peer Peer) (any, error) {
	var h Hello
	if err := x.read(&h, maxBody); err != nil {
		return nil, err
	}
	return peer.Hello(x.r.Context(), h)
}

func askPush(x *exchange, peer Peer) (any, error) {
	var p Push
	if err := x.read(&p, maxBody); err != nil {
		return nil, err
	}
	return peer.Push(x.r.Context(), p)
}

func askPull(x *exchange, peer Peer) (any, error) {
	var p Pull
	if err := x.read(&p, maxBody); err != nil {
		return nil, err
	}
	if p.Limit < 0 || p.Wait < 0 {
		return nil, fmt.Errorf("%w: a pull of less than nothing", errMalformed)
	}
	p.Limit, p.Wait = min(p.Limit, maxRecords), min(p.Wait, maxWait)
	x.allow(time.Duration(p.Wait)*time.Second + work)
	return peer.Pull(x.r.Context(), p)
}

func askDigest(x *exchange, peer Peer) (any, error) {
	sums, err := peer.Digest(x.r.Context())
	return digest{Sums: sums}, err
}

func askBye(x *exchange, peer Peer) (any, error) { return struct{}{}, peer.Bye(x.r.Context()) }

func askPhotos(x *exchange, peer Peer) (any, error) {
	var p photos
	if err := x.read(&p, maxBody); err != nil {
		return nil, err
	}
	hashes, err := peer.Photos(x.r.Context(), p.Hashes)
	return missing{Missing: hashes}, err
}

func askPutPart(x *exchange, peer Peer) (any, error) {
	hash, part, err := x.photo()
	if err != nil {
		return nil, err
	}
	of, err := strconv.Atoi(x.r.URL.Query().Get("of"))
	switch {
	case err != nil || of < 1 || part >= of:
		return nil, fmt.Errorf("%w: part %d of %d", errMalformed, part, of)
	case of > maxParts:
		return nil, fmt.Errorf("%w: a photo of %d parts", errTooLarge, of)
	}
	data, err := x.body(partSize)
	if err != nil {
		return nil, err
	}
	if len(data) == 0 || part < of-1 && len(data) != partSize {
		return nil, fmt.Errorf("%w: part %d of %d of a photo has %d bytes", errMalformed, part, of, len(data))
	}
	return struct{}{}, peer.PutPart(x.r.Context(), hash, part, of, data)
}

// part is an answer that is no JSON.
type part struct {
	data []byte
	of   int
}

func askPart(x *exchange, peer Peer) (any, error) {
	hash, at, err := x.photo()
	if err != nil {
		return nil, err
	}
	data, of, err := peer.Part(x.r.Context(), hash, at)
	return part{data: data, of: of}, err
}

// photo reads which part of which photo is meant.
func (x *exchange) photo() (hash string, at int, err error) {
	hash = x.r.PathValue("hash")
	at, err = strconv.Atoi(x.r.URL.Query().Get("part"))
	if err != nil || at < 0 || at >= maxParts || !isHash(hash) {
		return "", 0, fmt.Errorf("%w: no such part of a photo", errMalformed)
	}
	return hash, at, nil
}

// pair hands a step of pairing on.
func (x *exchange) pair() (any, error) {
	if x.s.o.Pairing == nil {
		return nil, problem(CodePair, "No screens can be paired here.")
	}
	var m pairMessage
	if err := x.read(&m, compressAbove); err != nil {
		return nil, err
	}
	wait := maxWait * time.Second
	x.allow(wait + work)
	ctx, cancel := context.WithTimeout(x.r.Context(), wait)
	defer cancel()
	answer, err := x.s.o.Pairing.step(ctx, x.key, m)
	if err != nil {
		if p, ok := errors.AsType[*Problem](err); ok {
			return nil, p
		}
		return nil, fmt.Errorf("pair a screen: %w", err)
	}
	x.known()
	return answer, nil
}
