package paper

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

var at = time.Date(2026, 11, 19, 10, 42, 0, 0, time.UTC)

// read gives a PDF's text, page by page, as pdftotext has it, or skips.
func read(t *testing.T, pdf []byte) string {
	t.Helper()
	if !bytes.HasPrefix(pdf, []byte("%PDF-1.")) || len(pdf) < 1000 {
		t.Fatalf("%d bytes are no PDF", len(pdf))
	}
	if dir := os.Getenv("KETTLE_SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "-")+".pdf"), pdf, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed: apt-get install poppler-utils")
	}
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(tool, "-layout", file, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("pdftotext: %v\n%s", err, text)
	}
	return string(text)
}

func TestABadgeSaysWhoAndWhomAndWhen(t *testing.T) {
	space := &community.Space{Name: "Harbour Commons"}
	for name, want := range map[string][]string{
		"Jo Marsh": {"Jo", "Marsh"}, "Ольга Ковальчук": {"Ольга", "Ковальчук"}, "Nguyễn Văn Bảo": {"Nguyễn Văn Bảo"},
		"陈美玲": {"Chen Mei Ling"}, "الأمين محمد": {"Mhmd"}, "🙂 Zoë": {"Zoë"}, strings.Repeat("W", 80): {"WWW"}, "<b>Jo</b> \\(x)": {"<b>Jo</b>"},
	} {
		pdf, err := Badge(&community.Visitor{Name: name, Company: "Marsh & Daughters", Code: "K7M4QX", InAt: at}, "Tomasz W.", space)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		again, err := Badge(&community.Visitor{Name: name, Company: "Marsh & Daughters", Code: "K7M4QX", InAt: at}, "Tomasz W.", space)
		if err != nil || !bytes.Equal(pdf, again) {
			t.Errorf("%s: two badges of one visitor differ, %v", name, err)
		}
		text := read(t, pdf)
		for _, w := range append(want, "Here to see Tomasz W.", "19 Nov 2026", "K7M4QX", "Harbour Commons", "Marsh & Daughters") {
			if !strings.Contains(text, w) {
				t.Errorf("%s: the badge does not say %q:\n%s", name, w, text)
			}
		}
	}
}

// Whatever somebody is called, in whatever writing, what is printed of it are letters
// that the face has, never empty boxes; and a name that a face has stands as it is.
func TestANameIsPrintedInLettersThatThereAre(t *testing.T) {
	s, err := newSheet(10, 10, at, "")
	if err != nil {
		t.Fatal(err)
	}
	draws := func(face, text string) bool {
		i := slices.IndexFunc(fonts[:], func(f [2]string) bool { return f[0] == face })
		return i >= 0 && s.faces[i].draws(text)
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(
			rapid.String(),
			rapid.StringOf(rapid.SampledFrom([]rune("Zoë Łukasz Ольга Ελένη 陈美玲 الأمين 🙂 ก็ हिन्दी '-.\t"))),
		).Draw(t, "name")
		text, face := s.drawable(name)
		if !draws(face, text) {
			t.Fatalf("%q is printed as %q in %s, which lacks a letter", name, text, face)
		}
		if draws("noto", name) && text != name {
			t.Fatalf("%q is printed as %q", name, text)
		}
	})
}

func TestTheCodeOnABadgeCanBeScanned(t *testing.T) {
	for _, tool := range []string{"pdftoppm", "zbarimg"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
	pdf, err := Badge(&community.Visitor{Name: "Jo Marsh", Code: "K7M4QX", InAt: at}, "", &community.Space{})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "b.pdf"), pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-r", "203", "-png", filepath.Join(dir, "b.pdf"), filepath.Join(dir, "b")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := exec.Command("zbarimg", "-q", "--raw", filepath.Join(dir, "b-1.png")).Output()
	if code, ok := community.VisitorCodeIn(strings.TrimSpace(string(out))); err != nil || !ok || code != "K7M4QX" {
		t.Errorf("read %q, %v", out, err)
	}
}

func TestTheFireRollHasEverybodyOnAsManyPagesAsItTakes(t *testing.T) {
	var all []community.Present
	for i := range 50 {
		all = append(all, community.Present{Name: fmt.Sprintf("Person %02d", i), Visitor: i%2 == 0, Detail: "to see Ada", InAt: at})
	}
	for n, pages := range map[int]int{1: 1, 22: 1, 23: 2, 44: 2, 50: 3} {
		pdf, err := Roll(all[:n], &community.Space{Name: "Harbour Commons"}, at)
		if err != nil {
			t.Fatal(err)
		}
		text := read(t, pdf)
		if got := strings.Count(text, fmt.Sprintf("%d in the building", n)); got != pages || strings.Count(text, "Person ") != n || !strings.Contains(text, "Visitor, since 10:42, to see Ada") {
			t.Errorf("%d people on %d pages:\n%s", n, got, text)
		}
	}
	if pdf, err := Roll(nil, &community.Space{}, at); err != nil || len(pdf) < 500 {
		t.Errorf("an empty building: %v", err)
	}
}
