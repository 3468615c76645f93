package importer

import (
	"slices"
	"strings"
	"testing"

	"kettle/internal/community"
)

// A file in which nobody stands is refused in a sentence that says so.
func TestFilesWithNobodyInThemAreRefusedInWords(t *testing.T) {
	for file, want := range map[string]string{
		"":                         "it is empty",
		"\r\n\r\n":                 "it is empty",
		";;;\n,,\n":                "it is empty",
		"sep=;\n":                  "it is empty",
		"sep=;\r\n\r\n":            "it is empty",
		"sep=;":                    "it is empty",
		"Name,Email\n":             "it has a line of headers and no members below it",
		"sep=;\nName;Email\n;\n\n": "it has a line of headers and no members below it",
	} {
		if got := refused(t, file, Options{}); !strings.Contains(got, want) {
			t.Errorf("%q: %s; want %q", file, got, want)
		}
	}
}

// Excel's hint counts, however it is written, and only where it is one.
func TestExcelsHintSaysHowTheColumnsAreParted(t *testing.T) {
	for file, want := range map[string]string{
		"sep=;\nName;Headline\nAda;VAT, and tea\n":           "VAT, and tea",
		"SEP=|\r\nName|Headline\r\nAda|VAT; and, tea\r\n":    "VAT; and, tea",
		"\"sep=,\"\nName,Headline\nAda,\"VAT, and tea\"\n":   "VAT, and tea",
		"sep=\t\nName\tHeadline\nAda\tVAT, and tea\n":        "VAT, and tea",
		"Name;Headline\nAda;VAT, and tea\n":                  "VAT, and tea",
		"\n\nName,Headline\nAda,sep=; is what Excel likes\n": "sep=; is what Excel likes",
	} {
		if res := read(t, file, Options{}); len(res.Rows) != 1 || res.Rows[0].Member.Name != "Ada" || res.Rows[0].Member.Headline != want {
			t.Errorf("%q: %+v", file, res.Rows)
		}
	}
}

// A name in two columns is one name, in the order of its script; one that does not fit
// is said once, of the column in which it stands, and the others come in.
func TestNamesInTwoColumns(t *testing.T) {
	for row, want := range map[string]string{
		"Ada,Okafor": "Ada Okafor", ",Okafor": "Okafor", "Ada,": "Ada", "小明,王": "王小明", "民準,김": "김民準", "Ming,王": "Ming 王", "明,Wang": "明 Wang",
	} {
		if res := read(t, "First name,Last name\n"+row+"\n", Options{}); len(res.Rows) != 1 || res.Rows[0].Member.Name != want {
			t.Errorf("%s: %+v, want %s", row, res.Rows, want)
		}
	}
	long := strings.Repeat("Okafor-", 40)
	got, res := problems(t, "First name,Last name\nAda,"+long+"\nJo,Marsh\n", Options{})
	if len(got) != 1 || strings.Contains(got[0], "missing") || !strings.Contains(got[0], "line 2") || len(res.Rows) != 1 || res.Rows[0].Member.Name != "Jo Marsh" {
		t.Errorf("%q, %+v", got, res.Rows)
	}
}

// A column that is chosen by hand may be called by the name that the files of other
// programs have for it; one that is no field is refused with those that are.
func TestAColumnChosenByHandMayHaveItsOldName(t *testing.T) {
	res := read(t, "Name,Fob\nAda,77\n", Options{Map: map[string]string{"Fob": "member_id"}})
	if len(res.Rows) != 1 || res.Rows[0].Member.Number != "77" {
		t.Errorf("%+v", res.Rows)
	}
	got := refused(t, "Name,Fob\nAda,77\n", Options{Map: map[string]string{"Fob": "shoes"}})
	for _, want := range []string{`"shoes"`, `"Fob"`, "headline", "show_on_wall"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s lacks %s", got, want)
		}
	}
}

// What a file has for columns is told so that it fits on a line: a dozen, none longer
// than people read, and none of those that are blank.
func TestColumnsAreNamedBriefly(t *testing.T) {
	long := strings.Repeat("é", 41)
	for _, c := range []struct {
		headers []string
		want    string
	}{
		{nil, "nothing"},
		{[]string{"", " ", "\u00a0"}, "nothing"},
		{[]string{"Shoe size", "", "Hat"}, `"Shoe size", "Hat"`},
		{[]string{long, long[2:]}, `"` + long[2:] + `…", "` + long[2:] + `"`},
		{slices.Repeat([]string{"a"}, 12), strings.Repeat(`"a", `, 12) + "…"},
		{slices.Repeat([]string{"a"}, 11), strings.TrimSuffix(strings.Repeat(`"a", `, 11), ", ")},
	} {
		if got := list(c.headers); got != c.want {
			t.Errorf("%q: %s, want %s", c.headers, got, c.want)
		}
	}
}

// Polish letters in the code page of Windows are known by those that would stand
// inside of a word as signs.
func TestPolishNamesWithoutAHintAreReadAsPolish(t *testing.T) {
	for raw, want := range map[string]string{
		"Imi\xea i nazwisko\nMicha\xb3owski Jan\n": "Michałowski Jan",
		"Imi\xea i nazwisko\nW\xb9tor Jan\n":       "Wątor Jan",
		"Imi\xea i nazwisko\nRo\xbfa Jan\n":        "Roża Jan",
		"Imi\xea i nazwisko\nKo\x9fma Jan\n":       "Koźma Jan",
		"Nombre\n\xbfQui\xe9n Es\n":                "¿Quién Es",
		"Name\nRen\xe9 Caf\xe9\n":                  "René Café",
	} {
		if res := read(t, raw, Options{}); len(res.Rows) != 1 || res.Rows[0].Member.Name != want {
			t.Errorf("%q: %+v, want %s", raw, res.Rows, want)
		}
	}
}

// However other programs call the state of a membership, it is one of the three here,
// or the row is refused: nobody comes in as active by a word that nobody knows.
func TestStatesOfOtherProgramsAreOneOfThree(t *testing.T) {
	for word, want := range map[string]string{
		"Active": community.StateActive, "AKTIV": community.StateActive, "sí": community.StateActive, "Tak": community.StateActive, "1": community.StateActive,
		"On hold": community.StatePaused, "on-hold": community.StatePaused, "Nein": community.StatePaused, "En pausa": community.StatePaused, "0": community.StatePaused,
		"Former member": community.StateLeft, "gekündigt": community.StateLeft, "Résilié": community.StateLeft, "odszedł": community.StateLeft, "Zakończony": community.StateLeft,
	} {
		res := read(t, "Name,State\nAda,"+word+"\n", Options{})
		if len(res.Rows) != 1 || res.Rows[0].Member.State != want {
			t.Errorf("%s: %+v, want %s", word, res.Rows, want)
		}
	}
	if got, res := problems(t, "Name,State\nAda,sleeping\n", Options{}); len(got) != 1 || len(res.Rows) != 0 || !strings.Contains(got[0], "sleeping") {
		t.Errorf("%q, %+v", got, res.Rows)
	}
}
