package sync

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
	"kettle/internal/store"
)

func TestTheHubGivesEachRoleWhatItMay(t *testing.T) {
	s := newSim(t, 1)
	s.hub = NewHub(s.store, HubOptions{})
	keys := map[string]Key{}
	for state, screen := range map[string]community.Screen{
		"kiosk": {Role: community.RoleKiosk}, "replica": {Role: community.RoleReplica}, "wall": {Role: community.RoleWall},
		"revoked": {Role: community.RoleKiosk, Revoked: true},
	} {
		keys[state] = newKey(t)
		screen.Key = keys[state].Fingerprint()
		s.register(screen)
	}
	checkAccess(t, s.hub.Admit, s.space, keys)
}

// register puts the record of a screen into the shared store.
func (s *sim) register(screen community.Screen) {
	s.give(community.KindScreen, community.ScreenID(screen.Key), screen.Fields())
}

// give puts a record into the shared store.
func (s *sim) give(kind community.Kind, id community.ID, fields []community.Field) {
	s.stamps++
	r := community.Record{Kind: kind, ID: id}
	g := community.Group{Stamp: community.Stamp{Clock: s.time.UnixMilli()<<16 + s.stamps, Screen: 1}, Fields: map[string]string{}}
	for _, f := range fields {
		g.Fields[f.Name] = f.Value
	}
	r.Groups = []community.Group{g}
	head, err := s.store.Head(s.ctx, s.space)
	s.must(err)
	_, err = s.hub.Own(s.space, "hub").Push(s.ctx, Push{Epoch: head.Epoch, Life: s.store.Life(), Records: []community.Record{r}})
	s.must(err)
}

// quietSim is a sim without faults.
func quietSim(t testing.TB) (*sim, *simScreen) {
	s := newSim(t, 2)
	s.calm = true
	return s, s.screens[0]
}

var yes = community.Consent{Given: true, Recorded: "signed form Zyx"}

func agreeing(name string) community.Member {
	return community.Member{
		Name: name, Number: "secret number", Email: "secret@example.org", Phone: "secret phone", Headline: "Mends radios",
		Languages: []string{"Igbo"}, OnWall: yes, HereNow: yes,
	}
}

