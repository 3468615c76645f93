package community

import (
	"cmp"
	"fmt"
	"strings"
)

// Kind says what a record is. Kinds are names for ever; a program keeps and
// passes on those it does not know.
type Kind string

// The kinds this program knows.
const (
	KindSpace    Kind = "space"
	KindMember   Kind = "member"
	KindVisit    Kind = "visit"
	KindPost     Kind = "post"
	KindThankYou Kind = "thank_you"
	KindEvent    Kind = "event"
	KindCard     Kind = "card"
	KindHost     Kind = "host"
	KindScreen   Kind = "screen"
	KindVisitor  Kind = "visitor"
	KindNotice   Kind = "notice"
	KindParcel   Kind = "parcel"
	KindProposal Kind = "proposal"
	KindAct      Kind = "act"
	KindValues   Kind = "act_values"
	KindCount    Kind = "count"
	KindLeft     Kind = "left" // the mark of one who left long ago: nothing but that they may come again

	KindIntroduction Kind = "introduction"
	KindComing       Kind = "coming"
	KindCheer        Kind = "cheer"
	KindNaming       Kind = "naming"
	KindTally        Kind = "tally"
)

// Field is one named value of a record, as text. Empty means not set.
type Field struct{ Name, Value string }

// Differ gives the fields of a record that are other than they were, with no value for
// one that is no more. An element of a list is in it or not: its place says nothing.
func Differ(was, now []Field) []Field {
	values := func(all []Field) map[string]string {
		out := make(map[string]string, len(all))
		for _, f := range all {
			if strings.Contains(f.Name, ":") {
				f.Value = rank(0)
			}
			out[f.Name] = f.Value
		}
		return out
	}
	old, next := values(was), values(now)
	var out []Field
	for _, f := range now {
		if v := next[f.Name]; v != old[f.Name] {
			out = append(out, Field{f.Name, v})
		}
	}
	for _, f := range was {
		if _, ok := next[f.Name]; !ok {
			out = append(out, Field{Name: f.Name})
		}
	}
	return out
}

// SetAll gives these values to the record whose Set it is.
func SetAll(set func(field, value string) error, fields []Field) error {
	for _, f := range fields {
		if err := set(f.Name, f.Value); err != nil {
			return err
		}
	}
	return nil
}

// Change is a newest value of one field of one record, with its stamp and who
// made it. A change with Erase set has no field: it takes the whole record
// away, for ever.
type Change struct {
	Kind   Kind
	ID     ID
	Field  string
	Value  string
	Erase  bool
	Owners []ID // whose erasure takes this record along; the same in every change of a record
	Stamp  Stamp
	Actor  Actor
}

// Cell is the newest known value of one field.
type Cell struct {
	Value string
	Stamp Stamp
	Actor Actor
}

// Beats says whether c replaces d: the greater (clock, screen, value) wins. The
// value breaks the tie that a cloned disk can make.
func (c Cell) Beats(d Cell) bool {
	return cmp.Or(c.Stamp.Compare(d.Stamp), cmp.Compare(c.Value, d.Value)) > 0
}

// ActorKind says how well the one who acts is known.
type ActorKind string

// From least known to best. An import and the automatic check-out are named as
// such, so that nobody is held to have done them by hand.
const (
	ActorAnonymous ActorKind = "anonymous" // nobody said who they are
	ActorClaimed   ActorKind = "claimed"   // a name was tapped or typed
	ActorProven    ActorKind = "proven"    // a card, a pass or a PIN
	ActorHost      ActorKind = "host"      // a host, or somebody at the machine's own command line
	ActorImport    ActorKind = "import"    // a file that a host brought in
	ActorAutomatic ActorKind = "automatic" // the program by itself, such as at closing time
)

// Actor is who makes a change. ID is the member or host, zero when not known.
type Actor struct {
	Kind ActorKind
	ID   ID
}

// String is "kind" or "kind:ID".
func (a Actor) String() string {
	if a.ID.IsZero() {
		return string(a.Kind)
	}
	return string(a.Kind) + ":" + a.ID.String()
}

// ParseActor reads what String writes.
func ParseActor(s string) (Actor, error) {
	kind, rest, found := strings.Cut(s, ":")
	a := Actor{Kind: ActorKind(kind)}
	if !found {
		return a, nil
	}
	id, err := ParseID(rest)
	if err != nil {
		return Actor{}, fmt.Errorf("actor: %w", err)
	}
	a.ID = id
	return a, nil
}
