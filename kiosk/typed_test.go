package kiosk

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// Whatever is typed, erased and touched in whatever order, a field holds what a text with
// a caret holds: never more than it takes, no two spaces, its caret inside.
func TestAFieldIsATextWithACaret(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := newKit(nil)
		k.tap(GoVisit)
		want, at := []rune{}, 0
		for range rapid.IntRange(1, 60).Draw(t, "acts") {
			k.clock = k.clock.Add(settle)
			switch rapid.IntRange(0, 6).Draw(t, "kind") {
			case 0, 1, 2:
				r := rapid.SampledFrom([]rune("abñ 7-’界\u202e\t\u200d")).Draw(t, "rune")
				if rapid.Bool().Draw(t, "on screen") {
					k.Tap(Tap{Act: Type, Text: string(r)})
				} else {
					k.Rune(r)
				}
				if r == '\u202e' || r == '\t' {
					continue
				}
				if len(want) < maxTyped && !(r == ' ' && (at == 0 || want[at-1] == ' ')) {
					want = slices.Insert(want, at, r)
					at++
				}
			case 3:
				if rapid.Bool().Draw(t, "on screen") {
					k.Tap(Tap{Act: Erase})
				} else {
					k.Key(KeyErase)
				}
				if at > 0 {
					want = slices.Delete(want, at-1, at)
					at--
				}
			case 4:
				k.Key(KeyLeft)
				at = max(at-1, 0)
			case 5:
				k.Key(KeyRight)
				at = min(at+1, len(want))
			case 6:
				n := rapid.IntRange(-3, 90).Draw(t, "touched at")
				k.Tap(Tap{Act: Focus, Text: "name", N: n})
				at = min(max(n, 0), len(want))
			}
			k.settle()
			e := k.State().Form.Entry("name")
			if e.Text != string(want) || e.Caret != at {
				t.Fatalf("%q with the caret at %d, want %q at %d", e.Text, e.Caret, string(want), at)
			}
		}
	})
}

// A held key offers its accents in a form as in the search: one takes the place of the
// letter just typed, and any other key takes the offer away.
func TestAHeldKeyOffersAccentsInAForm(t *testing.T) {
	k := newKit(t)
	k.tap(GoVisit)
	k.tap(Type, "J")
	k.tap(Type, "o")
	k.tap(Hold, "o")
	if a := k.State().Form.Accents; !slices.Contains(a, "ø") {
		t.Fatalf("%q", a)
	}
	k.tap(Accent, "ø")
	if f := k.State().Form; f.Entry("name").Text != "Jø" || len(f.Accents) != 0 {
		t.Errorf("%q, %q", f.Entry("name").Text, f.Accents)
	}
	k.tap(Accent, "ö") // nothing is offered any more
	if got := k.State().Form.Entry("name").Text; got != "Jø" {
		t.Errorf("%q", got)
	}
	k.tap(Type, "r")
	k.tap(Hold, "r")
	k.tap(Type, "g")
	if f := k.State().Form; f.Entry("name").Text != "Jørg" || len(f.Accents) != 0 {
		t.Errorf("%q, %q", f.Entry("name").Text, f.Accents)
	}
	k.tap(Turn, KeysDigits)
	if k.State().Form.Keys.Page != KeysDigits {
		t.Error("no digits")
	}
	k.key(KeyTab)
	if f := k.State().Form; f.Focus != "seeing" || f.Keys.Page == KeysDigits {
		t.Errorf("on %q with %q", f.Focus, f.Keys.Page)
	}
	k.tap(Unfocus)
	k.types("x") // no field takes it
	if f := k.State().Form; f.Focus != "" || f.Entry("name").Text != "Jørg" || f.Entry("seeing").Text != "" {
		t.Errorf("%+v", f)
	}
}

