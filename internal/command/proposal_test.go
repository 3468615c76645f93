package command

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"kettle/internal/community"
	"kettle/internal/store"
)

func TestWhatMembersWantIsListedTakenAndRefused(t *testing.T) {
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "data"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	run := func(args string, want int) string {
		t.Helper()
		var out, errs bytes.Buffer
		got := Main(t.Context(), &Env{Args: strings.Fields(args), Stdout: &out, Stderr: &errs, DB: db, Getenv: func(string) string { return "" }})
		if got != want {
			t.Fatalf("%s: exit %d\n%s%s", args, got, &out, &errs)
		}
		return out.String() + errs.String()
	}
	id, err := db.AddMember(t.Context(), host(), community.Member{Number: "1001", Name: "Ada Okafor", Headline: "Writes grants", LookingFor: []string{"Chairs"}})
	if err != nil {
		t.Fatal(err)
	}
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
