package changes

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"time"

	"kettle/internal/community"
)

// MinPassphrase is how many characters a passphrase has at least.
const MinPassphrase = 8

const (
	magic   = "kettle changes\n"
	program = "kettle"
	format  = 1

	work      = 17 // of scrypt: 2 to that power, times 1 KiB of memory
	maxWork   = 18
	maxSealed = 1 << 10 // the header of the age file

	window    = 1 << 20
	maxWindow = 8 << 20

	maxHeader    = 4 << 10
	maxPage      = 8 << 20
	maxRecords   = 1000
	maxObjects   = 1 << 17
	maxSignature = 256
	partSize     = 256 << 10
	partHead     = sha256.Size + 4
	maxPhoto     = 16 << 20

	maxRatio = 200
	fewBytes = 64 << 20 // of a stream that may be compressed as well as it can
)

// The blocks of a stream.
const (
	blockHeader    = 'h'
	blockRecords   = 'r'
	blockPhoto     = 'p'
	blockSignature = 's'
)

// What can be wrong with a file; anything else is the disk's fault.
var (
	ErrNotChanges = errors.New("not a file of changes")
	ErrPassphrase = errors.New("the passphrase is another")
	ErrDamaged    = errors.New("the file is damaged or not whole")
	ErrMalformed  = errors.New("the file holds what no kettle writes")
	ErrNewer      = errors.New("the file was written by a newer kettle")
	ErrSignature  = errors.New("the signature does not fit the file")
)

// Header says where a file comes from. Until the file was read to its end, it
// only claims to.
type Header struct {
	Program string       `json:"program"`
	Format  int          `json:"format"`
	Space   community.ID `json:"space"`
	MadeAt  time.Time    `json:"made_at"`
	Screen  int64        `json:"screen"`
	Key     []byte       `json:"key"`
}

// Fingerprint is the name of the key that signed the file: 64 lower-case hex
// digits.
func (h *Header) Fingerprint() string { return Fingerprint(h.Key) }

// Fingerprint is the name of a public key in its DER form.
func Fingerprint(key []byte) string {
	sum := sha256.Sum256(key)
	return hex.EncodeToString(sum[:])
}

// check refuses a header that this program cannot work with, and gives the key.
func (h *Header) check() (*ecdsa.PublicKey, error) {
	switch {
	case h.Program != program || h.Format < format:
		return nil, fmt.Errorf("%w: its header is of something else", ErrMalformed)
	case h.Format > format:
		return nil, fmt.Errorf("%w: it has format %d", ErrNewer, h.Format)
	case h.Space.IsZero():
		return nil, fmt.Errorf("%w: it is of no space", ErrMalformed)
	}
	return parseKey(h.Key)
}

func parseKey(der []byte) (*ecdsa.PublicKey, error) {
	key, err := x509.ParsePKIXPublicKey(der)
	p, ok := key.(*ecdsa.PublicKey)
	if err != nil || !ok || p.Curve != elliptic.P256() {
		return nil, fmt.Errorf("%w: its key is not ECDSA P-256", ErrMalformed)
	}
	return p, nil
}

// The limits of a record, as on the wire between screens and hub.
const (
	maxOwners = 16
	maxGroups = 256
	maxFields = 1000
	maxName   = 256
	maxValue  = 256 << 10
)

var kindForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

// checkRecord refuses what no screen holds.
func checkRecord(r *community.Record) error {
	wrong := func(what string) error {
		return fmt.Errorf("%w: the %.64q %s %s", ErrMalformed, r.Kind, r.ID, what)
	}
	switch {
	case !kindForm.MatchString(string(r.Kind)):
		return wrong("has no such kind")
	case r.ID.IsZero():
		return wrong("has no ID")
	case r.Gone:
		return wrong("is gone")
	case len(r.Owners) > maxOwners || len(r.Groups) > maxGroups:
		return wrong("has too many owners or groups")
	}
	fields := 0
	for _, g := range r.Groups {
		fields += len(g.Fields)
		if g.Clock <= 0 || g.Screen == 0 || len(g.Actor) > maxName || fields > maxFields {
			return wrong("has a bad group")
		}
		for name, value := range g.Fields {
			if name == "" || len(name) > maxName || len(value) > maxValue {
				return wrong("has a bad field")
			}
		}
	}
	if r.Kind == community.KindScreen {
		return checkScreen(r, wrong)
	}
	return nil
}

// checkScreen holds a screen to its key, which is how it is known for ever.
func checkScreen(r *community.Record, wrong func(string) error) error {
	if r.Erased {
		return wrong("is a screen that is erased")
	}
	for _, g := range r.Groups {
		if key, ok := g.Fields["key"]; ok && community.ScreenID(key) != r.ID {
			return wrong("is a screen with another's key")
		}
	}
	return nil
}
