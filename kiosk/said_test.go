package kiosk

import (
	"context"
	"slices"
	"strings"
	"testing"

	"kettle/internal/community"
)

// deaf is a desk that keeps what is done, and can tell nothing that may be brought up.
type deaf struct{ *smallDesk }

func (deaf) Mine(context.Context, community.Actor, community.ID) (community.Mine, error) {
	return community.Mine{}, errDisk
}
func (deaf) ConfirmDue(context.Context, community.ID) (bool, error) { return true, errDisk }
func (deaf) Parcels(context.Context, community.ID) (int, error)     { return 0, errDisk }
func (deaf) KeepPrompted(context.Context, community.ID) error       { return errDisk }
func (deaf) Acquaintance(context.Context, community.ID) (community.Profile, string, error) {
	return community.Profile{}, "", errDisk
}

func (deaf) QuestionFor(context.Context, community.ID) (community.Question, error) {
	return community.Question{}, errDisk
}

func (deaf) Cheered(context.Context, community.ID) ([]community.ID, error) { return nil, errDisk }

// Nobody waits at the door for the sake of what might be brought up with them: where it
// cannot be read they come in, and go, as if there were nothing.
func TestWhoComesAndGoesDoesNotWaitForWhatMightBeBroughtUp(t *testing.T) {
	k := livelySpace(t)
	k.Model.desk = deaf{k.desk}
	k.scans(cardOfAda)
	s := k.State()
	if s.Step != Welcome || s.Notice != "" || s.Visit.Asks != "" || s.Visit.Meet != nil || !s.Visit.Speak || !k.desk.isIn("1002") {
		t.Fatalf("at %v: %q, %+v", s.Step, s.Notice, s.Visit)
	}
	k.tap(GoNews)
	if s := k.State(); len(s.News.Lines) == 0 || s.Notice != "" {
		t.Errorf("%q, %+v", s.Notice, s.News)
	}
	k.tap(GoHome)
	k.scans(cardOfAda)
	k.tap(Out)
	if s := k.State(); s.Step != Goodbye || s.Notice != "" || s.Visit.Asks != "" || k.desk.isIn("1002") {
		t.Errorf("at %v: %q, %+v", s.Step, s.Notice, s.Visit)
	}
}

// A visitor whose member is not to be seen any more keeps all that they typed, and is
// told at once, or never, that there is nobody of that name.
func TestAVisitorWhoseMemberGoesLosesNothingElse(t *testing.T) {
	goes := func(k *kit) {
		k.desk.members[1].OnWall = community.Consent{}
		k.refresh()
		k.settle()
	}
	k := confirmedSpace(t)
	adam := k.desk.members[1]
	k.seeks("Cy Hart", adam)
	wantStep(t, k, VisitingMore)
	k.touches(Tap{Act: Focus, Text: "company"})
	k.types("Hart & Co")
	goes(k)
	if s := k.State(); s.Step != Visiting || s.Form.Entry("name").Text != "Cy Hart" || s.Form.Entry("seeing").Text != "" || s.Visitor.Seeing.Sees != "" {
		t.Fatalf("at %v: %+v, %+v", s.Step, s.Form.Entries, s.Visitor.Seeing)
	}
	k.tap(Choose, community.SeesHost)
	if got := k.State().Form.Entry("company").Text; got != "Hart & Co" {
		t.Errorf("the company became %q", got)
	}

	k = confirmedSpace(t)
	k.seeks("", adam) // whom they chose before they said their own name
	goes(k)
	if s := k.State(); s.Step != Visiting || s.Form.Entry("seeing").Text != "" || s.Visitor.Seeing.Sees != "" {
		t.Errorf("at %v: %+v", s.Step, s.Visitor.Seeing)
	}

	k = confirmedSpace(t)
	k.seeks("Cy Hart", adam)
	k.tap(Agree)
	k.tap(SignIn)
	if s := k.State(); s.Step != Visited || s.Visitor.Text != "We’ll let Adam know." {
		t.Fatalf("at %v: %q", s.Step, s.Visitor.Text)
	}
	goes(k)
	if s := k.State(); s.Step != Visited || s.Visitor.Text != sayForNobody {
		t.Errorf("at %v: %q", s.Step, s.Visitor.Text)
	}
}

