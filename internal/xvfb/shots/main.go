// Shots takes a picture of every screen of the real program, in a real window,
// at the sizes that matter.
//
//	shots --dir pictures --bin bin --sizes 1920x1080,1080x1920,3840x2160
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kettle/internal/xvfb"
)

func main() {
	dir := flag.String("dir", "build/shots", "folder for the pictures")
	bin := flag.String("bin", "bin", "folder of the programs")
	sizes := flag.String("sizes", "1920x1080,1080x1920,3840x2160", "of the displays")
	only := flag.String("only", "", "take only the screens whose names hold this")
	flag.Parse()
	if err := os.MkdirAll(*dir, 0o755); err != nil {
		fail(err)
	}
	for _, size := range strings.Split(*sizes, ",") {
		c := &camera{dir: *dir, bin: *bin, only: *only, listen: listen(), size: size}
		if _, err := fmt.Sscanf(size, "%dx%d", &c.w, &c.h); err != nil {
			fail(fmt.Errorf("size %q: %w", size, err))
		}
		if err := c.all(context.Background()); err != nil {
			fail(err)
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "shots:", err)
	os.Exit(1)
}

// camera takes the pictures of one size.
type camera struct {
	dir, bin, only, size string
	listen               string // where the phone pages are
	w, h                 int
	display              *xvfb.Display
}

// listen gives the usual port of the phone pages, which the pictures show, or any other
// where that is taken.
func listen() string {
	const usual = "127.0.0.1:8420"
	l, err := net.Listen("tcp", usual)
	if err != nil {
		return "127.0.0.1:0"
	}
	l.Close()
	return usual
}

// morning is when the pictures are taken: a Thursday with soup.
const morning = "2026-11-19T10:42"

func (c *camera) all(ctx context.Context) error {
	var err error
	if c.display, err = xvfb.Start(ctx, c.w, c.h); err != nil {
		return err
	}
	defer c.display.Close()
	for _, scene := range []string{"people", "spotlight", "today", "board", "thanks", "news", "night"} {
		if err := c.wall(ctx, scene); err != nil {
			return fmt.Errorf("wall %s at %s: %w", scene, c.size, err)
		}
	}
	if err := c.moments(ctx); err != nil {
		return fmt.Errorf("a moment at %s: %w", c.size, err)
	}
	if err := c.kiosk(ctx); err != nil {
		return fmt.Errorf("kiosk at %s: %w", c.size, err)
	}
	if err := c.hosts(ctx); err != nil {
		return fmt.Errorf("hosts at %s: %w", c.size, err)
	}
	if err := c.first(ctx); err != nil {
		return fmt.Errorf("a new space at %s: %w", c.size, err)
	}
	return nil
}

func (c *camera) start(ctx context.Context, at string, args ...string) (*xvfb.Program, error) {
	args = append([]string{"--demo", "--at", at, "--listen", c.listen, "--transition", "cut"}, args...)
	return c.display.Run(ctx, nil, filepath.Join(c.bin, "kettle"), args...)
}

func (c *camera) wall(ctx context.Context, scene string) error {
	if !strings.Contains("wall-"+scene, c.only) {
		return nil
	}
	at, done := morning, "picture complete"
	if scene == "night" {
		at, done = "2026-11-18T21:14", "scene=night" // it has no photos to wait for
	}
	p, err := c.start(ctx, at, "--scene", scene)
	if err != nil {
		return err
	}
	defer p.Close()
	return c.take(ctx, p, "wall-"+scene, done)
}

// take waits for a line of the log, lets the picture finish and takes it.
func (c *camera) take(ctx context.Context, p *xvfb.Program, name string, texts ...string) error {
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	if len(texts) > 0 {
		if _, err := p.Wait(ctx, texts...); err != nil {
			return err
		}
	}
	time.Sleep(1500 * time.Millisecond)
	path := filepath.Join(c.dir, name+"-"+c.size+".png")
	if err := c.display.Shot(ctx, path); err != nil {
		return err
	}
	fmt.Println(path)
	return nil
}

// kiosk goes through the steps as a member would.
func (c *camera) kiosk(ctx context.Context) error {
	if c.only != "" && !strings.Contains(c.only, "kiosk") {
		return nil
	}
	p, err := c.start(ctx, morning, "--role", "kiosk")
	if err != nil {
		return err
	}
	defer p.Close()
	whosWho, first, news := [2]float64{300, 900}, [2]float64{210, 540}, [2]float64{521, 170}
	if c.h > c.w {
		whosWho, first = [2]float64{280, 1150}, [2]float64{200, 700}
	}
	return c.follow(ctx, p, append([]shot{
		{"kiosk-home", nil, "step=home"},
		{"kiosk-search", func() error { return c.display.Type(ctx, "s", 0) }, "step=search"},
		{"", func() error { return c.display.Key(ctx, "Escape") }, "step=home"},
		{"kiosk-who", func() error { return c.tap(ctx, whosWho) }, "step=browse"},
		{"kiosk-profile", func() error { return c.tap(ctx, first) }, "step=person"},
		{"kiosk-exit", func() error { return c.display.Key(ctx, "ctrl+shift+q") }, "step=pad"},
		{"", func() error { return c.display.Key(ctx, "Escape") }, "step="},
		{"", func() error { return c.display.Type(ctx, "sofia", 60*time.Millisecond) }, "step=search"},
		{"kiosk-welcome", func() error { return c.display.Key(ctx, "Return") }, "step="},
		{"", func() error { return c.display.Key(ctx, "Escape") }, "step=home"},
		{"", func() error { return c.tap(ctx, whosWho) }, "step=browse"},
		{"kiosk-good-news", func() error { return c.tap(ctx, news) }, "step=good-news"},
		{"", func() error { return c.display.Key(ctx, "Escape") }, "step=home"},
	}, slices.Concat(c.visitor(ctx), c.thanks(ctx), c.events(ctx))...))
}

// follow goes the steps one after another and takes their pictures.
func (c *camera) follow(ctx context.Context, p *xvfb.Program, all []shot) error {
	for _, s := range all {
		if s.do != nil {
			time.Sleep(600 * time.Millisecond)
			p.Pass()
			if err := s.do(); err != nil {
				return err
			}
		}
		if s.name == "" && s.wait == "" {
			continue
		}
		if s.name == "" {
			wait, stop := context.WithTimeout(ctx, time.Minute)
			_, err := p.Wait(wait, "kiosk", s.wait)
			stop()
			if err != nil {
				return err
			}
			continue
		}
		texts := []string{"kiosk", s.wait}
		if s.wait == "" { // it draws without a word
			texts = nil
		}
		if err := c.take(ctx, p, s.name, texts...); err != nil {
			return err
		}
	}
	return nil
}

// shot is one picture of the kiosk: what leads to it, and the line of the log that
// says it is there, "" where none does. Without a name it is only led to.
type shot struct {
	name string
	do   func() error
	wait string
}

// demoPIN is the PIN of the demo's host.
const demoPIN = "246810"

// visitor are the steps of a visitor, and the fire roll.
func (c *camera) visitor(ctx context.Context) []shot {
	visiting, choice, done, corner := [2]float64{900, 600}, [2]float64{180, 520}, [2]float64{1568, 978}, "1050"
	if c.h > c.w {
		visiting, choice, done, corner = [2]float64{775, 720}, [2]float64{180, 650}, [2]float64{540, 1758}, "1890"
	}
	u := float64(min(c.w, c.h)) / 1080
	at := func(units string) string {
		var n float64
		_, _ = fmt.Sscan(units, &n)
		return fmt.Sprint(int(n * u))
	}
	steps, types, key, tap := c.ways(ctx)
	return []shot{
		{"kiosk-visitor", steps(tap(visiting), types("Jo Marsh"), key("Return"), types("tom")), "step=visiting"},
		{"kiosk-visitor-more", tap(choice), "step=visiting-more"},
		{"kiosk-visitor-welcome", tap(done), "step=visited"},
		{"kiosk-call", key("Escape"), "step=home"},
		{"", func() error {
			err := c.display.Do(ctx, "mousemove", at("30"), at(corner), "mousedown", "1")
			time.Sleep(2500 * time.Millisecond)
			return errors.Join(err, c.display.Do(ctx, "mouseup", "1"))
		}, "step=pad"},
		{"fire-roll", func() error { return c.display.Scan(ctx, demoPIN) }, "step=roll"},
		{"", key("Escape"), "step=home"},
	}
}

// hosts goes through the hosts' part.
func (c *camera) hosts(ctx context.Context) error {
	if c.only != "" && !strings.Contains(c.only, "host") {
		return nil
	}
	p, err := c.start(ctx, morning, "--role", "kiosk")
	if err != nil {
		return err
	}
	defer p.Close()
	door, member, tab, field := [2]float64{1800, 1000}, [2]float64{800, 313}, [2]float64{710, 189}, [2]float64{900, 580}
	days, notices := [2]float64{700, 300}, [2]float64{1770, 95}
	names, whole, share := [2]float64{1087, 189}, [2]float64{1740, 95}, [2]float64{850, 800}
	menu := func(n int) [2]float64 { return [2]float64{120, 193 + 66*float64(n)} }
	if c.h > c.w {
		door, member, tab, field = [2]float64{960, 1840}, [2]float64{500, 572}, [2]float64{265, 447}, [2]float64{400, 832}
		days, notices = [2]float64{300, 560}, [2]float64{950, 340}
		names, whole, share = [2]float64{644, 447}, [2]float64{920, 340}, [2]float64{500, 1330}
		rows := [][2]float64{{97, 142}, {250, 142}, {393, 142}, {568, 142}, {745, 142}, {866, 142}, {976, 142}, {90, 214}, {236, 214}, {376, 214}, {499, 214}}
		menu = func(n int) [2]float64 { return rows[n] }
	}
	tap := func(at [2]float64) func() error { return func() error { return c.tap(ctx, at) } }
	return c.follow(ctx, p, []shot{
		{"", nil, "step=home"},
		{"", tap(door), "step=pad"},
		{"host-members", func() error { return c.display.Scan(ctx, demoPIN) }, "page=Members"},
		{"host-edit", tap(member), "page=\"Edit profile\""},
		{"host-typing", tap(field), ""},
		{"", func() error { return c.display.Key(ctx, "Escape") }, ""},
		{"host-membership", tap(tab), ""},
		{"host-here", tap(menu(1)), "page=\"Who’s here\""},
		{"host-visitors", tap(menu(2)), "page=Visitors"},
		{"host-introductions", tap(menu(3)), "page=Introductions"},
		{"host-hosting", tap(menu(4)), "page=Hosting"},
		{"host-names", tap(names), ""},
		{"host-board", tap(menu(5)), "page=Board"},
		{"host-notices", tap(notices), "page=Notices"},
		{"host-events", tap(menu(6)), "page=Events"},
		{"host-screens", tap(menu(7)), "page=Screens"},
		{"host-canvas", tap(menu(8)), "page=\"Our canvas\""},
		{"host-canvas-days", tap(days), ""},
		{"", tap(whole), ""},
		{"host-canvas-figure", tap(share), ""},
		{"host-history", tap(menu(9)), "page=History"},
		{"host-settings", tap(menu(10)), "page=Settings"},
	})
}

// tap touches a place given in units: the shorter side of the window has 1080.
func (c *camera) tap(ctx context.Context, at [2]float64) error {
	u := float64(min(c.w, c.h)) / 1080
	return c.display.Tap(ctx, int(at[0]*u), int(at[1]*u))
}
