package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

// ErrDecided says that a host decided on a proposal before.
var ErrDecided = fmt.Errorf("decided already: %w", community.ErrNotFound)

// Propose keeps what a member wants changed of their own profile until a host
// has looked at it. The fields are as Member.Fields gives them, only those that
// are to change. A newer proposal of the same member takes the place of one that
// nobody has decided on: what both change is as the newer one has it. Who has not
// proven to be the member may not propose community.SessionFields.
func (db *DB) Propose(ctx context.Context, actor community.Actor, member community.ID, fields []community.Field) (community.ID, error) {
	p, err := community.NewProposal(member, fields)
	if err != nil {
		return community.ID{}, err
	}
	for _, f := range fields {
		if actor.Kind != community.ActorProven && slices.Contains(community.SessionFields[:], f.Name) {
			return community.ID{}, fmt.Errorf("keep a proposal: %w", &community.FieldError{Field: f.Name, Reason: "is only for members who have signed in"})
		}
	}
	var id community.ID
	err = db.writing(ctx, actor, func(w *writer) error {
		m, err := readMember(ctx, w.tx, member)
		if err != nil {
			return err
		}
		if err := p.Apply(&m); err != nil {
			return err
		}
		open, err := readProposals(ctx, w.tx, openProposals+" AND member_id = ? ORDER BY made_at, id", member)
		if err != nil {
			return err
		}
		p.MadeAt = db.now().UTC().Truncate(time.Millisecond)
		if len(open) == 0 {
			id = newID()
			return w.create(community.KindProposal, id, p.Fields(), member)
		}
		id = open[0].ID
		w.pictures = append(w.pictures, photoIn(&open[0]))
		if p.Wanted, err = together(&open[0], &p); err != nil {
			return err
		}
		return w.put(community.KindProposal, id, diff(open[0].Fields(), p.Fields()), member)
	})
	if err != nil {
		return community.ID{}, fmt.Errorf("keep a proposal: %w", err)
	}
	return id, nil
}

// together gives what two proposals want, the newer one where both say something.
func together(older, newer *community.Proposal) (string, error) {
	fields, err := older.Changes()
	if err != nil { // of a later program: the newer one stands alone
		return newer.Wanted, nil
	}
	more, err := newer.Changes()
	if err != nil {
		return "", err
	}
	both, err := community.NewProposal(newer.MemberID, append(fields, more...))
	return both.Wanted, err
}

const openProposals = "WHERE outcome = ''"

// Proposals gives what hosts have not decided on yet, the oldest first.
func (db *DB) Proposals(ctx context.Context) ([]community.Proposal, error) {
	return readProposals(ctx, db.read(), openProposals+" ORDER BY made_at, id")
}

// OpenProposal gives what a member wants changed and no host has decided on yet;
// community.ErrNotFound when that is nothing.
func (db *DB) OpenProposal(ctx context.Context, member community.ID) (community.Proposal, error) {
	all, err := readProposals(ctx, db.read(), openProposals+" AND member_id = ? ORDER BY made_at, id LIMIT 1", member)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("a proposal of member %s: %w", member, community.ErrNotFound)
	}
	if err != nil {
		return community.Proposal{}, err
	}
	return all[0], nil
}

func readProposals(ctx context.Context, q query, where string, args ...any) ([]community.Proposal, error) {
	return list(ctx, q, community.KindProposal, func(id community.ID) community.Proposal { return community.Proposal{ID: id} }, where, args...)
}

// DecideProposal takes a proposal, which makes its changes, or refuses it. It is
// ErrDecided when that was done before, and community.ErrNotFound for one that
// is not there. What the proposal wanted is emptied then: the member's own
// history has it.
func (db *DB) DecideProposal(ctx context.Context, actor community.Actor, id community.ID, take bool) error {
	return db.writing(ctx, actor, func(w *writer) error {
		got, err := readProposals(ctx, w.tx, "WHERE id = ?", id)
		if err != nil {
			return err
		}
		if len(got) == 0 {
			return fmt.Errorf("proposal %s: %w", id, community.ErrNotFound)
		}
		p := got[0]
		if p.Outcome != community.ProposalOpen {
			return fmt.Errorf("proposal %s: %w", id, ErrDecided)
		}
		w.pictures = append(w.pictures, photoIn(&p))
		next := p
		next.Outcome, next.Wanted = community.ProposalRefused, ""
		if take {
			next.Outcome = community.ProposalTaken
			if err := w.applyProposal(&p); err != nil {
				return err
			}
		}
		return w.put(community.KindProposal, id, diff(p.Fields(), next.Fields()), p.MemberID)
	})
}

// applyProposal makes the changes of a proposal.
func (w *writer) applyProposal(p *community.Proposal) error {
	old, err := readMember(w.ctx, w.tx, p.MemberID)
	if err != nil {
		return err
	}
	m := old
	if err := p.Apply(&m); err != nil {
		return err
	}
	w.pictures = append(w.pictures, old.Photo)
	return w.put(community.KindMember, m.ID, diff(old.Fields(), m.Fields()))
}

// photoIn gives the photo that a proposal wants, "" for none.
func photoIn(p *community.Proposal) string {
	fields, err := p.Changes()
	if err != nil {
		return ""
	}
	for _, f := range fields {
		if f.Name == "photo" {
			return f.Value
		}
	}
	return ""
}

// PhotosUsed gives the hashes of the photos that members have or that they
// proposed.
func (db *DB) PhotosUsed(ctx context.Context) (map[string]bool, error) {
	members, err := db.Members(ctx)
	if err != nil {
		return nil, err
	}
	used := make(map[string]bool, len(members))
	for i := range members {
		used[members[i].Photo] = true
	}
	proposals, err := db.Proposals(ctx)
	if err != nil {
		return nil, err
	}
	for i := range proposals {
		used[photoIn(&proposals[i])] = true
	}
	return used, nil
}

// PhotoWaits is how long a photo may wait for somebody to use it where phones send
// them: longer than anybody is signed in there, with a form that is yet to be saved.
const PhotoWaits = 13 * time.Hour

// SweepPhotos removes the photos that nobody uses and that came longer ago than
// that, such as one that was sent and never taken.
func (db *DB) SweepPhotos(ctx context.Context, ago time.Duration) (int, error) {
	used, err := db.PhotosUsed(ctx)
	if err != nil {
		return 0, err
	}
	return db.photos.Prune(func(hash string) bool { return used[hash] }, time.Now().Add(-ago))
}

// DropPhoto removes a photo that nobody uses; one that somebody does stays.
func (db *DB) DropPhoto(ctx context.Context, hash string) error {
	return db.dropPhoto(ctx, strings.ToLower(hash))
}
