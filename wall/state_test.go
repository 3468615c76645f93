package wall

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
	"kettle/internal/match"
)

// words gives all that a state says.
func words(s State) string { return fmt.Sprintf("%+v", s) + fmt.Sprintf("%+v", s.Night) }

func TestNightShowsNoNamesAndNoCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seen := crowd(rapid.IntRange(2, 40).Draw(t, "members"))
		seen.Thanks = []community.SeenThankYou{{ThankYou: community.ThankYou{Words: "Biscuits", SaidAt: morning}, From: seen.Profiles[0], To: seen.Profiles[1]}}
		seen.Posts = []community.SeenPost{{Post: community.Post{Words: "A ladder"}, By: seen.Profiles[0]}}
		seen.Occasions = []community.Occasion{{Title: "Soup", With: "Member1", StartsAt: morning.Add(20 * time.Hour), EndsAt: morning.Add(21 * time.Hour)}}
		if err := seen.Space.Set("hours", "Mon-Sun 04:00-04:10"); err != nil {
			t.Fatal(err)
		}
		at := morning.Add(time.Duration(rapid.IntRange(0, 17*60).Draw(t, "minute")) * time.Minute)
		c := Config{Hint: true, CanThank: true}
		step := c.StepAt(seen, at, wide)
		if step.Scene != SceneNight {
			t.Fatalf("%s at %s", step.Scene, at)
		}
		s := c.Compose(seen, step, at, wide)
		said := words(s)
		for _, w := range []string{"Member", "Surname", "Biscuits", "ladder", "here now", "members"} {
			if strings.Contains(said, w) {
				t.Fatalf("%q is in %s", w, said)
			}
		}
		if s.Night.X < 0 || s.Night.X > 1 || s.Night.Y < 0 || s.Night.Y > 1 || s.Hint != "" {
			t.Fatalf("%+v", s.Night)
		}
	})
}

func TestNightSaysWhenItOpensAndWhatIsOnThen(t *testing.T) {
	seen := crowd(3)
	if err := seen.Space.Set("hours", "Mon-Fri 08:00-18:00; Sat 10:00-14:00"); err != nil {
		t.Fatal(err)
	}
	seen.Space.Holidays = []string{"2026-12-25"}
	seen.Occasions = []community.Occasion{
		{Title: "Soup", StartsAt: time.Date(2026, 11, 20, 13, 0, 0, 0, time.UTC)},
		{Title: "Winter market", AllDay: true, StartsAt: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)},
		{Title: "Tea", StartsAt: time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)},
		{Title: "Choir", StartsAt: time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC)},
	}
	for _, tt := range []struct{ at, words, next string }{
		{"2026-11-19T21:14:00Z", "Harbour Commons is closed. Open tomorrow at 8:00.", "Tomorrow: Soup at 13:00"},
		{"2026-11-20T06:00:00Z", "Harbour Commons is closed. Open again at 8:00.", "Today: Soup at 13:00"},
		{"2026-11-21T20:00:00Z", "Harbour Commons is closed. Open on Monday at 8:00.", "Monday: Winter market · Tea at 15:00"},
		{"2026-12-24T19:00:00Z", "Harbour Commons is closed. Open on Saturday at 10:00.", ""},
	} {
		at, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			t.Fatal(err)
		}
		s := (Config{}).Compose(seen, (Config{}).StepAt(seen, at, wide), at, wide)
		if s.Night == nil || s.Night.Words != tt.words || s.Night.Next != tt.next {
			t.Errorf("%s: %+v", tt.at, s.Night)
		}
	}
}

func TestTheNightWandersSlowlyOverAllOfTheScreen(t *testing.T) {
	var least, most float32 = 1, 0
	for m := range int64(wanderX * wanderY) {
		x, next := swing(m, wanderX), swing(m+1, wanderX)
		least, most = min(least, x), max(most, x)
		if abs(next-x) > 0.025 {
			t.Fatalf("from %v to %v in a minute", x, next)
		}
	}
	if least > 0.02 || most < 0.98 {
		t.Errorf("it stays between %v and %v", least, most)
	}
}

