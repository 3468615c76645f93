package wall

import (
	"testing"

	"kettle/internal/community"
)

// tell adds good news of a member of the crowd.
func tell(seen *community.Seen, by, cheers int, words string) {
	seen.News = append(seen.News, community.SeenPost{
		Post: community.Post{ID: community.ID{98, byte(by)}, MemberID: seen.Profiles[by].ID, Side: community.News, Words: words},
		By:   seen.Profiles[by], Cheers: cheers,
	})
}

func TestGoodNewsHaveAFaceAndAreCheered(t *testing.T) {
	seen := crowd(6)
	tell(seen, 1, 7, "We won the bid")
	tell(seen, 2, 1, "A second child")
	tell(seen, 3, 0, "The roof holds")
	tell(seen, 4, 0, "A new lathe")
	s := (Config{}).Compose(seen, Step{Scene: SceneNews}, morning, wide)
	if s.Title != "Good news" || len(s.News) != 2 || s.News[0].Who.ID != seen.Profiles[1].ID || s.News[0].Words != "We won the bid" {
		t.Fatalf("%+v", s)
	}
	if s.News[0].Cheers != "7 cheers" || s.News[1].Cheers != "1 cheer" {
		t.Errorf("%+v", s.News)
	}
	if s := (Config{}).Compose(seen, Step{Scene: SceneNews, Page: 1}, morning, wide); len(s.News) != 2 || s.News[0].Words != "The roof holds" || s.News[0].Cheers != "" {
		t.Errorf("%+v", s.News)
	}
}

func TestGoodNewsTakeTheirTurnOnlyWhenThereAreAny(t *testing.T) {
	comes := func(seen *community.Seen) bool {
		for at, n := morning, 0; n < 60; n++ {
			s := (Config{}).StepAt(seen, at, wide)
			if s.Scene == SceneNews {
				return true
			}
			at = s.Until
		}
		return false
	}
	seen := crowd(30)
	if comes(seen) {
		t.Error("an empty page takes a turn")
	}
	tell(seen, 1, 0, "We won the bid")
	if !comes(seen) {
		t.Error("good news are never shown")
	}
}
