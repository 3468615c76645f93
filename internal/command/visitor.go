package command

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"kettle/internal/community"
	"kettle/internal/ipp"
	"kettle/internal/paper"
	"kettle/internal/settings"
	"kettle/internal/store"
)

// visitorCmd are the commands on visitors.
type visitorCmd struct {
	List   visitorListCmd   `cmd:"" help:"List visitors, oldest first."`
	In     visitorInCmd     `cmd:"" help:"Sign a visitor in."`
	Out    visitorOutCmd    `cmd:"" help:"Sign a visitor out."`
	Invite visitorInviteCmd `cmd:"" help:"Make a code for a visitor who is expected."`
	Badge  visitorBadgeCmd  `cmd:"" help:"Write or print a visitor's badge."`
}

// visitor is a visitor as programs read them.
type visitor struct {
	ID         community.ID        `json:"id"`
	Name       string              `json:"name"`
	Company    string              `json:"company"`
	Sees       string              `json:"sees"`
	SeesName   string              `json:"sees_name"`
	Code       string              `json:"code"`
	ExpectedOn string              `json:"expected_on"`
	InAt       *time.Time          `json:"in_at"`
	InBy       community.ActorKind `json:"in_by"`
	OutAt      *time.Time          `json:"out_at"`
	OutBy      community.ActorKind `json:"out_by"`
	Automatic  bool                `json:"automatic"` // closing time signed them out
	Remember   bool                `json:"remember"`
}

// newVisitor gives the visitor with the name of the member whom they see, if any.
func newVisitor(v *community.Visitor, members map[community.ID]*community.Member) visitor {
	out := visitor{
		ID: v.ID, Name: v.Name, Company: v.Company, Sees: v.Sees, Code: v.Code, ExpectedOn: v.ExpectedOn,
		InAt: utc(v.InAt), InBy: v.InBy, OutAt: utc(v.OutAt), OutBy: v.OutBy, Automatic: v.OutBy == community.ActorAutomatic, Remember: v.Remember,
	}
	if m := members[v.SeesID]; m != nil {
		out.SeesName = m.Name
	}
	return out
}

// seen is whom the visitor sees, in words.
func (v *visitor) seen() string {
	switch {
	case v.SeesName != "":
		return v.SeesName
	case v.Sees == community.SeesHost:
		return "a host"
	}
	return ""
}

type visitorListCmd struct {
	Since   string `placeholder:"DATE" help:"Only stays that began then or later: 2026-03-31, today or yesterday."`
	Here    bool   `xor:"which" help:"Only those who are here now."`
	Invited bool   `xor:"which" help:"Those who are expected today or later instead."`
	JSON    bool   `name:"json" help:"Print a JSON array."`
}

// Run lists visitors, those whom closing time signed out already out.
func (l *visitorListCmd) Run(c *call) error {
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
	var all []community.Visitor
	if l.Invited {
		all, err = c.db.Invited(c.ctx)
	} else {
		all, err = c.db.Visitors(c.ctx, since)
	}
	if err != nil {
		return err
	}
	members, err := c.byID()
	if err != nil {
		return err
	}
	list := []visitor{}
	for i := range all {
		if !l.Here || all[i].Here() {
			list = append(list, newVisitor(&all[i], members))
		}
	}
	if l.Invited {
		return listed(c, l.JSON, list, "Nobody is expected.", []string{"EXPECTED", "CODE", "NAME", "COMPANY", "SEES", "ID"}, func(v *visitor) []string {
			return []string{v.ExpectedOn, v.Code, v.Name, v.Company, v.seen(), v.ID.String()}
		})
	}
	none := map[bool]string{true: "No visitor is here now.", false: "There are no visitors."}[l.Here]
	return listed(c, l.JSON, list, none, []string{"IN", "OUT", "CODE", "NAME", "COMPANY", "SEES", "ID"}, func(v *visitor) []string {
		return []string{clock(&space, *v.InAt), outWords(&space, v.OutAt, v.Automatic), v.Code, v.Name, v.Company, v.seen(), v.ID.String()}
	})
}

// whom are the words of a visitor that commands take.
type whom struct {
	Name    string `arg:"" help:"The visitor's name."`
	Sees    string `placeholder:"MEMBER" help:"Whom they see: number, code or ID of a member; or host."`
	Company string `help:"Where they are from."`
	JSON    bool   `name:"json" help:"Print the visitor as a JSON object."`
}

func (w *whom) visitor(c *call) (community.Visitor, error) {
	v := community.Visitor{Name: w.Name, Company: w.Company, Sees: community.SeesUnsure}
	switch w.Sees {
	case "":
	case community.SeesHost:
		v.Sees = community.SeesHost
	default:
		m, err := c.one(w.Sees)
		if err != nil {
			return v, err
		}
		v.Sees, v.SeesID = community.SeesMember, m.ID
	}
	return v, nil
}

func (c *call) asVisitor(v *community.Visitor) error {
	members, err := c.byID()
	if err != nil {
		return err
	}
	return c.asJSON(newVisitor(v, members))
}

type visitorInCmd struct {
	whom
}

// Run signs a visitor in.
func (i *visitorInCmd) Run(c *call) error {
	v, err := i.visitor(c)
	if err != nil {
		return err
	}
	if v, _, err = c.db.SignIn(c.ctx, host(), v); err != nil {
		return err
	}
	if i.JSON {
		return c.asVisitor(&v)
	}
	return c.say("%s is signed in, with the code %s (visitor %s).", v.Name, v.Code, v.ID)
}

