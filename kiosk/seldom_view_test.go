package kiosk

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// hears has the kiosk read what is on the desk by now.
func (k *kit) hears() {
	k.refresh()
	k.settle()
}

// seldom are pages as they are only now and then: the way there, and what is read.
var seldom = map[string]struct {
	lead func(w *window)
	want string
}{
	"a welcome on a day on which nothing is on": {func(w *window) {
		o := w.plan(community.EventSocial, "Soup & stories")
		o.StartsAt, o.EndsAt, o.Of = o.StartsAt.AddDate(0, 0, 1), o.EndsAt.AddDate(0, 0, 1), o.Of.AddDate(0, 0, 1)
		w.desk.events = []community.Occasion{o}
		w.hears()
		w.comesIn("1006")
	}, "Nothing planned. The kettle’s on. Next: Tomorrow 13:00, Soup & stories"},
	"a welcome in a week in which nothing is on": {func(w *window) {
		w.desk.events = nil
		w.hears()
		w.comesIn("1006")
	}, "Nothing planned. The kettle’s on."},
	"a week in which nothing is on": {func(w *window) {
		w.desk.events = nil
		w.hears()
		w.tap(GoWhatsOn)
	}, "Nothing is planned this week. A good week for a long lunch."},
	"who’s here when nobody is": {func(w *window) {
		w.desk.visits = nil
		w.hears()
		w.tap(GoBrowse)
		w.tap(HereNow)
	}, "Nobody here just now. Pick another letter or topic, or have a look at everyone."},
	"somebody who is here and busy": {func(w *window) {
		w.desk.visits[0].Mood = community.MoodBusy
		w.hears()
		w.tap(GoBrowse)
		w.tapOn(Open, w.desk.visits[0].MemberID)
	}, "Here now, heads down"},
	"an event that is over by now": {func(w *window) {
		o := w.plan(community.EventSocial, "Soup & stories")
		w.tap(GoWhatsOn)
		w.looksAt(o)
		w.clock = o.EndsAt.Add(time.Minute)
		w.Tap(Tap{Act: Touch})
		w.settle()
	}, "This one is over."},
	"an event that was full a moment before": {func(w *window) {
		w.desk.events = nil
		o := w.plan(community.EventSocial, "Soup & stories")
		w.desk.events[0].Places = 1
		for i := range 2 {
			w.desk.programme.comings = append(w.desk.programme.comings, community.Coming{
				ID: community.ID{0xc, byte(i)}, EventID: o.SeriesID, StartsAt: o.Of, MemberID: w.desk.members[4+i].ID, SaidAt: w.clock.Add(time.Duration(i) * time.Second),
			})
		}
		w.comesIn("1006")
		w.looksAt(w.desk.events[0])
	}, "It was full a moment before you. We’ll tell you if a place is given back."},
	"how it went for one who has proven who they are": {func(w *window) {
		w.comesIn("1006")
		w.visit.by.Kind = community.ActorProven
		w.openWent(&community.Promise{Coming: community.Coming{ID: community.ID{3}, Goal: "Finish the deck."}})
		w.show()
	}, "“Finish the deck.”: how did it go?"},
	"how it went for one whose name was tapped": {func(w *window) {
		w.comesIn("1006")
		w.openWent(&community.Promise{Coming: community.Coming{ID: community.ID{3}, Goal: "Finish the deck."}})
		w.show()
	}, "How did it go?"},
	"thanks of one who is not on the wall": {func(w *window) {
		w.comesIn("1006")
		at := slices.IndexFunc(w.desk.members, func(m community.Member) bool { return m.Number == "1006" })
		w.desk.members[at].OnWall = community.Consent{}
		w.hears()
		w.tap(GoThanks)
		w.types("ada")
		w.key(KeyEnter)
	}, "It stays between the two of you."},
}

// A page that is seldom as it is says so, in words that stand well, at each size.
func TestPagesThatAreSeldomAsTheyAreSaySo(t *testing.T) {
	for name, page := range seldom {
		for _, size := range sizes[:2] {
			w := newWindow(t, size[0], size[1])
			for i := range w.desk.members {
				w.desk.members[i].ConfirmedOn = "2026-11-01"
			}
			w.hears()
			page.lead(w)
			if all := strings.Join(w.words(), " "); !strings.Contains(all, page.want) {
				t.Errorf("%s at %v, %v: %q", name, size, w.step, all)
			}
			if name == "how it went for one whose name was tapped" && strings.Contains(strings.Join(w.words(), " "), "deck") {
				t.Errorf("%v: a goal is told to whoever taps a name", size)
			}
			checkLayout(t, w)
		}
	}
}

// What comes next on a day on which nothing is on is one touch away.
func TestTheNextEventOfAnEmptyDayIsOneTouchAway(t *testing.T) {
	for _, size := range sizes[:2] {
		w := newWindow(t, size[0], size[1])
		seldom["a welcome on a day on which nothing is on"].lead(w)
		w.touch(t, "Next: Tomorrow 13:00, Soup & stories")
		wantStep(t, w.kit, WhatsOn)
	}
}
