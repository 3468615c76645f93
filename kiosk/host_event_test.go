package kiosk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/packs"
	"kettle/internal/ui/uitest"
)

// agenda is what the small hosts' desk keeps of events.
type agenda struct {
	events    []community.Event
	off       []string // what was called off: "one" or "all"
	changed   community.Event
	calendars []string
	own       []community.Template
	files     []File
	given     [][]string
	taken     []string
	comings   []community.Promise
}

func (h *smallHosts) Occasions(_ context.Context, from, to time.Time) ([]community.Occasion, error) {
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(h.d.events), func(o community.Occasion) bool { return o.StartsAt.After(to) || o.Over(from) }), h.d.fault
}

func (h *smallHosts) Event(_ context.Context, id community.ID) (community.Event, error) {
	for _, e := range h.agenda.events {
		if e.ID == id {
			return e, nil
		}
	}
	return community.Event{}, community.ErrNotFound
}

func (h *smallHosts) SaveEvent(_ context.Context, _ community.Actor, e community.Event) (community.Event, error) {
	if h.d.fault != nil {
		return e, h.d.fault
	}
	if e.ID.IsZero() {
		e.ID = randomID()
	}
	h.agenda.events = append(slices.DeleteFunc(h.agenda.events, func(o community.Event) bool { return o.ID == e.ID }), e)
	return e, nil
}

func (h *smallHosts) EditEvent(ctx context.Context, _ community.Actor, id community.ID, change func(*community.Event)) error {
	e, err := h.Event(ctx, id)
	if err != nil || h.d.fault != nil {
		return errors.Join(err, h.d.fault)
	}
	change(&e)
	_, err = h.SaveEvent(ctx, community.Actor{}, e)
	return err
}

func (h *smallHosts) CancelEvent(_ context.Context, _ community.Actor, _ community.ID, off bool) error {
	if h.d.fault != nil {
		return h.d.fault
	}
	h.agenda.off = append(h.agenda.off, map[bool]string{true: "all", false: "all on"}[off])
	return nil
}

func (h *smallHosts) ChangeOccasion(ctx context.Context, _ community.Actor, series community.ID, _ time.Time, change func(*community.Event)) (community.Event, error) {
	e, err := h.Event(ctx, series)
	if h.d.fault != nil {
		return e, h.d.fault
	}
	change(&e)
	h.agenda.changed = e
	return e, err
}

func (h *smallHosts) CancelOccasion(_ context.Context, _ community.Actor, _ community.ID, _ time.Time, off bool) error {
	if h.d.fault != nil {
		return h.d.fault
	}
	h.agenda.off = append(h.agenda.off, map[bool]string{true: "one", false: "one on"}[off])
	return nil
}

func (h *smallHosts) Comings(context.Context, community.ID, time.Time) ([]community.Promise, error) {
	if h.agenda.comings != nil {
		return h.agenda.comings, nil
	}
	return []community.Promise{{Coming: community.Coming{MemberID: h.d.members[0].ID}, Placed: true}}, nil
}

func (h *smallHosts) Templates(context.Context) ([]community.Template, error) {
	return append(slices.Clone(h.agenda.own), packs.Own().Templates...), nil
}

func (h *smallHosts) GiveTemplates(_ context.Context, names ...string) (string, error) {
	h.agenda.given = append(h.agenda.given, names)
	return "It’s on the stick.", h.d.act()
}

func (h *smallHosts) PackFiles(context.Context) ([]File, error) { return h.agenda.files, h.d.fault }

func (h *smallHosts) TakeTemplates(_ context.Context, by community.Actor, path string) (string, error) {
	if path == "/media/stick/wrong.json" {
		return "", said("That can’t be taken in: there is nothing in the pack.")
	}
	h.agenda.taken = append(h.agenda.taken, path)
	h.agenda.own = append(h.agenda.own, community.Template{Name: "Soup", What: community.EventSocial, Guidance: "Boil it."})
	return "“Soup” is taken in.", h.d.act()
}

func (h *smallHosts) CalendarWords(context.Context) ([]string, error) {
	return h.agenda.calendars, h.d.fault
}

