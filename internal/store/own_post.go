package store

import (
	"context"
	"fmt"

	"kettle/internal/community"
)

// OpenPosts gives what one member has put up and is not over, the newest first; what
// waits for a host as well.
func (db *DB) OpenPosts(ctx context.Context, member community.ID) ([]community.Post, error) {
	posts, err := readPosts(ctx, db.read(), "WHERE member_id = ? AND closed = 0 AND words <> '' AND until > ? ORDER BY made_at DESC, id DESC",
		member, db.now().UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("read what %s has put up: %w", member, err)
	}
	return posts, nil
}
