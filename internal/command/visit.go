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
	since := time.UnixMilli(0)
	if l.Since != "" {
		if since, err = day(&space, c.now(), l.Since); err != nil {
			return err
		}
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
	if l.JSON {
		return c.asJSON(list)
	}
	if len(list) == 0 {
		return c.say("%s", map[bool]string{true: "Nobody is here now.", false: "There are no visits."}[l.Here])
	}
	rows := make([][]string, 0, len(list))
	for _, v := range list {
		out := "here now"
		if v.OutAt != nil {
			out = clock(&space, *v.OutAt)
		}
		if v.Automatic {
			out += " (closing time)"
		}
		rows = append(rows, []string{clock(&space, v.InAt), out, v.Number, v.Name, string(v.InBy), dash(v.Mood, "-"), v.ID.String()})
	}
	return c.table([]string{"IN", "OUT", "NUMBER", "NAME", "BY", "MOOD", "ID"}, rows)
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
		return c.asJSON(newVisit(&v, &m))
	}
	return c.say("%s is checked out (visit %s).", m.Name, v.ID)
}

type visitUndoCmd struct {
	Visit string `arg:"" help:"ID of the visit, as kettled visit list shows it."`
}

// Run makes a check-in one that never was.
func (u *visitUndoCmd) Run(c *call) error {
	id, err := community.ParseID(u.Visit)
	if err == nil {
		err = c.db.Undo(c.ctx, host(), id)
	}
	if errors.Is(err, community.ErrNotFound) || errors.Is(err, community.ErrBadID) {
		return refuse("There is no visit with the ID %q: kettled visit list shows them", cut(u.Visit, 60))
	}
	if err != nil {
		return err
	}
	return c.say("The visit is undone.")
}
