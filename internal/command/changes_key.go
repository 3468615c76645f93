package command

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/renameio/v2"

	"kettle/internal/changes"
)

// keyName is the file of this screen's key in the data folder: a private key
// (PKCS #8) and the certificate that it signed for itself, as pairing makes them.
const keyName = "screen.pem"

// screenKey gives this screen's key. Where there is none yet, fresh makes the
// text of one, which is kept.
func screenKey(dir string, fresh func() ([]byte, error)) (*ecdsa.PrivateKey, error) {
	key, err := readKey(dir)
	if !errors.Is(err, os.ErrNotExist) {
		return key, err
	}
	text, err := fresh()
	if err != nil {
		return nil, err
	}
	if err := renameio.WriteFile(filepath.Join(dir, keyName), text, 0o600, renameio.WithTempDir(dir), renameio.WithStaticPermissions(0o600)); err != nil {
		return nil, fmt.Errorf("keep this screen's key: %w", err)
	}
	return readKey(dir)
}

// readKey reads this screen's key; os.ErrNotExist, wrapped, when it has none.
func readKey(dir string) (*ecdsa.PrivateKey, error) {
	path := filepath.Join(dir, keyName)
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read this screen's key: %w", err)
	}
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "PRIVATE KEY" {
			continue
		}
		private, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		if key, ok := private.(*ecdsa.PrivateKey); err == nil && ok && key.Curve == elliptic.P256() {
			return key, nil
		}
	}
	return nil, refuse("%s is not this screen's key any more: put back the file that it was, or move it away and pair this screen again", path)
}

// freshKey makes a key from chance.
func freshKey() ([]byte, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: "kettle"},
		NotBefore:    time.Unix(0, 0).UTC(),
		NotAfter:     time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), // for ever (RFC 5280, 4.1.2.5)
	}
	cert, err := x509.CreateCertificate(rand.Reader, about, about, &private.PublicKey, private)
	if err != nil {
		return nil, fmt.Errorf("make a certificate: %w", err)
	}
	key, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, fmt.Errorf("write a key: %w", err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})
	return append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert})...), nil
}

// fingerprintOf is the name of a key, "" for one of a sort that is not used here.
func fingerprintOf(key crypto.Signer) string {
	der, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return ""
	}
	return changes.Fingerprint(der)
}

// spaced breaks a fingerprint into groups that people can compare.
func spaced(fingerprint string) string {
	var groups []string
	for ; len(fingerprint) > 8; fingerprint = fingerprint[8:] {
		groups = append(groups, fingerprint[:8])
	}
	return strings.Join(append(groups, fingerprint), " ")
}

// plainFingerprint takes out what people put between the digits.
func plainFingerprint(typed string) string {
	return strings.NewReplacer(" ", "", ":", "", "-", "").Replace(strings.ToLower(strings.TrimSpace(typed)))
}
