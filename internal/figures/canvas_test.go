package figures

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// thursday is that of the design: 19 November 2026.
func thursday(hour int) time.Time { return time.Date(2026, 11, 19, hour, 0, 0, 0, time.UTC) }

func person(n byte, name string, joined string, more ...func(*community.Member)) community.Member {
	m := community.Member{ID: community.ID{n}, Name: name, JoinedOn: joined, State: community.StateActive, Photo: "a", ConfirmedOn: "2026-10-01"}
	for _, change := range more {
		change(&m)
	}
	return m
}

func stay(n byte, at time.Time) community.Stay {
	return community.Stay{MemberID: community.ID{n}, InAt: at}
}

// past is a small space: Ada, Bo and Cleo came this week, Ada twice a day.
func past() *community.Past {
	now := thursday(18)
	days := func(n int) time.Time { return thursday(9).AddDate(0, 0, -n) }
	p := &community.Past{At: now, Space: community.Space{Name: "Harbour Commons", Induction: []string{"Fire exits", "Printer"}}}
	p.From = From(&p.Space, now)
	p.Members = []community.Member{
		person(1, "Ada Okafor", "2020-01-01"), person(2, "Bo Lind", "2020-01-01"), person(3, "Cleo Marsh", "2020-01-01"),
		person(4, "Milo Grant", "2026-11-02", func(m *community.Member) { m.Photo = "" }),
		person(5, "Priya Shah", "2026-10-01", func(m *community.Member) { m.Induction, m.OnWall.At = []string{"Printer", "Fire exits"}, now }),
		person(6, "Gone Away", "2020-01-01", func(m *community.Member) { m.State = community.StateLeft }),
	}
	for i := range byte(3) { // Priya knows her way
		p.Introductions = append(p.Introductions, community.Introduction{ID: community.ID{9, i}, OneID: community.ID{i + 1}, OtherID: community.ID{5}, DoneAt: days(100)})
	}
	p.Stays = []community.Stay{stay(1, days(0)), stay(1, days(0).Add(time.Hour)), stay(2, days(1)), stay(3, days(3)), stay(1, days(8)), stay(2, days(7)), stay(3, days(7)), stay(5, days(14))}
	p.Kept.Visit = time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC).UnixMilli()
	p.Counts = []community.Count{
		{Screen: 1, Day: "2026-10-19", What: community.CountMembers, N: 40},
		{Screen: 2, Day: "2026-10-19", What: community.CountMembers, N: 38},
		{Screen: 1, Day: "2026-10-19", What: community.CountCheckIns, N: 99},
		{Screen: 1, Day: "2026-11-19", What: community.CountMembers, N: 500}, // of a day whose visits are kept
		{Screen: 1, Day: "2026-08-30", What: community.CountMembers, N: 500}, // before the twelve weeks
	}
	return p
}

func element(t *testing.T, c *Canvas, name string) Element {
	t.Helper()
	for _, e := range c.Elements {
		if e.Name == name {
			return e
		}
	}
	t.Fatalf("no element %s", name)
	return Element{}
}

func bars(e Element) string { return fmt.Sprint(e.Bars) }

func TestWhoCameIsCountedOnceADayAndOnceAWeek(t *testing.T) {
	c := New(past())
	e := element(t, c, CoLocation)
	if e.Head != "3 of 5 came in" || e.Detail != "Monday is fullest" || bars(e) != "[0 0 0 0 0 0 0 40 0 1 3 3]" {
		t.Errorf("%+v", e)
	}
	if c.Days[3] != [Weeks]int{9: 1, 10: 2, 11: 1} || c.Hours[3][9] != 4 || c.Hours[3][10] != 1 {
		t.Errorf("%v %v", c.Days[3], c.Hours[3])
	}
	if got := c.Mondays[Weeks-1].Format(time.DateOnly) + c.Mondays[0].Format(time.DateOnly); got != "2026-11-162026-08-31" {
		t.Error(got)
	}
}

func TestAWeekIsThatOfTheSpacesZoneAndSummerTimeMovesNoDay(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin") // where summer time ended on 25 October
	if err != nil {
		t.Fatal(err)
	}
	p := &community.Past{At: time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC), Space: community.Space{Zone: "Europe/Berlin"}, Members: []community.Member{person(1, "Ada", "")}}
	for day := range 7 * Weeks {
		for _, clock := range []int{0, 23} {
			at := Start(&p.Space, p.At)
			at = time.Date(at.Year(), at.Month(), at.Day()+day, clock, 30, 0, 0, zone)
			if !at.After(p.At) {
				p.Stays = append(p.Stays, stay(1, at))
			}
		}
	}
	c := New(p)
	for day, weeks := range c.Days {
		for week, n := range weeks {
			if n != 1 {
				t.Errorf("day %d of week %d has %d", day, week, n)
			}
		}
	}
}

