// Package paper writes what Kettle prints, as PDF: a visitor's badge, the fire
// roll, and the hosts' canvas.
package paper

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"

	"kettle/assets"
	"kettle/internal/community"
	"kettle/internal/qr"
	"kettle/internal/search"
)

// The size of a page of A4 in millimetres.
const (
	a4Wide = 210.0
	a4High = 297.0
)

// sheet is a PDF under way, measured in millimetres, with the faces that can draw
// names.
type sheet struct {
	*fpdf.Fpdf
	faces []face
}

// face is an embedded font and what it has.
type face struct {
	name string
	has  *sfnt.Font
}

// fonts are the faces in the order in which they are preferred.
var fonts = [...][2]string{{"fraunces", "fonts/Fraunces-SemiBold.ttf"}, {"noto", "fonts/NotoSerif-Bold.ttf"}}

// newSheet begins a PDF of pages of that size. What is made at one time of the
// same things is the same, byte for byte.
func newSheet(w, h float64, at time.Time, title string) (*sheet, error) {
	s := &sheet{Fpdf: fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "mm", Size: fpdf.SizeType{Wd: w, Ht: h}})}
	s.SetAutoPageBreak(false, 0)
	s.SetMargins(0, 0, 0)
	s.SetCreationDate(at)
	s.SetModificationDate(at)
	s.SetCatalogSort(true)
	s.SetTitle(title, true)
	s.SetProducer("Kettle", true)
	for _, f := range fonts {
		data, err := assets.Fonts.ReadFile(f[1])
		if err != nil {
			return nil, fmt.Errorf("read a font: %w", err)
		}
		has, err := sfnt.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", f[1], err)
		}
		s.AddUTF8FontFromBytes(f[0], "", data)
		s.faces = append(s.faces, face{f[0], has})
	}
	return s, nil
}

// drawable gives a text as the faces can draw it, and the first face that can. A
// name in a script that none of them has is given in plain letters instead: a
// badge that can be read beats one with empty boxes.
func (s *sheet) drawable(text string) (string, string) {
	for _, f := range s.faces {
		if f.draws(text) {
			return text, f.name
		}
	}
	var words []string
	for _, w := range strings.Fields(text) {
		if last := s.faces[len(s.faces)-1]; last.draws(w) {
			words = append(words, w)
		} else {
			words = append(words, capitals(search.Fold(w)))
		}
	}
	text = strings.Join(strings.Fields(strings.Join(words, " ")), " ")
	for _, f := range s.faces {
		if f.draws(text) {
			return text, f.name
		}
	}
	return text, s.faces[0].name
}

func (f *face) draws(text string) bool {
	var b sfnt.Buffer
	for _, r := range text {
		if i, err := f.has.GlyphIndex(&b, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}

func capitals(text string) string {
	first := true
	return strings.Map(func(r rune) rune {
		if first {
			r = unicode.ToUpper(r)
		}
		first = r == ' '
		return r
	}, text)
}

// line sets a text in one line with its baseline at y, as large as fits into w, at
// most size points and at least least; then it is cut.
func (s *sheet) line(x, y, w, size, least float64, text string) {
	text, name := s.drawable(text)
	for s.SetFont(name, "", size); size > least && s.GetStringWidth(text) > w; s.SetFont(name, "", size) {
		size -= 0.5
	}
	for runes := []rune(text); s.GetStringWidth(text) > w && len(runes) > 0; {
		runes = runes[:len(runes)-1]
		text = strings.TrimSpace(string(runes)) + "…"
	}
	s.Text(x, y, text)
}

// bytes ends the PDF.
func (s *sheet) bytes() ([]byte, error) {
	var b bytes.Buffer
	if err := s.Output(&b); err != nil {
		return nil, fmt.Errorf("write a PDF: %w", err)
	}
	return b.Bytes(), nil
}

// The size of a badge in millimetres: the most common label of label printers.
const (
	badgeWide = 89
	badgeHigh = 41
)

// Badge gives a visitor's badge: the name as large as it can be, whom they see,
// the day, and the code that lets them out.
func Badge(v *community.Visitor, sees string, space *community.Space) ([]byte, error) {
	day := v.InAt
	s, err := newSheet(badgeWide, badgeHigh, day.UTC(), "Badge")
	if err != nil {
		return nil, err
	}
	s.AddPage()
	const margin, code = 4.0, 22.0
	room := badgeWide - 3*margin - code
	s.line(margin, 9, room, 9, 7, strings.TrimSpace("Visitor  "+space.Name))
	first, rest := community.CallName(v.Name), ""
	if i := strings.Index(v.Name, first); i == 0 {
		rest = strings.TrimSpace(v.Name[len(first):])
	} else {
		first = v.Name
	}
	s.line(margin, 21, room, 30, 10, first)
	s.line(margin, 28, room, 15, 8, rest)
	if v.Company != "" {
		s.line(margin, 32.5, room, 8, 6, v.Company)
	}
	if sees != "" {
		s.line(margin, 37, room, 10, 7, "Here to see "+sees)
	}
	if err := s.code(badgeWide-margin-code, margin+1, code, community.VisitorQR(v.Code)); err != nil {
		return nil, err
	}
	s.line(badgeWide-margin-code, margin+code+5, code, 9, 7, v.Code)
	s.line(badgeWide-margin-code, margin+code+9.5, code, 9, 6, space.Local(day).Format("2 Jan 2006"))
	return s.bytes()
}

// code draws a QR code with its quiet zone in a square.
func (s *sheet) code(x, y, side float64, text string) error {
	c, err := qr.New(text, qr.Q)
	if err != nil {
		return err
	}
	module := side / float64(c.Size())
	s.SetFillColor(0, 0, 0)
	for row := range c.Size() {
		for col := 0; col < c.Size(); col++ {
			from := col
			for c.Dark(col, row) {
				col++
			}
			if col > from {
				s.Rect(x+float64(from)*module, y+float64(row)*module, float64(col-from)*module, module, "F")
			}
		}
	}
	return nil
}

// Roll gives the fire roll: everybody with a box to tick, on A4.
func Roll(all []community.Present, space *community.Space, at time.Time) ([]byte, error) {
	const margin, row, perPage = 16.0, 11.0, 22
	const wide = a4Wide - 2*margin
	s, err := newSheet(a4Wide, a4High, at.UTC(), "Fire roll")
	if err != nil {
		return nil, err
	}
	pages := max(1, (len(all)+perPage-1)/perPage)
	for page := range pages {
		s.AddPage()
		s.line(margin, 20, wide, 20, 12, strings.TrimSpace("Fire roll  "+space.Name))
		head := fmt.Sprintf("%s: %d in the building. Page %d of %d.", space.Local(at).Format("Monday 2 January 2006, 15:04"), len(all), page+1, pages)
		s.line(margin, 28, wide, 11, 8, head)
		for i, p := range all[page*perPage : min((page+1)*perPage, len(all))] {
			y := 36 + float64(i)*row
			s.Rect(margin, y, 7, 7, "D")
			s.line(margin+12, y+5.5, 80, 14, 8, p.Name)
			detail := "since " + space.Local(p.InAt).Format("15:04")
			if p.Visitor {
				detail = strings.TrimSuffix("Visitor, "+detail+", "+p.Detail, ", ")
			}
			s.line(margin+96, y+5.5, wide-96, 10, 6, detail)
		}
	}
	return s.bytes()
}
