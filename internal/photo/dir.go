package photo

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/google/renameio/v2"

	"kettle/internal/community"
)

// Dir keeps photos as files below one folder, which it owns alone:
//
//	ab/abcdef….jpg       the photo, named by the SHA-256 of these very bytes
//	ab/abcdef…-640.jpg   smaller ones, made from it once and again when missing
//
// A photo that Put has returned for survives a power cut. It is safe for use by
// several goroutines.
type Dir struct {
	path    string
	decoder *Decoder

	mu sync.RWMutex // held for reading by those who add files, for writing by those who remove them
}

// Open gives the photos below path, which is made if it is missing. The budget
// says how many of the largest pictures may be decoded at one time: one on a
// screen, two where nothing is drawn.
func Open(path string, budget int) (*Dir, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("open photos: %w", err)
	}
	return &Dir{path: path, decoder: NewDecoder(budget)}, nil
}

// Put takes in a picture as Normalise does, keeps it in all sizes and gives its
// hash. The same picture twice is one photo.
func (d *Dir) Put(ctx context.Context, r io.Reader) (hash string, err error) {
	return d.PutOn(ctx, r, nil)
}

// PutOn is Put with the ground that shows through a transparent picture; nil is
// white.
func (d *Dir) PutOn(ctx context.Context, r io.Reader, ground color.Color) (hash string, err error) {
	dec := *d.decoder // shares the budget
	dec.Ground = ground
	img, data, err := dec.normalise(ctx, r)
	if err != nil {
		return "", err
	}
	hash = hashOf(data)
	return hash, d.keep(hash, data, img)
}

// PutWithin is Put for a picture that is in memory and that takes at most so many
// bytes to decode; one that takes more is a *RefusedError.
func (d *Dir) PutWithin(ctx context.Context, data []byte, most int64) (hash string, err error) {
	img, kept, err := d.decoder.normaliseWithin(ctx, data, most)
	if err != nil {
		return "", err
	}
	hash = hashOf(kept)
	return hash, d.keep(hash, kept, img)
}

// Take keeps a photo that another Dir made, byte for byte, under the same hash.
// It refuses, as a *RefusedError, bytes that do not have this hash or that no
// Dir makes, such as those that still say where a picture was taken.
func (d *Dir) Take(ctx context.Context, hash string, r io.Reader) error {
	data, err := readAll(r)
	if err != nil {
		return err
	}
	if hashOf(data) != hash {
		return refuse(ErrDamaged, nil, "This photo changed on its way here.")
	}
	k, err := kindOf(data)
	if err != nil {
		return err
	}
	size, _, err := k.measure(data)
	if err != nil {
		return err
	}
	if plain, ok := plainJPEG(data); !ok || len(plain) != len(data) || max(size.X, size.Y) > Side {
		return refuse(ErrFormat, nil, "This is not a photo that another screen keeps.")
	}
	img, err := d.decode(ctx, data)
	if err != nil {
		return err
	}
	return d.keep(hash, data, img)
}

// keep writes the photo, then its sizes. A photo that is there already is only
// marked as new, so that Prune leaves it alone until somebody refers to it.
func (d *Dir) keep(hash string, data []byte, img image.Image) error {
	smaller, err := makeSizes(img)
	if err != nil {
		return err
	}
	d.mu.RLock() // others may add at the same time: each file is put in its place as a whole
	defer d.mu.RUnlock()
	if err := d.makeFolder(hash); err != nil {
		return fmt.Errorf("keep photo: %w", err)
	}
	wrote := false
	write := func(size int, b []byte, do func(string, []byte) error) error {
		name := d.name(hash, size)
		if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, b) {
			now := time.Now()
			return os.Chtimes(name, now, now)
		}
		wrote = true
		return do(name, b)
	}
	err = write(0, data, writePhoto)
	for _, s := range Sizes {
		if b, ok := smaller[s]; ok && err == nil {
			err = write(s, b, writeSize)
		}
	}
	if err == nil && wrote {
		err = syncDir(filepath.Dir(d.name(hash, 0)))
	}
	if err != nil {
		return fmt.Errorf("keep photo: %w", err)
	}
	return nil
}

// Open opens the smallest file whose longer side is at least side pixels, or
// the photo itself if it is not as large or side is 0. It returns
// community.ErrNotFound, wrapped, for a hash that is not kept. The caller closes
// the file.
func (d *Dir) Open(hash string, side int) (*os.File, error) {
	s := sizeFor(side)
	if !community.IsHash(hash) {
		return nil, notFound(hash)
	}
	f, err := os.Open(d.name(hash, s))
	if err == nil && s != 0 && !isWhole(f) {
		err = errors.Join(os.ErrNotExist, f.Close())
	}
	if errors.Is(err, os.ErrNotExist) && s != 0 {
		if s, err = d.remake(hash, s); err == nil {
			f, err = os.Open(d.name(hash, s))
		}
	}
	switch {
	case errors.Is(err, os.ErrNotExist), errors.Is(err, community.ErrNotFound):
		return nil, notFound(hash)
	case err != nil:
		return nil, fmt.Errorf("open photo: %w", err)
	}
	return f, nil
}

// Image decodes what Open opens. A smaller size that is damaged is made again;
// a damaged photo is a *RefusedError.
func (d *Dir) Image(ctx context.Context, hash string, side int) (image.Image, error) {
	data, size, err := d.read(hash, side)
	if err != nil {
		return nil, err
	}
	img, err := d.decode(ctx, data)
	if size == 0 || !errors.Is(err, ErrDamaged) {
		return img, err
	}
	if _, err := d.remake(hash, size); err != nil {
		return nil, err
	}
	if data, _, err = d.read(hash, size); err != nil {
		return nil, err
	}
	return d.decode(ctx, data)
}

// Remove takes a photo away in all sizes; one that is not there is no error.
func (d *Dir) Remove(hash string) error {
	if !community.IsHash(hash) {
		return notFound(hash)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	var errs []error
	for _, s := range append(Sizes[:], 0) { // the photo last: as long as it is there, it is listed
		if err := os.Remove(d.name(hash, s)); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	if err := syncDir(filepath.Dir(d.name(hash, 0))); err != nil && !errors.Is(err, os.ErrNotExist) {
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("remove photo: %w", err)
	}
	return nil
}

func (d *Dir) name(hash string, size int) string {
	file := hash + ".jpg"
	if size != 0 {
		file = hash + "-" + strconv.Itoa(size) + ".jpg"
	}
	return filepath.Join(d.path, hash[:2], file)
}

// writePhoto writes a photo so that it survives a power cut.
func writePhoto(name string, b []byte) error {
	return renameio.WriteFile(name, b, 0o600, renameio.WithTempDir(filepath.Dir(name)), renameio.WithStaticPermissions(0o600))
}

// makeFolder makes the folder of a hash and makes that durable.
func (d *Dir) makeFolder(hash string) error {
	switch err := os.Mkdir(filepath.Join(d.path, hash[:2]), 0o700); {
	case err == nil:
		return syncDir(d.path)
	case errors.Is(err, os.ErrExist):
		return nil
	default:
		return err
	}
}

// syncDir makes the names in a folder durable; renameio does so for the bytes
// of a file only.
func syncDir(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func notFound(hash string) error {
	return fmt.Errorf("photo %.8s: %w", hash, community.ErrNotFound)
}