func TestWhatTheElementsSay(t *testing.T) {
	p := past()
	at := thursday(11)
	for i := range 31 {
		p.Thanks = append(p.Thanks, community.ThankYou{ID: community.ID{20, byte(i)}, FromID: community.ID{1}, ToID: community.ID{2}, SaidAt: at})
	}
	for range 7 { // in a month that is over
		p.Thanks = append(p.Thanks, community.ThankYou{FromID: community.ID{1}, ToID: community.ID{2}, SaidAt: at.AddDate(0, 0, -42)})
	}
	for i := range 9 {
		p.Posts = append(p.Posts, community.Post{Side: community.Ask, Words: "A van", MadeAt: at, Sorted: i < 7, Closed: i < 7})
	}
	p.Posts = append(p.Posts, community.Post{Side: community.Offer, Words: "A van", MadeAt: at, Sorted: true})
	for i, words := range []string{"The printer is out of paper", "Printer jam again!", "Who knows the printer?"} {
		p.Posts = append(p.Posts, community.Post{Side: community.Ask, Quick: true, Words: words, MadeAt: at, Sorted: i == 0})
	}
	p.Visitors = []community.Visitor{{InAt: at, Sees: community.SeesHost}, {InAt: at, Sees: community.SeesMember}}
	p.Introductions = append(p.Introductions, community.Introduction{OneID: community.ID{1}, OtherID: community.ID{2}, DoneAt: at})
	learn, soup := community.ID{31}, community.ID{32}
	p.Occasions = []community.Occasion{
		// One that was changed: it has an entry of its own, and was to be a day before.
		{EventID: community.ID{33}, SeriesID: learn, Of: at.AddDate(0, 0, -2), What: community.EventMentoring, StartsAt: at},
		{EventID: soup, SeriesID: soup, Of: at, Places: 1, What: community.EventSocial, StartsAt: at},
		{EventID: learn, What: community.EventSurgery, StartsAt: at.AddDate(0, 0, -1)},
		{EventID: learn, What: community.EventLearning, StartsAt: at.AddDate(0, 0, -22)},
		{EventID: learn, What: community.EventSurgery, StartsAt: p.At.Add(time.Hour)}, // to come
	}
	for i := range 19 {
		p.Comings = append(p.Comings, community.Coming{ID: community.ID{byte(i)}, MemberID: community.ID{byte(i)}, EventID: learn, StartsAt: at.AddDate(0, 0, -2)})
	}
	for i, late := range []time.Duration{0, 0, time.Minute} { // who has a place, who has none, and one to no occasion
		p.Comings = append(p.Comings, community.Coming{ID: community.ID{50, byte(i)}, MemberID: community.ID{byte(i)}, EventID: soup, StartsAt: at.Add(late)})
	}
	c := New(p)
	for name, want := range map[string][2]string{
		Network:     {"2 visitors", "1 came to see a member"},
		PeerSupport: {"31 thank-yous", "9 asks, 7 answered"},
		SpaceItself: {"3 quick calls", "All about the printer"},
		Hosting:     {"1 of 2 inducted", "Milo has no photo yet"},
		Learning:    {"2 events, 19 said they’d come", "No skill share in 3 weeks"},
	} {
		if e := element(t, c, name); e.Head != want[0] || e.Detail != want[1] {
			t.Errorf("%s: %q, %q", name, e.Head, e.Detail)
		}
	}
	for i, want := range []string{"1 introduction, 1 at social events", "31 thank-yous, 7 asks answered, 19 came to learn", "3 events, 1 quick call answered"} {
		if c.Values[i].Head != want {
			t.Errorf("%s: %q", c.Values[i].Name, c.Values[i].Head)
		}
	}
	if c.Thanks != 7 {
		t.Errorf("%d thank-yous", c.Thanks)
	}
	if e := element(t, c, SpaceItself); e.Attention != Less {
		t.Errorf("two calls of three had no answer: %v", e.Attention)
	}
}

