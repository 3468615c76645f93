package command

import (
	"archive/zip"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// inFile gives everything that is in a member's file.
func inFile(t *testing.T, s *talker, number string) string {
	t.Helper()
	if said := s.said("kettled member export " + number + " --out " + number + ".zip"); strings.Contains(said, "= ") {
		t.Fatal(said)
	}
	z, err := zip.OpenReader(filepath.Join(s.dir, number+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

// What others said of a member in confidence is in no corner of the member's file, the
// history of changes and the IDs of who did it included; their own words are.
func TestAMembersFileTellsNothingThatOthersSaidInConfidence(t *testing.T) {
	s := newTalker(t, &txtar.Archive{})
	for _, line := range []string{
		`kettled space set name="Harbour Commons"`,
		`kettled member add --set name="Jo Marsh" --set number=1`,
		`kettled member add --set name="Ada Okafor" --set number=2`,
		`kettled member add --set name="Li Wei" --set number=3`,
		`kettled introduction ask 3 1`,
		`kettled introduction never 1 3`,
		`kettled thanks add 3 1 --what tea --words "For nothing at all" --nameless`,
		`kettled thanks add 2 3 --what tea --words "Between two others"`,
		`kettled event add Group --at "2026-03-31 09:00" --what "Accountability group"`,
		`kettled event come Group 1`,
		`kettled event come Group 2`,
		`member 1 aims "My own goal"`,
		`member 2 aims "A goal of the group"`,
		`member 3 learns 1`,
		`kettled post add 1 --news "We won"`,
		`kettled visitor in "Kim Lee" --sees 1 --company "Lee and Co"`,
	} {
		if said := s.said(line); strings.Contains(said, "\n= ") {
			t.Fatalf("%s: %s", line, said)
		}
	}
	li, err := s.db.NamedMember(t.Context(), "3")
	if err != nil {
		t.Fatal(err)
	}
	all := inFile(t, s, "1")
	for _, never := range []string{"Li Wei", li.ID.String(), li.Code, "Between two others", "A goal of the group", "Kim Lee", "Lee and Co", "never"} {
		if strings.Contains(all, never) {
			t.Errorf("the file of Jo Marsh has %q", never)
		}
	}
	for _, theirs := range []string{"Jo Marsh", "For nothing at all", "My own goal", "We won"} {
		if !strings.Contains(all, theirs) {
			t.Errorf("the file of Jo Marsh lacks %q", theirs)
		}
	}
	if own := inFile(t, s, "3"); !strings.Contains(own, "Jo Marsh") || !strings.Contains(own, "For nothing at all") {
		t.Error("the file of Li Wei lacks what they said themselves")
	}
}
