package kiosk

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// What hosts read of where a word stands is so: whatever is not said to be off the wall,
// or to wait, is on it, and nothing else; and what two members said between themselves is
// not for hosts to read.
func TestTheBoardSaysWhatIsOnTheWall(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k, h := signedIn(t, community.RoleHost)
		d, yes := k.desk, func(what string) bool { return rapid.Bool().Draw(rt, what) }
		for i := range d.members {
			d.members[i].OnWall.Given = rapid.SampledFrom([]bool{true, true, false}).Draw(rt, "on the wall")
			d.members[i].State = rapid.SampledFrom([]string{community.StateActive, community.StateActive, community.StatePaused, community.StateLeft}).Draw(rt, "state")
		}
		who := func() community.ID {
			return rapid.SampledFrom([]community.ID{d.members[0].ID, d.members[1].ID, d.members[2].ID, {250}}).Draw(rt, "who")
		}
		for i := range rapid.IntRange(0, 3).Draw(rt, "posts") {
			d.posts = append(d.posts, community.Post{
				ID: community.ID{0x51, byte(i)}, MemberID: who(), Words: "A lift", MadeAt: k.clock, Until: k.clock.Add(time.Hour), Held: yes("held"),
				Side: rapid.SampledFrom([]string{community.Ask, community.Offer, community.News}).Draw(rt, "side"), Quick: yes("quick"),
			})
		}
		for i := range rapid.IntRange(0, 3).Draw(rt, "thanks") {
			d.thanks = append(d.thanks, community.ThankYou{
				ID: community.ID{0x52, byte(i)}, FromID: who(), ToID: who(), What: "Tea", Held: yes("held"), FromAgrees: yes("from"), ToAgrees: yes("to"),
			})
		}
		k.refresh()
		k.settle()
		k.does(DoPage, string(HostBoard))
		seen, err := h.d.Seen(t.Context(), community.Wall)
		if err != nil {
			rt.Fatal(err)
		}
		on := map[community.ID]bool{}
		for _, all := range [][]community.SeenPost{seen.Posts, seen.News, seen.Quick} {
			for _, p := range all {
				on[p.ID] = true
			}
		}
		for _, s := range seen.Thanks {
			on[s.ID] = true
		}
		lines := map[community.ID]bool{}
		for _, l := range k.State().Host.Board.Lines {
			lines[l.ID] = true
			if says := !l.Held && !strings.HasSuffix(l.More, "not on the wall"); says != on[l.ID] {
				rt.Errorf("%q, held %t, on the wall %t", l.More, l.Held, on[l.ID])
			}
			if l.Held && strings.HasSuffix(l.More, " · on the wall") {
				rt.Errorf("%q waits", l.More)
			}
		}
		for _, s := range d.thanks {
			if lines[s.ID] != s.FromAgrees {
				rt.Errorf("hosts read %t of %+v", lines[s.ID], s)
			}
		}
	})
}
