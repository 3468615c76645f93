package store

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/renameio/v2"
)

// manifestName is the first entry of a backup.
const manifestName = "manifest.json"

// manifest names every file of a backup with its SHA-256 in hex.
type manifest struct {
	Program string            `json:"program"`
	Format  int               `json:"format"`
	MadeAt  time.Time         `json:"made_at"`
	Space   string            `json:"space"`
	Files   map[string]string `json:"files"`
}

// ErrBadBackup says that a file is not a backup, or not a whole one.
var ErrBadBackup = errors.New("this is not a whole backup of kettle")

// Extra is a file that goes along in a backup. Write makes it, whole, at a path
// where nothing is.
type Extra struct {
	Name  string
	Write func(ctx context.Context, path string) error
}

// Backup writes the whole space, photos included, and what is to go along to one
// file, while the screen goes on, and reads it back to see that it is whole. The
// file is replaced at once or not at all.
func (db *DB) Backup(ctx context.Context, to string, more ...Extra) error {
	tmp, err := os.MkdirTemp(db.dir, backupPrefix)
	if err != nil {
		return fmt.Errorf("make a backup: %w", err)
	}
	defer os.RemoveAll(tmp)
	copied := filepath.Join(tmp, fileName)
	if err := db.vacuumInto(ctx, copied); err != nil {
		return err
	}
	for _, e := range more {
		if err := e.Write(ctx, filepath.Join(tmp, e.Name)); err != nil {
			return fmt.Errorf("make a backup: %w", err)
		}
	}
	out, err := renameio.NewPendingFile(to, renameio.WithPermissions(0o600), renameio.WithExistingPermissions())
	if err != nil {
		return fmt.Errorf("make a backup: %w", err)
	}
	defer out.Cleanup()
	if err := db.writeBackup(ctx, out, tmp, more); err != nil {
		return fmt.Errorf("write the backup: %w", err)
	}
	if err := out.CloseAtomicallyReplace(); err != nil {
		return fmt.Errorf("finish the backup: %w", err)
	}
	return checkBackup(to)
}

// vacuumInto copies the database as of one moment. The stepped backup interface
// would never finish while the screen is written to.
func (db *DB) vacuumInto(ctx context.Context, to string) error {
	db.mu.Lock()
	defer db.mu.Unlock()
	if _, err := db.write.ExecContext(ctx, `VACUUM INTO ?`, to); err != nil {
		return fmt.Errorf("copy the database: %w", err)
	}
	return nil
}

func (db *DB) writeBackup(ctx context.Context, out io.Writer, dir string, more []Extra) error {
	space, err := db.Space(ctx)
	if err != nil {
		return err
	}
	m := manifest{Program: "kettle", Format: 1, MadeAt: db.now().UTC(), Space: space.Name, Files: map[string]string{}}
	z := zip.NewWriter(out)
	add := func(name string, open func() (io.ReadCloser, error)) error {
		r, err := open()
		if err != nil {
			return err
		}
		defer r.Close()
		w, err := z.Create(name)
		if err != nil {
			return err
		}
		h := sha256.New()
		if _, err := io.Copy(io.MultiWriter(w, h), r); err != nil {
			return err
		}
		m.Files[name] = hex.EncodeToString(h.Sum(nil))
		return nil
	}
	for _, e := range append([]Extra{{Name: fileName}}, more...) {
		err := add(e.Name, func() (io.ReadCloser, error) { return os.Open(filepath.Join(dir, e.Name)) })
		if err != nil {
			return err
		}
	}
	hashes, err := db.photos.List()
	if err != nil {
		return err
	}
	for _, hash := range hashes {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := add("photos/"+hash+".jpg", func() (io.ReadCloser, error) { return db.photos.Open(hash, 1<<30) })
		if err != nil {
			return err
		}
	}
	w, err := z.Create(manifestName)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return err
	}
	return z.Close()
}

