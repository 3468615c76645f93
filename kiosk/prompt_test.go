package kiosk

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// toldDesk is a small desk that has something to tell a member, whoever it is, and hears
// the answers to it.
type toldDesk struct {
	*smallDesk
	mine  community.Mine
	heard []string
}

func (d *toldDesk) Mine(context.Context, community.Actor, community.ID) (community.Mine, error) {
	return d.mine, d.fault
}

func (d *toldDesk) answered(what string, mine bool) error {
	if !mine {
		what = "not " + what
	}
	d.heard = append(d.heard, what)
	return d.fault
}

func (d *toldDesk) SeePost(_ context.Context, _ community.Actor, _ community.ID, mine bool) error {
	return d.answered("theirs", mine)
}

func (d *toldDesk) SeeThanks(_ context.Context, _ community.Actor, _ community.ID, mine bool) error {
	return d.answered("theirs", mine)
}

func (d *toldDesk) HearThanks(_ context.Context, _ community.Actor, _ community.ID, agrees bool) error {
	return d.answered("for the wall", agrees)
}

func (d *toldDesk) RenewPost(context.Context, community.Actor, community.ID) error {
	return d.answered("renewed", true)
}

func (d *toldDesk) SortPost(context.Context, community.Actor, community.ID) error {
	return d.answered("sorted", true)
}

func (d *toldDesk) Thank(context.Context, community.Actor, community.ThankYou) (bool, error) {
	return false, d.answered("thanked", true)
}

func (d *toldDesk) StayAway(context.Context, community.Actor, community.ID) error {
	return d.answered("stays away", true)
}

func (d *toldDesk) SeeComing(_ context.Context, _ community.Actor, _ community.ID, mine bool) error {
	return d.answered("comes", mine)
}

func (d *toldDesk) AwaitPlace(context.Context, community.Actor, community.ID) error {
	return d.answered("waits", true)
}

func (d *toldDesk) SetWent(_ context.Context, _ community.Actor, _ community.ID, went string) error {
	return d.answered("went "+went, true)
}

func (d *toldDesk) AskedComing(context.Context, community.Actor, community.ID) error {
	return d.answered("was asked", true)
}

func (d *toldDesk) Gathering(context.Context, community.Actor, community.ID, community.ID, time.Time) (community.Gathering, error) {
	return community.Gathering{Occasion: d.mine.Comings[0].Occasion}, d.fault
}

// isTold checks Ada in by her card when she has this to be told.
func isTold(t testing.TB, mine community.Mine) (*kit, *toldDesk) {
	k := settled(t)
	d := &toldDesk{smallDesk: k.desk, mine: mine}
	k.Model.desk = d
	k.scans(cardOfAda)
	wantStep(t.(*testing.T), k, Welcome)
	return k, d
}

