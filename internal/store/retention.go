package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"kettle/internal/community"
)

// How long is kept what the space says nothing of.
const (
	actDays        = 365
	valuesDays     = 30
	rememberedDays = 365
	parcelDays     = 30 // after it was handed over
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
	Visitors    int
	Members     int // who left long enough ago, and are erased
	Acts        int
	Values      int
	Overwritten int
	Parcels     int // that were handed over
}

// errDry ends a transaction of which nothing is to stay.
var errDry = errors.New("only looked")

// Retain lets go what is kept for a while only: visits, of which anonymous counts
// stay, visitors, parcels that were handed over, members who left, values before
// and after, acts. A lone screen and the hub's own say since when records are kept,
// on a clock that they trust; the others let go what is older than that. Nothing is
// dropped on a clock that jumped. A wall lets go notices that are over. What a restore replaced goes after 30 days. It may
// be called as often as anybody likes; once a day is right.
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
		err = db.retryScrub(ctx)
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

// move says since when records are kept from now on: whole days of the space. It
// counts the visits that go by it, and erases who left.
func (r *retaining) move(kept community.KeptSince) (community.KeptSince, error) {
	space, err := readSpace(r.ctx, r.tx, r.db.file.space)
	if err != nil {
		return kept, err
	}
	next := r.onwards(&space, kept)
	var any int
	if err := r.tx.QueryRowContext(r.ctx, `SELECT count(*) FROM (SELECT 1 FROM records LIMIT 1)`).Scan(&any); err != nil || any == 0 {
		return kept, err // a new screen stays empty, so that it may join a space
	}
	if err := r.count(&space, kept.Visit, next.Visit); err != nil {
		return kept, err
	}
	if next != kept {
		if err := r.put(community.KindSpace, space.ID, []community.Field{{Name: community.FieldKeptSince, Value: next.String()}}); err != nil {
			return kept, err
		}
	}
	return next, r.eraseLeft(&space)
}

// onwards is since when records are kept from now on. It never goes back, but for
// what only a clock that was ahead can have said; a day is for clocks that are
// put right and spaces that move.
func (r *retaining) onwards(space *community.Space, kept community.KeptSince) community.KeptSince {
	next := r.horizon(space, cmp.Or(space.VisitDays, community.KeepDays), cmp.Or(space.VisitorDays, community.KeepDays), 0)
	most := r.horizon(space, 0, 0, 1)
	later := func(kept, most, next int64) int64 {
		if kept > most {
			return next
		}
		return max(kept, next)
	}
	return community.KeptSince{
		Visit: later(kept.Visit, most.Visit, next.Visit), Visitor: later(kept.Visitor, most.Visitor, next.Visitor),
		Remembered: later(kept.Remembered, most.Remembered, next.Remembered),
		Act:        later(kept.Act, most.Act, next.Act), Values: later(kept.Values, most.Values, next.Values),
		Parcel: later(kept.Parcel, most.Parcel, next.Parcel),
	}
}

// horizon is so many days of the space ago, of all but visits and visitors by less
// days than they are kept.
func (r *retaining) horizon(space *community.Space, visit, visitor, less int) community.KeptSince {
	at := space.Local(time.UnixMilli(r.wall))
	ago := func(days int) int64 {
		return time.Date(at.Year(), at.Month(), at.Day()-days, 0, 0, 0, 0, at.Location()).UnixMilli()
	}
	return community.KeptSince{
		Visit: ago(visit), Visitor: ago(visitor),
		Remembered: ago(rememberedDays - less), Act: ago(actDays - less), Values: ago(valuesDays - less),
		Parcel: ago(parcelDays - less),
	}
}

// count keeps figures of the visits that began between two times: by the space's
// days, how many there were and of how many different members.
func (r *retaining) count(space *community.Space, from, until int64) error {
	visits, err := readVisits(r.ctx, r.tx, "WHERE in_at >= ? AND in_at < ? AND void = 0", from, until)
	if err != nil {
		return err
	}
	ins, members := map[string]int{}, map[string]map[community.ID]bool{}
	for _, v := range visits {
		day := space.Day(v.InAt)
		ins[day]++
		if members[day] == nil {
			members[day] = map[community.ID]bool{}
		}
		members[day][v.MemberID] = true
	}
	for day, n := range ins {
		for what, n := range map[string]int{community.CountCheckIns: n, community.CountMembers: len(members[day])} {
			c := community.Count{Screen: r.db.file.screen, Day: day, What: what, N: n}
			c.ID = naturalID("count:" + strconv.FormatInt(c.Screen, 10) + ":" + day + ":" + what)
			if err := r.put(community.KindCount, c.ID, c.Fields()); err != nil {
				return err
			}
		}
	}
	return nil
}

