package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

var byAnybody = community.Actor{Kind: community.ActorAnonymous}

// jo is a visitor with all that one may say.
func jo(sees community.ID) community.Visitor {
	return community.Visitor{
		ID: newID(), Name: "Jo Marsh", Company: "Marsh & Daughters", Sees: community.SeesMember, SeesID: sees,
		Notice: "abc", Rules: "def", Remember: true, Detail: "jo@marsh.example",
	}
}

func signIn(t testing.TB, db *DB, v community.Visitor) community.Visitor {
	t.Helper()
	got, _, err := db.SignIn(t.Context(), byAnybody, v)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func here(t testing.TB, db *DB) (names []string) {
	t.Helper()
	all, err := db.VisitorsHere(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		names = append(names, v.Name)
	}
	return names
}

func TestSigningInTwiceIsOneStay(t *testing.T) {
	db, c := fresh(t)
	v := jo(add(t, db, ada()))
	first := signIn(t, db, v)
	if !community.IsVisitorCode(first.Code) || first.InBy != community.ActorAnonymous || first.Notice != "abc" {
		t.Errorf("signed in as %+v", first)
	}
	c.forward(time.Minute)
	second, already, err := db.SignIn(t.Context(), byAnybody, v)
	if err != nil || !already || !second.InAt.Equal(first.InAt) || second.Code != first.Code {
		t.Errorf("second tap: %+v, already %v, %v", second, already, err)
	}
	all, err := db.Visitors(t.Context(), monday)
	if err != nil || len(all) != 1 || len(here(t, db)) != 1 {
		t.Errorf("%d stays, %v", len(all), err)
	}
	if err := db.UndoVisitor(t.Context(), byAnybody, v.ID); err != nil {
		t.Fatal(err)
	}
	if _, already, err := db.SignIn(t.Context(), byAnybody, v); err != nil || !already || len(here(t, db)) != 0 {
		t.Errorf("a late retry brings back what was undone: %v, %v", already, err)
	}
}

func TestWhatAVisitorTypesIsCleanedOrRefusedInWords(t *testing.T) {
	db, _ := fresh(t)
	for name, want := range map[string]string{
		"  Jo\u202e  Marsh\x00 ": "Jo Marsh", "<b>Jo</b>": "<b>Jo</b>", "🙂 Zoë": "🙂 Zoë", "الأمين": "الأمين",
		"": "", "\u202e\x00": "", strings.Repeat("a", 10_000): "", strings.Repeat("é", 80): strings.Repeat("é", 80),
	} {
		got, _, err := db.SignIn(t.Context(), byAnybody, community.Visitor{Name: name, Sees: community.SeesHost})
		var field *community.FieldError
		switch {
		case want == "" && (!errors.As(err, &field) || field.Field != "name"):
			t.Errorf("%.20q gives %v", name, err)
		case want != "" && (err != nil || got.Name != want):
			t.Errorf("%q is kept as %q, %v", name, got.Name, err)
		}
	}
	for detail, ok := range map[string]bool{
		"jo@marsh.example": true, "+44 (0)131 496-0000": true, "jo": false, "jo@": false, "@marsh.example": false, "12345": false, "call 1234567": false,
	} {
		_, _, err := db.SignIn(t.Context(), byAnybody, community.Visitor{Name: "Jo", Remember: true, Detail: detail})
		if (err == nil) != ok {
			t.Errorf("%q: %v", detail, err)
		}
	}
	v := signIn(t, db, community.Visitor{Name: "Jo", Detail: "jo@marsh.example"})
	if v.Detail != "" || v.Remember {
		t.Error("a detail is kept of who did not ask to be remembered")
	}
}

func TestVisitorSignsOutByNameInFullOrByCode(t *testing.T) {
	db, c := fresh(t)
	v := signIn(t, db, jo(community.ID{}))
	for _, words := range []string{"", "Jo", "Jo M", "Marsh", "XXXXXX", "jo marsha"} {
		if _, err := db.SignOutNamed(t.Context(), byAnybody, words); !errors.Is(err, community.ErrNotFound) {
			t.Errorf("%q: %v", words, err)
		}
	}
	c.forward(time.Hour)
	out, err := db.SignOutNamed(t.Context(), byAnybody, "  JO  marsh")
	if err != nil || out.ID != v.ID || !out.OutAt.Equal(c.t) || out.OutBy != community.ActorAnonymous {
		t.Fatal(out, err)
	}
	if _, err := db.SignOut(t.Context(), byAnybody, v.ID); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("signing out twice: %v", err)
	}
	if err := db.ReopenVisitor(t.Context(), byAnybody, v.ID); err != nil || len(here(t, db)) != 1 {
		t.Errorf("undone: %v", err)
	}
	other := signIn(t, db, jo(community.ID{}))
	if _, err := db.SignOutNamed(t.Context(), byAnybody, "Jo Marsh"); !errors.Is(err, ErrSeveralVisitors) {
		t.Errorf("two of one name: %v", err)
	}
	code := strings.ToLower(other.Code[:3] + " " + other.Code[3:])
	if out, err := db.SignOutNamed(t.Context(), byAnybody, code); err != nil || out.ID != other.ID {
		t.Errorf("by code: %v, %v", out.ID, err)
	}
}

