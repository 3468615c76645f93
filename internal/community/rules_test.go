package community

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestOnlyAnOwnerWithAPINMayDoEverything(t *testing.T) {
	for _, c := range []struct {
		host  Host
		rank  int
		owner bool
	}{
		{Host{PINHash: "x"}, 3, true}, // of the time before there were roles
		{Host{Role: RoleOwner, PINHash: "x"}, 3, true},
		{Host{Role: RoleOwner}, 3, false},
		{Host{Role: RoleOwner, PINHash: "x", Revoked: true}, 3, false},
		{Host{Role: RoleManager, PINHash: "x"}, 2, false},
		{Host{Role: RoleHost, PINHash: "x"}, 1, false},
		{Host{Role: RoleFire, PINHash: "x"}, 0, false},
		{Host{Role: "of a later program", PINHash: "x"}, -1, false},
	} {
		if got := c.host.Rank(); got != c.rank || c.host.IsOwner() != c.owner {
			t.Errorf("%+v ranks %d, an owner: %t", c.host, got, c.host.IsOwner())
		}
	}
}

func TestARoomIsSaidAsPeopleAskForIt(t *testing.T) {
	hour := func(o Occasion) *Occasion { o.StartsAt, o.EndsAt = noon, noon.Add(time.Hour); return &o }
	for _, c := range []struct {
		o     *Occasion
		words string
		left  int
	}{
		{hour(Occasion{}), "", 0},
		{hour(Occasion{Coming: 1}), "1 going", 0},
		{hour(Occasion{Coming: -1, Places: 3}), "", 4},
		{hour(Occasion{Places: 3}), "3 places left", 3},
		{hour(Occasion{Places: 3, Coming: 2}), "1 place left", 1},
		{hour(Occasion{Places: 3, Coming: 3}), "full", 0},
		{hour(Occasion{Places: 3, Coming: 4}), "full", 0}, // two screens gave one place away
		{hour(Occasion{What: EventSurgery, Places: 99}), "3 places left", 3},
		{hour(Occasion{What: EventSurgery, AllDay: true}), "", 0},
	} {
		if got := c.o.RoomWords(); got != c.words || c.words != "" && c.o.Left() != c.left {
			t.Errorf("%+v: %q, %d left", c.o, got, c.o.Left())
		}
	}
	for _, c := range []struct {
		long  time.Duration
		after time.Duration
		over  bool
	}{{time.Hour, 59 * time.Minute, false}, {time.Hour, time.Hour, true}, {0, 59 * time.Minute, false}, {0, time.Hour, true}, {-time.Hour, 30 * time.Minute, false}} {
		o := Occasion{StartsAt: noon, EndsAt: noon.Add(c.long)}
		if got := o.Over(noon.Add(c.after)); got != c.over {
			t.Errorf("of %v, over after %v: %t", c.long, c.after, got)
		}
	}
}

func TestWhoComesHearsOfAMoveOnce(t *testing.T) {
	o := Occasion{StartsAt: noon, Place: "The kitchen"}
	var c Coming
	c.Hear(&o)
	p := Promise{Coming: c, Occasion: o}
	if retimed, elsewhere := p.Moved(); retimed || elsewhere {
		t.Error("moved, though nobody moved it")
	}
	for _, m := range []struct {
		at                 time.Time
		place              string
		off, never         bool
		retimed, elsewhere bool
	}{
		{noon.Add(time.Hour), "The kitchen", false, false, true, false},
		{noon, "The roof", false, false, false, true},
		{noon, "the KITCHEN", false, false, false, false},
		{noon.Add(time.Hour), "The roof", false, false, true, true},
		{noon.Add(time.Hour), "The roof", true, false, false, false},
		{noon.Add(time.Hour), "The roof", false, true, false, false},
	} {
		p := Promise{Coming: c, Occasion: Occasion{StartsAt: m.at, Place: m.place}, Off: m.off}
		if m.never {
			p.KnewAt = time.Time{}
		}
		retimed, elsewhere := p.Moved()
		if retimed != m.retimed || elsewhere != m.elsewhere {
			t.Errorf("%+v: %t, %t", m, retimed, elsewhere)
		}
		p.Hear(&p.Occasion)
		if retimed, elsewhere := p.Moved(); retimed || elsewhere {
			t.Errorf("%+v: told once more", m)
		}
	}
	for g, want := range map[*Gathering]bool{
		{}: false,
		{Mine: Promise{Coming: Coming{MemberID: ID{1}}, Placed: true}}:             true,
		{Mine: Promise{Coming: Coming{MemberID: ID{1}}}}:                           false,
		{Mine: Promise{Coming: Coming{MemberID: ID{1}, Void: true}, Placed: true}}: false,
	} {
		if g.Comes() != want {
			t.Errorf("%+v comes: %t", g.Mine, g.Comes())
		}
	}
}

