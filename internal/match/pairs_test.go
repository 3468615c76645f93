package match

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

var monday = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

// house is a space in which all of the members are in and happy to be shown.
func house(members ...community.Member) *community.Roll {
	r := &community.Roll{Members: members}
	for i := range members {
		m := &members[i]
		m.ID = community.ID{byte(i + 1)}
		m.OnWall, m.HereNow = community.Consent{Given: true}, community.Consent{Given: true}
		if m.JoinedOn == "" {
			m.JoinedOn = "2020-01-01"
		}
		r.Open = append(r.Open, community.Visit{ID: community.ID{0xff, byte(i + 1)}, MemberID: m.ID, InAt: monday.Add(-time.Hour)})
	}
	return r
}

func id(n int) community.ID { return community.ID{byte(n)} }

func between(a, b int, change func(i *community.Introduction)) community.Introduction {
	one, other := community.InOrder(id(a), id(b))
	i := community.Introduction{ID: community.ID{0xee, byte(a), byte(b)}, OneID: one, OtherID: other}
	change(&i)
	return i
}

func said(in Introductions) string {
	var out []string
	for _, p := range in.Pairs {
		out = append(out, p.One.Name+"+"+p.Other.Name)
	}
	for _, w := range in.Waiting {
		out = append(out, w.Who.Name)
	}
	return strings.Join(out, " ")
}

func TestANewcomerMeetsWhoeverCanHelp(t *testing.T) {
	r := house(
		community.Member{Name: "Ada", JoinedOn: "2026-11-23", LookingFor: []string{"Someone who knows VAT"}, Headline: "Writes grants"},
		community.Member{Name: "Ben", TalkToMeAbout: []string{"Bridges"}},
		community.Member{Name: "Tomasz", HappyToHelpWith: []string{"VAT returns"}},
	)
	got := new(Finder).Introduce(r, monday, 3)
	if said(got) != "Ada+Tomasz" || !got.Pairs[0].New || got.Pairs[0].Asked {
		t.Fatalf("%s: %+v", said(got), got)
	}
	if p := got.Pairs[0]; p.Why != "Ada is looking for “Someone who knows VAT”. Tomasz offers “VAT returns”." || !strings.HasPrefix(p.Opening, "“Tomasz, Ada") {
		t.Errorf("%q, %q", p.Why, p.Opening)
	}
}

func TestNobodyIsIntroducedWhoWouldRatherNot(t *testing.T) {
	fresh := func() *community.Roll {
		return house(
			community.Member{Name: "Ada", JoinedOn: "2026-11-23", LookingFor: []string{"VAT"}},
			community.Member{Name: "Tomasz", HappyToHelpWith: []string{"VAT"}},
		)
	}
	if got := said(new(Finder).Introduce(fresh(), monday, 3)); got != "Ada+Tomasz" {
		t.Fatal(got)
	}
	for name, change := range map[string]func(r *community.Roll){
		"heads down":      func(r *community.Roll) { r.Open[1].Mood = community.MoodBusy },
		"leave me":        func(r *community.Roll) { r.Members[1].LeaveMe = true },
		"not on the wall": func(r *community.Roll) { r.Members[1].OnWall.Given = false },
		"out":             func(r *community.Roll) { r.Open = r.Open[:1] },
		"left":            func(r *community.Roll) { r.Members[1].State = community.StateLeft },
		"thanked":         func(r *community.Roll) { r.Thanks = []community.ThankYou{{FromID: id(2), ToID: id(1)}} },
		"introduced": func(r *community.Roll) {
			r.Met = []community.Introduction{between(1, 2, func(i *community.Introduction) { i.DoneAt = monday.Add(-time.Hour) })}
		},
		"met": func(r *community.Roll) {
			r.Met = []community.Introduction{between(1, 2, func(i *community.Introduction) { i.MetAt = monday })}
		},
		"never": func(r *community.Roll) {
			r.Met = []community.Introduction{between(1, 2, func(i *community.Introduction) { i.Never = true })}
		},
		"not today": func(r *community.Roll) {
			r.Met = []community.Introduction{between(1, 2, func(i *community.Introduction) { i.NotBefore = "2026-11-24" })}
		},
	} {
		r := fresh()
		change(r)
		if got := said(new(Finder).Introduce(r, monday, 3)); strings.Contains(got, "+") {
			t.Errorf("%s: %s", name, got)
		}
		if who, _, ok := new(Finder).Acquaintance(r, monday, id(1)); ok {
			t.Errorf("%s: Ada is asked about %s", name, who.Name)
		}
	}
}