func TestAWallHoldsOnlyWhatMembersAgreedTo(t *testing.T) {
	s, kiosk := quietSim(t)
	wall := s.add(community.RoleWall)
	add := func(m community.Member) community.ID {
		id, err := kiosk.db.AddMember(t.Context(), simHost, m)
		s.must(err)
		return id
	}
	shy := agreeing("Shy Secret")
	shy.OnWall = community.Consent{}
	silent := agreeing("Silent Visitor")
	silent.HereNow = community.Consent{}
	ada, no, quiet := add(agreeing("Ada Okafor")), add(shy), add(silent)
	for _, id := range []community.ID{ada, no, quiet} {
		_, _, err := kiosk.db.CheckIn(t.Context(), simHost, id)
		s.must(err)
		_, err = kiosk.db.AddPost(t.Context(), simHost, community.Post{MemberID: id, Words: "words of " + map[community.ID]string{ada: "Ada", no: "Secret", quiet: "Silent"}[id]})
		s.must(err)
	}
	_, err := kiosk.db.Thank(t.Context(), simHost, community.ThankYou{FromID: ada, ToID: no, Words: "thanks, Secret", FromAgrees: true, ToAgrees: true})
	s.must(err)
	_, err = kiosk.db.Thank(t.Context(), simHost, community.ThankYou{FromID: ada, ToID: quiet, Words: "thanks, Silent", FromAgrees: true, ToAgrees: true})
	s.must(err)
	_, err = kiosk.db.NewCard(t.Context(), simHost, ada)
	s.must(err)
	s.must(kiosk.db.SetPIN(t.Context(), simHost, "Secret Host", "739104"))
	_, _, err = kiosk.db.SignIn(t.Context(), simHost, community.Visitor{
		Name: "Secret Visitor", Company: "Vqz", Sees: community.SeesMember, SeesID: ada, Remember: true, Detail: "secret@visitor.example",
	})
	s.must(err)
	s.must(kiosk.db.EditSpace(t.Context(), simHost, func(s *community.Space) error {
		s.Name, s.Practices = "Harbour Commons", "Secret practices"
		return nil
	}))
	at := kiosk.db.Now().Add(time.Hour)
	event, err := kiosk.db.SaveEvent(t.Context(), simHost, community.Event{Title: "Group", What: community.EventAccountability, StartsAt: at, EndsAt: at.Add(time.Hour)})
	s.must(err)
	coming, err := kiosk.db.Come(t.Context(), simHost, ada, event.ID, event.StartsAt, time.Time{})
	s.must(err)
	s.must(kiosk.db.SetGoal(t.Context(), simHost, coming.ID, "Secret goal"))
	s.settle()

	seen, err := wall.db.Seen(t.Context(), community.Wall)
	s.must(err)
	if seen.Space.Name != "Harbour Commons" || len(seen.Profiles) != 2 || len(seen.Posts) != 2 || len(seen.Thanks) != 1 || seen.Here != 1 {
		t.Fatalf("the wall shows %d people, %d here, %d posts, %d thanks of %q", len(seen.Profiles), seen.Here, len(seen.Posts), len(seen.Thanks), seen.Space.Name)
	}
	if p := seen.Profiles[0]; p.Name != "Ada Okafor" || p.Headline != "Mends radios" || !slices.Equal(p.Languages, []string{"Igbo"}) || !p.Here {
		t.Errorf("Ada shows as %+v", p)
	}
	s.must(wall.db.Close())
	for _, word := range []string{"ecret", "Vqz", "Zyx", "argon2", "signed"} {
		if in := filesWith(t, wall.dir, word); len(in) > 0 {
			t.Errorf("the wall's disk holds %q, in %v", word, in)
		}
		if in := filesWith(t, kiosk.dir, word); len(in) == 0 {
			t.Errorf("not even the kiosk's disk holds %q: this test cannot see", word)
		}
	}
	wall.open()
	wall.begin()
	wall.sameAsHub(t)

	change := func(id community.ID, do func(m *community.Member)) {
		s.time = s.time.Add(time.Second)
		s.must(kiosk.db.EditMember(t.Context(), simHost, id, func(m *community.Member) error { do(m); return nil }))
		s.settle()
		wall.sameAsHub(t)
	}
	count := func(people, here, posts, thanks int) {
		t.Helper()
		seen, err := wall.db.Seen(t.Context(), community.Wall)
		s.must(err)
		if len(seen.Profiles) != people || seen.Here != here || len(seen.Posts) != posts || len(seen.Thanks) != thanks {
			t.Errorf("the wall shows %d people, %d here, %d posts, %d thanks", len(seen.Profiles), seen.Here, len(seen.Posts), len(seen.Thanks))
		}
	}
	change(ada, func(m *community.Member) { m.OnWall = community.Consent{} })
	count(1, 0, 1, 0)
	if in := filesWith(t, wall.dir, "Okafor"); len(in) > 0 {
		t.Errorf("after consent was withdrawn %v hold the name", in)
	}
	change(ada, func(m *community.Member) { m.OnWall = yes })
	count(2, 1, 2, 1)
	change(ada, func(m *community.Member) { m.HereNow = community.Consent{} })
	count(2, 0, 2, 1)
	change(no, func(m *community.Member) { m.OnWall = yes })
	count(3, 1, 3, 2)
	s.time = s.time.Add(time.Second)
	s.must(kiosk.db.Erase(t.Context(), simHost, ada))
	s.settle()
	count(2, 1, 2, 0)
	wall.sameAsHub(t)
	if in := filesWith(t, wall.dir, "Okafor"); len(in) > 0 {
		t.Errorf("after the erasure %v hold the name", in)
	}
}

