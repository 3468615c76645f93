package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"strings"

	"kettle/assets"
)

//go:embed page/*.html
var pageFiles embed.FS

//go:embed static/style.css static/kettle.svg
var staticFiles embed.FS

// look is how the pages are drawn: the templates, the assets by path, and the
// pages that never change.
type look struct {
	pages  *template.Template
	assets map[string]answer
	urls   links

	notFound answer
	unwell   answer
	busy     answer
	ended    answer // a ticket that is none, or none any more
	used     answer
	foreign  answer // sent from another page than ours
	odd      answer // not what a page of ours sends
}

// links are the addresses of the assets that pages refer to.
type links struct {
	Style    string
	StyleSum string // for the integrity attribute
	Icon     string
}

// newLook prepares everything that is embedded. It panics if that is broken,
// which the first test notices.
func newLook() look {
	l := look{
		pages:  template.Must(template.ParseFS(pageFiles, "page/*.html")),
		assets: map[string]answer{},
	}
	css := string(must(staticFiles.ReadFile("static/style.css")))
	for _, font := range []struct{ name, kind string }{
		{"Fraunces-SemiBold.ttf", "font/ttf"}, {"Inter-Regular.otf", "font/otf"}, {"Inter-SemiBold.otf", "font/otf"},
	} {
		at := l.add(font.name, font.kind, must(assets.Fonts.ReadFile("fonts/"+font.name)))
		if !strings.Contains(css, "/assets/"+font.name) {
			panic("the style does not use " + font.name)
		}
		css = strings.ReplaceAll(css, "/assets/"+font.name, at)
	}
	l.urls.Style = l.add("style.css", "text/css; charset=utf-8", []byte(css))
	sum := sha256.Sum256([]byte(css))
	l.urls.StyleSum = "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
	l.urls.Icon = l.add("kettle.svg", "image/svg+xml", must(staticFiles.ReadFile("static/kettle.svg")))

	l.notFound = must(l.notice(http.StatusNotFound, notice{
		Title: "There is no page here",
		Words: []string{
			"The code may be mistyped, or the page is no longer shown.",
			"Ask at the desk: somebody there is sure to help.",
		},
	}))
	l.unwell = must(l.notice(http.StatusServiceUnavailable, notice{
		Title: "The kettle needs a moment",
		Words: []string{"This page cannot be shown just now. Please try again in a minute."},
	}))
	l.unwell.header["Retry-After"] = "60"
	l.busy = must(l.notice(http.StatusTooManyRequests, notice{
		Title: "One at a time, please",
		Words: []string{"That was a lot of pages at once. Please wait a few seconds and try again."},
	}))
	l.busy.header["Retry-After"] = "5"
	l.ended = must(l.notice(http.StatusNotFound, notice{
		Title: "This link has ended", Words: []string{"Ask for a new one at the kiosk."},
	}))
	l.used = must(l.notice(http.StatusConflict, notice{
		Title: "That came already",
		Words: []string{"This link works once, and what was sent with it is kept. For more, ask for a new one at the kiosk."},
	}))
	l.foreign = must(l.notice(http.StatusForbidden, notice{
		Title: "That came from another page",
		Words: []string{"Nothing was changed. Please open the page itself and send it from there."},
	}))
	l.odd = must(l.notice(http.StatusBadRequest, notice{
		Title: "That was too much at once",
		Words: []string{"Nothing was changed. Please go back, make the texts shorter, and send them again."},
	}))
	return l
}

// notice is a page of a few words.
type notice struct {
	Title string
	Words []string
}

func (l *look) profile(v profileView) (answer, error) {
	return l.draw(http.StatusOK, "profile.html", joinNonEmpty(" · ", v.Name, v.Space), v)
}

func (l *look) notice(status int, n notice) (answer, error) {
	return l.draw(status, "notice.html", n.Title, n)
}

// form draws a page that sends something to where it came from.
func (l *look) form(status int, name, title string, view any) (answer, error) {
	a, err := l.draw(status, name, title, view)
	a.form = true
	return a, err
}

// draw fills a template into an answer.
func (l *look) draw(status int, name, title string, view any) (answer, error) {
	if title == "" {
		title = "Kettle"
	}
	var b bytes.Buffer
	err := l.pages.ExecuteTemplate(&b, name, struct {
		Title string
		Links links
		V     any
	}{title, l.urls, view})
	if err != nil {
		return answer{}, fmt.Errorf("draw %s: %w", name, err)
	}
	return answer{status: status, kind: "text/html; charset=utf-8", body: b.Bytes(), header: map[string]string{}}, nil
}

// add keeps an asset under a name with its hash, so that it may be cached for
// ever, and gives its address.
func (l *look) add(name, kind string, body []byte) string {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	at := "/assets/" + strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:6]) + ext
	l.assets[at] = answer{
		status: http.StatusOK, kind: kind, body: body,
		header: map[string]string{"Cache-Control": "public, max-age=31536000, immutable"},
	}
	return at
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
