package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/xvfb"
)

// member is one member as kettled shows it.
func (l *lobby) member(name string) (m struct {
	Name, Organisation string
	OnWall             bool `json:"show_on_wall"`
	Consents           map[string]struct {
		SignedOn string `json:"signed_on"`
	}
},
) {
	l.t.Helper()
	if err := json.Unmarshal([]byte(l.kettled("member", "show", name, "--json")), &m); err != nil {
		l.t.Fatal(err)
	}
	return m
}

// hostPIN is what the host Cleo signs in with, after hasHost.
const hostPIN = "274916"

// hasHost gives the space its host.
func (l *lobby) hasHost() {
	l.t.Helper()
	cmd := exec.Command(filepath.Join(l.bin, "kettled"), "--data", l.data, "host", "set-pin", "Cleo")
	cmd.Stdin = strings.NewReader(hostPIN + "\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		l.t.Fatalf("set-pin: %v\n%s", err, out)
	}
}

// asHost opens a kiosk and signs a host in.
func (l *lobby) asHost(args ...string) *xvfb.Program {
	l.t.Helper()
	l.hasHost()
	p := l.open(append([]string{"--role", "kiosk"}, args...)...)
	l.wait(p, "kiosk", "step=home")
	settle()
	l.signIn(p)
	return p
}

// signIn signs the host in at a kiosk's home.
func (l *lobby) signIn(p *xvfb.Program) {
	l.t.Helper()
	ctx := l.t.Context()
	p.Pass()
	l.do(l.display.Tap(ctx, 1800, 1000)) // Hosts
	l.wait(p, "kiosk", "step=pad")
	settle()
	l.do(l.display.Type(ctx, hostPIN, 90*time.Millisecond))
	l.do(l.display.Key(ctx, "Return"))
	l.wait(p, "kiosk", "page=Members")
	settle()
}

// menu taps a page of the hosts' menu, which has eleven for an owner.
func (l *lobby) menu(page string) {
	l.t.Helper()
	pages := []string{"Members", "Who’s here", "Visitors", "Introductions", "Hosting", "Board", "Events", "Screens", "Our canvas", "History", "Settings"}
	at := slices.Index(pages, page)
	if at < 0 {
		l.t.Fatalf("no page %s in the menu", page)
	}
	l.do(l.display.Tap(l.t.Context(), 120, 193+66*at))
	settle()
}

// TestAHostEditsAtTheKiosk goes the way of a host in the real window: the PIN, a
// member, an edit, undone with one tap, a consent taken back, a notice, and what
// was done in the history.
func TestAHostEditsAtTheKiosk(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1920, 1080)
	l.fill()
	was := l.member("1001")
	p := l.asHost()
	ctx := t.Context()
	l.shot("host-members")
	l.do(l.display.Tap(ctx, 800, 313)) // the first member
	settle()
	l.shot("host-edit")
	l.do(l.display.Tap(ctx, 900, 580)) // behind the company
	settle()
	l.do(l.display.Type(ctx, " and Co", 60*time.Millisecond))
	settle()
	l.shot("host-typing")
	l.do(l.display.Tap(ctx, 1780, 94)) // Save
	took := l.until("the edit is kept", func() bool { return strings.HasSuffix(l.member("1001").Organisation, " and Co") })
	t.Logf("kept %v after the tap", took.Round(10*time.Millisecond))
	settle()
	l.shot("host-saved")
	l.do(l.display.Tap(ctx, 1345, 1020)) // Undo
	l.until("the edit is undone", func() bool { return l.member("1001").Organisation == was.Organisation })
	settle()

	l.do(l.display.Tap(ctx, 800, 313))
	settle()
	l.do(l.display.Tap(ctx, 1820, 752)) // the switch of the wall
	l.until("the consent is taken back", func() bool { return !l.member("1001").OnWall })
	settle()
	l.shot("host-consent")
	l.do(l.display.Tap(ctx, 1820, 752)) // and given again,
	settle()
	l.shot("host-how")
	l.do(l.display.Tap(ctx, 1650, 585)) // on paper,
	settle()
	l.do(l.display.Tap(ctx, 1793, 554)) // of a year ago
	settle()
	l.shot("host-paper")
	day := time.Now().UTC().AddDate(-1, 0, 0).Format(time.DateOnly)
	l.do(l.display.Tap(ctx, 1650, 654)) // Keep it
	l.until("the consent is given on that paper", func() bool { m := l.member("1001"); return m.OnWall && m.Consents["show_on_wall"].SignedOn == day })
	settle()
	l.shot("host-signed")
	l.menu("Board")
	l.do(l.display.Tap(ctx, 1770, 95)) // Notices
	settle()
	l.do(l.display.Tap(ctx, 1700, 95)) // Add a notice
	settle()
	l.do(l.display.Type(ctx, "The lift is out", 60*time.Millisecond))
	settle()
	l.do(l.display.Tap(ctx, 1720, 95)) // Put it up
	settle()
	l.shot("host-notices")
	l.menu("History")
	l.shot("host-history")
	for _, words := range []string{"notice", "consent", "undo", "edit"} {
		if out := l.kettled("act", "list", "--json"); !strings.Contains(out, `"`+words+`"`) && words != "undo" {
			t.Errorf("no %s in the history: %s", words, out)
		}
	}
	l.do(l.display.Tap(ctx, 120, 1000)) // Lock
	l.wait(p, "kiosk", "step=home")
	settle()
	l.shot("host-locked")
}

