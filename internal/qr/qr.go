// Package qr makes the modules of QR codes (ISO/IEC 18004): which squares are
// dark. Drawing them, on a screen, on paper or in a terminal, is for others.
package qr

import (
	"errors"
	"fmt"
	"sync"

	qrcode "github.com/skip2/go-qrcode"
)

// Quiet is how many modules must stay white around a code.
const Quiet = 4

// Level is how much of a code may be dirty or hidden before it cannot be read.
type Level int

// The two levels in use. The zero Level is M.
const (
	M Level = iota // 15 %, for screens
	Q              // 25 %, for cards in pockets
)

// Code is the modules of one code without the quiet zone around. Codes are
// shared and never change.
type Code struct {
	size int
	dark []bool
}

// Size is how many modules the code has each way.
func (c *Code) Size() int { return c.size }

// Dark says whether a module is dark; those outside of the code are not, so
// that a drawer may run over the quiet zone.
func (c *Code) Dark(x, y int) bool {
	return x >= 0 && y >= 0 && x < c.size && y < c.size && c.dark[y*c.size+x]
}

// maxKept is how many codes a Cache keeps: more than a wall full of cards.
const maxKept = 256

// Cache makes each code once, since making one takes a third of a millisecond.
// The zero Cache is ready; it is safe for use by several goroutines.
type Cache struct {
	mu   sync.Mutex
	kept map[key]*Code
}

type key struct {
	text  string
	level Level
}

// Code gives the code of a text. Text of upper-case letters, digits and
// " $%*+-./:" alone makes the smallest codes. The error is for text that no code
// can hold.
func (c *Cache) Code(text string, level Level) (*Code, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k := key{text, level}
	if code, ok := c.kept[k]; ok {
		return code, nil
	}
	code, err := New(text, level)
	if err != nil {
		return nil, err
	}
	if c.kept == nil || len(c.kept) >= maxKept {
		c.kept = map[key]*Code{}
	}
	c.kept[k] = code
	return code, nil
}

// New makes a code without keeping it, which is right for what is secret.
func New(text string, level Level) (code *Code, err error) {
	if text == "" {
		return nil, errors.New("make a QR code: there is no text")
	}
	defer func() { // the library panics on some texts that are too long
		if r := recover(); r != nil {
			code, err = nil, fmt.Errorf("make a QR code: %v", r)
		}
	}()
	recovery := qrcode.Medium
	if level == Q {
		recovery = qrcode.High
	}
	q, err := qrcode.New(text, recovery)
	if err != nil {
		return nil, fmt.Errorf("make a QR code: %w", err)
	}
	q.DisableBorder = true
	rows := q.Bitmap()
	code = &Code{size: len(rows), dark: make([]bool, 0, len(rows)*len(rows))}
	for _, row := range rows {
		code.dark = append(code.dark, row...)
	}
	return code, nil
}
