package kiosk

import (
	"fmt"
	"os"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestTypingOnIsOneSearch(t *testing.T) {
	var p pace
	now := time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	a, b, c := community.ID{1}, community.ID{2}, community.ID{3}
	for i, text := range []string{"a", "an", "ann", "anna"} {
		if !p.answer(now, text, []community.ID{a, b}[:2-i/2]) {
			t.Fatal(text)
		}
	}
	if len(p.counted) != 1 {
		t.Errorf("a name typed counts %d", len(p.counted))
	}
	p.answer(now, "ann", []community.ID{a, b})
	p.answer(now, "an", nil)
	if len(p.counted) != 1 {
		t.Errorf("erasing counts %d", len(p.counted)-1)
	}
	p.answer(now, "and", nil)
	if len(p.counted) != 2 {
		t.Errorf("another name counts %d", len(p.counted)-1)
	}
	p.answer(now, "andr", []community.ID{a})
	p.answer(now, "andre", []community.ID{c})
	if len(p.counted) != 3 {
		t.Errorf("people not shown before count %d", len(p.counted)-2)
	}
	for p.take(now) {
	}
	if len(p.counted) != paceMost || p.answer(now, "x", nil) {
		t.Errorf("%d counted", len(p.counted))
	}
	if now = now.Add(paceSpan); !p.answer(now, "x", nil) {
		t.Error("closed for ever")
	}
	if now = now.Add(-time.Hour); !p.answer(now, "y", nil) {
		t.Error("a clock that was set back closes the search")
	}
}

// thirds are the letters that a crawl types behind every two: all of them with
// KETTLE_LONG.
func thirds() string {
	if os.Getenv("KETTLE_LONG") != "" {
		return "abcdefghijklmnopqrstuvwxyz"
	}
	return "aht"
}

// crawled counts whom somebody sees who types every two letters there are with each
// of the thirds behind them, as fast as a machine can, in a minute.
func crawled(t *testing.T, k *kit, begin func(), clear int, seen func(s State) []community.ID) map[community.ID]bool {
	t.Helper()
	all := map[community.ID]bool{}
	start := k.clock
	begin()
	for a := 'a'; a <= 'z'; a++ {
		for b := 'a'; b <= 'z'; b++ {
			for _, c := range thirds() {
				if k.clock.Sub(start) >= paceSpan-time.Second {
					return all
				}
				for _, r := range []rune{a, b, c} {
					k.Rune(r)
					k.settle()
					for _, id := range seen(k.State()) {
						all[id] = true
					}
				}
				for range clear {
					k.Key(KeyErase)
					k.settle()
				}
				k.clock = k.clock.Add(2 * time.Millisecond)
				k.burst.runes = nil
			}
		}
	}
	return all
}

// crowd fills the desk with members whose names begin with all letters.
func crowd(k *kit, mode string) {
	k.desk.space.SearchMode = mode
	yes := community.Consent{Given: true}
	for i := range 2000 {
		name := fmt.Sprintf("%c%c%c%c Tester%d", 'A'+i%26, 'a'+i/26%26, 'a'+i*7%26, 'a'+i*11%26, i)
		k.desk.members = append(k.desk.members, community.Member{
			ID: community.ID{7, byte(i >> 8), byte(i)}, Name: name, State: community.StateActive, OnWall: yes,
		})
	}
	k.refresh()
	k.settle()
}

func TestACrawlFromAaaToZzzSeesNoMoreThanTheBound(t *testing.T) {
	for _, mode := range []string{community.SearchThree, community.SearchFullName} {
		k := newKit(t)
		crowd(k, mode)
		all := crawled(t, k, k.openVisiting2, 3, func(s State) (ids []community.ID) {
			for _, c := range s.Visitor.Choices {
				if c.Sees == community.SeesMember {
					ids = append(ids, c.Profile.ID)
				}
			}
			return ids
		})
		if len(all) > paceMost*mostSeeing || mode == community.SearchThree && len(all) == 0 {
			t.Errorf("%s: a visitor sees %d people", mode, len(all))
		}
		k = newKit(t)
		crowd(k, mode)
		all = crawled(t, k, func() { k.tap(GoSearch) }, 3, func(s State) (ids []community.ID) {
			for _, f := range s.Search.Found {
				ids = append(ids, f.Profile.ID)
			}
			return ids
		})
		if len(all) > paceMost*MostFound || mode == community.SearchThree && len(all) == 0 {
			t.Errorf("%s: a member's search shows %d people", mode, len(all))
		}
	}
}

// openVisiting2 is the visitor's form with the field for whom to see in hand.
func (k *kit) openVisiting2() {
	k.tap(GoVisit)
	k.types("Jo")
	k.key(KeyTab)
}

func TestAfterTooManySearchesTheKioskSaysSoAndACardStillWorks(t *testing.T) {
	k := newKit(t)
	k.desk.space.SearchMode = community.SearchThree
	k.refresh()
	k.settle()
	for range paceMost {
		k.tap(GoSearch)
		k.Rune('a')
		k.settle()
		k.tap(Back)
	}
	k.tap(GoSearch)
	k.Rune('a')
	k.settle()
	if k.State().Notice != sayTooMany {
		t.Errorf("said %q", k.State().Notice)
	}
	k.scans(cardOfAda)
	wantStep(t, k, Welcome)
	k.pass(2 * time.Minute)
	k.types("ada")
	if len(k.State().Search.Found) == 0 {
		t.Error("closed for ever")
	}
	open := newKit(t)
	for range 50 {
		open.tap(GoSearch)
		open.Rune('a')
		open.settle()
		if open.State().Notice != "" {
			t.Fatal("bounded where the space is open")
		}
		open.tap(Back)
	}
}

// A hidden member and nobody at all are answered alike, and after the bound is
// reached a full name is, too.
func TestAHiddenMemberIsAsNobody(t *testing.T) {
	for _, mode := range []string{community.SearchOpen, community.SearchThree, community.SearchFullName} {
		for _, name := range []string{"cleo", "cleo marsh", "cleo marsi"} {
			k := newKit(t)
			k.desk.space.SearchMode = mode
			k.refresh()
			k.settle()
			k.openVisiting2()
			k.types(name)
			k.key(KeyEnter)
			s := k.State()
			if len(s.Visitor.Choices) != 2 || s.Form.Entry("seeing").Wrong != "we don’t find that name. “A host” will know" {
				t.Errorf("%s: %s: %+v, %q", mode, name, s.Visitor.Choices, s.Form.Entry("seeing").Wrong)
			}
		}
	}
}

// Whichever way somebody asks the kiosk for people, in a space that wants its members hard
// to list: who asked too often is told so, is shown nobody and does nothing, and goes on
// after a minute.
func TestEveryWayToAskForPeopleIsBounded(t *testing.T) {
	for name, way := range map[string]struct{ lead, do func(k *kit) }{
		"a name":              {func(k *kit) { k.tap(GoSearch) }, func(k *kit) { k.types("ada") }},
		"whom to thank":       {func(k *kit) { k.comesIn("1004"); k.tap(GoThanks) }, func(k *kit) { k.types("ada") }},
		"whom to see":         {func(k *kit) { k.tap(GoVisit); k.types("Jo"); k.key(KeyEnter) }, func(k *kit) { k.types("ada") }},
		"an invitation":       {func(k *kit) { k.tap(GoVisit); k.tap(GoCode) }, func(k *kit) { k.types("K7M4QX") }},
		"one that is held up": {func(*kit) {}, func(k *kit) { k.scans("KETTLE/V/K7M4QX") }},
		"who leaves":          {func(k *kit) { k.tap(GoVisit); k.tap(GoLeave); k.types("Jo Marsh") }, func(k *kit) { k.key(KeyEnter) }},
		"a printed code":      {func(*kit) {}, func(k *kit) { k.scans("ABCD2344") }},
	} {
		k := settled(t)
		k.desk.space.SearchMode = community.SearchThree
		k.desk.visitors = []community.Visitor{
			{ID: community.ID{6, 1}, Name: "Jo Marsh", InAt: k.clock},
			{ID: community.ID{6, 2}, Name: "Bo Reid", Code: "K7M4QX", ExpectedOn: "2026-03-10"},
		}
		k.refresh()
		k.settle()
		way.lead(k)
		for k.pace.take(k.clock) { // as somebody did who was here before
		}
		step, visits := k.step, len(k.desk.visits)
		if step == Home {
			step = Search
		}
		way.do(k)
		s := k.State()
		if s.Notice != sayTooMany || s.Step != step {
			t.Errorf("%s: at %v: %q", name, s.Step, s.Notice)
		}
		n := len(s.Search.Found) + len(s.Speech.People)
		for _, c := range s.Visitor.Choices {
			n += map[bool]int{true: 1}[c.Sees == community.SeesMember]
		}
		if n > 0 || len(k.desk.visits) != visits || k.desk.visitors[0].OutAt != (time.Time{}) {
			t.Errorf("%s: %d are shown, %d visits, %+v", name, n, len(k.desk.visits), k.desk.visitors)
		}
		k.clock = k.clock.Add(paceSpan)
		k.touched = k.clock
		if k.step == Invited {
			k.key(KeyErase)
			k.types("X")
		} else {
			for range "ada" {
				k.key(KeyErase)
			}
			way.do(k)
		}
		if s := k.State(); s.Notice == sayTooMany {
			t.Errorf("%s: after a minute at %v: %q", name, s.Step, s.Notice)
		}
	}
}
