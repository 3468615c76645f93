package store

import (
	"cmp"
	"errors"
	"strconv"
	"time"

	"kettle/internal/community"
)

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
	if err := errors.Join(r.count(&space, kept.Visit, next.Visit), r.countVisitors(&space, kept.Visitor, next.Visitor)); err != nil {
		return kept, err
	}
	if err := r.countCame(&space, kept.Coming, next.Coming); err != nil {
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
		Parcel: later(kept.Parcel, most.Parcel, next.Parcel), Coming: later(kept.Coming, most.Coming, next.Coming),
		Post:   later(kept.Post, most.Post, next.Post),
		PutOff: later(kept.PutOff, most.PutOff, next.PutOff),
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
		Parcel: ago(parcelDays - less), Coming: ago(community.ComingDays - less),
		Post: ago(postDays - less), PutOff: ago(putOffDays - less),
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
		if err := r.keepCount(day, community.CountCheckIns, n); err != nil {
			return err
		}
		if err := r.keepCount(day, community.CountMembers, len(members[day])); err != nil {
			return err
		}
	}
	return nil
}

// countVisitors is count for visitors: how many came, whether they want to be known
// next time or not.
func (r *retaining) countVisitors(space *community.Space, from, until int64) error {
	visitors, err := readVisitors(r.ctx, r.tx, "WHERE in_at >= ? AND in_at < ? AND void = 0", from, until)
	if err != nil {
		return err
	}
	came := map[string]int{}
	for i := range visitors {
		came[space.Day(visitors[i].InAt)]++
	}
	for day, n := range came {
		if err := r.keepCount(day, community.CountVisitors, n); err != nil {
			return err
		}
	}
	return nil
}

func (r *retaining) keepCount(day, what string, n int) error {
	c := community.Count{Screen: r.db.file.screen, Day: day, What: what, N: n}
	c.ID = naturalID("count:" + strconv.FormatInt(c.Screen, 10) + ":" + day + ":" + what)
	return r.put(community.KindCount, c.ID, c.Fields())
}

// eraseLeft erases the members who left long enough ago.
func (r *retaining) eraseLeft(space *community.Space) error {
	left, err := readMembers(r.ctx, r.tx, "WHERE state = ?", community.StateLeft)
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
