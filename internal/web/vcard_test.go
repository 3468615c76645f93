package web

import (
	"bytes"
	"encoding/base64"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	vcard "github.com/emersion/go-vcard"
	"github.com/google/go-cmp/cmp"
	"github.com/skip2/go-qrcode"
	"pgregory.net/rapid"

	"kettle/internal/community"
)

// read parses a card as an address book does.
func read(t rapidT, b []byte) vcard.Card {
	t.Helper()
	c, err := vcard.NewDecoder(bytes.NewReader(b)).Decode()
	if err != nil {
		t.Fatalf("%v:\n%s", err, b)
	}
	return c
}

type rapidT interface {
	Helper()
	Fatalf(format string, args ...any)
}

func profile(t *testing.T, number string) community.Profile {
	t.Helper()
	p, err := newDemo(t).ProfileByCode(t.Context(), code(number))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestContactHoldsTheWholeProfile(t *testing.T) {
	p := profile(t, "1007")
	p.Email, p.Phone, p.Website = "tomasz@ledgerly.example", "+44 131 496 0007", "ledgerly.example/a,b"
	photo := bytes.Repeat([]byte{0xff, 0xd8, 7}, 1000)
	b, err := VCard(p, community.Space{Name: "Harbour, Commons"}, photo)
	if err != nil {
		t.Fatal(err)
	}
	c := read(t, b)
	got := map[string]string{}
	for _, f := range []string{"VERSION", "FN", "TITLE", "ORG", "EMAIL", "TEL", "URL", "PRONOUNS", "CATEGORIES"} {
		got[f] = c.Value(f)
	}
	want := map[string]string{
		"VERSION": "4.0", "FN": "Tomasz Wójcik", "TITLE": "Open-source accountant", "ORG": "Ledgerly CIC",
		"EMAIL": "tomasz@ledgerly.example", "TEL": "+44 131 496 0007", "URL": "https://ledgerly.example/a,b", "PRONOUNS": "he/him",
		"CATEGORIES": "Harbour, Commons",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := c.Name(); n == nil || n.GivenName != "Tomasz Wójcik" || n.FamilyName != "" {
		t.Errorf("name is %+v", n)
	}
	data, found := strings.CutPrefix(c.Value("PHOTO"), "data:image/jpeg;base64,")
	if back, err := base64.StdEncoding.DecodeString(data); !found || err != nil || !bytes.Equal(back, photo) {
		t.Errorf("the photo came back as %d bytes: %v", len(back), err)
	}
	if note := c.Value("NOTE"); !strings.Contains(note, "Said like TOH-mash VOOY-chik.") || !strings.Contains(note, "VAT returns, First payroll") {
		t.Errorf("note is %q", note)
	}
}

func TestSemicolonsDoNotPartAName(t *testing.T) {
	b, err := VCard(community.Profile{Name: `Ada; Countess, \o/`}, community.Space{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := `N:;Ada\; Countess\, \\o/;;;` + "\r\n"; !strings.Contains(string(b), want) {
		t.Errorf("the card lacks %q:\n%s", want, b)
	}
}

func TestContactWithoutAnythingIsAName(t *testing.T) {
	b, err := VCard(community.Profile{Name: "Aroha"}, community.Space{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:individual\r\nFN:Aroha\r\nN:;Aroha;;;\r\nEND:VCARD\r\n"
	if diff := cmp.Diff(want, string(b)); diff != "" {
		t.Error(diff)
	}
}

// Nothing that people write can add a line of its own to a card.
func TestCardsKeepTheirShape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("\r\n,;:\\\"’陈م"))))
		p := community.Profile{
			Name: "x" + text.Draw(t, "name"), Headline: text.Draw(t, "headline"), Organisation: text.Draw(t, "organisation"),
			Email: text.Draw(t, "email"), Phone: text.Draw(t, "phone"), Website: text.Draw(t, "website"),
			SaidLike: text.Draw(t, "said like"), LookingFor: []string{text.Draw(t, "asks")},
		}
		b, err := VCard(p, community.Space{Name: text.Draw(t, "space")}, []byte{1, 2, 3})
		if err != nil {
			t.Fatal(err)
		}
		allowed := map[string]bool{}
		for _, f := range []string{"VERSION", "KIND", "FN", "N", "PRONOUNS", "TITLE", "ORG", "EMAIL", "TEL", "URL", "NOTE", "CATEGORIES", "PHOTO"} {
			allowed[f] = true
		}
		for name, fields := range read(t, b) {
			if !allowed[name] || len(fields) != 1 {
				t.Fatalf("the card has %d %q:\n%s", len(fields), name, b)
			}
		}
		for line := range strings.SplitSeq(string(b), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) && utf8.ValidString(p.Name+p.Headline) {
				t.Fatalf("a line has %d bytes: %q", len(line), line)
			}
		}
		url := ProfileURL("http://192.168.1.20:8420", "ABCDEFGH")
		short := ContactVCard(p, community.Space{}, url)
		if len(short) > maxContact {
			t.Fatalf("the short card has %d bytes", len(short))
		}
		c := read(t, []byte(short))
		for name := range c {
			if !allowed[name] {
				t.Fatalf("the short card has %q:\n%s", name, short)
			}
		}
		if urls := c.Values("URL"); len(urls) == 0 || urls[len(urls)-1] != url {
			t.Fatalf("the page is not in the short card:\n%s", short)
		}
	})
}

