package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kettle/internal/calendar"
	"kettle/internal/community"
)

// soup is an event of the lobby, weekly.
func (l *lobby) soup(change func(*community.Event)) community.Event {
	l.t.Helper()
	at := l.at.Add(26 * time.Hour).Truncate(time.Hour)
	e := community.Event{
		Title: "Soup & <stories>", What: community.EventSocial, Place: "Kitchen", With: "Rosa", About: "Bring a bowl.\nAnd a story.",
		StartsAt: at, EndsAt: at.Add(time.Hour), Zone: "Europe/London",
	}
	e.Rule, _ = community.Repeat{Every: community.RepeatWeek}.Rule(at)
	if change != nil {
		change(&e)
	}
	e, err := l.desk.SaveEvent(l.t.Context(), byHost, e)
	if err != nil {
		l.t.Fatal(err)
	}
	return e
}

func pathOf(e *community.Event) string {
	return "/E/" + strings.ToUpper(strings.ReplaceAll(e.ID.String(), "-", ""))
}

func TestTheCalendarOfPhonesIsReadBack(t *testing.T) {
	l := newLobby(t)
	weekly := l.soup(nil)
	second := weekly.StartsAt.AddDate(0, 0, 7)
	if err := l.desk.CancelOccasion(t.Context(), byHost, weekly.ID, second, true); err != nil {
		t.Fatal(err)
	}
	once := l.soup(func(e *community.Event) { e.Title, e.Rule = "Once", "" })
	past := l.soup(func(e *community.Event) {
		e.Title, e.Rule = "Long ago", ""
		e.StartsAt, e.EndsAt = e.StartsAt.AddDate(0, -3, 0), e.EndsAt.AddDate(0, -3, 0)
	})
	for path, want := range map[string]int{"/CALENDAR.ICS": 2, "/calendar.ics": 2, pathOf(&weekly) + ".ICS": 1, strings.ToLower(pathOf(&once)) + ".ics": 1, pathOf(&past) + ".ics": 1} {
		p := l.get(path)
		if p.status != 200 || p.header.Get("Content-Type") != "text/calendar; charset=utf-8" {
			t.Fatalf("%s: %d %s", path, p.status, p.header.Get("Content-Type"))
		}
		events, problems, err := calendar.Parse(strings.NewReader(p.body), path)
		if err != nil || len(problems) > 0 {
			t.Fatalf("%s: %v %v", path, err, problems)
		}
		whole := 0
		for _, e := range events {
			if e.RecurrenceAt.IsZero() {
				whole++
			}
		}
		if whole != want {
			t.Errorf("%s: %d events", path, whole)
		}
		if path == pathOf(&weekly)+".ICS" {
			list := calendar.Occasions(events, weekly.StartsAt, weekly.StartsAt.AddDate(0, 0, 20), time.UTC)
			if len(list) != 2 || list[0].Title != "Soup & <stories>" || !list[1].StartsAt.Equal(weekly.StartsAt.AddDate(0, 0, 14)) {
				t.Errorf("read back: %+v", list)
			}
		}
	}
}

func TestThePageOfAnEventNamesNobodyWhoComes(t *testing.T) {
	l := newLobby(t)
	e := l.soup(func(e *community.Event) { e.Places = 4 })
	if _, err := l.desk.Come(t.Context(), byHost, l.ada, e.ID, e.StartsAt, time.Time{}); err != nil {
		t.Fatal(err)
	}
	p := l.get(pathOf(&e))
	if p.status != 200 || !p.has("Soup &amp; &lt;stories&gt;", "Kitchen", "Rosa", "3 places left", pathOf(&e)+".ics") || p.has("Ada") || p.has("<form") {
		t.Errorf("%d\n%s", p.status, p.body)
	}
	if err := l.desk.CancelEvent(t.Context(), byHost, e.ID, true); err != nil {
		t.Fatal(err)
	}
	nowhere := l.get("/M/NOBODY2")
	for _, path := range []string{pathOf(&e), "/E/1", "/E/" + strings.Repeat("0", 32), "/E/" + strings.Repeat("0", 32) + ".ics", "/E/" + strings.Repeat("Z", 32)} {
		if p := l.get(path); p.status != 404 || p.body != nowhere.body {
			t.Errorf("%s: %d", path, p.status)
		}
	}
	if p := l.sends(pathOf(&e), url.Values{"do": {"come"}}, nil); p.status != 404 {
		t.Errorf("sent without a way to sign in: %d", p.status)
	}
}

func TestWhoIsSignedInSaysThatTheyCome(t *testing.T) {
	l := signedIn(t)
	e := l.soup(nil)
	opened := l.get(pathOf(&e))
	if !opened.has("I’ll come") || !strings.Contains(opened.header.Get("Content-Security-Policy"), "form-action 'self'") {
		t.Fatalf("%s", opened.body)
	}
	p := l.sends(pathOf(&e), l.fills(opened, "do", "come"), nil)
	if p.status != 200 || !p.has("See you there.", "You’re coming.", "1 going") {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	p = l.sends(pathOf(&e), l.fills(p, "do", "away"), nil)
	if !p.has("Your place is free again.", "I’ll come") || p.has("1 going") {
		t.Errorf("%s", p.body)
	}
	if p := l.sends(pathOf(&e), l.fills(opened, "do", "come", "token", "another"), nil); p.status != 403 {
		t.Errorf("a form of another session: %d", p.status)
	}
	r := posted(t, pathOf(&e), l.fills(opened, "do", "come"), nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if p := l.do(r); p.status != 403 {
		t.Errorf("a form of another site: %d", p.status)
	}
	l.cookies = []*http.Cookie{}
	if p := l.sends(pathOf(&e), l.fills(opened, "do", "come"), nil); p.status != 403 || !p.has("sign in") {
		t.Errorf("without a session: %d", p.status)
	}
	if g, err := l.desk.Gathering(t.Context(), byHost, l.ada, e.ID, e.StartsAt); err != nil || g.Comes() {
		t.Errorf("%+v, %v", g, err)
	}
}

func TestATurnIsBookedOnAPhone(t *testing.T) {
	l := signedIn(t)
	e := l.soup(func(e *community.Event) { e.What, e.Rule = community.EventSurgery, "" })
	opened := l.get(pathOf(&e))
	if strings.Count(opened.body, `name="slot"`) != 3 {
		t.Fatalf("%s", opened.body)
	}
	_, at, _ := strings.Cut(opened.body, `name="slot" value="`)
	at, _, _ = strings.Cut(at, `"`)
	if p := l.sends(pathOf(&e), l.fills(opened, "do", "come"), nil); !p.has("choose one of the turns") {
		t.Errorf("without a turn: %s", p.body)
	}
	if p := l.sends(pathOf(&e), l.fills(opened, "slot", at), nil); !p.has("You’re coming.", "2 places left") {
		t.Errorf("%s", p.body)
	}
}