type visitorOutCmd struct {
	Visitor string `arg:"" help:"ID, code or full name."`
	JSON    bool   `name:"json" help:"Print the visitor as a JSON object."`
}

// Run signs a visitor out.
func (o *visitorOutCmd) Run(c *call) error {
	var v community.Visitor
	id, err := community.ParseID(o.Visitor)
	if err == nil {
		v, err = c.db.SignOut(c.ctx, host(), id)
	} else {
		v, err = c.db.SignOutNamed(c.ctx, host(), o.Visitor)
	}
	switch {
	case errors.Is(err, community.ErrNotFound):
		return refuse("No visitor with the ID, code or full name %q is here: kettled visitor list --here shows them", cut(o.Visitor, 60))
	case errors.Is(err, store.ErrSeveralVisitors):
		return refuse("Several visitors named %s are here: name one by code or ID", cut(o.Visitor, 60))
	case err != nil:
		return err
	case o.JSON:
		return c.asVisitor(&v)
	}
	return c.say("%s is signed out (visitor %s).", v.Name, v.ID)
}

type visitorInviteCmd struct {
	whom
	On string `placeholder:"DATE" help:"The day: 2026-03-31, today or tomorrow. Default: today."`
}

// Run makes an invitation.
func (i *visitorInviteCmd) Run(c *call) error {
	v, err := i.visitor(c)
	if err != nil {
		return err
	}
	if i.On != "" {
		space, err := c.db.Space(c.ctx)
		if err != nil {
			return err
		}
		at, err := day(&space, c.now(), i.On)
		if err != nil {
			return err
		}
		v.ExpectedOn = space.Day(at)
	}
	if v, err = c.db.Invite(c.ctx, host(), v); err != nil {
		return err
	}
	if i.JSON {
		return c.asVisitor(&v)
	}
	return c.say("%s is expected on %s, with the code %s (visitor %s).", v.Name, v.ExpectedOn, v.Code, v.ID)
}

type visitorBadgeCmd struct {
	Visitor string `arg:"" help:"ID of the visitor, as kettled visitor list shows it."`
	Out     string `placeholder:"FILE" help:"Write a PDF of 89 x 41 mm instead of printing; - is the standard output."`
}

// Run makes a badge.
func (b *visitorBadgeCmd) Run(c *call) error {
	var v community.Visitor
	err := byItsID("visitor", b.Visitor, func(id community.ID) (err error) { v, err = c.db.Visitor(c.ctx, id); return err })
	if err != nil {
		return err
	}
	pdf, err := Badge(c.ctx, c.db, v)
	if err != nil {
		return err
	}
	return c.onPaper(b.Out, "Badge", pdf)
}

// Badge gives a visitor's badge as PDF.
func Badge(ctx context.Context, db *store.DB, v community.Visitor) ([]byte, error) {
	space, err := db.Space(ctx)
	if err != nil {
		return nil, err
	}
	sees, err := db.SeenBy(ctx, v)
	if err != nil {
		return nil, err
	}
	if v.InAt.IsZero() { // an invitation, printed before
		if v.InAt, err = time.ParseInLocation(time.DateOnly, v.ExpectedOn, space.Location()); err != nil {
			v.InAt = db.Now()
		}
	}
	return paper.Badge(&v, sees, &space)
}

// onPaper writes a PDF to a file, or has it printed where the settings name a
// printer.
func (c *call) onPaper(out, name string, pdf []byte) error {
	if out != "" {
		return c.toFile(out, func(w io.Writer) error { _, err := w.Write(pdf); return err })
	}
	set, err := settings.Load(c.dir)
	if err != nil {
		return refuse("%s", strings.ReplaceAll(err.Error(), "\n", " "))
	}
	if set.Printer == "" {
		return refuse("There is no printer: set printer = \"ipp://host/path\" in kettle.toml, or write a file with --out FILE.pdf")
	}
	number, err := ipp.Print(c.ctx, nil, set.Printer, ipp.Job{Name: name, Format: ipp.PDF, Document: pdf})
	if err != nil {
		return refuse("Nothing was printed: %s", err)
	}
	return c.say("The printer has it, as job %d.", number)
}

type visitRollCmd struct {
	Out  string `placeholder:"FILE" help:"Write a PDF; - is the standard output."`
	JSON bool   `name:"json" help:"Print a JSON array."`
}

// Run lists everybody in the building, also those who show no presence.
func (r *visitRollCmd) Run(c *call) error {
	roll, err := c.db.Roll(c.ctx)
	if err != nil {
		return err
	}
	if err := c.db.CalledRoll(c.ctx, host()); err != nil {
		return err
	}
	all := roll.PresentAt(c.now())
	if r.Out != "" {
		pdf, err := paper.Roll(all, &roll.Space, c.now())
		if err != nil {
			return err
		}
		return c.onPaper(r.Out, "Fire roll", pdf)
	}
	type present struct {
		ID      community.ID `json:"id"`
		Name    string       `json:"name"`
		Visitor bool         `json:"visitor"`
		Detail  string       `json:"detail"`
		InAt    time.Time    `json:"in_at"`
	}
	list := []present{}
	for _, p := range all {
		list = append(list, present{p.ID, p.Name, p.Visitor, p.Detail, p.InAt.UTC()})
	}
	const none = "Nobody is in the building, as far as Kettle knows."
	return listed(c, r.JSON, list, none, []string{"NAME", "WHO", "SINCE", ""}, func(p *present) []string {
		return []string{p.Name, map[bool]string{true: "visitor", false: "member"}[p.Visitor], clock(&roll.Space, p.InAt), p.Detail}
	})
}
