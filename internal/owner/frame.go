package owner

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
)

// maxFrame is the most bytes of one frame; maxChunk of output or input in one.
const (
	maxFrame = 1 << 20
	maxChunk = 64 << 10
)

// errFrame says that the other side speaks another language.
var errFrame = errors.New("not a frame")

// frame is all that goes over the wire, one of its fields at a time.
type frame struct {
	Hello   *hello   `json:"hello,omitempty"`
	Request *Request `json:"request,omitempty"`
	Out     []byte   `json:"out,omitempty"`
	Err     []byte   `json:"err,omitempty"`
	Ask     *ask     `json:"ask,omitempty"`
	Answer  *answer  `json:"answer,omitempty"`
	Cancel  bool     `json:"cancel,omitempty"`
	Exit    *int     `json:"exit,omitempty"`
}

type hello struct {
	Version string `json:"version"`
}

// ask wants a line typed after a prompt or, with Bytes set, that many bytes of
// standard input at most.
type ask struct {
	Prompt string `json:"prompt,omitempty"`
	Hidden bool   `json:"hidden,omitempty"`
	Bytes  int    `json:"bytes,omitempty"`
}

type answer struct {
	Text  string `json:"text,omitempty"`
	Data  []byte `json:"data,omitempty"`
	End   bool   `json:"end,omitempty"` // of the input
	Error string `json:"error,omitempty"`
}

// readFrame reads one frame. It is io.EOF when there is none, and allocates no
// more than what arrives.
func readFrame(r io.Reader) (frame, error) {
	var f frame
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return f, err
	}
	size := binary.BigEndian.Uint32(head[:])
	if size > maxFrame {
		return f, fmt.Errorf("%d bytes: %w", size, errFrame)
	}
	body, err := io.ReadAll(io.LimitReader(r, int64(size)))
	if err == nil && len(body) < int(size) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return f, err
	}
	if err := json.Unmarshal(body, &f); err != nil {
		return frame{}, fmt.Errorf("%w: %w", errFrame, err)
	}
	return f, nil
}

// wire writes frames to a connection, one at a time.
type wire struct {
	mu   sync.Mutex
	conn net.Conn
}

func (w *wire) send(f frame) error {
	body, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("write a frame: %w", err)
	}
	if len(body) > maxFrame {
		return fmt.Errorf("write a frame of %d bytes: %w", len(body), errFrame)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	_, err = w.conn.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), body...))
	return err
}

// stream is an io.Writer that sends what is written in frames.
type stream struct {
	wire *wire
	wrap func([]byte) frame
}

// Write sends p.
func (s stream) Write(p []byte) (int, error) {
	for done := 0; done < len(p); done += maxChunk {
		if err := s.wire.send(s.wrap(p[done:min(done+maxChunk, len(p))])); err != nil {
			return done, err
		}
	}
	return len(p), nil
}