// Whatever a space is like, each pair is of two who are in, agreed to the wall, do not
// know one another and would not rather be left alone; nobody is in two, whoever waits is
// in none, and all of it is the same on every screen, in whatever order it keeps things.
func TestEveryPairIsOfTwoWhoMayMeet(t *testing.T) {
	f := new(Finder)
	rapid.Check(t, func(t *rapid.T) {
		yes := func(of int) bool { return rapid.IntRange(1, of).Draw(t, "one of") == 1 }
		tag := func() []string {
			return []string{rapid.SampledFrom([]string{"VAT", "Wool", "Trains", "Tea"}).Draw(t, "tag")}
		}
		var members []community.Member
		for i := range rapid.IntRange(2, 8).Draw(t, "members") {
			m := community.Member{Name: string(rune('A' + i)), IntroduceMe: yes(3), LeaveMe: yes(5), LookingFor: tag(), HappyToHelpWith: tag(), TalkToMeAbout: tag()}
			if yes(3) {
				m.JoinedOn = "2026-11-20"
			}
			members = append(members, m)
		}
		r := house(members...)
		never := map[string]bool{}
		for i := range r.Members {
			m := &r.Members[i]
			m.OnWall.Given, m.HereNow.Given = !yes(6), !yes(4)
			if yes(6) {
				r.Open[i].Mood = community.MoodBusy
			}
			if !m.OnWall.Given || m.LeaveMe || r.Open[i].Mood == community.MoodBusy {
				never[m.Name] = true
			}
			for j := range i {
				switch two := m.Name + r.Members[j].Name; rapid.IntRange(0, 9).Draw(t, "know") {
				case 0:
					r.Thanks = append(r.Thanks, community.ThankYou{FromID: id(i + 1), ToID: id(j + 1)})
					never[two] = true
				case 1:
					r.Met = append(r.Met, between(i+1, j+1, func(n *community.Introduction) { n.MetAt = monday }))
					never[two] = true
				case 2:
					r.Met = append(r.Met, between(i+1, j+1, func(n *community.Introduction) { n.AskedByID, n.AskedAt = id(i+1), monday }))
				}
			}
		}
		got, in := f.Introduce(r, monday, 3), map[string]bool{}
		for _, p := range got.Pairs {
			one, other := p.One.Name, p.Other.Name
			if one == other || never[one] || never[other] || never[one+other] || never[other+one] || in[one] || in[other] || p.Why == "" || p.Opening == "" {
				t.Fatalf("%s and %s: %s", one, other, said(got))
			}
			in[one], in[other] = true, true
		}
		for _, w := range got.Waiting {
			if in[w.Who.Name] || never[w.Who.Name] {
				t.Fatalf("%s waits: %s", w.Who.Name, said(got))
			}
		}
		who, why, ok := f.Acquaintance(r, monday, id(1))
		if me := r.Members[0]; ok && (me.LeaveMe || !me.OnWall.Given || never[who.Name] || never[who.Name+"A"] || !r.Members[who.ID[0]-1].HereNow.Given) {
			t.Fatalf("A is told of %s", who.Name)
		}
		turned := *r
		turned.Members, turned.Open, turned.Met = slices.Clone(r.Members), slices.Clone(r.Open), slices.Clone(r.Met)
		slices.Reverse(turned.Members)
		slices.Reverse(turned.Open)
		slices.Reverse(turned.Met)
		if there := said(f.Introduce(&turned, monday, 3)); there != said(got) {
			t.Fatalf("%s here, and %s there", said(got), there)
		}
		if w, y, _ := f.Acquaintance(&turned, monday, id(1)); w.ID != who.ID || y != why {
			t.Fatalf("A is told of %s here, and of %s there", who.Name, w.Name)
		}
	})
}

func TestWhoWouldRatherNotIsAskedOfNobody(t *testing.T) {
	asked := func(i *community.Introduction) { i.AskedByID, i.AskedAt = id(1), monday.Add(-time.Hour) }
	for name, change := range map[string]func(r *community.Roll){
		"leave me":        func(r *community.Roll) { r.Members[0].LeaveMe = true },
		"not on the wall": func(r *community.Roll) { r.Members[0].OnWall.Given = false },
		"paused":          func(r *community.Roll) { r.Members[0].State = community.StatePaused },
		"asked already":   func(r *community.Roll) { r.Met = []community.Introduction{between(1, 2, asked)} },
		"erased":          func(r *community.Roll) { r.Members[0].ID = id(9) },
	} {
		r := house(community.Member{Name: "Ada", JoinedOn: "2026-11-23", LookingFor: []string{"VAT"}}, community.Member{Name: "Tomasz", HappyToHelpWith: []string{"VAT"}})
		change(r)
		if who, _, ok := new(Finder).Acquaintance(r, monday, id(1)); ok {
			t.Errorf("%s: she is asked about %s", name, who.Name)
		}
	}
}

