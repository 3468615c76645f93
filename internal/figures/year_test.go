package figures

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
)

// TestAYearOfASpaceAddsUp lets 150 invented people live a year in a space of which
// everything is known: it runs the real store on disk in fake time, with retention
// every night, and at the end of each quarter, and of the year, every figure and every
// bar is what was done.
func TestAYearOfASpaceAddsUp(t *testing.T) {
	if testing.Short() {
		t.Skip("a year takes a while")
	}
	dir := lab(t)
	synctest.Test(t, func(t *testing.T) {
		y := newYear(t, dir)
		for day := range 361 { // to the last day of the year, a Thursday
			y.day(day)
			if at := y.local(); at.Month()%3 == 0 && at.AddDate(0, 0, 1).Day() == 1 {
				y.look()
			}
		}
		y.look()
		if y.asked < 300 || y.prompts < 100 {
			t.Errorf("%d were asked, %d prompts: this year says little", y.asked, y.prompts)
		}
		if err := y.db.Close(); err != nil {
			t.Error(err)
		}
	})
}

// lab is where the simulated disk is: in memory if there is such a place.
func lab(t *testing.T) string {
	if _, err := os.Stat("/dev/shm"); err != nil {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp("/dev/shm", "kettle-year-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// truth is what was done on one day.
type truth struct {
	came, visitors, thanks, asks, sorted, quick, helped, met, learners, social int
}

type year struct {
	t      *testing.T
	ctx    context.Context
	r      *rand.Rand
	db     *store.DB
	skip   time.Duration // from the bubble's time to the year's
	zone   *time.Location
	start  time.Time
	people []community.ID
	event  [2]community.Event // weekly: a skill share on Wednesdays, lunch on Fridays
	host   community.Actor

	days    []truth
	here    map[community.ID]int // the day on which somebody came last
	tallies map[[2]string]*community.Tally
	inTime  map[string]bool // member and quarter: was asked
	met     map[[2]int]bool
	records int

	asked, prompts int
}

func newYear(t *testing.T, dir string) *year {
	y := &year{
		t: t, ctx: context.Background(), r: rand.New(rand.NewPCG(2026, 5)), host: community.Actor{Kind: community.ActorHost},
		here: map[community.ID]int{}, tallies: map[[2]string]*community.Tally{}, inTime: map[string]bool{}, met: map[[2]int]bool{},
	}
	var err error
	if y.zone, err = time.LoadLocation("Europe/Berlin"); err != nil {
		t.Fatal(err)
	}
	y.start = time.Date(2026, 1, 5, 0, 0, 0, 0, y.zone)
	y.skip = time.Until(y.start)
	y.db, err = store.Open(y.ctx, dir, store.Options{Now: y.now})
	y.must(err)
	y.must(y.db.EditSpace(y.ctx, y.host, func(s *community.Space) error {
		s.Name = "Harbour Commons"
		return errors.Join(s.Set("zone", "Europe/Berlin"), s.Set("hours", "Mon-Fri 08:00-18:00"))
	}))
	for i := range 150 {
		id, err := y.db.AddMember(y.ctx, community.Actor{Kind: community.ActorAutomatic}, community.Member{Name: fmt.Sprintf("Member %d", i), JoinedOn: "2025-01-01", State: community.StateActive})
		y.must(err)
		y.people = append(y.people, id)
	}
	for i, e := range []community.Event{{UID: "share", What: community.EventLearning}, {UID: "lunch", What: community.EventSocial}} {
		e.StartsAt = time.Date(2026, 1, 7+2*i, 12, 0, 0, 0, y.zone)
		e.EndsAt, e.Zone, e.Rule, e.Title = e.StartsAt.Add(time.Hour), "Europe/Berlin", "FREQ=WEEKLY", e.UID
		_, err := y.db.ImportEvents(y.ctx, []community.Event{e}, false)
		y.must(err)
	}
	events, err := y.db.Calendar(y.ctx)
	y.must(err)
	for _, e := range events {
		y.event[map[string]int{"share": 0, "lunch": 1}[e.UID]] = e
	}
	return y
}

func (y *year) now() time.Time   { return time.Now().Add(y.skip) }
func (y *year) local() time.Time { return y.now().In(y.zone) }

func (y *year) must(err error) {
	y.t.Helper()
	if err != nil {
		y.t.Fatal(err)
	}
}

// until lets time go on to a time of a day.
func (y *year) until(day, hour, minute int) {
	at := time.Date(2026, 1, 5+day, hour, minute, 0, 0, y.zone)
	time.Sleep(at.Sub(y.now()))
}

// day is one of them, night included.
func (y *year) day(n int) {
	y.days = append(y.days, truth{})
	y.until(n, 3, 0)
	did, err := y.db.Retain(y.ctx, store.RetainOptions{})
	y.must(err)
	if did.Doubt != "" {
		y.t.Fatalf("day %d: %s", n, did.Doubt)
	}
	if n == 60 || n == 70 { // two leave, and are erased a month later
		gone := y.people[len(y.people)-1]
		y.people = y.people[:len(y.people)-1]
		y.must(y.db.EditMember(y.ctx, y.host, gone, func(m *community.Member) error { m.State = community.StateLeft; return nil }))
	}
	weekday := y.start.AddDate(0, 0, n).Weekday()
	if weekday == time.Saturday || weekday == time.Sunday {
		y.until(n, 20, 0)
		return
	}
	y.until(n, 9, 0)
	in := y.morning(n)
	y.until(n, 12, 30)
	y.noon(n, weekday)
	y.until(n, 17, 0)
	for i, v := range in {
		if i%9 == 8 {
			continue // forgets to check out, and closing time does it
		}
		time.Sleep(time.Second)
		y.leave(v)
	}
	y.until(n, 20, 0)
	_, err = y.db.CloseVisits(y.ctx)
	y.must(err)
}

// morning is who comes, some of them twice, and the visitors.
func (y *year) morning(n int) []community.Visit {
	today := &y.days[n]
	var in []community.Visit
	for _, at := range y.r.Perm(len(y.people))[:12+y.r.IntN(18)] {
		time.Sleep(time.Second)
		id := y.people[at]
		me := community.Actor{Kind: community.ActorClaimed, ID: id}
		v, _, err := y.db.CheckIn(y.ctx, me, id)
		y.must(err)
		if y.r.IntN(10) == 0 { // out for a coffee, and back
			time.Sleep(time.Second)
			out, err := y.db.CheckOut(y.ctx, me, id)
			y.must(err)
			y.must(y.db.KeepPrompted(y.ctx, out.ID))
			v, _, err = y.db.CheckIn(y.ctx, me, id)
			y.must(err)
		}
		switch y.r.IntN(12) {
		case 0:
			y.must(y.db.SetMood(y.ctx, me, v.ID, community.MoodBusy))
			v.Prompted = true
			y.prompts++
		case 1:
			y.must(y.db.KeepPrompted(y.ctx, v.ID))
			v.Prompted = true
			y.prompts++
		}
		today.came++
		y.here[id] = n
		in = append(in, v)
	}
	for range y.r.IntN(3) {
		v, _, err := y.db.SignIn(y.ctx, y.host, community.Visitor{Name: "Somebody", Remember: y.r.IntN(4) == 0, Detail: "a@example.org"})
		y.must(err)
		if y.r.IntN(5) == 0 {
			y.must(y.db.UndoVisitor(y.ctx, y.host, v.ID))
			continue
		}
		today.visitors++
	}
	return in
}

// noon is what people do for one another.
func (y *year) noon(n int, weekday time.Weekday) {
	today := &y.days[n]
	pair := func() (int, int) { p := y.r.Perm(len(y.people)); return p[0], p[1] }
	for range y.r.IntN(5) {
		a, b := pair()
		id, err := y.db.Thank(y.ctx, y.host, community.ThankYou{FromID: y.people[a], ToID: y.people[b], What: "Practical help"})
		y.must(err)
		if y.r.IntN(6) == 0 {
			y.must(y.db.VoidThanks(y.ctx, y.host, id))
			continue
		}
		today.thanks++
	}
	for range y.r.IntN(3) {
		a, b := pair()
		quick, good := y.r.IntN(3) == 0, y.r.IntN(3) > 0
		id, err := y.db.AddPost(y.ctx, y.host, community.Post{MemberID: y.people[a], Side: community.Ask, Words: "The printer", Quick: quick})
		y.must(err)
		switch {
		case quick && good:
			_, err = y.db.HelpQuick(y.ctx, y.host, id, y.people[b])
			today.helped++
		case good:
			err = y.db.SortPost(y.ctx, y.host, id)
			today.sorted++
		}
		y.must(err)
		if quick {
			today.quick++
		} else {
			today.asks++
		}
	}
	if a, b := pair(); y.r.IntN(3) == 0 && !y.met[[2]int{min(a, b), max(a, b)}] {
		y.met[[2]int{min(a, b), max(a, b)}] = true
		y.must(y.db.Introduce(y.ctx, y.host, y.people[a], y.people[b], true))
		today.met++
	}
	switch weekday {
	case time.Wednesday:
		today.learners = y.come(&y.event[0])
	case time.Friday:
		today.social = y.come(&y.event[1])
	}
}

// come has some say that they come to today's occasion of an event, one of whom takes
// it back.
func (y *year) come(e *community.Event) int {
	at := y.local()
	c := community.Coming{EventID: e.ID, StartsAt: time.Date(at.Year(), at.Month(), at.Day(), 12, 0, 0, 0, y.zone), SaidAt: y.now()}
	n := y.r.IntN(9)
	var all []community.Record
	for i := range n + 1 {
		c.MemberID, c.Void = y.people[i], i == n
		y.records++
		all = append(all, record(community.KindComing, y.records, y.now(), c.Fields(), c.MemberID))
	}
	_, err := y.db.Carry(y.ctx, all)
	y.must(err)
	return n
}

// leave checks somebody out and answers the question, if there is one.
func (y *year) leave(in community.Visit) {
	at := y.local()
	v, err := y.db.CheckOut(y.ctx, community.Actor{Kind: community.ActorClaimed, ID: in.MemberID}, in.MemberID)
	y.must(err)
	q, err := y.db.QuestionFor(y.ctx, v.ID)
	key := in.MemberID.String() + community.Quarter(at)
	switch due := !in.Prompted && !y.inTime[key]; {
	case err != nil && !errors.Is(err, community.ErrNotFound):
		y.t.Fatal(err)
	case (err == nil) != due:
		y.t.Fatalf("%s is asked: %t, due: %t", key, err == nil, due)
	case !due:
		return
	}
	y.inTime[key] = true
	y.asked++
	word := community.AnswerSkip
	if y.r.IntN(4) > 0 { // three of four who were supported say so
		word = map[bool]string{true: community.AnswerYes, false: community.AnswerNo}[y.r.IntN(4) > 0]
	}
	y.must(y.db.Answer(y.ctx, in.MemberID, q.Name, word))
	month := [2]string{q.Name, community.Month(at)}
	if y.tallies[month] == nil {
		y.tallies[month] = &community.Tally{}
	}
	y.tallies[month].Count(word)
}

// look compares every figure with what was done.
func (y *year) look() {
	y.t.Helper()
	space, err := y.db.Space(y.ctx)
	y.must(err)
	p, err := y.db.Past(y.ctx, From(&space, y.now()))
	y.must(err)
	c := New(p)
	at := y.local()
	for i := range c.Shares {
		s := &c.Shares[i]
		var want community.Tally
		for month := s.Since; month.Before(s.Ends()); month = month.AddDate(0, 1, 0) {
			if n := y.tallies[[2]string{s.Question.Name, community.Month(month)}]; n != nil {
				want.Yes, want.No, want.Skip = want.Yes+n.Yes, want.No+n.No, want.Skip+n.Skip
			}
		}
		if months := s.Ends().Sub(s.Since).Hours() / 24 / 30; months < 1 || months > 5 || s.Ends().After(community.MonthStart(at)) {
			y.t.Errorf("%s: %s: a figure of %s", at.Format(time.DateOnly), s.Question.Name, s.When())
		}
		if s.Yes != want.Yes || s.N != want.Yes+want.No || s.Asked != s.N+want.Skip || s.Hidden {
			y.t.Errorf("%s: %s: %d yes of %d of %d, want %+v", at.Format(time.DateOnly), s.Question.Name, s.Yes, s.N, s.Asked, want)
		}
	}
	y.lookAtBars(c)
	thanks := 0
	for day, did := range y.days {
		if at := y.start.AddDate(0, 0, day); !at.Before(c.Shares[0].Since) && !at.Before(p.From) && at.Before(c.Shares[0].Ends()) {
			thanks += did.thanks
		}
	}
	if c.Thanks != thanks {
		y.t.Errorf("%s: %d thank-yous, want %d", at.Format(time.DateOnly), c.Thanks, thanks)
	}
}

func (y *year) lookAtBars(c *Canvas) {
	y.t.Helper()
	this := 0
	for _, day := range y.here {
		if y.start.AddDate(0, 0, day).Sub(c.Mondays[Weeks-1]) >= -time.Hour {
			this++
		}
	}
	if want := fmt.Sprintf("%d of %d came in", this, len(y.people)); c.Elements[0].Head != want {
		y.t.Errorf("%s: %q, want %q", y.local().Format(time.DateOnly), c.Elements[0].Head, want)
	}
	want := map[string]*[Weeks]int{}
	add := func(what string, week, n int) {
		if want[what] == nil {
			want[what] = &[Weeks]int{}
		}
		want[what][week] += n
	}
	for day, did := range y.days {
		week := Weeks - 1 - (len(y.days)-1)/7 + day/7
		if week < 0 {
			continue
		}
		for what, n := range map[string]int{
			"days spent here": did.came, "visitors": did.visitors, "thank-yous": did.thanks, "asks": did.asks, "asks answered": did.sorted, "quick calls": did.quick,
			"quick calls answered": did.helped, "introductions": did.met, "said they would come to them": did.learners, "said they would come to others": did.social,
		} {
			add(what, week, n)
		}
	}
	got := map[string]*[Weeks]int{}
	for _, r := range c.Rows() {
		if want[r.What] == nil {
			continue
		}
		if got[r.What] == nil {
			got[r.What] = &[Weeks]int{}
		}
		for week, monday := range c.Mondays {
			if monday.Format(time.DateOnly) == r.Since {
				got[r.What][week] += r.N
			}
		}
	}
	for what, bars := range want {
		if got[what] == nil || *got[what] != *bars {
			y.t.Errorf("%s: %s: %v, want %v", y.local().Format(time.DateOnly), what, got[what], *bars)
		}
	}
}
