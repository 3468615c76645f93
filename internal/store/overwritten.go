package store

import (
	"context"
	"fmt"
	"time"

	"kettle/internal/community"
)

// keepFor is how long a value that lost is kept for a host to look at.
const keepFor = 30 * 24 * time.Hour

// Overwritten is a value of a member given on this screen that a later one, given
// elsewhere while the two could not talk, replaced. Of other records none is kept,
// since nobody looks at it.
type Overwritten struct {
	Field, Value string
	Stamp        community.Stamp
	Actor        community.Actor
	At           time.Time // when it lost
}

// Overwritten lists what was overwritten of one member in the last 30 days, the
// latest first.
func (db *DB) Overwritten(ctx context.Context, member community.ID) ([]Overwritten, error) {
	rows, err := db.read().QueryContext(ctx, `SELECT field, value, clock, screen, actor, at FROM overwritten
		WHERE kind = ? AND id = ? AND at > ? ORDER BY at DESC, field`, string(community.KindMember), member, db.now().Add(-keepFor).UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("read overwritten: %w", err)
	}
	defer rows.Close()
	var out []Overwritten
	for rows.Next() {
		var o Overwritten
		var actor string
		var at int64
		if err := rows.Scan(&o.Field, &o.Value, &o.Stamp.Clock, &o.Stamp.Screen, &actor, &at); err != nil {
			return nil, fmt.Errorf("read overwritten: %w", err)
		}
		o.At = time.UnixMilli(at).UTC()
		o.Actor, _ = community.ParseActor(actor) // an actor that cannot be read is nobody
		out = append(out, o)
	}
	return out, rows.Err()
}

// keepOverwritten keeps the value of group g that c is about to replace.
func (w *writer) keepOverwritten(old *known, c community.Change, g *group) error {
	if c.Kind != community.KindMember {
		return nil
	}
	value, err := w.value(old, c)
	if err != nil || value == c.Value {
		return err
	}
	lost := c
	lost.Value = value
	return w.addOverwritten(lost, g.stamp(), g.Actor)
}

func (w *writer) addOverwritten(c community.Change, stamp community.Stamp, actor string) error {
	if !w.tidied { // which reads them all
		if err := w.exec(`DELETE FROM overwritten WHERE at < ?`, w.wall-keepFor.Milliseconds()); err != nil {
			return err
		}
		w.tidied = true
	}
	w.noted = true
	return w.exec(`INSERT OR IGNORE INTO overwritten (kind, id, field, value, clock, screen, actor, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		string(c.Kind), c.ID, c.Field, c.Value, stamp.Clock, stamp.Screen, actor, w.wall)
}
