package importer

import (
	"slices"
	"testing"
)

func TestWhereOneListHasSemicolonsACommaPartsNothing(t *testing.T) {
	for file, want := range map[string][]string{
		"name,languages,talk_to_me_about\nAda,English; Igbo,\"Chess, badly\"\n": {"Chess, badly"},
		"name,languages,talk_to_me_about\nAda,English,\"Chess, trains\"\n":      {"Chess", "trains"},
		"name;talk_to_me_about\nAda;Chess, trains\n":                            {"Chess", "trains"}, // columns are parted there, not lists
		"name,about,talk_to_me_about\nAda,Well; well,\"Chess, trains\"\n":       {"Chess", "trains"},
	} {
		if got := read(t, file, Options{}).Rows[0].Member.TalkToMeAbout; !slices.Equal(got, want) {
			t.Errorf("%s: %q, not %q", file, got, want)
		}
	}
}
