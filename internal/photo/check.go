package photo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"kettle/internal/community"
)

// List gives the hashes of all kept photos, sorted.
func (d *Dir) List() ([]string, error) {
	var hashes []string
	err := d.walk(func(_, hash string, size int, _ fs.DirEntry) error {
		if size == 0 && hash != "" {
			hashes = append(hashes, hash)
		}
		return nil
	})
	slices.Sort(hashes)
	return hashes, err
}

// Prune removes the photos that keep does not want and that were last put
// before olderThan, and gives how many. What was put later may be wanted by
// somebody who has not said so yet. Smaller sizes whose photo is gone and what a
// crash left half-written go along without being counted.
func (d *Dir) Prune(keep func(hash string) bool, olderThan time.Time) (int, error) {
	type file struct{ path, hash string }
	var strays []file
	var gone []string
	kept := map[string]bool{}
	err := d.walk(func(path, hash string, size int, e fs.DirEntry) error {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		old := info.ModTime().Before(olderThan)
		switch {
		case hash != "" && size == 0 && old && !keep(hash):
			gone = append(gone, hash)
		case hash != "" && size == 0:
			kept[hash] = true
		case old:
			strays = append(strays, file{path, hash})
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("prune photos: %w", err)
	}
	for i, hash := range gone {
		if err := d.Remove(hash); err != nil {
			return i, err
		}
	}
	for _, f := range strays {
		if kept[f.hash] {
			continue
		}
		if err := os.Remove(f.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return len(gone), fmt.Errorf("prune photos: %w", err)
		}
	}
	return len(gone), nil
}

// Check reads every photo and gives the hashes of those whose bytes are no
// longer what their name says, sorted. Smaller sizes that do not decode are
// removed, since they are made again at their next use.
func (d *Dir) Check(ctx context.Context) (bad []string, err error) {
	hashes, err := d.List()
	if err != nil {
		return nil, fmt.Errorf("check photos: %w", err)
	}
	for _, hash := range hashes {
		if err := ctx.Err(); err != nil {
			return bad, err
		}
		data, err := os.ReadFile(d.name(hash, 0))
		if errors.Is(err, fs.ErrNotExist) { // removed meanwhile
			continue
		}
		if err != nil || hashOf(data) != hash {
			bad = append(bad, hash)
			continue
		}
		for _, s := range Sizes {
			data, err := os.ReadFile(d.name(hash, s))
			if err != nil {
				continue
			}
			if _, err := d.decode(ctx, data); errors.Is(err, ErrDamaged) {
				if err := os.Remove(d.name(hash, s)); err != nil {
					return bad, fmt.Errorf("check photos: %w", err)
				}
			}
		}
	}
	return bad, nil
}

// walk calls see for every file: where it is, hash and size (0 for the photo itself) as its
// name says, or "" for a file that is neither.
func (d *Dir) walk(see func(path, hash string, size int, e fs.DirEntry) error) error {
	folders, err := os.ReadDir(d.path)
	if err != nil {
		return err
	}
	for _, folder := range folders {
		if !folder.IsDir() || len(folder.Name()) != 2 {
			continue
		}
		files, err := os.ReadDir(filepath.Join(d.path, folder.Name()))
		if err != nil {
			return err
		}
		for _, e := range files {
			if e.IsDir() {
				continue
			}
			hash, size := parseName(e.Name())
			if err := see(filepath.Join(d.path, folder.Name(), e.Name()), hash, size, e); err != nil {
				return err
			}
		}
	}
	return nil
}

// parseName reads what name writes.
func parseName(file string) (hash string, size int) {
	stem, ok := strings.CutSuffix(file, ".jpg")
	if !ok {
		return "", 0
	}
	if community.IsHash(stem) {
		return stem, 0
	}
	for _, s := range Sizes {
		if h, ok := strings.CutSuffix(stem, "-"+strconv.Itoa(s)); ok && community.IsHash(h) {
			return h, s
		}
	}
	return "", 0
}
