package community

import (
	"crypto/sha256"
	"time"
)

// The roles of a screen.
const (
	RoleKiosk   = "kiosk"
	RoleWall    = "wall"    // holds only what consenting members show on a wall
	RoleReplica = "replica" // holds everything and has no window: a spare
)

// Screen is one store that keeps in step with the space's hub, as the host who
// paired it named it.
type Screen struct {
	ID       ID
	Name     string
	Role     string // one of the Role constants; set once
	Key      string // the fingerprint of its certificate; set once
	PairedAt time.Time
	Revoked  bool // for ever
}

// Fields gives the screen as named text values.
func (s *Screen) Fields() []Field {
	return []Field{
		{"name", s.Name},
		{"role", s.Role},
		{"key", s.Key},
		{"paired_at", timeValue(s.PairedAt)},
		{"revoked", yesValue(s.Revoked)},
	}
}

// Set reads one named value; errors as Member.Set.
func (s *Screen) Set(field, value string) (err error) {
	switch field {
	case "name":
		err = setClean(&s.Name, field, value, maxLine)
	case "role":
		s.Role = value
	case "key":
		s.Key = value
	case "paired_at":
		err = setTime(&s.PairedAt, field, value)
	case "revoked":
		s.Revoked = value != ""
	default:
		return ErrNotFound
	}
	return err
}

// ScreenID is the ID of the record of the screen with this key: pairing it twice
// is one screen.
func ScreenID(key string) ID {
	sum := sha256.Sum256([]byte("kettle screen " + key))
	var id ID
	copy(id[:], sum[:])
	id[6] = id[6]&0x0f | 0x80 // a UUID of version 8 (RFC 9562)
	id[8] = id[8]&0x3f | 0x80
	return id
}
