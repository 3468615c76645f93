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
	for _, path := range []string{pathOf(&e), "/me/coming"} {
		if p := l.sends(path, url.Values{"do": {"come"}}, nil); p.status != 404 {
			t.Errorf("%s: sent without a way to sign in: %d", path, p.status)
		}
	}
}

func TestThePageOfTheSpaceListsWhatIsOnOnceForEachEvent(t *testing.T) {
	l := newLobby(t)
	weekly := l.soup(func(e *community.Event) { e.Places = 4 })
	l.soup(func(e *community.Event) {
		e.Title, e.Rule = "Next season", ""
		e.StartsAt, e.EndsAt = e.StartsAt.AddDate(0, 0, listDays+1), e.EndsAt.AddDate(0, 0, listDays+1)
	})
	if _, err := l.desk.Come(t.Context(), byHost, l.ada, weekly.ID, weekly.StartsAt, time.Time{}); err != nil {
		t.Fatal(err)
	}
	p := l.get("/")
	if strings.Count(p.body, pathOf(&weekly)) != 1 || !p.has("What’s on", "Soup &amp; &lt;stories&gt;", "3 places left") || p.has("Ada") || p.has("Next season") || p.has("You’re coming") || p.has("sign in") {
		t.Errorf("%s", p.body)
	}
	l.open(true)
	if p := l.get("/"); !p.has(`href="/me?then=/"`) {
		t.Error("no way to sign in")
	}
	l.signsIn()
	if p := l.get("/"); !p.has("You’re coming.") || p.has(`href="/me?then=/"`) {
		t.Errorf("%s", p.body)
	}
	for i := range mostListed + 2 {
		l.soup(func(e *community.Event) { e.Title = strings.Repeat("x", i+1) })
	}
	if p := l.get("/"); strings.Count(p.body, `href="/E/`) != mostListed {
		t.Errorf("%d are listed", strings.Count(p.body, `href="/E/`))
	}
}

func TestAnEventLongBeforehandHasAPage(t *testing.T) {
	l := newLobby(t)
	e := l.soup(func(e *community.Event) {
		e.Rule, e.StartsAt, e.EndsAt = "", e.StartsAt.AddDate(0, 11, 0), e.EndsAt.AddDate(0, 11, 0)
	})
	if p := l.get(pathOf(&e)); p.status != 200 {
		t.Errorf("%d", p.status)
	}
}