func TestANewcomerWhoMetThreeIsOneOfTheOthers(t *testing.T) {
	r := house(community.Member{Name: "Ada", JoinedOn: "2026-11-23"}, community.Member{Name: "Ben"}, community.Member{Name: "Cleo"}, community.Member{Name: "Dan"}, community.Member{Name: "Eve"})
	for other := 2; other < 5; other++ {
		r.Met = append(r.Met, between(1, other, func(i *community.Introduction) { i.DoneAt = monday.AddDate(0, 0, -other) }))
	}
	if got := said(new(Finder).Introduce(r, monday, 3)); got != "" {
		t.Error(got)
	}
	r.Met = r.Met[1:]
	if got := said(new(Finder).Introduce(r, monday, 3)); !strings.HasPrefix(got, "Ada+") {
		t.Errorf("of two whom she met: %q", got)
	}
}

func TestOnlyWhatBecameOfTheLastThirtyDaysIsCounted(t *testing.T) {
	r := house(community.Member{Name: "Ada"}, community.Member{Name: "Ben"})
	for days, talked := range map[int]string{29: community.TalkedYes, 8: community.TalkedNo, 7: "", 31: community.TalkedYes} {
		r.Met = append(r.Met, between(1, days, func(i *community.Introduction) { i.DoneAt, i.Talked = monday.AddDate(0, 0, -days), talked }))
	}
	if got := new(Finder).Introduce(r, monday, 3); got.Said != 2 || got.Talked != 1 {
		t.Errorf("%d of %d talked", got.Talked, got.Said)
	}
}

func TestALanguageThatManySpeakSaysNothing(t *testing.T) {
	igbo := []string{"Igbo"}
	r := house(community.Member{Name: "Ada", JoinedOn: "2026-11-23", Languages: igbo}, community.Member{Name: "Nke", Languages: igbo, Headline: "Cooks"})
	if _, why, _ := new(Finder).Acquaintance(r, monday, id(1)); why != "You both speak Igbo." {
		t.Error(why)
	}
	for range 2 { // who are out
		r.Members = append(r.Members, community.Member{ID: id(len(r.Members) + 1), Languages: igbo})
	}
	if _, why, _ := new(Finder).Acquaintance(r, monday, id(1)); why != "Cooks" {
		t.Error(why)
	}
}

func TestEverybodyWhoWantsItHasTheirTurn(t *testing.T) {
	members := []community.Member{}
	for _, name := range []string{"Milo", "Freya", "Hana", "Ivo", "Jay", "Kim"} {
		members = append(members, community.Member{Name: name})
	}
	members[0].IntroduceMe, members[1].IntroduceMe, members[2].IntroduceMe = true, true, true
	r := house(members...)
	met := map[string]int{}
	for day := range 15 { // there are twelve such pairs
		now := monday.AddDate(0, 0, day)
		for i := range r.Open {
			r.Open[i].InAt = now.Add(-time.Hour)
		}
		for _, p := range new(Finder).Introduce(r, now, 1).Pairs {
			met[p.One.Name]++
			met[p.Other.Name]++
			r.Met = append(r.Met, between(int(p.One.ID[0]), int(p.Other.ID[0]), func(i *community.Introduction) { i.DoneAt = now }))
		}
	}
	if met["Milo"] != 5 || met["Freya"] != 5 || met["Hana"] != 5 {
		t.Errorf("three wanted to meet the five others: %v", met)
	}
}

func TestWhoAskedComesFirst(t *testing.T) {
	r := house(
		community.Member{Name: "Ada", JoinedOn: "2026-11-23"},
		community.Member{Name: "Rosa", JoinedOn: "2019-01-01"},
		community.Member{Name: "Kat"},
	)
	r.Met = []community.Introduction{between(2, 3, func(i *community.Introduction) { i.AskedByID, i.AskedAt = id(2), monday.AddDate(0, 0, -12) })}
	got := new(Finder).Introduce(r, monday, 3)
	if said(got) != "Rosa+Kat Ada" || !got.Pairs[0].Asked {
		t.Errorf("%s", said(got))
	}
	r.Open = r.Open[:2] // Kat is out
	if got := new(Finder).Introduce(r, monday, 0); len(got.Waiting) != 2 || got.Waiting[0].Who.Name != "Rosa" || got.Waiting[0].Days != 12 {
		t.Errorf("%+v", got.Waiting)
	}
}

