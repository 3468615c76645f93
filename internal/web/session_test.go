package web

import (
	"net/url"
	"testing"
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
