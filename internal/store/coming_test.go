package store

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// meal is an event that a host made, an hour long, tomorrow at one.
func meal(t testing.TB, db *DB, change func(*community.Event)) community.Event {
	t.Helper()
	at := monday.Add(27 * time.Hour)
	e := community.Event{Title: "Soup & stories", What: community.EventSocial, Place: "Kitchen", StartsAt: at, EndsAt: at.Add(time.Hour), Zone: "Europe/London"}
	if change != nil {
		change(&e)
	}
	e, err := db.SaveEvent(t.Context(), byHost, e)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func people(t testing.TB, db *DB, n int) (ids []community.ID) {
	t.Helper()
	for i := range n {
		m := ada()
		m.Number, m.Name = fmt.Sprint(2000+i), fmt.Sprintf("Person %c", 'A'+i)
		ids = append(ids, add(t, db, m))
	}
	return ids
}

func claims(id community.ID) community.Actor {
	return community.Actor{Kind: community.ActorClaimed, ID: id}
}

func proves(id community.ID) community.Actor {
	return community.Actor{Kind: community.ActorProven, ID: id}
}

func come(t testing.TB, db *DB, who community.ID, e *community.Event, of, slot time.Time) community.Coming {
	t.Helper()
	c, err := db.Come(t.Context(), claims(who), who, e.ID, of, slot)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func gathering(t testing.TB, db *DB, by community.Actor, e *community.Event, of time.Time) community.Gathering {
	t.Helper()
	g, err := db.Gathering(t.Context(), by, by.ID, e.ID, of)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestComeTwiceIsOneComing(t *testing.T) {
	db, c := fresh(t)
	who := people(t, db, 2)
	e := meal(t, db, nil)
	first := come(t, db, who[0], &e, e.StartsAt, time.Time{})
	c.forward(time.Minute)
	if again := come(t, db, who[0], &e, e.StartsAt, time.Time{}); again != first {
		t.Errorf("a second tap made %+v of %+v", again, first)
	}
	if g := gathering(t, db, claims(who[0]), &e, e.StartsAt); g.Coming != 1 || !g.Comes() {
		t.Errorf("got %+v", g)
	}
	if g := gathering(t, db, claims(who[1]), &e, e.StartsAt); g.Coming != 1 || g.Comes() {
		t.Errorf("for another: %+v", g)
	}
	for range 2 {
		if err := db.StayAway(t.Context(), claims(who[0]), first.ID); err != nil {
			t.Fatal(err)
		}
	}
	if g := gathering(t, db, claims(who[0]), &e, e.StartsAt); g.Coming != 0 || g.Comes() {
		t.Errorf("after taking it back: %+v", g)
	}
	if back := come(t, db, who[0], &e, e.StartsAt, time.Time{}); back.ID != first.ID || !back.SaidAt.Equal(c.t) {
		t.Errorf("given again: %+v", back)
	}
}

func TestNobodySaysOfAnotherThatTheyCome(t *testing.T) {
	db, _ := fresh(t)
	who := people(t, db, 2)
	e := meal(t, db, nil)
	if _, err := db.Come(t.Context(), proves(who[0]), who[1], e.ID, e.StartsAt, time.Time{}); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("in another's name: %v", err)
	}
	c := come(t, db, who[1], &e, e.StartsAt, time.Time{})
	if err := db.AwaitPlace(t.Context(), proves(who[0]), c.ID); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("waits in another's name: %v", err)
	}
	if err := db.StayAway(t.Context(), proves(who[0]), c.ID); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("taken back in another's name: %v", err)
	}
	if err := db.SetGoal(t.Context(), proves(who[0]), c.ID, "Not mine"); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("a goal in another's name: %v", err)
	}
}

