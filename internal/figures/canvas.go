package figures

import (
	"time"

	"kettle/internal/community"
)

// Canvas is the week that goes on and the eleven before, seen through the six elements
// and the three values of the Coworking Canvas.
type Canvas struct {
	Space    string
	At       time.Time // local
	Mondays  [Weeks]time.Time
	Elements [6]Element
	Values   [3]Value
	Shares   []Share
	Belief   []Share // the main question month by month, the last twelve
	Thanks   int     // in the months of the first share: at least so often one member helped another
	Monday   []Thing
	Days     [7][Weeks]int // members who came, by weekday from Monday, and week
	Hours    [7][24]int    // check-ins of the days whose visits are kept, by weekday and hour
	rows     []Row
}

// Attention is how an element or a value fared this week.
type Attention int

// What attention may be. Early says that the week is too young to tell.
const (
	Usual Attention = iota
	Less            // less than half of what is usual
	None
	Early
)

// The names of the six elements, value creators before value enablers.
const (
	CoLocation  = "Co-location"
	Network     = "Network"
	PeerSupport = "Peer support"
	SpaceItself = "Space"
	Hosting     = "Hosting"
	Learning    = "Learning"
)

// Element is one of the six.
type Element struct {
	Name      string
	Head      string // this week in a few words
	Detail    string
	Bars      [Weeks]int
	Counts    string // what the bars count
	Attention Attention
}

// Value is one of the three: what was done for it this week, and by weeks.
type Value struct {
	Name      string
	Head      string
	Bars      [Weeks]int
	Attention Attention
}

// Thing is one thing for a host to do on Monday, and why it is that.
type Thing struct {
	Words string
	Why   string
}

// From is how far back the past has to go for the figures of a time.
func From(space *community.Space, at time.Time) time.Time {
	months := community.MonthStart(space.Local(at)).AddDate(0, -monthsTogether, 0)
	if start := Start(space, at); start.Before(months) {
		return start
	}
	return months
}

// New draws up the canvas of the twelve weeks up to p.At. p is to go back to From.
func New(p *community.Past) *Canvas {
	w := countWeeks(p)
	c := &Canvas{Space: p.Space.Name, At: w.now, Days: w.days, Hours: w.hours}
	for i := range c.Mondays {
		c.Mondays[i] = w.monday(i)
	}
	c.Elements = [...]Element{w.coLocation(), w.network(), w.peerSupport(), w.space(), w.hosting(), w.learningElement()}
	c.Values = w.values()
	c.Shares = Shares(&p.Space, p.Tallies, p.At)
	c.Belief = Monthly(&p.Space, p.Tallies, community.QuestionSupported, p.At, 12)
	c.Thanks = Thanks(p, &c.Shares[0])
	c.Monday = w.monday3(c)
	c.rows = append(w.rows(), ShareRows(c.Shares)...)
	return c
}

// Thanks counts the thank-yous in the months of a figure, as far as the past goes back.
// They are what people said on a screen: a lower bound of what was done, and never part
// of a share.
func Thanks(p *community.Past, s *Share) int {
	n := 0
	for i := range p.Thanks {
		if at := p.Thanks[i].SaidAt; !at.Before(s.Since) && at.Before(s.Ends()) && !at.After(p.At) {
			n++
		}
	}
	return n
}

// attention compares the week that goes on, as far as it has come, with the eleven
// before. It says nothing before Wednesday.
func (w *weeks) attention(bars [Weeks]int) Attention {
	const telling, workdays = 3, 5
	gone := w.today%7 + 1
	if gone < telling {
		return Early
	}
	this, before := bars[Weeks-1], 0
	for _, n := range bars[:Weeks-1] {
		before += n
	}
	usual := float64(before) / (Weeks - 1) * min(1, float64(gone)/workdays)
	switch {
	case this == 0:
		return None
	case float64(this) < usual/2:
		return Less
	}
	return Usual
}

// values sums up what was done for each of the three core values.
func (w *weeks) values() [3]Value {
	belonging, nurturing, place := Value{Name: "Belonging"}, Value{Name: "Nurturing"}, Value{Name: "Place-making"}
	for i := range Weeks {
		belonging.Bars[i] = w.met[i] + w.social[i]
		nurturing.Bars[i] = w.thanks[i] + w.answered[i] + w.learners[i]
		place.Bars[i] = w.events[i] + w.helped[i]
	}
	belonging.Head = some("Nobody was introduced", count(w.met[last], "introduction", ""), count(w.social[last], "", "at social events"))
	nurturing.Head = some("Nobody was thanked", count(w.thanks[last], "thank-you", ""), count(w.answered[last], "ask", "answered"), count(w.learners[last], "", "came to learn"))
	place.Head = some("Nothing was on", count(w.events[last], "event", ""), count(w.helped[last], "quick call", "answered"))
	for _, v := range []*Value{&belonging, &nurturing, &place} {
		v.Attention = w.attention(v.Bars)
	}
	return [3]Value{belonging, nurturing, place}
}
