package kiosk

import (
	"context"
	"fmt"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/figures"
	"kettle/internal/ui/uitest"
)

func (h *smallHosts) Canvas(context.Context) (*figures.Canvas, error) {
	if h.d.fault != nil {
		return nil, h.d.fault
	}
	return figures.New(busyPast(h.d.now())), nil
}

func (h *smallHosts) PrintCanvas(context.Context, *figures.Canvas) (string, error) {
	return "It is printing.", h.d.act()
}

func (h *smallHosts) KeepCanvas(context.Context, *figures.Canvas) (string, error) {
	return "It is on the stick.", h.d.act()
}

// busyPast is twelve weeks of a space like that of the design.
func busyPast(now time.Time) *community.Past {
	p := &community.Past{At: now, Space: community.Space{Name: "Harbour Commons", Induction: []string{"Fire exits"}}}
	for i := range 164 {
		m := community.Member{ID: community.ID{1, byte(i)}, Name: fmt.Sprintf("Member %d", i), State: community.StateActive}
		p.Members = append(p.Members, m)
	}
	for i, name := range []string{"Milo Grant", "Priya Shah", "Ishbel Reid", "Lucas Brandt", "Noor Haddad", "Tove Lind"} {
		m := &p.Members[i]
		m.Name, m.JoinedOn, m.Photo, m.Induction = name, "2026-10-0"+fmt.Sprint(i+1), "a", []string{"Fire exits"}
		m.OnWall.At = now
		for j := range byte(3) {
			p.Introductions = append(p.Introductions, community.Introduction{ID: community.ID{7, byte(i), j}, OneID: m.ID, OtherID: community.ID{1, 100 + j}, DoneAt: now.AddDate(-1, 0, 0)})
		}
	}
	p.Members[0].Photo = ""
	week := func(back, day, hour int) time.Time {
		return figures.Start(&p.Space, now).AddDate(0, 0, 7*(figures.Weeks-1-back)+day).Add(time.Duration(hour) * time.Hour)
	}
	many := func(n int, do func(i int)) {
		for i := range n {
			do(i)
		}
	}
	for back := range figures.Weeks {
		for day := range 5 {
			many((40-2*back)*[...]int{5, 6, 7, 9, 4}[day]/9, func(i int) {
				p.Stays = append(p.Stays, community.Stay{MemberID: community.ID{1, byte(i * 3 % 164)}, InAt: week(back, day, 8+i%9)})
			})
		}
		many(31-2*back, func(int) {
			p.Thanks = append(p.Thanks, community.ThankYou{FromID: community.ID{1, 1}, ToID: community.ID{1, 2}, SaidAt: week(back, 1, 12)})
		})
		many([figures.Weeks]int{2, 1, 1, 0, 2, 1, 0, 1, 1, 2, 0, 1}[back], func(int) {
			p.Visitors = append(p.Visitors, community.Visitor{InAt: week(back, 2, 10)})
		})
		many([figures.Weeks]int{3, 2, 1, 2, 1, 2, 3, 1, 1, 2, 1, 1}[back], func(i int) {
			p.Posts = append(p.Posts, community.Post{Side: community.Ask, Quick: true, Words: "The printer is stuck", MadeAt: week(back, 0, 9), Sorted: back > 0})
		})
		many(9, func(i int) {
			p.Posts = append(p.Posts, community.Post{Side: community.Ask, Words: "A van", MadeAt: week(back, 0, 9), Sorted: i < 7})
		})
		many(5-back/3, func(i int) {
			p.Introductions = append(p.Introductions, community.Introduction{ID: community.ID{3, byte(back), byte(i)}, OneID: community.ID{1, 9}, OtherID: community.ID{1, 10}, DoneAt: week(back, 1, 11)})
		})
		event := community.ID{4, byte(back)}
		what := community.EventSurgery
		if back == 3 {
			what = community.EventLearning
		}
		p.Occasions = append(p.Occasions, community.Occasion{EventID: event, SeriesID: event, What: what, StartsAt: week(back, 2, 12), Of: week(back, 2, 12)})
		many(4+2*back, func(i int) {
			p.Comings = append(p.Comings, community.Coming{ID: community.ID{5, byte(i)}, MemberID: community.ID{6, byte(i)}, EventID: event, StartsAt: week(back, 2, 12)})
		})
	}
	p.Introductions = append(p.Introductions, community.Introduction{ID: community.ID{3}, OneID: p.Members[0].ID, OtherID: p.Members[1].ID, AskedByID: p.Members[0].ID, AskedAt: now.AddDate(0, 0, -4)})
	p.Tallies = []community.Tally{{Question: community.QuestionSupported, Month: "2026-10", Yes: 47, No: 11, Skip: 39}, {Question: community.QuestionSupported, Month: "2026-05", Yes: 20, No: 12}, {Question: community.QuestionBelong, Month: "2026-11", Yes: 3, No: 1}}
	return p
}

