package community

import (
	"strconv"
	"time"
)

// Act is one entry of the chain in which a screen keeps what was done to the
// space's records by hosts, members and imports. It names no person's data: what
// was there before and after stands in Values, which goes with its member, while
// the entry stays and still fits into the chain.
//
// Hash is the SHA-256, in hex, over Before (the Hash of the screen's entry before,
// "" for the first), Screen, Number, AtMS, By, What, Undoes and Digest, each
// followed by a line feed. Digest is the SHA-256 over the salted hashes of all
// Values of the act, in the order of their IDs.
type Act struct {
	ID     ID
	Screen int64 // whose chain
	Number int64 // in it, from 1
	At     time.Time
	By     Actor
	What   string // edit, add, import, consent, erase, undo …: a word for people
	Undoes ID     // the act that this one takes back, or zero
	Digest string
	Before string
	Hash   string
}

// Fields gives the act as named text values.
func (a *Act) Fields() []Field {
	return []Field{
		{"screen", strconv.FormatInt(a.Screen, 10)},
		{"number", strconv.FormatInt(a.Number, 10)},
		{"at", timeValue(a.At)},
		{"by", a.By.String()},
		{"what", a.What},
		{"undoes", a.Undoes.String()},
		{"digest", a.Digest},
		{"before", a.Before},
		{"hash", a.Hash},
	}
}

// Set reads one named value; errors as Member.Set.
func (a *Act) Set(field, value string) (err error) {
	number := func(at *int64) {
		n, e := strconv.ParseInt(value, 10, 64)
		if value != "" && e != nil {
			err = fieldErr(field, "%q is not a number", value)
			return
		}
		*at = n
	}
	switch field {
	case "screen":
		number(&a.Screen)
	case "number":
		number(&a.Number)
	case "at":
		err = setTime(&a.At, field, value)
	case "by":
		a.By, err = ParseActor(value)
	case "what":
		a.What = value
	case "undoes":
		err = setID(&a.Undoes, field, value)
	case "digest":
		a.Digest = value
	case "before":
		a.Before = value
	case "hash":
		a.Hash = value
	default:
		return ErrNotFound
	}
	return err
}

// Values is what an act changed of one record. It belongs to the member whose
// record it is, or to nobody, and goes when they are erased.
type Values struct {
	ID      ID
	ActID   ID
	Kind    Kind
	About   ID     // the record
	Made    bool   // the act made the record; Before is empty then
	Salt    string // hex
	Changes string // a JSON object: field to [before, after]
}

// Fields gives the values as named text values.
func (v *Values) Fields() []Field {
	return []Field{
		{"act_id", v.ActID.String()},
		{"kind", string(v.Kind)},
		{"about", v.About.String()},
		{"made", yesValue(v.Made)},
		{"salt", v.Salt},
		{"changes", v.Changes},
	}
}

// Set reads one named value; errors as Member.Set.
func (v *Values) Set(field, value string) (err error) {
	switch field {
	case "act_id":
		err = setID(&v.ActID, field, value)
	case "kind":
		v.Kind = Kind(value)
	case "about":
		err = setID(&v.About, field, value)
	case "made":
		v.Made = value != ""
	case "salt":
		v.Salt = value
	case "changes":
		v.Changes = value
	default:
		return ErrNotFound
	}
	return err
}
