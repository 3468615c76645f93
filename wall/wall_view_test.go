package wall_test

import (
	"fmt"
	"image"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kettle/internal/community"
	"kettle/internal/ui"
	"kettle/internal/ui/uitest"
	"kettle/wall"
)

// queue keeps what the background hands over until the test runs it.
type queue struct {
	mu   sync.Mutex
	todo []func()
}

func (q *queue) do(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.todo = append(q.todo, f)
}

func (q *queue) run() {
	q.mu.Lock()
	todo := q.todo
	q.todo = nil
	q.mu.Unlock()
	for _, f := range todo {
		f()
	}
}

// settle waits until all photos are there.
func (q *queue) settle(t testing.TB, pics *ui.Pictures) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); pics.Waiting() > 0; time.Sleep(time.Millisecond) {
		q.run()
		if time.Now().After(deadline) {
			t.Fatal("photos never came")
		}
	}
}

func address(code string) string { return "HTTP://192.168.1.20:8420/M/" + code }

// picture renders one scene with all its photos.
func picture(t testing.TB, seen *community.Seen, cfg wall.Config, at time.Time, w, h int) image.Image {
	t.Helper()
	var q queue
	pics := ui.NewPictures(uitest.Photos{}, q.do)
	defer pics.Close()
	v := wall.NewView(pics, cfg)
	v.Object().Resize(fyne.NewSize(float32(w), float32(h)))
	step := cfg.StepAt(seen, at, v.Shape())
	copy(step.Greet[:], seen.Arrived)
	v.Show(cfg.Compose(seen, step, at, v.Shape()))
	q.settle(t, pics)
	return uitest.Render(v.Object(), w, h)
}

// roll gives the demo space with those members only whose names the embedded
// fonts have, so that pictures are the same on every machine.
func roll(t testing.TB, at time.Time) *community.Roll {
	t.Helper()
	r := uitest.Harbour(t, at)
	embedded := func(s string) bool {
		return !slices.ContainsFunc([]rune(s), func(r rune) bool { return r >= 0x590 && r < 0x1e00 || r > 0x2fff })
	}
	r.Members = slices.DeleteFunc(r.Members, func(m community.Member) bool {
		return !embedded(m.Name + m.Headline + m.About)
	})
	return r
}

func seenAt(r *community.Roll, at time.Time) *community.Seen { return r.Seen(community.Wall, at) }

func TestEverySceneLooksAsAgreed(t *testing.T) {
	uitest.App(t)
	seen := seenAt(roll(t, uitest.Morning), uitest.Morning)
	for _, scene := range wall.Scenes {
		t.Run(scene, func(t *testing.T) {
			cfg := wall.Config{Scene: scene, Hint: true, ProfileURL: address}
			uitest.Golden(t, scene, picture(t, seen, cfg, uitest.Morning, 960, 540))
		})
	}
	for _, scene := range []string{wall.ScenePeople, wall.SceneSpotlight, wall.SceneToday, wall.SceneThanks, wall.SceneNews} {
		t.Run(scene+"-portrait", func(t *testing.T) {
			cfg := wall.Config{Scene: scene, Hint: true, ProfileURL: address}
			uitest.Golden(t, scene+"-portrait", picture(t, seen, cfg, uitest.Morning, 405, 720))
		})
	}
}

func TestEmptyAndSmallSpacesLookIntended(t *testing.T) {
	uitest.App(t)
	for name, change := range map[string]func(*community.Roll){
		"empty": func(r *community.Roll) { r.Members, r.Posts, r.Thanks, r.Occasions = nil, nil, nil, nil },
		"no-consent": func(r *community.Roll) {
			for i := range r.Members {
				r.Members[i].OnWall.Given = false
			}
		},
		"one-member":    func(r *community.Roll) { r.Members = r.Members[:1] },
		"seven-members": func(r *community.Roll) { r.Members = r.Members[:7] },
		"empty-notice": func(r *community.Roll) {
			r.Members, r.Posts, r.Thanks, r.Occasions = nil, nil, nil, nil
			r.Notices = []community.Notice{{Words: "We open on Monday: come and have a look around.", Until: uitest.Morning.Add(time.Hour)}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := roll(t, uitest.Morning)
			change(r)
			cfg := wall.Config{Scene: wall.ScenePeople}
			uitest.Golden(t, name, picture(t, seenAt(r, uitest.Morning), cfg, uitest.Morning, 960, 540))
		})
	}
}

