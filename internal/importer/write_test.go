package importer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"kettle/assets"
	"kettle/internal/community"
)

// someMember draws a member as the store could hold it: every value has been
// through Set.
func someMember(n int) *rapid.Generator[community.Member] {
	text := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune("ab Zß,'\"=+-@\u0301é≠＝\n\t")), 0, 12, -1),
		rapid.StringN(0, 12, -1),
		rapid.SampledFrom([]string{"=1+1", "'=x", "''@y", "-", "+44 7700 900123", "\"x\" y", "a, b", "O'Neill", "n/a", "陈美玲", "محمد"}),
	)
	return rapid.Custom(func(t *rapid.T) community.Member {
		m := community.Member{}
		set := func(field, value string) {
			if err := m.Set(field, composed(value)); err != nil {
				t.Fatalf("set %s: %v", field, err)
			}
		}
		for _, f := range []string{"name", "called", "said_like", "pronouns", "headline", "organisation", "about", "website", "phone"} {
			set(f, text.Draw(t, f))
		}
		if m.Name == "" {
			m.Name = "Ada"
		}
		set("number", fmt.Sprintf("%s%d", rapid.SampledFrom([]string{"", "=", "M-"}).Draw(t, "number"), n))
		set("email", rapid.SampledFrom([]string{"", fmt.Sprintf("m%d@example.org", n), fmt.Sprintf("+m%d@example.org", n)}).Draw(t, "email"))
		for _, f := range []string{"joined_on", "confirmed_on", "left_on"} {
			set(f, rapid.SampledFrom([]string{"", "2020-02-29", "1999-12-31"}).Draw(t, f))
		}
		set("state", rapid.SampledFrom([]string{"active", "paused", "left"}).Draw(t, "state"))
		for _, f := range []string{"email_public", "phone_public", "introduce_me", "leave_me", "welcome_me", "my_years", "learn_names"} {
			set(f, rapid.SampledFrom([]string{"yes", "no"}).Draw(t, f))
		}
		for _, list := range community.Lists {
			for _, tag := range rapid.SliceOfN(text, 0, 4).Draw(t, list) {
				set(list+":"+composed(strings.NewReplacer(";", "", "|", "").Replace(composed(tag))), "a")
			}
		}
		for _, c := range []*community.Consent{&m.OnWall, &m.OnPhone, &m.HereNow, &m.OtherSpaces} {
			if rapid.Bool().Draw(t, "ever said") {
				*c = community.Consent{
					Given: rapid.Bool().Draw(t, "agrees"), At: noon.Add(time.Duration(rapid.Int64Range(-1e15, 1e15).Draw(t, "after noon"))),
					Recorded: community.CleanLine(composed(rapid.OneOf(text, rapid.Just("said (recorded 2026-01-01T10:00:00Z)")).Draw(t, "how"))),
					SignedOn: rapid.SampledFrom([]string{"", "2026-03-31"}).Draw(t, "signed"),
				}
			}
		}
		return m
	})
}

// composed is text as Read gives it: what no screen shows is dropped before
// letters and their accents come together.
func composed(s string) string { return norm.NFC.String(community.CleanWords(s)) }

func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := make([]community.Member, rapid.IntRange(1, 4).Draw(t, "members"))
		for i := range want {
			want[i] = someMember(i).Draw(t, "member")
		}
		var b bytes.Buffer
		photo := func(m *community.Member) string { return "+" + m.Number + ".png" }
		if err := Write(&b, want, photo); err != nil {
			t.Fatal(err)
		}
		res, err := Read(bytes.NewReader(b.Bytes()), Options{File: "out.csv", Now: noon})
		if err != nil || len(res.Problems) > 0 || len(res.Rows) != len(want) || len(res.Ignored) > 0 {
			t.Fatalf("%v, %+v\n%s", err, res, b.String())
		}
		for i, r := range res.Rows {
			if diff := cmp.Diff(want[i], r.Member, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("(-want +got):\n%s\n%s", diff, b.String())
			}
			if changed := r.Changed(&want[i]); len(changed) > 0 || r.Photo != photo(&want[i]) {
				t.Fatalf("changed %v, photo %q", changed, r.Photo)
			}
		}
	})
}

func TestDemoFileSurvivesExport(t *testing.T) {
	demo, err := assets.Demo.ReadFile("demo/members.csv")
	if err != nil {
		t.Fatal(err)
	}
	res, err := Read(bytes.NewReader(demo), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var members []community.Member
	photos := map[string]string{}
	for _, r := range res.Rows {
		members = append(members, r.Member)
		photos[r.Member.Number] = r.Photo
	}
	var b bytes.Buffer
	if err := Write(&b, members, func(m *community.Member) string { return photos[m.Number] }); err != nil {
		t.Fatal(err)
	}
	was, err := csv.NewReader(bytes.NewReader(demo)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	is, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i := range was { // the demo's columns come first, the same but for the marks of lists
		plain := strings.NewReplacer("; ", ",", ", ", ",", ";", "")
		for j := range was[i] {
			if plain.Replace(was[i][j]) != plain.Replace(is[i][j]) {
				t.Errorf("row %d, %s: %q became %q", i, was[0][j], was[i][j], is[i][j])
			}
		}
	}
}

func TestNoCellBeginsAFormula(t *testing.T) {
	var b bytes.Buffer
	m := community.Member{Number: "+1", Name: "=HYPERLINK(\"http://x\")", About: "@SUM(A1)", Website: "\tx", HappyToHelpWith: []string{"-1"}}
	if err := Write(&b, []community.Member{m}, nil); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, cell := range rows[1] {
		if startsFormula(cell) {
			t.Errorf("%s: %q", rows[0][i], cell)
		}
	}
	if rows[1][0] != "'+1" {
		t.Errorf("number %q", rows[1][0])
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.ErrUnsupported }

func TestFullDiskIsAnError(t *testing.T) {
	if err := Write(full{}, make([]community.Member, 1000), nil); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("error %v", err)
	}
}

func tenThousand(b *testing.B) []byte {
	b.Helper()
	demo, err := assets.Demo.ReadFile("demo/members.csv")
	if err != nil {
		b.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(demo), "\n")
	lines := strings.SplitAfter(strings.TrimSuffix(rest, "\n"), "\n")
	var out strings.Builder
	out.WriteString(head + "\n")
	for i := range 10_000 {
		_, cells, _ := strings.Cut(lines[i%len(lines)], ",")
		fmt.Fprintf(&out, "%d,%s", i, strings.TrimRight(cells, "\r\n")+"\r\n")
	}
	return []byte(out.String())
}

func BenchmarkRead10000(b *testing.B) {
	file := tenThousand(b)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		res, err := Read(bytes.NewReader(file), Options{File: "members.csv", Now: noon})
		if err != nil || len(res.Rows) != 10_000 {
			b.Fatal(err, len(res.Rows))
		}
	}
}

// The floor of BenchmarkRead10000: the cells alone, by the standard library.
func BenchmarkCellsAlone10000(b *testing.B) {
	file := tenThousand(b)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
		if err != nil || len(rows) != 10_001 {
			b.Fatal(err, len(rows))
		}
	}
}