func TestPeopleSayWhatTheyDoAndOneThingToAskThem(t *testing.T) {
	for _, tt := range []struct {
		p         community.Profile
		what, ask string
	}{
		{community.Profile{Headline: "Baker", Organisation: "Crumb", HappyToHelpWith: []string{"Bread", "Cake"}}, "Baker", "Ask me: Bread"},
		{community.Profile{Organisation: "Crumb", TalkToMeAbout: []string{"Trains"}}, "Crumb", "Talk to me about: Trains"},
		{community.Profile{About: "Bakes. And sings.", LookingFor: []string{"An oven"}}, "Bakes", "Looking for: An oven"},
		{community.Profile{About: "Node.js, and Web 2.0 before it! Also bread."}, "Node.js, and Web 2.0 before it", ""},
		{community.Profile{About: "パンを焼く。歌う。"}, "パンを焼く", ""},
		{community.Profile{About: "Boats\nand bread"}, "Boats", ""},
		{community.Profile{}, "", ""},
	} {
		if c := card(tt.p); c.What != tt.what || c.Ask != tt.ask {
			t.Errorf("%+v", c)
		}
	}
}

func TestAnEmptyWallSaysKindlyWhy(t *testing.T) {
	for _, tt := range []struct {
		members, seen int
		title, hosts  string
	}{
		{0, 0, "The kettle’s on.", "kettled import members.csv --photos DIR"},
		{164, 0, "A wall for those who say yes.", "--consent wall"},
		{164, 1, "There’s room here.", ""},
		{164, 12, "", ""},
	} {
		seen := crowd(tt.seen)
		seen.Members = tt.members
		s := (Config{}).Compose(seen, Step{Scene: ScenePeople}, morning, wide)
		if tt.title == "" {
			if s.Notice != nil {
				t.Errorf("%d seen: %+v", tt.seen, s.Notice)
			}
			continue
		}
		if s.Notice == nil || s.Notice.Title != tt.title || !strings.Contains(s.Notice.Hosts, tt.hosts) {
			t.Errorf("%d of %d seen: %+v", tt.seen, tt.members, s.Notice)
		}
	}
}

func TestAWallThatHeardOfNobodyForAMonthSaysSo(t *testing.T) {
	seen := &community.Seen{Space: community.Space{Name: "Harbour Commons"}, At: morning, Members: 164, Stale: true}
	if s := (Config{}).Compose(seen, (Config{}).StepAt(seen, morning, wide), morning, wide); s.Notice == nil || s.Notice.Title != "Back in a moment." || !strings.Contains(s.Notice.Hosts, "for a month") {
		t.Errorf("%+v", s)
	}
}

func TestWhatHostsTellEverybodyStandsBelowEveryPageByTurns(t *testing.T) {
	seen := crowd(40)
	for i, n := range []community.Notice{
		{Words: "Fire drill at noon"},
		{Words: "For kiosks", Audience: community.NoticeKiosk},
		{Words: "Not yet", From: morning.Add(9 * time.Hour)},
		{Words: "Over", Until: morning},
		{Words: "Taken down", Void: true},
		{Words: "The lift is out", Audience: community.NoticeWall},
	} {
		n.ID[0] = byte(i)
		if n.From.IsZero() {
			n.From = morning.Add(-time.Hour)
		}
		if n.Until.IsZero() {
			n.Until = morning.Add(9 * time.Hour)
		}
		seen.Notices = append(seen.Notices, n)
	}
	finder := new(match.Finder)
	for _, scene := range Scenes {
		for _, c := range []Config{{Scene: scene, Hint: true, CanAsk: true, Finder: finder}, {Scene: scene, Dwell: 2 * time.Minute, Finder: finder}} {
			said := map[string]int{}
			for minute := range 30 {
				at := morning.Add(time.Duration(minute) * time.Minute)
				said[line(c.Compose(seen, c.StepAt(seen, at, wide), at, wide).Line)]++
			}
			if scene == SceneNight && said[""] != 30 || scene != SceneNight && (said["Fire drill at noon"] < 10 || said["The lift is out"] < 10 || len(said) != 2) {
				t.Errorf("%s: %v", scene, said)
			}
		}
	}
	// However many there are, each is on a page that has a line; here only spotlights,
	// which have none, are between the people.
	seen.Here = 0
	for n := range 7 {
		seen.Notices = append(seen.Notices, community.Notice{Words: fmt.Sprint(n), From: morning.Add(-time.Hour), Until: morning.Add(9 * time.Hour)})
		said := map[string]bool{}
		for turn := range 400 {
			at := morning.Add(time.Duration(turn) * DefaultDwell)
			s := (Config{Finder: finder}).Compose(seen, (Config{}).StepAt(seen, at, wide), at, wide)
			if s.Scene != SceneSpotlight {
				said[line(s.Line)] = true
			}
		}
		if !said[fmt.Sprint(n)] {
			t.Errorf("of %d notices the last is never on the wall", n+3)
		}
	}
}

