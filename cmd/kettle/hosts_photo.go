package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kettle/internal/photo"
	"kettle/kiosk"
)

// sticks are where desktops mount what is put in.
var sticks = [...]string{"/media", "/run/media", "/mnt"}

// mostPictures is how many pictures of sticks are listed at most, and how many
// folders are looked into.
const (
	mostPictures = 60
	mostFolders  = 2000
)

// Pictures lists the pictures on sticks and cards, the newest first.
func (h hosts) Pictures(ctx context.Context) ([]kiosk.Picture, error) {
	type found struct {
		kiosk.Picture
		at time.Time
	}
	var all []found
	folders := 0
	for _, root := range sticks {
		err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil: // nothing there, or not ours to read
				return fs.SkipDir
			case e.IsDir():
				if folders++; folders > mostFolders || strings.HasPrefix(e.Name(), ".") {
					return fs.SkipDir
				}
			case e.Type().IsRegular() && isPicture(path):
				if info, err := e.Info(); err == nil {
					all = append(all, found{kiosk.Picture{Path: path, Name: e.Name()}, info.ModTime()})
				}
			}
			return nil
		})
		if err != nil && !errors.Is(err, fs.SkipDir) {
			return nil, fmt.Errorf("look for pictures in %s: %w", root, err)
		}
	}
	slices.SortFunc(all, func(a, b found) int { return b.at.Compare(a.at) })
	var out []kiosk.Picture
	for _, f := range all[:min(len(all), mostPictures)] {
		out = append(out, f.Picture)
	}
	return out, nil
}

func isPicture(path string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp", ".gif"}, strings.ToLower(filepath.Ext(path)))
}

// TakePicture keeps a picture of a stick, and nothing from elsewhere.
func (h hosts) TakePicture(ctx context.Context, path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", fmt.Errorf("open a picture: %w", err)
	}
	if !isPicture(real) || !slices.ContainsFunc(sticks[:], func(root string) bool { return strings.HasPrefix(real, root+"/") }) {
		return "", fmt.Errorf("open a picture: %s is on no stick", real)
	}
	f, err := os.Open(real)
	if err != nil {
		return "", fmt.Errorf("open a picture: %w", err)
	}
	defer f.Close()
	return h.keepPicture(h.Photos().Put(ctx, f))
}

// keepPicture gives what a refused picture lacks in words.
func (h hosts) keepPicture(hash string, err error) (string, error) {
	var refused *photo.RefusedError
	if errors.As(err, &refused) {
		return "", said{err, refused.Words}
	}
	return hash, err
}

// Shape gives the width and height of a kept picture.
func (h hosts) Shape(ctx context.Context, hash string) (width, height int, err error) {
	img, err := h.Photos().Image(ctx, hash, 1<<20)
	if err != nil {
		return 0, 0, err
	}
	return img.Bounds().Dx(), img.Bounds().Dy(), nil
}

// Crop cuts a part out of a turned picture.
func (h hosts) Crop(ctx context.Context, hash string, x, y, w, ht float64, turns int) (string, error) {
	for range turns { // back to where it was before it was turned
		x, y, w, ht = y, 1-x-w, ht, w
	}
	return h.Photos().Crop(ctx, hash, photo.Part{X: x, Y: y, W: w, H: ht}, turns)
}
