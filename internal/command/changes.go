package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"unicode/utf8"

	"kettle/internal/changes"
	"kettle/internal/community"
	"kettle/internal/step"
	"kettle/internal/store"
)

// changesOut are the flags of an export that carries everything to another
// screen of the space.
type changesOut struct {
	Changes        string `placeholder:"FILE" help:"Write all that this screen knows, encrypted and signed, for another screen of this space."`
	PassphraseFile string `placeholder:"FILE" help:"With --changes: read the passphrase from this file's first line."`
}

func (x *changesOut) asked() bool { return x.Changes != "" || x.PassphraseFile != "" }

// write writes the file. more says that something else was asked for as well.
func (x *changesOut) write(c *call, more bool) error {
	if more || x.Changes == "" || x.Changes == "-" {
		return misuse("--changes FILE is an export of its own: it names a file, takes --passphrase-file FILE, and no more")
	}
	if err := c.notOnWall(); err != nil {
		return err
	}
	passphrase, err := c.passphrase(x.PassphraseFile, true)
	if err != nil {
		return err
	}
	key, err := step.Signer(c.dir)
	if err != nil {
		return err
	}
	var wrote carried
	err = writeFile(c.path(x.Changes), func(w io.Writer) error {
		o := changes.Options{Passphrase: passphrase, Space: c.db.SpaceID(), MadeAt: c.now(), Screen: c.db.Screen(), Signer: key}
		wrote, err = c.writeChanges(w, o)
		return err
	})
	if err != nil {
		return fmt.Errorf("write %s: %w", x.Changes, err)
	}
	return c.say("All that this screen knows is in %s: %s and %s, encrypted. At another screen of this space:\n"+
		"  kettled import --changes %s\nIf that asks for the key of this one, it is\n  %s",
		x.Changes, count(wrote.records, "record"), count(wrote.photos, "photo"), filepath.Base(x.Changes), spaced(fingerprintOf(key)))
}

// carried counts what was written.
type carried struct{ records, photos int }

// writeChanges writes everything to an open file.
func (c *call) writeChanges(to io.Writer, o changes.Options) (n carried, err error) {
	all, err := c.db.Count(c.ctx)
	if err != nil {
		return n, err
	}
	w, err := changes.NewWriter(to, o)
	if err != nil {
		return n, err
	}
	bar := c.progress("Records", all)
	defer func() { bar.end() }()
	err = c.db.Each(c.ctx, func(page []community.Record) error {
		for i := range page {
			if err := w.Record(&page[i]); err != nil {
				return err
			}
			n.records++
			bar.step()
		}
		return nil
	})
	if err != nil {
		return n, err
	}
	bar.end()
	shown, _, err := c.db.PhotosShown(c.ctx)
	if err != nil {
		return n, err
	}
	bar = c.progress("Photos", len(shown))
	for _, hash := range shown {
		if err := c.ctx.Err(); err != nil {
			return n, err
		}
		bar.step()
		switch err := writePhoto(w, c.db, hash); {
		case errors.Is(err, community.ErrNotFound): // gone since
		case err != nil:
			return n, err
		default:
			n.photos++
		}
	}
	return n, w.Close()
}

func writePhoto(w *changes.Writer, db *store.DB, hash string) error {
	f, err := db.OpenPhoto(hash)
	if err != nil {
		return err
	}
	defer f.Close()
	err = w.Photo(hash, f)
	if errors.Is(err, changes.ErrMalformed) {
		return refuse("The photo %.8s… is damaged: see kettled doctor. Nothing was written", hash)
	}
	return err
}

// notOnWall keeps a wall, which holds little on purpose, out of this.
func (c *call) notOnWall() error {
	link, err := c.db.Link(c.ctx)
	if errors.Is(err, community.ErrNotFound) {
		return nil
	}
	if err == nil && link.Role == community.RoleWall {
		return refuse("This screen is a wall, which holds only what may be seen: carry changes from and to a kiosk or a replica")
	}
	return err
}

// passphrase reads it from a file, or asks for it: twice when it is a new one.
func (c *call) passphrase(file string, isNew bool) (string, error) {
	if file == "" && !c.InTerminal {
		return "", refuse("There is nobody to ask for the passphrase: give it in the first line of a file, with --passphrase-file FILE")
	}
	var p string
	var err error
	if file != "" {
		p, err = firstLine(c.path(file))
	} else {
		p, err = c.askPassphrase(isNew)
	}
	if err != nil {
		return "", err
	}
	if n := utf8.RuneCountInString(p); isNew && n < changes.MinPassphrase {
		return "", refuse("The passphrase has %s: it needs %d or more", count(n, "character"), changes.MinPassphrase)
	}
	return p, nil
}

func (c *call) askPassphrase(isNew bool) (string, error) {
	if !isNew {
		return c.Ask(c.ctx, "Passphrase of the file: ", true)
	}
	p, err := c.Ask(c.ctx, "New passphrase for the file: ", true)
	if err != nil {
		return "", err
	}
	again, err := c.Ask(c.ctx, "The same again: ", true)
	if err == nil && p != again {
		err = refuse("The two passphrases are not the same: nothing was written")
	}
	return p, err
}

func firstLine(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read the passphrase: %w", err)
	}
	defer f.Close()
	line, err := readLine(f)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the passphrase: %w", err)
	}
	return line, nil
}
