package command

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
)

// actCmd are the commands on the history.
type actCmd struct {
	List actListCmd `cmd:"" help:"List what hosts, members and imports changed, the newest first."`
	Undo actUndoCmd `cmd:"" help:"Take an act back, within 30 days."`
}

type actListCmd struct {
	Member string `placeholder:"MEMBER" help:"Only what was done to this member: number, code or ID."`
	Days   int    `default:"30" help:"How many days to look back."`
	Limit  int    `default:"50" help:"The most to print."`
	JSON   bool   `name:"json" help:"Print a JSON array."`
}

// act is an act as programs read it.
type act struct {
	ID      community.ID  `json:"id"`
	Screen  int64         `json:"screen"`
	Number  int64         `json:"number"` // in the chain of that screen
	At      time.Time     `json:"at"`
	By      string        `json:"by"`  // host, import, …
	Who     string        `json:"who"` // by name
	What    string        `json:"what"`
	Undoes  *community.ID `json:"undoes"`
	Undone  bool          `json:"undone"`
	Many    int           `json:"many"` // records that it made, beside those below
	Records []actRecord   `json:"records"`
	Hash    string        `json:"hash"`
}

// actRecord is one record that an act changed.
type actRecord struct {
	Kind    community.Kind       `json:"kind"`
	ID      community.ID         `json:"id"`
	Name    string               `json:"name"`
	Made    bool                 `json:"made"`
	Changes map[string][2]string `json:"changes"` // before and after
}

func newAct(d *store.Done) act {
	a := act{
		ID: d.ID, Screen: d.Screen, Number: d.Number, At: d.At.UTC(), By: d.By.String(), Who: d.Who, What: d.What,
		Undone: d.Undone, Many: d.Many, Records: []actRecord{}, Hash: d.Hash,
	}
	if !d.Undoes.IsZero() {
		a.Undoes = &d.Undoes
	}
	for _, r := range d.About {
		a.Records = append(a.Records, actRecord{r.Kind, r.ID, r.Name, r.Made, r.Fields})
	}
	return a
}

// Run lists acts.
func (l *actListCmd) Run(c *call) error {
	if l.Limit < 1 || l.Days < 1 {
		return misuse("--limit and --days are 1 or more")
	}
	var list []store.Done
	since := c.now().AddDate(0, 0, -l.Days)
	if l.Member == "" {
		var err error
		if list, err = c.db.Acts(c.ctx, since, l.Limit); err != nil {
			return err
		}
	} else {
		m, err := c.one(l.Member)
		if err != nil {
			return err
		}
		if list, err = c.db.ActsOf(c.ctx, m.ID, since, l.Limit); err != nil {
			return err
		}
	}
	acts := each(list, newAct)
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	return listed(c, l.JSON, acts, "Nothing was changed in that time.", []string{"ID", "AT", "WHO", "WHAT", "ABOUT"}, func(a *act) []string {
		return []string{a.ID.String(), clock(&space, a.At), a.Who, a.whatWords(), a.aboutWords()}
	})
}

// whatWords says what was done.
func (a *act) whatWords() string {
	what := strings.ReplaceAll(a.What, "_", "-")
	if a.Undone {
		what += " (taken back)"
	}
	return what
}

// aboutWords names the first records, with the fields that changed.
func (a *act) aboutWords() string {
	var out []string
	for _, r := range a.Records[:min(3, len(a.Records))] {
		words := dash(community.CleanLine(r.Name), kindWords(r.Kind))
		if fields := fieldsOf(r.Changes); !r.Made && len(fields) > 0 {
			words += " (" + strings.Join(fields, ", ") + ")"
		}
		out = append(out, words)
	}
	if more := len(a.Records) - len(out) + a.Many; more > 0 {
		out = append(out, count(more, "record"))
	}
	return dash(and(out), "-")
}

// fieldsOf names the fields that changed, each list once.
func fieldsOf(changes map[string][2]string) []string {
	names := map[string]bool{}
	for field := range changes {
		list, _, _ := strings.Cut(field, ":")
		names[list] = true
	}
	return slices.Sorted(maps.Keys(names))
}

