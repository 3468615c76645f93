package sync

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/crypto/argon2"
)

// codeLetters are the letters and digits that nobody takes for one another.
const (
	codeLetters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
	codeLength  = 10
)

// ErrBadCode says that a text cannot be a code.
var ErrBadCode = errors.New("not a code")

// newCode makes a code from chance.
func newCode() string {
	var code [codeLength]byte
	for i := 0; i < codeLength; {
		var b [1]byte
		_, _ = rand.Read(b[:]) // never fails
		if int(b[0]) < 256/len(codeLetters)*len(codeLetters) {
			code[i] = codeLetters[int(b[0])%len(codeLetters)]
			i++
		}
	}
	return string(code[:])
}

// ParseCode reads a code as people type it: in any case, with spaces and dashes
// where they like.
func ParseCode(text string) (string, error) {
	code := strings.NewReplacer(" ", "", "-", "").Replace(strings.ToUpper(strings.TrimSpace(text)))
	if len(code) != codeLength || strings.Trim(code, codeLetters) != "" {
		return "", fmt.Errorf("%w: a code has ten letters and digits, none of them I, L, O, 0 or 1", ErrBadCode)
	}
	return code, nil
}

// PairURL puts all that a new screen needs into one text, as for a QR code: the
// hub's address, a code and the fingerprint of the hub's key.
func PairURL(address, code, fingerprint string) string {
	values := url.Values{"hub": {address}, "code": {code}, "key": {fingerprint}}
	return "kettle:pair?" + values.Encode()
}

// ParsePairURL reads what PairURL wrote.
func ParsePairURL(text string) (address, code, fingerprint string, err error) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || !strings.EqualFold(u.Scheme, "kettle") || u.Opaque != "pair" {
		return "", "", "", fmt.Errorf("%w: it does not begin with kettle:pair", ErrBadCode)
	}
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return "", "", "", fmt.Errorf("%w: %w", ErrBadCode, err)
	}
	if address = values.Get("hub"); address == "" || len(address) > 255 || strings.ContainsAny(address, "/?#@ \t\r\n") {
		return "", "", "", fmt.Errorf("%w: there is no address of a hub in it", ErrBadCode)
	}
	if code, err = ParseCode(values.Get("code")); err != nil {
		return "", "", "", err
	}
	if fingerprint, err = ParseFingerprint(values.Get("key")); err != nil {
		return "", "", "", err
	}
	return address, code, fingerprint, nil
}

// secret is what both sides make of a code, slowly, so that nobody finds the
// code from a proof in the ten minutes that it is good for (Argon2id, RFC 9106).
type secret [32]byte

func stretch(code string) (s secret) {
	copy(s[:], argon2.IDKey([]byte(code), []byte("kettle pair"), 2, 19<<10, 1, uint32(len(s))))
	return s
}

// proof is what only those can say who know the code. Each part has one length.
func (s secret) proof(who string, parts ...[]byte) []byte {
	mac := hmac.New(sha256.New, s[:])
	mac.Write([]byte(who))
	for _, p := range parts {
		mac.Write(p)
	}
	return mac.Sum(nil)
}

// screenProof shows the hub that the screen knows the code, and which keys it
// sees.
func (s secret) screenProof(pinned bool, commit, screen, hub []byte) []byte {
	who := "screen"
	if pinned {
		who = "pinned"
	}
	return s.proof(who, commit, screen, hub)
}

// hubProof shows the screen that the hub knows the code.
func (s secret) hubProof(commit, nonce, screen, hub []byte) []byte {
	return s.proof("hub---", commit, nonce, screen, hub)
}

// commitment binds a screen to its nonce before it knows the hub's.
func commitment(nonce, screen, hub []byte) []byte {
	h := sha256.New()
	h.Write([]byte("kettle pair"))
	h.Write(nonce)
	h.Write(screen)
	h.Write(hub)
	return h.Sum(nil)
}

// sixDigits are what both sides show: the first eight bytes of the sum, the
// greatest first, modulo a million.
func sixDigits(screenNonce, hubNonce, screen, hub []byte) string {
	mac := hmac.New(sha256.New, append(append([]byte{}, screenNonce...), hubNonce...))
	mac.Write(screen)
	mac.Write(hub)
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(mac.Sum(nil))%1_000_000)
}

// newNonce is 32 bytes of chance.
func newNonce() []byte {
	nonce := make([]byte, 32)
	_, _ = rand.Read(nonce) // never fails
	return nonce
}

// rawKey gives the 32 bytes of a fingerprint, nil if it is none.
func rawKey(fingerprint string) []byte {
	raw, err := hex.DecodeString(fingerprint)
	if err != nil || len(raw) != 32 {
		return nil
	}
	return raw
}

// hexBytes are bytes that travel as lower-case hex.
type hexBytes []byte

// MarshalText writes the hex.
func (h hexBytes) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h)), nil }

// UnmarshalText reads the hex.
func (h *hexBytes) UnmarshalText(text []byte) error {
	raw, err := hex.DecodeString(string(text))
	*h = raw
	return err
}
