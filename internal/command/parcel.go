package command

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

// parcelCmd are the commands on parcels for members.
type parcelCmd struct {
	Add  parcelAddCmd  `cmd:"" help:"Note that a parcel came; the member is told at the next check-in."`
	List parcelListCmd `cmd:"" help:"List the parcels of a member that wait."`
	Hand parcelHandCmd `cmd:"" help:"Note that a parcel was handed over."`
}

type parcelAddCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
	Words  string `arg:"" optional:"" default:"A parcel at the desk" help:"What it is, and where."`
}

// Run notes a parcel.
func (a *parcelAddCmd) Run(c *call) error {
	m, err := c.one(a.Member)
	if err != nil {
		return err
	}
	p := community.Parcel{MemberID: m.ID, CameAt: c.now().UTC().Truncate(time.Millisecond)}
	if err := p.Set("words", a.Words); err != nil {
		return err
	}
	if p.Words == "" {
		return &community.FieldError{Field: "words", Reason: "are missing"}
	}
	if p, err = c.db.SaveParcel(c.ctx, host(), p); err != nil {
		return err
	}
	return c.say("%s is told at the next check-in (parcel %s).", m.Name, p.ID)
}

type parcelListCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
	JSON   bool   `name:"json" help:"Print a JSON array."`
}

// parcel is a parcel as programs read it.
type parcel struct {
	ID     community.ID `json:"id"`
	Words  string       `json:"words"`
	CameAt time.Time    `json:"came_at"`
}

// Run lists what waits for a member.
func (l *parcelListCmd) Run(c *call) error {
	m, err := c.one(l.Member)
	if err != nil {
		return err
	}
	all, err := c.db.Parcels(c.ctx, m.ID)
	if err != nil {
		return err
	}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	list := each(all, func(p *community.Parcel) parcel { return parcel{p.ID, p.Words, p.CameAt.UTC()} })
	return listed(c, l.JSON, list, fmt.Sprintf("Nothing waits for %s.", m.Name), []string{"CAME", "ID", "WORDS"}, func(p *parcel) []string {
		return []string{clock(&space, p.CameAt), p.ID.String(), p.Words}
	})
}

type parcelHandCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
	ID     string `arg:"" optional:"" help:"ID of the parcel. Default: all that wait."`
}

// Run notes that parcels were handed over.
func (h *parcelHandCmd) Run(c *call) error {
	m, err := c.one(h.Member)
	if err != nil {
		return err
	}
	all, err := c.db.Parcels(c.ctx, m.ID)
	if err != nil {
		return err
	}
	if h.ID != "" {
		id, err := community.ParseID(strings.TrimSpace(h.ID))
		if err != nil {
			return refuse("%q is not the ID of a parcel: kettled parcel list shows them", cut(h.ID, 60))
		}
		all = slices.DeleteFunc(all, func(p community.Parcel) bool { return p.ID != id })
	}
	if len(all) == 0 {
		return refuse("No such parcel waits for %s: kettled parcel list shows them", m.Name)
	}
	for _, p := range all {
		p.HandedAt = c.now().UTC().Truncate(time.Millisecond)
		if _, err := c.db.SaveParcel(c.ctx, host(), p); err != nil {
			return err
		}
	}
	return c.say("%s handed over to %s.", count(len(all), "parcel"), m.Name)
}
