package kiosk

import (
	"context"
	"errors"
	"time"

	"kettle/internal/community"
)

// Verbs of the hosts' page of events.
const (
	DoStep      = "step"      // an arrow: Tap.Name is what, Tap.N how far
	DoRepeat    = "repeat"    // Tap.Name: one of the community.Repeat constants
	DoWhich     = "which"     // of a series: Tap.Name is whichOne or whichAll
	DoOff       = "off"       // call it off, asks first
	DoTemplates = "templates" // from a template
	DoCode      = "code"      // its code for phones
	DoGive      = "give"      // a template, Tap.Name, or all of them, to a stick
	DoTake      = "take"      // templates from a stick: those of the file Tap.Text, or which files there are
)

// Which of a series is changed.
const (
	whichOne = "one"
	whichAll = "all"
)

// mostEvents is how many occasions a page shows at once.
const mostEvents = 6

// programmeWeeks is how far ahead hosts look.
const programmeWeeks = 6

// EventDesk is what hosts do with events. Times are those that an occasion was to be
// at by its series.
type EventDesk interface {
	// Occasions lists what takes place between two times, with how many come.
	Occasions(ctx context.Context, from, to time.Time) ([]community.Occasion, error)
	// Event gives one event, SaveEvent keeps a new one, EditEvent changes one with its
	// series, as it is by then.
	Event(ctx context.Context, id community.ID) (community.Event, error)
	SaveEvent(ctx context.Context, by community.Actor, e community.Event) (community.Event, error)
	EditEvent(ctx context.Context, by community.Actor, id community.ID, change func(*community.Event)) error
	// CancelEvent calls an event and its series off, or on again.
	CancelEvent(ctx context.Context, by community.Actor, id community.ID, off bool) error
	// ChangeOccasion changes one of a series, CancelOccasion calls one off, or on again.
	ChangeOccasion(ctx context.Context, by community.Actor, series community.ID, of time.Time, change func(*community.Event)) (community.Event, error)
	CancelOccasion(ctx context.Context, by community.Actor, series community.ID, of time.Time, off bool) error
	// Comings lists who comes to one, those with a place first.
	Comings(ctx context.Context, event community.ID, of time.Time) ([]community.Promise, error)
	// Templates are what an event can be made from.
	Templates(ctx context.Context) ([]community.Template, error)
	// GiveTemplates puts those of these names, or all of them, on the stick in this
	// machine, and says in words what it did.
	GiveTemplates(ctx context.Context, names ...string) (done string, err error)
	// PackFiles lists the files on sticks that may hold templates, and TakeTemplates
	// takes in those of one, and says in words what it did. Its error has a Sentence
	// where the file is not what it should be.
	PackFiles(ctx context.Context) ([]File, error)
	TakeTemplates(ctx context.Context, by community.Actor, path string) (done string, err error)
	// CalendarWords says in words how the calendars are that are read from the
	// network, nothing when there are none.
	CalendarWords(ctx context.Context) ([]string, error)
}

// programmePage is the hosts' page of events.
type programmePage struct {
	list      []community.Occasion
	calendars []string
	templates []community.Template
	choosing  bool // among the templates
	taking    bool // among the files of a stick
	files     []File
	edit      *eventEdit
	code      bool
}

// eventEdit is an event that is being made or changed.
type eventEdit struct {
	base     community.Event // as opened, with its series
	one      community.Event // as opened, that occasion of the series
	e        community.Event // with what is not text
	o        community.Occasion
	which    string // "" for a new event, and for one that takes place once
	repeat   community.Repeat
	foreign  bool // it repeats by a rule that no choice here says, and keeps it
	comers   []string
	guidance string
}

// ProgrammeState is the hosts' page of events.
type ProgrammeState struct {
	Lines     []EventLine
	Calendars []string
	Choosing  bool
	Templates []community.Template
	Taking    bool
	Files     []File
	Edit      *EventEditState
	Code      string // QR text, while it is shown
	Address   string
	Title     string // of what the code is for
}

