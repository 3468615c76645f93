package kiosk

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

func (d *smallDesk) claim(by community.Actor, id community.ID) {
	if d.claims == nil {
		d.claims = map[community.ID]bool{}
	}
	d.claims[id] = by.Kind == community.ActorClaimed
}

func (d *smallDesk) AddPost(_ context.Context, by community.Actor, p community.Post) (community.ID, error) {
	if err := d.act(); err != nil {
		return p.ID, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if by.ID != p.MemberID || d.member(p.MemberID) == nil {
		return p.ID, community.ErrNotFound
	}
	if slices.ContainsFunc(d.posts, func(o community.Post) bool { return o.ID == p.ID }) {
		return p.ID, nil
	}
	p.MadeAt, p.Seen = d.now(), by.Kind == community.ActorProven
	if p.Until.IsZero() {
		p.Until = d.now().AddDate(0, 0, community.PostDays)
	}
	d.posts = append(d.posts, p)
	d.claim(by, p.ID)
	return p.ID, nil
}

func (d *smallDesk) editPost(by community.Actor, id community.ID, change func(*community.Post)) error {
	if err := d.act(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.posts {
		if p := &d.posts[i]; p.ID == id && (by.Kind == community.ActorHost || by.ID == p.MemberID) {
			change(p)
			return nil
		}
	}
	return community.ErrNotFound
}

func (d *smallDesk) ClosePost(_ context.Context, by community.Actor, id community.ID) error {
	return d.editPost(by, id, func(p *community.Post) { p.Closed = true })
}

func (d *smallDesk) ReopenPost(_ context.Context, by community.Actor, id community.ID) error {
	return d.editPost(by, id, func(p *community.Post) { p.Closed = false })
}

func (d *smallDesk) RenewPost(_ context.Context, by community.Actor, id community.ID) error {
	return d.editPost(by, id, func(p *community.Post) { p.Until = d.now().AddDate(0, 0, community.PostDays) })
}

func (d *smallDesk) SeePost(_ context.Context, by community.Actor, id community.ID, mine bool) error {
	return d.editPost(by, id, func(p *community.Post) { p.Seen, p.Closed = true, !mine })
}

func (d *smallDesk) Thank(_ context.Context, by community.Actor, t community.ThankYou) (community.ID, error) {
	if err := d.act(); err != nil {
		return t.ID, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if by.ID != t.FromID || d.member(t.ToID) == nil || t.FromID == t.ToID {
		return t.ID, community.ErrNotFound
	}
	if !slices.ContainsFunc(d.thanks, func(o community.ThankYou) bool { return o.ID == t.ID }) {
		t.SaidAt, t.Seen = d.now(), by.Kind == community.ActorProven
		d.thanks = append(d.thanks, t)
		d.claim(by, t.ID)
	}
	return t.ID, nil
}

func (d *smallDesk) editThanks(id community.ID, change func(*community.ThankYou)) error {
	if err := d.act(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.thanks {
		if d.thanks[i].ID == id {
			change(&d.thanks[i])
			return nil
		}
	}
	return community.ErrNotFound
}

func (d *smallDesk) VoidThanks(_ context.Context, _ community.Actor, id community.ID) error {
	return d.editThanks(id, func(t *community.ThankYou) { t.Void = true })
}

func (d *smallDesk) UnvoidThanks(_ context.Context, _ community.Actor, id community.ID) error {
	return d.editThanks(id, func(t *community.ThankYou) { t.Void = false })
}

func (d *smallDesk) SeeThanks(_ context.Context, _ community.Actor, id community.ID, mine bool) error {
	return d.editThanks(id, func(t *community.ThankYou) { t.Seen, t.Void = true, !mine })
}

func (d *smallDesk) HearThanks(_ context.Context, _ community.Actor, id community.ID, agrees bool) error {
	return d.editThanks(id, func(t *community.ThankYou) { t.Heard, t.ToAgrees = true, agrees })
}

func (d *smallDesk) Mine(_ context.Context, by community.Actor, id community.ID) (m community.Mine, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	called := func(id community.ID) string {
		for i := range d.members {
			if p, ok := d.members[i].Profile(community.Wall); ok && p.ID == id {
				return p.Called
			}
		}
		return ""
	}
	for _, p := range d.posts {
		if p.MemberID == id && p.OpenAt(d.now()) {
			m.Open = append(m.Open, p)
			if d.claims[p.ID] && !p.Seen {
				m.ClaimedPosts = append(m.ClaimedPosts, p)
			}
		}
	}
	for _, t := range d.thanks {
		switch {
		case t.Void:
		case t.FromID == id && d.claims[t.ID] && !t.Seen:
			m.ClaimedThanks = append(m.ClaimedThanks, community.Heard{ThankYou: t, Other: called(t.ToID)})
		case t.ToID == id && !t.Heard:
			m.Received = append(m.Received, community.Heard{ThankYou: t, Other: called(t.FromID)})
		}
	}
	m.Helped, m.Introduced, m.LearnsNames = d.mineToo.Helped, d.mineToo.Introduced, d.mineToo.LearnsNames
	return m, d.fault
}

// thanksTo goes from home by a name to what somebody is thanked for.
func (k *kit) thanksTo(who, whom string) {
	k.tap(GoThanks)
	k.types(who)
	k.key(KeyEnter)
	k.types(whom)
	k.key(KeyEnter)
}

// settled gives a kiosk whose members said lately that their profiles are right.
func settled(t testing.TB) *kit {
	k := newKit(t)
	for i := range k.desk.members {
		k.desk.members[i].ConfirmedOn = "2026-03-01"
	}
	return k
}

// comesIn checks somebody in by a number, as on another day.
func (k *kit) comesIn(number string) VisitState {
	k.tap(GoHome)
	for i := range k.desk.visits {
		k.desk.visits[i].OutAt = k.clock
	}
	k.types(number)
	k.key(KeyEnter)
	return k.State().Visit
}

const cleverWords = "Rescued the printer"

func TestThanksFromHomeAreClaimedAndKept(t *testing.T) {
	k := newKit(t)
	k.tap(GoThanks)
	wantStep(t, k, Search)
	if s := k.State().Search; s.Title != "Who are you?" {
		t.Errorf("%q", s.Title)
	}
	k.types("adam")
	if f := k.State().Search.Found; len(f) != 1 || f[0].Claim != "That’s me" {
		t.Errorf("%+v", f)
	}
	k.tapOn(Choose, k.desk.members[1].ID)
	wantStep(t, k, Thanks)
	if len(k.desk.visits) != 0 {
		t.Error("saying thanks checked somebody in")
	}
	k.types("a")
	if s := k.State().Speech; len(s.People) != 1 || s.People[0].Called != "Ada" {
		t.Fatalf("Adam may thank %+v", s.People)
	}
	k.tapOn(Choose, k.desk.members[0].ID)
	wantStep(t, k, ThanksFor)
	s := k.State()
	if s.Speech.OnWall || !s.Speech.MayWall || s.Form.Focus != "" || s.Speech.Title != "What did Ada do for you?" {
		t.Errorf("%+v", s.Speech)
	}
	k.tap(Send)
	wantStep(t, k, ThanksFor)
	if k.State().Notice != sayWhatKind || len(k.desk.thanks) != 0 {
		t.Errorf("%q", k.State().Notice)
	}
	k.tap(Kind, "Practical help")
	k.tap(Send)
	wantStep(t, k, Thanked)
	if s := k.State().Speech; s.Text != "Ada will hear of it." || s.UndoIn != 8 {
		t.Errorf("%+v", s)
	}
	got := k.desk.thanks
	if len(got) != 1 || got[0].FromID != k.desk.members[1].ID || got[0].ToID != k.desk.members[0].ID || got[0].What != "Practical help" || got[0].Words != "" || got[0].FromAgrees || got[0].Seen {
		t.Errorf("kept %+v", got)
	}
	k.tap(Undo)
	wantStep(t, k, Note)
	if !k.desk.thanks[0].Void {
		t.Error("not undone")
	}
}

func TestACardProvesWhoSaysThanks(t *testing.T) {
	k := newKit(t)
	k.tap(GoThanks)
	k.scans(cardOfAda)
	wantStep(t, k, Thanks)
	if k.speech.by.Kind != community.ActorProven {
		t.Errorf("%+v", k.speech.by)
	}
	k = newKit(t)
	k.thanksTo("Ada Okafor", "adam")
	wantStep(t, k, ThanksFor)
	k.tap(Kind, "Tea and treats")
	k.tap(Focus, "words")
	k.types("Biscuits")
	k.scans(cardOfAda)
	wantStep(t, k, ThanksFor)
	if f := k.State().Form.Entry("words"); f.Text != "Biscuits" {
		t.Errorf("the card typed %q", f.Text)
	}
	k.tap(Send)
	if got := k.desk.thanks; len(got) != 1 || !got[0].Seen || got[0].Words != "Biscuits" {
		t.Errorf("%+v", got)
	}
}

func TestOnlyWhoAgreedToTheWallIsThankedAndNobodyThemselves(t *testing.T) {
	for letters, want := range map[string]string{"cleo": "", "ada o": "", "ad": "Adam", "bao": "Bao", "zz": ""} {
		k := newKit(t)
		k.tap(GoThanks)
		k.types("Ada Okafor")
		k.key(KeyEnter)
		wantStep(t, k, Thanks)
		k.types(letters)
		var got []string
		for _, p := range k.State().Speech.People {
			got = append(got, p.Called)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q finds %q", letters, got)
		}
		k.key(KeyEnter)
		if (k.step == ThanksFor) != (want != "") {
			t.Errorf("%q leads to %v", letters, k.step)
		}
	}
}

func TestWhoIsNotOnTheWallThanksWithoutIt(t *testing.T) {
	k := newKit(t)
	k.tap(GoThanks)
	k.types("Cleo Marsh")
	k.key(KeyEnter)
	wantStep(t, k, Thanks)
	k.types("adam")
	k.key(KeyEnter)
	if k.State().Speech.MayWall {
		t.Error("Cleo is offered the wall")
	}
	k.tap(PutUp)
	k.tap(Kind, "Practical help")
	k.tap(Send)
	if got := k.desk.thanks; len(got) != 1 || got[0].FromAgrees {
		t.Errorf("%+v", got)
	}
}

func TestTheWallShowsThanksOnlyWithBoth(t *testing.T) {
	for _, answer := range []Act{AnswerYes, AnswerNo} {
		k := settled(t)
		k.thanksTo("bao", "ada")
		if k.step == Thanks {
			k.tapOn(Choose, k.desk.members[0].ID)
		}
		k.tap(Kind, "Practical help")
		k.tap(Focus, "words")
		k.types(cleverWords)
		k.tap(PutUp)
		k.tap(Send)
		wantStep(t, k, Thanked)
		v := k.comesIn("1002")
		if v.Asks != "Bao thanks you: “Rescued the printer” May the wall show it?" || !v.Still || len(v.Answers) != 2 || v.Speak {
			t.Fatalf("%+v", v)
		}
		k.tap(answer)
		if v := k.State().Visit; v.Still || v.Speak || v.Asks == "" {
			t.Errorf("a second prompt, or links: %+v", v)
		}
		k.refresh()
		k.settle()
		if (len(k.seen.Thanks) == 1) != (answer == AnswerYes) {
			t.Errorf("%d on the wall", len(k.seen.Thanks))
		}
		if v := k.comesIn("1002"); v.Asks != "" {
			t.Errorf("asked again: %q", v.Asks)
		}
	}
}

func TestThanksWithoutTheWallAreHeardOf(t *testing.T) {
	k := newKit(t)
	k.thanksTo("bao", "adam")
	k.tap(Kind, "Tea and treats")
	k.tap(Send)
	v := k.comesIn("1003")
	if v.Asks != "Bao thanks you: Tea and treats." || len(v.Answers) != 1 {
		t.Fatalf("%+v", v)
	}
	k.tap(AnswerYes)
	if got := k.desk.thanks[0]; !got.Heard || got.ToAgrees {
		t.Errorf("%+v", got)
	}
}

func TestWhatWasClaimedIsShownToItsMemberOnceAndTakenBack(t *testing.T) {
	for _, mine := range []bool{true, false} {
		k := newKit(t)
		k.desk.members[2].ConfirmedOn = "2020-01-01" // to be asked about the profile, too
		k.thanksTo("bao", "adam")
		k.tap(Kind, "Tea and treats")
		k.tap(Send)
		v := k.comesIn("1004")
		if v.Asks != "Did you thank Adam?" || len(v.Answers) != 2 {
			t.Fatalf("%+v", v)
		}
		if mine {
			k.tap(AnswerYes)
		} else {
			k.tap(AnswerNo)
		}
		if got := k.desk.thanks[0]; !got.Seen || got.Void == mine {
			t.Errorf("mine %v: %+v", mine, got)
		}
		if v := k.State().Visit; v.Still {
			t.Errorf("two prompts in a visit: %+v", v)
		}
		if v := k.comesIn("1004"); v.Asks != sayStill {
			t.Errorf("the next visit asks %q", v.Asks)
		}
	}
}

func TestAnUnansweredClaimIsAskedAgainAndWhatFailsIsSaid(t *testing.T) {
	k := settled(t)
	k.comesIn("1004")
	k.tap(GoAsk, community.Ask)
	k.types("A lift")
	k.tap(Send)
	for range 2 {
		if v := k.comesIn("1004"); v.Asks != "Did you put up “A lift”?" {
			t.Fatalf("%+v", v)
		}
	}
	k.desk.fault = errDisk
	k.tap(AnswerNo)
	if s := k.State(); s.Notice != sayNotConfirmed || !s.Visit.Still || k.desk.posts[0].Closed {
		t.Errorf("%q", s.Notice)
	}
	k.desk.fault = nil
	k.tap(AnswerNo)
	if !k.desk.posts[0].Closed || k.State().Visit.Asks != sayTakenBack {
		t.Errorf("%+v", k.desk.posts)
	}
}

func TestAnAskIsThreeTapsAndWords(t *testing.T) {
	for _, side := range []string{community.Ask, community.Offer} {
		k := settled(t)
		if v := k.comesIn("1002"); !v.Speak || v.Asks != "" {
			t.Fatalf("%+v", v)
		}
		k.tap(GoAsk, side)
		wantStep(t, k, Asking)
		k.tap(Send)
		if k.State().Form.Entry("words").Wrong == "" {
			t.Error("put up without words")
		}
		k.types("Someone who knows VAT")
		k.tap(Send)
		wantStep(t, k, Posted)
		p := k.desk.posts
		if len(p) != 1 || p[0].Side != side || p[0].Words != "Someone who knows VAT" || p[0].MemberID != k.desk.members[0].ID || p[0].Until.Sub(k.clock) < 29*24*time.Hour {
			t.Fatalf("%+v", p)
		}
		k.tap(Undo)
		if !k.desk.posts[0].Closed {
			t.Error("not undone")
		}
	}
}

func TestWordsAreAtMost140(t *testing.T) {
	k := newKit(t)
	k.scans(cardOfAda)
	k.tap(GoAsk, community.Ask)
	k.types(strings.Repeat("ab", 80))
	k.tap(Send)
	wantStep(t, k, Posted)
	if n := len(k.desk.posts[0].Words); n != 140 {
		t.Errorf("%d letters", n)
	}
}

func TestAnAskShowsWhoIsHereAndMightKnowAndWhy(t *testing.T) {
	k := newKit(t)
	k.desk.members[1].HappyToHelpWith = []string{"VAT returns"}
	k.desk.members[2].HappyToHelpWith = []string{"VAT returns"} // does not show presence
	k.desk.members[4].Headline = "VAT inspector, retired"
	for _, number := range []string{"1003", "1004"} {
		k.types(number)
		k.key(KeyEnter)
		k.tap(GoHome)
	}
	k.scans(cardOfAda)
	k.refresh()
	k.settle()
	k.tap(GoAsk, community.Ask)
	k.types("Someone who knows VAT")
	h := k.State().Speech.Helpers
	if len(h) != 1 || h[0].Who.Called != "Adam" || h[0].Why != "Offers “VAT returns”" {
		t.Fatalf("%+v", h)
	}
	k.types("x")
	if h := k.State().Speech.Helpers; len(h) != 0 {
		t.Errorf("VATx finds %+v", h)
	}
}

func TestAnOfferShowsWhoMightNeedIt(t *testing.T) {
	k := newKit(t)
	k.desk.members[1].LookingFor = []string{"A lift to Fife"}
	k.types("1003")
	k.key(KeyEnter)
	k.scans(cardOfAda)
	k.refresh()
	k.settle()
	k.tap(GoAsk, community.Offer)
	k.types("Fife")
	if h := k.State().Speech.Helpers; len(h) != 1 || h[0].Why != "Is looking for “A lift to Fife”" {
		t.Errorf("%+v", h)
	}
}

func TestOnesOwnPostIsSortedAndPutBack(t *testing.T) {
	k := settled(t)
	k.scans(cardOfAda)
	k.tap(GoAsk, community.Ask)
	k.types("A lift")
	k.tap(Send)
	v := k.comesIn("1002")
	if v.Open != "A lift" || v.Asks != "" {
		t.Fatalf("%+v", v)
	}
	k.tapOn(Sorted, v.OpenID)
	if v := k.State().Visit; !k.desk.posts[0].Closed || v.Asks != saySorted || v.Open != "" {
		t.Errorf("%+v", v)
	}
	k.tap(AnswerNo)
	if k.desk.posts[0].Closed {
		t.Error("not put back")
	}
}

func TestAnOldPostIsAskedAboutWhenNothingElseIs(t *testing.T) {
	k := newKit(t)
	k.scans(cardOfAda)
	k.tap(GoAsk, community.Ask)
	k.types("A lift")
	k.tap(Send)
	k.tap(GoHome)
	k.clock = k.clock.AddDate(0, 0, 21)
	k.desk.members[0].ConfirmedOn = "2020-01-01"
	if v := k.comesIn("1002"); v.Asks != sayStill {
		t.Fatalf("%+v", v)
	}
	k.tap(StillMe)
	if v := k.comesIn("1002"); v.Asks != "Still looking for “A lift”?" {
		t.Fatalf("%+v", v)
	}
	k.tap(AnswerYes)
	if v := k.comesIn("1002"); v.Asks != "" || k.desk.posts[0].Until.Sub(k.clock) < 29*24*time.Hour {
		t.Fatalf("%+v", v)
	}
	k.clock = k.clock.AddDate(0, 0, 21)
	k.comesIn("1002")
	k.tap(AnswerNo)
	if !k.desk.posts[0].Closed {
		t.Error("not sorted")
	}
}

func TestWhatIsTypedStaysWhenItCannotBeKept(t *testing.T) {
	k := newKit(t)
	k.thanksTo("bao", "adam")
	k.tap(Kind, "Tea and treats")
	k.tap(Focus, "words")
	k.types("Cake")
	k.desk.fault = errDisk
	k.tap(Send)
	wantStep(t, k, ThanksFor)
	if s := k.State(); s.Notice != saySpeechFailed || s.Form.Entry("words").Text != "Cake" || s.Speech.What != "Tea and treats" {
		t.Errorf("%+v", s.Speech)
	}
	k.desk.fault = nil
	k.tap(Back)
	wantStep(t, k, Thanks)
	k.types("ö")
	k.key(KeyEnter)
	if s := k.State(); s.Form.Entry("words").Text != "Cake" || s.Speech.To.Called != "Öykü" {
		t.Errorf("gone after going back: %+v", s.Speech)
	}
	k.tap(Send)
	wantStep(t, k, Thanked)
	if len(k.desk.thanks) != 1 {
		t.Errorf("kept %d times", len(k.desk.thanks))
	}
}

func TestAPromptNeverShowsAtACheckOutOrAQuestion(t *testing.T) {
	k := newKit(t)
	k.thanksTo("bao", "ada")
	if k.step == Thanks {
		k.tapOn(Choose, k.desk.members[0].ID)
	}
	k.tap(Kind, "Practical help")
	k.tap(Send)
	k.tap(GoHome)
	k.scans(cardOfAda)
	k.tap(GoHome)
	k.scans(cardOfAda)
	wantStep(t, k, AskOut)
	if v := k.State().Visit; v.Asks != "" || v.Speak {
		t.Errorf("%+v", v)
	}
	k.tap(Out)
	if v := k.State().Visit; v.Asks != "" || v.Speak {
		t.Errorf("%+v", v)
	}
}

func (h *smallHosts) ClosePost(ctx context.Context, by community.Actor, id community.ID) error {
	return h.d.ClosePost(ctx, by, id)
}

func (h *smallHosts) ReopenPost(ctx context.Context, by community.Actor, id community.ID) error {
	return h.d.ReopenPost(ctx, by, id)
}

func (h *smallHosts) VoidThanks(ctx context.Context, by community.Actor, id community.ID) error {
	return h.d.VoidThanks(ctx, by, id)
}

func (h *smallHosts) UnvoidThanks(ctx context.Context, by community.Actor, id community.ID) error {
	return h.d.UnvoidThanks(ctx, by, id)
}

// sayings puts up so many asks, and one thank-you.
func (d *smallDesk) sayings(n int) {
	for i := range n {
		d.posts = append(d.posts, community.Post{ID: community.ID{5, byte(i)}, MemberID: d.members[0].ID, Side: community.Ask, Words: "A lift", MadeAt: d.now(), Until: d.now().AddDate(0, 0, 30)})
	}
	d.thanks = append(d.thanks, community.ThankYou{ID: community.ID{6}, FromID: d.members[0].ID, ToID: d.members[3].ID, What: "Practical help", SaidAt: d.now()})
}

func TestAHostTakesDownWhatMembersSaidAndUndoesIt(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	k.desk.sayings(7)
	k.does(DoPage, string(HostBoard))
	b := k.State().Host.Board
	if len(b.Lines) != boardPerPage || b.Pages != 2 || b.Lines[0].Words != "A lift" || b.Lines[0].More != "Ada Okafor asks · until 9 April" {
		t.Fatalf("%+v", b)
	}
	k.does(DoMore)
	b = k.State().Host.Board
	if len(b.Lines) != 2 || b.Lines[1].More != "Ada Okafor thanks Cleo Marsh · between the two of them" {
		t.Fatalf("%+v", b)
	}
	k.does(DoRemove, community.ID{6})
	if s := k.State().Host; !k.desk.thanks[0].Void || len(s.Board.Lines) != 1 || s.Saved == "" {
		t.Errorf("%+v", s.Board)
	}
	k.does(DoUndo)
	if k.desk.thanks[0].Void || len(k.State().Host.Board.Lines) != 2 {
		t.Error("the thank-you is not back")
	}
	k.does(DoRemove, community.ID{5, 6})
	if !k.desk.posts[6].Closed || k.State().Host.Board.Pages != 2 {
		t.Errorf("%+v", k.State().Host.Board)
	}
	k.does(DoUndo)
	if k.desk.posts[6].Closed {
		t.Error("the ask is not back")
	}
	k.desk.fault = errDisk
	k.does(DoRemove, community.ID{5, 6})
	if s := k.State(); s.Notice != sayNotKept || k.desk.posts[6].Closed {
		t.Errorf("%q", s.Notice)
	}
}

func (h *smallHosts) ApprovePost(_ context.Context, by community.Actor, id community.ID) error {
	return h.d.editPost(by, id, func(p *community.Post) { p.Held = false })
}

func (h *smallHosts) ApproveThanks(_ context.Context, _ community.Actor, id community.ID) error {
	return h.d.editThanks(id, func(t *community.ThankYou) { t.Held = false })
}

func TestWhatWaitsForAHostComesFirstAndIsShownWithOneTap(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	k.desk.sayings(2)
	last := len(k.desk.posts) - 1
	k.desk.posts[last].Held, k.desk.thanks[0].Held = true, true
	k.does(DoPage, string(HostBoard))
	b := k.State().Host.Board
	if len(b.Lines) != 3 || !b.Lines[0].Held || !b.Lines[1].Held || b.Lines[2].Held {
		t.Fatalf("%+v", b)
	}
	k.does(DoYes, b.Lines[0].ID)
	k.does(DoYes, b.Lines[1].ID)
	for _, l := range k.State().Host.Board.Lines {
		if l.Held {
			t.Errorf("%q is held", l.Words)
		}
	}
	if k.desk.posts[last].Held || k.desk.thanks[0].Held || k.State().Notice != "It can be seen now." {
		t.Errorf("%q", k.State().Notice)
	}
}
