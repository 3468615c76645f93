package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

const aDay = 24 * time.Hour

// retain lets go what is too old, every few days so that the clock is trusted.
func retain(t testing.TB, db *DB, c *clock, days int) (last Retained) {
	t.Helper()
	for days > 0 {
		step := min(days, 6)
		days -= step
		c.forward(time.Duration(step) * aDay)
		r, err := db.Retain(t.Context(), RetainOptions{})
		if err != nil || r.Doubt != "" {
			t.Fatalf("%+v, %v", r, err)
		}
		last = r
	}
	return last
}

// dayCounts gives the anonymous figures of days whose visits are gone.
func dayCounts(t testing.TB, db *DB) ([]community.Count, error) {
	t.Helper()
	return list(t.Context(), db.read(), community.KindCount, func(id community.ID) community.Count { return community.Count{ID: id} }, "ORDER BY day, what, screen")
}

func TestOldVisitsBecomeCounts(t *testing.T) {
	db, c := fresh(t)
	a, b := add(t, db, ada()), add(t, db, community.Member{Name: "Jo"})
	for range 3 {
		for _, id := range []community.ID{a, a, b} {
			v, _, err := db.CheckIn(t.Context(), byClaimed, id)
			if err != nil {
				t.Fatal(err)
			}
			c.forward(time.Minute)
			if _, err := db.CheckOut(t.Context(), byClaimed, v.MemberID); err != nil {
				t.Fatal(err)
			}
		}
		c.forward(aDay)
	}
	if dry, err := db.Retain(t.Context(), RetainOptions{Dry: true}); err != nil || dry.Visits != 0 {
		t.Errorf("at once: %+v, %v", dry, err)
	}
	retain(t, db, c, 27)
	if v, err := db.Visits(t.Context(), time.UnixMilli(0)); err != nil || len(v) != 9 {
		t.Errorf("after 30 days %d visits, %v", len(v), err)
	}
	c.forward(aDay)
	dry, err := db.Retain(t.Context(), RetainOptions{Dry: true})
	if err != nil || dry.Visits != 3 || !dry.Moved {
		t.Errorf("looked only: %+v, %v", dry, err)
	}
	if n, _ := dayCounts(t, db); len(n) != 0 {
		t.Error("looking wrote")
	}
	if _, err := db.Retain(t.Context(), RetainOptions{}); err != nil {
		t.Fatal(err)
	}
	left, err := db.Visits(t.Context(), time.UnixMilli(0))
	if err != nil || len(left) != 6 {
		t.Errorf("%d visits are left, %v", len(left), err)
	}
	counts, err := dayCounts(t, db)
	if err != nil || len(counts) != 2 || counts[0].What != community.CountCheckIns || counts[0].N != 3 || counts[0].Day != "2026-11-16" || counts[1].N != 2 {
		t.Errorf("counts: %+v, %v", counts, err)
	}
	retain(t, db, c, 5)
	if counts, err := dayCounts(t, db); err != nil || len(counts) != 6 {
		t.Errorf("counts: %+v, %v", counts, err)
	}
}

