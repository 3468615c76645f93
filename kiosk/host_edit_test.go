package kiosk

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kettle/internal/community"
)

func TestAHostEditsAProfileInFewTaps(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	taps := 2 // Hosts, Done of the PIN
	name := k.State().Host.Members.Lines[0].Profile.Name
	k.open(name)
	k.touches(Tap{Act: Focus, Text: "headline", N: 99})
	k.types(" and more")
	k.does(DoSave)
	taps += 3
	if k.State().Host.Page != HostMembers || k.State().Host.Saved == "" {
		t.Fatalf("page %s, saved %q, %q", k.State().Host.Page, k.State().Host.Saved, k.notice)
	}
	if !strings.HasSuffix(h.d.members[0].Headline, "and more") && !slices.ContainsFunc(h.d.members, func(m community.Member) bool { return strings.HasSuffix(m.Headline, "and more") }) {
		t.Errorf("%+v", h.d.members)
	}
	if taps > 5 {
		t.Errorf("%d taps", taps)
	}
	k.does(DoUndo)
	if slices.ContainsFunc(h.d.members, func(m community.Member) bool { return strings.HasSuffix(m.Headline, "and more") }) {
		t.Error("it is not undone")
	}
}

func TestWhatIsWrongIsSaidAtItsFieldAndNothingIsKept(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open(k.State().Host.Members.Lines[0].Profile.Name)
	k.does(DoTab, TabMembership)
	k.touches(Tap{Act: Focus, Text: "email", N: 0})
	k.types("nobody")
	calls := h.d.calls
	k.does(DoSave)
	if e := k.State().Form.Entry("email"); e.Wrong == "" || k.State().Form.Focus != "email" || k.State().Host.Edit.Tab != TabMembership {
		t.Errorf("%+v", e)
	}
	if h.d.calls != calls {
		t.Error("it was written")
	}
}

func TestUnsavedChangesAreAskedAbout(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	k.open(k.State().Host.Members.Lines[0].Profile.Name)
	k.touches(Tap{Act: Focus, Text: "name", N: 99})
	k.types("x")
	k.does(DoPage, string(HostNotices))
	if k.State().Host.Asked == nil || k.State().Host.Page != HostEdit {
		t.Fatal("nothing is asked")
	}
	k.does(DoSave) // under the question nothing can be touched
	if k.State().Host.Asked == nil {
		t.Fatal("a touch went through the question")
	}
	k.does(DoStay)
	if k.State().Host.Page != HostEdit || k.State().Form.Entry("name").Text == "" {
		t.Fatal("what was typed is gone")
	}
	k.does(DoLock)
	k.does(DoYes)
	wantStep(t, k, Home)
	if k.host != nil {
		t.Error("the session goes on")
	}
}

// Two hosts who edit one member at once: of a field that both changed each sees the
// other's, and chooses; whatever only one of them changed stays, in whatever order they
// save.
func TestTwoHostsAtOnceLoseNothing(t *testing.T) {
	for _, theirs := range []bool{true, false} {
		k, h := signedIn(t, community.RoleHost)
		ada := &h.d.members[0]
		ada.HappyToHelpWith = []string{"Tea", "VAT"}
		k.refresh()
		k.settle()
		k.open("Ada Okafor")
		k.fills("headline", "mine")
		k.fills("organisation", "Ours")
		k.does(DoRemove, Tap{Act: Do, Verb: DoRemove, Name: community.ListOffers, Text: "Tea"})
		k.touches(Tap{Act: Do, Verb: DoCheck, Text: "introduce_me"})
		*ada = clone(*ada)
		ada.Headline, ada.Email, ada.LeaveMe, ada.HappyToHelpWith = "theirs", "ada@example.org", true, []string{"Tea", "Soup"}
		k.does(DoSave)
		s := k.State().Host
		if s.Page != HostEdit || k.notice != sayBothChanged || len(s.Edit.Theirs) != 1 || s.Edit.Theirs[0] != (Theirs{"headline", "What I do", "theirs"}) {
			t.Fatalf("%q: %+v", k.notice, s.Edit.Theirs)
		}
		if got := k.State().Form.Entry("headline").Text; got != "mine" {
			t.Errorf("what was typed became %q", got)
		}
		want := "mine"
		if theirs {
			k.does(DoTheirs, "headline")
			want = "theirs"
		}
		ada.Phone = "555"
		k.does(DoSave)
		m := h.member("Ada Okafor")
		if m.Headline != want || m.Organisation != "Ours" || m.Email != "ada@example.org" || !m.IntroduceMe || !m.LeaveMe || !slices.Equal(m.HappyToHelpWith, []string{"Soup"}) {
			t.Errorf("%q: kept %+v", k.notice, m)
		}
		k.does(DoUndo) // takes back what this host did, and nothing else
		m = h.member("Ada Okafor")
		if m.Headline != "theirs" || m.Organisation != "" || m.Phone != "555" || m.Email != "ada@example.org" || m.IntroduceMe || !m.LeaveMe || !slices.Contains(m.HappyToHelpWith, "Tea") || slices.Contains(m.HappyToHelpWith, "VAT") {
			t.Errorf("undone, %q: %+v", k.notice, m)
		}
	}
}

