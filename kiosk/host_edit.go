package kiosk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

// The tabs of a profile.
const (
	TabProfile    = "Profile"
	TabMembership = "Membership"
	TabHistory    = "History"
)

// edit is one member being edited.
type edit struct {
	base    community.Member // as opened
	m       community.Member // with what is not text: lists, photo
	tab     string
	theirs  map[string]string // fields that somebody else changed meanwhile
	consent string            // a consent that is being given: how is asked
	photo   photoWays
	parcels []community.Parcel
	acts    []ActLine
}

// textFields are the fields of a member that are typed, by the tab they stand on.
var textFields = []struct {
	tab, name, label string
	lines, most      int
}{
	{TabProfile, "name", "Name", 1, 200},
	{TabProfile, "said_like", "Said like", 1, 200},
	{TabProfile, "headline", "What I do", 1, 200},
	{TabProfile, "pronouns", "Pronouns", 1, 40},
	{TabProfile, "organisation", "Company", 1, 200},
	{TabProfile, "languages", "Languages", 1, 200},
	{TabProfile, "about", "About", 3, 2000},
	{TabMembership, "called", "Called", 1, 60},
	{TabMembership, "number", "Member number", 1, 40},
	{TabMembership, "email", "E-mail, for hosts", 1, 254},
	{TabMembership, "phone", "Phone, for hosts", 1, 40},
	{TabMembership, "website", "Website", 1, 200},
	{TabMembership, "joined_on", "Joined, as 2026-03-31", 1, 10},
	{TabMembership, "notes", "Notes, for hosts only", 3, 2000},
}

// chipLists are the lists that are edited as chips, on the first tab.
var chipLists = []struct{ name, label string }{
	{community.ListOffers, "Happy to help with"},
	{community.ListAsks, "Looking for"},
	{community.ListTopics, "Talk to me about"},
}

// adding is the name of the field in which an element of a list is typed.
func adding(list string) string { return "+" + list }

// openEdit begins to edit a member as they are now.
func (m *Model) openEdit(one community.Member) {
	h := m.host
	h.page, h.edit = HostEdit, &edit{base: one, m: clone(one), tab: TabProfile}
	m.notice = ""
	m.editForm()
	if !one.ID.IsZero() {
		m.readBeside()
	}
}

// clone gives a member whose lists are its own.
func clone(m community.Member) community.Member {
	for _, list := range append(slices.Clone(community.Lists[:]), community.ListInduction) {
		l := m.List(list)
		*l = slices.Clone(*l)
	}
	return m
}

// editForm makes the form of what is being edited.
func (m *Model) editForm() {
	e := m.host.edit
	values := valuesOf(&e.m)
	var entries []Entry
	for _, f := range textFields {
		entries = append(entries, Entry{Name: f.name, Label: f.label, Text: values[f.name], Lines: f.lines, Most: f.most, Caps: capsOf(f.name)})
	}
	for _, l := range chipLists {
		entries = append(entries, Entry{Name: adding(l.name), Label: l.label, Most: 80, Caps: CapsFirst})
	}
	m.form = newForm(m.formDone, entries...)
	m.form.focusOn(-1)
	if e.base.ID.IsZero() {
		m.form.focusOn(0)
	}
}

// capsOf says how a field of a member begins.
func capsOf(field string) Caps {
	switch field {
	case "name", "called", "organisation", "languages":
		return CapsWords
	case "headline", "about", "notes":
		return CapsFirst
	}
	return CapsNone
}

// formDone is Done on the keyboard: an element of a list is added, else the
// keyboard goes.
func (m *Model) formDone() {
	if e := m.form.focused(); e != nil && strings.HasPrefix(e.Name, "+") && m.form.text(e.Name) != "" {
		m.addTag(strings.TrimPrefix(e.Name, "+"), m.form.text(e.Name))
		m.form.set(e.Name, "")
		return
	}
	m.form.focusOn(-1)
}

func (m *Model) addTag(list, text string) {
	e := m.host.edit
	if err := e.m.Set(list+":"+text, "aa"); err != nil {
		var wrong *community.FieldError
		if errors.As(err, &wrong) {
			m.form.wrong(adding(list), wrong.Reason)
		}
	}
}

// valuesOf gives the texts of a member's fields, lists joined.
func valuesOf(m *community.Member) map[string]string {
	out := map[string]string{}
	for _, f := range m.Fields() {
		if !strings.Contains(f.Name, ":") {
			out[f.Name] = f.Value
		}
	}
	out["languages"] = strings.Join(m.Languages, ", ")
	return out
}