func TestTheHeaderCountsMembersAndThoseWhoShowThatTheyAreHere(t *testing.T) {
	seen := crowd(4)
	seen.Members = 1640
	if s := (Config{}).Compose(seen, Step{Scene: ScenePeople}, morning, wide); s.Under != "Harbour Commons · 1,640 members · 2 here now" {
		t.Error(s.Under)
	}
	seen.Here, seen.Members = 0, 1
	if s := (Config{}).Compose(seen, Step{Scene: ScenePeople}, morning, wide); s.Under != "Harbour Commons · 1 member" {
		t.Error(s.Under)
	}
	// A number behind a name from right to left stays where it belongs.
	for name, want := range map[string]string{
		"مساحة العمل": "مساحة العمل\u200e · 1 member", "The מקום!": "The מקום!\u200e · 1 member", "مساحة Kettle": "مساحة Kettle · 1 member", "7": "7 · 1 member",
	} {
		seen.Space.Name = name
		if s := (Config{}).Compose(seen, Step{Scene: ScenePeople}, morning, wide); s.Under != want {
			t.Errorf("%q, want %q", s.Under, want)
		}
	}
}

func line(pieces []Piece) string {
	all := ""
	for _, p := range pieces {
		all += p.Text
	}
	return all
}

func TestTheNewsGoesThroughThanksNewcomersAndTheNextEvent(t *testing.T) {
	seen := crowd(6) // member 5 is new
	seen.Thanks = []community.SeenThankYou{
		{ThankYou: community.ThankYou{Words: "\"the printer\"", SaidAt: morning.Add(-time.Hour)}, From: seen.Profiles[0], To: seen.Profiles[1]},
		{ThankYou: community.ThankYou{What: "Tea and treats", SaidAt: morning.Add(-time.Hour)}, From: seen.Profiles[2], To: seen.Profiles[3]},
		{ThankYou: community.ThankYou{Words: "long ago", SaidAt: morning.Add(-300 * time.Hour)}, From: seen.Profiles[0], To: seen.Profiles[1]},
	}
	seen.Occasions = []community.Occasion{{Title: "Soup", Place: "Kitchen", StartsAt: morning.Add(time.Hour), EndsAt: morning.Add(2 * time.Hour)}}
	want := []string{
		"Member0 thanked Member1: “the printer”", "Member2 thanked Member3 · Tea and treats",
		"Meet Member5, who joined on Monday", "Today at 11:42: Soup, Kitchen",
	}
	for i, w := range want {
		for _, n := range []int64{int64(i), int64(i + len(want))} {
			if got := line(news(seen, morning, n)); got != w {
				t.Errorf("%d: %q, want %q", n, got, w)
			}
		}
	}
	for joined, want := range map[string]string{
		"2026-11-19": "today", "2026-11-18": "yesterday", "2026-11-13": "on Friday", "2026-11-12": "on 12 November", "2026-10-21": "on 21 October",
	} {
		seen.Profiles[5].JoinedOn = joined
		if got := line(newcomers(seen, morning)[0]); got != "Meet Member5, who joined "+want {
			t.Errorf("%s: %q", joined, got)
		}
	}
	if got := line(news(crowd(3), morning, 9)); got == "" {
		t.Error("nothing is said when nothing is new")
	}
}