// sameAsHub compares the digests of a screen and of the hub as that screen sees it.
func (c *simScreen) sameAsHub(t testing.TB) {
	t.Helper()
	want, err := (&simLine{c}).Digest(t.Context())
	c.sim.must(err)
	got, err := c.db.Digest(t.Context())
	c.sim.must(err)
	if got != want {
		t.Errorf("%s is not as the hub has it for this role", c.name)
	}
}

// filesWith names the files below dir in which the text stands.
func filesWith(t testing.TB, dir, text string) (in []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if bytes.Contains(b, []byte(text)) {
			in = append(in, d.Name())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestAWallIsAlwaysAsTheHubHasItForWalls(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := newSim(t, rapid.Uint64().Draw(rt, "seed"))
		s.calm = true
		wall := s.add(community.RoleWall)
		for range 30 {
			s.time = s.time.Add(time.Duration(s.r.IntN(5000)) * time.Millisecond)
			c := s.screens[s.r.IntN(len(s.screens)-1)]
			switch s.r.IntN(9) {
			case 0:
				s.join(c)
			case 1, 2:
				if m, ok := s.someone(c); ok {
					s.must(c.db.EditMember(s.ctx, simHost, m.ID, func(m *community.Member) error {
						for _, consent := range []*community.Consent{&m.OnWall, &m.HereNow, &m.OnPhone} {
							*consent = community.Consent{Given: s.r.IntN(3) > 0, Recorded: "form"}
						}
						m.EmailPublic = s.r.IntN(2) == 0
						return nil
					}))
				}
			case 3:
				s.visit(c)
			case 4:
				a, ok := s.someone(c)
				b, _ := s.someone(c)
				if ok && a.ID != b.ID {
					_, err := c.db.Thank(s.ctx, simHost, community.ThankYou{FromID: a.ID, ToID: b.ID, Words: "w", FromAgrees: true, ToAgrees: s.r.IntN(2) == 0})
					s.must(err)
				}
			case 5:
				s.erase(c)
			default:
				s.sync(c, c.push)
				s.sync(wall, wall.pull)
			}
		}
		s.settle()
		wall.sameAsHub(t)
		for _, c := range s.screens {
			c.db.Close()
		}
		if t.Failed() {
			rt.Fatal("it differs")
		}
	})
}

func TestAWallGetsThePhotosOfThoseItShows(t *testing.T) {
	s, kiosk := quietSim(t)
	wall := s.add(community.RoleWall)
	photo := func(shade uint8) string {
		img := image.NewGray(image.Rect(0, 0, 40, 40))
		for i := range img.Pix {
			img.Pix[i] = shade
		}
		var b bytes.Buffer
		s.must(png.Encode(&b, img))
		hash, err := kiosk.db.Photos().Put(t.Context(), &b)
		s.must(err)
		return hash
	}
	seen, hidden := agreeing("Ada Okafor"), agreeing("Shy Secret")
	hidden.OnWall = community.Consent{}
	seen.Photo, hidden.Photo = photo(10), photo(200)
	for _, m := range []community.Member{seen, hidden} {
		_, err := kiosk.db.AddMember(t.Context(), simHost, m)
		s.must(err)
	}
	s.settle()
	s.must(kiosk.replica.sendPhotos(t.Context()))
	s.must(wall.replica.fetchPhotos(t.Context()))
	if here, missing, err := wall.db.PhotosShown(t.Context()); err != nil || !slices.Equal(here, []string{seen.Photo}) || len(missing) > 0 {
		t.Errorf("the wall has %v and lacks %v, %v", here, missing, err)
	}
	if _, _, err := (&simLine{wall}).Part(t.Context(), hidden.Photo, 0); !is(err, CodePhoto) {
		t.Errorf("the photo of somebody who did not agree: %v", err)
	}
	other := s.screens[1]
	s.must(other.replica.fetchPhotos(t.Context()))
	if here, _, err := other.db.PhotosShown(t.Context()); err != nil || len(here) != 2 {
		t.Errorf("another kiosk has %v, %v", here, err)
	}
}

