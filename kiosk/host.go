package kiosk

import (
	"context"
	"errors"
	"slices"

	"kettle/internal/community"
	"kettle/internal/match"
)

// host is the session of one host. It ends by idling, soon after the space has
// closed, and by locking.
type host struct {
	who   community.Host
	page  HostPage
	at    int // which page of the list that is on screen, from 0
	of    int // how many it has
	roll  *community.Roll
	line  []string // how the screens are, in words
	asked *question
	saved *saved
	then  []func() // once the roll is read
	open  bool     // the space was open
	shut  bool     // it closed in this session

	members  members
	edit     *edit
	visitors visitorsPage
	notices  notices

	care      hosting
	programme programmePage

	introductions *match.Introductions // nil while they were not worked out

	screens screens
	canvas  canvasPage
	history history
	space   spaceEdit
}

// question is asked before something that is not easily had back.
type question struct {
	title, text string
	yes, no     string
	do          func()
}

// by is who acts.
func (h *host) by() community.Actor {
	return community.Actor{Kind: community.ActorHost, ID: h.who.ID}
}

// HostState is what the hosts' part shows.
type HostState struct {
	Page  HostPage
	At    int // which page of the list on it, from 1
	Of    int // how many it has
	Menu  []HostPage
	Who   string
	Line  []string // about the screens
	Waits int      // introductions that would work today
	Asked *QuestionState
	Saved string // what can be undone, "" for nothing

	Members   MembersState
	Edit      EditState
	Here      HereState
	Visitors  VisitorsState
	Proposals ProposalsState
	Notices   NoticesState
	Board     BoardState

	Programme     ProgrammeState
	Introductions IntroductionsState
	Care          CareState

	Screens  ScreensState
	Canvas   CanvasState
	History  HistoryState
	Settings SettingsState
}

// QuestionState is a question over the page.
type QuestionState struct{ Title, Text, Yes, No string }

// openHost begins the session of a host at the members, then goes on.
func (m *Model) openHost(who community.Host, then func()) {
	m.goTo(Host)
	m.host = &host{who: who}
	m.readRoll(func() {
		m.hostPage(HostMembers)
		m.readIntroductions()
		then()
	})
}

// menu are the pages that the host may see. Changes are opened from Members, and
// Notices from the Board.
func (m *Model) menu() []HostPage {
	pages := []HostPage{HostMembers, HostHere, HostVisitors, HostIntroductions, HostCare, HostBoard, HostEvents}
	if m.host.who.Rank() >= (&community.Host{Role: community.RoleManager}).Rank() {
		pages = append(pages, HostScreens)
	}
	return append(pages, HostCanvas, HostHistory, HostSettings)
}

// readRoll reads all that a host knows, then goes on, unless the host has gone on to
// something else meanwhile. What is to follow is done even if a later reading takes the
// place of this one.
func (m *Model) readRoll(then func()) {
	h := m.host
	if h == nil {
		return
	}
	if page, form := h.page, m.form; then != nil {
		h.then = append(h.then, func() {
			if h.page == page && m.form == form {
				then()
			}
		})
	}
	m.rolls.put("roll", func(ctx context.Context) func() {
		roll, err := m.cfg.Hosts.Roll(ctx)
		line, lineErr := m.cfg.Hosts.InStep(ctx)
		return func() {
			if m.host != h {
				return
			}
			if err := errors.Join(err, lineErr); err != nil {
				m.sorry("read what hosts know", err, sayNotRead)
			}
			was := h.roll
			if roll != nil {
				h.roll, h.line = roll, line
			}
			if h.roll == nil {
				m.show()
				return
			}
			all := h.then
			h.then = nil
			for _, then := range all {
				then()
			}
			if was != nil {
				m.followRoll(was)
			}
			m.show()
		}
	})
}

// hostPage goes to a page of the menu.
func (m *Model) hostPage(p HostPage) {
	h := m.host
	m.withdraw()
	h.page, h.at, h.asked, m.form, m.quiz = p, 0, nil, nil, nil
	m.tell("")
	m.leavePhoto()
	h.edit, h.programme.edit, h.members.merge = nil, nil, community.ID{}
	switch p {
	case HostMembers:
		m.openMembers()
	case HostVisitors:
		h.visitors.adding, h.visitors.code = false, ""
	case HostCare:
		m.openCare(TabNew)
	case HostNotices:
		h.notices.adding = false
	case HostEvents:
		h.programme = programmePage{calendars: h.programme.calendars, list: h.programme.list}
	case HostScreens:
		h.screens = screens{list: h.screens.list, read: m.cfg.Now()}
	case HostCanvas:
		m.openCanvas()
	case HostSettings:
		m.openSettings()
	}
	m.readPage()
}

