package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kettle/internal/community"
	"kettle/internal/search"
)

// holds says whether what a member says is to wait for a host: all of it where hosts
// look at it first, and everywhere what has a blocked word in it. What a host says
// never waits.
func (w *writer) holds(words string) (bool, error) {
	if words == "" || w.actor.Kind != community.ActorClaimed && w.actor.Kind != community.ActorProven {
		return false, nil
	}
	space, err := readSpace(w.ctx, w.tx, w.db.file.space)
	if err != nil {
		return false, err
	}
	return space.ApproveWords || blocked(words, space.BlockedWords), nil
}

// Held says whether a post or a thank-you waits for a host to look at its words.
func (db *DB) Held(ctx context.Context, id community.ID) (held bool, err error) {
	err = db.read().QueryRowContext(ctx, `SELECT held FROM posts WHERE id = ?1 UNION ALL SELECT held FROM thank_yous WHERE id = ?1`, id).Scan(&held)
	if err != nil {
		return false, fmt.Errorf("read whether %s waits for a host: %w", id, err)
	}
	return held, nil
}

// blocked says whether a text has one of the words in it, whole and however it is
// spelled: in capitals, with accents, or with its letters apart.
func blocked(text string, words []string) bool {
	plain := strings.Fields(search.Fold(text))
	apart := strings.Join(plain, "")
	letters := !slices.ContainsFunc(plain, func(w string) bool { return len(w) > 1 })
	for _, word := range words {
		bad := strings.Fields(search.Fold(word))
		if len(bad) == 0 {
			continue
		}
		for i := range plain {
			if i+len(bad) <= len(plain) && slices.Equal(plain[i:i+len(bad)], bad) {
				return true
			}
		}
		if letters && strings.Contains(apart, strings.Join(bad, "")) {
			return true
		}
	}
	return false
}
