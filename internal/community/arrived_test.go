package community

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"
)

// welcomed is the lobby with everybody happy to be welcomed, who came in so long ago.
func welcomed(t *testing.T, ago time.Duration) (*Roll, time.Time) {
	t.Helper()
	r, now := lobby(t, "Mon-Fri 08:00-18:00")
	for i := range r.Members {
		r.Members[i].WelcomeMe = true
	}
	for i := range r.Open {
		r.Open[i].InAt = now.Add(-ago)
	}
	return r, now
}

func TestOnlyWhoIsShownAsHereAndWantsItIsWelcomed(t *testing.T) {
	r, now := welcomed(t, 10*time.Second)
	r.Open[0].InAt = now.Add(-5 * time.Second) // Ada came after Bo
	if got := r.Seen(Wall, now).Arrived; !slices.Equal(got, []ID{{2}, {1}}) {
		t.Errorf("welcomed: %v; Cato shows no presence, Dai is not on the wall, Eve has left", got)
	}
	r.Members[1].WelcomeMe = false
	if got := r.Seen(Wall, now).Arrived; !slices.Equal(got, []ID{{1}}) {
		t.Errorf("welcomed: %v", got)
	}
	r.Open[0].Mood = MoodBusy
	if got := r.Seen(Wall, now).Arrived; len(got) > 0 {
		t.Errorf("somebody who is heads down is welcomed: %v", got)
	}
	for _, a := range []Audience{Phone, Network, Self, Hosts} {
		r, now := welcomed(t, 0)
		if s := r.Seen(a, now); len(s.Arrived) > 0 {
			t.Errorf("audience %d sees who has come", a)
		}
	}
}

func TestOnlyWhoCameJustNowIsWelcomed(t *testing.T) {
	for ago, want := range map[time.Duration]int{
		0: 2, 59 * time.Second: 2, time.Minute: 0, time.Hour: 0,
		-20 * time.Second: 2, -time.Minute: 0, // by a clock that is ahead
	} {
		r, now := welcomed(t, ago)
		if got := r.Seen(Wall, now).Arrived; len(got) != want {
			t.Errorf("%v ago: %v", ago, got)
		}
	}
	r, now := welcomed(t, 0)
	if s := r.Seen(Wall, now.Add(8*time.Hour)); len(s.Arrived) > 0 {
		t.Error("somebody is welcomed after closing")
	}
	r, now = welcomed(t, time.Hour)
	r.Open = append(r.Open, Visit{ID: ID{90}, MemberID: ID{1}, InAt: now}) // another screen, apart
	if got := r.Seen(Wall, now).Arrived; len(got) > 0 {
		t.Errorf("%v is welcomed twice", got)
	}
}

func TestNoTimeOfAVisitIsInWhatIsSeen(t *testing.T) {
	one, now := welcomed(t, 10*time.Second)
	other, _ := welcomed(t, 25*time.Second)
	if a, b := one.Seen(Wall, now), other.Seen(Wall, now); !reflect.DeepEqual(a, b) {
		t.Errorf("when somebody came can be told apart:\n%+v\n%+v", a, b)
	}
}

func TestOnlyWhoWantsItHearsThatTheyAreBack(t *testing.T) {
	r, now := welcomed(t, time.Hour)
	for i := range r.Open {
		r.Open[i].Back = true
	}
	r.Members[1].WelcomeMe = false
	back := func() (names []string) {
		for _, p := range r.Seen(Wall, now).Profiles {
			if p.Back {
				names = append(names, p.Name)
			}
		}
		return names
	}
	if got := back(); !slices.Equal(got, []string{"Ada"}) {
		t.Errorf("back: %q", got)
	}
	// Another screen that was apart knew of no visit, either.
	r.Open = append(r.Open, Visit{ID: ID{90}, MemberID: ID{1}, InAt: now, Mood: MoodOpen})
	if got := back(); !slices.Equal(got, []string{"Ada"}) {
		t.Errorf("back: %q", got)
	}
	r.Open[0].Back, r.Open[len(r.Open)-1].Back = false, true
	if got := back(); len(got) > 0 {
		t.Errorf("back: %q, who has been in all along", got)
	}
}

func TestWhoMayBeBackHasBeenAMemberForLong(t *testing.T) {
	now := time.Date(2026, 11, 19, 10, 0, 0, 0, time.UTC)
	for joined, want := range map[string]bool{"": false, "2026-11-01": false, "2026-09-21": false, "2026-09-19": true, "2019-01-01": true, "soon": false} {
		if got := MayBeBack(joined, now); got != want {
			t.Errorf("joined %q: %t", joined, got)
		}
	}
}

func TestYearsAreToldOnTheDayItself(t *testing.T) {
	for _, tt := range []struct {
		joined, day string
		years       int
	}{
		{"2021-11-19", "2026-11-19", 5},
		{"2025-11-19", "2026-11-19", 1},
		{"2026-11-19", "2026-11-19", 0},
		{"2027-11-19", "2026-11-19", 0},
		{"2021-11-18", "2026-11-19", 0},
		{"2021-11-20", "2026-11-19", 0},
		{"2021-10-19", "2026-11-19", 0},
		{"", "2026-11-19", 0},
		{"2024-02-29", "2028-02-29", 4},
		{"2024-02-29", "2028-02-28", 0},
		{"2024-02-29", "2028-03-01", 0},
		{"2024-02-29", "2026-02-28", 2},
		{"2024-02-29", "2026-03-01", 0},
		{"2023-02-28", "2024-02-28", 1},
		{"2023-02-28", "2024-02-29", 0},
		{"2023-03-01", "2025-03-01", 2},
	} {
		day, err := time.Parse(time.DateOnly, tt.day)
		if err != nil {
			t.Fatal(err)
		}
		p := Profile{JoinedOn: tt.joined, MyYears: true}
		for _, hour := range []int{0, 12, 23} {
			if got := p.Years(day.Add(time.Duration(hour) * time.Hour)); got != tt.years {
				t.Errorf("joined %s, on %s at %d: %d", tt.joined, tt.day, hour, got)
			}
		}
		p.MyYears = false
		if p.Years(day) != 0 {
			t.Errorf("%s: told of one who did not agree", tt.joined)
		}
	}
}

func TestEverybodyHasOneDayAYear(t *testing.T) {
	for joined := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC); joined.Year() == 2020; joined = joined.AddDate(0, 0, 1) {
		p := Profile{JoinedOn: joined.Format(time.DateOnly), MyYears: true}
		for _, year := range []int{2023, 2024, 2100} {
			var days []string
			for day := time.Date(year, 1, 1, 9, 0, 0, 0, time.UTC); day.Year() == year; day = day.AddDate(0, 0, 1) {
				if p.Years(day) > 0 {
					days = append(days, fmt.Sprint(day.Format(time.DateOnly), " ", p.Years(day)))
				}
			}
			if len(days) != 1 {
				t.Fatalf("joined %s: in %d on %q", p.JoinedOn, year, days)
			}
		}
	}
}
