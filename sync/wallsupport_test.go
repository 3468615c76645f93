package sync

import (
	"testing"

	"kettle/internal/community"
)

func TestAWallIsToldNothingOfWhoMeetsWhom(t *testing.T) {
	s, kiosk := quietSim(t)
	wall := s.add(community.RoleWall)
	ctx := t.Context()
	add := func(name string) community.ID {
		id, err := kiosk.db.AddMember(ctx, simHost, agreeing(name))
		s.must(err)
		return id
	}
	ada, bao, mei := add("Ada Okafor"), add("Bao Nguyễn"), add("Mei Chen")
	s.must(kiosk.db.EditMember(ctx, simHost, mei, func(m *community.Member) error { m.HereNow = community.Consent{}; return nil }))
	for id, mood := range map[community.ID]string{ada: community.MoodHand, mei: community.MoodBusy} {
		v, _, err := kiosk.db.CheckIn(ctx, simHost, id)
		s.must(err)
		s.must(kiosk.db.SetMood(ctx, simHost, v.ID, mood))
	}
	s.must(kiosk.db.AskIntroduction(ctx, simHost, ada, bao))
	s.must(kiosk.db.NeverIntroduce(ctx, simHost, ada, mei, true))
	s.must(kiosk.db.SaveNaming(ctx, community.Naming{LearnerID: ada, MemberID: bao, Box: 1, DueOn: "2026-11-17"}))
	s.must(kiosk.db.EditSpace(ctx, simHost, func(s *community.Space) error {
		s.ApproveWords, s.BlockedWords, s.HandOver = true, []string{"Blockedword"}, "Handedover"
		return nil
	}))
	proven := community.Actor{Kind: community.ActorProven, ID: ada}
	_, err := kiosk.db.AddPost(ctx, proven, community.Post{MemberID: ada, Words: "Heldword"})
	s.must(err)
	_, err = kiosk.db.AddPost(ctx, simHost, community.Post{MemberID: ada, Quick: true, Words: "The printer!"})
	s.must(err)
	_, err = kiosk.db.Thank(ctx, simHost, community.ThankYou{FromID: ada, ToID: bao, Words: "Namelessword", ToAgrees: true, FromAgrees: true, Nameless: true})
	s.must(err)
	s.settle()

	seen, err := wall.db.Seen(ctx, community.Wall)
	s.must(err)
	if len(seen.Profiles) != 3 || len(seen.Quick) != 1 || len(seen.Thanks) != 0 || len(seen.Posts) != 0 {
		t.Errorf("the wall shows %d people, %d calls, %d thanks, %d posts", len(seen.Profiles), len(seen.Quick), len(seen.Thanks), len(seen.Posts))
	}
	for _, p := range seen.Profiles {
		if want := map[community.ID]string{ada: community.MoodHand}[p.ID]; p.Mood != want {
			t.Errorf("the mood of %s shows as %q", p.Name, p.Mood)
		}
	}
	roll, err := wall.db.Roll(ctx)
	s.must(err)
	if len(roll.Met) > 0 {
		t.Errorf("the wall holds %+v", roll.Met)
	}
	names, err := wall.db.Namings(ctx, ada)
	s.must(err)
	if len(names) > 0 {
		t.Errorf("the wall holds %+v", names)
	}
	wall.sameAsHub(t)
	s.must(wall.db.Close())
	for _, word := range []string{"Heldword", "Namelessword", "Blockedword", "Handedover", community.MoodBusy} {
		if in := filesWith(t, wall.dir, word); len(in) > 0 {
			t.Errorf("the wall's disk holds %q, in %v", word, in)
		}
		if in := filesWith(t, kiosk.dir, word); len(in) == 0 {
			t.Errorf("not even the kiosk's disk holds %q: this test cannot see", word)
		}
	}
	wall.open()
}