func TestAPostIsUpUntilItsTimeAndAskedAboutNearTheEnd(t *testing.T) {
	p := Post{Words: "A van", MadeAt: noon, Until: noon.AddDate(0, 0, PostDays)}
	for day, c := range map[int]struct{ up, old bool }{0: {true, false}, 20: {true, false}, 21: {true, true}, 29: {true, true}, 30: {false, false}, 31: {false, false}} {
		at := noon.AddDate(0, 0, day)
		if p.OpenAt(at) != c.up || p.OldAt(at) != c.old {
			t.Errorf("on day %d: up %t, old %t", day, p.OpenAt(at), p.OldAt(at))
		}
	}
	closed, silent := p, p
	closed.Closed, silent.Words = true, ""
	if closed.OpenAt(noon) || silent.OpenAt(noon) || closed.OldAt(noon.AddDate(0, 0, 25)) {
		t.Error("what is taken down, or says nothing, is up")
	}
	week := p
	week.Until = noon.AddDate(0, 0, 7)
	if week.OldAt(noon.AddDate(0, 0, 6)) {
		t.Error("what was to be up for a week is asked about after six days")
	}
	fresh := p
	fresh.MadeAt, fresh.Until = noon.AddDate(0, 0, 20), noon.AddDate(0, 0, 50)
	m := Mine{Open: []Post{fresh, p}}
	if old, ok := m.Old(noon.AddDate(0, 0, 25)); !ok || !old.MadeAt.Equal(p.MadeAt) {
		t.Errorf("%+v, %t", old, ok)
	}
	if _, ok := m.Old(noon); ok {
		t.Error("asked about on the first day")
	}
	for side, days := range map[string]int{Ask: PostDays, Offer: PostDays, News: NewsDays} {
		if got := (&Post{Side: side}).Days(); got != days {
			t.Errorf("%s is up for %d days", side, got)
		}
	}
}

func TestANoticeIsReadWhereAndWhileItIsToBe(t *testing.T) {
	n := Notice{Words: "Soup", From: noon, Until: noon.Add(time.Hour)}
	for audience, on := range map[string][2]bool{NoticeBoth: {true, true}, NoticeWall: {true, false}, NoticeKiosk: {false, true}} {
		n.Audience = audience
		if n.UpAt(noon, NoticeWall) != on[0] || n.UpAt(noon, NoticeKiosk) != on[1] {
			t.Errorf("for %q it is on the wall %t, on the kiosk %t", audience, n.UpAt(noon, NoticeWall), n.UpAt(noon, NoticeKiosk))
		}
	}
	n.Audience = NoticeBoth
	void, silent := n, n
	void.Void, silent.Words = true, ""
	if n.UpAt(noon.Add(-time.Millisecond), NoticeWall) || n.UpAt(n.Until, NoticeWall) || void.UpAt(noon, NoticeWall) || silent.UpAt(noon, NoticeWall) {
		t.Error("up before, after, taken down or without words")
	}
}

// An address of a calendar may hold a secret: its name tells two apart and nothing more.
// A kind of help that a thank-you could not hold would be thanked for by nothing.
func TestWhateverASpaceThanksForAThankYouHolds(t *testing.T) {
	for length := 1; ; length++ {
		var s Space
		if s.Set("thanks_kinds", strings.Repeat("é", length)) != nil {
			if length < 60 {
				t.Errorf("%d letters are too many for a kind of help", length)
			}
			return
		}
		var one ThankYou
		if err := one.Set("what", s.ThanksKinds[0]); err != nil || one.What != s.ThanksKinds[0] {
			t.Fatalf("%d letters are %q: %v", length, one.What, err)
		}
	}
}

func TestASemicolonMayBePartOfACalendarsAddress(t *testing.T) {
	const one, other, third = "https://calendar.example/ours;jsessionid=1/a.ics?x=1;y=2", "http://nas/b.ics", "webcal://calendar.example/c.ics"
	for _, typed := range []string{
		one + " " + other + " " + third, one + "; " + other + "; " + third, one + ";" + other + ";" + third + ";",
		" " + one + " ;\n" + other + "\n" + third + "\n", one + ";;" + other + "\t;" + third + "; " + other,
	} {
		var s Space
		if err := s.Set("calendars", typed); err != nil || !slices.Equal(s.Calendars, []string{one, other, third}) {
			t.Errorf("%q is %q: %v", typed, s.Calendars, err)
		}
	}
}

