package command

import (
	"slices"
	"time"

	"kettle/internal/community"
)

// noticeCmd are the commands on what hosts tell everybody.
type noticeCmd struct {
	Add    noticeAddCmd    `cmd:"" help:"Put a notice on walls and kiosks."`
	List   noticeListCmd   `cmd:"" help:"List the notices that are up or come up."`
	Remove noticeRemoveCmd `cmd:"" help:"Take a notice down."`
}

// notice is a notice as programs read it.
type notice struct {
	ID       community.ID `json:"id"`
	Words    string       `json:"words"`
	Audience string       `json:"audience"` // wall, kiosk or both
	From     time.Time    `json:"from"`
	Until    time.Time    `json:"until"`
}

func newNotice(n *community.Notice) notice {
	audience := n.Audience
	if audience == community.NoticeBoth {
		audience = "both"
	}
	return notice{n.ID, n.Words, audience, n.From.UTC(), n.Until.UTC()}
}

type noticeAddCmd struct {
	Words    string `arg:"" help:"What everybody should know."`
	Days     int    `default:"1" help:"How long it stays up: 1 is until the end of the first day."`
	From     string `placeholder:"DATE" help:"The first day: 2026-03-31, today or tomorrow. Default: now."`
	Audience string `enum:"both,wall,kiosk" default:"both" help:"Where it is read: both, wall or kiosk."`
	JSON     bool   `name:"json" help:"Print the notice as a JSON object."`
}

// Run puts up a notice.
func (a *noticeAddCmd) Run(c *call) error {
	if a.Days < 1 || a.Days > 90 {
		return misuse("--days is from 1 to 90")
	}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	n := community.Notice{From: c.now().UTC().Truncate(time.Millisecond)}
	if a.From != "" {
		from, err := day(&space, c.now(), a.From)
		if err != nil {
			return err
		}
		n.From = from.UTC()
	}
	n.Until = space.EndOf(space.Local(n.From).AddDate(0, 0, a.Days-1))
	if !n.Until.After(c.now()) {
		return misuse("It would be over already: --from is the first day, and --days how many there are")
	}
	if a.Audience != "both" {
		n.Audience = a.Audience
	}
	if err := n.Set("words", a.Words); err != nil {
		return err
	}
	if n, err = c.db.SaveNotice(c.ctx, host(), n); err != nil {
		return err
	}
	if a.JSON {
		return c.asJSON(newNotice(&n))
	}
	return c.say("It is up until %s (notice %s).", clock(&space, n.Until), n.ID)
}

type noticeListCmd struct {
	JSON bool `name:"json" help:"Print a JSON array."`
}

// Run lists the notices.
func (l *noticeListCmd) Run(c *call) error {
	all, err := c.db.Notices(c.ctx)
	if err != nil {
		return err
	}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	const none = `No notice is up. Put one up with kettled notice add "The lift is out"`
	return listed(c, l.JSON, each(all, newNotice), none, []string{"FROM", "UNTIL", "AUDIENCE", "ID", "WORDS"}, func(n *notice) []string {
		return []string{clock(&space, n.From), clock(&space, n.Until), n.Audience, n.ID.String(), n.Words}
	})
}

type noticeRemoveCmd struct {
	ID string `arg:"" help:"ID of the notice, as kettled notice list shows it."`
}

// Run takes a notice down.
func (r *noticeRemoveCmd) Run(c *call) error {
	all, err := c.db.Notices(c.ctx)
	if err != nil {
		return err
	}
	err = byItsID("notice", r.ID, func(id community.ID) error {
		at := slices.IndexFunc(all, func(n community.Notice) bool { return n.ID == id })
		if at < 0 {
			return community.ErrNotFound
		}
		all[at].Void = true
		_, err := c.db.SaveNotice(c.ctx, host(), all[at])
		return err
	})
	if err != nil {
		return err
	}
	return c.say("It is taken down.")
}