// filled gives the member with what is in the form, or a *community.FieldError for
// each field that does not fit.
func (e *edit) filled(f *form) (community.Member, error) {
	out := clone(e.m)
	was := valuesOf(&e.m)
	var errs []error
	for _, t := range textFields {
		if text := f.text(t.name); text != was[t.name] {
			errs = append(errs, out.Set(t.name, text))
		}
	}
	errs = append(errs, out.Validate())
	return out, errors.Join(errs...)
}

// changed says whether something is not saved.
func (e *edit) changed(f *form) bool {
	if f == nil {
		return false
	}
	now, err := e.filled(f)
	if err != nil {
		return true
	}
	return !slices.Equal(now.Fields(), e.base.Fields())
}

// tapEdit does what a touch on the page of one member asks for.
func (m *Model) tapEdit(t Tap) {
	e := m.host.edit
	switch t.Verb {
	case DoSave:
		m.saveEdit()
	case DoCancel:
		m.leaveEdit(func() { m.hostPage(HostMembers) })
	case DoTab:
		e.tab, e.photo = t.Name, photoWays{}
		m.form.focusOn(-1)
	case DoRemove:
		if err := e.m.Set(t.Name+":"+t.Text, ""); err != nil {
			m.failed("take an element away", err)
		}
	case DoSuggest:
		m.addTag(t.Name, t.Text)
		m.form.set(adding(t.Name), "")
	case DoTheirs:
		if text, ok := e.theirs[t.Name]; ok {
			delete(e.theirs, t.Name)
			if m.form.entry(t.Name) != nil {
				m.form.set(t.Name, text)
			} else if err := e.m.Set(t.Name, text); err != nil {
				m.failed("take theirs", err)
			}
		}
	case DoConsent, DoHow:
		m.tapConsent(t)
	case DoCheck:
		m.tick(t.Text)
	case DoPhoto:
		m.tapPhoto(t)
	case DoState, DoErase, DoMerge, DoParcel:
		m.tapMembership(t)
	case DoOpen:
		m.undoAct(t.ID, m.readBeside)
	}
}

// tick turns an item of the induction, or one of the member's marks, on or off.
func (m *Model) tick(name string) {
	e := m.host.edit
	switch name {
	case "email_public":
		e.m.EmailPublic = !e.m.EmailPublic
	case "phone_public":
		e.m.PhonePublic = !e.m.PhonePublic
	case "introduce_me":
		e.m.IntroduceMe = !e.m.IntroduceMe
	default:
		value := "aa"
		if slices.Contains(e.m.Induction, name) {
			value = ""
		}
		if err := e.m.Set(community.ListInduction+":"+name, value); err != nil {
			m.failed("tick", err)
		}
	}
}

// saveEdit keeps what was filled in.
func (m *Model) saveEdit() {
	h, e := m.host, m.host.edit
	next, err := e.filled(m.form)
	if err != nil {
		m.failed("save", err)
		if f := m.form.focused(); f != nil {
			e.tab = tabOf(f.Name)
		}
		return
	}
	base := e.base
	m.write(func(ctx context.Context) func() {
		kept, err := m.cfg.Hosts.SaveMember(ctx, h.by(), base, next)
		return func() {
			if m.host != h || h.edit != e {
				return
			}
			var both *ConflictError
			switch {
			case errors.As(err, &both):
				e.theirs, e.base = both.Fields, both.Now
				m.notice = sayBothChanged
			case err != nil:
				m.failed("save a member", err)
			default:
				m.memberKept(base, kept)
			}
		}
	})
}

// memberKept goes on after a member was saved: back to the list, with one tap to undo.
func (m *Model) memberKept(base, kept community.Member) {
	h := m.host
	what := kept.Name + " is saved."
	if base.ID.IsZero() {
		what = kept.Name + " is a member now."
	}
	m.readRoll(func() {
		m.hostPage(HostMembers)
		if base.ID.IsZero() { // consents come next
			m.openEdit(kept)
			m.notice = ""
			return
		}
		m.did(what, func() {
			m.write(func(ctx context.Context) func() {
				_, err := m.cfg.Hosts.SaveMember(ctx, h.by(), kept, base)
				return func() {
					if err != nil {
						m.failed("undo", err)
						return
					}
					m.readRoll(nil)
					m.tell(sayUndone)
				}
			})
		})
	})
}

func tabOf(field string) string {
	for _, f := range textFields {
		if f.name == field {
			return f.tab
		}
	}
	return TabProfile
}