func TestClosingTimeSignsVisitorsOut(t *testing.T) {
	db, c := fresh(t)
	err := db.EditSpace(t.Context(), byHost, func(s *community.Space) error { return s.Set("hours", "Mon-Fri 08:00-18:00") })
	if err != nil {
		t.Fatal(err)
	}
	v := signIn(t, db, jo(community.ID{}))
	c.t = monday.Add(8*time.Hour + time.Minute)
	if len(here(t, db)) != 0 {
		t.Error("here after closing, before anybody wrote that")
	}
	if n, err := db.CloseVisits(t.Context()); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	got, err := db.Visitor(t.Context(), v.ID)
	if err != nil || got.OutBy != community.ActorAutomatic || !got.OutAt.Equal(monday.Add(8*time.Hour)) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestInvitationBecomesOneStayAndWaitsAgainWhenUndone(t *testing.T) {
	db, c := fresh(t)
	member := add(t, db, ada())
	inv, err := db.Invite(t.Context(), byHost, community.Visitor{Name: "Jo Marsh", Sees: community.SeesMember, SeesID: member, ExpectedOn: "2026-11-17"})
	if err != nil || !community.IsVisitorCode(inv.Code) || !inv.InAt.IsZero() {
		t.Fatal(inv, err)
	}
	if _, err := db.Invitation(t.Context(), inv.Code); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("a day early: %v", err)
	}
	c.forward(24 * time.Hour)
	got, err := db.Invitation(t.Context(), strings.ToLower(inv.Code))
	if err != nil || got.ID != inv.ID {
		t.Fatal(got, err)
	}
	if _, err := db.SignOutNamed(t.Context(), byAnybody, inv.Code); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("signed out before in: %v", err)
	}
	got.Notice = "abc"
	in := signIn(t, db, got)
	if in.Code != inv.Code || in.ExpectedOn != "2026-11-17" || in.Notice != "abc" || len(here(t, db)) != 1 {
		t.Errorf("in as %+v", in)
	}
	if _, err := db.Invitation(t.Context(), inv.Code); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("once more: %v", err)
	}
	if err := db.UndoVisitor(t.Context(), byAnybody, in.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Invitation(t.Context(), inv.Code); err != nil || len(here(t, db)) != 0 {
		t.Errorf("after undo: %v", err)
	}
	for _, v := range []community.Visitor{{Name: "Jo", ExpectedOn: "2020-01-01"}, {ExpectedOn: "2026-12-01"}, {Name: "Jo", ExpectedOn: "soon"}} {
		if _, err := db.Invite(t.Context(), byHost, v); err == nil {
			t.Errorf("%+v is taken", v)
		}
	}
}

