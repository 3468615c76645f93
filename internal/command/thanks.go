package command

import (
	"strings"
	"time"

	"kettle/internal/community"
)

// thanksCmd are the commands on thank-yous.
type thanksCmd struct {
	Add     thanksAddCmd     `cmd:"" help:"Keep one member's thanks to another."`
	List    thanksListCmd    `cmd:"" help:"List the thank-yous for the wall, newest first; the others are between two people."`
	Remove  thanksRemoveCmd  `cmd:"" help:"Take a thank-you down."`
	Approve thanksApproveCmd `cmd:"" help:"Let a thank-you be shown that waits for a host."`
}

// thankYou is a thank-you as programs read it.
type thankYou struct {
	ID       community.ID `json:"id"`
	FromID   community.ID `json:"from_id"`
	From     string       `json:"from"`
	ToID     community.ID `json:"to_id"`
	To       string       `json:"to"`
	What     string       `json:"what"`
	Words    string       `json:"words"`
	SaidAt   time.Time    `json:"said_at"`
	OnWall   bool         `json:"on_wall"`  // both agreed
	Held     bool         `json:"held"`     // not on the wall until a host has looked at the words
	Nameless bool         `json:"nameless"` // the receiver is not told who says it
}

func newThankYou(t *community.ThankYou, from, to *community.Member) thankYou {
	return thankYou{t.ID, t.FromID, from.Name, t.ToID, to.Name, t.What, t.Words, t.SaidAt.UTC(), t.ForWall() && t.ToAgrees, t.Held, t.Nameless}
}

type thanksAddCmd struct {
	From     string `arg:"" help:"Who thanks: number, code or ID."`
	To       string `arg:"" help:"Who is thanked: number, code or ID."`
	What     string `required:"" placeholder:"KIND" help:"The kind of help, such as \"Practical help\"; its first letters are enough."`
	Words    string `placeholder:"WORDS" help:"The thanks in their own words."`
	Wall     bool   `xor:"seen" help:"Both agreed to show it on the wall."`
	Nameless bool   `xor:"seen" help:"Who is thanked is not told by whom."`
	JSON     bool   `name:"json" help:"Print the thank-you as a JSON object."`
}

// Run keeps a thank-you.
func (a *thanksAddCmd) Run(c *call) error {
	from, err := c.one(a.From)
	if err != nil {
		return err
	}
	to, err := c.one(a.To)
	if err != nil {
		return err
	}
	if from.ID == to.ID {
		return refuse("A thank-you goes from one member to another, not to the same")
	}
	t := community.ThankYou{FromID: from.ID, ToID: to.ID, FromAgrees: a.Wall, ToAgrees: a.Wall, Nameless: a.Nameless, SaidAt: c.now().UTC().Truncate(time.Millisecond)}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	if t.What, err = kindOfHelp(a.What, space.Kinds()); err != nil {
		return err
	}
	if err := t.Set("words", a.Words); err != nil {
		return err
	}
	if t.ID, err = c.db.Thank(c.ctx, host(), t); err != nil {
		return err
	}
	if a.JSON {
		return c.asJSON(newThankYou(&t, &from, &to))
	}
	where := "It is not shown on the wall."
	if a.Wall {
		where = "It shows on the wall."
	}
	if a.Wall && (!from.OnWall.Given || !to.OnWall.Given) {
		where = "It shows on the wall as soon as both agreed to be there themselves."
	}
	return c.say("The thanks of %s to %s are kept. %s", from.Name, to.Name, where)
}

// kindOfHelp finds the kind that begins with the text.
func kindOfHelp(text string, kinds []string) (string, error) {
	var fits []string
	for _, k := range kinds {
		if strings.EqualFold(k, strings.TrimSpace(text)) {
			return k, nil
		}
		if text != "" && strings.HasPrefix(strings.ToLower(k), strings.ToLower(strings.TrimSpace(text))) {
			fits = append(fits, k)
		}
	}
	if len(fits) != 1 {
		return "", misuse("%q is not one kind of help: the kinds are %s", cut(text, 40), and(kinds))
	}
	return fits[0], nil
}

type thanksListCmd struct {
	JSON bool `name:"json" help:"Print a JSON array."`
}

// Run lists thank-yous.
func (l *thanksListCmd) Run(c *call) error {
	roll, err := c.db.Roll(c.ctx)
	if err != nil {
		return err
	}
	members, err := c.byID()
	if err != nil {
		return err
	}
	list := []thankYou{}
	for i := range roll.Thanks {
		t := &roll.Thanks[i]
		if from, to := members[t.FromID], members[t.ToID]; t.ForWall() && from != nil && to != nil {
			list = append(list, newThankYou(t, from, to))
		}
	}
	return listed(c, l.JSON, list, "No thank-you is for the wall yet.", []string{"ID", "DAY", "FROM", "TO", "WHAT", "WALL", "WORDS"}, func(t *thankYou) []string {
		wall := "no"
		switch {
		case t.Held:
			wall = "held"
		case t.OnWall:
			wall = "yes"
		}
		return []string{t.ID.String(), roll.Space.Day(t.SaidAt), t.From, t.To, t.What, wall, t.Words}
	})
}

type thanksRemoveCmd struct {
	ID string `arg:"" help:"ID of the thank-you, as kettled thanks list shows it."`
}

// Run takes a thank-you down; twice is harmless.
func (r *thanksRemoveCmd) Run(c *call) error {
	if err := byItsID("thank-you", r.ID, func(id community.ID) error { return c.db.VoidThanks(c.ctx, host(), id) }); err != nil {
		return err
	}
	return c.say("It is taken down.")
}

type thanksApproveCmd struct {
	ID string `arg:"" help:"ID of the thank-you, as kettled thanks list shows it."`
}

// Run lets a thank-you be seen; one that was not held stays as it is.
func (a *thanksApproveCmd) Run(c *call) error {
	if err := byItsID("thank-you", a.ID, func(id community.ID) error { return c.db.ApproveThanks(c.ctx, host(), id) }); err != nil {
		return err
	}
	return c.say("It shows on the wall as soon as both agree.")
}
