package community

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// state is everything known of one record, as this test sees it.
type state struct {
	Erased bool
	Cells  map[string]Cell
}

// take is a way of merging a change into a state and says whether it won.
type take func(*state, Change) bool

// byRecord merges as Record.Take does.
func byRecord(s *state, c Change) bool {
	r := Record{Kind: KindMember, Erased: s.Erased}
	for field, cell := range s.Cells {
		r.Groups = append(r.Groups, Group{Stamp: cell.Stamp, Actor: cell.Actor.String(), Fields: map[string]string{field: cell.Value}})
	}
	other := Record{Kind: KindMember, Erased: c.Erase}
	if !c.Erase {
		other.Groups = []Group{{Stamp: c.Stamp, Actor: c.Actor.String(), Fields: map[string]string{c.Field: c.Value}}}
	}
	won, _ := r.Take(other, 1)
	*s = state{Erased: r.Erased}
	for _, c := range r.Changes() {
		if c.Erase {
			continue
		}
		if s.Cells == nil {
			s.Cells = map[string]Cell{}
		}
		s.Cells[c.Field] = Cell{Value: c.Value, Stamp: c.Stamp, Actor: c.Actor}
	}
	return won
}

// changes draws changes of one record as screens make them: few fields, few
// clocks and screens, so that equal stamps with different values are common, as
// a cloned disk makes them. One stamp and value has one actor.
var changes = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Change {
	c := Change{
		Kind:  KindMember,
		Field: rapid.SampledFrom([]string{"name", "headline", "languages:Scots"}).Draw(t, "field"),
		Value: rapid.SampledFrom([]string{"", "a", "b", "ä"}).Draw(t, "value"),
		Stamp: Stamp{Clock: rapid.Int64Range(1, 3).Draw(t, "clock"), Screen: rapid.Int64Range(-1, 1).Draw(t, "screen")},
	}
	if rapid.IntRange(0, 19).Draw(t, "erase") == 0 {
		c.Field, c.Value, c.Erase = "", "", true
	}
	c.Actor = Actor{Kind: ActorKind(fmt.Sprint(c.Stamp, c.Value))}
	return c
}), 0, 12)

// laws says which law of merging the changes show to be broken.
func laws(do take, cs []Change, shuffled []Change, cut int) error {
	after := func(start state, cs []Change) state {
		s := state{Erased: start.Erased, Cells: maps.Clone(start.Cells)}
		for _, c := range cs {
			do(&s, c)
		}
		return s
	}
	same := func(a, b state) bool { return a.Erased == b.Erased && maps.Equal(a.Cells, b.Cells) }
	all := after(state{}, cs)
	if !same(all, after(state{}, shuffled)) {
		return errors.New("the order of changes counts")
	}
	again := state{Erased: all.Erased, Cells: maps.Clone(all.Cells)}
	for _, c := range cs {
		if do(&again, c) || !same(again, all) {
			return errors.New("a change taken twice wins again")
		}
	}
	// Two screens take a part each, then the newest of each other.
	left, right := after(state{}, cs[:cut]), after(state{}, cs[cut:])
	if !same(after(left, known(right)), after(right, known(left))) || !same(after(left, known(right)), all) {
		return errors.New("the grouping of changes counts")
	}
	erased := slices.ContainsFunc(cs, func(c Change) bool { return c.Erase })
	if all.Erased != erased || erased && len(all.Cells) > 0 {
		return errors.New("what was erased is still there")
	}
	return nil
}

// known gives the changes that a screen in this state would send.
func known(s state) (cs []Change) {
	if s.Erased {
		return []Change{{Erase: true}}
	}
	for _, field := range slices.Sorted(maps.Keys(s.Cells)) {
		c := s.Cells[field]
		cs = append(cs, Change{Field: field, Value: c.Value, Stamp: c.Stamp, Actor: c.Actor})
	}
	return cs
}

// takeBy is Record.Take with another rule of which cell beats which, and, if so
// wanted, with erasures that a later change undoes.
func takeBy(beats func(a, b Cell) bool, tombstones bool) take {
	return func(s *state, c Change) bool {
		if s.Erased && tombstones {
			return false
		}
		if c.Erase {
			won := !s.Erased
			s.Erased, s.Cells = true, nil
			return won
		}
		cell := Cell{Value: c.Value, Stamp: c.Stamp, Actor: c.Actor}
		if old, ok := s.Cells[c.Field]; ok && !beats(cell, old) {
			return false
		}
		if s.Cells == nil {
			s.Cells = map[string]Cell{}
		}
		s.Erased = false
		s.Cells[c.Field] = cell
		return true
	}
}

