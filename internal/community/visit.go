package community

import (
	"strconv"
	"time"
)

// Visit is one stay of a member between check-in and check-out. It is a fact:
// member and time of arrival never change, the rest is set once.
type Visit struct {
	ID       ID
	MemberID ID
	InAt     time.Time
	InBy     ActorKind // how well the one who checked in was known
	OutAt    time.Time // zero while open
	OutBy    ActorKind // ActorAutomatic when closing time did it
	Void     bool      // undone: it never was
	Mood     string    // one of the Mood constants, "" while nobody has said
	Prompted bool      // nothing is brought up with them any more: something was, or they were heads down
	Back     bool      // no other visit was known, of a member who is welcomed by name and may have been away
}

// How somebody who has come in would like to be met today. It is gone when they
// leave.
const (
	MoodOpen = "open to chat"
	MoodBusy = "heads down" // nothing is brought up with them
	MoodHand = "need a hand"
)

// Open says whether the visit goes on.
func (v *Visit) Open() bool { return v.OutAt.IsZero() && !v.Void }

// Fields gives the visit as named text values.
func (v *Visit) Fields() []Field {
	return []Field{
		{"member_id", v.MemberID.String()},
		{"in_at", timeValue(v.InAt)},
		{"in_by", string(v.InBy)},
		{"out_at", timeValue(v.OutAt)},
		{"out_by", string(v.OutBy)},
		{"void", yesValue(v.Void)},
		{"mood", v.Mood},
		{"prompted", yesValue(v.Prompted)},
		{"back", yesValue(v.Back)},
	}
}

// Set reads one named value; errors as Member.Set.
func (v *Visit) Set(field, value string) (err error) {
	switch field {
	case "member_id":
		err = setID(&v.MemberID, field, value)
	case "in_at":
		err = setTime(&v.InAt, field, value)
	case "in_by":
		v.InBy = ActorKind(value)
	case "out_at":
		err = setTime(&v.OutAt, field, value)
	case "out_by":
		v.OutBy = ActorKind(value)
	case "void":
		v.Void = value != ""
	case "mood":
		if value != "" && value != MoodOpen && value != MoodBusy && value != MoodHand {
			return fieldErr(field, "%q is none of: %s, %s, %s", value, MoodOpen, MoodBusy, MoodHand)
		}
		v.Mood = value
	case "prompted":
		v.Prompted = value != ""
	case "back":
		v.Back = value != ""
	default:
		return ErrNotFound
	}
	return err
}

// timeValue writes a time as Unix milliseconds; "" for the zero time.
func timeValue(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strconv.FormatInt(t.UnixMilli(), 10)
}

func setTime(at *time.Time, field, value string) error {
	if value == "" {
		*at = time.Time{}
		return nil
	}
	ms, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return fieldErr(field, "%q is not a time in milliseconds", value)
	}
	*at = time.UnixMilli(ms).UTC()
	return nil
}

func setID(at *ID, field, value string) error {
	id := ID{}
	if value != "" {
		var err error
		if id, err = ParseID(value); err != nil {
			return fieldErr(field, "%q is not an ID", value)
		}
	}
	*at = id
	return nil
}

// OneVisit makes one of visits of a member that overlap, as two screens record
// them that cannot see one another: it begins with the first, ends with the last
// and goes on while any does. The visits are in the order of their arrival, and
// so is what is returned.
func OneVisit(visits []Visit) []Visit {
	var out []Visit
	last := map[ID]int{} // the latest of each member in out
	for _, v := range visits {
		at, ok := last[v.MemberID]
		if !ok || !out[at].Open() && !v.InAt.Before(out[at].OutAt) {
			last[v.MemberID] = len(out)
			out = append(out, v)
			continue
		}
		one := &out[at]
		switch {
		case one.Open() || v.Open():
			one.OutAt, one.OutBy = time.Time{}, ""
		case v.OutAt.After(one.OutAt):
			one.OutAt, one.OutBy = v.OutAt, v.OutBy
		}
	}
	return out
}
