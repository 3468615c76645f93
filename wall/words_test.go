package wall

import (
	"testing"
	"time"

	"kettle/internal/community"
)

// Over a name in the spotlight stands the one thing that is most worth saying of them.
func TestWhatStandsOverANameInTheSpotlight(t *testing.T) {
	for want, p := range map[string]community.Profile{
		"Five years here today":        {JoinedOn: "2021-11-19", MyYears: true, Back: true, Here: true, Organisation: "Crumb"},
		"New here · joined yesterday":  {JoinedOn: "2026-11-18", Back: true, Here: true, Organisation: "Crumb"},
		"New here · joined 5 November": {JoinedOn: "2026-11-05"},
		"Good to see you again · Crumb": {
			JoinedOn: "2021-11-19", Back: true, Here: true, Organisation: "Crumb", // who would not have the years told
		},
		"Here today · Crumb": {JoinedOn: "2019-03-04", Here: true, Organisation: "Crumb"},
		"Here today":         {Here: true},
		"Crumb":              {JoinedOn: "2019-03-04", Organisation: "Crumb"},
		"Here since 2019":    {JoinedOn: "2019-03-04"},
		"Meet":               {},
	} {
		seen := crowd(1)
		p.ID, p.Name, p.Called = seen.Profiles[0].ID, "Ada Okafor", "Ada"
		seen.Profiles[0] = p
		step := Step{Scene: SceneSpotlight, Who: p.ID}
		if got := (Config{}).Compose(seen, step, morning, wide).Spotlight.Kicker; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// When a space opens again is said as people say it, however far off that is.
func TestWhenASpaceOpensAgain(t *testing.T) {
	for days, want := range map[int]string{
		0: "Open again at 8:00.", 1: "Open tomorrow at 8:00.", 2: "Open on Saturday at 8:00.", 6: "Open on Wednesday at 8:00.",
		7: "Open on Thursday 26 November at 8:00.", 45: "Open on Sunday 3 January at 8:00.",
	} {
		night := time.Date(2026, 11, 19, 0, 30, 0, 0, time.UTC)
		if got := opensAt(night, time.Date(2026, 11, 19+days, 8, 0, 0, 0, time.UTC)); got != want {
			t.Errorf("%d days on: %q, want %q", days, got, want)
		}
	}
}

// A name has its own ending, and so has a number of years.
func TestEndings(t *testing.T) {
	for name, want := range map[string]string{"Ada": "Ada’s", "Jonas": "Jonas’", "DENIS": "DENIS’", "Élise": "Élise’s"} {
		if got := possessive(name); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for n, want := range map[int]string{1: "a year", 2: "two years", 12: "twelve years", 13: "13 years"} {
		if got := years(n); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Of many whose day it is six are told of, the same ones all day.
func TestSixOfManyAnniversariesAreTold(t *testing.T) {
	seen := crowd(40)
	for i := range seen.Profiles {
		seen.Profiles[i].JoinedOn, seen.Profiles[i].MyYears = "2023-11-19", i%2 == 0
	}
	told := anniversaries(seen, morning)
	if len(told) != 6 || line(told[0])[len(told[0][0].Text):] != " has been here for three years today." {
		t.Errorf("%v", told)
	}
	for i, again := range anniversaries(seen, morning.Add(5*time.Hour)) {
		if line(again) != line(told[i]) {
			t.Errorf("%q, and later %q", line(told[i]), line(again))
		}
	}
}
