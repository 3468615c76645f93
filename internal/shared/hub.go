package shared

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kettle/internal/community"
)

// Key gives the private key of the hubs before this store, in PEM. The first to
// ask makes it, all get the same.
func (s *Store) Key(ctx context.Context, create func() ([]byte, error)) ([]byte, error) {
	var pem string
	q := statement{sql: `SELECT pem FROM keys`}
	err := s.one(ctx, true, q, &pem)
	if errors.Is(err, community.ErrNotFound) {
		var made []byte
		if made, err = create(); err == nil {
			_, err = s.engine.write(ctx, statement{
				sql: `INSERT INTO keys (one, pem) VALUES (1, ?) ON CONFLICT (one) DO NOTHING`, args: []any{string(made)},
			})
		}
		if err == nil {
			err = s.one(ctx, true, q, &pem)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("key of the hub: %w", err)
	}
	return []byte(pem), nil
}

// forgetHubsAfter is when a hub that was not heard of is no longer kept.
const forgetHubsAfter = 24 * time.Hour

// Announce says that a hub can be reached at the address.
func (s *Store) Announce(ctx context.Context, address string) error {
	now := s.now().UnixMilli()
	_, err := s.engine.write(ctx,
		statement{sql: `DELETE FROM hubs WHERE seen_at < ?`, args: []any{now - forgetHubsAfter.Milliseconds()}},
		statement{
			sql:  `INSERT INTO hubs (address, seen_at) VALUES (?, ?) ON CONFLICT (address) DO UPDATE SET seen_at = excluded.seen_at`,
			args: []any{address, now},
		})
	if err != nil {
		return fmt.Errorf("announce a hub: %w", err)
	}
	return nil
}

// Hubs gives the addresses that were announced within that time, the latest
// first.
func (s *Store) Hubs(ctx context.Context, within time.Duration) ([]string, error) {
	var out []string
	err := s.engine.query(ctx, false, statement{
		sql:  `SELECT address FROM hubs WHERE seen_at >= ? ORDER BY seen_at DESC, address`,
		args: []any{s.now().Add(-within).UnixMilli()},
	}, func(scan func(dest ...any) error) error {
		var address string
		err := scan(&address)
		out = append(out, address)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the hubs: %w", err)
	}
	return out, nil
}
