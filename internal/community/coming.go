package community

import "time"

// Coming is one member's word that they will be at one occasion of an event,
// which may be taken back and given again. There is one of each member and
// occasion.
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
}

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
		c.Goal, err = cleanField(field, value, 140)
	case "went":
		c.Went, err = cleanField(field, value, 140)
	default:
		return ErrNotFound
	}
	return err
}
