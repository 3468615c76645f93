package store

import (
	"testing"
	"time"

	"kettle/internal/community"
)

func TestWhoComesAfterALongTimeIsBack(t *testing.T) {
	const day = 24 * time.Hour
	for _, tt := range []struct {
		name   string
		change func(*community.Member)
		before []time.Duration // when Ada was here before, ago
		others []time.Duration // when somebody else was
		want   bool
	}{
		{"after more than is kept", nil, nil, []time.Duration{29 * day, day}, true},
		{"was here a week ago", nil, []time.Duration{7 * day}, []time.Duration{29 * day}, false},
		{"in a space that knows of no visits so long ago", nil, nil, []time.Duration{20 * day}, false},
		{"the first visit of all", nil, nil, nil, false},
		{"a new member", func(m *community.Member) { m.JoinedOn = "2026-11-02" }, nil, []time.Duration{29 * day}, false},
		{"joined nobody knows when", func(m *community.Member) { m.JoinedOn = "" }, nil, []time.Duration{29 * day}, false},
		{"not to be welcomed", func(m *community.Member) { m.WelcomeMe = false }, nil, []time.Duration{29 * day}, false},
		{"not shown as here", func(m *community.Member) { m.HereNow.Given = false }, nil, []time.Duration{29 * day}, false},
		{"not on the wall", func(m *community.Member) { m.OnWall.Given = false }, nil, []time.Duration{29 * day}, false},
	} {
		db, c := fresh(t)
		m := ada()
		m.JoinedOn, m.WelcomeMe = "2021-03-01", true
		if tt.change != nil {
			tt.change(&m)
		}
		id := add(t, db, m)
		m.Number = "1002"
		other := add(t, db, m)
		for _, was := range []struct {
			who  community.ID
			when []time.Duration
		}{{id, tt.before}, {other, tt.others}} {
			for _, ago := range was.when {
				at := c.t.Add(-ago)
				v := community.Visit{ID: newID(), MemberID: was.who, InAt: at, InBy: community.ActorClaimed, OutAt: at.Add(time.Hour), OutBy: community.ActorClaimed}
				takeRemote(t, db, community.KindVisit, v.ID, v.Fields(), 7, at, was.who)
			}
		}
		v, _, err := db.CheckIn(t.Context(), byClaimed, id)
		if err != nil || v.Back != tt.want {
			t.Errorf("%s: back %t, %v", tt.name, v.Back, err)
		}
		if err := db.Undo(t.Context(), byClaimed, v.ID); err != nil {
			t.Fatal(err)
		}
		if v, _, err = db.CheckIn(t.Context(), byClaimed, id); err != nil || v.Back != tt.want {
			t.Errorf("%s: after an undo back %t, %v", tt.name, v.Back, err)
		}
		if _, err := db.CheckOut(t.Context(), byClaimed, id); err != nil {
			t.Fatal(err)
		}
		c.forward(time.Hour)
		if v, _, err = db.CheckIn(t.Context(), byClaimed, id); err != nil || v.Back {
			t.Errorf("%s: back from lunch %t, %v", tt.name, v.Back, err)
		}
	}
}
