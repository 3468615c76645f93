package kiosk

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

// EditState is the page of one member.
type EditState struct {
	Title   string
	New     bool
	Tab     string
	Profile community.Profile // as edited, for the portrait
	Lists   []ListState
	List    string // the one that has all the room, "" for none
	Theirs  []Theirs
	Wrong   string // what is wrong with the whole

	Consents []ConsentLine
	How      string    // the consent for which it is asked how it was given, by name
	Paper    time.Time // and the day on the paper, zero while that is not asked
	Today    time.Time // the last day that a paper may say

	Marks     []TickLine // e-mail public, phone public
	Wishes    []TickLine // what the member would like
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
	How         string // "on paper of 3 Mar 2026 · Rosa, 5 Mar 2026"
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
		Title: "Edit profile", New: e.base.ID.IsZero(), Tab: e.tab, Profile: p, Photo: e.photo.state(h), List: e.list,
		Consents: consentLines(&e.m, &h.roll.Space), State: stateWords(&e.m),
		Wishes: []TickLine{
			{"welcome_me", "Welcome me by name", e.m.WelcomeMe},
			{"my_years", "Tell of my years here", e.m.MyYears},
			{"introduce_me", "Please introduce me", e.m.IntroduceMe},
			{"leave_me", "Rather not be introduced", e.m.LeaveMe},
			{"learn_names", "I’d like to learn names", e.m.LearnNames},
		},
		Marks: []TickLine{
			{"email_public", "E-mail on their page", e.m.EmailPublic},
			{"phone_public", "Phone on their page", e.m.PhonePublic},
		},
	}
	if s.New {
		s.Title = "New member"
	}
	if e.tab == TabHistory && e.photo.way == "" {
		s.Acts = pageAt(h, e.acts, actsPerPage-1) // the tabs take the room of one
	}
	if e.asking.consent != "" {
		s.How, s.Paper, s.Today = e.asking.consent, e.asking.paper, m.today()
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
	if hash, ok := e.theirs[fieldPhoto]; ok {
		words := "theirs"
		if hash == "" {
			words = "none"
		}
		s.Theirs = append(s.Theirs, Theirs{fieldPhoto, "Photo", words})
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
