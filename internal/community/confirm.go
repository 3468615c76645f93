package community

import "time"

// ConfirmDue says whether it is a year since the member last said that the
// profile is still right; for one who never did, a year since they joined.
func (m *Member) ConfirmDue(now time.Time) bool {
	since := m.ConfirmedOn
	if since == "" {
		since = m.JoinedOn
	}
	day, err := time.Parse(time.DateOnly, since)
	return err == nil && !now.Before(day.AddDate(1, 0, 0))
}
