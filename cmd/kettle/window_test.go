package main

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"kettle/assets"
	"kettle/internal/xvfb"
)

// These tests drive the real program in a real window: what is built, on a
// virtual display, with a keyboard, touches and screenshots.

// patience is how long a step may take on a slow machine under the race
// detector of everything else; nothing is measured by it.
const patience = 60 * time.Second

// programs gives the folder with kettle and kettled: KETTLE_BIN, or one that
// they are built into.
func programs(t *testing.T) string {
	t.Helper()
	for _, tool := range []string{"Xvfb", "xdotool", "import", "zbarimg"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: `make test` installs what drives a window", tool)
		}
	}
	if dir := os.Getenv("KETTLE_BIN"); dir != "" {
		return dir
	}
	dir := t.TempDir()
	out, err := exec.Command("go", "build", "-tags", "gles,migrated_fynedo", "-o", dir+"/", "kettle/cmd/kettle", "kettle/cmd/kettled").CombinedOutput()
	if err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return dir
}

// lobby is one data folder, a display, and the programs.
type lobby struct {
	t       *testing.T
	bin     string
	data    string
	display *xvfb.Display
}

func newLobby(t *testing.T, w, h int) *lobby {
	t.Helper()
	l := &lobby{t: t, bin: programs(t), data: filepath.Join(t.TempDir(), "data")}
	d, err := xvfb.Start(context.Background(), w, h)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	l.display = d
	return l
}

// kettled runs one command on the lobby's data and gives what it printed.
func (l *lobby) kettled(args ...string) string {
	l.t.Helper()
	cmd := exec.Command(filepath.Join(l.bin, "kettled"), append([]string{"--data", l.data}, args...)...)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		l.t.Fatalf("kettled %s: %v\n%s%s", strings.Join(args, " "), err, out, &errs)
	}
	return string(out)
}

// fill imports the demo's members and events, as a host would.
func (l *lobby) fill() {
	l.t.Helper()
	l.kettled("import", filepath.Join(l.people(), "events.ics"))
}

// people imports the demo's members, and gives the folder of the demo.
func (l *lobby) people() string {
	l.t.Helper()
	dir := l.t.TempDir()
	if err := os.CopyFS(dir, sub(l.t, assets.Demo, "demo")); err != nil {
		l.t.Fatal(err)
	}
	l.kettled("import", filepath.Join(dir, "members.csv"), "--photos", filepath.Join(dir, "portraits"))
	l.kettled("space", "set", "name=Harbour Commons", "zone=Europe/London")
	return dir
}

