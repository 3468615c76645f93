package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// TestATapLooksAtNoVisitThatIsOver holds for what each check-in, and whoever shows who is
// here after it, asks for: of visits there are many.
func TestATapLooksAtNoVisitThatIsOver(t *testing.T) {
	db, _ := fresh(t)
	for _, where := range []string{openVisits, openOf} {
		rows, err := db.read().QueryContext(t.Context(), "EXPLAIN QUERY PLAN SELECT * FROM visits "+strings.Replace(where, "?", "x''", 1))
		if err != nil {
			t.Fatal(err)
		}
		var plan []string
		for rows.Next() {
			var step, of, unused int
			var what string
			if err := rows.Scan(&step, &of, &unused, &what); err != nil {
				t.Fatal(err)
			}
			plan = append(plan, what)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(plan[0], "visits_open") && !strings.Contains(plan[0], "(member_id=?)") {
			t.Errorf("%s: %q", where, plan)
		}
	}
}

func TestCheckInTwiceIsOneVisit(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	first, already, err := db.CheckIn(t.Context(), byClaimed, id)
	if err != nil || already {
		t.Fatal(already, err)
	}
	c.forward(time.Minute)
	second, already, err := db.CheckIn(t.Context(), byClaimed, id)
	if err != nil || !already || second.ID != first.ID {
		t.Errorf("second tap: %v, already %v, %v", second.ID, already, err)
	}
	visits, err := db.Visits(t.Context(), time.Time{})
	if err != nil || len(visits) != 1 {
		t.Errorf("%d visits, %v", len(visits), err)
	}
}

func TestCheckOutClosesEveryOpenVisit(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	if _, _, err := db.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Fatal(err)
	}
	// Another screen, apart, took the same member in.
	other := community.Visit{ID: newID(), MemberID: id, InAt: c.t, InBy: community.ActorClaimed}
	takeRemote(t, db, community.KindVisit, other.ID, other.Fields(), 7, c.t, id)
	c.forward(time.Hour)
	v, err := db.CheckOut(t.Context(), byClaimed, id)
	if err != nil || !v.OutAt.Equal(c.t) {
		t.Fatal(v, err)
	}
	if isIn(t, db, id) {
		t.Error("still in after checking out")
	}
	if _, err := db.CheckOut(t.Context(), byClaimed, id); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("checking out twice: %v", err)
	}
}

func TestUndoneCheckInNeverWas(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	v, _, err := db.CheckIn(t.Context(), byClaimed, id)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := db.Undo(t.Context(), byClaimed, v.ID); err != nil {
			t.Fatal(err)
		}
	}
	if visits, _ := db.Visits(t.Context(), time.Time{}); len(visits) != 0 {
		t.Errorf("%d visits after undo", len(visits))
	}
	again, already, err := db.CheckIn(t.Context(), byClaimed, id)
	if err != nil || already || again.ID == v.ID {
		t.Errorf("checking in after undo: %v %v", already, err)
	}
}

func TestUndoneCheckOutGoesOn(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	for _, mood := range []string{"", community.MoodOpen, community.MoodBusy, community.MoodHand} {
		v, _, err := db.CheckIn(t.Context(), claimedBy(id), id)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.SetMood(t.Context(), claimedBy(id), v.ID, mood); err != nil {
			t.Fatal(err)
		}
		out, err := db.CheckOut(t.Context(), claimedBy(id), id)
		if err != nil {
			t.Fatal(err)
		}
		kept := func() community.Visit {
			t.Helper()
			all, err := db.Visits(t.Context(), time.Time{})
			if err != nil || len(all) != 1 {
				t.Fatalf("%+v, %v", all, err)
			}
			return all[0]
		}
		if now := kept(); now.Mood != "" || now.Open() {
			t.Errorf("of one who went, kept is %+v", now)
		}
		if err := db.Reopen(t.Context(), claimedBy(id), out.ID, out.Mood); err != nil {
			t.Fatal(err)
		}
		if now := kept(); now.Mood != mood || !now.Open() || now.OutBy != "" {
			t.Errorf("back again with %q, not %q: %+v", now.Mood, mood, now)
		}
	}
	if !isIn(t, db, id) {
		t.Error("not in after undoing the check-out")
	}
}

