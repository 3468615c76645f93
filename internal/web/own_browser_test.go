package web

import (
	"bytes"
	"context"
	"encoding/json"
	"image/color"
	"image/png"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/assets"
	"kettle/internal/community"
)

// tomasz makes the lobby's member the one of the design, with a portrait.
func (l *lobby) tomasz() {
	l.t.Helper()
	picture, err := assets.Demo.ReadFile("demo/portraits/1007.png")
	if err != nil {
		l.t.Fatal(err)
	}
	hash, err := l.desk.KeepPhoto(l.t.Context(), picture)
	if err != nil {
		l.t.Fatal(err)
	}
	for field, value := range map[string]string{
		"name": "Tomasz Wójcik", "said_like": "TOH-mash VOOY-chik", "pronouns": "he/him", "headline": "Open-source accountant",
		"organisation": "Ledgerly CIC", "about": "I keep charities’ books with free software and try to make numbers less frightening.",
		"happy_to_help_with": "VAT returns; First payroll", "looking_for": "A five-a-side goalie", "languages": "English; Polski", "photo": hash,
		"confirmed_on": "2026-01-12",
	} {
		l.edit(field, value)
	}
	l.space("name", "Harbour Commons")
	l.space("zone", "Europe/London")
	l.desk.edits = []Edit{
		{At: now.Add(-48 * time.Hour), By: community.Actor{Kind: community.ActorProven, ID: l.ada}, Fields: []string{"headline", "looking_for:A"}},
		{At: now.Add(-900 * time.Hour), By: byHost, Fields: []string{"show_on_wall", "photo"}},
	}
}

func browserTools(t *testing.T) string {
	t.Helper()
	tools := os.Getenv("KETTLE_BROWSER_TOOLS")
	if tools == "" {
		t.Skip("KETTLE_BROWSER_TOOLS is not set: make test installs the tools and sets it")
	}
	return tools
}

// TestFormsInChromium looks at every page with a form as TestPagesInChromium does
// at the others. What only a sending leads to is shown again at an address of its
// own, with the headers that it had.
func TestFormsInChromium(t *testing.T) {
	tools := browserTools(t)
	l := newLobby(t)
	l.tomasz()
	l.open(true)
	shown := map[string]page{}
	photo, own, used := l.ticket(ForPhoto), l.ticket(ForProfile), l.ticket(ForPhoto)
	shown["photo-wrong"] = l.sends(photo, nil, []byte("no picture"))
	shown["photo-thanks"] = l.sends(used, nil, oneColour(t, color.White))
	shown["used"] = l.sends(used, nil, nil)
	first := l.get(own)
	l.edit("organisation", "Ledgerly and Daughters CIC")
	shown["own-wrong"] = l.sends(own, l.fills(first, "name", "", "headline", strings.Repeat("accountant ", 40), "organisation", "Freelance"), []byte("no picture"))
	fresh, err := assets.Demo.ReadFile("demo/portraits/1002.png")
	if err != nil {
		t.Fatal(err)
	}
	second := l.ticket(ForProfile)
	shown["own-photo"] = l.sends(second, l.fills(l.get(second)), fresh)
	third := l.ticket(ForProfile)
	shown["own-thanks"] = l.sends(third, l.fills(l.get(third)), nil)
	shown["sign-in-wrong"] = l.sends("/me/in", map[string][]string{"number": {"1002"}, "pin": {"000000"}}, nil)
	session := l.ticket(ForProfile)
	if p := l.sends(session+"/in", nil, nil); p.status != http.StatusSeeOther {
		t.Fatalf("signing in: %d\n%s", p.status, p.body)
	}
	shown["me"] = l.get("/me")
	soup, surgery, long := l.programme()
	l.boardPages(shown)
	shown["event-turns"] = l.get(surgery)
	shown["event-long"] = l.get(long)
	opened := l.get(soup)
	shown["event-open"] = opened
	l.sends("/me/coming", l.fills(opened, "do", "come"), nil)
	shown["event-comes"] = l.get(soup)
	shown["event-wrong"] = l.sends("/me/coming", l.fills(shown["event-turns"], "do", "come"), nil)
	l.cookies = nil
	plainMember := l.ticket(ForProfile)
	shown["coming"] = l.get(plainMember + "/coming")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p, ok := shown[strings.TrimPrefix(r.URL.Path, "/shown/")]; ok {
			for name, values := range p.header {
				if name != "Content-Length" && name != "Set-Cookie" {
					w.Header()[name] = values
				}
			}
			_, _ = w.Write([]byte(p.body))
			return
		}
		if r.URL.Path == "/me.jpg" { // as with the session's cookie
			r.URL.Path = own + ".jpg"
		}
		l.pages.ServeHTTP(w, r)
	}))
	defer server.Close()

	look := func(name, path string) wanted {
		return wanted{Name: "form-" + name, URL: server.URL + path, Width: 390, Height: 844, Scale: 2, Whole: true}
	}
	dark, small, wide := look("own-dark", own), look("own-small", own), look("own-desk", own)
	dark.Dark = true
	small.Width, small.Height = 320, 568
	wide.Width, wide.Height = 1280, 900
	pages := []wanted{
		look("photo", photo), look("own", own), dark, small, wide, look("sign-in", "/me"), look("no-photo", plainMember),
		look("profile", "/M/"+l.member().Code), look("event", soup), look("ended", "/T/NONE"),
	}
	for _, name := range slices.Sorted(maps.Keys(shown)) {
		one := look(name, "/shown/"+name)
		one.Dark = len(pages)%2 == 0
		if one.Dark {
			one.Width, one.Height = 360, 640
		}
		pages = append(pages, one)
	}
	for _, r := range drive(t, tools, pages) {
		status := http.StatusOK
		if r.Name == "form-ended" {
			status = http.StatusNotFound
			r.Console = slices.DeleteFunc(r.Console, func(s string) bool { return strings.Contains(s, "404") })
		}
		r.check(t, status)
	}
}

