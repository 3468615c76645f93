package kiosk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/match"
)

// smallHosts is a HostDesk on the members of a smallDesk.
type smallHosts struct {
	d         *smallDesk
	both      map[string]string // fields that somebody else changed meanwhile
	visitors  []VisitorLine
	proposals []ProposalLine
	decided   []bool
	notices   []community.Notice
	parcels   []community.Parcel
	hosts     []community.Host
	acts      []ActLine
	screens   ScreenList
	digits    string
	ended     []string // links for photos
	gone      error    // the screen that gave the code went back
	admitted  []string
	revoked   []community.ID
	merged    [][2]community.ID
	undone    []community.ID
	sent      func(string)
	cropped   []float64
	pins      []string
	pairs     match.Introductions
	done      []string // of introductions
	care      CareLists
	found     []string                         // hubs
	joins     func(address, code string) error // what comes of joining, nil for yes
	meanwhile func(ctx context.Context)        // while a host is waited for
}

func (h *smallHosts) Roll(context.Context) (*community.Roll, error) {
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	roll := &community.Roll{Space: h.d.space, Members: slices.Clone(h.d.members)}
	for _, p := range h.d.posts {
		if !p.Closed {
			roll.Posts = append(roll.Posts, p)
		}
	}
	for _, t := range h.d.thanks {
		if !t.Void {
			roll.Thanks = append(roll.Thanks, t)
		}
	}
	for _, v := range h.d.visits {
		if v.Open() {
			roll.Open = append(roll.Open, v)
		}
	}
	return roll, h.d.fault
}

func (h *smallHosts) Fresh(context.Context) (bool, error) {
	return h.d.space.Name == "" && len(h.hosts) == 0, nil
}

func (h *smallHosts) InStep(context.Context) ([]string, error) {
	return []string{"All screens in step"}, nil
}

func (h *smallHosts) FindMembers(_ context.Context, words string) ([]community.ID, error) {
	var out []community.ID
	for _, m := range h.d.members {
		if strings.Contains(strings.ToLower(m.Name), strings.ToLower(words)) {
			out = append(out, m.ID)
		}
	}
	return out, nil
}

func (h *smallHosts) SaveMember(_ context.Context, _ community.Actor, base, m community.Member) (community.Member, error) {
	if err := h.d.act(); err != nil {
		return m, err
	}
	if h.both != nil {
		fields := h.both
		h.both = nil
		return m, &ConflictError{Now: base, Fields: fields}
	}
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	if base.ID.IsZero() {
		m.ID = community.ID{byte(len(h.d.members) + 100)}
		h.d.members = append(h.d.members, m)
		return m, nil
	}
	for i := range h.d.members {
		if h.d.members[i].ID == m.ID {
			h.d.members[i] = m
		}
	}
	return m, nil
}

func (h *smallHosts) Erase(_ context.Context, _ community.Actor, id community.ID) error {
	h.d.members = slices.DeleteFunc(h.d.members, func(m community.Member) bool { return m.ID == id })
	return nil
}

func (h *smallHosts) Belongings(context.Context, community.ID) ([]string, error) {
	return []string{"3 visits", "every card"}, nil
}

func (h *smallHosts) Merge(_ context.Context, _ community.Actor, from, into community.ID) error {
	h.merged = append(h.merged, [2]community.ID{from, into})
	return nil
}

func (h *smallHosts) Parcels(context.Context, community.ID) ([]community.Parcel, error) {
	return slices.DeleteFunc(slices.Clone(h.parcels), func(p community.Parcel) bool { return !p.HandedAt.IsZero() }), nil
}

func (h *smallHosts) SaveParcel(_ context.Context, _ community.Actor, p community.Parcel) error {
	if at := slices.IndexFunc(h.parcels, func(o community.Parcel) bool { return o.ID == p.ID && !p.ID.IsZero() }); at >= 0 {
		h.parcels[at] = p
		return nil
	}
	p.ID = community.ID{byte(len(h.parcels) + 1)}
	h.parcels = append(h.parcels, p)
	return nil
}

func (h *smallHosts) NewPhoto(_ context.Context, _ community.ID, sent func(string)) (string, time.Time, error) {
	h.sent = sent
	return "HTTP://KIOSK/T/ABC", h.d.now().Add(10 * time.Minute), nil
}

