package kiosk

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

// State is all that the picture shows, as plain data. Its slices are shared: do
// not write to them.
type State struct {
	Step   Step
	Now    time.Time // in the space's zone
	Space  string    // its name
	Notice string    // a sentence about what did not work, or ""
	Well   bool      // it is about what did
	Busy   bool      // the Desk is writing; what is tapped now counts for nothing
	Slow   bool      // and has been for long enough to say so
	RestIn int       // seconds until the step rests, 0 while that is far off

	Home   HomeState
	Search SearchState
	Visit  VisitState
	Browse BrowseState
	Person PersonState
	Note   NoteState
	Form   FormState // of a step that has one
	Own    OwnState
	Digits int  // typed on the PIN pad
	ToRoll bool // what the PIN pad is for

	Visitor VisitorState
	Roll    RollState
	Speech  SpeechState
	Event   EventState
	News    NewsState
	Leave   bool // the PIN leads out of the kiosk
	Host    HostState
	First   FirstState
	Quiz    QuizState
}

// HomeState is what home says.
type HomeState struct {
	Greeting, Second, Third string
	Faces                   []community.Profile // some members, the same all day
	Members                 int                 // profiles in who's who; without any there is none
	Code                    string              // QR text of the space's page, "" for none
	Address                 string              // the same for people to type
	WiFi                    string
	Notices                 []string // of hosts
	Calls                   []Call   // for members whom visitors came to see
	Quick                   []Quick  // for whoever can help
}

// Found is one match with what tapping it does.
type Found struct {
	Profile community.Profile
	Claim   string
}

// SearchState is the field, what was found and the keyboard.
type SearchState struct {
	Text               string
	Title, Hint, Field string // what to type, while nothing is typed
	Found              []Found
	More               int  // matches that are not in Found
	Nobody             bool // the text was looked up, and nobody is found by it
	Keys               Keyboard
	Accents            []string
}

// MostFound is how many matches are shown at once.
const MostFound = 6

// VisitState is a check-in or check-out: asked for, or done.
type VisitState struct {
	Member  community.Profile
	Title   string
	Text    string
	Asks    string   // the one thing that is asked, or thanks for the answer; "" for neither
	Means   string   // what the words of it mean, and what becomes of the answer; "" where that is plain
	Answers []Answer // that may be given, none once one was
	Speak   bool     // offers to ask, to offer and to thank
	Open    string   // one's own post that is up, to be sorted by OpenID; "" for none
	OpenID  community.ID
	Meet    *Meeting            // somebody they do not know yet, nil for nobody
	Learns  bool                // offers to learn the names
	Mood    string              // how they would like to be met, as far as they said
	Edit    bool                // offers to edit one's profile
	UndoIn  int                 // seconds; 0 when it can no longer be undone
	Today   []EventLine         // that are not over
	Next    string              // the first of the coming days
	Others  []community.Profile // who else is here and happy to be shown
}

// BrowseState is one page of who's who.
type BrowseState struct {
	By          Act // Everyone, HereNow, Letter or Topic
	Text        string
	Letters     []string
	Topics      []string
	News        bool // there is good news to look at
	Members     int
	Here        int
	People      []community.Profile
	Page, Pages int // Page from 1
}

// PersonState is one profile.
type PersonState struct {
	Profile community.Profile
	Claim   string // what "this is me" does, "" when it is not offered
	Code    string // QR text of the phone page, "" without that consent
	Address string // the same for people to type
	Contact string // QR text of the contact itself, "" for none
}

// NoteState is one thing said.
type NoteState struct {
	Title, Text string
	Search      bool // offers to type a name
}

// State gives what is to be shown now.
func (m *Model) State() State {
	now := m.now()
	s := State{
		Step: m.step, Now: m.seen.Space.Local(now), Space: m.seen.Space.Name, Notice: m.notice, Well: m.well,
		Form: m.form.state(m.cfg.Layout),
		Busy: m.pending != 0, Slow: m.pending != 0 && now.Sub(m.began) >= slowAfter,
	}
	if left, ok := m.restIn(now); ok && left <= countdown && m.step != Home {
		s.RestIn = max(1, seconds(left))
	}
	switch m.step {
	case Home:
		s.Home = m.homeState(s.Now)
	case Search:
		s.Search = m.searchState()
	case AskOut, Welcome, Goodbye:
		s.Visit = m.visitState(s.Now)
	case Note:
		s.Note = NoteState{Title: m.note.title, Text: m.note.text, Search: m.note.search}
	case Browse:
		s.Browse = m.browseState()
	case Person:
		s.Person = m.personState()
	case Own:
		s.Own = m.ownState()
	case OwnPIN:
		s.Own, s.Digits = OwnState{Member: m.visit.member}, len(m.pin)
	case Pad:
		s.Digits, s.ToRoll, s.Leave = len(m.pin), m.toRoll, m.wayOut
	case Roll:
		s.Roll = m.rollState()
	case Host:
		s.Host = m.hostState()
	case First:
		s.First = m.firstState()
	case Names:
		s.Quiz = m.quizState()
	case Thanks, ThanksFor, Thanked, Asking, Posted:
		s.Speech = m.speechState()
	case WhatsOn, Event, Goal, Went, WhoMet:
		s.Event = m.eventState(s.Now)
	case GoodNews:
		s.News = m.newsState()
	default:
		s.Visitor = m.visitorState()
	}
	return s
}