func sub(t *testing.T, f fs.FS, dir string) fs.FS {
	s, err := fs.Sub(f, dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// open starts kettle on the data and waits for its window.
func (l *lobby) open(args ...string) *xvfb.Program {
	l.t.Helper()
	args = append([]string{"--data", l.data, "--listen", "127.0.0.1:0", "--transition", "cut"}, args...)
	p, err := l.display.Run(context.Background(), nil, filepath.Join(l.bin, "kettle"), args...)
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(p.Kill)
	l.wait(p, "window open")
	return p
}

func (l *lobby) wait(p *xvfb.Program, texts ...string) string {
	l.t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	line, err := p.Wait(ctx, texts...)
	if err != nil {
		l.t.Fatal(err)
	}
	return line
}

func (l *lobby) do(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// settle lets what was drawn arrive, and the kiosk take touches again.
func settle() { time.Sleep(700 * time.Millisecond) }

// shot takes a picture, and keeps it in the folder KETTLE_SHOTS if there is one.
func (l *lobby) shot(name string) string {
	l.t.Helper()
	dir := os.Getenv("KETTLE_SHOTS")
	if dir == "" {
		dir = l.t.TempDir()
	}
	path := filepath.Join(dir, name+".png")
	l.do(l.display.Shot(context.Background(), path))
	return path
}

type visitLine struct {
	ID, Name string
	Number   string
	InBy     string  `json:"in_by"`
	OutAt    *string `json:"out_at"`
}

func (l *lobby) visits() []visitLine {
	l.t.Helper()
	var v []visitLine
	out := l.kettled("visit", "list", "--json")
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		l.t.Fatalf("visit list: %v\n%s", err, out)
	}
	return v
}

func TestTypedNameIsCheckedInAndOutlivesTheKill(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1920, 1080)
	l.fill()
	p := l.open("--role", "kiosk")
	ctx := t.Context()
	l.wait(p, "kiosk", "step=home")
	settle()
	l.do(l.display.Type(ctx, "siobhan", 90*time.Millisecond))
	l.wait(p, "kiosk", "step=search")
	settle()
	l.shot("search")
	l.do(l.display.Key(ctx, "Return"))
	l.wait(p, "kiosk", "step=welcome")
	p.Kill() // right after the thanks
	v := l.visits()
	if len(v) != 1 || v[0].Name != "Siobhán Ní Bhriain" || v[0].InBy != "claimed" || v[0].OutAt != nil {
		t.Fatalf("after kill -9: %+v", v)
	}

	p = l.open("--role", "kiosk")
	l.wait(p, "kiosk", "step=home")
	settle()
	if v := l.visits(); len(v) != 1 { // through the socket of the running kettle
		t.Fatalf("asked of the running kettle: %+v", v)
	}
	card := strings.Fields(l.kettled("member", "card", "1001"))[0]
	l.do(l.display.Scan(ctx, card))
	l.wait(p, "kiosk", "step=welcome")
	settle()
	l.shot("welcome")
	v = l.visits()
	if len(v) != 2 || v[1].Name != "Ada Okafor" || v[1].InBy != "proven" {
		t.Fatalf("after the card: %+v", v)
	}
	if err := p.Close(); err != nil {
		t.Errorf("asked to end, it ended with %v", err)
	}
}

func TestCodeOnAProfileLeadsToItsPage(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1920, 1080)
	l.fill()
	p := l.open("--role", "kiosk")
	ctx := t.Context()
	l.wait(p, "kiosk", "step=home")
	settle()
	l.do(l.display.Tap(ctx, 300, 900)) // who's who
	l.wait(p, "kiosk", "step=browse")
	settle()
	l.shot("browse")
	l.do(l.display.Tap(ctx, 210, 540)) // the first card
	l.wait(p, "kiosk", "step=person")
	settle()
	out, err := exec.Command("zbarimg", "-q", "--raw", l.shot("profile")).Output()
	if err != nil {
		t.Fatalf("no code could be read: %v", err)
	}
	address := regexp.MustCompile(`HTTP://127\.0\.0\.1:\d+/M/[0-9A-Z]{8}`).FindString(string(out))
	if address == "" || !strings.Contains(string(out), "BEGIN:VCARD") {
		t.Fatalf("the codes say %q", out)
	}
	page := get(t, address, http.StatusOK)
	if !strings.Contains(page, "Ada Okafor") || strings.Contains(strings.ToLower(page), "here now") {
		t.Errorf("the page says\n%s", page)
	}
	photographPage(t, l, address)

	l.kettled("member", "consent", "1001", "--phone", "no", "--recorded", "said so at the desk")
	get(t, address, http.StatusNotFound)
}

func get(t *testing.T, address string, want int) string {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != want {
		t.Fatalf("%s: %s, %v", address, r.Status, err)
	}
	return string(b)
}

// photographPage opens the address in Chromium at the size of a phone.
func photographPage(t *testing.T, l *lobby, address string) {
	t.Helper()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed: `make test` installs it")
	}
	dir := os.Getenv("KETTLE_SHOTS")
	if dir == "" {
		dir = t.TempDir()
	}
	path := filepath.Join(dir, "phone.png")
	out, err := exec.Command(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
		"--user-data-dir="+t.TempDir(), "--window-size=390,844", "--screenshot="+path, address).CombinedOutput()
	if err != nil {
		t.Fatalf("chromium: %v\n%s", err, out)
	}
	if info, err := os.Stat(path); err != nil || info.Size() < 20_000 {
		t.Errorf("the page's picture is missing or empty: %v", err)
	}
}