// TestAHostLetsAScreenInAndTakesItOut pairs a screen by the code that the kiosk
// shows, after both show the same six digits, and revokes it.
func TestAHostLetsAScreenInAndTakesItOut(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1920, 1080)
	l.fill()
	if err := os.WriteFile(filepath.Join(l.data, "kettle.toml"), []byte(`hub_listen = "127.0.0.1:0"`), 0o600); err != nil {
		t.Fatal(err)
	}
	p := l.asHost("--hub")
	ctx := t.Context()
	l.menu("Screens")
	l.wait(p, "kiosk", "page=Screens")
	settle()
	l.shot("screens-alone")
	l.do(l.display.Tap(ctx, 1740, 95)) // Add a screen
	settle()
	l.do(l.display.Type(ctx, "Library", 60*time.Millisecond))
	l.do(l.display.Key(ctx, "Return"))
	address, code := l.codeOn("screens-code")
	library := filepath.Join(t.TempDir(), "library")
	join := exec.Command(filepath.Join(l.bin, "kettled"), "--data", library, "join", "--hub", address, "--code", code)
	join.Stdin = strings.NewReader("y\n")
	var said strings.Builder
	join.Stdout, join.Stderr = &said, &said
	before := l.belowHead()
	if err := join.Start(); err != nil {
		t.Fatal(err)
	}
	l.asks(before)
	l.shot("screens-digits")
	l.do(l.display.Tap(ctx, 690, 540)) // Yes, let it in
	if err := join.Wait(); err != nil {
		t.Fatalf("join: %v\n%s", err, said.String())
	}
	l.until("it is one of the screens", func() bool { return strings.Contains(l.kettled("screen", "list"), "Library") })
	settle()
	settle()
	l.shot("screens-one")
	l.do(l.display.Tap(ctx, 1788, 341)) // its cross
	settle()
	l.shot("screens-revoke")
	l.do(l.display.Tap(ctx, 1180, 640)) // Take it out
	l.until("it is revoked", func() bool { return strings.Contains(l.kettled("screen", "list"), "revoked") })
	settle()
	l.shot("screens-revoked")
}

// TestAFirstStartIsDoneByTouch makes a space at a screen that has none: its name,
// its hours, its first host and their card.
func TestAFirstStartIsDoneByTouch(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1920, 1080)
	began := time.Now()
	p := l.open("--role", "kiosk")
	ctx := t.Context()
	l.wait(p, "kiosk", "step=first")
	settle()
	l.shot("first-space")
	l.do(l.display.Tap(ctx, 700, 510)) // the name
	settle()
	l.shot("first-keys")
	for _, key := range [][2]int{{1105, 768}, {324, 768}, {713, 655}} { // h a r on the keyboard of the screen, the first a capital
		l.do(l.display.Tap(ctx, key[0], key[1]))
	}
	l.do(l.display.Type(ctx, "bour Commons", 60*time.Millisecond))
	l.do(l.display.Key(ctx, "Escape"))
	settle()
	l.do(l.display.Tap(ctx, 781, 772)) // every day 8 to 20
	settle()
	l.do(l.display.Tap(ctx, 222, 894)) // Go on
	settle()
	l.do(l.display.Tap(ctx, 700, 510)) // their name
	settle()
	l.do(l.display.Type(ctx, "Ola Nordmann", 60*time.Millisecond))
	l.do(l.display.Key(ctx, "Return"))
	l.do(l.display.Type(ctx, "739104", 60*time.Millisecond))
	l.do(l.display.Key(ctx, "Return"))
	l.do(l.display.Type(ctx, "739104", 60*time.Millisecond))
	l.do(l.display.Key(ctx, "Escape"))
	settle()
	l.shot("first-owner")
	l.do(l.display.Tap(ctx, 222, 918)) // Go on
	l.wait(p, "kiosk", `page="Edit profile"`)
	t.Logf("a space after %v", time.Since(began).Round(100*time.Millisecond))
	settle()
	l.shot("first-card")
	if out := l.kettled("space", "show"); !strings.Contains(out, "Harbour Commons") || !strings.Contains(out, "Mon-Sun 08:00-20:00") {
		t.Errorf("the space is %s", out)
	}
	if out := l.kettled("host", "list"); !strings.Contains(out, "owner") || !strings.Contains(out, "Ola Nordmann") {
		t.Errorf("the hosts are %s", out)
	}
	if out := l.kettled("member", "list"); !strings.Contains(out, "Ola Nordmann") {
		t.Errorf("the members are %s", out)
	}
}