// However many lines there are and whatever else is in the round, none waits for ever:
// the lines go on by the pages that have one, not by all pages.
func TestEveryLineBelowThePeopleAndTodayIsShown(t *testing.T) {
	for _, members := range []int{6, 40} {
		for n := 1; n <= 6; n++ {
			seen := crowd(members)
			for i := range seen.Profiles {
				seen.Profiles[i].JoinedOn = ""
			}
			want := map[string]map[string]bool{ScenePeople: {}, SceneToday: {}}
			for i := range n {
				seen.Profiles[i].JoinedOn = "2026-11-18"
				for _, lines := range want {
					lines["Meet "+seen.Profiles[i].Called+", who joined yesterday"] = true
				}
			}
			for others := range 3 { // beside the spotlight and today
				if others > 0 {
					seen.Posts = make([]community.SeenPost, 1)
				}
				if others > 1 {
					seen.News = make([]community.SeenPost, 1)
				}
				missing := map[string]map[string]bool{ScenePeople: maps.Clone(want[ScenePeople]), SceneToday: maps.Clone(want[SceneToday])}
				c := Config{Finder: new(match.Finder)}
				for at := morning; at.Before(morning.Add(time.Hour)); {
					step := c.StepAt(seen, at, wide)
					if lines := missing[step.Scene]; lines != nil {
						delete(lines, line(c.Compose(seen, step, at, wide).Line))
					}
					at = step.Until
				}
				if len(missing[ScenePeople])+len(missing[SceneToday]) > 0 {
					t.Errorf("%d members, %d lines, %d more scenes: never shown: %v", members, n, others, missing)
				}
			}
		}
	}
}

func TestTodayFallsBackToTheDaysThatCome(t *testing.T) {
	seen := crowd(30)
	at := func(h time.Duration) time.Time { return morning.Add(h * time.Hour) }
	over := community.Occasion{Title: "Over", StartsAt: at(-3), EndsAt: at(-2)}
	on := community.Occasion{Title: "On", StartsAt: at(-1), EndsAt: at(1), What: community.EventAccountability}
	tomorrow := community.Occasion{Title: "Tomorrow's", StartsAt: at(26), EndsAt: at(27), With: "Tomasz", Place: "Library"}
	friday := community.Occasion{Title: "All of it", AllDay: true, StartsAt: at(24 * 4), EndsAt: at(24 * 5)}
	tomorrow.Places, tomorrow.Coming = 4, 1
	seen.Occasions = []community.Occasion{over, on, tomorrow, friday}
	s := (Config{}).Compose(seen, Step{Scene: SceneToday}, morning, wide)
	if s.Title != "Today at Harbour Commons" || len(s.Today.Events) != 3 {
		t.Fatalf("%s: %+v", s.Title, s.Today.Events)
	}
	if e := s.Today.Events[0]; e.Time != "Now" || e.Day != "" || e.What != "Accountability" {
		t.Errorf("%+v", e)
	}
	if e := s.Today.Events[1]; e.Time != "12:42" || e.Day != "Tomorrow" || e.Under != "with Tomasz · Library · 3 places left" {
		t.Errorf("%+v", e)
	}
	if e := s.Today.Events[2]; e.Time != "All day" || e.Day != "Monday" {
		t.Errorf("%+v", e)
	}
	if s.Today.Count != "10 members" || s.Today.More != "" {
		t.Errorf("%q, %q", s.Today.Count, s.Today.More)
	}
	full := *seen
	full.Occasions = append([]community.Occasion{on, on, on}, seen.Occasions...)
	if s := (Config{}).Compose(&full, Step{Scene: SceneToday}, morning, wide); len(s.Today.Events) != 4 {
		t.Errorf("%d events on one page", len(s.Today.Events))
	}
	seen.Occasions = seen.Occasions[2:]
	if s := (Config{}).Compose(seen, Step{Scene: SceneToday}, morning, wide); s.Title != "Coming up at Harbour Commons" {
		t.Error(s.Title)
	}
	empty := (Config{}).Compose(crowd(0), Step{Scene: SceneToday}, morning, wide)
	if empty.Today.Quiet == "" || !strings.Contains(empty.Today.Count, "Nobody") {
		t.Errorf("%+v", empty.Today)
	}
	many := (Config{}).Compose(crowd(69), Step{Scene: SceneToday, Page: 1}, morning, wide)
	if len(many.Today.Here) != 12 || many.Today.More != "and 11 more" {
		t.Errorf("%d faces, %q", len(many.Today.Here), many.Today.More)
	}
}