func (h *smallHosts) EndPhoto(url string) { h.ended = append(h.ended, url) }

func (h *smallHosts) Pictures(context.Context) ([]Picture, error) {
	return []Picture{{Path: "/media/stick/ada.jpg", Name: "ada.jpg"}}, nil
}

func (h *smallHosts) TakePicture(_ context.Context, path string) (string, error) {
	return "hash of " + path, nil
}

func (h *smallHosts) Snap(context.Context) (string, error) { return "", community.ErrNotFound }

func (h *smallHosts) Shape(context.Context, string) (int, int, error) { return 400, 300, nil }

func (h *smallHosts) Crop(_ context.Context, hash string, x, y, w, ht float64, _ int) (string, error) {
	h.cropped = []float64{x, y, w, ht}
	return "part of " + hash, nil
}

func (h *smallHosts) VisitorLines(context.Context) ([]VisitorLine, error) {
	return slices.Clone(h.visitors), nil
}

func (h *smallHosts) Invite(_ context.Context, _ community.Actor, name, _, day string) (string, error) {
	if day < "2026-03-10" {
		return "", &community.FieldError{Field: "expected_on", Reason: "is a day that is over"}
	}
	h.visitors = append(h.visitors, VisitorLine{ID: community.ID{byte(len(h.visitors) + 1)}, Name: name, Code: "K7M4QX"})
	return "K7M4QX", nil
}

func (h *smallHosts) SignOutVisitor(_ context.Context, _ community.Actor, id community.ID) error {
	h.visitors = slices.DeleteFunc(h.visitors, func(l VisitorLine) bool { return l.ID == id })
	return nil
}

func (h *smallHosts) Proposals(context.Context) ([]ProposalLine, error) {
	return slices.Clone(h.proposals), nil
}

func (h *smallHosts) Decide(_ context.Context, _ community.Actor, id community.ID, take bool) error {
	h.decided = append(h.decided, take)
	h.proposals = slices.DeleteFunc(h.proposals, func(l ProposalLine) bool { return l.ID == id })
	return nil
}

func (h *smallHosts) Notices(context.Context) ([]community.Notice, error) {
	return slices.DeleteFunc(slices.Clone(h.notices), func(n community.Notice) bool { return n.Void }), nil
}

func (h *smallHosts) SaveNotice(_ context.Context, _ community.Actor, n community.Notice) error {
	if at := slices.IndexFunc(h.notices, func(o community.Notice) bool { return o.ID == n.ID && !n.ID.IsZero() }); at >= 0 {
		h.notices[at] = n
		return nil
	}
	n.ID = community.ID{byte(len(h.notices) + 1)}
	h.notices = append(h.notices, n)
	return nil
}

func (h *smallHosts) Screens(context.Context) (ScreenList, error) { return h.screens, nil }

func (h *smallHosts) Offer(_ context.Context, name, _ string) (Offer, error) {
	if name == "Kitchen" {
		return Offer{}, &community.FieldError{Field: "name", Reason: "is another screen's already"}
	}
	return Offer{Code: "9H73ZNCTSZ", Address: "10.0.0.5:8421", QR: "KETTLE:X", Until: h.d.now().Add(10 * time.Minute)}, nil
}

func (h *smallHosts) Asking(context.Context, string) (string, error) { return h.digits, h.gone }

func (h *smallHosts) Admit(_ context.Context, code string) error {
	if err := h.d.act(); err != nil {
		return err
	}
	h.admitted = append(h.admitted, code+" yes")
	return nil
}

func (h *smallHosts) Withdraw(code string) { h.admitted = append(h.admitted, code+" withdrawn") }

func (h *smallHosts) RevokeScreen(_ context.Context, _ community.Actor, id community.ID) error {
	h.revoked = append(h.revoked, id)
	return nil
}

func (h *smallHosts) SaveSpace(_ context.Context, _ community.Actor, _, s community.Space) error {
	if err := h.d.act(); err != nil {
		return err
	}
	h.d.space = s
	return nil
}

func (h *smallHosts) Hosts(context.Context) ([]community.Host, error) {
	return slices.Clone(h.hosts), nil
}

