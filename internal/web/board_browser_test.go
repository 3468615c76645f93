package web

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// tells fills the lobby with asks and offers of others, and a few of the member's own.
func (l *lobby) tells() (own string) {
	l.t.Helper()
	l.another("Bao Nguyễn", true, true, community.Post{Words: "The printer ate my badge. Who knows it?", Quick: true})
	l.another("Mei Chen", true, true, community.Post{Words: "Ten minutes with somebody who has hired a first apprentice"})
	l.another("Rania Haddad", true, true, community.Post{Side: community.Offer, Words: "I can read one grant draft this week"})
	for _, p := range []community.Post{{Words: "A five-a-side goalie for Thursday"}, {Side: community.Offer, Words: "VAT questions over a cup of tea"}} {
		p.MemberID = l.ada
		if _, err := l.desk.AddPost(l.t.Context(), byHost, p); err != nil {
			l.t.Fatal(err)
		}
	}
	l.space("approve_words", "yes")
	own = l.ticket(ForProfile) + "/board"
	l.posts(own, community.Ask, "Somebody to carry a sofa up two flights", forNow)
	l.space("approve_words", "")
	return l.ticket(ForProfile) + "/board"
}

// programme fills the lobby with events, and gives the paths of their pages.
func (l *lobby) programme() (soup, surgery, long string) {
	l.t.Helper()
	e := l.soup(func(e *community.Event) { e.Title, e.Places = "First-Friday lunch", 12 })
	turns := l.soup(func(e *community.Event) {
		e.Title, e.What, e.With, e.About = "Money questions", community.EventSurgery, "Tomasz Wójcik", "Bring one letter you do not want to open."
		e.EndsAt = e.StartsAt.Add(2 * time.Hour)
	})
	words := l.soup(func(e *community.Event) {
		e.Title, e.Place = "Wir-lesen-gemeinsam-Förderanträge-und-Steuererklärungen am Nachmittag", "Großer Gemeinschaftsarbeitsraum im Dachgeschoss"
		e.What, e.With, e.About = community.EventAccountability, "محمد بن عبد الرحمن الأنصاري", "نلتقي كل أسبوع ونتحدث عن أهدافنا."
	})
	l.soup(func(e *community.Event) {
		e.Title, e.What, e.Rule = "日本語でおしゃべり ・ 한국어 수다 ・ हिन्दी में बातचीत", community.EventLearning, ""
	})
	return pathOf(&e), pathOf(&turns), pathOf(&words)
}

// boardPages are the pages about asks and offers, for the look at every form in
// Chromium.
func (l *lobby) boardPages(shown map[string]page) {
	l.t.Helper()
	l.tells()
	shown["board"] = l.get("/me/board")
	shown["board-wrong"] = l.posts("/me/board", community.Offer, "", forWeek)
	shown["space-member"] = l.get("/")
	l.sends("/me/help", fieldsIn(l.t, shown["space-member"].body), nil)
	shown["space-helped"] = l.get("/")
	rosa, _ := l.another("Rosa Marín", true, true, community.Post{Words: "A kiln"})
	l.posts("/me/board", community.Ask, "The Wi-Fi!", forNow)
	if _, err := l.desk.HelpQuick(l.t.Context(), byHost, l.up(l.ada)[0].ID, rosa); err != nil {
		l.t.Fatal(err)
	}
	shown["board-helped"] = l.get("/me/board")
	link := l.ticket(ForProfile) + "/board"
	shown["board-link"] = l.get(link)
	shown["board-thanks"] = l.posts(link, community.Offer, "Soup on Friday", forWeek)
}

func TestAMemberAsksAndHelpsInChromium(t *testing.T) {
	browserTools(t)
	l := newLobby(t)
	l.tomasz()
	l.tells()
	l.open(true)
	if err := l.desk.SetMemberPIN(t.Context(), byHost, l.ada, "274916"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(l.pages)
	defer server.Close()
	got := send(t,
		step{"open": server.URL + "/me/board"}, step{"fill": []string{"#number", "1002"}}, step{"fill": []string{"#pin", "274916"}}, step{"press": ".button"},
		step{"open": server.URL + "/me/board"},
		step{"fill": []string{"#words-offer", "Soup on Friday"}}, step{"tick": "#for-offer-week"}, step{"press": ".post.offer .choose"},
		step{"open": server.URL + "/"}, step{"press": ".now .choose"},
	)
	if len(got) != 6 || got[3].Heading != "Asks and offers" || !strings.Contains(got[3].Said, "Your offer is up.") || !strings.Contains(got[5].Said, "Bao knows that you are on the way.") {
		t.Fatalf("%+v", got)
	}
	if one := l.up(l.ada)[0]; one.Side != community.Offer || one.Words != "Soup on Friday" {
		t.Errorf("%+v", one)
	}
}
