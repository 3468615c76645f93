package sync

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"kettle/internal/community"
)

// errSilent says that a hub was given enough time.
var errSilent = errors.New("the hub does not answer")

// Hello asks a hub.
func (c *Client) Hello(ctx context.Context, h Hello) (w Welcome, err error) {
	return w, c.ask(ctx, "hello", h, &w, 0)
}

// Push brings records.
func (c *Client) Push(ctx context.Context, p Push) (done Pushed, err error) {
	return done, c.ask(ctx, "push", p, &done, 0)
}

// Pull fetches records. It ends at once when ctx does.
func (c *Client) Pull(ctx context.Context, p Pull) (page Page, err error) {
	return page, c.ask(ctx, "pull", p, &page, time.Duration(p.Wait)*time.Second)
}

// Digest asks what both should hold.
func (c *Client) Digest(ctx context.Context) (community.Sums, error) {
	var d digest
	err := c.ask(ctx, "digest", struct{}{}, &d, 0)
	return d.Sums, err
}

// Bye says that this screen is switched off on purpose.
func (c *Client) Bye(ctx context.Context) error {
	return c.ask(ctx, "bye", struct{}{}, &struct{}{}, 0)
}

// Photos asks which of the photos the hub lacks.
func (c *Client) Photos(ctx context.Context, hashes []string) ([]string, error) {
	var m missing
	err := c.ask(ctx, "photos", photos{Hashes: hashes}, &m, 0)
	return m.Missing, err
}

// PutPart brings a part of a photo.
func (c *Client) PutPart(ctx context.Context, hash string, part, of int, data []byte) error {
	_, _, err := c.send(ctx, request{
		method: http.MethodPut, path: c.path(fmt.Sprintf("photo/%s?part=%d&of=%d", url.PathEscape(hash), part, of)), body: data,
	})
	return err
}

// Part fetches a part of a photo.
func (c *Client) Part(ctx context.Context, hash string, part int) ([]byte, int, error) {
	data, header, err := c.send(ctx, request{
		method: http.MethodGet, path: c.path(fmt.Sprintf("photo/%s?part=%d", url.PathEscape(hash), part)),
	})
	if err != nil {
		return nil, 0, err
	}
	of, err := strconv.Atoi(header.Get("Kettle-Parts"))
	if err != nil || of < 1 || of > maxParts || len(data) > partSize {
		return nil, 0, fmt.Errorf("fetch a photo: part %d: %w", part, errMalformed)
	}
	return data, of, nil
}

// path is where the space has that.
func (c *Client) path(below string) string { return "/v1/" + c.o.Space.String() + "/" + below }

// ask posts a message and reads the answer.
func (c *Client) ask(ctx context.Context, endpoint string, message, answer any, wait time.Duration) error {
	body, err := encode(message)
	if err != nil {
		return fmt.Errorf("%s: %w", endpoint, err)
	}
	if len(body) > maxBody {
		return fmt.Errorf("%s: %w", endpoint, problem(CodeLarge, "")) // as the hub would say
	}
	body, packed := c.pack.pack(body)
	text, _, err := c.send(ctx, request{method: http.MethodPost, path: c.path(endpoint), body: body, json: true, packed: packed, wait: wait})
	if err != nil {
		return fmt.Errorf("%s: %w", endpoint, err)
	}
	if err := decode(text, answer); err != nil {
		return fmt.Errorf("%s: read the answer: %w", endpoint, err)
	}
	return nil
}

// request is what is to be sent, to whichever address answers.
type request struct {
	method, path string
	body         []byte
	json, packed bool
	wait         time.Duration // that the hub may take on purpose
}

// send tries the addresses, beginning with that which answered last, until one
// answers. Every request may come twice to the same hub without harm.
func (c *Client) send(ctx context.Context, q request) ([]byte, http.Header, error) {
	c.mu.Lock()
	first := c.at
	c.mu.Unlock()
	var failed []error
	for i := range c.o.Addresses {
		at := (first + i) % len(c.o.Addresses)
		body, header, answered, err := c.sendTo(ctx, c.o.Addresses[at], q)
		if answered {
			c.mu.Lock()
			c.at = at
			c.mu.Unlock()
			return body, header, err
		}
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		failed = append(failed, err)
	}
	return nil, nil, errors.Join(failed...)
}

// sendTo asks at one address; answered is false when nobody was there, or who
// was stopped in the middle.
func (c *Client) sendTo(ctx context.Context, address string, q request) (body []byte, header http.Header, answered bool, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	patience := time.AfterFunc(c.o.Timeout+q.wait, func() { cancel(errSilent) })
	defer patience.Stop()
	defer func() {
		if err != nil && errors.Is(context.Cause(ctx), errSilent) {
			err = fmt.Errorf("%s: %w", address, errSilent)
		}
	}()

	r, err := http.NewRequestWithContext(ctx, q.method, "https://"+address+q.path, nil)
	if err != nil {
		return nil, nil, false, fmt.Errorf("ask %s: %w", address, err)
	}
	if len(q.body) > 0 {
		sent := func() { patience.Reset(c.o.Timeout + q.wait) }
		r.ContentLength = int64(len(q.body))
		r.GetBody = func() (io.ReadCloser, error) {
			return io.NopCloser(&heard{from: bytes.NewReader(q.body), tell: sent}), nil
		}
		r.Body, _ = r.GetBody()
	}
	if q.json {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept-Encoding", "zstd")
	}
	if q.packed {
		r.Header.Set("Content-Encoding", "zstd")
	}
	res, err := c.http.Do(r)
	if err != nil {
		return nil, nil, false, fmt.Errorf("ask %s: %w", address, err)
	}
	defer res.Body.Close()
	got := &heard{from: res.Body, tell: func() { patience.Reset(c.o.Timeout) }}
	got.tell()
	body, err = c.readAnswer(res, got)
	switch {
	case err == nil && (res.StatusCode < 200 || res.StatusCode > 299):
		return nil, nil, true, readProblem(res.StatusCode, res.Header.Get("Content-Type"), body)
	case errors.Is(err, errTooLarge), errors.Is(err, errMalformed):
		return nil, nil, true, fmt.Errorf("ask %s: %w", address, err)
	case err != nil:
		return nil, nil, false, fmt.Errorf("ask %s: %w", address, err)
	}
	return body, res.Header, true, nil
}

// readAnswer reads and unpacks an answer that is not too large.
func (c *Client) readAnswer(res *http.Response, from io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(from, maxAnswer+1))
	if len(body) > maxAnswer || res.ContentLength > maxAnswer {
		return nil, fmt.Errorf("%w: an answer of more than %d bytes", errTooLarge, maxAnswer)
	}
	if err != nil {
		return nil, err
	}
	switch res.Header.Get("Content-Encoding") {
	case "zstd":
		return c.pack.unpack(body, maxAnswer)
	case "", "identity":
		return body, nil
	}
	return nil, fmt.Errorf("%w: only zstd is unpacked here", errMalformed)
}

// heard tells of every byte that is read.
type heard struct {
	from io.Reader
	tell func()
}

func (h *heard) Read(b []byte) (int, error) {
	n, err := h.from.Read(b)
	if n > 0 {
		h.tell()
	}
	return n, err
}
