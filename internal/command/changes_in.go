package command

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"kettle/internal/changes"
	"kettle/internal/community"
	"kettle/internal/photo"
	"kettle/internal/step"
)

// changesIn are the flags of an import of what another screen of the space wrote.
type changesIn struct {
	Changes        string `placeholder:"FILE" help:"Take in what another screen of this space wrote with kettled export --changes."`
	PassphraseFile string `placeholder:"FILE" help:"With --changes: read the passphrase from this file's first line."`
	Trust          string `placeholder:"FINGERPRINT" help:"With --changes: the key of the screen that wrote the file, where this space does not know it."`
}

func (x *changesIn) asked() bool { return x.Changes != "" || x.PassphraseFile != "" || x.Trust != "" }

// carriedIn is what an import of changes did.
type carriedIn struct {
	File   string    `json:"file"`
	MadeAt time.Time `json:"made_at"`
	Key    string    `json:"key"`
	By     string    `json:"by"` // who has that key, in words
	DryRun bool      `json:"dry_run"`
	Came   int       `json:"came"`  // records that were new here, in whole or in part
	Known  int       `json:"known"` // records that were not
	Photos int       `json:"photos"`
	Bad    int       `json:"photos_refused"`
}

// read reads a file through, asks whether it may come in, and takes it in.
func (x *changesIn) read(c *call, i *importCmd) error {
	alone := importCmd{changesIn: *x, DryRun: i.DryRun, JSON: i.JSON, Dates: "none"}
	if x.Changes == "" || !reflect.DeepEqual(*i, alone) {
		return misuse("--changes FILE is an import of its own: beside it go only --passphrase-file FILE, --trust FINGERPRINT, --dry-run and --json")
	}
	if x.Trust != "" && !community.IsHash(plainFingerprint(x.Trust)) {
		return misuse("--trust %q is no fingerprint: it has 64 digits from 0 to 9 and a to f, as the export printed them", cut(x.Trust, 80))
	}
	if err := c.notOnWall(); err != nil {
		return err
	}
	passphrase, err := c.passphrase(x.PassphraseFile, false)
	if err != nil {
		return err
	}
	in, err := c.copied(x.Changes)
	if err != nil {
		return err
	}
	defer in.Close()
	f, err := changes.Open(in, passphrase)
	if err != nil {
		return changesWords(err, x.Changes)
	}
	h, found, err := c.survey(f, x.Changes)
	if err != nil {
		return err
	}
	done := carriedIn{File: filepath.Base(x.Changes), MadeAt: h.MadeAt, Key: h.Fingerprint(), DryRun: i.DryRun}
	if done.By, err = c.trusts(done.Key, x); err != nil {
		return err
	}
	if !i.DryRun {
		if err := c.takeChanges(f, found, &done); err != nil {
			return done.soFar(c, err)
		}
	}
	return done.print(c, i.JSON, found)
}

// copied copies a file into the data folder, so that nobody changes it between
// the two readings. It has no name there: when it is closed it is gone.
func (c *call) copied(name string) (*os.File, error) {
	from, err := os.Open(c.path(name))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	defer from.Close()
	if info, err := from.Stat(); err == nil && info.IsDir() {
		return nil, misuse("%q is a folder: name the file that kettled export --changes wrote", name)
	}
	to, err := os.CreateTemp(c.dir, "changes-") // 0600
	if err != nil {
		return nil, fmt.Errorf("keep a copy of %s: %w", name, err)
	}
	err = os.Remove(to.Name())
	if err == nil {
		_, err = io.Copy(to, readUntil{c.ctx, from})
	}
	if err != nil {
		return nil, fmt.Errorf("keep a copy of %s: %w", name, errors.Join(err, to.Close()))
	}
	return to, nil
}

// changesWords says what is wrong with a file.
func changesWords(err error, name string) error {
	words := ""
	switch {
	case errors.Is(err, changes.ErrNotChanges):
		words = "%q is not a file that kettled export --changes wrote"
	case errors.Is(err, changes.ErrPassphrase):
		words = "%q does not open with this passphrase: it is another, or the file is damaged"
	case errors.Is(err, changes.ErrDamaged):
		words = "%q is damaged or was cut short: write it again, and let the machine finish before you pull the stick"
	case errors.Is(err, changes.ErrNewer):
		words = "%q was written by a newer kettle: bring this one up to date first"
	case errors.Is(err, changes.ErrSignature):
		words = "%q was changed after it was signed: do not trust where it comes from"
	case errors.Is(err, changes.ErrMalformed):
		words = "%q holds what no kettle writes"
	default:
		return err
	}
	return refuse(words+". Nothing was changed", name)
}

// ahead is how far in the future a stamp may be.
const ahead = time.Minute

// survey reads a file to its end and changes nothing. It gives what is in it.
func (c *call) survey(f *changes.File, name string) (h changes.Header, found carried, err error) {
	latest := int64(0)
	h, err = f.Read(changes.Taker{
		Header: func(h changes.Header) error {
			if h.Space != c.db.SpaceID() {
				return refuse("%q is of another space than this: only screens of one space can carry changes to one another. Nothing was changed", name)
			}
			return c.ctx.Err()
		},
		Records: func(page []community.Record) error {
			found.records += len(page)
			for i := range page {
				for _, g := range page[i].Groups {
					latest = max(latest, g.Clock)
				}
			}
			return c.ctx.Err()
		},
		Photo: func(string, []byte) error {
			found.photos++
			return c.ctx.Err()
		},
	})
	if err != nil {
		return h, found, changesWords(err, name)
	}
	now := c.now()
	if at := (community.Stamp{Clock: latest}).Time(); at.UnixMilli() > now.Add(ahead).UnixMilli() {
		return h, found, refuse("%q holds changes made at %s, but the clock of this machine says %s: one of the two clocks is wrong. "+
			"If it is this one, set it and take the file in again; if it was that of the screen that wrote the file, take it in when that time has come. "+
			"Nothing was changed, and the file stays as it is", name, minute(at), minute(now))
	}
	return h, found, nil
}

