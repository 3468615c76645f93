package kiosk

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// copied gives a desk that knows what d knows, and goes its own way from here on.
func (d *smallDesk) copied(now func() time.Time) *smallDesk {
	d.mu.Lock()
	defer d.mu.Unlock()
	return &smallDesk{
		space: d.space, members: slices.Clone(d.members), visits: slices.Clone(d.visits), cards: maps.Clone(d.cards),
		events: slices.Clone(d.events), pin: d.pin, parcels: d.parcels, notices: slices.Clone(d.notices), host: d.host, wrong: d.wrong, now: now,
		visitors: slices.Clone(d.visitors), posts: slices.Clone(d.posts), thanks: slices.Clone(d.thanks), cheers: slices.Clone(d.cheers),
		programme: programme{comings: slices.Clone(d.programme.comings), went: d.programme.went, met: d.programme.met},
		claims:    maps.Clone(d.claims), mineToo: d.mineToo, deck: d.deck, stranger: d.stranger, question: d.question, prompted: slices.Clone(d.prompted),
	}
}

// everything is every touch that a step of the kiosk offers, and now and then one that it
// does not.
func everything(rt *rapid.T, s State) []Tap {
	taps := offered(s)
	if rapid.IntRange(0, 4).Draw(rt, "any") == 0 {
		for act := Touch; act < Do; act++ {
			taps = append(taps, Tap{Act: act})
		}
	}
	for _, q := range s.Home.Quick {
		taps = append(taps, Tap{Act: OnMyWay, ID: q.ID})
	}
	for _, l := range s.Event.Lines {
		taps = append(taps, Tap{Act: GoEvent, ID: l.ID, Text: l.Of}, Tap{Act: GoEvent, ID: l.ID, Text: l.Of})
	}
	for _, o := range s.Visit.Today {
		taps = append(taps, Tap{Act: GoEvent, ID: o.ID, Text: o.Of})
	}
	for _, t := range s.Event.Turns {
		taps = append(taps, Tap{Act: Slot, Text: occasionKey(t.At)})
	}
	for _, p := range s.Event.People {
		taps = append(taps, Tap{Act: Choose, ID: p.ID})
	}
	for _, l := range s.News.Lines {
		taps = append(taps, Tap{Act: CheerFor, ID: l.ID}, Tap{Act: Sorted, ID: l.ID})
	}
	for _, w := range s.Speech.Quick {
		taps = append(taps, Tap{Act: Quickly, Text: w})
	}
	for _, l := range s.Speech.Lengths {
		taps = append(taps, Tap{Act: For, Text: l.Name})
	}
	for _, n := range s.Quiz.Names {
		taps = append(taps, Tap{Act: Named, Text: n})
	}
	return append(taps, Tap{Act: GoAsk, Text: community.News}, Tap{Act: Mood, Text: community.MoodBusy})
}

// livelySpace is one in which there is something on every page.
func livelySpace(t testing.TB, change ...func(*Config)) *kit {
	k := newKit(t, change...)
	d := k.desk
	d.space.HouseRules = "Wash your cup."
	d.question = community.Questions()[0]
	d.stranger = d.members[1].ID
	d.mineToo.LearnsNames = true
	d.visitors = []community.Visitor{
		{ID: community.ID{6, 1}, Name: "Jo Marsh", Remember: true, Detail: "jo@marsh.example", Company: "Marsh & Co"},
		{ID: community.ID{6, 2}, Name: "Bo Reid", Code: "K7M4QX", ExpectedOn: "2026-03-10"},
	}
	until := k.clock.AddDate(0, 0, 7)
	d.posts = []community.Post{
		{ID: community.ID{5, 1}, MemberID: d.members[0].ID, Side: community.Ask, Words: "The printer!", Quick: true, MadeAt: k.clock, Until: k.clock.Add(30 * time.Minute)},
		{ID: community.ID{5, 2}, MemberID: d.members[1].ID, Side: community.News, Words: "We won", MadeAt: k.clock, Until: until},
		{ID: community.ID{5, 3}, MemberID: d.members[2].ID, Side: community.Offer, Words: "Bread", MadeAt: k.clock, Until: until},
	}
	k.plan(community.EventSocial, "Soup")
	k.plan(community.EventSurgery, "Advice")
	k.plan(community.EventAccountability, "Goals")
	return k
}

