package owner

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const version = "1.2.3"

// serving runs Serve until the test ends and waits until it listens.
func serving(t *testing.T, dir string, run func(context.Context, *Session) int) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, dir, version, run) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-done; err != nil {
				t.Errorf("serve: %v", err)
			}
		})
	}
	t.Cleanup(stop)
	for range 500 {
		conn, err := dial(ctx, dir)
		if err == nil {
			conn.Close()
			return stop
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("nobody listens")
	return nil
}

// call runs a command at the owner of dir.
func call(t *testing.T, dir, stdin string, args ...string) (exit int, out, errs string, err error) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	exit, err = Call(t.Context(), dir, Request{Version: version, Args: args, Dir: "/where"}, Caller{
		Stdin: strings.NewReader(stdin), Stdout: &stdout, Stderr: &stderr,
		Ask: func(prompt string, hidden bool) (string, error) { return fmt.Sprint(prompt, hidden), nil },
	})
	return exit, stdout.String(), stderr.String(), err
}

func TestTheOwnerRunsTheCommandAndHandsItsOutputBack(t *testing.T) {
	dir := t.TempDir()
	serving(t, dir, func(_ context.Context, s *Session) int {
		fmt.Fprintf(s.Stdout, "%q in %s, %d wide", s.Args, s.Dir, s.Width)
		fmt.Fprint(s.Stderr, "a message")
		return 7
	})
	exit, out, errs, err := call(t, dir, "", "member", "list")
	if err != nil || exit != 7 || out != `["member" "list"] in /where, 0 wide` || errs != "a message" {
		t.Errorf("exit %d, out %q, err %q, %v", exit, out, errs, err)
	}
}

func TestMoreThanOneFrameGoesBothWaysWhole(t *testing.T) {
	dir := t.TempDir()
	serving(t, dir, func(_ context.Context, s *Session) int {
		if _, err := io.Copy(s.Stdout, s.Stdin); err != nil {
			fmt.Fprint(s.Stderr, err)
			return 1
		}
		return 0
	})
	big := strings.Repeat("0123456789abcdef\x00é", 40_000)
	exit, out, errs, err := call(t, dir, big)
	if err != nil || exit != 0 || errs != "" || out != big {
		t.Errorf("exit %d, %d bytes of %d, err %q, %v", exit, len(out), len(big), errs, err)
	}
}

func TestTheOwnerAsksWhereTheCommandWasTyped(t *testing.T) {
	dir := t.TempDir()
	serving(t, dir, func(_ context.Context, s *Session) int {
		one, _ := s.Ask("PIN: ", true)
		two, _ := s.Ask("Sure? ", false)
		fmt.Fprint(s.Stdout, one, "|", two)
		return 0
	})
	if _, out, _, err := call(t, dir, ""); err != nil || out != "PIN: true|Sure? false" {
		t.Errorf("%q, %v", out, err)
	}
}

func TestAnAnswerThatFailsFailsTheQuestion(t *testing.T) {
	dir := t.TempDir()
	serving(t, dir, func(_ context.Context, s *Session) int {
		_, err := s.Ask("PIN: ", true)
		fmt.Fprint(s.Stdout, err)
		return 0
	})
	var out bytes.Buffer
	_, err := Call(t.Context(), dir, Request{Version: version}, Caller{
		Stdout: &out, Ask: func(string, bool) (string, error) { return "", errors.New("no terminal here") },
	})
	if err != nil || out.String() != "no terminal here" {
		t.Errorf("%q, %v", out.String(), err)
	}
}