func TestAttentionIsByWhatIsUsualAndAsFarAsTheWeekHasCome(t *testing.T) {
	tuesday, friday := thursday(9).AddDate(0, 0, -2), thursday(9).AddDate(0, 0, 1)
	for _, c := range []struct {
		at     time.Time
		before int
		this   int
		want   Attention
	}{
		{friday, 10, 10, Usual},
		{friday, 10, 5, Usual},
		{friday, 10, 4, Less},
		{friday, 10, 0, None},
		{friday, 0, 0, None},
		{friday, 0, 1, Usual},
		{tuesday, 10, 0, Early},
		{thursday(9), 10, 4, Usual},
		{thursday(9), 10, 3, Less},
	} {
		w := countWeeks(&community.Past{At: c.at})
		var b [Weeks]int
		for i := range b {
			b[i] = c.before
		}
		b[Weeks-1] = c.this
		if got := w.attention(b); got != c.want {
			t.Errorf("%d after weeks of %d on a %s: %v, want %v", c.this, c.before, c.at.Weekday(), got, c.want)
		}
	}
}

func TestMondaysThings(t *testing.T) {
	first := func(p *community.Past) string {
		if things := New(p).Monday; len(things) > 0 {
			return things[0].Words
		}
		return ""
	}
	p := past()
	p.Introductions = append(p.Introductions, []community.Introduction{
		{ID: community.ID{1}, OneID: community.ID{4}, OtherID: community.ID{5}, AskedByID: community.ID{5}, AskedAt: thursday(9).AddDate(0, 0, -9)},
		{ID: community.ID{2}, OneID: community.ID{1}, OtherID: community.ID{2}, AskedByID: community.ID{1}, AskedAt: thursday(9).AddDate(0, 0, -3)},
		{ID: community.ID{3}, OneID: community.ID{1}, OtherID: community.ID{3}, AskedByID: community.ID{1}, AskedAt: thursday(9).AddDate(0, 0, -90), Never: true},
		{ID: community.ID{4}, OneID: community.ID{2}, OtherID: community.ID{3}, AskedByID: community.ID{2}, AskedAt: thursday(9).AddDate(0, 0, -80), NotBefore: "2026-12-01"},
		{ID: community.ID{5}, OneID: community.ID{2}, OtherID: community.ID{6}, AskedByID: community.ID{2}, AskedAt: thursday(9).AddDate(0, 0, -80)},
	}...)
	c := New(p)
	if len(c.Monday) != 3 || c.Monday[0] != (Thing{"Introduce Priya and Milo", "Priya asked 9 days ago, and nobody waits longer."}) || c.Monday[1].Words != "Take a photo of Milo" {
		t.Errorf("%+v", c.Monday)
	}
	p.Members[3].LeaveMe = true
	if got := first(p); got != "Introduce Ada and Bo" {
		t.Errorf("who would rather be left alone is introduced: %q", got)
	}

	p = past()
	p.Members = p.Members[:3]
	p.Posts = []community.Post{{Side: community.Ask, Quick: true, Words: "The coffee machine", MadeAt: thursday(8), MemberID: community.ID{1}, HelperID: community.ID{2}}}
	if got := first(p); got != "Thank Bo for “The coffee machine”" {
		t.Error(got)
	}
	p.Thanks = []community.ThankYou{{FromID: community.ID{1}, ToID: community.ID{2}, SaidAt: thursday(10)}}
	p.Members[2].HereNow.Given = true
	if got := first(p); strings.HasPrefix(got, "Thank") || strings.HasPrefix(got, "Ask after") {
		t.Errorf("thanked already, and Cleo came on Monday: %q", got)
	}
	p.Stays = []community.Stay{stay(1, thursday(9).AddDate(0, 0, -25)), stay(3, thursday(9).AddDate(0, 0, -22))}
	if got := New(p).Monday[0]; got != (Thing{"Ask after Cleo", "Came last 3 weeks ago."}) {
		t.Errorf("%+v", got)
	}
	p.Members[2].HereNow.Given = false
	p.Members[0].OnWall.Given, p.Members[0].ConfirmedOn = true, "2025-03-01"
	if got := New(p).Monday; got[0].Words != "Ask Ada whether their card is still right" || got[1] != (Thing{"Invite a sister space", "Network has had nothing for 12 weeks."}) {
		t.Errorf("%+v", got)
	}
}

func TestEveryNumberIsInTheRowsAndAHiddenAnswerIsNot(t *testing.T) {
	p := past()
	p.Tallies = []community.Tally{tally(1, community.QuestionSupported, "2026-10", 3, 1, 2), tally(1, community.QuestionBelong, "2026-10", 3, 3, 2)}
	c := New(p)
	var b bytes.Buffer
	if err := WriteCSV(&b, c.Rows()); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{
		"part,what,since,until,n\n", "Co-location,days spent here,2026-10-19,2026-10-25,40\n", "Co-location,members who came,2026-11-19,2026-11-19,1\n",
		"Figure,Has another member supported you in the last three months? yes or no,2026-10-01,2026-11-30,4\n",
		"Figure,Do you feel that you belong here? yes,2026-08-01,2026-10-31,3\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in it", want)
		}
	}
	for _, not := range []string{"three months? yes,2026", "2026-11-20,2026-11-20"} {
		if strings.Contains(text, not) {
			t.Errorf("%q is in it", not)
		}
	}
}