func TestACalendarsNameKeepsItsAddressSecret(t *testing.T) {
	a := CalendarSource("https://user:pw@cal.example:8443/private-4711/basic.ics?token=s3cret")
	if !strings.HasPrefix(a, "cal.example#") {
		t.Errorf("%q", a)
	}
	for _, secret := range []string{"user", "pw", "4711", "s3cret", "token", "8443"} {
		if strings.Contains(a, secret) {
			t.Errorf("%q tells %q", a, secret)
		}
	}
	if a != CalendarSource("  https://user:pw@cal.example:8443/private-4711/basic.ics?token=s3cret\n") {
		t.Error("space around it counts")
	}
	for _, other := range []string{"https://cal.example/other.ics", "", "no address", "%zz", "http://[::1"} {
		if got := CalendarSource(other); got == a || got == "" || !strings.Contains(got, "#") {
			t.Errorf("%q is %q", other, got)
		}
	}
}

func TestADetailIsAnAddressOrANumber(t *testing.T) {
	for _, good := range []string{"jo@example.org", "j.o+x@mail.example.co.uk", "+44 20 7946 0018", "020/794-6001.8", "(020) 794600"} {
		if err := CheckDetail(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"", "jo", "jo@", "@example.org", "jo@example", "jo@.org.", "a b@example.org", "jo@example.org, al@example.org", "12345", "12 34 five 6", "<jo@example.org>"} {
		if err := CheckDetail(bad); err == nil {
			t.Errorf("%q is a way to reach somebody", bad)
		}
	}
}

func TestADayEndsAlsoWhereItsMidnightDoesNotCome(t *testing.T) {
	s := &Space{}
	if err := s.Set("zone", "America/Santiago"); err != nil {
		t.Fatal(err)
	}
	want := time.Date(2025, 9, 7, 4, 0, 0, 0, time.UTC) // 24:00, which is 1:00
	for _, at := range []time.Time{want.Add(-20 * time.Hour), want.Add(-time.Hour), want.Add(-time.Millisecond)} {
		if end := s.EndOf(at); !end.Equal(want) {
			t.Errorf("the day of %v ends at %v", s.Local(at), s.Local(end))
		}
	}
}

func TestAListOfOneElementStaysOne(t *testing.T) {
	s, other := &Space{}, &Space{}
	if err := s.Set("induction", "Keys, and the alarm;"); err != nil {
		t.Fatal(err)
	}
	for _, f := range s.Fields() {
		if err := other.Set(f.Name, f.Value); err != nil {
			t.Fatal(err)
		}
	}
	if len(other.Induction) != 1 || other.Induction[0] != "Keys, and the alarm" {
		t.Errorf("%q", other.Induction)
	}
}

// The day of a space ends at its own midnight, also on the days of 23 and of 25 hours.
func TestADayEndsAtTheSpacesMidnight(t *testing.T) {
	for _, zone := range []string{"", "Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "America/Santiago"} {
		s := &Space{}
		if err := s.Set("zone", zone); err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(t *rapid.T) {
			at := noon.Add(time.Duration(rapid.IntRange(-400*24*60, 400*24*60).Draw(t, "minutes")) * time.Minute)
			end := s.EndOf(at)
			if !end.After(at) || end.Sub(at) > 25*time.Hour {
				t.Fatalf("in %q the day of %v ends at %v", zone, s.Local(at), s.Local(end))
			}
			if last := end.Add(-time.Millisecond); s.Day(last) != s.Day(at) || s.Day(end) == s.Day(at) {
				t.Fatalf("in %q %v and %v are of one day", zone, s.Local(at), s.Local(end))
			}
		})
	}
}

// Two sets of records have one digest if they say the same, in whatever order and groups,
// and another one as soon as one field says something else.
func TestADigestIsOfWhatIsSaidAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "records")
		var whole, parts []Record
		for i := range n {
			r := Record{Kind: KindMember, ID: ID{15: byte(i)}}
			for k := range rapid.IntRange(1, 4).Draw(t, "fields") {
				g := Group{Stamp: Stamp{Clock: int64(rapid.IntRange(1, 3).Draw(t, "clock")), Screen: 1}, Seq: int64(k), Actor: "host", Fields: map[string]string{fmt.Sprint("f", k): rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "value")}}
				r.Groups = append(r.Groups, g)
			}
			whole = append(whole, r)
			var joined Record
			for _, c := range rand.Perm(len(r.Groups)) {
				joined.Take(Record{Kind: r.Kind, ID: r.ID, Groups: []Group{r.Groups[c]}}, 77)
			}
			parts = append(parts, joined)
		}
		digest := func(records []Record) string {
			var s Sums
			for _, i := range rand.Perm(len(records)) {
				s.Add(&records[i])
			}
			return s.Text()
		}
		want := digest(whole)
		if got := digest(parts); got != want {
			t.Fatalf("%s and %s say the same", got, want)
		}
		if len(want) != 32 {
			t.Fatalf("%q", want)
		}
		one := &whole[rapid.IntRange(0, n-1).Draw(t, "one")]
		g := &one.Groups[rapid.IntRange(0, len(one.Groups)-1).Draw(t, "group")]
		switch rapid.IntRange(0, 3).Draw(t, "what") {
		case 0:
			for f, v := range g.Fields {
				g.Fields[f] = v + "!"
			}
		case 1:
			g.Clock++
		case 2:
			one.Erased, one.Groups = true, nil
		case 3:
			one.ID[0]++
		}
		if digest(whole) == want {
			t.Fatal("what is different has one digest")
		}
	})
}

