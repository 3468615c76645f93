package kiosk

import (
	"slices"
	"testing"

	"kettle/internal/community"
)

func TestTemplatesGoToAStickAllOrOne(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.does(DoPage, string(HostEvents))
	k.does(DoTemplates)
	k.does(DoGive)
	if s := k.State(); s.Notice != "It’s on the stick." || !s.Well || !s.Host.Programme.Choosing {
		t.Errorf("%q at %+v", s.Notice, s.Host.Programme)
	}
	k.does(DoGive, "Advice surgery")
	if len(h.agenda.given) != 2 || len(h.agenda.given[0]) != 0 || !slices.Equal(h.agenda.given[1], []string{"Advice surgery"}) {
		t.Errorf("given %q", h.agenda.given)
	}
	k.desk.fault = said("Put a stick into this machine, and tap again.")
	k.does(DoGive)
	if s := k.State(); s.Notice != "Put a stick into this machine, and tap again." || s.Well {
		t.Errorf("without a stick: %q", s.Notice)
	}
}

func TestTemplatesComeFromAStick(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.does(DoPage, string(HostEvents))
	k.does(DoTemplates)
	k.does(DoTake)
	if s := k.State().Host.Programme; !s.Taking || len(s.Files) != 0 {
		t.Fatalf("without a file: %+v", s)
	}
	k.does(DoCancel)
	if s := k.State().Host.Programme; s.Taking || !s.Choosing {
		t.Fatalf("back at %+v", s)
	}
	h.agenda.files = []File{{Path: "/media/stick/wrong.json", Name: "wrong.json"}, {Path: "/media/stick/soup.json", Name: "soup.json"}}
	k.does(DoTake)
	take := func(path string) { k.touches(Tap{Act: Do, Verb: DoTake, Text: path}) }
	take("/media/stick/wrong.json")
	if s := k.State(); s.Notice != "That can’t be taken in: there is nothing in the pack." || s.Well || !s.Host.Programme.Taking || len(h.agenda.taken) != 0 {
		t.Fatalf("%q at %+v", s.Notice, s.Host.Programme)
	}
	take("/media/stick/soup.json")
	s := k.State()
	if s.Notice != "“Soup” is taken in." || !s.Well || s.Host.Programme.Taking || !s.Host.Programme.Choosing || s.Host.Programme.Templates[0].Name != "Soup" {
		t.Fatalf("%q at %+v", s.Notice, s.Host.Programme)
	}
	k.does(DoCancel)
	if s := k.State().Host.Programme; s.Choosing || s.Taking || s.Edit != nil {
		t.Errorf("in the end at %+v", s)
	}
}