// outside gives an address of this machine that is not the loopback: there, over
// plain HTTP, browsers say less about where a form comes from.
func outside(t *testing.T) string {
	t.Helper()
	all, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if ip, ok := a.(*net.IPNet); ok && ip.IP.To4() != nil && !ip.IP.IsLoopback() {
			return ip.IP.String()
		}
	}
	t.Skip("this machine has no address but the loopback")
	return ""
}

type followed struct {
	URL, Title, Heading, Said, Origin string
	Cookies                           int
}

type step map[string]any

func send(t *testing.T, steps ...step) []followed {
	t.Helper()
	plan, err := json.Marshal(map[string]any{"chromium": "/usr/bin/chromium", "steps": steps})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, "node", "testdata/browser/send.cjs")
	cmd.Stdin = bytes.NewReader(plan)
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("drive Chromium: %v\n%s", err, problems.String())
	}
	var got []followed
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestAMemberSendsAPhotoAndEditsTheirProfileInChromium(t *testing.T) {
	browserTools(t)
	l := newLobby(t)
	l.tomasz()
	ln, err := new(net.ListenConfig).Listen(t.Context(), "tcp", outside(t)+":0")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(l.pages)
	server.Listener = ln
	server.Start()
	defer server.Close()
	file := filepath.Join(t.TempDir(), "IMG_0042.PNG")
	portrait, err := assets.Demo.ReadFile("demo/portraits/1003.png")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := png.DecodeConfig(bytes.NewReader(portrait)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, portrait, 0o600); err != nil {
		t.Fatal(err)
	}
	photo, own := TicketURL(server.URL, l.ticket(ForPhoto)[3:]), TicketURL(server.URL, l.ticket(ForProfile)[3:])
	got := send(t,
		step{"open": photo}, step{"file": []string{"#choose", file}}, step{"press": ".button"},
		step{"open": own}, step{"fill": []string{"#f-headline", "Keeps books"}}, step{"file": []string{"#f-photo", file}}, step{"press": ".button"},
		step{"tick": "#f-show_presence"}, step{"press": ".button"},
	)
	want := []string{"A photo of Tomasz", "Thank you, Tomasz.", "Tomasz Wójcik", "Tomasz Wójcik", "Thank you, Tomasz."}
	for i, w := range want {
		if len(got) != len(want) || got[i].Heading != w || got[i].Cookies != 0 {
			t.Fatalf("after step %d: %+v", i, got)
		}
	}
	if !strings.Contains(got[3].Said, "Here is your new photo") || got[1].Origin != server.URL {
		t.Errorf("%+v", got)
	}
	if m := l.member(); m.Headline != "Keeps books" || !m.HereNow.Given || m.Photo != l.came[1].Photo || len(l.came) != 2 || l.came[0].Photo != m.Photo {
		t.Errorf("%+v, %+v", m, l.came)
	}
}

func TestAMemberSignsInOverHTTPSInChromium(t *testing.T) {
	browserTools(t)
	l := newLobby(t)
	l.tomasz()
	l.open(true)
	if err := l.desk.SetMemberPIN(t.Context(), byHost, l.ada, "274916"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(l.pages)
	defer server.Close()
	got := send(t,
		step{"open": server.URL + "/M/" + l.member().Code}, step{"press": ".act .plain"},
		step{"fill": []string{"#number", "1002"}}, step{"fill": []string{"#pin", "111222"}}, step{"press": ".button"},
		step{"fill": []string{"#number", "1002"}}, step{"fill": []string{"#pin", "274916"}}, step{"press": ".button"},
		step{"fill": []string{"#f-email", "tomasz@ledgerly.example"}}, step{"tick": "#f-email_public"}, step{"press": ".button"},
		step{"press": "form[action='/me/out'] button"},
	)
	want := []string{"Tomasz Wójcik", "This is me: sign in", "This is me: sign in", "Tomasz Wójcik", "Tomasz Wójcik", "This is me: sign in"}
	for i, w := range want {
		if len(got) != len(want) || got[i].Heading != w || got[i].Cookies != map[bool]int{true: 1}[i == 3 || i == 4] {
			t.Fatalf("after step %d: %+v", i, got)
		}
	}
	if !strings.Contains(got[2].Said, "do not fit together") || !strings.Contains(got[4].Said, "Thank you, Tomasz. Your profile is kept") {
		t.Errorf("%+v", got)
	}
	if m := l.member(); m.Email != "tomasz@ledgerly.example" || !m.EmailPublic {
		t.Errorf("%+v", m)
	}
}
