package kiosk

import (
	"context"
	"time"

	"kettle/internal/community"
)

// HostDesk is what hosts do at the kiosk, called as Desk is. A *community.FieldError
// is shown at its field.
type HostDesk interface {
	// Fresh says whether nobody has made this space yet: it has no name and no host,
	// and the screen works alone.
	Fresh(ctx context.Context) (bool, error)
	// Roll gives all that a host knows.
	Roll(ctx context.Context) (*community.Roll, error)
	// InStep says in words how the screens are; nothing for a screen that is alone.
	InStep(ctx context.Context) ([]string, error)
	MemberDesk
	VisitorDesk
	NoticeDesk
	BoardDesk
	IntroductionDesk
	CareDesk
	EventDesk
	ScreenDesk
	JoinDesk
	CanvasDesk
	SpaceDesk
	ActDesk
}

// MemberDesk is what hosts do with members.
type MemberDesk interface {
	// SaveMember keeps what differs between base, as the form was opened, and m, and
	// returns the member as kept. A zero ID adds one. Where somebody else changed one
	// of these fields to something else meanwhile, it keeps nothing and returns a
	// *ConflictError.
	SaveMember(ctx context.Context, by community.Actor, base, m community.Member) (community.Member, error)
	// FindMembers gives the members, in whatever state, whose name, number or
	// organisation has these words, best first.
	FindMembers(ctx context.Context, words string) ([]community.ID, error)
	// Erase takes a member away for ever.
	Erase(ctx context.Context, by community.Actor, member community.ID) error
	// Belongings says in words what goes with a member.
	Belongings(ctx context.Context, member community.ID) ([]string, error)
	// Merge makes one of two records of one person: what from has, into has then.
	Merge(ctx context.Context, by community.Actor, from, into community.ID) error
	// Parcels lists what waits for a member.
	Parcels(ctx context.Context, member community.ID) ([]community.Parcel, error)
	// SaveParcel keeps one; a zero ID is a new one.
	SaveParcel(ctx context.Context, by community.Actor, p community.Parcel) error
	// NewPhoto opens one of the ways to a photo. Sent gets the hash of each that comes.
	NewPhoto(ctx context.Context, member community.ID, sent func(hash string)) (url string, err error)
	// EndPhoto ends such a way before its time: nobody waits for a photo any more.
	EndPhoto(url string)
	// Pictures lists the pictures on sticks and cards in this machine.
	Pictures(ctx context.Context) ([]File, error)
	// TakePicture keeps one of them, and gives its hash.
	TakePicture(ctx context.Context, path string) (hash string, err error)
	// Snap takes a picture with the camera, and gives its hash. Without a camera it
	// returns community.ErrNotFound.
	Snap(ctx context.Context) (hash string, err error)
	// Shape gives the width and height of a picture in pixels.
	Shape(ctx context.Context, hash string) (w, h int, err error)
	// Crop cuts a part out of a picture, in parts of its sides, after so many quarter
	// turns to the right, and gives the hash of the new one.
	Crop(ctx context.Context, hash string, x, y, w, h float64, turns int) (string, error)
}

// File is a file on a stick or card.
type File struct{ Path, Name string }

// ConflictError says that somebody else changed the same fields.
type ConflictError struct {
	Now community.Member // as kept
}

// Error says so.
func (e *ConflictError) Error() string { return "somebody else changed the same member" }

// NoticeDesk is what hosts tell everybody.
type NoticeDesk interface {
	// Notices lists those that are up or come up.
	Notices(ctx context.Context) ([]community.Notice, error)
	// SaveNotice keeps one; a zero ID is a new one.
	SaveNotice(ctx context.Context, by community.Actor, n community.Notice) error
}

// ScreenDesk is the screens of the space.
type ScreenDesk interface {
	// Screens lists them in words.
	Screens(ctx context.Context) (ScreenList, error)
	// Offer makes a code for a new screen.
	Offer(ctx context.Context, name, role string) (Offer, error)
	// Asking gives the six digits of a screen that gave the code, "" while none did.
	// It is an error once the code is over or that screen has gone back.
	Asking(ctx context.Context, code string) (digits string, err error)
	// Admit lets that screen in.
	Admit(ctx context.Context, code string) error
	// Withdraw makes a code worthless at once; a screen that gave it is told no.
	Withdraw(code string)
	// RevokeScreen takes a screen out of the space.
	RevokeScreen(ctx context.Context, by community.Actor, screen community.ID) error
}

// JoinDesk is how a screen at which nobody has made a space becomes another
// screen of one.
type JoinDesk interface {
	// Hubs gives the addresses of the hubs that answer on the local network, within
	// a few seconds.
	Hubs(ctx context.Context) ([]string, error)
	// Join pairs this screen with the hub at an address, by the code that a host
	// made there, and gives what hosts call the screen. Show is called once, on any
	// goroutine, with the six digits that the hub shows, too; then a host has to say
	// yes. When ctx ends before, the hub is told and nothing has changed here. A
	// *community.FieldError is about the address or the code.
	Join(ctx context.Context, address, code string, show func(digits string)) (name string, err error)
}

// ScreenList is the screens of the space.
type ScreenList struct {
	Screens []ScreenLine
	Erased  string // how far the last erasure is, "" when it is everywhere
	Hub     bool   // this machine keeps the others in step, and may let screens in
}

// ScreenLine is one screen in words.
type ScreenLine struct {
	ID         community.ID
	Name, Kind string
	State      string // "in step"
	More       string // "4 ms ago"
	Mark       Mark
	Revoked    bool // or it cannot be: it is this one
}

// Mark is the dot before a screen.
type Mark int

// The marks.
const (
	MarkWell Mark = iota // green
	MarkWait             // mustard: behind, or away
	MarkOff              // lilac: off on purpose
	MarkGone             // grey: revoked, never seen
)

// Offer is a code for a new screen.
type Offer struct {
	Code    string
	Address string
	QR      string // what the new screen may scan
	Until   time.Time
}

// SpaceDesk is the space's own words, and its hosts.
type SpaceDesk interface {
	// SaveSpace keeps what differs between base and s.
	SaveSpace(ctx context.Context, by community.Actor, base, s community.Space) error
	// Hosts lists who may edit.
	Hosts(ctx context.Context) ([]community.Host, error)
	// SaveHost keeps what differs between base and h; a zero ID is a new one, an empty
	// PIN keeps the old one. Who is no host any more by then does not become one again.
	SaveHost(ctx context.Context, by community.Actor, base, h community.Host, pin string) (community.Host, error)
}

// ActDesk is the history of what was done.
type ActDesk interface {
	// Acts lists the newest, of one member or, for the zero ID, of all.
	Acts(ctx context.Context, member community.ID) ([]ActLine, error)
	// UndoAct takes one back, and says in words what could not be.
	UndoAct(ctx context.Context, by community.Actor, act community.ID) (left string, err error)
}

// ActLine is one act in words.
type ActLine struct {
	ID     community.ID
	At     time.Time
	Who    string // "Cleo"
	What   string // "changed what Ada does"
	Detail string // `“Grants” became “Grant writer”`
	Undone bool
	May    bool // be undone
}
