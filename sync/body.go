package sync

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"time"
)

// exchange is one request under way at a server.
type exchange struct {
	s       *Server
	w       http.ResponseWriter
	r       *http.Request
	control *http.ResponseController
	key     string // who asks

	held    int64 // of the server's memory
	status  int
	in, out int
}

// chunk is how much of a body is read or written before the clock starts anew.
const chunk = 16 << 10

// hold takes so much of the server's memory until the request is over. There is
// no queue: who finds none left is to come again.
func (x *exchange) hold(bytes int) error {
	if !x.s.memory.TryAcquire(int64(bytes)) {
		return problem(CodeBusy, "")
	}
	x.held += int64(bytes)
	return nil
}

func (x *exchange) release() {
	x.s.memory.Release(x.held)
	x.held = 0
}

// turn runs f when a processor is free for it.
func (x *exchange) turn(f func() error) error {
	select {
	case x.s.turns <- struct{}{}:
		defer func() { <-x.s.turns }()
		return f()
	case <-x.r.Context().Done():
		return x.r.Context().Err()
	}
}

// read reads the body as a message of at most limit bytes, before and after
// unpacking. No body is an empty message.
func (x *exchange) read(message any, limit int) error {
	body, err := x.body(limit)
	if err != nil || len(body) == 0 {
		return err
	}
	return x.turn(func() error {
		switch x.r.Header.Get("Content-Encoding") {
		case "zstd":
			if body, err = x.s.pack.unpack(body, limit); err != nil {
				return err
			}
		case "", "identity":
		default:
			return fmt.Errorf("%w: only zstd is unpacked here", errMalformed)
		}
		if err := x.hold(perByte * len(body)); err != nil {
			return err
		}
		return decodeAsked(body, message)
	})
}

// body reads the body as it is on the wire. It may take as long as it likes
// while it keeps coming.
func (x *exchange) body(limit int) ([]byte, error) {
	if x.r.ContentLength > int64(limit) {
		return nil, fmt.Errorf("%w: a body of %d bytes", errTooLarge, x.r.ContentLength)
	}
	end := time.Now().Add(longest)
	var all []byte
	for {
		if len(all) == cap(all) {
			more := max(chunk, len(all))
			if err := x.hold(more); err != nil {
				return nil, err
			}
			all = append(make([]byte, 0, len(all)+more), all...)
		}
		if err := x.control.SetReadDeadline(earlier(end, time.Now().Add(stall))); err != nil {
			return nil, fmt.Errorf("read a body: %w", err)
		}
		x.allow(work) // or the answer would be late before it is begun
		n, err := x.r.Body.Read(all[len(all):min(cap(all), len(all)+chunk)])
		all = all[:len(all)+n]
		x.in += n
		switch {
		case len(all) > limit:
			return nil, fmt.Errorf("%w: a body of more than %d bytes", errTooLarge, limit)
		case errors.Is(err, io.EOF):
			return all, nil
		case errors.Is(err, os.ErrDeadlineExceeded):
			return nil, problem(CodeBusy, "What this screen sends comes too slowly. The screen tries again by itself.")
		case err != nil:
			return nil, fmt.Errorf("%w: read a body: %w", errMalformed, err)
		}
	}
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// answer sends a message, packed when that is worth it.
func (x *exchange) answer(message any) error {
	if p, ok := message.(part); ok {
		x.w.Header().Set("Kettle-Parts", strconv.Itoa(p.of))
		x.send(http.StatusOK, "application/octet-stream", p.data)
		return nil
	}
	var body []byte
	err := x.turn(func() (err error) {
		if body, err = encode(message); err != nil {
			return err
		}
		var packed bool
		if body, packed = x.s.pack.pack(body); packed {
			x.w.Header().Set("Content-Encoding", "zstd")
		}
		return nil
	})
	if err != nil {
		return err
	}
	x.send(http.StatusOK, "application/json", body)
	return nil
}

// refuse sends a problem.
func (x *exchange) refuse(p *Problem) {
	body, err := encode(p)
	if err != nil {
		body = []byte(`{"code":"busy"}`) // texts and numbers can always be encoded
	}
	x.w.Header().Del("Content-Encoding")
	x.send(p.Status, "application/problem+json", body)
}

// send sends an answer, as slowly as the screen takes it while it takes it.
func (x *exchange) send(status int, contentType string, body []byte) {
	h := x.w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "no-store")
	x.status = status
	end := time.Now().Add(longest)
	x.allow(stall)
	x.w.WriteHeader(status)
	for len(body) > 0 {
		x.allow(min(stall, time.Until(end)))
		n, err := x.w.Write(body[:min(len(body), chunk)])
		x.out += n
		if err != nil {
			return // the screen has gone, and will come again
		}
		body = body[n:]
	}
}

// allow lets the next part of an answer be written within that time. That it
// could not is no matter: then the stream is at its end.
func (x *exchange) allow(d time.Duration) { _ = x.control.SetWriteDeadline(time.Now().Add(d)) }
