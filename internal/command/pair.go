package command

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kettle/internal/qr"
	"kettle/internal/step"
)

type pairCmd struct {
	Name string `required:"" help:"What hosts call the new screen, such as \"Front desk\"."`
	Role string `required:"" enum:"kiosk,wall,replica" help:"kiosk, wall, or replica: a spare without a window."`
	Yes  bool   `help:"Nobody compares digits: the new screen must be given the fingerprint, or the QR code."`
	JSON bool   `name:"json" help:"Print a JSON object."`
}

// Run makes a code, and unless nobody is to be asked waits for the new screen and
// asks whether its digits are those of the hub.
func (p *pairCmd) Run(c *call) error {
	if c.Step == nil {
		return refuse("%s", whole(step.ErrNotHub.Error()))
	}
	if !p.Yes && !c.InTerminal {
		return refuse("Somebody must compare six digits at a terminal: with --yes nobody does, and the new screen must be given the fingerprint")
	}
	code, err := c.Step.Offer(c.ctx, p.Name, p.Role, p.Yes)
	if err != nil {
		return err
	}
	if err := p.print(c, &code); err != nil {
		return err
	}
	if p.Yes {
		return nil
	}
	return p.compare(c, &code)
}

func (p *pairCmd) print(c *call, code *step.Code) error {
	if p.JSON {
		return c.asJSON(code)
	}
	if c.OutTerminal {
		if drawn, err := qr.New(code.URL, qr.M); err == nil {
			fmt.Fprint(c.Stdout, drawn.Text())
		}
	}
	return c.say("Code         %s   good once, for ten minutes\nHub          %s\nFingerprint  %s\nOn the new screen: kettled join --hub %s --code %s",
		halves(code.Code), code.Address, code.Fingerprint, code.Address, code.Code)
}

// compare waits for the screen and has the host compare the digits.
func (p *pairCmd) compare(c *call, code *step.Code) error {
	decided := false
	defer func() {
		if !decided {
			c.Step.Withdraw(code.Code)
		}
	}()
	c.note("Waiting for the new screen. Ctrl-C makes the code worthless.")
	request, err := c.Step.Request(c.ctx, code.Code)
	if err != nil {
		return err
	}
	yes, err := c.yes(fmt.Sprintf("A screen came that shows %s. Does %s show the same? [y/N] ", digits(request.Digits), code.Name))
	if err != nil {
		return err
	}
	if err := c.Step.Confirm(c.ctx, code.Code, yes); err != nil {
		return err
	}
	decided = true
	if !yes {
		return refuse("The screen was not let in, and the code is worthless")
	}
	c.note("%s is let in.", code.Name)
	return nil
}

// yes asks a question; anything but y and yes is no.
func (c *call) yes(prompt string) (bool, error) {
	text, err := c.Ask(c.ctx, prompt, false)
	if err != nil {
		return false, err
	}
	text = strings.ToLower(strings.TrimSpace(text))
	return text == "y" || text == "yes", nil
}

// halves is a code in two halves, and digits are six digits so.
func halves(code string) string { return code[:len(code)/2] + " " + code[len(code)/2:] }

func digits(six string) string {
	if len(six) != 6 {
		return six
	}
	return halves(six)
}

type joinCmd struct {
	Hub         string `placeholder:"ADDRESS" help:"Address of the hub. Default: the one that is found on this network."`
	Code        string `help:"The code that the hub showed, or all of the QR code's text."`
	Fingerprint string `help:"Fingerprint of the hub's key; without it six digits are compared."`
	Merge       bool   `help:"What is here of another space comes along, and members with equal numbers become one."`
	JSON        bool   `name:"json" help:"Print a JSON object."`
}

// Run pairs the data with a hub.
func (j *joinCmd) Run(c *call) error {
	o := step.JoinOptions{Address: j.Hub, Code: j.Code, Fingerprint: j.Fingerprint, Merge: j.Merge}
	if strings.HasPrefix(strings.ToLower(j.Code), "kettle:") {
		address, code, key, err := step.ParsePairURL(j.Code)
		if err != nil {
			return err
		}
		o.Code, o.Fingerprint = code, key
		if o.Address == "" {
			o.Address = address
		}
	}
	if o.Code == "" {
		return misuse("Say which code the hub showed: --code ABCDE FGHJK. Make one there with kettled pair")
	}
	o.Show = func(six string) { c.note("The hub must show %s, too.", digits(six)) }
	if o.Fingerprint == "" && c.InTerminal {
		o.Confirm = func(context.Context) (bool, error) {
			return c.yes("Does the hub show the same six digits? [y/N] ")
		}
	}
	joined, err := c.keeper(nil).Join(c.ctx, o)
	if err != nil {
		return err
	}
	if j.JSON {
		return c.asJSON(struct {
			Name  string `json:"name"`
			Role  string `json:"role"`
			Hub   string `json:"hub"`
			Space string `json:"space"`
		}{joined.Name, joined.Role, joined.Addresses[0], joined.Space.String()})
	}
	if c.Step != nil {
		return c.say("This screen is %s, a %s of the hub at %s, and follows it from now on.", joined.Name, joined.Role, joined.Addresses[0])
	}
	return c.say("This screen is %s, a %s of the hub at %s. Start kettle, or kettled follow, to keep it in step.",
		joined.Name, joined.Role, joined.Addresses[0])
}

// stepWords are the sentences for what the keeper refuses.
func stepWords(err error) (words string, ok bool) {
	for _, known := range []error{
		step.ErrWallNoHub, step.ErrOtherSpace, step.ErrSeveral, step.ErrNotHub, step.ErrNoHubFound, step.ErrManyHubs,
		step.ErrWallHolds, step.ErrNameTaken, step.ErrJoinsItself, step.ErrHubRuns,
	} {
		if errors.Is(err, known) {
			return whole(known.Error()), true
		}
	}
	return step.Sentence(err)
}
