package shared

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kettle/internal/community"
)

// Contact is what the hubs know of their talk with one screen. The zero Contact
// is a screen that never said hello.
type Contact struct {
	Count        int64         // of meetings
	Word         string        // given at the last meeting
	Before       string        // given at the one before
	Since        int64         // the screen has all changes up to it
	SeenAt       time.Time     // when it last asked for something
	Offset       time.Duration // the hub's clock less the screen's, in milliseconds
	Waiting      int64         // records that it has not sent
	WaitingSince time.Time     // zero for none
	Program      string
	Bye          bool // it was switched off on purpose
}

const contactColumns = `count, word, before, since, seen_at, offset_ms, waiting, waiting_since, program, bye`

// contactRow is what a contact is scanned into.
type contactRow struct {
	Contact
	seen, offset, waitingSince int64
}

func (r *contactRow) dest() []any {
	return []any{&r.Count, &r.Word, &r.Before, &r.Since, &r.seen, &r.offset, &r.Waiting, &r.waitingSince, &r.Program, &r.Bye}
}

func (r *contactRow) contact() Contact {
	c := r.Contact
	c.SeenAt, c.WaitingSince = at(r.seen), at(r.waitingSince)
	c.Offset = time.Duration(r.offset) * time.Millisecond
	return c
}

// at gives a time of milliseconds; 0 is the zero Time, and the other way round.
func at(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// Contact gives what is known of the screen with that key, after all that was
// saved: the zero Contact for one that was never seen.
func (s *Store) Contact(ctx context.Context, space community.ID, key string) (Contact, error) {
	var r contactRow
	err := s.one(ctx, true, statement{
		sql:  `SELECT ` + contactColumns + ` FROM contacts WHERE space = ? AND key = ?`,
		args: []any{space.String(), key},
	}, r.dest()...)
	if err != nil && !errors.Is(err, community.ErrNotFound) {
		return Contact{}, fmt.Errorf("contact of a screen: %w", err)
	}
	return r.contact(), nil
}

// SaveContact writes what is known of a screen, if count and word are still what
// they were; it returns ErrChanged if they are not.
func (s *Store) SaveContact(ctx context.Context, space community.ID, key string, was, now Contact) error {
	changed, err := s.engine.write(ctx, statement{
		sql: `INSERT INTO contacts (space, key, ` + contactColumns + `)
			SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
			WHERE (SELECT count(*) FROM contacts WHERE space = ?1 AND key = ?2 AND (count <> ?13 OR word <> ?14)) = 0
			AND (?13 = 0 OR EXISTS (SELECT 1 FROM contacts WHERE space = ?1 AND key = ?2))
			ON CONFLICT (space, key) DO UPDATE SET count = excluded.count, word = excluded.word, before = excluded.before,
				since = excluded.since, seen_at = excluded.seen_at, offset_ms = excluded.offset_ms, waiting = excluded.waiting,
				waiting_since = excluded.waiting_since, program = excluded.program, bye = excluded.bye`,
		args: []any{
			space.String(), key, now.Count, now.Word, now.Before, now.Since, millis(now.SeenAt), now.Offset.Milliseconds(),
			now.Waiting, millis(now.WaitingSince), now.Program, number(now.Bye), was.Count, was.Word,
		},
	})
	if err != nil {
		return fmt.Errorf("save the contact of a screen: %w", err)
	}
	if changed[0] > 0 {
		return nil
	}
	// It may be this very write, which a cluster was sent twice.
	is, err := s.Contact(ctx, space, key)
	if err == nil && (is.Count != now.Count || is.Word != now.Word) {
		err = ErrChanged
	}
	return err
}

func number(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// Contacts gives what is known of all screens of the space, by key.
func (s *Store) Contacts(ctx context.Context, space community.ID) (map[string]Contact, error) {
	if err := s.writeSightings(ctx); err != nil {
		return nil, err
	}
	out := map[string]Contact{}
	err := s.engine.query(ctx, false, statement{
		sql:  `SELECT key, ` + contactColumns + ` FROM contacts WHERE space = ?`,
		args: []any{space.String()},
	}, func(scan func(dest ...any) error) error {
		var key string
		var r contactRow
		err := scan(append([]any{&key}, r.dest()...)...)
		out[key] = r.contact()
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("contacts of space %s: %w", space, err)
	}
	return out, nil
}