func TestTakingChangesInAnyOrderAndGroupsLeadsToTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := changes.Draw(t, "changes")
		err := laws(byRecord, cs, rapid.Permutation(cs).Draw(t, "order"), rapid.IntRange(0, len(cs)).Draw(t, "cut"))
		if err != nil {
			t.Fatal(err)
		}
	})
}

// broken looks for changes that break a law.
func broken(do take) error {
	for seed := range 3000 {
		cs := changes.Example(seed)
		turned := slices.Clone(cs)
		slices.Reverse(turned)
		if err := laws(do, cs, turned, len(cs)/2); err != nil {
			return err
		}
	}
	return nil
}

func TestTheLawsAreSeenToBreakWithoutTheTieBreakOrTombstones(t *testing.T) {
	stampOnly := func(a, b Cell) bool { return a.Stamp.Compare(b.Stamp) > 0 }
	clockOnly := func(a, b Cell) bool {
		return cmp.Or(cmp.Compare(a.Stamp.Clock, b.Stamp.Clock), cmp.Compare(a.Value, b.Value)) > 0
	}
	orEqual := func(a, b Cell) bool { return !b.Beats(a) }
	for _, c := range []struct {
		name  string
		do    take
		holds bool
	}{
		{"as it is", byRecord, true},
		{"as it is, by this test's own words", takeBy(Cell.Beats, true), true},
		{"without the value", takeBy(stampOnly, true), false},
		{"without the screen", takeBy(clockOnly, true), false},
		{"the last to come wins", takeBy(func(Cell, Cell) bool { return true }, true), false},
		{"an equal wins again", takeBy(orEqual, true), false},
		{"without tombstones", takeBy(Cell.Beats, false), false},
	} {
		if err := broken(c.do); (err == nil) != c.holds {
			t.Errorf("%s: the laws hold is %t: %v", c.name, err == nil, err)
		}
	}
}

func TestTheGreatestClockThenScreenThenValueWins(t *testing.T) {
	cell := func(clock, screen int64, value string) Cell {
		return Cell{Value: value, Stamp: Stamp{Clock: clock, Screen: screen}}
	}
	order := []Cell{cell(1, 9, "z"), cell(2, -5, "z"), cell(2, 1, "z"), cell(2, 2, ""), cell(2, 2, "a"), cell(2, 2, "b"), cell(3, 0, "")}
	for i, a := range order {
		for j, b := range order {
			if a.Beats(b) != (i > j) {
				t.Errorf("%v beats %v is %t", a, b, a.Beats(b))
			}
		}
	}
}

func FuzzParseActor(f *testing.F) {
	for _, seed := range []string{"host", "claimed:018f4e9a-7a6b-7c00-8000-0123456789ab", "host:", ":", "a:b", "proven:00000000-0000-0000-0000-000000000000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseActor(s)
		if err != nil {
			if a != (Actor{}) || !errors.Is(err, ErrBadID) {
				t.Fatalf("%q: %v, %v", s, a, err)
			}
			return
		}
		if b, err := ParseActor(a.String()); err != nil || a != b {
			t.Fatalf("%q: %v, then %v, %v", s, a, b, err)
		}
	})
}

func FuzzParseID(f *testing.F) {
	for _, seed := range []string{"", "018f4e9a-7a6b-7c00-8000-0123456789ab", "018F4E9A-7A6B-7C00-8000-0123456789AB", "018f4e9a_7a6b_7c00_8000_0123456789ab", "é18f4e9a-7a6b-7c00-8000-0123456789a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := ParseID(s)
		if err != nil {
			if !id.IsZero() || !errors.Is(err, ErrBadID) {
				t.Fatalf("%q: %v, %v", s, id, err)
			}
			return
		}
		var texts, scanned ID
		text, _ := id.MarshalText()
		if err := texts.UnmarshalText(text); err != nil || texts != id {
			t.Fatalf("%q: text %q is %v, %v", s, text, texts, err)
		}
		value, _ := id.Value()
		if err := scanned.Scan(value); err != nil || scanned != id {
			t.Fatalf("%q: value %v is %v, %v", s, value, scanned, err)
		}
	})
}