func TestTheCanvasIsDrawnUpPrintedAndKept(t *testing.T) {
	w := hostWindow(t, 1920, 1080, HostCanvas)
	s := w.State().Host.Canvas
	if s.Canvas == nil || s.Canvas.Elements[0].Name != figures.CoLocation || s.Look != "" {
		t.Fatalf("%+v", s)
	}
	for verb, want := range map[string]string{DoPaper: "It is printing.", DoNumbers: "It is on the stick."} {
		w.does(verb)
		if s := w.State(); s.Notice != want || !s.Well {
			t.Errorf("%s: %q", verb, s.Notice)
		}
		w.desk.fault = lockedOut{}
		w.does(verb)
		if s := w.State(); s.Notice != (lockedOut{}).Sentence() || s.Well {
			t.Errorf("%s: %q", verb, s.Notice)
		}
		w.desk.fault = nil
	}
	w.touch(t, "Co-location")
	if s := w.State().Host.Canvas; s.Look != LookDays {
		t.Errorf("looking at %q", s.Look)
	}
	w.touch(t, "Whole canvas")
	if s := w.State().Host.Canvas; s.Look != "" {
		t.Errorf("looking at %q", s.Look)
	}
}

func TestACanvasThatCannotBeDrawnUpSaysSo(t *testing.T) {
	w := hostWindow(t, 1920, 1080, HostBoard)
	w.desk.fault = errDisk
	w.does(DoPage, string(HostCanvas))
	if s := w.State(); s.Notice == "" || s.Host.Canvas.Canvas != nil {
		t.Errorf("%q", s.Notice)
	}
	w.does(DoPaper) // there is nothing to print
	if w.pending != 0 {
		t.Error("something is printed")
	}
}

func TestTheCanvasFitsEveryScreen(t *testing.T) {
	for _, size := range sizes {
		w := hostWindow(t, size[0], size[1], HostCanvas)
		checkLayout(t, w)
		for _, look := range []string{LookDays, LookFigure} {
			w.does(DoLook, look)
			checkLayout(t, w)
			w.does(DoLook, "")
		}
		w.host.canvas.canvas = figures.New(&community.Past{At: w.clock}) // nobody, nothing, ever
		w.show()
		checkLayout(t, w)
	}
}

func TestTheCanvasLooksAsDesigned(t *testing.T) {
	for _, size := range [][2]int{{640, 360}, {360, 640}} {
		name := map[bool]string{true: "-portrait"}[size[1] > size[0]]
		w := hostWindow(t, size[0], size[1], HostCanvas)
		uitest.Golden(t, "canvas"+name, w.picture())
		w.does(DoLook, LookDays)
		uitest.Golden(t, "canvas-days"+name, w.picture())
		w.does(DoLook, "")
		w.does(DoLook, LookFigure)
		uitest.Golden(t, "canvas-figure"+name, w.picture())
	}
}