// asking adds a quick ask of the member of that name to a roll.
func asking(r *community.Roll, name, words string, helper community.ID) {
	for i := range r.Members {
		if m := &r.Members[i]; m.Name == name {
			r.Posts = append(r.Posts, community.Post{
				ID: community.ID{200, byte(i)}, MemberID: m.ID, Side: community.Ask, Words: words, Quick: true, HelperID: helper,
				MadeAt: uitest.Morning.Add(-time.Duration(len(r.Posts)) * time.Minute), Until: uitest.Morning.Add(20 * time.Minute),
			})
		}
	}
}

func TestWhoNeedsAHandHidesNoFaces(t *testing.T) {
	uitest.App(t)
	r := roll(t, uitest.Morning)
	asking(r, "Leila Haddad", "The printer!", community.ID{})
	for _, scene := range []string{wall.ScenePeople, wall.SceneSpotlight, wall.SceneThanks} {
		cfg := wall.Config{Scene: scene, Hint: true, CanAsk: true, CanThank: true, ProfileURL: address}
		uitest.Golden(t, "quick-"+scene, picture(t, seenAt(r, uitest.Morning), cfg, uitest.Morning, 960, 540))
	}
	asking(r, "Jonas Lindqvist", "A second pair of hands with a table that is too heavy for me", r.Members[1].ID)
	cfg := wall.Config{Scene: wall.SceneBoard, Hint: true, CanAsk: true}
	uitest.Golden(t, "quick-two", picture(t, seenAt(r, uitest.Morning), cfg, uitest.Morning, 960, 540))
	uitest.Golden(t, "quick-two-portrait", picture(t, seenAt(r, uitest.Morning), cfg, uitest.Morning, 405, 720))
}

// comeIn lets members of a roll come in just now, happy to be welcomed.
func comeIn(r *community.Roll, back bool, names ...string) {
	for i := range r.Members {
		m := &r.Members[i]
		if slices.Contains(names, m.Name) {
			m.WelcomeMe, m.OnWall.Given, m.HereNow.Given = true, true, true
			r.Open = slices.DeleteFunc(r.Open, func(v community.Visit) bool { return v.MemberID == m.ID })
			r.Open = append(r.Open, community.Visit{MemberID: m.ID, InAt: uitest.Morning, Back: back})
		}
	}
}

func TestAWelcomeIsSeenFromAfar(t *testing.T) {
	uitest.App(t)
	r := roll(t, uitest.Morning)
	comeIn(r, true, "Ada Okafor")
	cfg := wall.Config{Scene: wall.ScenePeople, Hint: true}
	uitest.Golden(t, "welcome", picture(t, seenAt(r, uitest.Morning), cfg, uitest.Morning, 960, 540))
	r = roll(t, uitest.Morning)
	comeIn(r, false, "Ada Okafor", "Callum Reid", "Siobhán Ní Bhriain")
	asking(r, "Leila Haddad", "The printer!", community.ID{})
	cfg.Scene = wall.SceneThanks
	uitest.Golden(t, "welcome-three", picture(t, seenAt(r, uitest.Morning), cfg, uitest.Morning, 960, 540))
	cfg.Scene, cfg.ProfileURL = wall.SceneSpotlight, address
	uitest.Golden(t, "welcome-three-portrait", picture(t, seenAt(r, uitest.Morning), cfg, uitest.Morning, 405, 720))
}

func TestDotsAndALongLineShareTheFooter(t *testing.T) {
	uitest.App(t)
	seen := seenAt(roll(t, uitest.Morning), uitest.Morning)
	uitest.Golden(t, "rotating", picture(t, seen, wall.Config{Hint: true}, uitest.Morning, 960, 540))
}

// stage is a view in a window of the in-memory driver.
func stage(t testing.TB, cfg wall.Config) (*wall.View, *community.Seen, fyne.Window) {
	t.Helper()
	uitest.App(t)
	v := wall.NewView(ui.NewPictures(nil, nil), cfg)
	w := test.NewTempWindow(t, v.Object())
	w.SetPadded(false)
	w.Resize(fyne.NewSize(960, 540))
	return v, seenAt(roll(t, uitest.Morning), uitest.Morning), w
}

