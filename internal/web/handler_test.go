package web

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// get asks as a phone would; every call comes from another phone.
func get(t *testing.T, h http.Handler, method, path string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://kettle.example/", nil)
	r.Method, r.URL.Path = method, path
	r.RemoteAddr = nextPhone()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestProfilePageShowsWhatTheMemberAgreedTo(t *testing.T) {
	d := newDemo(t)
	r := get(t, New(d, Options{}), "GET", "/M/"+code("1007"))
	page := body(t, r)
	if r.StatusCode != 200 || r.Header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("status %d, %s", r.StatusCode, r.Header.Get("Content-Type"))
	}
	for _, want := range []string{
		"Harbour Commons", "Tomasz Wójcik", "TOH-mash VOOY-chik · he/him", "Open-source accountant", "Ledgerly CIC",
		"VAT returns", "First payroll", "A five-a-side goalie", "Polski", "/M/" + code("1007") + ".vcf", "/M/" + code("1007") + ".jpg",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, end := range []string{".jpg", ".vcf"} {
		if r := get(t, New(d, Options{}), "GET", "/M/"+code("1007")+end); r.StatusCode != 200 {
			t.Errorf("%s: status %d", end, r.StatusCode)
		}
	}
	if d.opened != 0 {
		t.Errorf("%d photos were left open", d.opened)
	}
}

func TestContactDetailsNeedTheirOwnYes(t *testing.T) {
	d := newDemo(t)
	m := d.members[code("1007")]
	m.Email, m.Phone = "tomasz@ledgerly.example", "+44 131 496 0007"
	h := New(d, Options{})
	for _, path := range []string{"/M/" + m.Code, "/M/" + m.Code + ".vcf"} {
		if page := body(t, get(t, h, "GET", path)); strings.Contains(page, "ledgerly.example") || strings.Contains(page, "131 496") {
			t.Errorf("%s tells what was not made public", path)
		}
	}
	m.EmailPublic, m.PhonePublic = true, true
	page := body(t, get(t, h, "GET", "/M/"+m.Code))
	for _, want := range []string{`href="mailto:tomasz@ledgerly.example"`, `href="tel:&#43;441314960007"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func TestPresenceIsNeverOnThePage(t *testing.T) {
	d := newDemo(t)
	h := New(presentSource{d}, Options{})
	away := body(t, get(t, New(d, Options{}), "GET", "/M/"+code("1007")))
	here := body(t, get(t, h, "GET", "/M/"+code("1007")))
	if away != here {
		t.Errorf("the page changes when the member comes in:\n%s", cmp.Diff(away, here))
	}
	if get(t, h, "GET", "/M/"+code("1007")+".vcf").ContentLength != get(t, New(d, Options{}), "GET", "/M/"+code("1007")+".vcf").ContentLength {
		t.Error("the contact changes when the member comes in")
	}
}

func TestCodesHaveAnyCase(t *testing.T) {
	h := New(newDemo(t), Options{})
	want := body(t, get(t, h, "GET", "/M/"+code("1007")))
	for _, path := range []string{"/m/" + strings.ToLower(code("1007")), "/M/MmMm" + code("1007")[4:], "/m/" + code("1007")} {
		if r := get(t, h, "GET", path); r.StatusCode != 200 || body(t, r) != want {
			t.Errorf("%s is another page, status %d", path, r.StatusCode)
		}
	}
	for path, kind := range map[string]string{
		"/m/" + strings.ToLower(code("1007")) + ".JPG": "image/jpeg",
		"/m/" + strings.ToLower(code("1007")) + ".Vcf": "text/vcard; charset=utf-8",
	} {
		if r := get(t, h, "GET", path); r.StatusCode != 200 || r.Header.Get("Content-Type") != kind {
			t.Errorf("%s: status %d, %s", path, r.StatusCode, r.Header.Get("Content-Type"))
		}
	}
}

func TestHeadersAreOnEverything(t *testing.T) {
	d := newDemo(t)
	h := New(d, Options{})
	sick := newDemo(t)
	sick.spaceErr = errors.New("disk gone")
	css := regexp.MustCompile(`/assets/style-[0-9a-f]+\.css`).FindString(body(t, get(t, h, "GET", "/")))
	for name, r := range map[string]*http.Response{
		"profile": get(t, h, "GET", "/M/"+code("1007")), "photo": get(t, h, "GET", "/M/"+code("1007")+".jpg"),
		"contact": get(t, h, "GET", "/M/"+code("1007")+".vcf"), "space": get(t, h, "GET", "/"), "nothing": get(t, h, "GET", "/x"),
		"robots": get(t, h, "GET", "/robots.txt"), "style": get(t, h, "GET", css), "unwell": get(t, New(sick, quietOptions()), "GET", "/"),
	} {
		for header, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options":  "nosniff", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow, noarchive",
			"Set-Cookie": "", "Server": "", "Access-Control-Allow-Origin": "",
		} {
			if got := r.Header.Get(header); got != want {
				t.Errorf("%s: %s is %q", name, header, got)
			}
		}
		if r.Header.Get("Permissions-Policy") == "" {
			t.Errorf("%s: no Permissions-Policy", name)
		}
		want := "no-store"
		if name == "style" {
			want = "public, max-age=31536000, immutable"
		}
		if got := r.Header.Get("Cache-Control"); got != want {
			t.Errorf("%s: Cache-Control is %q", name, got)
		}
	}
	if got := body(t, get(t, h, "GET", "/robots.txt")); got != "User-agent: *\nDisallow: /\n" {
		t.Errorf("robots.txt is %q", got)
	}
}

// The policy forbids anything inline, so a page with any would be broken.
func TestPagesHaveNothingInline(t *testing.T) {
	h := New(newDemo(t), Options{})
	inline := regexp.MustCompile(`(?i)<script|<style|<form|\sstyle=|\son[a-z]+=|javascript:|https?://[^"]*\.(css|js|woff2?|ttf|otf)`)
	for _, path := range []string{"/", "/M/" + code("1007"), "/nothing"} {
		if found := inline.FindString(body(t, get(t, h, "GET", path))); found != "" {
			t.Errorf("%s has %q", path, found)
		}
	}
}

func TestAssetsThatThePagesNameAreThere(t *testing.T) {
	h := New(newDemo(t), Options{})
	page := body(t, get(t, h, "GET", "/M/"+code("1007")))
	names := regexp.MustCompile(`/assets/[^")]+`)
	found := names.FindAllString(page, -1)
	for i := 0; i < len(found); i++ {
		r := get(t, h, "GET", found[i])
		text := body(t, r)
		if r.StatusCode != 200 || text == "" {
			t.Errorf("%s: status %d", found[i], r.StatusCode)
		}
		if strings.HasSuffix(found[i], ".css") {
			found = append(found, names.FindAllString(text, -1)...)
		}
	}
	if len(found) != 5 {
		t.Errorf("found %v, want style, icon and three fonts", found)
	}
}

func TestHeadIsGetWithoutTheBody(t *testing.T) {
	server := httptest.NewServer(New(newDemo(t), Options{}))
	defer server.Close()
	for _, path := range []string{"/", "/M/" + code("1007"), "/M/" + code("1007") + ".jpg", "/M/" + code("1007") + ".vcf", "/M/ZZZZZZZZ", "/robots.txt"} {
		var heads [2]http.Header
		for i, method := range []string{"GET", "HEAD"} {
			req, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			r, err := server.Client().Do(req)
			if err != nil {
				t.Fatal(err)
			}
			if got := body(t, r); method == "HEAD" && got != "" {
				t.Errorf("HEAD %s has a body of %d", path, len(got))
			}
			r.Body.Close()
			r.Header.Del("Date")
			r.Header.Set("Status", r.Status)
			heads[i] = r.Header
		}
		if diff := cmp.Diff(heads[0], heads[1]); diff != "" || heads[0].Get("Content-Length") == "" {
			t.Errorf("HEAD %s differs:\n%s", path, diff)
		}
	}
}

func TestPhotoThatHasNotArrivedIsInitials(t *testing.T) {
	d := newDemo(t)
	clear(d.photos)
	page := body(t, get(t, New(d, Options{}), "GET", "/M/"+code("1007")))
	if strings.Contains(page, "<img") || !strings.Contains(page, ">TW<") {
		t.Errorf("the page has a broken picture:\n%s", page)
	}
	if r := get(t, New(d, Options{}), "GET", "/M/"+code("1007")+".vcf"); r.StatusCode != 200 {
		t.Errorf("the contact has status %d", r.StatusCode)
	}
}

var update = os.Getenv("KETTLE_UPDATE") != ""

func TestPagesAreAsAgreed(t *testing.T) {
	d := newDemo(t)
	m := d.members[code("1007")]
	m.Email, m.EmailPublic, m.Website = "tomasz@ledgerly.example", true, "https://ledgerly.example/"
	h := New(d, Options{Now: clockAt(now)})
	hash := regexp.MustCompile(`-[0-9a-f]{12}\.|sha256-[^"]+`)
	for name, path := range map[string]string{
		"profile": "/M/" + m.Code, "arabic": "/M/" + code("1027"), "initials": "/M/" + code("1017"), "space": "/", "nothing": "/x",
	} {
		got := hash.ReplaceAllString(body(t, get(t, h, "GET", path)), "HASH.")
		file := "testdata/" + name + ".golden.html"
		if update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s changed (look at it, then run with KETTLE_UPDATE=1):\n%s", name, diff)
		}
	}
}

func FuzzPath(f *testing.F) {
	d := newDemo(f)
	for _, p := range []string{"/", "/M/" + code("1007"), "/m/x.jpg", "/M/.vcf", "/assets/style.css", "/%2e%2e/", "//M", "/M/\xff.jpg", "/M/ZZZZ/../"} {
		f.Add("GET", p)
	}
	h := New(d, quietOptions())
	f.Fuzz(func(t *testing.T, method, path string) {
		r := get(t, h, method, path)
		if r.StatusCode != 200 && r.StatusCode != 404 {
			t.Errorf("%q %q: status %d", method, path, r.StatusCode)
		}
		if r.Header.Get("Content-Security-Policy") == "" || r.Header.Get("Location") != "" {
			t.Errorf("%q %q: headers %v", method, path, r.Header)
		}
	})
}
