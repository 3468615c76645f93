package web

import (
	"html/template"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kettle/internal/community"
)

func TestOpeningHoursInWords(t *testing.T) {
	for hours, want := range map[string][]opening{
		"always": nil,
		"Mon-Fri 08:00-18:00; Sat 10:00-16:00": {
			{"Monday to Friday", "08:00–18:00"}, {"Saturday", "10:00–16:00"}, {"Sunday", "closed"},
		},
		"Mon-Sun 09:00-24:00": {{"Monday to Sunday", "09:00–midnight"}},
		"Mon,Wed 09:00-12:00,13:00-17:30; Fri 20:00-02:00": {
			{"Monday", "09:00–12:00, 13:00–17:30"},
			{"Tuesday", "closed"},
			{"Wednesday", "09:00–12:00, 13:00–17:30"},
			{"Thursday", "closed"},
			{"Friday", "20:00–02:00"},
			{"Saturday and Sunday", "closed"},
		},
	} {
		h, err := community.ParseHours(hours)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, openings(h)); diff != "" {
			t.Errorf("%s:\n%s", hours, diff)
		}
	}
}

func TestHolidaysOfTheNextWeeksAreNamed(t *testing.T) {
	s := community.Space{Zone: "Pacific/Auckland", Holidays: []string{"2026-11-19", "2026-11-20", "2026-12-18", "2026-12-19", "bad"}}
	late := time.Date(2026, 11, 19, 22, 0, 0, 0, time.UTC) // the 20th over there
	if diff := cmp.Diff([]string{"Friday 20 November", "Friday 18 December"}, shutSoon(&s, late)); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyRealAddressesBecomeLinks(t *testing.T) {
	for text, want := range map[string]template.URL{
		"ledgerly.example": "https://ledgerly.example", "http://a.example/x?y=1": "http://a.example/x?y=1", "HTTPS://A.example": "https://A.example",
		"": "", "javascript:alert(1)": "", "javascript://x.example/%0aalert(1)": "", "data:text/html,x": "", "ftp://a.example": "",
		"see my page": "", "https://user:pw@a.example": "", "localhost": "", "https://": "", "//evil.example": "", "\x00.example": "",
	} {
		if got := webLink(text); got != want {
			t.Errorf("%q links to %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]template.URL{
		"+44 (0)131 496-0007": "tel:+441314960007", "0131/4960007": "tel:01314960007", "ask me": "", "1+2": "", "12": "", "javascript:alert(1)": "",
	} {
		if got := phoneLink(text); got != want {
			t.Errorf("phone %q links to %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]template.URL{
		"a.b+c@x.example": "mailto:a.b+c@x.example", "a?bcc=b@x.example": "mailto:a%3Fbcc=b@x.example", "nobody": "", "a b@x.example": "",
	} {
		if got := mailLink(text); got != want {
			t.Errorf("mail %q links to %q, want %q", text, got, want)
		}
	}
}

func TestCharactersGetTheShapesOfTheirLanguage(t *testing.T) {
	for _, c := range []struct {
		name   string
		speaks []string
		want   string
	}{
		{"陈美玲", []string{"中文", "English"}, "zh"},
		{"木村花", []string{"日本語", "English"}, "ja"},
		{"木村花", []string{"japanese"}, "ja"},
		{"きむら花", nil, "ja"},
		{"김하나", nil, "ko"},
		{"Tomasz Wójcik", []string{"日本語"}, ""},
		{"محمد الأمين", nil, ""},
	} {
		if got := langOf(c.name, c.speaks); got != c.want {
			t.Errorf("%s who speaks %v: %q, want %q", c.name, c.speaks, got, c.want)
		}
	}
}

func TestGroundGoesWithTheMember(t *testing.T) {
	seen := map[int]bool{}
	for i := range 100 {
		p := community.Profile{ID: community.ID{15: byte(i)}, Name: "A"}
		a, b := viewProfile(&p, "C", "S"), viewProfile(&p, "C", "S")
		if a.Ground != b.Ground || a.Ground < 0 || a.Ground > 4 {
			t.Fatalf("grounds %d and %d", a.Ground, b.Ground)
		}
		seen[a.Ground] = true
	}
	if len(seen) != 5 {
		t.Errorf("of 100 members all have one of %v", seen)
	}
}

func TestAboutThatRepeatsTheHeadlineIsLeftOut(t *testing.T) {
	p := community.Profile{Name: "A", Headline: "Mends radios", About: "Mends radios."}
	if v := viewProfile(&p, "C", "S"); v.Does != "Mends radios" || v.About != "" {
		t.Errorf("shows %q and %q", v.Does, v.About)
	}
}

// A member reads what was changed of them and by whom, but nothing of what is the hosts'
// own, and of somebody else no name.
func TestAMemberReadsWhoChangedWhat(t *testing.T) {
	ada, at := &community.Member{ID: community.ID{1}}, time.Date(2026, 6, 30, 20, 0, 0, 0, time.UTC)
	by := func(kind community.ActorKind, id byte) community.Actor {
		return community.Actor{Kind: kind, ID: community.ID{id}}
	}
	var edits []Edit
	var want []string
	for _, c := range []struct {
		by     community.Actor
		fields []string
		words  string
	}{
		{by(community.ActorProven, 1), []string{"headline", "notes"}, "What you do, in a few words · you"},
		{by(community.ActorClaimed, 1), []string{"show_on_wall"}, "On the wall · you"},
		{by(community.ActorProven, 2), []string{"looking_for:Tea", "looking_for:VAT", "photo"}, "Looking for, Photo · another member"},
		{by(community.ActorHost, 3), []string{"notes", "induction:Printer", "number", "left_on", "asked_in"}, ""},
		{by(community.ActorHost, 3), []string{"state"}, "Membership · a host"},
		{by(community.ActorImport, 0), []string{"joined_on"}, "Member since · a list that a host brought in"},
		{by(community.ActorAutomatic, 0), []string{"state"}, "Membership · by itself"},
		{by(community.ActorAnonymous, 0), []string{"photo"}, "Photo · somebody at the kiosk"},
	} {
		edits = append(edits, Edit{At: at, By: c.by, Fields: c.fields})
		if c.words != "" {
			want = append(want, c.words)
		}
	}
	var got []string
	for _, v := range viewEdits(edits, ada, &community.Space{Zone: "Asia/Kathmandu"}) {
		if got = append(got, v.Words); v.When != "1 July 2026" {
			t.Errorf("%s: %s", v.Words, v.When)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if n := len(viewEdits(slices.Repeat(edits, 3), ada, &community.Space{})); n != maxEdits {
		t.Errorf("%d are shown", n)
	}
}