// A quick ask names who is on the way only where they agreed to be seen, and is the
// only thing that says that somebody is.
func TestWhoIsOnTheWayIsNamedOnlyWithTheirConsent(t *testing.T) {
	k := livelySpace(t)
	for id, want := range map[community.ID]string{
		k.desk.members[1].ID: "Adam is on the way.",
		{0xff}:               "Somebody is on the way.",
		{}:                   "",
	} {
		k.desk.posts[0].HelperID = id
		k.refresh()
		k.settle()
		if q := k.State().Home.Quick; len(q) != 1 || q[0].Help != want {
			t.Errorf("%+v, want %q", q, want)
		}
	}
}

// Enter takes the one whose name was typed in full among others who are found by it, and
// asks where two have it.
func TestEnterTakesTheOneWhoseWholeNameItIs(t *testing.T) {
	k := newKit(t)
	agreed := community.Consent{Given: true}
	k.desk.members = append(k.desk.members,
		community.Member{ID: community.ID{0x41}, Name: "Jo Li", Number: "2001", State: community.StateActive, OnWall: agreed},
		community.Member{ID: community.ID{0x42}, Name: "Jo Lindqvist", Number: "2002", State: community.StateActive, OnWall: agreed})
	k.types("jo li")
	k.key(KeyEnter)
	if s := k.State(); s.Step != Welcome || s.Visit.Member.Name != "Jo Li" {
		t.Fatalf("at %v: %q, %q", s.Step, s.Visit.Member.Name, s.Notice)
	}
	k.desk.members = append(k.desk.members, community.Member{ID: community.ID{0x43}, Name: "Jo Li", Number: "2003", State: community.StateActive, OnWall: agreed})
	k.tap(GoHome)
	k.types("jo li")
	k.key(KeyEnter)
	if s := k.State(); s.Step != Search || s.Notice != sayWhichOne || len(s.Search.Found) != 3 {
		t.Errorf("at %v: %q, %d found", s.Step, s.Notice, len(s.Search.Found))
	}
	k.tap(GoHome)
	k.scans("jo lind") // a badge of somewhere else, with a name on it
	if s := k.State(); s.Step != Welcome || s.Visit.Member.Name != "Jo Lindqvist" {
		t.Errorf("at %v: %q, %q", s.Step, s.Visit.Member.Name, s.Notice)
	}
	k.tap(GoHome)
	k.scans("jo lin li")
	wantStep(t, k, Note)
	k.tap(GoHome)
	k.scans(" jo li ")
	if s := k.State(); s.Step != Search || s.Notice != sayWhichOne || len(s.Search.Found) != 3 || s.Search.Text != "jo li" {
		t.Errorf("at %v: %q, %q finds %d", s.Step, s.Notice, s.Search.Text, len(s.Search.Found))
	}
}

// Whoever goes on with nothing typed is told what is missing, and stays.
func TestWhoTypesNothingIsToldWhatIsMissing(t *testing.T) {
	for name, c := range map[string]struct {
		lead  func(k *kit)
		field string
		says  string
	}{
		"whom to see":      {func(k *kit) { k.tap(GoVisit); k.types("Cy Hart"); k.key(KeyEnter) }, "seeing", "type a name, or tap one below"},
		"a code":           {func(k *kit) { k.tap(GoVisit); k.tap(GoCode); k.types("K7M") }, "code", "it has six letters and digits"},
		"who leaves":       {func(k *kit) { k.tap(GoVisit); k.tap(GoLeave) }, "name", "please type it"},
		"what was given":   {func(k *kit) { k.comesAgain() }, "detail", "please type all of it"},
		"what is asked":    {func(k *kit) { k.comesIn("1004"); k.tap(GoAsk, community.Ask) }, "words", "what is it?"},
		"who is thanked":   {func(k *kit) { k.comesIn("1004"); k.tap(GoThanks) }, "to", "type it, or tap a face below"},
		"a goal":           {memberActs["set a goal"].lead, "goal", ""},
		"how it went":      {memberActs["tell how it went"].lead, "went", ""},
		"whose name it is": {func(k *kit) { k.comesIn("1004"); k.tap(GoThanks); k.types("zzz") }, "to", "we don’t find that name. Another spelling?"},
	} {
		k := confirmedSpace(t)
		c.lead(k)
		if c.says == "" {
			for k.State().Form.Entry(c.field).Text != "" {
				k.key(KeyErase)
			}
			c.says = "a few words will do"
		}
		step, calls := k.step, k.desk.calls
		k.key(KeyEnter)
		s := k.State()
		if e := s.Form.Entry(c.field); s.Step != step || e.Wrong != c.says || s.Form.Focus != c.field || k.desk.calls != calls {
			t.Errorf("%s: at %v %q says %q, and %d was asked", name, s.Step, s.Form.Focus, e.Wrong, k.desk.calls-calls)
		}
	}
}