func (h *smallHosts) SaveHost(_ context.Context, _ community.Actor, o community.Host, pin string) (community.Host, error) {
	if pin != "" && len(pin) < 6 {
		return o, &community.FieldError{Field: "pin", Reason: "needs six characters or more"}
	}
	if err := h.d.act(); err != nil {
		return o, err
	}
	h.pins = append(h.pins, pin)
	if o.ID.IsZero() {
		o.ID = community.ID{99}
		h.hosts = append(h.hosts, o)
	}
	return o, nil
}

func (h *smallHosts) Acts(context.Context, community.ID) ([]ActLine, error) { return h.acts, nil }

func (h *smallHosts) UndoAct(_ context.Context, _ community.Actor, id community.ID) (string, error) {
	h.undone = append(h.undone, id)
	return "", nil
}

// signedIn gives a kiosk at which a host with that role has signed in.
func signedIn(t *testing.T, role string) (*kit, *smallHosts) {
	t.Helper()
	k := newKit(t)
	h := &smallHosts{d: k.desk}
	k.cfg.Hosts = h
	k.desk.host = community.Host{ID: community.ID{77}, Name: "Rosa", Role: role}
	h.hosts = []community.Host{k.desk.host, {ID: community.ID{78}, Name: "Ola", Role: community.RoleOwner}}
	k.tap(GoExit)
	k.types("4711")
	k.key(KeyEnter)
	wantStep(t, k, Host)
	return k, h
}

// does taps a verb of the hosts' part.
func (k *kit) does(verb string, about ...any) {
	k.pass(300 * time.Millisecond)
	t := Tap{Act: Do, Verb: verb}
	for _, a := range about {
		switch v := a.(type) {
		case string:
			t.Name = v
		case community.ID:
			t.ID = v
		case Tap:
			t = v
		}
	}
	k.Tap(t)
	k.settle()
}

func (k *kit) touches(t Tap) {
	k.pass(300 * time.Millisecond)
	k.Tap(t)
	k.settle()
}

func (k *kit) open(name string) {
	for _, l := range k.State().Host.Members.Lines {
		if l.Profile.Name == name {
			k.does(DoOpen, l.Profile.ID)
			return
		}
	}
	panic(name + " is not in the list")
}

func TestAHostEditsAProfileInFewTaps(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	taps := 2 // Hosts, Done of the PIN
	name := k.State().Host.Members.Lines[0].Profile.Name
	k.open(name)
	k.touches(Tap{Act: Focus, Text: "headline", N: 99})
	k.types(" and more")
	k.does(DoSave)
	taps += 3
	if k.State().Host.Page != HostMembers || k.State().Host.Saved == "" {
		t.Fatalf("page %s, saved %q, %q", k.State().Host.Page, k.State().Host.Saved, k.notice)
	}
	if !strings.HasSuffix(h.d.members[0].Headline, "and more") && !slices.ContainsFunc(h.d.members, func(m community.Member) bool { return strings.HasSuffix(m.Headline, "and more") }) {
		t.Errorf("%+v", h.d.members)
	}
	if taps > 5 {
		t.Errorf("%d taps", taps)
	}
	k.does(DoUndo)
	if slices.ContainsFunc(h.d.members, func(m community.Member) bool { return strings.HasSuffix(m.Headline, "and more") }) {
		t.Error("it is not undone")
	}
}

func TestWhatIsWrongIsSaidAtItsFieldAndNothingIsKept(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open(k.State().Host.Members.Lines[0].Profile.Name)
	k.does(DoTab, TabMembership)
	k.touches(Tap{Act: Focus, Text: "email", N: 0})
	k.types("nobody")
	calls := h.d.calls
	k.does(DoSave)
	if e := k.State().Form.Entry("email"); e.Wrong == "" || k.State().Form.Focus != "email" || k.State().Host.Edit.Tab != TabMembership {
		t.Errorf("%+v", e)
	}
	if h.d.calls != calls {
		t.Error("it was written")
	}
}

func TestUnsavedChangesAreAskedAbout(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	k.open(k.State().Host.Members.Lines[0].Profile.Name)
	k.touches(Tap{Act: Focus, Text: "name", N: 99})
	k.types("x")
	k.does(DoPage, string(HostNotices))
	if k.State().Host.Asked == nil || k.State().Host.Page != HostEdit {
		t.Fatal("nothing is asked")
	}
	k.does(DoSave) // under the question nothing can be touched
	if k.State().Host.Asked == nil {
		t.Fatal("a touch went through the question")
	}
	k.does(DoStay)
	if k.State().Host.Page != HostEdit || k.State().Form.Entry("name").Text == "" {
		t.Fatal("what was typed is gone")
	}
	k.does(DoLock)
	k.does(DoYes)
	wantStep(t, k, Home)
	if k.host != nil {
		t.Error("the session goes on")
	}
}

