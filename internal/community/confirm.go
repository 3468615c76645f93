package community

import (
	"cmp"
	"time"
)

// RightSince is the day on which the member last said that the profile is right; for
// one who never did, the day on which they joined, and "" where that is not known.
func (m *Member) RightSince() string { return cmp.Or(m.ConfirmedOn, m.JoinedOn) }

// ConfirmDue says whether the profile was last said to be right a year ago.
func (m *Member) ConfirmDue(now time.Time) bool {
	day, err := time.Parse(time.DateOnly, m.RightSince())
	return err == nil && !now.Before(day.AddDate(1, 0, 0))
}
