package sync

import (
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared"
	"kettle/internal/store"
)

// What is too old goes at the hub and on every screen, whenever each of them
// hears of it, and nothing that comes late brings it back.
func TestWhatIsTooOldGoesEverywhereAndStaysAway(t *testing.T) {
	for seed := range uint64(12) {
		s := newSim(t, 100+seed)
		mover, late := s.screens[0], s.screens[1] // the hub's own, and one that is often away
		began := map[community.ID]time.Time{}
		for range 80 {
			c := s.screens[s.r.IntN(len(s.screens))]
			switch s.r.IntN(9) {
			case 0:
				s.join(c)
			case 1:
				s.edit(c)
			case 2, 3:
				if m, ok := s.someone(c); ok {
					v, _, err := c.db.CheckIn(t.Context(), simHost, m.ID)
					s.must(err)
					began[v.ID] = v.InAt
					if s.r.IntN(2) == 0 {
						_, err = c.db.CheckOut(t.Context(), simHost, m.ID)
						s.must(err)
					}
				}
			case 4:
				for id := range began { // a host takes one back that may be gone by now
					if err := c.db.Undo(t.Context(), simHost, id); err == nil {
						delete(began, id)
					}
					break
				}
			case 5:
				if c != late || s.r.IntN(4) == 0 {
					s.sync(c, c.push)
					s.sync(c, c.pull)
				}
			case 6:
				s.time = s.time.Add(time.Duration(1+s.r.IntN(6)) * 24 * time.Hour)
			case 7:
				_, err := c.db.Retain(t.Context(), store.RetainOptions{Hub: c == mover})
				s.must(err)
			case 8:
				s.crash(c)
			}
		}
		s.heal()
		// The last days, so that the hub's own screen trusts its clock.
		for range 3 {
			s.time = s.time.Add(25 * time.Hour)
			_, err := mover.db.Retain(t.Context(), store.RetainOptions{Hub: true})
			s.must(err)
		}
		s.settle()
		kept, err := s.store.KeptSince(t.Context(), s.space)
		s.must(err)
		if want := s.time.AddDate(0, 0, -31).UnixMilli(); kept.Visit < want {
			t.Fatalf("seed %d: visits are kept since %v", seed, time.UnixMilli(kept.Visit))
		}
		hub, err := s.hub.Own(s.space, "hub").Digest(s.ctx)
		s.must(err)
		for _, c := range s.screens {
			before, err := c.db.Digest(t.Context())
			s.must(err)
			_, err = c.db.Retain(t.Context(), store.RetainOptions{})
			s.must(err)
			sums, err := c.db.Digest(t.Context())
			s.must(err)
			if sums != hub || before != hub {
				t.Errorf("seed %d: %s is not as the hub", seed, c.name)
			}
			visits, err := c.db.Visits(t.Context(), time.UnixMilli(0))
			s.must(err)
			has := map[community.ID]bool{}
			for _, v := range visits {
				has[v.ID] = true
				if v.InAt.UnixMilli() < kept.Visit {
					t.Errorf("seed %d: %s has a visit of %v", seed, c.name, v.InAt)
				}
			}
			for id, at := range began {
				if at.UnixMilli() >= kept.Visit && !has[id] {
					t.Errorf("seed %d: %s lost a visit of %v", seed, c.name, at)
				}
			}
		}
		// What came too late to the hub goes with the next day.
		s.time = s.time.Add(24 * time.Hour)
		_, err = mover.db.Retain(t.Context(), store.RetainOptions{Hub: true})
		s.must(err)
		s.settle()
		kept, err = s.store.KeptSince(t.Context(), s.space)
		s.must(err)
		_, err = s.store.Each(t.Context(), s.space, func(row shared.Row) error {
			r, err := row.Record()
			if err == nil && !kept.Holds(&r) {
				t.Errorf("seed %d: the hub has a %s that is too old", seed, r.Kind)
			}
			return err
		})
		s.must(err)
		if t.Failed() {
			return
		}
	}
}

func TestAWallIsAsTheHubWhenVisitsGetTooOld(t *testing.T) {
	s, kiosk := quietSim(t)
	wall := s.add(community.RoleWall)
	id, err := kiosk.db.AddMember(t.Context(), simHost, agreeing("Ada Okafor"))
	s.must(err)
	_, _, err = kiosk.db.CheckIn(t.Context(), simHost, id)
	s.must(err)
	s.settle()
	has := func() int {
		visits, err := wall.db.Visits(t.Context(), time.UnixMilli(0))
		s.must(err)
		return len(visits)
	}
	if has() != 1 {
		t.Fatal("the wall never had the visit: this test cannot see")
	}
	for range 7 { // nobody ends the visit
		s.time = s.time.Add(5 * 24 * time.Hour)
		_, err = kiosk.db.Retain(t.Context(), store.RetainOptions{Hub: true})
		s.must(err)
	}
	s.settle()
	wall.sameAsHub(t)
	_, err = wall.db.Retain(t.Context(), store.RetainOptions{Hub: true}) // a wall never says since when
	s.must(err)
	wall.sameAsHub(t)
	if has() != 0 {
		t.Error("the wall holds a visit that is too old")
	}
}