func minute(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

// trusts says whose key signed the file. It refuses a key that is nobody's,
// unless a host says that it is right.
func (c *call) trusts(key string, x *changesIn) (by string, err error) {
	by, err = c.owner(key, x.Changes)
	switch {
	case err != nil || by != "":
		return by, err
	case plainFingerprint(x.Trust) == key:
		return "the screen whose key was confirmed", nil
	case x.Trust != "":
		return "", refuse("%q is signed with another key than --trust says:\n  %s\nNothing was changed", x.Changes, spaced(key))
	case !c.InTerminal:
		return "", refuse("%q is signed with a key that this space does not know:\n  %s\nIf that is what the export printed, say so with --trust and these digits. Nothing was changed", x.Changes, spaced(key))
	}
	c.note("%s is signed with a key that this space does not know:\n  %s\nCompare it with what the export printed at the other screen.", x.Changes, spaced(key))
	said, err := c.Ask(c.ctx, "Type yes if it is the same: ", false)
	if err != nil {
		return "", err
	}
	if !strings.EqualFold(strings.TrimSpace(said), "yes") {
		return "", refuse("Nothing was changed")
	}
	return "the screen whose key was confirmed", nil
}

// owner says in words who has a key, "" for nobody whom this store knows.
func (c *call) owner(key, name string) (string, error) {
	s, err := c.db.ScreenOf(c.ctx, key)
	switch {
	case errors.Is(err, community.ErrNotFound):
	case err != nil:
		return "", err
	case s.Revoked:
		return "", refuse("%q was written by %s, a screen that a host revoked. Nothing was changed", name, s.Name)
	case s.Role == community.RoleKiosk, s.Role == community.RoleReplica:
		return s.Name, nil
	default:
		return "", refuse("%q was written by %s, a wall, which changes nothing. Nothing was changed", name, s.Name)
	}
	link, err := c.db.Link(c.ctx)
	if err != nil && !errors.Is(err, community.ErrNotFound) {
		return "", err
	}
	if err == nil && link.Hub == key {
		return "this screen's hub", nil
	}
	own, err := step.Signer(c.dir)
	if err == nil && fingerprintOf(own) == key {
		return "this very screen", nil
	}
	return "", err
}

// takeChanges takes in a file that was surveyed: records in pages, then those
// photos that members show and that are not here.
func (c *call) takeChanges(f *changes.File, found carried, done *carriedIn) error {
	c.photos.Lock() // pictures that nobody refers to yet must not be swept away
	defer c.photos.Unlock()
	bar := c.progress("Changes", found.records+found.photos)
	defer bar.end()
	var missing map[string]bool
	_, err := f.Read(changes.Taker{
		Records: func(page []community.Record) error {
			if err := c.ctx.Err(); err != nil {
				return err
			}
			came, err := c.db.Carry(c.ctx, page)
			if err != nil {
				return err
			}
			done.Came += came
			done.Known += len(page) - came
			for range page {
				bar.step()
			}
			return nil
		},
		Photo: func(hash string, data []byte) error {
			bar.step()
			if missing == nil {
				_, lacking, err := c.db.PhotosShown(c.ctx)
				if err != nil {
					return err
				}
				missing = make(map[string]bool, len(lacking))
				for _, h := range lacking {
					missing[h] = true
				}
			}
			if !missing[hash] {
				return c.ctx.Err()
			}
			err := c.db.TakePhoto(c.ctx, hash, bytes.NewReader(data))
			if bad := (*photo.RefusedError)(nil); errors.As(err, &bad) {
				done.Bad++
				return nil
			}
			if err == nil {
				done.Photos++
			}
			return err
		},
	})
	return err
}

// soFar says what came in before it broke off.
func (d *carriedIn) soFar(c *call, err error) error {
	if d.Came == 0 {
		return err
	}
	stayed := count(d.Came, "record") + " came in before, and " + does(d.Came, "stays", "stay") + ": take the file in once more for the rest"
	if c.ctx.Err() != nil {
		return refuse("Stopped. %s", stayed)
	}
	c.note("%s.", stayed)
	return err
}

// print says what came in.
func (d *carriedIn) print(c *call, asJSON bool, found carried) error {
	if d.Bad > 0 {
		c.note("%s in it cannot be read and %s left out.", count(d.Bad, "photo"), does(d.Bad, "was", "were"))
	}
	if asJSON {
		return c.asJSON(d)
	}
	from := fmt.Sprintf("%s, written %s by %s", d.File, minute(d.MadeAt), d.By)
	if d.DryRun {
		return c.say("%s: %s and %s, whole and signed (a dry run: nothing was changed).", from, count(found.records, "record"), count(found.photos, "photo"))
	}
	onward := ""
	if _, err := c.db.Link(c.ctx); err == nil && d.Came > 0 {
		onward = " What is new goes on to this screen's hub by itself."
	}
	return c.say("%s: %s new here, %d known, %s.%s", from, count(d.Came, "record"), d.Known, count(d.Photos, "photo"), onward)
}
