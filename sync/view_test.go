package sync

import (
	"maps"
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestAWallIsToldOfAVisitWhatAWelcomeNeedsAndNoMore(t *testing.T) {
	now := time.Date(2026, 11, 19, 10, 0, 0, 0, time.UTC)
	ada := community.ID{1}
	of := func(kind community.Kind, id community.ID, fields []community.Field, owners ...community.ID) *community.Record {
		r := &community.Record{Kind: kind, ID: id, Owners: owners}
		g := community.Group{Fields: map[string]string{}}
		for _, f := range fields {
			g.Fields[f.Name] = f.Value
		}
		r.Groups = []community.Group{g}
		return r
	}
	m := agreeing("Ada Okafor")
	m.WelcomeMe, m.MyYears, m.LearnNames, m.LeaveMe, m.IntroduceMe = true, true, true, true, true
	g := newGallery(1)
	g.learn(of(community.KindMember, ada, m.Fields()))
	names := func(r community.Record) []string {
		var all []string
		for _, g := range r.Groups {
			all = append(all, slices.Collect(maps.Keys(g.Fields))...)
		}
		slices.Sort(all)
		return all
	}
	v := community.Visit{MemberID: ada, InAt: now, InBy: community.ActorClaimed, Mood: community.MoodOpen, Back: true}
	shown, ok := g.show(of(community.KindVisit, community.ID{2}, v.Fields(), ada), now)
	if got := names(shown); !ok || !slices.Equal(got, []string{"back", "in_at", "member_id", "mood"}) {
		t.Errorf("of a visit the wall is told %q", got)
	}
	shown, ok = g.show(of(community.KindMember, ada, m.Fields()), now)
	got := names(shown)
	for _, wanted := range []string{"welcome_me", "my_years"} {
		if !ok || !slices.Contains(got, wanted) {
			t.Errorf("the wall is not told %s", wanted)
		}
	}
	for _, secret := range []string{"introduce_me", "leave_me", "learn_names"} {
		if slices.Contains(got, secret) {
			t.Errorf("the wall is told %s", secret)
		}
	}
}