func TestAFullEventIsRefusedInWords(t *testing.T) {
	db, c := fresh(t)
	who := people(t, db, 3)
	e := meal(t, db, func(e *community.Event) { e.Places = 2 })
	come(t, db, who[0], &e, e.StartsAt, time.Time{})
	second := come(t, db, who[1], &e, e.StartsAt, time.Time{})
	_, err := db.Come(t.Context(), claims(who[2]), who[2], e.ID, e.StartsAt, time.Time{})
	var full *NoPlaceError
	if !errors.As(err, &full) || !strings.Contains(full.Sentence(), "is full") {
		t.Fatalf("the third: %v", err)
	}
	if err := db.StayAway(t.Context(), byHost, second.ID); err != nil {
		t.Fatal(err)
	}
	come(t, db, who[2], &e, e.StartsAt, time.Time{})
	c.t = e.EndsAt
	if _, err := db.Come(t.Context(), claims(who[1]), who[1], e.ID, e.StartsAt, time.Time{}); !errors.As(err, &full) || !strings.Contains(full.Sentence(), "over") {
		t.Errorf("to what is over: %v", err)
	}
}

func TestATurnOfAnAdviceSurgeryIsOneMembers(t *testing.T) {
	db, _ := fresh(t)
	who := people(t, db, 4)
	e := meal(t, db, func(e *community.Event) { e.What = community.EventSurgery })
	at := e.StartsAt
	come(t, db, who[0], &e, at, at.Add(20*time.Minute))
	var no *NoPlaceError
	if _, err := db.Come(t.Context(), claims(who[1]), who[1], e.ID, at, at.Add(20*time.Minute)); !errors.As(err, &no) {
		t.Errorf("a turn that is taken: %v", err)
	}
	for _, slot := range []time.Time{{}, at.Add(10 * time.Minute), at.Add(time.Hour)} {
		if _, err := db.Come(t.Context(), claims(who[1]), who[1], e.ID, at, slot); err == nil {
			t.Errorf("a turn at %v was given", slot)
		}
	}
	come(t, db, who[0], &e, at, at) // another one of the same member's
	g := gathering(t, db, claims(who[0]), &e, at)
	if len(g.Turns) != 3 || g.Turns[0].Free || !g.Turns[1].Free || !g.Mine.SlotAt.Equal(at) || g.Left() != 2 {
		t.Errorf("got %+v", g)
	}
	come(t, db, who[1], &e, at, at.Add(20*time.Minute))
	come(t, db, who[2], &e, at, at.Add(40*time.Minute))
	if _, err := db.Come(t.Context(), claims(who[3]), who[3], e.ID, at, at); !errors.As(err, &no) || !strings.Contains(no.Sentence(), "Every turn") {
		t.Errorf("the fourth of three: %v", err)
	}
}

// TestTwoScreensGiveOnePlaceAway holds that of two who were given the last place
// on screens that were apart the earlier keeps it on both, and the other is told.
func TestTwoScreensGiveOnePlaceAway(t *testing.T) {
	here, c := fresh(t)
	who := people(t, here, 3)
	e := meal(t, here, func(e *community.Event) { e.Places = 1 })
	there := open(t, t.TempDir(), c)
	carry(t, here, there)
	c.forward(time.Minute)
	late := come(t, here, who[0], &e, e.StartsAt, time.Time{})
	c.t = c.t.Add(-30 * time.Second)
	early := come(t, there, who[1], &e, e.StartsAt, time.Time{})
	carry(t, here, there)
	carry(t, there, here)
	c.forward(time.Hour)
	for name, db := range map[string]*DB{"here": here, "there": there} {
		g := gathering(t, db, claims(who[0]), &e, e.StartsAt)
		if g.Coming != 1 || g.Comes() {
			t.Errorf("%s: the later one keeps the place: %+v", name, g)
		}
		if g := gathering(t, db, claims(who[1]), &e, e.StartsAt); !g.Comes() {
			t.Errorf("%s: the earlier one lost the place: %+v", name, g)
		}
		mine, err := db.Mine(t.Context(), claims(who[0]), who[0])
		if err != nil || len(mine.Comings) != 1 || mine.Comings[0].Placed {
			t.Errorf("%s: the later one is not told: %+v, %v", name, mine.Comings, err)
		}
	}
	if err := there.AwaitPlace(t.Context(), claims(who[0]), late.ID); err != nil {
		t.Fatal(err)
	}
	if err := there.StayAway(t.Context(), claims(who[1]), early.ID); err != nil {
		t.Fatal(err)
	}
	if mine, err := there.Mine(t.Context(), claims(who[0]), who[0]); err != nil || !mine.Comings[0].Placed || !mine.Comings[0].KnewAt.IsZero() || mine.Comings[0].Claimed {
		t.Errorf("who waited does not hear of their place: %+v, %v", mine.Comings, err)
	}
	if g := gathering(t, there, claims(who[0]), &e, e.StartsAt); !g.Comes() || g.Mine.ID != late.ID {
		t.Errorf("a place that was given back is not theirs: %+v", g)
	}
}

func TestPlacesAreNeverGivenTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := monday
		o := community.Occasion{What: rapid.SampledFrom([]string{community.EventSurgery, community.EventSocial}).Draw(t, "what"), StartsAt: at, EndsAt: at.Add(time.Hour), Of: at, Places: rapid.IntRange(0, 4).Draw(t, "places")}
		n := rapid.IntRange(0, 12).Draw(t, "n")
		var all []community.Coming
		for i := range n {
			c := community.Coming{StartsAt: at, SaidAt: at.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "said")) * time.Second), Void: rapid.Bool().Draw(t, "void")}
			c.ID[0], c.MemberID[0] = byte(i+1), byte(rapid.IntRange(1, 8).Draw(t, "member"))
			c.SlotAt = at.Add(time.Duration(rapid.IntRange(0, 4).Draw(t, "slot")) * community.SlotLength)
			all = append(all, c)
		}
		placed := o.Placed(all)
		slots, who := map[int64]int{}, map[community.ID]int{}
		for _, c := range all {
			if !placed[c.ID] {
				continue
			}
			slots[c.SlotAt.Unix()]++
			who[c.MemberID]++
			if c.Void || who[c.MemberID] > 1 {
				t.Fatalf("a place for %+v", c)
			}
			if len(o.Turns()) > 0 && (slots[c.SlotAt.Unix()] > 1 || !c.SlotAt.Before(o.EndsAt)) {
				t.Fatalf("two at %v", c.SlotAt)
			}
		}
		if room := o.Room(); room > 0 && len(placed) > room {
			t.Fatalf("%d in %d places", len(placed), room)
		}
		shuffled := rapid.Permutation(all).Draw(t, "order")
		if got := o.Placed(shuffled); len(got) != len(placed) {
			t.Fatalf("another order gives %v, not %v", got, placed)
		} else {
			for id := range placed {
				if !got[id] {
					t.Fatalf("another order gives %v, not %v", got, placed)
				}
			}
		}
	})
}

