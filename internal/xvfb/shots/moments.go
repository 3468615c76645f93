package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"kettle/internal/xvfb"
)

// moments takes the pictures of what is on a wall for a moment, or for one member, and
// of one on which nobody needs a hand.
func (c *camera) moments(ctx context.Context) error {
	if !strings.Contains("wall-welcome wall-plain wall-back wall-years", c.only) {
		return nil
	}
	if err := c.demo(ctx, "people", func(p *xvfb.Program, kettled command) error {
		if err := kettled.all([][]string{{"member", "edit", "1009", "--set", "welcome_me=yes"}, {"visit", "in", "1009"}}); err != nil {
			return err
		}
		if err := c.take(ctx, p, "wall-welcome"); err != nil {
			return err
		}
		var posts []struct {
			ID    string `json:"id"`
			Quick bool   `json:"quick"`
		}
		if err := kettled.list(&posts, "post"); err != nil {
			return err
		}
		for _, post := range posts {
			if !post.Quick {
				continue
			}
			if _, err := kettled("post", "close", post.ID); err != nil {
				return err
			}
		}
		time.Sleep(11 * time.Second) // until the welcome is over
		return c.take(ctx, p, "wall-plain")
	}); err != nil {
		return err
	}
	return c.demo(ctx, "spotlight", func(p *xvfb.Program, kettled command) error {
		var all []struct {
			Number string `json:"number"`
		}
		if err := kettled.list(&all, "member"); err != nil {
			return err
		}
		var todo [][]string
		for _, m := range all {
			todo = append(todo, []string{"member", "consent", m.Number, "--wall", "no"})
		}
		if err := kettled.all(append(todo, [][]string{
			{"member", "add", "--set", "name=Morag Bell", "--set", "member_id=2001", "--set", "headline=Bookseller, on a bicycle", "--set", "joined_on=2021-11-19", "--set", "welcome_me=yes", "--set", "happy_to_help_with=Reading aloud"},
			{"member", "consent", "2001", "--wall", "yes", "--here", "yes", "--phone", "yes"},
			{"visit", "in", "2001"},
		}...)); err != nil {
			return err
		}
		if err := c.take(ctx, p, "wall-back"); err != nil {
			return err
		}
		if err := kettled.all([][]string{{"member", "edit", "2001", "--set", "my_years=yes"}}); err != nil {
			return err
		}
		return c.take(ctx, p, "wall-years")
	})
}

// demo starts a wall of the demo, and hands over what runs a command on its data.
func (c *camera) demo(ctx context.Context, scene string, then func(*xvfb.Program, command) error) error {
	tmp, err := os.MkdirTemp("", "shots")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	p, err := c.display.Run(ctx, nil, "env", "TMPDIR="+tmp, filepath.Join(c.bin, "kettle"), "--demo", "--at", morning,
		"--role", "wall", "--scene", scene, "--listen", c.listen, "--transition", "cut")
	if err != nil {
		return err
	}
	defer p.Close()
	if _, err := p.Wait(ctx, "picture complete"); err != nil {
		return err
	}
	data, err := filepath.Glob(filepath.Join(tmp, "kettle-demo-*"))
	if err != nil || len(data) != 1 {
		return fmt.Errorf("the demo keeps its data in %q: %w", data, err)
	}
	return then(p, func(args ...string) ([]byte, error) {
		out, err := exec.CommandContext(ctx, filepath.Join(c.bin, "kettled"), append([]string{"--data", data[0]}, args...)...).CombinedOutput()
		if err != nil {
			return nil, fmt.Errorf("kettled %s: %w: %s", strings.Join(args, " "), err, out)
		}
		return out, nil
	})
}

// command runs one of kettled and gives what it printed.
type command func(args ...string) ([]byte, error)

// all runs several, one after another.
func (run command) all(todo [][]string) error {
	for _, args := range todo {
		if _, err := run(args...); err != nil {
			return err
		}
	}
	return nil
}

// list reads all of a kind into a slice.
func (run command) list(into any, kind string) error {
	out, err := run(kind, "list", "--json")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(out, into); err != nil {
		return fmt.Errorf("read the list of each %s: %w", kind, err)
	}
	return nil
}
