package kiosk

import (
	"testing"
	"time"
	"unicode"

	"kettle/internal/community"
)

func TestACardProvesWhoItIsFromEveryStep(t *testing.T) {
	steps := map[string]func(k *kit){
		"home":   func(*kit) {},
		"search": func(k *kit) { k.tap(GoSearch) },
		"browse": func(k *kit) { k.tap(GoBrowse) },
		"person": func(k *kit) { k.tap(GoBrowse); k.tapOn(Open, k.desk.members[1].ID) },
		"note":   func(k *kit) { k.scans("no-such-card-1") },
		"pad":    func(k *kit) { k.tap(GoExit) },
		"others": func(k *kit) { k.types("bao"); k.key(KeyEnter) },
	}
	for name, lead := range steps {
		t.Run(name, func(t *testing.T) {
			k := newKit(t)
			lead(k)
			k.scans(cardOfAda)
			wantStep(t, k, Welcome)
			last := k.desk.visits[len(k.desk.visits)-1]
			if last.MemberID != k.desk.members[0].ID || last.InBy != community.ActorProven {
				t.Errorf("%+v", last)
			}
		})
	}
}

func TestACardOfSomebodyWhoIsInOffersCheckOutAtOnce(t *testing.T) {
	k := newKit(t)
	k.scans(cardOfAda)
	k.pass(time.Minute)
	k.scans(cardOfAda)
	wantStep(t, k, AskOut)
	k.tap(Out)
	if got := k.desk.visits[0].OutBy; got != community.ActorProven {
		t.Errorf("out by %q", got)
	}
}

func TestAScanLeavesNothingInTheField(t *testing.T) {
	k := newKit(t)
	k.types("ad")
	k.scans("unknown-card-42")
	wantStep(t, k, Note)
	k.tap(Back)
	wantStep(t, k, Search)
	if s := k.State().Search; s.Text != "ad" || len(s.Found) != 2 {
		t.Errorf("%q, %d found", s.Text, len(s.Found))
	}
}

func TestAScannedNumberOrCodeOnlyClaims(t *testing.T) {
	for _, text := range []string{"ABCD2342", "HTTP://192.168.1.20:8420/M/ABCD2342", "https://kettle.example/m/abcd2342.vcf"} {
		k := newKit(t)
		k.desk.cards["ABCD2342"] = community.ID{} // a code is never a secret
		k.scans(text)
		wantStep(t, k, Welcome)
		if v := k.desk.visits[0]; v.MemberID != k.desk.members[0].ID || v.InBy != community.ActorClaimed {
			t.Errorf("%s: %+v", text, v)
		}
	}
}

func TestAnUnknownCardIsSaidKindlyAndRestsByItself(t *testing.T) {
	k := newKit(t)
	k.scans("4242424242")
	wantStep(t, k, Note)
	if n := k.State().Note; n.Title != sayUnknownCard || !n.Search {
		t.Errorf("%+v", n)
	}
	k.pass(restNote)
	wantStep(t, k, Home)
	if k.desk.calls != 0 {
		t.Error("something was written")
	}
}

func TestAScanWithDigitsIsNeverTakenForANearName(t *testing.T) {
	k := newKit(t)
	k.desk.members[1].Name = "Adam 123456"
	k.scans("123456") // found, but as a part only
	wantStep(t, k, Note)
}

func TestAFastTypistIsATypist(t *testing.T) {
	k := newKit(t)
	k.scans("adam reid")
	wantStep(t, k, Welcome)
	if got := k.desk.visits[0].InBy; got != community.ActorClaimed {
		t.Errorf("in by %q", got)
	}
}

func TestFewerCharactersAreNoScan(t *testing.T) {
	k := newKit(t)
	k.scans("adam")
	wantStep(t, k, Welcome)
	k.tap(GoHome)
	k.scans("1002")
	wantStep(t, k, Welcome)
}

func TestAPauseOfTheScreenIsNoPauseOfTheScanner(t *testing.T) {
	k := newKit(t)
	for i, r := range cardOfAda {
		k.Rune(r)
		if i%4 == 0 {
			k.clock = k.clock.Add(400 * time.Millisecond) // a slow picture; keys wait meanwhile
			if i%8 == 0 {
				k.settle() // and its end is noted before the next key
			}
		}
	}
	k.Key(KeyEnter)
	k.settle()
	wantStep(t, k, Welcome)
}

func TestSlowKeysAreNoScan(t *testing.T) {
	k := newKit(t)
	for _, r := range cardOfAda {
		k.Rune(r)
		k.settle()
		k.clock = k.clock.Add(burstGap + time.Millisecond)
	}
	k.Key(KeyEnter)
	k.settle()
	wantStep(t, k, Search)
	if len(k.desk.visits) != 0 {
		t.Error("a typed secret proved somebody")
	}
}

