package store

import (
	"errors"
	"slices"
	"testing"

	"kettle/internal/community"
)

func rowsOf(members ...community.Member) []ImportRow {
	var rows []ImportRow
	for i, m := range members {
		rows = append(rows, ImportRow{Line: i + 2, Member: m, Present: []string{
			"number", "name", "headline", "languages", "happy_to_help_with", "show_on_wall", "email", "email_public",
		}})
	}
	return rows
}

func importRows(t testing.TB, db *DB, o ImportOptions, members ...community.Member) Report {
	t.Helper()
	r, err := db.ImportMembers(t.Context(), rowsOf(members...), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// importStates is importRows of a file that has a column of states.
func importStates(t testing.TB, db *DB, o ImportOptions, members ...community.Member) Report {
	t.Helper()
	rows := rowsOf(members...)
	for i := range rows {
		rows[i].Present = append(rows[i].Present, "state")
		if rows[i].Member.State == "" {
			rows[i].Member.State = community.StateActive
		}
	}
	r, err := db.ImportMembers(t.Context(), rows, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func counts(r Report) [4]int { return [4]int{r.Added, r.Changed, r.Same, r.Refused} }

func TestImportAddsThenFindsTheSame(t *testing.T) {
	db, _ := fresh(t)
	if r := importRows(t, db, ImportOptions{DryRun: true}, ada()); counts(r) != [4]int{1, 0, 0, 0} {
		t.Errorf("dry run: %+v", r)
	}
	if members, _ := db.Members(t.Context()); len(members) != 0 {
		t.Fatal("a dry run wrote")
	}
	importRows(t, db, ImportOptions{}, ada())
	seq := db.file.seq
	if r := importRows(t, db, ImportOptions{}, ada()); counts(r) != [4]int{0, 0, 1, 0} || db.file.seq != seq {
		t.Errorf("again: %+v, seq %d then %d", r, seq, db.file.seq)
	}
	changed := ada()
	changed.Headline = "Mends radios"
	if r := importRows(t, db, ImportOptions{}, changed); counts(r) != [4]int{0, 1, 0, 0} || len(r.Kept) != 0 {
		t.Errorf("changed in the file: %+v", r)
	}
}

func TestImportKeepsWhatAScreenChanged(t *testing.T) {
	db, _ := fresh(t)
	importRows(t, db, ImportOptions{}, ada())
	m, err := db.NamedMember(t.Context(), "1001")
	if err != nil {
		t.Fatal(err)
	}
	err = db.EditMember(t.Context(), byHost, m.ID, func(m *community.Member) error {
		m.HappyToHelpWith = []string{"Tea"}
		m.OnWall = community.Consent{}
		return m.Set("headline", "Edited on a screen")
	})
	if err != nil {
		t.Fatal(err)
	}
	file := ada()
	file.Name = "Ada N. Okafor"
	r := importRows(t, db, ImportOptions{}, file)
	got := member(t, db, m.ID)
	if got.Headline != "Edited on a screen" || got.OnWall.Given || got.Name != "Ada N. Okafor" {
		t.Errorf("after import: %+v", got)
	}
	if len(got.HappyToHelpWith) != 1 || got.HappyToHelpWith[0] != "Tea" {
		t.Errorf("a removed offer came back: %v", got.HappyToHelpWith)
	}
	if counts(r) != [4]int{0, 1, 0, 0} || len(r.Kept) != 3 {
		t.Errorf("report: %+v, want headline, offers and consent named as kept", r)
	}
	importRows(t, db, ImportOptions{Overwrite: true}, file)
	if got := member(t, db, m.ID); got.Headline != "Writes grants" || !got.OnWall.Given {
		t.Errorf("with overwrite: %+v", got)
	}
}

// What a member took back themselves no file gives again, not even one that is to win;
// what a host took back it does.
func TestAFileDoesNotGiveAConsentThatAMemberTookBack(t *testing.T) {
	for _, overwrite := range []bool{false, true} {
		for by, stays := range map[community.ActorKind]bool{community.ActorProven: true, community.ActorClaimed: true, community.ActorHost: !overwrite} {
			db, _ := fresh(t)
			file := ada()
			file.Email, file.EmailPublic = "ada@example.org", true
			importRows(t, db, ImportOptions{}, file)
			m, err := db.NamedMember(t.Context(), "1001")
			if err != nil {
				t.Fatal(err)
			}
			actor := community.Actor{Kind: by, ID: m.ID}
			err = db.EditMember(t.Context(), actor, m.ID, func(m *community.Member) error {
				m.Headline, m.EmailPublic = "Mends radios", false
				return m.Set("show_on_wall", "no")
			})
			if err != nil {
				t.Fatal(err)
			}
			r := importRows(t, db, ImportOptions{Overwrite: overwrite}, file)
			got := member(t, db, m.ID)
			own := slices.ContainsFunc(r.Kept, func(k Kept) bool { return k.Field == "show_on_wall" && k.Own })
			if got.OnWall.Given == stays || got.EmailPublic == stays || own != (by != community.ActorHost) || (got.Headline == "Writes grants") != overwrite {
				t.Errorf("overwrite %t, taken back by %s: %+v, %+v", overwrite, by, got.OnWall, r.Kept)
			}
			if err := db.EditMember(t.Context(), byHost, m.ID, func(m *community.Member) error { return m.Set("show_on_wall", "yes") }); err != nil || !member(t, db, m.ID).OnWall.Given {
				t.Errorf("said at the desk: %v", err)
			}
		}
	}
}

func TestImportLeavesFieldsThatTheFileLacks(t *testing.T) {
	db, _ := fresh(t)
	full := ada()
	full.About = "Learning to throw pots"
	id := add(t, db, full)
	importRows(t, db, ImportOptions{}, ada())
	if got := member(t, db, id); got.About != "Learning to throw pots" || !got.OnPhone.Given {
		t.Errorf("got %+v", got)
	}
}

func TestSameEmailIsTheSameMember(t *testing.T) {
	db, _ := fresh(t)
	m := ada()
	m.Number, m.Email = "", "Ada@example.org"
	importRows(t, db, ImportOptions{}, m)
	m.Email, m.Name = "ada@EXAMPLE.org", "Ada Okafor-Reid"
	if r := importRows(t, db, ImportOptions{Overwrite: true}, m); r.Added != 0 || r.Changed != 1 {
		t.Errorf("got %+v", r)
	}
}

func TestTwoPeopleOfOneNameStayTwo(t *testing.T) {
	db, _ := fresh(t)
	m := community.Member{Name: "Sam Whitlock"}
	if r := importRows(t, db, ImportOptions{}, m, m); r.Added != 2 {
		t.Errorf("got %+v", r)
	}
	if r := importRows(t, db, ImportOptions{}, m, m); r.Same != 2 {
		t.Errorf("again: %+v", r)
	}
}

func TestErasedMemberIsRefusedByTheNextImport(t *testing.T) {
	db, _ := fresh(t)
	importRows(t, db, ImportOptions{}, ada())
	m, _ := db.NamedMember(t.Context(), "1001")
	if err := db.Erase(t.Context(), byHost, m.ID); err != nil {
		t.Fatal(err)
	}
	r := importRows(t, db, ImportOptions{}, ada())
	if counts(r) != [4]int{0, 0, 0, 1} || len(r.Kept) != 1 {
		t.Errorf("got %+v", r)
	}
	if _, err := db.NamedMember(t.Context(), "1001"); !errors.Is(err, community.ErrNotFound) {
		t.Error("the erased member is back")
	}
}

func TestTwoScreensImportTheSamePeople(t *testing.T) {
	db1, _ := fresh(t)
	db2, _ := fresh(t)
	importRows(t, db1, ImportOptions{}, ada())
	importRows(t, db2, ImportOptions{}, ada())
	a, _ := db1.NamedMember(t.Context(), "1001")
	b, _ := db2.NamedMember(t.Context(), "1001")
	if a.ID != b.ID || a.ID.IsZero() {
		t.Errorf("%v and %v", a.ID, b.ID)
	}
}

func TestAFileDoesNotMarkAsLeftWhomAHostKept(t *testing.T) {
	db, _ := fresh(t)
	rows := rowsOf(ada())
	if _, err := db.ImportMembers(t.Context(), rows, ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	m, err := db.NamedMember(t.Context(), "1001")
	if err != nil {
		t.Fatal(err)
	}
	edit(t, db, byHost, m.ID, "state", "paused")
	rows[0].Member.State, rows[0].Present = "left", append(rows[0].Present, "state")
	if _, err := db.ImportMembers(t.Context(), rows, ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	if m := member(t, db, m.ID); m.State != "paused" || m.LeftOn != "" {
		t.Errorf("is %s, left on %q", m.State, m.LeftOn)
	}
	if _, err := db.ImportMembers(t.Context(), rows, ImportOptions{Overwrite: true}); err != nil {
		t.Fatal(err)
	}
	if m := member(t, db, m.ID); m.State != "left" || m.LeftOn != "2026-11-16" {
		t.Errorf("is %s, left on %q", m.State, m.LeftOn)
	}
}

func TestWhoLeftLongAgoMayComeAgain(t *testing.T) {
	db, c := fresh(t)
	forgotten := ada()
	forgotten.Number, forgotten.Name = "1002", "Jo Marsh"
	importRows(t, db, ImportOptions{}, ada(), forgotten)
	named := func(number string) community.Member {
		t.Helper()
		m, err := db.NamedMember(t.Context(), number)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	for range 2 { // and leaves again
		first := named("1001")
		edit(t, db, byHost, first.ID, "state", "left")
		if _, err := db.NamedMember(t.Context(), "1002"); err == nil {
			edit(t, db, byHost, named("1002").ID, "state", "left")
			if err := db.Erase(t.Context(), byHost, named("1002").ID); err != nil {
				t.Fatal(err)
			}
		}
		retain(t, db, c, community.LeftDays+1)
		gone := ada()
		gone.State = community.StateLeft
		if r := importStates(t, db, ImportOptions{}, gone); counts(r) != [4]int{0, 0, 0, 1} || r.Kept[0].Field != "erased" {
			t.Errorf("a file that says that they left: %+v", r)
		}
		for range 2 {
			if r := importRows(t, db, ImportOptions{}, ada()); counts(r) != [4]int{0, 0, 0, 1} || r.Kept[0].Field != "left" {
				t.Errorf("a file that does not say who left: %+v", r)
			}
		}
		for _, o := range []ImportOptions{{DryRun: true}, {}} {
			if r := importStates(t, db, o, ada(), forgotten); counts(r) != [4]int{1, 0, 0, 1} {
				t.Errorf("%+v: %+v", o, r)
			}
		}
		if m := named("1001"); m.ID == first.ID || m.State != community.StateActive {
			t.Errorf("%+v", m)
		}
		if r := importStates(t, db, ImportOptions{}, ada(), forgotten); counts(r) != [4]int{0, 0, 1, 1} {
			t.Errorf("again: %+v", r)
		}
	}
	other, _ := fresh(t)
	carry(t, db, other)
	gone := named("1001")
	edit(t, db, byHost, gone.ID, "state", "left")
	retain(t, db, c, community.LeftDays+1)
	carry(t, db, other)
	if r := importStates(t, other, ImportOptions{}, ada(), forgotten); counts(r) != [4]int{1, 0, 0, 1} {
		t.Errorf("on another screen: %+v", r)
	}
}

func TestPeopleOfOneNameKeepTheirPlacesWhenOneGoes(t *testing.T) {
	sam := func(headline string) community.Member {
		return community.Member{Name: "Sam Whitlock", Headline: headline}
	}
	is := func(db *DB) map[string]community.ID {
		members, err := db.Members(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]community.ID{}
		for _, m := range members {
			out[m.Headline] = m.ID
		}
		return out
	}
	for _, wish := range []bool{true, false} {
		db, c := fresh(t)
		importRows(t, db, ImportOptions{}, sam("Potter"), sam("Weaver"), sam("Baker"))
		was := is(db)
		if wish {
			if err := db.Erase(t.Context(), byHost, was["Potter"]); err != nil {
				t.Fatal(err)
			}
		} else {
			edit(t, db, byHost, was["Potter"], "state", "left")
			retain(t, db, c, community.LeftDays+1)
		}
		if r := importRows(t, db, ImportOptions{}, sam("Weaver"), sam("Baker")); counts(r) != [4]int{0, 0, 2, 0} {
			t.Errorf("wish %v, a file without them: %+v", wish, r)
		}
		want := [4]int{1, 0, 2, 0}
		if wish {
			want = [4]int{0, 0, 2, 1}
		}
		if r := importStates(t, db, ImportOptions{}, sam("Potter"), sam("Weaver"), sam("Baker")); counts(r) != want {
			t.Errorf("wish %v, a file with them: %+v", wish, r)
		}
		if now := is(db); now["Weaver"] != was["Weaver"] || now["Baker"] != was["Baker"] {
			t.Errorf("wish %v: the others are %v, were %v", wish, now, was)
		}
		if r := importRows(t, db, ImportOptions{}, sam("Potter"), sam("Weaver"), sam("Baker"), sam("Smith")); r.Added != 1 || r.Changed != 0 {
			t.Errorf("wish %v, one more: %+v", wish, r)
		}
	}
}
