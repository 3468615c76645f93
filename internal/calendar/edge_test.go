package calendar

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// Times as few programs write them mean the same as those that most write.
func TestOddTimesMeanWhatTheySay(t *testing.T) {
	at := func(hour, minute, second int) time.Time {
		return time.Date(2026, 7, 6, hour, minute, second, 0, time.UTC)
	}
	for name, c := range map[string]struct {
		start string
		want  time.Time
	}{
		"no seconds":           {"DTSTART:20260706T1100Z", at(11, 0, 0)},
		"small letters":        {"DTSTART:20260706t110000z", at(11, 0, 0)},
		"a leap second":        {"DTSTART:20260706T105960Z", at(10, 59, 59)},
		"Greenwich, by offset": {"DTSTART;TZID=GMT+0000:20260706T110000", at(11, 0, 0)},
		"UTC, by offset":       {"DTSTART;TZID=\"UTC+00:00\":20260706T110000", at(11, 0, 0)},
		"east of Greenwich":    {"DTSTART;TZID=\"UTC+02:00\":20260706T110000", at(9, 0, 0)},
	} {
		t.Run(name, func(t *testing.T) {
			if e := parse(t, file(c.start+"\nSUMMARY:Tea"))[0]; !e.StartsAt.Equal(c.want) {
				t.Errorf("starts at %v, want %v", e.StartsAt.UTC(), c.want)
			}
		})
	}
}

// The rules of a zone may give its offsets to the second, as those of old clocks do,
// and what of them is no offset or no day is passed over, not the whole zone.
func TestRulesOfAZoneAreReadAsFarAsTheyMakeSense(t *testing.T) {
	seconds := strings.NewReplacer("+0100", "+010000", "+0200", "+020000").Replace
	for name, text := range map[string]string{
		"offsets to the second": rules(seconds(berlinWinter), seconds(berlinSummer)),
		"no offset":             rules("BEGIN:STANDARD\nDTSTART:19000101T000000\nTZOFFSETFROM:soon\nTZOFFSETTO:+0100\nEND:STANDARD", berlinWinter, berlinSummer),
		"an offset of letters":  rules("BEGIN:STANDARD\nDTSTART:19000101T000000\nTZOFFSETFROM:+01OO\nTZOFFSETTO:+0100\nEND:STANDARD", berlinWinter, berlinSummer),
		"no day":                rules("BEGIN:STANDARD\nDTSTART:19001301T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0300\nEND:STANDARD", berlinWinter, berlinSummer),
	} {
		t.Run(name, func(t *testing.T) {
			e := parse(t, text)[0]
			if want := time.Date(2026, 7, 6, 9, 0, 0, 0, time.UTC); e.Zone != "Europe/Berlin" || !e.StartsAt.Equal(want) {
				t.Errorf("%v in %s, want %v in Berlin", e.StartsAt.UTC(), e.Zone, want)
			}
		})
	}
}

// Every offset that is written is read again as it was.
func TestOffsetsAreReadAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sec := rapid.IntRange(-15*3600, 15*3600).Draw(t, "seconds")
		if got, ok := offset(offsetText(sec)); !ok || got != sec {
			t.Errorf("%d is written %s and read %d, %v", sec, offsetText(sec), got, ok)
		}
	})
}

// A calendar may name so many occasions by hand, and no more: the event with more is
// refused in words, the others come in.
func TestAnEventThatNamesTooManyOccasionsIsRefusedAlone(t *testing.T) {
	dates := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = time.Date(2026, 7, 6, 11, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Hour).Format("20060102T150405Z")
		}
		return strings.Join(list, ",")
	}
	for _, c := range []struct {
		n, events int
	}{{5000, 2}, {5001, 1}} {
		text := file("DTSTART:20260706T110000Z\nSUMMARY:Often\nRDATE:"+dates(c.n), "DTSTART:20260706T120000Z\nSUMMARY:Tea")
		events, problems, err := Parse(strings.NewReader(text), "events.ics")
		if err != nil || len(events) != c.events {
			t.Errorf("%d occasions: %d events, %v, %v", c.n, len(events), problems, err)
		}
		if want := fmt.Sprintf("names %d occasions, which is too many", c.n); c.events == 1 && (len(problems) != 1 || !strings.Contains(problems[0].Error(), want)) {
			t.Errorf("said %v, want %q", problems, want)
		}
	}
}

// One occasion that was moved, of a series that is not in the file, still says which
// one it is, so that another program puts it in its place.
func TestAMovedOccasionAloneSaysWhichItIs(t *testing.T) {
	was := time.Date(2026, 7, 3, 11, 30, 0, 0, time.UTC)
	moved := community.Event{UID: "a@kettle", Title: "Lunch", RecurrenceAt: was, StartsAt: was.Add(26 * time.Hour), EndsAt: was.Add(27 * time.Hour), Zone: "Europe/London"}
	var b strings.Builder
	if err := Write(&b, []community.Event{moved}, was); err != nil {
		t.Fatal(err)
	}
	got := parse(t, b.String())
	if len(got) != 1 || !got[0].RecurrenceAt.Equal(was) || !got[0].StartsAt.Equal(moved.StartsAt) || got[0].UID != moved.UID {
		t.Errorf("%+v\n%s", got, b.String())
	}
}

// What an event is, is seen in its words with and without accents, in either case.
func TestKindsAreSeenThroughAccents(t *testing.T) {
	for _, pair := range [][2]string{{"łŁ", "ll"}, {"Śniadanie", "sniadanie"}, {"MÉNTÖRING", "mentoring"}, {"Großes Café", "großes cafe"}, {"ﬁka", "fika"}} {
		if got := bare(pair[0]); got != pair[1] {
			t.Errorf("%s is %s, want %s", pair[0], got, pair[1])
		}
	}
}

// A text that is cut fits, is the beginning of what it was, and is left whole where
// it fits, in whatever script: the limit is of characters.
func TestClippedTextsFitAndBeginAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.TrimSpace(rapid.StringOfN(rapid.RuneFrom([]rune("aé漢한🫖 .")), 0, 60, -1).Draw(t, "text"))
		limit := rapid.IntRange(1, 60).Draw(t, "limit")
		got := clip(s, limit)
		n := len([]rune(s))
		switch {
		case n <= limit && got != s:
			t.Errorf("%q of %d became %q with %d to fill", s, n, got, limit)
		case len([]rune(got)) > limit:
			t.Errorf("%q became %q, which does not fit into %d", s, got, limit)
		case n > limit && !strings.HasPrefix(s, strings.TrimRight(strings.TrimSuffix(got, "…"), " ")):
			t.Errorf("%q became %q", s, got)
		}
	})
}
