package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// acts gives the history, the newest first.
func acts(t testing.TB, db *DB) []Done {
	t.Helper()
	list, err := db.Acts(t.Context(), time.UnixMilli(0), 0)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// chains are looked at as kettled doctor does.
func chains(t testing.TB, db *DB) Chains {
	t.Helper()
	c, err := db.CheckActs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func edit(t testing.TB, db *DB, by community.Actor, id community.ID, field, value string) {
	t.Helper()
	if err := db.EditMember(t.Context(), by, id, func(m *community.Member) error { return m.Set(field, value) }); err != nil {
		t.Fatal(err)
	}
}

func TestEachActLeavesOneEntryWithWhatChanged(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	c.forward(time.Minute)
	edit(t, db, byHost, id, "headline", "Mends radios")
	c.forward(time.Minute)
	edit(t, db, community.Actor{Kind: community.ActorClaimed, ID: id}, id, "about", "Says so herself")
	edit(t, db, byClaimed, id, "about", "Nobody known says so")
	if _, _, err := db.CheckIn(t.Context(), community.Actor{Kind: community.ActorProven, ID: id}, id); err != nil {
		t.Fatal(err)
	}
	if err := db.SetPIN(t.Context(), byHost, "Jo", "735129"); err != nil {
		t.Fatal(err)
	}
	list := acts(t, db)
	var got []string
	for _, d := range list {
		line := fmt.Sprintf("%d %s by %s:", d.Number, d.What, d.Who)
		for _, a := range d.About {
			line += fmt.Sprintf(" %s %s", a.Kind, a.Name)
		}
		got = append(got, line)
	}
	want := []string{
		"4 host by a host: host Jo", "3 edit by Ada Okafor: member Ada Okafor",
		"2 edit by a host: member Ada Okafor", "1 add by a host: member Ada Okafor",
	}
	if !slices.Equal(got, want) {
		t.Fatalf("the history is\n%s", strings.Join(got, "\n"))
	}
	if f := list[2].About[0].Fields; len(f) != 1 || f["headline"] != [2]string{"Writes grants", "Mends radios"} {
		t.Errorf("the edit says %v", f)
	}
	if f := list[0].About[0].Fields; f["pin_hash"] != [2]string{"", "changed"} || f["name"][1] != "Jo" {
		t.Errorf("the PIN says %v", f)
	}
	if of, err := db.ActsOf(t.Context(), id, time.UnixMilli(0), 0); err != nil || len(of) != 3 {
		t.Errorf("of the member: %d, %v", len(of), err)
	}
	if got := chains(t, db); got.Acts != 4 || got.Screens != 1 || len(got.Faults) != 0 {
		t.Errorf("the chain: %+v", got)
	}
}

func TestTheHistoryOfAMemberSaysNothingOfOthers(t *testing.T) {
	db, c := fresh(t)
	one, other := add(t, db, ada()), add(t, db, community.Member{Name: "Tomasz Wójcik", Number: "1007"})
	since := c.now()
	c.forward(time.Minute)
	// One act that changes both, and a third that is both's.
	err := db.writing(t.Context(), byHost, func(w *writer) error {
		for i, id := range []community.ID{one, other} {
			if err := w.put(community.KindMember, id, []community.Field{{Name: "headline", Value: fmt.Sprint("headline ", i)}}); err != nil {
				return err
			}
		}
		thanks := community.ThankYou{FromID: other, ToID: one, What: "Soup"}
		return w.create(community.KindThankYou, newID(), thanks.Fields(), one, other)
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []community.ID{one, other} {
		list, err := db.ActsOf(t.Context(), id, since, 0)
		if err != nil || len(list) == 0 {
			t.Fatal(list, err)
		}
		about := list[0].About
		slices.SortFunc(about, func(a, b About) int { return strings.Compare(string(a.Kind), string(b.Kind)) })
		if len(about) != 2 || about[0].Kind != community.KindMember || about[0].ID != id || about[1].Kind != community.KindThankYou {
			t.Errorf("of %s: %+v", id, about)
		}
	}
	c.forward(time.Minute)
	edit(t, db, byHost, one, "about", "New words")
	if list, err := db.ActsOf(t.Context(), one, since, 1); err != nil || len(list) != 1 || list[0].About[0].Fields["about"][1] != "New words" {
		t.Errorf("the newest one: %+v, %v", list, err)
	}
	if list, err := db.ActsOf(t.Context(), one, c.now(), 0); err != nil || len(list) != 1 {
		t.Errorf("of this minute: %+v, %v", list, err)
	}
}

func TestAnEditThatIsRefusedLeavesNoAct(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	_ = db.EditMember(t.Context(), byHost, id, func(m *community.Member) error { m.Name = ""; return nil })
	if err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if n := len(acts(t, db)); n != 1 {
		t.Errorf("%d acts", n)
	}
}

func TestTamperingWithTheHistoryIsFound(t *testing.T) {
	for name, c := range map[string]struct{ sql, want string }{
		"who":            {`UPDATE acts SET by = 'import' WHERE number = '2'`, "Entry 2 of this screen was changed"},
		"when":           {`UPDATE acts SET at = at + 1 WHERE number = '2'`, "Entry 2 of this screen was changed"},
		"what":           {`UPDATE acts SET what = 'add' WHERE number = '3'`, "Entry 3 of this screen was changed"},
		"one is gone":    {`DELETE FROM acts WHERE number = '2'`, "What came before entry 3 of this screen is missing"},
		"the first":      {`DELETE FROM acts WHERE number = '1'`, "What came before entry 2 of this screen is missing"},
		"one before":     {`UPDATE acts SET before = 'aa' WHERE number = '1'`, "Entry 1 of this screen is the first and yet names one before it"},
		"the last":       {`DELETE FROM acts WHERE number = '4'`, "There are values of an entry that is missing"},
		"swapped":        {`UPDATE acts SET number = CASE number WHEN '2' THEN '3' WHEN '3' THEN '2' ELSE number END`, "was changed"},
		"two said it":    {`UPDATE acts SET (what, hash, digest, sums) = (SELECT what, hash, digest, sums FROM acts WHERE number = '2') WHERE number = '3'`, "Entry 3 of this screen was changed"},
		"a value":        {`UPDATE act_values SET changes = replace(changes, 'first', 'worst')`, "What entry 2 of this screen changed of a member is another than it says"},
		"whose value":    {`UPDATE act_values SET about = zeroblob(16) WHERE changes LIKE '%first%'`, "What entry 2 of this screen changed of a member is another than it says"},
		"the list":       {`UPDATE acts SET sums = '' WHERE number = '2'`, "The list of what entry 2 of this screen changed is another"},
		"a whole forged": {`UPDATE acts SET hash = 'aa' WHERE number = '3'`, "Entry 4 of this screen does not follow the one before it"},
	} {
		t.Run(name, func(t *testing.T) {
			db, _ := fresh(t)
			id := add(t, db, ada())
			for _, v := range []string{"first", "second", "third"} {
				edit(t, db, byHost, id, "headline", v)
			}
			if got := chains(t, db); len(got.Faults) > 0 || got.Acts != 4 {
				t.Fatalf("before: %+v", got)
			}
			if _, err := db.write.Exec(c.sql); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(chains(t, db).Faults, "\n"); !strings.Contains(got, c.want) {
				t.Errorf("found: %q", got)
			}
		})
	}
}

func TestAnErasureLeavesTheChainAndNoByteOfTheHistory(t *testing.T) {
	db, _ := fresh(t)
	const mark = "Qwertzuiop-Unmistakable"
	id := add(t, db, ada())
	other := add(t, db, community.Member{Name: "Jo"})
	edit(t, db, byHost, id, "about", mark+" one")
	edit(t, db, byHost, id, "about", "two")
	if _, err := db.AddPost(t.Context(), byHost, community.Post{MemberID: id, Words: mark + " post"}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Thank(t.Context(), byHost, community.ThankYou{FromID: other, ToID: id, Words: mark + " thanks"}); err != nil {
		t.Fatal(err)
	}
	if len(find(t, db.Dir(), mark)) == 0 {
		t.Fatal("the mark is nowhere even before: this test cannot see")
	}
	if err := db.Erase(t.Context(), byHost, id); err != nil {
		t.Fatal(err)
	}
	if in := find(t, db.Dir(), mark); len(in) > 0 {
		t.Errorf("the words are still in %v", in)
	}
	list := acts(t, db)
	if len(list) != 7 || list[0].What != "erase" || len(list[0].About)+list[0].Many != 0 || list[0].Sums != "" {
		t.Errorf("the history: %+v", list)
	}
	if got := chains(t, db); len(got.Faults) > 0 || got.Acts != 7 {
		t.Errorf("the chain: %+v", got)
	}
}

func TestErasingReachesTheHistoryOnOtherScreens(t *testing.T) {
	a, _ := fresh(t)
	b, _ := fresh(t)
	const mark = "Asdfghjkl-Unmistakable"
	id := add(t, a, ada())
	edit(t, a, byHost, id, "about", mark)
	edit(t, a, byHost, id, "about", "")
	handOver(t, a, b)
	if len(find(t, b.Dir(), mark)) == 0 || len(acts(t, b)) != 3 {
		t.Fatal("the history did not come along")
	}
	if err := a.Erase(t.Context(), byHost, id); err != nil {
		t.Fatal(err)
	}
	handOver(t, a, b)
	if in := find(t, b.Dir(), mark); len(in) > 0 || !sameDigest(t, a, b) {
		t.Errorf("the words are still in %v", in)
	}
	if got := chains(t, b); len(got.Faults) > 0 || got.Acts != 4 {
		t.Errorf("the chain: %+v", got)
	}
}

func TestAnImportIsOneActOfFewValues(t *testing.T) {
	db, _ := fresh(t)
	rows := rowsOf(manyMembers(2500)...)
	if _, err := db.ImportMembers(t.Context(), rows, ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	list := acts(t, db)
	if len(list) != 1 || list[0].What != "import" || list[0].Many != 2500 || list[0].Who != "an import" {
		t.Fatalf("the history: %+v", list)
	}
	if n := len(list[0].Sums) / community.SumLength; n != 3 {
		t.Errorf("%d values", n)
	}
	for i := range rows {
		rows[i].Member.Headline = "another"
	}
	if _, err := db.ImportMembers(t.Context(), rows, ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	if list := acts(t, db); len(list) != 2 || len(list[0].About) != 2500 {
		t.Errorf("the second: %d acts", len(list))
	}
	if got := chains(t, db); len(got.Faults) > 0 {
		t.Errorf("the chain: %+v", got)
	}
}

func TestACopiedDiskLeavesTwoBranchesThatBothFit(t *testing.T) {
	a, c := fresh(t)
	id := add(t, a, ada())
	file := filepath.Join(t.TempDir(), "b.zip")
	if err := a.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	z, m, err := readManifest(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if err := unpackTo(z, m, fileName, dir); err != nil {
		t.Fatal(err)
	}
	b := open(t, dir, c) // the same screen number
	for i := range 3 {
		edit(t, a, byHost, id, "about", fmt.Sprint("a", i))
		edit(t, b, byHost, id, "headline", fmt.Sprint("b", i))
	}
	handOver(t, b, a)
	if got := chains(t, a); len(got.Faults) > 0 || got.Copies != 3 || got.Acts != 7 || got.Screens != 1 {
		t.Errorf("the chain: %+v", got)
	}
}

func TestAnActOfVeryManyRecordsKeepsItsSumsInParts(t *testing.T) {
	db, _ := fresh(t)
	rows := rowsOf(manyMembers(community.MostSums + 10)...)
	if _, err := db.ImportMembers(t.Context(), rows, ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		rows[i].Member.Headline = "another"
	}
	if _, err := db.ImportMembers(t.Context(), rows, ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	if got := chains(t, db); len(got.Faults) > 0 || got.Acts != 2 {
		t.Errorf("the chain: %+v", got)
	}
	if _, err := db.write.Exec(`UPDATE act_values SET changes = 'x' || changes WHERE kind = 'act'`); err != nil {
		t.Fatal(err)
	}
	if got := chains(t, db); len(got.Faults) == 0 {
		t.Error("another list of sums is not seen")
	}
}

// What was made in one transaction shares a millisecond. When some of it is gone,
// such as the values of a member who was erased, the rest keeps its place in it: a
// hub may have it already.
func TestAClockThatIsSetAgainMovesNoStampBackWithinItsMillisecond(t *testing.T) {
	db, c := fresh(t)
	ada := add(t, db, community.Member{Name: "Ada"})
	acts, err := db.Acts(t.Context(), time.Time{}, 0)
	if err != nil || len(acts) != 1 {
		t.Fatal(acts, err)
	}
	stamp := func() int64 {
		t.Helper()
		var text string
		err := db.write.QueryRow(`SELECT stamps FROM records WHERE kind = 'act' AND id = ?`, acts[0].ID).Scan(&text)
		if err != nil {
			t.Fatal(err)
		}
		s, err := parseStamps(text)
		if err != nil || len(s) == 0 {
			t.Fatal(text, err)
		}
		return s[0].Clock
	}
	if err := db.SetClock(t.Context(), 2*time.Hour, time.Time{}); err != nil {
		t.Fatal(err)
	}
	before := stamp()
	if err := db.Erase(t.Context(), byHost, ada); err != nil {
		t.Fatal(err)
	}
	c.t = c.t.Add(-100 * time.Hour) // the machine forgot the time
	if err := db.SetClock(t.Context(), 102*time.Hour, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if after := stamp(); after < before {
		t.Errorf("the act's stamp went back from %d to %d", before, after)
	}
}

func TestTheHistoryReadsTheNamesItTells(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	for i := range 20 {
		add(t, db, community.Member{Name: fmt.Sprint("Jo ", i)})
	}
	h, err := db.SaveHost(t.Context(), byHost, community.Host{Name: "Cleo"}, "274916")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.SaveParcel(t.Context(), community.Actor{Kind: community.ActorHost, ID: h.ID}, community.Parcel{MemberID: id, Words: "a box"}); err != nil {
		t.Fatal(err)
	}
	d := acts(t, db)[0]
	if d.Who != "Cleo" || len(d.About) != 1 || d.About[0].Name != "Ada Okafor" {
		t.Errorf("%+v", d)
	}
	got, err := readNames(t.Context(), db.read(), namedIn([]Done{d}))
	if err != nil || len(got) != 2 {
		t.Errorf("%d names are read, %v", len(got), err)
	}
}
