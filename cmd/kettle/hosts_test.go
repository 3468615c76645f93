package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/step"
	"kettle/internal/store"
	"kettle/kiosk"
	kettlesync "kettle/sync"
)

func TestAProposalThatCannotBeReadHidesNoOther(t *testing.T) {
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	link := community.Link{Hub: "ab", Role: community.RoleReplica}
	if err := db.Join(t.Context(), community.ID{7}, link, false); err != nil {
		t.Fatal(err)
	}
	host := community.Actor{Kind: community.ActorHost}
	ada, err := db.AddMember(t.Context(), host, community.Member{Name: "Ada Okafor", Headline: "Writes grants"})
	if err != nil {
		t.Fatal(err)
	}
	jo, err := db.AddMember(t.Context(), host, community.Member{Name: "Jo Marsh"})
	if err != nil {
		t.Fatal(err)
	}
	var records []community.Record
	for n, of := range []community.ID{jo, {99}} {
		p := community.Proposal{ID: community.ID{byte(n + 1)}, MemberID: of, Wanted: `["of a later program"]`, MadeAt: time.UnixMilli(1)}
		fields := map[string]string{}
		for _, f := range p.Fields() {
			fields[f.Name] = f.Value
		}
		records = append(records, community.Record{
			Kind: community.KindProposal, ID: p.ID, Owners: []community.ID{of},
			Groups: []community.Group{{Stamp: community.Stamp{Clock: 1 << 16, Screen: 5}, Fields: fields}},
		})
	}
	if err := db.TakeIn(t.Context(), records, link, false); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Propose(t.Context(), community.Actor{Kind: community.ActorProven, ID: ada}, ada, []community.Field{{Name: "headline", Value: "Mends radios"}}); err != nil {
		t.Fatal(err)
	}
	list, err := hosts{DB: db}.Proposals(t.Context())
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	if list[0].Name != "Jo Marsh" || list[0].Wanted != `["of a later program"]` || list[1].Name != "Ada Okafor" || list[1].Wanted != "headline: “Mends radios” instead of “Writes grants”" {
		t.Errorf("%+v", list)
	}
}

// A host decides on what they have read: what its member has changed since is left for
// them to read again, and what another host has decided on is gone.
func TestWhatAMemberHasChangedSinceIsNotTakenUnread(t *testing.T) {
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	desk, by := hosts{DB: db}, community.Actor{Kind: community.ActorHost}
	ada, err := db.AddMember(t.Context(), by, community.Member{Name: "Ada Okafor"})
	if err != nil {
		t.Fatal(err)
	}
	wants := func(headline string) kiosk.ProposalLine {
		t.Helper()
		if _, err := db.Propose(t.Context(), community.Actor{Kind: community.ActorProven, ID: ada}, ada, []community.Field{{Name: "headline", Value: headline}}); err != nil {
			t.Fatal(err)
		}
		list, err := desk.Proposals(t.Context())
		if err != nil || len(list) != 1 {
			t.Fatalf("%+v, %v", list, err)
		}
		return list[0]
	}
	read := wants("Writes grants")
	now := wants("Buy my book")
	for _, take := range []bool{true, false} {
		var words interface{ Sentence() string }
		if err := desk.Decide(t.Context(), by, read, take); !errors.As(err, &words) || words.Sentence() != "Ada Okafor wants something else by now: please read it again." {
			t.Errorf("taken %t: %v", take, err)
		}
	}
	if m, err := db.Member(t.Context(), ada); err != nil || m.Headline != "" {
		t.Errorf("%q, %v", m.Headline, err)
	}
	if err := desk.Decide(t.Context(), by, now, true); err != nil {
		t.Fatal(err)
	}
	if m, err := db.Member(t.Context(), ada); err != nil || m.Headline != "Buy my book" {
		t.Errorf("%q, %v", m.Headline, err)
	}
	if err := desk.Decide(t.Context(), by, now, true); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("decided twice: %v", err)
	}
}

