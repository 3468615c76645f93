package web

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kettle/internal/community"
)

// Whoever tries codes must not tell a member who took the consent back, one
// who left, and nobody at all apart.
func TestWhatIsNotShownIsOnePage(t *testing.T) {
	d := newDemo(t)
	private, left, withdrawn := code("1048"), code("1002"), code("1003")
	d.members[left].State = community.StateLeft
	d.members[withdrawn].OnPhone = community.Consent{}
	plain := code("1017") // no photo
	h := New(d, Options{})
	type seen struct {
		Status int
		Header http.Header
		Body   string
	}
	look := func(method, path string) seen {
		r := get(t, h, method, path)
		return seen{r.StatusCode, r.Header, body(t, r)}
	}
	want := look("GET", "/M/ZZZZZZZZ")
	if want.Status != 404 || !strings.Contains(want.Body, "There is no page here") {
		t.Fatalf("an unknown code gives %d", want.Status)
	}
	paths := []string{
		"/M/" + plain + ".jpg", "/M/", "/M", "/m", "/M/.jpg", "/M/.vcf", "/M/../M/ZZZZZZZZ", "//", "/M//x", "/favicon.ico", "/admin",
		"/assets/", "/assets/style.css", "/assets/../page/head.html", "/M/" + strings.Repeat("Z", 4000), "/M/\x00", "/M/ZZZZ%00", "/M/ſſſſſſſſ", "",
	}
	for _, c := range []string{private, left, withdrawn, "ZZZZZZZZ", "short", "'; DROP TABLE members"} {
		paths = append(paths, "/M/"+c, "/m/"+strings.ToLower(c), "/M/"+c+".jpg", "/M/"+c+".vcf")
	}
	for _, path := range paths {
		if diff := cmp.Diff(want, look("GET", path)); diff != "" {
			t.Errorf("GET %q is another answer:\n%s", path, diff)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW"} {
		for _, path := range []string{"/", "/M/" + code("1007"), "/M/ZZZZZZZZ"} {
			if diff := cmp.Diff(want, look(method, path)); diff != "" {
				t.Errorf("%s %s is another answer:\n%s", method, path, diff)
			}
		}
	}
}

// Every code takes the same way: the space and then the code are looked up
// whatever it looks like, before anything is decided.
func TestEveryCodeIsLookedUp(t *testing.T) {
	d := newDemo(t)
	h := New(d, Options{})
	for _, c := range []string{code("1007"), code("1048"), "ZZZZZZZZ", "X", strings.Repeat("Q", 300)} {
		for _, end := range []string{"", ".jpg", ".vcf"} {
			d.asked = nil
			get(t, h, "GET", "/m/"+c+end)
			if diff := cmp.Diff([]string{c}, d.asked); diff != "" {
				t.Errorf("%s%s was looked up as:\n%s", c, end, diff)
			}
		}
	}
}

func TestTroubleInsideIsAKindPageAndOneLineWithoutNames(t *testing.T) {
	secret := code("1007")
	for name, spoil := range map[string]func(*demo){
		"space": func(d *demo) { d.spaceErr = errors.New("disk gone") },
		"code":  func(d *demo) { d.codeErr = errors.New("disk gone at " + secret) },
		"photo": func(d *demo) { d.photoErr = errors.New("disk gone") },
		"panic": func(d *demo) { d.members = map[string]*community.Member{secret: nil} },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDemo(t)
			spoil(d)
			var log bytes.Buffer
			h := New(d, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
			r := get(t, h, "GET", "/M/"+secret)
			if page := body(t, r); r.StatusCode != 503 || !strings.Contains(page, "try again in a minute") || strings.Contains(page, "disk") {
				t.Errorf("status %d:\n%s", r.StatusCode, page)
			}
			if n := strings.Count(log.String(), "\n"); n != 1 {
				t.Errorf("%d lines in the log:\n%s", n, log.String())
			}
			for _, word := range []string{secret, "Tomasz"} {
				if strings.Contains(log.String(), word) {
					t.Errorf("the log says %q: %s", word, log.String())
				}
			}
		})
	}
}

// What people write about themselves must stay text, whatever it is.
func TestHostileProfilesStayText(t *testing.T) {
	d := newDemo(t)
	p := d.members[code("1007")]
	long := strings.Repeat("W", 10_000)
	p.Name = `<script>alert(1)</script>` + "\u202eevil\u202c" + long
	p.SaidLike, p.Pronouns, p.Headline = `"><img src=x onerror=alert(1)>`, "\u2066\u2067x", `{{.Space}}`
	p.Organisation, p.About = "</main></body>", "<style>*{display:none}</style>\n\u202e"+long
	p.Website = "javascript:alert(1)//.example"
	p.Languages, p.LookingFor = []string{"<b>"}, []string{`' onclick='x`, "\x00\x07\ufeff"}
	p.Email, p.EmailPublic, p.Phone, p.PhonePublic = `"x"@evil.example?bcc=all@x.example`, true, "javascript:alert(1)", true
	d.space.Name = `<a href="//evil.example">`
	page := body(t, get(t, New(d, Options{}), "GET", "/M/"+p.Code))
	for _, bad := range []string{"<script", "<img src=x", "<style>", "<b>", "</main></body>\n<", "\u202e", "\u2066", "\x00", `href="javascript`, `?bcc=all@x.example"`, `<a href="//evil`} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	if !strings.Contains(page, "&lt;script&gt;") || !strings.Contains(page, "{{.Space}}") {
		t.Error("the words are not shown as they were written")
	}
}

func TestRefusedLooksUpNothing(t *testing.T) {
	d := newDemo(t)
	at := now
	h := New(d, Options{Now: func() time.Time { return at }})
	ask := func(path string) int {
		r := httptest.NewRequest("GET", path, nil)
		r.RemoteAddr = "192.168.1.77:1000"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code
	}
	for i := range lookUpsAtOnce {
		if got := ask(fmt.Sprintf("/M/%08d", i)); got != 404 {
			t.Fatalf("look-up %d: status %d", i, got)
		}
	}
	d.asked = nil
	if got := ask("/M/" + code("1007")); got != 429 || len(d.asked) != 0 {
		t.Errorf("one more: status %d, looked up %v", got, d.asked)
	}
	for _, path := range []string{"/", "/how", "/calendar.ics", "/E/" + strings.Repeat("0", 32)} {
		if got := ask(path); got != 429 {
			t.Errorf("%s: status %d", path, got)
		}
	}
	if got := ask(newLook().urls.Style); got != 200 {
		t.Errorf("the style: status %d", got)
	}
	at = at.Add(time.Second)
	if got := ask("/M/" + code("1007")); got != 200 {
		t.Errorf("a second later: status %d", got)
	}
}
