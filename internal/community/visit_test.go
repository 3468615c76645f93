package community

import (
	"slices"
	"testing"
	"time"
)

func TestTheSamePersonOnTwoScreensWhileApartIsOneVisit(t *testing.T) {
	at := func(hour int) time.Time {
		if hour == 0 {
			return time.Time{}
		}
		return time.Date(2026, 11, 16, hour, 0, 0, 0, time.UTC)
	}
	ada, bo := ID{1}, ID{2}
	visit := func(id byte, who ID, in, out int) Visit {
		return Visit{ID: ID{id}, MemberID: who, InAt: at(in), OutAt: at(out)}
	}
	for name, c := range map[string]struct{ visits, want []Visit }{
		"nobody":                      {nil, nil},
		"one after the other":         {[]Visit{visit(1, ada, 8, 9), visit(2, ada, 9, 10)}, []Visit{visit(1, ada, 8, 9), visit(2, ada, 9, 10)}},
		"two people":                  {[]Visit{visit(1, ada, 8, 10), visit(2, bo, 9, 11)}, []Visit{visit(1, ada, 8, 10), visit(2, bo, 9, 11)}},
		"overlapping":                 {[]Visit{visit(1, ada, 8, 10), visit(2, ada, 9, 12)}, []Visit{visit(1, ada, 8, 12)}},
		"one within the other":        {[]Visit{visit(1, ada, 8, 12), visit(2, ada, 9, 10)}, []Visit{visit(1, ada, 8, 12)}},
		"one goes on":                 {[]Visit{visit(1, ada, 8, 10), visit(2, ada, 9, 0)}, []Visit{visit(1, ada, 8, 0)}},
		"the first goes on":           {[]Visit{visit(1, ada, 8, 0), visit(2, ada, 9, 10), visit(3, bo, 9, 10)}, []Visit{visit(1, ada, 8, 0), visit(3, bo, 9, 10)}},
		"three in a chain":            {[]Visit{visit(1, ada, 8, 10), visit(2, ada, 9, 12), visit(3, ada, 11, 13)}, []Visit{visit(1, ada, 8, 13)}},
		"another day, after one that": {[]Visit{visit(1, ada, 8, 10), visit(2, ada, 9, 12), visit(3, ada, 12, 13)}, []Visit{visit(1, ada, 8, 12), visit(3, ada, 12, 13)}},
	} {
		if got := OneVisit(c.visits); !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
