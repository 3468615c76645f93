package command

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"kettle/internal/store"
)

type backupCmd struct {
	File string `arg:"" help:"The file to write, such as kettle.zip; an older one is replaced."`
}

// Run writes everything to one file.
func (b *backupCmd) Run(c *call) error {
	to := c.path(b.File)
	if info, err := os.Stat(to); err == nil && !info.Mode().IsRegular() {
		return refuse("%q is not a file: name one, such as %s", b.File, filepath.Join(b.File, "kettle.zip"))
	}
	if err := c.keeper(nil).Backup(c.ctx, to); err != nil {
		if c.ctx.Err() == nil {
			if _, e := os.Stat(filepath.Dir(to)); e != nil {
				return folderMissing(to, err)
			}
		}
		return err
	}
	info, err := os.Stat(to)
	if err != nil {
		return fmt.Errorf("look at the backup: %w", err)
	}
	return c.say("Everything is in %s (%s), read back and whole. Keep it on another machine.", b.File, size(info.Size()))
}

type restoreCmd struct {
	File string `arg:"" help:"A file that kettled backup wrote."`
}

// Run puts a backup in the place of the data.
func (r *restoreCmd) Run(c *call) error {
	from := c.path(r.File)
	if info, err := os.Stat(from); err == nil && !info.Mode().IsRegular() {
		return refuse("%q is not a file", r.File)
	}
	replaced, err := c.keeper(nil).Restore(c.ctx, from)
	if errors.Is(err, store.ErrBadBackup) {
		return refuse("%q is not a whole backup of kettle: nothing was changed", r.File)
	}
	if err != nil {
		return err
	}
	members, err := c.db.Members(c.ctx)
	if err != nil {
		return err
	}
	return c.say("%s is restored, with %s. What was there before lies in %s: delete it when all is well.", r.File, count(len(members), "member"), replaced)
}

// size is a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 10<<30:
		return fmt.Sprintf("%d GB", n>>30)
	case n >= 10<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 10<<10:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