func TestTwoHostsAtOnceSeeEachOthersFields(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open(k.State().Host.Members.Lines[0].Profile.Name)
	k.touches(Tap{Act: Focus, Text: "headline", N: 0})
	k.types("mine ")
	h.both = map[string]string{"headline": "theirs"}
	k.does(DoSave)
	s := k.State().Host
	if s.Page != HostEdit || len(s.Edit.Theirs) != 1 || s.Edit.Theirs[0].Text != "theirs" {
		t.Fatalf("%+v", s.Edit.Theirs)
	}
	k.does(DoTheirs, "headline")
	if k.State().Form.Entry("headline").Text != "theirs" {
		t.Error("theirs is not taken")
	}
	k.does(DoSave)
	if k.State().Host.Page != HostMembers {
		t.Error("it does not save then")
	}
}

func TestErasingIsAskedTwiceAndSaysWhatGoes(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	n := len(h.d.members)
	k.open("Cleo Marsh")
	k.does(DoErase)
	if q := k.State().Host.Asked; q == nil || !strings.Contains(q.Text, "3 visits") {
		t.Fatalf("%+v", q)
	}
	k.does(DoYes)
	if len(h.d.members) != n || k.State().Host.Asked == nil {
		t.Fatal("asked once only")
	}
	k.does(DoYes)
	if len(h.d.members) != n-1 || k.State().Host.Page != HostMembers {
		t.Error("still there")
	}
}

func TestLeavingAndMergingAreAsked(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open("Cleo Marsh")
	k.does(DoState, community.StateLeft)
	k.does(DoYes)
	at := slices.IndexFunc(h.d.members, func(m community.Member) bool { return m.Name == "Cleo Marsh" })
	if m := h.d.members[at]; m.State != community.StateLeft || m.LeftOn == "" {
		t.Fatalf("%+v", m)
	}
	from := h.d.members[at].ID
	k.does(DoMerge)
	if k.State().Host.Page != HostMembers || k.State().Host.Members.Title == "Members" {
		t.Fatal("nobody to choose")
	}
	into := k.State().Host.Members.Lines[0].Profile.ID
	k.does(DoOpen, into)
	k.does(DoYes)
	if len(h.merged) != 1 || h.merged[0] != [2]community.ID{from, into} {
		t.Errorf("%v", h.merged)
	}
}

func TestListsAreChipsWithSuggestionsFromOthers(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	h.d.members[1].HappyToHelpWith = []string{"Grant drafts"}
	k.does(DoPage, string(HostMembers))
	k.readRoll(nil)
	k.settle()
	k.open(h.d.members[0].Name)
	k.touches(Tap{Act: Focus, Text: adding(community.ListOffers)})
	k.types("gra")
	var got []string
	for _, l := range k.State().Host.Edit.Lists {
		got = append(got, l.Suggest...)
	}
	if !slices.Contains(got, "Grant drafts") {
		t.Fatalf("suggested: %q", got)
	}
	k.key(KeyEnter)
	k.does(DoSuggest, Tap{Act: Do, Verb: DoSuggest, Name: community.ListOffers, Text: "Grant drafts"})
	k.does(DoRemove, Tap{Act: Do, Verb: DoRemove, Name: community.ListOffers, Text: "gra"})
	k.does(DoSave)
	if m := h.d.members[0]; !slices.Contains(m.HappyToHelpWith, "Grant drafts") || slices.Contains(m.HappyToHelpWith, "gra") {
		t.Errorf("%q", m.HappyToHelpWith)
	}
}