// Nobody but hosts is ever given a visitor: not the wall, not a phone, not
// another space, and nobody finds one.
func TestVisitorsAreInNothingThatIsSeenAndInNoSearch(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	signIn(t, db, jo(id))
	for _, a := range []community.Audience{community.Wall, community.Phone, community.Network, community.Self} {
		seen, err := db.Seen(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(seen)
		if err != nil || strings.Contains(string(b), "Marsh") || strings.Contains(string(b), "marsh.example") {
			t.Errorf("audience %d sees %s, %v", a, b, err)
		}
		if seen.Here != 0 || seen.Members != 1 {
			t.Errorf("audience %d: a visitor counts as a member", a)
		}
	}
	r, err := db.Roll(t.Context())
	if err != nil || len(r.Visitors) != 1 {
		t.Fatalf("hosts see %d visitors, %v", len(r.Visitors), err)
	}
	for _, words := range []string{"Jo Marsh", "jo", "mars", r.Visitors[0].Code, "Marsh & Daughters"} {
		for _, mode := range []string{community.SearchOpen, community.SearchThree, community.SearchFullName} {
			err := db.EditSpace(t.Context(), byHost, func(s *community.Space) error { return s.Set("search_mode", mode) })
			if err != nil {
				t.Fatal(err)
			}
			if found, err := db.Find(t.Context(), words, 10); err != nil || len(found) > 0 {
				t.Errorf("%q finds %v, %v", words, found, err)
			}
		}
	}
}

func TestEverybodyInTheBuildingIsOnTheRoll(t *testing.T) {
	db, c := fresh(t)
	shy := ada()
	shy.Name, shy.Number, shy.OnWall, shy.HereNow = "Bo Secret", "1002", community.Consent{}, community.Consent{}
	a, b := add(t, db, ada()), add(t, db, shy)
	for _, id := range []community.ID{a, b} {
		if _, _, err := db.CheckIn(t.Context(), byClaimed, id); err != nil {
			t.Fatal(err)
		}
	}
	signIn(t, db, jo(b))
	gone := signIn(t, db, community.Visitor{Name: "Gone Already"})
	if _, err := db.SignOut(t.Context(), byAnybody, gone.ID); err != nil {
		t.Fatal(err)
	}
	r, err := db.Roll(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range r.PresentAt(c.t) {
		got = append(got, fmt.Sprint(p.Name, "/", p.Visitor, "/", p.Detail))
	}
	want := []string{"Ada Okafor/false/", "Bo Secret/false/", "Jo Marsh/true/Marsh & Daughters, to see Bo Secret"}
	if !slices.Equal(got, want) {
		t.Errorf("on the roll: %q", got)
	}
	callers, err := db.Callers(t.Context(), 10*time.Minute)
	if err != nil || len(callers) != 1 || callers[0].SeesID != b {
		t.Errorf("%v, %v", callers, err)
	}
	by := community.Actor{Kind: community.ActorHost, ID: community.ID{5}}
	if err := db.CalledRoll(t.Context(), by); err != nil {
		t.Fatal(err)
	}
	acts, err := db.Acts(t.Context(), time.Time{}, 1)
	if err != nil || len(acts) != 1 || acts[0].What != "roll" || acts[0].By != by {
		t.Errorf("the history has %+v, %v", acts, err)
	}
	if chains, err := db.CheckActs(t.Context()); err != nil || len(chains.Faults) > 0 {
		t.Errorf("%+v, %v", chains, err)
	}
	if _, err := db.UndoAct(t.Context(), by, acts[0].ID); !errors.Is(err, ErrNoUndo) {
		t.Errorf("taken back: %v", err)
	}
	c.forward(10 * time.Minute)
	if callers, err := db.Callers(t.Context(), 10*time.Minute); err != nil || len(callers) != 0 {
		t.Errorf("after ten minutes: %v, %v", callers, err)
	}
}

func TestReturningVisitorProvesThemselvesByTheirDetail(t *testing.T) {
	db, c := fresh(t)
	old := signIn(t, db, jo(community.ID{}))
	if _, err := db.SignOut(t.Context(), byAnybody, old.ID); err != nil {
		t.Fatal(err)
	}
	signIn(t, db, community.Visitor{Name: "Forget Me"})
	masked, err := db.Remembered(t.Context(), "jo  MARSH")
	if err != nil || masked != "j•••@m•••.example" {
		t.Fatalf("%q, %v", masked, err)
	}
	got, err := db.Prove(t.Context(), "Jo Marsh", " JO@marsh.example ")
	if err != nil || got.Company != "Marsh & Daughters" {
		t.Fatal(got, err)
	}
	for range 3 {
		if _, err := db.Prove(t.Context(), "Jo Marsh", "jo@march.example"); !errors.Is(err, ErrNotProven) {
			t.Fatal(err)
		}
	}
	if _, err := db.Prove(t.Context(), "Jo Marsh", "jo@marsh.example"); !errors.Is(err, ErrNotProven) {
		t.Errorf("a fourth try counts: %v", err)
	}
	c.forward(16 * time.Minute)
	if _, err := db.Prove(t.Context(), "Jo Marsh", "jo@marsh.example"); err != nil {
		t.Errorf("a quarter of an hour later: %v", err)
	}
}

// An unknown name is answered as a known one is, also when somebody guesses
// right what was invented for it.
func TestAnUnknownNameIsAnsweredAsAKnownOne(t *testing.T) {
	db, _ := fresh(t)
	signIn(t, db, jo(community.ID{}))
	looks := map[bool]int{}
	for i := range 200 {
		name := fmt.Sprintf("Unknown Person %d", i)
		a, err := db.Remembered(t.Context(), name)
		b, _ := db.Remembered(t.Context(), strings.ToUpper(name))
		if err != nil || a != b || !strings.Contains(a, "•••") {
			t.Fatalf("%q, %q, %v", a, b, err)
		}
		looks[strings.Contains(a, "@")]++
		if _, err := db.Prove(t.Context(), name, db.invented(nameKey(name))); !errors.Is(err, ErrNotProven) {
			t.Fatalf("%s is proven by what was invented: %v", name, err)
		}
	}
	if looks[true] < 100 || looks[false] < 20 {
		t.Errorf("invented: %v", looks)
	}
	quickest := func(name string) time.Duration {
		best := time.Hour
		for range 300 {
			begin := time.Now()
			if _, err := db.Remembered(t.Context(), name); err != nil {
				t.Fatal(err)
			}
			best = min(best, time.Since(begin))
		}
		return best
	}
	known, unknown := quickest("Jo Marsh"), quickest("Jo March")
	if known > 3*unknown || unknown > 3*known {
		t.Errorf("a known name takes %v, an unknown one %v", known, unknown)
	}
}

func TestMessagesWaitAndExpire(t *testing.T) {
	db, c := fresh(t)
	m := ada()
	m.Email = "ada@okafor.example"
	id := add(t, db, m)
	v := signIn(t, db, jo(id))
	signIn(t, db, community.Visitor{Name: "For a host", Sees: community.SeesHost})
	due, _, err := db.Messages(t.Context())
	if err != nil || len(due) != 1 || due[0].Email != "ada@okafor.example" || due[0].Visitor != "Jo Marsh" || due[0].ID != v.ID {
		t.Fatal(due, err)
	}
	if err := db.DelayMessage(t.Context(), v.ID, c.t.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if due, _, _ := db.Messages(t.Context()); len(due) != 0 {
		t.Error("sent again at once")
	}
	c.forward(2 * time.Minute)
	if due, _, _ := db.Messages(t.Context()); len(due) != 1 || due[0].Tries != 1 {
		t.Errorf("after the wait: %v", due)
	}
	c.forward(29 * time.Minute)
	if due, expired, err := db.Messages(t.Context()); len(due) != 0 || expired != 1 || err != nil {
		t.Errorf("after half an hour: %v, %d, %v", due, expired, err)
	}
	if _, expired, _ := db.Messages(t.Context()); expired != 0 {
		t.Error("forgotten twice")
	}
	undone := signIn(t, db, jo(id))
	if err := db.UndoVisitor(t.Context(), byAnybody, undone.ID); err != nil {
		t.Fatal(err)
	}
	if due, _, _ := db.Messages(t.Context()); len(due) != 0 {
		t.Error("told of a visitor who never was")
	}
}

// TestAnyTapsOfVisitorsKeepTheStaysTrue holds, whatever is tapped in whatever
// order and however often: a stay is one, who is here is who signed in and neither
// left nor undid it, and no two have one code.
func TestAnyTapsOfVisitorsKeepTheStaysTrue(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		db, c := fresh(t)
		ids := make([]community.ID, 4)
		for i := range ids {
			ids[i] = community.ID{6, byte(i + 1)}
		}
		in, out, void := map[community.ID]bool{}, map[community.ID]bool{}, map[community.ID]bool{}
		known := func(err error, want bool) {
			if (err == nil) != want || err != nil && !errors.Is(err, community.ErrNotFound) {
				rt.Fatalf("%v, want done: %v", err, want)
			}
		}
		for range rapid.IntRange(1, 30).Draw(rt, "taps") {
			id := rapid.SampledFrom(ids).Draw(rt, "who")
			c.forward(time.Second)
			switch rapid.IntRange(0, 3).Draw(rt, "tap") {
			case 0:
				_, already, err := db.SignIn(t.Context(), byAnybody, community.Visitor{ID: id, Name: "Jo"})
				if err != nil || already != in[id] {
					rt.Fatal(already, err)
				}
				in[id] = true
			case 1:
				_, err := db.SignOut(t.Context(), byAnybody, id)
				known(err, in[id] && !out[id] && !void[id])
				out[id] = out[id] || err == nil
			case 2:
				known(db.UndoVisitor(t.Context(), byAnybody, id), in[id])
				void[id] = void[id] || in[id]
			case 3:
				known(db.ReopenVisitor(t.Context(), byAnybody, id), in[id])
				out[id] = false
			}
		}
		want := 0
		for _, id := range ids {
			if in[id] && !out[id] && !void[id] {
				want++
			}
		}
		all, err := db.VisitorsHere(t.Context())
		codes := map[string]bool{}
		for _, v := range all {
			codes[v.Code] = true
		}
		if err != nil || len(all) != want || len(codes) != want {
			rt.Fatalf("%d here with %d codes, want %d: %v", len(all), len(codes), want, err)
		}
	})
}

func TestAnInvitationIsTakenBackUntilSomebodyFollowedIt(t *testing.T) {
	db, _ := fresh(t)
	v, err := db.Invite(t.Context(), byHost, community.Visitor{Name: "Jo Marsh", Sees: community.SeesHost})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Uninvite(t.Context(), byHost, v.ID); err != nil {
		t.Fatal(err)
	}
	if list, err := db.Invited(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
	if _, err := db.Invitation(t.Context(), v.Code); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("the code still leads in: %v", err)
	}
	w, err := db.Invite(t.Context(), byHost, community.Visitor{Name: "Al", Sees: community.SeesHost})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.SignIn(t.Context(), community.Actor{Kind: community.ActorClaimed}, w); err != nil {
		t.Fatal(err)
	}
	if err := db.Uninvite(t.Context(), byHost, w.ID); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("somebody who is here was taken back: %v", err)
	}
}

