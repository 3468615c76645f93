package shared

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"kettle/internal/community"
)

// The sizes of photos.
const (
	PartSize = 256 << 10 // bytes of each part but the last, which may have fewer
	MaxParts = 64
)

// MissingPhotos says which of the photos are not whole here, in their order.
func (s *Store) MissingPhotos(ctx context.Context, space community.ID, hashes []string) ([]string, error) {
	var out []string
	err := s.engine.query(ctx, false, statement{
		sql: `SELECT x.value FROM json_each(?2) x WHERE NOT EXISTS
			(SELECT 1 FROM photos p WHERE p.space = ?1 AND p.hash = x.value AND p.whole = 1) ORDER BY x.key`,
		args: []any{space.String(), texts(hashes)},
	}, func(scan func(dest ...any) error) error {
		var hash string
		err := scan(&hash)
		out = append(out, hash)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("ask which photos are missing: %w", err)
	}
	return out, nil
}

// PutPart keeps a part of a photo, counted from 0, and says whether the photo is
// whole now: parts may come in any order, again, and after a break. It returns
// ErrPhoto for a part that cannot be one, and, having thrown all of them away,
// when they are not the photo of that hash.
func (s *Store) PutPart(ctx context.Context, space community.ID, hash string, part, of int, data []byte) (whole bool, err error) {
	size := len(data)
	proper := of >= 1 && of <= MaxParts && part >= 0 && part < of && (size == PartSize || part == of-1 && size > 0 && size < PartSize)
	if sum, err := hex.DecodeString(hash); err != nil || len(sum) != sha256.Size || hex.EncodeToString(sum) != hash || !proper {
		return false, fmt.Errorf("part %d of %d of photo %s, %d bytes: %w", part, of, hash, size, ErrPhoto)
	}
	have, whole, err := s.putPart(ctx, space.String(), hash, part, of, data)
	if err == nil && !whole && have == int64(of) {
		whole, err = s.makeWhole(ctx, space.String(), hash)
	}
	if err != nil {
		return false, fmt.Errorf("part %d of %d of photo %s: %w", part, of, hash, err)
	}
	return whole, nil
}

// putPart writes a part that is not there yet and counts those there are. A part
// stays what it is until all are compared with the hash; parts of another
// division of the photo give way.
func (s *Store) putPart(ctx context.Context, space, hash string, part, of int, data []byte) (have int64, whole bool, err error) {
	_, err = s.engine.write(ctx,
		statement{
			sql: `DELETE FROM photo_parts WHERE space = ?1 AND hash = ?2
				AND EXISTS (SELECT 1 FROM photos WHERE space = ?1 AND hash = ?2 AND whole = 0 AND parts <> ?3)`,
			args: []any{space, hash, of},
		},
		statement{
			sql: `INSERT INTO photos (space, hash, parts, whole, unused_since) VALUES (?, ?, ?, 0, ?)
				ON CONFLICT (space, hash) DO UPDATE SET parts = excluded.parts WHERE whole = 0`,
			args: []any{space, hash, of, millis(s.now())},
		},
		statement{
			sql: `INSERT INTO photo_parts (space, hash, part, data) SELECT ?1, ?2, ?3, ?4
				WHERE EXISTS (SELECT 1 FROM photos WHERE space = ?1 AND hash = ?2 AND whole = 0)
				ON CONFLICT (space, hash, part) DO NOTHING`,
			args: []any{space, hash, part, data},
		})
	if err == nil {
		err = s.one(ctx, true, statement{
			sql:  `SELECT p.whole, (SELECT count(*) FROM photo_parts t WHERE t.space = p.space AND t.hash = p.hash) FROM photos p WHERE space = ? AND hash = ?`,
			args: []any{space, hash},
		}, &whole, &have)
	}
	return have, whole, err
}

// makeWhole compares all the parts with their hash.
func (s *Store) makeWhole(ctx context.Context, space, hash string) (bool, error) {
	sum := sha256.New()
	count := 0
	err := s.engine.query(ctx, true, statement{
		sql:  `SELECT data FROM photo_parts WHERE space = ? AND hash = ? ORDER BY part`,
		args: []any{space, hash},
	}, func(scan func(dest ...any) error) error {
		var data blob
		err := scan(&data)
		sum.Write(data)
		count++
		return err
	})
	if err != nil {
		return false, err
	}
	if hex.EncodeToString(sum.Sum(nil)) != hash {
		return false, errors.Join(ErrPhoto, s.dropPhotos(ctx, space, []string{hash}))
	}
	changed, err := s.engine.write(ctx, statement{
		sql:  `UPDATE photos SET whole = 1 WHERE space = ? AND hash = ? AND parts = ?`,
		args: []any{space, hash, count},
	})
	return err == nil && changed[0] > 0, err // none if it was pruned meanwhile
}

// Part gives a part of a photo that is whole, and of how many. It returns
// community.ErrNotFound when there is no such part.
func (s *Store) Part(ctx context.Context, space community.ID, hash string, part int) (data []byte, of int, err error) {
	var parts int64
	err = s.one(ctx, false, statement{
		sql: `SELECT t.data, p.parts FROM photos p JOIN photo_parts t ON t.space = p.space AND t.hash = p.hash
			WHERE p.space = ? AND p.hash = ? AND p.whole = 1 AND t.part = ?`,
		args: []any{space.String(), hash, part},
	}, (*blob)(&data), &parts)
	if err != nil {
		return nil, 0, fmt.Errorf("part %d of photo %s: %w", part, hash, err)
	}
	return data, int(parts), nil
}

// PrunePhotos takes away the photos that have not been used for so long, whole
// or not, and says how many. A photo counts as unused from when its first part
// came, or from the first call that did not name it as used.
func (s *Store) PrunePhotos(ctx context.Context, space community.ID, used map[string]bool, unusedFor time.Duration) (int, error) {
	now := s.now()
	var taken, left, old []string
	err := s.engine.query(ctx, false, statement{
		sql: `SELECT hash, unused_since FROM photos WHERE space = ?`, args: []any{space.String()},
	}, func(scan func(dest ...any) error) error {
		var hash string
		var since int64
		err := scan(&hash, &since)
		switch {
		case used[hash] && since != 0:
			taken = append(taken, hash)
		case used[hash]:
		case since == 0 && unusedFor > 0:
			left = append(left, hash)
		case since <= now.Add(-unusedFor).UnixMilli():
			old = append(old, hash)
		}
		return err
	})
	if err == nil {
		err = s.markPhotos(ctx, space.String(), taken, left, millis(now))
	}
	if err == nil {
		err = s.dropPhotos(ctx, space.String(), old)
	}
	if err != nil {
		return 0, fmt.Errorf("prune the photos: %w", err)
	}
	return len(old), nil
}

// markPhotos notes which photos came into use, and which are out of it since
// now.
func (s *Store) markPhotos(ctx context.Context, space string, taken, left []string, now int64) error {
	if len(taken)+len(left) == 0 {
		return nil
	}
	mark := `UPDATE photos SET unused_since = ?2 WHERE space = ?1 AND hash IN (SELECT value FROM json_each(?3))`
	_, err := s.engine.write(ctx,
		statement{sql: mark, args: []any{space, 0, texts(taken)}},
		statement{sql: mark + ` AND unused_since = 0`, args: []any{space, now, texts(left)}})
	return err
}

// dropPhotos deletes photos down to the bytes.
func (s *Store) dropPhotos(ctx context.Context, space string, hashes []string) error {
	if len(hashes) == 0 {
		return nil
	}
	_, err := s.engine.write(ctx,
		statement{
			sql:  `DELETE FROM photo_parts WHERE space = ? AND hash IN (SELECT value FROM json_each(?))`,
			args: []any{space, texts(hashes)},
		},
		statement{
			sql:  `DELETE FROM photos WHERE space = ? AND hash IN (SELECT value FROM json_each(?))`,
			args: []any{space, texts(hashes)},
		})
	if err != nil {
		return err
	}
	return s.clean(ctx, true)
}
