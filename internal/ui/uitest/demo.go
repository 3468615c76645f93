package uitest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/png"
	"slices"
	"time"

	"kettle/assets"
	"kettle/internal/community"
)

// Morning is the time at which the pictures of the design were taken.
var Morning = time.Date(2026, 11, 19, 10, 42, 0, 0, time.UTC)

// Failer is the part of a test that making the demo needs, so that programs that
// show it can make it, too.
type Failer interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// demoID makes an ID that is the same in every run.
func demoID(kind, name string) (id community.ID) {
	sum := sha256.Sum256([]byte(kind + " " + name))
	copy(id[:], sum[:])
	return id
}

// Harbour gives the invented space Harbour Commons at a time: its members, some
// of them here, four events of that day and one of the next, and the posts and
// thank-yous of the design.
func Harbour(t Failer, now time.Time) *community.Roll {
	t.Helper()
	r := &community.Roll{Space: community.Space{ID: demoID("space", ""), Name: "Harbour Commons"}}
	for field, value := range map[string]string{"zone": "Europe/London", "hours": "Mon-Fri 08:00-20:00; Sat 10:00-16:00"} {
		if err := r.Space.Set(field, value); err != nil {
			t.Fatal(err)
		}
	}
	r.Members = members(t)
	for i := range r.Members {
		if i%3 == 0 || i == 6 || i == 16 {
			r.Open = append(r.Open, community.Visit{MemberID: r.Members[i].ID, InAt: now.Add(-time.Hour)})
		}
	}
	day := r.Space.Local(now)
	at := func(hours, minutes int) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day(), hours, minutes, 0, 0, day.Location())
	}
	for _, o := range []community.Occasion{
		{Title: "Advice surgery: bookkeeping", What: community.EventSurgery, Place: "Meeting Room 2", With: "Tomasz", StartsAt: at(11, 0)},
		{Title: "Soup & stories", What: community.EventSocial, Place: "Kitchen", StartsAt: at(13, 0)},
		{Title: "Accountability group", What: community.EventAccountability, Place: "Library", With: "Nkechi", StartsAt: at(15, 30)},
		{Title: "Mentoring circle: first hires", What: community.EventMentoring, Place: "Studio", With: "Oluwaseun", StartsAt: at(18, 0)},
		{Title: "Skill share: BSL basics", What: community.EventLearning, Place: "Studio", StartsAt: at(36, 30)},
	} {
		o.EventID, o.EndsAt = demoID("event", o.Title), o.StartsAt.Add(time.Hour)
		r.Occasions = append(r.Occasions, o)
	}
	who := func(name string) community.ID {
		i := slices.IndexFunc(r.Members, func(m community.Member) bool { return m.Name == name })
		if i < 0 {
			t.Fatalf("no demo member is called %s", name)
		}
		return r.Members[i].ID
	}
	for _, p := range [][3]string{
		{"Ada Okafor", community.Ask, "Someone who knows VAT"},
		{"Chloé Dubois", community.Ask, "A second pair of eyes on a pitch deck"},
		{"Katarína Nováková", community.Ask, "Wool supplier in the Borders"},
		{"Rosa Mbeki", community.Ask, "Two volunteers, Saturday market"},
		{"Callum Reid", community.Offer, "The printer. Really."},
		{"Dafydd Pryce", community.Offer, "Cymraeg for beginners, Thursdays at 1"},
		{"Noor Patel", community.Offer, "A listening ear, any day"},
		{"Fergus Bell", community.Offer, "GDPR worries, 20 minutes"},
	} {
		r.Posts = append(r.Posts, community.Post{
			ID: demoID("post", p[2]), MemberID: who(p[0]), Side: p[1], Words: p[2],
			MadeAt: now.Add(-time.Hour), Until: now.Add(240 * time.Hour),
		})
	}
	for i, y := range [][4]string{
		{"Leila Haddad", "Callum Reid", "Rescued the printer, again, two minutes before my deadline.", community.ThanksKinds[3]},
		{"Yuki Tanaka", "Ishbel Stewart", "Read my shop copy over tea and made it half as long.", community.ThanksKinds[2]},
		{"Amira Saleh", "Noor Patel", "Sat with me when it was a hard day.", community.ThanksKinds[0]},
		{"Jonas Lindqvist", "Priya Raman", "Introduced me to my first client!", community.ThanksKinds[1]},
		{"Katarína Nováková", "Rosa Mbeki", "Biscuits.", community.ThanksKinds[4]},
		{"Hamish Orr", "Tomasz Wójcik", "Explained cash flow without once sighing.", community.ThanksKinds[2]},
	} {
		r.Thanks = append(r.Thanks, community.ThankYou{
			ID: demoID("thanks", y[2]), FromID: who(y[0]), ToID: who(y[1]), Words: y[2], What: y[3],
			SaidAt: now.Add(-time.Duration(i+1) * time.Hour), FromAgrees: true, ToAgrees: true,
		})
	}
	for i, n := range [][2]string{
		{"Leila Haddad", "Our clinic app passed its review, after eleven months."},
		{"Jonas Lindqvist", "I recorded an album in the broom cupboard, and somebody pressed it."},
		{"Rosa Mbeki", "Saturday’s market has a waiting list."},
	} {
		post := community.Post{
			ID: demoID("news", n[1]), MemberID: who(n[0]), Side: community.News, Words: n[1],
			MadeAt: now.Add(-time.Duration(i+1) * time.Hour), Until: now.Add(100 * time.Hour),
		}
		r.Posts = append(r.Posts, post)
		for at := 7 - 3*i; at > 0; at-- {
			r.Cheers = append(r.Cheers, community.Cheer{MemberID: r.Members[at+4].ID, ForID: post.MemberID, PostID: post.ID})
		}
	}
	return r
}

// members reads the demo's table, one member a line, in its order.
func members(t Failer) []community.Member {
	t.Helper()
	data, err := assets.Demo.ReadFile("demo/members.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []community.Member
	for n, row := range rows[1:] {
		m := community.Member{ID: demoID("member", row[0]), Number: row[0]}
		m.Code = fmt.Sprintf("DEM%05d", n)
		for i, field := range rows[0] {
			switch field {
			case "member_id":
				continue
			case "photo":
				if row[i] != "" {
					m.Photo = photoHash(row[i])
				}
				continue
			}
			if err := m.Set(field, row[i]); err != nil {
				t.Fatalf("%s: %v", row[1], err)
			}
		}
		all = append(all, m)
	}
	return all
}

func photoHash(file string) string {
	sum := sha256.Sum256([]byte(file))
	return hex.EncodeToString(sum[:])
}

// Photos gives the demo's portraits by the hashes that Harbour uses.
type Photos struct{}

// ErrNoPhoto says that no portrait has that hash.
var ErrNoPhoto = errors.New("no such portrait")

// Image gives the portrait of a hash at its own size.
func (Photos) Image(_ context.Context, hash string, _ int) (image.Image, error) {
	files, err := assets.Demo.ReadDir("demo/portraits")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if photoHash(f.Name()) != hash {
			continue
		}
		data, err := assets.Demo.ReadFile("demo/portraits/" + f.Name())
		if err != nil {
			return nil, err
		}
		return png.Decode(bytes.NewReader(data))
	}
	return nil, fmt.Errorf("portrait %s: %w", hash, ErrNoPhoto)
}