func TestTheLinesOfAContactCodeAreOneScan(t *testing.T) {
	k := newKit(t)
	for _, line := range []string{"BEGIN:VCARD", "VERSION:4.0", "N:L", "FN:Lo", "END:VCARD"} {
		for _, r := range line {
			k.Rune(r)
		}
		k.Key(KeyEnter)
	}
	k.settle()
	wantStep(t, k, Note)
	k.tap(GoSearch)
	if k.typing.text != "" {
		t.Errorf("left %q", k.typing.text)
	}
}

func TestCodesAreReadOnlyFromPagesOfMembers(t *testing.T) {
	for text, want := range map[string]string{
		"HTTP://H/M/ABCD2345": "ABCD2345", "http://h/x/m/abcd2345/": "ABCD2345",
		"HTTP://H/M/SHORT": "", "HTTP://H/": "", "ABCD2345": "", "http://h/M/ABCD234O": "",
	} {
		if code, ok := codeIn(text); ok != (want != "") || ok && code != want {
			t.Errorf("%s: %q %v", text, code, ok)
		}
	}
}

// FuzzKeys throws any keys at the kiosk, fast and slow: it stays usable, and the
// field never holds what has no picture.
func FuzzKeys(f *testing.F) {
	f.Add("ada\r", uint8(10))
	f.Add("HTTP://H/M/ABCD2345\r\n\x1b\b", uint8(0))
	f.Add("BEGIN:VCARD\rN:\u202eevil\x00;;\r", uint8(200))
	f.Add(cardOfAda+"\r"+cardOfAda+"\r4711\r", uint8(1))
	f.Fuzz(func(t *testing.T, s string, gap uint8) {
		k := newKit(t)
		for i, r := range s {
			if i > 300 {
				break
			}
			switch r {
			case '\r', '\n':
				k.Key(KeyEnter)
			case '\b':
				k.Key(KeyErase)
			case '\x1b':
				k.Key(KeyEscape)
			case '\t':
				k.AskExit()
			default:
				k.Rune(r)
			}
			if i%3 == int(gap)%3 {
				k.settle()
			}
			k.clock = k.clock.Add(time.Duration(gap) * time.Millisecond)
			for _, r := range k.State().Search.Text {
				if !unicode.IsPrint(r) && r != '\u200c' && r != '\u200d' {
					t.Fatalf("%q in the field", r)
				}
			}
		}
		k.settle()
		k.pass(2 * time.Minute)
		wantStep(t, k, Home)
	})
}

// A badge that has a name on it which two members bear finds both: whose it is they say
// by touch, and no name is proven by that.
func TestAScannedNameThatTwoBearAsksWhich(t *testing.T) {
	k := settled(t)
	yes := community.Consent{Given: true}
	for i := range byte(2) {
		k.desk.members = append(k.desk.members, community.Member{ID: community.ID{0xa, i}, Name: "Sam Porter", State: community.StateActive, OnWall: yes, ConfirmedOn: "2026-03-01"})
	}
	k.refresh()
	k.settle()
	k.scans("Sam Porter")
	if s := k.State(); s.Step != Search || s.Notice != sayWhichOne || len(s.Search.Found) != 2 || s.Search.Text != "Sam Porter" {
		t.Fatalf("at %v: %q, %d found by %q", s.Step, s.Notice, len(s.Search.Found), s.Search.Text)
	}
	k.tapOn(Choose, community.ID{0xa, 1})
	wantStep(t, k, Welcome)
	if v := k.desk.visits; len(v) != 1 || v[0].MemberID != (community.ID{0xa, 1}) || k.visit.by.Kind != community.ActorClaimed {
		t.Errorf("%+v by %v", v, k.visit.by)
	}
}

// Whoever was asked who they are, and holds up a card that nobody knows, is asked once
// more, and goes on with what they wanted to do.
func TestAnUnknownCardKeepsWhatSomebodyWantedToDo(t *testing.T) {
	k := settled(t)
	k.tap(GoThanks)
	k.scans("no-such-card-1")
	wantStep(t, k, Note)
	k.tap(GoSearch)
	if s := k.State(); s.Step != Search || s.Search.Title != "Who are you?" {
		t.Errorf("at %v: %q", s.Step, s.Search.Title)
	}
	k.scans(cardOfAda)
	wantStep(t, k, Thanks)
	if len(k.desk.visits) != 0 {
		t.Error("who says thanks is checked in")
	}
}
