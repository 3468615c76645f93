package community

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNamesInManyScripts(t *testing.T) {
	for _, c := range []struct{ name, called, initials string }{
		{"Ada Okafor", "Ada", "AO"},
		{"Aroha", "Aroha", "A"},
		{"aroha van der berg", "aroha", "AB"},
		{"Nguyễn Văn Bảo", "Bảo", "NB"},
		{"Padraig O'Donnell", "Padraig", "PO"},
		{"Bartholomew Featherstonehaugh-Cholmondeley", "Bartholomew", "BC"},
		{"陈美玲", "陈美玲", "陈"},
		{"田中 由紀", "田中", "田"},
		{"Nguyễn Bảo", "Bảo", "NB"},
		{"Vũ Trần", "Vũ", "VT"},
		{"Lê", "Lê", "L"},
		{"김 민수", "민수", "김"},
		{"민수 김", "민수", "민"},
		{"김민수", "김민수", "김"},
		{"김", "김", "김"},
		{"ゆき", "ゆき", "ゆ"},
		{"Ольга Ковальчук", "Ольга", "ОК"},
		{"محمد الأمين", "محمد", "م"},
		{"שרה כהן", "שרה", "שכ"},
		{"Ελένη Παπαδοπούλου", "Ελένη", "ΕΠ"},
		{"अंजलि शर्मा", "अंजलि", "अश"},
		{"გიორგი ბერიძე", "გიორგი", "გბ"},
		{"Արմեն Սարգսյան", "Արմեն", "ԱՍ"},
		{"'Abd ’Allah", "'Abd", "AA"},
		{"’Umar", "’Umar", "U"},
		{"", "", ""},
		{" -- ", "--", ""},
		{"'", "'", ""},
	} {
		if got := CallName(c.name); got != c.called {
			t.Errorf("%q is called %q, want %q", c.name, got, c.called)
		}
		if got := Initials(c.name); got != c.initials {
			t.Errorf("%q has the initials %q, want %q", c.name, got, c.initials)
		}
	}
}

func TestNamesAreOrderedWithoutRegardToCase(t *testing.T) {
	names := []string{"bo", "Ada", "ada", "Bo", "Zoë", "álvaro"}
	slices.SortFunc(names, CompareNames)
	if want := []string{"Ada", "ada", "Bo", "bo", "Zoë", "álvaro"}; !slices.Equal(names, want) {
		t.Errorf("%q", names)
	}
}

func TestALineHoldsNothingThatCannotBeSeen(t *testing.T) {
	for in, want := range map[string]string{
		"  Ada \t Okafor\n":      "Ada Okafor",
		"Ada\u202eroɟɐʞO":        "AdaroɟɐʞO",
		"\u2066Ada\u2069\u200f":  "Ada",
		"A\x00d\x1ba\u0085":      "Ada",
		"\ufeffAda\ufffd\ue000":  "Ada",
		"\xffAda\xed\xa0\x80":    "Ada",
		"می\u200cخواهم":          "می\u200cخواهم",
		"\u200d":                 "",
		"\u200c Ada \u200d":      "Ada",
		"क्\u200dष":              "क्\u200dष",
		"Ada\u2028Okafor\u00a0x": "Ada Okafor x",
		"🦊 e\u0301":              "🦊 e\u0301",
	} {
		if got := CleanLine(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	if got := CleanWords("\n\n One \r\n\r\n\r\ntwo\u202e\rthree \n\n"); got != "One\n\ntwo\nthree" {
		t.Errorf("%q", got)
	}
}

func FuzzCleanText(f *testing.F) {
	for _, seed := range []string{"a\u202eb", "\xff\x00", " a \n\n\n b\r", "\u200c", "'’"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line, words := CleanLine(s), CleanWords(s)
		if CleanLine(line) != line || CleanWords(words) != words {
			t.Fatalf("%q is not clean at once: %q, %q", s, line, words)
		}
		for _, text := range []string{line, words} {
			if !utf8.ValidString(text) || strings.ContainsAny(text, "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\r\t\x00") {
				t.Fatalf("%q keeps what is not seen: %q", s, text)
			}
		}
		if strings.Contains(line, "\n") || strings.Contains(line, "  ") || strings.Contains(words, "\n\n\n") {
			t.Fatalf("%q becomes %q and %q", s, line, words)
		}
		if n := utf8.RuneCountInString(Initials(line)); n > 2 || utf8.RuneCountInString(CallName(line)) > utf8.RuneCountInString(line) {
			t.Fatalf("%q has %d initials", line, n)
		}
	})
}

func TestYesAndNoAsPeopleWriteThem(t *testing.T) {
	for _, s := range []string{"yes", " Y ", "TRUE", "1", "ja", "oui", "sí", "tak", "x"} {
		if yes, ok := ParseYes(s); !yes || !ok {
			t.Errorf("%q is not yes", s)
		}
	}
	for _, s := range []string{"", "no", "N", "false", "0", "nein", "non", "nie"} {
		if yes, ok := ParseYes(s); yes || !ok {
			t.Errorf("%q is not no", s)
		}
	}
	if yes, ok := ParseYes("perhaps"); yes || ok {
		t.Error("perhaps is an answer")
	}
}