func TestAPhotoFromAPhoneIsCroppedAndKeptWithTheRest(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open(h.d.members[0].Name)
	k.does(DoPhoto, PhotoPhone)
	if k.State().Host.Edit.Photo.URL == "" {
		t.Fatal("no code")
	}
	h.sent("abc")
	k.settle()
	if p := k.State().Host.Edit.Photo; p.Hash != "abc" || p.W != 0.75 || p.H != 1 {
		t.Fatalf("%+v", p)
	}
	k.does(DoPhoto, Tap{Act: Do, Verb: DoPhoto, Name: DoDrag, X: -9})
	k.does(DoPhoto, PhotoIn)
	k.does(DoPhoto, PhotoKeep)
	if len(h.cropped) != 4 || h.cropped[0]+h.cropped[2] > 1 || h.cropped[2] >= 0.75 {
		t.Fatalf("%v", h.cropped)
	}
	if h.d.members[0].Photo == "part of abc" {
		t.Error("kept before it was saved")
	}
	k.does(DoSave)
	if h.d.members[0].Photo != "part of abc" {
		t.Errorf("%q", h.d.members[0].Photo)
	}
}

func TestALinkForAPhotoEndsWithItsCodeOnScreen(t *testing.T) {
	for name, leave := range map[string]func(*kit){
		"cancel":         func(k *kit) { k.does(DoPhoto, PhotoLeave) },
		"another tab":    func(k *kit) { k.does(DoTab, TabMembership) },
		"another page":   func(k *kit) { k.does(DoPage, string(HostNotices)) },
		"lock":           func(k *kit) { k.does(DoLock) },
		"no photo":       func(k *kit) { k.does(DoPhoto, PhotoNone) },
		"from a stick":   func(k *kit) { k.does(DoPhoto, PhotoStick) },
		"a second code":  func(k *kit) { k.does(DoPhoto, PhotoPhone) },
		"nobody touches": func(k *kit) { k.pass(time.Hour) },
	} {
		k, h := signedIn(t, community.RoleHost)
		k.open(h.d.members[0].Name)
		k.does(DoPhoto, PhotoPhone)
		if len(h.ended) != 0 {
			t.Fatalf("%s: ended before it was used", name)
		}
		leave(k)
		if len(h.ended) != 1 || h.ended[0] != "HTTP://KIOSK/T/ABC" {
			t.Errorf("%s: ended %q", name, h.ended)
		}
	}
	k, h := signedIn(t, community.RoleHost)
	k.open(h.d.members[0].Name)
	k.does(DoPhoto, PhotoPhone)
	h.sent("abc")
	k.settle()
	k.does(DoPhoto, PhotoLeave)
	if len(h.ended) != 0 {
		t.Errorf("a link that was used is ended: %q", h.ended)
	}
}

func TestANewScreenIsLetInByItsSixDigits(t *testing.T) {
	k, h := signedIn(t, community.RoleManager)
	h.screens = ScreenList{Hub: true, Screens: []ScreenLine{{ID: community.ID{5}, Name: "Kitchen"}}}
	k.does(DoPage, string(HostScreens))
	k.does(DoAdd)
	k.types("Kitchen")
	k.does(DoSave)
	if k.State().Form.Entry("name").Wrong == "" {
		t.Fatal("two screens of one name")
	}
	k.types(" wall")
	k.does(DoSave)
	if k.State().Host.Screens.Offer == nil {
		t.Fatal("no code")
	}
	h.digits = "482 193"
	k.pass(2 * time.Second)
	if k.State().Host.Screens.Digits != "482 193" {
		t.Fatal("the digits are not shown")
	}
	k.does(DoYes)
	if !slices.Equal(h.admitted, []string{"9H73ZNCTSZ yes"}) {
		t.Errorf("%v", h.admitted)
	}
	k.does(DoRevoke, community.ID{5})
	k.does(DoYes)
	if len(h.revoked) != 1 {
		t.Error("not revoked")
	}
}

func TestAHostSeesNoScreensAndNoOtherHosts(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	if slices.Contains(k.State().Host.Menu, HostScreens) {
		t.Error("screens")
	}
	k.does(DoPage, string(HostSettings))
	s := k.State().Host.Settings
	if len(s.Hosts) != 1 || s.Owner || !slices.Equal(s.Tabs, []string{TabHosts}) {
		t.Errorf("%+v", s)
	}
	k.does(DoOpen, community.ID{78})
	if k.State().Host.Settings.Host != nil {
		t.Error("may edit the owner")
	}
	k.does(DoOpen, community.ID{77})
	k.does(DoRole, community.RoleOwner)
	if k.State().Host.Settings.Host.Role == "Owner" {
		t.Error("made itself the owner")
	}
}

