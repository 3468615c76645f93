package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"kettle/internal/community"
)

// ErrWrongMemberPIN says that the PIN is not the member's, or that the member
// has none: whoever tries does not learn which.
var ErrWrongMemberPIN = errors.New("that is not the member's PIN")

const (
	pinPrefix  = "argon2id$" // begins the Hash of a card that is a PIN
	mostDigits = 12          // of a member's PIN, as the kiosk's pad takes them
)

// SetMemberPIN gives a member a PIN of their own, in the place of any before.
// It has 6 to 12 digits
// and is none of those that everybody tries first. Without a PIN ("") they have none any more.
func (db *DB) SetMemberPIN(ctx context.Context, actor community.Actor, member community.ID, pin string) error {
	c := community.Card{ID: pinID(member), MemberID: member, Revoked: pin == ""}
	if pin != "" {
		if err := community.CheckPIN(pin); err != nil {
			return err
		}
		if strings.Trim(pin, "0123456789") != "" {
			return &community.FieldError{Field: "pin", Reason: "may have digits only, so that it can be typed at the kiosk"}
		}
		if len(pin) > mostDigits {
			return &community.FieldError{Field: "pin", Reason: "has more than 12 digits"}
		}
		c.Hash = hashPIN(pin)
	}
	err := db.writing(ctx, actor, func(w *writer) error {
		if err := w.needMember(member); err != nil {
			return err
		}
		if err := w.put(community.KindCard, c.ID, c.Fields(), member); err != nil {
			return err
		}
		return w.exec(`DELETE FROM member_pin_tries WHERE member_id = ?`, member)
	})
	if err != nil {
		return fmt.Errorf("keep a member's PIN: %w", err)
	}
	return nil
}

// CheckMemberPIN says whether the PIN is the member's: nil, ErrWrongMemberPIN or
// a *LockedError, after as many wrong ones as with hosts, but for this member
// alone. It takes as long for a member without a PIN, or for nobody (the zero
// ID). The try is on the disk before the answer is given, and so is the lock
// before the fifth wrong PIN is looked at, so that tries at the same time do not
// pass it.
func (db *DB) CheckMemberPIN(ctx context.Context, member community.ID, pin string) error {
	db.pins.Lock() // one at a time: each takes 19 MiB
	defer db.pins.Unlock()
	hash, err := db.pinHash(ctx, member)
	if err != nil {
		return err
	}
	if hash == "" {
		pinFits(pin, nobodysPIN)
		return ErrWrongMemberPIN
	}
	until, err := db.countPIN(ctx, member)
	if err != nil {
		return err
	}
	now := db.now()
	if until.locked {
		pinFits(pin, nobodysPIN)
		return &LockedError{Until: until.at}
	}
	if pinFits(pin, hash) {
		db.mu.Lock()
		defer db.mu.Unlock()
		if _, err := db.write.ExecContext(ctx, `DELETE FROM member_pin_tries WHERE member_id = ?`, member); err != nil {
			return fmt.Errorf("count a PIN: %w", err)
		}
		return nil
	}
	if until.at.After(now) {
		return &LockedError{Until: until.at}
	}
	return ErrWrongMemberPIN
}

// nobodysPIN costs as much to compare with as any.
const nobodysPIN = "argon2id$2$19456$1$a2V0dGxla2V0dGxla2V0dA$a2V0dGxla2V0dGxla2V0dGxla2V0dGxla2V0dGxla2U"

// pinHash gives what is kept of a member's PIN, "" when there is none.
func (db *DB) pinHash(ctx context.Context, member community.ID) (string, error) {
	cards, err := readCards(ctx, db.read(), "WHERE id = ? AND member_id = ? AND revoked = 0", pinID(member), member)
	if err != nil || len(cards) == 0 {
		return "", err
	}
	m, err := db.Member(ctx, member)
	if err != nil {
		return "", err
	}
	if !m.Active() {
		return "", nil
	}
	return cards[0].Hash, nil
}

// PINMark tells a member's own PIN from any other that they had or have, without a
// word of it; "" for a member without one.
func (db *DB) PINMark(ctx context.Context, member community.ID) (string, error) {
	hash, err := db.pinHash(ctx, member)
	if hash == "" || err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(hash))
	return hex.EncodeToString(sum[:]), nil
}

// pinLock is until when no PIN of a member is looked at; locked says that this
// began before the try at hand.
type pinLock struct {
	at     time.Time
	locked bool
}

// countPIN counts one try.
func (db *DB) countPIN(ctx context.Context, member community.ID) (pinLock, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	var wrong int
	var until int64
	now := db.now()
	err := db.write.QueryRowContext(ctx, `SELECT wrong, until_at FROM member_pin_tries WHERE member_id = ?`, member).Scan(&wrong, &until)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return pinLock{}, fmt.Errorf("count a PIN: %w", err)
	}
	// A clock that was set back must not lock anybody out for longer.
	if at := time.UnixMilli(until); at.After(now) && at.Sub(now) <= lockFor(wrong) {
		return pinLock{at, true}, nil
	}
	wrong++
	at := time.UnixMilli(0)
	if wrong >= 5 {
		at = now.Add(lockFor(wrong))
	}
	_, err = db.write.ExecContext(ctx, `INSERT INTO member_pin_tries (member_id, wrong, until_at) VALUES (?, ?, ?)
		ON CONFLICT (member_id) DO UPDATE SET wrong = excluded.wrong, until_at = excluded.until_at`, member, wrong, at.UnixMilli())
	if err != nil {
		return pinLock{}, fmt.Errorf("count a PIN: %w", err)
	}
	return pinLock{at: at}, nil
}

// pinID is the ID of the one card that is a member's PIN.
func pinID(member community.ID) community.ID { return naturalID("pin:" + member.String()) }

// isPIN says whether a card is a member's PIN.
func isPIN(c *community.Card) bool { return strings.HasPrefix(c.Hash, pinPrefix) }
