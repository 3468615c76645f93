package command

import (
	"fmt"
	"strings"

	"kettle/internal/community"
)

// screenCmd are the commands on screens.
type screenCmd struct {
	List   screenListCmd   `cmd:"" help:"List the screens of the space and, at the hub, how they stand."`
	Rename screenRenameCmd `cmd:"" help:"Give a screen another name."`
	Revoke screenRevokeCmd `cmd:"" help:"Take a screen out of the space for ever: it empties itself."`
}

// screen finds the screen that a command names: by name, ID or the beginning of
// its fingerprint.
func (c *call) screen(name string) (community.Screen, error) {
	screens, err := c.db.Screens(c.ctx)
	if err != nil {
		return community.Screen{}, err
	}
	var found []community.Screen
	for _, s := range screens {
		switch {
		case s.ID.String() == strings.ToLower(name), len(name) >= 8 && strings.HasPrefix(s.Key, strings.ToLower(name)):
			return s, nil
		case !s.Revoked && strings.EqualFold(s.Name, community.CleanLine(name)):
			found = append(found, s)
		}
	}
	switch len(found) {
	case 0:
		return community.Screen{}, refuse("There is no screen %q: list them with kettled screen list", cut(name, 60))
	case 1:
		return found[0], nil
	}
	return community.Screen{}, refuse("%d screens are called %q: name one by its ID, which kettled screen list --json prints", len(found), cut(name, 60))
}

type screenRenameCmd struct {
	Screen string `arg:"" help:"Name, ID or fingerprint."`
	Name   string `arg:"" help:"The new name."`
}

// Run gives a screen another name.
func (r *screenRenameCmd) Run(c *call) error {
	s, err := c.screen(r.Screen)
	if err != nil {
		return err
	}
	if err := c.db.RenameScreen(c.ctx, host(), s.ID, r.Name); err != nil {
		return err
	}
	return c.say("%s is called %s now.", s.Name, community.CleanLine(r.Name))
}

type screenRevokeCmd struct {
	Screen string `arg:"" help:"Name, ID or fingerprint."`
	Yes    bool   `short:"y" help:"Do not ask."`
}

// Run takes a screen out of the space, after asking.
func (r *screenRevokeCmd) Run(c *call) error {
	s, err := c.screen(r.Screen)
	if err != nil {
		return err
	}
	if !r.Yes {
		c.note("This takes %s out of the space for ever: it empties itself as soon as it reaches the hub. It can only join again as a new screen.", s.Name)
		if err := c.sure(fmt.Sprintf("kettled screen revoke %q --yes", r.Screen)); err != nil {
			return err
		}
	}
	if err := c.db.RevokeScreen(c.ctx, host(), s.ID); err != nil {
		return err
	}
	return c.say("%s is taken out of the space for ever, and empties itself when it next reaches the hub.", s.Name)
}
