package main

import (
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
)

func TestAProposalThatCannotBeReadHidesNoOther(t *testing.T) {
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	link := community.Link{Hub: "ab", Role: community.RoleReplica}
	if err := db.Join(t.Context(), community.ID{7}, link, false); err != nil {
		t.Fatal(err)
	}
	host := community.Actor{Kind: community.ActorHost}
	ada, err := db.AddMember(t.Context(), host, community.Member{Name: "Ada Okafor", Headline: "Writes grants"})
	if err != nil {
		t.Fatal(err)
	}
	jo, err := db.AddMember(t.Context(), host, community.Member{Name: "Jo Marsh"})
	if err != nil {
		t.Fatal(err)
	}
	var records []community.Record
	for n, of := range []community.ID{jo, {99}} {
		p := community.Proposal{ID: community.ID{byte(n + 1)}, MemberID: of, Wanted: `["of a later program"]`, MadeAt: time.UnixMilli(1)}
		fields := map[string]string{}
		for _, f := range p.Fields() {
			fields[f.Name] = f.Value
		}
		records = append(records, community.Record{
			Kind: community.KindProposal, ID: p.ID, Owners: []community.ID{of},
			Groups: []community.Group{{Stamp: community.Stamp{Clock: 1 << 16, Screen: 5}, Fields: fields}},
		})
	}
	if err := db.TakeIn(t.Context(), records, link, false); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Propose(t.Context(), community.Actor{Kind: community.ActorProven, ID: ada}, ada, []community.Field{{Name: "headline", Value: "Mends radios"}}); err != nil {
		t.Fatal(err)
	}
	list, err := hosts{DB: db}.Proposals(t.Context())
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	if list[0].Name != "Jo Marsh" || list[0].Wanted != `["of a later program"]` || list[1].Name != "Ada Okafor" || list[1].Wanted != "headline: “Mends radios” instead of “Writes grants”" {
		t.Errorf("%+v", list)
	}
}