func kindWords(kind community.Kind) string { return strings.ReplaceAll(string(kind), "_", "-") }

type actUndoCmd struct {
	Act  string `arg:"" help:"The ID, as kettled act list prints it."`
	JSON bool   `name:"json" help:"Print a JSON object."`
}

// undone is what was taken back, as programs read it.
type undone struct {
	Already bool      `json:"already"`
	Back    []putBack `json:"back"`
	Left    []putBack `json:"left"`
}

// putBack is one field, or with an empty name a whole record.
type putBack struct {
	Kind  community.Kind `json:"kind"`
	ID    community.ID   `json:"id"`
	Field string         `json:"field"`
	Why   string         `json:"why,omitempty"` // it was left
}

// Run takes an act back.
func (u *actUndoCmd) Run(c *call) error {
	id, err := community.ParseID(strings.TrimSpace(u.Act))
	if err != nil {
		return misuse("%q is not the ID of an act: see kettled act list", cut(u.Act, 60))
	}
	did, err := c.db.UndoAct(c.ctx, host(), id)
	switch {
	case errors.Is(err, community.ErrNotFound):
		return refuse("There is no such act: see kettled act list")
	case errors.Is(err, store.ErrNoUndo):
		return refuse("That cannot be taken back: not an erasure, not two profiles made one, nor what is all erased since")
	case errors.Is(err, store.ErrNoOwner):
		return refuse("There would be no owner left among the hosts: nothing was changed")
	case errors.Is(err, store.ErrTooLate):
		return refuse("That is too long ago: an act can be taken back for 30 days")
	case err != nil:
		return err
	}
	if u.JSON {
		out := undone{did.Already, []putBack{}, []putBack{}}
		for _, p := range did.Back {
			out.Back = append(out.Back, putBack{p.Kind, p.ID, p.Field, ""})
		}
		for _, l := range did.Left {
			out.Left = append(out.Left, putBack{l.Kind, l.ID, l.Field, l.Why})
		}
		return c.asJSON(out)
	}
	return c.undoneWords(&did)
}

func (c *call) undoneWords(did *store.Undone) error {
	switch {
	case did.Already:
		return c.say("It was taken back before.")
	case len(did.Back) == 0 && len(did.Left) == 0:
		return c.say("All is as it was before already.")
	case len(did.Back) > 0:
		fields, records := 0, 0
		for _, p := range did.Back {
			if p.Field == "" {
				records++
			} else {
				fields++
			}
		}
		var parts []string
		if fields > 0 {
			parts = append(parts, count(fields, "field")+" put back")
		}
		if records > 0 {
			parts = append(parts, count(records, "record")+" taken away again")
		}
		if err := c.say("Taken back: %s.", and(parts)); err != nil {
			return err
		}
	}
	for _, l := range did.Left {
		what := kindWords(l.Kind)
		if m, err := c.db.Member(c.ctx, l.ID); err == nil {
			what = m.Name
		}
		if l.Field != "" {
			what += ", " + l.Field
		}
		if err := c.say("Left as it is: %s: %s.", what, l.Why); err != nil {
			return err
		}
	}
	return nil
}

// history looks whether the history is whole.
func (k *checks) history(c *call) {
	const name = "history"
	found, err := c.db.CheckActs(c.ctx)
	switch n := len(found.Faults); {
	case err != nil:
		k.broken(name, "%s", Sentence(err))
	case n > 3:
		k.broken(name, "%s, and %d more", strings.Join(found.Faults[:3], "; "), n-3)
	case n > 0:
		k.broken(name, "%s", strings.Join(found.Faults, "; "))
	case found.Copies > 0:
		k.look(name, "%s, each as it was written; %d of them have the number of another, as when a disk was copied", count(found.Acts, "act"), found.Copies)
	case found.Acts == 0:
		k.ok(name, "Nothing was changed yet")
	default:
		k.ok(name, "%s of %s, each as it was written", count(found.Acts, "act"), count(found.Screens, "screen"))
	}
}
