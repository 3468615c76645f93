package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"kettle/internal/community"
	"kettle/internal/packs"
)

// packCmd are the commands on templates of events.
type packCmd struct {
	List   packListCmd   `cmd:"" help:"List the templates of events."`
	Export packExportCmd `cmd:"" help:"Write templates to a file for another space."`
	Import packImportCmd `cmd:"" help:"Take in the templates of another space."`
}

type packListCmd struct {
	Guidance bool `help:"With the paragraph on how to hold each."`
	JSON     bool `name:"json" help:"Print a JSON array."`
}

func (c *call) pack() (packs.Pack, error) {
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return packs.Pack{}, err
	}
	return packs.Of(space.Practices), nil
}

// Run lists the templates.
func (l *packListCmd) Run(c *call) error {
	p, err := c.pack()
	if err != nil {
		return err
	}
	if l.Guidance && !l.JSON {
		for i, t := range p.Templates {
			if i > 0 {
				if err := c.say(""); err != nil {
					return err
				}
			}
			if err := c.say("%s\n%s", t.Name, t.Guidance); err != nil {
				return err
			}
		}
		return nil
	}
	return listed(c, l.JSON, p.Templates, "There are no templates.", []string{"NAME", "WHAT", "WHEN", "AGAIN", "ABOUT"}, func(t *community.Template) []string {
		again := map[string]string{community.RepeatWeek: "every week", community.RepeatSecond: "every second week", community.RepeatMonth: "every month"}[t.Repeat]
		return []string{t.Name, t.What, t.Day + " " + t.At, dash(again, "once"), t.About}
	})
}

type packExportCmd struct {
	File     string   `arg:"" help:"The file to write, such as practices.json; - for the output."`
	Template []string `placeholder:"NAME" help:"Only this one. May be given several times."`
}

// Run writes templates.
func (x *packExportCmd) Run(c *call) error {
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	p, err := packs.From(&space, x.Template...)
	if err != nil {
		return refuse("%s: kettled pack list shows those that there are", strings.TrimSuffix(whole(err.Error()), "."))
	}
	write := func(w io.Writer) error { return packs.Write(w, p) }
	if x.File == "-" {
		return write(c.Stdout)
	}
	if err := writeFile(c.path(x.File), write); err != nil {
		return fmt.Errorf("write %s: %w", x.File, err)
	}
	return c.say("%s: %s.", x.File, count(len(p.Templates), "template"))
}

type packImportCmd struct {
	File string `arg:"" help:"The file of another space."`
}

// Run takes templates in; one of the same name takes the place of the one that is there.
func (i *packImportCmd) Run(c *call) error {
	f, err := os.Open(c.path(i.File))
	if err != nil {
		return fmt.Errorf("open %s: %w", i.File, err)
	}
	defer f.Close()
	next, err := packs.Parse(f)
	if unread := (*fs.PathError)(nil); errors.As(err, &unread) {
		return err
	}
	if err != nil {
		return refuse("%s: %v", i.File, err)
	}
	var refused error
	err = c.db.EditSpace(c.ctx, host(), func(s *community.Space) error {
		text, err := packs.Taken(s.Practices, next)
		if err != nil {
			refused = err
			return err
		}
		return s.Set("practices", text)
	})
	if refused != nil {
		return refuse("%s: %v", i.File, refused)
	}
	if err != nil {
		return err
	}
	return c.say("%s taken in: kettled pack list shows them, and the kiosk offers them under Events.", count(len(next.Templates), "template"))
}
