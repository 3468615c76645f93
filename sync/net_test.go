package sync

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"kettle/internal/community"
)

// testSpace is the space that the tests' hubs keep.
var testSpace = community.ID{1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 10, 11, 12, 13, 14, 15, 16}

// newKey makes a key for a test.
func newKey(t testing.TB) Key {
	t.Helper()
	k, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// serve runs a server until the test ends and gives its address.
func serve(t testing.TB, o ServerOptions) string {
	t.Helper()
	s, err := NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, ln) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return ln.Addr().String()
}

// dial gives the hub at an address, as the screen with that key sees it.
func dial(t testing.TB, address string, key, hub Key) *Client {
	t.Helper()
	c, err := Dial(DialOptions{Addresses: []string{address}, Space: testSpace, Key: key, Hub: hub.Fingerprint(), Timeout: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdleConnections)
	return c
}

// everyone admits every key to one peer.
func everyone(p Peer) Admit {
	return func(context.Context, community.ID, string) (Peer, error) { return p, nil }
}

// fakePeer is a hub that remembers what was asked of it. The zero value answers
// everything with as little as it can.
type fakePeer struct {
	mu    sync.Mutex
	calls []string
	role  string

	page   Page
	change chan struct{} // a pull that waits ends when it is closed; nil: pulls never wait
	gone   chan struct{} // told of each wait that was given up
	pushed []Push
	parts  map[string][]byte
	fail   error
	panics bool
}

var _ Peer = (*fakePeer)(nil)

// called writes a call down, and says what is wrong with it.
func (f *fakePeer) called(name string, writes bool) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls = append(f.calls, name)
	switch {
	case f.panics:
		panic("a secret of the hub")
	case f.fail != nil:
		return f.fail
	case writes && f.role == "wall":
		return problem(CodeRole, "")
	}
	return nil
}

func (f *fakePeer) taken() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.calls)
}

func (f *fakePeer) Hello(_ context.Context, h Hello) (Welcome, error) {
	return Welcome{Epoch: 7, Clock: h.Clock + 1, Protocol: Protocol, Name: "Front desk", Role: f.role}, f.called("hello", false)
}

func (f *fakePeer) Push(_ context.Context, p Push) (Pushed, error) {
	if err := f.called("push", true); err != nil {
		return Pushed{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.pushed = append(f.pushed, p)
	return Pushed{Clock: p.Clock}, nil
}

func (f *fakePeer) Pull(ctx context.Context, p Pull) (Page, error) {
	if err := f.called("pull", false); err != nil {
		return Page{}, err
	}
	if p.Wait > 0 && f.change != nil {
		select {
		case <-f.change:
		case <-time.After(time.Duration(p.Wait) * time.Second):
		case <-ctx.Done():
			if f.gone != nil {
				f.gone <- struct{}{}
			}
			return Page{}, ctx.Err()
		}
	}
	return f.page, nil
}

func (f *fakePeer) Digest(context.Context) (community.Sums, error) {
	return community.Sums{0: 1, 255: 1<<64 - 1}, f.called("digest", false)
}

func (f *fakePeer) Bye(context.Context) error { return f.called("bye", false) }

func (f *fakePeer) Photos(_ context.Context, hashes []string) ([]string, error) {
	if err := f.called("photos", true); err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	var lacks []string
	for _, hash := range hashes {
		if f.parts[hash] == nil {
			lacks = append(lacks, hash)
		}
	}
	return lacks, nil
}

func (f *fakePeer) PutPart(_ context.Context, hash string, part, of int, data []byte) error {
	if err := f.called("put", true); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.parts == nil {
		f.parts = map[string][]byte{}
	}
	f.parts[hash] = append(f.parts[hash], data...)
	return nil
}

func (f *fakePeer) Part(_ context.Context, hash string, part int) ([]byte, int, error) {
	if err := f.called("part", false); err != nil {
		return nil, 0, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	all := f.parts[hash]
	if len(all) <= part*partSize {
		return nil, 0, problem(CodePhoto, "")
	}
	return all[part*partSize : min(len(all), (part+1)*partSize)], (len(all) + partSize - 1) / partSize, nil
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// noise is what cannot be compressed.
func noise(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}

// refused fails the test unless err is a problem of that code.
func refused(t testing.TB, err error, code Code) {
	t.Helper()
	p, ok := errors.AsType[*Problem](err)
	if !ok || p.Code != code {
		t.Errorf("got %v, want the problem %s", err, code)
		return
	}
	if p.Status != statuses[code].status || p.Title == "" {
		t.Errorf("the problem %s has status %d and says %q", code, p.Status, p.Title)
	}
}
