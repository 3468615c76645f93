package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
	"time"

	"kettle/assets"
	"kettle/internal/community"
)

// demo is a Source made of the demo members: the code of member 1007 is
// MMMM1007 with its zeros and ones as letters.
type demo struct {
	space    community.Space
	members  map[string]*community.Member
	photos   map[string][]byte
	spaceErr error
	codeErr  error
	photoErr error
	asked    []string // codes
	opened   int      // photos not closed yet
	portrait bool     // real portraits; else a small picture stands for each, which is quicker
}

var now = time.Date(2026, 11, 19, 10, 42, 0, 0, time.UTC)

func code(number string) string {
	return "MMMM" + strings.NewReplacer("0", "A", "1", "B").Replace(number)
}

func newDemo(t testing.TB) *demo {
	t.Helper()
	d := &demo{members: map[string]*community.Member{}, photos: map[string][]byte{}}
	for field, value := range map[string]string{
		"name": "Harbour Commons", "zone": "Europe/London", "hours": "Mon-Fri 08:00-18:30; Sat 10:00-16:00",
		"holidays": "2026-12-25 2026-11-30", "website": "https://harbour.example/",
		"about":   "A small harbour for people who work for themselves, in the old net loft. Come in, put the kettle on, ask who knows.",
		"address": "The Net Loft, 3 Quay Street, Harbour Town", "wifi": "Harbour Commons Guests",
	} {
		if err := d.space.Set(field, value); err != nil {
			t.Fatal(err)
		}
	}
	f, err := assets.Demo.Open("demo/members.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows[1:] {
		m := &community.Member{ID: community.ID{15: byte(i)}, Number: row[0], Code: code(row[0])}
		for c, field := range rows[0] {
			switch field {
			case "member_id":
			case "photo":
				d.addPhoto(t, m, row[c])
			default:
				if err := m.Set(field, row[c]); err != nil {
					t.Fatal(err)
				}
			}
		}
		d.members[m.Code] = m
	}
	return d
}

// addPhoto names a photo by a hash of its own; it becomes a JPEG when asked for.
func (d *demo) addPhoto(t testing.TB, m *community.Member, file string) {
	t.Helper()
	if file == "" {
		return
	}
	b, err := assets.Demo.ReadFile("demo/portraits/" + file)
	if err != nil {
		t.Fatal(err)
	}
	m.Photo = fmt.Sprintf("%064x", m.Number)
	d.photos[m.Photo] = b
}

func (d *demo) Space(context.Context) (community.Space, error) { return d.space, d.spaceErr }

func (d *demo) ProfileByCode(_ context.Context, code string) (community.Profile, error) {
	d.asked = append(d.asked, code)
	if d.codeErr != nil {
		return community.Profile{}, d.codeErr
	}
	m, ok := d.members[code]
	if !ok {
		return community.Profile{}, fmt.Errorf("code %s: %w", code, community.ErrNotFound)
	}
	p, ok := m.Profile(community.Phone)
	if !ok {
		return community.Profile{}, community.ErrNotFound
	}
	return p, nil
}

func (d *demo) OpenPhoto(_ context.Context, hash string, _ int) (io.ReadSeekCloser, error) {
	if d.photoErr != nil {
		return nil, d.photoErr
	}
	b, ok := d.photos[hash]
	if !ok {
		return nil, fmt.Errorf("photo: %w", community.ErrNotFound)
	}
	var img image.Image = image.NewGray(image.Rect(0, 0, 8, 8))
	if d.portrait {
		var err error
		if img, err = png.Decode(bytes.NewReader(b)); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		return nil, err
	}
	d.opened++
	return &photoFile{bytes.NewReader(out.Bytes()), d}, nil
}

type photoFile struct {
	*bytes.Reader
	d *demo
}

func (f *photoFile) Close() error { f.d.opened--; return nil }