func TestIDsScanBytesAndNullOnly(t *testing.T) {
	for _, src := range []any{"x", 5, []byte{1, 2}, make([]byte, 17)} {
		id := ID{1}
		if err := id.Scan(src); !errors.Is(err, ErrBadID) || id != (ID{1}) {
			t.Errorf("%v: %v, %v", src, id, err)
		}
	}
	if (ID{}).String() != "" || (ID{1}).Mixed("a") == (ID{1}).Mixed("b") || (ID{1}).Mixed("a") == (ID{2}).Mixed("a") {
		t.Error("the zero ID is written, or mixing is not by ID and salt")
	}
	if got := (ID{1}).Mixed("a"); got != 0x8377ba80aaf09294 {
		t.Errorf("orders changed: %#x", got)
	}
}

// record is what every kind of record can do.
type record interface {
	Fields() []Field
	Set(field, value string) error
}

func TestEveryRecordReadsWhatItWrites(t *testing.T) {
	id := ID{1, 2, 3}
	at := func() record {
		return &Event{
			ID: ID{}, UID: "u", RecurrenceAt: ms(5), Title: "Soup", What: EventSocial, Place: "Kitchen", About: "Two\nlines", With: "Rosa",
			StartsAt: ms(10), EndsAt: ms(20), AllDay: true, Zone: "Europe/London", Rule: "FREQ=WEEKLY", Extra: "20260105T110000Z", Except: "20260106T110000Z",
			Sequence: "3", Cancelled: true, Places: 12, Source: "https://calendar.example/x.ics",
		}
	}
	space := &Space{}
	for _, f := range []Field{
		{"name", "Harbour Commons"},
		{"zone", "Europe/London"},
		{"hours", "Mon-Fri 08:00-18:00"},
		{"holidays", "2026-12-26,2026-12-25 2026-12-25"},
		{"search_mode", "three"},
		{"greeting", "Hello"},
		{"about", "A\nB"},
		{"address", "2 Harbour Street"},
		{"website", "x.example"},
		{"wifi", "Harbour"},
		{"approve_edits", "yes"},
		{"visit_days", "14"},
		{"visitor_days", "7"},
		{"visitor_words", "We keep your name."},
		{"house_rules", "No shoes."},
		{"badge", "yes"},
		{"induction", "Fire exits; Printer"},
		{"thanks_kinds", "Tea; Time"},
		{"approve_words", "yes"},
		{"blocked_words", "darn; heck"},
		{"synonyms", "VAT, value added tax; photo, picture"},
		{"calendars", "https://calendar.example/a.ics https://calendar.example/b.ics"},
		{"hand_over", "The dishwasher is on."},
		{"no_question", "yes"},
		{"practices", "{}"},
	} {
		if err := space.Set(f.Name, f.Value); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ full, empty record }{
		{space, &Space{}},
		{at(), &Event{}},
		{&Visit{MemberID: id, InAt: ms(1), InBy: ActorClaimed, OutAt: ms(2), OutBy: ActorAutomatic, Void: true, Mood: MoodBusy, Prompted: true, Back: true}, &Visit{}},
		{&Post{MemberID: id, Side: Ask, Words: "A van", MadeAt: ms(1), Until: ms(2), Closed: true, Seen: true, Sorted: true, Quick: true, HelperID: ID{9}, Held: true, HelperSeen: true}, &Post{}},
		{&ThankYou{FromID: id, ToID: ID{9}, What: "Practical help", Words: "The printer", SaidAt: ms(3), FromAgrees: true, ToAgrees: true, Void: true, Seen: true, Heard: true, Held: true, Nameless: true}, &ThankYou{}},
		{&Card{MemberID: id, Hash: "ab", Revoked: true}, &Card{}},
		{&Host{Name: "Rosa", PINHash: "argon2id$1", Role: RoleManager, MemberID: id, Revoked: true}, &Host{}},
		{&Visitor{
			Name: "Jo", Company: "Marsh", Sees: SeesMember, SeesID: id, Notice: "ab", Rules: "cd", Code: "AB2C3D", ExpectedOn: "2026-11-22", InvitedBy: ID{9},
			InAt: ms(1), InBy: ActorClaimed, OutAt: ms(2), OutBy: ActorAutomatic, Remember: true, Detail: "jo@example.org", Void: true,
		}, &Visitor{}},
		{&Notice{Words: "The lift is out", Audience: NoticeWall, From: ms(1), Until: ms(2), Void: true}, &Notice{}},
		{&Parcel{MemberID: id, Words: "A box", CameAt: ms(1), HandedAt: ms(2)}, &Parcel{}},
		{&Proposal{MemberID: id, Wanted: "{}", MadeAt: ms(1), Outcome: ProposalTaken}, &Proposal{}},
		{&Act{Screen: 5, Number: 1, At: ms(1), By: Actor{Kind: ActorHost, ID: id}, What: "edit", Undoes: id, Digest: "a", Before: "b", Hash: "c", Sums: "d"}, &Act{}},
		{&Values{ActID: id, Kind: KindMember, About: id, Made: true, Salt: "a", Changes: "{}", At: ms(1)}, &Values{}},
		{&Introduction{
			OneID: id, OtherID: ID{9}, AskedByID: id, AskedAt: ms(1), NotBefore: "2026-11-22", Never: true, DoneAt: ms(2), MetAt: ms(3), Talked: TalkedNo, TalkedAt: ms(4), Seen: true,
		}, &Introduction{}},
		{&Coming{MemberID: id, EventID: ID{9}, StartsAt: ms(1), SlotAt: ms(2), SaidAt: ms(3), Void: true, Goal: "Write it", Went: "Well", Seen: true, Asked: true, KnewAt: ms(4), KnewPlace: "Kitchen"}, &Coming{}},
		{&Cheer{MemberID: id, ForID: ID{9}, PostID: ID{8}, Void: true, SaidAt: ms(1), Seen: true}, &Cheer{}},
		{&Naming{LearnerID: id, MemberID: ID{9}, Box: 2, DueOn: "2026-11-22"}, &Naming{}},
		{&Tally{Screen: 5, Question: QuestionBelong, Month: "2026-11", Yes: 3, No: 2, Skip: 1}, &Tally{}},
		{&Count{Screen: 5, Day: "2026-11-22", What: CountCheckIns, N: 3}, &Count{}},
	} {
		for _, f := range c.full.Fields() {
			if f.Value == "" {
				t.Errorf("%T: %s is not written", c.full, f.Name)
			}
			if err := c.empty.Set(f.Name, f.Value); err != nil {
				t.Errorf("%T: %s: %v", c.full, f.Name, err)
			}
		}
		if !reflect.DeepEqual(c.full, c.empty) {
			t.Errorf("%+v became %+v", c.full, c.empty)
		}
		if err := c.empty.Set("no such field", "x"); !errors.Is(err, ErrNotFound) {
			t.Errorf("%T: an unknown field gives %v", c.full, err)
		}
	}
}

