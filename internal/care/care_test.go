package care

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

var monday = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

func id(n int) community.ID { return community.ID{byte(n)} }

func yes() community.Consent { return community.Consent{Given: true} }

func TestANewcomerLeavesTheListWhenAllIsDone(t *testing.T) {
	r := &community.Roll{
		Space: community.Space{Induction: []string{"Fire exits", "Printer"}},
		Members: []community.Member{
			{ID: id(1), Name: "New", JoinedOn: "2026-11-16"},
			{ID: id(2), Name: "Old", JoinedOn: "2020-01-01"},
			{ID: id(3), Name: "Left", JoinedOn: "2026-11-16", State: community.StateLeft},
			{ID: id(4), Name: "Earlier", JoinedOn: "2026-10-01", Photo: "x", OnWall: community.Consent{At: monday}, Induction: []string{"Printer"}},
		},
	}
	got := Newcomers(r, monday)
	if len(got) != 2 || got[0].Member.Name != "Earlier" || got[1].Left() != 5 {
		t.Fatalf("%+v", got)
	}
	if n := got[0]; !n.Photo || !n.Asked || n.Left() != 2 || !slices.Equal(n.Todo, []string{"Fire exits"}) || !slices.Equal(n.Done, []string{"Printer"}) {
		t.Errorf("%+v", n)
	}
	for i := range 3 {
		r.Met = append(r.Met, community.Introduction{OneID: id(4), OtherID: id(10 + i), DoneAt: monday})
	}
	r.Members[3].Induction = r.Space.Induction
	if got := Newcomers(r, monday); len(got) != 1 {
		t.Errorf("one who is at home is still new: %+v", got)
	}
	r.Met = nil
	r.Members[3].LeaveMe = true
	if got := Newcomers(r, monday); len(got) != 1 {
		t.Errorf("one who wants to be left alone is to be introduced: %+v", got)
	}
}

func TestOnlyWhoAgreedIsMissed(t *testing.T) {
	ago := func(days int) time.Time { return monday.AddDate(0, 0, -days) }
	r := &community.Roll{Members: []community.Member{
		{ID: id(1), Name: "Seen", HereNow: yes()},
		{ID: id(2), Name: "Missed", HereNow: yes()},
		{ID: id(3), Name: "Private"},
		{ID: id(4), Name: "Long gone", HereNow: yes()},
		{ID: id(5), Name: "New", HereNow: yes(), JoinedOn: "2026-11-16"},
		{ID: id(6), Name: "Paused", HereNow: yes(), State: community.StatePaused},
		{ID: id(7), Name: "In", HereNow: yes()},
	}}
	visits := []community.Visit{
		{MemberID: id(1), InAt: ago(25), OutAt: ago(25)},
		{MemberID: id(1), InAt: ago(2), OutAt: ago(2)},
		{MemberID: id(2), InAt: ago(23), OutAt: ago(23)},
		{MemberID: id(2), InAt: ago(1), Void: true},
		{MemberID: id(7), InAt: ago(22)},
	}
	got := NotSeen(r, visits, monday)
	if len(got) != 2 || got[0].Member.Name != "Missed" || !got[0].LastAt.Equal(ago(23)) || got[1].Member.Name != "Long gone" || !got[1].LastAt.IsZero() {
		t.Errorf("%+v", got)
	}
}

// Of the time before the first visit that is kept nothing is known: in a space that has
// just begun with Kettle, or that keeps visits for a week, nobody is missed for that.
func TestNobodyIsMissedOfATimeOfWhichNothingIsKept(t *testing.T) {
	r := &community.Roll{Members: []community.Member{{ID: id(1), Name: "Ada", HereNow: yes(), JoinedOn: "2020-01-01"}, {ID: id(2), Name: "Bo", HereNow: yes(), JoinedOn: "2020-01-01"}}}
	var kept []community.Visit
	for day := range 30 { // Bo comes each day, Ada never did
		if got := NotSeen(r, kept, monday); (len(got) != 0) != (day > 21) || len(got) > 1 || len(got) == 1 && got[0].Member.Name != "Ada" {
			t.Errorf("with the visits of %d days: %+v", day, got)
		}
		at := monday.AddDate(0, 0, -day)
		kept = append(kept, community.Visit{MemberID: id(2), InAt: at, OutAt: at})
	}
	long := []community.Visit{{MemberID: id(1), InAt: monday.AddDate(0, 0, -28), OutAt: monday.AddDate(0, 0, -20)}} // nobody checked them out
	if got := NotSeen(r, long, monday); len(got) != 1 || got[0].Member.Name != "Bo" {
		t.Errorf("who left 20 days ago: %+v", got)
	}
}

func TestACardIsStaleAfterAYear(t *testing.T) {
	r := &community.Roll{Members: []community.Member{
		{Name: "Fresh", JoinedOn: "2019-01-01", ConfirmedOn: "2026-01-01"},
		{Name: "Stale", JoinedOn: "2019-01-01", ConfirmedOn: "2025-01-01"},
		{Name: "Older", JoinedOn: "2019-01-01"},
		{Name: "Left", JoinedOn: "2019-01-01", State: community.StateLeft},
	}}
	if got := Stale(r, monday); len(got) != 2 || got[0].Name != "Older" || got[1].Name != "Stale" {
		t.Errorf("%+v", got)
	}
}