// However a picture is dragged, turned and brought nearer, what is taken of it is a
// square of its pixels that lies within it; four turns are none.
func TestACropIsASquareWithinThePicture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := crop{w: float64(rapid.IntRange(1, 9000).Draw(t, "w")), h: float64(rapid.IntRange(1, 9000).Draw(t, "h")), x: 0.5, y: 0.4, zoom: 1}
		k := &kit{Model: &Model{host: &host{edit: &edit{photo: photoWays{way: PhotoCrop, crop: c}}}}}
		in := &k.host.edit.photo.crop
		for range rapid.IntRange(0, 20).Draw(t, "acts") {
			k.tapPhoto(Tap{
				Name: rapid.SampledFrom([]string{PhotoTurn, PhotoIn, PhotoOut, DoDrag, DoDrag}).Draw(t, "act"),
				X:    rapid.Float64Range(-3, 3).Draw(t, "x"), Y: rapid.Float64Range(-3, 3).Draw(t, "y"),
			})
			x, y, w, h := in.part()
			tw, th := in.size()
			const least = 1e-9
			if x < -least || y < -least || x+w > 1+least || y+h > 1+least || math.Abs(w*tw-h*th) > 1e-6*tw {
				t.Fatalf("%.3f, %.3f, %.3f × %.3f of %.0f × %.0f", x, y, w, h, tw, th)
			}
			if in.zoom < 1 || in.zoom > mostZoom {
				t.Fatalf("%.2f times as near", in.zoom)
			}
		}
		before := *in
		x, y, w, h := in.part()
		for range 4 {
			k.tapPhoto(Tap{Name: PhotoTurn})
		}
		x2, y2, w2, h2 := in.part()
		if in.turned != before.turned || math.Abs(x-x2)+math.Abs(y-y2)+math.Abs(w-w2)+math.Abs(h-h2) > 1e-6 {
			t.Fatal("four turns are not none")
		}
	})
}

// A picture follows the finger: dragged to the right, more of its left is taken.
func TestAPictureFollowsTheFinger(t *testing.T) {
	c := crop{w: 400, h: 300, x: 0.5, y: 0.5, zoom: 2}
	x, y, _, _ := c.part()
	c.drag(0.2, 0)
	if x2, y2, _, _ := c.part(); x2 >= x || y2 != y {
		t.Errorf("to the right: from %.2f, %.2f to %.2f, %.2f", x, y, x2, y2)
	}
	x, y, _, _ = c.part()
	c.drag(0, 0.2)
	if x2, y2, _, _ := c.part(); x2 != x || y2 >= y {
		t.Errorf("down: from %.2f, %.2f to %.2f, %.2f", x, y, x2, y2)
	}
	for range 50 {
		c.drag(-1, -1) // against the edge
	}
	if x, y, w, h := c.part(); math.Abs(x+w-1) > 1e-9 || math.Abs(y+h-1) > 1e-9 {
		t.Errorf("the far corner is at %.2f, %.2f", x+w, y+h)
	}
	c.drag(0.1, 0) // what was dragged beyond the edge has not to be dragged back
	if x2, _, w, _ := c.part(); x2+w >= 1 {
		t.Error("the picture sticks to its edge")
	}
}

// What is brought up with a member about events, by what became of each.
func TestWhatAMemberHearsOfTheirEvents(t *testing.T) {
	at := time.Date(2026, 3, 11, 18, 0, 0, 0, time.UTC)
	o := community.Occasion{EventID: community.ID{0xe}, SeriesID: community.ID{0xe}, Title: "Soup", Place: "Kitchen", StartsAt: at, EndsAt: at.Add(time.Hour), Of: at}
	promise := func(change func(*community.Promise)) community.Promise {
		p := community.Promise{Coming: community.Coming{ID: community.ID{0xc}, EventID: o.SeriesID, StartsAt: at}, Occasion: o, Placed: true}
		p.Hear(&o)
		change(&p)
		return p
	}
	turn := func(p *community.Promise) { p.SlotAt = at.Add(20 * time.Minute) }
	for name, c := range map[string]struct {
		p       community.Promise
		asks    string
		yes, no string
	}{
		"nothing became of it": {promise(func(*community.Promise) {}), "", "", ""},
		"off":                  {promise(func(p *community.Promise) { p.Off = true }), "“Soup” tomorrow at 18:00 is off. Sorry about that.", "Good to know", ""},
		"full":                 {promise(func(p *community.Promise) { p.Placed = false }), "“Soup” tomorrow at 18:00 was full a moment before you said you’d come.", "Let it go", "I’ll wait for a place"},
		"a turn was taken":     {promise(func(p *community.Promise) { p.Placed = false; turn(p) }), "Somebody had your turn at “Soup” tomorrow at 18:00 a moment before you.", "See what’s free", "Never mind"},
		"they wait":            {promise(func(p *community.Promise) { p.Placed, p.KnewAt = false, time.Time{} }), "", "", ""},
		"they have waited":     {promise(func(p *community.Promise) { p.KnewAt = time.Time{} }), "There is a place for you now: “Soup” tomorrow at 18:00.", "I’ll be there", "I can’t come"},
		"claimed":              {promise(func(p *community.Promise) { p.Claimed = true }), "Somebody said in your name that you come to “Soup” tomorrow at 18:00.", "Yes, I’ll be there", "Not me, or I can’t"},
	} {
		k := newKit(t)
		q := k.promptEvents(&community.Mine{Comings: []community.Promise{c.p}})
		switch {
		case q == nil && c.asks != "":
			t.Errorf("%s: nothing is asked", name)
		case q != nil && (q.asks != c.asks || q.yes != c.yes || q.no != c.no):
			t.Errorf("%s: %q, %q, %q", name, q.asks, q.yes, q.no)
		case q != nil && q.keep == nil:
			t.Errorf("%s: an answer leads nowhere", name)
		}
		if got := waitsForEvent(&community.Mine{Comings: []community.Promise{c.p}}); got != (c.asks != "") {
			t.Errorf("%s: waits %v", name, got)
		}
	}
}

