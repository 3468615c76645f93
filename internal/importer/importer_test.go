package importer

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kettle/assets"
	"kettle/internal/community"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// read reads a file that has no problems.
func read(t *testing.T, file string, o Options) *Result {
	t.Helper()
	if o.File == "" {
		o.File = "members.csv"
	}
	o.Now = noon
	res, err := Read(strings.NewReader(file), o)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	for _, p := range res.Problems {
		t.Errorf("problem: %v", p)
	}
	return res
}

// refused reads a file that cannot be read and gives the sentence.
func refused(t *testing.T, file string, o Options) string {
	t.Helper()
	o.File = "members.csv"
	res, err := Read(strings.NewReader(file), o)
	var p Problem
	if !errors.As(err, &p) {
		t.Fatalf("Read gave %+v, %v; want a Problem", res, err)
	}
	return p.Error()
}

// problems reads a file with bad rows and gives the sentences.
func problems(t *testing.T, file string, o Options) (sentences []string, res *Result) {
	t.Helper()
	o.File, o.Now = "members.csv", noon
	res, err := Read(strings.NewReader(file), o)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	for _, p := range res.Problems {
		sentences = append(sentences, p.Error())
	}
	return sentences, res
}

func TestDemoFileComesInWhole(t *testing.T) {
	f, err := assets.Demo.Open("demo/members.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	res, err := Read(f, Options{File: "members.csv", Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Rows) != 48 || len(res.Problems) != 0 || len(res.Ignored) != 0 || !res.HasConsent || res.Encoding != "UTF-8" {
		t.Fatalf("rows %d, problems %v, ignored %v, consent %v, encoding %s", len(res.Rows), res.Problems, res.Ignored, res.HasConsent, res.Encoding)
	}
	ada := res.Rows[0]
	yes := community.Consent{Given: true, Recorded: "import of members.csv", At: noon}
	want := community.Member{
		Number: "1001", Name: "Ada Okafor", SaidLike: "AY-da oh-KAH-for", Pronouns: "she/her",
		Headline: "Writes grants for social enterprises", Organisation: "Common Good Grants",
		About:    "Writes grants for social enterprises. Learning to throw pots, badly.",
		JoinedOn: "2026-11-16", Languages: []string{"English", "Igbo", "Français"},
		HappyToHelpWith: []string{"Reading a grant draft", "Theory of change"},
		LookingFor:      []string{"Someone who knows VAT", "A lunch walk"}, TalkToMeAbout: []string{"Pottery disasters"},
		OnWall: yes, OnPhone: yes, HereNow: yes, OtherSpaces: yes,
	}
	if diff := cmp.Diff(want, ada.Member); diff != "" {
		t.Errorf("first member (-want +got):\n%s", diff)
	}
	if ada.Photo != "1001.png" || ada.Line != 2 {
		t.Errorf("photo %q, line %d", ada.Photo, ada.Line)
	}
	private := res.Rows[47]
	for name, c := range private.Member.Consents() {
		if c.Given {
			t.Errorf("Private Person agreed to %s", name)
		}
	}
}

