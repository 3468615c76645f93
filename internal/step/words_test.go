package step

import (
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared"
)

func TestHowAScreenStandsIsSaidInWords(t *testing.T) {
	space := community.Space{}
	for name, value := range map[string]string{"zone": "Europe/London", "hours": "Mon-Fri 08:00-18:00"} {
		if err := space.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	london := space.Location()
	day := time.Date(2026, 7, 15, 10, 30, 0, 0, london) // a Wednesday, in summer time
	night := time.Date(2026, 7, 15, 22, 0, 0, 0, london)
	friday := time.Date(2026, 7, 17, 22, 0, 0, 0, london)
	fresh := func(now time.Time) shared.Contact {
		return shared.Contact{Count: 3, Since: 9, SeenAt: now.Add(-20 * time.Second)}
	}
	with := func(c shared.Contact, change func(*shared.Contact)) shared.Contact { change(&c); return c }
	for _, c := range []struct {
		now     time.Time
		contact shared.Contact
		revoked bool
		state   State
		words   string
	}{
		{now: day, contact: fresh(day), state: StateInStep, words: "in step"},
		{now: day, state: StateNever, words: "never seen"},
		{now: day, contact: fresh(day), revoked: true, state: StateRevoked, words: "revoked"},
		{
			now: day, state: StateBehind, words: "2 changes waiting since 10:02",
			contact: with(fresh(day), func(c *shared.Contact) { c.Waiting, c.WaitingSince = 2, day.Add(-28*time.Minute) }),
		},
		{
			now: day, state: StateBehind, words: "1 change waiting",
			contact: with(fresh(day), func(c *shared.Contact) { c.Waiting = 1 }),
		},
		{
			now: day, state: StateBehind, words: "behind, catching up",
			contact: with(fresh(day), func(c *shared.Contact) { c.Since = 8 }),
		},
		{
			now: day, state: StateAway, words: "last seen 10:28",
			contact: with(fresh(day), func(c *shared.Contact) { c.SeenAt = day.Add(-2 * time.Minute) }),
		},
		{
			now: day, state: StateAway, words: "last seen yesterday, 5 changes waiting since yesterday",
			contact: with(fresh(day), func(c *shared.Contact) {
				c.SeenAt, c.Waiting, c.WaitingSince = day.Add(-20*time.Hour), 5, day.Add(-21*time.Hour)
			}),
		},
		{
			now: day, state: StateAway, words: "last seen Saturday",
			contact: with(fresh(day), func(c *shared.Contact) { c.SeenAt = day.AddDate(0, 0, -4) }),
		},
		{
			now: day, state: StateAway, words: "last seen 2 July",
			contact: with(fresh(day), func(c *shared.Contact) { c.SeenAt = day.AddDate(0, 0, -13) }),
		},
		{
			now: day, state: StateAway, words: "last seen 20 December 2025",
			contact: with(fresh(day), func(c *shared.Contact) { c.SeenAt = time.Date(2025, 12, 20, 9, 0, 0, 0, london) }),
		},
		{
			now: night, state: StateOff, words: "off on purpose until tomorrow 08:00",
			contact: with(fresh(night), func(c *shared.Contact) { c.Bye, c.SeenAt = true, night.Add(-4*time.Hour) }),
		},
		{
			now: friday, state: StateOff, words: "off on purpose until Monday 08:00",
			contact: with(fresh(friday), func(c *shared.Contact) { c.Bye, c.SeenAt = true, friday.Add(-4*time.Hour) }),
		},
		{
			now: day, state: StateOff, words: "off on purpose since 09:30",
			contact: with(fresh(day), func(c *shared.Contact) { c.Bye, c.SeenAt = true, day.Add(-time.Hour) }),
		},
		{
			now: day, state: StateInStep, words: "in step, its clock is 3 hours wrong",
			contact: with(fresh(day), func(c *shared.Contact) { c.Offset = -3 * time.Hour }),
		},
		{
			now: day, state: StateInStep, words: "in step, its clock is 400 days wrong",
			contact: with(fresh(day), func(c *shared.Contact) { c.Offset = 400 * 24 * time.Hour }),
		},
		{
			now: day, state: StateInStep, words: "in step, its clock is 90 minutes wrong",
			contact: with(fresh(day), func(c *shared.Contact) { c.Offset = 90 * time.Minute }),
		},
		{
			now: day, state: StateInStep, words: "in step",
			contact: with(fresh(day), func(c *shared.Contact) { c.Offset = time.Minute }),
		},
	} {
		s := Sight{Now: c.now.UTC(), Revoked: c.revoked, Contact: c.contact, Seq: 9, Space: &space}
		if got := s.State(); got != c.state {
			t.Errorf("%q is %q", c.words, got)
		}
		if got := s.Words(); got != c.words {
			t.Errorf("said %q, want %q", got, c.words)
		}
	}
}

func TestThePendingErasureIsCounted(t *testing.T) {
	for want, s := range map[string]Screens{
		"": {Erased: 5, Reached: 5},
		"the last erasure is done on 4 of 5 screens": {Erased: 4, Reached: 5},
	} {
		if got := s.Words(); got != want {
			t.Errorf("said %q, want %q", got, want)
		}
	}
}
