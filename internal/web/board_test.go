package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// signsIn gives the lobby's member a session.
func (l *lobby) signsIn() {
	l.t.Helper()
	if p := l.sends(l.ticket(ForProfile)+"/in", nil, nil); p.status != http.StatusSeeOther {
		l.t.Fatalf("signing in: %d\n%s", p.status, p.body)
	}
}

// posts sends an ask or an offer from the board.
func (l *lobby) posts(path, side, words, long string) page {
	l.t.Helper()
	v := fieldsIn(l.t, l.get(path).body)
	v.Set("do", side)
	v.Set("words", words)
	v.Set("for", long)
	return l.sends(path, v, nil)
}

func (l *lobby) up(member community.ID) []community.Post {
	l.t.Helper()
	open, err := l.desk.OpenPosts(l.t.Context(), member)
	if err != nil {
		l.t.Fatal(err)
	}
	return open
}

// another adds a member with some consents and a post of theirs.
func (l *lobby) another(name string, wall, phone bool, p community.Post) (member, post community.ID) {
	l.t.Helper()
	m := community.Member{Name: name, OnWall: community.Consent{Given: wall}, OnPhone: community.Consent{Given: phone}}
	id, err := l.desk.AddMember(l.t.Context(), byHost, m)
	if err != nil {
		l.t.Fatal(err)
	}
	p.MemberID = id
	if post, err = l.desk.AddPost(l.t.Context(), byHost, p); err != nil {
		l.t.Fatal(err)
	}
	return id, post
}

func TestAMemberAsksAndOffersOnThePhone(t *testing.T) {
	l := newLobby(t)
	l.open(true)
	if p := l.get("/me/board"); p.status != 200 || !p.has("This is me: sign in") {
		t.Errorf("a stranger gets %d\n%s", p.status, p.body)
	}
	l.signsIn()
	if p := l.get("/me"); !p.has(`href="/me/board"`) {
		t.Error("the profile does not lead there")
	}
	for _, c := range []struct {
		side, long string
		lasts      time.Duration
		quick      bool
		says       string
	}{
		{community.Ask, forMonth, 30 * 24 * time.Hour, false, "Your ask is up."},
		{community.Offer, forWeek, 7 * 24 * time.Hour, false, "Your offer is up."},
		{community.Ask, forNow, 30 * time.Minute, true, "on every screen here for half an hour"},
		{community.Offer, forNow, 30 * time.Minute, false, "Your offer is up."},
	} {
		l.at = l.at.Add(time.Second)
		words := c.side + " for a " + c.long
		if p := l.posts("/me/board", c.side, "  "+words, c.long); p.status != http.StatusSeeOther || p.header.Get("Location") != "/me/board" {
			t.Fatalf("%s: %d\n%s", words, p.status, p.body)
		}
		if p := l.get("/me/board"); !p.has(c.says, words) {
			t.Errorf("%s: %s", words, p.body)
		}
		got := l.up(l.ada)[0]
		if got.Words != words || got.Side != c.side || got.Quick != c.quick || got.Until.Sub(got.MadeAt).Round(time.Hour) != c.lasts.Round(time.Hour) || !got.Seen {
			t.Errorf("%+v", got)
		}
	}
	l.posts("/me/board", community.Ask, "ask for a now", forNow) // sent twice
	if n := len(l.up(l.ada)); n != 4 {
		t.Errorf("%d are up", n)
	}
	for i, do := range []string{"sorted", "down"} {
		one := l.up(l.ada)[0]
		v := fieldsIn(t, l.get("/me/board").body)
		v.Set("id", one.ID.String())
		v.Set("do", do)
		if p := l.sends("/me/board", v, nil); p.status != http.StatusSeeOther {
			t.Fatalf("%s: %d", do, p.status)
		}
		l.sends("/me/board", v, nil) // twice is harmless
		roll, err := l.desk.Roll(t.Context())
		if err != nil || len(l.up(l.ada)) != 3-i {
			t.Fatalf("%v", err)
		}
		for _, p := range roll.Posts {
			if p.ID == one.ID && (!p.Closed || p.Sorted != (do == "sorted")) {
				t.Errorf("%s: %+v", do, p)
			}
		}
	}
}

func TestWhatIsWrongWithAnAskIsSaidAndWhatWasTypedStays(t *testing.T) {
	l := newLobby(t)
	l.open(true)
	l.signsIn()
	for _, c := range []struct{ words, long, says string }{
		{" ", forWeek, "A few words are enough."},
		{strings.Repeat("word ", 40), forWeek, "longer than 140 letters"},
		{"A lift", "ever", "For how long?"},
	} {
		p := l.posts("/me/board", community.Ask, c.words, c.long)
		if p.status != 422 || !p.has(c.says, strings.TrimSpace(c.words)) {
			t.Errorf("%q: %d\n%s", c.words, p.status, p.body)
		}
	}
	if p := l.posts("/me/board", "news", "x", forWeek); p.status != 422 || len(l.up(l.ada)) != 0 {
		t.Errorf("%d, up are %+v", p.status, l.up(l.ada))
	}
	for i := range maxOwnPosts {
		l.posts("/me/board", community.Offer, strings.Repeat("x", i+1), forWeek)
	}
	if p := l.posts("/me/board", community.Offer, "one more", forWeek); !p.has("10 of yours are up already") || len(l.up(l.ada)) != maxOwnPosts {
		t.Errorf("%d are up\n%s", len(l.up(l.ada)), p.body)
	}
}

