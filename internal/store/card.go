package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"kettle/internal/community"
)

// cardPrefix begins the text of every card, so that a scan is known as one.
const cardPrefix = "KETTLE"

// NewCard makes a card for a member and returns its text, to be printed. The
// text is a secret of 130 bits: only its hash is kept, so it cannot be shown
// again. Letters and digits only, so that any wedge scanner types it right.
func (db *DB) NewCard(ctx context.Context, actor community.Actor, member community.ID) (text string, err error) {
	var b [17]byte
	rand.Read(b[:])
	text = cardPrefix + base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:])[:26]
	c := community.Card{ID: newID(), MemberID: member, Hash: cardHash(text)}
	err = db.writing(ctx, actor, func(w *writer) error {
		if err := w.needMember(member); err != nil {
			return err
		}
		return w.create(community.KindCard, c.ID, c.Fields(), member)
	})
	if err != nil {
		return "", fmt.Errorf("make a card: %w", err)
	}
	return text, nil
}

// RevokeCards makes every card of a member worthless and says how many. Their
// PIN stays.
func (db *DB) RevokeCards(ctx context.Context, actor community.Actor, member community.ID) (int, error) {
	n := 0
	err := db.writing(ctx, actor, func(w *writer) error {
		cards, err := readCards(ctx, w.tx, "WHERE member_id = ? AND revoked = 0", member)
		if err != nil {
			return err
		}
		cards = slices.DeleteFunc(cards, func(c community.Card) bool { return isPIN(&c) })
		n = len(cards)
		for _, c := range cards {
			if err := w.put(community.KindCard, c.ID, []community.Field{{Name: "revoked", Value: "yes"}}); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}

// Scan gives the profile, as its own member sees it, that a card proves, or
// community.ErrNotFound when no active member has such a card.
func (db *DB) Scan(ctx context.Context, text string) (community.Profile, error) {
	cards, err := readCards(ctx, db.read(), "WHERE hash = ? AND revoked = 0", cardHash(text))
	if err != nil {
		return community.Profile{}, err
	}
	for _, c := range cards {
		m, err := db.Member(ctx, c.MemberID)
		if err != nil {
			return community.Profile{}, err
		}
		if p, ok := m.Profile(community.Self); ok {
			return p, nil
		}
	}
	return community.Profile{}, fmt.Errorf("card: %w", community.ErrNotFound)
}

func readCards(ctx context.Context, q query, where string, args ...any) ([]community.Card, error) {
	return list(ctx, q, community.KindCard, func(id community.ID) community.Card { return community.Card{ID: id} }, where, args...)
}

func cardHash(text string) string {
	sum := sha256.Sum256([]byte(strings.ToUpper(strings.TrimSpace(text))))
	return hex.EncodeToString(sum[:])
}
