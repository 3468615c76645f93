package xvfb

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// StartMapped starts a display whose picture can be looked at without asking
// it: see Pixels.
func StartMapped(ctx context.Context, width, height int) (*Display, error) {
	const inMemory = "/dev/shm" // where there is one, no disk is written to
	parent := ""
	if info, err := os.Stat(inMemory); err == nil && info.IsDir() {
		parent = inMemory
	}
	dir, err := os.MkdirTemp(parent, "kettle-xvfb-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the picture: %w", err)
	}
	d, err := start(ctx, width, height, dir)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return d, nil
}

// Pixels is the picture of a display as it is at this moment, in memory that
// the display writes to. Looking at it takes no time from the display and tells
// within less than a millisecond that something was drawn. Close it before the
// display.
type Pixels struct {
	file []byte // the whole mapping
	look []byte // the pixels in it
	row  int    // bytes of one row
	step int    // rows from one that is compared to the next
	seen []byte // the rows as they were when last looked at
}

// Pixels gives the picture of a display from StartMapped. Of its rows every
// step-th is compared.
func (d *Display) Pixels(step int) (*Pixels, error) {
	if d.mapped == "" {
		return nil, errors.New("look at the pixels: the display was not started for it")
	}
	f, err := os.Open(filepath.Join(d.mapped, "Xvfb_screen0"))
	if err != nil {
		return nil, fmt.Errorf("look at the pixels: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("look at the pixels: %w", err)
	}
	file, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("look at the pixels: %w", err)
	}
	start, row, rows, err := parseXWD(file)
	if err != nil {
		return nil, errors.Join(err, syscall.Munmap(file))
	}
	p := &Pixels{file: file, look: file[start : start+row*rows], row: row, step: max(step, 1)}
	p.Changed()
	return p, nil
}

// parseXWD gives where the pixels begin in a picture of the X Window Dump
// format, version 7 (X11/XWDFile.h), the bytes of one row and how many rows
// there are.
func parseXWD(b []byte) (start, row, rows int, err error) {
	const words = 25 // of the header, each of 32 bits, the greatest byte first
	if len(b) < 4*words {
		return 0, 0, 0, fmt.Errorf("read the picture's header: %d bytes are too few", len(b))
	}
	word := func(n int) int { return int(binary.BigEndian.Uint32(b[4*n:])) }
	const headerSize, version, height, bytesPerLine, colours = 0, 1, 5, 12, 19
	if word(version) != 7 {
		return 0, 0, 0, fmt.Errorf("read the picture's header: version %d is unknown", word(version))
	}
	start, row, rows = word(headerSize)+12*word(colours), word(bytesPerLine), word(height)
	if start < 4*words || row < 1 || rows < 1 || row > len(b)/rows || start > len(b)-row*rows {
		return 0, 0, 0, fmt.Errorf("read the picture's header: %d rows of %d bytes from %d are not in %d bytes", rows, row, start, len(b))
	}
	return start, row, rows, nil
}

// Changed says whether the rows differ from what they were when Changed was
// called before.
func (p *Pixels) Changed() bool {
	changed, at := false, 0
	for from := 0; from < len(p.look); from += p.row * p.step {
		now := p.look[from : from+p.row]
		if len(p.seen) < at+p.row {
			p.seen = append(p.seen, now...)
			changed = true
		} else if !bytes.Equal(p.seen[at:at+p.row], now) {
			copy(p.seen[at:], now)
			changed = true
		}
		at += p.row
	}
	return changed
}

// Close lets the picture go.
func (p *Pixels) Close() error {
	if p.file == nil {
		return nil
	}
	err := syscall.Munmap(p.file)
	p.file, p.look = nil, nil
	if err != nil {
		return fmt.Errorf("let the pixels go: %w", err)
	}
	return nil
}
