package kiosk

import (
	"context"
	"errors"
	"slices"
	"strings"

	"kettle/internal/community"
)

// The tabs of a profile.
const (
	TabProfile    = "Profile"
	TabMembership = "Membership"
	TabInduction  = "Induction" // where the space has one
	TabHistory    = "History"
)

// edit is one member being edited.
type edit struct {
	base    community.Member // as opened
	m       community.Member // with what is not text: lists, photo
	tab     string
	theirs  map[string]string // fields that somebody else changed meanwhile
	asking  asking
	list    string // that has all the room, "" for none
	photo   photoWays
	parcels []community.Parcel
	acts    []ActLine
}

// typedField is a field that is typed: on which tab, of how many lines, of at most
// how many characters.
type typedField struct {
	tab, name, label string
	lines, most      int
}

// textFields are the fields of a member that are typed, by the tab they stand on.
var textFields = []typedField{
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

// fieldPhoto is the name of the photo among a member's fields.
const fieldPhoto = "photo"

// adding is the name of the field in which an element of a list is typed.
func adding(list string) string { return "+" + list }

// openEdit begins to edit a member as they are now.
func (m *Model) openEdit(one community.Member) {
	h := m.host
	m.leavePhoto()
	h.page, h.at, h.edit = HostEdit, 0, &edit{base: one, m: clone(one), tab: TabProfile, theirs: map[string]string{}}
	m.notice = ""
	m.editForm()
	m.readBeside()
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
		return
	}
	m.form.focusOn(-1)
}

