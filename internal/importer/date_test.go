package importer

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDatesAsPeopleWriteThem(t *testing.T) {
	for s, want := range map[string]string{
		"2020-01-05":                    "2020-01-05",
		"2020-1-5":                      "2020-01-05",
		"2020/01/05":                    "2020-01-05",
		"2020.01.05":                    "2020-01-05",
		"5.1.2020":                      "2020-01-05",
		"05.01.2020.":                   "2020-01-05",
		"5. 1. 2020":                    "2020-01-05",
		"05.01.20":                      "2020-01-05",
		"05.01.99":                      "1999-01-05",
		"31/01/2020":                    "2020-01-31",
		"01/31/2020":                    "2020-01-31",
		"31-01-2020":                    "2020-01-31",
		"05/05/2020":                    "2020-05-05",
		"5 Jan 2020":                    "2020-01-05",
		"5-Jan-2020":                    "2020-01-05",
		"5-Jan-20":                      "2020-01-05",
		"5-Jan-85":                      "1985-01-05",
		"Jan 5, 2020":                   "2020-01-05",
		"January 5th, 2020":             "2020-01-05",
		"the 5th of January 2020":       "2020-01-05",
		"Sunday, 5 January 2020":        "2020-01-05",
		"2020 Jan 5":                    "2020-01-05",
		"5. März 2020":                  "2020-03-05",
		"1er août 2020":                 "2020-08-01",
		"5 de enero de 2020":            "2020-01-05",
		"5 stycznia 2020 r.":            "2020-01-05",
		"5 października 2020":           "2020-10-05",
		"2020-01-05T10:15:00Z":          "2020-01-05",
		"2020-01-05T10:15:00.123+01:00": "2020-01-05",
		"2020-01-05 10:15":              "2020-01-05",
		"1/31/2020 12:00:00 AM":         "2020-01-31",
		"31.01.2020, 10:15 Uhr":         "2020-01-31",
		"Jan 5, 2020 at 10:15 pm":       "2020-01-05",
		"":                              "",
		"n/a":                           "",
		"0000-00-00":                    "",
	} {
		if got, err := date(s, ""); err != nil || got != want {
			t.Errorf("date(%q) = %q, %v; want %q", s, got, err, want)
		}
	}
}

func TestWhatIsNoDateGetsAReason(t *testing.T) {
	for _, tc := range []struct{ s, order, says string }{
		{"03/04/2020", "", "--dates dmy or --dates mdy"},
		{"3-4-20", "", "could be read two ways"},
		{"13/01/2020", "mdy", "--dates mdy says"},
		{"01/13/2020", "dmy", "--dates dmy says"},
		{"30.02.2020", "", "does not exist"},
		{"2020-13-01", "", "does not exist"},
		{"14/14/2020", "", "does not exist"},
		{"31 April 2020", "", "does not exist"},
		{"45292", "", "as a spreadsheet counts it"},
		{"yesterday", "", "is not a date"},
		{"Jan 2020", "", "is not a date"},
		{"5 Jan", "", "is not a date"},
		{"2020", "", "is not a date"},
		{"1/2", "", "is not a date"},
		{"1.2/2020", "", "is not a date"},
		{"123-1-2020", "", "is not a date"},
		{"0205-01-05", "", "in the year 205"},
		{"99999999999999999999 Jan 2020", "", "is not a date"},
	} {
		got, err := date(tc.s, tc.order)
		if err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("date(%q, %q) = %q, %v; want %q", tc.s, tc.order, got, err, tc.says)
		}
	}
}

func TestOrderOfDatesIsAsSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 50_000).Draw(t, "day"))
		if day.Year() > 2068 {
			day = day.AddDate(-100, 0, 0)
		}
		form := rapid.SampledFrom([][2]string{
			{"02/01/2006", "dmy"},
			{"2/1/2006", "dmy"},
			{"01/02/2006", "mdy"},
			{"1-2-2006", "mdy"},
			{"2.1.2006", ""},
			{"2006/1/2", ""},
			{time.DateOnly, ""},
			{time.RFC3339, ""},
			{"2 Jan 2006", ""},
			{"January 2, 2006", ""},
			{"Monday, 2 January 2006", ""},
		}).Draw(t, "form")
		s := day.Format(form[0])
		if got, err := date(s, form[1]); err != nil || got != day.Format(time.DateOnly) {
			t.Fatalf("date(%q, %q) = %q, %v", s, form[1], got, err)
		}
	})
}
