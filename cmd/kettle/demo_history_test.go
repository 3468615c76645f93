package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/figures"
	"kettle/internal/store"
)

// drawn is the canvas of a small space with the demo's history, at a time.
func drawn(t *testing.T, at time.Time) *figures.Canvas {
	t.Helper()
	now := at.AddDate(0, 0, -1)
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var rows []store.ImportRow
	for i := range 40 {
		m := community.Member{Name: fmt.Sprintf("Member %c%c", 'A'+i/20, 'a'+i%20), Number: fmt.Sprint(1001 + i), State: community.StateActive, JoinedOn: "2020-01-01"}
		if i%10 == 9 {
			m.JoinedOn = at.AddDate(0, 0, -10).Format(time.DateOnly)
		}
		rows = append(rows, store.ImportRow{Line: i + 1, Member: m, Present: []string{"name", "number", "joined_on"}})
	}
	if _, err := db.ImportMembers(t.Context(), rows, store.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := demoEvents(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	members, err := db.Members(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	now = at
	if err := demoHistory(t.Context(), db, at, members); err != nil {
		t.Fatal(err)
	}
	space, err := db.Space(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	past, err := db.Past(t.Context(), figures.From(&space, at))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range past.Stays {
		if i := slices.IndexFunc(members, func(m community.Member) bool { return m.ID == s.MemberID }); members[i].JoinedOn >= space.Day(s.InAt) {
			t.Errorf("%s came on %s and joined on %s", members[i].Name, space.Day(s.InAt), members[i].JoinedOn)
		}
	}
	return figures.New(past)
}

// Whatever day it is, twelve weeks lie behind the demo: of each something is told, and
// a figure has answers enough to be shown.
func TestTheDemoHasTwelveWeeksBehindIt(t *testing.T) {
	for _, day := range []string{"2026-11-19T10:42", "2026-11-23T08:10", "2026-11-27T17:59", "2026-11-29T12:00", "2027-01-01T00:00", "2027-03-29T09:00", "2028-02-29T23:59"} {
		at, err := time.Parse("2006-01-02T15:04", day)
		if err != nil {
			t.Fatal(err)
		}
		c := drawn(t, at)
		for _, e := range c.Elements {
			whole := e.Bars[:figures.Weeks-1] // of the week that goes on there may be nothing yet
			switch e.Name {
			case figures.CoLocation, figures.PeerSupport, figures.Learning:
				if slices.Contains(whole, 0) {
					t.Errorf("%s: %s has a week without any: %v", day, e.Name, e.Bars)
				}
			}
			if e.Name == figures.CoLocation && (whole[0] < 50 || whole[len(whole)-1] < whole[0]*5/4 || e.Detail != "Thursday is fullest") {
				t.Errorf("%s: %v, %s", day, e.Bars, e.Detail)
			}
		}
		if c.Days[5] != [figures.Weeks]int{} || c.Days[6] != [figures.Weeks]int{} {
			t.Errorf("%s: somebody came at a weekend: %v", day, c.Days)
		}
		for i := range c.Shares {
			if s := &c.Shares[i]; s.Hidden || s.N <= community.LeastAnswers || s.Asked <= s.N {
				t.Errorf("%s: %s", day, s.Basis())
			}
		}
		if again := drawn(t, at); !slices.Equal(again.Rows(), c.Rows()) {
			t.Errorf("%s: it is another each time", day)
		}
	}
}