func TestValuesThatDoNotFitAreRefusedByName(t *testing.T) {
	for _, c := range []struct {
		r     record
		field string
		value string
	}{
		{&Space{}, "zone", "Mars/Olympus"},
		{&Space{}, "zone", "Local"},
		{&Space{}, "hours", "Mon 8"},
		{&Space{}, "holidays", "Christmas"},
		{&Space{}, "search_mode", "loose"},
		{&Event{}, "starts_at", "noon"},
		{&Visit{}, "member_id", "1001"},
		{&Visit{}, "in_at", "1e3"},
		{&Post{}, "side", "both"},
		{&Visit{}, "mood", "grumpy"},
		{&Event{}, "places", "-1"},
		{&Introduction{}, "talked", "perhaps"},
		{&Tally{}, "counts", "1 2"},
		{&Tally{}, "counts", "1 2 -3"},
		{&Tally{}, "month", "November"},
		{&Member{}, "asked_in", "2026-Q5"},
		{&Member{}, "joined_on", "soon"},
		{&Member{}, "email", "nobody"},
		{&Member{}, "photo", "ABC"},
		{&Member{}, "code", "UUUUUUUU"},
		{&Member{}, "state", "gone"},
		{&Member{}, "email_public", "perhaps"},
		{&Member{}, "show_on_wall", "perhaps"},
		{&Member{}, "show_on_wall", `{"given":`},
	} {
		before := fmt.Sprintf("%+v", c.r)
		var bad *FieldError
		if err := c.r.Set(c.field, c.value); !errors.As(err, &bad) || bad.Field != c.field || bad.Reason == "" {
			t.Errorf("%T: %s = %q gives %v", c.r, c.field, c.value, err)
		}
		if after := fmt.Sprintf("%+v", c.r); after != before {
			t.Errorf("%T: %s = %q changed it to %s", c.r, c.field, c.value, after)
		}
	}
}