// told is each thing that a check-in may bring up, with somebody's words in it where it
// has any; what is asked then, and what the desk hears of each answer. Of an answer
// that is "" there is none, and one that leads on to a step is that step.
var told = map[string]struct {
	mine    func(words string, now time.Time) community.Mine
	asks    string
	yes, no string
}{
	"an ask in their name": {
		func(words string, _ time.Time) community.Mine {
			return community.Mine{ClaimedPosts: []community.Post{{Words: words}}}
		},
		"Did you put up “WORDS”?", "theirs", "not theirs",
	},
	"thanks in their name": {
		func(words string, _ time.Time) community.Mine {
			return community.Mine{ClaimedThanks: []community.Heard{{ThankYou: community.ThankYou{Words: words}, Other: "Bao"}}}
		},
		"Did you thank Bao: “WORDS”?", "theirs", "not theirs",
	},
	"thanks without words to one who is not shown": {
		func(string, time.Time) community.Mine {
			return community.Mine{ClaimedThanks: make([]community.Heard, 1)}
		},
		"Did you thank somebody?", "theirs", "not theirs",
	},
	"help in their name": {
		func(words string, _ time.Time) community.Mine {
			return community.Mine{ClaimedHelp: []community.OthersPost{{Post: community.Post{Words: words}, Other: "Bao"}}}
		},
		"Did you say that you’d help Bao with “WORDS”?", "", "",
	},
	"a cheer for words that may not be read": {
		func(string, time.Time) community.Mine {
			return community.Mine{ClaimedCheers: []community.OthersPost{{Other: "Bao"}}}
		},
		"Did you cheer for Bao?", "", "",
	},
	"thanks to them": {
		func(words string, _ time.Time) community.Mine {
			return community.Mine{Received: []community.Heard{{ThankYou: community.ThankYou{Words: words}, Other: "Bao"}}}
		},
		"Bao thanks you: “WORDS”.", "not for the wall", "",
	},
	"thanks for the wall": {
		func(words string, _ time.Time) community.Mine {
			return community.Mine{Received: []community.Heard{{ThankYou: community.ThankYou{Words: words, FromAgrees: true}, Other: "Bao"}}}
		},
		"Bao thanks you: “WORDS”. May the wall show it?", "for the wall", "not for the wall",
	},
	"thanks by nobody for nothing in particular": {
		func(string, time.Time) community.Mine { return community.Mine{Received: make([]community.Heard, 1)} },
		"Somebody thanks you.", "not for the wall", "",
	},
	"somebody who came": {
		func(words string, _ time.Time) community.Mine {
			return community.Mine{Helped: []community.Helped{{Post: community.Post{Words: words}, Helper: "Bao"}}}
		},
		"Bao came for “WORDS”. Sorted?", "thanked sorted", "sorted",
	},
	"an old ask": {
		func(words string, now time.Time) community.Mine {
			return community.Mine{Open: []community.Post{{Side: community.Ask, Words: words, MadeAt: now.AddDate(0, 0, -25), Until: now.AddDate(0, 0, 5)}}}
		},
		"Still looking for “WORDS”?", "renewed", "sorted",
	},
	"an old offer": {
		func(words string, now time.Time) community.Mine {
			return community.Mine{Open: []community.Post{{Side: community.Offer, Words: words, MadeAt: now.AddDate(0, 0, -25), Until: now.AddDate(0, 0, 5)}}}
		},
		"Still happy to help with “WORDS”?", "renewed", "sorted",
	},
	"an event that is off": {
		promises(func(p *community.Promise) { p.Off = true }),
		"“WORDS” tomorrow at 09:30 is off. Sorry about that.", "stays away", "",
	},
	"an event that is full": {
		promises(func(p *community.Promise) { p.Placed = false }),
		"“WORDS” tomorrow at 09:30 was full a moment before you said you’d come.", "stays away", "waits",
	},
	"a place for who waited": {
		promises(func(p *community.Promise) { p.KnewAt = time.Time{} }),
		"There is a place for you now: “WORDS” tomorrow at 09:30.", "comes", "not comes",
	},
	"a turn that somebody had": {
		promises(func(p *community.Promise) { p.Placed, p.SlotAt = false, p.Occasion.StartsAt }),
		"Somebody had your turn at “WORDS” tomorrow at 09:30 a moment before you.", "event", "stays away",
	},
	"a turn that was moved and taken": {
		promises(func(p *community.Promise) {
			p.Placed, p.SlotAt, p.KnewPlace, p.KnewAt = false, p.Occasion.StartsAt, p.Occasion.Place, p.Occasion.StartsAt.Add(-time.Hour)
		}),
		"“WORDS” was moved: it’s tomorrow at 09:30 now. Your turn went with it.", "event", "stays away",
	},
	"an event in their name": {
		promises(func(p *community.Promise) { p.Claimed = true }),
		"Somebody said in your name that you come to “WORDS” tomorrow at 09:30.", "comes", "not comes",
	},
	"how it went": {
		func(words string, now time.Time) community.Mine {
			return community.Mine{Went: &community.Promise{Occasion: community.Occasion{Title: words, EndsAt: now.AddDate(0, 0, -7)}}}
		},
		"Your group meets again. How did it go since the last time?", "went", "went ",
	},
	"whom they met": {
		func(words string, now time.Time) community.Mine {
			return community.Mine{Met: &community.Meeting{Promise: community.Promise{Occasion: community.Occasion{Title: words, EndsAt: now.AddDate(0, 0, -1)}}, People: make([]community.Profile, 2)}}
		},
		"You were at “WORDS”. Who did you meet?", "who-met", "was asked",
	},
}

