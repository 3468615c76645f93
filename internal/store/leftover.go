package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// What begins the names of folders beside the database.
const (
	backupPrefix   = "backup-"   // a backup under way
	restorePrefix  = "restore-"  // a restore under way
	replacedPrefix = "replaced-" // what a restore replaced, and when
)

// replacedTime is how the name of such a folder says it.
const replacedTime = "20060102-150405.000"

// removeFolders removes the folders whose names begin so, with all that is in
// them.
func (db *DB) removeFolders(prefixes ...string) error {
	return db.removeWhere(func(name string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) })
	})
}

// removeReplaced removes what was replaced before a time.
func (db *DB) removeReplaced(before time.Time) error {
	return db.removeWhere(func(name string) bool {
		text, is := strings.CutPrefix(name, replacedPrefix)
		at, err := time.Parse(replacedTime, text)
		return is && err == nil && at.Before(before)
	})
}

func (db *DB) removeWhere(is func(name string) bool) error {
	entries, err := os.ReadDir(db.dir)
	for _, e := range entries {
		if e.IsDir() && is(e.Name()) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(db.dir, e.Name())))
		}
	}
	if err != nil {
		return fmt.Errorf("remove what is left of earlier work: %w", err)
	}
	return nil
}