// Whoever is asked who they are, to say thanks or to be introduced, and holds up a card
// that nobody knows, types their name instead and goes on with what they came for.
func TestAnUnknownCardDoesNotTakeAwayWhatSomebodyCameFor(t *testing.T) {
	for _, typed := range []string{"", "ba"} {
		k := settled(t)
		k.tap(GoThanks)
		wantStep(t, k, Search)
		k.types(typed)
		k.scans("KETTLE-9999999999")
		wantStep(t, k, Note)
		if typed == "" {
			k.tap(GoSearch)
		} else {
			k.tap(Back)
		}
		if s := k.State(); s.Step != Search || s.Search.Title != "Who are you?" || s.Search.Text != typed {
			t.Errorf("after %q: at %v, %q, %q", typed, s.Step, s.Search.Title, s.Search.Text)
		}
		for range typed {
			k.key(KeyErase)
		}
		k.types("bao")
		k.key(KeyEnter)
		if s := k.State(); s.Step != Thanks || k.speech.member.ID != k.desk.members[2].ID || len(k.desk.visits) != 0 {
			t.Errorf("after %q: at %v as %q, %d visits", typed, s.Step, k.speech.member.Name, len(k.desk.visits))
		}
	}
}

// Visitors and members find whom they mean by the first letters of any of the names, and
// of the one that they go by; of a script whose signs are syllables one sign is enough,
// also where three letters are asked for.
func TestSomebodyIsNamedByWhatTheyGoBy(t *testing.T) {
	all := []community.Profile{
		{ID: community.ID{1}, Name: "Robert Hale", Called: "Bob"},
		{ID: community.ID{2}, Name: "Ada Okafor", Called: "Ada"},
		{ID: community.ID{3}, Name: "김 민준", Called: "민준"},
		{ID: community.ID{4}, Name: "Bo Adair", Called: "Bo"},
	}
	for _, c := range []struct {
		typed, mode string
		want        []byte
	}{
		{"bob", community.SearchOpen, []byte{1}},
		{"bo", community.SearchOpen, []byte{4, 1}},
		{"ada", community.SearchOpen, []byte{2, 4}}, // who begins with it comes first
		{"hale bo", community.SearchOpen, []byte{1}},
		{"bert", community.SearchOpen, nil},
		{"민", community.SearchThree, []byte{3}},
		{"bo", community.SearchThree, nil},
		{"bob", community.SearchThree, []byte{1}},
		{"b o", community.SearchThree, nil},
		{"bob", community.SearchFullName, nil},
		{"robert hale", community.SearchFullName, []byte{1}},
	} {
		d := newDirectory(&community.Seen{Profiles: all}, initial)
		var got []byte
		for _, p := range d.named(c.typed, c.mode, strings.ToLower) {
			got = append(got, p.ID[0])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q, %s: finds %v, want %v", c.typed, c.mode, got, c.want)
		}
	}
}

// What a profile offers to do speaks of whether somebody is in only where they agreed
// that it is shown.
func TestAProfileSaysNothingOfPresenceThatIsNotShown(t *testing.T) {
	for _, c := range []struct {
		here, agreed bool
		tile, button string
	}{
		{true, true, "Here · Check out", "This is me: check out"},
		{false, true, "Check in", "This is me: check in"},
		{true, false, "Check in or out", "This is me: check in or out"},
		{false, false, "Check in or out", "This is me: check in or out"},
	} {
		k := newKit(t)
		m := &k.desk.members[1]
		m.HereNow.Given = c.agreed
		if c.here {
			k.desk.visits = []community.Visit{{ID: community.ID{9, 9}, MemberID: m.ID, InAt: k.clock}}
		}
		k.refresh()
		k.settle()
		k.types("adam")
		found := k.State().Search.Found
		k.tap(GoHome)
		k.tap(GoBrowse)
		k.tapOn(Open, m.ID)
		if p := k.State().Person; len(found) != 1 || found[0].Claim != c.tile || claimVerb(p.Claim) != c.button {
			t.Errorf("here %v, agreed %v: %+v, %q", c.here, c.agreed, found, claimVerb(p.Claim))
		}
	}
}
