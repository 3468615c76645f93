package community

import (
	"testing"
	"time"
)

func TestHeldWordsAreSeenByNobody(t *testing.T) {
	now := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	yes := Consent{Given: true}
	ada, ben := ID{1}, ID{2}
	r := &Roll{
		Members: []Member{{ID: ada, Name: "Ada", OnWall: yes, HereNow: yes}, {ID: ben, Name: "Ben", OnWall: yes, HereNow: yes}},
		Open:    []Visit{{ID: ID{9}, MemberID: ada, InAt: now.Add(-time.Hour)}, {ID: ID{8}, MemberID: ada, InAt: now, Mood: MoodOpen}},
		Posts: []Post{
			{ID: ID{10}, MemberID: ada, Side: Ask, Words: "A ladder", Until: now.Add(time.Hour)},
			{ID: ID{11}, MemberID: ada, Side: Ask, Words: "A rude word", Until: now.Add(time.Hour), Held: true},
			{ID: ID{12}, MemberID: ada, Side: Ask, Words: "The printer", Until: now.Add(time.Hour), Quick: true, HelperID: ben},
			{ID: ID{13}, MemberID: ben, Side: News, Words: "We won", Until: now.Add(time.Hour), MadeAt: now},
			{ID: ID{14}, MemberID: ben, Side: News, Words: "We entered", Until: now.Add(time.Hour)},
		},
		Thanks: []ThankYou{{ID: ID{20}, FromID: ada, ToID: ben, FromAgrees: true, ToAgrees: true, Held: true}},
		Cheers: []Cheer{{MemberID: ada, PostID: ID{13}}, {MemberID: ben, PostID: ID{13}, Void: true}, {MemberID: ID{77}, PostID: ID{13}}},
	}
	s := r.Seen(Wall, now)
	if len(s.Posts) != 1 || s.Posts[0].Words != "A ladder" {
		t.Errorf("the board has %+v", s.Posts)
	}
	if len(s.Quick) != 1 || s.Quick[0].Helper != "Ben" {
		t.Errorf("asked for now: %+v", s.Quick)
	}
	if len(s.News) != 2 || s.News[0].Words != "We won" || s.News[0].Cheers != 1 {
		t.Errorf("the news are %+v", s.News)
	}
	if len(s.Thanks) != 0 {
		t.Error("thanks that are held are seen")
	}
	for _, p := range s.Profiles {
		if want := map[ID]string{ada: MoodOpen}[p.ID]; p.Mood != want {
			t.Errorf("%s is %q", p.Name, p.Mood)
		}
	}
}

func TestWhoWasAskedLatelyIsSpared(t *testing.T) {
	now := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	ada, ben, cleo := ID{1}, ID{2}, ID{3}
	lately, long := now.Add(-Lately+time.Hour), now.Add(-Lately-time.Hour)
	r := &Roll{
		Met: []Introduction{
			{OneID: ada, OtherID: ben, AskedByID: ada, AskedAt: lately},
			{OneID: ben, OtherID: cleo, AskedByID: ben, AskedAt: long},
			{OneID: ada, OtherID: cleo, MetAt: lately}, // nobody asked
		},
		Posts: []Post{
			{MemberID: ada, Quick: true, HelperID: ben, MadeAt: lately, Closed: true},
			{MemberID: ada, Quick: true, HelperID: cleo, MadeAt: long},
		},
	}
	if got := r.Seen(Wall, now).Asked; got[ben] != 2 || got[ada] != 0 || got[cleo] != 0 {
		t.Errorf("%v", got)
	}
}

func TestNoticesAreForScreensInTheBuildingWhileTheyAreUp(t *testing.T) {
	now := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	r := &Roll{}
	for i, audience := range []string{NoticeBoth, NoticeWall, NoticeKiosk} {
		r.Notices = append(r.Notices,
			Notice{ID: ID{byte(i)}, Words: "Soup", Audience: audience, From: now.Add(-time.Hour), Until: now.Add(time.Hour)},
			Notice{ID: ID{9}, Words: "Yesterday's soup", Audience: audience, From: now.Add(-9 * time.Hour), Until: now})
	}
	if got := r.Seen(Wall, now).Notices; len(got) != 3 || got[2].Audience != NoticeKiosk {
		t.Errorf("%+v", got)
	}
	for _, a := range []Audience{Phone, Network, Self} {
		if got := r.Seen(a, now).Notices; len(got) != 0 {
			t.Errorf("audience %d reads %+v", a, got)
		}
	}
}