// EventEditState is the form of an event, but for its texts.
type EventEditState struct {
	New      bool
	Source   string // where it is changed instead, "" for here
	Kinds    []string
	What     string
	Day      string
	From, To string
	Places   string
	Repeats  [][2]string // value and words
	Repeat   string
	Rule     string // how it repeats, in words, where no choice says it
	Which    string // "" where there is nothing to choose
	Comers   []string
	Guidance string
}

// readProgramme reads the coming weeks.
func (m *Model) readProgramme() {
	h, now := m.host, m.cfg.Now()
	readFor(m, m.finds, "programme", "read the events", func(ctx context.Context) (programmePage, error) {
		list, err := m.cfg.Hosts.Occasions(ctx, now, now.AddDate(0, 0, 7*programmeWeeks))
		calendars, alsoErr := m.cfg.Hosts.CalendarWords(ctx)
		return programmePage{list: list, calendars: calendars}, errors.Join(err, alsoErr)
	}, func(got programmePage) { h.programme.list, h.programme.calendars = got.list, got.calendars })
}

func (m *Model) tapProgramme(t Tap) {
	p := &m.host.programme
	if p.edit != nil {
		m.tapEventEdit(t)
		return
	}
	switch t.Verb {
	case DoAdd:
		m.newEvent(community.Event{}, "")
	case DoTemplates:
		m.readTemplates()
	case DoCancel:
		p.choosing, p.taking, p.code, m.host.at = p.taking, false, false, 0
	case DoGive:
		m.giveTemplates(t.Name)
	case DoTake:
		m.takeTemplates(t.Text)
	case DoSuggest:
		m.fromTemplate(t.Name)
	case DoCode:
		p.code = true
	case DoOpen:
		for i := range p.list {
			if o := &p.list[i]; o.SeriesID == t.ID && occasionKey(o.Of) == t.Name {
				m.openEventEdit(*o)
				return
			}
		}
	}
}

// newEvent opens the form of an event that is not yet: without a start, tomorrow at
// ten.
func (m *Model) newEvent(e community.Event, guidance string) {
	zone := m.host.roll.Space.Location()
	if e.StartsAt.IsZero() {
		now := m.cfg.Now().In(zone)
		at := time.Date(now.Year(), now.Month(), now.Day()+1, 10, 0, 0, 0, zone)
		e = community.Event{What: community.EventSocial, StartsAt: at.UTC(), EndsAt: at.Add(time.Hour).UTC(), Zone: zone.String()}
	}
	edit := &eventEdit{e: e, guidance: guidance}
	edit.repeat, _ = community.RepeatOf(e.Rule, e.StartsAt.In(zone))
	m.host.programme.edit, m.host.programme.choosing = edit, false
	m.eventForm()
}

// openEventEdit opens the form of an event of the list.
func (m *Model) openEventEdit(o community.Occasion) {
	h := m.host
	m.finds.put("event edit", func(ctx context.Context) func() {
		whole, err := m.cfg.Hosts.Event(ctx, o.SeriesID)
		changed := whole
		if err == nil && o.EventID != o.SeriesID {
			changed, err = m.cfg.Hosts.Event(ctx, o.EventID)
		}
		var comers []community.Promise
		if err == nil {
			comers, err = m.cfg.Hosts.Comings(ctx, o.SeriesID, o.Of)
		}
		return func() {
			if m.host != h || h.page != HostEvents || h.programme.edit != nil {
				return
			}
			if err != nil {
				m.sorry("read an event", err, sayNotRead)
				m.readProgramme()
				return
			}
			edit := &eventEdit{base: whole, o: o, comers: m.comerWords(comers)}
			if !o.Once && whole.Source == "" {
				edit.which = whichOne
			}
			edit.one = changed
			edit.one.StartsAt, edit.one.EndsAt = m.ownTime(&changed, o.StartsAt), m.ownTime(&changed, o.EndsAt)
			edit.e = *edit.was()
			if whole.Source != "" { // seen as it is, but for its places
				edit.e = edit.one
				edit.e.Places = whole.Places
			}
			m.host.programme.edit = edit
			m.repeatOf()
			m.eventForm()
			m.show()
		}
	})
}

