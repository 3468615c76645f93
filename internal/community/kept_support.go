package community

import (
	"strconv"
	"time"
)

// NewsBefore gives when news began to be up that ended at a time, in ms, by the same
// clock on every machine.
func NewsBefore(until int64) int64 { return until - (NewsDays * 24 * time.Hour).Milliseconds() }

// cheerGone is Gone for a cheer. One that does not say when it was said goes with one
// of its members only.
func (k KeptSince) cheerGone(value func(field string) (string, bool)) bool {
	if k.Post == 0 {
		return false
	}
	if _, whole := value("member_id"); !whole {
		return true
	}
	at, _ := value("said_at")
	ms, err := strconv.ParseInt(at, 10, 64)
	return err == nil && ms < NewsBefore(k.Post)
}

// putOffGone is Gone for an introduction. Fields that were set and are empty again
// keep it, so that nobody who was away and knows it by what it was is alone with it.
func (k KeptSince) putOffGone(value func(field string) (string, bool)) bool {
	if k.PutOff == 0 {
		return false
	}
	if _, whole := value("one_id"); !whole {
		return true
	}
	for _, field := range [...]string{"asked_by_id", "never", "done_at", "met_at", "talked"} {
		if _, said := value(field); said {
			return false
		}
	}
	until, _ := value("not_before")
	day, err := time.Parse(time.DateOnly, until)
	return err == nil && day.AddDate(0, 0, 2).UnixMilli() < k.PutOff // the day is over in every zone
}
