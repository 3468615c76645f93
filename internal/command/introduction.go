package command

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"kettle/internal/community"
	"kettle/internal/match"
)

// introductionCmd are the commands on who is to meet whom.
type introductionCmd struct {
	List   introductionListCmd   `cmd:"" help:"List the introductions that somebody asked for, and whom to introduce today."`
	Ask    introductionAskCmd    `cmd:"" help:"Keep that a member would like to meet another."`
	Done   introductionDoneCmd   `cmd:"" help:"Keep that two members were introduced."`
	PutOff introductionPutOffCmd `cmd:"" name:"put-off" help:"Leave two members alone with it for a while."`
	Never  introductionNeverCmd  `cmd:"" help:"Keep that these two are not to be brought together."`
}

// someone is a member as one of two.
type someone struct {
	ID     community.ID `json:"id"`
	Number string       `json:"number"`
	Name   string       `json:"name"`
}

func asSomeone(m *community.Member) someone { return someone{m.ID, m.Number, m.Name} }

// introduction is one of two members as programs read it. It is the hosts' alone.
type introduction struct {
	ID        community.ID  `json:"id"`
	Between   [2]someone    `json:"between"`
	AskedBy   *community.ID `json:"asked_by"` // null for neither
	AskedAt   *time.Time    `json:"asked_at"`
	NotBefore string        `json:"not_before"` // a date, "" for none
	Never     bool          `json:"never"`
	DoneAt    *time.Time    `json:"done_at"`
	MetAt     *time.Time    `json:"met_at"` // when one of them said that they know the other
	Talked    string        `json:"talked"` // yes, no, or "" while nobody has said
	Waits     bool          `json:"waits"`  // somebody asked for it, and it was not done
}

func newIntroduction(i *community.Introduction, one, other *community.Member) introduction {
	out := introduction{
		ID: i.ID, Between: [2]someone{asSomeone(one), asSomeone(other)}, AskedAt: utc(i.AskedAt), NotBefore: i.NotBefore,
		Never: i.Never, DoneAt: utc(i.DoneAt), MetAt: utc(i.MetAt), Talked: i.Talked, Waits: i.Waits(),
	}
	if !i.AskedByID.IsZero() {
		out.AskedBy = &i.AskedByID
	}
	return out
}

// state is how it stands, in words.
func (i *introduction) state(space *community.Space) string {
	switch {
	case i.Never:
		return "never"
	case i.DoneAt != nil:
		return "done on " + space.Day(*i.DoneAt)
	case i.MetAt != nil:
		return "they know one another"
	case i.NotBefore != "":
		return "not before " + i.NotBefore
	case i.Waits:
		return "waits"
	}
	return "-"
}

type introductionListCmd struct {
	All   bool `help:"Also those that were done, put off or are never to be."`
	Today bool `help:"Whom of those who are here to introduce today, and how to begin."`
	JSON  bool `name:"json" help:"Print a JSON array."`
}

// mostPairs is how many introductions are proposed for one day.
const mostPairs = 12

// pair is an introduction that is proposed, as programs read it.
type pair struct {
	One     community.ID `json:"one_id"`
	Name    string       `json:"one"`
	Other   community.ID `json:"other_id"`
	Whom    string       `json:"other"`
	New     bool         `json:"new"`   // the one joined lately
	Asked   bool         `json:"asked"` // one of the two asked to meet the other
	Why     string       `json:"why"`
	Opening string       `json:"opening"` // a first sentence
}

// Run lists introductions, whoever asked first before the others.
func (l *introductionListCmd) Run(c *call) error {
	roll, err := c.db.Roll(c.ctx)
	if err != nil {
		return err
	}
	if l.Today {
		return c.today(roll, l.JSON)
	}
	members, err := c.byID()
	if err != nil {
		return err
	}
	list := []introduction{}
	for i := range roll.Met {
		one, other := members[roll.Met[i].OneID], members[roll.Met[i].OtherID]
		if one != nil && other != nil && (l.All || roll.Met[i].Waits()) {
			list = append(list, newIntroduction(&roll.Met[i], one, other))
		}
	}
	slices.SortStableFunc(list, func(a, b introduction) int { // who asked first, then those of whom nobody did
		if (a.AskedAt == nil) != (b.AskedAt == nil) {
			return map[bool]int{true: 1, false: -1}[a.AskedAt == nil]
		}
		if a.AskedAt != nil && !a.AskedAt.Equal(*b.AskedAt) {
			return a.AskedAt.Compare(*b.AskedAt)
		}
		return cmp.Or(community.CompareNames(a.Between[0].Name, b.Between[0].Name), community.CompareNames(a.Between[1].Name, b.Between[1].Name))
	})
	const none = "Nobody waits to be introduced to somebody. Whom to introduce all the same: kettled introduction list --today"
	return listed(c, l.JSON, list, none, []string{"NUMBER", "NAME", "NUMBER", "AND", "ASKED", "STATE"}, func(i *introduction) []string {
		first, second := i.Between[0], i.Between[1]
		if i.AskedBy != nil && *i.AskedBy == second.ID { // whoever asked stands first
			first, second = second, first
		}
		day := "-"
		if i.AskedAt != nil {
			day = roll.Space.Day(*i.AskedAt)
		}
		return []string{dash(first.Number, "-"), first.Name, dash(second.Number, "-"), second.Name, day, i.state(&roll.Space)}
	})
}

