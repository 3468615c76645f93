package main

import (
	"errors"
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
	"kettle/kiosk"
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

// What two hosts change of one thing at once, each from how it was as they opened it,
// stays from both: a later one brings nothing back that they did not touch.
func TestTwoHostsWhoSaveAtOnceBothStay(t *testing.T) {
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	desk, by := hosts{DB: db}, community.Actor{Kind: community.ActorHost}

	ada, err := desk.SaveMember(t.Context(), by, community.Member{}, community.Member{Name: "Ada Okafor", HappyToHelpWith: []string{"Tea", "VAT"}})
	if err != nil {
		t.Fatal(err)
	}
	one, other := ada, ada
	one.Headline, one.HappyToHelpWith = "Writes grants", []string{"VAT"}
	other.Email, other.HappyToHelpWith = "ada@example.org", []string{"Tea", "Soup"}
	if _, err := desk.SaveMember(t.Context(), by, ada, one); err != nil {
		t.Fatal(err)
	}
	got, err := desk.SaveMember(t.Context(), by, ada, other)
	if err != nil || got.Headline != "Writes grants" || got.Email != "ada@example.org" || !slices.Equal(got.HappyToHelpWith, []string{"Soup"}) {
		t.Errorf("%+v, %v", got, err)
	}
	other.Headline = "Mends radios"
	var both *kiosk.ConflictError
	if _, err := desk.SaveMember(t.Context(), by, ada, other); !errors.As(err, &both) || both.Now.Headline != "Writes grants" {
		t.Errorf("one field: %v", err)
	}
	if got, err := db.Member(t.Context(), ada.ID); err != nil || got.Headline != "Writes grants" {
		t.Errorf("kept all the same: %+v, %v", got, err)
	}

	at := time.Date(2026, 3, 31, 9, 0, 0, 0, time.UTC)
	tea, err := desk.SaveEvent(t.Context(), by, community.Event{Title: "Tea", What: community.EventSocial, Place: "Kitchen", StartsAt: at, EndsAt: at.Add(time.Hour), Zone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []func(*community.Event){func(e *community.Event) { e.Title = "Cake" }, func(e *community.Event) { e.Place = "Garden" }} {
		if err := desk.EditEvent(t.Context(), by, tea.ID, change); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := db.Event(t.Context(), tea.ID); err != nil || got.Title != "Cake" || got.Place != "Garden" || got.Sequence != "2" {
		t.Errorf("%+v, %v", got, err)
	}

	cleo, err := desk.SaveHost(t.Context(), by, community.Host{}, community.Host{Name: "Cleo"}, "274916")
	if err != nil {
		t.Fatal(err)
	}
	rosa, err := desk.SaveHost(t.Context(), by, community.Host{}, community.Host{Name: "Rosa", Role: community.RoleManager}, "correct horse")
	if err != nil {
		t.Fatal(err)
	}
	named, lower, gone := rosa, rosa, rosa
	named.Name, lower.Role, gone.Revoked = "Rosalind", community.RoleHost, true
	if _, err := desk.SaveHost(t.Context(), by, rosa, lower, ""); err != nil {
		t.Fatal(err)
	}
	if got, err := desk.SaveHost(t.Context(), by, rosa, named, ""); err != nil || got.Name != "Rosalind" || got.Role != community.RoleHost {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := desk.SaveHost(t.Context(), by, rosa, gone, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.SaveHost(t.Context(), by, rosa, named, ""); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("a host again: %v", err)
	}
	if list, err := db.Hosts(t.Context()); err != nil || len(list) != 1 || list[0].ID != cleo.ID {
		t.Errorf("%+v, %v", list, err)
	}
}
