package sync

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	gosync "sync"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared"
)

// These benchmarks run the hub as the program that people run, in a process of
// its own, with many screens that have no store: each has its own key and its own
// connection, waits for changes and decodes them. The floor is a server of the
// standard library in a process of its own, by TLS and HTTP/2, too, that answers
// as many waiting requests with as many bytes and does nothing else.

// hubProgram starts kettled as the hub of a space that has these screens.
func hubProgram(b testing.TB, keys []Key) (hub *exec.Cmd, dial func(Key) *Client) {
	b.Helper()
	bin := os.Getenv("KETTLE_BIN")
	if bin == "" {
		b.Skip("KETTLE_BIN names no folder with kettled")
	}
	dir := b.TempDir()
	s, err := shared.OpenFile(b.Context(), filepath.Join(dir, "hub.db"), shared.Options{})
	if err != nil {
		b.Fatal(err)
	}
	l := &house{TB: b, store: s, hub: NewHub(s, HubOptions{})}
	space := community.ScreenID(newKey(b).Fingerprint())
	_, err = s.Begin(b.Context(), space)
	l.must(nil, err)
	var records []community.Record
	for _, key := range keys {
		records = append(records, screenRecord(community.RoleKiosk, key))
	}
	l.push(space, records)
	l.must(nil, s.Close())
	hub, out := program(b, exec.Command(filepath.Join(bin, "kettled"), "--data", dir, "hub", "--listen", "127.0.0.1:0", "--metrics", "off"))
	address, rest, ok := strings.Cut(strings.TrimPrefix(out, "The hub listens at "), ", fingerprint ")
	if !ok {
		b.Fatalf("the hub said %q", out)
	}
	return hub, func(key Key) *Client {
		c, err := Dial(DialOptions{Addresses: []string{address}, Space: space, Key: key, Hub: strings.TrimSpace(rest)})
		l.must(nil, err)
		return c
	}
}

// program starts a program that ends with the benchmark, and gives its first line.
func program(b testing.TB, cmd *exec.Cmd) (*exec.Cmd, string) {
	b.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it was killed
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatalf("it said nothing: %v", err)
	}
	return cmd, strings.TrimSpace(line)
}

// crowd is waiting screens.
type crowd struct {
	told chan struct{} // one for each screen that has a change
	stop context.CancelFunc
	all  gosync.WaitGroup
	errs chan error
}

// gather begins n screens. wait waits for the next change and returns when it
// was decoded.
func gather(b testing.TB, n int, begin func(ctx context.Context, i int) (wait func() error, err error)) *crowd {
	b.Helper()
	ctx, stop := context.WithCancel(context.Background())
	c := &crowd{told: make(chan struct{}, n), stop: stop, errs: make(chan error, n)}
	b.Cleanup(func() { c.stop(); c.all.Wait() })
	ready, turns := make(chan struct{}, n), make(chan struct{}, 16) // shaking hands is what takes time
	for i := range n {
		c.all.Go(func() {
			turns <- struct{}{}
			wait, err := begin(ctx, i)
			<-turns
			ready <- struct{}{}
			for err == nil {
				if err = wait(); err == nil {
					c.told <- struct{}{}
				}
			}
			if ctx.Err() == nil {
				c.errs <- err
			}
		})
	}
	for range n {
		c.await(b, ready)
	}
	time.Sleep(500 * time.Millisecond) // until the last waits
	return c
}

func (c *crowd) await(b testing.TB, ch chan struct{}) {
	b.Helper()
	select {
	case <-ch:
	case err := <-c.errs:
		b.Fatal(err)
	case <-time.After(2 * time.Minute):
		b.Fatal("a screen was not heard of for two minutes")
	}
}

// tell changes something and returns when every screen has it.
func (c *crowd) tell(b testing.TB, n int, change func()) {
	b.Helper()
	change()
	for range n {
		c.await(b, c.told)
	}
}

// screens has n screens wait at a hub, and gives a function that changes a
// member. The key after theirs is that of who changes it.
func screens(b testing.TB, keys []Key, dial func(Key) *Client) (c *crowd, change func()) {
	b.Helper()
	n := len(keys) - 1
	who := dial(keys[n])
	w, err := who.Hello(b.Context(), Hello{Screen: 1, Protocols: [2]int{1, Protocol}})
	if err != nil {
		b.Fatal(err)
	}
	at := Page{More: true}
	for at.More {
		if at, err = who.Pull(b.Context(), Pull{Epoch: w.Epoch, Life: w.Life, Since: at.Since, After: at.After}); err != nil {
			b.Fatal(err)
		}
	}
	c = gather(b, n, func(ctx context.Context, i int) (func() error, error) {
		client := dial(keys[i])
		context.AfterFunc(ctx, client.CloseIdleConnections)
		w, err := client.Hello(ctx, Hello{Screen: int64(i + 2), Protocols: [2]int{1, Protocol}})
		since, after := at.Since, at.After
		return func() error {
			for {
				page, err := client.Pull(ctx, Pull{Epoch: w.Epoch, Life: w.Life, Since: since, After: after, Wait: maxWait})
				if err != nil {
					return err
				}
				since, after = page.Since, page.After
				records, err := page.records()
				if err != nil || len(records) > 0 {
					return err
				}
			}
		}, err
	})
	member := someMembers(1)[0]
	return c, func() {
		member.Groups[0].Clock = time.Now().UnixMilli() << 16
		member.Groups[0].Fields = map[string]string{"headline": time.Now().String()}
		if _, err := who.Push(b.Context(), Push{Epoch: w.Epoch, Life: w.Life, Records: []community.Record{member}}); err != nil {
			b.Fatal(err)
		}
	}
}

