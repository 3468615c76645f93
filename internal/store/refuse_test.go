package store

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// What is refused is refused with a reason, and changes nothing.
func TestWhatIsRefusedLeavesNoTrace(t *testing.T) {
	db, c := fresh(t)
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	who := people(t, db, 2)
	must(db.EditMember(ctx, byHost, who[1], func(m *community.Member) error { return m.Set("state", community.StateLeft) }))
	once := meal(t, db, nil)
	surgery := meal(t, db, func(e *community.Event) { e.Title, e.What = "Advice", community.EventSurgery })
	over := meal(t, db, func(e *community.Event) {
		e.Title, e.StartsAt, e.EndsAt = "Breakfast", c.t.Add(-2*time.Hour), c.t.Add(-time.Hour)
	})
	const address = "https://cal.example/a.ics"
	subscribe(t, db, address)
	theirs := soup()
	theirs.Rule = "FREQ=WEEKLY"
	readFrom(t, db, address, theirs)
	all, err := db.Calendar(ctx)
	must(err)
	for i := range all {
		if all[i].Source != "" {
			theirs = all[i]
		}
	}
	if theirs.Source == "" {
		t.Fatalf("nothing came from the calendar: %+v", all)
	}
	coming := come(t, db, who[0], &once, once.StartsAt, time.Time{})
	must(db.AddScreen(ctx, byHost, community.Screen{Key: "k", Name: "Lobby", Role: community.RoleKiosk}))
	screen := community.ScreenID("k")
	visit, _, err := db.CheckIn(ctx, byHost, who[0])
	must(err)
	_, err = db.CheckOut(ctx, byHost, who[0])
	must(err)
	_, err = db.QuestionFor(ctx, newID())
	if !errors.Is(err, community.ErrNotFound) {
		t.Errorf("after a visit that nobody made: %v", err)
	}

	come := func(member community.ID, e *community.Event, slot time.Time) func() error {
		return func() error {
			_, err := db.Come(ctx, byHost, member, e.ID, e.StartsAt, slot)
			return err
		}
	}
	noPlace := new(NoPlaceError)
	for name, one := range map[string]struct {
		do   func() error
		want string // the field that is wrong, "gone" or "no place"
	}{
		"somebody who left comes":         {come(who[1], &once, time.Time{}), "gone"},
		"nobody comes":                    {come(newID(), &once, time.Time{}), "gone"},
		"to what is over":                 {come(who[0], &over, time.Time{}), "no place"},
		"a turn of a meal":                {come(who[0], &once, once.StartsAt), "slot"},
		"no turn of an advice surgery":    {come(who[0], &surgery, time.Time{}), "slot"},
		"a turn that is none":             {come(who[0], &surgery, surgery.StartsAt.Add(time.Minute)), "slot"},
		"a turn as the surgery ends":      {come(who[0], &surgery, surgery.EndsAt), "slot"},
		"another takes back their coming": {func() error { return db.StayAway(ctx, claims(who[1]), coming.ID) }, "gone"},
		"a goal that is too long":         {func() error { return db.SetGoal(ctx, claims(who[0]), coming.ID, strings.Repeat("a", 141)) }, "goal"},
		"an event of a calendar":          {func() error { e := theirs; e.Title = "Mine"; _, err := db.SaveEvent(ctx, byHost, e); return err }, "title"},
		"one of a calendar's series":      {func() error { return db.CancelOccasion(ctx, byHost, theirs.ID, theirs.StartsAt, true) }, "starts_at"},
		"one of a series that is not":     {func() error { return db.CancelOccasion(ctx, byHost, once.ID, once.StartsAt, true) }, "gone"},
		"a member calls off one":          {func() error { return db.CancelOccasion(ctx, proves(who[0]), once.ID, once.StartsAt, true) }, "gone"},
		"an event that is not":            {func() error { return db.CancelEvent(ctx, byHost, newID(), true) }, "gone"},
		"a host without a name": {func() error {
			_, err := db.SaveHost(ctx, byHost, community.Host{Name: " ", Role: community.RoleOwner}, "kettle-73")
			return err
		}, "name"},
		"a host without a PIN": {func() error {
			_, err := db.SaveHost(ctx, byHost, community.Host{Name: "Mo", Role: community.RoleOwner}, "")
			return err
		}, "pin"},
		"the first host is no owner": {func() error {
			_, err := db.SaveHost(ctx, byHost, community.Host{Name: "Mo", Role: community.RoleHost}, "kettle-73")
			return err
		}, "role"},
		"a post without words": {func() error { _, err := db.AddPost(ctx, byHost, community.Post{MemberID: who[0]}); return err }, "words"},
		"a post of nobody": {func() error {
			_, err := db.AddPost(ctx, byHost, community.Post{MemberID: newID(), Words: "A kiln"})
			return err
		}, "gone"},
		"a post in another's name": {func() error {
			_, err := db.AddPost(ctx, proves(who[1]), community.Post{MemberID: who[0], Words: "A kiln"})
			return err
		}, "gone"},
		"a screen without a name":          {func() error { return db.RenameScreen(ctx, byHost, screen, " \n ") }, "name"},
		"a screen that is not":             {func() error { return db.RenameScreen(ctx, byHost, newID(), "Door") }, "gone"},
		"a screen let in without a name":   {func() error { return db.AddScreen(ctx, byHost, community.Screen{Key: "j"}) }, "name"},
		"an answer that is none":           {func() error { return db.Answer(ctx, visit.MemberID, community.QuestionSupported, "perhaps") }, "answer"},
		"an answer to no question":         {func() error { return db.Answer(ctx, visit.MemberID, "another", "yes") }, "gone"},
		"an answer of nobody":              {func() error { return db.Answer(ctx, newID(), community.QuestionSupported, "yes") }, "gone"},
		"two who are one become one":       {func() error { return db.MergeMembers(ctx, byHost, who[0], who[0]) }, ""},
		"somebody becomes one with nobody": {func() error { return db.MergeMembers(ctx, byHost, who[0], newID()) }, "gone"},
		"nobody becomes one with somebody": {func() error { return db.MergeMembers(ctx, byHost, newID(), who[0]) }, "gone"},
		"a post that is not is closed":     {func() error { return db.ClosePost(ctx, byHost, newID()) }, "gone"},
	} {
		before := dump(t, db)
		err := one.do()
		var wrong *community.FieldError
		errors.As(err, &wrong)
		switch {
		case err == nil:
			t.Errorf("%s: it was done", name)
		case one.want == "gone" && !errors.Is(err, community.ErrNotFound), one.want == "no place" && !errors.As(err, &noPlace):
			t.Errorf("%s: %v", name, err)
		case one.want != "" && one.want != "gone" && one.want != "no place" && (wrong == nil || wrong.Field != one.want || wrong.Reason == ""):
			t.Errorf("%s: %v, want something about %s", name, err, one.want)
		}
		if after := dump(t, db); !maps.Equal(before, after) {
			t.Errorf("%s: it was refused and changed something", name)
		}
	}

	theirs.Places = 3 // which alone is a host's to say
	if e, err := db.SaveEvent(ctx, byHost, theirs); err != nil || e.Places != 3 {
		t.Errorf("%+v, %v", e, err)
	}
}