func TestCancelReachesTheOwnerAndItsEndIsWaitedFor(t *testing.T) {
	dir := t.TempDir()
	began := make(chan struct{})
	serving(t, dir, func(ctx context.Context, s *Session) int {
		close(began)
		<-ctx.Done()
		fmt.Fprint(s.Stderr, "stopped")
		return 3
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-began; cancel() }()
	var errs bytes.Buffer
	exit, err := Call(ctx, dir, Request{Version: version}, Caller{Stderr: &errs})
	if err != nil || exit != 3 || errs.String() != "stopped" {
		t.Errorf("exit %d, %q, %v", exit, errs.String(), err)
	}
}

func TestACommandThatIsKilledIsCancelled(t *testing.T) {
	dir := t.TempDir()
	began, ended := make(chan struct{}), make(chan struct{})
	serving(t, dir, func(ctx context.Context, _ *Session) int {
		close(began)
		<-ctx.Done()
		close(ended)
		return 1
	})
	conn, err := dial(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{conn: conn}
	if err := w.send(frame{Request: &Request{Version: version}}); err != nil {
		t.Fatal(err)
	}
	<-began
	conn.Close()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Fatal("the command goes on")
	}
}

func TestWhoeverReadsNoMoreEndsTheCommand(t *testing.T) {
	dir := t.TempDir()
	ended := make(chan error, 1)
	serving(t, dir, func(ctx context.Context, s *Session) int {
		for ctx.Err() == nil {
			if _, err := s.Stdout.Write(make([]byte, 1000)); err != nil {
				break
			}
		}
		<-ctx.Done()
		ended <- ctx.Err()
		return 0
	})
	r, w := io.Pipe()
	r.Close()
	if _, err := Call(t.Context(), dir, Request{Version: version}, Caller{Stdout: w}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
	<-ended
}

func TestADeadOwnersSocketIsReplaced(t *testing.T) {
	dir := t.TempDir()
	old, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, socketName), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	old.SetUnlinkOnClose(false)
	old.Close()
	if _, err := Call(t.Context(), dir, Request{Version: version}, Caller{}); !errors.Is(err, ErrNoOwner) {
		t.Errorf("a dead owner's socket gives %v", err)
	}
	serving(t, dir, func(context.Context, *Session) int { return 4 })
	if exit, _, _, err := call(t, dir, ""); err != nil || exit != 4 {
		t.Errorf("exit %d, %v", exit, err)
	}
}

func TestAFileInTheSocketsPlaceIsNotRemoved(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, socketName)
	if err := os.WriteFile(name, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Serve(t.Context(), dir, version, nil); err == nil {
		t.Error("it serves")
	}
	if b, err := os.ReadFile(name); err != nil || string(b) != "mine" {
		t.Errorf("%q, %v", b, err)
	}
}

func TestTheSocketIsGoneWhenTheOwnerLeaves(t *testing.T) {
	dir := t.TempDir()
	stop := serving(t, dir, func(context.Context, *Session) int { return 0 })
	info, err := os.Stat(filepath.Join(dir, socketName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	stop()
	if _, err := os.Stat(filepath.Join(dir, socketName)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the socket is still there: %v", err)
	}
	if _, err := Call(t.Context(), dir, Request{Version: version}, Caller{}); !errors.Is(err, ErrNoOwner) {
		t.Errorf("got %v", err)
	}
}

func TestAnOwnerThatLeavesCancelsAndWaits(t *testing.T) {
	dir := t.TempDir()
	began := make(chan struct{})
	var ended atomic.Bool
	stop := serving(t, dir, func(ctx context.Context, s *Session) int {
		close(began)
		<-ctx.Done()
		fmt.Fprint(s.Stderr, "closing down")
		ended.Store(true)
		return 1
	})
	type result struct {
		exit int
		errs string
		err  error
	}
	got := make(chan result, 1)
	go func() {
		exit, _, errs, err := call(t, dir, "")
		got <- result{exit, errs, err}
	}()
	<-began
	stop()
	if !ended.Load() {
		t.Error("Serve returned before its command did")
	}
	if r := <-got; r.err != nil || r.exit != 1 || r.errs != "closing down" {
		t.Errorf("%+v", r)
	}
}

func TestAFolderWithALongPathWorks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("räume/", 30))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	stop := serving(t, dir, func(context.Context, *Session) int { return 5 })
	if exit, _, _, err := call(t, dir, ""); err != nil || exit != 5 {
		t.Errorf("exit %d, %v", exit, err)
	}
	if info, err := os.Stat(filepath.Join(dir, socketName)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	stop()
	if _, err := os.Stat(filepath.Join(dir, socketName)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the socket is still there: %v", err)
	}
}

func TestNoFolderHasNoOwner(t *testing.T) {
	for _, dir := range []string{filepath.Join(t.TempDir(), "none"), filepath.Join(t.TempDir(), strings.Repeat("long/", 40))} {
		if _, err := Call(t.Context(), dir, Request{Version: version}, Caller{}); !errors.Is(err, ErrNoOwner) {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

func TestTwoVersionsSaySoAndRunNothing(t *testing.T) {
	dir := t.TempDir()
	var ran atomic.Int32
	serving(t, dir, func(context.Context, *Session) int { ran.Add(1); return 0 })
	_, err := Call(t.Context(), dir, Request{Version: "9.9.9"}, Caller{})
	var v *VersionError
	if !errors.As(err, &v) || v.Owner != version || v.Here != "9.9.9" {
		t.Errorf("got %v", err)
	}
	// A command that does not look at the greeting is refused all the same.
	conn, err := dial(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := (&wire{conn: conn}).send(frame{Request: &Request{Version: "9.9.9"}}); err != nil {
		t.Fatal(err)
	}
	var said string
	for {
		f, err := readFrame(conn)
		if err != nil {
			t.Fatal(err)
		}
		if said += string(f.Err); f.Exit != nil {
			if *f.Exit != 1 || !strings.Contains(said, "version 9.9.9") {
				t.Errorf("exit %d, %q", *f.Exit, said)
			}
			break
		}
	}
	if ran.Load() != 0 {
		t.Error("the command was run")
	}
}

func TestAPanicEndsOneCommandAlone(t *testing.T) {
	dir := t.TempDir()
	serving(t, dir, func(_ context.Context, s *Session) int {
		if len(s.Args) > 0 {
			panic("a bug")
		}
		return 0
	})
	exit, _, errs, err := call(t, dir, "", "break")
	if err != nil || exit != 1 || !strings.Contains(errs, "went wrong") {
		t.Errorf("exit %d, %q, %v", exit, errs, err)
	}
	if exit, _, _, err := call(t, dir, ""); err != nil || exit != 0 {
		t.Errorf("the next command: exit %d, %v", exit, err)
	}
}

func TestNoiseOnTheSocketHurtsNobody(t *testing.T) {
	dir := t.TempDir()
	serving(t, dir, func(context.Context, *Session) int { return 0 })
	for _, noise := range []string{"", "GET / HTTP/1.1\r\n\r\n", "\xff\xff\xff\xff", "\x00\x00\x00\x02{}", "\x00\x00\x00\x04null", "\x00\x00"} {
		conn, err := dial(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, noise); err != nil {
			t.Fatal(err)
		}
		if noise != "" && len(noise) != 2 {
			_, _ = io.Copy(io.Discard, conn) // until it hangs up
		}
		conn.Close()
	}
	if exit, _, _, err := call(t, dir, ""); err != nil || exit != 0 {
		t.Errorf("exit %d, %v", exit, err)
	}
}

func TestManyCommandsAtOnce(t *testing.T) {
	dir := t.TempDir()
	serving(t, dir, func(_ context.Context, s *Session) int {
		_, _ = io.Copy(s.Stdout, s.Stdin)
		return len(s.Args)
	})
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			want := strings.Repeat("x", i*10_000)
			exit, out, _, err := call(t, dir, want, make([]string, i)...)
			if err != nil || exit != i || out != want {
				t.Errorf("%d: exit %d, %d bytes, %v", i, exit, len(out), err)
			}
		})
	}
	wg.Wait()
}

func TestAStoppedOwnerIsNotWaitedForEver(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	l, err := net.Listen("unix", filepath.Join(dir, socketName))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := Call(t.Context(), dir, Request{Version: version}, Caller{}); !errors.Is(err, ErrSilent) {
		t.Errorf("got %v", err)
	}
}

// Only where nobody is there may a command open the data itself: not when something
// answers that speaks otherwise, which may have them open.
func TestWhatAnswersInAnotherLanguageIsAnOwnerAllTheSame(t *testing.T) {
	for says, nobody := range map[string]bool{
		"": true, "\x00\x00": true, // it ended
		"\x00\x00\x00\x02{}": false, "\x00\x00\x00\x0a{\"exit\":0}": false, "HTTP/1.1 400 Bad Request\r\n\r\n": false, "\x00\x00\x00\x04oops": false,
	} {
		dir := t.TempDir()
		l, err := net.Listen("unix", filepath.Join(dir, socketName))
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		go func() {
			if conn, err := l.Accept(); err == nil {
				_, _ = io.WriteString(conn, says)
				conn.Close()
			}
		}()
		if exit, err := Call(t.Context(), dir, Request{Version: version}, Caller{}); err == nil || exit == 0 || errors.Is(err, ErrNoOwner) != nobody {
			t.Errorf("%q: exit %d, %v", says, exit, err)
		}
	}
}

func TestAnOwnerThatDiesInTheMiddleIsNoticed(t *testing.T) {
	dir := t.TempDir()
	l, err := net.Listen("unix", filepath.Join(dir, socketName))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		_ = (&wire{conn: conn}).send(frame{Hello: &hello{version}})
		_, _ = readFrame(conn)
		conn.Close()
	}()
	if _, err := Call(t.Context(), dir, Request{Version: version}, Caller{}); !errors.Is(err, ErrLost) {
		t.Errorf("got %v", err)
	}
}

func TestOnlyTheOwnersUserAndRootAreLetIn(t *testing.T) {
	for _, c := range []struct {
		peer, owner int
		in          bool
	}{{1000, 1000, true}, {0, 1000, true}, {1001, 1000, false}, {1000, 0, false}} {
		if err := allow(c.peer, c.owner); (err == nil) != c.in {
			t.Errorf("user %d at the owner %d: %v", c.peer, c.owner, err)
		}
	}
}

func FuzzReadFrame(f *testing.F) {
	for _, s := range []string{"", "\x00\x00\x00\x02{}", "\x00\x00\x00\x10{\"exit\":0}", "\xff\xff\xff\xff{}", "\x00\x10\x00\x00{\"out\":\"AAAA\"}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := bytes.NewReader(data)
		for {
			before := r.Len()
			if _, err := readFrame(r); err != nil {
				return
			}
			if r.Len() >= before {
				t.Fatal("a frame of no bytes")
			}
		}
	})
}
