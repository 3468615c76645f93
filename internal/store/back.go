package store

import (
	"fmt"
	"time"

	"kettle/internal/community"
)

// knownFor is how far back visits have to be known before the absence of others says
// something: a little less than community.KeepDays, after which they go.
const knownFor = 28 * 24 * time.Hour

// isBack says whether a member who comes in is back after a long time, as far as that
// can be known: they have been a member for long, no other visit of theirs is known,
// and visits of others are known from so long ago that theirs would be. It is not
// worked out for one who is not happy to be welcomed by name and shown as here.
func (w *writer) isBack(m *community.Member, now time.Time) (bool, error) {
	if !m.WelcomeMe || !m.OnWall.Given || !m.HereNow.Given || !community.MayBeBack(m.JoinedOn, now) {
		return false, nil
	}
	var been, known bool
	row := w.tx.QueryRowContext(w.ctx, `SELECT EXISTS (SELECT 1 FROM visits WHERE member_id = ? AND void = 0),
		EXISTS (SELECT 1 FROM visits WHERE in_at < ?)`, m.ID, now.Add(-knownFor).UnixMilli())
	if err := row.Scan(&been, &known); err != nil {
		return false, fmt.Errorf("look for other visits of %s: %w", m.ID, err)
	}
	return known && !been, nil
}
