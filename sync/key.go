package sync

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"
)

// Key is how a screen or a hub is known: a private key and the certificate that
// it signed for itself. Make one with NewKey or ParseKey; the zero Key is none.
type Key struct {
	private *ecdsa.PrivateKey
	cert    *x509.Certificate
}

// ErrBadKey says that a text holds no key.
var ErrBadKey = errors.New("not a key")

// NewKey makes a key from chance.
func NewKey() (Key, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Key{}, fmt.Errorf("make a key: %w", err)
	}
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: "kettle"},
		NotBefore:    time.Unix(0, 0).UTC(),
		NotAfter:     time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), // for ever (RFC 5280, 4.1.2.5)
	}
	der, err := x509.CreateCertificate(rand.Reader, about, about, &private.PublicKey, private)
	if err != nil {
		return Key{}, fmt.Errorf("make a certificate: %w", err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return Key{}, fmt.Errorf("make a certificate: %w", err)
	}
	return Key{private: private, cert: cert}, nil
}

// ParseKey reads what PEM wrote. What it cannot use is an ErrBadKey.
func ParseKey(text []byte) (Key, error) {
	var k Key
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		switch block.Type {
		case "PRIVATE KEY":
			private, err := x509.ParsePKCS8PrivateKey(block.Bytes)
			if err != nil {
				return Key{}, fmt.Errorf("%w: the private key cannot be read", ErrBadKey) // without what it holds
			}
			p, ok := private.(*ecdsa.PrivateKey)
			if !ok || p.Curve != elliptic.P256() {
				return Key{}, fmt.Errorf("%w: the private key is not ECDSA P-256", ErrBadKey)
			}
			k.private = p
		case "CERTIFICATE":
			cert, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return Key{}, fmt.Errorf("%w: the certificate cannot be read: %w", ErrBadKey, err)
			}
			k.cert = cert
		}
	}
	if k.private == nil || k.cert == nil {
		return Key{}, fmt.Errorf("%w: it needs a private key and a certificate", ErrBadKey)
	}
	if !k.private.PublicKey.Equal(k.cert.PublicKey) {
		return Key{}, fmt.Errorf("%w: its certificate is of another key", ErrBadKey)
	}
	return k, nil
}

// PEM gives the private key (PKCS #8) and the certificate as text. Whoever reads
// it can pass for this screen: keep it in a file of mode 0600. It is nil for the
// zero Key.
func (k Key) PEM() []byte {
	if k.IsZero() {
		return nil
	}
	private, err := x509.MarshalPKCS8PrivateKey(k.private)
	if err != nil {
		return nil // not for a key on P-256, and there is no other
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})
	return append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: k.cert.Raw})...)
}

// Signer signs with the key.
func (k Key) Signer() crypto.Signer { return k.private }

// IsZero says whether there is no key.
func (k Key) IsZero() bool { return k.private == nil || k.cert == nil }

// Fingerprint is the name of the key: 64 lower-case hex digits.
func (k Key) Fingerprint() string {
	if k.IsZero() {
		return ""
	}
	return Fingerprint(k.cert)
}

// Fingerprint is the name of a certificate's key: the SHA-256 of its
// SubjectPublicKeyInfo in 64 lower-case hex digits.
func Fingerprint(cert *x509.Certificate) string {
	sum := sha256.Sum256(cert.RawSubjectPublicKeyInfo)
	return hex.EncodeToString(sum[:])
}

// ParseFingerprint reads a fingerprint as people type it: in any case, with
// spaces, colons and dashes where they like.
func ParseFingerprint(text string) (string, error) {
	plain := strings.NewReplacer(" ", "", ":", "", "-", "").Replace(strings.ToLower(strings.TrimSpace(text)))
	if !isHash(plain) {
		return "", fmt.Errorf("%w: a fingerprint has 64 digits from 0 to 9 and a to f", ErrBadKey)
	}
	return plain, nil
}

// isHash says whether s is a SHA-256 as it is written here.
func isHash(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// certificate is the key as TLS wants it.
func (k Key) certificate() tls.Certificate {
	return tls.Certificate{Certificate: [][]byte{k.cert.Raw}, PrivateKey: k.private, Leaf: k.cert}
}

// peerKey gives the fingerprint of who is at the other end. TLS has made sure
// that they hold the private key.
func peerKey(state *tls.ConnectionState) (string, error) {
	if state == nil || len(state.PeerCertificates) == 0 {
		return "", errors.New("no certificate")
	}
	cert := state.PeerCertificates[0]
	switch cert.PublicKey.(type) {
	case *ecdsa.PublicKey, ed25519.PublicKey:
		return Fingerprint(cert), nil
	}
	return "", fmt.Errorf("a certificate with a key of another kind than ECDSA and Ed25519: %s", cert.PublicKeyAlgorithm)
}
