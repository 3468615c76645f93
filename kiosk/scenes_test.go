package kiosk

import (
	"strings"
	"time"

	"kettle/internal/community"
)

// scenes are the pictures of the kiosk, each with the way to it.
func scenes() []scene {
	return []scene{
		{"home", func(*window) {}},
		{"search-empty", func(w *window) { w.tap(GoSearch) }},
		{"search-three", func(w *window) { w.types("ma") }},
		{"search-many", func(w *window) { w.types("a") }},
		{"search-nobody", func(w *window) { w.types("zzz") }},
		{"search-notice", func(w *window) { w.types("an"); w.key(KeyEnter) }},
		{"search-accents", func(w *window) { w.types("ma"); w.tap(Hold, "a") }},
		{"search-keys-accents", func(w *window) { w.types("ma"); w.tap(Turn, KeysAccents) }},
		{"search-keys-digits", func(w *window) { w.types("ma"); w.tap(Turn, KeysDigits); w.pass(35 * time.Second) }},
		{"welcome", func(w *window) { w.types("1006"); w.key(KeyEnter) }},
		{"ask-out", func(w *window) { w.types("1001"); w.key(KeyEnter) }},
		{"goodbye", func(w *window) { w.types("1001"); w.key(KeyEnter); w.tap(Out) }},
		{"goodbye-question", func(w *window) {
			w.desk.question = community.Questions()[0]
			w.types("1001")
			w.key(KeyEnter)
			w.tap(Out)
		}},
		{"goodbye-counted", func(w *window) {
			w.desk.question = community.Questions()[2]
			w.types("1001")
			w.key(KeyEnter)
			w.tap(Out)
			w.tap(AnswerNo)
		}},
		{"note", func(w *window) { w.scans("no-such-card-1") }},
		{"browse", func(w *window) { w.tap(GoBrowse) }},
		{"browse-letter", func(w *window) { w.tap(GoBrowse); w.tap(Letter, "C"); w.pass(80 * time.Second) }},
		{"person", func(w *window) { w.tap(GoBrowse); w.tapOn(Open, w.desk.members[6].ID) }},
		{"visiting", func(w *window) { w.tap(GoVisit); w.types("Jo Marsh") }},
		{"visiting-choices", func(w *window) { w.tap(GoVisit); w.types("Jo Marsh"); w.key(KeyEnter); w.types("s") }},
		{"visiting-notice", func(w *window) {
			w.tap(GoVisit)
			w.types("Jo Marsh")
			w.key(KeyEnter)
			w.types("a")
			w.key(KeyEnter)
			w.pass(80 * time.Second)
		}},
		{"visiting-more", func(w *window) {
			w.tap(GoVisit)
			w.types("Jo Marsh")
			w.tap(Choose, community.SeesUnsure)
			w.tap(Unfocus)
		}},
		{"visiting-sees", func(w *window) {
			w.tap(GoVisit)
			w.types("Jo Marsh")
			w.key(KeyEnter)
			w.types("ada")
			w.key(KeyEnter)
			w.tap(Unfocus)
		}},
		{"visiting-rules", func(w *window) {
			w.desk.space.HouseRules = strings.Repeat("Wash your cup, and say hello.\n", 66)
			w.refresh()
			w.settle()
			w.tap(GoVisit)
			w.types("Jo Marsh")
			w.tap(Choose, community.SeesHost)
			w.tap(Remember)
			w.tap(Unfocus)
			w.tap(SignIn)
		}},
		{"visiting-remember", func(w *window) {
			w.tap(GoVisit)
			w.types("Jo Marsh")
			w.tap(Choose, community.SeesHost)
			w.tap(Remember)
			w.types("jo@marsh")
			w.key(KeyEnter)
		}},
		{"returning", func(w *window) {
			w.tap(GoVisit)
			w.types("Jo Marsh")
			w.tap(Choose, community.SeesHost)
			w.tap(GoReturning)
		}},
		{"invited", func(w *window) { w.tap(GoVisit); w.tap(GoCode); w.types("k7m") }},
		{"invitation", func(w *window) {
			w.desk.visitors = []community.Visitor{{ID: community.ID{6}, Name: "Jo Marsh", Sees: community.SeesMember, SeesID: w.desk.members[2].ID, Code: "K7M4QX", ExpectedOn: "2026-11-19"}}
			w.scans("KETTLE/V/K7M4QX")
		}},
		{"visited", func(w *window) { w.visits("Jo Marsh", "Ada") }},
		{"visited-known", func(w *window) {
			w.desk.visitors = []community.Visitor{{ID: community.ID{6}, Name: "Jo Marsh", Remember: true, Detail: "jo@marsh.example"}}
			w.tap(GoVisit)
			w.types("Jo Marsh")
			w.tap(Choose, community.SeesHost)
			w.tap(GoReturning)
			w.types("jo@marsh.example")
			w.key(KeyEnter)
		}},
		{"leaving", func(w *window) { w.tap(GoVisit); w.tap(GoLeave); w.types("Jo"); w.key(KeyEnter) }},
		{"left", func(w *window) {
			w.visits("Jo Marsh", "Ada")
			w.tap(GoHome)
			w.scans("KETTLE/V/" + w.desk.visitors[0].Code)
		}},
		{"home-calls", func(w *window) {
			w.visits("Jo Marsh", "Ada")
			w.tap(GoHome)
			w.visits("Bo", "Siob")
			w.tap(GoHome)
			w.Changed()
			w.settle()
		}},
		{"roll-pad", func(w *window) { w.tap(GoRoll) }},
		{"roll", func(w *window) {
			w.visits("Jo Marsh", "Ada")
			w.tap(GoHome)
			w.tap(GoRoll)
			w.types("4711")
			w.key(KeyEnter)
			w.tapOn(Account, w.State().Roll.People[1].ID)
		}},
		{"welcome-right", func(w *window) { w.types("1006"); w.key(KeyEnter); w.tap(StillMe) }},
		{"welcome-edit", func(w *window) { w.types("1006"); w.key(KeyEnter); w.visit.due = false; w.show() }},
		{"ask-out-card", func(w *window) {
			w.desk.cards[cardOfAda] = w.desk.members[6].ID
			w.scans(cardOfAda)
			w.tap(GoHome)
			w.scans(cardOfAda)
		}},
		{"own", func(w *window) { w.types("1006"); w.key(KeyEnter); w.tap(EditOwn); w.types("271006"); w.key(KeyEnter) }},
		{"own-sent", func(w *window) {
			w.types("1006")
			w.key(KeyEnter)
			w.tap(EditOwn)
			w.types("271006")
			w.key(KeyEnter)
			w.Sent(Sent{URL: w.own.url})
			w.settle()
		}},
		{"own-pin", func(w *window) { w.types("1006"); w.key(KeyEnter); w.tap(EditOwn) }},
		{"thanks-who", func(w *window) { w.tap(GoThanks); w.types("so") }},
		{"thanks", func(w *window) { w.thanksBy("1006") }},
		{"thanks-found", func(w *window) { w.thanksBy("1006"); w.types("t") }},
		{"thanks-nobody", func(w *window) { w.thanksBy("1006"); w.types("zz"); w.key(KeyEnter); w.pass(80 * time.Second) }},
		{"thanks-for", func(w *window) { w.thanksBy("1006"); w.types("tomasz"); w.key(KeyEnter); w.tap(Kind, "Practical help") }},
		{"thanks-words", func(w *window) {
			w.thanksBy("1006")
			w.types("tomasz")
			w.key(KeyEnter)
			w.tap(Kind, "Practical help")
			w.tap(PutUp)
			w.tap(Focus, "words")
			w.types("Rescued the printer, again")
		}},
		{"thanks-kind", func(w *window) { w.thanksBy("1006"); w.types("tomasz"); w.key(KeyEnter); w.tap(Send) }},
		{"thanked", func(w *window) {
			w.thanksBy("1006")
			w.types("tomasz")
			w.key(KeyEnter)
			w.tap(Kind, "Practical help")
			w.tap(PutUp)
			w.tap(Send)
		}},
		{"welcome-speak", func(w *window) { w.comesIn("1006"); w.visit.due = false; w.show() }},
		{"welcome-open", func(w *window) {
			w.comesIn("1006")
			w.visit.due, w.visit.open = false, &community.Post{ID: community.ID{5}, Words: "A second pair of eyes on a pitch deck for a small community theatre"}
			w.show()
		}},
		{"welcome-claimed", func(w *window) {
			w.thanksBy("1006")
			w.types("tomasz")
			w.key(KeyEnter)
			w.tap(Kind, "Practical help")
			w.tap(Focus, "words")
			w.types("Rescued the printer, again")
			w.tap(Send)
			w.comesIn("1006")
		}},
		{"welcome-thanked", func(w *window) {
			w.desk.thanks = []community.ThankYou{{ID: community.ID{5}, FromID: w.desk.members[2].ID, ToID: w.desk.members[6].ID, FromAgrees: true, Words: strings.Repeat("Sat with me when it was hard. ", 4)}}
			w.comesIn(w.desk.members[6].Number)
		}},
		{"welcome-answered", func(w *window) { w.comesIn("1006"); w.visit.answered = saySorted; w.show() }},
		{"welcome-meet", func(w *window) {
			w.desk.stranger = w.desk.members[0].ID
			w.desk.members[0].JoinedOn = "2026-03-09"
			for i := range w.desk.members {
				w.desk.members[i].ConfirmedOn = "2026-03-01"
			}
			w.comesIn("1006")
		}},
		{"home-quick", func(w *window) {
			until := w.clock.Add(12 * time.Minute)
			w.desk.posts = append(w.desk.posts,
				community.Post{ID: community.ID{6}, MemberID: w.desk.members[7].ID, Side: community.Ask, Words: "The printer!", Quick: true, MadeAt: w.clock, Until: until},
				community.Post{ID: community.ID{7}, MemberID: w.desk.members[5].ID, Side: community.Ask, Words: "A second pair of hands with a table that is too heavy for me", Quick: true, MadeAt: w.clock, Until: until, HelperID: w.desk.members[8].ID})
			w.Changed()
			w.settle()
		}},
		{"ask-quick", func(w *window) { w.comesIn("1006"); w.tap(GoAsk, community.Ask) }},
		{"ask", func(w *window) { w.comesIn("1006"); w.tap(GoAsk, community.Ask); w.types("Someone who knows VAT") }},
		{"ask-nothing", func(w *window) {
			w.comesIn("1006")
			w.tap(GoAsk, community.Offer)
			w.tap(Send)
			w.pass(80 * time.Second)
		}},
		{"posted", func(w *window) { w.comesIn("1006"); w.tap(GoAsk, community.Ask); w.types("VAT"); w.tap(Send) }},
		{"whats-on", func(w *window) { w.week(); w.tap(GoWhatsOn) }},
		{"event", func(w *window) { w.week(); w.tap(GoWhatsOn); w.looksAt(w.desk.events[0]) }},
		{"event-coming", func(w *window) { w.week(); w.comesIn("1006"); w.looksAt(w.desk.events[0]); w.tap(AnswerYes) }},
		{"event-surgery", func(w *window) {
			w.week()
			w.comesIn("1006")
			w.looksAt(w.desk.events[1])
			w.tap(Slot, occasionKey(w.desk.events[1].StartsAt))
			w.pass(80 * time.Second)
		}},
		{"event-group", func(w *window) {
			w.week()
			w.comesIn("1006")
			w.desk.cards[cardOfAda] = w.visit.member.ID
			w.looksAt(w.desk.events[2])
			w.scans(cardOfAda)
			w.tap(AnswerYes)
			w.tap(GoGoal)
			w.types("Send the invoice, and the one before it")
			w.tap(Send)
		}},
		{"event-goal", func(w *window) {
			w.week()
			w.comesIn("1006")
			w.looksAt(w.desk.events[2])
			w.tap(AnswerYes)
			w.tap(GoGoal)
			w.types("Send the invoice")
		}},
		{"event-full", func(w *window) {
			w.week()
			w.desk.events[3].Places = 1
			w.desk.programme.comings = []community.Coming{{ID: community.ID{1}, MemberID: community.ID{9}, EventID: w.desk.events[3].SeriesID, StartsAt: w.desk.events[3].Of}}
			w.tap(GoWhatsOn)
			w.looksAt(w.desk.events[3])
		}},
		{"event-met", func(w *window) {
			met := &community.Meeting{Promise: community.Promise{Occasion: community.Occasion{Title: "Soup & stories"}}}
			for i := range 9 {
				if p, ok := w.desk.members[i].Profile(community.Wall); ok {
					met.People = append(met.People, p)
				}
			}
			w.comesIn("1006")
			w.visit.due = false
			w.visit.prompt = w.promptEvents(&community.Mine{Met: met})
			w.tap(AnswerYes)
			w.tapOn(Choose, met.People[1].ID)
		}},
		{"welcome-event", func(w *window) { w.week(); w.comesIn("1006"); w.visit.due = false; w.show() }},
		{"good-news", func(w *window) { w.goodNews(); w.tap(GoBrowse); w.tap(GoNews) }},
		{"good-news-cheered", func(w *window) {
			w.goodNews()
			w.comesIn("1006")
			w.tap(GoNews)
			w.tapOn(CheerFor, w.State().News.Lines[1].ID)
			w.pass(35 * time.Second)
		}},
		{"good-news-none", func(w *window) { w.comesIn("1006"); w.visit.due = false; w.show(); w.tap(GoNews) }},
		{"good-news-share", func(w *window) {
			w.goodNews()
			w.comesIn("1006")
			w.tap(GoNews)
			w.tap(GoAsk)
			w.types("A shop of my own")
		}},
		{"good-news-shared", func(w *window) {
			w.comesIn("1006")
			w.tap(GoNews)
			w.tap(GoAsk)
			w.types("A shop of my own")
			w.tap(Send)
		}},
		{"browse-news", func(w *window) { w.goodNews(); w.tap(GoBrowse) }},
		{"pad", func(w *window) { w.tap(GoExit); w.types("1234"); w.key(KeyEnter); w.types("471") }},
	}
}

