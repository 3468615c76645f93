package main

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"kettle/assets"
	"kettle/internal/calendar"
	"kettle/internal/community"
	"kettle/internal/importer"
	"kettle/internal/store"
	"kettle/wall"
)

// demoMade is the day for which the demo data were written: newcomers joined in
// the three weeks before. On any other day everybody joined as long before it.
var demoMade = time.Date(2026, 11, 19, 0, 0, 0, 0, time.UTC)

// demoPIN ends the demo, after Control, Shift and Q.
const demoPIN = "246810"

// fillDemo makes the space Harbour Commons of the embedded demo data, with
// people in it who came and went around now, open at those hours. setNow moves
// the store's clock while it works.
func fillDemo(ctx context.Context, db *store.DB, now time.Time, hours string, setNow func(time.Time)) error {
	defer setNow(now)
	host := community.Actor{Kind: community.ActorHost}
	err := db.EditSpace(ctx, host, func(s *community.Space) error {
		for _, f := range []community.Field{
			{Name: "name", Value: "Harbour Commons"},
			{Name: "zone", Value: "Europe/London"},
			{Name: "about", Value: "Desks, soup and company for people who work on things that matter. Drop in for a tea; somebody will show you round."},
			{Name: "address", Value: "2 Harbour Street"},
			{Name: "website", Value: "harbourcommons.example"},
			{Name: "hours", Value: hours},
		} {
			if err := s.Set(f.Name, f.Value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := db.SetPIN(ctx, host, "Cleo", demoPIN); err != nil {
		return err
	}
	if err := demoMembers(ctx, db, now); err != nil {
		return err
	}
	if err := demoEvents(ctx, db); err != nil {
		return err
	}
	members, err := db.Members(ctx)
	if err != nil {
		return err
	}
	byNumber := map[string]community.ID{}
	for _, m := range members {
		byNumber[m.Number] = m.ID
	}
	if err := demoHistory(ctx, db, now, members); err != nil {
		return err
	}
	if err := demoVisits(ctx, db, now, setNow, members); err != nil {
		return err
	}
	if err := demoWords(ctx, db, now, byNumber); err != nil {
		return err
	}
	return demoSupport(ctx, db, now, setNow, byNumber)
}

// demoHours are office hours, or always where now is outside them: a demo that
// is looked at in the evening should not be asleep, unless night is asked for.
func demoHours(now time.Time, scene string) string {
	s := community.Space{Zone: "Europe/London"}
	const hours = "Mon-Fri 08:00-18:00"
	if s.Set("hours", hours) != nil || !s.OpenAt(now) && scene != wall.SceneNight {
		return "always"
	}
	return hours
}

func demoMembers(ctx context.Context, db *store.DB, now time.Time) error {
	f, err := assets.Demo.Open("demo/members.csv")
	if err != nil {
		return fmt.Errorf("open the demo members: %w", err)
	}
	defer f.Close()
	got, err := importer.Read(f, importer.Options{File: "members.csv", Now: now, Recorded: "invented for the demo"})
	if err != nil {
		return fmt.Errorf("read the demo members: %w", err)
	}
	photos, err := demoPhotos(ctx, db, got.Rows)
	if err != nil {
		return err
	}
	var rows []store.ImportRow
	for i, r := range got.Rows {
		m := r.Member
		m.Photo = photos[r.Photo]
		m.JoinedOn = demoJoined(m.JoinedOn, now)
		if i%6 < 5 { // the others are asked whether theirs is still right
			m.ConfirmedOn = now.AddDate(0, 0, -5*i).Format(time.DateOnly)
		}
		rows = append(rows, store.ImportRow{Line: r.Line, Member: m, Present: append(r.Present, "photo", "confirmed_on")})
	}
	_, err = db.ImportMembers(ctx, rows, store.ImportOptions{})
	return err
}

// demoJoined is when a member of the demo joined, as seen from now.
func demoJoined(day string, now time.Time) string {
	joined, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return joined.AddDate(0, 0, int(now.Sub(demoMade).Hours()/24)).Format(time.DateOnly)
}

// demoPhotos keeps every portrait and gives their hashes by file name.
func demoPhotos(ctx context.Context, db *store.DB, rows []importer.Row) (map[string]string, error) {
	var mu sync.Mutex
	hashes := map[string]string{}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.NumCPU())
	for _, r := range rows {
		if r.Photo == "" {
			continue
		}
		g.Go(func() error {
			f, err := assets.Demo.Open(path.Join("demo/portraits", r.Photo))
			if err != nil {
				return fmt.Errorf("open a portrait: %w", err)
			}
			defer f.Close()
			hash, err := db.Photos().Put(ctx, f)
			mu.Lock()
			defer mu.Unlock()
			hashes[r.Photo] = hash
			return err
		})
	}
	return hashes, g.Wait()
}

func demoEvents(ctx context.Context, db *store.DB) error {
	f, err := assets.Demo.Open("demo/events.ics")
	if err != nil {
		return fmt.Errorf("open the demo events: %w", err)
	}
	defer f.Close()
	events, problems, err := calendar.Parse(f, "events.ics")
	if err != nil {
		return fmt.Errorf("read the demo events: %w", err)
	}
	if len(problems) > 0 {
		slog.Warn("demo events", "problems", len(problems))
	}
	_, err = db.ImportEvents(ctx, events, false)
	return err
}

// demoStays are here whatever the day: others ask for what they can give.
var demoStays = [...]string{"1001", "1003", "1007", "1012", "1038"}

// demoVisits lets about half of the members come in over the last hours, and
// some of them leave again.
func demoVisits(ctx context.Context, db *store.DB, now time.Time, setNow func(time.Time), members []community.Member) error {
	chance := rand.New(rand.NewPCG(7, uint64(now.YearDay())))
	open := now.Add(-150 * time.Minute)
	for i, m := range members {
		stays := slices.Contains(demoStays[:], m.Number)
		if strings.HasPrefix(m.Name, "Private") {
			continue
		}
		came := chance.IntN(100) < 60
		if !came && !stays {
			continue
		}
		in := open.Add(time.Duration(i) * 2 * time.Minute)
		setNow(in)
		if _, _, err := db.CheckIn(ctx, community.Actor{Kind: community.ActorClaimed, ID: m.ID}, m.ID); err != nil {
			return err
		}
		if came && chance.IntN(100) < 20 && !stays {
			setNow(in.Add(30 * time.Minute))
			if _, err := db.CheckOut(ctx, community.Actor{Kind: community.ActorClaimed, ID: m.ID}, m.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// demoNews tells some good news, and has others cheer.
func demoNews(ctx context.Context, db *store.DB, now time.Time, byNumber map[string]community.ID) error {
	host := community.Actor{Kind: community.ActorHost}
	for i, n := range []struct {
		number, words string
		cheered       []string
	}{
		{"1008", "Our clinic app passed its review, after eleven months.", []string{"1001", "1002", "1003", "1005", "1010", "1013", "1021"}},
		{"1012", "I recorded an album in the broom cupboard, and somebody pressed it.", []string{"1003", "1006", "1019", "1024"}},
		{"1013", "Saturday’s market has a waiting list.", []string{"1017"}},
	} {
		post := community.Post{MemberID: byNumber[n.number], Side: community.News, Words: n.words, MadeAt: now.Add(-time.Duration(i*20+2) * time.Hour)}
		id, err := db.AddPost(ctx, host, post)
		if err != nil {
			return err
		}
		for _, who := range n.cheered {
			if err := db.Cheer(ctx, host, id, byNumber[who], true); err != nil {
				return err
			}
		}
	}
	return nil
}

// demoWords puts up asks, offers and thank-yous.
func demoWords(ctx context.Context, db *store.DB, now time.Time, byNumber map[string]community.ID) error {
	host := community.Actor{Kind: community.ActorHost}
	for i, p := range []struct{ number, side, words string }{
		{"1001", community.Ask, "Someone who knows VAT"},
		{"1010", community.Ask, "A second pair of eyes on a pitch deck"},
		{"1019", community.Ask, "Wool supplier in the Borders"},
		{"1013", community.Ask, "Two volunteers, Saturday market"},
		{"1025", community.Ask, "Sound designer for a demo"},
		{"1002", community.Offer, "The printer. Really."},
		{"1014", community.Offer, "Cymraeg for beginners, Thursdays at 1"},
		{"1023", community.Offer, "A listening ear, any day"},
		{"1021", community.Offer, "GDPR worries, 20 minutes"},
		{"1036", community.Offer, "Fixing wobbly things"},
	} {
		post := community.Post{MemberID: byNumber[p.number], Side: p.side, Words: p.words, MadeAt: now.Add(-time.Duration(i+1) * 5 * time.Hour)}
		if _, err := db.AddPost(ctx, host, post); err != nil {
			return err
		}
	}
	if err := demoNews(ctx, db, now, byNumber); err != nil {
		return err
	}
	for i, t := range []struct{ from, to, what, words string }{
		{"1008", "1002", "Practical help", "Rescued the printer, again, two minutes before my deadline."},
		{"1005", "1017", "An insight shared", "Read my shop copy over tea and made it half as long."},
		{"1015", "1023", "A supportive word", "Sat with me when it was a hard day."},
		{"1012", "1003", "An idea encouraged", "Introduced me to my first client!"},
		{"1019", "1013", "Tea and treats", "Biscuits."},
		{"1024", "1007", "An insight shared", "Explained cash flow without once sighing."},
		{"1033", "1038", "Practical help", "Sorted my VAT return before the kettle boiled."},
		{"1011", "1003", "An insight shared", "A second pair of eyes on my pitch deck, and kind ones."},
		{"1018", "1012", "Practical help", "Cleaned up the sound of our demo over lunch."},
	} {
		said := community.ThankYou{
			FromID: byNumber[t.from], ToID: byNumber[t.to], What: t.what, Words: t.words,
			SaidAt: now.Add(-time.Duration(i*9+3) * time.Hour), FromAgrees: true, ToAgrees: true,
		}
		if _, err := db.Thank(ctx, host, said); err != nil {
			return err
		}
	}
	return nil
}
