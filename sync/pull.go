package sync

import (
	"context"
	"fmt"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared"
)

// pageBytes is how much one answer holds, before compression.
const pageBytes = 4 << 20

// Pull implements Peer.
func (s *seat) Pull(ctx context.Context, pull Pull) (Page, error) {
	if pull.Since > pull.After || pull.Since < 0 {
		return Page{}, problem(CodeMalformed, "")
	}
	if pull.Life != s.hub.store.Life() {
		return Page{}, problem(CodeEpoch, "")
	}
	changed, stop := s.hub.store.Watch(s.space) // before the first look, so that nothing is missed
	defer stop()
	deadline := time.NewTimer(time.Duration(min(max(pull.Wait, 0), maxWait)) * time.Second)
	defer deadline.Stop()
	for first := true; ; first = false {
		page, err := s.page(ctx, pull)
		if err != nil {
			return Page{}, err
		}
		if first {
			s.seen(pull)
		}
		if len(page.docs) > 0 || page.More || pull.Wait <= 0 || page.Since > pull.Since && !s.wall() {
			return page, nil
		}
		pull.Since, pull.After = page.Since, page.After // what was looked at concerned nobody here
		select {
		case <-ctx.Done():
			return Page{}, ctx.Err()
		case <-deadline.C:
			page.Clock = s.hub.now().UnixMilli()
			return page, nil
		case <-changed:
		}
		if err := s.still(ctx); err != nil { // revoked while it waited
			return Page{}, err
		}
	}
}

// still says whether the screen may be here.
func (s *seat) still(ctx context.Context) error {
	if s.own {
		return nil
	}
	_, err := s.hub.Admit(ctx, s.space, s.key)
	return err
}

// seen notes how far the screen has come.
func (s *seat) seen(pull Pull) {
	s.hub.store.Seen(s.space, s.key, shared.Sighting{
		At: s.hub.now(), Since: pull.Since, Waiting: int64(pull.Waiting.Records), WaitingSince: pull.Waiting.time(),
	})
}

// page gives one page, without waiting.
func (s *seat) page(ctx context.Context, pull Pull) (Page, error) {
	limit := min(max(pull.Limit, 0), maxRecords)
	if limit == 0 {
		limit = maxRecords
	}
	has := s.has(&pull)
	if pull.After == pull.Since {
		pull.Since = has.from(pull.Since)
		pull.After = pull.Since
	}
	rows, head, err := s.hub.store.Page(ctx, s.space, pull.After, limit, pageBytes)
	if err != nil {
		return Page{}, err
	}
	if head.Epoch != pull.Epoch || pull.After > head.Seq {
		return Page{}, problem(CodeEpoch, "")
	}
	page := Page{Epoch: head.Epoch, Since: pull.Since, After: pull.After, Known: Mark{head.Seq, s.hub.store.Life()}}
	if n := len(rows); n > 0 {
		page.After = rows[n-1].Seq
	}
	page.More = page.After < head.Seq && len(rows) > 0
	if !page.More {
		page.After = max(page.After, head.Seq)
		page.Since = page.After
	}
	if err := s.fill(ctx, &page, rows, pull.Since, has); err != nil {
		return Page{}, err
	}
	page.Clock = s.hub.now().UnixMilli()
	return page, nil
}

// fill puts into the page what the screen is to have of the rows, and does not have.
func (s *seat) fill(ctx context.Context, page *Page, rows []shared.Row, since int64, has spans) error {
	var g *gallery
	if s.wall() && len(rows) > 0 {
		var err error
		if g, err = s.hub.gallery(ctx, s.space); err != nil {
			return err
		}
		s.hub.mu.Lock()
		defer s.hub.mu.Unlock()
	}
	for i := range rows {
		if g == nil {
			if err := page.addNew(&rows[i], since, has); err != nil {
				return err
			}
			continue
		}
		r, err := rows[i].Record()
		if err != nil {
			return err
		}
		if shown, ok := g.show(&r, s.hub.now()); ok {
			if err := page.add(shown); err != nil {
				return err
			}
		}
	}
	return nil
}

// addNew puts into the page what a screen lacks of a row that has all changes up to
// since, and those in has.
func (p *Page) addNew(row *shared.Row, since int64, has spans) error {
	held := func(seq int64) bool { return seq <= since || has.has(seq) }
	switch {
	case row.Erased && !held(row.Seq):
		return p.add(community.Record{Kind: row.Kind, ID: row.ID, Erased: true})
	case row.Erased:
		return nil
	case since == 0:
		p.docs = append(p.docs, row.Doc)
		return nil
	}
	doc, err := row.Without(held)
	if err == nil && len(doc) > 0 { // else it has it, or it was only given a new number, for walls to look at
		p.docs = append(p.docs, doc)
	}
	return err
}

// add puts one record into the page, beside those that go in as they are kept.
func (p *Page) add(r community.Record) error {
	doc, err := many.MarshalToString(r)
	if err != nil {
		return fmt.Errorf("write a page: %w", err)
	}
	p.docs = append(p.docs, doc)
	return nil
}

// gallery brings the space's gallery up to date.
func (h *Hub) gallery(ctx context.Context, space community.ID) (*gallery, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for {
		g := h.galleries[space]
		if g == nil {
			head, err := h.store.Head(ctx, space)
			if err != nil {
				return nil, err
			}
			g = newGallery(head.Epoch)
			h.galleries[space] = g
		}
		rows, head, err := h.store.Page(ctx, space, g.seq, maxRecords, pageBytes)
		if err != nil {
			return nil, err
		}
		if head.Epoch != g.epoch || head.Seq < g.seq {
			delete(h.galleries, space)
			continue
		}
		for _, row := range rows {
			if g.seq = row.Seq; row.Kind != community.KindMember {
				continue
			}
			r, err := row.Record()
			if err != nil {
				return nil, err
			}
			g.learn(&r)
		}
		if g.seq >= head.Seq || len(rows) == 0 {
			return g, nil
		}
	}
}

// Digest implements Peer.
func (s *seat) Digest(ctx context.Context) (community.Sums, error) {
	var sums community.Sums
	var g *gallery
	if s.wall() {
		var err error
		if g, err = s.hub.gallery(ctx, s.space); err != nil {
			return sums, err
		}
	}
	kept, err := s.hub.store.KeptSince(ctx, s.space)
	if err != nil {
		return sums, err
	}
	_, err = s.hub.store.Each(ctx, s.space, func(row shared.Row) error {
		r, err := row.Record()
		if err != nil || !kept.Holds(&r) {
			return err
		}
		if g != nil {
			s.hub.mu.Lock()
			shown, ok := g.show(&r, s.hub.now())
			s.hub.mu.Unlock()
			if !ok || shown.Gone {
				return nil
			}
			r = shown
		}
		sums.Add(&r)
		return nil
	})
	return sums, err
}

// Bye implements Peer.
func (s *seat) Bye(ctx context.Context) error {
	was, err := s.hub.store.Contact(ctx, s.space, s.key)
	if err != nil {
		return err
	}
	now := was
	now.Bye, now.SeenAt = true, s.hub.now()
	return s.hub.store.SaveContact(ctx, s.space, s.key, was, now)
}
