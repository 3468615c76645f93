package store

import (
	"maps"
	"testing"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// Of two records of the same pair nothing that was done, refused or written is lost,
// whichever of the two members goes.
func TestOfTwoRecordsOfAPairNothingSaidIsLost(t *testing.T) {
	times := []string{"", "1790000000000", "1790000100000"}
	rapid.Check(t, func(t *rapid.T) {
		either := func(name string, values ...string) (a, b string) {
			return rapid.SampledFrom(values).Draw(t, name), rapid.SampledFrom(values).Draw(t, name)
		}
		one, other := map[string]string{}, map[string]string{}
		for field, values := range map[string][]string{
			"done_at": times, "met_at": times, "never": {"", "yes"}, "not_before": {"", "2026-02-28", "2028-02-29", "2026-03-01"},
			"asked_by_id": {"", "a", "b"}, "talked": {"", "yes", "no"},
		} {
			one[field], other[field] = either(field, values...)
		}
		for _, v := range []map[string]string{one, other} {
			if v["asked_by_id"] != "" {
				v["asked_at"] = "of " + v["asked_by_id"]
			}
			if v["talked"] != "" {
				v["talked_at"] = "of " + v["talked"]
			}
		}
		wasOne, wasOther := maps.Clone(one), maps.Clone(other)
		both := joined(community.KindIntroduction, one, other)
		if !maps.Equal(one, wasOne) || !maps.Equal(other, wasOther) {
			t.Fatal("what it was given is another now")
		}
		for _, f := range []string{"done_at", "met_at"} {
			first := one[f]
			if first == "" || other[f] != "" && other[f] < first {
				first = other[f]
			}
			if both[f] != first {
				t.Fatalf("of %q and %q %s is %q", one[f], other[f], f, both[f])
			}
		}
		if never := one["never"] + other["never"]; (never != "") != (both["never"] == "yes") {
			t.Fatalf("never is %q", both["never"])
		}
		if both["not_before"] != max(one["not_before"], other["not_before"]) {
			t.Fatalf("not before %q", both["not_before"])
		}
		for said, at := range map[string]string{"asked_by_id": "asked_at", "talked": "talked_at"} {
			switch {
			case both[said] == "" && one[said]+other[said] != "":
				t.Fatalf("%s is lost", said)
			case both[said] != "" && both[at] != "of "+both[said]:
				t.Fatalf("%s is %q, and that %q", said, both[said], both[at])
			}
		}
	})
}

// A cheer that one of two gave stands, the name that one of them knows is known, and
// whoever comes still comes, with what they had set themselves and said of it.
func TestOfTwoCheersNamesAndComingsTheBetterStands(t *testing.T) {
	type values = map[string]string
	for _, c := range []struct {
		kind     community.Kind
		has, one values
		want     values
	}{
		{community.KindCheer, values{"void": ""}, values{"void": "yes"}, values{"void": ""}},
		{community.KindCheer, values{"void": "yes"}, values{"void": ""}, values{"void": ""}},
		{community.KindCheer, values{"void": "yes"}, values{"void": "yes"}, values{"void": "yes"}},
		{community.KindNaming, values{"box": "1", "due_on": "a"}, values{"box": "3", "due_on": "b"}, values{"box": "3", "due_on": "b"}},
		{community.KindNaming, values{"box": "3", "due_on": "a"}, values{"box": "1", "due_on": "b"}, values{"box": "3", "due_on": "a"}},
		{community.KindNaming, values{"box": "2", "due_on": "a"}, values{"box": "2", "due_on": "b"}, values{"box": "2", "due_on": "a"}},
		{community.KindComing, values{"void": "yes", "goal": "a"}, values{"void": "", "goal": "b", "went": ""}, values{"void": "", "goal": "b", "went": ""}},
		{community.KindComing, values{"void": "", "goal": "a"}, values{"void": "yes", "goal": "b"}, values{"void": "", "goal": "a"}},
		{community.KindComing, values{"void": "", "goal": "a"}, values{"void": "", "goal": "b"}, values{"void": "", "goal": "a"}},
		{community.KindComing, values{"void": "", "goal": ""}, values{"void": "", "goal": "b", "went": "Well", "asked": "yes"}, values{"void": "", "goal": "b", "went": "Well", "asked": "yes"}},
		{community.KindComing, values{"void": "yes", "goal": "a", "asked": "yes"}, values{"void": "", "went": "Well"}, values{"void": "", "goal": "a", "went": "Well", "asked": "yes"}},
	} {
		got := joined(c.kind, c.has, c.one)
		for field, want := range c.want {
			if got[field] != want {
				t.Errorf("of %v and %v %s is %q, want %q", c.has, c.one, field, got[field], want)
			}
		}
	}
}
