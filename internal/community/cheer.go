package community

import "time"

// Cheer is one member's cheer for another's news. There is one of each member and
// post, and it is both of theirs.
type Cheer struct {
	ID       ID
	MemberID ID // who cheers
	ForID    ID // whose news it is
	PostID   ID
	Void     bool // taken back
	SaidAt   time.Time
	Seen     bool // the one who cheers said that it was them
}

// Fields gives the cheer as named text values.
func (c *Cheer) Fields() []Field {
	return []Field{
		{"member_id", c.MemberID.String()},
		{"for_id", c.ForID.String()},
		{"post_id", c.PostID.String()},
		{"void", yesValue(c.Void)},
		{"said_at", timeValue(c.SaidAt)},
		{"seen", yesValue(c.Seen)},
	}
}

// Set reads one named value; errors as Member.Set.
func (c *Cheer) Set(field, value string) (err error) {
	switch field {
	case "member_id":
		err = setID(&c.MemberID, field, value)
	case "for_id":
		err = setID(&c.ForID, field, value)
	case "post_id":
		err = setID(&c.PostID, field, value)
	case "void":
		c.Void = value != ""
	case "said_at":
		err = setTime(&c.SaidAt, field, value)
	case "seen":
		c.Seen = value != ""
	default:
		return ErrNotFound
	}
	return err
}