func TestAnotherProcessChangesTheWallWithinASecond(t *testing.T) {
	l := newLobby(t, 1920, 1080)
	l.fill()
	p := l.open("--scene", "people")
	l.wait(p, "wall", "scene=people")
	settle()
	before, err := l.display.Picture(t.Context())
	l.do(err)
	for i := range 48 {
		l.kettled("visit", "in", itoa(1001+i))
	}
	settle()
	after, err := l.display.Picture(t.Context())
	l.do(err)
	if changed := differing(before, after); changed < 500 {
		t.Errorf("%d pixels changed on the wall after everybody came in", changed)
	}
}

func TestSecondKettleSaysSoAndLeaves(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1280, 800)
	l.open("--role", "wall")
	second, err := l.display.Run(t.Context(), nil, filepath.Join(l.bin, "kettle"), "--data", l.data)
	l.do(err)
	t.Cleanup(second.Kill)
	select {
	case <-second.Done():
	case <-time.After(patience):
		t.Fatal("the second kettle stays")
	}
	if second.Err() == nil || !strings.Contains(second.Log(), "have these data open already") && !strings.Contains(second.Log(), "has these data open already") {
		t.Errorf("it said %q and ended with %v", second.Log(), second.Err())
	}
}

func TestOnlyAHostsPINLeavesTheKiosk(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1920, 1080)
	l.fill()
	l.hasHost()
	p := l.open("--role", "kiosk")
	ctx := t.Context()
	l.wait(p, "kiosk", "step=home")
	for _, key := range []string{"alt+F4", "ctrl+q", "ctrl+w", "Escape", "F11", "super"} {
		l.do(l.display.Key(ctx, key))
	}
	l.do(l.display.Key(ctx, "ctrl+shift+q"))
	l.wait(p, "kiosk", "step=pad")
	settle()
	l.do(l.display.Scan(ctx, "111222"))
	settle()
	l.shot("pad")
	select {
	case <-p.Done():
		t.Fatalf("a wrong PIN, or a key, ended it: %v", p.Err())
	default:
	}
	l.do(l.display.Scan(ctx, hostPIN))
	select {
	case <-p.Done():
	case <-time.After(patience):
		t.Fatal("the right PIN does not end it")
	}
	if p.Err() != nil {
		t.Errorf("it ended with %v", p.Err())
	}
}

// hands are what somebody at a kiosk does, each until that step is on screen: tap
// somewhere, or type something with Return behind it.
func (l *lobby) hands(p *xvfb.Program) (tap func(x, y int, step string), typed func(words, step string)) {
	ctx := l.t.Context()
	then := func(step string) {
		l.t.Helper()
		l.wait(p, "kiosk", "step="+step)
		settle()
	}
	tap = func(x, y int, step string) {
		l.t.Helper()
		p.Pass()
		l.do(l.display.Tap(ctx, x, y))
		then(step)
	}
	typed = func(words, step string) {
		l.t.Helper()
		p.Pass()
		l.do(l.display.Type(ctx, words, 90*time.Millisecond))
		l.do(l.display.Key(ctx, "Return"))
		then(step)
	}
	return tap, typed
}

func TestWithoutADisplayOneSentenceSaysSo(t *testing.T) {
	t.Parallel()
	bin := programs(t)
	for _, display := range []string{"", ":4321"} {
		cmd := exec.Command(filepath.Join(bin, "kettle"), "--data", t.TempDir(), "--listen", "off")
		cmd.Env = append(os.Environ(), "DISPLAY="+display, "WAYLAND_DISPLAY=", "XDG_RUNTIME_DIR="+t.TempDir())
		said, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(said), "kettle: No window can be opened here: start kettle in the desktop session") {
			t.Errorf("with DISPLAY=%q it ends with %v:\n%s", display, err, said)
		}
		if strings.Contains(string(said), "goroutine ") {
			t.Errorf("with DISPLAY=%q it shows people where it was:\n%s", display, said)
		}
	}
}
