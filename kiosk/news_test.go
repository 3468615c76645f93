package kiosk

import (
	"context"
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
)

func (d *smallDesk) Cheer(_ context.Context, by community.Actor, post, member community.ID, on bool) error {
	if err := d.act(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	i := slices.IndexFunc(d.posts, func(p community.Post) bool { return p.ID == post && p.Side == community.News && p.OpenAt(d.now()) })
	if i < 0 || by.ID != member || d.posts[i].MemberID == member {
		return community.ErrNotFound
	}
	d.cheers = slices.DeleteFunc(d.cheers, func(c community.Cheer) bool { return c.PostID == post && c.MemberID == member })
	if on {
		d.cheers = append(d.cheers, community.Cheer{MemberID: member, ForID: d.posts[i].MemberID, PostID: post})
	}
	return nil
}

func (d *smallDesk) Cheered(_ context.Context, member community.ID) (ids []community.ID, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, c := range d.cheers {
		if c.MemberID == member {
			ids = append(ids, c.PostID)
		}
	}
	return ids, nil
}

// glad puts up good news of a member.
func (k *kit) glad(n int, words string) community.ID {
	id := community.ID{40, byte(len(k.desk.posts))}
	k.desk.posts = append(k.desk.posts, community.Post{
		ID: id, MemberID: k.desk.members[n].ID, Side: community.News, Words: words,
		MadeAt: k.clock.Add(-time.Duration(len(k.desk.posts)) * time.Minute), Until: k.clock.Add(24 * time.Hour),
	})
	k.refresh()
	k.settle()
	return id
}

func TestCheeringFollowsACheckInOrAsksWhoItIs(t *testing.T) {
	k := newKit(t)
	won := k.glad(1, "We won the bid")
	k.tap(GoBrowse)
	k.tap(GoNews)
	wantStep(t, k, GoodNews)
	if s := k.State().News; len(s.Lines) != 1 || s.Lines[0].Words != "We won the bid" || s.Lines[0].Cheers != "" || s.As != "" {
		t.Fatalf("%+v", s)
	}
	k.tapOn(CheerFor, won)
	wantStep(t, k, Search)
	if len(k.desk.cheers) != 0 {
		t.Fatal("nobody cheers")
	}
	k.types("1006")
	k.key(KeyEnter)
	wantStep(t, k, GoodNews)
	if k.desk.isIn("1006") {
		t.Error("who cheers is checked in")
	}
	cheers := func(want string, mine bool) {
		t.Helper()
		if l := k.State().News.Lines[0]; l.Cheers != want || l.Cheered != mine {
			t.Errorf("%q, mine %t, want %q, %t", l.Cheers, l.Cheered, want, mine)
		}
	}
	cheers("1 cheer", true)
	k.tapOn(CheerFor, won) // takes it back, without asking again
	cheers("", false)
	k.tapOn(CheerFor, won)
	cheers("1 cheer", true)
	k.tap(NotMe)
	wantStep(t, k, GoodNews)
	cheers("1 cheer", false)
	if k.State().News.As != "" {
		t.Error("still known")
	}
	k.tap(GoHome)
	k.types("1002")
	k.key(KeyEnter)
	wantStep(t, k, Welcome)
	k.tap(GoNews)
	wantStep(t, k, GoodNews)
	if k.State().News.As != "You’re Ada." {
		t.Error(k.State().News.As)
	}
	k.tapOn(CheerFor, won)
	wantStep(t, k, GoodNews)
	cheers("2 cheers", true)
	k.tap(GoHome)
	k.tap(GoBrowse)
	k.tap(GoNews)
	if k.State().News.As != "" {
		t.Error("the next one cheers as Ada")
	}
}

// Somebody who cheered before and forgot does not take it back by cheering.
func TestWhoSaysWhoTheyAreToCheerTakesNothingBack(t *testing.T) {
	k := newKit(t)
	won := k.glad(1, "We won the bid")
	k.desk.cheers = []community.Cheer{{MemberID: k.desk.members[0].ID, PostID: won}}
	k.tap(GoBrowse)
	k.tap(GoNews)
	k.tapOn(CheerFor, won)
	k.types("1002")
	k.key(KeyEnter)
	if l := k.State().News.Lines[0]; l.Cheers != "1 cheer" || !l.Cheered {
		t.Errorf("%+v", l)
	}
}

func TestNobodyCheersForThemselves(t *testing.T) {
	k := newKit(t)
	won := k.glad(0, "We won the bid")
	k.types("1002")
	k.key(KeyEnter)
	k.tap(GoNews)
	if l := k.State().News.Lines[0]; !l.Own {
		t.Errorf("%+v", l)
	}
	k.tapOn(CheerFor, won)
	if k.notice != sayOwnNews || len(k.desk.cheers) != 0 {
		t.Errorf("%q, %d cheers", k.notice, len(k.desk.cheers))
	}
	k.tap(GoHome)
	k.tap(GoBrowse)
	k.tap(GoNews)
	k.tapOn(CheerFor, won) // and says only then who they are
	k.types("1002")
	k.key(KeyEnter)
	if s := k.State(); s.Step != GoodNews || s.Notice != sayOwnNews || len(s.News.Lines) != 1 || len(k.desk.cheers) != 0 {
		t.Errorf("at %v: %q, %d cheers", s.Step, s.Notice, len(k.desk.cheers))
	}
	k.tapOn(Sorted, won)
	if s := k.State().News; len(s.Lines) != 0 || !k.desk.posts[0].Closed {
		t.Errorf("%+v: their own is not taken down", s.Lines)
	}
}

func TestNobodyTakesDownTheNewsOfOthers(t *testing.T) {
	k := newKit(t)
	won := k.glad(1, "We won the bid")
	calls := k.desk.calls
	k.tap(GoBrowse)
	k.tap(GoNews)
	k.tapOn(Sorted, won)
	if k.desk.posts[0].Closed {
		t.Fatal("taken down")
	}
	k.tap(GoHome)
	k.types("1002")
	k.key(KeyEnter)
	k.tap(GoNews)
	k.tapOn(Sorted, won)
	if k.desk.posts[0].Closed || k.desk.calls != calls+1 { // but for the check-in
		t.Fatalf("taken down, or tried: %d acts", k.desk.calls-calls)
	}
	k.tap(GoHome)
}

func TestGoodNewsAreSharedInThreeTaps(t *testing.T) {
	for _, known := range []bool{true, false} {
		k := newKit(t)
		if known {
			k.types("1002")
			k.key(KeyEnter)
			k.tap(GoNews)
		} else {
			k.glad(1, "We won the bid")
			k.tap(GoBrowse)
			k.tap(GoNews)
		}
		k.tap(GoAsk)
		if !known {
			wantStep(t, k, Search)
			k.types("1002")
			k.key(KeyEnter)
		}
		wantStep(t, k, Asking)
		s := k.State().Speech
		if s.Title != "What’s the good news?" || len(s.Lengths) != 0 || len(s.Quick) != 0 {
			t.Errorf("%+v", s)
		}
		k.types("a shop of my own")
		if got := k.State().Speech.Helpers; len(got) > 0 {
			t.Errorf("helpers for good news: %+v", got)
		}
		k.tap(Send)
		wantStep(t, k, Posted)
		p := k.desk.posts[len(k.desk.posts)-1]
		if p.Side != community.News || p.Words != "a shop of my own" || p.Until.Sub(k.clock) > 7*24*time.Hour || p.MemberID != k.desk.members[0].ID {
			t.Errorf("%+v", p)
		}
		if len(k.desk.visits) > 1 {
			t.Error("somebody was checked in twice")
		}
		k.tap(Undo)
		if !k.desk.posts[len(k.desk.posts)-1].Closed {
			t.Error("it is not taken back")
		}
	}
}

func TestNewsThatDoNotFitAreOnTheNextPage(t *testing.T) {
	k := newKit(t)
	for range 6 {
		k.glad(1, "Another one")
	}
	k.tap(GoBrowse)
	k.tap(GoNews)
	if s := k.State().News; len(s.Lines) != 4 || s.Page != 1 || s.Pages != 2 {
		t.Errorf("%+v", s)
	}
	k.tap(NextPage)
	if s := k.State().News; len(s.Lines) != 2 || s.Page != 2 {
		t.Errorf("%+v", s)
	}
	k.tap(NextPage)
	if s := k.State().News; s.Page != 1 {
		t.Errorf("%+v", s)
	}
	k.pass(restReading)
	wantStep(t, k, Home)
}