func TestShortContactTellsTheMostUsefulFirst(t *testing.T) {
	p := profile(t, "1007")
	p.Name, p.Email, p.Phone = "Tomasz O’Wójcik", "tomasz@ledgerly.example", "+44 131 496 0007"
	space := community.Space{Name: "Harbour Commons"}
	got := ContactVCard(p, space, "HTTP://192.168.1.20:8420/M/ABCDEFGH")
	want := "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;Tomasz O'Wójcik;;;\r\nFN:Tomasz O'Wójcik\r\nEMAIL:tomasz@ledgerly.example\r\n" +
		"TEL:+44 131 496 0007\r\nORG:Ledgerly CIC\r\nTITLE:Open-source accountant\r\nURL:HTTP://192.168.1.20:8420/M/ABCDEFGH\r\nEND:VCARD\r\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	p.Headline, p.Organisation = strings.Repeat("very ", 60)+"long", ""
	got = ContactVCard(p, space, "")
	if strings.Contains(got, "TITLE") || !strings.Contains(got, "ORG:Harbour Commons\r\n") || strings.Contains(got, "URL") {
		t.Errorf("got\n%s", got)
	}
}

// A camera must get the very same bytes back out of the code. They are UTF-8,
// as phones expect; zbar on its own guesses other encodings, so it is told not
// to.
func TestShortContactSurvivesACamera(t *testing.T) {
	if _, err := exec.LookPath("zbarimg"); err != nil {
		t.Skip("zbarimg is not installed: apt-get install zbar-tools")
	}
	for _, number := range []string{"1007", "1025", "1027", "1030"} {
		card := ContactVCard(profile(t, number), community.Space{Name: "Harbour Commons"}, "HTTP://192.168.1.20:8420/M/ABCDEFGH")
		code, err := qrcode.New(card, qrcode.Medium)
		if err != nil {
			t.Fatal(err)
		}
		if code.VersionNumber > 15 {
			t.Errorf("%s needs version %d", number, code.VersionNumber)
		}
		file := filepath.Join(t.TempDir(), "contact.png")
		if err := code.WriteFile(-4, file); err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(t.Context(), "zbarimg", "--quiet", "--raw", "-Sbinary", file).Output()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(card, string(out)); diff != "" {
			t.Errorf("%s came back as\n%s", number, diff)
		}
	}
}
