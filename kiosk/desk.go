package kiosk

import (
	"context"
	"crypto/rand"
	"log/slog"
	"strings"
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
	// Find gives members by name, number or code, best first, as far as the space's
	// search mode lets anybody see who typed that. A member who did not agree to be
	// on the wall is found only exactly, and without a photo.
	Find(ctx context.Context, query string) ([]community.Match, error)
	// CheckIn opens a visit and returns once it is kept. A second call for a
	// member who is in returns the open visit and already.
	CheckIn(ctx context.Context, by community.Actor, member community.ID) (v community.Visit, already bool, err error)
	// CheckOut closes the open visit, and gives it with the mood that it had;
	// community.ErrNotFound when there is none.
	CheckOut(ctx context.Context, by community.Actor, member community.ID) (community.Visit, error)
	// Undo makes a check-in never have been.
	Undo(ctx context.Context, by community.Actor, visit community.ID) error
	// Reopen makes a check-out never have been; the mood is the visit's again.
	Reopen(ctx context.Context, by community.Actor, visit community.ID, mood string) error
	// Scan gives whose card or pass bears the secret, or community.ErrNotFound.
	Scan(ctx context.Context, secret string) (community.Profile, error)
	// Parcels says how many parcels wait for a member.
	Parcels(ctx context.Context, member community.ID) (int, error)
	// Why says in words what a member agreed to, for themselves to read;
	// community.ErrNotFound for one who is not shown.
	Why(ctx context.Context, member community.ID) (string, error)
	// ConfirmDue says whether it is time to ask the member if their profile is
	// still right, which it is once a year.
	ConfirmDue(ctx context.Context, member community.ID) (bool, error)
	// Confirm keeps that the member said so.
	Confirm(ctx context.Context, by community.Actor, member community.ID) error
	// CheckMemberPIN returns nil for the member's own PIN, community.ErrNotFound for
	// any other, and an error with a Sentence while too many wrong ones lock it.
	CheckMemberPIN(ctx context.Context, member community.ID, pin string) error
	// CheckPIN gives the host whose PIN it is, community.ErrNotFound for any other,
	// and an error with a Sentence while too many wrong ones lock it.
	CheckPIN(ctx context.Context, pin string) (community.Host, error)

	Reception
	Board
	MeetDesk
	NamesDesk
	Survey
	Programme
	NewsDesk
}

// Reception is what the kiosk needs of the store for visitors.
type Reception interface {
	// SignIn begins the stay of a visitor and returns once it is kept. The ID makes
	// it one stay however often it is asked for; that of an invitation follows it.
	// A *community.FieldError says what cannot be kept.
	SignIn(ctx context.Context, by community.Actor, v community.Visitor) (got community.Visitor, already bool, err error)
	// SignOut ends the stay of the visitor who is here with that code or full name;
	// community.ErrNotFound when there is none.
	SignOut(ctx context.Context, by community.Actor, words string) (community.Visitor, error)
	// UndoVisitor makes a sign-in never have been, ReopenVisitor a sign-out.
	UndoVisitor(ctx context.Context, by community.Actor, id community.ID) error
	ReopenVisitor(ctx context.Context, by community.Actor, id community.ID) error
	// Invitation gives who is expected today with that code, or
	// community.ErrNotFound.
	Invitation(ctx context.Context, code string) (community.Visitor, error)
	// Remembered reminds somebody of the detail that proves they were here before,
	// alike for names that nobody had; Prove gives that stay, or
	// community.ErrNotFound.
	Remembered(ctx context.Context, name string) (masked string, err error)
	Prove(ctx context.Context, name, detail string) (community.Visitor, error)
	// ForgetVisitor keeps no stay of a visitor for next time any more.
	ForgetVisitor(ctx context.Context, by community.Actor, id community.ID) error
	// Callers gives whom visitors came to see lately.
	Callers(ctx context.Context) ([]community.Caller, error)
	// FireRoll lists everybody in the building, and keeps that it was asked for.
	FireRoll(ctx context.Context, by community.Actor) ([]community.Present, error)
}

// Config is what the kiosk is told about the screen that it runs on. The zero
// Config works: an English keyboard, no phone pages, no way out.
type Config struct {
	Now func() time.Time // nil means time.Now
	Do  func(func())     // runs on the goroutine that draws; nil means at once, where it was called
	Log *slog.Logger     // nil means slog.Default()

	Phone func() string // where phones find this screen's pages, as http://192.168.1.20:8420; "" for nowhere
	// Contact gives a contact that a phone can keep, as text of a QR code; "" for
	// none. It is called while the picture is drawn, and reads nothing.
	Contact func(p community.Profile, space community.Space) string
	// Ticket gives the address, as text of a QR code, of a phone page on which a
	// member does one thing once, and until when; "" for none. What comes in is told
	// with Model.Sent. Leave ends one that no phone has opened. Nil means none.
	Ticket func(known community.ActorKind, member community.ID, purpose string) (url string, until time.Time)
	Leave  func(url string)

	Initial func(name string) string // the letter under which who's who files a name; nil means the first Latin letter
	Fold    func(string) string      // a name in plain letters, by which visitors find members; nil means lower case
	NewID   func() community.ID      // for a visitor; nil means a random one
	Layout  string                   // of the on-screen keyboard: en, de, fr, pl or es; else en

	Zone  string   // the machine's time zone, to begin with
	Hosts HostDesk // what hosts do here; nil means that their PIN only leads out

	Rest       func()                                                   // nobody is at the kiosk any more, the wall may have the screen; nil means that home stays
	Stir       func()                                                   // somebody came while the wall had the screen: the kiosk wants it back; nil is nothing
	Calls      func(texts []string)                                     // what the wall may say to members whom visitors came to see; nil is nothing
	PrintBadge func(ctx context.Context, v community.Visitor) error     // nil where there is no printer
	PrintRoll  func(ctx context.Context, all []community.Present) error // the same
	Exit       func()                                                   // a host gave their PIN and wants to leave the kiosk
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
		c.Contact = func(community.Profile, community.Space) string { return "" }
	}
	if c.Fold == nil {
		c.Fold = strings.ToLower
	}
	if c.NewID == nil {
		c.NewID = randomID
	}
	if c.Initial == nil {
		c.Initial = initial
	}
	return c
}

// randomID makes the ID of a new record (RFC 9562, version 4).
func randomID() (id community.ID) {
	rand.Read(id[:])
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return id
}
