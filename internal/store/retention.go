package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kettle/internal/community"
)

// How long is kept what the space says nothing of.
const (
	actDays        = 365
	valuesDays     = 30
	rememberedDays = 365
	parcelDays     = 30  // after it was handed over
	postDays       = 365 // after the day until which it was to be up; it is what a member said
	putOffDays     = 30  // after the day until which two were not to be brought together
)

// dropAtOnce is how many records that are too old go in one transaction, so that
// nobody waits long for theirs.
const dropAtOnce = 500

// RetainOptions say how to look for what is too old.
type RetainOptions struct {
	Dry bool // report only
	Hub bool // the hub of the space runs on this store
}

// Retained is what Retain found, and did unless it was to report only.
type Retained struct {
	Moved       bool   // this screen says for all of them since when records are kept
	Doubt       string // why it did not, "" where it did or is not the one to say; in words
	Since       community.KeptSince
	Visits      int // that are only counted now
	Comings     int // to events; the same
	Visitors    int
	Members     int // who left long enough ago, and are erased
	Acts        int
	Values      int
	Overwritten int
	Parcels     int // that were handed over
	Posts       int // that were up for the last time long ago
	Cheers      int // for such posts
	PutOff      int // introductions that were put off and never spoken of again
}

// errDry ends a transaction of which nothing is to stay.
var errDry = errors.New("only looked")

// Retain lets go what is kept for a while only: visits, of which anonymous counts
// stay, visitors, parcels that were handed over, posts that ended long ago with the
// cheers for them, introductions that were only put off, members who left, values
// before and after, acts. Thank-yous stay: they are the community's memory. A lone screen and the hub's
// own say since when records are kept, on a clock that they trust; the others let go what
// is older than that. Nothing is dropped on a clock that jumped. A wall lets go notices
// that are over. What a restore replaced goes after 30 days. It may be called as often as
// anybody likes; once a day is right.
func (db *DB) Retain(ctx context.Context, o RetainOptions) (Retained, error) {
	link, err := db.Link(ctx)
	lone := errors.Is(err, community.ErrNotFound)
	if err != nil && !lone {
		return Retained{}, fmt.Errorf("let go what is too old: %w", err)
	}
	r := &retaining{dry: o.Dry, mover: (lone || o.Hub) && link.Role != community.RoleWall, onWall: link.Role == community.RoleWall}
	err = db.writing(ctx, community.Actor{Kind: community.ActorAutomatic}, func(w *writer) error {
		r.writer = w
		if err := r.run(); err != nil {
			return err
		}
		if o.Dry {
			return errDry
		}
		return nil
	})
	if errors.Is(err, errDry) {
		return r.did, nil
	}
	for err == nil && r.more {
		err = db.writing(ctx, community.Actor{Kind: community.ActorAutomatic}, func(w *writer) error {
			r.writer = w
			return r.drop()
		})
	}
	if err == nil && r.did.Doubt == "" {
		err = db.removeReplaced(db.now().Add(-keepFor))
	}
	if err == nil {
		err = db.tidy(ctx)
	}
	if err != nil {
		return r.did, fmt.Errorf("let go what is too old: %w", err)
	}
	return r.did, nil
}

// retaining is one Retain under way.
type retaining struct {
	*writer
	dry, mover bool
	onWall     bool
	did        Retained
	until      community.KeptSince // what is older goes
	more       bool
}

func (r *retaining) run() error {
	kept, err := r.keptSince()
	if err != nil {
		return err
	}
	if r.mover {
		if r.did.Doubt, err = r.doubt(); err != nil {
			return err
		}
		r.did.Moved = r.did.Doubt == ""
	}
	if r.did.Moved {
		if kept, err = r.move(kept); err != nil {
			return err
		}
	}
	r.did.Since = kept
	if r.did.Doubt != "" {
		return nil // what was said by a clock that was wrong is not acted on, either
	}
	space, err := readSpace(r.ctx, r.tx, r.db.file.space)
	if err != nil {
		return err
	}
	r.until = kept.Earlier(r.horizon(&space, 1, 1, 1))
	if err := r.drop(); err != nil {
		return err
	}
	if err := r.dropOver(); err != nil {
		return err
	}
	return r.tidyOverwritten()
}

