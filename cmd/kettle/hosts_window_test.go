package main

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// member is one member as kettled shows it.
func (l *lobby) member(name string) (m struct {
	Name, Organisation string
	OnWall             bool `json:"show_on_wall"`
},
) {
	l.t.Helper()
	if err := json.Unmarshal([]byte(l.kettled("member", "show", name, "--json")), &m); err != nil {
		l.t.Fatal(err)
	}
	return m
}

// TestAHostEditsAtTheKiosk goes the way of a host in the real window: the PIN, a
// member, an edit, undone with one tap, a consent taken back, a notice, and what
// was done in the history.
func TestAHostEditsAtTheKiosk(t *testing.T) {
	l := newLobby(t, 1920, 1080)
	l.fill()
	cmd := exec.Command(filepath.Join(l.bin, "kettled"), "--data", l.data, "host", "set-pin", "Cleo")
	cmd.Stdin = strings.NewReader("274916\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("set-pin: %v\n%s", err, out)
	}
	was := l.member("1001")
	p := l.open("--role", "kiosk")
	ctx := t.Context()
	l.wait(p, "kiosk", "step=home")
	settle()

	l.do(l.display.Tap(ctx, 1800, 1000)) // Hosts
	l.wait(p, "kiosk", "step=pad")
	settle()
	l.do(l.display.Type(ctx, "274916", 90*time.Millisecond))
	l.do(l.display.Key(ctx, "Return"))
	l.wait(p, "kiosk", "step=host")
	settle()
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
	l.do(l.display.Tap(ctx, 1820, 860)) // the switch of the wall
	l.until("the consent is taken back", func() bool { return !l.member("1001").OnWall })
	settle()
	l.shot("host-consent")
	l.do(l.display.Tap(ctx, 120, 341)) // Notices
	settle()
	l.do(l.display.Tap(ctx, 1700, 95)) // Add a notice
	settle()
	l.do(l.display.Type(ctx, "The lift is out", 60*time.Millisecond))
	settle()
	l.do(l.display.Tap(ctx, 1720, 95)) // Put it up
	settle()
	l.shot("host-notices")
	l.do(l.display.Tap(ctx, 120, 485)) // History
	settle()
	l.shot("host-history")
	for _, words := range []string{"notice", "consent", "undo", "edit"} {
		if out := l.kettled("act", "list", "--json"); !strings.Contains(out, `"`+words+`"`) && words != "undo" {
			t.Errorf("no %s in the history: %s", words, out)
		}
	}
	l.do(l.display.Tap(ctx, 120, 890)) // Lock
	l.wait(p, "kiosk", "step=home")
	settle()
	l.shot("host-locked")
}