// addTag adds an element to a list. What does not fit stays where it was typed.
func (m *Model) addTag(list, text string) {
	if err := m.host.edit.m.Set(list+":"+text, "aa"); err != nil {
		m.form.wrong(adding(list), reasonOf(err, sayNotKept))
		return
	}
	m.form.set(adding(list), "")
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

// follow puts what is being edited on the member as they are now. What the host has not
// touched is as it is there; where both changed a text, or the photo, the host's stays,
// beside theirs.
func (m *Model) follow(now community.Member) {
	e := m.host.edit
	was, is := valuesOf(&e.base), valuesOf(&now)
	for _, t := range textFields {
		if was[t.name] == is[t.name] {
			continue
		}
		delete(e.theirs, t.name)
		if !m.form.follow(t.name, was[t.name], is[t.name]) {
			e.theirs[t.name] = is[t.name]
		}
	}
	if e.base.Photo != now.Photo {
		delete(e.theirs, fieldPhoto)
		if e.m.Photo != e.base.Photo && e.m.Photo != now.Photo {
			e.theirs[fieldPhoto] = now.Photo
		}
	}
	mine := community.Differ(e.base.Fields(), e.m.Fields())
	e.base, e.m = now, clone(now)
	if err := community.SetAll(e.m.Set, mine); err != nil {
		m.failed("follow what another host changed", err)
	}
}

// followRoll puts what is being edited on what hosts know now, and leaves a member who
// was there before and is gone.
func (m *Model) followRoll(was *community.Roll) {
	h := m.host
	if m.form.entry("hand_over") != nil {
		m.form.follow("hand_over", was.Space.HandOver, h.roll.Space.HandOver)
	}
	if m.pending != 0 { // what follows from a write is about this page
		return
	}
	if h.page == HostSettings && h.space.host == nil {
		m.followSpace(h.roll.Space)
	}
	if h.edit == nil {
		return
	}
	one := func(o community.Member) bool { return o.ID == h.edit.base.ID }
	if at := slices.IndexFunc(h.roll.Members, one); at >= 0 {
		m.follow(h.roll.Members[at])
	} else if slices.ContainsFunc(was.Members, one) {
		m.hostPage(HostMembers)
		m.notice = sayMemberGone
	}
}

// changed says whether something is not saved that is no text.
func (e *edit) changed() bool { return e != nil && !slices.Equal(e.m.Fields(), e.base.Fields()) }

// tapEdit does what a touch on the page of one member asks for.
func (m *Model) tapEdit(t Tap) {
	e := m.host.edit
	switch t.Verb {
	case DoSave:
		m.saveEdit()
	case DoCancel:
		if e.photo.way != "" {
			m.leavePhoto()
			return
		}
		m.leaveEdit(func() { m.hostPage(HostMembers) })
	case DoTab:
		e.tab, e.list, m.host.at = t.Name, "", 0
		m.leavePhoto()
		m.form.focusOn(-1)
	case DoRemove:
		if err := e.m.Set(t.Name+":"+t.Text, ""); err != nil {
			m.failed("take an element away", err)
		}
	case DoSuggest:
		m.addTag(t.Name, t.Text)
	case DoMore:
		e.list = t.Name
		m.since = m.cfg.Now()
	case DoFewer:
		e.list = ""
		m.since = m.cfg.Now()
	case DoTheirs:
		m.takeTheirs(t.Name)
	case DoConsent, DoHow, DoDate:
		m.tapConsent(t)
	case DoCheck:
		m.tick(t.Text)
	case DoPhoto:
		m.tapPhoto(t)
	case DoState, DoErase, DoMerge, DoParcel, DoSpeak:
		m.tapMembership(t)
	case DoOpen:
		m.undoAct(t.ID)
	}
}

// takeTheirs has a field as somebody else changed it meanwhile.
func (m *Model) takeTheirs(name string) {
	e := m.host.edit
	theirs, ok := e.theirs[name]
	if !ok {
		return
	}
	delete(e.theirs, name)
	if name == fieldPhoto {
		e.m.Photo = theirs
		return
	}
	m.form.set(name, theirs)
}

// tick turns an item of the induction, or one of the member's marks, on or off.
func (m *Model) tick(name string) {
	e := m.host.edit
	if flip(name, map[string]*bool{
		"email_public": &e.m.EmailPublic, "phone_public": &e.m.PhonePublic, "introduce_me": &e.m.IntroduceMe, "leave_me": &e.m.LeaveMe,
		"welcome_me": &e.m.WelcomeMe, "my_years": &e.m.MyYears, "learn_names": &e.m.LearnNames,
	}) {
		return
	}
	value := "aa"
	if slices.Contains(e.m.Induction, name) {
		value = ""
	}
	if err := e.m.Set(community.ListInduction+":"+name, value); err != nil {
		m.failed("tick", err)
	}
}

// flip turns the mark of that name on or off; it says whether there is one.
func flip(name string, marks map[string]*bool) bool {
	on := marks[name]
	if on == nil {
		return false
	}
	*on = !*on
	return true
}

// saveEdit keeps what was filled in.
func (m *Model) saveEdit() {
	e := m.host.edit
	next, err := e.filled(m.form)
	if err != nil {
		m.failed("save", err)
		if f := m.form.focused(); f != nil {
			e.tab = tabOf(f.Name)
		}
		return
	}
	base := e.base
	var kept community.Member
	m.act("save a member", func(ctx context.Context, by community.Actor) (err error) {
		kept, err = m.cfg.Hosts.SaveMember(ctx, by, base, next)
		return err
	}, func() { m.memberKept(base, next, kept) })
}

// bothChanged puts the page on a member of whom somebody else changed the same meanwhile,
// and says so.
func (m *Model) bothChanged(now community.Member) (sentence string) {
	m.follow(now)
	if len(m.host.edit.theirs) > 0 {
		return sayBothChanged
	}
	return sayChangedSince
}

// memberKept goes on after a member was saved: back to the list, with one tap to undo.
func (m *Model) memberKept(base, next, kept community.Member) {
	m.readRoll(func() {
		m.hostPage(HostMembers)
		if base.ID.IsZero() { // consents come next
			m.openEdit(kept)
		}
	})
	if base.ID.IsZero() {
		return
	}
	m.did(kept.Name+" is saved.", func(ctx context.Context, by community.Actor) error {
		back := clone(kept) // but for what others changed meanwhile
		if err := community.SetAll(back.Set, community.Differ(next.Fields(), base.Fields())); err != nil {
			return err
		}
		_, err := m.cfg.Hosts.SaveMember(ctx, by, kept, back)
		return err
	}, sayUndone)
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
	e := m.host.edit
	id := e.base.ID
	if id.IsZero() {
		return
	}
	readFor(m, m.finds, "beside", "read a member's history", func(ctx context.Context) (edit, error) {
		parcels, err := m.cfg.Hosts.Parcels(ctx, id)
		acts, alsoErr := m.cfg.Hosts.Acts(ctx, id)
		return edit{parcels: parcels, acts: acts}, errors.Join(err, alsoErr)
	}, func(got edit) { e.parcels, e.acts = got.parcels, got.acts })
}