// dropOver takes notices that are over out of the store of a wall, which a hub sends
// none of.
func (r *retaining) dropOver() error {
	if !r.onWall {
		return nil
	}
	over, err := readNotices(r.ctx, r.tx, "WHERE until <= ?", r.writer.wall)
	if err != nil {
		return err
	}
	for _, n := range over {
		if err := r.writer.drop(community.KindNotice, n.ID); err != nil {
			return err
		}
	}
	return nil
}

// drop takes what is too old out of the file, at most so much at once.
func (r *retaining) drop() error {
	kept := r.until
	var gone []touch
	r.more = false
	for _, q := range [...]struct {
		kind  community.Kind
		where string
		args  []any
		n     *int
	}{
		{community.KindVisit, "in_at < ? LIMIT ?", []any{kept.Visit}, &r.did.Visits},
		{community.KindComing, "starts_at < ? LIMIT ?", []any{kept.Coming}, &r.did.Comings},
		{community.KindAct, "at < ? LIMIT ?", []any{kept.Act}, &r.did.Acts},
		{community.KindValues, "(at < ? AND about IS NOT NULL OR at < ?) LIMIT ?", []any{kept.Values, kept.Act}, &r.did.Values},
		{community.KindParcel, "handed_at < ? LIMIT ?", []any{kept.Parcel}, &r.did.Parcels},
		{community.KindPost, "until < ? LIMIT ?", []any{kept.Post}, &r.did.Posts},
		{community.KindCheer, "said_at < ? LIMIT ?", []any{community.NewsBefore(kept.Post)}, &r.did.Cheers},
		{community.KindIntroduction, "never = 0 AND coalesce(asked_by_id, done_at, met_at) IS NULL AND not_before < ? LIMIT ?", []any{time.UnixMilli(kept.PutOff).UTC().Format(time.DateOnly)}, &r.did.PutOff},
		{community.KindVisitor, "(in_at IS NULL OR in_at < ?) LIMIT ?", []any{max(kept.Visitor, kept.Remembered)}, &r.did.Visitors},
	} {
		most := dropAtOnce + 1 // one more, to know that there are more
		if r.dry || q.kind == community.KindVisitor || q.kind == community.KindIntroduction {
			most = -1 // not all that are read are too old
		}
		var old []aged
		err := readAll(r.ctx, r.tx, q.kind, "WHERE "+q.where, append(q.args, most), func(id community.ID) record {
			old = append(old, aged{id, fields{}})
			return old[len(old)-1].fields
		})
		if err != nil {
			return err
		}
		for _, o := range old {
			value := o.value
			if q.kind == community.KindIntroduction {
				if value, err = r.everSaid(o.id); err != nil {
					return err
				}
			}
			if !kept.Gone(q.kind, value) {
				continue
			}
			if len(gone) == dropAtOnce && !r.dry {
				r.more = true
				break
			}
			gone = append(gone, touch{q.kind, o.id})
			*q.n++
		}
	}
	if r.dry {
		return nil
	}
	for _, t := range gone {
		if err := r.writer.drop(t.kind, t.id); err != nil {
			return err
		}
	}
	return nil
}

// aged is a record that may be too old.
type aged struct {
	id community.ID
	fields
}

func (a aged) value(field string) (string, bool) {
	v := a.fields[field]
	return v, v != ""
}

// everSaid gives the fields of an introduction, those that are empty again as well.
func (r *retaining) everSaid(id community.ID) (func(field string) (string, bool), error) {
	got, err := readRecords(r.ctx, r.tx, true, "kind = ? AND id = ?", string(community.KindIntroduction), id[:])
	return func(field string) (string, bool) {
		if len(got) == 0 {
			return "", false
		}
		c, ok := got[0].Cell(field)
		return c.Value, ok
	}, err
}

func (r *retaining) tidyOverwritten() error {
	before := r.wall - keepFor.Milliseconds()
	err := r.tx.QueryRowContext(r.ctx, `SELECT count(*) FROM overwritten WHERE at < ?`, before).Scan(&r.did.Overwritten)
	if err != nil || r.did.Overwritten == 0 {
		return err
	}
	r.noted = true
	return r.exec(`DELETE FROM overwritten WHERE at < ?`, before)
}
