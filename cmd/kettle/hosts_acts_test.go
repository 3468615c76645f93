package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
)

// What hosts read under “History” are sentences, of every kind of act, while what was
// changed is known and when it is erased; and every Undo beside one of them works.
func TestWhatHostsReadOfWhatWasDone(t *testing.T) {
	now := time.Date(2026, 7, 1, 5, 0, 0, 0, time.UTC)
	db := opened(t, func() time.Time { now = now.Add(time.Millisecond); return now })
	h, ctx := hosts{DB: db}, t.Context()
	ada, bo := added(t, db, community.Member{Name: "Ada Okafor"}), added(t, db, community.Member{Name: "Bo Lind"})
	mine := community.Actor{Kind: community.ActorProven, ID: ada.ID}
	set := func(field, value string) func() error {
		return func() error {
			return db.EditMember(ctx, mine, ada.ID, func(m *community.Member) error { return m.Set(field, value) })
		}
	}
	var post community.ID
	var soup community.Event
	for _, c := range []struct {
		do   func() error
		want string
	}{
		{func() error { return nil }, "a host added Bo Lind."},
		{set("headline", "Writes grants"), "Ada Okafor changed Ada Okafor’s profile. headline: Writes grants"},
		{set("show_on_wall", "yes"), "Ada Okafor recorded what Ada Okafor agrees to. show on wall: yes"},
		{set("state", "paused"), "Ada Okafor paused Ada Okafor. state: “paused” instead of “active”"},
		{set("state", "left"), "Ada Okafor noted that Ada Okafor has left. left on: 2026-07-01; state: “left” instead of “paused”"},
		{set("state", "active"), "Ada Okafor changed Ada Okafor’s profile. left on: nothing instead of “2026-07-01”; state: “active” instead of “left”"},
		{func() (err error) {
			post, err = db.AddPost(ctx, mine, community.Post{MemberID: ada.ID, Side: community.Ask, Words: "A van"})
			return err
		}, "Ada Okafor added a post: Ada Okafor."},
		{func() error { return db.ClosePost(ctx, byHost, post) }, "a host changed the post. closed: yes"},
		{func() error {
			_, err := db.Thank(ctx, mine, community.ThankYou{FromID: ada.ID, ToID: bo.ID, What: "Tea and treats"})
			return err
		}, "Ada Okafor added a thank-you: Ada Okafor."},
		{func() error { return h.SaveNotice(ctx, byHost, community.Notice{Words: "The lift is out"}) }, "a host added a notice: The lift is out."},
		{func() (err error) {
			soup, err = h.SaveEvent(ctx, byHost, community.Event{Title: "Soup", What: community.EventSocial, StartsAt: now, EndsAt: now.Add(time.Hour), Zone: "UTC"})
			return err
		}, "a host added an event: Soup."},
		{func() error {
			return h.EditEvent(ctx, byHost, soup.ID, func(e *community.Event) { e.EndsAt = time.Date(2026, 7, 1, 8, 30, 0, 0, time.UTC) })
		}, "a host changed the event: Soup. ends at: “2026-07-01 14:15” instead of “2026-07-01 11:45”; sequence: 1"},
		{func() error { _, err := h.Invite(ctx, byHost, "Kim", "Acme", "2026-07-01"); return err }, "a host added a visitor: Kim."},
		{func() error { return h.SaveParcel(ctx, byHost, community.Parcel{MemberID: ada.ID}) }, "a host added a parcel: Ada Okafor."},
		{func() error { return db.SetPIN(ctx, byHost, "Cleo", "274916") }, "a host added a host: Cleo."},
		{func() error { return db.SetMemberPIN(ctx, byHost, ada.ID, "884213") }, "a host added a card or PIN: Ada Okafor."},
		{func() error { return db.AskIntroduction(ctx, mine, ada.ID, bo.ID) }, "Ada Okafor added an introduction: Ada Okafor."},
		{func() error { return db.CalledRoll(ctx, byHost) }, "a host looked at the fire roll."},
		{func() error {
			return h.SaveSpace(ctx, byHost, community.Space{}, community.Space{Name: "Harbour Commons"})
		}, "a host changed the settings. name: Harbour Commons"},
		{func() error {
			row := store.ImportRow{Line: 1, Member: community.Member{Name: "Cy", Number: "7"}, Present: []string{"name", "number"}}
			_, err := db.ImportMembers(ctx, []store.ImportRow{row}, store.ImportOptions{})
			return err
		}, "an import brought in one thing."},
		{func() error { return db.Erase(ctx, byHost, ada.ID) }, "a host erased somebody."},
	} {
		if err := c.do(); err != nil {
			t.Fatalf("%s: %v", c.want, err)
		}
		if got := linesOf(t, h)[0]; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	all := strings.Join(linesOf(t, h), "\n")
	for _, want := range []string{
		"a member who is gone changed a post.", "a member who is gone made a change.", "a member who is gone paused a member.",
		"a member who is gone recorded what a member agrees to.", "a member who is gone noted that a member has left.", "a host added a member.",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("it does not say %q:\n%s", want, all)
		}
	}
	if strings.Contains(all, "Okafor") || strings.Contains(all, "  ") || strings.Contains(all, " .") {
		t.Errorf("of somebody who was erased it says\n%s", all)
	}
	acts, err := h.Acts(ctx, community.ID{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range acts {
		if _, err := h.UndoAct(ctx, byHost, a.ID); (err == nil) != a.May && !errors.Is(err, store.ErrNoOwner) {
			t.Errorf("%s: may be taken back: %v, and is: %v", a.What, a.May, err)
		}
	}
}

// What could not be taken back is said, with why; and that nothing was, where that is so.
func TestWhatAnUndoDidIsSaid(t *testing.T) {
	db := opened(t, nil)
	h, ada := hosts{DB: db}, added(t, db, community.Member{Name: "Ada Okafor"})
	edit := func(fields ...string) (act community.ID) {
		t.Helper()
		err := db.EditMember(t.Context(), byHost, ada.ID, func(m *community.Member) (err error) {
			for i := 0; i < len(fields); i += 2 {
				err = errors.Join(err, m.Set(fields[i], fields[i+1]))
			}
			return err
		})
		acts, listed := h.Acts(t.Context(), ada.ID)
		if err = errors.Join(err, listed); err != nil {
			t.Fatal(err)
		}
		return acts[0].ID
	}
	undone := func(act community.ID, want string) {
		t.Helper()
		if got, err := h.UndoAct(t.Context(), byHost, act); err != nil || got != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
	first := edit("headline", "Writes grants")
	undone(first, "")
	undone(first, "That was taken back before.")
	three := edit("headline", "Mends radios", "about", "Hello.", "pronouns", "she/her")
	edit("headline", "Mends clocks")
	undone(three, "Taken back, but for one part: somebody changed it since.")
	three = edit("headline", "Mends radios", "about", "Hello.", "pronouns", "they/them")
	two := edit("headline", "Mends kites", "about", "Good day.")
	undone(three, "Taken back, but for 2 parts: somebody changed it since.")
	edit("headline", "Draws", "about", "Hi.")
	undone(two, "Nothing was taken back: somebody changed it since.")
}

// What made the only owner stays: hosts are told why, in words, and nothing is logged.
func TestHostsReadWhyTheOnlyOwnerStays(t *testing.T) {
	db := opened(t, nil)
	h := hosts{DB: db}
	if err := db.SetPIN(t.Context(), byHost, "Cleo", "735129"); err != nil {
		t.Fatal(err)
	}
	acts, err := h.Acts(t.Context(), community.ID{})
	if err != nil || len(acts) == 0 {
		t.Fatalf("%d acts, %v", len(acts), err)
	}
	_, err = h.UndoAct(t.Context(), byHost, acts[0].ID)
	var own interface{ Sentence() string }
	if !errors.As(err, &own) || own.Sentence() != "There would be no owner left among the hosts: nothing was taken back." {
		t.Errorf("%v", err)
	}
}

// linesOf is what hosts read, the newest first.
func linesOf(t *testing.T, h hosts) (lines []string) {
	t.Helper()
	acts, err := h.Acts(t.Context(), community.ID{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range acts {
		lines = append(lines, strings.TrimSpace(a.Who+" "+a.What+". "+a.Detail))
	}
	return lines
}
