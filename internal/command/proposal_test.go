package command

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
)

// running gives what runs a command on a store and wants that exit.
func running(t *testing.T, db *store.DB) func(args string, want int) string {
	return func(args string, want int) string {
		t.Helper()
		var out, errs bytes.Buffer
		got := Main(t.Context(), &Env{
			Args: strings.Fields(args), Stdout: &out, Stderr: &errs, DB: db, Dir: filepath.Dir(db.Dir()), Getenv: func(string) string { return "" },
		})
		if got != want {
			t.Fatalf("%s: exit %d\n%s%s", args, got, &out, &errs)
		}
		return out.String() + errs.String()
	}
}

func TestWhatMembersWantIsListedTakenAndRefused(t *testing.T) {
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "data"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	id, err := db.AddMember(t.Context(), host(), community.Member{Number: "1001", Name: "Ada Okafor", Headline: "Writes grants", LookingFor: []string{"Chairs"}})
	if err != nil {
		t.Fatal(err)
	}
	run := running(t, db)
	propose := func(fields ...community.Field) {
		t.Helper()
		if _, err := db.Propose(t.Context(), community.Actor{Kind: community.ActorProven, ID: id}, id, fields); err != nil {
			t.Fatal(err)
		}
	}
	propose(community.Field{Name: "headline", Value: "Sells snake oil"})
	if said := run("proposal refuse 1001", 0); said != "All of Ada Okafor is as it was.\n" {
		t.Error(said)
	}
	propose(
		community.Field{Name: "headline", Value: "Mends radios"}, community.Field{Name: "about", Value: "One\nTwo"}, community.Field{Name: "pronouns"},
		community.Field{Name: "looking_for:Chairs"}, community.Field{Name: "looking_for:A goalie", Value: "aa"}, community.Field{Name: "show_on_wall", Value: `{"given":true}`},
	)
	said := run("proposal list", 0)
	for _, want := range []string{
		"Ada Okafor, 1001:\n", "  headline: Mends radios\n", "  about: One / Two\n", "  pronouns: nothing\n",
		"  looking for: without Chairs\n", "  looking for: with A goalie\n", "  show on wall: yes\n", "kettled proposal take MEMBER",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in\n%s", want, said)
		}
	}
	if said := run("proposal list --json", 0); !strings.Contains(said, `"headline": "Mends radios"`) || !strings.Contains(said, `"number": "1001"`) {
		t.Error(said)
	}
	if said := run("proposal take 1001", 0); said != "Ada Okafor has it as they wanted.\n" {
		t.Error(said)
	}
	m, err := db.Member(t.Context(), id)
	if err != nil || m.Headline != "Mends radios" || len(m.LookingFor) != 1 || m.LookingFor[0] != "A goalie" || !m.OnWall.Given {
		t.Errorf("%+v, %v", m, err)
	}
	if said := run("proposal take 1001", 1); said != "Nothing of Ada Okafor waits.\n" {
		t.Error(said)
	}
}

// odd is a proposal as a later program may write one.
func odd(member community.ID, n byte, wanted string) community.Record {
	p := community.Proposal{ID: community.ID{n}, MemberID: member, Wanted: wanted, MadeAt: time.UnixMilli(1000)}
	fields := map[string]string{}
	for _, f := range p.Fields() {
		fields[f.Name] = f.Value
	}
	return community.Record{
		Kind: community.KindProposal, ID: p.ID, Owners: []community.ID{member},
		Groups: []community.Group{{Stamp: community.Stamp{Clock: 1000 << 16, Screen: 5}, Fields: fields}},
	}
}

func TestAProposalThatCannotBeReadHidesNoOther(t *testing.T) {
	a := newIsland(t, filepath.Join(t.TempDir(), "data"))
	run := running(t, a.db)
	var ids []community.ID
	for _, number := range []string{"1", "2", "3"} {
		id, err := a.db.AddMember(t.Context(), host(), community.Member{Number: number, Name: "Member " + number})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	records := []community.Record{odd(ids[0], 1, `["of a later program"]`), odd(ids[1], 2, `{"badge":"gold"}`), odd(community.ID{99}, 3, `{}`)}
	if err := a.db.TakeIn(a.ctx, records, community.Link{Hub: "ab", Role: community.RoleReplica}, false); err != nil {
		t.Fatal(err)
	}
	if _, err := a.db.Propose(t.Context(), community.Actor{Kind: community.ActorProven, ID: ids[2]}, ids[2], []community.Field{{Name: "headline", Value: "Mends radios"}}); err != nil {
		t.Fatal(err)
	}
	said := run("proposal list", 0)
	for _, want := range []string{"Member 1, 1:\n  [\"of a later program\"]\n", "Member 2, 2:\n  badge: gold\n", "Member 3, 3:\n  headline: Mends radios\n"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in\n%s", want, said)
		}
	}
	if said := run("proposal list --json", 0); !strings.Contains(said, `"unread": "[\"of a later program\"]"`) || !strings.Contains(said, "Mends radios") {
		t.Error(said)
	}
	run("member export 1 --out one.zip", 0)
	records = []community.Record{odd(ids[1], 4, `not even JSON`)}
	if err := a.db.TakeIn(a.ctx, records, community.Link{Hub: "ab", Role: community.RoleReplica}, false); err != nil {
		t.Fatal(err)
	}
	run("member export 2 --out two.zip", 0)
	if said := run("proposal take 1", 1); !strings.Contains(said, "What Member 1 wants was written by a later kettle") {
		t.Error(said)
	}
	run("proposal refuse 2", 0)
	run("proposal take 3", 0)
}

func TestWhatBecomesOfAFieldIsSaidInWords(t *testing.T) {
	for _, c := range []struct{ field, was, becomes, want string }{
		{"headline", "", "Mends radios", "headline: Mends radios"},
		{"headline", "Writes\ngrants", "Mends radios", "headline: “Mends radios” instead of “Writes / grants”"},
		{"headline", "Writes grants", "", "headline: nothing instead of “Writes grants”"},
		{"looking_for:Chairs", "aa", "", "looking for: without Chairs"},
		{"looking_for:Chairs", "", "aa", "looking for: with Chairs"},
		{"show_on_wall", "", `{"given":true}`, "show on wall: yes"},
		{"show_on_wall", `{"given":true}`, "", "show on wall: no"},
		{"photo", "abc", "def", "photo: another one"},
		{"photo", "abc", "", "photo: nothing"},
		{"pin_hash", "changed", "changed", "pin hash: changed"},
		{"wanted", `{"name":"x"}`, "", "wanted: changed"},
		{"helper_id", "", "0199f3c4-1111-7abc-8def-012345678901", "helper: changed"},
		{"starts_at", "1764579600000", "1764583200000", "starts at: “2025-12-01 15:45” instead of “2025-12-01 14:45”"},
		{"until", "", "1764579600000", "until: 2025-12-01 14:45"},
		{"sequence", "1", "2", "sequence: “2” instead of “1”"},
	} {
		if got := ChangeWords(&community.Space{Zone: "Asia/Kathmandu"}, c.field, c.was, c.becomes); got != c.want {
			t.Errorf("%s is %q, want %q", c.field, got, c.want)
		}
	}
}