// TestNothingOfTheLastVisitorIsLeftForTheNext holds, whatever somebody did, in whatever
// order, before they went home or walked away: who comes next is shown exactly what they
// are shown at a kiosk at which nobody was before, for whatever they do.
func TestNothingOfTheLastVisitorIsLeftForTheNext(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := &tickets{}
		ids := counted(0)
		k := livelySpace(t, g.config, func(c *Config) { c.NewID = ids.next })
		for range rapid.IntRange(1, 30).Draw(rt, "acts of the last") {
			k.somebody(rt)
		}
		k.desk.fault = nil
		switch rapid.IntRange(0, 2).Draw(rt, "how they go") {
		case 0:
			k.settle()
			k.tap(GoHome)
		case 1:
			k.pass(restReading + time.Minute)
		case 2:
			k.settle()
			for range 6 {
				k.pass(settle)
				k.Tap(Tap{Act: Back})
				k.settle()
			}
			k.tap(GoHome)
		}
		k.pass(2 * time.Minute) // what was searched for, and called, is over
		k.settle()
		if k.step == Roll {
			return
		}
		k.refresh()
		k.settle()
		same := counted(ids) // or what the two make would differ by chance
		next := newKit(t, (&tickets{}).config, func(c *Config) { c.NewID = same.next })
		next.clock = k.clock
		next.desk = k.desk.copied(func() time.Time { return next.clock })
		next.Model.desk = next.desk
		next.Model.heard = maps.Clone(k.Model.heard)
		next.refresh()
		next.settle()
		next.goTo(Home)
		k.goTo(Home)
		for i := range rapid.IntRange(1, 25).Draw(rt, "acts of the next") {
			was := k.State()
			taps := everything(rt, was)
			at := rapid.IntRange(0, len(taps)-1).Draw(rt, "tap")
			typed := rapid.SampledFrom([]string{"", "", "", "ba", "ada", "1004", "jo", cardOfAda, "K7M4QX"}).Draw(rt, "typed")
			for _, who := range []*kit{k, next} {
				who.clock = who.clock.Add(settle)
				switch {
				case typed == cardOfAda:
					who.scans(typed)
				case typed != "":
					who.types(typed)
					who.key(KeyEnter)
				default:
					who.Tap(taps[at])
				}
				who.settle()
				who.refresh()
				who.settle()
			}
			if d := differs("", reflect.ValueOf(shownOnly(k.State())), reflect.ValueOf(shownOnly(next.State()))); d != "" {
				rt.Fatalf("after %d acts, the last %+v %q at %v: %s at a kiosk where nobody was", i+1, taps[at], typed, was.Step, d)
			}
		}
	})
}

// counted makes IDs, one after the other.
type counted uint16

func (c *counted) next() community.ID {
	*c++
	return community.ID{9, byte(*c >> 8), byte(*c)}
}

// shownOnly is what people see of a state, without what two kiosks make by chance.
func shownOnly(s State) State {
	s.Own.Code = strings.TrimRight(s.Own.Code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	return s
}

// somebody does one thing, whatever it is, and the desk may be slow.
func (k *kit) somebody(rt *rapid.T) {
	switch rapid.IntRange(0, 9).Draw(rt, "kind") {
	case 0:
		k.scans(rapid.SampledFrom([]string{cardOfAda, "unknown-card", "1002", "KETTLE/V/K7M4QX"}).Draw(rt, "scan"))
	case 1:
		k.types(rapid.SampledFrom([]string{"ada", "bao", "jo marsh", "1005", "4711", "271002", "K7M4QX", "jo@marsh.example"}).Draw(rt, "types"))
	case 2:
		k.key(rapid.SampledFrom([]Key{KeyEnter, KeyEnter, KeyEscape, KeyErase}).Draw(rt, "key"))
	case 3:
		if j, ok := k.job(); ok {
			j(rt.Context())()
		}
	case 4:
		k.settle()
	default:
		k.clock = k.clock.Add(settle)
		k.Tap(rapid.SampledFrom(everything(rt, k.State())).Draw(rt, "tap"))
		if rapid.Bool().Draw(rt, "answered") {
			k.settle()
		}
	}
}

// differs says where two values differ first, "" for nowhere.
func differs(path string, a, b reflect.Value) string {
	if reflect.DeepEqual(a.Interface(), b.Interface()) {
		return ""
	}
	if a.Kind() == reflect.Struct && a.NumField() > 0 && a.Type().Field(0).IsExported() {
		for i := range a.NumField() {
			if d := differs(path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i)); d != "" {
				return d
			}
		}
	}
	return fmt.Sprintf("%s is %+v, and %+v", path, a.Interface(), b.Interface())
}
