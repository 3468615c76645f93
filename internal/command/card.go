package command

import (
	"fmt"
	"image/png"
	"io"
	"path/filepath"

	"kettle/internal/community"
	"kettle/internal/qr"
)

type memberCardCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
	PNG    string `name:"png" placeholder:"FILE" help:"Write the code as a picture to print."`
	Revoke bool   `help:"Make every card of theirs worthless, and none new."`
	JSON   bool   `name:"json" help:"Print a JSON object."`
}

// card is what a card says to programs.
type card struct {
	MemberID community.ID `json:"member_id"`
	Number   string       `json:"number"`
	Name     string       `json:"name"`
	Card     string       `json:"card,omitempty"`
	PNG      string       `json:"png,omitempty"`
	Revoked  *int         `json:"revoked,omitempty"`
}

// module is the side of one square of a printed code in pixels: about 4 cm a
// side at 300 dots an inch.
const module = 13

// Run makes a card, prints its text and draws its code.
func (k *memberCardCmd) Run(c *call) error {
	m, err := c.one(k.Member)
	if err != nil {
		return err
	}
	out := card{MemberID: m.ID, Number: m.Number, Name: m.Name}
	if k.Revoke {
		if k.PNG != "" {
			return misuse("--revoke makes no card, so there is nothing to write to %s", k.PNG)
		}
		n, err := c.db.RevokeCards(c.ctx, host(), m.ID)
		if err != nil {
			return err
		}
		if out.Revoked = &n; k.JSON {
			return c.asJSON(out)
		}
		if n == 0 {
			return c.say("%s has no card.", m.Name)
		}
		return c.say("%s of %s no longer %s. Make a new one with kettled member card %s", count(n, "card"), m.Name, does(n, "works", "work"), dash(m.Number, m.ID.String()))
	}
	var code *qr.Code
	draw := func(w io.Writer) error { // there is no card where its picture has no place
		if out.Card, err = c.db.NewCard(c.ctx, host(), m.ID); err != nil {
			return err
		}
		if code, err = qr.New(out.Card, qr.Q); err != nil {
			return err
		}
		return png.Encode(w, code.Image(module))
	}
	if k.PNG == "" {
		err = draw(io.Discard)
	} else {
		out.PNG = c.path(k.PNG)
		err = writeFile(out.PNG, draw)
	}
	if err != nil {
		return fmt.Errorf("make the card of %s: %w", m.ID, err)
	}
	if k.JSON {
		return c.asJSON(out)
	}
	if err := c.say("%s", out.Card); err != nil {
		return err
	}
	if c.OutTerminal {
		fmt.Fprint(c.Stdout, code.Text())
	}
	c.note("This is the card of %s: whoever scans it checks in as them. It is not shown again.", m.Name)
	if out.PNG != "" {
		c.note("The code to print is in %s.", filepath.Base(out.PNG))
	}
	return nil
}

// does is one of two forms of a verb.
func does(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}
