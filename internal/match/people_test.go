package match

import (
	"slices"
	"strings"
	"testing"

	"kettle/internal/community"
)

// here are members who are here, each with one thing to help with.
func here(offers ...string) *community.Seen {
	s := &community.Seen{Here: len(offers), Asked: map[community.ID]int{}}
	for i, o := range offers {
		p := community.Profile{ID: community.ID{byte(i + 1)}, Name: o, Called: o, Here: true}
		if o != "" {
			p.HappyToHelpWith = []string{o}
		}
		s.Profiles = append(s.Profiles, p)
	}
	return s
}

func names(all []Helper) string {
	var out []string
	for _, h := range all {
		out = append(out, h.Who.Name)
	}
	return strings.Join(out, ", ")
}

func TestOnlyWhoIsHereAndSaidSoIsAHelper(t *testing.T) {
	f := new(Finder)
	seen := here("Wool", "Pottery", "Wool from the Borders", "Time to listen")
	me := seen.Profiles[0].ID
	if got := names(f.Helpers(seen, community.Ask, "Wool supplier in the Borders", me, 3)); got != "Wool from the Borders" {
		t.Errorf("%q", got)
	}
	if got := names(f.Helpers(seen, community.Ask, "Somebody with time to help me", me, 3)); got != "" {
		t.Errorf("%q was found by words that say nothing", got)
	}
	gone := *seen
	gone.Profiles = slices.Clone(seen.Profiles)
	gone.Profiles[2].Here = false
	if got := names(f.Helpers(&gone, community.Ask, "Wool supplier in the Borders", me, 3)); got != "" {
		t.Errorf("%q is not here", got)
	}
	busy := *seen
	busy.Profiles = slices.Clone(seen.Profiles)
	busy.Profiles[2].Mood = community.MoodBusy
	if got := names(f.Helpers(&busy, community.Ask, "Wool supplier in the Borders", me, 3)); got != "" {
		t.Errorf("%q wants to be left alone", got)
	}
}

func TestOfEqualsWhoWasAskedLeastLatelyComesFirst(t *testing.T) {
	f := new(Finder)
	seen := here("VAT", "VAT", "VAT", "Pottery")
	seen.Asked[community.ID{1}], seen.Asked[community.ID{3}] = 2, 1
	got := f.Helpers(seen, community.Ask, "Who knows VAT?", community.ID{}, 3)
	if len(got) != 3 || got[0].Who.ID != (community.ID{2}) || got[2].Who.ID != (community.ID{1}) {
		t.Errorf("%+v", got)
	}
	clear(seen.Asked)
	a := names(f.Helpers(seen, community.Ask, "Who knows VAT?", community.ID{}, 1))
	turned := *seen
	turned.Profiles = slices.Clone(seen.Profiles)
	slices.Reverse(turned.Profiles)
	if b := names(new(Finder).Helpers(&turned, community.Ask, "Who knows VAT?", community.ID{}, 1)); a != b {
		t.Errorf("%s here and %s there", a, b)
	}
}

func TestTheReasonIsWhatWasWritten(t *testing.T) {
	seen := here("", "", "", "", "")
	seen.Profiles[4].Headline = "Letterpress printer"
	seen.Profiles[0].TalkToMeAbout = []string{"Street food"}
	seen.Posts = []community.SeenPost{
		{Post: community.Post{MemberID: community.ID{2}, Side: community.Offer, Words: "Umsatzsteuer erklären"}},
		{Post: community.Post{MemberID: community.ID{4}, Side: community.Ask, Words: "VAT"}},
	}
	seen.Thanks = []community.SeenThankYou{{ThankYou: community.ThankYou{ToID: community.ID{3}, Words: "Read my lease and found the trap."}}}
	f := new(Finder)
	for need, want := range map[string]string{
		"Someone who knows VAT":                 "Offers “Umsatzsteuer erklären”",
		"A second pair of eyes on a contract":   "Thanked for “Read my lease and found the trap.”",
		"Where is good street food around here": "Likes to talk about “Street food”",
		"Somebody who does letterpress":         "“Letterpress printer”",
	} {
		got := f.Helpers(seen, community.Ask, need, community.ID{}, 3)
		if len(got) != 1 || got[0].Why != want {
			t.Errorf("%s: %+v", need, got)
		}
	}
	if got := f.Helpers(seen, community.Offer, "Letterpress lessons", community.ID{}, 3); len(got) != 0 {
		t.Errorf("what somebody does for a living answers an offer: %+v", got)
	}
	if got := f.Helpers(seen, community.Offer, "Mehrwertsteuer", community.ID{}, 3); len(got) != 1 || got[0].Why != "Asks for “VAT”" {
		t.Errorf("an offer finds %+v", got)
	}
}

func TestASpaceHasItsOwnSynonyms(t *testing.T) {
	seen := here("Booking the Cabin", "Pottery")
	f := new(Finder)
	if got := names(f.Helpers(seen, community.Ask, "The big meeting room", community.ID{}, 3)); got != "" {
		t.Errorf("%q", got)
	}
	own := *seen
	own.Space.Synonyms = []string{"the cabin, big meeting room"}
	if got := names(f.Helpers(&own, community.Ask, "The big meeting room", community.ID{}, 3)); got != "Booking the Cabin" {
		t.Errorf("%q", got)
	}
}

func TestNoTextBreaksTheReading(t *testing.T) {
	l := NewLexicon([]string{"", ",", " , ,", "a", "ψ, 字"})
	for _, s := range []string{"", " ", "\x00", strings.Repeat("a", 10_000), "\u202etxt", "字", "🎈🎈", "- - -", strings.Repeat("x ", 3000), "\xff\xfe"} {
		l.Read(s)
		l.Index([]Entry{{s, 1}}).Find(s)
	}
}

// BenchmarkMatch finds who may help with each of 5,000 asks among 200 who are here.
// The floor reads the words of the same asks and looks each up in one map.
func BenchmarkMatch(b *testing.B) {
	offers, asks := labelled(b)
	var all []string
	for i := range 200 {
		all = append(all, offers[i%len(offers)])
	}
	seen := here(all...)
	needs := make([]string, 5000)
	for i := range needs {
		needs[i] = asks[i%len(asks)].words
	}
	b.Run("floor", func(b *testing.B) {
		known := map[string]int{}
		for _, o := range all {
			for _, w := range plainWords(o) {
				known[w]++
			}
		}
		for b.Loop() {
			n := 0
			for _, s := range needs {
				for _, w := range strings.Fields(strings.ToLower(s)) {
					n += known[w]
				}
			}
		}
	})
	b.Run("kettle", func(b *testing.B) {
		f := new(Finder)
		f.Helpers(seen, community.Ask, needs[0], community.ID{}, 3)
		for b.Loop() {
			for _, s := range needs {
				f.Helpers(seen, community.Ask, s, community.ID{}, 3)
			}
		}
	})
}
