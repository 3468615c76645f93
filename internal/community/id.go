package community

import (
	"crypto/sha256"
	"database/sql/driver"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
)

// ID names one record everywhere and for ever: a UUID, in 16 bytes. Version 7
// for what is made here, version 5 for what has a natural key elsewhere, so
// that the same file imported on two screens makes the same people.
type ID [16]byte

// ErrBadID says that a text is no UUID.
var ErrBadID = errors.New("not an ID")

// ParseID reads the usual 36-character form.
func ParseID(s string) (ID, error) {
	var id ID
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return id, fmt.Errorf("%q: %w", s, ErrBadID)
	}
	plain := s[:8] + s[9:13] + s[14:18] + s[19:23] + s[24:]
	if _, err := hex.Decode(id[:], []byte(plain)); err != nil {
		return ID{}, fmt.Errorf("%q: %w", s, ErrBadID)
	}
	return id, nil
}

// String gives the usual 36-character form, lower case; "" for the zero ID.
func (id ID) String() string {
	if id.IsZero() {
		return ""
	}
	h := hex.EncodeToString(id[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// IsZero says whether the ID names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// MarshalText writes the 36-character form.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the 36-character form; empty text is the zero ID.
func (id *ID) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*id = ID{}
		return nil
	}
	got, err := ParseID(string(b))
	if err != nil {
		return err
	}
	*id = got
	return nil
}

// Value hands the 16 bytes to a database; NULL for the zero ID.
func (id ID) Value() (driver.Value, error) {
	if id.IsZero() {
		return nil, nil
	}
	return id[:], nil
}

// Scan reads the 16 bytes, or NULL as the zero ID, from a database.
func (id *ID) Scan(src any) error {
	switch b := src.(type) {
	case nil:
		*id = ID{}
		return nil
	case []byte:
		if len(b) == len(id) {
			copy(id[:], b)
			return nil
		}
	}
	return fmt.Errorf("scan %T: %w", src, ErrBadID)
}

// Mixed gives a number that looks random but is the same on every screen for
// the same ID and salt: orders, grounds and turns come from it, never from
// chance.
func (id ID) Mixed(salt string) uint64 {
	h := sha256.New()
	h.Write(id[:])
	h.Write([]byte(salt))
	return binary.BigEndian.Uint64(h.Sum(nil))
}