// layers gives the objects of the view: ground, page, clock, curtain.
func layers(v *wall.View) []fyne.CanvasObject {
	return slices.Clone(v.Object().(*fyne.Container).Objects) //nolint:forcetypeassert // a view is a container
}

func compose(cfg wall.Config, v *wall.View, seen *community.Seen, at time.Time) wall.State {
	step := cfg.StepAt(seen, at, v.Shape())
	copy(step.Greet[:], seen.Arrived)
	return cfg.Compose(seen, step, at, v.Shape())
}

func TestAMinuteDrawsOnlyTheClock(t *testing.T) {
	cfg := wall.Config{Scene: wall.ScenePeople}
	v, seen, _ := stage(t, cfg)
	v.Show(compose(cfg, v, seen, uitest.Morning))
	before := layers(v)
	v.Show(compose(cfg, v, seen, uitest.Morning))
	if !slices.Equal(before, layers(v)) {
		t.Error("an equal state was drawn again")
	}
	v.Show(compose(cfg, v, seen, uitest.Morning.Add(time.Minute)))
	after := layers(v)
	if before[1] != after[1] {
		t.Error("the page was drawn again for the clock")
	}
	if !hasText(after[2], "10:43") || hasText(after[2], "10:42") {
		t.Error("the clock did not turn")
	}
}

func TestACheckInIsDrawnInPlace(t *testing.T) {
	cfg := wall.Config{Scene: wall.ScenePeople, Transition: wall.TransitionFade}
	v, seen, _ := stage(t, cfg)
	v.Show(compose(cfg, v, seen, uitest.Morning))
	before := layers(v)
	more := *seen
	more.Here++
	v.Show(compose(cfg, v, &more, uitest.Morning))
	if after := layers(v); before[1] == after[1] {
		t.Error("the page is still the old one")
	}
}

func TestAnotherPageComesAndTheCurtainIsGone(t *testing.T) {
	cfg := wall.Config{}
	v, seen, _ := stage(t, cfg)
	v.Show(compose(cfg, v, seen, uitest.Morning))
	next := compose(cfg, v, seen, uitest.Morning.Add(wall.DefaultDwell))
	v.Prepare(next)
	v.Show(next)
	all := layers(v)
	if all[len(all)-1].Visible() {
		t.Error("the curtain is still closed")
	}
	if next.Spotlight != nil && !hasText(all[1], next.Spotlight.Who.Name) || next.Spotlight == nil && !hasText(all[1], next.Title) {
		t.Errorf("%s is not to be seen", next.Title)
	}
}

func TestThePagePreparedIsThePageShown(t *testing.T) {
	cfg := wall.Config{Transition: wall.TransitionCut}
	uitest.App(t)
	var q queue
	pics := ui.NewPictures(uitest.Photos{}, q.do)
	defer pics.Close()
	v := wall.NewView(pics, cfg)
	v.Object().Resize(fyne.NewSize(960, 540))
	seen := seenAt(roll(t, uitest.Morning), uitest.Morning)
	v.Show(compose(cfg, v, seen, uitest.Morning))
	q.settle(t, pics)
	next := compose(cfg, v, seen, uitest.Morning.Add(wall.DefaultDwell))
	v.Prepare(next)
	q.settle(t, pics)
	next.Clock = "10:43" // the minute turned meanwhile
	v.Show(next)
	if pics.Waiting() != 0 {
		t.Errorf("%d photos are still on their way", pics.Waiting())
	}
	if !hasText(v.Object(), "10:43") && next.Spotlight == nil {
		t.Error("the clock of the prepared page stands still")
	}
}

func TestAWallBeginsWithAllOfItsFaces(t *testing.T) {
	cfg := wall.Config{Scene: wall.ScenePeople}
	uitest.App(t)
	var q queue
	pics := ui.NewPictures(uitest.Photos{}, q.do)
	defer pics.Close()
	v := wall.NewView(pics, cfg)
	seen := seenAt(roll(t, uitest.Morning), uitest.Morning)
	v.Show(compose(cfg, v, seen, uitest.Morning))
	v.Object().Resize(fyne.NewSize(960, 540))
	for at := uitest.Morning; pics.Waiting() > 0; at = at.Add(time.Minute) {
		v.Show(compose(cfg, v, seen, at))
		if clock := at.Format("15:04"); hasText(v.Object(), "Who’s who") || !hasText(v.Object(), clock) {
			t.Fatalf("with %d photos on their way there is more, or less, than the clock", pics.Waiting())
		}
		q.run()
	}
	if !hasText(v.Object(), "Who’s who") {
		t.Error("the photos are there, and the wall is not")
	}
	seen.Here++
	v.Show(compose(cfg, v, seen, uitest.Morning))
	if !hasText(v.Object(), "Who’s who") {
		t.Error("a wall that has begun goes away again")
	}
}