// eraseLeft erases the members who left long enough ago.
func (r *retaining) eraseLeft(space *community.Space) error {
	left, err := readMembers(r.ctx, r.tx, "WHERE state = ?", []any{community.StateLeft})
	if err != nil {
		return err
	}
	now := time.UnixMilli(r.wall)
	last := space.Day(now.AddDate(0, 0, -community.LeftDays))
	for i := range left {
		m := &left[i]
		if m.LeftOn == "" { // from before there was such a date
			if err := r.put(community.KindMember, m.ID, []community.Field{{Name: "left_on", Value: space.Day(now)}}); err != nil {
				return err
			}
			continue
		}
		if m.LeftOn >= last {
			continue
		}
		r.did.Members++
		if err := r.take([]community.Change{{Kind: community.KindMember, ID: m.ID, Erase: true, Actor: r.actor}}, true); err != nil {
			return err
		}
		if err := r.put(community.KindLeft, leftID(m.ID), []community.Field{{Name: "left", Value: "yes"}}); err != nil {
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
		{community.KindAct, "at < ? LIMIT ?", []any{kept.Act}, &r.did.Acts},
		{community.KindValues, "(at < ? AND about IS NOT NULL OR at < ?) LIMIT ?", []any{kept.Values, kept.Act}, &r.did.Values},
		{community.KindParcel, "handed_at < ? LIMIT ?", []any{kept.Parcel}, &r.did.Parcels},
		{community.KindVisitor, "(in_at IS NULL OR in_at < ?) LIMIT ?", []any{max(kept.Visitor, kept.Remembered)}, &r.did.Visitors},
	} {
		most := dropAtOnce + 1 // one more, to know that there are more
		if r.dry || q.kind == community.KindVisitor {
			most = -1
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
			if !kept.Gone(q.kind, o.value) {
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

func (r *retaining) tidyOverwritten() error {
	s, err := r.prepared(`SELECT count(*) FROM overwritten WHERE at < ?`)
	if err != nil {
		return err
	}
	before := r.wall - keepFor.Milliseconds()
	if err := s.QueryRowContext(r.ctx, before).Scan(&r.did.Overwritten); err != nil || r.did.Overwritten == 0 {
		return err
	}
	r.noted = true
	return r.exec(`DELETE FROM overwritten WHERE at < ?`, before)
}

// What a clock may do and still be believed.
const (
	mostAhead  = 7 * 24 * time.Hour // of what was last seen
	mostBehind = time.Hour
	steady     = 24 * time.Hour // after which a clock that jumped is believed
)

// doubt says, in words, why the time of now is not to be believed, "" if it is. A
// clock that jumped, as after a long holiday or with a dead battery, is believed
// when it has gone on from there for a day.
func (r *retaining) doubt() (string, error) {
	var looked, doubted int64
	err := r.tx.QueryRowContext(r.ctx, `SELECT looked_at, doubt_at FROM retention`).Scan(&looked, &doubted)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read when this was last looked at: %w", err)
	}
	if looked == 0 {
		if looked, err = r.newest(); err != nil {
			return "", err
		}
	}
	now, why := r.wall, ""
	ahead := now - looked
	switch {
	case looked == 0 || ahead <= mostAhead.Milliseconds() && ahead >= -mostBehind.Milliseconds():
	case doubted != 0 && now-doubted >= steady.Milliseconds() && now-doubted <= mostAhead.Milliseconds():
	case ahead < 0:
		why = "The clock of this machine has gone backwards"
	default:
		why = fmt.Sprintf("The clock of this machine is %d days ahead of when it was last seen", ahead/(24*time.Hour).Milliseconds())
	}
	if why != "" {
		why += ": nothing is let go by it before it has gone on from there for a day"
		if doubted == 0 || now < doubted || now-doubted > mostAhead.Milliseconds() {
			doubted = now
		}
	}
	if why == "" {
		looked, doubted = now, 0
	}
	r.noted = true
	return why, r.exec(`INSERT OR REPLACE INTO retention (one, looked_at, doubt_at) VALUES (1, ?, ?)`, looked, doubted)
}

// newest is the time, in ms, of the newest stamp that was given or seen before
// now.
func (r *retaining) newest() (ms int64, err error) {
	if err := r.tx.QueryRowContext(r.ctx, `SELECT clock FROM file`).Scan(&ms); err != nil {
		return 0, fmt.Errorf("read the newest stamp: %w", err)
	}
	return ms >> 16, nil
}

// settleState gives the day on which a member left to one who becomes so, and
// takes it from one who is back.
func (w *writer) settleState(old, m *community.Member) error {
	switch {
	case m.State != community.StateLeft:
		m.LeftOn = ""
	case m.LeftOn == "" || old.State != community.StateLeft && m.LeftOn == old.LeftOn:
		space, err := readSpace(w.ctx, w.tx, w.db.file.space)
		if err != nil {
			return err
		}
		m.LeftOn = space.Day(time.UnixMilli(w.wall))
	}
	return nil
}

// Counts gives the anonymous figures of days whose visits are gone, by day. Where
// several screens counted one day, as two hubs before one store do, the greatest
// figure is a lower bound.
func (db *DB) Counts(ctx context.Context) ([]community.Count, error) {
	return list(ctx, db.read(), community.KindCount, func(id community.ID) community.Count { return community.Count{ID: id} }, "ORDER BY day, what, screen")
}