// Of a photo that two hosts changed each sees that the other did, and chooses.
func TestOfAPhotoThatTwoHostsChangeOneIsChosen(t *testing.T) {
	mine, other := partOf("hash of /media/stick/ada.jpg"), partOf("other")
	for _, theirs := range []string{other, ""} {
		for _, read := range []bool{true, false} {
			for _, take := range []bool{true, false} {
				k, h := signedIn(t, community.RoleHost)
				ada := &h.d.members[0]
				ada.Photo = partOf("before")
				k.refresh()
				k.settle()
				k.open("Ada Okafor")
				k.does(DoPhoto, Tap{Act: Do, Verb: DoPhoto, Name: PhotoStick, Text: "/media/stick/ada.jpg"})
				k.does(DoPhoto, PhotoKeep)
				ada.Photo = theirs
				if read {
					k.Changed()
					k.settle()
				} else if k.does(DoSave); k.notice != sayBothChanged {
					t.Fatalf("%q", k.notice)
				}
				words := map[string]string{"": "none", other: "theirs"}[theirs]
				if s := k.State().Host.Edit; s.Profile.Photo != mine || !slices.Equal(s.Theirs, []Theirs{{"photo", "Photo", words}}) {
					t.Errorf("%s, read %t: theirs are %q", words, read, s.Theirs)
				}
				want := mine
				if take {
					k.does(DoTheirs, "photo")
					want = theirs
				}
				if s := k.State().Host.Edit; s.Profile.Photo != want || take && len(s.Theirs) > 0 {
					t.Errorf("%s, read %t, taken %t: %q, %q", words, read, take, s.Profile.Photo, s.Theirs)
				}
				k.does(DoSave)
				if got := h.member("Ada Okafor").Photo; got != want || k.State().Host.Page != HostMembers {
					t.Errorf("%s, read %t, taken %t: kept %q: %q", words, read, take, got, k.notice)
				}
			}
		}
	}
}

// What is kept beside the form, and was changed by somebody else a moment before, is as
// they have it, and is said to be: nothing of it waits to be saved.
func TestAConsentThatAnotherHostHasJustRecordedIsTheirs(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open("Cleo Marsh")
	k.does(DoConsent, "show_on_wall")
	theirs := community.Consent{Given: true, Recorded: "on paper, recorded by Ola", SignedOn: "2026-03-01", At: k.clock}
	h.d.members[3].OnWall = theirs
	k.does(DoHow, HowGiven[0])
	if s := k.State(); h.d.members[3].OnWall != theirs || !s.Host.Edit.Consents[0].Given || s.Notice != sayChangedSince || s.Well {
		t.Errorf("%q: kept %+v, shown %+v", s.Notice, h.d.members[3].OnWall, s.Host.Edit.Consents[0])
	}
}

