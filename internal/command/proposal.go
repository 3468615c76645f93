package command

import (
	"errors"

	"kettle/internal/community"
	"kettle/internal/store"
)

// proposalCmd are the commands on what members want changed.
type proposalCmd struct {
	List   proposalListCmd   `cmd:"" help:"List what waits, the oldest first."`
	Take   proposalTakeCmd   `cmd:"" help:"Make the changes."`
	Refuse proposalRefuseCmd `cmd:"" help:"Leave all as it is."`
}

type proposalListCmd struct {
	JSON bool `name:"json" help:"Print a JSON array."`
}

// wanted is a proposal as list prints it.
type wanted struct {
	ID       community.ID      `json:"id"`
	MemberID community.ID      `json:"member_id"`
	Number   string            `json:"number"`
	Name     string            `json:"name"`
	Changes  map[string]string `json:"changes"`
	Unread   string            `json:"unread,omitempty"` // what is kept where this program cannot read it
}

// Run lists what members want changed.
func (l *proposalListCmd) Run(c *call) error {
	all, err := c.db.Proposals(c.ctx)
	if err != nil {
		return err
	}
	list := []wanted{}
	for i := range all {
		m, err := c.db.Member(c.ctx, all[i].MemberID)
		if errors.Is(err, community.ErrNotFound) {
			continue // it came before its member
		}
		if err != nil {
			return err
		}
		w := wanted{ID: all[i].ID, MemberID: m.ID, Number: m.Number, Name: m.Name}
		var read bool
		if w.Changes, read = wantedFields(all[i].Wanted); !read { // of a later program
			w.Changes, w.Unread = map[string]string{}, all[i].Wanted
		}
		list = append(list, w)
		if l.JSON {
			continue
		}
		if err := c.say("%s, %s:", m.Name, dash(m.Number, m.ID.String())); err != nil {
			return err
		}
		for _, line := range WantedWords(&all[i], nil) {
			if err := c.say("  %s", line); err != nil {
				return err
			}
		}
	}
	if l.JSON {
		return c.asJSON(list)
	}
	if len(list) == 0 {
		return c.say("Nothing waits.")
	}
	return c.say("Take it with kettled proposal take MEMBER, or leave all as it is with kettled proposal refuse MEMBER")
}

type proposalTakeCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
}

// Run makes the changes that a member wants.
func (t *proposalTakeCmd) Run(c *call) error {
	return c.decide(t.Member, true, "%s has it as they wanted.")
}

type proposalRefuseCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
}

// Run leaves all as it is.
func (r *proposalRefuseCmd) Run(c *call) error {
	return c.decide(r.Member, false, "All of %s is as it was.")
}

// decide decides on what waits of a member.
func (c *call) decide(name string, take bool, said string) error {
	m, err := c.one(name)
	if err != nil {
		return err
	}
	all, err := c.db.Proposals(c.ctx)
	if err != nil {
		return err
	}
	n := 0
	for i := range all {
		if all[i].MemberID != m.ID {
			continue
		}
		if _, read := wantedFields(all[i].Wanted); take && !read {
			return refuse("What %s wants was written by a later kettle than this one: bring this one up to date, or say kettled proposal refuse", m.Name)
		}
		if err := c.db.DecideProposal(c.ctx, host(), all[i].ID, take); err != nil && !errors.Is(err, store.ErrDecided) {
			return err
		}
		n++
	}
	if n == 0 {
		return refuse("Nothing of %s waits", m.Name)
	}
	return c.say(said, m.Name)
}