func TestWhatTwoHaveInCommonIsSaidInOneSentence(t *testing.T) {
	for want, other := range map[string]community.Member{
		"Offers “Wool from the Borders”. You are looking for “Wool supplier”.": {Name: "Kat", HappyToHelpWith: []string{"Wool from the Borders"}},
		"Is looking for “A goalie”. You offered: Goalie on Fridays.":           {Name: "Tom", LookingFor: []string{"A goalie"}},
		"You both like to talk about “Long trains”.":                           {Name: "Pri", TalkToMeAbout: []string{"Long trains"}},
		"You both speak Igbo.": {Name: "Nke", Languages: []string{"English", "Igbo"}},
		"Draws buildings":      {Name: "Mat", Headline: "Draws buildings"},
	} {
		me := community.Member{
			Name: "Ada", JoinedOn: "2026-11-23", LookingFor: []string{"Wool supplier"}, HappyToHelpWith: []string{"Goalie on Fridays"},
			TalkToMeAbout: []string{"Trains"}, Languages: []string{"Igbo"},
		}
		if _, why, ok := new(Finder).Acquaintance(house(me, other), monday, id(1)); !ok || why != want {
			t.Errorf("%q, not %q", why, want)
		}
	}
	work := house(community.Member{Name: "Ada", JoinedOn: "2026-11-23", Headline: "Draws old houses"}, community.Member{Name: "Ben", Headline: "Restores old houses"})
	if got := new(Finder).Introduce(work, monday, 3); len(got.Pairs) != 1 || got.Pairs[0].Why != "Ada: Draws old houses. Ben: Restores old houses." {
		t.Errorf("two of one trade: %+v", got)
	}
	quiet := house(community.Member{Name: "Ada"}, community.Member{Name: "Ben"})
	if who, _, ok := new(Finder).Acquaintance(quiet, monday, id(1)); ok {
		t.Errorf("two who want nothing are asked: %s", who.Name)
	}
	hidden := house(community.Member{Name: "Ada", JoinedOn: "2026-11-23"}, community.Member{Name: "Ben"})
	hidden.Members[1].HereNow.Given = false
	if who, _, ok := new(Finder).Acquaintance(hidden, monday, id(1)); ok {
		t.Errorf("%s is shown as here", who.Name)
	}
}

func TestOutsideOpeningHoursNobodyIsSaidToBeHere(t *testing.T) {
	r := house(
		community.Member{Name: "Ada", JoinedOn: "2026-11-23", LookingFor: []string{"Someone who knows VAT"}},
		community.Member{Name: "Tomasz", HappyToHelpWith: []string{"VAT returns"}},
	)
	if err := r.Space.Set("hours", "Mon-Fri 09:00-17:00"); err != nil {
		t.Fatal(err)
	}
	for i := range r.Open {
		r.Open[i].InAt = monday.Add(-4 * time.Hour) // at seven
	}
	for at, want := range map[time.Duration]bool{-3 * time.Hour: false, -2 * time.Hour: true, 0: true, 7 * time.Hour: false} {
		now := monday.Add(at)
		if who, _, ok := new(Finder).Acquaintance(r, now, id(1)); ok != want || r.Seen(community.Wall, now).Here > 0 != want {
			t.Errorf("at %s: %s is here: %t", now.Format("15:04"), who.Name, ok)
		}
	}
}

// A joining day that is yet to come, or is none, takes nobody's turn who has waited.
func TestWhoJoinedNobodyKnowsWhenTakesNobodysTurn(t *testing.T) {
	for _, joined := range []string{"2026-11-24", "2036-02-29", "2026-02-29", "not a day"} {
		r := house(
			community.Member{Name: "Ada", JoinedOn: joined, IntroduceMe: true, LookingFor: []string{"VAT"}},
			community.Member{Name: "Mei", JoinedOn: "2026-11-20", IntroduceMe: true, LookingFor: []string{"VAT"}},
			community.Member{Name: "Tomasz", HappyToHelpWith: []string{"VAT"}},
		)
		if got := said(new(Finder).Introduce(r, monday, 1)); !strings.HasPrefix(got, "Mei+Tomasz") {
			t.Errorf("with who joined %s: %s", joined, got)
		}
	}
}
