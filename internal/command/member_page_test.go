package command

import (
	"testing"

	"kettle/internal/community"
)

func TestWhatWasChangedIsReadByPeople(t *testing.T) {
	auckland := &community.Space{Zone: "Pacific/Auckland"}
	for _, c := range []struct{ field, value, want string }{
		{"headline", "Mends radios", "Mends radios"},
		{"headline", "", ""},
		{"languages:Igbo", "ab", "Igbo"},
		{"languages:Igbo", "", ""},
		{"show_on_wall", `{"given":true,"recorded":"signed form"}`, "yes, signed form"},
		{"show_on_wall", `{"given":true,"recorded_at":"2026-11-21T20:00:00Z"}`, "yes, recorded 2026-11-22"},
	} {
		if got := valueWords(auckland, c.field, c.value); got != c.want {
			t.Errorf("%s %q is %q", c.field, c.value, got)
		}
	}
	for wanted, want := range map[string]string{
		`{"headline":"Mends radios","about":""}`: "About: nothing; Headline: Mends radios",
		`{"languages:Igbo":"aa"}`:                "Languages: Igbo",
		`["of a later program"]`:                 `["of a later program"]`,
	} {
		if got := wantedWords(auckland, wanted); got != want {
			t.Errorf("%s is %q", wanted, got)
		}
	}
}