// Files as other systems write them: their headers, their dates, their
// separators. Each row is the same Zoë.
func TestExportsOfOtherSystems(t *testing.T) {
	type want struct {
		number, name, org, email, phone, joined, headline string
		skills                                            []string
		ignored                                           []string
	}
	for _, tc := range []struct {
		system, file string
		o            Options
		want         want
	}{
		{
			"Nexudus", "Id,FullName,Email,CompanyName,Position,MobilePhone,ProfileTags,CreatedOn,ProfileIsPublic\r\n" +
				"8812,Zoë Kowalska,zoe@example.org,Blå & Söner,Potter,+44 7700 900123,\"clay, glaze\",2024-02-29T10:15:00Z,True\r\n",
			Options{},
			want{"8812", "Zoë Kowalska", "Blå & Söner", "zoe@example.org", "+44 7700 900123", "2024-02-29", "Potter", []string{"clay", "glaze"}, []string{"ProfileIsPublic"}},
		},
		{
			"OfficeRnD", "Name,Email,Phone,Company,Team Role,Bio,Skills,Start Date,Status\n" +
				"Zoë Kowalska,zoe@example.org,'+44 7700 900123,Blå & Söner,Owner,Pots,clay;glaze,29/02/2024,active\n",
			Options{Dates: "dmy", Map: map[string]string{"team role": "headline"}},
			want{"", "Zoë Kowalska", "Blå & Söner", "zoe@example.org", "+44 7700 900123", "2024-02-29", "Owner", []string{"clay", "glaze"}, nil},
		},
		{
			"Cobot", "Member Number;Name;Company;Email;Phone;Plan;Member Since\n8812;Zoë Kowalska;Blå & Söner;zoe@example.org;;Full time;29 Feb 2024\n",
			Options{},
			want{"8812", "Zoë Kowalska", "Blå & Söner", "zoe@example.org", "", "2024-02-29", "", nil, []string{"Plan"}},
		},
		{
			"Optix", "First name\tLast name\tEmail\tOrganization\tJob title\tInterests\tDate joined\n" +
				"Zoë\tKowalska\tzoe@example.org\tBlå & Söner\tPotter\tclay\tFebruary 29, 2024\n",
			Options{},
			want{"", "Zoë Kowalska", "Blå & Söner", "zoe@example.org", "", "2024-02-29", "Potter", nil, nil},
		},
		{
			"Excel in German", "Mitgliedsnr.;Nachname;Vorname;E-Mail;Firma;Beruf;Fähigkeiten;Eintrittsdatum;Straße\r\n" +
				"8812;Kowalska;Zoë;zoe@example.org;Blå & Söner;Töpferin;Ton, Glasur;29.02.2024;Am Kai 1\r\n",
			Options{Map: map[string]string{"Mitgliedsnr": "number"}},
			want{"8812", "Zoë Kowalska", "Blå & Söner", "zoe@example.org", "", "2024-02-29", "Töpferin", []string{"Ton", "Glasur"}, []string{"Straße"}},
		},
		{
			"French", "\ufeffNuméro d’adhérent;Nom;Prénom;Courriel;Entreprise;Métier;Compétences;Date d'arrivée\r8812;Kowalska;Zoë;zoe@example.org;Blå & Söner;Potière;argile;29 février 2024\r",
			Options{},
			want{"8812", "Zoë Kowalska", "Blå & Söner", "zoe@example.org", "", "2024-02-29", "Potière", []string{"argile"}, nil},
		},
		{
			"Spanish", "Número de socio,Nombre,Apellidos,Correo electrónico,Empresa,Puesto,Teléfono,Fecha de alta\n8812,Zoë,Kowalska,zoe@example.org,Blå & Söner,Alfarera,600 000 000,29 de febrero de 2024\n",
			Options{},
			want{"8812", "Zoë Kowalska", "Blå & Söner", "zoe@example.org", "600 000 000", "2024-02-29", "Alfarera", nil, nil},
		},
		{
			"Polish", "Numer członka;Imię i nazwisko;Adres e-mail;Firma;Stanowisko;Umiejętności;Data dołączenia\n8812;Zoë Kowalska;zoe@example.org;Blå & Söner;Garncarka;glina;29 lutego 2024\n",
			Options{},
			want{"8812", "Zoë Kowalska", "Blå & Söner", "zoe@example.org", "", "2024-02-29", "Garncarka", []string{"glina"}, nil},
		},
		{
			"Google Sheets", "Full name,E-mail,What I do,Timestamp\nZoë Kowalska,zoe@example.org,\"Potter\",2/29/2024 9:00:00\n",
			Options{Map: map[string]string{"Timestamp": "joined_on"}},
			want{"", "Zoë Kowalska", "", "zoe@example.org", "", "2024-02-29", "Potter", nil, nil},
		},
		{
			"Numbers", "Table 1,,\n", Options{}, want{},
		},
		{
			"Excel with its own hint", "sep=;\r\nName;Team\r\nZoë Kowalska;Blå & Söner\r\n",
			Options{},
			want{"", "Zoë Kowalska", "Blå & Söner", "", "", "", "", nil, nil},
		},
	} {
		t.Run(tc.system, func(t *testing.T) {
			if tc.system == "Numbers" { // a title above the table is no line of headers
				if s := refused(t, tc.file, tc.o); !strings.Contains(s, `"Table 1"`) || !strings.Contains(s, "--map") {
					t.Errorf("sentence %q", s)
				}
				return
			}
			res := read(t, tc.file, tc.o)
			if len(res.Rows) != 1 {
				t.Fatalf("%d rows", len(res.Rows))
			}
			m := res.Rows[0].Member
			got := want{m.Number, m.Name, m.Organisation, m.Email, m.Phone, m.JoinedOn, m.Headline, m.HappyToHelpWith, res.Ignored}
			if diff := cmp.Diff(tc.want, got, cmp.AllowUnexported(want{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if res.HasConsent || m.OnWall.Given {
				t.Error("a consent came out of a file that has none")
			}
		})
	}
}

func TestOtherSystemsConsentIsNotOurs(t *testing.T) {
	foreign := []string{"Public profile", "is_public", "Visible", "Visibility", "Show in directory", "Profile is public", "Network", "Wall", "GDPR consent", "Newsletter"}
	res := read(t, "Name,"+strings.Join(foreign, ",")+"\nAda"+strings.Repeat(",yes", len(foreign))+"\n", Options{})
	if diff := cmp.Diff(foreign, res.Ignored); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
	if res.HasConsent || slices.ContainsFunc(res.Rows[0].Present, isConsent) {
		t.Errorf("consent taken from %v", res.Rows[0].Present)
	}
}

func TestConsentComesFromColumnElseFromOption(t *testing.T) {
	o := Options{Consent: []string{"show_on_wall", "show_presence"}, Recorded: "signed form, March 2026"}
	res := read(t, "Name,Show on the wall\nAda,no\nBo,Yes\nCy,\n", o)
	for i, want := range []bool{false, true, false} {
		m := res.Rows[i].Member
		if m.OnWall.Given != want {
			t.Errorf("%s on the wall: %v", m.Name, m.OnWall)
		}
		if m.HereNow != (community.Consent{Given: true, Recorded: "signed form, March 2026", At: noon}) {
			t.Errorf("%s here now: %+v", m.Name, m.HereNow)
		}
	}
	if p := res.Rows[0].Present; slices.Contains(p, "show_on_phone_page") || !slices.Contains(p, "show_presence") {
		t.Errorf("present: %v", p)
	}
}

func TestConsentThatIsNeitherYesNorNoIsAProblem(t *testing.T) {
	got, res := problems(t, "Name,show_on_wall\nAda,maybe\nBo,\"{\"\"given\"\":true}\"\n", Options{})
	want := []string{
		`members.csv, line 2, column "show_on_wall": "maybe" is neither yes nor no.`,
		`members.csv, line 3, column "show_on_wall": "{\"given\":true}" is neither yes nor no.`,
	}
	if diff := cmp.Diff(want, got); diff != "" || len(res.Rows) != 0 {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEveryBadCellIsNamed(t *testing.T) {
	file := "Member ID,Name,E-Mail,Joined,Phone\r\n" +
		"1,Ada,ada@example.org,2020-01-05,1\r\n" +
		"\r\n" +
		"2,,not an address,31.02.2020,1\r\n" +
		"1,Bo,ADA@example.org,03/04/2020,4.47911E+11\r\n" +
		"4,\"Cy\nde\",,,\r\n" +
		"5,Di,,,,,stray\r\n" +
		" , ,,,\r\n" +
		"6,Ed\r\n"
	got, res := problems(t, file, Options{})
	want := []string{
		`members.csv, line 4, column "E-Mail": "not an address" is not an e-mail address.`,
		`members.csv, line 4, column "Joined": "31.02.2020" is a day that does not exist.`,
		`members.csv, line 4, column "Name": the name is missing.`,
		`members.csv, line 5, column "Joined": "03/04/2020" could be read two ways; say which with --dates dmy or --dates mdy.`,
		`members.csv, line 5, column "Phone": "4.47911E+11" was made by a spreadsheet out of a longer number; format the column as text and export again.`,
		`members.csv, line 5, column "Member ID": "1" stands in line 2 already.`,
		`members.csv, line 5, column "E-Mail": "ADA@example.org" stands in line 2 already.`,
		`members.csv, line 8: the row has 7 cells and the line of headers 5; a cell that holds a separator needs quotes around it.`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var names []string
	for _, r := range res.Rows {
		names = append(names, fmt.Sprint(r.Line, r.Member.Name))
	}
	if diff := cmp.Diff([]string{"2Ada", "6Cy de", "10Ed"}, names); diff != "" {
		t.Errorf("good rows (-want +got):\n%s", diff)
	}
}

func TestFileThatIsNoListOfMembersGetsASentence(t *testing.T) {
	for name, tc := range map[string]struct{ file, says string }{
		"workbook":      {"PK\x03\x04\x14\x00\x06\x00", "spreadsheet"},
		"old workbook":  {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel"},
		"picture":       {"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + strings.Repeat("\x00\x00\x01\x07\x00", 40), "not a text file"},
		"empty":         {"", "empty"},
		"blank":         {"\r\n  \n,,\n", "empty"},
		"only a header": {"Name,Email\n\n,\n", "no members below it"},
		"no names":      {"Colour,Size\nred,4\n", `no column is known to hold names; the first line has: "Colour", "Size"`},
		"columns":       {"Name" + strings.Repeat(",x", MaxColumns) + "\nAda\n", "501 cells"},
		"web page":      {"<!doctype html><html>", "web page"},
	} {
		t.Run(name, func(t *testing.T) {
			if s := refused(t, tc.file, Options{}); !strings.Contains(s, tc.says) || !strings.HasPrefix(s, "members.csv: ") || !strings.HasSuffix(s, ".") {
				t.Errorf("sentence %q", s)
			}
		})
	}
}

func TestWrongOptionsGetASentence(t *testing.T) {
	file := "Name,Colour\nAda,red\n"
	for _, tc := range []struct {
		o    Options
		says string
	}{
		{Options{Map: map[string]string{"Color": "about"}}, `there is no column "Color"; the first line has: "Name", "Colour"`},
		{Options{Map: map[string]string{"Colour": "colour"}}, `there is no field "colour"`},
		{Options{Dates: "ymd"}, "neither dmy nor mdy"},
		{Options{Consent: []string{"wall"}}, `there is no consent "wall"`},
	} {
		if s := refused(t, file, tc.o); !strings.Contains(s, tc.says) {
			t.Errorf("%+v: %q", tc.o, s)
		}
	}
}

func TestTooManyRowsAreRefused(t *testing.T) {
	file := "Name\n" + strings.Repeat("Ada\n", MaxRows+1)
	if s := refused(t, file, Options{}); !strings.Contains(s, "200000 rows") {
		t.Errorf("sentence %q", s)
	}
}

func TestTooLargeFileIsRefused(t *testing.T) {
	_, err := Read(bytes.NewReader(make([]byte, MaxBytes+1)), Options{File: "members.csv"})
	if err == nil || !strings.Contains(err.Error(), "64 MiB") {
		t.Errorf("error %v", err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.ErrUnsupported }

func TestReadingThatFailsIsNoProblemOfTheFile(t *testing.T) {
	_, err := Read(broken{}, Options{File: "members.csv"})
	if !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("error %v", err)
	}
}

func TestChangedNamesOnlyWhatDiffers(t *testing.T) {
	row := read(t, "Name,Skills,Show on wall,Status,Photo\nAda,a;b,yes,active,x.png\n", Options{}).Rows[0]
	known := community.Member{
		Name: "Ada", HappyToHelpWith: []string{"a", "b"}, Headline: "the file does not say",
		OnWall: community.Consent{Given: true, Recorded: "signed form", At: noon.AddDate(-1, 0, 0)},
	}
	if got := row.Changed(&known); len(got) != 0 {
		t.Errorf("changed %v, want nothing", got)
	}
	known.OnWall.Given, known.Name, known.HappyToHelpWith, known.State = false, "Ada O", []string{"b", "a"}, community.StateLeft
	if diff := cmp.Diff([]string{"name", "happy_to_help_with", "show_on_wall", "state"}, row.Changed(&known)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzRead(f *testing.F) {
	demo, err := assets.Demo.ReadFile("demo/members.csv")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(demo[:1000], "")
	f.Add([]byte("Name;Joined\r\"Ada\";03/04/2020\r\n\"x\"y;z"), "dmy")
	f.Add([]byte("\xff\xfeN\x00a\x00m\x00e\x00\n\x00A\x00\n\x00"), "mdy")
	f.Add([]byte("sep=;\nNom;Pr\xe9nom\nO'Neill;\xc9milie\n"), "")
	f.Fuzz(func(t *testing.T, file []byte, dates string) {
		res, err := Read(bytes.NewReader(file), Options{File: "f.csv", Dates: dates, Now: noon})
		if err != nil {
			if res != nil || !errors.As(err, new(Problem)) {
				t.Fatalf("result %v with error %v", res, err)
			}
			return
		}
		lines := 1 + lineEnds(string(file)) + bytes.Count(file, []byte("\r")) + bytes.Count(file, []byte("\n"))
		last := 1
		for _, r := range res.Rows {
			if r.Member.Validate() != nil || r.Line <= last || r.Line > lines {
				t.Fatalf("row in line %d of %d after %d: %+v", r.Line, lines, last, r.Member)
			}
			last = r.Line
			if r.Member.OnWall.Given && !slices.Contains(r.Present, "show_on_wall") {
				t.Fatal("consent out of nothing")
			}
		}
		for _, p := range res.Problems {
			if p.Reason == "" || p.Line < 2 {
				t.Fatalf("problem %+v", p)
			}
		}
	})
}
