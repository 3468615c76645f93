package importer

import (
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestAFileSaysHowEachConsentWasRecorded(t *testing.T) {
	at := time.Date(2026, 4, 1, 9, 30, 0, 0, time.UTC)
	for cells, want := range map[string]community.Consent{
		"yes,signed form":                     {Given: true, Recorded: "signed form", At: noon},
		"yes,":                                {Given: true, Recorded: "import of m.csv", At: noon},
		"no,":                                 {},
		"no,taken back at the desk":           {Recorded: "taken back at the desk", At: noon},
		"yes,(recorded 2026-04-01T09:30:00Z)": {Given: true, At: at},
		"yes,a form (recorded 2026-04-01T09:30:00Z)":               {Given: true, Recorded: "a form", At: at},
		`yes,"(signed 2026-03-31, recorded 2026-04-01T09:30:00Z)"`: {Given: true, SignedOn: "2026-03-31", At: at},
		`yes,"a (signed 2026-02-31, recorded 2026-04-01T09:30:00Z)"`: {
			Given: true, Recorded: "a (signed 2026-02-31, recorded 2026-04-01T09:30:00Z)", At: noon,
		},
		"yes,on 31 March (signed)": {Given: true, Recorded: "on 31 March (signed)", At: noon},
	} {
		res, err := Read(strings.NewReader("name,show_on_wall,Show on wall how\nAda,"+cells+"\n"), Options{File: "m.csv", Now: noon})
		if err != nil || len(res.Problems) > 0 || len(res.Ignored) > 0 {
			t.Fatalf("%s: %v, %+v", cells, err, res)
		}
		if got := res.Rows[0].Member.OnWall; got != want {
			t.Errorf("%s is %+v", cells, got)
		}
		if got := res.Rows[0].Present; len(got) != 2 {
			t.Errorf("the file speaks of %q", got)
		}
	}
	said, _ := problems(t, "name,show_on_wall,show_on_wall_how\nAda,yes,"+strings.Repeat("x", 201)+"\n", Options{})
	if want := `members.csv, line 2, column "show_on_wall_how": is 201 characters long, 200 fit.`; len(said) != 1 || said[0] != want {
		t.Errorf("%q", said)
	}
}

func TestAColumnOfFormsBesideAConsentOfAll(t *testing.T) {
	res, err := Read(strings.NewReader("name,Form\nAda,form 7\nBen,\n"), Options{
		File: "m.csv", Now: noon, Consent: []string{"show_on_wall"}, Recorded: "forms of 2026", Map: map[string]string{"form": "show_on_wall_how"},
	})
	if err != nil || len(res.Rows) != 2 {
		t.Fatalf("%+v, %v", res, err)
	}
	for i, want := range []string{"form 7", "forms of 2026"} {
		if got := res.Rows[i].Member.OnWall; !got.Given || got.Recorded != want {
			t.Errorf("%+v", got)
		}
	}
}