func TestTheBoardNamesWhoIsHereAndCanHelp(t *testing.T) {
	seen := crowd(4)
	seen.Profiles[3].HappyToHelpWith = []string{"VAT returns"} // is here
	seen.Profiles[1].HappyToHelpWith = []string{"VAT, wool"}   // is not
	post := func(i int, side, words string) community.SeenPost {
		return community.SeenPost{Post: community.Post{MemberID: seen.Profiles[i].ID, Side: side, Words: words}, By: seen.Profiles[i]}
	}
	seen.Posts = []community.SeenPost{
		post(0, community.Ask, "Someone who knows VAT"), post(2, community.Ask, "A wool supplier"), post(1, community.Offer, "A listening ear"),
	}
	b := (Config{}).Compose(seen, Step{Scene: SceneBoard}, morning, wide)
	if b.Under != "2 people are looking for something you might know" || len(b.Board.Asks) != 2 || len(b.Board.Offers) != 1 {
		t.Fatalf("%s %+v", b.Under, b.Board)
	}
	if b.Board.Asks[0].Help != "Member3 can help · here now" || b.Board.Asks[1].Help != "" {
		t.Errorf("%+v", b.Board.Asks)
	}
	if b.Board.Offers[0].By != "Member1 Surname1 is happy to help with" {
		t.Errorf("%+v", b.Board.Offers)
	}
	offers := *seen
	offers.Posts = seen.Posts[2:]
	b = (Config{}).Compose(&offers, Step{Scene: SceneBoard}, morning, wide)
	if b.Title != "A hand, if you like" || b.Board.NobodyAsks == "" || b.Board.NobodyOffers != "" {
		t.Errorf("%s %+v", b.Title, b.Board)
	}
	seen.Posts = seen.Posts[:1]
	b = (Config{}).Compose(seen, Step{Scene: SceneBoard}, morning, wide)
	if b.Under != "Member0 is looking for something you might know" || b.Board.NobodyOffers == "" || b.Board.NobodyAsks != "" {
		t.Errorf("%s %+v", b.Under, b.Board)
	}
}

func TestThanksAreThoseOfTheWeekWhenThereAreAny(t *testing.T) {
	seen := crowd(4)
	thank := func(days int) community.SeenThankYou {
		return community.SeenThankYou{ThankYou: community.ThankYou{Words: "“Tea”", What: "Tea and treats", SaidAt: morning.AddDate(0, 0, -days)}, From: seen.Profiles[0], To: seen.Profiles[1]}
	}
	for _, tt := range []struct {
		days         []int
		title, under string
	}{
		{[]int{1, 2, 9}, "Said this week", "2 thank-yous at Harbour Commons"},
		{[]int{9, 60}, "Said this month", "1 thank-you at Harbour Commons"},
		{[]int{60}, "Said here", "1 thank-you at Harbour Commons"},
		{nil, "Thank you", "Thank-yous appear here when both people agree"},
	} {
		seen.Thanks = nil
		for _, d := range tt.days {
			seen.Thanks = append(seen.Thanks, thank(d))
		}
		s := (Config{Hint: true, CanThank: true}).Compose(seen, Step{Scene: SceneThanks}, morning, wide)
		if s.Title != tt.title || s.Under != tt.under || s.Hint != "Touch to say thanks" {
			t.Errorf("%v: %s, %s, %s", tt.days, s.Title, s.Under, s.Hint)
		}
		for _, y := range s.Thanks {
			if y.Words != "“Tea”" || y.From != "Member0" || y.Who.ID != seen.Profiles[1].ID {
				t.Errorf("%+v", y)
			}
		}
	}
}

