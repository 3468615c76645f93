package community

import (
	"testing"
	"time"
)

func TestAProfileIsConfirmedOnceAYear(t *testing.T) {
	now := time.Date(2026, 11, 19, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		joined, confirmed string
		want              bool
	}{
		{"2025-11-19", "", true},
		{"2025-11-20", "", false},
		{"2019-01-01", "2025-11-20", false},
		{"2019-01-01", "2025-11-19", true},
		{"2026-11-01", "2024-01-01", true},
		{"", "", false}, // nobody knows since when: nothing is asked
	} {
		m := Member{JoinedOn: c.joined, ConfirmedOn: c.confirmed}
		if got := m.ConfirmDue(now); got != c.want {
			t.Errorf("joined %q, confirmed %q: %v", c.joined, c.confirmed, got)
		}
	}
}

func TestAProposalChangesOnlyWhatIsWanted(t *testing.T) {
	m := Member{Name: "Ada Okafor", Headline: "Writes grants", HappyToHelpWith: []string{"VAT", "Soup, and bread"}}
	p, err := NewProposal(m.ID, []Field{
		{"headline", "Mends radios"},
		{"happy_to_help_with:VAT", ""},
		{"looking_for:A goalie", "ab"},
		{"looking_for:Chairs; three", "aa"},
		{"show_on_wall", `{"given":true,"recorded":"on their phone","recorded_at":"2026-11-19T10:00:00Z"}`},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Apply(&m); err != nil {
		t.Fatal(err)
	}
	if m.Headline != "Mends radios" || len(m.HappyToHelpWith) != 1 || m.Name != "Ada Okafor" ||
		len(m.LookingFor) != 2 || m.LookingFor[0] != "Chairs; three" || !m.OnWall.Given || m.OnWall.Recorded != "on their phone" {
		t.Errorf("%+v", m)
	}
	for _, wanted := range []string{``, `[]`, `{"headline":1}`, `{"email":"x@y.example"}`, `{"state":"left"}`, `{"name":""}`, `{"notes":"x"}`, `{"induction:Keys":"aa"}`} {
		before := Member{Name: "Ada"}
		if err := (&Proposal{Wanted: wanted}).Apply(&before); err == nil {
			t.Errorf("%s was taken: %+v", wanted, before)
		}
		if before.Name != "Ada" || before.Email != "" || before.Notes != "" {
			t.Errorf("%s half changed the member: %+v", wanted, before)
		}
	}
}
