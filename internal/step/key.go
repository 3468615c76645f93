package step

import (
	"crypto"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"

	kettlesync "kettle/sync"
)

// keyName is the file of the screen's key.
const keyName = "screen.pem"

// Signer gives the key of the screen with the data in dir, and makes it on first
// need.
func Signer(dir string) (crypto.Signer, error) {
	key, err := keyIn(dir)
	if err != nil {
		return nil, err
	}
	return key.Signer(), nil
}

// key gives the screen's key, and makes it on first need.
func (k *Keeper) key() (kettlesync.Key, error) {
	k.keys.Lock()
	defer k.keys.Unlock()
	return keyIn(k.db.Dir())
}

func keyIn(dir string) (kettlesync.Key, error) {
	text, err := os.ReadFile(filepath.Join(dir, keyName))
	if errors.Is(err, fs.ErrNotExist) {
		made, err := kettlesync.NewKey()
		if err != nil {
			return made, err
		}
		return made, writeKey(dir, made)
	}
	if err != nil {
		return kettlesync.Key{}, fmt.Errorf("read the screen's key: %w", err)
	}
	read, err := kettlesync.ParseKey(text)
	if err != nil {
		return read, fmt.Errorf("%s in the data folder is not this screen's key any more: put back the file that it was, "+
			"or move it away and pair this screen again: %w", keyName, err)
	}
	return read, nil
}

// saveKey makes a key this screen's.
func (k *Keeper) saveKey(key kettlesync.Key) error {
	k.keys.Lock()
	defer k.keys.Unlock()
	return writeKey(k.db.Dir(), key)
}

func writeKey(dir string, key kettlesync.Key) error {
	if err := renameio.WriteFile(filepath.Join(dir, keyName), key.PEM(), 0o600); err != nil {
		return fmt.Errorf("keep the screen's key: %w", err)
	}
	return nil
}

// dropKey forgets the key of a pairing that is over, since a hub would not take
// it again.
func (k *Keeper) dropKey() error {
	k.keys.Lock()
	defer k.keys.Unlock()
	err := os.Remove(filepath.Join(k.db.Dir(), keyName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forget the screen's key: %w", err)
	}
	return nil
}