func TestAGoalIsTheGroupsAlone(t *testing.T) {
	db, c := fresh(t)
	who := people(t, db, 3)
	e := meal(t, db, func(e *community.Event) {
		e.Title, e.What, e.Rule = "Monday group", community.EventAccountability, "FREQ=WEEKLY;BYDAY=TU"
	})
	for i, id := range who[:2] {
		k := come(t, db, id, &e, e.StartsAt, time.Time{})
		if err := db.SetGoal(t.Context(), claims(id), k.ID, fmt.Sprintf("Goal %d", i)); err != nil {
			t.Fatal(err)
		}
	}
	next := e.StartsAt.AddDate(0, 0, 7)
	for _, of := range []time.Time{e.StartsAt, next} {
		if g := gathering(t, db, proves(who[0]), &e, of); len(g.Goals) != 2 {
			t.Errorf("one of the group reads %+v", g.Goals)
		}
		if g := gathering(t, db, claims(who[0]), &e, of); len(g.Goals) != 0 || g.Mine.Goal != "" {
			t.Errorf("who only claims to be of the group reads %+v %q", g.Goals, g.Mine.Goal)
		}
		if g := gathering(t, db, proves(who[2]), &e, of); len(g.Goals) != 0 {
			t.Errorf("somebody else reads %+v", g.Goals)
		}
	}
	if list, err := db.Comings(t.Context(), e.ID, e.StartsAt); err != nil || len(list) != 2 || list[0].Goal != "" {
		t.Errorf("hosts read %+v, %v", list, err)
	}
	acts, err := db.Acts(t.Context(), monday.AddDate(0, 0, -1), 100)
	if err != nil {
		t.Fatal(err)
	}
	if text := fmt.Sprintf("%+v", acts); strings.Contains(text, "Goal") {
		t.Errorf("the history says %s", text)
	}

	mine := func(by community.Actor) community.Mine {
		m, err := db.Mine(t.Context(), by, who[0])
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	c.t = e.EndsAt.Add(time.Minute)
	if m := mine(proves(who[0])); m.Went != nil {
		t.Errorf("asked how it went right after: %+v", m.Went)
	}
	c.t = next.Add(-4 * time.Hour)
	m := mine(proves(who[0]))
	if m.Went == nil || m.Went.Goal != "Goal 0" {
		t.Fatalf("on the day of the next: %+v", m.Went)
	}
	if m := mine(claims(who[0])); m.Went == nil || m.Went.Goal == "Goal 0" {
		t.Errorf("who only claims to be them reads %+v", m.Went)
	}
	if err := db.SetWent(t.Context(), claims(who[0]), m.Went.ID, "Half of it"); err != nil {
		t.Fatal(err)
	}
	if m := mine(proves(who[0])); m.Went != nil {
		t.Errorf("asked twice: %+v", m.Went)
	}
	if g := gathering(t, db, proves(who[1]), &e, next); len(g.Goals) != 2 || g.Goals[0].Went+g.Goals[1].Went != "Half of it" {
		t.Errorf("the group reads %+v", g.Goals)
	}
}

func TestAfterASocialEventWhomOneMetIsAsked(t *testing.T) {
	db, c := fresh(t)
	who := people(t, db, 7)
	for i, change := range map[int]func(m *community.Member){
		2: func(m *community.Member) { m.OnWall = community.Consent{} },
		4: func(m *community.Member) { m.HereNow = community.Consent{} }, // who does not want it known where they are
		5: func(m *community.Member) { m.LeaveMe = true },
	} {
		if err := db.EditMember(t.Context(), byHost, who[i], func(m *community.Member) error { change(m); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.NeverIntroduce(t.Context(), byHost, who[0], who[6], true); err != nil {
		t.Fatal(err)
	}
	e := meal(t, db, nil)
	for _, id := range who {
		come(t, db, id, &e, e.StartsAt, time.Time{})
	}
	if err := db.Met(t.Context(), proves(who[0]), who[0], who[3]); err != nil {
		t.Fatal(err)
	}
	c.t = e.EndsAt.Add(20 * time.Hour)
	m, err := db.Mine(t.Context(), proves(who[0]), who[0])
	if err != nil || m.Met == nil || len(m.Met.People) != 1 || m.Met.People[0].ID != who[1] {
		t.Fatalf("got %+v, %v", m.Met, err)
	}
	if m, err := db.Mine(t.Context(), claims(who[0]), who[0]); err != nil || m.Met != nil {
		t.Errorf("who only claims to be them sees %+v, %v", m.Met, err)
	}
	if err := db.AskedComing(t.Context(), proves(who[0]), m.Met.ID); err != nil {
		t.Fatal(err)
	}
	if m, err := db.Mine(t.Context(), proves(who[0]), who[0]); err != nil || m.Met != nil {
		t.Errorf("asked twice: %+v, %v", m.Met, err)
	}
	if err := db.Met(t.Context(), proves(who[0]), who[1], who[2]); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("of two others: %v", err)
	}
}

func TestComingsGoAfterTheirDaysAndAreCounted(t *testing.T) {
	db, c := fresh(t)
	who := people(t, db, 3)
	e := meal(t, db, func(e *community.Event) { e.What, e.Places = community.EventLearning, 2 })
	come(t, db, who[0], &e, e.StartsAt, time.Time{})
	come(t, db, who[1], &e, e.StartsAt, time.Time{})
	for range 62 {
		c.forward(24 * time.Hour)
		if _, err := db.Retain(t.Context(), RetainOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	all, err := readComings(t.Context(), db.read(), "")
	if err != nil || len(all) != 0 {
		t.Fatalf("still there: %+v, %v", all, err)
	}
	counts, err := dayCounts(t, db)
	if err != nil || len(counts) != 1 || counts[0].What != "came:Learning" || counts[0].N != 2 || counts[0].Day != "2026-11-17" {
		t.Errorf("got %+v, %v", counts, err)
	}
}

// What did not take place was come to by nobody, nor was it by who took their word back or
// waited for a place in vain.
func TestOnlyWhoHadAPlaceAtWhatTookPlaceIsCounted(t *testing.T) {
	db, c := fresh(t)
	who := people(t, db, 3)
	weekly := meal(t, db, func(e *community.Event) { e.What, e.Rule = community.EventLearning, "FREQ=WEEKLY;BYDAY=TU" })
	off := meal(t, db, func(e *community.Event) { e.What = community.EventSurgery })
	small := meal(t, db, nil)
	first, second := weekly.StartsAt, weekly.StartsAt.AddDate(0, 0, 7)
	for _, of := range []time.Time{first, second} {
		come(t, db, who[0], &weekly, of, time.Time{})
	}
	come(t, db, who[1], &weekly, first, time.Time{})
	away := come(t, db, who[2], &weekly, first, time.Time{})
	come(t, db, who[0], &off, off.StartsAt, off.StartsAt)
	for _, one := range who {
		c.forward(time.Second)
		come(t, db, one, &small, small.StartsAt, time.Time{})
	}
	small.Places = 2 // the room turned out smaller
	_, err := db.SaveEvent(t.Context(), byHost, small)
	for _, err := range []error{
		err,
		db.StayAway(t.Context(), proves(who[2]), away.ID),
		db.CancelOccasion(t.Context(), byHost, weekly.ID, second, true),
		db.CancelEvent(t.Context(), byHost, off.ID, true),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	retain(t, db, c, community.ComingDays+9)
	got := map[string]int{}
	counts, err := dayCounts(t, db)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range counts {
		got[n.Day+" "+n.What] += n.N
	}
	if want := map[string]int{"2026-11-17 came:Learning": 2, "2026-11-17 came:Social": 2}; !maps.Equal(got, want) {
		t.Errorf("counted %v, want %v", got, want)
	}
}

func TestComingsAreErasedWithTheirMember(t *testing.T) {
	db, _ := fresh(t)
	who := people(t, db, 2)
	e := meal(t, db, nil)
	come(t, db, who[0], &e, e.StartsAt, time.Time{})
	come(t, db, who[1], &e, e.StartsAt, time.Time{})
	if err := db.Met(t.Context(), byHost, who[0], who[1]); err != nil {
		t.Fatal(err)
	}
	if err := db.Erase(t.Context(), byHost, who[0]); err != nil {
		t.Fatal(err)
	}
	all, err := readComings(t.Context(), db.read(), "")
	if err != nil || len(all) != 1 || all[0].MemberID != who[1] {
		t.Errorf("left: %+v, %v", all, err)
	}
	if i, err := readIntroductions(t.Context(), db.read(), ""); err != nil || len(i) != 0 {
		t.Errorf("they still know one another: %+v, %v", i, err)
	}
}

func TestWhatWasClaimedIsToldOnce(t *testing.T) {
	db, _ := fresh(t)
	who := people(t, db, 1)
	e := meal(t, db, nil)
	k := come(t, db, who[0], &e, e.StartsAt, time.Time{})
	m, err := db.Mine(t.Context(), claims(who[0]), who[0])
	if err != nil || len(m.Comings) != 1 || !m.Comings[0].Claimed {
		t.Fatalf("got %+v, %v", m.Comings, err)
	}
	if err := db.SeeComing(t.Context(), claims(who[0]), k.ID, true); err != nil {
		t.Fatal(err)
	}
	if m, err := db.Mine(t.Context(), claims(who[0]), who[0]); err != nil || len(m.Comings) != 1 || m.Comings[0].Claimed {
		t.Errorf("got %+v, %v", m.Comings, err)
	}
	if err := db.SeeComing(t.Context(), claims(who[0]), k.ID, false); err != nil {
		t.Fatal(err)
	}
	if m, err := db.Mine(t.Context(), claims(who[0]), who[0]); err != nil || len(m.Comings) != 0 {
		t.Errorf("not theirs, and yet: %+v, %v", m.Comings, err)
	}
}

// TestWhatIsInNoCalendarAnyMoreIsToldAsOff holds for an event that another screen has yet
// to hear of, and for a time that its series no longer has.
func TestWhatIsInNoCalendarAnyMoreIsToldAsOff(t *testing.T) {
	db, _ := fresh(t)
	who := people(t, db, 1)
	e := meal(t, db, func(e *community.Event) { e.Rule = "FREQ=WEEKLY" })
	come(t, db, who[0], &e, e.StartsAt.AddDate(0, 0, 7), time.Time{})
	e.Rule, e.Title = "FREQ=WEEKLY;UNTIL=20261118T000000Z", "Soup"
	if _, err := db.SaveEvent(t.Context(), byHost, e); err != nil {
		t.Fatal(err)
	}
	m, err := db.Mine(t.Context(), claims(who[0]), who[0])
	if err != nil || len(m.Comings) != 1 || !m.Comings[0].Off || m.Comings[0].Occasion.Title != "Soup" {
		t.Errorf("a time that is no more: %+v, %v", m.Comings, err)
	}
	if err := db.writing(t.Context(), byHost, func(w *writer) error { return w.drop(community.KindEvent, e.ID) }); err != nil {
		t.Fatal(err)
	}
	m, err = db.Mine(t.Context(), claims(who[0]), who[0])
	if err != nil || len(m.Comings) != 1 || !m.Comings[0].Off || m.Comings[0].Occasion.Title != "An event" {
		t.Errorf("an event that is not known: %+v, %v", m.Comings, err)
	}
}

// TestWhoIsYetToBeHeardOfKeepsNobodyFromReading holds on a screen that has the words of
// people before the people themselves.
func TestWhoIsYetToBeHeardOfKeepsNobodyFromReading(t *testing.T) {
	db, c := fresh(t)
	who := people(t, db, 2)
	group := meal(t, db, func(e *community.Event) { e.What = community.EventAccountability })
	lunch := meal(t, db, nil)
	for _, e := range []*community.Event{&group, &lunch} {
		for _, id := range who {
			k := come(t, db, id, e, e.StartsAt, time.Time{})
			if err := db.SetGoal(t.Context(), proves(id), k.ID, "Write it"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := db.writing(t.Context(), byHost, func(w *writer) error {
		w.noted = true
		return w.exec(`DELETE FROM members WHERE id = ?`, who[1])
	}); err != nil {
		t.Fatal(err)
	}
	if g := gathering(t, db, proves(who[0]), &group, group.StartsAt); len(g.Goals) != 1 {
		t.Errorf("%+v", g.Goals)
	}
	c.t = lunch.EndsAt.Add(time.Hour)
	if m, err := db.Mine(t.Context(), proves(who[0]), who[0]); err != nil || m.Met != nil {
		t.Errorf("%+v, %v", m.Met, err)
	}
}