func crowd(n int) []community.Profile {
	var out []community.Profile
	for i := range n {
		out = append(out, community.Profile{ID: id(i + 1), Called: fmt.Sprint("P", i+1), Photo: "x", JoinedOn: "2020-01-01"})
	}
	return out
}

func TestAQuestionHasOneRightName(t *testing.T) {
	people := crowd(12)
	people[3].Called = "P5" // two of one name
	for _, q := range Deck(people, nil, community.ID{}, monday, 20) {
		if len(q.Names) != choices || q.Names[q.Right] != q.Who.Called || strings.Count(strings.Join(q.Names, " ")+" ", q.Who.Called+" ") != 1 {
			t.Errorf("%+v", q)
		}
	}
	if got := Deck(crowd(3), nil, community.ID{}, monday, 20); got != nil {
		t.Errorf("three faces make %d questions", len(got))
	}
	people[0].Photo = ""
	for _, q := range Deck(people, nil, id(2), monday, 20) {
		if q.Who.ID == id(1) || q.Who.ID == id(2) {
			t.Errorf("%s is asked for", q.Who.Called)
		}
	}
}

func TestWhatWasWrongComesBackAndWhatIsKnownWaits(t *testing.T) {
	learner := id(100)
	n := community.Naming{LearnerID: learner, MemberID: id(1)}
	at := monday
	var waits []int
	for range 6 {
		n = Next(n, true, at)
		due, err := time.Parse(time.DateOnly, n.DueOn)
		if err != nil {
			t.Fatal(err)
		}
		waits = append(waits, int(due.Sub(at.Truncate(24*time.Hour)).Hours()/24))
		at = due.Add(11 * time.Hour)
	}
	if !slices.Equal(waits, []int{1, 3, 7, 16, 35, 35}) {
		t.Errorf("%v", waits)
	}
	if n = Next(n, false, at); n.Box != 0 || n.DueOn != at.Format(time.DateOnly) {
		t.Errorf("wrong: %+v", n)
	}
	known := []community.Naming{
		{LearnerID: learner, MemberID: id(1), Box: 3, DueOn: "2026-11-23"},
		{LearnerID: learner, MemberID: id(2), Box: 1, DueOn: "2026-11-20"},
		{LearnerID: learner, MemberID: id(3), Box: 1, DueOn: "2026-11-24"},
		{LearnerID: id(101), MemberID: id(4), Box: 1, DueOn: "2026-12-24"},
	}
	people := crowd(6)
	people[5].JoinedOn = "2026-11-16"
	var order []string
	for _, q := range Deck(people, known, learner, monday, 20) {
		order = append(order, q.Who.Called)
	}
	if len(order) != 5 || order[0] != "P2" || order[1] != "P1" || order[2] != "P6" || slices.Contains(order, "P3") {
		t.Errorf("%q", order)
	}
}

// A learner who forgets an answer after a while learns all the names of a space in
// some weeks of a minute a day, which is what the boxes are for.
func TestAMinuteADayIsEnoughForFiftyNames(t *testing.T) {
	people, learner := crowd(50), id(200)
	known := map[community.ID]community.Naming{}
	for day := range 30 {
		now := monday.AddDate(0, 0, day)
		var all []community.Naming
		for _, n := range known {
			all = append(all, n)
		}
		for _, q := range Deck(people, all, learner, now, 15) {
			n := known[q.Who.ID]
			n.LearnerID, n.MemberID = learner, q.Who.ID
			known[q.Who.ID] = Next(n, n.Box > 0 || n.DueOn != "", now) // seen once, known next time
		}
	}
	well := 0
	for _, n := range known {
		if n.Box >= 2 {
			well++
		}
	}
	if len(known) != 50 || well < 45 {
		t.Errorf("%d of 50 seen, %d known well", len(known), well)
	}
}

// Where enough others have the pronouns of a face, all names that are offered for it are
// of those: it is the name that is asked for, not the pronoun.
func TestPronounsDoNotTellWhichNameIsRight(t *testing.T) {
	people := crowd(24)
	pronouns := map[string]string{}
	for i := range people {
		people[i].Pronouns = [...]string{"she/her", "he/him", "they/them", ""}[i%4]
		pronouns[people[i].Called] = people[i].Pronouns
	}
	for day := range 7 {
		for _, q := range Deck(people, nil, community.ID{}, monday.AddDate(0, 0, day), 24) {
			for _, name := range q.Names {
				if pronouns[name] != q.Who.Pronouns {
					t.Errorf("for %s, %q, there is %s, %q", q.Who.Called, q.Who.Pronouns, name, pronouns[name])
				}
			}
		}
	}
	for i := range people {
		people[i].Pronouns = ""
	}
	people[7].Pronouns = "ze/hir" // of whom there is nobody else
	for _, q := range Deck(people, nil, community.ID{}, monday, 24) {
		if len(q.Names) != choices {
			t.Errorf("%s has %d names to choose from", q.Who.Called, len(q.Names))
		}
	}
}
