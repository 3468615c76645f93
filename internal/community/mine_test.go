package community

import "testing"

func TestThanksForAQuickAskAreOneThankYouWhereverTheyAreSaid(t *testing.T) {
	h := Helped{Post: Post{ID: ID{1}, MemberID: ID{2}, HelperID: ID{3}, Words: "The printer!"}}
	said := h.Thanks(&Space{})
	if said != h.Thanks(&Space{}) || said.FromID != h.MemberID || said.ToID != h.HelperID || said.Words != h.Words || said.What != "Practical help" {
		t.Errorf("%+v", said)
	}
	if h.HelperID = (ID{4}); h.Thanks(&Space{}).ID == said.ID {
		t.Error("thanks to another are the same")
	}
	if h.ID = (ID{5}); h.Thanks(&Space{}).ID == said.ID {
		t.Error("thanks for another ask are the same")
	}
	if got := h.Thanks(&Space{ThanksKinds: []string{"Soup"}}).What; got != "Soup" {
		t.Errorf("a kind that the space has not: %q", got)
	}
}