func TestARevokedScreenWipesWhatItHas(t *testing.T) {
	s, kiosk := quietSim(t)
	s.join(kiosk)
	s.settle()
	s.register(community.Screen{Role: community.RoleKiosk, Key: kiosk.key, Name: "A", Revoked: true})
	_, err := kiosk.replica.Pull(t.Context(), 0)
	if err = kiosk.replica.after(t.Context(), err); !errors.Is(err, ErrRevoked) {
		t.Fatalf("after it was revoked: %v", err)
	}
	if roll, err := kiosk.db.Roll(t.Context()); err != nil || len(roll.Members) != 0 {
		t.Errorf("it holds %d members, %v", len(roll.Members), err)
	}
	if _, err := kiosk.db.Link(t.Context()); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("its pairing: %v", err)
	}
}

func TestAScreenThatWasSilentFor90DaysHandsOverThenTakesAFreshCopy(t *testing.T) {
	s, a := quietSim(t)
	b := s.screens[1]
	s.join(a)
	s.settle()
	s.time = s.time.Add(91 * 24 * time.Hour)
	s.join(b) // what it has not sent
	// Something that only b still has, as if the hub had been told to forget it.
	stray := community.Record{Kind: "parcel", ID: community.ID{9}, Groups: []community.Group{{Stamp: community.Stamp{Clock: 1 << 16, Screen: 3}, Fields: map[string]string{"shelf": "B"}}}}
	link, err := b.db.Link(t.Context())
	s.must(err)
	s.must(b.db.TakeIn(t.Context(), []community.Record{stray}, link, false))
	b.begin()
	s.must(b.replica.Meet(t.Context()))
	if !b.replica.fresh {
		t.Fatal("the hub does not want a fresh copy")
	}
	s.settle()
	for _, c := range s.screens {
		c.sameAsHub(t)
	}
	if roll, err := a.db.Roll(t.Context()); err != nil || len(roll.Members) != 2 {
		t.Errorf("a has %d members, %v", len(roll.Members), err)
	}
}

