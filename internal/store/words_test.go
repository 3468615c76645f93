package store

import (
	"testing"

	"kettle/internal/community"
)

func TestWhoSaysSomethingLearnsWhetherItWaitsForAHost(t *testing.T) {
	db, _ := fresh(t)
	ctx := t.Context()
	a, b := two(t, db)
	for _, approve := range []bool{false, true} {
		err := db.EditSpace(ctx, byHost, func(s *community.Space) error {
			s.ApproveWords, s.BlockedWords = approve, []string{"damn"}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, by := range []community.Actor{byHost, claimedBy(a), provenBy(a)} {
			for words, bad := range map[string]bool{"A ladder": false, "A DÁMN ladder": true} {
				want := by != byHost && (approve || bad)
				post, err := db.AddPost(ctx, by, community.Post{MemberID: a, Words: words})
				if err != nil {
					t.Fatal(err)
				}
				said, err := db.Thank(ctx, by, community.ThankYou{FromID: a, ToID: b, Words: words})
				if err != nil {
					t.Fatal(err)
				}
				for what, id := range map[string]community.ID{"post": post, "thank-you": said} {
					if held, err := db.Held(ctx, id); err != nil || held != want {
						t.Errorf("%s %q of %s, all are looked at %t: held %t, %v", what, words, by.Kind, approve, held, err)
					}
				}
			}
		}
	}
}
