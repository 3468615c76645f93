package community

import (
	"bytes"
	"time"
)

// What two people said a week after they were introduced.
const (
	TalkedYes = "yes"
	TalkedNo  = "no"
)

// Introduction is what is known of two members and one another. There is one of
// any two, which is both of theirs. Nobody but hosts is told that somebody asked
// for it, and nobody at all that somebody would rather not.
type Introduction struct {
	ID        ID
	OneID     ID        // the lesser ID of the two
	OtherID   ID        // the greater
	AskedByID ID        // the one of the two who would like to meet the other; zero for neither
	AskedAt   time.Time // when they said so
	Seen      bool      // and they were asked since whether it was them
	NotBefore string    // ISO date until which nobody brings it up; "" for none
	Never     bool      // a host said: not these two
	DoneAt    time.Time // when a host introduced them
	MetAt     time.Time // when one of them said that they know the other
	Talked    string    // TalkedYes, TalkedNo, or "" while nobody has said
	TalkedAt  time.Time
}

// FollowAfter is how long after an introduction its two people are asked whether
// they talked.
const FollowAfter = 7 * 24 * time.Hour

// Acquainted says whether the two know one another.
func (i *Introduction) Acquainted() bool { return !i.DoneAt.IsZero() || !i.MetAt.IsZero() }

// Waits says whether somebody asked for it and it was not done.
func (i *Introduction) Waits() bool { return !i.AskedByID.IsZero() && !i.Acquainted() && !i.Never }

// FollowAt says whether it is time to ask the two if they talked: once, and not
// after a month.
func (i *Introduction) FollowAt(t time.Time) bool {
	age := t.Sub(i.DoneAt)
	return !i.DoneAt.IsZero() && i.Talked == "" && age >= FollowAfter && age < 5*FollowAfter
}

// Other gives the one of the two who is not that member.
func (i *Introduction) Other(than ID) ID {
	if i.OneID == than {
		return i.OtherID
	}
	return i.OneID
}

// InOrder gives two IDs the lesser first, as an Introduction has them.
func InOrder(a, b ID) (one, other ID) {
	if bytes.Compare(a[:], b[:]) > 0 {
		return b, a
	}
	return a, b
}

// Fields gives the introduction as named text values.
func (i *Introduction) Fields() []Field {
	return []Field{
		{"one_id", i.OneID.String()},
		{"other_id", i.OtherID.String()},
		{"asked_by_id", i.AskedByID.String()},
		{"asked_at", timeValue(i.AskedAt)},
		{"not_before", i.NotBefore},
		{"never", yesValue(i.Never)},
		{"done_at", timeValue(i.DoneAt)},
		{"met_at", timeValue(i.MetAt)},
		{"talked", i.Talked},
		{"talked_at", timeValue(i.TalkedAt)},
		{"seen", yesValue(i.Seen)},
	}
}

// Set reads one named value; errors as Member.Set.
func (i *Introduction) Set(field, value string) (err error) {
	switch field {
	case "one_id":
		err = setID(&i.OneID, field, value)
	case "other_id":
		err = setID(&i.OtherID, field, value)
	case "asked_by_id":
		err = setID(&i.AskedByID, field, value)
	case "asked_at":
		err = setTime(&i.AskedAt, field, value)
	case "not_before":
		err = setDate(&i.NotBefore, field, value)
	case "never":
		i.Never = value != ""
	case "done_at":
		err = setTime(&i.DoneAt, field, value)
	case "met_at":
		err = setTime(&i.MetAt, field, value)
	case "talked":
		if value != "" && value != TalkedYes && value != TalkedNo {
			return fieldErr(field, "%q is neither yes nor no", value)
		}
		i.Talked = value
	case "talked_at":
		err = setTime(&i.TalkedAt, field, value)
	case "seen":
		i.Seen = value != ""
	default:
		return ErrNotFound
	}
	return err
}