func TestAHubDoesNotTakeWhatNobodyMayChange(t *testing.T) {
	s, kiosk := quietSim(t)
	peer, err := s.hub.Admit(t.Context(), s.space, kiosk.key)
	s.must(err)
	head, err := s.store.Head(t.Context(), s.space)
	s.must(err)
	now := s.time.UnixMilli() << 16
	one := func(change func(r *community.Record, g *community.Group)) community.Record {
		r := community.Record{Kind: "member", ID: community.ID{7}}
		g := community.Group{Stamp: community.Stamp{Clock: now, Screen: 5}, Actor: "host", Fields: map[string]string{"name": "Forged"}}
		change(&r, &g)
		r.Groups = append(r.Groups, g)
		return r
	}
	push := func(r community.Record) (Pushed, error) {
		return peer.Push(t.Context(), Push{Epoch: head.Epoch, Life: s.store.Life(), Records: []community.Record{r}})
	}
	own := community.ScreenID(kiosk.key)
	for name, c := range map[string]struct {
		why    string
		change func(r *community.Record, g *community.Group)
	}{
		"no kind":          {whyForm, func(r *community.Record, _ *community.Group) { r.Kind = "" }},
		"a strange kind":   {whyForm, func(r *community.Record, _ *community.Group) { r.Kind = "Member; DROP" }},
		"no ID":            {whyForm, func(r *community.Record, _ *community.Group) { r.ID = community.ID{} }},
		"gone":             {whyForm, func(r *community.Record, _ *community.Group) { r.Gone = true }},
		"no clock":         {whyForm, func(_ *community.Record, g *community.Group) { g.Clock = 0 }},
		"a clock below 0":  {whyForm, func(_ *community.Record, g *community.Group) { g.Clock = -1 }},
		"no screen":        {whyForm, func(_ *community.Record, g *community.Group) { g.Screen = 0 }},
		"a nameless field": {whyForm, func(_ *community.Record, g *community.Group) { g.Fields = map[string]string{"": "x"} }},
		"a large value": {whyForm, func(_ *community.Record, g *community.Group) {
			g.Fields = map[string]string{"about": strings.Repeat("x", maxValue+1)}
		}},
		"another key":      {whyRole, screenField(own, "key", strings.Repeat("e", 64))},
		"another role":     {whyRole, screenField(own, "role", community.RoleReplica)},
		"an erased screen": {whyRole, func(r *community.Record, _ *community.Group) { r.Kind, r.ID, r.Erased = "screen", own, true }},
	} {
		pushed, err := push(one(c.change))
		if err != nil || len(pushed.Lost) != 1 || pushed.Lost[0].Why != c.why {
			t.Errorf("%s: %+v, %v", name, pushed.Lost, err)
		}
	}
	_, err = push(one(func(_ *community.Record, g *community.Group) { g.Clock += 61_000 << 16 }))
	refused(t, err, CodeClock)
	if pushed, err := push(one(func(_ *community.Record, g *community.Group) { g.Clock += 59_000 << 16 })); err != nil || len(pushed.Lost) != 0 {
		t.Errorf("59 s ahead: %+v, %v", pushed, err)
	}
	s.register(community.Screen{Role: community.RoleKiosk, Key: strings.Repeat("9", 64), Revoked: true})
	pushed, err := push(one(screenField(community.ScreenID(strings.Repeat("9", 64)), "revoked", "")))
	if err != nil || len(pushed.Lost) != 1 || pushed.Lost[0].Why != whyRole {
		t.Errorf("a revoked screen is let in again: %+v, %v", pushed.Lost, err)
	}
	if _, err := peer.Push(t.Context(), Push{Epoch: head.Epoch, Life: s.store.Life(), Records: make([]community.Record, maxRecords+1)}); !is(err, CodeLarge) {
		t.Errorf("too many records: %v", err)
	}
	if _, err := peer.Push(t.Context(), Push{Epoch: head.Epoch + 1, Life: s.store.Life()}); !is(err, CodeEpoch) {
		t.Errorf("another epoch: %v", err)
	}
	if _, err := peer.Pull(t.Context(), Pull{Epoch: head.Epoch, Life: s.store.Life(), Since: 5, After: 2}); !is(err, CodeMalformed) {
		t.Errorf("since after after: %v", err)
	}
}

func screenField(id community.ID, field, value string) func(*community.Record, *community.Group) {
	return func(r *community.Record, g *community.Group) {
		r.Kind, r.ID, g.Fields = "screen", id, map[string]string{field: value}
	}
}

func TestAHubThatWasOnceAheadStillTakesWork(t *testing.T) {
	s, kiosk := quietSim(t)
	s.time = s.time.Add(24 * time.Hour) // the hub's clock, and all others that follow it
	s.join(kiosk)
	s.settle()
	s.time = s.time.Add(-24 * time.Hour)
	s.hub = NewHub(s.store, HubOptions{Now: s.now})
	kiosk.begin()
	m, _ := s.someone(kiosk)
	s.must(kiosk.db.EditMember(t.Context(), simHost, m.ID, func(m *community.Member) error { return m.Set("headline", "on sight of a stamp of tomorrow") }))
	s.settle()
	for _, c := range s.screens {
		if m, _ := s.someone(c); m.Headline != "on sight of a stamp of tomorrow" {
			t.Errorf("%s has %q", c.name, m.Headline)
		}
	}
}

var _ Local = (*store.DB)(nil)
