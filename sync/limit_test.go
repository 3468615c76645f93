package sync

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
)

// zeros is a body without end.
type zeros struct{ read int64 }

func (z *zeros) Read(b []byte) (int, error) {
	clear(b)
	z.read += int64(len(b))
	return len(b), nil
}

// pushPath is where records are pushed to.
var pushPath = "/v1/" + testSpace.String() + "/push"

// hostile is a hub with one screen that is paired and means no good.
func hostile(t *testing.T, p Peer) (address string, c *http.Client, hub Key) {
	hub = newKey(t)
	address = serve(t, ServerOptions{Key: hub, Admit: everyone(p)})
	return address, client(t, &tls.Config{Certificates: []tls.Certificate{newKey(t).certificate()}}), hub
}

func TestABodyOfAGigabyteIsRefusedAtOnce(t *testing.T) {
	address, c, _ := hostile(t, &fakePeer{})
	began := time.Now()
	announced := &zeros{}
	res, p := post(t, c, address, pushPath, nil, struct{ io.Reader }{io.LimitReader(announced, 1<<30)})
	if res.StatusCode != http.StatusRequestEntityTooLarge || p.Code != CodeLarge {
		t.Errorf("a body without a length: %s, %+v", res.Status, p)
	}
	if announced.read > 32<<20 {
		t.Errorf("%d bytes were taken before it was refused", announced.read)
	}
	whole := &zeros{}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://"+address+pushPath, whole)
	if err != nil {
		t.Fatal(err)
	}
	r.ContentLength = 1 << 30
	if res, err = c.Do(r); err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusRequestEntityTooLarge || whole.read > 1<<20 {
		t.Errorf("a body with a length: %s, after %d bytes", res.Status, whole.read)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestABombIsNotUnpacked(t *testing.T) {
	f := &fakePeer{}
	address, c, _ := hostile(t, f)
	var bomb bytes.Buffer
	to, err := zstd.NewWriter(&bomb, zstd.WithWindowSize(windowSize))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(to, io.LimitReader(&zeros{}, 1<<29)); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	res, p := post(t, c, address, pushPath, http.Header{"Content-Encoding": {"zstd"}}, &bomb)
	runtime.ReadMemStats(&after)
	if res.StatusCode != http.StatusRequestEntityTooLarge || p.Code != CodeLarge {
		t.Errorf("a bomb: %s, %+v", res.Status, p)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 100<<20 {
		t.Errorf("%d MiB were used to find out", took>>20)
	}
	if len(f.taken()) > 0 {
		t.Error("the hub was asked")
	}
}

func TestBodiesThatCannotBeReadAreMalformed(t *testing.T) {
	f := &fakePeer{}
	address, c, _ := hostile(t, f)
	pack, err := newPacker(1)
	if err != nil {
		t.Fatal(err)
	}
	packed, _ := pack.pack([]byte(`{"clock": 1}` + strings.Repeat(" ", 2000)))
	zipped := http.Header{"Content-Encoding": {"zstd"}}
	for name, body := range map[string]struct {
		header http.Header
		text   []byte
		code   Code
	}{
		"good":                 {zipped, packed, ""},
		"good with more":       {nil, []byte(`{"clock": 1, "news": {"of": ["later"]}}`), ""},
		"half a frame":         {zipped, packed[:len(packed)-9], CodeMalformed},
		"not packed":           {zipped, []byte(`{"clock": 1}`), CodeMalformed},
		"packed otherwise":     {http.Header{"Content-Encoding": {"gzip"}}, packed, CodeMalformed},
		"half an object":       {nil, []byte(`{"clock": 1`), CodeMalformed},
		"noise":                {nil, noise(3000), CodeMalformed},
		"another type":         {nil, []byte(`{"clock": "one"}`), CodeMalformed},
		"a list":               {nil, []byte(`[]`), CodeMalformed},
		"a record without ID":  {nil, []byte(`{"records": [{"kind": "member"}]}`), CodeMalformed},
		"a record with bad ID": {nil, []byte(`{"records": [{"kind": "member", "id": "7"}]}`), CodeMalformed},
	} {
		res, p := post(t, c, address, pushPath, body.header, bytes.NewReader(body.text))
		if p.Code != body.code {
			t.Errorf("%s: %s, %+v", name, res.Status, p)
		}
	}
	for _, path := range []string{"/", "/v1", "/v1/x/hello", "/v1/" + testSpace.String(), "/v1/" + testSpace.String() + "/dance", "/v2/" + testSpace.String() + "/hello"} {
		if res, p := post(t, c, address, path, nil, nil); p.Code != CodeMalformed && p.Code != CodeSpace {
			t.Errorf("%s: %s, %+v", path, res.Status, p)
		}
	}
	if got := len(f.taken()); got != 2 {
		t.Errorf("the hub was asked %d times for two good bodies", got)
	}
}

func TestAFloodOfHeadersIsRefused(t *testing.T) {
	address, c, _ := hostile(t, &fakePeer{})
	flood := http.Header{}
	for i := range 2000 {
		flood.Set(fmt.Sprintf("X-Flood-%d", i), strings.Repeat("x", 100))
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://"+address+pushPath, strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header = flood
	res, err := c.Do(r)
	if err == nil {
		res.Body.Close()
		if res.StatusCode < 400 {
			t.Errorf("200 KB of headers: %s", res.Status)
		}
	}
}

func TestMemoryForBodiesIsBounded(t *testing.T) {
	s, err := NewServer(ServerOptions{Key: newKey(t), Admit: everyone(&fakePeer{})})
	if err != nil {
		t.Fatal(err)
	}
	a, b := &exchange{s: s}, &exchange{s: s}
	if err := a.hold(memoryForWork - 10); err != nil {
		t.Fatal(err)
	}
	if err := b.hold(11); !is(err, CodeBusy) {
		t.Errorf("more than there is: %v", err)
	}
	a.release()
	if err := b.hold(11); err != nil {
		t.Errorf("after it was given back: %v", err)
	}
}

// resident is the memory that this process has from the system in bytes, without
// what a race detector has beside it.
func resident() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys - m.HeapReleased)
}

// elsewhere runs a test of this file in a process of its own, with a variable set.
func elsewhere(t *testing.T, test, variable string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+test+"$", "-test.count=1")
	cmd.Env = append(os.Environ(), variable)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// TestBeingManyStrangers opens 2,000 connections, and ends when the last of them
// was closed at the other end.
func TestBeingManyStrangers(t *testing.T) {
	address := os.Getenv("KETTLE_STRANGERS")
	if address == "" {
		t.Skip("it is for another process")
	}
	stranger := &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}, Certificates: []tls.Certificate{newKey(t).certificate()}}
	var all sync.WaitGroup
	for i := range 2000 {
		raw, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		all.Go(func() {
			defer raw.Close()
			var conn io.ReadWriter = raw
			switch i % 4 {
			case 0: // says nothing at all
			case 1: // begins to shake hands
				_, _ = raw.Write([]byte{22, 3, 1, 1, 0})
			default: // is a proper connection, and begins a frame
				secure := tls.Client(raw, stranger)
				if secure.Handshake() != nil {
					return
				}
				conn = secure
				_, _ = conn.Write([]byte("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x40"))
			}
			_, _ = io.Copy(io.Discard, conn)
		})
	}
	all.Wait()
}