// goodNews has members tell more than one page of good news, and others cheer.
func (w *window) goodNews() {
	for i, words := range []string{
		"Our clinic app passed its review, after eleven months.", "We won the bid",
		"I recorded an album in the broom cupboard at the end of the corridor, and somebody in Leith has pressed two hundred of it on green vinyl", "Saturday’s market has a waiting list.",
		"A second child", "The roof holds",
	} {
		id := w.glad(2*i+1, words)
		for n := range 7 - 2*min(i, 3) {
			w.desk.cheers = append(w.desk.cheers, community.Cheer{MemberID: w.desk.members[20+n].ID, PostID: id})
		}
	}
	w.refresh()
	w.settle()
}

// thanksBy goes to whom the member of that number thanks.
func (w *window) thanksBy(number string) {
	w.tap(GoThanks)
	w.types(number)
	w.key(KeyEnter)
}

type scene struct {
	name string
	lead func(w *window)
}

// week puts a week of events on the desk, one of each kind.
func (w *window) week() {
	w.desk.events = nil
	for i, e := range []struct{ what, title string }{
		{community.EventSocial, "Soup & stories"},
		{community.EventSurgery, "Advice surgery: bookkeeping for people who would rather not"},
		{community.EventAccountability, "Accountability group"},
		{community.EventLearning, "Screen printing"},
		{community.EventMentoring, "Mentoring circle: first hires"},
		{community.EventOther, "Fire drill"},
	} {
		w.plan(e.what, e.title)
		o := &w.desk.events[i]
		shift := time.Duration(i) * time.Hour
		if i > 2 {
			shift += time.Duration(i-2) * 24 * time.Hour
		}
		o.StartsAt, o.EndsAt, o.Of = o.StartsAt.Add(shift), o.EndsAt.Add(shift), o.Of.Add(shift)
	}
	w.desk.events[1].EndsAt = w.desk.events[1].StartsAt.Add(2 * time.Hour)
	w.refresh()
	w.settle()
}
