package store

import (
	"errors"
	"fmt"
	"maps"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// takeBack takes an act back and wants nothing to be left.
func takeBack(t testing.TB, db *DB, id community.ID) Undone {
	t.Helper()
	u, err := db.UndoAct(t.Context(), byHost, id)
	if err != nil || len(u.Left) > 0 {
		t.Fatalf("taken back: %+v, %v", u, err)
	}
	return u
}

func fieldsOf(t testing.TB, db *DB, id community.ID) []community.Field {
	m := member(t, db, id)
	return m.Fields()
}

func TestAnActIsTakenBackAndThatAgain(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	before := member(t, db, id)
	if err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error {
		m.Headline, m.HappyToHelpWith, m.OnWall.Given = "Mends radios", []string{"VAT"}, false
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	after := member(t, db, id)
	act := acts(t, db)[0]
	takeBack(t, db, act.ID)
	if d := diff(before.Fields(), fieldsOf(t, db, id)); len(d) > 0 {
		t.Errorf("not as before: %v", d)
	}
	undo := acts(t, db)[0]
	if undo.What != "undo" || undo.Undoes != act.ID || !acts(t, db)[1].Undone {
		t.Errorf("the undo: %+v", undo)
	}
	if u, err := db.UndoAct(t.Context(), byHost, act.ID); err != nil || !u.Already || len(acts(t, db)) != 3 {
		t.Errorf("a second time: %+v, %v", u, err)
	}
	takeBack(t, db, undo.ID)
	if d := diff(after.Fields(), fieldsOf(t, db, id)); len(d) > 0 {
		t.Errorf("not as after: %v", d)
	}
	takeBack(t, db, act.ID)
	if d := diff(before.Fields(), fieldsOf(t, db, id)); len(d) > 0 {
		t.Errorf("the second time not as before: %v", d)
	}
	if got := chains(t, db); len(got.Faults) > 0 {
		t.Errorf("the chain: %+v", got)
	}
}

func TestWhatSomebodyChangedSinceIsLeft(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	if err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error {
		m.Headline, m.About = "Mends radios", "Was here"
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	act := acts(t, db)[0]
	edit(t, db, byHost, id, "about", "Says another")
	u, err := db.UndoAct(t.Context(), byHost, act.ID)
	if err != nil || len(u.Back) != 1 || u.Back[0].Field != "headline" || len(u.Left) != 1 || u.Left[0].Field != "about" || u.Left[0].Why != "somebody changed it since" {
		t.Errorf("taken back: %+v, %v", u, err)
	}
	if m := member(t, db, id); m.Headline != "Writes grants" || m.About != "Says another" {
		t.Errorf("now: %+v", m)
	}
}

func TestAConsentThatAMemberTookBackIsNotGivenAgain(t *testing.T) {
	for _, kind := range []community.ActorKind{community.ActorProven, community.ActorClaimed} {
		db, _ := fresh(t)
		m := ada()
		m.Email, m.EmailPublic = "ada@example.org", true
		id := add(t, db, m)
		by := community.Actor{Kind: kind, ID: id}
		err := db.EditMember(t.Context(), by, id, func(m *community.Member) error {
			m.Headline, m.OnWall = "Mends radios", community.Consent{Recorded: "on their phone", At: db.now().UTC().Truncate(time.Millisecond)}
			m.EmailPublic = false
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		u, err := db.UndoAct(t.Context(), byHost, acts(t, db)[0].ID)
		if err != nil || len(u.Left) != 2 || u.Left[0].Field != "email_public" || u.Left[1].Field != "show_on_wall" || u.Left[1].Why != "they took it back themselves" {
			t.Errorf("taken back: %+v, %v", u, err)
		}
		if m := member(t, db, id); m.OnWall.Given || m.EmailPublic || m.Headline != "Writes grants" {
			t.Errorf("now: %+v", m)
		}
		// What a host took back, another host can give again.
		other := add(t, db, ada())
		edit(t, db, byHost, other, "show_on_wall", "no")
		takeBack(t, db, acts(t, db)[0].ID)
		if !member(t, db, other).OnWall.Given {
			t.Error("a host's act was not taken back")
		}
	}
}

func TestAnActSaysWhetherItCanBeTakenBack(t *testing.T) {
	db, c := fresh(t)
	id, other := add(t, db, ada()), add(t, db, community.Member{Name: "Jo"})
	edit(t, db, byHost, id, "headline", "x")
	changed := acts(t, db)[0]
	if err := db.Erase(t.Context(), byHost, other); err != nil {
		t.Fatal(err)
	}
	erased := acts(t, db)[0]
	if !changed.May(c.now()) || !changed.May(changed.At.Add(keepFor)) || changed.May(changed.At.Add(keepFor+time.Second)) || erased.May(c.now()) {
		t.Errorf("%+v, %+v", changed, erased)
	}
	for _, d := range acts(t, db) {
		did, err := db.UndoAct(t.Context(), byHost, d.ID)
		if refused := errors.Is(err, ErrNoUndo) || errors.Is(err, ErrTooLate); refused == d.May(c.now()) || !refused && len(did.Back)+len(did.Left) == 0 {
			t.Errorf("%s may be taken back: %v, and is: %+v, %v", d.What, d.May(c.now()), did, err)
		}
	}
	if again, err := db.Act(t.Context(), changed.ID); err != nil || again.May(c.now()) {
		t.Errorf("what was taken back may be again: %+v, %v", again, err)
	}
}

func TestWhatCannotBeTakenBackSaysWhy(t *testing.T) {
	db, c := fresh(t)
	id, from := add(t, db, ada()), add(t, db, community.Member{Name: "Jo"})
	edit(t, db, byHost, id, "headline", "x")
	old := acts(t, db)[0].ID
	if err := db.MergeMembers(t.Context(), byHost, from, id); err != nil {
		t.Fatal(err)
	}
	if _, err := db.UndoAct(t.Context(), byHost, acts(t, db)[0].ID); !errors.Is(err, ErrNoUndo) {
		t.Errorf("a merge: %v", err)
	}
	if err := db.SetPIN(t.Context(), byHost, "Jo", "735129"); err != nil {
		t.Fatal(err)
	}
	if err := db.SetPIN(t.Context(), byHost, "Jo", "735128"); err != nil {
		t.Fatal(err)
	}
	if u, err := db.UndoAct(t.Context(), byHost, acts(t, db)[0].ID); err != nil || len(u.Left) != 1 || u.Left[0].Why != "what it was before is not kept" {
		t.Errorf("a PIN: %+v, %v", u, err)
	}
	if _, err := db.UndoAct(t.Context(), byHost, newID()); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("none: %v", err)
	}
	c.forward(31 * 24 * time.Hour)
	if _, err := db.UndoAct(t.Context(), byHost, old); !errors.Is(err, ErrTooLate) {
		t.Errorf("after a month: %v", err)
	}
	if err := db.Erase(t.Context(), byHost, id); err != nil {
		t.Fatal(err)
	}
	if _, err := db.UndoAct(t.Context(), byHost, acts(t, db)[0].ID); !errors.Is(err, ErrNoUndo) {
		t.Errorf("an erasure: %v", err)
	}
}

// The picture that somebody had before is not kept for them: nobody gets a name of a
// file that is gone.
func TestAPhotoThatIsGoneIsNotPutBack(t *testing.T) {
	db, _ := fresh(t)
	m := ada()
	m.Photo = grey(t, db, 10)
	id, next := add(t, db, m), grey(t, db, 200)
	edit(t, db, byHost, id, "photo", next)
	act := acts(t, db)[0].ID
	if u, err := db.UndoAct(t.Context(), byHost, act); err != nil || len(u.Back) != 0 || len(u.Left) != 1 || u.Left[0].Why != "the photo is not kept any more" {
		t.Errorf("%+v, %v", u, err)
	}
	if got := member(t, db, id).Photo; got != next || !isKept(db, next) {
		t.Errorf("the photo is %.8s", got)
	}
}

func TestTheLastOwnerIsNotTakenBack(t *testing.T) {
	db, _ := fresh(t)
	if err := db.SetPIN(t.Context(), byHost, "Jo", "735129"); err != nil {
		t.Fatal(err)
	}
	first := acts(t, db)[0].ID
	if _, err := db.UndoAct(t.Context(), byHost, first); !errors.Is(err, ErrNoOwner) || len(acts(t, db)) != 1 {
		t.Errorf("the only owner: %v", err)
	}
	if err := db.SetPIN(t.Context(), byHost, "Morag", "735128"); err != nil {
		t.Fatal(err)
	}
	takeBack(t, db, acts(t, db)[0].ID)
	hosts, err := db.Hosts(t.Context())
	if err != nil || len(hosts) != 1 || hosts[0].Name != "Jo" {
		t.Errorf("the second of two: %+v, %v", hosts, err)
	}
}

func TestAMemberWhoWasAddedGoesOnlyIfNothingHappenedSince(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	made := acts(t, db)[0].ID
	edit(t, db, byHost, id, "headline", "x")
	if u, err := db.UndoAct(t.Context(), byHost, made); err != nil || len(u.Left) != 1 || u.Left[0].Why != "somebody changed it since" {
		t.Errorf("after an edit: %+v, %v", u, err)
	}
	takeBack(t, db, acts(t, db)[0].ID)
	if _, _, err := db.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Fatal(err)
	}
	if u, err := db.UndoAct(t.Context(), byHost, made); err != nil || len(u.Left) != 1 {
		t.Errorf("after a visit: %+v, %v", u, err)
	}
	other := add(t, db, community.Member{Name: "Jo"})
	takeBack(t, db, acts(t, db)[0].ID)
	if _, err := db.Member(t.Context(), other); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("she is still there: %v", err)
	}
	if _, err := db.UndoAct(t.Context(), byHost, acts(t, db)[0].ID); err != nil {
		t.Errorf("an undo that erased: %v", err)
	}
}

func TestAWholeImportIsTakenBackAndMayComeAgain(t *testing.T) {
	db, _ := fresh(t)
	old := community.Member{Number: "3", Name: "Old Hand", Headline: "before"}
	rows := rowsOf(old)
	if _, err := db.ImportMembers(t.Context(), rows, ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	members := manyMembers(5)
	rows = rowsOf(members...)
	if r, err := db.ImportMembers(t.Context(), rows, ImportOptions{}); err != nil || r.Added != 4 || r.Changed != 1 {
		t.Fatal(r, err)
	}
	edited, err := db.NamedMember(t.Context(), "5")
	if err != nil {
		t.Fatal(err)
	}
	edit(t, db, byHost, edited.ID, "headline", "by hand")
	u, err := db.UndoAct(t.Context(), byHost, acts(t, db)[1].ID)
	if err != nil || len(u.Left) != 1 || u.Left[0].ID != edited.ID {
		t.Fatalf("taken back: %+v, %v", u, err)
	}
	all, err := db.Members(t.Context())
	if err != nil || len(all) != 2 {
		t.Fatalf("%d members, %v", len(all), err)
	}
	if m, err := db.NamedMember(t.Context(), "3"); err != nil || m.Name != "Old Hand" || m.Headline != "before" {
		t.Errorf("who was there before: %+v, %v", m, err)
	}
	if r, err := db.ImportMembers(t.Context(), rows, ImportOptions{}); err != nil || r.Added != 3 || r.Refused != 0 {
		t.Errorf("once more: %+v, %v", r, err)
	}
	// Somebody who was erased on purpose stays so.
	m, err := db.NamedMember(t.Context(), "1")
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Erase(t.Context(), byHost, m.ID); err != nil {
		t.Fatal(err)
	}
	if r, err := db.ImportMembers(t.Context(), rows, ImportOptions{}); err != nil || r.Added != 0 || r.Refused != 1 {
		t.Errorf("after an erasure: %+v, %v", r, err)
	}
}

func TestPostsAndNoticesThatAreTakenBackAreClosed(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	if _, err := db.AddPost(t.Context(), byHost, community.Post{MemberID: id, Words: "A lift"}); err != nil {
		t.Fatal(err)
	}
	takeBack(t, db, acts(t, db)[0].ID)
	if r, err := db.Roll(t.Context()); err != nil || len(r.Posts) != 0 {
		t.Errorf("posts: %+v, %v", r.Posts, err)
	}
	takeBack(t, db, acts(t, db)[0].ID)
	if r, err := db.Roll(t.Context()); err != nil || len(r.Posts) != 1 {
		t.Errorf("posts, once more: %+v, %v", r.Posts, err)
	}
}

// state is all that members and the space say.
func state(t testing.TB, db *DB) map[string]string {
	t.Helper()
	out := map[string]string{}
	r, err := db.Roll(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Members {
		for _, f := range m.Fields() {
			if f.Value != "" {
				out[m.ID.String()+" "+f.Name] = f.Value
			}
		}
	}
	for _, f := range r.Space.Fields() {
		out["space "+f.Name] = f.Value
	}
	for _, p := range r.Posts {
		out["post "+p.ID.String()] = p.Words
	}
	return out
}

func TestAllTakenBackInReverseIsTheFirstState(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		db, c := fresh(t)
		defer db.Close()
		first := add(t, db, ada())
		if _, err := db.ImportMembers(t.Context(), rowsOf(manyMembers(3)...), ImportOptions{}); err != nil {
			t.Fatal(err)
		}
		before, began := state(t, db), len(acts(t, db))
		ids := []community.ID{first}
		for i := range rapid.IntRange(1, 8).Draw(r, "acts") {
			c.forward(time.Minute)
			id := rapid.SampledFrom(ids).Draw(r, "member")
			switch rapid.IntRange(0, 5).Draw(r, "act") {
			case 0:
				ids = append(ids, add(t, db, community.Member{Name: fmt.Sprintf("Member %d", i)}))
			case 1:
				field, value := rapid.SampledFrom([]string{"headline", "about", "languages", "state"}).Draw(r, "field"), rapid.SampledFrom([]string{"left", "paused", "active"}).Draw(r, "value")
				err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error { return m.Set(field, value) })
				if err != nil && !errors.Is(err, community.ErrNotFound) { // erased by taking it back
					t.Fatal(err)
				}
			case 2:
				if err := db.EditSpace(t.Context(), byHost, func(s *community.Space) error { s.Greeting = fmt.Sprint(i); return nil }); err != nil {
					t.Fatal(err)
				}
			case 3:
				members := manyMembers(5)
				for k := range members {
					members[k].Headline = fmt.Sprint(i)
				}
				if _, err := db.ImportMembers(t.Context(), rowsOf(members...), ImportOptions{Overwrite: true}); err != nil {
					t.Fatal(err)
				}
			case 4:
				if _, err := db.AddPost(t.Context(), byHost, community.Post{MemberID: first, Words: fmt.Sprint(i)}); err != nil {
					t.Fatal(err)
				}
			case 5:
				list := acts(t, db)
				if a := rapid.SampledFrom(list).Draw(r, "undo"); len(list) > began && a.Number > int64(began) {
					if _, err := db.UndoAct(t.Context(), byHost, a.ID); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		list := acts(t, db)
		for _, a := range list[:len(list)-began] {
			if _, err := db.UndoAct(t.Context(), byHost, a.ID); err != nil {
				t.Fatal(err)
			}
		}
		if after := state(t, db); !maps.Equal(before, after) {
			r.Fatalf("before %v\nafter %v", before, after)
		}
		if got := chains(t, db); len(got.Faults) > 0 {
			r.Fatalf("the chain: %+v", got)
		}
	})
}

func TestWhatThereIsOneOfAnyTwoMayBeSaidAgainAfterItWasTakenBack(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	news, err := db.AddPost(t.Context(), byHost, community.Post{MemberID: b, Side: community.News, Words: "We won"})
	if err != nil {
		t.Fatal(err)
	}
	for name, say := range map[string]func() error{
		"an introduction": func() error { return db.AskIntroduction(t.Context(), proves(a), a, b) },
		"a cheer":         func() error { return db.Cheer(t.Context(), proves(a), news, a, true) },
	} {
		for range 2 {
			if err := say(); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			takeBack(t, db, acts(t, db)[0].ID)
			if r, err := db.Roll(t.Context()); err != nil || len(r.Cheers) != 0 || len(r.Met) > 0 && r.Met[0].Waits() {
				t.Errorf("%s is still there: %+v, %+v, %v", name, r.Cheers, r.Met, err)
			}
			takeBack(t, db, acts(t, db)[0].ID)
			if r, err := db.Roll(t.Context()); err != nil || len(r.Cheers) == 0 && (len(r.Met) == 0 || !r.Met[0].Waits()) {
				t.Errorf("%s is not there again: %v", name, err)
			}
			takeBack(t, db, acts(t, db)[0].ID)
		}
	}
}
