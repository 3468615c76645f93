package store

import (
	"context"
	"fmt"
	"time"

	"kettle/internal/community"
)

// MessageFor is how long a message waits for a network: later, the person visited
// knows already, or the visitor has gone.
const MessageFor = 30 * time.Minute

// addMessage notes that the member visited is to be told, here and by no other
// screen, and forgets those that nobody sent in time.
func (w *writer) addMessage(v *community.Visitor) error {
	if err := w.exec(`DELETE FROM messages WHERE made_at < ?`, w.wall-MessageFor.Milliseconds()); err != nil {
		return err
	}
	if v.Sees != community.SeesMember {
		return nil
	}
	return w.exec(`INSERT OR IGNORE INTO messages (visitor_id, made_at) VALUES (?, ?)`, v.ID, w.wall)
}

// Messages gives what is to be sent now, oldest first. What waited too long, or
// is about a visitor who has gone or a member who cannot be told, is forgotten;
// expired says how many waited too long.
func (db *DB) Messages(ctx context.Context) (due []community.Message, expired int, err error) {
	rows, err := db.read().QueryContext(ctx, `SELECT visitor_id, made_at, tries, next_at FROM messages ORDER BY made_at`)
	if err != nil {
		return nil, 0, fmt.Errorf("read what is to be sent: %w", err)
	}
	defer rows.Close()
	now := db.now()
	var gone []community.ID
	for rows.Next() {
		var m community.Message
		var made, next int64
		if err := rows.Scan(&m.ID, &made, &m.Tries, &next); err != nil {
			return nil, 0, fmt.Errorf("read what is to be sent: %w", err)
		}
		m.MadeAt = timeOf(made)
		switch late := now.Sub(m.MadeAt) > MessageFor; {
		case late:
			gone = append(gone, m.ID)
			expired++
		case next > now.UnixMilli():
		default:
			if !db.fillMessage(ctx, &m) {
				gone = append(gone, m.ID)
				continue
			}
			due = append(due, m)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, 0, fmt.Errorf("read what is to be sent: %w", err)
	}
	for _, id := range gone {
		if err := db.DropMessage(ctx, id); err != nil {
			return nil, 0, err
		}
	}
	return due, expired, nil
}

// fillMessage reads whom the message is about and for; ok is false when there is
// nobody any more.
func (db *DB) fillMessage(ctx context.Context, m *community.Message) (ok bool) {
	v, err := db.Visitor(ctx, m.ID)
	if err != nil || !v.Here() {
		return false
	}
	to, err := db.Member(ctx, v.SeesID)
	if err != nil || !to.Active() {
		return false
	}
	m.Visitor, m.Company, m.MemberID, m.Member, m.Called, m.Email = v.Name, v.Company, to.ID, to.Name, to.Call(), to.Email
	return true
}

// DropMessage forgets a message: it was sent, or never will be.
func (db *DB) DropMessage(ctx context.Context, id community.ID) error {
	return db.writing(ctx, community.Actor{}, func(w *writer) error {
		w.noted = true
		return w.exec(`DELETE FROM messages WHERE visitor_id = ?`, id)
	})
}

// DelayMessage has a message that could not be sent wait for a while.
func (db *DB) DelayMessage(ctx context.Context, id community.ID, next time.Time) error {
	return db.writing(ctx, community.Actor{}, func(w *writer) error {
		w.noted = true
		return w.exec(`UPDATE messages SET tries = tries + 1, next_at = ? WHERE visitor_id = ?`, next.UnixMilli(), id)
	})
}
