package figures

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kettle/internal/care"
	"kettle/internal/community"
)

// last is the week that goes on.
const last = Weeks - 1

var weekdays = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// coLocation is who was in one place.
func (w *weeks) coLocation() Element {
	active := 0
	for i := range w.past.Members {
		if w.past.Members[i].Active() {
			active++
		}
	}
	e := Element{Name: CoLocation, Bars: w.visits(), Counts: "days spent here", Head: fmt.Sprintf("%d of %d came in", w.here, active)}
	e.Detail = "No day is fuller than another yet"
	fullest, most := 0, 0
	for day, weeks := range w.days {
		sum := 0
		for _, n := range weeks[:last] { // this week has not had all its days
			sum += n
		}
		if sum > most {
			fullest, most = day, sum
		}
	}
	if most > 0 {
		e.Detail = weekdays[fullest] + " is fullest"
	}
	e.Attention = w.attention(e.Bars)
	return e
}

// network is who came from outside.
func (w *weeks) network() Element {
	e := Element{Name: Network, Bars: w.visitors, Counts: "visitors", Head: plural(w.visitors[last], "visitor")}
	e.Detail = "Nobody came to see a member"
	if w.toMembers > 0 {
		e.Detail = fmt.Sprintf("%d came to see a member", w.toMembers)
	}
	e.Attention = w.attention(e.Bars)
	return e
}

// peerSupport is what members did for one another, as far as anybody said so.
func (w *weeks) peerSupport() Element {
	e := Element{
		Name: PeerSupport, Bars: w.thanks, Counts: "thank-yous", Head: plural(w.thanks[last], "thank-you"),
		Detail: plural(w.asks[last], "ask"), Attention: w.attention(w.thanks),
	}
	if w.asks[last] > 0 {
		e.Detail += fmt.Sprintf(", %d answered", w.answered[last])
	}
	return e
}

// space is what was in the way. A week without a call has nothing wrong with it; one
// with calls that nobody answered has.
func (w *weeks) space() Element {
	e := Element{Name: SpaceItself, Bars: w.quick, Counts: "quick calls", Head: plural(w.quick[last], "quick call"), Detail: "Nothing was in the way"}
	n, helped := w.quick[last], w.helped[last]
	switch {
	case n == 0:
		return e
	case helped == 0:
		e.Attention = None
	case helped < n:
		e.Attention = Less
	}
	e.Detail = fmt.Sprintf("%d answered", helped)
	if about := w.about(); about != "" {
		e.Detail = about
	}
	return e
}

// about says what all, or most, of this week's quick calls have in their words.
func (w *weeks) about() string {
	times, first, calls := map[string]int{}, map[string]string{}, 0
	for i := range w.past.Posts {
		p := &w.past.Posts[i]
		if week, ok := w.week(p.MadeAt); !ok || week != last || !p.Quick || p.Side != community.Ask {
			continue
		}
		calls++
		said := map[string]bool{}
		for _, word := range strings.FieldsFunc(p.Words, func(r rune) bool { return strings.ContainsRune(" .,;:!?()“”\"", r) }) {
			key := strings.TrimSuffix(strings.ToLower(word), "s")
			if len([]rune(key)) >= 4 && !slices.Contains(plain[:], key) && !said[key] {
				said[key] = true
				times[key]++
				first[key] = cmp.Or(first[key], strings.ToLower(word))
			}
		}
	}
	best := ""
	for key, n := range times {
		if best == "" || n > times[best] || n == times[best] && key < best {
			best = key
		}
	}
	switch n := times[best]; {
	case calls < 2 || 2*n <= calls:
		return ""
	case n == calls:
		return "All about the " + first[best]
	}
	return "Mostly about the " + first[best]
}

// plain are words that say nothing of what a call is about.
var plain = [...]string{"please", "help", "need", "somebody", "someone", "anybody", "anyone", "with", "have", "does", "doesn’t", "doesn't", "don’t", "know", "work", "again", "there", "this", "that", "from", "into", "quick", "where", "what", "thi", "doe"}

// newcomers gives who is new and has something of the induction left, the one who has
// waited longest first, and how many are new at all.
func (w *weeks) newcomers() (left []care.Newcomer, all int) {
	for i := range w.past.Members {
		if care.IsNew(&w.past.Members[i], w.past.At) {
			all++
		}
	}
	roll := &community.Roll{Space: w.past.Space, Members: w.past.Members, Met: w.past.Introductions}
	return care.Newcomers(roll, w.past.At), all
}

// missing says of what is left with a newcomer the first.
func missing(n *care.Newcomer) string {
	switch {
	case !n.Photo:
		return "has no photo yet"
	case !n.Asked:
		return "was not asked yet what others may see"
	case len(n.Todo) > 0:
		return "has still to hear of: " + n.Todo[0]
	}
	return fmt.Sprintf("has been introduced to %d of %d", n.Met, care.Introductions)
}

// hosting is what hosts did for newcomers, and whom they brought together.
func (w *weeks) hosting() Element {
	e := Element{Name: Hosting, Bars: w.met, Counts: "introductions"}
	left, all := w.newcomers()
	e.Head = fmt.Sprintf("%d of %d inducted", all-len(left), all)
	switch {
	case all == 0:
		e.Head, e.Detail = plural(w.met[last], "introduction"), "Nobody is new"
	case len(left) == 0:
		e.Detail = "Everybody new knows their way"
	default:
		e.Detail = left[0].Member.Call() + " " + missing(&left[0])
	}
	e.Attention = w.attention(e.Bars)
	return e
}

// learningElement is what people learned of one another.
func (w *weeks) learningElement() Element {
	e := Element{Name: Learning, Bars: w.learners, Counts: "said they’d come"}
	e.Head = plural(w.learning[last], "event")
	if w.learners[last] > 0 {
		e.Head += fmt.Sprintf(", %d said they’d come", w.learners[last])
	}
	switch ago := since(w.courses); ago {
	case 0:
		e.Detail = plural(w.courses[last], "skill share") + " among them"
	case Weeks:
		e.Detail = fmt.Sprintf("No skill share in %d weeks", Weeks)
	default:
		e.Detail = fmt.Sprintf("No skill share in %s", plural(ago, "week"))
	}
	if e.Attention = w.attention(w.learning); e.Attention == Usual && w.attention(e.Bars) != Usual {
		e.Attention = Less
	}
	return e
}

// plural counts things of a name.
func plural(n int, one string) string {
	switch n {
	case 0:
		return "No " + one + "s"
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// count is plural, with what follows, and "" for nothing.
func count(n int, one, after string) string {
	if n == 0 {
		return ""
	}
	words := fmt.Sprint(n)
	if one != "" {
		words = plural(n, one)
	}
	return strings.TrimSpace(words + " " + after)
}

// some joins what there is, or gives the words for nothing.
func some(none string, parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	if len(parts) == 0 {
		return none
	}
	return strings.Join(parts, ", ")
}