// An act that is altered, or that stands elsewhere in the chain, does not fit any more.
func TestASealIsOfEveryPartOfAnAct(t *testing.T) {
	act := Act{ID: ID{1}, Screen: 7, Number: 3, At: noon, By: Actor{Kind: ActorHost, ID: ID{2}}, What: "edit", Undoes: ID{3}, Digest: SumsDigest("ab"), Before: "cd"}
	seal := act.Seal()
	if !IsHash(seal) || act.Seal() != seal {
		t.Fatalf("%q", seal)
	}
	for what, change := range map[string]func(*Act){
		"screen": func(a *Act) { a.Screen++ }, "number": func(a *Act) { a.Number++ }, "time": func(a *Act) { a.At = a.At.Add(time.Millisecond) },
		"who": func(a *Act) { a.By.ID = ID{9} }, "kind of who": func(a *Act) { a.By.Kind = ActorClaimed }, "what": func(a *Act) { a.What = "erase" },
		"what it undoes": func(a *Act) { a.Undoes = ID{} }, "digest": func(a *Act) { a.Digest = SumsDigest("ba") }, "chain": func(a *Act) { a.Before = "" },
	} {
		other := act
		change(&other)
		if other.Seal() == seal {
			t.Errorf("another %s has the same seal", what)
		}
	}
	values := Values{ID: ID{1}, ActID: ID{2}, Kind: KindMember, About: ID{3}, Made: true, Salt: "ab", Changes: "{}"}
	sum := values.Sum()
	if len(sum) != SumLength {
		t.Errorf("%q has not %d letters", sum, SumLength)
	}
	for what, change := range map[string]func(*Values){
		"salt": func(v *Values) { v.Salt = "cd" }, "changes": func(v *Values) { v.Changes = "[]" }, "record": func(v *Values) { v.About = ID{} },
		"made": func(v *Values) { v.Made = false }, "kind": func(v *Values) { v.Kind = KindPost }, "act": func(v *Values) { v.ActID = ID{} }, "ID": func(v *Values) { v.ID = ID{} },
	} {
		other := values
		change(&other)
		if other.Sum() == sum {
			t.Errorf("other %s has the same sum", what)
		}
	}
}

// The fire roll has everybody who is in, once, whatever they agreed to, and nobody else.
func TestTheRollHasEverybodyWhoIsIn(t *testing.T) {
	s := london(t, "Mon-Fri 08:00-18:00", "")
	now := at(t, s, "2026-03-24 12:00")
	in := now.Add(-time.Hour)
	r := &Roll{Space: *s, Members: []Member{{ID: ID{1}, Name: "bo"}, {ID: ID{2}, Name: "Ada"}, {ID: ID{3}, Name: "Cy", State: StateLeft}}}
	r.Open = []Visit{{ID: ID{1, 1}, MemberID: ID{1}, InAt: in}, {ID: ID{1, 2}, MemberID: ID{1}, InAt: in.Add(time.Minute)}, {ID: ID{2, 1}, MemberID: ID{2}, InAt: in}, {ID: ID{3, 1}, MemberID: ID{3}, InAt: in.AddDate(0, 0, -1)}}
	r.Visitors = []Visitor{
		{ID: ID{4}, Name: "Zoë", Company: "Zed", SeesID: ID{2}, InAt: in},
		{ID: ID{5}, Name: "Al", SeesID: ID{2}, InAt: in},
		{ID: ID{6}, Name: "Kim", Company: "K", InAt: in},
		{ID: ID{7}, Name: "Expected"},
		{ID: ID{8}, Name: "Gone", InAt: in, OutAt: now},
		{ID: ID{9}, Name: "Undone", InAt: in, Void: true},
		{ID: ID{10}, Name: "Yesterday", InAt: in.AddDate(0, 0, -1)},
	}
	var got []string
	for _, p := range r.PresentAt(now) {
		got = append(got, fmt.Sprintf("%s|%t|%s", p.Name, p.Visitor, p.Detail))
	}
	want := []string{"Ada|false|", "Al|true|to see Ada", "bo|false|", "Kim|true|K", "Zoë|true|Zed, to see Ada"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if here := r.HereAt(now); len(here) != 2 || !here[ID{1}] || !here[ID{2}] {
		t.Errorf("%v", here)
	}
	if night := r.PresentAt(now.Add(10 * time.Hour)); len(night) != 0 {
		t.Errorf("at night %v", night)
	}
}