func TestSlowStrangersShutNobodyOut(t *testing.T) {
	hub, screen := newKey(t), newKey(t)
	address := serve(t, ServerOptions{Key: hub, Admit: fakeAdmit(
		map[string]string{screen.Fingerprint(): "kiosk"}, map[string]*fakePeer{"kiosk": {}},
	)})
	c := dial(t, address, screen, hub)
	if err := c.Bye(t.Context()); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	debug.FreeOSMemory()
	before, most, longest := resident(), int64(0), time.Duration(0)
	began := time.Now()
	crowd := elsewhere(t, "TestBeingManyStrangers", "KETTLE_STRANGERS="+address)
	gone := make(chan error, 1)
	go func() { gone <- crowd.Wait() }()
	for i := 0; ; i++ {
		asked := time.Now()
		if err := c.Bye(t.Context()); err != nil {
			t.Fatalf("a screen among strangers: %v", err)
		}
		if i%4 == 0 { // as one that was not there before, too
			late := dial(t, address, screen, hub)
			if err := late.Bye(t.Context()); err != nil {
				t.Fatalf("a new screen among strangers: %v", err)
			}
			late.CloseIdleConnections()
		}
		longest, most = max(longest, time.Since(asked)), max(most, resident()-before)
		select {
		case err := <-gone:
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("2000 strangers took %d MiB for %v; a screen waited %v at most", most>>20, time.Since(began), longest)
			if most > 400<<20 || longest > 20*time.Second || time.Since(began) > 3*time.Minute { // a machine may have much else to do
				t.Error("that is too much")
			}
			return
		case <-time.After(250 * time.Millisecond):
		}
	}
}