func TestAScreenCannotBringBackWhatIsTooOld(t *testing.T) {
	s, kiosk := quietSim(t)
	peer, err := s.hub.Admit(s.ctx, s.space, kiosk.key)
	s.must(err)
	say := func(p Peer, at time.Duration, fields map[string]string) (why string) {
		t.Helper()
		head, err := s.store.Head(s.ctx, s.space)
		s.must(err)
		pushed, err := p.Push(s.ctx, Push{Epoch: head.Epoch, Life: s.store.Life(), Records: []community.Record{{
			Kind: community.KindSpace, ID: s.space,
			Groups: []community.Group{{Stamp: community.Stamp{Clock: s.time.Add(at).UnixMilli() << 16, Screen: 9}, Fields: fields}},
		}}})
		s.must(err)
		if len(pushed.Lost) > 0 {
			why = pushed.Lost[0].Why
		}
		return why
	}
	since := func(days int) string {
		at := s.time.AddDate(0, 0, -days).UnixMilli()
		return community.KeptSince{Visit: at, Visitor: at}.String()
	}
	const field = community.FieldKeptSince
	if why := say(s.hub.Own(s.space, "hub"), 0, map[string]string{field: since(30)}); why != "" {
		t.Fatalf("the hub's own screen: %s", why)
	}
	for _, value := range []string{since(31), "", "long ago", `{"visit":1}`} {
		if why := say(peer, time.Second, map[string]string{field: value}); why != whyRole {
			t.Errorf("%q: %q", value, why)
		}
	}
	if why := say(peer, -time.Second, map[string]string{field: since(60), "name": "Harbour"}); why == whyRole {
		t.Error("what was said before is refused, and a name with it")
	}
	kept, err := s.store.KeptSince(s.ctx, s.space)
	s.must(err)
	if kept.String() != since(30) {
		t.Errorf("kept since %v", kept)
	}
	if why := say(peer, 2*time.Second, map[string]string{field: since(29)}); why != "" { // a hub that was put back hears of it so
		t.Errorf("a day later: %s", why)
	}
	if why := say(s.hub.Own(s.space, "hub"), 3*time.Second, map[string]string{field: since(30)}); why != "" { // its clock was ahead
		t.Errorf("the hub's own screen: %s", why)
	}
}

func TestAWallHoldsNoNoticeThatIsNotForItOrIsOver(t *testing.T) {
	s, kiosk := quietSim(t)
	wall := s.add(community.RoleWall)
	rosa := community.Actor{Kind: community.ActorHost, ID: store.NewID()}
	save := func(n community.Notice) community.Notice {
		t.Helper()
		n.From = s.time.Add(-2 * time.Hour)
		n, err := kiosk.db.SaveNotice(t.Context(), rosa, n)
		s.must(err)
		return n
	}
	later := s.time.Add(48 * time.Hour)
	up := save(community.Notice{Words: "Up-Unmistakable", Until: later})
	save(community.Notice{Words: "Over-Unmistakable", Until: s.time.Add(-time.Hour)})
	save(community.Notice{Words: "Kiosk-Unmistakable", Until: later, Audience: community.NoticeKiosk})
	down := save(community.Notice{Words: "Down-Unmistakable", Until: later})
	s.settle()
	has := func(words string, want bool) {
		t.Helper()
		if in := filesWith(t, wall.dir, words); (len(in) > 0) != want {
			t.Errorf("%q is in %q", words, in)
		}
	}
	has("Up-Unmistakable", true)
	has("Over-Unmistakable", false)
	has("Kiosk-Unmistakable", false)
	has("Down-Unmistakable", true)
	has(rosa.ID.String(), false)
	wall.sameAsHub(t)
	down.Void, up.Audience = true, community.NoticeWall
	s.time = s.time.Add(time.Hour)
	save(down)
	save(up)
	s.settle()
	has("Down-Unmistakable", false)
	has("Up-Unmistakable", true)
	wall.sameAsHub(t)
	s.time = s.time.Add(48 * time.Hour)
	_, err := wall.db.Retain(t.Context(), store.RetainOptions{})
	s.must(err)
	has("Up-Unmistakable", false)
	wall.sameAsHub(t)
}
