package web

import (
	"bytes"
	"context"
	"errors"
	"html"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
)

// desk is the real store as the pages want it.
type desk struct {
	*store.DB
	edits []Edit
}

func (d desk) OpenPhoto(_ context.Context, hash string, side int) (io.ReadSeekCloser, error) {
	f, err := d.Photos().Open(hash, side)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (d desk) KeepPhoto(ctx context.Context, picture []byte) (string, error) {
	return d.Photos().PutWithin(ctx, picture, 100<<20)
}

func (d desk) SignIn(ctx context.Context, number, pin string) (community.ID, error) {
	m, err := d.NamedMember(ctx, number)
	if err := d.CheckMemberPIN(ctx, m.ID, pin); err != nil {
		return community.ID{}, community.ErrNotFound
	}
	return m.ID, err
}

func (d desk) SetPIN(ctx context.Context, by community.Actor, member community.ID, pin string) error {
	return d.SetMemberPIN(ctx, by, member, pin)
}

func (d desk) History(context.Context, community.ID) ([]Edit, error) { return d.edits, nil }

// lobby is a store with one member, the pages, and what came in through them.
type lobby struct {
	t       *testing.T
	desk    desk
	tickets *Tickets
	pages   http.Handler
	at      time.Time
	came    []Came
	ada     community.ID
	cookies []*http.Cookie
	https   bool
}

var byHost = community.Actor{Kind: community.ActorHost}

func newLobby(t *testing.T) *lobby {
	t.Helper()
	l := &lobby{t: t, at: now}
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{Now: func() time.Time { return l.at }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	l.desk = desk{DB: db}
	yes := community.Consent{Given: true, Recorded: "signed form"}
	l.ada, err = db.AddMember(t.Context(), byHost, community.Member{
		Number: "1002", Name: "Ada Okafor", Headline: "Writes grants", About: "Two lines\nof words", Email: "ada@harbour.example",
		Phone: "+44 131 496 0002", Notes: "Owes us a mug", JoinedOn: "2020-03-01", OnWall: yes, OnPhone: yes,
		HappyToHelpWith: []string{"Reading a grant draft", "Soup, and bread"}, Languages: []string{"English", "Igbo"},
	})
	if err != nil {
		t.Fatal(err)
	}
	l.tickets = NewTickets(func() time.Time { return l.at }, func(c Came) { l.came = append(l.came, c) })
	l.open(false)
	return l
}

// open makes the pages, with or without those that one signs in to.
func (l *lobby) open(https bool) {
	o := quietOptions()
	o.Now, o.Members, o.Tickets, o.Events, o.Board = func() time.Time { return l.at }, l.desk, l.tickets, l.desk, l.desk
	if l.https = https; https {
		o.Doors = l.desk
	}
	l.pages = New(l.desk, o)
}

func (l *lobby) space(field, value string) {
	l.t.Helper()
	if err := l.desk.EditSpace(l.t.Context(), byHost, func(s *community.Space) error { return s.Set(field, value) }); err != nil {
		l.t.Fatal(err)
	}
}

func (l *lobby) member() community.Member {
	l.t.Helper()
	m, err := l.desk.Member(l.t.Context(), l.ada)
	if err != nil {
		l.t.Fatal(err)
	}
	return m
}

func (l *lobby) edit(field, value string) {
	l.t.Helper()
	if err := l.desk.EditMember(l.t.Context(), byHost, l.ada, func(m *community.Member) error { return m.Set(field, value) }); err != nil {
		l.t.Fatal(err)
	}
}

// ticket gives the path of a new one's page.
func (l *lobby) ticket(p Purpose) string {
	word, _ := l.tickets.New(community.ActorProven, l.ada, p)
	return "/T/" + word
}

// page is what a phone got.
type page struct {
	status int
	header http.Header
	body   string
}

func (p page) has(words ...string) bool {
	for _, w := range words {
		if !strings.Contains(p.body, w) {
			return false
		}
	}
	return true
}

func (l *lobby) do(r *http.Request) page {
	l.t.Helper()
	r.RemoteAddr = nextPhone()
	for _, c := range l.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	l.pages.ServeHTTP(w, r)
	got := w.Result()
	if set := got.Cookies(); len(set) > 0 {
		l.cookies = set
	}
	return page{got.StatusCode, got.Header, body(l.t, got)}
}

func (l *lobby) get(path string) page {
	l.t.Helper()
	return l.do(httptest.NewRequest(http.MethodGet, "http://kettle.example"+path, nil))
}

// fills gives what a browser sends of the page that was opened, with some fields
// filled in otherwise; "-" takes a field away, as taking a tick out does.
func (l *lobby) fills(opened page, change ...string) url.Values {
	l.t.Helper()
	values := fieldsIn(l.t, opened.body)
	for i := 0; i+1 < len(change); i += 2 {
		if change[i+1] == "-" {
			values.Del(change[i])
		} else {
			values.Set(change[i], change[i+1])
		}
	}
	return values
}

// sends posts a form as a browser does, with a picture if there is one.
func (l *lobby) sends(path string, values url.Values, picture []byte) page {
	l.t.Helper()
	return l.do(posted(l.t, path, values, picture))
}

func posted(t *testing.T, path string, values url.Values, picture []byte) *http.Request {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, all := range values {
		for _, v := range all {
			if err := w.WriteField(name, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	part, err := w.CreateFormFile("photo", "IMG_0001.HEIC.jpg")
	if err == nil {
		_, err = part.Write(picture)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "http://kettle.example"+path, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

// snap is a photo of a size, as a phone takes it.
func snap(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	for y := range h {
		for x := range w {
			img.Y[img.YOffset(x, y)] = uint8(x*7 ^ y*3)
		}
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = uint8(i), uint8(i/3)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// oneColour is a small picture of one colour.
func oneColour(t testing.TB, c color.Color) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 120, 120))
	for y := range 120 {
		for x := range 120 {
			img.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var (
	inputTag    = regexp.MustCompile(`<input ([^>]*)>`)
	textareaTag = regexp.MustCompile(`(?s)<textarea ([^>]*)>\n(.*?)</textarea>`)
	attribute   = regexp.MustCompile(`([a-z-]+)(?:="([^"]*)")?`)
)

// fieldsIn reads what a browser would send of the first form of a page.
func fieldsIn(t *testing.T, markup string) url.Values {
	t.Helper()
	_, markup, _ = strings.Cut(markup, "<form")
	markup, _, _ = strings.Cut(markup, "</form>")
	values := url.Values{}
	attributes := func(s string) map[string]string {
		all := map[string]string{}
		for _, m := range attribute.FindAllStringSubmatch(s, -1) {
			all[m[1]] = html.UnescapeString(m[2])
		}
		return all
	}
	for _, m := range inputTag.FindAllStringSubmatch(markup, -1) {
		a := attributes(m[1])
		_, on := a["checked"]
		if a["type"] == "file" || (a["type"] == "checkbox" || a["type"] == "radio") && !on {
			continue
		}
		values.Set(a["name"], a["value"])
	}
	for _, m := range textareaTag.FindAllStringSubmatch(markup, -1) {
		values.Set(attributes(m[1])["name"], strings.ReplaceAll(html.UnescapeString(m[2]), "\n", "\r\n"))
	}
	return values
}
