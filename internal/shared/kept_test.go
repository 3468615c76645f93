package shared

import (
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"kettle/internal/community"
)

var keptDay = time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC)

// visitOn is a visit that began so many days after keptDay.
func visitOn(days int, owner community.ID) community.Record {
	at := strconv.FormatInt(keptDay.AddDate(0, 0, days).UnixMilli(), 10)
	r := record("visit", newID(), stamp(), map[string]string{"in_at": at, "in_by": "Unmistakable-" + strconv.Itoa(days)})
	r.Owners = []community.ID{owner}
	return r
}

func longAfter() time.Time { return keptDay.AddDate(0, 0, 60) }

// keep says since when visits are kept.
func (b begun) keep(days int) {
	b.Helper()
	kept := community.KeptSince{Visit: keptDay.AddDate(0, 0, days).UnixMilli()}
	b.push(record("space", b.space, stamp(), map[string]string{community.FieldKeptSince: kept.String()}))
}

func testKept(p place) {
	s := p.open(p, Options{Now: longAfter})
	b := begin(p, s)
	member := newID()
	b.push(record("member", member, stamp(), map[string]string{"name": "Ada"}))
	for day := range 600 {
		b.push(visitOn(day%6, member))
	}
	count := func() (visits, all int) {
		for _, r := range b.rows() {
			if r.Kind == community.KindVisit {
				visits++
			}
			all++
		}
		return visits, all
	}
	if v, all := count(); v != 600 || all != 601 {
		p.Fatalf("before: %d visits of %d records", v, all)
	}
	b.keep(5)
	if v, all := count(); v != 100 || all != 102 {
		p.Errorf("%d visits of %d records are left", v, all)
	}
	if kept, err := s.KeptSince(p.Context(), b.space); err != nil || kept.Visit != keptDay.AddDate(0, 0, 5).UnixMilli() {
		p.Errorf("kept since %v, %v", kept, err)
	}
	// What comes late is refused, also in parts, and nothing goes when the space only
	// gets another name.
	late := visitOn(0, member)
	part := record("visit", newID(), stamp(), map[string]string{"void": "yes"})
	part.Owners = []community.ID{member}
	for i, v := range b.push(late, part, visitOn(6, member)) {
		if (v.Why == WhyOld) != (i < 2) || v.Won != (i == 2) {
			p.Errorf("record %d: %+v", i, v)
		}
	}
	b.push(record("space", b.space, stamp(), map[string]string{"name": "Harbour"}))
	if v, _ := count(); v != 101 {
		p.Errorf("%d visits after a new name", v)
	}
	b.keep(6)
	if v, _ := count(); v != 1 {
		p.Errorf("%d visits in the end", v)
	}
	// Whose visits they were can still be erased.
	b.push(community.Record{Kind: "member", ID: member, Erased: true})
	if v, all := count(); v != 0 || all != 2 {
		p.Errorf("after an erasure %d visits of %d records", v, all)
	}
}

func TestWhatIsTooOldLeavesNoByteAtTheHub(t *testing.T) {
	dir := t.TempDir()
	b := begin(t, openFile(t, filepath.Join(dir, "hub.db"), Options{Now: longAfter}))
	owner := newID()
	b.push(visitOn(0, owner), visitOn(9, owner))
	if len(find(t, dir, "Unmistakable-0")) == 0 {
		t.Fatal("the visit is nowhere even before: this test cannot see")
	}
	b.keep(3)
	if in := find(t, dir, "Unmistakable-0"); len(in) > 0 || len(find(t, dir, "Unmistakable-9")) == 0 {
		t.Errorf("bytes are left in %v", in)
	}
}

func TestWhatIsForgottenOfAnOldRecordReachesTheHub(t *testing.T) {
	s := openFile(t, filepath.Join(t.TempDir(), "hub.db"), Options{Now: longAfter})
	b := begin(t, s)
	v := record("visitor", newID(), stamp(), map[string]string{"name": "Jo", "in_at": strconv.FormatInt(keptDay.UnixMilli(), 10), "remember": "yes", "detail": "jo@marsh.example"})
	b.push(v)
	kept := community.KeptSince{Visitor: keptDay.AddDate(0, 0, 30).UnixMilli(), Remembered: keptDay.AddDate(0, 0, -30).UnixMilli()}
	b.push(record("space", b.space, stamp(), map[string]string{community.FieldKeptSince: kept.String()}))
	b.push(record("visitor", v.ID, stamp(), map[string]string{"remember": "", "detail": ""}))
	if r, err := s.Record(t.Context(), b.space, "visitor", v.ID); err == nil && r.Value("detail") != "" {
		t.Errorf("the hub has %+v", r)
	}
}

func TestAHubTakesWhatIsOfTodayWhateverAClockSaid(t *testing.T) {
	b := begin(t, openFile(t, filepath.Join(t.TempDir(), "hub.db"), Options{Now: longAfter}))
	b.push(visitOn(59, newID()))
	b.keep(800)
	if v := b.push(visitOn(60, newID())); v[0].Why != "" || !v[0].Won {
		t.Errorf("%+v", v)
	}
	if n := len(b.rows()); n != 3 {
		t.Errorf("%d records, not two visits and the space", n)
	}
}