func TestAHostChangesTheirOwnPIN(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.does(DoPage, string(HostSettings))
	k.does(DoOpen, community.ID{77})
	k.touches(Tap{Act: Focus, Text: "pin"})
	k.types("739104")
	k.touches(Tap{Act: Focus, Text: "again"})
	k.types("739105")
	k.does(DoSave)
	if k.State().Form.Entry("again").Wrong == "" || len(h.pins) > 0 {
		t.Fatal("two PINs that differ")
	}
	k.key(KeyErase)
	k.types("4")
	k.does(DoSave)
	if !slices.Equal(h.pins, []string{"739104"}) {
		t.Errorf("%q, %q", h.pins, k.notice)
	}
}

func TestTheSessionEndsByIdlingAndWhenTheSpaceCloses(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	k.pass(hostRest + time.Second)
	wantStep(t, k, Home)
	if k.host != nil {
		t.Error("idling does not end it")
	}
}

func TestSettingsAreKeptAndRefusedAtTheirField(t *testing.T) {
	k, h := signedIn(t, community.RoleOwner)
	k.does(DoPage, string(HostSettings))
	k.touches(Tap{Act: Focus, Text: "zone", N: 99})
	k.types("x")
	k.does(DoSave)
	if k.State().Form.Entry("zone").Wrong == "" {
		t.Fatal("a zone that is none")
	}
	k.key(KeyErase)
	k.touches(Tap{Act: Focus, Text: "greeting", N: 99})
	k.types("!")
	k.does(DoSave)
	if !strings.HasSuffix(h.d.space.Greeting, "!") {
		t.Errorf("%q, %q", h.d.space.Greeting, k.notice)
	}
}

func TestNoticesGoUpAndComeDown(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.does(DoPage, string(HostNotices))
	k.does(DoAdd)
	k.does(DoSave)
	if k.State().Form.Entry("words").Wrong == "" {
		t.Fatal("a notice without words")
	}
	k.types("The lift is out")
	k.does(DoSave)
	if len(h.notices) != 1 || !h.notices[0].UpAt(k.cfg.Now(), community.NoticeWall) {
		t.Fatalf("%+v, %q", h.notices, k.notice)
	}
	k.does(DoRemove, h.notices[0].ID)
	if !h.notices[0].Void {
		t.Error("still up")
	}
}

func TestAFaultOfTheDiskKeepsWhatWasTyped(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open(h.d.members[0].Name)
	k.touches(Tap{Act: Focus, Text: "headline", N: 0})
	k.types("new ")
	h.d.fault = errors.New("disk full")
	k.does(DoSave)
	if k.notice != sayNotKept || !strings.HasPrefix(k.State().Form.Entry("headline").Text, "new ") {
		t.Errorf("%q, %q", k.notice, k.State().Form.Entry("headline").Text)
	}
}

func TestAPassphraseOpensThePartOfItsHost(t *testing.T) {
	k := newKit(t)
	k.cfg.Hosts = &smallHosts{d: k.desk}
	k.desk.pin = "correct horse"
	k.tap(GoExit)
	k.touches(Tap{Act: GoWords})
	k.types("correct horses")
	k.key(KeyEnter)
	if k.notice != sayWrongPIN || k.State().Form.Entry("pin").Text != "" {
		t.Fatalf("%q", k.notice)
	}
	k.types("correct horse")
	k.key(KeyEnter)
	wantStep(t, k, Host)
}

func TestAParcelIsToldAtTheCheckIn(t *testing.T) {
	k := newKit(t)
	k.desk.parcels = 2
	k.types("bao")
	k.key(KeyEnter)
	wantStep(t, k, Welcome)
	if text := k.State().Visit.Text; !strings.Contains(text, "2 parcels") {
		t.Error(text)
	}
}

func TestAProfileSaysWhyItIsHere(t *testing.T) {
	k := newKit(t)
	k.tap(GoBrowse)
	k.tapOn(Open, k.State().Browse.People[0].ID)
	k.touches(Tap{Act: Why})
	wantStep(t, k, Note)
	if !strings.Contains(k.State().Note.Text, "agreed") {
		t.Error(k.State().Note.Text)
	}
	k.touches(Tap{Act: Back})
	wantStep(t, k, Person)
}

