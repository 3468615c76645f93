package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestWhoSignsInGoesOnToThePageOfOursThatTheyCameFrom(t *testing.T) {
	l := signedIn(t)
	e := l.soup(nil)
	for then, want := range map[string]string{
		pathOf(&e): pathOf(&e), "/": "/", "/me/board": "/me/board", "": "/me", "/me": "/me", "/me/out": "/me", "/M/ABCDEFGH": "/me",
		"https://evil.example/": "/me", "//evil.example": "/me", "/\\evil.example": "/me", "/T/ABC": "/me", "/E/": "/me",
	} {
		l.cookies = nil
		at := "/me?then=" + url.QueryEscape(then)
		opened := l.get(at)
		if got := fieldsIn(t, opened.body).Get("then"); opened.status != 200 || got != want {
			t.Errorf("%q: %d, then %q", then, opened.status, got)
		}
		wrong := l.sends("/me/in", l.fills(opened, "number", "1002", "pin", "000000"), nil)
		if got := fieldsIn(t, wrong.body).Get("then"); wrong.status != 403 || got != want {
			t.Errorf("%q: after a wrong PIN %d, then %q", then, wrong.status, got)
		}
		if p := l.sends("/me/in", url.Values{"number": {"1002"}, "pin": {"274916"}, "then": {then}}, nil); p.status != 303 || p.header.Get("Location") != want {
			t.Errorf("%q: %d to %q", then, p.status, p.header.Get("Location"))
		}
	}
	l.cookies = nil
	if p := l.get("/me/board"); fieldsIn(t, p.body).Get("then") != "/me/board" {
		t.Errorf("%s", p.body)
	}
}

func TestOfTooManySessionsTheOneIdleForLongestEnds(t *testing.T) {
	at := time.Date(2026, 11, 19, 10, 0, 0, 0, time.UTC)
	s := newSessions(func() time.Time { at = at.Add(time.Millisecond); return at })
	var phones []*http.Request
	for n := range maxSessions {
		r := httptest.NewRequest(http.MethodGet, "/me", nil)
		r.AddCookie(s.begin(community.ID{byte(n), byte(n >> 8)}, "", draft{}))
		phones = append(phones, r)
	}
	if _, in := s.of(phones[0]); !in { // who began first does something again
		t.Fatal("nobody is signed in")
	}
	s.begin(community.ID{0xff, 0xff}, "", draft{})
	for n, want := range map[int]bool{0: true, 1: false, 2: true, maxSessions - 1: true} {
		if _, in := s.of(phones[n]); in != want {
			t.Errorf("the session that began as number %d goes on: %v", n, in)
		}
	}
}
