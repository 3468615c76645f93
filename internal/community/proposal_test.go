package community

import (
	"testing"
	"time"
)

func TestAProposalGivesNoConsentBackThatWasTakenBackSince(t *testing.T) {
	asked := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	yes := Consent{Given: true, Recorded: "on their phone", At: asked}
	no := Consent{Recorded: "taken back", At: asked.Add(time.Hour)}
	for name, c := range map[string]struct {
		now    Consent
		wanted string
		given  bool
	}{
		"nothing was said":                {Consent{}, yes.value(), true},
		"it was no before":                {Consent{At: asked.Add(-time.Hour)}, yes.value(), true},
		"it was taken back since":         {no, yes.value(), false},
		"since, and the wish has no time": {no, "yes", false},
		"it was given again since":        {Consent{Given: true, Recorded: "to Jo", At: no.At}, yes.value(), true},
		"the wish is no":                  {Consent{Given: true, At: no.At}, "no", false},
	} {
		p, err := NewProposal(ID{1}, []Field{{"show_on_wall", c.wanted}, {"headline", "Mends radios"}})
		if err != nil {
			t.Fatal(err)
		}
		p.MadeAt = asked
		m := Member{ID: ID{1}, Name: "Ada Okafor", OnWall: c.now}
		if err := p.Apply(&m); err != nil {
			t.Fatal(err)
		}
		if m.OnWall.Given != c.given || m.Headline != "Mends radios" {
			t.Errorf("%s: %+v", name, m)
		}
		if c.now.At.Equal(no.At) && c.wanted != "no" && m.OnWall != c.now {
			t.Errorf("%s: it is recorded as %+v now", name, m.OnWall)
		}
	}
}