// isIn says whether a member is in the building, as screens ask.
func isIn(t testing.TB, db *DB, member community.ID) bool {
	t.Helper()
	r, err := db.Roll(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r.HereAt(db.Now())[member]
}

func TestOnlyActiveMembersCheckIn(t *testing.T) {
	db, _ := fresh(t)
	m := ada()
	m.State = community.StateLeft
	id := add(t, db, m)
	for _, who := range []community.ID{id, newID()} {
		if _, _, err := db.CheckIn(t.Context(), byClaimed, who); !errors.Is(err, community.ErrNotFound) {
			t.Errorf("got %v, want ErrNotFound", err)
		}
	}
}

func TestVisitsEndAtClosingTime(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	err := db.EditSpace(t.Context(), byHost, func(s *community.Space) error {
		return errors.Join(s.Set("zone", "Europe/London"), s.Set("hours", "Mon-Fri 08:00-18:00"))
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Fatal(err)
	}
	c.t = time.Date(2026, 11, 16, 17, 59, 0, 0, time.UTC)
	if n, err := db.CloseVisits(t.Context()); n != 0 || err != nil {
		t.Fatalf("closed %d before closing time, %v", n, err)
	}
	c.t = time.Date(2026, 11, 17, 3, 0, 0, 0, time.UTC)
	if isIn(t, db, id) {
		t.Error("in after closing time, before anybody closed the visit")
	}
	if n, err := db.CloseVisits(t.Context()); n != 1 || err != nil {
		t.Fatalf("closed %d, %v", n, err)
	}
	visits, _ := db.Visits(t.Context(), time.Time{})
	want := time.Date(2026, 11, 16, 18, 0, 0, 0, time.UTC)
	if v := visits[0]; !v.OutAt.Equal(want) || v.OutBy != community.ActorAutomatic {
		t.Errorf("ended at %v by %s, want %v, automatic", v.OutAt, v.OutBy, want)
	}
}

func TestYesterdaysForgottenVisitIsNotTodays(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	first, _, _ := db.CheckIn(t.Context(), byClaimed, id)
	c.forward(24 * time.Hour) // no hours are set: 04:00 has passed
	second, already, err := db.CheckIn(t.Context(), byClaimed, id)
	if err != nil || already || second.ID == first.ID {
		t.Errorf("next day: same visit %v, already %v, %v", second.ID == first.ID, already, err)
	}
}

func TestPresenceIsSeenOnlyWithConsentAndWhileOpen(t *testing.T) {
	db, c := fresh(t)
	shown, shy := ada(), ada()
	shy.HereNow = community.Consent{}
	ids := []community.ID{add(t, db, shown), add(t, db, shy)}
	for _, id := range ids {
		if _, _, err := db.CheckIn(t.Context(), byClaimed, id); err != nil {
			t.Fatal(err)
		}
	}
	if s, _ := db.Seen(t.Context(), community.Wall); s.Here != 1 || len(s.Profiles) != 2 {
		t.Errorf("%d here of %d, want 1 of 2", s.Here, len(s.Profiles))
	}
	if s, _ := db.Seen(t.Context(), community.Phone); s.Here != 0 {
		t.Error("presence on a phone")
	}
	if err := db.EditSpace(t.Context(), byHost, func(s *community.Space) error { return s.Set("hours", "Mon-Fri 08:00-18:00") }); err != nil {
		t.Fatal(err)
	}
	c.t = monday.Add(9 * time.Hour)
	if s, _ := db.Seen(t.Context(), community.Wall); s.Here != 0 {
		t.Error("presence after closing")
	}
}

func TestWithdrawnConsentIsGoneAtOnce(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	code := member(t, db, id).Code
	if _, err := db.ProfileByCode(t.Context(), code); err != nil {
		t.Fatal(err)
	}
	err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error {
		m.OnWall, m.OnPhone = community.Consent{}, community.Consent{}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := db.Seen(t.Context(), community.Wall); len(s.Profiles) != 0 || s.Members != 1 {
		t.Errorf("%d profiles of %d members", len(s.Profiles), s.Members)
	}
	if _, err := db.ProfileByCode(t.Context(), code); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("phone page: %v", err)
	}
	if found, _ := db.Find(t.Context(), "ada", 10); len(found) != 0 {
		t.Error("found by a part of the name")
	}
	found, err := db.Find(t.Context(), "okafor ADA", 10)
	if err != nil || len(found) != 1 || found[0].Profile.Headline != "" || !found[0].Exact {
		t.Errorf("by full name: %+v, %v", found, err)
	}
}