// fills types a text into a field of a form.
func (k *kit) fills(field, text string) {
	k.touches(Tap{Act: Focus, Text: field})
	k.form.set(field, "")
	k.types(text)
	k.touches(Tap{Act: Unfocus})
}

func TestAHostMakesAnEventOfATemplate(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.does(DoPage, string(HostEvents))
	k.does(DoTemplates)
	k.does(DoSuggest, "First-Friday lunch")
	s := k.State()
	if e := s.Host.Programme.Edit; e == nil || e.What != community.EventSocial || e.Repeat != community.RepeatMonth || !strings.HasPrefix(e.Day, "Fri 3 April 2026") || e.Guidance == "" {
		t.Fatalf("got %+v", e)
	}
	k.fills("place", "Kitchen")
	k.touches(Tap{Act: Do, Verb: DoStep, Name: "day", N: 7})
	k.touches(Tap{Act: Do, Verb: DoStep, Name: "length", N: 15})
	k.touches(Tap{Act: Do, Verb: DoStep, Name: "places", N: 1})
	k.does(DoSave)
	if len(h.agenda.events) != 1 {
		t.Fatalf("%q: %+v", k.State().Notice, h.agenda.events)
	}
	e := h.agenda.events[0]
	if e.Title != "First-Friday lunch" || e.Place != "Kitchen" || e.Rule != "FREQ=MONTHLY;BYDAY=2FR" || e.Places != 1 || e.EndsAt.Sub(e.StartsAt) != 75*time.Minute || e.Zone != "UTC" {
		t.Errorf("kept %+v", e)
	}
	if s := k.State(); s.Host.Programme.Edit != nil || !s.Well {
		t.Errorf("at %+v", s.Host.Programme)
	}
}

func TestAnEventWithoutATitleIsNotKept(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.does(DoPage, string(HostEvents))
	k.does(DoAdd)
	k.does(DoSave)
	if s := k.State(); s.Form.Entry("title").Wrong == "" || len(h.agenda.events) != 0 {
		t.Fatalf("%+v", s.Form)
	}
	k.fills("title", "Tea")
	k.does(DoRepeat, community.RepeatWeek)
	k.fills("until", "2020-01-01")
	k.does(DoSave)
	if s := k.State(); s.Form.Entry("until").Wrong == "" || len(h.agenda.events) != 0 {
		t.Errorf("%+v", s.Form)
	}
	k.does(DoPage, string(HostMembers)) // what was typed is asked after
	if q := k.State().Host.Asked; q == nil {
		t.Fatal("what was typed went without a question")
	}
	k.does(DoYes)
	if k.State().Host.Page != HostMembers {
		t.Errorf("at %v", k.State().Host.Page)
	}
}

// series puts a weekly event on both desks, and opens it.
func (k *kit) series(h *smallHosts, change func(*community.Event)) community.Occasion {
	o := k.plan(community.EventSocial, "Soup & stories")
	e := community.Event{ID: o.SeriesID, Title: o.Title, What: o.What, StartsAt: o.StartsAt.AddDate(0, 0, -7), EndsAt: o.EndsAt.AddDate(0, 0, -7), Zone: "UTC"}
	e.Rule, _ = community.Repeat{Every: community.RepeatWeek}.Rule(e.StartsAt)
	if change != nil {
		change(&e)
	}
	h.agenda.events = []community.Event{e}
	k.does(DoPage, string(HostEvents))
	k.does(DoOpen, Tap{Act: Do, Verb: DoOpen, ID: o.SeriesID, Name: occasionKey(o.Of)})
	return o
}

func TestOneOfASeriesIsChangedOrAll(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	o := k.series(h, nil)
	e := k.State().Host.Programme.Edit
	if e == nil || e.Which != whichOne || len(e.Repeats) != 0 || !slices.Equal(e.Comers, []string{"Ada Okafor"}) {
		t.Fatalf("got %+v", e)
	}
	k.touches(Tap{Act: Do, Verb: DoStep, Name: "from", N: 30})
	k.does(DoSave)
	if got := h.agenda.changed; !got.StartsAt.Equal(o.StartsAt.Add(30*time.Minute)) || got.Title != "Soup & stories" {
		t.Fatalf("one: %+v", got)
	}
	k.series(h, nil)
	k.does(DoWhich, whichAll)
	if e := k.State().Host.Programme.Edit; e.Repeat != community.RepeatWeek {
		t.Errorf("it repeats by %q", e.Repeat)
	}
	k.does(DoRepeat, community.RepeatSecond)
	k.does(DoSave)
	if e := h.agenda.events[0]; e.Rule != "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU" {
		t.Errorf("all: %+v", e)
	}
}