func (m *Model) homeState(local time.Time) HomeState {
	h := HomeState{
		Greeting: greeting(local), Second: m.seen.Space.Greeting, Third: whoIsHere(m.seen.Here),
		Faces: m.dir.faces(local.Format(time.DateOnly), 9), Members: len(m.dir.all), WiFi: m.seen.Space.WiFi,
		Calls: m.calls(m.cfg.Now()), Quick: m.quicks(m.cfg.Now()),
	}
	if h.Second == "" {
		h.Second = "The kettle’s on."
	}
	for _, n := range m.seen.Notices {
		if n.UpAt(m.cfg.Now(), community.NoticeKiosk) {
			h.Notices = append(h.Notices, n.Words)
		}
	}
	if n := len(h.Notices); n > 1 { // more than fit: each comes first in some minute
		at := local.Minute() % n
		h.Notices = slices.Concat(h.Notices[at:], h.Notices[:at])
	}
	h.Code, h.Address = m.phone("")
	return h
}

func (m *Model) searchState() SearchState {
	s := SearchState{Text: m.typing.text, Keys: KeysOf(m.cfg.Layout, m.typing.page), Accents: m.typing.accents}
	s.Title, s.Hint, s.Field = searchWords(m.seen.Space.SearchMode)
	if m.speaking != nil {
		s.Title = "Who are you?"
	}
	found := m.matches()
	for i := range found[:min(len(found), MostFound)] {
		p := found[i].Profile
		claim := claimWords(&p)
		if m.speaking != nil {
			claim = "That’s me"
		}
		s.Found = append(s.Found, Found{Profile: p, Claim: claim})
	}
	s.More = len(found) - len(s.Found)
	s.Nobody = len(found) == 0 && s.Text != "" && !m.looksUp(lookSearch)
	return s
}

func (m *Model) visitState(local time.Time) VisitState {
	p := m.visit.member
	v := VisitState{Member: p, UndoIn: seconds(m.undoIn(local)), Edit: m.mayEdit()}
	m.asks(&v)
	m.asksAtEnd(&v)
	switch m.step {
	case AskOut:
		v.Title, v.Text = community.End("You’re already in, "+p.Called, "."), sayCheckOut
	case Welcome:
		v.Title, v.Text = welcome(&p, local), "You’re checked in. Have a good day."
		if m.visit.waits > 0 {
			v.Text = "You’re checked in. " + parcelWords(m.visit.waits)
		}
	case Goodbye:
		v.Title, v.Text = community.End("See you soon, "+p.Called, "."), "You’re checked out. Thanks for being here."
	}
	day := m.seen.Space.Day(local)
	var today []community.Occasion
	for _, o := range m.coming(local) {
		if !o.StartsAt.After(local) || m.seen.Space.Day(o.StartsAt) == day {
			today = append(today, o)
		} else if v.Next == "" {
			v.Next = "Next: " + occasionWords(&o, local)
		}
	}
	v.Today = eventLines(today, local)
	v.Others = m.alsoHere(p.ID)
	return v
}

func (m *Model) browseState() BrowseState {
	chosen := m.dir.choose(m.browse)
	s := BrowseState{
		By: m.browse.by, Text: m.browse.text, Letters: m.dir.file().letters, Topics: m.dir.file().topics,
		News: len(m.seen.News) > 0, Members: len(m.dir.all), Here: m.seen.Here,
	}
	if s.By == Touch {
		s.By = Everyone
	}
	s.People, s.Page, s.Pages = pageOf(chosen, &m.browse.page, PerPage)
	return s
}

func (m *Model) personState() PersonState {
	p, _ := m.dir.find(m.person)
	s := PersonState{Profile: p}
	if m.mayClaim() {
		s.Claim = claimWords(&p)
	}
	if p.Code != "" {
		s.Code, s.Address = m.phone("/M/" + p.Code)
		s.Contact = m.contact(p)
	}
	return s
}

// maxContact is how long a contact may be so that its code, at the size it is
// shown, can still be read by a phone.
const maxContact = 560

// contact gives the contact of the open profile, made once for what is known
// now.
func (m *Model) contact(p community.Profile) string {
	if k := &m.contacts; k.of != p.ID || k.seen != m.seen {
		*k = keptContact{of: p.ID, seen: m.seen, text: m.cfg.Contact(p, m.seen.Space)}
		if len(k.text) > maxContact {
			k.text = ""
		}
	}
	return m.contacts.text
}

type keptContact struct {
	of   community.ID
	seen *community.Seen
	text string
}

// phone gives the address of a phone page as text for a QR code, upper case so
// that the code stays small, and as people read it.
func (m *Model) phone(path string) (code, address string) {
	base := strings.TrimRight(m.cfg.Phone(), "/")
	u, err := url.Parse(base)
	if err != nil || u.Host == "" {
		return "", ""
	}
	if u.Path == "" { // of a path that somebody configured, the case may matter
		base = strings.ToUpper(base)
	}
	if path == "" {
		path = "/"
	}
	return base + path, strings.TrimSuffix(u.Host+u.Path+path, "/")
}
