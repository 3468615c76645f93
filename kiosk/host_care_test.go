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

func (d *smallDesk) Deck(context.Context, community.ID) ([]care.Question, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.deck, d.fault
}

func (d *smallDesk) Named(_ context.Context, _, member community.ID, right bool) error {
	if err := d.act(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.named = append(d.named, map[bool]string{true: "knew ", false: "not "}[right]+string('0'+rune(member[1])))
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
	if s := k.State().Host; len(s.Care.Lines) != 1 || s.At != 2 || s.Of != 2 {
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

// Nobody is to be introduced who would rather not be, and no introduction is counted
// beyond those that a newcomer is to have.
func TestANewcomerIsIntroducedAsOftenAsTheyLike(t *testing.T) {
	for met, words := range map[int]string{0: "Introductions 0 of 3", 2: "Introductions 2 of 3", 3: "Introductions 3 of 3", 7: "Introductions 3 of 3"} {
		for _, leave := range []bool{true, false} {
			k, h := signedIn(t, community.RoleHost)
			one := k.desk.members[1]
			one.LeaveMe = leave
			h.care = CareLists{New: []care.Newcomer{{Member: &one, Met: met}}}
			k.does(DoPage, string(HostCare))
			l := k.State().Host.Care.Lines[0]
			if done, todo := slices.Contains(l.Done, words), slices.Contains(l.Todo, words); done != (met >= 3 && !leave) || todo != (met < 3 && !leave) {
				t.Errorf("met %d, rather not %t: done %q, to do %q", met, leave, l.Done, l.Todo)
			}
		}
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

// picks taps a name for the face that is shown.
func (k *kit) picks(name string) { k.touches(Tap{Act: Named, Text: name}) }

func TestAMemberWhoWantsToLearnsTheNames(t *testing.T) {
	k := settled(t)
	people := make([]community.Profile, 6)
	for i := range people {
		people[i] = community.Profile{ID: community.ID{1, byte(i + 1)}, Called: string('A' + rune(i)), Photo: "x"}
	}
	k.desk.deck = deckOf(people)
	if v := k.comesIn("1002"); v.Learns {
		t.Error("one who did not ask is offered it")
	}
	k.tap(GoNames)
	wantStep(t, k, Welcome)
	k.desk.mineToo.LearnsNames = true
	if v := k.comesIn("1002"); !v.Learns {
		t.Fatal("it is not offered")
	}
	k.tap(GoNames)
	wantStep(t, k, Names)
	q := k.State().Quiz
	if q.Who.ID.IsZero() || q.Who.ID == k.desk.members[0].ID {
		t.Fatalf("%+v", q)
	}
	k.picks(q.Who.Called)
	if q := k.State().Quiz; q.Right != 1 || len(k.desk.named) != 1 {
		t.Errorf("%+v %q", q, k.desk.named)
	}
	k.tap(GoHome)
	if k.quiz != nil {
		t.Error("the round goes on at home")
	}
}

// deckOf asks for the names of some members.
func deckOf(people []community.Profile) []care.Question {
	return care.Deck(people, nil, community.ID{}, time.Date(2026, 3, 10, 9, 30, 0, 0, time.UTC), 20)
}

func TestAMinuteOfNames(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	people := make([]community.Profile, 6)
	for i := range people {
		people[i] = community.Profile{ID: community.ID{1, byte(i + 1)}, Called: string('A' + rune(i)), Name: "Name", Photo: "x"}
	}
	k.desk.deck = deckOf(people)
	k.does(DoPage, string(HostCare))
	k.does(DoTab, TabNames)
	q := k.State().Host.Care.Quiz
	if !q.Ready || len(q.Names) != 4 || q.Answer != "" || q.Left > 60 || q.Left < 58 {
		t.Fatalf("%+v", q)
	}
	first := q.Who.ID
	k.picks(q.Who.Called)
	k.picks("somebody else") // a second tap counts for nothing
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
	k.picks(wrong)
	if q := k.State().Host.Care.Quiz; q.Right != 1 || q.Asked != 2 || q.Answer != q.Who.Called || q.Picked != wrong {
		t.Errorf("%+v", q)
	}
	if len(k.desk.named) != 2 || !strings.HasPrefix(k.desk.named[0], "knew") || !strings.HasPrefix(k.desk.named[1], "not") {
		t.Errorf("%q", k.desk.named)
	}
	k.pass(61 * time.Second)
	if q := k.State().Host.Care.Quiz; !q.Over {
		t.Errorf("it goes on after a minute: %+v", q)
	}
	k.desk.deck = nil
	k.touches(Tap{Act: Again})
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
	d.deck = deckOf(seen.Profiles)
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
				w.picks(w.State().Host.Care.Quiz.Names[0])
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