// tapHost does what a touch in the hosts' part asks for.
func (m *Model) tapHost(t Tap) {
	h := m.host
	if h != nil && h.page == HostCare && h.asked == nil && h.care.tab == TabNames {
		m.tapNames(t)
	}
	if h == nil || t.Act != Do || h.roll == nil && t.Verb != DoLock {
		return
	}
	page, asked, form := h.page, h.asked, m.form
	defer func() {
		if h.page != page || h.asked != asked || m.form != form { // the second of two taps must not land on what has just appeared
			m.since = m.cfg.Now()
		}
	}()
	if h.asked != nil {
		q := h.asked
		switch t.Verb {
		case DoYes:
			h.asked = nil
			q.do()
		case DoStay:
			h.asked = nil
		}
		return
	}
	switch t.Verb {
	case DoPage:
		if p := HostPage(t.Name); slices.Contains(append(m.menu(), HostChanges, HostNotices), p) {
			m.leaveEdit(func() { m.hostPage(p) })
		}
		return
	case DoLock:
		m.leaveEdit(func() { m.goTo(Home) })
		return
	case DoExit:
		m.leaveEdit(func() {
			m.goTo(Home)
			if m.cfg.Exit != nil {
				m.cfg.Exit()
			}
		})
		return
	case DoUndo:
		m.takeBack()
		return
	}
	if (t.Verb == DoMore || t.Verb == DoFewer) && (h.page != HostEdit || h.edit.tab == TabHistory || h.edit.photo.way == PhotoStick) {
		turn(&h.at, map[string]Act{DoMore: NextPage, DoFewer: PrevPage}[t.Verb], h.of, 1)
		return
	}
	switch h.page {
	case HostMembers:
		m.tapMembers(t)
	case HostEdit:
		m.tapEdit(t)
	case HostVisitors:
		m.tapVisitors(t)
	case HostChanges:
		m.tapProposals(t)
	case HostIntroductions:
		m.tapIntroductions(t)
	case HostCare:
		m.tapCare(t)
	case HostNotices:
		m.tapNotices(t)
	case HostBoard:
		m.tapBoard(t)
	case HostEvents:
		m.tapProgramme(t)
	case HostScreens:
		m.tapScreens(t)
	case HostCanvas:
		m.tapCanvas(t)
	case HostHistory:
		m.tapHistory(t)
	case HostSettings:
		m.tapSettings(t)
	}
}

// leaveEdit goes on, after a question when something is not saved. What is looked for
// among the members is not something to save.
func (m *Model) leaveEdit(then func()) {
	h := m.host
	if !(m.form.filled() && h.page != HostMembers) && !h.edit.changed() {
		then()
		return
	}
	h.asked = &question{
		title: "Keep what you changed?", text: "It is not saved yet.", yes: "Let it go", no: "Go on editing", do: then,
	}
}

func (m *Model) hostState() HostState {
	h := m.host
	if h == nil || h.roll == nil {
		return HostState{}
	}
	s := HostState{Page: h.page, Menu: m.menu(), Who: h.who.Name, Line: h.line}
	if h.introductions != nil {
		s.Waits = len(h.introductions.Pairs)
	}
	if q := h.asked; q != nil {
		s.Asked = &QuestionState{q.title, q.text, q.yes, q.no}
	}
	if h.saved != nil && m.cfg.Now().Before(h.saved.until) {
		s.Saved = h.saved.words
	}
	h.of = 1
	switch h.page {
	case HostMembers:
		s.Members = m.membersState()
	case HostEdit:
		s.Edit = m.editState()
	case HostHere:
		s.Here = m.hereState()
	case HostVisitors:
		s.Visitors = VisitorsState{Lines: pageAt(h, h.visitors.lines, visitorsPerPage), Adding: h.visitors.adding, Code: h.visitors.code}
	case HostChanges:
		s.Proposals = ProposalsState{pageAt(h, h.visitors.proposals, proposalsPerPage)}
	case HostIntroductions:
		s.Introductions = m.introductionsState()
	case HostCare:
		s.Care = m.careState()
	case HostNotices:
		s.Notices = m.noticesState()
	case HostBoard:
		s.Board = m.boardState()
	case HostEvents:
		s.Programme = m.programmeState()
	case HostScreens:
		s.Screens = m.screensState()
	case HostCanvas:
		s.Canvas = m.canvasState()
	case HostHistory:
		s.History = m.historyState()
	case HostSettings:
		s.Settings = m.settingsState()
	}
	s.At, s.Of = min(h.at, h.of-1)+1, h.of
	return s
}

// pageAt gives the page that a host looks at of the list that is on screen.
func pageAt[T any](h *host, all []T, each int) (shown []T) {
	shown, _, h.of = pageOf(all, &h.at, each)
	return shown
}