func TestATouchIsPassedOnAtOnce(t *testing.T) {
	cfg := wall.Config{Scene: wall.ScenePeople}
	v, seen, w := stage(t, cfg)
	touched := 0
	v.OnTouch = func() { touched++ }
	v.Show(compose(cfg, v, seen, uitest.Morning))
	var target desktop.Mouseable
	walk(w.Content(), func(o fyne.CanvasObject) {
		if m, ok := o.(desktop.Mouseable); ok && o.Size() == w.Canvas().Size() {
			target = m
		}
	})
	if target == nil {
		t.Fatal("nothing to touch")
	}
	target.MouseDown(&desktop.MouseEvent{})
	if touched != 1 {
		t.Errorf("touched %d times", touched)
	}
}

func TestAResizedWindowKeepsItsPageAndTellsTheLoop(t *testing.T) {
	cfg := wall.Config{Scene: wall.ScenePeople}
	v, seen, w := stage(t, cfg)
	v.Show(compose(cfg, v, seen, uitest.Morning))
	select {
	case <-v.Resized():
	default:
	}
	w.Resize(fyne.NewSize(540, 960))
	if s := v.Shape(); !s.Portrait() || s.W != 1080 {
		t.Errorf("%+v", s)
	}
	select {
	case <-v.Resized():
	default:
		t.Error("the loop was not told")
	}
	if !hasText(v.Object(), "Who’s who") {
		t.Error("the page is gone")
	}
}

func TestNothingStandsOutOfThePage(t *testing.T) {
	uitest.App(t)
	r := uitest.Harbour(t, uitest.Morning)
	for i := range r.Members {
		m := &r.Members[i]
		m.Name += " Featherstonehaugh-Cholmondeley von und zu Hohenlohe"
		m.About += " " + m.About + " " + m.About + " " + m.About
		m.LookingFor = append(m.LookingFor, "Somebody who knows how to move a two-ton letterpress up a stair", "Tea", "Cake", "Clay", "Wool")
	}
	for i := range r.Occasions {
		r.Occasions[i].Title += ", and everything that you always wanted to know about it but never dared to ask"
	}
	asking(r, r.Members[3].Name, "The printer, and then the other printer, and whoever knows where the paper for either of them is kept these days, please!", community.ID{})
	asking(r, r.Members[4].Name, "The printer!", r.Members[5].ID)
	asking(r, r.Members[6].Name, "The door, please", r.Members[5].ID)
	comeIn(r, false, r.Members[7].Name, r.Members[8].Name, r.Members[9].Name)
	r.Space.Name = "The Very Long Harbour Commons and Ropewalk Community Association"
	seen := r.Seen(community.Wall, uitest.Morning)
	for _, size := range []fyne.Size{{Width: 1920, Height: 1080}, {Width: 1080, Height: 1920}, {Width: 1024, Height: 768}, {Width: 3840, Height: 2160}} {
		for _, scene := range wall.Scenes {
			cfg := wall.Config{Scene: scene, Hint: true, ProfileURL: address}
			v := wall.NewView(ui.NewPictures(nil, nil), cfg)
			v.Object().Resize(size)
			v.Show(compose(cfg, v, seen, uitest.Morning))
			walk(v.Object(), func(o fyne.CanvasObject) {
				if text, ok := o.(*canvas.Text); ok {
					if x := text.Position().X; x < 0 || x+text.Size().Width > size.Width+1 {
						t.Errorf("%s at %v: %q goes from %v to %v", scene, size, text.Text, x, x+text.Size().Width)
					}
					if y := text.Position().Y; y < -size.Height/20 || y+text.Size().Height*0.75 > size.Height {
						t.Errorf("%s at %v: %q goes from %v to %v down", scene, size, text.Text, y, y+text.Size().Height)
					}
				}
			})
		}
	}
}