// The page of a member is as they are now, however long it is open: a consent that was
// taken back elsewhere is seen to be, and what was typed stays.
func TestTheOpenPageOfAMemberFollowsWhatOthersDo(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open("Ada Okafor")
	k.fills("headline", "mine")
	ada := &h.d.members[0]
	ada.OnWall, ada.Email, ada.Headline = community.Consent{Recorded: "on the phone"}, "ada@example.org", "theirs"
	k.Changed()
	k.settle()
	s := k.State()
	if e := s.Host.Edit; e.Consents[0].Given || s.Form.Entry("email").Text != "ada@example.org" || s.Form.Entry("headline").Text != "mine" || len(e.Theirs) != 1 {
		t.Fatalf("%+v, %+v", e.Consents, s.Form.Entries)
	}
	k.does(DoConsent, "show_on_wall") // given, not taken back once more
	k.does(DoHow, HowGiven[0])
	if m := h.member("Ada Okafor"); !m.OnWall.Given || m.Headline != "theirs" {
		t.Errorf("%q: %+v", k.notice, m)
	}
	h.d.members = h.d.members[1:]
	k.Changed()
	k.settle()
	if s := k.State(); s.Host.Page != HostMembers || s.Notice != sayMemberGone || len(s.Form.Entries) != 1 {
		t.Errorf("an erased member is still at %q: %q", s.Host.Page, s.Notice)
	}
}

// What is done beside the form is kept at once, and takes nothing that was typed.
func TestWhatIsDoneBesideTheFormLeavesWhatIsInIt(t *testing.T) {
	for name, do := range map[string]func(k *kit){
		"a pause":   func(k *kit) { k.does(DoState, community.StatePaused); k.does(DoYes) },
		"a leaving": func(k *kit) { k.does(DoState, community.StateLeft); k.does(DoYes) },
		"a consent": func(k *kit) { k.does(DoConsent, "show_on_wall") },
		"a parcel":  func(k *kit) { k.does(DoParcel) },
		"an undo":   func(k *kit) { k.does(DoOpen, community.ID{8, 4}) },
	} {
		k, h := signedIn(t, community.RoleHost)
		k.open("Ada Okafor")
		k.fills("headline", "mine")
		k.touches(Tap{Act: Do, Verb: DoCheck, Text: "introduce_me"})
		do(k)
		if s := k.State(); s.Form.Entry("headline").Text != "mine" || !k.host.edit.m.IntroduceMe {
			t.Errorf("%s: what was typed became %q", name, s.Form.Entry("headline").Text)
		}
		k.does(DoSave)
		if m := h.d.members[0]; m.Headline != "mine" || !m.IntroduceMe {
			t.Errorf("%s: %q, kept %+v", name, k.notice, m)
		}
	}
}

func TestErasingIsAskedTwiceAndSaysWhatGoes(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	n := len(h.d.members)
	k.open("Cleo Marsh")
	k.does(DoErase)
	if q := k.State().Host.Asked; q == nil || !strings.Contains(q.Text, "3 visits") {
		t.Fatalf("%+v", q)
	}
	k.does(DoYes)
	if len(h.d.members) != n || k.State().Host.Asked == nil {
		t.Fatal("asked once only")
	}
	k.does(DoYes)
	if len(h.d.members) != n-1 || k.State().Host.Page != HostMembers {
		t.Error("still there")
	}
}

func TestLeavingAndMergingAreAsked(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open("Cleo Marsh")
	k.does(DoState, community.StateLeft)
	k.does(DoYes)
	at := slices.IndexFunc(h.d.members, func(m community.Member) bool { return m.Name == "Cleo Marsh" })
	if m := h.d.members[at]; m.State != community.StateLeft || m.LeftOn == "" {
		t.Fatalf("%+v", m)
	}
	from := h.d.members[at].ID
	k.does(DoMerge)
	if k.State().Host.Page != HostMembers || k.State().Host.Members.Title == "Members" {
		t.Fatal("nobody to choose")
	}
	into := k.State().Host.Members.Lines[0].Profile.ID
	k.does(DoOpen, into)
	k.does(DoYes)
	if len(h.merged) != 1 || h.merged[0] != [2]community.ID{from, into} {
		t.Errorf("%v", h.merged)
	}
}

