package command

import (
	"errors"
	"time"

	"kettle/internal/community"
)

// visitCmd are the commands on visits.
type visitCmd struct {
	List visitListCmd `cmd:"" help:"List visits, oldest first."`
	In   visitInCmd   `cmd:"" help:"Check a member in."`
	Out  visitOutCmd  `cmd:"" help:"Check a member out."`
	Undo visitUndoCmd `cmd:"" help:"Make a check-in one that never was."`
	Roll visitRollCmd `cmd:"" help:"List everybody in the building, for a fire."`
}

// visit is a visit as programs read it.
type visit struct {
	ID        community.ID        `json:"id"`
	MemberID  community.ID        `json:"member_id"`
	Number    string              `json:"number"`
	Name      string              `json:"name"`
	InAt      time.Time           `json:"in_at"`
	InBy      community.ActorKind `json:"in_by"`
	OutAt     *time.Time          `json:"out_at"`
	OutBy     community.ActorKind `json:"out_by"`
	Mood      string              `json:"mood"`      // how they would like to be met, "" where nobody said; gone when they leave
	Automatic bool                `json:"automatic"` // closing time ended it
}

func newVisit(v *community.Visit, m *community.Member) visit {
	return visit{
		ID: v.ID, MemberID: v.MemberID, Number: m.Number, Name: m.Name, InAt: v.InAt.UTC(), InBy: v.InBy,
		OutAt: utc(v.OutAt), OutBy: v.OutBy, Mood: v.Mood, Automatic: v.OutBy == community.ActorAutomatic,
	}
}

// byID gives all members by their IDs.
func (c *call) byID() (map[community.ID]*community.Member, error) {
	members, err := c.db.Members(c.ctx)
	if err != nil {
		return nil, err
	}
	all := make(map[community.ID]*community.Member, len(members))
	for i := range members {
		all[members[i].ID] = &members[i]
	}
	return all, nil
}

type visitListCmd struct {
	Since string `placeholder:"DATE" help:"Only visits that began then or later: 2026-03-31, today or yesterday."`
	Here  bool   `help:"Only those who are here now."`
	Each  bool   `help:"Each screen's record by itself, also where two recorded one visit."`
	JSON  bool   `name:"json" help:"Print a JSON array."`
}

// Run lists visits, those ended by closing time already ended.
func (l *visitListCmd) Run(c *call) error {
	if _, err := c.db.CloseVisits(c.ctx); err != nil {
		return err
	}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	since, err := c.since(&space, l.Since)
	if err != nil {
		return err
	}
	all, err := c.db.Visits(c.ctx, since)
	if err != nil {
		return err
	}
	if !l.Each {
		all = community.OneVisit(all)
	}
	members, err := c.byID()
	if err != nil {
		return err
	}
	list := []visit{}
	for i := range all {
		m := members[all[i].MemberID]
		if m != nil && (!l.Here || all[i].Open()) {
			list = append(list, newVisit(&all[i], m))
		}
	}
	none := map[bool]string{true: "Nobody is here now.", false: "There are no visits."}[l.Here]
	return listed(c, l.JSON, list, none, []string{"IN", "OUT", "NUMBER", "NAME", "BY", "MOOD", "ID"}, func(v *visit) []string {
		return []string{clock(&space, v.InAt), outWords(&space, v.OutAt, v.Automatic), v.Number, v.Name, string(v.InBy), dash(v.Mood, "-"), v.ID.String()}
	})
}

// outWords says when somebody went, and whether they were still there at closing time.
func outWords(space *community.Space, at *time.Time, automatic bool) string {
	switch {
	case at == nil:
		return "here now"
	case automatic:
		return clock(space, *at) + " (closing time)"
	}
	return clock(space, *at)
}

// since is the time that a list begins with; "" is the beginning.
func (c *call) since(space *community.Space, text string) (time.Time, error) {
	if text == "" {
		return time.UnixMilli(0), nil
	}
	return day(space, c.now(), text)
}

type visitInCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
	Mood   string `enum:",open,busy,hand" default:"" help:"How they would like to be met: open (to chat), busy (heads down) or hand (need a hand)."`
	JSON   bool   `name:"json" help:"Print the visit as a JSON object."`
}

// moodOf is the mood that one word stands for.
func moodOf(word string) string {
	return map[string]string{"open": community.MoodOpen, "busy": community.MoodBusy, "hand": community.MoodHand}[word]
}

// Run checks a member in; one who is here already stays so.
func (i *visitInCmd) Run(c *call) error {
	m, err := c.one(i.Member)
	if err != nil {
		return err
	}
	if !m.Active() {
		return refuse("The membership of %s is %s: make it active with kettled member edit %s --set state=active", m.Name, m.State, dash(m.Number, m.Code))
	}
	v, already, err := c.db.CheckIn(c.ctx, host(), m.ID)
	if err != nil {
		return err
	}
	if i.Mood != "" {
		v.Mood = moodOf(i.Mood)
		if err := c.db.SetMood(c.ctx, host(), v.ID, v.Mood); err != nil {
			return err
		}
	}
	if i.JSON {
		return c.asJSON(newVisit(&v, &m))
	}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	if already {
		return c.say("%s is here already, since %s (visit %s).", m.Name, clock(&space, v.InAt), v.ID)
	}
	return c.say("%s is checked in (visit %s).", m.Name, v.ID)
}

type visitOutCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
	JSON   bool   `name:"json" help:"Print the visit as a JSON object."`
}

// Run checks a member out.
func (o *visitOutCmd) Run(c *call) error {
	m, err := c.one(o.Member)
	if err != nil {
		return err
	}
	if _, err := c.db.CloseVisits(c.ctx); err != nil {
		return err
	}
	v, err := c.db.CheckOut(c.ctx, host(), m.ID)
	if errors.Is(err, community.ErrNotFound) {
		return refuse("%s is not here", m.Name)
	}
	if err != nil {
		return err
	}
	if o.JSON {
		v.Mood = "" // it is kept no more
		return c.asJSON(newVisit(&v, &m))
	}
	return c.say("%s is checked out (visit %s).", m.Name, v.ID)
}

type visitUndoCmd struct {
	Visit string `arg:"" help:"ID of the visit, as kettled visit list shows it."`
}

// Run makes a check-in one that never was.
func (u *visitUndoCmd) Run(c *call) error {
	if err := byItsID("visit", u.Visit, func(id community.ID) error { return c.db.Undo(c.ctx, host(), id) }); err != nil {
		return err
	}
	return c.say("The visit is undone.")
}
