package community

import "time"

// A post asks for something, offers it, or tells the others some good news. Asks
// and offers are shown at the same size.
const (
	Ask   = "ask"
	Offer = "offer"
	News  = "news"
)

// PostDays is how long a post stays up unless it says otherwise, NewsDays how long
// news do, and QuickFor how long a quick call for help does.
const (
	PostDays = 30
	NewsDays = 7
	QuickFor = 30 * time.Minute
)

// QuickWords are what is asked for quickly most often: one tap each.
var QuickWords = [...]string{"The printer!", "The Wi-Fi!", "The door, please", "A second pair of hands"}

// Days is how long a post of its side stays up unless it says otherwise.
func (p *Post) Days() int {
	if p.Side == News {
		return NewsDays
	}
	return PostDays
}

// Post is an ask, an offer or a piece of news in a member's words.
type Post struct {
	ID       ID
	MemberID ID
	Side     string // Ask, Offer or News
	Words    string
	MadeAt   time.Time
	Until    time.Time
	Closed   bool // sorted, or taken down
	Sorted   bool // closed since what it asked for was found, or what it offered was taken
	Quick    bool // an ask that is on every screen for QuickFor
	HelperID ID   // who is on the way to a quick one; zero for nobody
	Held     bool // not shown until a host has looked at the words
	Seen     bool // its member said that it is theirs, or was proven when it was made

	HelperSeen bool // the helper said that it was them who is on the way
}

// A post is asked about once that is older than postOld, when less than postNear
// of its time is left.
const (
	postOld  = 20 * 24 * time.Hour
	postNear = 10 * 24 * time.Hour
)

// OldAt says whether it is time to ask the member if the post still holds.
func (p *Post) OldAt(t time.Time) bool {
	return p.OpenAt(t) && t.Sub(p.MadeAt) > postOld && p.Until.Sub(t) < postNear
}

// OpenAt says whether the post is up at t.
func (p *Post) OpenAt(t time.Time) bool { return !p.Closed && p.Words != "" && t.Before(p.Until) }

// Fields gives the post as named text values.
func (p *Post) Fields() []Field {
	return []Field{
		{"member_id", p.MemberID.String()},
		{"side", p.Side},
		{"words", p.Words},
		{"made_at", timeValue(p.MadeAt)},
		{"until", timeValue(p.Until)},
		{"closed", yesValue(p.Closed)},
		{"seen", yesValue(p.Seen)},
		{"sorted", yesValue(p.Sorted)},
		{"quick", yesValue(p.Quick)},
		{"helper_id", p.HelperID.String()},
		{"held", yesValue(p.Held)},
		{"helper_seen", yesValue(p.HelperSeen)},
	}
}

// Set reads one named value; errors as Member.Set.
func (p *Post) Set(field, value string) (err error) {
	switch field {
	case "member_id":
		err = setID(&p.MemberID, field, value)
	case "side":
		if value != Ask && value != Offer && value != News {
			return fieldErr(field, "%q is none of: ask, offer, news", value)
		}
		p.Side = value
	case "words":
		err = setClean(&p.Words, field, value, 140)
	case "made_at":
		err = setTime(&p.MadeAt, field, value)
	case "until":
		err = setTime(&p.Until, field, value)
	case "closed":
		p.Closed = value != ""
	case "seen":
		p.Seen = value != ""
	case "sorted":
		p.Sorted = value != ""
	case "quick":
		p.Quick = value != ""
	case "helper_id":
		err = setID(&p.HelperID, field, value)
	case "held":
		p.Held = value != ""
	case "helper_seen":
		p.HelperSeen = value != ""
	default:
		return ErrNotFound
	}
	return err
}