func TestListsAreChipsWithSuggestionsFromOthers(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	h.d.members[1].HappyToHelpWith = []string{"Grant drafts"}
	k.does(DoPage, string(HostMembers))
	k.readRoll(nil)
	k.settle()
	k.open(h.d.members[0].Name)
	k.touches(Tap{Act: Focus, Text: adding(community.ListOffers)})
	k.types("gra")
	var got []string
	for _, l := range k.State().Host.Edit.Lists {
		got = append(got, l.Suggest...)
	}
	if !slices.Contains(got, "Grant drafts") {
		t.Fatalf("suggested: %q", got)
	}
	k.key(KeyEnter)
	k.does(DoSuggest, Tap{Act: Do, Verb: DoSuggest, Name: community.ListOffers, Text: "Grant drafts"})
	k.does(DoRemove, Tap{Act: Do, Verb: DoRemove, Name: community.ListOffers, Text: "gra"})
	k.touches(Tap{Act: Focus, Text: adding(community.ListOffers)})
	k.types("gra")
	for _, l := range k.State().Host.Edit.Lists {
		if slices.Contains(l.Suggest, "Grant drafts") {
			t.Error("offered once more what is in the list")
		}
	}
	for range 3 {
		k.key(KeyErase)
	}
	k.does(DoSave)
	if m := h.d.members[0]; !slices.Contains(m.HappyToHelpWith, "Grant drafts") || slices.Contains(m.HappyToHelpWith, "gra") {
		t.Errorf("%q", m.HappyToHelpWith)
	}
}

func TestAPhotoFromAPhoneIsCroppedAndKeptWithTheRest(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open(h.d.members[0].Name)
	k.does(DoPhoto, PhotoPhone)
	if k.State().Host.Edit.Photo.URL == "" {
		t.Fatal("no code")
	}
	h.sent("abc")
	k.settle()
	if p := k.State().Host.Edit.Photo; p.Hash != "abc" || p.W != 0.75 || p.H != 1 {
		t.Fatalf("%+v", p)
	}
	k.does(DoPhoto, Tap{Act: Do, Verb: DoPhoto, Name: DoDrag, X: -9})
	k.does(DoPhoto, PhotoIn)
	k.does(DoPhoto, PhotoKeep)
	if len(h.cropped) != 4 || h.cropped[0]+h.cropped[2] > 1 || h.cropped[2] >= 0.75 {
		t.Fatalf("%v", h.cropped)
	}
	if h.d.members[0].Photo == partOf("abc") {
		t.Error("kept before it was saved")
	}
	k.does(DoSave)
	if h.d.members[0].Photo != partOf("abc") {
		t.Errorf("%q", h.d.members[0].Photo)
	}
}

func TestAFaultOfTheDiskKeepsWhatWasTyped(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open(h.d.members[0].Name)
	k.touches(Tap{Act: Focus, Text: "headline", N: 0})
	k.types("new ")
	h.d.fault = errors.New("disk full")
	k.does(DoSave)
	if k.notice != sayNotKept || !strings.HasPrefix(k.State().Form.Entry("headline").Text, "new ") {
		t.Errorf("%q, %q", k.notice, k.State().Form.Entry("headline").Text)
	}
}

func TestEscapeAsksBeforeItLetsAnEditGo(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	k.key(KeyEscape)
	wantStep(t, k, Host)
	k.open(k.State().Host.Members.Lines[0].Profile.Name)
	k.touches(Tap{Act: Focus, Text: "name"})
	k.types("x")
	k.key(KeyEscape) // the keyboard goes
	k.key(KeyEscape)
	if k.State().Host.Asked == nil || k.State().Host.Page != HostEdit {
		t.Error("it is gone")
	}
}

func TestAHostWhoTypesFastIsNoScanner(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	k.open(k.State().Host.Members.Lines[0].Profile.Name)
	k.touches(Tap{Act: Focus, Text: "organisation"})
	k.scans("Common Good")
	wantStep(t, k, Host)
	if got := k.State().Form.Entry("organisation").Text; got != "Common Good" {
		t.Errorf("%q", got)
	}
}