func TestTheSpotlightSaysOnlyWhatIsKnown(t *testing.T) {
	seen := crowd(3)
	ada := &seen.Profiles[0]
	*ada = community.Profile{
		ID: ada.ID, Name: "Ada Okafor", Called: "Ada", Code: "7KQ2MX9A", JoinedOn: "2026-11-16", SaidLike: "AY-da", Pronouns: "she/her",
		Languages: []string{"English", "Igbo"}, Headline: "Writes grants", LookingFor: []string{"Someone who knows VAT"},
	}
	tomasz := &seen.Profiles[1]
	tomasz.Called, tomasz.Here, tomasz.Pronouns, tomasz.HappyToHelpWith = "Tomasz", true, "he/him", []string{"VAT returns"}
	c := Config{ProfileURL: func(code string) string { return "HTTP://X/M/" + code }}
	spot := c.Compose(seen, Step{Scene: SceneSpotlight, Who: ada.ID}, morning, wide).Spotlight
	if spot.Kicker != "New here · joined Monday" || spot.Said != "AY-da · she/her · English, Igbo" || spot.About != "Writes grants." {
		t.Errorf("%+v", spot)
	}
	if spot.Address != "HTTP://X/M/7KQ2MX9A" || spot.Scan != "Scan for Ada’s profile" {
		t.Errorf("%+v", spot)
	}
	if got := strings.Join(spot.Match, " "); got != "Tomasz can help with VAT returns. He’s here today: say hello?" {
		t.Error(got)
	}
	tomasz.Here = false
	ada.Code, ada.JoinedOn = "", "2021-03-01"
	spot = c.Compose(seen, Step{Scene: SceneSpotlight, Who: ada.ID}, morning, wide).Spotlight
	if spot.Match != nil || spot.Address != "" || spot.Scan != "" || spot.Kicker != "Here since 2021" {
		t.Errorf("without consent and company: %+v", spot)
	}
	if s := c.Compose(seen, Step{Scene: SceneSpotlight, Who: community.ID{99}}, morning, wide); s.Spotlight != nil || s.Scene != ScenePeople {
		t.Errorf("somebody who may not be seen: %+v", s)
	}
}

func TestPronounsAreThoseGivenOrNone(t *testing.T) {
	for pronouns, want := range map[string]string{
		"he/him": "He’s here", "She/Her": "She’s here", "they/them": "They’re here", "": "Ada is here", "ze/zir": "Ada is here",
	} {
		if got := hereToday(&community.Profile{Called: "Ada", Pronouns: pronouns}); !strings.HasPrefix(got, want) {
			t.Errorf("%q: %q", pronouns, got)
		}
	}
}

func TestACardSaysHowItsMemberLikesToBeMet(t *testing.T) {
	for mood, want := range map[string]string{"": "Here", community.MoodOpen: "Open to chat", community.MoodBusy: "Heads down", community.MoodHand: "Needs a hand"} {
		if c := card(community.Profile{Name: "Ada", Here: true, Mood: mood}); c.Sign != want || !c.Here {
			t.Errorf("%q: %+v", mood, c)
		}
	}
}

func TestAGuessSaysOnWhatItStands(t *testing.T) {
	p := community.Profile{Called: "Priya"}
	for want, h := range map[string]match.Helper{
		"Priya can help with VAT returns.":                   {Who: p, Why: "Offers “VAT returns”", With: "VAT returns", Offers: true},
		"Priya may know. Thanked for “My first client!”":     {Who: p, Why: "Thanked for “My first client!”", With: "My first client!"},
		"Priya may know. Likes to talk about “Long trains”.": {Who: p, Why: "Likes to talk about “Long trains”", With: "Long trains"},
	} {
		if got := matched(h); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestPagesOfAListAreEvenAndShowAllOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 9).Draw(t, "size")
		list := make([]int, rapid.IntRange(0, 60).Draw(t, "list"))
		for i := range list {
			list[i] = i
		}
		var all []int
		least, pages := size, (len(list)+size-1)/size
		for n := range pages {
			p := page(list, n, size)
			all, least = append(all, p...), min(least, len(p))
			if len(p) > size || len(p) > least+1 {
				t.Fatalf("page %d of %d has %d", n, pages, len(p))
			}
		}
		if !slices.Equal(all, list) || !slices.Equal(page(list, pages, size), page(list, 0, size)) {
			t.Fatal(all)
		}
	})
}