func TestWhoIsSignedInSaysThatTheyCome(t *testing.T) {
	l := signedIn(t)
	e := l.soup(nil)
	opened := l.get(pathOf(&e))
	if !opened.has("I’ll come") || !strings.Contains(opened.header.Get("Content-Security-Policy"), "form-action 'self'") {
		t.Fatalf("%s", opened.body)
	}
	comes := func(want bool) {
		t.Helper()
		if g, err := l.desk.Gathering(t.Context(), byHost, l.ada, e.ID, e.StartsAt); err != nil || g.Comes() != want {
			t.Errorf("%+v, %v", g, err)
		}
	}
	coming := l.fills(opened, "do", "come")
	for range 2 { // twice is harmless
		if p := l.sends("/me/coming", coming, nil); p.status != http.StatusSeeOther || p.header.Get("Location") != pathOf(&e) {
			t.Fatalf("%d\n%s", p.status, p.body)
		}
	}
	comes(true)
	p := l.get(pathOf(&e))
	if !p.has("See you there.", "You’re coming.", "1 going") {
		t.Fatalf("%s", p.body)
	}
	l.sends("/me/coming", l.fills(p, "do", "away"), nil)
	comes(false)
	if p = l.get(pathOf(&e)); !p.has("Your place is free again.", "I’ll come") || p.has("1 going") {
		t.Errorf("%s", p.body)
	}
	if p := l.sends("/me/coming", l.fills(opened, "do", "come", "token", "another"), nil); p.status != 403 {
		t.Errorf("a form of another session: %d", p.status)
	}
	r := posted(t, "/me/coming", coming, nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if p := l.do(r); p.status != 403 {
		t.Errorf("a form of another site: %d", p.status)
	}
	for _, wrong := range []string{"event", "of"} {
		if p := l.sends("/me/coming", l.fills(opened, "do", "come", wrong, "x"), nil); p.status != 404 {
			t.Errorf("without %s: %d", wrong, p.status)
		}
	}
	cookies := l.cookies
	l.cookies = []*http.Cookie{}
	if p := l.sends("/me/coming", coming, nil); p.status != 403 || !p.has("sign in") {
		t.Errorf("without a session: %d", p.status)
	}
	l.cookies = cookies
	l.edit("state", community.StateLeft)
	if p := l.get(pathOf(&e)); p.has("<form") {
		t.Errorf("somebody who left is asked\n%s", p.body)
	}
	if p := l.sends("/me/coming", coming, nil); p.status != 403 {
		t.Errorf("somebody who left: %d", p.status)
	}
	comes(false)
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
	if p := l.sends("/me/coming", l.fills(opened, "do", "come"), nil); p.status != 422 || !p.has("choose one of the turns") {
		t.Errorf("without a turn: %d %s", p.status, p.body)
	}
	l.sends("/me/coming", l.fills(opened, "slot", at), nil)
	if p := l.get(pathOf(&e)); !p.has("You’re coming.", "2 places left") {
		t.Errorf("%s", p.body)
	}
}

func TestWhenAnEventIsIsSaidInTheSpacesTime(t *testing.T) {
	space := community.Space{Zone: "Europe/London"}
	at := time.Date(2026, 6, 4, 12, 0, 0, 0, time.UTC)
	midnight := time.Date(2026, 6, 3, 23, 0, 0, 0, time.UTC)
	for want, o := range map[string]community.Occasion{
		"Thursday 4 June, 13:00 to 14:00":                {StartsAt: at, EndsAt: at.Add(time.Hour)},
		"Thursday 4 June, 13:00":                         {StartsAt: at, EndsAt: at},
		"Thursday 4 June, 13:00 to Friday 5 June, 01:00": {StartsAt: at, EndsAt: at.Add(12 * time.Hour)},
		"Thursday 4 June, all day":                       {StartsAt: midnight, EndsAt: midnight.AddDate(0, 0, 1), AllDay: true},
		"Thursday 4 June to Saturday 6 June":             {StartsAt: midnight, EndsAt: midnight.AddDate(0, 0, 3), AllDay: true},
	} {
		if got := occasionWords(&space, &o); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestWhoIsNotSignedInIsToldHowToSayThatTheyCome(t *testing.T) {
	l := newLobby(t)
	e := l.soup(nil)
	if p := l.get(pathOf(&e)); p.has("<form") || !p.has("choose “Edit my profile”") {
		t.Errorf("%s", p.body)
	}
	l.open(true)
	if p := l.get(pathOf(&e)); p.has("<form") || !p.has(`href="/me?then=%2f`) {
		t.Errorf("%s", p.body)
	}
}

func TestALinkIsForOneWordThatOneComes(t *testing.T) {
	l := newLobby(t)
	e := l.soup(func(e *community.Event) { e.Places = 1 })
	other, _ := l.another("Mei Chen", false, false, community.Post{Words: "A kiln"})
	c, err := l.desk.Come(t.Context(), byHost, other, e.ID, e.StartsAt, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	at := l.ticket(ForProfile)
	if p := l.get(at); !p.has(at + "/coming") {
		t.Errorf("%s", p.body)
	}
	at += "/coming"
	if p := l.get(at); !p.has("full") || p.has("<form") {
		t.Errorf("%s", p.body)
	}
	if err := l.desk.StayAway(t.Context(), byHost, c.ID); err != nil {
		t.Fatal(err)
	}
	opened := l.get(at)
	if _, err := l.desk.Come(t.Context(), byHost, other, e.ID, e.StartsAt, time.Time{}); err != nil {
		t.Fatal(err)
	}
	coming := l.fills(opened, "do", "come")
	if p := l.sends(at, coming, nil); p.status != 422 || !p.has("is full") {
		t.Errorf("others were faster: %d\n%s", p.status, p.body)
	}
	if err := l.desk.StayAway(t.Context(), byHost, c.ID); err != nil {
		t.Fatal(err)
	}
	if p := l.sends(l.ticket(ForPhoto)+"/coming", coming, nil); p.status != 404 {
		t.Errorf("with a link for a photo: %d", p.status)
	}
	if p := l.sends(at, coming, nil); p.status != 200 || !p.has("Thank you, Ada.", "See you there.") || len(l.came) != 1 {
		t.Errorf("it was used up by a mistake: %d\n%s", p.status, p.body)
	}
	if p := l.sends(at, l.fills(opened, "do", "away"), nil); p.status != 409 {
		t.Errorf("a second time: %d", p.status)
	}
	if p := l.get(at); p.status != 404 {
		t.Errorf("opened again: %d", p.status)
	}
	g, err := l.desk.Gathering(t.Context(), byHost, l.ada, e.ID, e.StartsAt)
	if err != nil || !g.Comes() || !g.Mine.Seen {
		t.Errorf("%+v, %v", g, err)
	}
}

// Two screens that were apart can give one place away twice.
func TestWhoLostTheirPlaceToAnotherScreenIsTold(t *testing.T) {
	l := signedIn(t)
	e := l.soup(nil)
	other, _ := l.another("Mei Chen", false, false, community.Post{Words: "A kiln"})
	for i, m := range []community.ID{other, l.ada} {
		l.at = l.at.Add(time.Duration(i) * time.Second)
		if _, err := l.desk.Come(t.Context(), byHost, m, e.ID, e.StartsAt, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	e.Places = 1
	if _, err := l.desk.SaveEvent(t.Context(), byHost, e); err != nil {
		t.Fatal(err)
	}
	if p := l.get(pathOf(&e)); !p.has("It was full a moment before you.", "I can’t after all") {
		t.Errorf("%s", p.body)
	}
}
