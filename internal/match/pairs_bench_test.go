package match

import (
	"fmt"
	"testing"
	"time"

	"kettle/internal/community"
)

// BenchmarkIntroductions works out whom to introduce in a space of 5,000 members, 200 of
// whom are here, that has introduced 10,000 pairs.
func BenchmarkIntroductions(b *testing.B) {
	var members []community.Member
	words := []string{"VAT returns", "Grant drafts", "Wiring a plug", "Portuguese", "Bread", "Choirs", "Bicycles", "Garden design", "Photography", "Pricing"}
	for i := range 5000 {
		m := community.Member{Name: fmt.Sprintf("Member %d", i), Headline: "Works on " + words[i%7], HappyToHelpWith: []string{words[i%10]}, LookingFor: []string{words[(i+3)%10]}, TalkToMeAbout: []string{words[(i+5)%10]}, Languages: []string{"English"}}
		m.IntroduceMe = i%4 == 0
		members = append(members, m)
	}
	r := &community.Roll{Members: members}
	for i := range r.Members {
		m := &r.Members[i]
		m.ID = community.ID{byte(i >> 8), byte(i), 1}
		m.OnWall, m.HereNow = community.Consent{Given: true}, community.Consent{Given: true}
		if i%25 == 0 {
			r.Open = append(r.Open, community.Visit{ID: community.ID{0xff, byte(i >> 8), byte(i)}, MemberID: m.ID, InAt: monday.Add(-time.Hour)})
		}
	}
	for i := range 10_000 {
		one, other := community.InOrder(r.Members[i%5000].ID, r.Members[(i*7+13)%5000].ID)
		r.Met = append(r.Met, community.Introduction{ID: community.ID{0xee, byte(i >> 8), byte(i)}, OneID: one, OtherID: other, DoneAt: monday.AddDate(0, 0, -i%300)})
	}
	f := new(Finder)
	b.Run("for hosts", func(b *testing.B) {
		for b.Loop() {
			if got := f.Introduce(r, monday, 20); len(got.Pairs) == 0 {
				b.Fatal("nobody")
			}
		}
	})
	b.Run("for one who comes in", func(b *testing.B) {
		for b.Loop() {
			if _, _, ok := f.Acquaintance(r, monday, r.Members[0].ID); !ok {
				b.Fatal("nobody")
			}
		}
	})
}
