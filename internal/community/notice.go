package community

import "time"

// Where a notice is read.
const (
	NoticeWall  = "wall"  // on walls
	NoticeKiosk = "kiosk" // at home on kiosks
	NoticeBoth  = ""      // both
)

// Notice is what hosts tell everybody for a while.
type Notice struct {
	ID       ID
	Words    string
	Audience string // one of the Notice constants
	From     time.Time
	Until    time.Time
	Void     bool // taken down
}

// UpAt says whether the notice is up at t, for that audience.
func (n *Notice) UpAt(t time.Time, audience string) bool {
	return !n.Void && n.Words != "" && !t.Before(n.From) && t.Before(n.Until) && (n.Audience == NoticeBoth || n.Audience == audience)
}

// Fields gives the notice as named text values.
func (n *Notice) Fields() []Field {
	return []Field{
		{"words", n.Words}, {"audience", n.Audience}, {"from", timeValue(n.From)}, {"until", timeValue(n.Until)}, {"void", yesValue(n.Void)},
	}
}

// Set reads one named value; errors as Member.Set.
func (n *Notice) Set(field, value string) (err error) {
	switch field {
	case "words":
		err = setClean(&n.Words, field, value, 140)
	case "audience":
		if value != NoticeBoth && value != NoticeWall && value != NoticeKiosk {
			return fieldErr(field, "%q is neither wall nor kiosk", value)
		}
		n.Audience = value
	case "from":
		err = setTime(&n.From, field, value)
	case "until":
		err = setTime(&n.Until, field, value)
	case "void":
		n.Void = value != ""
	default:
		return ErrNotFound
	}
	return err
}

// Parcel is something that came for a member, who is told at the next check-in.
type Parcel struct {
	ID       ID
	MemberID ID
	Words    string // "a box, behind the desk"
	CameAt   time.Time
	HandedAt time.Time // zero while it waits
}

// Fields gives the parcel as named text values.
func (p *Parcel) Fields() []Field {
	return []Field{
		{"member_id", p.MemberID.String()}, {"words", p.Words}, {"came_at", timeValue(p.CameAt)}, {"handed_at", timeValue(p.HandedAt)},
	}
}

// Set reads one named value; errors as Member.Set.
func (p *Parcel) Set(field, value string) (err error) {
	switch field {
	case "member_id":
		err = setID(&p.MemberID, field, value)
	case "words":
		err = setClean(&p.Words, field, value, 140)
	case "came_at":
		err = setTime(&p.CameAt, field, value)
	case "handed_at":
		err = setTime(&p.HandedAt, field, value)
	default:
		return ErrNotFound
	}
	return err
}
