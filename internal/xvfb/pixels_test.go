package xvfb

import (
	"encoding/binary"
	"os/exec"
	"testing"
	"time"
)

func needs(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: `make test` installs what drives a window", tool)
		}
	}
}

func TestPixelsTellWhatIsDrawn(t *testing.T) {
	needs(t, "Xvfb", "xsetroot")
	d, err := StartMapped(t.Context(), 320, 200)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	p, err := d.Pixels(10)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if len(p.seen) != 320*4*20 {
		t.Fatalf("%d bytes are compared", len(p.seen))
	}
	if p.Changed() {
		t.Error("something changed before anything was drawn")
	}
	if _, err := d.run(t.Context(), "xsetroot", "-solid", "red"); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(30 * time.Second); !p.Changed(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("what was drawn is not seen")
		}
	}
	if p.Changed() {
		t.Error("a change is told twice")
	}
}

func TestPixelsAreOnlyOfADisplayStartedForThem(t *testing.T) {
	if _, err := (&Display{}).Pixels(1); err == nil {
		t.Error("no error")
	}
}

func header(words map[int]uint32, size int) []byte {
	b := make([]byte, size)
	for n, v := range words {
		binary.BigEndian.PutUint32(b[4*n:], v)
	}
	return b
}

func TestPictureHeaderIsRead(t *testing.T) {
	good := map[int]uint32{0: 100, 1: 7, 4: 4, 5: 3, 12: 16, 19: 2}
	start, row, rows, err := parseXWD(header(good, 100+24+48))
	if start != 124 || row != 16 || rows != 3 || err != nil {
		t.Errorf("pixels from %d, %d rows of %d, %v", start, rows, row, err)
	}
	for what, b := range map[string][]byte{
		"one byte less": header(good, 100+24+47),
		"no header":     make([]byte, 99),
		"version 6":     header(map[int]uint32{0: 100, 1: 6, 5: 3, 12: 16}, 200),
		"no rows":       header(map[int]uint32{0: 100, 1: 7, 12: 16}, 200),
		"vast":          header(map[int]uint32{0: 0xffffffff, 1: 7, 5: 0xffffffff, 12: 0xffffffff, 19: 0xffffffff}, 200),
	} {
		if _, _, _, err := parseXWD(b); err == nil {
			t.Errorf("%s is read", what)
		}
	}
}

func FuzzPictureHeader(f *testing.F) {
	f.Add(header(map[int]uint32{0: 100, 1: 7, 4: 4, 5: 3, 12: 16, 19: 2}, 172))
	f.Fuzz(func(t *testing.T, b []byte) {
		start, row, rows, err := parseXWD(b)
		if err == nil && len(b[start:start+row*rows]) == 0 {
			t.Error("no pixels")
		}
	})
}