// bareAnswer is as long as what a screen is sent of one change.
var bareAnswer = bytes.Repeat([]byte("x"), 512)

// TestBeingABareServer is the floor's server.
func TestBeingABareServer(t *testing.T) {
	if os.Getenv("KETTLE_BARE") == "" {
		t.Skip("it is for another process")
	}
	var mu gosync.Mutex
	at, next := 0, make(chan struct{})
	srv := &http.Server{
		TLSConfig: &tls.Config{MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{newKey(t).certificate()}},
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			if r.URL.Path == "/change" {
				at++
				close(next)
				next = make(chan struct{})
				mu.Unlock()
				return
			}
			changed, now := next, at
			mu.Unlock()
			if r.URL.RawQuery == strconv.Itoa(now) {
				select {
				case <-changed:
				case <-r.Context().Done():
				}
			}
			_, _ = w.Write(bareAnswer)
		}),
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(ln.Addr())
	t.Error(srv.ServeTLS(ln, "", "")) // until it is killed
}

// bareScreens has n clients wait at a bare server.
func bareScreens(b testing.TB, n int) (server *exec.Cmd, c *crowd, change func()) {
	b.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestBeingABareServer$", "-test.count=1")
	cmd.Env = append(os.Environ(), "KETTLE_BARE=yes")
	server, address := program(b, cmd)
	client := func() *http.Client {
		only2 := new(http.Protocols)
		only2.SetHTTP2(true)
		return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, Protocols: only2}}
	}
	ask := func(ctx context.Context, c *http.Client, path string) error {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://"+address+path, nil)
		if err != nil {
			return err
		}
		res, err := c.Do(r)
		if err != nil {
			return err
		}
		defer res.Body.Close()
		_, err = io.Copy(io.Discard, res.Body)
		return err
	}
	c = gather(b, n, func(ctx context.Context, _ int) (func() error, error) {
		own, at := client(), -1
		context.AfterFunc(ctx, own.CloseIdleConnections)
		wait := func() error {
			at++
			return ask(ctx, own, "/?"+strconv.Itoa(at))
		}
		return wait, ask(ctx, own, "/?first")
	})
	who := client()
	return server, c, func() {
		if err := ask(b.Context(), who, "/change"); err != nil {
			b.Fatal(err)
		}
	}
}

func newKeys(b testing.TB, n int) []Key {
	keys := make([]Key, n)
	for i := range keys {
		keys[i] = newKey(b)
	}
	return keys
}

// BenchmarkMany is a change that all screens of a hub are told of, and the
// processor time that this takes the hub for each of them.
func BenchmarkMany(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			keys := newKeys(b, n+1)
			hub, dial := hubProgram(b, keys)
			c, change := screens(b, keys, dial)
			server, bare, bareChange := bareScreens(b, n)
			c.tell(b, n, change) // once to warm
			bare.tell(b, n, bareChange)
			var p, work pairs
			for b.Loop() {
				ours, floor := computed(b, hub), computed(b, server)
				p.time(&p.floor, func() { bare.tell(b, n, bareChange) })
				p.time(&p.kettle, func() { c.tell(b, n, change) })
				time.Sleep(200 * time.Millisecond) // until all wait again
				work.kettle = append(work.kettle, (computed(b, hub)-ours)/time.Duration(n))
				work.floor = append(work.floor, (computed(b, server)-floor)/time.Duration(n))
			}
			p.report(b, 0.5, "")
			p.report(b, 1, "-most")
			work.report(b, 0.5, "-work")
			b.ReportMetric(statusOf(b, hub.Process.Pid, "VmHWM")*1024, "hub-bytes")
		})
	}
}

// statusOf reads a line such as "VmHWM:  1234 kB" of proc(5).
func statusOf(b testing.TB, pid int, name string) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Skip("there is no /proc here: ", err)
	}
	_, rest, _ := strings.Cut(string(text), name+":")
	var n float64
	if _, err := fmt.Sscan(rest, &n); err != nil {
		b.Fatal(err)
	}
	return n
}

// BenchmarkIdle is what hub and bare server compute while 20 screens wait and
// nothing changes, side by side, in percent of a core. One turn is ten seconds.
func BenchmarkIdle(b *testing.B) {
	const n = 20
	keys := newKeys(b, n+1)
	hub, dial := hubProgram(b, keys)
	screens(b, keys, dial)
	bare, _, _ := bareScreens(b, n)
	time.Sleep(3 * time.Second)
	began, ours, floor := time.Now(), computed(b, hub), computed(b, bare)
	for b.Loop() {
		time.Sleep(10 * time.Second)
	}
	took := time.Since(began)
	b.ReportMetric(100*float64(computed(b, hub)-ours)/float64(took), "kettle-percent")
	b.ReportMetric(100*float64(computed(b, bare)-floor)/float64(took), "floor-percent")
}

// computed is the processor time of all threads of a program so far.
func computed(b testing.TB, cmd *exec.Cmd) (sum time.Duration) {
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", cmd.Process.Pid))
	if err != nil || len(tasks) == 0 {
		b.Skip("there is no /proc here")
	}
	for _, task := range tasks {
		text, err := os.ReadFile(task)
		if err != nil {
			continue // it ended
		}
		var ns int64
		if _, err := fmt.Sscan(string(text), &ns); err != nil {
			b.Fatal(err)
		}
		sum += time.Duration(ns)
	}
	return sum
}
