package web

import (
	"image/color"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestThePageShowsWhatOthersMaySeeAndNothingElse(t *testing.T) {
	l := newLobby(t)
	p := l.get(l.ticket(ForProfile))
	if p.status != 200 || !p.has(`value="Ada Okafor"`, `value="Writes grants"`, "Two lines\nof words", "Reading a grant draft\nSoup, and bread", "Is this still you?") {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	for _, secret := range []string{"ada@harbour.example", "131 496", "Owes us a mug", "1002", "2020-03-01", "/me"} {
		if strings.Contains(p.body, secret) {
			t.Errorf("the page says %q", secret)
		}
	}
}

func TestSavingWritesOnlyWhatWasChanged(t *testing.T) {
	l := newLobby(t)
	before := l.member()
	at := l.ticket(ForProfile)
	opened := l.get(at)
	values := l.fills(opened, "headline", "  Mends   radios ", "looking_for", "A goalie\r\n\r\nThree chairs", "show_presence", "yes", "show_on_phone_page", "-", "do", "save")
	// What a page does not have is not for this form, whoever sends it.
	for field, value := range map[string]string{"email": "evil@x.example", "email_public": "yes", "state": "left", "notes": "x", "number": "1", "photo_": "x"} {
		values.Set(field, value)
	}
	values.Set("publics", "yes")
	p := l.sends(at, values, nil)
	if p.status != 200 || !p.has("Thank you, Ada.", "Your profile is kept") {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	m := l.member()
	var names []string
	for _, f := range changed(&before, &m) {
		names = append(names, f.Name)
	}
	slices.Sort(names)
	want := []string{"confirmed_on", "headline", "looking_for:A goalie", "looking_for:Three chairs", "show_on_phone_page", "show_presence"}
	if !slices.Equal(names, want) {
		t.Errorf("changed %q", names)
	}
	if m.Headline != "Mends radios" || !m.HereNow.Given || m.HereNow.Recorded != "on their phone" || !m.HereNow.At.Equal(l.at) || m.OnPhone.Given || m.OnPhone.Recorded != "on their phone" {
		t.Errorf("%+v", m)
	}
	if m.OnWall != before.OnWall || m.ConfirmedOn != "2026-11-19" {
		t.Errorf("wall %+v, confirmed %s", m.OnWall, m.ConfirmedOn)
	}
	if len(l.came) != 1 || l.came[0].Purpose != ForProfile || l.came[0].Waits {
		t.Errorf("came: %+v", l.came)
	}
	if p := l.sends(at, values, nil); p.status != 409 {
		t.Errorf("sent twice: %d", p.status)
	}
}

func TestOneTapSaysThatAllIsRight(t *testing.T) {
	l := newLobby(t)
	before := l.member()
	at := l.ticket(ForProfile)
	p := l.sends(at, l.fills(l.get(at), "do", "confirm"), nil)
	if p.status != 200 || !p.has("Good to know that all is still right.") {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	m := l.member()
	if got := changed(&before, &m); len(got) != 1 || got[0].Name != "confirmed_on" {
		t.Errorf("changed %v", got)
	}
}

func TestWhatIsWrongIsSaidBesideItAndNothingTypedIsLost(t *testing.T) {
	l := newLobby(t)
	before := l.member()
	at := l.ticket(ForProfile)
	p := l.sends(at, l.fills(l.get(at), "name", " ", "headline", strings.Repeat("x", 10_000), "about", "Kept words", "show_on_wall", "-", "called", "Ada-Lou"), nil)
	if p.status != 422 || !p.has("Your name is missing.", "This is 10000 characters long, 200 fit.", strings.Repeat("x", 10_000), "Kept words", `value="Ada-Lou"`, `id="w-headline"`, `aria-describedby="w-headline"`) {
		t.Errorf("%d\n%.3000s", p.status, p.body)
	}
	if strings.Contains(p.body, `name="show_on_wall" value="yes" checked`) {
		t.Error("a tick that was taken out is back")
	}
	m := l.member()
	if got := changed(&before, &m); len(got) != 0 || len(l.came) != 0 {
		t.Errorf("changed %v", got)
	}
	if p = l.sends(at, l.fills(p, "name", "Ada Okafor", "headline", "Short"), nil); p.status != 200 {
		t.Fatalf("put right: %d\n%s", p.status, p.body)
	}
	if m = l.member(); m.Headline != "Short" || m.About != "Kept words" || m.Called != "Ada-Lou" || m.OnWall.Given {
		t.Errorf("%+v", m)
	}
}

func TestWhatSomebodyElseChangedMeanwhileStays(t *testing.T) {
	l := newLobby(t)
	at := l.ticket(ForProfile)
	opened := l.get(at)
	l.edit("organisation", "Harbour Grants")
	l.edit("happy_to_help_with", "Soup, and bread; Payroll")
	l.edit("show_presence", "yes")
	p := l.sends(at, l.fills(opened, "pronouns", "she/her", "happy_to_help_with", "Reading a grant draft\nSoup, and bread\nVAT"), nil)
	if p.status != 200 {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	m := l.member()
	if m.Organisation != "Harbour Grants" || m.Pronouns != "she/her" || !m.HereNow.Given {
		t.Errorf("%+v", m)
	}
	if want := []string{"Soup, and bread", "Payroll", "VAT"}; !slices.Equal(m.HappyToHelpWith, want) {
		t.Errorf("offers %q", m.HappyToHelpWith)
	}
}

func TestWhoseWordsStayIsAsked(t *testing.T) {
	for pick, want := range map[string]string{"mine": "Mends radios", "theirs": "Runs the soup club"} {
		l := newLobby(t)
		at := l.ticket(ForProfile)
		opened := l.get(at)
		l.edit("headline", "Runs the soup club")
		l.edit("organisation", "Harbour Grants")
		p := l.sends(at, l.fills(opened, "headline", "Mends radios", "called", "Ada-Lou"), nil)
		if p.status != 422 || !p.has("Whose words stay?", "Runs the soup club", `value="Mends radios"`, `value="Harbour Grants"`, `value="Ada-Lou"`) {
			t.Fatalf("%d\n%s", p.status, p.body)
		}
		if m := l.member(); m.Headline != "Runs the soup club" || m.Called != "" {
			t.Fatalf("kept before it was asked: %+v", m)
		}
		if p = l.sends(at, l.fills(p, "pick_headline", pick), nil); p.status != 200 {
			t.Fatalf("%d\n%s", p.status, p.body)
		}
		if m := l.member(); m.Headline != want || m.Organisation != "Harbour Grants" || m.Called != "Ada-Lou" {
			t.Errorf("%s: %+v", pick, m)
		}
	}
}

func TestWhereHostsLookFirstOnlyWhatIsTakenBackCountsAtOnce(t *testing.T) {
	l := newLobby(t)
	l.space("approve_edits", "yes")
	at := l.ticket(ForProfile)
	opened := l.get(at)
	if !opened.has("A host looks at what you change") {
		t.Error("the page does not say so")
	}
	p := l.sends(at, l.fills(opened, "headline", "Mends radios", "show_on_wall", "-", "show_presence", "yes"), oneColour(t, color.White))
	p = l.sends(at, l.fills(p), nil)
	if p.status != 200 || !p.has("A host looks at it first") || !l.came[0].Waits {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	m := l.member()
	if m.Headline != "Writes grants" || m.OnWall.Given || m.HereNow.Given || m.Photo != "" || m.ConfirmedOn != "2026-11-19" {
		t.Errorf("before a host looked: %+v", m)
	}
	all, err := l.desk.Proposals(t.Context())
	if err != nil || len(all) != 1 || all[0].MemberID != l.ada {
		t.Fatalf("%+v, %v", all, err)
	}
	if err := l.desk.DecideProposal(t.Context(), byHost, all[0].ID, true); err != nil {
		t.Fatal(err)
	}
	if m = l.member(); m.Headline != "Mends radios" || m.OnWall.Given || !m.HereNow.Given || m.Photo != l.came[0].Photo || m.Photo == "" {
		t.Errorf("after it: %+v", m)
	}
}

// decides takes the one proposal that waits.
func (l *lobby) decides() {
	l.t.Helper()
	all, err := l.desk.Proposals(l.t.Context())
	if err != nil || len(all) != 1 {
		l.t.Fatalf("%+v, %v", all, err)
	}
	if err := l.desk.DecideProposal(l.t.Context(), byHost, all[0].ID, true); err != nil {
		l.t.Fatal(err)
	}
}

func TestATickThatWaitsForAHostCanBeTakenOut(t *testing.T) {
	l := newLobby(t)
	l.space("approve_edits", "yes")
	at := l.ticket(ForProfile)
	l.sends(at, l.fills(l.get(at), "show_presence", "yes", "headline", "Mends radios"), nil)
	l.at = l.at.Add(time.Hour)
	at = l.ticket(ForProfile)
	opened := l.get(at)
	if values := l.fills(opened); !values.Has("show_presence") || !opened.has("A host has yet to look at this.") {
		t.Fatalf("the page does not show what waits\n%s", opened.body)
	}
	wrong := l.sends(at, l.fills(opened, "show_presence", "-", "name", ""), nil)
	if l.fills(wrong).Has("show_presence") {
		t.Error("a tick that was taken out is back")
	}
	p := l.sends(at, l.fills(wrong, "name", "Ada Okafor"), nil)
	if p.status != 200 || !p.has("Your profile is kept") {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	if m := l.member(); m.HereNow.Given || m.HereNow.Recorded != "on their phone" || !m.HereNow.At.Equal(l.at) {
		t.Errorf("taken back as %+v", m.HereNow)
	}
	if wants, err := l.desk.OpenProposal(t.Context(), l.ada); err != nil || strings.Contains(wants.Wanted, "true") {
		t.Errorf("hosts are still asked for %s, %v", wants.Wanted, err)
	}
	l.decides()
	if m := l.member(); m.HereNow.Given || m.Headline != "Mends radios" {
		t.Errorf("after a host took the rest: %+v", m)
	}
}

func TestATickThatWaitsForAHostStaysWhenSomethingElseIsSaved(t *testing.T) {
	l := newLobby(t)
	l.space("approve_edits", "yes")
	at := l.ticket(ForProfile)
	l.sends(at, l.fills(l.get(at), "show_presence", "yes"), nil)
	at = l.ticket(ForProfile)
	l.sends(at, l.fills(l.get(at), "headline", "Mends radios"), nil)
	l.decides()
	if m := l.member(); !m.HereNow.Given || m.Headline != "Mends radios" {
		t.Errorf("%+v", m)
	}
}

func TestATickTakenBackElsewhereStaysTakenBackWhenAHostApproves(t *testing.T) {
	l := newLobby(t)
	l.space("approve_edits", "yes")
	at := l.ticket(ForProfile)
	l.sends(at, l.fills(l.get(at), "show_presence", "yes", "headline", "Mends radios"), nil)
	l.at = l.at.Add(time.Hour)
	no := community.Consent{Recorded: "said to Jo", At: l.at}
	err := l.desk.EditMember(t.Context(), byHost, l.ada, func(m *community.Member) error { m.HereNow = no; return nil })
	if err != nil {
		t.Fatal(err)
	}
	if at = l.ticket(ForProfile); l.fills(l.get(at)).Has("show_presence") {
		t.Error("it is shown as if it were still to come")
	}
	l.decides()
	if m := l.member(); m.HereNow != no || m.Headline != "Mends radios" {
		t.Errorf("%+v", m)
	}
}

// A host may take their own act back; what the member said meanwhile stays.
func TestATickTakenOutCountsThoughAHostTookItOutMeanwhile(t *testing.T) {
	l := newLobby(t)
	at := l.ticket(ForProfile)
	opened := l.get(at)
	l.edit("show_on_wall", "no")
	if p := l.sends(at, l.fills(opened, "show_on_wall", "-"), nil); p.status != 200 {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	acts, err := l.desk.Acts(t.Context(), l.at.Add(-time.Hour), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range acts {
		if a.By == byHost && a.What == "consent" {
			if _, err := l.desk.UndoAct(t.Context(), byHost, a.ID); err != nil {
				t.Fatal(err)
			}
			if m := l.member(); m.OnWall.Given {
				t.Errorf("given again: %+v", m.OnWall)
			}
			return
		}
	}
	t.Errorf("no act of a host in %+v", acts)
}

func TestAPhotoOnThePageCountsAfterItWasSeen(t *testing.T) {
	l := newLobby(t)
	at := l.ticket(ForProfile)
	p := l.sends(at, l.fills(l.get(at), "headline", "Mends radios", "do", "save"), oneColour(t, color.RGBA{200, 40, 40, 255}))
	if p.status != 200 || !p.has("Here is your new photo", `alt="Your new photo"`, `value="Mends radios"`) || len(l.came) != 0 || l.member().Photo != "" {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	first := l.get(at + ".jpg")
	if first.status != 200 || first.header.Get("Content-Type") != "image/jpeg" || first.header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v", first.status, first.header)
	}
	kept, err := l.desk.Photos().List()
	if err != nil || len(kept) != 1 {
		t.Fatal(kept, err)
	}
	p = l.sends(at, l.fills(p, "do", "photo"), oneColour(t, color.RGBA{40, 40, 200, 255}))
	if again := l.get(at + ".jpg"); again.body == first.body {
		t.Error("the second picture is not shown")
	}
	if p = l.sends(at, l.fills(p, "do", "save"), nil); p.status != 200 || !p.has("Thank you") {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	now, err := l.desk.Photos().List()
	if err != nil || len(now) != 1 || now[0] == kept[0] || l.member().Photo != now[0] || l.came[0].Photo != now[0] {
		t.Errorf("kept %v, the member's is %s, %v", now, l.member().Photo, err)
	}
	if m := l.member(); m.Headline != "Mends radios" {
		t.Errorf("what was typed is lost: %+v", m)
	}
	at = l.ticket(ForProfile)
	if p := l.sends(at, l.fills(l.get(at), "photo_away", "yes"), nil); p.status != 200 || l.member().Photo != "" {
		t.Errorf("taken away: %d", p.status)
	}
	if left, err := l.desk.Photos().List(); err != nil || len(left) != 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

func TestWhatPeopleTypeStaysText(t *testing.T) {
	l := newLobby(t)
	at := l.ticket(ForProfile)
	p := l.sends(at, l.fills(l.get(at), "name", "\u202eAda\u202c <b>\x00O\u200bkafor</b>\xff", "about", "</textarea><script>alert(1)</script>\r\n\r\n\r\n\r\nEnd\u2066", "headline", `"><img src=x onerror=alert(1)>`,
		"website", "javascript:alert(1)", "looking_for", "<i>\r\n\u202e\r\n\x07"), oneColour(t, color.White))
	for _, bad := range []string{"<script", "<img src=x", "\u202e", "\u2066", "\u200b", "\x00", "<i>", "<b>\x00", "\xff"} {
		if strings.Contains(p.body, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	if p = l.sends(at, l.fills(p), nil); p.status != 200 {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	m := l.member()
	if m.Name != "Ada <b>Okafor</b>" || m.About != "</textarea><script>alert(1)</script>\n\nEnd" || !slices.Equal(m.LookingFor, []string{"<i>"}) {
		t.Errorf("%q, %q, %q", m.Name, m.About, m.LookingFor)
	}
}

func TestTooMuchTextIsRefusedWhole(t *testing.T) {
	l := newLobby(t)
	at := l.ticket(ForProfile)
	opened := l.get(at)
	if p := l.sends(at, l.fills(opened, "about", strings.Repeat("x", maxForm)), nil); p.status != 400 || !p.has("Nothing was changed") {
		t.Errorf("%d", p.status)
	}
	many := l.fills(opened)
	for range maxParts + 1 {
		many.Add("more", "x")
	}
	if p := l.sends(at, many, nil); p.status != 400 {
		t.Errorf("%d", p.status)
	}
	if p := l.sends(at, l.fills(opened, "looking_for", strings.Repeat("thing\r\n", 3)+strings.Repeat("a\r\nb\r\nc\r\nd\r\ne\r\nf\r\ng\r\nh\r\ni\r\n", 1)+strings.Join(strings.Split("jklmnopqrstuvwxyz", ""), "\r\n")), nil); p.status != 422 || !p.has("This has 27 entries, 24 fit.") {
		t.Errorf("%d\n%s", p.status, p.body)
	}
	if p := l.sends(at, l.fills(opened, "about", "Fine"), nil); p.status != 200 {
		t.Errorf("the ticket was used up: %d", p.status)
	}
}

func TestWhoKnowsThemselvesOnlyByNameIsWrittenAsSuch(t *testing.T) {
	l := newLobby(t)
	for kind, want := range map[community.ActorKind]community.ActorKind{
		community.ActorProven: community.ActorProven, community.ActorClaimed: community.ActorClaimed, community.ActorHost: community.ActorClaimed, "": community.ActorClaimed,
	} {
		word, _ := l.tickets.New(kind, l.ada, ForProfile)
		one, ok := l.tickets.find(word)
		if !ok || one.actor != (community.Actor{Kind: want, ID: l.ada}) {
			t.Errorf("%q: %+v", kind, one)
		}
	}
}

func TestThePageTellsWhatWasChanged(t *testing.T) {
	l := newLobby(t)
	l.desk.edits = []Edit{
		{At: now.Add(-time.Hour), By: byHost, Fields: []string{"notes", "induction:Keys"}},
		{At: now.Add(-48 * time.Hour), By: community.Actor{Kind: community.ActorProven, ID: l.ada}, Fields: []string{"headline", "looking_for:A", "looking_for:B"}},
		{At: now.Add(-72 * time.Hour), By: byHost, Fields: []string{"show_on_wall", "notes"}},
	}
	l.open(false)
	p := l.get(l.ticket(ForProfile))
	if !p.has("What was changed", "<b>17 November 2026</b> What you do, in a few words, Looking for · you", "<b>16 November 2026</b> On the wall · a host") {
		t.Errorf("%s", p.body)
	}
	if strings.Contains(p.body, "notes") || strings.Contains(p.body, "19 November 2026</b>") {
		t.Error("the page tells of what is the hosts' own")
	}
}
