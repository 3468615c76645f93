package web

import (
	"bytes"
	"image/color"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestATicketIsAShortSecretInCapitals(t *testing.T) {
	tickets := NewTickets(nil, nil)
	seen := map[string]bool{}
	for range 100 {
		word, until := tickets.New(community.ActorProven, community.ID{1}, ForPhoto)
		if len(word) != 26 || strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" || seen[word] {
			t.Fatalf("word %q", word)
		}
		if left := time.Until(until); left > TicketLife || left < TicketLife-time.Minute {
			t.Fatalf("ends in %v", left)
		}
		seen[word] = true
	}
	if at := TicketURL("http://192.168.1.20:8420", "ABC"); at != "HTTP://192.168.1.20:8420/T/ABC" {
		t.Error(at)
	}
	if at := TicketURL("https://kettle.example/lobby", "ABC"); at != "HTTPS://KETTLE.EXAMPLE/lobby/T/ABC" {
		t.Error(at)
	}
}

func TestOpeningATicketDoesNotUseItUpAndSendingDoes(t *testing.T) {
	l := newLobby(t)
	at := l.ticket(ForPhoto)
	for range 3 {
		if p := l.get(strings.ToLower(at)); p.status != 200 || !p.has("A photo of <bdi>Ada</bdi>", `capture="user"`) {
			t.Fatalf("%d\n%s", p.status, p.body)
		}
	}
	sent := l.sends(at, nil, snap(t, 800, 600))
	if sent.status != 200 || !sent.has("Thank you, Ada.", "kiosk") {
		t.Fatalf("%d\n%s", sent.status, sent.body)
	}
	if len(l.came) != 1 || l.came[0].Member != l.ada || l.came[0].Purpose != ForPhoto || "/T/"+l.came[0].Word != at {
		t.Fatalf("came: %+v", l.came)
	}
	f, err := l.desk.Photos().Open(l.came[0].Photo, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	if l.member().Photo != "" {
		t.Error("the photo became the member's by itself")
	}
	if p := l.sends(at, nil, oneColour(t, color.Black)); p.status != 409 || !p.has("That came already", "works once") || len(l.came) != 1 {
		t.Errorf("a second sending: %d, %d came", p.status, len(l.came))
	}
	if p := l.get(at); p.status != 404 || !p.has("This link has ended", "Ask for a new one at the kiosk.") {
		t.Errorf("opened again: %d", p.status)
	}
}

// Expired, used up, cancelled and never given are one page.
func TestATicketThatIsNoneIsOnePage(t *testing.T) {
	l := newLobby(t)
	want := l.get("/T/AAAAAAAAAAAAAAAAAAAAAAAAAA")
	if want.status != 404 || !want.has("This link has ended") {
		t.Fatalf("unknown: %d", want.status)
	}
	expired, cancelled, left := l.ticket(ForProfile), l.ticket(ForProfile), l.ticket(ForProfile)
	l.tickets.Cancel(strings.ToLower(cancelled[3:]))
	l.tickets.Leave(left[3:])
	gone := l.ticket(ForProfile)
	l.edit("state", "left")
	same := func(name, path string) {
		t.Helper()
		got := l.get(path)
		if got.status != want.status || got.body != want.body || len(got.header) != len(want.header) {
			t.Errorf("%s is another page: %d\n%s", name, got.status, got.body)
		}
		if got := l.sends(path, url.Values{"name": {"x"}}, nil); got.status != want.status || got.body != want.body {
			t.Errorf("sent to %s: %d", name, got.status)
		}
	}
	same("of a member who left", gone)
	l.edit("state", "active")
	l.at = l.at.Add(TicketLife)
	for name, path := range map[string]string{
		"expired": expired, "cancelled": cancelled, "left": left, "short": "/T/A", "none": "/T/XX/../XX", "long": "/T/" + strings.Repeat("A", 5000),
		"photo of none": "/T/AAAAAAAAAAAAAAAAAAAAAAAAAA.jpg",
	} {
		same(name, path)
	}
}

func TestATicketThatAPhoneHasOpenedStaysWhenTheKioskMovesOn(t *testing.T) {
	l := newLobby(t)
	at := l.ticket(ForProfile)
	l.get(at)
	l.tickets.Leave(at[3:])
	if p := l.get(at); p.status != 200 {
		t.Errorf("%d", p.status)
	}
}

func TestWithoutTicketsThereIsNoPageForThem(t *testing.T) {
	h := New(newDemo(t), quietOptions())
	want := body(t, get(t, h, "GET", "/M/ZZZZZZZZ"))
	for _, path := range []string{"/T/AAAAAAAAAAAAAAAAAAAAAAAAAA", "/me", "/me/in", "/me.jpg"} {
		if got := get(t, h, "GET", path); got.StatusCode != 404 || body(t, got) != want {
			t.Errorf("%s: %d", path, got.StatusCode)
		}
	}
}

func TestOnlyThePagesWithAFormMaySendOne(t *testing.T) {
	l := newLobby(t)
	for path, may := range map[string]bool{l.ticket(ForPhoto): true, l.ticket(ForProfile): true, "/": false, "/M/" + l.member().Code: false, "/T/NONE": false} {
		head := l.get(path).header
		policy := head.Get("Content-Security-Policy")
		if got := strings.Contains(policy, "form-action 'self'"); got != may || strings.Contains(policy, "script-src") || !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("%s: %s", path, policy)
		}
		if len(head["Set-Cookie"]) > 0 || head.Get("Cache-Control") != "no-store" || head.Get("X-Frame-Options") != "DENY" {
			t.Errorf("%s: %v", path, head)
		}
		if p := head.Get("Referrer-Policy"); p != map[bool]string{true: "same-origin", false: "no-referrer"}[may] {
			t.Errorf("%s: Referrer-Policy %s", path, p)
		}
	}
}