// readBeside reads what stands beside the fields: parcels and history.
func (m *Model) readBeside() {
	h, e := m.host, m.host.edit
	m.finds.put(func(ctx context.Context) func() {
		parcels, err := m.cfg.Hosts.Parcels(ctx, e.base.ID)
		acts, actsErr := m.cfg.Hosts.Acts(ctx, e.base.ID)
		return func() {
			if m.host != h || h.edit != e {
				return
			}
			if err := errors.Join(err, actsErr); err != nil {
				m.sorry("read a member's history", err, sayNoSearch)
			}
			e.parcels, e.acts = parcels, acts
			m.show()
		}
	})
}

// EditState is the page of one member.
type EditState struct {
	Title   string
	New     bool
	Tab     string
	Profile community.Profile // as edited, for the portrait
	Lists   []ListState
	Theirs  []Theirs
	Wrong   string // what is wrong with the whole

	Consents []ConsentLine
	How      string // the consent for which it is asked how it was given, in words

	Marks     []TickLine // e-mail public, phone public, introduce me
	Induction []TickLine
	State     string // "Active", "Paused", "Left 3 November"
	Parcels   []ParcelLine
	Acts      []ActLine
	Photo     PhotoState
}

// ListState is one list as chips.
type ListState struct {
	Name, Label string
	Tags        []string
	Suggest     []string // while one is typed
}

// Theirs is a field that somebody else changed meanwhile.
type Theirs struct{ Name, Label, Text string }

// ConsentLine is one consent in words.
type ConsentLine struct {
	Name, Label string
	Given       bool
	How         string // "signed form, 3 March 2026"
}

// TickLine is something to be ticked.
type TickLine struct {
	Name, Label string
	On          bool
}

// ParcelLine is one parcel that waits.
type ParcelLine struct {
	ID   community.ID
	Text string
}

func (m *Model) editState() EditState {
	h, e := m.host, m.host.edit
	p, _ := e.m.Profile(community.Hosts)
	p.Name = m.form.text("name")
	s := EditState{
		Title: "Edit profile", New: e.base.ID.IsZero(), Tab: e.tab, Profile: p, Acts: e.acts, Photo: e.photo.state(),
		Consents: consentLines(&e.m), State: stateWords(&e.m),
		Marks: []TickLine{
			{"email_public", "E-mail on their page", e.m.EmailPublic},
			{"phone_public", "Phone on their page", e.m.PhonePublic},
			{"introduce_me", "Please introduce me", e.m.IntroduceMe},
		},
	}
	if s.New {
		s.Title = "New member"
	}
	if e.consent != "" {
		s.How = e.consent
	}
	for _, l := range chipLists {
		list := ListState{Name: l.name, Label: l.label, Tags: *e.m.List(l.name)}
		if f := m.form.focused(); f != nil && f.Name == adding(l.name) {
			list.Suggest = m.suggest(l.name, m.form.text(f.Name))
		}
		s.Lists = append(s.Lists, list)
	}
	for _, f := range textFields {
		if text, ok := e.theirs[f.name]; ok {
			s.Theirs = append(s.Theirs, Theirs{f.name, f.label, text})
		}
	}
	for _, item := range h.roll.Space.Induction {
		s.Induction = append(s.Induction, TickLine{item, item, slices.Contains(e.m.Induction, item)})
	}
	for _, parcel := range e.parcels {
		s.Parcels = append(s.Parcels, ParcelLine{parcel.ID, fmt.Sprintf("%s, since %s", parcel.Words, h.roll.Space.Local(parcel.CameAt).Format("Monday 15:04"))})
	}
	return s
}

// suggest gives what other members have in that list that begins with what was
// typed, the most used first.
func (m *Model) suggest(list, typed string) []string {
	count := map[string]int{}
	for i := range m.host.roll.Members {
		for _, tag := range *m.host.roll.Members[i].List(list) {
			count[tag]++
		}
	}
	var out []string
	typed = strings.ToLower(typed)
	for tag := range count {
		if strings.Contains(strings.ToLower(tag), typed) && !slices.Contains(*m.host.edit.m.List(list), tag) {
			out = append(out, tag)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		if d := count[b] - count[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return out[:min(len(out), 6)]
}

// stateWords says how the membership is.
func stateWords(m *community.Member) string {
	switch m.State {
	case community.StatePaused:
		return "Paused"
	case community.StateLeft:
		return "Left " + dayWords(m.LeftOn)
	}
	return "Active"
}

// dayWords writes an ISO date as people say it.
func dayWords(date string) string {
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return at.Format("2 January 2006")
}
