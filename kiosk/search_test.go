package kiosk

import (
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestTypingOpensTheSearchFromEveryStep(t *testing.T) {
	steps := map[string]func(k *kit){
		"home":    func(*kit) {},
		"browse":  func(k *kit) { k.tap(GoBrowse) },
		"person":  func(k *kit) { k.tap(GoBrowse); k.tapOn(Open, k.desk.members[0].ID) },
		"welcome": func(k *kit) { k.scans(cardOfAda) },
		"askout":  func(k *kit) { k.scans(cardOfAda); k.scans(cardOfAda) },
		"note":    func(k *kit) { k.scans("no-such-card-1") },
	}
	for name, lead := range steps {
		t.Run(name, func(t *testing.T) {
			k := newKit(t)
			lead(k)
			k.types("bao")
			wantStep(t, k, Search)
			if s := k.State().Search; s.Text != "bao" || len(s.Found) != 1 {
				t.Fatalf("text %q, %d found", s.Text, len(s.Found))
			}
		})
	}
}

func TestEnterOnASingleMatchChecksIn(t *testing.T) {
	k := newKit(t)
	k.types("bao")
	k.key(KeyEnter)
	wantStep(t, k, Welcome)
	if !k.desk.isIn("1004") {
		t.Error("welcomed without a visit")
	}
	if by := k.desk.visits[0].InBy; by != community.ActorClaimed {
		t.Errorf("typed name is %q, want claimed", by)
	}
}

func TestEnterAmongSeveralAsksWhich(t *testing.T) {
	k := newKit(t)
	k.types("ada")
	k.key(KeyEnter)
	wantStep(t, k, Search)
	if k.State().Notice != sayWhichOne || len(k.desk.visits) != 0 {
		t.Errorf("notice %q, %d visits", k.notice, len(k.desk.visits))
	}
	k.types("m") // keep typing
	if k.notice != "" {
		t.Error("the notice outlives the next key")
	}
	k.key(KeyEnter)
	wantStep(t, k, Welcome)
}

func TestEnterWaitsForTheLookUpOfTheWholeText(t *testing.T) {
	k := newKit(t)
	k.types("ada")
	k.Rune('m')
	k.Key(KeyEnter) // before the look-up of "adam" has come back
	wantStep(t, k, Search)
	k.settle()
	wantStep(t, k, Welcome)
	if !k.desk.isIn("1003") {
		t.Error("not Adam")
	}
}

func TestNobodyFoundIsSaidKindlyAndKeepsTheText(t *testing.T) {
	k := newKit(t)
	k.types("zzz")
	k.key(KeyEnter)
	if s := k.State(); s.Notice != sayNobody || s.Search.Text != "zzz" {
		t.Errorf("%q, %q", s.Notice, s.Search.Text)
	}
}

func TestAMemberWithoutConsentIsFoundOnlyExactlyAndWithoutPhoto(t *testing.T) {
	k := newKit(t)
	k.types("cleo")
	if n := len(k.State().Search.Found); n != 0 {
		t.Fatalf("%d found by part of the name", n)
	}
	k.types(" marsh")
	found := k.State().Search.Found
	if len(found) != 1 || found[0].Claim != "Check in or out" {
		t.Fatalf("found %+v", found)
	}
	k.key(KeyEnter)
	wantStep(t, k, Welcome)
}

// How much has to be typed is the desk's rule, which knows what a letter of a script is
// worth and how a name may be spelt: the kiosk has no second one.
func TestWhatTheDeskFindsIsShownInEverySearchMode(t *testing.T) {
	for _, mode := range []string{community.SearchOpen, community.SearchThree, community.SearchFullName} {
		for _, one := range []string{"王伟", "김", "محمد", "ad", "1002"} {
			k := newKit(t)
			k.desk.space.SearchMode = mode
			k.desk.members[0].Name = "王伟 김 محمد"
			k.refresh()
			k.settle()
			k.types(one)
			found, err := k.desk.Find(t.Context(), one)
			if err != nil || len(found) == 0 {
				t.Fatalf("the desk finds %d by %q, error %v", len(found), one, err)
			}
			if n := len(k.State().Search.Found); n != len(found) {
				t.Errorf("%s: %q shows %d of %d", mode, one, n, len(found))
			}
		}
	}
}

func TestTheFieldSaysWhatToType(t *testing.T) {
	seen := map[string]bool{}
	for _, mode := range []string{community.SearchOpen, community.SearchThree, community.SearchFullName} {
		k := newKit(t)
		k.desk.space.SearchMode = mode
		k.refresh()
		k.settle()
		k.tap(GoSearch)
		s := k.State().Search
		if s.Title == "" || s.Hint == "" || s.Field == "" || seen[s.Field] {
			t.Errorf("%s: %+v", mode, s)
		}
		seen[s.Field] = true
	}
}

func TestClaimWordsRevealPresenceOnlyWithConsent(t *testing.T) {
	k := newKit(t)
	for _, number := range []string{"1002", "1004", "1005"} {
		k.types(number)
		k.key(KeyEnter)
		wantStep(t, k, Welcome)
		k.tap(GoHome)
	}
	for typed, want := range map[string]string{
		"ada okafor": "Here · Check out", "adam": "Check in", "bao": "Check in or out", "cleo marsh": "Check in or out",
	} {
		k.types(typed)
		found := k.State().Search.Found
		if len(found) != 1 || found[0].Claim != want {
			t.Errorf("%s: %+v, want %q", typed, found, want)
		}
		k.tap(Back)
	}
}

func TestBackspaceTakesALetterWithItsAccent(t *testing.T) {
	k := newKit(t)
	k.types("Be\u0301")
	k.key(KeyErase)
	if k.typing.text != "B" {
		t.Errorf("%q", k.typing.text)
	}
	k.key(KeyErase)
	k.key(KeyErase)
	if k.typing.text != "" || len(k.State().Search.Found) != 0 {
		t.Errorf("%q, %d found", k.typing.text, len(k.State().Search.Found))
	}
}

func TestAHeldKeyOffersAccentsInPlaceOfItsLetter(t *testing.T) {
	k := newKit(t)
	k.tap(GoSearch)
	k.tap(Type, "o")
	k.tap(Hold, "o")
	if got := strings.Join(k.State().Search.Accents, ""); !strings.Contains(got, "ö") {
		t.Fatalf("accents %q", got)
	}
	k.tap(Accent, "ö")
	if s := k.State().Search; s.Text != "ö" || s.Accents != nil {
		t.Errorf("%q, accents %v", s.Text, s.Accents)
	}
	k.tap(Accent, "x") // nothing is offered any more
	if k.typing.text != "ö" {
		t.Errorf("a late tap changed the text to %q", k.typing.text)
	}
}

func TestTheFieldTakesNoMoreThanANameNeedsAndNothingUnseen(t *testing.T) {
	k := newKit(t)
	k.types("a")
	for range 200 {
		k.Rune('b')
		k.Rune('\u202e')
		k.Rune('\x00')
		k.Rune('\ufffd')
	}
	if n := len([]rune(k.typing.text)); n != maxTyped {
		t.Errorf("%d characters", n)
	}
	if strings.ContainsAny(k.typing.text, "\u202e\x00\ufffd") {
		t.Errorf("%q", k.typing.text)
	}
}

func TestAFailedLookUpIsSaidAndTheTextStays(t *testing.T) {
	k := newKit(t)
	k.desk.fault = errDisk
	k.types("ada")
	if s := k.State(); s.Notice != sayNoSearch || s.Search.Text != "ada" {
		t.Errorf("%q %q", s.Notice, s.Search.Text)
	}
	k.desk.fault = nil
	k.types("m")
	if s := k.State(); s.Notice != "" || len(s.Search.Found) != 1 {
		t.Errorf("%q, %d found", s.Notice, len(s.Search.Found))
	}
}

func TestHalfTypedTextIsWipedWhenTheKioskRests(t *testing.T) {
	k := newKit(t)
	k.types("ada oka")
	k.pass(restTyping - 20*time.Second)
	if k.State().RestIn != 0 {
		t.Error("counted down too early")
	}
	k.pass(10 * time.Second)
	if in := k.State().RestIn; in != 10 {
		t.Errorf("counts %d", in)
	}
	k.Tap(Tap{Act: Touch})
	k.settle()
	if k.State().RestIn != 0 || k.typing.text != "ada oka" {
		t.Error("a touch does not keep it")
	}
	k.pass(restTyping)
	wantStep(t, k, Home)
	k.tap(GoSearch)
	if k.typing.text != "" || k.burst.text != "" || len(k.State().Search.Found) != 0 {
		t.Errorf("left over: %q %q", k.typing.text, k.burst.text)
	}
	if k.rested != 1 {
		t.Errorf("rested %d times", k.rested)
	}
}

func TestMatchesFollowTheStore(t *testing.T) {
	k := newKit(t)
	k.types("adam")
	k.desk.members[1].State = community.StateLeft
	k.Changed()
	k.settle()
	if n := len(k.State().Search.Found); n != 0 {
		t.Errorf("%d found after leaving", n)
	}
}

func TestNobodyIsSaidOnlyOnceTheTextWasLookedUp(t *testing.T) {
	k := newKit(t)
	k.Rune('z')
	if k.State().Search.Nobody {
		t.Error("said too early")
	}
	k.settle()
	if !k.State().Search.Nobody {
		t.Error("not said")
	}
}