// What another host changed of an event while its form was open stays, of one occasion
// as of all; and the texts of one that has its own are not those of the series.
func TestAnEventKeepsWhatAnotherHostChangedOfIt(t *testing.T) {
	for _, which := range []string{whichOne, whichAll} {
		k, h := signedIn(t, community.RoleHost)
		o := k.series(h, nil)
		k.does(DoWhich, which)
		e := &h.agenda.events[0]
		e.Place, e.What, e.Places = "Garden", community.EventLearning, 9
		k.fills("title", "Soup")
		k.does(DoSave)
		got := h.agenda.events[0]
		if which == whichOne {
			got = h.agenda.changed
		}
		if got.Title != "Soup" || got.Place != "Garden" || got.What != community.EventLearning || got.Places != 9 {
			t.Errorf("%s: kept %+v", which, got)
		}
		if which == whichAll && !got.StartsAt.Equal(o.StartsAt.AddDate(0, 0, -7)) {
			t.Errorf("all of them begin at %s", got.StartsAt)
		}
	}

	k, h := signedIn(t, community.RoleHost)
	o := k.series(h, nil)
	own := h.agenda.events[0]
	own.ID, own.Title, own.Place, own.StartsAt, own.EndsAt = community.ID{99}, "Cake & stories", "Garden", o.StartsAt, o.EndsAt
	h.agenda.events = append(h.agenda.events, own)
	k.does(DoCancel)
	for i := range k.desk.events {
		k.desk.events[i].EventID = own.ID
	}
	k.does(DoPage, string(HostEvents))
	k.does(DoOpen, Tap{Act: Do, Verb: DoOpen, ID: o.SeriesID, Name: occasionKey(o.Of)})
	k.fills("place", "Kitchen")
	title := func() string { return k.State().Form.Entry("title").Text }
	if title() != "Cake & stories" {
		t.Fatalf("one of them is called %q", title())
	}
	k.does(DoWhich, whichAll)
	if title() != "Soup & stories" || k.State().Form.Entry("place").Text != "Kitchen" {
		t.Errorf("all of them are called %q, in %q", title(), k.State().Form.Entry("place").Text)
	}
	k.does(DoSave)
	at := slices.IndexFunc(h.agenda.events, func(e community.Event) bool { return e.ID == o.SeriesID })
	if e := h.agenda.events[at]; e.Title != "Soup & stories" || e.Place != "Kitchen" {
		t.Errorf("kept %+v", e)
	}
}

// A whole day, and an hour without a zone, are those of the wall's calendar wherever the
// space is, and moved by days they are moved by days.
func TestADayIsTheSameDayWhereverTheSpaceIs(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati", "UTC"} {
		for _, allDay := range []bool{true, false} {
			k, h := signedIn(t, community.RoleHost)
			if err := k.desk.space.Set("zone", name); err != nil {
				t.Fatal(err)
			}
			zone := k.desk.space.Location()
			o := k.plan(community.EventSocial, "Open house")
			begins := time.Date(2026, 3, 3, 18, 0, 0, 0, time.UTC) // as it is written
			from, to := "18:00", "19:00"
			if allDay {
				begins, from, to = begins.Add(-18*time.Hour), "All day", ""
			}
			e := community.Event{ID: o.SeriesID, Title: o.Title, What: o.What, StartsAt: begins, EndsAt: begins.Add(time.Hour), AllDay: allDay}
			if allDay {
				e.EndsAt = begins.AddDate(0, 0, 1)
			}
			e.Rule, _ = community.Repeat{Every: community.RepeatWeek}.Rule(e.StartsAt)
			h.agenda.events = []community.Event{e}
			l := &k.desk.events[0]
			l.StartsAt = time.Date(2026, 3, 17, begins.Hour(), 0, 0, 0, zone).UTC()
			l.EndsAt, l.Of, l.AllDay = l.StartsAt.Add(e.EndsAt.Sub(e.StartsAt)), l.StartsAt, allDay
			k.does(DoPage, string(HostEvents))
			k.does(DoOpen, Tap{Act: Do, Verb: DoOpen, ID: o.SeriesID, Name: occasionKey(l.Of)})
			if s := k.State().Host.Programme.Edit; s.Day != "Tue 17 March 2026" || s.From != from || s.To != to {
				t.Errorf("%s, all day %t: %q from %q to %q", name, allDay, s.Day, s.From, s.To)
			}
			k.touches(Tap{Act: Do, Verb: DoStep, Name: "day", N: 1})
			if allDay {
				k.touches(Tap{Act: Do, Verb: DoStep, Name: "length", N: 15})
			}
			k.does(DoSave)
			if got := h.agenda.changed; !got.StartsAt.Equal(begins.AddDate(0, 0, 15)) || got.EndsAt.Sub(got.StartsAt) != e.EndsAt.Sub(e.StartsAt) {
				t.Errorf("%s, all day %t: kept from %s to %s", name, allDay, got.StartsAt, got.EndsAt)
			}
		}
	}
}

