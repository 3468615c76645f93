package community

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// KeptSince says, for the kinds of records that are kept for a while only, since
// when: what is older is gone, on every screen and on the hub, whether its bytes
// are overwritten already or not. So nothing has to be remembered of it, and
// nothing that comes late brings it back. It stands in the field "kept_since" of
// the space's record and only ever moves on, but for what a clock that was ahead
// said. The zero KeptSince keeps all.
//
// Digests leave out what is gone, which makes them equal wherever the space's
// record is.
type KeptSince struct {
	Visit      int64 `json:"visit,omitempty"`      // Unix ms; by in_at
	Visitor    int64 `json:"visitor,omitempty"`    // by in_at, an invitation by the day it is for
	Remembered int64 `json:"remembered,omitempty"` // visitors who want to be known next time
	Act        int64 `json:"act,omitempty"`        // by at, with the Values that hold no value
	Values     int64 `json:"act_values,omitempty"` // by at
	Parcel     int64 `json:"parcel,omitempty"`     // by handed_at; one that waits stays
	Coming     int64 `json:"coming,omitempty"`     // by starts_at
	Post       int64 `json:"post,omitempty"`       // by until; cheers for it by said_at, NewsDays later
	PutOff     int64 `json:"put_off,omitempty"`    // introductions by not_before, of which nothing else was ever said
}

// FieldKeptSince is where the space's record has it.
const FieldKeptSince = "kept_since"

// ParseKeptSince reads what String writes; "" is the zero KeptSince.
func ParseKeptSince(text string) (k KeptSince, err error) {
	if text == "" {
		return k, nil
	}
	if err := json.Unmarshal([]byte(text), &k); err != nil {
		return KeptSince{}, fmt.Errorf("since when records are kept: %w", err)
	}
	return k, nil
}

// String is how the field of the space holds it.
func (k KeptSince) String() string {
	b, err := json.Marshal(k)
	if err != nil || k == (KeptSince{}) { // numbers are always JSON
		return ""
	}
	return string(b)
}

// Later gives the later of both, kind by kind.
func (k KeptSince) Later(o KeptSince) KeptSince {
	return KeptSince{
		max(k.Visit, o.Visit), max(k.Visitor, o.Visitor), max(k.Remembered, o.Remembered),
		max(k.Act, o.Act), max(k.Values, o.Values), max(k.Parcel, o.Parcel), max(k.Coming, o.Coming),
		max(k.Post, o.Post), max(k.PutOff, o.PutOff),
	}
}

// Earlier gives the earlier of both, kind by kind.
func (k KeptSince) Earlier(o KeptSince) KeptSince {
	return KeptSince{
		min(k.Visit, o.Visit), min(k.Visitor, o.Visitor), min(k.Remembered, o.Remembered),
		min(k.Act, o.Act), min(k.Values, o.Values), min(k.Parcel, o.Parcel), min(k.Coming, o.Coming),
		min(k.Post, o.Post), min(k.PutOff, o.PutOff),
	}
}

// At gives what of it can be believed at a time: only a clock that was ahead can
// have said that what is of the last two days is gone.
func (k KeptSince) At(now time.Time) KeptSince {
	late := now.Add(-48 * time.Hour).UnixMilli()
	return k.Earlier(KeptSince{late, late, late, late, late, late, late, late, late})
}

// Gone says whether a record is too old to be kept. value gives its fields, has
// whether one was ever set. What is left of a record without the field that says
// how old it is came too late: the rest of it is gone.
func (k KeptSince) Gone(kind Kind, value func(field string) (v string, has bool)) bool {
	var since int64
	field := "at"
	switch kind {
	case KindVisit:
		since, field = k.Visit, "in_at"
	case KindComing:
		since, field = k.Coming, "starts_at"
	case KindAct:
		since = k.Act
	case KindValues:
		since = k.Values
		if about, _ := value("about"); about == "" { // it holds no value, and goes with its act
			since = k.Act
		}
	case KindVisitor:
		return k.visitorGone(value)
	case KindParcel:
		since, field = k.Parcel, "handed_at"
		if handed, _ := value(field); handed == "" { // it waits, unless it is what is left of one
			_, whole := value("member_id")
			return since != 0 && !whole
		}
	case KindPost:
		since, field = k.Post, "until"
	case KindCheer:
		return k.cheerGone(value)
	case KindIntroduction:
		return k.putOffGone(value)
	default:
		return false
	}
	at, has := value(field)
	if since == 0 {
		return false
	}
	if !has {
		return true
	}
	ms, err := strconv.ParseInt(at, 10, 64)
	return err == nil && ms < since
}

// visitorGone is Gone for a visitor.
func (k KeptSince) visitorGone(value func(field string) (string, bool)) bool {
	since := k.Visitor
	if remember, _ := value("remember"); remember != "" {
		since = k.Remembered
	}
	if since == 0 {
		return false
	}
	in, _ := value("in_at")
	expected, _ := value("expected_on")
	if cmp.Or(in, expected) == "" {
		_, named := value("name")
		return !named
	}
	if ms, err := strconv.ParseInt(in, 10, 64); err == nil {
		return ms < since
	}
	day, err := time.Parse(time.DateOnly, expected)
	return err == nil && day.AddDate(0, 0, 2).UnixMilli() < since // the day is over in every zone
}

// Holds says whether the record is one that is kept.
func (k KeptSince) Holds(r *Record) bool {
	if r.Erased || k == (KeptSince{}) {
		return true
	}
	return !k.Gone(r.Kind, func(field string) (string, bool) {
		c, ok := r.Cell(field)
		return c.Value, ok
	})
}
