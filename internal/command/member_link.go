package command

import (
	"time"

	"kettle/internal/community"
	"kettle/internal/qr"
)

type memberLinkCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
	JSON   bool   `name:"json" help:"Print a JSON object."`
}

// link is what a link says to programs.
type link struct {
	MemberID community.ID `json:"member_id"`
	For      string       `json:"for"`
	URL      string       `json:"url"`
	Until    time.Time    `json:"until"` // in the space's zone
}

// Run has the kettle that serves the pages make a link to the member's own profile,
// their photo included. Whoever has it is taken for the member, but has proven
// nothing.
func (l *memberLinkCmd) Run(c *call) error {
	m, err := c.one(l.Member)
	if err != nil {
		return err
	}
	if !m.Active() {
		return refuse("%s is not a member at the moment: a link would lead nowhere", m.Name)
	}
	if c.Link == nil {
		return refuse("Nothing serves pages for phones: start kettle on these data, then ask again")
	}
	out := link{MemberID: m.ID, For: "profile"}
	if out.URL, out.Until = c.Link(community.ActorClaimed, m.ID, out.For); out.URL == "" {
		return refuse("The kettle that has these data open serves no pages that change anything: look at listen in kettle.toml, or ask on a kiosk instead of a wall")
	}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	out.Until = space.Local(out.Until).Truncate(time.Second)
	if l.JSON {
		return c.asJSON(out)
	}
	if err := c.say("%s", out.URL); err != nil {
		return err
	}
	if c.OutTerminal {
		code, err := qr.New(out.URL, qr.M)
		if err != nil {
			return err
		}
		if err := c.say("%s", code.Text()); err != nil {
			return err
		}
	}
	c.note("It is for %s alone and works once, until %s.", m.Name, out.Until.Format("15:04"))
	return nil
}

type memberPINCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
	Remove bool   `help:"Take the PIN away."`
}

// Run takes a PIN as that of a host is taken: typed twice and unseen at a
// terminal, else one line of the standard input.
func (p *memberPINCmd) Run(c *call) error {
	m, err := c.one(p.Member)
	if err != nil {
		return err
	}
	if p.Remove {
		if err := c.db.SetMemberPIN(c.ctx, host(), m.ID, ""); err != nil {
			return err
		}
		return c.say("%s has no PIN any more.", m.Name)
	}
	pin, err := c.readPIN(m.Name)
	if err != nil {
		return err
	}
	if pin == "" {
		return refuse("No PIN was given: to take it away, say --remove")
	}
	if err := c.db.SetMemberPIN(c.ctx, host(), m.ID, pin); err != nil {
		return err
	}
	return c.say("%s has a new PIN.", m.Name)
}
