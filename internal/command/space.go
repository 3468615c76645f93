package command

import (
	"errors"
	"slices"
	"strings"

	"kettle/internal/community"
)

// spaceCmd are the commands on the space's own words.
type spaceCmd struct {
	Show   spaceShowCmd   `cmd:"" help:"Show the space's own words."`
	Retain spaceRetainCmd `cmd:"" help:"Let go what is kept for a while only: old visits, visitors, members who left, history."`
	Set    spaceSetCmd    `cmd:"" help:"Change them: name=\"Harbour Commons\" zone=Europe/London hours=\"Mon-Fri 08:00-18:00\"."`
}

type spaceShowCmd struct {
	JSON bool `name:"json" help:"Print a JSON object."`
}

// Run shows the space.
func (s *spaceShowCmd) Run(c *call) error { return c.space(s.JSON) }

func (c *call) space(asJSON bool) error {
	s, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	if asJSON {
		return c.asJSON(s)
	}
	for _, f := range s.Fields() {
		value := f.Value
		switch {
		case f.Name == "hours":
			value = s.Hours.String()
		case f.Name == "zone" && value == "":
			value = "UTC"
		}
		if err := c.say("%-13s %s", f.Name, strings.ReplaceAll(dash(value, "-"), "\n", "\n"+strings.Repeat(" ", 14))); err != nil {
			return err
		}
	}
	return nil
}

type spaceSetCmd struct {
	Values []string `arg:"" optional:"" name:"field=value" help:"A field and its value; nothing after = empties it."`
	Set    []string `sep:"none" placeholder:"FIELD=VALUE" help:"The same."`
	JSON   bool     `name:"json" help:"Print the space as a JSON object."`
}

// Run changes the space's own words, all or none.
func (s *spaceSetCmd) Run(c *call) error {
	values := slices.Concat(s.Values, s.Set)
	if len(values) == 0 {
		return misuse(`Say what to change: kettled space set name="Harbour Commons" zone=Europe/London hours="Mon-Fri 08:00-18:00"`)
	}
	err := c.db.EditSpace(c.ctx, host(), func(space *community.Space) error {
		for _, v := range values {
			field, value, err := assignment(v)
			if err != nil {
				return err
			}
			err = space.Set(field, value)
			if errors.Is(err, community.ErrNotFound) {
				var known []string
				for _, f := range space.Fields() {
					known = append(known, f.Name)
				}
				return misuse("There is no field %q: the fields are %s", cut(field, 40), and(known))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.space(s.JSON)
}
