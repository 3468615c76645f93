package command

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
)

// A machine whose clock is wrong goes by its hub's, as the kiosk on it does: nobody
// is missing on its fire roll.
func TestCommandsGoByTheHubsClock(t *testing.T) {
	for _, ahead := range []time.Duration{26 * time.Hour, -26 * time.Hour} {
		machine := func() time.Time { return time.Now().Add(ahead) }
		db, err := store.Open(t.Context(), t.TempDir(), store.Options{Now: machine})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := db.SetClock(t.Context(), -ahead, time.Time{}); err != nil {
			t.Fatal(err)
		}
		id, err := db.AddMember(t.Context(), community.Actor{Kind: community.ActorHost}, community.Member{Name: "Ada Okafor", Number: "7"})
		if err != nil {
			t.Fatal(err)
		}
		run := func(args ...string) string {
			t.Helper()
			var said bytes.Buffer
			if exit := Main(t.Context(), &Env{Args: args, Dir: t.TempDir(), Stdout: &said, Stderr: &said, Now: machine, DB: db}); exit != 0 {
				t.Fatalf("%q: %s", args, said.String())
			}
			return said.String()
		}
		run("visit", "in", "7")
		run("post", "add", "7", "--ask", "The printer!", "--quick")
		run("notice", "add", "Cake in the kitchen")
		run("member", "consent", "7", "--wall", "yes")
		run("member", "edit", "7", "--set", "show_presence=yes")
		for _, c := range []struct{ command, want string }{
			{"visit roll", "Ada Okafor"}, {"post list", "The printer!"}, {"notice list", "Cake in the kitchen"}, {"introduction list --today", "nobody to introduce"},
		} {
			if said := run(strings.Fields(c.command)...); !strings.Contains(said, c.want) {
				t.Errorf("%v ahead, %s: %s", ahead, c.command, said)
			}
		}
		roll, err := db.Roll(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if n := len(roll.Seen(community.Wall, time.Now()).Notices); n != 1 {
			t.Errorf("%v ahead: %d notices are up", ahead, n)
		}
		m, err := db.Member(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []time.Time{m.OnWall.At, m.HereNow.At} {
			if time.Since(at).Abs() > time.Minute {
				t.Errorf("%v ahead: a consent was recorded at %v", ahead, at)
			}
		}
	}
}
