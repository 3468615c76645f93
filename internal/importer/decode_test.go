package importer

import (
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

const letters = "Name,Firma\r\nŻółć Gęślą,\"ä ß € – “x”\"\r\nZoë,Blå\r\n"

func wideBytes(s string, big, mark bool) string {
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	var b strings.Builder
	for _, u := range units {
		if big {
			b.WriteByte(byte(u >> 8))
			b.WriteByte(byte(u))
		} else {
			b.WriteByte(byte(u))
			b.WriteByte(byte(u >> 8))
		}
	}
	return b.String()
}

func TestLettersAreReadInEveryEncoding(t *testing.T) {
	encode := func(set *charmap.Charmap, s string) string {
		out, err := set.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	western := "Name;Ort\r\nZoë Müller;Łódź ist anders – 5 m³ für 3 €\r\n"
	western = strings.ReplaceAll(western, "Łódź", "Lodz")
	polishText := "Imię i nazwisko;Miasto\r\nGrażyna Żółć;Łódź\r\nPaweł Wiśniewski;Kraków\r\n"
	spanish := "Nombre;Presentación\r\nÍñigo;¿Qué tal? 5 m², año\r\n"
	for _, tc := range []struct{ name, raw, want, encoding string }{
		{"UTF-8", letters, letters, "UTF-8"},
		{"UTF-8 with a mark", "\xef\xbb\xbf" + letters, letters, "UTF-8"},
		{"UTF-16LE", wideBytes(letters, false, true), letters, "UTF-16LE"},
		{"UTF-16BE", wideBytes(letters, true, true), letters, "UTF-16BE"},
		{"UTF-16LE without a mark", wideBytes(letters, false, false), letters, "UTF-16LE"},
		{"UTF-16BE without a mark", wideBytes(letters, true, false), letters, "UTF-16BE"},
		{"Windows-1252", encode(charmap.Windows1252, western), western, "Windows-1252"},
		{"Spanish Windows-1252", encode(charmap.Windows1252, spanish), spanish, "Windows-1252"},
		{"Windows-1250", encode(charmap.Windows1250, polishText), polishText, "Windows-1250"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, encoding, err := decode([]byte(tc.raw))
			if err != nil || got != tc.want || encoding != tc.encoding {
				t.Errorf("decode = %q, %s, %v; want %q, %s", got, encoding, err, tc.want, tc.encoding)
			}
		})
	}
}

func TestGermanWindowsFileOfExcel(t *testing.T) {
	raw, err := charmap.Windows1252.NewEncoder().String("Name;Vorname;Geschäft;Über mich\r\nMüller;Jörg;Groß & Söhne;\"Sägt; \"\"alles\"\"\r\nund mehr\"\r\n")
	if err != nil {
		t.Fatal(err)
	}
	res := read(t, raw, Options{Map: map[string]string{"geschaft": "organisation"}})
	m := res.Rows[0].Member
	if m.Name != "Jörg Müller" || m.Organisation != "Groß & Söhne" || m.About != "Sägt; \"alles\"\nund mehr" {
		t.Errorf("%+v", m)
	}
}

func TestTextIsComposed(t *testing.T) {
	res := read(t, "Name\nJose\u0301\n", Options{})
	if got := res.Rows[0].Member.Name; got != "José" {
		t.Errorf("name %+q", got)
	}
}