func TestThePastGoesBackAsFarAsTheFiguresDo(t *testing.T) {
	for _, c := range []struct{ at, want string }{{"2026-12-31", "2026-09-01"}, {"2026-05-03", "2026-02-01"}} {
		at, err := time.Parse(time.DateOnly, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := From(&community.Space{}, at).Format(time.DateOnly); got != c.want {
			t.Errorf("on %s back to %s, want %s", c.at, got, c.want)
		}
	}
}

// What is left with somebody who is new is said in one order on the canvas and among
// the things for Monday, until they know their way.
func TestANewcomerIsHelpedStepByStep(t *testing.T) {
	p := past()
	milo := &p.Members[3]
	for _, step := range []struct {
		detail, thing, why string
		then               func()
	}{
		{"Milo has no photo yet", "Take a photo of Milo", "Joined 2 weeks ago, and has no photo yet.", func() { milo.Photo = "b" }},
		{"Milo was not asked yet what others may see", "Ask Milo what others may see", "Joined 2 weeks ago, and was not asked yet what others may see.", func() { milo.OnWall.At = thursday(9) }},
		{"Milo has still to hear of: Fire exits", "Show Milo round", "Joined 2 weeks ago, and has still to hear of: Fire exits.", func() { milo.Induction = []string{"Fire exits"} }},
		{"Milo has still to hear of: Printer", "Show Milo round", "Joined 2 weeks ago, and has still to hear of: Printer.", func() { milo.Induction = p.Space.Induction }},
		{"Milo has been introduced to 0 of 3", "Introduce Milo to one more", "Joined 2 weeks ago, and has been introduced to 0 of 3.", func() {
			for i := range byte(3) {
				p.Introductions = append(p.Introductions, community.Introduction{ID: community.ID{8, i}, OneID: community.ID{i + 1}, OtherID: milo.ID, DoneAt: thursday(9)})
			}
		}},
	} {
		c := New(p)
		if e := element(t, c, Hosting); e.Head != "1 of 2 inducted" || e.Detail != step.detail || c.Monday[0] != (Thing{step.thing, step.why}) {
			t.Errorf("%q, %q, %+v; want %q", e.Head, e.Detail, c.Monday[0], step.detail)
		}
		step.then()
	}
	if e := element(t, New(p), Hosting); e.Head != "2 of 2 inducted" || e.Detail != "Everybody new knows their way" {
		t.Errorf("%q, %q", e.Head, e.Detail)
	}
	p.Introductions, milo.IntroduceMe = nil, true
	if got := New(p).Monday[0]; got.Words != "Introduce Milo to somebody" {
		t.Errorf("who would like to meet people: %+v", got)
	}
	milo.LeaveMe = true
	for _, thing := range New(p).Monday {
		if strings.Contains(thing.Words, "Milo") {
			t.Errorf("who would rather be left alone: %+v", thing)
		}
	}
}

func TestQuickCallsThatNobodyAnsweredAreInTheWay(t *testing.T) {
	for _, c := range []struct {
		calls    []string
		answered int
		detail   string
		want     Attention
	}{
		{nil, 0, "Nothing was in the way", Usual},
		{[]string{"The printer!"}, 0, "0 answered", None},
		{[]string{"The printer!"}, 1, "1 answered", Usual},
		{[]string{"The printer!", "The printer is stuck", "A second pair of hands"}, 1, "Mostly about the printer", Less},
		{[]string{"The printer!", "Printers again"}, 2, "All about the printer", Usual},
		{[]string{"The printer!", "The Wi-Fi!"}, 0, "0 answered", None},
	} {
		p := past()
		for i, words := range c.calls {
			p.Posts = append(p.Posts, community.Post{Side: community.Ask, Quick: true, Words: words, MadeAt: thursday(9), Sorted: i < c.answered})
		}
		if e := element(t, New(p), SpaceItself); e.Detail != c.detail || e.Attention != c.want {
			t.Errorf("%q, %d answered: %q, %v", c.calls, c.answered, e.Detail, e.Attention)
		}
	}
}

func TestHowLongAgoIsSaidInWords(t *testing.T) {
	for days, want := range map[int]string{-1: "today", 0: "today", 1: "yesterday", 2: "2 days ago", 13: "13 days ago", 14: "2 weeks ago", 20: "2 weeks ago", 21: "3 weeks ago"} {
		if got := ago(100-days, 100); got != want {
			t.Errorf("%d days: %q", days, got)
		}
	}
}
