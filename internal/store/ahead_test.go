package store

import (
	"testing"

	"kettle/internal/community"
)

// A page is read ahead of being taken in, and what it holds changes meanwhile.
func TestAPageIsTakenInAsIfEachRecordCameAlone(t *testing.T) {
	there, gone := newID(), newID()
	record := func(kind community.Kind, id community.ID, clock int64, field, value string, owners ...community.ID) community.Record {
		return community.Record{Kind: kind, ID: id, Owners: owners, Groups: []community.Group{
			{Stamp: community.Stamp{Clock: clock << 16, Screen: 9}, Fields: map[string]string{field: value}},
		}}
	}
	visit, after := newID(), newID()
	page := []community.Record{
		record(community.KindMember, there, 1, "name", "Ada"),
		record(community.KindMember, gone, 2, "name", "Bo"),
		record(community.KindVisit, visit, 3, "in_by", "host", gone),
		record(community.KindMember, there, 4, "headline", "Potter"),
		{Kind: community.KindMember, ID: gone, Erased: true},
		record(community.KindVisit, after, 5, "in_by", "host", gone),
		record(community.KindMember, gone, 6, "name", "Bo again"),
		record(community.KindMember, there, 7, "headline", "Glazier"),
	}
	together, _ := fresh(t)
	alone, _ := fresh(t)
	if err := together.TakeIn(t.Context(), page, hubLink, true); err != nil {
		t.Fatal(err)
	}
	for i := range page {
		if err := alone.TakeIn(t.Context(), page[i:i+1], hubLink, true); err != nil {
			t.Fatal(err)
		}
	}
	if !sameDigest(t, together, alone) {
		t.Error("the page led to something else")
	}
	if m := member(t, together, there); m.Name != "Ada" || m.Headline != "Glazier" {
		t.Errorf("%+v", m)
	}
	if n, err := together.Count(t.Context()); err != nil || n != 2 {
		t.Errorf("%d records are left, want a member and the mark of another, %v", n, err)
	}
}
