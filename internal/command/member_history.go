package command

import (
	"fmt"
	"time"

	"kettle/internal/community"
)

type memberHistoryCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
	JSON   bool   `name:"json" help:"Print a JSON array."`
}

// lost is a value that was overwritten, as history prints it.
type lost struct {
	Field   string    `json:"field"`
	Value   string    `json:"value"`
	GivenAt time.Time `json:"given_at"`
	By      string    `json:"by"` // host, import, … and who, when that is known
	LostAt  time.Time `json:"lost_at"`
}

// Run lists what was overwritten of a member within 30 days.
func (h *memberHistoryCmd) Run(c *call) error {
	m, err := c.one(h.Member)
	if err != nil {
		return err
	}
	overwritten, err := c.db.Overwritten(c.ctx, m.ID)
	if err != nil {
		return err
	}
	list := []lost{}
	for _, o := range overwritten {
		by, err := c.who(o.Actor)
		if err != nil {
			return err
		}
		list = append(list, lost{o.Field, o.Value, time.UnixMilli(o.Stamp.Clock >> 16).UTC(), by, o.At})
	}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	none := fmt.Sprintf("Nothing of %s was overwritten in the last 30 days.", m.Name)
	return listed(c, h.JSON, list, none, []string{"OVERWRITTEN", "FIELD", "GIVEN BY", "AT", "VALUE"}, func(l *lost) []string {
		return []string{clock(&space, l.LostAt), l.Field, l.By, clock(&space, l.GivenAt), dash(community.CleanLine(l.Value), "(empty)")}
	})
}

// who names an actor.
func (c *call) who(a community.Actor) (string, error) {
	hosts, err := c.db.Hosts(c.ctx)
	if err != nil {
		return "", err
	}
	members, err := c.db.Members(c.ctx)
	if err != nil {
		return "", err
	}
	for _, h := range hosts {
		if h.ID == a.ID {
			return string(a.Kind) + " " + h.Name, nil
		}
	}
	for i := range members {
		if members[i].ID == a.ID {
			return string(a.Kind) + " " + members[i].Name, nil
		}
	}
	return dash(string(a.Kind), "unknown"), nil
}
