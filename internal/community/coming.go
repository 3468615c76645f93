package community

import (
	"slices"
	"strings"
	"time"
)

// Coming is one member's word that they will be at one occasion of an event,
// which may be taken back and given again. There is one of each member and
// occasion.
//
// EventID is the event itself or its series, and StartsAt is when the occasion was
// to be by that, so that a coming stays with an occasion that is moved.
type Coming struct {
	ID       ID
	MemberID ID
	EventID  ID
	StartsAt time.Time // of the occasion
	SlotAt   time.Time // of an advice surgery: when their turn begins; zero for none
	SaidAt   time.Time
	Void     bool   // taken back
	Goal     string // what they set themselves; the group's alone
	Went     string // how it went, in their words; the group's alone
	Seen     bool   // the member knows of it: they said it proven, or said since that it is theirs
	Asked    bool   // what is asked afterwards was asked

	KnewAt    time.Time // when and where the occasion was to be when the member last
	KnewPlace string    // heard of it; the zero time while they wait for a place
}

// ComingDays is how long a coming is kept after its occasion. It tells where
// somebody was, as a visit does; but a group that meets once a month, or every
// sixth week, reads at its next occasion what its people set themselves at the
// last. Then it is only counted.
const ComingDays = 60

// SlotLength is how long one turn of an advice surgery is.
const SlotLength = 20 * time.Minute

// Fields gives it as named text values.
func (c *Coming) Fields() []Field {
	return []Field{
		{"member_id", c.MemberID.String()},
		{"event_id", c.EventID.String()},
		{"starts_at", timeValue(c.StartsAt)},
		{"slot_at", timeValue(c.SlotAt)},
		{"said_at", timeValue(c.SaidAt)},
		{"void", yesValue(c.Void)},
		{"goal", c.Goal},
		{"went", c.Went},
		{"seen", yesValue(c.Seen)},
		{"asked", yesValue(c.Asked)},
		{"knew_at", timeValue(c.KnewAt)},
		{"knew_place", c.KnewPlace},
	}
}

// Set reads one named value; errors as Member.Set.
func (c *Coming) Set(field, value string) (err error) {
	switch field {
	case "member_id":
		err = setID(&c.MemberID, field, value)
	case "event_id":
		err = setID(&c.EventID, field, value)
	case "starts_at":
		err = setTime(&c.StartsAt, field, value)
	case "slot_at":
		err = setTime(&c.SlotAt, field, value)
	case "said_at":
		err = setTime(&c.SaidAt, field, value)
	case "void":
		c.Void = value != ""
	case "goal":
		err = setClean(&c.Goal, field, value, 140)
	case "went":
		err = setClean(&c.Went, field, value, 140)
	case "seen":
		c.Seen = value != ""
	case "asked":
		c.Asked = value != ""
	case "knew_at":
		err = setTime(&c.KnewAt, field, value)
	case "knew_place":
		err = setClean(&c.KnewPlace, field, value, maxLine)
	default:
		return ErrNotFound
	}
	return err
}

// Has says whether the coming is to this occasion.
func (o *Occasion) Has(c *Coming) bool {
	return c.EventID == o.SeriesID && (o.Once || c.StartsAt.Equal(o.Of))
}

// Turns are when the turns of an advice surgery begin; other events have none.
func (o *Occasion) Turns() (turns []time.Time) {
	if o.What != EventSurgery || o.AllDay {
		return nil
	}
	for at := o.StartsAt; !at.Add(SlotLength).After(o.EndsAt) && len(turns) < 72; at = at.Add(SlotLength) {
		turns = append(turns, at)
	}
	return turns
}

// Room is how many can come to the occasion, 0 for any number.
func (o *Occasion) Room() int {
	if turns := o.Turns(); len(turns) > 0 {
		return len(turns)
	}
	return o.Places
}

// Placed gives the comings to an occasion that keep their place, by their IDs. Two
// screens that are apart can give one place away twice: whoever said so first keeps
// it, and of two who said so at once the lesser ID, on every screen alike. When one
// is taken back the next in turn has it. Comings to other occasions do not count.
func (o *Occasion) Placed(all []Coming) map[ID]bool {
	inTurn := make([]*Coming, 0, len(all))
	for i := range all {
		if c := &all[i]; !c.Void && o.Has(c) {
			inTurn = append(inTurn, c)
		}
	}
	slices.SortFunc(inTurn, func(a, b *Coming) int {
		if by := a.SaidAt.Compare(b.SaidAt); by != 0 {
			return by
		}
		return slices.Compare(a.ID[:], b.ID[:])
	})
	turns, room := o.Turns(), o.Room()
	placed, who, taken := map[ID]bool{}, map[ID]bool{}, map[int64]bool{}
	for _, c := range inTurn {
		at := c.SlotAt.UnixMilli()
		switch {
		case who[c.MemberID], room > 0 && len(placed) >= room:
		case len(turns) > 0 && (taken[at] || !slices.ContainsFunc(turns, c.SlotAt.Equal)):
		default:
			placed[c.ID], who[c.MemberID], taken[at] = true, true, true
		}
	}
	return placed
}

// Counted gives the occasions with how many come to each.
func Counted(occasions []Occasion, all []Coming) []Occasion {
	of := map[ID][]Coming{}
	for _, c := range all {
		of[c.EventID] = append(of[c.EventID], c)
	}
	out := slices.Clone(occasions)
	for i := range out {
		out[i].Coming = len(out[i].Placed(of[out[i].SeriesID]))
	}
	return out
}

// Promise is a coming with the occasion that it is to, as its member may hear of it.
type Promise struct {
	Coming
	Occasion Occasion
	Placed   bool // they have a place
	Off      bool // the occasion is cancelled
	Claimed  bool // somebody said it in their name, and they do not know of it
}

// Hear keeps when and where an occasion is, of which the member hears now.
func (c *Coming) Hear(o *Occasion) { c.KnewAt, c.KnewPlace = o.StartsAt.UTC(), o.Place }

// Moved says whether the occasion is at another time, or at another place, than the
// member last heard.
func (p *Promise) Moved() (retimed, elsewhere bool) {
	if p.Off || p.KnewAt.IsZero() {
		return false, false
	}
	return !p.Occasion.StartsAt.Equal(p.KnewAt), !strings.EqualFold(p.Occasion.Place, p.KnewPlace)
}

// Turn is one turn of an advice surgery.
type Turn struct {
	At   time.Time
	Free bool
}

// Goal is what one of an accountability group set themselves, for the others of it.
type Goal struct {
	Called string
	Goal   string
	Went   string
	At     time.Time // the start of the occasion at which they did
}

// Gathering is one occasion as one member may know it: who comes is a number.
type Gathering struct {
	Occasion
	Turns []Turn
	Mine  Promise // the zero Promise while they do not come
	Goals []Goal  // the group's, for one of it who has proven who they are
}

// Comes says whether the member comes and has a place.
func (g *Gathering) Comes() bool { return !g.Mine.MemberID.IsZero() && !g.Mine.Void && g.Mine.Placed }
