package photo

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
)

// Sizes are the longer sides, in pixels, that are kept beside the photo itself,
// largest first. A photo that is smaller anyway has no file of that size.
var Sizes = [...]int{640, 320, 160}

// read gives the bytes that Open opens and which of Sizes it is; 0 is the photo
// itself.
func (d *Dir) read(hash string, side int) (data []byte, size int, err error) {
	f, err := d.Open(hash, side)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	if data, err = io.ReadAll(io.LimitReader(f, MaxBytes)); err != nil {
		return nil, 0, fmt.Errorf("read photo: %w", err)
	}
	if f.Name() != d.name(hash, 0) {
		size = sizeFor(side)
	}
	return data, size, nil
}

// decode decodes a kept JPEG within the budget.
func (d *Dir) decode(ctx context.Context, data []byte) (image.Image, error) {
	k, err := kindOf(data)
	if err != nil {
		return nil, damaged("kept", err)
	}
	_, working, err := k.measure(data)
	if err != nil {
		return nil, err
	}
	release, err := d.decoder.acquire(ctx, working)
	if err != nil {
		return nil, err
	}
	defer release()
	return k.pixels(data)
}

// remake makes one missing size from the photo and says which size to open: 0
// when the photo itself is no larger.
func (d *Dir) remake(hash string, size int) (int, error) {
	data, _, err := d.read(hash, 0)
	if err != nil {
		return 0, err
	}
	img, err := d.decode(context.Background(), data)
	if err != nil {
		return 0, err
	}
	smaller, err := makeSizes(img)
	if err != nil || smaller[size] == nil {
		return 0, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	if _, err := os.Stat(d.name(hash, 0)); err != nil { // removed meanwhile
		return 0, fmt.Errorf("make photo again: %w", err)
	}
	if err := writeSize(d.name(hash, size), smaller[size]); err != nil {
		return 0, fmt.Errorf("make photo again: %w", err)
	}
	return size, nil
}

// writeSize writes a smaller size. It does not wait for the disk: what a power
// cut leaves of it is not whole and is made again.
func writeSize(name string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name))
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// isWhole says whether a file begins and ends as a JPEG does. File systems grow
// a file as its bytes reach the disk, so one that a power cut met has no end.
func isWhole(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Size() < 4 {
		return false
	}
	var ends [4]byte
	_, first := f.ReadAt(ends[:2], 0)
	_, last := f.ReadAt(ends[2:], info.Size()-2)
	return first == nil && last == nil && ends == [4]byte{0xff, 0xd8, 0xff, 0xd9}
}

// makeSizes encodes the smaller sizes, each made from the one before.
func makeSizes(img image.Image) (map[int][]byte, error) {
	sizes := map[int][]byte{}
	for _, s := range Sizes {
		size := fit(img.Bounds().Size(), s)
		if size == img.Bounds().Size() {
			continue
		}
		img = shrink(img, size)
		data, err := encode(img)
		if err != nil {
			return nil, err
		}
		sizes[s] = data
	}
	return sizes, nil
}

// sizeFor gives the smallest of Sizes that is at least side; 0 for the photo.
func sizeFor(side int) int {
	best := 0
	for _, s := range Sizes {
		if side > 0 && s >= side {
			best = s
		}
	}
	return best
}
