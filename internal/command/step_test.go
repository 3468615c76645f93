package command

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"kettle/internal/step"
	"kettle/internal/store"
)

// stepCommands are what the scripts need beside the usual.
var stepCommands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"eventually": func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) < 2 {
			ts.Fatalf("usage: eventually regexp command args…")
		}
		until(ts, 15*time.Second, args[0], args[1:])
	},
	"within": func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) < 3 {
			ts.Fatalf("usage: within duration regexp command args…")
		}
		d, err := time.ParseDuration(args[0])
		ts.Check(err)
		until(ts, d, args[1], args[2:])
	},
	"let": let,
}

// until runs a command again and again until what it prints matches.
func until(ts *testscript.TestScript, within time.Duration, want string, command []string) {
	re, err := regexp.Compile("(?m)" + want)
	ts.Check(err)
	var out []byte
	for end := time.Now().Add(within); ; time.Sleep(20 * time.Millisecond) {
		late := time.Now().After(end)
		cmd := exec.Command(command[0], command[1:]...)
		cmd.Dir = ts.MkAbs(".")
		cmd.Env = []string{"PATH=" + ts.Getenv("PATH"), "HOME=" + ts.Getenv("HOME"), "GORACE=" + quick}
		out, err = cmd.CombinedOutput()
		if err == nil && re.Match(out) {
			return
		}
		if late {
			ts.Fatalf("not within %s: %v\n%s", within, err, out)
		}
	}
}

// let gives a variable the value that the JSON object in the output has under a
// key.
func let(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: let VARIABLE key")
	}
	var object map[string]any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &object))
	value, ok := object[args[1]]
	if !ok {
		ts.Fatalf("no %s in the output", args[1])
	}
	ts.Setenv(args[0], fmt.Sprint(value))
}

// heard is an output that a test reads while it is written to.
type heard struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.Write(p)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

// desk is a data folder that somebody sits before, with what keeps it in step.
type desk struct {
	t      *testing.T
	db     *store.DB
	keeper *step.Keeper
}

func newDesk(t *testing.T, o step.Options) *desk {
	t.Helper()
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t, db, step.New(db, o)}
	if err := d.keeper.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- d.keeper.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		db.Close()
	})
	return d
}

// run runs a command with somebody at the terminal who answers.
func (d *desk) run(out *heard, answer func(prompt string) string, args ...string) int {
	return Main(d.t.Context(), &Env{
		Args: args, Dir: d.t.TempDir(), Stdin: strings.NewReader(""), Stdout: out, Stderr: out, InTerminal: true,
		Getenv: func(string) string { return "" }, DB: d.db, Step: d.keeper,
		Ask: func(_ context.Context, prompt string, _ bool) (string, error) { return answer(prompt), nil },
	})
}

var sixDigits = regexp.MustCompile(`[0-9]{3} [0-9]{3}`)

// pairing is what becomes of a pairing when two people answer so.
func pairing(t *testing.T, atHub, atScreen string) (hub, screen *heard, exits [2]int, joined bool) {
	t.Helper()
	h := newDesk(t, step.Options{Hub: &step.HubOptions{Listen: "127.0.0.1:0"}})
	s := newDesk(t, step.Options{})
	hub, screen = &heard{}, &heard{}
	var shown string
	done := make(chan int, 1)
	go func() {
		done <- h.run(hub, func(prompt string) string { shown = sixDigits.FindString(prompt); return atHub },
			"pair", "--name", "Desk", "--role", "kiosk")
	}()
	code := regexp.MustCompile(`kettled join --hub (\S+) --code (\S+)`)
	var said []string
	for end := time.Now().Add(10 * time.Second); said == nil; time.Sleep(10 * time.Millisecond) {
		if said = code.FindStringSubmatch(hub.String()); said == nil && time.Now().After(end) {
			t.Fatalf("the hub made no code:\n%s", hub)
		}
	}
	exits[1] = s.run(screen, func(string) string { return atScreen }, "join", "--hub", said[1], "--code", strings.ToLower(said[2]))
	exits[0] = <-done
	if own := sixDigits.FindString(screen.String()); own == "" || shown != "" && own != shown {
		t.Errorf("the hub shows %q, the screen %q", shown, own)
	}
	_, err := s.db.Link(t.Context())
	return hub, screen, exits, err == nil
}

func TestSomebodyAtEachEndComparesSixDigits(t *testing.T) {
	hub, screen, exits, joined := pairing(t, "y", "yes")
	if exits != [2]int{} || !joined || !strings.Contains(hub.String(), "Desk is let in.") {
		t.Errorf("%v, joined %v\n%s\n%s", exits, joined, hub, screen)
	}
}

func TestAHostWhoSaysNoLetsNobodyIn(t *testing.T) {
	hub, screen, exits, joined := pairing(t, "n", "yes")
	if exits != [2]int{1, 1} || joined || !strings.Contains(hub.String(), "was not let in") {
		t.Errorf("%v, joined %v\n%s\n%s", exits, joined, hub, screen)
	}
}

func TestWhoSaysNoAtTheScreenDoesNotJoin(t *testing.T) {
	_, screen, exits, joined := pairing(t, "y", "")
	if exits[1] != 1 || joined || !strings.Contains(screen.String(), "The six digits were not confirmed") {
		t.Errorf("%v, joined %v\n%s", exits, joined, screen)
	}
}
