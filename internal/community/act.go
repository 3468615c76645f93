package community

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// Act is one entry of the chain in which a screen keeps what was done to the
// space's records by hosts, members and imports. It names no person's data: what
// was there before and after stands in Values, which goes with its member, while
// the entry stays and still fits into the chain.
//
// Hash is the SHA-256, in hex, over Before (the Hash of the screen's entry before,
// "" for the first), Screen, Number, At in milliseconds, By, What, Undoes and
// Digest, each followed by a line feed. Sums are the sums of all Values of the
// act, each of SumLength letters, one after the other; Digest is their SHA-256 in
// hex. So the entry can be checked when some of the Values are gone. Of more than
// MostSums the rest stands in Values of their own, of the kind "act".
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
	Sums   string
}

// SumLength is how many letters the sum of one Values has, MostSums how many sums
// one record holds.
const (
	SumLength = 24
	MostSums  = 2000
)

// Seal gives the Hash that the act has to have.
func (a *Act) Seal() string {
	return lineHash(a.Before, strconv.FormatInt(a.Screen, 10), strconv.FormatInt(a.Number, 10), timeValue(a.At),
		a.By.String(), a.What, a.Undoes.String(), a.Digest)
}

// lineHash is the SHA-256, in hex, over lines.
func lineHash(lines ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n") + "\n"))
	return hex.EncodeToString(sum[:])
}

// SumsDigest is the Digest of the sums of an act.
func SumsDigest(sums string) string {
	sum := sha256.Sum256([]byte(sums))
	return hex.EncodeToString(sum[:])
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
		{"sums", a.Sums},
	}
}

// Set reads one named value; errors as Member.Set.
func (a *Act) Set(field, value string) (err error) {
	switch field {
	case "screen":
		err = setNumber(&a.Screen, field, value)
	case "number":
		err = setNumber(&a.Number, field, value)
	case "at":
		err = setTime(&a.At, field, value)
	case "by":
		by, e := ParseActor(value)
		if e != nil {
			return fieldErr(field, "%q is nobody who acts", value)
		}
		a.By = by
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
	case "sums":
		a.Sums = value
	default:
		return ErrNotFound
	}
	return err
}

// Values is what an act changed of one record. It belongs to the members whose
// record it is, or to nobody, and goes when they are erased. Values without About
// say of many records at once that an import made them, or that taking it back
// erased them: Changes is a JSON list of their IDs then, and holds no value.
type Values struct {
	ID      ID
	ActID   ID
	Kind    Kind
	About   ID     // the record
	Made    bool   // the act made the record; what was before is empty then
	Salt    string // hex
	Changes string // a JSON object: field to [before, after]
	At      time.Time
}

// Sum is the salted hash of the values: a SHA-256 over Salt, the IDs, Kind, Made
// and Changes, each followed by a line feed, of which the first 18 bytes are
// written in the letters of URLs (RFC 4648, section 5).
func (v *Values) Sum() string {
	lines := []string{v.Salt, v.ID.String(), v.ActID.String(), string(v.Kind), v.About.String(), yesValue(v.Made), v.Changes}
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n") + "\n"))
	return base64.RawURLEncoding.EncodeToString(sum[:18])
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
		{"at", timeValue(v.At)},
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
	case "at":
		err = setTime(&v.At, field, value)
	default:
		return ErrNotFound
	}
	return err
}
