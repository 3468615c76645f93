package web

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"kettle/internal/community"
)

// VCard writes a profile as a vCard 4.0 (RFC 6350, pronouns by RFC 9554) with
// the photo, if there is one. Contact details are there only if the profile has
// them, that is, if the member made them public. It is written by hand because
// the library that reads it in the tests escapes the comma of a photo's address
// and folds no lines, which address books reject.
func VCard(p community.Profile, space community.Space, photoJPEG []byte) ([]byte, error) {
	var c card
	c.add("VERSION", "4.0")
	c.add("KIND", "individual")
	c.add("FN", escape(p.Name))
	c.add("N", wholeName(p.Name))
	c.addText("PRONOUNS", p.Pronouns)
	c.addText("TITLE", p.Headline)
	c.addText("ORG", p.Organisation)
	c.addText("EMAIL", p.Email)
	c.addText("TEL", p.Phone)
	if link := webLink(p.Website); link != "" {
		c.add("URL", string(link))
	}
	c.addText("NOTE", note(&p, space.Name))
	c.addText("CATEGORIES", space.Name)
	if len(photoJPEG) > 0 {
		c.add("PHOTO", "data:image/jpeg;base64,"+base64.StdEncoding.EncodeToString(photoJPEG))
	}
	return c.bytes(), nil
}

// maxContact keeps the code at a size that a phone reads from an arm's length
// off a screen: 400 bytes fit version 15 at level M, 77 modules.
const maxContact = 400

// ContactVCard writes a short vCard 3.0 for a QR code, for phones that cannot
// reach the screen: name and address of the page first, then public e-mail and
// phone, website, organisation and headline as far as they fit into 400 bytes.
// Version 3.0 is what every camera app reads.
func ContactVCard(p community.Profile, space community.Space, url string) string {
	var c card
	c.add("VERSION", "3.0")
	name := plain(p.Name)
	fixed := len("BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:\r\nURL:\r\nEND:VCARD\r\n") + len(url)
	for 2*len(escape(name))+fixed > maxContact && name != "" {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	c.add("N", wholeName(name))
	c.add("FN", escape(name))
	left := maxContact - c.buf.Len() - len("BEGIN:VCARD\r\nURL:\r\nEND:VCARD\r\n") - len(url)
	if url == "" {
		left += len("URL:\r\n")
	}
	org := p.Organisation
	if org == "" {
		org = space.Name
	}
	for _, f := range [][2]string{
		{"EMAIL", escape(p.Email)},
		{"TEL", escape(p.Phone)},
		{"URL", string(webLink(p.Website))},
		{"ORG", escape(plain(org))},
		{"TITLE", escape(plain(p.Headline))},
	} {
		if size := len(f[0]) + len(f[1]) + len(":\r\n"); f[1] != "" && size <= left {
			c.add(f[0], f[1])
			left -= size
		}
	}
	if url != "" {
		c.add("URL", url)
	}
	return "BEGIN:VCARD\r\n" + c.buf.String() + "END:VCARD\r\n"
}

// note says in a contact what makes the person easy to remember.
func note(p *community.Profile, space string) string {
	var parts []string
	if space != "" {
		parts = append(parts, "From "+space+".")
	}
	if p.SaidLike != "" {
		parts = append(parts, "Said like "+p.SaidLike+".")
	}
	for _, l := range []struct {
		label string
		items []string
	}{{"Happy to help with", p.HappyToHelpWith}, {"Looking for", p.LookingFor}, {"Talk to me about", p.TalkToMeAbout}, {"Speaks", p.Languages}} {
		if len(l.items) > 0 {
			parts = append(parts, l.label+": "+strings.Join(l.items, ", ")+".")
		}
	}
	return strings.Join(parts, "\n")
}

// wholeName writes N with the whole name as the given name: which part is the
// family's, only its bearer knows.
func wholeName(name string) string { return ";" + escape(name) + ";;;" }

// escape does what RFC 6350, section 3.4, asks of text.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, ",", `\,`, ";", `\;`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(s)
}

// plain puts typewriter characters in the place of typographic ones, which some
// scanners garble and which take three bytes each.
func plain(s string) string {
	return strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "…", "...", "\u00a0", " ", "\u202f", " ").Replace(s)
}

// card collects the lines of a vCard, not yet folded.
type card struct{ buf bytes.Buffer }

func (c *card) addText(name, text string) {
	if text != "" {
		c.add(name, escape(text))
	}
}

func (c *card) add(name, value string) {
	c.buf.WriteString(name + ":" + value + "\r\n")
}

// bytes gives the whole card with lines folded at 75 bytes, never inside a
// character (RFC 6350, section 3.2).
func (c *card) bytes() []byte {
	out := []byte("BEGIN:VCARD\r\n")
	for line := range bytes.SplitSeq(bytes.TrimSuffix(c.buf.Bytes(), []byte("\r\n")), []byte("\r\n")) {
		for room := 75; len(line) > room; room = 74 {
			cut := room
			for cut > 0 && !utf8.RuneStart(line[cut]) {
				cut--
			}
			if cut == 0 { // not UTF-8 at all
				cut = room
			}
			out = append(append(out, line[:cut]...), "\r\n "...)
			line = line[cut:]
		}
		out = append(append(out, line...), "\r\n"...)
	}
	return append(out, "END:VCARD\r\n"...)
}
