package kiosk

import (
	"cmp"
	"context"
	"slices"

	"kettle/internal/community"
)

// The tabs of the settings.
const (
	TabSpace    = "The space"
	TabVisitors = "Visitors"
	TabSupport  = "Peer support"
	TabEvents   = "Events"
	TabHosts    = "Hosts"
)

// spaceEdit is the settings being edited.
type spaceEdit struct {
	tab   string
	base  community.Space
	s     community.Space // with what is not text
	hosts []community.Host
	host  *community.Host // being edited, its ID zero for a new one
	was   community.Host  // the same as opened
}

// spaceFields are the words of the space that are typed.
var spaceFields = []typedField{
	{TabSpace, "name", "Name", 1, 80},
	{TabSpace, "zone", "Time zone, as Europe/London", 1, 60},
	{TabSpace, "hours", "Open, as Mon-Fri 08:00-18:00", 1, 200},
	{TabSpace, "holidays", "Closed on, as 2026-12-25", 1, 400},
	{TabSpace, "greeting", "Second line of the kiosk", 1, 80},
	{TabSpace, "wifi", "Wi-Fi for phones", 1, 64},
	{TabSpace, "address", "Address", 1, 200},
	{TabSpace, "website", "Website", 1, 200},
	{TabSpace, "about", "About, for phones", 3, 2000},
	{TabVisitors, "visitor_words", "What visitors read before they type; empty for our own words", 3, 600},
	{TabVisitors, "house_rules", "House rules that they agree to; empty asks nothing", 3, 2000},
	{TabVisitors, "visitor_days", "Days for which visitors are kept", 1, 2},
	{TabVisitors, "visit_days", "Days for which members’ visits are kept", 1, 2},
	{TabSupport, "thanks_kinds", "What people thank for, as Tea; Practical help; empty for our own", 1, 600},
	{TabSupport, "induction", "Induction, as Fire exits; Printer", 1, 600},
	{TabSupport, "synonyms", "Words that mean the same here, as The Cabin, big meeting room; VAT, MwSt", 3, 2000},
	{TabSupport, "blocked_words", "Words that wait for a host to look at, as Darn; Heck", 3, 2000},
	{TabEvents, "calendars", "Calendars to read from the network, each as https://calendar.example/ours.ics; empty reads none", 4, 1200},
}

// hostsPerPage is how many a page has room for.
const hostsPerPage = 6

// SettingsState is the page of settings.
type SettingsState struct {
	Tab        string
	Tabs       []string
	SearchMode string
	Approve    bool
	Words      bool // hosts look at what members say before it is seen
	Question   bool // members are asked a question at check-out now and then
	Badge      bool
	Hosts      []HostLine
	Host       *HostLine   // being edited
	Roles      [][2]string // that may be given to them, each with its words
	Manager    bool        // may change other hosts
}

// HostLine is one host in words.
type HostLine struct {
	ID    community.ID
	Name  string
	Role  string // one of the community.Role constants
	Words string // what that is
	New   bool
}

func (m *Model) openSettings() {
	h := m.host
	h.space = spaceEdit{base: h.roll.Space, s: h.roll.Space, tab: TabSpace}
	if !m.mayManage() {
		h.space.tab = TabHosts
	}
	m.settingsForm()
}

func (m *Model) mayManage() bool {
	return m.host.who.Rank() >= (&community.Host{Role: community.RoleManager}).Rank()
}

// spaceTexts gives the texts of a space's fields.
func spaceTexts(s *community.Space) map[string]string {
	out := map[string]string{}
	for _, f := range s.Fields() {
		out[f.Name] = f.Value
	}
	return out
}

// followSpace puts the settings being edited on the space as it is now. What the host has
// not touched is as it is there.
func (m *Model) followSpace(now community.Space) {
	e := &m.host.space
	was, is := spaceTexts(&e.base), spaceTexts(&now)
	for _, f := range spaceFields {
		m.form.follow(f.name, was[f.name], is[f.name])
	}
	mine := community.Differ(e.base.Fields(), e.s.Fields())
	e.base, e.s = now, now
	if err := community.SetAll(e.s.Set, mine); err != nil {
		m.failed("follow what another host changed", err)
	}
}

func (m *Model) settingsForm() {
	values := spaceTexts(&m.host.space.s)
	var entries []Entry
	for _, f := range spaceFields {
		entries = append(entries, Entry{Name: f.name, Label: f.label, Text: values[f.name], Lines: f.lines, Most: f.most})
	}
	m.form = newForm(func() { m.form.focusOn(-1) }, entries...)
	m.form.focusOn(-1)
}

func (m *Model) readHosts() {
	h := m.host
	readFor(m, m.finds, "hosts", "list the hosts", m.cfg.Hosts.Hosts, func(hosts []community.Host) { h.space.hosts = hosts })
}

func (m *Model) tapSettings(t Tap) {
	e := &m.host.space
	switch t.Verb {
	case DoTab:
		if e.host == nil && slices.Contains(m.settingTabs(), t.Name) {
			e.tab, m.host.at = t.Name, 0
			m.form.focusOn(-1)
		}
	case DoSave:
		if e.host != nil {
			m.saveHost()
		} else if m.mayManage() {
			m.saveSpace()
		}
	case DoCancel:
		if e.host != nil {
			m.leaveEdit(m.closeOneHost)
		}
	case DoRole:
		m.chooseSetting(t.Name)
	case DoCheck:
		if flip(t.Name, map[string]*bool{"approve_edits": &e.s.ApproveEdits, "approve_words": &e.s.ApproveWords, "no_question": &e.s.NoQuestion, "badge": &e.s.Badge}) {
			m.form.touched = true
		}
	case DoOpen, DoAdd:
		m.leaveEdit(func() { m.openOneHost(t.ID) })
	case DoRevoke:
		m.askHostOut()
	}
}