// today says whom to introduce.
func (c *call) today(roll *community.Roll, asJSON bool) error {
	found := new(match.Finder).Introduce(roll, c.now(), mostPairs)
	list := each(found.Pairs, func(p *match.Pair) pair {
		return pair{p.One.ID, p.One.Name, p.Other.ID, p.Other.Name, p.New, p.Asked, p.Why, p.Opening}
	})
	const none = "There is nobody to introduce among those who are here."
	return listed(c, asJSON, list, none, []string{"NAME", "AND", "WHY", "TO BEGIN WITH"}, func(p *pair) []string {
		return []string{p.Name, p.Whom, p.Why, p.Opening}
	})
}

// couple are the two members that a command is about.
type couple struct {
	One   string `arg:"" help:"Number, code or ID."`
	Other string `arg:"" help:"The other: number, code or ID."`
	JSON  bool   `name:"json" help:"Print the introduction as a JSON object."`
}

// change does something to what is known of the two, and says so.
func (p *couple) change(c *call, do func(one, other community.ID) error, say func(i *community.Introduction, one, other string) error) error {
	one, err := c.one(p.One)
	if err != nil {
		return err
	}
	other, err := c.one(p.Other)
	if err != nil {
		return err
	}
	if one.ID == other.ID {
		return refuse("An introduction is of two members, not of one")
	}
	if err := do(one.ID, other.ID); err != nil {
		if errors.Is(err, community.ErrNotFound) {
			return refuse("One of the two is not there any more")
		}
		return err
	}
	roll, err := c.db.Roll(c.ctx)
	if err != nil {
		return err
	}
	a, b := community.InOrder(one.ID, other.ID)
	i := community.Introduction{OneID: a, OtherID: b} // of whom nothing is known yet
	for k := range roll.Met {
		if roll.Met[k].OneID == a && roll.Met[k].OtherID == b {
			i = roll.Met[k]
		}
	}
	if p.JSON {
		if a != one.ID {
			one, other = other, one
		}
		return c.asJSON(newIntroduction(&i, &one, &other))
	}
	return say(&i, one.Name, other.Name)
}

type introductionAskCmd struct {
	couple `embed:""`
	Undo   bool `help:"Not after all."`
}

// Run keeps that the first would like to meet the second.
func (a *introductionAskCmd) Run(c *call) error {
	return a.change(c, func(one, other community.ID) error {
		if a.Undo {
			return c.db.UnaskIntroduction(c.ctx, host(), one, other)
		}
		return c.db.AskIntroduction(c.ctx, host(), one, other)
	}, func(i *community.Introduction, one, other string) error {
		switch {
		case i.Waits():
			return c.say("It is kept that %s and %s are to be introduced.", one, other)
		case i.Acquainted():
			return c.say("%s and %s know one another already.", one, other)
		case i.Never:
			return c.say("It is kept, but %s and %s are not to be brought together: nobody is asked to.", one, other)
		}
		return c.say("Nobody asks for an introduction of %s and %s any more.", one, other)
	})
}

type introductionDoneCmd struct {
	couple `embed:""`
	Undo   bool `help:"It was not so after all."`
}

// Run keeps that the two were introduced.
func (d *introductionDoneCmd) Run(c *call) error {
	return d.change(c, func(one, other community.ID) error {
		return c.db.Introduce(c.ctx, host(), one, other, !d.Undo)
	}, func(_ *community.Introduction, one, other string) error {
		if d.Undo {
			return c.say("%s and %s were not introduced after all.", one, other)
		}
		return c.say("%s and %s are introduced. In a week they are asked whether they talked.", one, other)
	})
}

type introductionPutOffCmd struct {
	couple `embed:""`
	Until  string `default:"tomorrow" placeholder:"DATE" help:"The day from which they may be brought up again: 2026-03-31 or tomorrow."`
}

// Run puts an introduction off.
func (p *introductionPutOffCmd) Run(c *call) error {
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	until, err := day(&space, c.now(), p.Until)
	if err != nil {
		return err
	}
	if space.Day(until) <= space.Day(c.now()) {
		return misuse("--until is a day to come, not %q", cut(p.Until, 60))
	}
	return p.change(c, func(one, other community.ID) error {
		return c.db.PutOff(c.ctx, host(), one, other, space.Day(until))
	}, func(i *community.Introduction, one, other string) error {
		return c.say("%s and %s are not brought up before %s.", one, other, i.NotBefore)
	})
}

type introductionNeverCmd struct {
	couple `embed:""`
	Undo   bool `help:"They may be after all."`
}

// Run keeps that two are not to be brought together.
func (n *introductionNeverCmd) Run(c *call) error {
	return n.change(c, func(one, other community.ID) error {
		return c.db.NeverIntroduce(c.ctx, host(), one, other, !n.Undo)
	}, func(_ *community.Introduction, one, other string) error {
		if n.Undo {
			return c.say("%s and %s may be brought together again.", one, other)
		}
		return c.say("%s and %s are never brought up together. Neither is told.", one, other)
	})
}
