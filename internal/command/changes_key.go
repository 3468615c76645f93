package command

import (
	"crypto"
	"crypto/x509"
	"strings"

	"kettle/internal/changes"
)

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