// Who stands at the kiosk with an invitation is in the building, though a host took it
// back a moment before, here or on a screen that this one has not heard from.
func TestWhoFollowsAnInvitationIsHereThoughItWasTakenBack(t *testing.T) {
	for _, elsewhere := range []bool{false, true} {
		db, c := fresh(t)
		other, _ := fresh(t)
		v, err := db.Invite(t.Context(), byHost, community.Visitor{Name: "Jo Marsh", Sees: community.SeesHost})
		if err != nil {
			t.Fatal(err)
		}
		host := db
		if elsewhere {
			host = other
			carry(t, db, other)
		}
		if err := host.Uninvite(t.Context(), byHost, v.ID); err != nil {
			t.Fatal(err)
		}
		c.forward(time.Second)
		if got, already, err := db.SignIn(t.Context(), byAnybody, v); err != nil || already || got.InAt.IsZero() || got.Code != v.Code {
			t.Fatalf("elsewhere %v: %+v, already %v, %v", elsewhere, got, already, err)
		}
		carry(t, other, db)
		carry(t, db, other)
		for _, one := range []*DB{db, host} {
			if list := here(t, one); len(list) != 1 {
				t.Errorf("elsewhere %v: %d are here", elsewhere, len(list))
			}
		}
	}
}

func TestNothingIsKeptOfAStayThatNeverWasButTheName(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	v := signIn(t, db, jo(id))
	if err := db.UndoVisitor(t.Context(), byAnybody, v.ID); err != nil {
		t.Fatal(err)
	}
	got, err := readVisitors(t.Context(), db.read(), "WHERE id = ?", v.ID)
	if err != nil || len(got) != 1 || !got[0].Void || got[0].Company+got[0].Sees+got[0].SeesID.String()+got[0].Detail+got[0].Notice+got[0].Rules != "" {
		t.Errorf("%+v, %v", got, err)
	}
}

