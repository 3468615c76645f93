package store

import (
	"errors"
	"testing"
	"time"

	"kettle/internal/community"
)

// link is how a screen of that role knows its hub.
func linkAs(role string) community.Link {
	l := hubLink
	l.Role = role
	return l
}

func TestWhatAWallIsNoLongerSentItHoldsNoMore(t *testing.T) {
	db, c := fresh(t)
	id := newID()
	give := func(whole bool, fields map[string]string) {
		t.Helper()
		c.forward(time.Second)
		r := community.Record{Kind: community.KindMember, ID: id, Whole: whole, Groups: []community.Group{
			{Stamp: community.Stamp{Clock: c.t.UnixMilli() << 16, Screen: 9}, Actor: "host", Fields: fields},
		}}
		if err := db.TakeIn(t.Context(), []community.Record{r}, linkAs(community.RoleWall), false); err != nil {
			t.Fatal(err)
		}
	}
	give(true, map[string]string{"name": "Ada Okafor", "headline": "Writes grants", "email": "ada@grants.example", "languages:Igbo": "aa", "a later field": "x", "show_on_wall": "yes"})
	give(false, map[string]string{"headline": "Mends radios"})
	if m := member(t, db, id); m.Email == "" || m.Headline != "Mends radios" || len(m.Languages) != 1 {
		t.Fatalf("%+v", m)
	}
	give(true, map[string]string{"name": "Ada Okafor", "headline": "Mends radios", "show_on_wall": "yes"})
	if m := member(t, db, id); m.Email != "" || len(m.Languages) != 0 || m.Name != "Ada Okafor" || !m.OnWall.Given {
		t.Errorf("%+v", m)
	}
	for _, r := range everything(t, db) {
		if _, has := r.Cell("a later field"); has || r.Value("email") != "" {
			t.Errorf("%+v", r)
		}
	}
}

func TestAWallLetsGoWhatHostsSaidForAWhile(t *testing.T) {
	for role, left := range map[string]int{community.RoleWall: 1, community.RoleKiosk: 2} {
		db, c := fresh(t)
		for _, until := range []time.Duration{time.Hour, 48 * time.Hour} {
			n := community.Notice{Words: "The lift rests", Audience: community.NoticeWall, From: c.t, Until: c.t.Add(until)}
			if _, err := db.SaveNotice(t.Context(), byHost, n); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.SaveLink(t.Context(), linkAs(role)); err != nil {
			t.Fatal(err)
		}
		c.forward(2 * time.Hour)
		if _, err := db.Retain(t.Context(), RetainOptions{}); err != nil {
			t.Fatal(err)
		}
		if all, err := readNotices(t.Context(), db.read(), ""); err != nil || len(all) != left {
			t.Errorf("a %s holds %d, %v", role, len(all), err)
		}
	}
}

// What people did on a wall would be on that wall alone, for ever.
func TestPeopleChangeNothingOnAWall(t *testing.T) {
	for _, role := range []string{community.RoleWall, community.RoleKiosk, community.RoleReplica} {
		db, c := fresh(t)
		id := add(t, db, ada())
		sent(t, db)
		if err := db.SaveLink(t.Context(), linkAs(role)); err != nil {
			t.Fatal(err)
		}
		for _, kind := range []community.ActorKind{community.ActorHost, community.ActorClaimed, community.ActorProven, community.ActorImport, community.ActorAnonymous} {
			err := db.EditMember(t.Context(), community.Actor{Kind: kind, ID: id}, id, func(m *community.Member) error { m.Headline += "!"; return nil })
			if errors.Is(err, ErrWall) != (role == community.RoleWall) || role != community.RoleWall && err != nil {
				t.Errorf("%s on a %s: %v", kind, role, err)
			}
		}
		if err := db.CalledRoll(t.Context(), byHost); errors.Is(err, ErrWall) != (role == community.RoleWall) {
			t.Errorf("the fire roll on a %s: %v", role, err)
		}
		if waits, _, err := db.Waiting(t.Context()); err != nil || (waits == 0) != (role == community.RoleWall) {
			t.Errorf("%d records of a %s wait to be sent, %v", waits, role, err)
		}
		takeRemote(t, db, community.KindMember, id, []community.Field{{Name: "headline", Value: "Mends radios"}}, 9, c.t.Add(time.Minute))
		if m := member(t, db, id); m.Headline != "Mends radios" {
			t.Errorf("a %s hears nothing any more: %q", role, m.Headline)
		}
	}
}

func TestACopiedScreenGoesOnUnderANumberOfItsOwn(t *testing.T) {
	db, _ := fresh(t)
	add(t, db, ada())
	if err := db.SaveLink(t.Context(), hubLink); err != nil {
		t.Fatal(err)
	}
	sent(t, db)
	was := db.Screen()
	if err := db.Copied(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Link(t.Context()); !errors.Is(err, community.ErrNotFound) || db.Screen() == was {
		t.Errorf("%v, screen %d as before", err, db.Screen())
	}
	if n, _, err := db.Waiting(t.Context()); err != nil || n == 0 {
		t.Errorf("%d wait, %v", n, err)
	}
	dir := db.dir
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, dir, &clock{t: monday})
	if again.Screen() == was {
		t.Error("it has its old number again")
	}
}

func TestForAnotherHubEverythingWaits(t *testing.T) {
	db, _ := fresh(t)
	add(t, db, ada())
	sent(t, db)
	if n, _, err := db.Waiting(t.Context()); err != nil || n != 0 {
		t.Fatalf("%d wait, %v", n, err)
	}
	other := hubLink
	other.Hub = "cd"
	if err := db.SendAll(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	if n, since, err := db.Waiting(t.Context()); err != nil || n != 1 || since != monday.UnixMilli() {
		t.Errorf("%d wait since %d, %v", n, since, err)
	}
	if l, err := db.Link(t.Context()); err != nil || l.Hub != "cd" {
		t.Errorf("%+v, %v", l, err)
	}
}
