package kiosk

import (
	"context"
	"slices"
	"strings"
	"sync"
	"unicode"

	"kettle/internal/community"
)

// PerPage is how many profiles one page of who's who holds; mostTopics how many
// topics it offers.
const (
	PerPage    = 12
	mostTopics = 8
)

// otherLetter files the names that begin with no Latin letter.
const otherLetter = "…"

// browse is what somebody looks at in who's who.
type browse struct {
	by   Act // Everyone (or the zero Act), HereNow, Letter or Topic
	text string
	page int
}

// directory is who's who of one Seen, in the order of names.
type directory struct {
	all  []community.Profile
	byID map[community.ID]int // places in all
	file func() catalogue     // made when somebody first asks for it

	folding sync.Once
	folded  []string // what foldAll gives
}

// catalogue is by what people are looked up in who's who.
type catalogue struct {
	letter  []string // under which each of all is filed
	letters []string // that there are, in order
	topics  []string // shared by most members, most first
}

// find gives the profile of a member who may be seen.
func (d *directory) find(id community.ID) (p community.Profile, ok bool) {
	at, ok := d.byID[id]
	if !ok {
		return p, false
	}
	return d.all[at], true
}

// has says whether a member may be seen.
func (d *directory) has(id community.ID) bool {
	_, ok := d.byID[id]
	return ok
}

// still leaves those members who may be seen.
func (d *directory) still(all []community.Profile) []community.Profile {
	return slices.DeleteFunc(slices.Clone(all), func(p community.Profile) bool { return !d.has(p.ID) })
}

func newDirectory(s *community.Seen, initial func(string) string) *directory {
	d := &directory{all: s.Profiles, byID: make(map[community.ID]int, len(s.Profiles))}
	for i := range d.all {
		d.byID[d.all[i].ID] = i
	}
	d.file = sync.OnceValue(func() catalogue { return catalogueOf(d.all, initial) })
	return d
}

func catalogueOf(all []community.Profile, initial func(string) string) catalogue {
	c := catalogue{letter: make([]string, len(all)), topics: topicsOf(all)}
	for i := range all {
		l := initial(all[i].Name)
		if l == "" {
			l = otherLetter
		}
		c.letter[i] = l
		if !slices.Contains(c.letters, l) {
			c.letters = append(c.letters, l)
		}
	}
	slices.SortFunc(c.letters, func(a, b string) int {
		if (a == otherLetter) != (b == otherLetter) {
			return map[bool]int{true: 1, false: -1}[a == otherLetter]
		}
		return strings.Compare(a, b)
	})
	return c
}

// topicsOf gives the tags that at least two members share, most shared first.
func topicsOf(all []community.Profile) []string {
	type topic struct {
		name string
		n    int
	}
	count := map[string]*topic{}
	for i := range all {
		mine := map[string]bool{}
		for _, tag := range tags(&all[i]) {
			key := strings.ToLower(tag)
			if mine[key] {
				continue
			}
			mine[key] = true
			if count[key] == nil {
				count[key] = &topic{name: tag}
			}
			count[key].n++
		}
	}
	var list []topic
	for _, t := range count {
		if t.n > 1 {
			list = append(list, *t)
		}
	}
	slices.SortFunc(list, func(a, b topic) int {
		if a.n != b.n {
			return b.n - a.n
		}
		return community.CompareNames(a.name, b.name)
	})
	var names []string
	for _, t := range list[:min(len(list), mostTopics)] {
		names = append(names, t.name)
	}
	return names
}

// tags are what a member can be asked, is looking for or likes to talk about.
func tags(p *community.Profile) []string {
	return slices.Concat(p.HappyToHelpWith, p.LookingFor, p.TalkToMeAbout)
}

// choose gives the profiles that the filter leaves, in order.
func (d *directory) choose(b browse) []community.Profile {
	var keep func(i int) bool
	switch b.by {
	case HereNow:
		keep = func(i int) bool { return d.all[i].Here }
	case Letter:
		letter := d.file().letter
		keep = func(i int) bool { return letter[i] == b.text }
	case Topic:
		keep = func(i int) bool {
			return slices.ContainsFunc(tags(&d.all[i]), func(t string) bool { return strings.EqualFold(t, b.text) })
		}
	default:
		return d.all
	}
	var out []community.Profile
	for i := range d.all {
		if keep(i) {
			out = append(out, d.all[i])
		}
	}
	return out
}

// initial is the first letter of a name, without its accents, or "" for a name
// in another script.
func initial(name string) string {
	for _, r := range name {
		if !unicode.IsLetter(r) {
			continue
		}
		r = unicode.ToUpper(r)
		if r >= 'A' && r <= 'Z' {
			return string(r)
		}
		for _, l := range "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
			if strings.ContainsRune(accentsOf[unicode.ToLower(l)], unicode.ToLower(r)) {
				return string(l)
			}
		}
		return ""
	}
	return ""
}

func (m *Model) tapBrowse(t Tap) {
	b := &m.browse
	switch t.Act {
	case Everyone, HereNow, Letter, Topic:
		*b = browse{by: t.Act, text: t.Text}
	case NextPage, PrevPage:
		turn(&b.page, t.Act, len(m.dir.choose(*b)), PerPage)
	case GoNews:
		m.openNews(community.Actor{}, community.Profile{})
	case Open:
		if m.dir.has(t.ID) {
			m.person = t.ID
			m.goTo(Person)
		}
	}
}

func (m *Model) tapPerson(t Tap) {
	p, ok := m.dir.find(m.person)
	switch {
	case ok && t.Act == ThisIsMe && m.mayClaim():
		m.choose(p)
	case ok && t.Act == Why:
		m.why(p)
	case ok && t.Act == MeetYes:
		m.askToMeet(p)
	}
}

// why says what the member agreed to, and how that is changed.
func (m *Model) why(p community.Profile) {
	m.write(func(ctx context.Context) func() {
		words, err := m.desk.Why(ctx, p.ID)
		return func() {
			if err != nil {
				m.sorry("say why somebody is shown", err, sayNotRead)
				return
			}
			m.say(note{title: "Why you are here", text: words}, Person)
		}
	})
}

// mayClaim says whether tapping a profile may stand for typing its name.
func (m *Model) mayClaim() bool {
	return m.seen.Space.SearchMode != community.SearchFullName
}