// promises gives something to be told of an event of tomorrow to which they come.
func promises(change func(*community.Promise)) func(string, time.Time) community.Mine {
	return func(words string, now time.Time) community.Mine {
		at := now.AddDate(0, 0, 1)
		p := community.Promise{Occasion: community.Occasion{Title: words, Place: "Kitchen", StartsAt: at, EndsAt: at.Add(time.Hour), Of: at}, Placed: true}
		p.StartsAt = at
		p.Hear(&p.Occasion)
		change(&p)
		return community.Mine{Comings: []community.Promise{p}}
	}
}

// Each thing that is brought up is said in its own words, and each answer to it is kept,
// is answered in words or leads on, and ends it.
func TestEachThingBroughtUpIsSaidAndEachAnswerHolds(t *testing.T) {
	for name, c := range told {
		for i, want := range []string{c.yes, c.no} {
			k, d := isTold(t, c.mine("Tray two", settled(t).clock))
			v := k.State().Visit
			if asks := strings.ReplaceAll(c.asks, "WORDS", "Tray two"); v.Asks != asks || len(v.Answers) == 0 {
				t.Errorf("%s: asked %q", name, v.Asks)
			}
			if answers := map[bool]int{true: 1, false: 2}[c.no == "" && c.yes != ""]; len(v.Answers) != answers {
				t.Errorf("%s: %d answers", name, len(v.Answers))
				continue
			} else if i >= answers {
				continue
			}
			k.tap(v.Answers[i].Act)
			s, got := k.State(), strings.Join(d.heard, " ")
			switch {
			case want == s.Step.String() && s.Step != Welcome: // it leads on
			case s.Step != Welcome || len(s.Visit.Answers) > 0 || !strings.HasSuffix(s.Visit.Asks, "."):
				t.Errorf("%s: after answer %d at %v: %q", name, i, s.Step, s.Visit.Asks)
			case want != "" && got != strings.Trim(want, "-"):
				t.Errorf("%s: the desk hears %q of answer %d, not %q", name, got, i, want)
			}
		}
	}
}

// Whatever people wrote: what is asked about it ends once, asks once, and has all of
// their words.
func TestWhateverWasWrittenIsAskedAboutInOneSentence(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom(namesOf(told)).Draw(rt, "what")
		words := rapid.SampledFrom([]string{"Who fixes tray two?", "My first client!", "A lift…", "I can help.", "VAT", "من يعرف؟", "太好了！", "手伝います。", "“The printer!”"}).Draw(rt, "words")
		k, _ := isTold(t, told[name].mine(words, settled(t).clock))
		asks := k.State().Visit.Asks
		for _, twice := range []string{"?”?", "؟”?", "？”?", "!”.", "…”.", ".”.", "。”.", "！”.", ".”?", "。”?", "““", "””"} {
			if strings.Contains(asks, twice) {
				rt.Fatalf("%s: %q has %s", name, asks, twice)
			}
		}
		if strings.Contains(told[name].asks, "WORDS") && !strings.Contains(asks, strings.Trim(words, "“”.。")) {
			rt.Fatalf("%s: %q lacks words", name, asks)
		}
	})
}

func namesOf[T any](all map[string]T) (names []string) {
	for name := range all {
		names = append(names, name)
	}
	return slices.Sorted(slices.Values(names))
}
