package command

import "testing"

func TestWhatWasChangedIsReadByPeople(t *testing.T) {
	for _, c := range []struct{ field, value, want string }{
		{"headline", "Mends radios", "Mends radios"},
		{"headline", "", ""},
		{"languages:Igbo", "ab", "Igbo"},
		{"languages:Igbo", "", ""},
		{"show_on_wall", `{"given":true,"recorded":"signed form"}`, "yes, signed form"},
	} {
		if got := valueWords(c.field, c.value); got != c.want {
			t.Errorf("%s %q is %q", c.field, c.value, got)
		}
	}
	for wanted, want := range map[string]string{
		`{"headline":"Mends radios","about":""}`: "About: nothing; Headline: Mends radios",
		`{"languages:Igbo":"aa"}`:                "Languages: Igbo",
		`["of a later program"]`:                 `["of a later program"]`,
	} {
		if got := wantedWords(wanted); got != want {
			t.Errorf("%s is %q", wanted, got)
		}
	}
}