func TestWordsThatAreHeldSaySo(t *testing.T) {
	for field, value := range map[string]string{"approve_words": "yes", "blocked_words": "gin; soup"} {
		l := newLobby(t)
		l.open(true)
		l.space(field, value)
		l.signsIn()
		l.posts("/me/board", community.Offer, "Soup on Friday", forWeek)
		if p := l.get("/me/board"); !p.has("A host has a look at it first, then everybody sees it.", "<b>A host has a look at it first.</b>") {
			t.Errorf("%s", p.body)
		}
		if p := l.get("/"); p.has("Soup on Friday") {
			t.Error("it is seen before a host looked")
		}
		if err := l.desk.ApprovePost(t.Context(), byHost, l.up(l.ada)[0].ID); err != nil {
			t.Fatal(err)
		}
		if p := l.get("/"); !p.has("Soup on Friday") {
			t.Error("it is not seen after a host looked")
		}
	}
}

func TestALinkIsForOneAskOrOffer(t *testing.T) {
	l := newLobby(t)
	at := l.ticket(ForProfile)
	if p := l.get(at); !p.has(strings.ToUpper(at)+"/board") && !p.has(at+"/board") {
		t.Errorf("%s", p.body)
	}
	at += "/board"
	if p := l.posts(at, community.Ask, "", forWeek); p.status != 422 {
		t.Errorf("a mistake uses it up: %d", p.status)
	}
	if p := l.posts(at, community.Ask, "A lift to the sea", forWeek); p.status != 200 || !p.has("Thank you, Ada.", "Your ask is up.") {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	if len(l.came) != 1 || l.came[0].Member != l.ada || l.came[0].Purpose != ForProfile {
		t.Errorf("came: %+v", l.came)
	}
	v := url.Values{"do": {community.Ask}, "words": {"And back"}, "for": {forWeek}}
	if p := l.sends(at, v, nil); p.status != 409 || len(l.up(l.ada)) != 1 {
		t.Errorf("a second time: %d", p.status)
	}
	if p := l.get(at); p.status != 404 {
		t.Errorf("opened again: %d", p.status)
	}
	photo := l.ticket(ForPhoto)
	if p := l.sends(photo+"/board", v, nil); p.status != 404 || len(l.up(l.ada)) != 1 {
		t.Errorf("with a link for a photo: %d", p.status)
	}
}

func TestNobodyTakesDownWhatIsAnothersNorSendsFromElsewhere(t *testing.T) {
	l := newLobby(t)
	l.open(true)
	l.signsIn()
	other, id := l.another("Mei Chen", true, true, community.Post{Words: "A kiln"})
	v := fieldsIn(t, l.get("/me/board").body)
	v.Set("id", id.String())
	for _, do := range []string{"sorted", "down"} {
		v.Set("do", do)
		l.sends("/me/board", v, nil)
	}
	if len(l.up(other)) != 1 {
		t.Error("it is down")
	}
	v = url.Values{"do": {community.Ask}, "words": {"Evil words"}, "for": {forWeek}, "token": {"wrong"}}
	if p := l.sends("/me/board", v, nil); p.status != 403 {
		t.Errorf("without the token: %d", p.status)
	}
	if p := l.sends("/me/help", url.Values{"id": {id.String()}}, nil); p.status != 403 {
		t.Errorf("help without the token: %d", p.status)
	}
	r := posted(t, "/me/board", fieldsIn(t, l.get("/me/board").body), nil)
	r.Header.Set("Origin", "https://evil.example")
	if p := l.do(r); p.status != 403 || len(l.up(l.ada)) != 0 {
		t.Errorf("from elsewhere: %d", p.status)
	}
	l.cookies = nil
	if p := l.sends("/me/board", url.Values{"do": {community.Ask}, "words": {"x"}, "for": {forWeek}}, nil); p.status != 403 || len(l.up(l.ada)) != 0 {
		t.Errorf("a stranger: %d", p.status)
	}
}

func TestMembersSeeWhatIsAskedAndOfferedByThoseWhoAgreed(t *testing.T) {
	l := newLobby(t)
	l.open(true)
	l.another("Only Wall", true, false, community.Post{Words: "wall words"})
	l.another("Only Phone", false, true, community.Post{Words: "phone words"})
	l.another("Only Phone Quick", false, true, community.Post{Words: "phone printer", Quick: true})
	_, quick := l.another("Bao Nguyễn", true, true, community.Post{Words: "The printer!", Quick: true})
	l.at = l.at.Add(time.Second)
	l.another("Mei Chen", true, true, community.Post{Words: "Older ask"})
	l.at = l.at.Add(time.Second)
	l.another("Jo Marsh", true, true, community.Post{Words: "Newer offer", Side: community.Offer})
	if p := l.get("/"); p.has("printer") || p.has("Asks and offers") || p.has("<form") {
		t.Errorf("a stranger sees\n%s", p.body)
	}
	l.signsIn()
	p := l.get("/")
	if !p.has("Needs a hand now", "The printer!", "On my way", "Older ask", "Newer offer") || strings.Index(p.body, "Newer offer") > strings.Index(p.body, "Older ask") {
		t.Errorf("%s", p.body)
	}
	for _, words := range []string{"wall words", "phone words", "phone printer"} {
		if p.has(words) {
			t.Errorf("%q is shown", words)
		}
	}
	v := fieldsIn(t, p.body)
	if p := l.sends("/me/help", v, nil); p.status != http.StatusSeeOther || p.header.Get("Location") != "/" {
		t.Fatalf("on the way: %d\n%s", p.status, p.body)
	}
	if p := l.get("/"); !p.has("Bao knows that you are on the way.", "You’re on the way.") || p.has("On my way") {
		t.Errorf("%s", p.body)
	}
	roll, err := l.desk.Roll(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range roll.Posts {
		if one.ID == quick && one.HelperID != l.ada {
			t.Errorf("%+v", one)
		}
	}
	l.at = l.at.Add(31 * time.Minute)
	l.signsIn()
	v.Set("token", fieldsIn(t, l.get("/me/board").body).Get("token"))
	l.sends("/me/help", v, nil)
	if p := l.get("/"); !p.has("That is sorted already, or over.") || p.has("The printer!") {
		t.Errorf("after half an hour\n%s", p.body)
	}
}

// Who is on the way is here, or soon: that is for whoever asked alone.
func TestWhoHelpsIsNamedToTheAskerAloneAndThankedInOneTap(t *testing.T) {
	l := newLobby(t)
	l.open(true)
	l.signsIn()
	yes := community.Consent{Given: true}
	rosa, err := l.desk.AddMember(t.Context(), byHost, community.Member{Name: "Rosa Marín", OnWall: yes, OnPhone: yes})
	if err != nil {
		t.Fatal(err)
	}
	shy, err := l.desk.AddMember(t.Context(), byHost, community.Member{Name: "Shy Member", OnPhone: yes})
	if err != nil {
		t.Fatal(err)
	}
	_, others := l.another("Bao Nguyễn", true, true, community.Post{Words: "The door, please", Quick: true})
	help := func(id, by community.ID) {
		t.Helper()
		if _, err := l.desk.HelpQuick(t.Context(), byHost, id, by); err != nil {
			t.Fatal(err)
		}
	}
	help(others, rosa)
	if p := l.get("/"); !p.has("The door, please", "Somebody is on the way.") || p.has("Rosa") {
		t.Errorf("%s", p.body)
	}
	v := l.fills(l.get("/me/board"), "words", community.QuickWords[0]) // what a tap on it sends
	if p := l.sends("/me/board", v, nil); p.status != http.StatusSeeOther || len(l.up(l.ada)) != 1 || !l.up(l.ada)[0].Quick {
		t.Fatalf("%d, %+v", p.status, l.up(l.ada))
	}
	mine := l.up(l.ada)[0].ID
	v.Set("id", mine.String())
	v.Set("do", "thanks")
	if l.sends("/me/board", v, nil); len(l.up(l.ada)) != 1 {
		t.Error("thanks for nobody took it down")
	}
	help(mine, rosa)
	if p := l.get("/"); p.has("Rosa") || !p.has("Sorted?") {
		t.Errorf("%s", p.body)
	}
	if p := l.get("/me/board"); !p.has("<bdi>Rosa</bdi> is on the way.", "Sorted: thank <bdi>Rosa</bdi>") {
		t.Errorf("%s", p.body)
	}
	for range 2 {
		l.sends("/me/board", v, nil)
	}
	roll, err := l.desk.Roll(t.Context())
	if err != nil || len(roll.Thanks) != 1 || len(l.up(l.ada)) != 0 {
		t.Fatalf("%+v, %v", roll.Thanks, err)
	}
	if got := roll.Thanks[0]; got.FromID != l.ada || got.ToID != rosa || got.What != "Practical help" || got.Words != community.QuickWords[0] || got.FromAgrees || !got.Seen {
		t.Errorf("%+v", got)
	}
	l.posts("/me/board", community.Ask, "The Wi-Fi!", forNow)
	help(l.up(l.ada)[0].ID, shy)
	v.Set("id", l.up(l.ada)[0].ID.String())
	if p := l.get("/me/board"); p.has("Shy") || !p.has("<bdi>Somebody</bdi> is on the way.") {
		t.Errorf("somebody who is on no wall is named\n%s", p.body)
	}
	l.sends("/me/board", v, nil)
	if roll, err = l.desk.Roll(t.Context()); err != nil || len(roll.Thanks) != 1 {
		t.Errorf("%+v, %v", roll.Thanks, err)
	}
}
