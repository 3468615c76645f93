package command

import (
	"fmt"
	"io"
	"strings"

	"kettle/internal/community"
	"kettle/internal/figures"
	"kettle/internal/paper"
)

type figuresCmd struct {
	JSON bool   `name:"json" xor:"out" help:"Print a JSON object."`
	CSV  string `name:"csv" xor:"out" placeholder:"FILE" help:"Write them as CSV; - is the standard output."`
}

// shareOut is a figure as programs read it: share, low and high are null while there
// are too few answers.
type shareOut struct {
	Question string   `json:"question"`
	Words    string   `json:"words"`
	Means    string   `json:"means"`
	Since    string   `json:"since"` // months
	Until    string   `json:"until"`
	Share    *float64 `json:"share"`
	Low      *float64 `json:"low"` // of 95 %, after Wilson
	High     *float64 `json:"high"`
	Yes      *int     `json:"yes"`
	N        int      `json:"n"`
	Asked    int      `json:"asked"`
}

// figuresOut is what there is to say, as programs read it.
type figuresOut struct {
	Shares    []shareOut `json:"shares"`
	ThankYous int        `json:"thank_yous"` // a lower bound of what was done, never part of a share
	Least     int        `json:"least_answers"`
	Published struct {
		Share int    `json:"share"`
		Words string `json:"words"`
	} `json:"published"`
}

// Run prints the figures.
func (f *figuresCmd) Run(c *call) error {
	p, err := c.past()
	if err != nil {
		return err
	}
	shares := figures.Shares(&p.Space, p.Tallies, p.At)
	thanks := figures.Thanks(p, &shares[0])
	switch {
	case f.CSV != "":
		return c.toFile(f.CSV, func(w io.Writer) error { return figures.WriteCSV(w, figures.ShareRows(shares)) })
	case f.JSON:
		return c.asJSON(newFiguresOut(shares, thanks))
	}
	for i := range shares {
		s := &shares[i]
		if err := c.say("%s", strings.Join(shareWords(s), "\n")); err != nil {
			return err
		}
	}
	if thanks == 0 {
		return c.say("Apart from that, no thank-you was said on a screen in the same months.")
	}
	return c.say("Apart from that, at least %s in the same months.", count(thanks, "thank-you")+map[bool]string{true: " was said", false: " were said"}[thanks == 1])
}

// shareWords is a figure in the lines that it is never without.
func shareWords(s *figures.Share) []string {
	out := []string{s.Question.Words, "  " + s.Question.Means}
	if !s.Hidden {
		out = append(out, fmt.Sprintf("  %d %% say yes. %s", s.Percent(), s.Basis()))
	} else {
		out = append(out, "  "+s.Basis())
	}
	if s.Question.Name == community.QuestionSupported {
		out = append(out, "  "+figures.PublishedWords)
	}
	return append(out, "")
}

func newFiguresOut(shares []figures.Share, thanks int) figuresOut {
	out := figuresOut{ThankYous: thanks, Least: community.LeastAnswers}
	out.Published.Share, out.Published.Words = figures.PublishedShare, figures.PublishedWords
	for i := range shares {
		s := &shares[i]
		o := shareOut{
			Question: s.Question.Name, Words: s.Question.Words, Means: s.Question.Means,
			Since: community.Month(s.Since), Until: community.Month(s.Until), N: s.N, Asked: s.Asked,
		}
		if !s.Hidden {
			share := float64(s.Yes) / float64(s.N)
			o.Share, o.Low, o.High, o.Yes = &share, &s.Low, &s.High, &s.Yes
		}
		out.Shares = append(out.Shares, o)
	}
	return out
}

// past reads what the figures are made of.
func (c *call) past() (*community.Past, error) {
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return nil, err
	}
	return c.db.Past(c.ctx, figures.From(&space, c.now()))
}

type canvasCmd struct {
	PDF  string `name:"pdf" placeholder:"FILE" help:"Write a page of A4."`
	CSV  string `name:"csv" placeholder:"FILE" help:"Write every number behind it; - is the standard output."`
	JSON bool   `name:"json" help:"Print every number behind it as a JSON array, and nothing else."`
}

// Run writes the canvas, or prints it in words.
func (x *canvasCmd) Run(c *call) error {
	p, err := c.past()
	if err != nil {
		return err
	}
	canvas := figures.New(p)
	if x.JSON {
		if x.PDF != "" || x.CSV != "" {
			return misuse("--json stands alone: --pdf and --csv write files")
		}
		return c.asJSON(canvas.Rows())
	}
	if x.PDF == "" && x.CSV == "" {
		return c.canvasWords(canvas)
	}
	if x.PDF != "" {
		data, err := paper.Canvas(canvas)
		if err == nil {
			err = c.toFile(x.PDF, func(w io.Writer) error { _, err := w.Write(data); return err })
		}
		if err != nil {
			return err
		}
	}
	if x.CSV == "" {
		return nil
	}
	return c.toFile(x.CSV, func(w io.Writer) error { return figures.WriteCSV(w, canvas.Rows()) })
}

func (c *call) canvasWords(v *figures.Canvas) error {
	if err := c.say("Week of %s, and the eleven before.\n", v.Mondays[figures.Weeks-1].Format("2 January 2006")); err != nil {
		return err
	}
	var rows [][]string
	for i := range v.Elements {
		e := &v.Elements[i]
		rows = append(rows, []string{e.Name, strings.Trim(fmt.Sprint(e.Bars), "[]"), e.Counts, e.Head + ". " + e.Detail + "."})
	}
	for i := range v.Values {
		rows = append(rows, []string{v.Values[i].Name, strings.Trim(fmt.Sprint(v.Values[i].Bars), "[]"), "done for it", v.Values[i].Head + "."})
	}
	if err := c.table([]string{"", "BY WEEK", "OF", "THIS WEEK"}, rows); err != nil {
		return err
	}
	for _, t := range v.Monday {
		if err := c.say("For Monday: %s. %s", t.Words, t.Why); err != nil {
			return err
		}
	}
	return nil
}
