package command

import (
	"cmp"

	"kettle/internal/community"
)

// hostCmd are the commands on hosts.
type hostCmd struct {
	SetPIN hostPINCmd  `cmd:"" name:"set-pin" help:"Give a host a PIN, which leaves the kiosk and opens the host's part of it."`
	List   hostListCmd `cmd:"" help:"List the hosts' names."`
}

type hostPINCmd struct {
	Name string `arg:"" optional:"" default:"Host" help:"Name of the host."`
}

// Run takes a PIN: typed twice and unseen at a terminal, else one line of the
// standard input.
func (h *hostPINCmd) Run(c *call) error {
	pin, err := c.readPIN(h.Name)
	if err != nil {
		return err
	}
	if err := c.db.SetPIN(c.ctx, host(), h.Name, pin); err != nil {
		return err
	}
	return c.say("%s has a new PIN.", community.CleanLine(h.Name))
}

func (c *call) readPIN(name string) (string, error) {
	if !c.InTerminal {
		pin, err := readLine(c.Stdin)
		if err != nil {
			return "", refuse("No PIN was given: type it at a terminal, or send it as one line to the standard input")
		}
		return pin, nil
	}
	pin, err := c.Ask(c.ctx, "New PIN for "+community.CleanLine(name)+": ", true)
	if err != nil {
		return "", err
	}
	again, err := c.Ask(c.ctx, "The same again: ", true)
	if err != nil {
		return "", err
	}
	if pin != again {
		return "", refuse("The two PINs are not the same: nothing was changed")
	}
	return pin, nil
}

type hostListCmd struct {
	JSON bool `name:"json" help:"Print a JSON array."`
}

// Run lists the hosts, never their PINs.
func (l *hostListCmd) Run(c *call) error {
	hosts, err := c.db.Hosts(c.ctx)
	if err != nil {
		return err
	}
	type named struct {
		ID   community.ID `json:"id"`
		Name string       `json:"name"`
		Role string       `json:"role"`
	}
	list := []named{}
	for _, h := range hosts {
		list = append(list, named{h.ID, h.Name, cmp.Or(h.Role, community.RoleOwner)})
	}
	if l.JSON {
		return c.asJSON(list)
	}
	if len(list) == 0 {
		return c.say("No host has a PIN yet. Give one with kettled host set-pin NAME")
	}
	for _, h := range list {
		if err := c.say("%-10s  %s", h.Role, h.Name); err != nil {
			return err
		}
	}
	return nil
}
