package kiosk

import (
	"context"
	"log/slog"
	"time"

	"kettle/internal/community"
)

// Desk is what the kiosk needs of the store. It is called from goroutines of
// Model.Run, never from the one that draws, and may take its time: a call that
// has not come back after giveUp is given up.
//
// An error that has a method Sentence() string is shown to people in its words.
type Desk interface {
	// Seen gives what the audience may see now.
	Seen(ctx context.Context, a community.Audience) (*community.Seen, error)
	// Find gives members by name, number or code, best first. A member who did
	// not agree to be on the wall is found only exactly, and without a photo.
	Find(ctx context.Context, query string) ([]community.Match, error)
	// CheckIn opens a visit and returns once it is kept. A second call for a
	// member who is in returns the open visit and already.
	CheckIn(ctx context.Context, by community.Actor, member community.ID) (v community.Visit, already bool, err error)
	// CheckOut closes the open visit; community.ErrNotFound when there is none.
	CheckOut(ctx context.Context, by community.Actor, member community.ID) (community.Visit, error)
	// Undo makes a check-in never have been.
	Undo(ctx context.Context, by community.Actor, visit community.ID) error
	// Reopen makes a check-out never have been.
	Reopen(ctx context.Context, by community.Actor, visit community.ID) error
	// Scan gives whose card or pass bears the secret, or community.ErrNotFound.
	Scan(ctx context.Context, secret string) (community.Profile, error)
	// CheckPIN gives the host whose PIN it is, community.ErrNotFound for any other,
	// and an error with a Sentence while too many wrong ones lock it.
	CheckPIN(ctx context.Context, pin string) (community.Host, error)
}

// Config is what the kiosk is told about the screen that it runs on. The zero
// Config works: an English keyboard, no phone pages, no way out.
type Config struct {
	Now func() time.Time // nil means time.Now
	Do  func(func())     // runs on the goroutine that draws; nil means at once, where it was called
	Log *slog.Logger     // nil means slog.Default()

	Phone   func() string                    // where phones find this screen's pages, as http://192.168.1.20:8420; "" for nowhere
	Contact func(p community.Profile) string // a contact that a phone can keep, as text of a QR code; "" for none
	Initial func(name string) string         // the letter under which who's who files a name; nil means the first Latin letter
	Layout  string                           // of the on-screen keyboard: en, de, fr, pl or es; else en

	Rest func() // nobody is at the kiosk any more, the wall may have the screen; nil means that home stays
	Stir func() // somebody came while the wall had the screen: the kiosk wants it back; nil is nothing
	Exit func() // a host gave their PIN and wants to leave the kiosk
}

func (c Config) withDefaults() Config {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Do == nil {
		c.Do = func(f func()) { f() }
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Phone == nil {
		c.Phone = func() string { return "" }
	}
	if c.Contact == nil {
		c.Contact = func(community.Profile) string { return "" }
	}
	if c.Initial == nil {
		c.Initial = initial
	}
	return c
}
