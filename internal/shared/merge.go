package shared

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"time"

	"kettle/internal/community"
)

// triesToMerge is how often a merge begins again since another hub was faster.
const triesToMerge = 50

// Rules are what a hub adds to the law of merging. Both are called while nothing
// is written yet, perhaps several times, and must not change what they are
// given.
type Rules struct {
	// Admit says why a record may not be taken, "" if it may. It gets what is
	// known of the record, the zero Record if nothing.
	Admit func(old, next *community.Record) (why string)

	// Spread says whether a change of a record is one of all that it owns, so
	// that these are numbered anew and read again.
	Spread func(old, now *community.Record) bool
}

// Verdict is what became of a record. One that was known before has neither won
// nor lost, such as all of a batch that comes a second time.
type Verdict struct {
	Won  bool     // the store now has something of it that it had not
	Lost []string // fields that have a later value here
	Why  string   // "later" if fields lost, "erased", "old", or what Rules.Admit said
}

// What is said of records that lost.
const (
	WhyLater  = "later"
	WhyErased = "erased"
	WhyOld    = "old" // it is not kept for so long
)

// Merged is where a space stands after a merge.
type Merged struct {
	Head
	First int64 // the numbers from this one to Seq are those of its changes; 0 when it changed nothing
}

// Merge takes records into the space, with a verdict on each, and says where the
// space stands then. It returns ErrEpoch, and the head, if the space is in
// another epoch, ErrMalformed for a record without a proper kind and ID, and
// community.ErrNotFound for a space that is not kept here. After any other error
// it is unknown what was taken: merge again.
func (s *Store) Merge(ctx context.Context, space community.ID, epoch int64, records []community.Record, r Rules) ([]Verdict, Merged, error) {
	for i := range records {
		if err := wellFormed(&records[i]); err != nil {
			return nil, Merged{}, err
		}
	}
	done, err := s.turn(ctx, space)
	if err != nil {
		return nil, Merged{}, fmt.Errorf("merge into space %s: %w", space, err)
	}
	defer done()
	for range triesToMerge {
		b, err := s.mergeOnce(ctx, space, epoch, records, r)
		if errors.Is(err, errMoved) {
			if err := pause(ctx, time.Duration(rand.Int64N(int64(20*time.Millisecond)))); err != nil {
				return nil, Merged{}, fmt.Errorf("merge into space %s: %w", space, err)
			}
			continue
		}
		if err != nil {
			return nil, Merged{Head: b.head}, fmt.Errorf("merge into space %s: %w", space, err)
		}
		return b.verdicts, Merged{b.head, b.first}, nil
	}
	return nil, Merged{}, fmt.Errorf("merge into space %s: %w", space, ErrBusy)
}

// wellFormed refuses what could not be told apart or found again.
func wellFormed(r *community.Record) error {
	ok := !r.ID.IsZero() && r.Kind != "" && len(r.Kind) <= 64
	for _, c := range []byte(r.Kind) {
		ok = ok && (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_')
	}
	for _, owner := range r.Owners {
		ok = ok && !owner.IsZero()
	}
	if !ok {
		return fmt.Errorf("merge %q %s: %w", r.Kind, r.ID, ErrMalformed)
	}
	return nil
}

func (s *Store) mergeOnce(ctx context.Context, space community.ID, epoch int64, records []community.Record, r Rules) (*batch, error) {
	b, err := s.readBatch(ctx, space, records)
	if err != nil {
		return b, err
	}
	if b.head.Epoch != epoch {
		return b, ErrEpoch
	}
	b.merge(records, r)
	if err := s.readSpread(ctx, b); err != nil {
		return b, err
	}
	if b.next > b.head.Seq {
		all, err := b.statements()
		if err != nil {
			return b, err
		}
		if _, err := s.engine.write(ctx, all...); err != nil {
			return b, err
		}
		b.first, b.head.Seq = b.head.Seq+1, b.next
		s.watches.signal(space)
	}
	dropped := 0
	if kept, moved := b.keptSince(); moved {
		if dropped, err = s.dropOld(ctx, space, kept.At(s.now())); err != nil {
			return b, err
		}
	}
	if err := s.clean(ctx, len(b.erased)+dropped > 0); err != nil {
		return b, err
	}
	s.forgetCounts(ctx, slices.ContainsFunc(records, func(r community.Record) bool { return r.Kind == community.KindTally }))
	return b, nil
}

// forgetCounts empties the logs when counts of answers have changed, so that the
// counts as they were before do not stay beside the order in which members were
// asked. Where that cannot be done, because somebody reads, it is tried again at the
// next merge: no screen is refused for its sake.
func (s *Store) forgetCounts(ctx context.Context, changed bool) {
	s.mu.Lock()
	due := s.tallied || changed
	s.mu.Unlock()
	if !due {
		return
	}
	err := s.engine.scrub(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tallied = err != nil
}

// clean writes the pages anew and empties the logs after an erasure, and after an
// earlier one that could not do it. What an earlier program may have left is no
// reason to refuse a merge.
func (s *Store) clean(ctx context.Context, erased bool) error {
	s.mu.Lock()
	s.unclean = s.unclean || erased
	unclean, unsure := s.unclean, s.unsure
	s.mu.Unlock()
	if !unclean && !unsure {
		return nil
	}
	err := s.engine.rewrite(ctx)
	if err == nil {
		err = s.engine.scrub(ctx)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err == nil:
		s.unclean, s.unsure = false, false
	case unclean:
		return err
	case ctx.Err() == nil: // or else the next merge tries again
		slog.Warn("what was erased earlier may be left in the shared store for now", "err", err)
		s.unsure = false
	}
	return nil
}

// pause waits.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
