package figures

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

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

// newFor is how long somebody counts as new.
const newFor = 7 * Weeks * 24 * time.Hour

// newcomers gives the active members who joined in the last twelve weeks, the one who
// joined first before the others.
func (w *weeks) newcomers() []*community.Member {
	var all []*community.Member
	for i := range w.past.Members {
		m := &w.past.Members[i]
		day, err := time.Parse(time.DateOnly, m.JoinedOn)
		if err == nil && m.Active() && w.past.At.Sub(day) < newFor && w.dayOf(day) <= w.today {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b *community.Member) int {
		return cmp.Or(strings.Compare(a.JoinedOn, b.JoinedOn), slices.Compare(a.ID[:], b.ID[:]))
	})
	return all
}

// missing says what of the induction is not done with a member, "" for nothing.
func (w *weeks) missing(m *community.Member) string {
	var left []string
	for _, item := range w.past.Space.Induction {
		if !slices.Contains(m.Induction, item) {
			left = append(left, item)
		}
	}
	switch {
	case m.Photo == "":
		return "no photo yet"
	case len(left) > 0:
		return "still to go through " + left[0]
	}
	return ""
}

// hosting is what hosts did for newcomers, and whom they brought together.
func (w *weeks) hosting() Element {
	e := Element{Name: Hosting, Bars: w.met, Counts: "introductions"}
	all := w.newcomers()
	inducted := 0
	for _, m := range all {
		left := w.missing(m)
		if left == "" {
			inducted++
		} else if e.Detail == "" {
			e.Detail = called(m) + " has " + left
		}
	}
	e.Head = fmt.Sprintf("%d of %d inducted", inducted, len(all))
	switch {
	case len(all) == 0:
		e.Head, e.Detail = plural(w.met[last], "introduction"), "Nobody is new"
	case inducted == len(all):
		e.Detail = "Everybody new knows their way"
	}
	e.Attention = w.attention(e.Bars)
	return e
}

// learningElement is what people learned of one another.
func (w *weeks) learningElement() Element {
	e := Element{Name: Learning, Bars: w.learners, Counts: "said they’d come"}
	e.Head = plural(w.learning[last], "event")
	if w.learning[last] > 0 {
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

// called is what to call a member.
func called(m *community.Member) string { return cmp.Or(m.Called, community.CallName(m.Name)) }

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
