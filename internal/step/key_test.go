package step

import (
	"crypto/ecdsa"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheKeyIsMadeOnceAndKeptForThisUserAlone(t *testing.T) {
	dir := t.TempDir()
	first, err := Signer(dir)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Signer(dir)
	if err != nil || again.Public() == nil || !first.Public().(*ecdsa.PublicKey).Equal(again.Public()) {
		t.Errorf("another key, %v", err)
	}
	info, err := os.Stat(filepath.Join(dir, keyName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := os.WriteFile(filepath.Join(dir, keyName), []byte("rubbish"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Signer(dir); err == nil || !strings.Contains(err.Error(), "is not this screen's key any more") {
		t.Errorf("a key that cannot be read: %v", err)
	}
}