// Whoever is no host any more is none from that touch on; nobody ends the access of one
// who stands above them, and a host not their own.
func TestAHostsAccessEndsWhereItMay(t *testing.T) {
	for role, may := range map[string]bool{community.RoleOwner: true, community.RoleManager: false, community.RoleHost: false} {
		k, h := signedIn(t, role)
		k.toHost(community.ID{78}) // an owner
		if opened := k.State().Host.Settings.Host != nil; opened != may {
			t.Errorf("a %s: opened %v", role, opened)
		}
		k.does(DoRevoke)
		if q := k.State().Host.Asked; (q != nil) != may || q != nil && q.Title != "May Ola not edit any more?" {
			t.Errorf("a %s is asked %+v", role, q)
		}
		k.does(DoYes)
		at := slices.IndexFunc(h.hosts, func(o community.Host) bool { return o.ID == community.ID{78} })
		if h.hosts[at].Revoked != may {
			t.Errorf("a %s: revoked %v", role, h.hosts[at].Revoked)
		}
	}
	k, h := signedIn(t, community.RoleManager)
	k.toHost(community.ID{77})
	k.does(DoRevoke)
	k.does(DoYes)
	if s := k.State(); s.Step != Note || s.Note.Title != "You’re no host any more." || !h.hosts[0].Revoked {
		t.Errorf("who ends their own access is at %v: %q", s.Step, s.Note.Title)
	}
	k, h = signedIn(t, community.RoleHost)
	k.toHost(community.ID{77})
	k.does(DoRevoke)
	if k.State().Host.Asked != nil || h.hosts[0].Revoked {
		t.Error("a host ends their own access")
	}
	k.does(DoRole, community.RoleManager)
	k.does(DoSave)
	if h.hosts[0].Role == community.RoleManager {
		t.Error("a host made themselves a manager")
	}
}

// An element of a list is typed and added, offered from what others have, and taken away;
// what does not fit is said where it was typed.
func TestTheListsOfAProfile(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open("Cleo Marsh")
	tags := func() []string { return k.State().Host.Edit.Lists[2].Tags }
	field := adding(community.ListTopics)
	k.touches(Tap{Act: Focus, Text: field})
	k.types("oo")
	if s := k.State().Host.Edit.Lists[2].Suggest; len(s) == 0 || !slices.ContainsFunc(s, func(one string) bool { return strings.EqualFold(one, "football") }) {
		t.Errorf("offered %q", s)
	}
	for range 2 {
		k.key(KeyErase)
	}
	k.types("Bread")
	k.tap(Enter)
	if got := tags(); !slices.Equal(got, []string{"Bread"}) || k.State().Form.Entry(field).Text != "" || k.State().Form.Focus != field {
		t.Fatalf("%q, %q", got, k.State().Form.Entry(field).Text)
	}
	k.tap(Enter) // nothing more: the keyboard goes
	if k.State().Form.Focus != "" {
		t.Error("the keyboard stays")
	}
	k.does("", Tap{Act: Do, Verb: DoSuggest, Name: community.ListTopics, Text: "Pottery"})
	if got := tags(); len(got) != 2 {
		t.Errorf("%q", got)
	}
	k.does("", Tap{Act: Do, Verb: DoRemove, Name: community.ListTopics, Text: "Bread"})
	if got := tags(); !slices.Equal(got, []string{"Pottery"}) {
		t.Errorf("%q", got)
	}
	k.does("", Tap{Act: Do, Verb: DoSuggest, Name: community.ListTopics, Text: strings.Repeat("x", 500)})
	if e := k.State().Form.Entry(field); e.Wrong == "" || len(tags()) != 1 {
		t.Errorf("%q of %d letters was taken: %q", e.Label, 500, e.Wrong)
	}
	k.does(DoSave)
	if at := slices.IndexFunc(h.d.members, func(m community.Member) bool { return m.Name == "Cleo Marsh" }); !slices.Equal(h.d.members[at].TalkToMeAbout, []string{"Pottery"}) {
		t.Errorf("kept %q", h.d.members[at].TalkToMeAbout)
	}
	if utf8.RuneCountInString(k.State().Host.Saved) == 0 {
		t.Error("it cannot be undone")
	}
}