// Hosts read who comes, at which turn, and who has no place; and how an event repeats
// where none of the choices says it.
func TestTheFormOfAnEventSaysWhoComesAndHowItRepeats(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	at := time.Date(2026, 3, 10, 12, 30, 0, 0, time.UTC)
	h.agenda.comings = []community.Promise{
		{Coming: community.Coming{MemberID: h.d.members[0].ID, SlotAt: at}, Placed: true},
		{Coming: community.Coming{MemberID: h.d.members[1].ID}},
		{Coming: community.Coming{MemberID: community.ID{250}}, Placed: true},
	}
	k.series(h, nil)
	if got := k.State().Host.Programme.Edit.Comers; !slices.Equal(got, []string{"12:30 Ada Okafor", "Adam Reid (no place)", "Somebody"}) {
		t.Errorf("who comes: %q", got)
	}

	w := eventWindow(t, 1920, 1080, func(w *window) {
		w.cfg.Hosts.(*smallHosts).agenda.events[1].Rule = "FREQ=YEARLY"
		eventScenes()["host-events-all"](w)
	})
	if !strings.Contains(strings.Join(w.words(), " "), "It repeats by a rule of its calendar.") {
		t.Errorf("how it repeats is not said: %q", w.words())
	}
	checkLayout(t, w)
	w.does(DoSave)
	if e := w.cfg.Hosts.(*smallHosts).agenda.events; !slices.ContainsFunc(e, func(e community.Event) bool { return e.Rule == "FREQ=YEARLY" }) {
		t.Errorf("the rule is gone: %+v", e)
	}
}

// The code of an event is looked at without a loss of what is being typed.
func TestTheCodeOfAnEventLeavesItsForm(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.series(h, nil)
	k.fills("title", "Soup")
	k.does(DoCode)
	if s := k.State().Host.Programme; s.Code == "" || s.Title != "Soup & stories" {
		t.Fatalf("%+v", s)
	}
	k.does(DoSave) // nothing there to be saved
	k.does(DoCancel)
	if s := k.State(); s.Host.Programme.Code != "" || s.Form.Entry("title").Text != "Soup" || h.agenda.changed.Title != "" {
		t.Errorf("%q: %+v", s.Form.Entry("title").Text, h.agenda.changed)
	}
}

func TestCallingOffIsAskedAndTakenBack(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.series(h, nil)
	k.does(DoOff)
	if q := k.State().Host.Asked; q == nil || !strings.Contains(q.Title, "on Tuesday 10 March") || !strings.Contains(q.Text, "told") {
		t.Fatalf("asked %+v", q)
	}
	k.does(DoStay)
	k.does(DoOff)
	k.does(DoYes)
	k.does(DoUndo)
	k.series(h, nil)
	k.does(DoWhich, whichAll)
	k.does(DoOff)
	k.does(DoYes)
	if want := []string{"one", "one on", "all"}; !slices.Equal(h.agenda.off, want) {
		t.Errorf("did %v", h.agenda.off)
	}
}

