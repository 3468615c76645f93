package main

import (
	"context"
	"slices"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
)

// demoSupport has the people of the demo do something for one another: moods, a call
// for help, introductions, and who comes to what is on.
func demoSupport(ctx context.Context, db *store.DB, now time.Time, setNow func(time.Time), byNumber map[string]community.ID) error {
	defer setNow(now)
	for _, do := range []func() error{
		func() error { return demoWishes(ctx, db, byNumber) },
		func() error { return demoIntroductions(ctx, db, now, setNow, byNumber) },
		func() error { return demoMoods(ctx, db, now, byNumber) },
		func() error { return demoComings(ctx, db, now, byNumber) },
	} {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

// demoWishes are what some would like of the others.
func demoWishes(ctx context.Context, db *store.DB, byNumber map[string]community.ID) error {
	host := community.Actor{Kind: community.ActorHost}
	for _, w := range []struct {
		field   string
		numbers []string
	}{
		{"introduce_me", []string{"1001", "1037", "1047"}},
		{"welcome_me", []string{"1003", "1006", "1013", "1016", "1037", "1042"}},
		{"my_years", []string{"1005", "1007", "1013", "1032"}},
		{"learn_names", []string{"1001", "1037"}},
		{"leave_me", []string{"1017"}},
	} {
		for _, number := range w.numbers {
			if err := db.EditMember(ctx, host, byNumber[number], func(m *community.Member) error { return m.Set(w.field, "yes") }); err != nil {
				return err
			}
		}
	}
	return nil
}

// demoIntroductions are those of the last twelve weeks, one of which was made a week
// ago, so that its two are asked whether they talked; and two that wait.
func demoIntroductions(ctx context.Context, db *store.DB, now time.Time, setNow func(time.Time), byNumber map[string]community.ID) error {
	host := community.Actor{Kind: community.ActorHost}
	for _, i := range []struct {
		one, other string
		days       int
	}{
		{"1014", "1023", 81},
		{"1016", "1024", 75},
		{"1018", "1026", 73},
		{"1020", "1027", 67},
		{"1021", "1028", 61},
		{"1023", "1029", 59},
		{"1024", "1030", 54},
		{"1025", "1031", 52},
		{"1026", "1033", 47},
		{"1027", "1034", 45},
		{"1028", "1035", 44},
		{"1029", "1036", 40},
		{"1030", "1014", 38},
		{"1031", "1016", 37},
		{"1022", "1044", 30},
		{"1033", "1018", 28},
		{"1011", "1044", 20},
		{"1034", "1020", 21},
		{"1019", "1041", 15},
		{"1035", "1021", 14},
		{"1001", "1043", 8},
		{"1036", "1047", 6},
		{"1025", "1047", 3},
		{"1014", "1047", 2},
		{"1026", "1044", 1},
	} {
		one, other := byNumber[i.one], byNumber[i.other]
		setNow(now.AddDate(0, 0, -i.days))
		if err := db.Introduce(ctx, host, one, other, true); err != nil {
			return err
		}
		if i.days > 8 && i.days < 36 {
			setNow(now.AddDate(0, 0, 7-i.days))
			if err := db.Talked(ctx, community.Actor{Kind: community.ActorClaimed, ID: one}, one, other, i.other != "1041"); err != nil {
				return err
			}
		}
	}
	for i, two := range [][2]string{{"1001", "1007"}, {"1037", "1012"}} {
		setNow(now.Add(-time.Duration(20*i+3) * time.Hour))
		one := byNumber[two[0]]
		if err := db.AskIntroduction(ctx, community.Actor{Kind: community.ActorClaimed, ID: one}, one, byNumber[two[1]]); err != nil {
			return err
		}
	}
	setNow(now)
	return nil
}

// demoMoods has some of those who are here say how they would like to be met, and one
// of them call for help.
func demoMoods(ctx context.Context, db *store.DB, now time.Time, byNumber map[string]community.ID) error {
	roll, err := db.Roll(ctx)
	if err != nil {
		return err
	}
	here := roll.VisitsAt(now)
	moods := []string{community.MoodOpen, "", community.MoodBusy, "", community.MoodOpen, community.MoodHand, "", ""}
	var in []string
	for number, id := range byNumber {
		if _, ok := here[id]; ok {
			in = append(in, number)
		}
	}
	slices.Sort(in)
	for i, number := range in {
		mood := moods[i%len(moods)]
		if mood == "" || mood == community.MoodBusy && slices.Contains(demoStays[:], number) {
			continue
		}
		id := byNumber[number]
		if err := db.SetMood(ctx, community.Actor{Kind: community.ActorClaimed, ID: id}, here[id].ID, mood); err != nil {
			return err
		}
	}
	if len(in) == 0 {
		return nil
	}
	caller := in[min(5, len(in)-1)] // who needs a hand
	post := community.Post{
		MemberID: byNumber[caller], Side: community.Ask, Quick: true, Words: "The printer! Where is tray two?",
		MadeAt: now.Add(-4 * time.Minute),
	}
	_, err = db.AddPost(ctx, community.Actor{Kind: community.ActorClaimed, ID: post.MemberID}, post)
	return err
}

// demoComings has people come to what is on this week: to an advice surgery by turns,
// to an accountability group with what they set themselves.
func demoComings(ctx context.Context, db *store.DB, now time.Time, byNumber map[string]community.ID) error {
	roll, err := db.Roll(ctx)
	if err != nil {
		return err
	}
	who := map[string][]string{
		community.EventSocial:         {"1001", "1006", "1013", "1016", "1032", "1045"},
		community.EventSurgery:        {"1022", "1041"},
		community.EventAccountability: {"1005", "1019", "1037"},
		community.EventLearning:       {"1020", "1025", "1033", "1039"},
	}
	goals := []string{"Send the two invoices that I am avoiding", "Three loom sessions, no e-mail before noon", "Write to five radio stations"}
	for i := range roll.Occasions {
		o := &roll.Occasions[i]
		if o.Over(now) {
			continue
		}
		turns := o.Turns()
		for k, number := range who[o.What] {
			var slot time.Time
			if len(turns) > 0 {
				slot = turns[(2*k)%len(turns)]
			}
			by := community.Actor{Kind: community.ActorProven, ID: byNumber[number]}
			c, err := db.Come(ctx, by, by.ID, o.SeriesID, o.Of, slot)
			if err != nil {
				return err
			}
			if o.What == community.EventAccountability {
				if err := db.SetGoal(ctx, by, c.ID, goals[k%len(goals)]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