// What two hosts change of one thing at once, each from how it was as they opened it,
// stays from both: a later one brings nothing back that they did not touch.
func TestTwoHostsWhoSaveAtOnceBothStay(t *testing.T) {
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	desk, by := hosts{DB: db}, community.Actor{Kind: community.ActorHost}

	ada, err := desk.SaveMember(t.Context(), by, community.Member{}, community.Member{Name: "Ada Okafor", HappyToHelpWith: []string{"Tea", "VAT"}})
	if err != nil {
		t.Fatal(err)
	}
	one, other := ada, ada
	one.Headline, one.HappyToHelpWith = "Writes grants", []string{"VAT"}
	other.Email, other.HappyToHelpWith = "ada@example.org", []string{"Tea", "Soup"}
	if _, err := desk.SaveMember(t.Context(), by, ada, one); err != nil {
		t.Fatal(err)
	}
	got, err := desk.SaveMember(t.Context(), by, ada, other)
	if err != nil || got.Headline != "Writes grants" || got.Email != "ada@example.org" || !slices.Equal(got.HappyToHelpWith, []string{"Soup"}) {
		t.Errorf("%+v, %v", got, err)
	}
	other.Headline = "Mends radios"
	var both *kiosk.ConflictError
	if _, err := desk.SaveMember(t.Context(), by, ada, other); !errors.As(err, &both) || both.Now.Headline != "Writes grants" {
		t.Errorf("one field: %v", err)
	}
	if got, err := db.Member(t.Context(), ada.ID); err != nil || got.Headline != "Writes grants" {
		t.Errorf("kept all the same: %+v, %v", got, err)
	}

	at := time.Date(2026, 3, 31, 9, 0, 0, 0, time.UTC)
	tea, err := desk.SaveEvent(t.Context(), by, community.Event{Title: "Tea", What: community.EventSocial, Place: "Kitchen", StartsAt: at, EndsAt: at.Add(time.Hour), Zone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []func(*community.Event){func(e *community.Event) { e.Title = "Cake" }, func(e *community.Event) { e.Place = "Garden" }} {
		if err := desk.EditEvent(t.Context(), by, tea.ID, change); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := db.Event(t.Context(), tea.ID); err != nil || got.Title != "Cake" || got.Place != "Garden" || got.Sequence != "2" {
		t.Errorf("%+v, %v", got, err)
	}

	cleo, err := desk.SaveHost(t.Context(), by, community.Host{}, community.Host{Name: "Cleo"}, "274916")
	if err != nil {
		t.Fatal(err)
	}
	rosa, err := desk.SaveHost(t.Context(), by, community.Host{}, community.Host{Name: "Rosa", Role: community.RoleManager}, "correct horse")
	if err != nil {
		t.Fatal(err)
	}
	named, lower, gone := rosa, rosa, rosa
	named.Name, lower.Role, gone.Revoked = "Rosalind", community.RoleHost, true
	if _, err := desk.SaveHost(t.Context(), by, rosa, lower, ""); err != nil {
		t.Fatal(err)
	}
	if got, err := desk.SaveHost(t.Context(), by, rosa, named, ""); err != nil || got.Name != "Rosalind" || got.Role != community.RoleHost {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := desk.SaveHost(t.Context(), by, rosa, gone, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.SaveHost(t.Context(), by, rosa, named, ""); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("a host again: %v", err)
	}
	if list, err := db.Hosts(t.Context()); err != nil || len(list) != 1 || list[0].ID != cleo.ID {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestVisitorsAreToldInWordsAndASecondTapIsHarmless(t *testing.T) {
	now := time.Date(2026, 6, 30, 20, 0, 0, 0, time.UTC) // the first of July in Kathmandu
	db := opened(t, func() time.Time { return now })
	h, ctx := hosts{DB: db}, t.Context()
	ada := added(t, db, community.Member{Name: "Ada Okafor", OnWall: community.Consent{Given: true}})
	bo := added(t, db, community.Member{Name: "Bo Lind"})
	for _, v := range []community.Visitor{{Name: "Kim Ray", Company: "Acme", Sees: community.SeesMember, SeesID: ada.ID}, {Name: "Lee Fox", Sees: community.SeesMember, SeesID: bo.ID}} {
		if _, _, err := db.SignIn(ctx, community.Actor{Kind: community.ActorAnonymous}, v); err != nil {
			t.Fatal(err)
		}
	}
	codes := map[string]string{}
	for name, day := range map[string]string{"Max Day": "2026-07-01", "Nia May": "2026-07-14"} {
		code, err := h.Invite(ctx, byHost, name, "", day)
		if err != nil {
			t.Fatal(err)
		}
		codes[name] = code
	}
	want := map[string]string{
		"Kim Ray": "Acme · sees Ada O. · since 01:45",
		"Lee Fox": "since 01:45", // whom they see did not agree to the wall
		"Max Day": "sees a host · expected today · code " + codes["Max Day"],
		"Nia May": "sees a host · expected on 14 July · code " + codes["Nia May"],
	}
	lines, err := h.VisitorLines(ctx)
	if err != nil || len(lines) != len(want) {
		t.Fatalf("%+v, %v", lines, err)
	}
	for _, l := range lines {
		if l.More != want[l.Name] || l.Here != strings.Contains(l.More, "since") {
			t.Errorf("%s: %q, want %q", l.Name, l.More, want[l.Name])
		}
		for range 2 {
			if err := h.SignOutVisitor(ctx, byHost, l.ID); err != nil {
				t.Errorf("%s is signed out: %v", l.Name, err)
			}
		}
	}
	if left, err := h.VisitorLines(ctx); err != nil || len(left) != 0 {
		t.Errorf("they are still there: %+v, %v", left, err)
	}
	if v, err := db.Visitor(ctx, lines[0].ID); err != nil || v.Void || v.OutAt.IsZero() {
		t.Errorf("a stay that was: %+v, %v", v, err)
	}
}

func TestHostsFindMembersByAnyWordsOfTheirs(t *testing.T) {
	db := opened(t, nil)
	for _, m := range []community.Member{
		{Name: "Łukasz Nowak", Number: "1001"},
		{Name: "Ada Okafor", Organisation: "Nowak & Daughters"},
		{Name: "Anna Lund", Number: "2002", State: community.StateLeft},
		{Name: "Nguyễn Văn Bảo"},
	} {
		added(t, db, m)
	}
	for words, want := range map[string]string{
		"nowak": "Łukasz Nowak, Ada Okafor", // by name before all else
		"LUK":   "Łukasz Nowak", "nowak lukasz": "Łukasz Nowak", "bao nguyen": "Nguyễn Văn Bảo",
		"2002": "Anna Lund", "okafor daughters": "Ada Okafor", "kafor": "", "ada nowak lund": "",
	} {
		ids, err := hosts{DB: db}.FindMembers(t.Context(), words)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, id := range ids {
			m, err := db.Member(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, m.Name)
		}
		if got := strings.Join(names, ", "); got != want {
			t.Errorf("%q finds %q, want %q", words, got, want)
		}
	}
	if all, err := (hosts{DB: db}).FindMembers(t.Context(), " "); err != nil || len(all) != 4 {
		t.Errorf("no words find %d of 4, %v", len(all), err)
	}
}

func TestTwoHostsWhoSaveSettingsBothStay(t *testing.T) {
	h := hosts{DB: opened(t, nil)}
	base, err := h.Space(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	one, other := base, base
	one.Greeting, other.Name = "Come in", "Harbour Commons"
	if err := errors.Join(h.SaveSpace(t.Context(), byHost, base, one), h.SaveSpace(t.Context(), byHost, base, other)); err != nil {
		t.Fatal(err)
	}
	if got, err := h.Space(t.Context()); err != nil || got.Greeting != "Come in" || got.Name != "Harbour Commons" || got.Zone != base.Zone {
		t.Errorf("%+v, %v", got, err)
	}
}

// A screen is asked for its space only while it has none: no name, no host, no hub.
func TestAScreenIsNewUntilItHasAnything(t *testing.T) {
	for what, do := range map[string]func(db *store.DB) error{
		"nothing": func(*store.DB) error { return nil },
		"a name": func(db *store.DB) error {
			return db.EditSpace(t.Context(), byHost, func(s *community.Space) error { return s.Set("name", "Harbour Commons") })
		},
		"a host": func(db *store.DB) error { return db.SetPIN(t.Context(), byHost, "Cleo", "274916") },
		"a hub": func(db *store.DB) error {
			return db.Join(t.Context(), community.ID{7}, community.Link{Hub: "ab", Role: community.RoleKiosk}, false)
		},
	} {
		db, err := store.Open(t.Context(), t.TempDir(), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := do(db); err != nil {
			t.Fatal(err)
		}
		if fresh, err := (hosts{DB: db}).Fresh(t.Context()); err != nil || fresh != (what == "nothing") {
			t.Errorf("with %s a screen is new: %v, %v", what, fresh, err)
		}
	}
}

// Whatever keeps two screens from pairing, hosts read a sentence and what to do.
func TestWhatKeepsAScreenFromJoiningIsASentence(t *testing.T) {
	for err, want := range map[error]string{
		step.ErrJoinsItself:      "Other screens join this one, so it has none to join. Make the space here.",
		step.ErrWallHolds:        "Something is kept at this screen already, so it can’t join. Make the space here, or ask whoever set it up.",
		store.ErrHoldsSpace:      "Something is kept at this screen already, so it can’t join. Make the space here, or ask whoever set it up.",
		context.DeadlineExceeded: "Nobody said yes in time, and nothing has changed. Please make a new code and try again.",
	} {
		if got := read(joinWords(fmt.Errorf("join: %w", err))); got != want {
			t.Errorf("%v: %q", err, got)
		}
	}
	var field *community.FieldError
	if err := joinWords(fmt.Errorf("join: %w", kettlesync.ErrBadCode)); !errors.As(err, &field) || field.Field != "code" {
		t.Errorf("a code of the wrong length: %v", err)
	}
	for err, want := range map[error]string{
		kettlesync.ErrRefused: "Somebody went back at that screen. Make a new code.",
		kettlesync.ErrNoOffer: "The code has ended. Make a new one.",
	} {
		if got := read(gone(fmt.Errorf("let a screen in: %w", err))); got != want {
			t.Errorf("%v: %q", err, got)
		}
	}
	for six, want := range map[string]string{"123456": "123 456", "": "", "12": "12"} {
		if got := halves(six); got != want {
			t.Errorf("%q is shown as %q", six, got)
		}
	}
}

func TestHowTheScreensStandIsSaidInWords(t *testing.T) {
	desk := step.Screen{Name: "Front desk", Role: community.RoleKiosk, State: step.StateInStep, Says: "in step"}
	spare := step.Screen{Name: "Spare", Role: community.RoleReplica, State: step.StateOff, Says: "off on purpose until Monday 08:00"}
	attic := step.Screen{Name: "Attic", Role: community.RoleWall, State: step.StateAway, Says: "last seen yesterday, 2 changes waiting since 10:02", Waiting: 2}
	porch := step.Screen{Name: "Porch", Role: community.RoleKiosk, State: step.StateBehind, Says: "1 change waiting", Waiting: 1}
	stolen := step.Screen{Name: "Stolen", Role: community.RoleWall, State: step.StateRevoked, Says: "revoked", Waiting: 7}
	elsewhere := step.Screen{Name: "Library", Role: community.RoleKiosk} // as a screen that is no hub sees it
	for want, screens := range map[string][]step.Screen{
		"": {stolen, elsewhere}, "All screens in step": {desk, stolen}, "1 of 2 screens in step": {desk, spare},
		"1 of 3 screens in step; 2 changes waiting: Attic": {desk, attic, porch}, "1 of 2 screens in step; 1 change waiting: Porch": {porch, desk},
	} {
		if got := strings.Join(inStep(screens), "; "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for _, c := range []struct {
		s    step.Screen
		want kiosk.ScreenLine
	}{
		{desk, kiosk.ScreenLine{Kind: "Kiosk", State: "In step", Mark: kiosk.MarkWell}},
		{spare, kiosk.ScreenLine{Kind: "A spare without a window", State: "Off on purpose until Monday 08:00", Mark: kiosk.MarkOff}},
		{attic, kiosk.ScreenLine{Kind: "Wall", State: "Last seen yesterday", More: "2 changes waiting since 10:02; everything there is kept", Mark: kiosk.MarkWait}},
		{porch, kiosk.ScreenLine{Kind: "Kiosk", State: "1 change waiting", Mark: kiosk.MarkWait}},
		{stolen, kiosk.ScreenLine{Kind: "Wall", State: "Told to wipe itself", Mark: kiosk.MarkGone, Revoked: true}},
		{elsewhere, kiosk.ScreenLine{Kind: "Kiosk", State: "Has joined", Mark: kiosk.MarkOff}},
	} {
		c.want.Name = c.s.Name
		if got := screenLine(&c.s); got != c.want {
			t.Errorf("%+v, want %+v", got, c.want)
		}
	}
}
