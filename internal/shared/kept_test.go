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

// keep says since when visits are kept.
func (b begun) keep(days int) {
	b.Helper()
	kept := community.KeptSince{Visit: keptDay.AddDate(0, 0, days).UnixMilli()}
	b.push(record("space", b.space, stamp(), map[string]string{community.FieldKeptSince: kept.String()}))
}

func testKept(p place) {
	s := p.open(p, Options{})
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
	// What comes late goes the next time that the word moves, and not when the
	// space only gets another name.
	b.push(visitOn(0, member), visitOn(6, member))
	b.push(record("space", b.space, stamp(), map[string]string{"name": "Harbour"}))
	if v, _ := count(); v != 102 {
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
	b := begin(t, openFile(t, filepath.Join(dir, "hub.db"), Options{}))
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