// A badge names whom somebody sees as the wall does, and nobody whom the wall does not.
func TestABadgeNamesNobodyWhoDidNotAgreeToTheWall(t *testing.T) {
	db, _ := fresh(t)
	shown, hidden, left, called := ada(), ada(), ada(), ada()
	hidden.OnWall, left.State, called.Called = community.Consent{}, community.StateLeft, "Addie"
	ids := make([]community.ID, 4)
	for i, m := range []community.Member{shown, hidden, left, called} {
		m.Number = fmt.Sprint(i)
		ids[i] = add(t, db, m)
	}
	for _, c := range []struct {
		sees string
		id   community.ID
		want string
	}{
		{community.SeesHost, community.ID{}, "a host"},
		{community.SeesMember, ids[0], "Ada O."},
		{community.SeesMember, ids[1], ""},
		{community.SeesMember, ids[2], ""},
		{community.SeesMember, ids[3], "Addie O."},
		{community.SeesMember, newID(), ""},
		{"", community.ID{}, ""},
	} {
		if got, err := db.SeenBy(t.Context(), community.Visitor{Sees: c.sees, SeesID: c.id}); err != nil || got != c.want {
			t.Errorf("who sees %q %s sees %q, %v, want %q", c.sees, c.id, got, err, c.want)
		}
	}
}