// What hosts tell everybody is read to its last letter, however long it may be, on every
// page that has a line, with and without the dots of a round, and lies over nothing.
func TestANoticeOfTheHostsIsReadWhole(t *testing.T) {
	uitest.App(t)
	words := strings.Repeat("The lift rests on Monday, the 23rd. ", 4)[:139] + "!"
	for _, change := range []func(*community.Roll){
		func(*community.Roll) {},
		func(r *community.Roll) { r.Members, r.Posts, r.Thanks, r.Occasions = nil, nil, nil, nil },
		func(r *community.Roll) { r.Members = r.Members[:1]; r.Members[0].OnWall.Given = false },
	} {
		r := uitest.Harbour(t, uitest.Morning)
		change(r)
		r.Notices = []community.Notice{{Words: words, Until: uitest.Morning.Add(time.Hour)}}
		seen := seenAt(r, uitest.Morning)
		for _, size := range []fyne.Size{{Width: 1920, Height: 1080}, {Width: 1080, Height: 1920}, {Width: 1024, Height: 768}} {
			for _, scene := range []string{"", wall.ScenePeople, wall.SceneToday, wall.SceneBoard, wall.SceneThanks, wall.SceneNews} {
				cfg := wall.Config{Scene: scene, Hint: true}
				v := wall.NewView(ui.NewPictures(nil, nil), cfg)
				v.Object().Resize(size)
				v.Show(compose(cfg, v, seen, uitest.Morning))
				var lines, others []*canvas.Text
				walk(v.Object(), func(o fyne.CanvasObject) {
					if text, ok := o.(*canvas.Text); ok && len(text.Text) > 6 && strings.Contains(words, text.Text) {
						lines = append(lines, text)
					} else if ok {
						others = append(others, text)
					}
				})
				var all []string
				for _, l := range lines {
					all = append(all, l.Text)
					for _, o := range others {
						if a, b := ink(l), ink(o); min(a[2], b[2])-max(a[0], b[0]) > 2 && min(a[3], b[3])-max(a[1], b[1]) > 2 {
							t.Errorf("%s at %v: %q and %q are on top of one another", scene, size, l.Text, o.Text)
						}
					}
				}
				if got := strings.Join(all, " "); got != words {
					t.Errorf("%s at %v: %q is read", scene, size, got)
				}
			}
		}
	}
}

// ink is roughly where a text has ink, from x, y to x, y: its line box has room for the
// tallest scripts.
func ink(t *canvas.Text) [4]float32 {
	p, s := t.Position(), t.MinSize()
	middle := p.Y + s.Height/2
	return [4]float32{p.X, middle - t.TextSize*0.4, p.X + s.Width, middle + t.TextSize*0.4}
}

func walk(o fyne.CanvasObject, do func(fyne.CanvasObject)) {
	do(o)
	if c, ok := o.(*fyne.Container); ok {
		for _, o := range c.Objects {
			walk(o, do)
		}
	}
}

func hasText(o fyne.CanvasObject, want string) (found bool) {
	walk(o, func(o fyne.CanvasObject) {
		if t, ok := o.(*canvas.Text); ok && t.Text == want {
			found = true
		}
	})
	return found
}

// A page of twelve people with its photos ready.
func BenchmarkPageOfPeople(b *testing.B) {
	uitest.App(b)
	var q queue
	pics := ui.NewPictures(uitest.Photos{}, q.do)
	defer pics.Close()
	cfg := wall.Config{Scene: wall.ScenePeople}
	v := wall.NewView(pics, cfg)
	v.Object().Resize(fyne.NewSize(1920, 1080))
	s := compose(cfg, v, seenAt(roll(b, uitest.Morning), uitest.Morning), uitest.Morning)
	v.Show(s)
	q.settle(b, pics)
	for i := 0; b.Loop(); i++ {
		s.Under = fmt.Sprint(i % 10)
		v.Show(s)
	}
}

// What a full minute costs beside the paint itself.
func BenchmarkMinute(b *testing.B) {
	cfg := wall.Config{Scene: wall.ScenePeople}
	v, seen, _ := stage(b, cfg)
	s := compose(cfg, v, seen, uitest.Morning)
	v.Show(s)
	for i := 0; b.Loop(); i++ {
		s.Clock = fmt.Sprintf("10:%02d", i%60)
		v.Show(s)
	}
}
