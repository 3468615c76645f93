package importer

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kettle/internal/community"
)

// fieldsOf gives the fields that a line of headers fills.
func fieldsOf(t *testing.T, headers string, chosen map[string]string) []string {
	t.Helper()
	columns, err := understand(strings.Split(headers, ","), chosen)
	if err != nil {
		t.Fatalf("%s: %v", headers, err)
	}
	var fields []string
	for _, c := range columns {
		fields = append(fields, c.field)
	}
	return fields
}

func TestHeadersMeanTheirFields(t *testing.T) {
	for headers, want := range map[string][]string{
		"NAME,E-Mail,Job_Title,Company Name":      {"name", "email", "headline", "organisation"},
		"Name *,Joined (dd/mm/yyyy),Bio [max 50]": {"name", "joined_on", "about"},
		"Full name,About me,Called,Pronouns":      {"name", "about", "called", "pronouns"},
		"Vollständiger Name,Über mich,Sprachen":   {"name", "about", "languages"},
		"Nom complet,À propos,Langues parlées":    {"name", "about", "languages"},
		"Nombre completo,Sobre mí,Página web":     {"name", "about", "website"},
		"Imię i nazwisko,O mnie,Języki,Zdjęcie":   {"name", "about", "languages", "photo"},
		"Name,Vorname":                 {lastName, firstName},
		"Name,Surname":                 {firstName, lastName},
		"Imię,Nazwisko":                {firstName, lastName},
		"First Name,Surname,Full Name": {"", "", "name"},
		"Name,Created At,Start Date":   {"name", "", "joined_on"},
		"Name,Created At":              {"name", "joined_on"},
		"ID,Member number,Name":        {"", "number", "name"},
		"Name,Shoe size,":              {"name", "", ""},
	} {
		if diff := cmp.Diff(want, fieldsOf(t, headers, nil)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", headers, diff)
		}
	}
}

func TestEveryFieldIsKnownByItsOwnName(t *testing.T) {
	for _, f := range fieldNames() {
		if f == "code" || f == "asked_in" { // made here; the code is read only when somebody asks for it
			continue
		}
		if got := headerField(f); got != f {
			t.Errorf("header %q means %q", f, got)
		}
	}
	for _, h := range headers {
		if headerField(h) == "" {
			t.Errorf("Write's header %q means nothing to Read", h)
		}
	}
}

func TestNoHeaderMeansTwoFields(t *testing.T) {
	seen := map[string]string{}
	for field, words := range synonyms {
		if !isField(field) {
			t.Errorf("%q is no field", field)
		}
		for w := range strings.SplitSeq(words, ",") {
			key := fold(w)
			if other, ok := seen[key]; ok && other != field {
				t.Errorf("%q means %s and %s", strings.TrimSpace(w), other, field)
			}
			if key == "" {
				t.Errorf("an empty word for %s", field)
			}
			seen[key] = field
		}
	}
	for w := range weak {
		if seen[w] == "" {
			t.Errorf("weak header %q means nothing", w)
		}
	}
}

func TestChoiceBeatsWhatAHeaderMeans(t *testing.T) {
	got := fieldsOf(t, "Name,Tags,Skills,Company", map[string]string{"tags": "talk_to_me_about", "COMPANY": "", "skills": community.ListOffers})
	if diff := cmp.Diff([]string{"name", "talk_to_me_about", "happy_to_help_with", ""}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got = fieldsOf(t, "Name,Nick,Display name", map[string]string{"Display name": "name"})
	if diff := cmp.Diff([]string{"", "called", "name"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTwoColumnsForOneFieldAreRefused(t *testing.T) {
	for headers, want := range map[string]string{
		"Name,Tags,Skills": `the columns "Tags" and "Skills" both hold happy to help with; leave one of them out with --map "Skills="`,
		"Name,Phone,phone": `it has two columns "phone"; rename or remove one of them`,
		"Name,Phone,Mobile,Team,Company": `the columns "Phone" and "Mobile" both hold phone; leave one of them out with --map "Mobile="; ` +
			`the columns "Team" and "Company" both hold organisation; leave one of them out with --map "Company="`,
	} {
		_, err := understand(strings.Split(headers, ","), nil)
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v", headers, err)
		}
	}
}

func TestNamesAreJoinedAsTheyAreWritten(t *testing.T) {
	for _, tc := range [][3]string{
		{"Ada", "Okafor", "Ada Okafor"},
		{"Aroha", "", "Aroha"},
		{"", "Null", "Null"},
		{"美玲", "陈", "陈美玲"},
		{"Mei-Ling", "陈", "Mei-Ling 陈"},
	} {
		res := read(t, "First name,Last name\n"+tc[0]+","+tc[1]+"\n", Options{})
		if got := res.Rows[0].Member.Name; got != tc[2] {
			t.Errorf("%q and %q make %q, want %q", tc[0], tc[1], got, tc[2])
		}
		if diff := cmp.Diff([]string{"name"}, res.Rows[0].Present); diff != "" {
			t.Errorf("present (-want +got):\n%s", diff)
		}
	}
}

func TestColumnWithoutAHeaderIsNamedWhenItHoldsSomething(t *testing.T) {
	res := read(t, "Name,,\nAda,,\nBo,,x\n", Options{})
	if diff := cmp.Diff([]string{"column 3, which has no header"}, res.Ignored); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestStatesOfOtherSystems(t *testing.T) {
	res := read(t, "Name,Status\nA,Active\nB,On hold\nC,Ausgetreten\nD,\nE,Résilié\nF,left\n", Options{})
	var got []string
	for _, r := range res.Rows {
		got = append(got, r.Member.State)
	}
	if diff := cmp.Diff([]string{"active", "paused", "left", "active", "left", "left"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	sentences, _ := problems(t, "Name,Status\nA,pending\n", Options{})
	if diff := cmp.Diff([]string{`members.csv, line 2, column "Status": "pending" is none of: active, paused, left.`}, sentences); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
