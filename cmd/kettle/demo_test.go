package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/assets"
	"kettle/internal/community"
	"kettle/internal/importer"
	"kettle/internal/match"
	"kettle/internal/store"
)

// told is all of the demo that is drawn at a time, in words and without IDs.
func told(t *testing.T, at time.Time) (string, *community.Roll, *store.DB) {
	t.Helper()
	now := at
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := fillDemo(t.Context(), db, at, demoHours(at, ""), func(t time.Time) { now = t }); err != nil {
		t.Fatal(err)
	}
	roll, err := db.Roll(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names := map[community.ID]string{}
	for _, m := range roll.Members {
		names[m.ID] = m.Name
	}
	var lines []string
	for _, v := range roll.Open {
		lines = append(lines, fmt.Sprint("here ", names[v.MemberID], v.InAt, v.Mood))
	}
	for _, p := range roll.Posts {
		lines = append(lines, fmt.Sprint(p.Side, names[p.MemberID], p.Words, p.MadeAt, p.Quick))
	}
	for _, y := range roll.Thanks {
		lines = append(lines, fmt.Sprint("thanks ", names[y.FromID], names[y.ToID], y.Words))
	}
	for _, i := range roll.Met {
		two := []string{names[i.OneID], names[i.OtherID]}
		slices.Sort(two)
		lines = append(lines, fmt.Sprint("met ", two, names[i.AskedByID], i.AskedAt, i.DoneAt, i.Talked))
	}
	for _, o := range roll.Occasions {
		lines = append(lines, fmt.Sprint("on ", o.Title, o.StartsAt, o.Coming))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n"), roll, db
}

func TestTheDemoShowsWhatMembersDoForOneAnother(t *testing.T) {
	at := time.Date(2026, 11, 19, 11, 0, 0, 0, time.UTC)
	words, roll, db := told(t, at)
	if again, _, _ := told(t, at); again != words {
		t.Error("the demo is another each time")
	}
	seen, err := db.Seen(t.Context(), community.Wall)
	if err != nil {
		t.Fatal(err)
	}
	moods, waits, follow, coming := map[string]int{}, 0, 0, 0
	for _, p := range seen.Profiles {
		moods[p.Mood]++
	}
	for i := range roll.Met {
		if roll.Met[i].Waits() {
			waits++
		}
		if roll.Met[i].FollowAt(at) {
			follow++
		}
	}
	for i := range roll.Occasions {
		coming += roll.Occasions[i].Coming
	}
	if moods[community.MoodOpen] == 0 || moods[community.MoodBusy] == 0 || moods[community.MoodHand] == 0 {
		t.Errorf("moods: %v", moods)
	}
	if len(seen.Quick) != 1 || len(seen.News) != 3 || waits != 2 || follow != 1 || coming < 10 {
		t.Errorf("%d calls, %d news, %d introductions wait, %d to be asked about, %d come", len(seen.Quick), len(seen.News), waits, follow, coming)
	}
	pairs := new(match.Finder).Introduce(roll, at, 5)
	if len(pairs.Pairs) == 0 {
		t.Error("hosts have nobody to introduce")
	}
	var found int
	for _, p := range seen.Posts {
		if p.Side == community.Ask && len(new(match.Finder).Helpers(seen, p.Side, p.Words, p.MemberID, 3)) > 0 {
			found++
		}
	}
	if found < 2 {
		t.Errorf("%d asks find somebody who is here", found)
	}
}

// Whatever day it is, the same members are new, and nobody is to join yet.
func TestOnEveryDayTheDemoHasTheSameNewcomers(t *testing.T) {
	f, err := assets.Demo.Open("demo/members.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := importer.Read(f, importer.Options{Now: demoMade})
	if err != nil {
		t.Fatal(err)
	}
	newcomers := func(now time.Time) (out []string) {
		for _, r := range got.Rows {
			p := community.Profile{Name: r.Member.Name, JoinedOn: demoJoined(r.Member.JoinedOn, now)}
			if p.Newcomer(now) {
				out = append(out, p.Name)
			}
			if p.JoinedOn > now.Format(time.DateOnly) {
				t.Fatalf("on %s %s joined on %q", now.Format(time.DateOnly), p.Name, p.JoinedOn)
			}
		}
		return out
	}
	want := newcomers(demoMade)
	for day := -900; day < 900; day += 7 {
		if now := demoMade.AddDate(0, 0, day).Add(10 * time.Hour); len(want) == 0 || !slices.Equal(newcomers(now), want) {
			t.Errorf("on %s %q are new, want %q", now.Format(time.DateOnly), newcomers(now), want)
		}
	}
}
