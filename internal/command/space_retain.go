package command

import (
	"time"

	"kettle/internal/store"
)

type spaceRetainCmd struct {
	DryRun bool `help:"Say what would go, and change nothing."`
	JSON   bool `name:"json" help:"Print a JSON object."`
}

// retained is what went, as programs read it.
type retained struct {
	DryRun          bool       `json:"dry_run"`
	Moved           bool       `json:"moved"`   // this screen says since when records are kept
	Problem         string     `json:"problem"` // why it did not, "" for none
	VisitsSince     *time.Time `json:"visits_since"`
	VisitorsSince   *time.Time `json:"visitors_since"`
	RememberedSince *time.Time `json:"remembered_since"`
	ActsSince       *time.Time `json:"acts_since"`
	ValuesSince     *time.Time `json:"values_since"`
	ComingsSince    *time.Time `json:"comings_since"`
	Visits          int        `json:"visits"`
	Visitors        int        `json:"visitors"`
	Members         int        `json:"members"`
	Acts            int        `json:"acts"`
	Values          int        `json:"values"`
	Overwritten     int        `json:"overwritten"`
	Parcels         int        `json:"parcels"` // that were handed over
	Comings         int        `json:"comings"`
	PostsSince      *time.Time `json:"posts_since"`
	Posts           int        `json:"posts"`   // that ended long ago
	Cheers          int        `json:"cheers"`  // for such posts
	PutOff          int        `json:"put_off"` // introductions that were only put off
}

// Run lets go what is too old.
func (r *spaceRetainCmd) Run(c *call) error {
	did, err := c.keeper(nil).Retain(c.ctx, r.DryRun)
	if err != nil {
		return err
	}
	if r.JSON {
		at := func(ms int64) *time.Time {
			if ms == 0 {
				return nil
			}
			return utc(time.UnixMilli(ms))
		}
		return c.asJSON(retained{
			r.DryRun, did.Moved, did.Doubt, at(did.Since.Visit), at(did.Since.Visitor), at(did.Since.Remembered), at(did.Since.Act), at(did.Since.Values),
			at(did.Since.Coming),
			did.Visits, did.Visitors, did.Members, did.Acts, did.Values, did.Overwritten, did.Parcels, did.Comings,
			at(did.Since.Post), did.Posts, did.Cheers, did.PutOff,
		})
	}
	return c.retainedWords(&did, r.DryRun)
}

func (c *call) retainedWords(did *store.Retained, dry bool) error {
	if did.Doubt != "" {
		if err := c.say("%s", stop(did.Doubt)); err != nil {
			return err
		}
	}
	var parts []string
	for _, p := range []struct {
		n          int
		word, rest string
	}{
		{did.Visits, "visit", ""},
		{did.Comings, "coming", " to an event"},
		{did.Visitors, "visitor", ""},
		{did.Parcels, "parcel", " handed over"},
		{did.Posts, "post", " that ended a year ago"},
		{did.Cheers, "cheer", " for old news"},
		{did.PutOff, "introduction", " put off"},
		{did.Members, "member", " who left"},
		{did.Values, "value", " of the history"},
		{did.Acts, "act", ""},
		{did.Overwritten, "value", " overwritten"},
	} {
		if p.n > 0 {
			parts = append(parts, count(p.n, p.word)+p.rest)
		}
	}
	verb := "Gone"
	if dry {
		verb = "To go"
	}
	if len(parts) == 0 {
		parts = []string{"nothing"}
	}
	if err := c.say("%s: %s.", verb, and(parts)); err != nil {
		return err
	}
	if did.Since.Visit == 0 {
		return nil
	}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	return c.say("Visits are kept since %s; older days have figures only.", space.Day(time.UnixMilli(did.Since.Visit)))
}