func TestNoticesStandAtHome(t *testing.T) {
	k := newKit(t)
	k.desk.notices = []community.Notice{
		{Words: "The lift is out", From: k.clock.Add(-time.Hour), Until: k.clock.Add(time.Hour)},
		{Words: "For walls", Audience: community.NoticeWall, From: k.clock.Add(-time.Hour), Until: k.clock.Add(time.Hour)},
		{Words: "Later", From: k.clock.Add(time.Hour), Until: k.clock.Add(2 * time.Hour)},
	}
	k.refresh()
	k.settle()
	if got := k.State().Home.Notices; !slices.Equal(got, []string{"The lift is out"}) {
		t.Errorf("%q", got)
	}
}

func TestEscapeAsksBeforeItLetsAnEditGo(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	k.key(KeyEscape)
	wantStep(t, k, Host)
	k.open(k.State().Host.Members.Lines[0].Profile.Name)
	k.touches(Tap{Act: Focus, Text: "name"})
	k.types("x")
	k.key(KeyEscape) // the keyboard goes
	k.key(KeyEscape)
	if k.State().Host.Asked == nil || k.State().Host.Page != HostEdit {
		t.Error("it is gone")
	}
}

func TestAHostWhoTypesFastIsNoScanner(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	k.open(k.State().Host.Members.Lines[0].Profile.Name)
	k.touches(Tap{Act: Focus, Text: "organisation"})
	k.scans("Common Good")
	wantStep(t, k, Host)
	if got := k.State().Form.Entry("organisation").Text; got != "Common Good" {
		t.Errorf("%q", got)
	}
}

func TestAHostInvitesAVisitorAndSignsThemOut(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.does(DoPage, string(HostVisitors))
	k.does(DoAdd)
	k.does(DoSave)
	if k.State().Form.Entry("name").Wrong == "" {
		t.Fatal("nobody is invited")
	}
	k.types("Jo Marsh")
	k.touches(Tap{Act: Focus, Text: "expected_on", N: 10})
	for range 10 {
		k.key(KeyErase)
	}
	k.types("2020-01-01")
	k.does(DoSave)
	if k.State().Form.Entry("expected_on").Wrong == "" {
		t.Fatal("invited for a day that is over")
	}
	for range 10 {
		k.key(KeyErase)
	}
	k.types("2026-03-11")
	k.does(DoSave)
	if k.State().Host.Visitors.Code != "K7M4QX" || len(h.visitors) != 1 {
		t.Fatalf("%+v, %q", k.State().Host.Visitors, k.notice)
	}
	k.does(DoCancel)
	if l := k.State().Host.Visitors.Lines; len(l) != 1 || l[0].Name != "Jo Marsh" {
		t.Fatalf("%+v", l)
	}
	k.does(DoRemove, h.visitors[0].ID)
	if len(k.State().Host.Visitors.Lines) != 0 {
		t.Error("still expected")
	}
}

func TestWhatMembersWantChangedIsDecided(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	if slices.Contains(k.State().Host.Menu, HostChanges) {
		t.Error("a page for nothing")
	}
	h.proposals = []ProposalLine{{ID: community.ID{1}, Name: "Ada", Wanted: "about"}, {ID: community.ID{2}, Name: "Bao", Wanted: "name"}}
	k.does(DoPage, string(HostChanges))
	k.does(DoYes, community.ID{1})
	k.does(DoStay, community.ID{2})
	if !slices.Equal(h.decided, []bool{true, false}) || len(k.State().Host.Proposals.Lines) != 0 {
		t.Errorf("%v, %+v", h.decided, k.State().Host.Proposals)
	}
}

func TestTheHostsListFollowsOtherScreens(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	h.d.members[0].Headline = "changed elsewhere"
	k.refresh()
	k.settle()
	if got := k.State().Host.Members.Lines[0].Line; got != "changed elsewhere" {
		t.Errorf("%q", got)
	}
}

func TestWhatFollowsAReadingIsDoneThoughALaterOneComesFirst(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	did := 0
	k.readRoll(func() { did++ })
	k.readRoll(nil) // takes its place
	k.readRoll(func() { did++ })
	k.settle()
	if did != 2 {
		t.Errorf("%d of 2 things were done", did)
	}
}