// chooseSetting takes one of several: how the kiosk searches, or a host's role.
func (m *Model) chooseSetting(name string) {
	e := &m.host.space
	if e.host != nil {
		if m.mayManage() && roleRank(name) <= m.host.who.Rank() {
			e.host.Role, m.form.touched = name, true
		}
		return
	}
	m.form.touched = true
	if err := e.s.Set("search_mode", name); err != nil {
		m.failed("set the search", err)
	}
}

// closeOneHost is back at the list of hosts, with nothing else changed.
func (m *Model) closeOneHost() {
	e, now := &m.host.space, m.host.roll.Space
	e.host, e.base, e.s = nil, now, now
	m.settingsForm()
}

// settingTabs are those that the host may see.
func (m *Model) settingTabs() []string {
	if m.mayManage() {
		return []string{TabSpace, TabVisitors, TabSupport, TabEvents, TabHosts}
	}
	return []string{TabHosts}
}

func roleRank(role string) int { return (&community.Host{Role: role}).Rank() }

// saveSpace keeps the space's own words.
func (m *Model) saveSpace() {
	h := m.host
	next := h.space.s
	was := spaceTexts(&h.space.base)
	for _, f := range spaceFields {
		if text := m.form.text(f.name); text != was[f.name] {
			if err := next.Set(f.name, text); err != nil {
				h.space.tab = f.tab
				m.failed("keep the settings", err)
				return
			}
		}
	}
	base := h.space.base
	m.act("keep the settings", func(ctx context.Context, by community.Actor) error { return m.cfg.Hosts.SaveSpace(ctx, by, base, next) }, func() {
		tab := h.space.tab
		m.readRoll(func() {
			m.hostPage(HostSettings)
			h.space.tab = tab
			m.tell("Saved.")
		})
	})
}

// openOneHost edits a host, or a new one.
func (m *Model) openOneHost(id community.ID) {
	e := &m.host.space
	one := community.Host{Role: community.RoleHost}
	if at := slices.IndexFunc(e.hosts, func(o community.Host) bool { return o.ID == id }); at >= 0 {
		one = e.hosts[at]
	}
	if one.ID != m.host.who.ID && (!m.mayManage() || one.Rank() > m.host.who.Rank()) {
		return
	}
	e.host, e.was = &one, one
	pin := "New PIN of six digits or more, or a passphrase; empty keeps the old one"
	if one.ID.IsZero() {
		pin = "PIN of six digits or more, or a passphrase"
	}
	m.form = newForm(m.saveHost,
		Entry{Name: "name", Label: "Name", Text: one.Name, Most: 60, Caps: CapsWords},
		Entry{Name: "pin", Label: pin, Secret: true, Most: 128},
		Entry{Name: "again", Label: "The same again", Secret: true, Most: 128},
	)
}

func (m *Model) saveHost() {
	h := m.host
	one, pin := *h.space.host, m.form.text("pin")
	if pin != m.form.text("again") {
		m.form.wrong("again", "is not the same")
		return
	}
	one.Name = m.form.text("name")
	m.keepHost(one, pin, one.Name+" is saved.")
}

func (m *Model) keepHost(one community.Host, pin, words string) {
	h, was := m.host, m.host.space.was
	var kept community.Host
	m.act("keep a host", func(ctx context.Context, by community.Actor) (err error) {
		kept, err = m.cfg.Hosts.SaveHost(ctx, by, was, one, pin)
		return err
	}, func() {
		if kept.ID == h.who.ID {
			h.who = kept
		}
		if h.who.Revoked {
			m.endOf(nil)
			return
		}
		m.closeOneHost()
		m.tell(words)
		m.readPage()
	})
}

func (m *Model) askHostOut() {
	h := m.host
	one := h.space.host
	if one == nil || one.ID.IsZero() || !m.mayManage() {
		return
	}
	gone := *one
	gone.Revoked = true
	h.asked = &question{
		title: "May " + one.Name + " not edit any more?", text: "Their PIN opens nothing from now on, on every screen in step.", yes: "Not any more", no: "They stay",
		do: func() { m.keepHost(gone, "", one.Name+" is no host any more.") },
	}
}

func (m *Model) settingsState() SettingsState {
	h := m.host
	e := &h.space
	s := SettingsState{
		Tab: e.tab, Tabs: m.settingTabs(), SearchMode: e.s.SearchMode, Approve: e.s.ApproveEdits, Badge: e.s.Badge, Words: e.s.ApproveWords, Question: !e.s.NoQuestion, Manager: m.mayManage(),
	}
	for _, o := range e.hosts {
		if o.ID == h.who.ID || m.mayManage() {
			s.Hosts = append(s.Hosts, hostLine(&o))
		}
	}
	if e.tab == TabHosts && e.host == nil {
		s.Hosts = pageAt(h, s.Hosts, hostsPerPage)
	}
	if e.host != nil {
		line := hostLine(e.host)
		s.Host = &line
		for _, r := range roles {
			if m.mayManage() && roleRank(r[0]) <= h.who.Rank() {
				s.Roles = append(s.Roles, r)
			}
		}
	}
	return s
}

// roles are what a host may be, in words.
var roles = [...][2]string{
	{community.RoleHost, "Host"}, {community.RoleManager, "Manager"}, {community.RoleOwner, "Owner"}, {community.RoleFire, "Fire roll only"},
}

func hostLine(o *community.Host) HostLine {
	l := HostLine{ID: o.ID, Name: o.Name, Role: cmp.Or(o.Role, community.RoleOwner), Words: sayLaterRole, New: o.ID.IsZero()}
	for _, r := range roles {
		if r[0] == l.Role {
			l.Words = r[1]
		}
	}
	return l
}
