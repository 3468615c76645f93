package command

import (
	"path/filepath"
	"strings"

	"kettle/internal/community"
)

type memberEraseCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
	Yes    bool   `short:"y" help:"Do not ask."`
}

// Run erases a member, after asking. Where nobody can be asked it says what would
// go, and wants to be told.
func (r *memberEraseCmd) Run(c *call) error {
	m, err := c.one(r.Member)
	if err != nil {
		return err
	}
	all, err := Belongings(c.ctx, c.db, m.ID)
	if err != nil {
		return err
	}
	if m.Photo != "" {
		all = append([]string{"the photo"}, all...)
	}
	goes := and(append([]string{"the profile"}, all...))
	if !r.Yes {
		c.note("This takes %s away for ever, with %s. Other screens and new backups forget them, too.", m.Name, goes)
		if err := c.sure("kettled member erase " + r.Member + " --yes"); err != nil {
			return err
		}
	}
	if err := c.db.Erase(c.ctx, host(), m.ID); err != nil {
		return err
	}
	if err := c.say("%s is erased, with %s.", m.Name, goes); err != nil {
		return err
	}
	if err := c.say("Restoring an older backup here does not bring them back. The backup itself still holds them: make a new one and delete that."); err != nil {
		return err
	}
	replaced, err := filepath.Glob(filepath.Join(c.dir, "replaced-*"))
	if err != nil || len(replaced) == 0 {
		return err
	}
	return c.say("So may what a restore replaced: delete %s.", and(replaced))
}

// sure asks whether to go on; where nobody can be asked it names the command that
// goes on.
func (c *call) sure(command string) error {
	if !c.InTerminal {
		return misuse("Nothing was changed. To go on: %s", command)
	}
	said, err := c.Ask(c.ctx, "Type yes to go on: ", false)
	if err != nil {
		return err
	}
	if !strings.EqualFold(strings.TrimSpace(said), "yes") {
		return refuse("Nothing was changed")
	}
	return nil
}

type memberMergeCmd struct {
	From string `arg:"" help:"Who becomes one with the other, and is erased: number, code or ID."`
	Into string `arg:"" help:"Who stays: number, code or ID."`
	Yes  bool   `short:"y" help:"Do not ask."`
	JSON bool   `name:"json" help:"Print the member as a JSON object."`
}

// Run makes one of two members.
func (g *memberMergeCmd) Run(c *call) error {
	from, err := c.one(g.From)
	if err != nil {
		return err
	}
	into, err := c.one(g.Into)
	if err != nil {
		return err
	}
	if from.ID == into.ID {
		return refuse("That is one member already")
	}
	if !g.Yes {
		c.note("This makes %s one with %s, who keeps all of their own and gets what they lack. It cannot be taken back.", titled(&from), titled(&into))
		if err := c.sure("kettled member merge " + g.From + " " + g.Into + " --yes"); err != nil {
			return err
		}
	}
	if err := c.db.MergeMembers(c.ctx, host(), from.ID, into.ID); err != nil {
		return err
	}
	if g.JSON {
		if into, err = c.db.Member(c.ctx, into.ID); err != nil {
			return err
		}
		return c.asJSON(&into)
	}
	return c.say("%s is one with %s now.", titled(&from), titled(&into))
}

// titled is a member's name with the number, since two to be merged may have one
// name.
func titled(m *community.Member) string {
	if m.Number == "" {
		return m.Name
	}
	return m.Name + " (" + m.Number + ")"
}
