package feed

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
)

var (
	byHost = community.Actor{Kind: community.ActorHost}
	start  = time.Date(2026, 11, 19, 10, 2, 0, 0, time.UTC)
)

// site is a server with a calendar, and a space that reads it.
type site struct {
	*Reader
	t      *testing.T
	db     *store.DB
	now    time.Time
	answer http.HandlerFunc
	asked  atomic.Int64
	server *httptest.Server
}

func newSite(t *testing.T) *site {
	s := &site{t: t, now: start}
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{Now: func() time.Time { return s.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s.db = db
	s.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		s.answer(w, r)
	}))
	t.Cleanup(s.server.Close)
	s.Reader = &Reader{Store: db, Now: func() time.Time { return s.now }, Log: slog.New(slog.DiscardHandler), chance: func(n time.Duration) time.Duration { return n / 2 }}
	return s
}

func (s *site) allow(addresses ...string) {
	s.t.Helper()
	err := s.db.EditSpace(s.t.Context(), byHost, func(p *community.Space) error {
		return p.Set("calendars", strings.Join(addresses, " "))
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) look() time.Duration {
	s.t.Helper()
	wait, err := s.Look(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return wait
}

func (s *site) says() string {
	s.t.Helper()
	words, err := s.Words(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return strings.Join(words, " ")
}

func (s *site) titles() string {
	s.t.Helper()
	list, err := s.db.Occasions(s.t.Context(), s.now, s.now.AddDate(0, 0, 30))
	if err != nil {
		s.t.Fatal(err)
	}
	var titles []string
	for _, o := range list {
		titles = append(titles, o.Title)
	}
	return strings.Join(titles, ", ")
}

// ics is a calendar of single events, one a day from the day after start on.
func ics(names ...string) string {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\n")
	for i, n := range names {
		at := start.AddDate(0, 0, i+1)
		fmt.Fprintf(&b, "BEGIN:VEVENT\r\nUID:%s@other\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:%s\r\nDTEND:%s\r\nSUMMARY:%s\r\nEND:VEVENT\r\n",
			strings.ToLower(n), at.Format("20060102T150405Z"), at.Add(time.Hour).Format("20060102T150405Z"), n)
	}
	return b.String() + "END:VCALENDAR\r\n"
}

func gives(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) }
}

func TestNothingIsReadThatNoHostAllowed(t *testing.T) {
	s := newSite(t)
	s.answer = gives(ics("Soup"))
	s.look()
	if s.asked.Load() != 0 || s.says() != "" {
		t.Errorf("asked %d times, says %q", s.asked.Load(), s.says())
	}
	s.allow(s.server.URL)
	s.Mine = func(context.Context) (bool, error) { return false, nil }
	s.look()
	if s.asked.Load() != 0 || !strings.Contains(s.says(), "by the screen that keeps the others in step") {
		t.Errorf("a screen that is not the one asked %d times, says %q", s.asked.Load(), s.says())
	}
}

func TestACalendarIsReadOnceAnHourAndOnlyWhenItChanged(t *testing.T) {
	s := newSite(t)
	full := 0
	s.answer = func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` && r.Header.Get("If-Modified-Since") == "Thu, 19 Nov 2026 09:00:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		full++
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Last-Modified", "Thu, 19 Nov 2026 09:00:00 GMT")
		fmt.Fprint(w, ics("Soup", "Tea"))
	}
	s.allow(s.server.URL)
	if wait := s.look(); wait < 50*time.Minute || wait > 70*time.Minute {
		t.Errorf("waits %v", wait)
	}
	if s.titles() != "Soup, Tea" || s.says() != "127.0.0.1 was read at 10:02." {
		t.Fatalf("%q, says %q", s.titles(), s.says())
	}
	s.look()
	if s.asked.Load() != 1 {
		t.Errorf("asked %d times at once", s.asked.Load())
	}
	s.now = s.now.Add(80 * time.Minute)
	s.look()
	if s.asked.Load() != 2 || full != 1 || s.says() != "127.0.0.1 was read at 11:22." {
		t.Errorf("asked %d times, %d in full, says %q", s.asked.Load(), full, s.says())
	}
}

func TestWhatVanishedIsCalledOffAndNothingElse(t *testing.T) {
	s := newSite(t)
	mine := community.Event{Title: "Ours", What: community.EventSocial, StartsAt: start.Add(time.Hour), EndsAt: start.Add(2 * time.Hour)}
	mine, err := s.db.SaveEvent(t.Context(), byHost, mine)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.ImportEvents(t.Context(), []community.Event{{UID: "tea@other", Title: "Tea of a file", StartsAt: start.AddDate(0, 0, 1), EndsAt: start.AddDate(0, 0, 1).Add(time.Hour)}}, false); err != nil {
		t.Fatal(err)
	}
	s.answer = gives(strings.Replace(ics("Soup", "Tea", "Cake"), "UID:cake@other", "UID:"+mine.UID, 1))
	s.allow(s.server.URL)
	s.look()
	if got := s.titles(); got != "Ours, Tea of a file, Soup" && got != "Ours, Soup, Tea of a file" {
		t.Fatalf("what is ours, or of a file, was changed: %q", got)
	}
	for _, e := range must(s.db.Calendar(t.Context())) {
		if strings.Contains(e.Source, "http") || (e.Source != "") != (e.Title == "Soup") {
			t.Errorf("%s comes from %q", e.Title, e.Source)
		}
	}
	s.answer = gives(ics())
	s.now = s.now.Add(2 * time.Hour)
	s.look()
	if got := s.titles(); got != "Tea of a file" {
		t.Errorf("after it vanished: %q", got)
	}
	s.answer = gives(ics("Soup"))
	s.now = s.now.Add(2 * time.Hour)
	s.look()
	if !strings.Contains(s.titles(), "Soup") {
		t.Errorf("it is back there, and here: %q", s.titles())
	}
	s.allow()
	s.look()
	if got := s.titles(); got != "Tea of a file" {
		t.Errorf("after the host took the calendar away: %q", got)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestWhatCouldNotBeReadIsSaidAndChangesNothing(t *testing.T) {
	s := newSite(t)
	s.answer = gives(ics("Soup"))
	s.allow(s.server.URL)
	s.look()
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		says   string
	}{
		"gone":       {http.NotFound, "no calendar at that address any more"},
		"forbidden":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, "doesn’t let us"},
		"broken":     {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "a problem of its own"},
		"a page":     {gives("<html>Sign in</html>"), "is no calendar"},
		"too large":  {gives(ics("Soup")[:60] + strings.Repeat("X-A:1\r\n", MaxBytes/7+1)), "larger than 8 MB"},
		"in circles": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/again", http.StatusFound) }, "without end"},
		"a file": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		}, "without end"},
		"half of it": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5000")
			fmt.Fprint(w, ics("Other")[:120])
		}, "is no calendar"},
	} {
		s.answer = c.answer
		s.now = s.now.Add(80 * time.Minute)
		s.look()
		if !strings.Contains(s.says(), c.says) || strings.Contains(s.says(), "http") {
			t.Errorf("%s: says %q", name, s.says())
		}
		if s.titles() != "Soup" {
			t.Errorf("%s: %q is on", name, s.titles())
		}
	}
	s.allow("ftp://calendar.example/x.ics")
	s.look()
	if !strings.Contains(s.says(), "no address of a calendar") {
		t.Errorf("says %q", s.says())
	}
}

func TestNoPublicAddressLeadsIntoAPrivateNetwork(t *testing.T) {
	s := newSite(t)
	s.answer = gives(ics("Soup"))
	public, err := url.Parse("https://calendar.example/ours.ics")
	if err != nil {
		t.Fatal(err)
	}
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	if a, err := clientFor(public).Do(q); !errors.Is(err, errPrivate) {
		if err == nil {
			a.Body.Close()
		}
		t.Errorf("a name that resolves into the local network: %v", err)
	}
	if s.asked.Load() != 0 {
		t.Error("it was asked")
	}
	for _, to := range []string{"http://127.0.0.1/", "http://[::1]/", "http://nas/", "http://printer.local/", "http://192.168.1.1/", "http://[fe80::1]/"} {
		u, err := url.Parse(to)
		if err != nil {
			t.Fatal(err)
		}
		q.URL = u
		if err := clientFor(public).CheckRedirect(q, nil); !errors.Is(err, errPrivate) {
			t.Errorf("a redirect to %s: %v", to, err)
		}
		if err := clientFor(u).CheckRedirect(q, nil); err != nil {
			t.Errorf("a redirect within the network to %s: %v", to, err)
		}
	}
	for ip, want := range map[string]bool{
		"10.0.0.1": true, "100.64.1.1": true, "169.254.169.254": true, "0.0.0.0": true, "::": true, "::ffff:127.0.0.1": true, "fd00::1": true, "224.0.0.1": true,
		"64:ff9b::c0a8:101": true, "2002:c0a8:101::1": true, "fec0::1": true, "0.1.2.3": true, "198.19.0.1": true, "fe80::1%eth0": true, "255.255.255.255": true,
		"93.184.216.34": false, "2606:2800:220:1::1": false,
	} {
		if got := inside(netip.MustParseAddr(ip)); got != want {
			t.Errorf("%s: inside is %t", ip, got)
		}
	}
}

func TestAnAddressIsReadAsPeopleWriteIt(t *testing.T) {
	for address, want := range map[string]string{
		"webcal://calendar.example/ours.ics":        "https://calendar.example/ours.ics",
		" https://calendar.example/ours.ics#today ": "https://calendar.example/ours.ics",
		"calendar.example/ours.ics":                 "",
		"javascript:alert(1)":                       "",
	} {
		_, u, err := parse(address)
		if want == "" && err == nil || want != "" && (err != nil || u.String() != want) {
			t.Errorf("%q: %v, %v", address, u, err)
		}
	}
}

func TestAClockThatIsSetBackKeepsNoCalendarWaiting(t *testing.T) {
	s := newSite(t)
	s.answer = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n") }
	s.allow(s.server.URL + "/a.ics")
	s.now = start.AddDate(1, 0, 0) // a clock that was a year ahead
	s.look()
	s.now = start
	if wait := s.look(); s.asked.Load() != 2 || wait > 2*time.Hour {
		t.Errorf("asked %d times, and waits for %s", s.asked.Load(), wait)
	}
}

func TestWhereACalendarLeadsToIsNotToldItsAddress(t *testing.T) {
	s := newSite(t)
	var told []string
	s.answer = func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "secret") {
			http.Redirect(w, r, "/elsewhere", http.StatusFound)
			return
		}
		told = append(told, r.Header.Get("Referer"))
		fmt.Fprint(w, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
	}
	s.allow(s.server.URL + "/secret.ics")
	s.look()
	if len(told) != 1 || told[0] != "" {
		t.Errorf("told: %q, and says %q", told, s.says())
	}
}
