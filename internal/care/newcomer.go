package care

import (
	"cmp"
	"slices"
	"time"

	"kettle/internal/community"
)

// How long somebody is new, and how many they are introduced to meanwhile.
const (
	newFor        = 60 * 24 * time.Hour
	Introductions = 3
)

// Newcomer is somebody who is new, with what of the induction was done.
type Newcomer struct {
	Member *community.Member
	Photo  bool // one was taken
	Asked  bool // what they agree to was asked and written down, whatever they said
	Met    int  // how many they were introduced to
	Done   []string
	Todo   []string // of the space's own list
}

// Left counts what is still to be done.
func (n *Newcomer) Left() int {
	left := len(n.Todo)
	for _, done := range [...]bool{n.Photo, n.Asked, n.Met >= Introductions || n.Member.LeaveMe} {
		if !done {
			left++
		}
	}
	return left
}

// IsNew says whether an active member joined lately.
func IsNew(m *community.Member, now time.Time) bool {
	joined, err := time.Parse(time.DateOnly, m.JoinedOn)
	return err == nil && m.Active() && now.Sub(joined) <= newFor
}

// Newcomers are the members who joined lately and of whom something is still to be
// done, those first who have waited longest.
func Newcomers(r *community.Roll, now time.Time) []Newcomer {
	met := map[community.ID]int{}
	for i := range r.Met {
		if m := &r.Met[i]; m.Acquainted() {
			met[m.OneID]++
			met[m.OtherID]++
		}
	}
	var out []Newcomer
	for i := range r.Members {
		m := &r.Members[i]
		if !IsNew(m, now) {
			continue
		}
		n := Newcomer{Member: m, Photo: m.Photo != "", Asked: asked(m), Met: met[m.ID]}
		for _, item := range r.Space.Induction {
			if slices.Contains(m.Induction, item) {
				n.Done = append(n.Done, item)
			} else {
				n.Todo = append(n.Todo, item)
			}
		}
		if n.Left() > 0 {
			out = append(out, n)
		}
	}
	slices.SortStableFunc(out, func(a, b Newcomer) int { return cmp.Compare(a.Member.JoinedOn, b.Member.JoinedOn) })
	return out
}

// asked says whether anybody has written down what the member agrees to.
func asked(m *community.Member) bool {
	for _, c := range m.Consents() {
		if c.Given || !c.At.IsZero() {
			return true
		}
	}
	return false
}