func TestVisitorsWhoGoAreCountedByDay(t *testing.T) {
	db, c := fresh(t)
	for i, name := range []string{"Jo", "Kit", "Lu"} {
		v := community.Visitor{Name: name, Remember: i == 2, Detail: map[bool]string{true: "lu@example.org"}[i == 2]}
		got, _, err := db.SignIn(t.Context(), byHost, v)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 { // it never was
			if err := db.UndoVisitor(t.Context(), byHost, got.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	retain(t, db, c, 42)
	counts, err := dayCounts(t, db)
	if err != nil || len(counts) != 1 || counts[0].What != community.CountVisitors || counts[0].N != 2 || counts[0].Day != "2026-11-16" {
		t.Errorf("%+v, %v", counts, err)
	}
	p, err := db.Past(t.Context(), monday.AddDate(0, 0, -1))
	if err != nil || len(p.Visitors) != 1 || len(p.Counts) != 1 || p.Kept.Visitor == 0 {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestWhatIsTooOldDoesNotComeBackFromElsewhere(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	retain(t, db, c, 40)
	old := fmt.Sprint(monday.UnixMilli())
	whole := []community.Field{{Name: "in_at", Value: old}, {Name: "member_id", Value: id.String()}}
	before, err := db.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	takeTogether := func(fields []community.Field) {
		var changes []community.Change
		for _, f := range fields {
			changes = append(changes, community.Change{
				Kind: community.KindVisit, ID: community.ID{7}, Field: f.Name, Value: f.Value, Owners: []community.ID{id},
				Stamp: community.Stamp{Clock: c.t.UnixMilli() << 16, Screen: 9},
			})
		}
		err := db.writing(t.Context(), community.Actor{}, func(w *writer) error { return w.take(changes, false) })
		if err != nil {
			t.Fatal(err)
		}
	}
	n, err := db.Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	takeTogether(whole)
	takeTogether([]community.Field{{Name: "void", Value: "yes"}})
	after, err := db.Digest(t.Context())
	if m, e := db.Count(t.Context()); err != nil || e != nil || after != before || m != n {
		t.Errorf("%d records became %d, %v", n, m, err)
	}
	whole[0].Value = fmt.Sprint(c.t.UnixMilli())
	takeTogether(whole)
	if m, err := db.Count(t.Context()); err != nil || m != n+1 {
		t.Errorf("a visit of today is refused: %d, %v", m, err)
	}
}

func TestWhoLeftIsErasedAfterThirtyDays(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	edit(t, db, byHost, id, "state", "left")
	if m := member(t, db, id); m.LeftOn != "2026-11-16" {
		t.Fatalf("left on %q", m.LeftOn)
	}
	edit(t, db, byHost, id, "state", "active")
	if m := member(t, db, id); m.LeftOn != "" {
		t.Fatalf("is back, and left on %q", m.LeftOn)
	}
	edit(t, db, byHost, id, "state", "left")
	if what := acts(t, db)[0].What; what != "left" {
		t.Errorf("the act is called %s", what)
	}
	retain(t, db, c, community.LeftDays)
	member(t, db, id)
	r := retain(t, db, c, 1)
	if _, err := db.Member(t.Context(), id); r.Members != 1 || !errors.Is(err, community.ErrNotFound) {
		t.Errorf("%+v, %v", r, err)
	}
}

// A program of before there was such a date, or a file, may say that somebody left and
// not when: the month begins when that is seen.
func TestWhoLeftNobodyKnowsWhenIsKeptForAMonthMore(t *testing.T) {
	db, c := fresh(t)
	id := newID()
	takeRemote(t, db, community.KindMember, id, []community.Field{{Name: "name", Value: "Ada"}, {Name: "state", Value: community.StateLeft}}, 9, c.t)
	retain(t, db, c, 1)
	if m := member(t, db, id); m.LeftOn != "2026-11-17" {
		t.Errorf("left on %q", m.LeftOn)
	}
	retain(t, db, c, community.LeftDays)
	member(t, db, id)
	retain(t, db, c, 1)
	if _, err := db.Member(t.Context(), id); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("still there: %v", err)
	}
}

// A screen that was off for months has more to let go than one transaction takes.
func TestHoweverMuchIsTooOldAllOfItGoes(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	old, kept := 2*dropAtOnce+1, 3
	err := db.writing(t.Context(), byClaimed, func(w *writer) error {
		for i := range old + kept {
			at := c.t
			if i >= old {
				at = at.Add(30 * aDay)
			}
			v := community.Visit{ID: newID(), MemberID: id, InAt: at, InBy: community.ActorClaimed}
			if err := w.create(community.KindVisit, v.ID, v.Fields(), id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	c.forward(34 * aDay)
	for range 2 { // the clock jumped, and is believed a day later
		c.forward(aDay)
		dry, err := db.Retain(t.Context(), RetainOptions{Dry: true})
		if err != nil {
			t.Fatal(err)
		}
		did, err := db.Retain(t.Context(), RetainOptions{})
		left, e := db.Visits(t.Context(), time.UnixMilli(0))
		if err != nil || e != nil || did.Doubt == "" && (did.Visits != old || len(left) != kept) || dry.Doubt == "" && dry.Visits != old {
			t.Errorf("%d gone, %d left, %d to go: %q, %v, %v", did.Visits, len(left), dry.Visits, did.Doubt, err, e)
		}
		if did.Doubt == "" {
			return
		}
	}
	t.Error("the clock was never believed")
}

func TestVisitorsGoUnlessTheyWantToBeKnown(t *testing.T) {
	db, c := fresh(t)
	for _, v := range []community.Visitor{
		{Name: "Passing", InAt: monday}, {Name: "Known", InAt: monday, Remember: true}, {Name: "Invited", ExpectedOn: "2026-11-18"},
	} {
		err := db.writing(t.Context(), byHost, func(w *writer) error { return w.create(community.KindVisitor, newID(), v.Fields()) })
		if err != nil {
			t.Fatal(err)
		}
	}
	names := func() string {
		got, err := readVisitors(t.Context(), db.read(), "")
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, name := range []string{"Passing", "Known", "Invited"} {
			for _, v := range got {
				if v.Name == name {
					all = append(all, name)
				}
			}
		}
		return strings.Join(all, " ")
	}
	if err := db.EditSpace(t.Context(), byHost, func(s *community.Space) error { return s.Set("visitor_days", "10") }); err != nil {
		t.Fatal(err)
	}
	retain(t, db, c, 10)
	if got := names(); got != "Passing Known Invited" {
		t.Errorf("after ten days: %s", got)
	}
	retain(t, db, c, 5)
	if got := names(); got != "Known" || len(find(t, db.Dir(), "Passing")) > 0 {
		t.Errorf("after fifteen days: %s", got)
	}
	retain(t, db, c, 352)
	if got := names(); got != "" {
		t.Errorf("after a year: %s", got)
	}
}

func TestTheHistoryLosesItsValuesThenItsActs(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	for range 60 {
		retain(t, db, c, 10)
		edit(t, db, byHost, id, "headline", c.t.String())
		if got := chains(t, db); len(got.Faults) > 0 {
			t.Fatalf("the chain: %+v", got)
		}
	}
	with, all := 0, acts(t, db)
	for _, d := range all {
		with += len(d.About)
	}
	if with != 4 || len(all) != 37 {
		t.Errorf("%d acts, %d of them with values", len(all), with)
	}
	if _, err := db.write.Exec(`DELETE FROM acts WHERE number = ?`, fmt.Sprint(all[5].Number)); err != nil {
		t.Fatal(err)
	}
	if got := chains(t, db); len(got.Faults) == 0 {
		t.Error("a missing act is not seen any more")
	}
}

func TestNothingGoesByAClockThatJumped(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	if _, _, err := db.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Fatal(err)
	}
	retain(t, db, c, 2)
	good := c.t
	look := func() Retained {
		r, err := db.Retain(t.Context(), RetainOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	c.forward(400 * aDay)
	edit(t, db, byHost, id, "headline", "by the wrong clock")
	if r := look(); r.Moved || !strings.Contains(r.Doubt, "400 days ahead") || r.Visits+r.Acts+r.Values != 0 {
		t.Errorf("ahead: %+v", r)
	}
	c.forward(2 * time.Hour)
	if r := look(); r.Moved || r.Visits != 0 {
		t.Errorf("two hours on: %+v", r)
	}
	c.t = good.Add(-2 * time.Hour)
	if r := look(); r.Moved || !strings.Contains(r.Doubt, "backwards") {
		t.Errorf("back: %+v", r)
	}
	c.t = good.Add(time.Hour)
	if r := look(); !r.Moved {
		t.Errorf("right again: %+v", r)
	}
	if v, err := db.Visits(t.Context(), time.UnixMilli(0)); err != nil || len(v) != 1 {
		t.Errorf("%d visits, %v", len(v), err)
	}
	// A holiday: the clock is right, and goes on.
	c.forward(20 * aDay)
	if r := look(); r.Moved {
		t.Errorf("after the holiday: %+v", r)
	}
	c.forward(25 * time.Hour)
	if r := look(); !r.Moved {
		t.Errorf("a day later: %+v", r)
	}
}

func TestAScreenInStepWaitsForTheHubsWord(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	if _, _, err := db.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Fatal(err)
	}
	if err := db.SaveLink(t.Context(), community.Link{Hub: "ab", Role: community.RoleKiosk}); err != nil {
		t.Fatal(err)
	}
	c.forward(6 * aDay)
	for range 6 {
		c.forward(6 * aDay)
		if r, err := db.Retain(t.Context(), RetainOptions{}); err != nil || r.Moved || r.Visits != 0 || r.Doubt != "" {
			t.Fatalf("%+v, %v", r, err)
		}
	}
	kept := community.KeptSince{Visit: monday.Add(aDay).UnixMilli()}
	takeRemote(t, db, community.KindSpace, db.SpaceID(), []community.Field{{Name: community.FieldKeptSince, Value: kept.String()}}, 9, c.t)
	if r, err := db.Retain(t.Context(), RetainOptions{}); err != nil || r.Visits != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestLookingForWhatIsOldLeavesAnEmptyStoreEmpty(t *testing.T) {
	db, c := fresh(t)
	retain(t, db, c, 3)
	if empty, err := db.Empty(t.Context()); err != nil || !empty {
		t.Errorf("it holds something, %v", err)
	}
}

func TestMergedMembersAreOne(t *testing.T) {
	db, _ := fresh(t)
	from, into := add(t, db, community.Member{Name: "Ada O.", Email: "ada@example.org", Headline: "Old"}), add(t, db, ada())
	if _, _, err := db.CheckIn(t.Context(), byClaimed, from); err != nil {
		t.Fatal(err)
	}
	if err := db.MergeMembers(t.Context(), byHost, from, from); err == nil {
		t.Error("with herself")
	}
	if err := db.MergeMembers(t.Context(), byHost, from, newID()); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("with nobody: %v", err)
	}
	if err := db.MergeMembers(t.Context(), byHost, from, into); err != nil {
		t.Fatal(err)
	}
	m := member(t, db, into)
	if m.Email != "ada@example.org" || m.Headline != "Writes grants" {
		t.Errorf("now: %+v", m)
	}
	if v, err := db.Visits(t.Context(), time.UnixMilli(0)); err != nil || len(v) != 1 || v[0].MemberID != into {
		t.Errorf("visits: %+v, %v", v, err)
	}
	if _, err := db.Member(t.Context(), from); !errors.Is(err, community.ErrNotFound) || acts(t, db)[0].What != "merge" {
		t.Errorf("the other: %v", err)
	}
	if got := chains(t, db); len(got.Faults) > 0 {
		t.Errorf("the chain: %+v", got)
	}
}

func TestAnOlderBackupDoesNotBringBackWhoWasErased(t *testing.T) {
	db, c := fresh(t)
	const mark = "Yxcvbnm-Unmistakable"
	hash, err := db.Photos().Put(t.Context(), bytes.NewReader(picture(t, 90)))
	if err != nil {
		t.Fatal(err)
	}
	m := ada()
	m.Name, m.Photo = mark, hash
	id, other := add(t, db, m), add(t, db, community.Member{Name: "Jo"})
	edit(t, db, byHost, id, "about", mark+" about")
	backup := filepath.Join(t.TempDir(), "b.zip")
	if err := db.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if err := db.Erase(t.Context(), byHost, id); err != nil {
		t.Fatal(err)
	}
	gone := func(when string) {
		t.Helper()
		if in := find(t, db.Dir(), mark); len(in) > 0 {
			t.Errorf("%s: bytes are left in %v", when, in)
		}
		if _, err := db.Photos().Open(hash, 0); !errors.Is(err, community.ErrNotFound) {
			t.Errorf("%s: the photo: %v", when, err)
		}
	}
	gone("erased")
	if text, err := os.ReadFile(filepath.Join(db.Dir(), erasedName)); err != nil || string(text) != id.String()+"\n" {
		t.Errorf("noted: %q, %v", text, err)
	}
	if _, err := db.Restore(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	gone("restored")
	member(t, db, other)
	// A new disk with the old backup and the file beside it.
	dir := t.TempDir()
	text, err := os.ReadFile(filepath.Join(db.Dir(), erasedName))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, erasedName), text, 0o600); err != nil {
		t.Fatal(err)
	}
	db = open(t, dir, c)
	if _, err := db.Restore(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	gone("on a new disk")
	member(t, db, other)
	// An older database put in its place by hand.
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, erasedName), text, 0o600); err != nil {
		t.Fatal(err)
	}
	z, manifest, err := readManifest(backup)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if err := unpackTo(z, manifest, fileName, dir); err != nil {
		t.Fatal(err)
	}
	if len(find(t, dir, mark)) == 0 {
		t.Fatal("the backup has no mark: this test cannot see")
	}
	db = open(t, dir, c)
	gone("by hand")
	member(t, db, other)
}

func TestAClockThatWasAheadForLongLeavesWhatIsDoneAfterIt(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	retain(t, db, c, 2)
	look := func() Retained {
		t.Helper()
		r, err := db.Retain(t.Context(), RetainOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	good := c.t
	c.forward(800 * aDay)
	look()
	c.forward(25 * time.Hour)
	if r := look(); !r.Moved || r.Since.Visit < good.UnixMilli() {
		t.Fatalf("the clock is not believed, so that this test cannot see: %+v", r)
	}
	c.t = good.Add(26 * time.Hour)
	if _, _, err := db.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Fatal(err)
	}
	edit(t, db, byHost, id, "headline", "By the right clock")
	if r := look(); r.Moved || r.Visits+r.Acts+r.Values > 0 {
		t.Errorf("just put right: %+v", r)
	}
	c.forward(25 * time.Hour)
	if r := look(); !r.Moved || r.Visits+r.Acts > 0 {
		t.Errorf("a day later: %+v", r)
	}
	visits, err := db.Visits(t.Context(), time.UnixMilli(0))
	if err != nil || len(visits) != 1 || len(acts(t, db)) == 0 {
		t.Errorf("%d visits and %d acts are left, %v", len(visits), len(acts(t, db)), err)
	}
	kept, err := readKeptSince(t.Context(), db.read())
	day := c.t.Truncate(aDay)
	want := community.KeptSince{
		Visit: day.AddDate(0, 0, -30).UnixMilli(), Visitor: day.AddDate(0, 0, -30).UnixMilli(),
		Remembered: day.AddDate(0, 0, -365).UnixMilli(), Act: day.AddDate(0, 0, -365).UnixMilli(), Values: day.AddDate(0, 0, -30).UnixMilli(),
		Parcel: day.AddDate(0, 0, -30).UnixMilli(), Coming: day.AddDate(0, 0, -community.ComingDays).UnixMilli(),
		Post: day.AddDate(0, 0, -365).UnixMilli(), PutOff: day.AddDate(0, 0, -30).UnixMilli(),
	}
	if err != nil || kept != want {
		t.Errorf("kept since %+v, want %+v, %v", kept, want, err)
	}
}

func TestNoScreenLetsGoWhatIsOfToday(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	if _, _, err := db.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Fatal(err)
	}
	if err := db.SaveLink(t.Context(), community.Link{Hub: "ab", Role: community.RoleKiosk}); err != nil {
		t.Fatal(err)
	}
	far := c.t.Add(800 * aDay).UnixMilli()
	kept := community.KeptSince{Visit: far, Visitor: far, Remembered: far, Act: far, Values: far}
	takeRemote(t, db, community.KindSpace, db.SpaceID(), []community.Field{{Name: community.FieldKeptSince, Value: kept.String()}}, 9, c.t)
	if r, err := db.Retain(t.Context(), RetainOptions{}); err != nil || r.Visits+r.Acts+r.Values > 0 {
		t.Errorf("%+v, %v", r, err)
	}
	v := community.Visit{MemberID: id, InAt: c.t, InBy: community.ActorClaimed}
	takeRemote(t, db, community.KindVisit, newID(), v.Fields(), 9, c.t, id)
	if visits, err := db.Visits(t.Context(), time.UnixMilli(0)); err != nil || len(visits) != 2 {
		t.Errorf("%d visits, %v", len(visits), err)
	}
}
