package store

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"kettle/internal/calendar"
	"kettle/internal/community"
)

// metWithin is for how long after a social event somebody is asked whom they met.
const metWithin = 14 * 24 * time.Hour

// comings reads what a member comes to, and what is to be asked of them afterwards.
func (q *mineQuery) comings(m *community.Mine, member community.ID, now time.Time) error {
	since := now.AddDate(0, 0, -community.ComingDays)
	all, err := readComings(q.ctx, q.tx, "WHERE member_id = ? AND void = 0 AND (starts_at >= ? OR asked = 0) ORDER BY starts_at, id", member, since.UnixMilli())
	if err != nil {
		return err
	}
	for _, c := range all {
		p, err := q.promise(c)
		if err != nil {
			return err
		}
		if !q.proven {
			p.Goal, p.Went = hidden(p.Goal), hidden(p.Went)
		}
		switch {
		case !p.Occasion.Over(now):
			m.Comings = append(m.Comings, p)
		case p.Off || !p.Placed || c.Asked:
		case p.Occasion.What == community.EventAccountability && c.Goal != "" && c.Went == "":
			due, err := q.metAgain(&p, now)
			if err != nil {
				return err
			}
			if due {
				m.Went = &p // the last one counts
			}
		case p.Occasion.What == community.EventSocial && q.proven && now.Sub(p.Occasion.EndsAt) < metWithin:
			people, err := q.met(&p)
			if err != nil {
				return err
			}
			if len(people) > 0 {
				m.Met = &community.Meeting{Promise: p, People: people}
			}
		}
	}
	slices.SortStableFunc(m.Comings, func(a, b community.Promise) int { return a.Occasion.StartsAt.Compare(b.Occasion.StartsAt) })
	return nil
}

// hidden says of a text no more than that there is one.
func hidden(text string) string {
	if text == "" {
		return ""
	}
	return "…"
}

// metAgain says whether the day of the occasion after a group's last one has come,
// or there is none.
func (q *mineQuery) metAgain(p *community.Promise, now time.Time) (bool, error) {
	forms, err := readForms(q.ctx, q.tx, p.EventID)
	if err != nil {
		return false, err
	}
	s, err := readSpace(q.ctx, q.tx, q.space)
	if err != nil {
		return false, err
	}
	after := p.Occasion.EndsAt
	for _, o := range calendar.Occasions(forms, after, after.AddDate(0, 0, community.ComingDays), s.Location()) {
		if o.StartsAt.After(p.Occasion.StartsAt) {
			return s.Day(o.StartsAt) <= s.Day(now), nil
		}
	}
	return true, nil
}

// met gives who else came and is not known to the member yet, of those who are happy to
// be shown as here, would not rather be left alone, and may be brought together with them.
func (q *mineQuery) met(p *community.Promise) (people []community.Profile, err error) {
	all, err := readComings(q.ctx, q.tx, "WHERE event_id = ? AND void = 0 ORDER BY said_at, id", p.EventID)
	if err != nil {
		return nil, err
	}
	placed := p.Occasion.Placed(all)
	for _, c := range all {
		if !placed[c.ID] || c.MemberID == p.MemberID {
			continue
		}
		one, other := community.InOrder(p.MemberID, c.MemberID)
		known, err := readIntroductions(q.ctx, q.tx, "WHERE one_id = ? AND other_id = ?", one, other)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(known, func(i community.Introduction) bool { return i.Acquainted() || i.Never }) {
			continue
		}
		who, err := readMember(q.ctx, q.tx, c.MemberID)
		switch {
		case errors.Is(err, community.ErrNotFound): // yet to be heard of
			continue
		case err != nil:
			return nil, err
		}
		if profile, ok := who.Profile(community.Wall); ok && profile.ShowsPresence && !who.LeaveMe {
			people = append(people, profile.WithPresence(false))
		}
	}
	return people, nil
}

// countCame keeps figures of the comings that go: by the space's days, how many had
// said that they come to each kind of event, and had a place.
func (r *retaining) countCame(space *community.Space, from, until int64) error {
	all, err := readComings(r.ctx, r.tx, "WHERE starts_at >= ? AND starts_at < ? AND void = 0", from, until)
	if err != nil || len(all) == 0 {
		return err
	}
	type dayKind struct{ day, what string }
	came := map[dayKind]int{}
	for _, c := range all {
		o, off, err := readOccasion(r.ctx, r.tx, space.ID, c.EventID, c.StartsAt)
		switch {
		case off || errors.Is(err, community.ErrNotFound):
			continue // it did not take place
		case err != nil:
			return fmt.Errorf("count who came: %w", err)
		}
		others, err := readComings(r.ctx, r.tx, "WHERE event_id = ? AND void = 0", c.EventID)
		if err != nil {
			return fmt.Errorf("count who came: %w", err)
		}
		if o.Placed(others)[c.ID] {
			came[dayKind{space.Day(c.StartsAt), o.What}]++
		}
	}
	for k, n := range came {
		if err := r.keepCount(k.day, community.CountCame+k.what, n); err != nil {
			return err
		}
	}
	return nil
}