// floats says whether an event is at the same hour wherever one is, or takes whole days:
// its times are written as if they were UTC.
func floats(e *community.Event) bool { return e.AllDay || e.Zone == "" }

// clockOf is where the times of an event are read.
func (m *Model) clockOf(e *community.Event) *time.Location {
	if floats(e) {
		return time.UTC
	}
	return m.host.roll.Space.Location()
}

// ownTime is a time as the event writes it.
func (m *Model) ownTime(e *community.Event, at time.Time) time.Time {
	if _, ahead := m.host.roll.Space.Local(at).Zone(); floats(e) {
		at = at.Add(time.Duration(ahead) * time.Second)
	}
	return at
}

// repeatOf reads how the event comes again.
func (m *Model) repeatOf() {
	edit := m.host.programme.edit
	r, ok := community.RepeatOf(edit.base.Rule, edit.base.StartsAt.In(m.clockOf(&edit.base)))
	edit.repeat, edit.foreign = r, !ok || edit.base.Extra != "" || edit.base.AllDay
}

// comerWords names who comes, for hosts.
func (m *Model) comerWords(all []community.Promise) (out []string) {
	names := map[community.ID]string{}
	for i := range m.host.roll.Members {
		names[m.host.roll.Members[i].ID] = m.host.roll.Members[i].Name
	}
	for _, p := range all {
		words := names[p.MemberID]
		if words == "" {
			words = "Somebody"
		}
		if !p.SlotAt.IsZero() {
			words = m.host.roll.Space.Local(p.SlotAt).Format("15:04 ") + words
		}
		if !p.Placed {
			words += " (no place)"
		}
		out = append(out, words)
	}
	return out
}

func (m *Model) eventForm() {
	edit := m.host.programme.edit
	e := &edit.e
	m.form = newForm(func() { m.form.focusOn(-1) },
		Entry{Name: "title", Label: "What is it called?", Text: e.Title, Most: 120, Caps: CapsFirst},
		Entry{Name: "place", Label: "Where", Text: e.Place, Most: 80, Caps: CapsFirst},
		Entry{Name: "with", Label: "With whom", Text: e.With, Most: 80, Caps: CapsWords},
		Entry{Name: "about", Label: "What should people know?", Text: e.About, Lines: 2, Most: 600, Caps: CapsFirst},
		Entry{Name: "until", Label: "Until which day, as 2026-12-31; empty for no end", Hint: "Until, as 2026-12-31", Text: edit.repeat.Until, Most: 10},
	)
	m.form.focusOn(-1)
}

// programmeState is what the page of events shows.
func (m *Model) programmeState() ProgrammeState {
	h := m.host
	p := &h.programme
	s := ProgrammeState{Calendars: p.calendars, Choosing: p.choosing, Taking: p.taking}
	switch {
	case p.edit != nil:
		s.Edit = m.eventEditState()
		if p.code {
			s.Title = p.edit.e.Title
			s.Code, s.Address = m.phone("/E/" + eventCode(p.edit.base.ID) + ".ICS")
		}
		return s
	case p.code:
		s.Title = "All events of " + h.roll.Space.Name
		s.Code, s.Address = m.phone("/CALENDAR.ICS")
		return s
	}
	switch {
	case p.taking:
		s.Files = pageAt(h, p.files, filesPerPage)
	case p.choosing:
		s.Templates = pageAt(h, p.templates, mostTemplates)
	default:
		s.Lines = eventLines(pageAt(h, p.list, mostEvents), h.roll.Space.Local(m.cfg.Now()))
	}
	return s
}
