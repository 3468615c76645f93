package command

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	"kettle/internal/importer"
	"kettle/internal/photo"
	"kettle/internal/store"
)

// pictures finds and decodes the photos of all rows, keeps them unless look is
// set, and makes the rows to take in. A photo that is missing or cannot be read
// makes its row a bad one. It gives the hashes it put.
func (i *importCmd) pictures(c *call, sources []*source, look bool) (map[string]bool, error) {
	put := map[string]bool{}
	var folder *importer.Photos
	var root *os.Root
	if i.Photos != "" {
		var err error
		if root, err = os.OpenRoot(c.path(i.Photos)); err != nil {
			return put, fmt.Errorf("open the folder of photos: %w", err)
		}
		defer root.Close()
		if folder, err = importer.OpenPhotos(root.FS()); err != nil {
			return put, err
		}
	}
	for _, s := range sources {
		if s.members == nil {
			continue
		}
		got := map[string]picture{}
		if folder != nil {
			s.photos = map[string]bool{}
			var err error
			if got, err = c.decodeAll(s, folder, root, look, put); err != nil {
				return put, err
			}
		}
		s.makeRows(got, folder != nil)
	}
	return put, nil
}

// picture is what became of one file.
type picture struct {
	hash   string
	reason string // why it is refused, "" if it is not
}

// makeRows gives each good row its photo. Without a folder of photos the file
// has no say in them.
func (s *source) makeRows(got map[string]picture, folder bool) {
	for _, r := range s.members.Rows {
		row := store.ImportRow{Line: r.Line, Member: r.Member}
		for _, f := range r.Present {
			if f != "photo" || folder {
				row.Present = append(row.Present, f)
			}
		}
		if p := got[r.Photo]; folder && r.Photo != "" {
			if p.reason != "" {
				s.problems = append(s.problems, problem{Line: r.Line, Column: s.header("photo"), Reason: p.reason})
				continue
			}
			row.Member.Photo = p.hash
			s.photos[p.hash] = true
		}
		s.rows = append(s.rows, row)
	}
}

// decodeAll decodes the photos that the rows name, each once, on all cores.
func (c *call) decodeAll(s *source, folder *importer.Photos, root *os.Root, look bool, put map[string]bool) (map[string]picture, error) {
	var names []string
	got := map[string]picture{}
	for _, r := range s.members.Rows {
		if _, seen := got[r.Photo]; r.Photo != "" && !seen {
			got[r.Photo] = picture{}
			names = append(names, r.Photo)
		}
	}
	ctx, cancel := context.WithCancelCause(c.ctx)
	defer cancel(nil)
	bar := c.progress("Photos", len(names))
	defer bar.end()
	var mu sync.Mutex
	var wg sync.WaitGroup
	todo := make(chan string)
	decoder := photo.NewDecoder(runtime.NumCPU())
	for range 2 * runtime.NumCPU() { // half of them wait for the disk
		wg.Go(func() {
			for name := range todo {
				p, err := c.decodeOne(ctx, name, folder, root, look, decoder)
				mu.Lock()
				if got[name] = p; p.hash != "" && !look {
					put[p.hash] = true
				}
				bar.step()
				mu.Unlock()
				if err != nil {
					cancel(err)
				}
			}
		})
	}
	for _, name := range names {
		select {
		case todo <- name:
		case <-ctx.Done():
		}
	}
	close(todo)
	wg.Wait()
	return got, context.Cause(ctx)
}

// decodeOne takes in one photo. What is wrong with the file is its reason; the
// error is for what is wrong here, such as a full disk.
func (c *call) decodeOne(ctx context.Context, name string, folder *importer.Photos, root *os.Root, look bool, d *photo.Decoder) (picture, error) {
	file, err := folder.Find(name)
	if err != nil {
		return picture{reason: strings.TrimSuffix(err.Error(), ".")}, nil
	}
	f, err := root.Open(file)
	if err != nil {
		return picture{reason: fmt.Sprintf("the picture %q cannot be opened", file)}, nil
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, photo.MaxBytes+1))
	if err != nil {
		return picture{reason: fmt.Sprintf("the picture %q cannot be read", file)}, nil
	}
	hash, err := c.keep(ctx, data, look, d)
	if bad := (*photo.RefusedError)(nil); errors.As(err, &bad) {
		return picture{reason: file + ": " + strings.TrimSuffix(bad.Words, ".")}, nil
	}
	return picture{hash: hash}, err
}

// keep keeps a picture, or with look set only says what its hash would be.
func (c *call) keep(ctx context.Context, data []byte, look bool, d *photo.Decoder) (string, error) {
	if !look {
		return c.db.Photos().Put(ctx, bytes.NewReader(data))
	}
	kept, err := d.Normalise(ctx, bytes.NewReader(data))
	sum := sha256.Sum256(kept)
	return hex.EncodeToString(sum[:]), err
}

// dropUnused removes those of the photos that no member shows.
func (c *call) dropUnused(put map[string]bool) error {
	if len(put) == 0 {
		return nil
	}
	used, err := c.shown()
	if err != nil {
		return err
	}
	for hash := range put {
		if hash != "" && !used[hash] {
			if err := c.db.Photos().Remove(hash); err != nil {
				return err
			}
		}
	}
	return nil
}

// shown are the hashes of the photos that members have, or want.
func (c *call) shown() (map[string]bool, error) { return c.db.PhotosUsed(c.ctx) }

// sweep removes what an import that was killed left behind, but not what waits in
// the phone pages of the process that has the data open, if that is another.
func (c *call) sweep() error {
	ago := time.Hour
	if c.DB != nil {
		ago = store.PhotoWaits
	}
	_, err := c.db.SweepPhotos(c.ctx, ago)
	return err
}
