package command

import (
	"kettle/internal/step"
)

type screenListCmd struct {
	JSON bool `name:"json" help:"Print a JSON array."`
}

// Run lists the screens.
func (l *screenListCmd) Run(c *call) error {
	list, err := c.keeper(nil).Screens(c.ctx)
	if err != nil {
		return err
	}
	if l.JSON {
		return c.asJSON(append([]step.Screen{}, list.Screens...))
	}
	if len(list.Screens) == 0 {
		return c.say("No screen is paired yet. At the hub: kettled pair --name \"Front desk\" --role kiosk")
	}
	rows := make([][]string, 0, len(list.Screens))
	for i := range list.Screens {
		s := &list.Screens[i]
		rows = append(rows, []string{s.Name, s.Role, s.Key[:min(8, len(s.Key))], dash(s.Says, "-")})
	}
	if err := c.table([]string{"NAME", "ROLE", "KEY", "STATE"}, rows); err != nil {
		return err
	}
	if words := list.Words(); words != "" {
		return c.say("%s", whole(words))
	}
	return nil
}