// readManifest opens a backup and finds what is in it.
func readManifest(name string) (*zip.ReadCloser, *manifest, error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, nil, fmt.Errorf("open the backup: %w", spoilt(err))
	}
	var m manifest
	f, err := z.Open(manifestName)
	if err == nil {
		err = json.NewDecoder(io.LimitReader(f, 64<<20)).Decode(&m)
		f.Close()
	}
	if err != nil || m.Program != "kettle" || m.Format != 1 || m.Files[fileName] == "" {
		z.Close()
		return nil, nil, fmt.Errorf("%s: %w", name, ErrBadBackup)
	}
	return z, &m, nil
}

// spoilt is ErrBadBackup for what is wrong with the bytes of a backup, and the error
// itself for what is wrong with the disks that it lies on or is unpacked to.
func spoilt(err error) error {
	if _, ofDisk := errors.AsType[*fs.PathError](err); ofDisk {
		return err
	}
	return fmt.Errorf("%w: %w", ErrBadBackup, err)
}

// BackupFiles names the files in a backup.
func BackupFiles(name string) (map[string]bool, error) {
	z, m, err := readManifest(name)
	if err != nil {
		return nil, err
	}
	names := make(map[string]bool, len(m.Files))
	for file := range m.Files {
		names[file] = true
	}
	return names, z.Close()
}

// checkBackup reads a backup through and compares every hash.
func checkBackup(name string) error {
	z, m, err := readManifest(name)
	if err != nil {
		return err
	}
	defer z.Close()
	for file := range m.Files {
		if err := unpack(z, m, file, io.Discard); err != nil {
			return err
		}
	}
	return nil
}

// unpack copies one file of a backup and compares its hash.
func unpack(z *zip.ReadCloser, m *manifest, file string, to io.Writer) error {
	r, err := z.Open(file)
	if err != nil {
		return fmt.Errorf("%s is missing: %w", file, ErrBadBackup)
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(to, h), r); err != nil {
		return fmt.Errorf("read %s of the backup: %w", file, spoilt(err))
	}
	if hex.EncodeToString(h.Sum(nil)) != m.Files[file] {
		return fmt.Errorf("%s is damaged: %w", file, ErrBadBackup)
	}
	return nil
}

// Restore puts a backup in the place of what the store holds. What was there is
// kept beside it for 30 days, in the folder whose path is returned. The restored store is a
// new life under a new identity, so that other screens can give back what the
// backup lacks. Members who were erased since the backup was made stay erased.
// Nothing changes when the backup is not whole. Of what went along
// the files of the names given are put in the data folder; nobody may have them
// open.
func (db *DB) Restore(ctx context.Context, from string, more ...string) (replaced string, err error) {
	z, m, err := readManifest(from)
	if err != nil {
		return "", err
	}
	defer z.Close()
	tmp, err := os.MkdirTemp(db.dir, restorePrefix)
	if err != nil {
		return "", fmt.Errorf("restore: %w", err)
	}
	defer os.RemoveAll(tmp)
	for file := range m.Files {
		if err := unpackTo(z, m, file, tmp); err != nil {
			return "", err
		}
	}
	if err := renew(ctx, filepath.Join(tmp, fileName)); err != nil {
		return "", err
	}
	for file := range m.Files {
		if strings.HasPrefix(file, "photos/") {
			if err := db.takePhoto(ctx, filepath.Join(tmp, path.Base(file))); err != nil {
				return "", err
			}
		}
	}
	if err := db.noteAllErased(ctx); err != nil && !errors.Is(Known(err), ErrDamaged) {
		return "", err
	}
	replaced, err = db.swap(ctx, filepath.Join(tmp, fileName))
	if err == nil {
		err = db.eraseAgain(ctx)
	}
	for _, name := range more {
		if err == nil && m.Files[name] != "" {
			err = db.swapExtra(filepath.Join(tmp, name), name, replaced)
		}
	}
	return replaced, err
}

