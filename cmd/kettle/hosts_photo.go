package main

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"kettle/internal/photo"
	"kettle/kiosk"
)

// Pictures lists the pictures on sticks and cards, the newest first.
func (h hosts) Pictures(ctx context.Context) ([]kiosk.File, error) {
	return h.filesOnSticks(ctx, isPicture)
}

func isPicture(path string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp", ".gif"}, strings.ToLower(filepath.Ext(path)))
}

// TakePicture keeps a picture of a stick, and nothing from elsewhere.
func (h hosts) TakePicture(ctx context.Context, path string) (string, error) {
	f, err := h.openOnStick(path, isPicture)
	if err != nil {
		return "", err
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