func TestAnEventOfACalendarIsChangedThere(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.series(h, func(e *community.Event) { e.Source = "https://calendar.example/x.ics" })
	k.touches(Tap{Act: Do, Verb: DoStep, Name: "day", N: 1})
	k.does(DoOff)
	k.touches(Tap{Act: Do, Verb: DoStep, Name: "places", N: 5})
	k.fills("title", "Something else")
	k.does(DoSave)
	e := h.agenda.events[0]
	if e.Title != "Soup & stories" || e.Places != 5 || len(h.agenda.off) != 0 || h.agenda.changed.Title != "" {
		t.Errorf("kept %+v", e)
	}
}

// eventWindow is the hosts' page of events of a week, as a picture.
func eventWindow(t *testing.T, w, h int, lead func(*window)) *window {
	win := hostWindow(t, w, h, HostBoard)
	win.week()
	d := win.cfg.Hosts.(*smallHosts)
	d.agenda.calendars = []string{"calendar.example was read at 10:02."}
	for i := range win.desk.events {
		o := &win.desk.events[i]
		e := community.Event{ID: o.SeriesID, Title: o.Title, What: o.What, Place: o.Place, With: o.With, About: o.About, StartsAt: o.StartsAt, EndsAt: o.EndsAt, Zone: "Europe/London"}
		e.Rule, _ = community.Repeat{Every: community.RepeatWeek}.Rule(e.StartsAt.In(win.host.roll.Space.Location()))
		d.agenda.events = append(d.agenda.events, e)
	}
	win.does(DoPage, string(HostEvents))
	lead(win)
	return win
}

// eventScenes are the pictures of that page.
func eventScenes() map[string]func(*window) {
	open := func(w *window) {
		o := w.desk.events[1]
		w.touches(Tap{Act: Do, Verb: DoOpen, ID: o.SeriesID, Name: occasionKey(o.Of)})
	}
	return map[string]func(*window){
		"host-events":           func(*window) {},
		"host-events-templates": func(w *window) { w.does(DoTemplates) },
		"host-events-new":       func(w *window) { w.does(DoTemplates); w.does(DoSuggest, "Advice surgery") },
		"host-events-files": func(w *window) {
			for _, name := range []string{"practices-harbour-commons.json", "practices-the-very-long-name-of-another-space-somewhere-else-advice-surgery.json", "x.json"} {
				d := w.cfg.Hosts.(*smallHosts)
				d.agenda.files = append(d.agenda.files, File{Path: "/media/stick/" + name, Name: name})
			}
			w.does(DoTemplates)
			w.does(DoTake)
		},
		"host-events-no-file": func(w *window) { w.does(DoTemplates); w.does(DoTake) },
		"host-events-one":     open,
		"host-events-all":     func(w *window) { open(w); w.does(DoWhich, whichAll) },
		"host-events-typing":  func(w *window) { open(w); w.touches(Tap{Act: Focus, Text: "about", N: 5}) },
		"host-events-until":   func(w *window) { open(w); w.does(DoWhich, whichAll); w.touches(Tap{Act: Focus, Text: "until"}) },
		"host-events-code":    func(w *window) { w.does(DoCode) },
		"host-events-calendar": func(w *window) {
			w.cfg.Hosts.(*smallHosts).agenda.events[1].Source = "calendar.example#3f2a91c0"
			open(w)
		},
	}
}

func TestTheEventsOfHostsFitEveryScreen(t *testing.T) {
	for _, size := range sizes {
		for name, lead := range eventScenes() {
			if strings.HasSuffix(name, "-typing") || strings.HasSuffix(name, "-until") {
				continue // the keyboard covers the foot of the menu
			}
			t.Run(name, func(t *testing.T) { checkLayout(t, eventWindow(t, size[0], size[1], lead)) })
		}
	}
}

func TestTheEventsOfHostsLookAsDesigned(t *testing.T) {
	for _, name := range []string{"host-events", "host-events-new", "host-events-all"} {
		uitest.Golden(t, name, eventWindow(t, 640, 360, eventScenes()[name]).picture())
		uitest.Golden(t, name+"-portrait", eventWindow(t, 360, 640, eventScenes()[name]).picture())
	}
}