// swapExtra puts a file that went along in its place.
func (db *DB) swapExtra(from, name, replaced string) error {
	for _, end := range []string{"", "-wal", "-shm"} {
		err := os.Rename(filepath.Join(db.dir, name+end), filepath.Join(replaced, name+end))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("keep what is replaced: %w", err)
		}
	}
	if err := os.Rename(from, filepath.Join(db.dir, name)); err != nil {
		return fmt.Errorf("restore %s: %w", name, err)
	}
	return nil
}

func unpackTo(z *zip.ReadCloser, m *manifest, file, dir string) error {
	out, err := os.OpenFile(filepath.Join(dir, path.Base(file)), os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("restore %s: %w", file, err)
	}
	defer out.Close()
	if err := unpack(z, m, file, out); err != nil {
		return err
	}
	if err := out.Sync(); err != nil {
		return fmt.Errorf("restore %s: %w", file, err)
	}
	return out.Close()
}

func (db *DB) takePhoto(ctx context.Context, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("restore a photo: %w", err)
	}
	defer f.Close()
	if err := db.photos.Take(ctx, strings.TrimSuffix(filepath.Base(name), ".jpg"), f); err != nil {
		return fmt.Errorf("restore a photo: %w", err)
	}
	return nil
}

// renew makes a database that is whole and not in use one of this program, with a
// new life and a new identity.
func renew(ctx context.Context, name string) (err error) {
	h, err := sql.Open("sqlite3", dsn(name, ""))
	if err != nil {
		return fmt.Errorf("open the restored database: %w", err)
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	h.SetMaxOpenConns(1)
	var said string
	if err := h.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&said); err != nil || said != "ok" {
		return fmt.Errorf("the database in it: %w", errors.Join(ErrBadBackup, err))
	}
	if err := migrate(ctx, h); err != nil {
		return err
	}
	if _, err := h.ExecContext(ctx, `UPDATE file SET screen = ?, epoch = ?`, random63(), random63()); err != nil {
		return fmt.Errorf("name the restored store: %w", err)
	}
	for _, q := range [...]string{
		`UPDATE records SET unsent = 2`,
		`UPDATE link SET epoch = 0, since = 0, after = 0, sweep = 0, known = 0, life = '', meeting_count = 0, meeting_word = ''`,
		`DELETE FROM noted`,
		`PRAGMA journal_mode = DELETE`, // all is in the one file
	} {
		if _, err := h.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("name the restored store: %w", err)
		}
	}
	return nil
}

// swap puts a database that was made anew in the place of the open one. At every
// moment one of the two is there; once begun, it is not stopped.
func (db *DB) swap(ctx context.Context, next string) (replaced string, err error) {
	ctx = context.WithoutCancel(ctx)
	db.mu.Lock()
	defer db.mu.Unlock()
	replaced = filepath.Join(db.dir, replacedPrefix+db.now().UTC().Format(replacedTime))
	if err := os.Mkdir(replaced, 0o700); err != nil {
		return "", fmt.Errorf("keep what is replaced: %w", err)
	}
	db.cache.mu.Lock()
	defer db.cache.mu.Unlock()
	if err := db.closeFile(); err != nil {
		return "", fmt.Errorf("close what is replaced: %w", err)
	}
	at, kept := filepath.Join(db.dir, fileName), filepath.Join(replaced, fileName)
	for _, end := range []string{"-wal", "-shm"} { // what could not be moved into a damaged file
		if err := os.Rename(at+end, kept+end); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", fmt.Errorf("keep what is replaced: %w", errors.Join(err, db.openFile(ctx)))
		}
	}
	if err := os.Link(at, kept); err != nil { // or this file system has no links
		err = os.Rename(at, kept)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", fmt.Errorf("keep what is replaced: %w", errors.Join(err, db.openFile(ctx)))
		}
	}
	if err := os.Rename(next, at); err != nil {
		return "", fmt.Errorf("restore: %w", errors.Join(err, os.Rename(kept, at), db.openFile(ctx)))
	}
	if err := db.openFile(ctx); err != nil {
		return "", err
	}
	db.cache.loaded = false
	db.watches.signal()
	return replaced, nil
}
