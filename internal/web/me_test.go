package web

import (
	"crypto/tls"
	"image/color"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// signedIn gives a lobby whose phone has a session, begun with number and PIN.
func signedIn(t *testing.T) *lobby {
	t.Helper()
	l := newLobby(t)
	l.open(true)
	if err := l.desk.SetMemberPIN(t.Context(), byHost, l.ada, "274916"); err != nil {
		t.Fatal(err)
	}
	if p := l.sends("/me/in", url.Values{"number": {" 1002 "}, "pin": {"274916"}}, nil); p.status != 303 || p.header.Get("Location") != "/me" {
		t.Fatalf("signing in: %d\n%s", p.status, p.body)
	}
	return l
}

func TestASessionIsACookieThatOnlyThisHostGetsOverHTTPS(t *testing.T) {
	l := signedIn(t)
	if len(l.cookies) != 1 {
		t.Fatalf("%d cookies", len(l.cookies))
	}
	c := l.cookies[0]
	if !strings.HasPrefix(c.Name, "__Host-") || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" || c.MaxAge != 0 || len(c.Value) != 64 {
		t.Errorf("%+v", c)
	}
	if strings.Contains(l.get("/me").body, c.Value) {
		t.Error("the page has the secret of the cookie")
	}
}

func TestOverTLSAMemberSignsInEditsAndSignsOut(t *testing.T) {
	l := newLobby(t)
	l.open(true)
	if err := l.desk.SetMemberPIN(t.Context(), byHost, l.ada, "274916"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(l.pages)
	defer server.Close()
	client := server.Client()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client.Jar = jar
	post := func(path string, values url.Values) page {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+path, strings.NewReader(values.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		got, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer got.Body.Close()
		return page{got.StatusCode, got.Header, body(t, got)}
	}
	p := post("/me/in", url.Values{"number": {"1002"}, "pin": {"274916"}})
	if p.status != 200 || !p.has("ada@harbour.example", "Sign out") {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	values := l.fills(p, "email", "ada.o@harbour.example", "email_public", "yes", "headline", "Mends radios")
	if p = post("/me", values); p.status != 200 || !p.has("Thank you, Ada. Your profile is kept", "ada.o@harbour.example") {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	if m := l.member(); m.Email != "ada.o@harbour.example" || !m.EmailPublic || m.PhonePublic || m.Headline != "Mends radios" || m.Notes != "Owes us a mug" {
		t.Errorf("%+v", m)
	}
	token := values.Get("token")
	if p = post("/me/out", url.Values{"token": {token}}); !p.has("This is me: sign in") {
		t.Errorf("%d\n%s", p.status, p.body)
	}
	if p = post("/me", values); p.status != 403 || !p.has("Please sign in again") {
		t.Errorf("after signing out: %d", p.status)
	}
	if got, err := client.Transport.RoundTrip(httptest.NewRequest(http.MethodGet, server.URL+"/me", nil)); err != nil || got.TLS.Version < tls.VersionTLS12 {
		t.Errorf("%v", err)
	}
}

func TestWithoutACertificateNobodySignsIn(t *testing.T) {
	l := newLobby(t)
	want := l.get("/nowhere")
	at := l.ticket(ForProfile)
	for _, path := range []string{"/me", "/me.jpg", "/me/in", "/me/out", "/me/pin", at + "/in"} {
		if got := l.get(path); got.status != 404 || got.body != want.body {
			t.Errorf("GET %s: %d", path, got.status)
		}
		if got := l.sends(path, url.Values{"number": {"1002"}, "pin": {"274916"}}, nil); got.status != 404 || got.body != want.body || len(l.cookies) > 0 {
			t.Errorf("POST %s: %d", path, got.status)
		}
	}
	if p := l.get("/M/" + l.member().Code); p.has("sign in") {
		t.Error("the profile offers to sign in")
	}
	l.open(true)
	if p := l.get("/M/" + l.member().Code); !p.has(`href="/me">This is me: sign in`) {
		t.Error("over HTTPS it does not")
	}
}

func TestWhoeverTriesPINsLearnsNothing(t *testing.T) {
	l := newLobby(t)
	l.open(true)
	if err := l.desk.SetMemberPIN(t.Context(), byHost, l.ada, "274916"); err != nil {
		t.Fatal(err)
	}
	var first string
	for i, number := range []string{"9999", "1002", "1002", "1002", "1002", "1002", "1002", "", "\x00", strings.Repeat("1", 3000)} {
		p := l.sends("/me/in", url.Values{"number": {number}, "pin": {"000001"}}, nil)
		if first == "" {
			first = p.body
		}
		if p.status != 403 || p.body != first || len(l.cookies) > 0 {
			t.Errorf("try %d, %.20q: %d is another page", i, number, p.status)
		}
	}
	if p := l.sends("/me/in", url.Values{"number": {"1002"}, "pin": {"274916"}}, nil); p.status != 403 || p.body != first {
		t.Errorf("the right PIN while locked: %d", p.status)
	}
	l.at = l.at.Add(time.Minute)
	if p := l.sends("/me/in", url.Values{"number": {"1002"}, "pin": {"274916"}}, nil); p.status != 303 {
		t.Errorf("after the pause: %d", p.status)
	}
}

func TestSigningInIsSlowForOnePhone(t *testing.T) {
	l := newLobby(t)
	l.open(true)
	codes := map[int]int{}
	for range 2 * signInsAtOnce {
		r := posted(t, "/me/in", url.Values{"number": {"9"}, "pin": {"x"}}, nil)
		r.RemoteAddr = "192.168.1.9:1"
		w := httptest.NewRecorder()
		l.pages.ServeHTTP(w, r)
		codes[w.Code]++
	}
	if codes[403] != signInsAtOnce || codes[429] != signInsAtOnce {
		t.Errorf("%v", codes)
	}
}

func TestASessionEndsWhenItIsIdleOrOld(t *testing.T) {
	l := signedIn(t)
	l.at = l.at.Add(sessionIdle - time.Second)
	if p := l.get("/me"); !p.has("Sign out") {
		t.Error("ended early")
	}
	l.at = l.at.Add(sessionIdle)
	if p := l.get("/me"); p.has("Sign out") || !p.has("This is me: sign in") {
		t.Error("still open after half an hour")
	}
	l = signedIn(t)
	for range 24 {
		l.at = l.at.Add(sessionIdle - time.Second)
		l.get("/me")
	}
	l.at = l.at.Add(time.Minute)
	if p := l.get("/me"); p.has("Sign out") {
		t.Error("still open after twelve hours")
	}
}

func TestAFormWithoutTheSessionsTokenChangesNothing(t *testing.T) {
	l := signedIn(t)
	values := l.fills(l.get("/me"), "headline", "Mends radios", "token", "00")
	for _, path := range []string{"/me", "/me/pin", "/me/out"} {
		if p := l.sends(path, values, nil); p.status != 403 || !p.has("another page") {
			t.Errorf("%s: %d", path, p.status)
		}
	}
	if l.member().Headline != "Writes grants" || !l.get("/me").has("Sign out") {
		t.Error("something was changed")
	}
	values = l.fills(l.get("/me"), "headline", "Mends radios")
	r := posted(t, "/me", values, nil)
	r.Header.Set("Sec-Fetch-Site", "same-site")
	if p := l.do(r); p.status != 403 {
		t.Errorf("from a neighbour: %d", p.status)
	}
}

func TestAPINOfOnesOwn(t *testing.T) {
	l := newLobby(t)
	l.open(true)
	at := l.ticket(ForProfile)
	if p := l.get(at); !p.has(at + "/in") {
		t.Fatal("the link does not offer to sign in")
	}
	if p := l.sends(at+"/in", nil, nil); p.status != 303 {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	if p := l.get(at); p.status != 404 {
		t.Errorf("the ticket was not used up: %d", p.status)
	}
	if want := (Came{Word: at[3:], Member: l.ada, Purpose: ForProfile, SignedIn: true}); len(l.came) != 1 || l.came[0] != want {
		t.Errorf("the kiosk is told %+v", l.came)
	}
	opened := l.get("/me")
	token := l.fills(opened).Get("token")
	if !opened.has("You have none yet") {
		t.Error("does not say that there is none")
	}
	for _, c := range []struct{ pin, again, words string }{
		{"274916", "274917", "not the same"},
		{"123456", "123456", "one of the first that a stranger would try"},
		{"1", "1", "needs six characters"},
		{strings.Repeat("93", 50), strings.Repeat("93", 50), "more than 12 digits"},
		{"tea+cake", "tea+cake", "digits only"},
	} {
		if p := l.sends("/me/pin", url.Values{"token": {token}, "pin": {c.pin}, "again": {c.again}}, nil); p.status != 422 || !p.has(c.words) || len(c.pin) > 5 && strings.Contains(p.body, c.pin) {
			t.Errorf("%s: %d", c.pin, p.status)
		}
	}
	mine := l.cookies
	l.cookies = nil
	l.sends(l.ticket(ForProfile)+"/in", nil, nil) // another phone
	other := l.cookies
	l.cookies = mine
	if p := l.sends("/me/pin", url.Values{"token": {token}, "pin": {"884213"}, "again": {"884213"}}, nil); p.status != 303 {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	if !l.get("/me").has("Your PIN is kept") {
		t.Error("does not say so")
	}
	l.cookies = other
	if l.get("/me").has("Sign out") {
		t.Error("the other phone is still signed in")
	}
	if err := l.desk.CheckMemberPIN(t.Context(), l.ada, "884213"); err != nil {
		t.Error(err)
	}
}

func TestOnlyAProvenTicketSignsIn(t *testing.T) {
	l := newLobby(t)
	l.open(true)
	word, _ := l.tickets.New(community.ActorClaimed, l.ada, ForProfile)
	if p := l.get("/T/" + word); p.has("/in\"") {
		t.Error("a link for somebody who only gave a name offers to sign in")
	}
	for _, at := range []string{"/T/" + word, l.ticket(ForPhoto)} {
		if p := l.sends(at+"/in", nil, nil); p.status != 404 || len(l.cookies) > 0 {
			t.Errorf("%s: %d", at, p.status)
		}
	}
}

func TestASessionEndsWithTheMembership(t *testing.T) {
	l := signedIn(t)
	l.edit("state", "left")
	if p := l.get("/me"); p.status != 403 || !p.has("isn’t running any more") {
		t.Errorf("%d", p.status)
	}
	l.edit("state", "active")
	if p := l.get("/me"); p.has("Sign out") {
		t.Error("the session came back")
	}
}

// Whoever knew the PIN before is out, whoever changes it: a host at the desk, or the
// member at a kiosk.
func TestASessionEndsWithThePINItBeganWith(t *testing.T) {
	for _, pin := range []string{"884213", ""} {
		l := signedIn(t)
		open := l.get("/me")
		if err := l.desk.SetMemberPIN(t.Context(), community.Actor{Kind: community.ActorHost}, l.ada, pin); err != nil {
			t.Fatal(err)
		}
		if p := l.sends("/me", l.fills(open, "headline", "Somebody else"), nil); p.status != 403 || !p.has("Your PIN was changed") {
			t.Errorf("PIN %q: what was open is sent: %d", pin, p.status)
		}
		if p := l.get("/me"); p.has("Sign out") {
			t.Errorf("PIN %q: the session goes on", pin)
		}
		if m, err := l.desk.Member(t.Context(), l.ada); err != nil || m.Headline == "Somebody else" {
			t.Errorf("PIN %q: it is kept: %v", pin, err)
		}
	}
}

func TestAPhotoInASessionCountsAfterItWasSeen(t *testing.T) {
	l := signedIn(t)
	p := l.sends("/me", l.fills(l.get("/me")), oneColour(t, color.White))
	if p.status != 200 || !p.has("Here is your new photo", `src="/me.jpg"`) {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	if pic := l.get("/me.jpg"); pic.status != 200 || pic.header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("%d", pic.status)
	}
	if p = l.sends("/me", l.fills(p), nil); p.status != 303 || l.member().Photo == "" {
		t.Errorf("%d", p.status)
	}
	l.cookies = nil
	if pic := l.get("/me.jpg"); pic.status != 404 {
		t.Errorf("without a session: %d", pic.status)
	}
}

// Whoever has not signed in may not have megabytes read.
func TestOnlyAProfileTakesAPicture(t *testing.T) {
	l := signedIn(t)
	picture := snap(t, 2000, 1500)
	if p := l.sends("/me/in", url.Values{"number": {"1002"}, "pin": {"274916"}}, picture); p.status != 400 || len(picture) < 3*maxForm {
		t.Errorf("at the door: %d, %d bytes", p.status, len(picture))
	}
	if p := l.sends("/me/pin", l.fills(l.get("/me")), picture); p.status != 400 {
		t.Errorf("with a PIN: %d", p.status)
	}
	if p := l.sends("/me", l.fills(l.get("/me")), picture); p.status != 200 || !p.has("Here is your new photo") {
		t.Errorf("with a profile: %d", p.status)
	}
}

func TestWhereHostsLookFirstAnAddressThatOthersSeeWaits(t *testing.T) {
	l := signedIn(t)
	l.space("approve_edits", "yes")
	saves := func(change ...string) community.Member {
		t.Helper()
		if p := l.sends("/me", l.fills(l.get("/me"), change...), nil); p.status != 303 {
			t.Fatalf("%v: %d\n%s", change, p.status, p.body)
		}
		return l.member()
	}
	// For the hosts alone it counts at once.
	if m := saves("email", "new@harbour.example"); m.Email != "new@harbour.example" || m.EmailPublic {
		t.Errorf("for the hosts: %+v", m)
	}
	// To be shown it waits, with what is to be shown.
	if m := saves("email", "shown@harbour.example", "email_public", "yes"); m.Email != "new@harbour.example" || m.EmailPublic {
		t.Errorf("before a host looked: %+v", m)
	}
	if m := saves("email", "other@harbour.example"); m.Email != "new@harbour.example" {
		t.Errorf("changed while it waits: %+v", m)
	}
	l.decides()
	if m := l.member(); m.Email != "other@harbour.example" || !m.EmailPublic {
		t.Errorf("after a host looked: %+v", m)
	}
	if m := saves("email", "evil@harbour.example", "phone", "+44 131 496 0009"); m.Email != "other@harbour.example" || m.Phone != "+44 131 496 0009" {
		t.Errorf("while others see it: %+v", m)
	}
	// Taking back never waits, and neither does what nobody sees then.
	if m := saves("email", "quiet@harbour.example", "email_public", "-"); m.Email != "quiet@harbour.example" || m.EmailPublic {
		t.Errorf("taken back: %+v", m)
	}
	// What was to be shown and is not any more is not shown by an approval.
	if m := saves("phone_public", "yes"); m.PhonePublic {
		t.Errorf("shown at once: %+v", m)
	}
	if m := saves("phone_public", "-"); m.PhonePublic {
		t.Errorf("%+v", m)
	}
	l.decides()
	if m := l.member(); m.PhonePublic {
		t.Errorf("after a host looked: %+v", m)
	}
}

// slow is what a phone sends with a pause in the middle.
type slow struct {
	io.Reader
	pause func()
}

func (s *slow) Read(b []byte) (int, error) {
	if s.pause != nil {
		s.pause()
		s.pause = nil
	}
	return s.Reader.Read(b)
}

func TestWhatIsStillOnItsWayAtTheSignOutChangesNothing(t *testing.T) {
	for name, end := range map[string]func(l *lobby){
		"signed out": func(l *lobby) {
			cookies := l.cookies
			if p := l.sends("/me/out", l.fills(l.get("/me")), nil); p.status != 303 {
				l.t.Errorf("signing out: %d", p.status)
			}
			l.cookies = cookies
		},
		"idle":     func(l *lobby) { l.at = l.at.Add(sessionIdle) },
		"has left": func(l *lobby) { l.edit("state", "left") },
	} {
		for _, path := range []string{"/me", "/me/pin"} {
			l := signedIn(t)
			values := l.fills(l.get("/me"), "headline", "Mends radios", "pin", "884213", "again", "884213")
			r := posted(t, path, values, nil)
			r.Body = io.NopCloser(&slow{r.Body, func() { end(l) }})
			if p := l.do(r); p.status != 403 {
				t.Errorf("%s, %s: %d", name, path, p.status)
			}
			l.edit("state", "active")
			if l.member().Headline != "Writes grants" || l.desk.CheckMemberPIN(t.Context(), l.ada, "274916") != nil {
				t.Errorf("%s, %s: it was taken", name, path)
			}
		}
	}
}
