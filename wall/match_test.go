package wall

import (
	"slices"
	"testing"

	"kettle/internal/community"
)

func TestOnlyWhoIsHereAndSaidSoIsAHelper(t *testing.T) {
	seen := crowd(4) // 0 and 3 are here
	seen.Profiles[1].HappyToHelpWith = []string{"Wool"}
	if h, ok := helperFor(seen, []string{"Wool supplier"}, seen.Profiles[0].ID); ok {
		t.Errorf("%s is not here", h.who.Name)
	}
	seen.Profiles[0].HappyToHelpWith = []string{"Wool"}
	if h, ok := helperFor(seen, []string{"Wool supplier"}, seen.Profiles[0].ID); ok {
		t.Errorf("%s was sent to themselves", h.who.Name)
	}
	seen.Profiles[3].HappyToHelpWith = []string{"Time to listen"}
	if h, ok := helperFor(seen, []string{"Somebody with time to help me"}, seen.Profiles[0].ID); ok {
		t.Errorf("%s was found by words that say nothing", h.who.Name)
	}
	seen.Profiles[3].HappyToHelpWith = []string{"Knitting", "Wool from the Borders"}
	h, ok := helperFor(seen, []string{"Wool supplier in the Borders"}, seen.Profiles[1].ID)
	if !ok || h.who.ID != seen.Profiles[3].ID || h.with != "Wool from the Borders" {
		t.Errorf("%+v %v: more shared words are a better match", h, ok)
	}
}

func TestTheHelperIsTheSameOnEveryWall(t *testing.T) {
	seen := crowd(30)
	for i := range seen.Profiles {
		seen.Profiles[i].HappyToHelpWith = []string{"VAT"}
	}
	a, _ := helperFor(seen, []string{"VAT"}, community.ID{})
	slices.Reverse(seen.Profiles)
	b, _ := helperFor(seen, []string{"VAT"}, community.ID{})
	if a.who.ID != b.who.ID {
		t.Errorf("%s and %s", a.who.Name, b.who.Name)
	}
}