// TestBeingManyScreens is a thousand screens that each wait for one change.
func TestBeingManyScreens(t *testing.T) {
	address, hub, _ := strings.Cut(os.Getenv("KETTLE_SCREENS"), " ")
	if address == "" {
		t.Skip("it is for another process")
	}
	key := newKey(t)
	var all sync.WaitGroup
	turns := make(chan struct{}, 16) // shaking hands is all that is slow
	for range manyScreens {
		c, err := Dial(DialOptions{Addresses: []string{address}, Space: testSpace, Key: key, Hub: hub})
		if err != nil {
			t.Fatal(err)
		}
		all.Go(func() {
			defer c.CloseIdleConnections()
			turns <- struct{}{}
			err := c.Bye(t.Context())
			<-turns
			if err != nil {
				t.Error(err)
			}
			if page, err := c.Pull(t.Context(), Pull{Wait: 25}); err != nil || page.Since != 9 {
				t.Errorf("%+v, %v", page, err)
			}
		})
	}
	all.Wait()
}

const manyScreens = 1000

func TestAThousandScreensWaitAtOneTime(t *testing.T) {
	hub := newKey(t)
	f := &fakePeer{change: make(chan struct{}), page: Page{Since: 9}}
	address := serve(t, ServerOptions{Key: hub, Admit: everyone(f)})
	runtime.GC()
	debug.FreeOSMemory()
	before := resident()
	screens := elsewhere(t, "TestBeingManyScreens", "KETTLE_SCREENS="+address+" "+hub.Fingerprint())
	began := time.Now()
	for len(f.taken()) < 2*manyScreens && time.Since(began) < time.Minute {
		time.Sleep(20 * time.Millisecond)
	}
	there, took := time.Since(began), resident()-before
	began = time.Now()
	close(f.change)
	if err := screens.Wait(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d requests of a thousand screens came within %v and took %d MiB; the last had a change and was gone after %v", len(f.taken()), there, took>>20, time.Since(began))
	if took > 300<<20 {
		t.Error("that is too much")
	}
}

func TestTheOldestStrangersMakeRoom(t *testing.T) {
	g := &gate{}
	ours, theirs := net.Pipe()
	defer ours.Close()
	friend := g.admit(theirs)
	friend.known()
	var strangers []net.Conn
	for range maxStrangers + 1 {
		a, b := net.Pipe()
		if g.admit(b) == nil {
			t.Fatal("refused")
		}
		strangers = append(strangers, a)
	}
	_ = strangers[0].SetReadDeadline(time.Now().Add(5 * time.Second))
	if _, err := strangers[0].Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("the oldest stranger: %v", err)
	}
	if n := g.strangers.Len(); n != maxStrangers || g.open != maxStrangers+1 {
		t.Errorf("there are %d strangers and %d connections", n, g.open)
	}
	_ = ours.SetReadDeadline(time.Now().Add(10 * time.Millisecond))
	if _, err := ours.Read(make([]byte, 1)); err == io.EOF {
		t.Error("a known screen was closed")
	}
	friend.Close()
	friend.Close()
	if g.open != maxStrangers {
		t.Errorf("closed twice, there are %d connections", g.open)
	}
	for _, s := range strangers {
		s.Close()
	}
}
