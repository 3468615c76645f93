package wall

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestTheDayOfAMemberIsToldWhereTheyWantIt(t *testing.T) {
	seen := crowd(6)
	seen.Profiles[2].JoinedOn, seen.Profiles[2].MyYears = "2021-11-19", true
	seen.Profiles[3].JoinedOn = "2020-11-19" // rather not
	const want = "Member2 has been here for five years today."
	var said []string
	for n := range int64(8) {
		for _, scene := range []string{ScenePeople, SceneToday} {
			said = append(said, line((Config{}).Compose(seen, Step{Scene: scene, N: n}, morning, wide).Line))
		}
	}
	if !slices.Contains(said[:2], want) || !slices.Contains(said, want) {
		t.Errorf("%q", said)
	}
	if strings.Contains(strings.Join(said, " "), "six years") {
		t.Error("told of one who did not agree")
	}
	today := func(at time.Time) string {
		return line((Config{}).Compose(seen, Step{Scene: SceneToday}, at, wide).Line)
	}
	if got := today(morning); got != want {
		t.Errorf("today: %q", got)
	}
	if got := today(morning.AddDate(0, 0, 1)); strings.Contains(got, "years") {
		t.Errorf("the day after: %q", got)
	}
	kicker := func(i int) string {
		return (Config{}).Compose(seen, Step{Scene: SceneSpotlight, Who: seen.Profiles[i].ID}, morning, wide).Spotlight.Kicker
	}
	if kicker(2) != "Five years here today" || kicker(3) != "Here today" {
		t.Errorf("%q, %q", kicker(2), kicker(3))
	}
	if err := seen.Space.Set("hours", "Mon-Sun 08:00-10:00"); err != nil {
		t.Fatal(err)
	}
	if got := today(morning); strings.Contains(got, "years") || strings.Contains(kicker(2), "years") {
		t.Errorf("while the space is shut: %q, %q", got, kicker(2))
	}
}

// The day begins at the space's own midnight.
func TestTheDayOfAMemberIsTheSpaces(t *testing.T) {
	seen := crowd(3)
	seen.Profiles[1].JoinedOn, seen.Profiles[1].MyYears = "2021-11-20", true
	if err := seen.Space.Set("zone", "Pacific/Auckland"); err != nil { // it is half past eleven in the evening there
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 19, 10, 30, 0, 0, time.UTC)
	for wait, want := range map[time.Duration]bool{0: false, time.Hour: true, 24 * time.Hour: true, 25 * time.Hour: false} {
		got := line((Config{}).Compose(seen, Step{Scene: SceneToday}, at.Add(wait), wide).Line)
		if strings.Contains(got, "five years") != want {
			t.Errorf("after %v: %q", wait, got)
		}
	}
}

func TestYearsAreWrittenAsPeopleSayThem(t *testing.T) {
	for n, want := range map[int]string{1: "a year", 2: "two years", 12: "twelve years", 13: "13 years"} {
		if got := years(n); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}
