package store

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// What a clock may do and still be believed.
const (
	mostAhead  = 7 * 24 * time.Hour // of what was last seen
	mostBehind = time.Hour
	steady     = 24 * time.Hour // after which a clock that jumped is believed
)

// doubt says, in words, why the time of now is not to be believed, "" if it is. A
// clock that jumped, as after a long holiday or with a dead battery, is believed
// when it has gone on from there for a day.
func (r *retaining) doubt() (string, error) {
	var looked, doubted int64
	err := r.tx.QueryRowContext(r.ctx, `SELECT looked_at, doubt_at FROM retention`).Scan(&looked, &doubted)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read when this was last looked at: %w", err)
	}
	if looked == 0 {
		if looked, err = r.newest(); err != nil {
			return "", err
		}
	}
	now, why := r.wall, ""
	ahead := now - looked
	switch {
	case looked == 0 || ahead <= mostAhead.Milliseconds() && ahead >= -mostBehind.Milliseconds():
	case doubted != 0 && now-doubted >= steady.Milliseconds() && now-doubted <= mostAhead.Milliseconds():
	case ahead < 0:
		why = "The clock of this machine has gone backwards"
	default:
		why = fmt.Sprintf("The clock of this machine is %d days ahead of when it was last seen", ahead/(24*time.Hour).Milliseconds())
	}
	if why != "" {
		why += ": nothing is let go by it before it has gone on from there for a day"
		if doubted == 0 || now < doubted || now-doubted > mostAhead.Milliseconds() {
			doubted = now
		}
	}
	if why == "" {
		looked, doubted = now, 0
	}
	r.noted = true
	return why, r.exec(`INSERT OR REPLACE INTO retention (one, looked_at, doubt_at) VALUES (1, ?, ?)`, looked, doubted)
}

// newest is the time, in ms, of the newest stamp that was given or seen before
// now.
func (r *retaining) newest() (ms int64, err error) {
	if err := r.tx.QueryRowContext(r.ctx, `SELECT clock FROM file`).Scan(&ms); err != nil {
		return 0, fmt.Errorf("read the newest stamp: %w", err)
	}
	return ms >> 16, nil
}
