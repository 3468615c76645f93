package kiosk

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/care"
	"kettle/internal/community"
	"kettle/internal/ui/uitest"
)

func (h *smallHosts) Care(context.Context) (CareLists, error) {
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	return h.care, h.d.fault
}

func (h *smallHosts) Deck(context.Context, community.ID) ([]care.Question, error) {
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	return h.deck, h.d.fault
}

func (h *smallHosts) Named(_ context.Context, _, member community.ID, right bool) error {
	if err := h.d.act(); err != nil {
		return err
	}
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	h.named = append(h.named, map[bool]string{true: "knew ", false: "not "}[right]+string('0'+rune(member[1])))
	return nil
}

func listsOf(d *smallDesk) CareLists {
	return CareLists{
		New:    []care.Newcomer{{Member: &d.members[1], Photo: true, Met: 1, Todo: []string{"Fire exits"}, Done: []string{"Printer"}}},
		Missed: []care.Missed{{Member: &d.members[0], LastAt: d.now().AddDate(0, 0, -23)}, {Member: &d.members[2]}},
		Stale:  []*community.Member{&d.members[0], &d.members[1], &d.members[2], &d.members[3], &d.members[4], &d.members[0]},
	}
}

func TestHostsSeeWhomToThinkOf(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	h.care = listsOf(k.desk)
	k.does(DoPage, string(HostCare))
	c := k.State().Host.Care
	if c.Tab != TabNew || len(c.Lines) != 1 || !slices.Equal(c.Lines[0].Todo, []string{"Consent asked", "Introductions 1 of 3", "Fire exits"}) || !slices.Equal(c.Lines[0].Done, []string{"Photo taken", "Printer"}) {
		t.Fatalf("%+v", c)
	}
	k.does(DoTab, TabMissed)
	if c := k.State().Host.Care; len(c.Lines) != 2 || c.Lines[0].More != "Last here 23 days ago. A message?" || !strings.HasPrefix(c.Lines[1].More, "Not here for longer") {
		t.Errorf("%+v", c)
	}
	k.does(DoTab, TabStale)
	k.does(DoMore)
	if c := k.State().Host.Care; len(c.Lines) != 1 || c.Page != 2 || c.Pages != 2 {
		t.Errorf("%+v", c)
	}
	k.does(DoOpen, k.desk.members[0].ID)
	if p := k.State().Host.Page; p != HostEdit {
		t.Errorf("a card leads to %s", p)
	}
	h.care = CareLists{}
	k.does(DoPage, string(HostCare))
	if c := k.State().Host.Care; c.Text == "" || len(c.Lines) != 0 {
		t.Errorf("nobody to think of: %+v", c)
	}
}

func TestANoteIsLeftForTheNextHost(t *testing.T) {
	k, _ := signedIn(t, community.RoleOwner)
	k.does(DoPage, string(HostCare))
	k.does(DoTab, TabHandOver)
	k.tap(Focus, "hand_over")
	k.types("The dishwasher is on")
	k.does(DoTab, TabNew)
	if q := k.State().Host.Asked; q == nil {
		t.Fatal("what was written is dropped without a question")
	}
	k.does(DoStay)
	k.does(DoSave)
	if got := k.desk.space.HandOver; got != "The dishwasher is on" {
		t.Errorf("%q is kept", got)
	}
	k.does(DoTab, TabNew)
	if k.State().Host.Asked != nil {
		t.Error("what is kept is asked about")
	}
}

// deckOf asks for the names of some members.
func deckOf(people []community.Profile) []care.Question {
	return care.Deck(people, nil, community.ID{}, time.Date(2026, 3, 10, 9, 30, 0, 0, time.UTC), 20)
}

func TestAMinuteOfNames(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	people := make([]community.Profile, 6)
	for i := range people {
		people[i] = community.Profile{ID: community.ID{1, byte(i + 1)}, Called: string('A' + rune(i)), Name: "Name", Photo: "x"}
	}
	h.deck = deckOf(people)
	k.does(DoPage, string(HostCare))
	k.does(DoTab, TabNames)
	q := k.State().Host.Care.Quiz
	if !q.Ready || len(q.Names) != 4 || q.Answer != "" || q.Left > 60 || q.Left < 58 {
		t.Fatalf("%+v", q)
	}
	first := q.Who.ID
	k.does(DoName, q.Who.Called)
	k.does(DoName, "somebody else") // a second tap counts for nothing
	if q := k.State().Host.Care.Quiz; q.Answer != q.Who.Called || q.Right != 1 || q.Asked != 1 {
		t.Errorf("%+v", q)
	}
	k.pass(2 * time.Second)
	q = k.State().Host.Care.Quiz
	if q.Who.ID == first || q.Picked != "" {
		t.Fatalf("the next face does not come: %+v", q)
	}
	wrong := q.Names[0]
	if wrong == q.Who.Called {
		wrong = q.Names[1]
	}
	k.does(DoName, wrong)
	if q := k.State().Host.Care.Quiz; q.Right != 1 || q.Asked != 2 || q.Answer != q.Who.Called || q.Picked != wrong {
		t.Errorf("%+v", q)
	}
	if len(h.named) != 2 || !strings.HasPrefix(h.named[0], "knew") || !strings.HasPrefix(h.named[1], "not") {
		t.Errorf("%q", h.named)
	}
	k.pass(61 * time.Second)
	if q := k.State().Host.Care.Quiz; !q.Over {
		t.Errorf("it goes on after a minute: %+v", q)
	}
	h.deck = nil
	k.does(DoAdd)
	if q := k.State().Host.Care.Quiz; !q.Over || q.Asked != 0 {
		t.Errorf("%+v", q)
	}
}

// careWindow is the page of hosting of the demo space, at one tab.
func careWindow(t *testing.T, w, h int, tab string) *window {
	win := hostWindow(t, w, h, HostCare)
	d := win.desk
	hosts := win.cfg.Hosts.(*smallHosts)
	d.members[0].JoinedOn = "2026-11-16"
	d.members[8].JoinedOn = "2026-11-02"
	hosts.care = CareLists{
		New: []care.Newcomer{
			{Member: &d.members[8], Photo: true, Asked: true, Met: 3, Todo: []string{"Fire exits"}, Done: []string{"Printer", "Kitchen"}},
			{Member: &d.members[0], Photo: true, Met: 1, Todo: []string{"Fire exits", "Printer", "Kitchen"}},
		},
		Missed: []care.Missed{{Member: &d.members[3], LastAt: win.clock.AddDate(0, 0, -23)}, {Member: &d.members[4]}},
	}
	seen, err := d.Seen(t.Context(), community.Wall)
	if err != nil {
		t.Fatal(err)
	}
	hosts.deck = deckOf(seen.Profiles)
	win.does(DoPage, string(HostCare))
	win.does(DoTab, tab)
	return win
}

func TestHostingFitsEveryScreen(t *testing.T) {
	for _, size := range sizes {
		for _, tab := range careTabs {
			w := careWindow(t, size[0], size[1], tab)
			checkLayout(t, w)
			if tab == TabNames {
				w.does(DoName, w.State().Host.Care.Quiz.Names[0])
				checkLayout(t, w)
			}
		}
	}
}

func TestHostingLooksAsDesigned(t *testing.T) {
	uitest.Golden(t, "host-care", careWindow(t, 640, 360, TabNew).picture())
	uitest.Golden(t, "host-care-portrait", careWindow(t, 360, 640, TabNew).picture())
	uitest.Golden(t, "host-names", careWindow(t, 640, 360, TabNames).picture())
}