func TestWhatComesFromAnotherPageIsRefused(t *testing.T) {
	l := newLobby(t)
	at := l.ticket(ForPhoto)
	for header, value := range map[string]string{"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site", "origin": "null"} {
		r := posted(t, at, nil, oneColour(t, color.White))
		r.Header.Set(header, value)
		if p := l.do(r); p.status != 403 || !p.has("Nothing was changed") || len(l.came) != 0 {
			t.Errorf("%s: %s: %d", header, value, p.status)
		}
	}
	r := posted(t, at, nil, oneColour(t, color.White))
	r.Header.Set("Origin", "http://kettle.example")
	if p := l.do(r); p.status != 200 {
		t.Errorf("our own page: %d", p.status)
	}
}

func TestTicketsAreLookedUpAtThePaceOfCodes(t *testing.T) {
	l := newLobby(t)
	busy := 0
	for range 100 {
		r := httptest.NewRequest(http.MethodGet, "http://kettle.example/T/AAAAAAAAAAAAAAAAAAAAAAAAAA", nil)
		r.RemoteAddr = "192.168.1.66:5000"
		w := httptest.NewRecorder()
		l.pages.ServeHTTP(w, r)
		if w.Code == http.StatusTooManyRequests {
			busy++
		}
	}
	if busy != 100-lookUpsAtOnce {
		t.Errorf("%d of 100 were refused", busy)
	}
}

func TestTwoSendingsAtOnceAreOne(t *testing.T) {
	l := newLobby(t)
	at := l.ticket(ForPhoto)
	picture := snap(t, 1200, 900)
	var all sync.WaitGroup
	codes := make(chan int, 4)
	for range cap(codes) {
		r := posted(t, at, nil, picture)
		r.RemoteAddr = nextPhone()
		all.Go(func() {
			w := httptest.NewRecorder()
			l.pages.ServeHTTP(w, r)
			codes <- w.Code
		})
	}
	all.Wait()
	close(codes)
	taken := 0
	for c := range codes {
		if c == 200 {
			taken++
		} else if c != 409 {
			t.Errorf("status %d", c)
		}
	}
	if taken != 1 || len(l.came) != 1 {
		t.Errorf("%d were taken, %d came", taken, len(l.came))
	}
}

func TestTicketsAreForgottenWhenThereAreTooMany(t *testing.T) {
	at := now
	tickets := NewTickets(func() time.Time { return at }, nil)
	first, _ := tickets.New(community.ActorProven, community.ID{1}, ForPhoto)
	for range maxTickets {
		at = at.Add(time.Millisecond)
		tickets.New(community.ActorProven, community.ID{1}, ForPhoto)
	}
	if _, ok := tickets.find(first); ok || len(tickets.all) != maxTickets {
		t.Errorf("%d tickets, the first is there: %v", len(tickets.all), ok)
	}
	at = at.Add(TicketLife)
	tickets.New(community.ActorProven, community.ID{1}, ForPhoto)
	if len(tickets.all) != 1 {
		t.Errorf("%d tickets after all but one expired", len(tickets.all))
	}
}

func TestNoPictureIsSaidKindlyAndUsesNothingUp(t *testing.T) {
	l := newLobby(t)
	at := l.ticket(ForPhoto)
	if p := l.sends(at, nil, nil); p.status != 422 || !p.has("No picture came along") {
		t.Errorf("%d\n%s", p.status, p.body)
	}
	if p := l.sends(at, nil, bytes.Repeat([]byte("x"), 1000)); p.status != 422 || !p.has("This is not a picture that can be read here") {
		t.Errorf("%d\n%s", p.status, p.body)
	}
	if p := l.sends(at, nil, oneColour(t, color.White)); p.status != 200 {
		t.Errorf("%d\n%s", p.status, p.body)
	}
}

func TestAPhotoMayBeOfSomebodyWhoIsNoMemberYet(t *testing.T) {
	l := newLobby(t)
	l.edit("state", "paused")
	nobody, _ := l.tickets.New(community.ActorHost, community.ID{}, ForPhoto)
	if p := l.get("/T/" + nobody); p.status != 200 || !p.has("<title>A photo</title>", ">A photo</h1>") {
		t.Errorf("%d\n%s", p.status, p.body)
	}
	if p := l.sends("/T/"+nobody, nil, oneColour(t, color.White)); p.status != 200 || !p.has("Thank you.") || len(l.came) != 1 {
		t.Errorf("%d\n%s", p.status, p.body)
	}
	if p := l.sends(l.ticket(ForPhoto), nil, oneColour(t, color.White)); p.status != 200 || !p.has("Thank you, Ada.") {
		t.Errorf("of somebody who pauses: %d", p.status)
	}
	for what, id := range map[string]community.ID{"nobody": {}, "a stranger": {9}} {
		if word, _ := l.tickets.New(community.ActorProven, id, ForProfile); l.get("/T/"+word).status != 404 {
			t.Errorf("the profile of %s is there", what)
		}
	}
	if word, _ := l.tickets.New(community.ActorHost, community.ID{9}, ForPhoto); l.get("/T/"+word).status != 404 {
		t.Error("a photo of a stranger's ID may be sent")
	}
}
