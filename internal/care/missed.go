package care

import (
	"cmp"
	"slices"
	"time"

	"kettle/internal/community"
)

// MissedAfter is after how long somebody who used to come is missed.
const MissedAfter = 21 * 24 * time.Hour

// Missed is somebody who has not been seen for long.
type Missed struct {
	Member *community.Member
	LastAt time.Time // zero for longer ago than visits are kept
}

// NotSeen are the members who agreed to be shown as here or not, and whom nobody has
// seen for MissedAfter, those first who were here last. visits are all that are kept;
// of the time before the first of them nothing is known, and nobody missed.
func NotSeen(r *community.Roll, visits []community.Visit, now time.Time) []Missed {
	last, first := map[community.ID]time.Time{}, now
	for i := range visits {
		v := &visits[i]
		if v.InAt.Before(first) {
			first = v.InAt
		}
		if v.Void {
			continue
		}
		at := v.InAt
		if v.OutAt.After(at) {
			at = v.OutAt
		}
		if v.Open() {
			at = now
		}
		if at.After(last[v.MemberID]) {
			last[v.MemberID] = at
		}
	}
	var out []Missed
	for i := range r.Members {
		m := &r.Members[i]
		joined, err := time.Parse(time.DateOnly, m.JoinedOn)
		at, came := last[m.ID]
		away := now.Sub(at)
		if !came {
			away = now.Sub(first)
		}
		if !m.Active() || !m.HereNow.Given || err == nil && now.Sub(joined) < MissedAfter || away < MissedAfter {
			continue
		}
		out = append(out, Missed{m, at})
	}
	slices.SortStableFunc(out, func(a, b Missed) int {
		return cmp.Or(b.LastAt.Compare(a.LastAt), community.CompareNames(a.Member.Name, b.Member.Name))
	})
	return out
}

// Stale are the active members who have not said for a year that their profile is
// still right, the oldest first.
func Stale(r *community.Roll, now time.Time) []*community.Member {
	var out []*community.Member
	for i := range r.Members {
		if m := &r.Members[i]; m.Active() && m.ConfirmDue(now) {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b *community.Member) int { return cmp.Compare(a.RightSince(), b.RightSince()) })
	return out
}
