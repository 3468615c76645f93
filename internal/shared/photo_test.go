package shared

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"math/rand/v2"
	"slices"
	"time"

	"kettle/internal/community"
)

// noise makes a photo that nobody can see, and its hash.
func noise(size int) (data []byte, hash string) {
	data = make([]byte, size)
	for i := range data {
		data[i] = byte(rand.Uint32())
	}
	sum := sha256.Sum256(data)
	return data, hex.EncodeToString(sum[:])
}

func parts(data []byte) [][]byte { return slices.Collect(slices.Chunk(data, PartSize)) }

func testPhotos(p place) {
	s := p.open(p, Options{})
	b := begin(p, s)
	data, hash := noise(2*PartSize + 1000)
	missing := func() []string {
		m, err := s.MissingPhotos(p.Context(), b.space, []string{"zz", hash})
		if err != nil {
			p.Fatal(err)
		}
		return m
	}
	put := func(hash string, part, of int, data []byte) (bool, error) {
		return s.PutPart(p.Context(), b.space, hash, part, of, data)
	}
	three := parts(data)
	for _, i := range []int{2, 0, 2} { // again, and the last first
		if whole, err := put(hash, i, 3, three[i]); err != nil || whole {
			p.Fatalf("part %d: %v, %v", i, whole, err)
		}
	}
	if _, _, err := s.Part(p.Context(), b.space, hash, 0); !errors.Is(err, community.ErrNotFound) {
		p.Errorf("a part of a photo that is not whole: %v", err)
	}
	if m := missing(); !slices.Equal(m, []string{"zz", hash}) {
		p.Errorf("missing are %v", m)
	}
	for range 2 {
		if whole, err := put(hash, 1, 3, three[1]); err != nil || !whole {
			p.Fatalf("the last part: %v, %v", whole, err)
		}
	}
	if m := missing(); !slices.Equal(m, []string{"zz"}) {
		p.Errorf("missing are %v", m)
	}
	var got []byte
	for i := range 3 {
		part, of, err := s.Part(p.Context(), b.space, hash, i)
		if err != nil || of != 3 {
			p.Fatalf("part %d: %d, %v", i, of, err)
		}
		got = append(got, part...)
	}
	if !bytes.Equal(got, data) {
		p.Error("the photo is another")
	}
	if _, _, err := s.Part(p.Context(), b.space, hash, 3); !errors.Is(err, community.ErrNotFound) {
		p.Errorf("a part too many: %v", err)
	}
	if _, _, err := s.Part(p.Context(), newID(), hash, 0); !errors.Is(err, community.ErrNotFound) {
		p.Errorf("another space's photo: %v", err)
	}

	// A part that is not of this photo: all are thrown away.
	data, hash = noise(PartSize + 1)
	if whole, err := put(hash, 0, 2, three[0]); err != nil || whole {
		p.Fatalf("a wrong part: %v, %v", whole, err)
	}
	if whole, err := put(hash, 1, 2, data[PartSize:]); !errors.Is(err, ErrPhoto) || whole {
		p.Errorf("a wrong photo: %v, %v", whole, err)
	}
	for i, part := range parts(data) {
		if whole, err := put(hash, i, 2, part); err != nil || whole != (i == 1) {
			p.Errorf("part %d of the right one: %v, %v", i, whole, err)
		}
	}

	// One that comes in another number of parts begins anew.
	data, hash = noise(100)
	if _, err := put(hash, 0, 2, three[0]); err != nil {
		p.Error(err)
	}
	if whole, err := put(hash, 0, 1, data); err != nil || !whole {
		p.Errorf("in one part: %v, %v", whole, err)
	}

	for what, err := range map[string]error{
		"no hash":      second(put("abc", 0, 1, data)),
		"upper case":   second(put("A"+hash[1:], 0, 1, data)),
		"below":        second(put(hash, -1, 1, data)),
		"above":        second(put(hash, 1, 1, data)),
		"empty":        second(put(hash, 0, 1, nil)),
		"too many":     second(put(hash, 0, MaxParts+1, three[0])),
		"too large":    second(put(hash, 0, 1, make([]byte, PartSize+1))),
		"too small":    second(put(hash, 0, 2, data)),
		"other, small": second(put(hash, 1, 3, data)),
	} {
		if !errors.Is(err, ErrPhoto) {
			p.Errorf("%s: %v", what, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func testPrune(p place) {
	c := newTicker()
	s := p.open(p, Options{Now: c.now})
	b := begin(p, s)
	put := func() string {
		data, hash := noise(1000)
		if whole, err := s.PutPart(p.Context(), b.space, hash, 0, 1, data); err != nil || !whole {
			p.Fatal(whole, err)
		}
		return hash
	}
	prune := func(want int, used ...string) {
		p.Helper()
		set := map[string]bool{}
		for _, hash := range used {
			set[hash] = true
		}
		if n, err := s.PrunePhotos(p.Context(), b.space, set, time.Hour); err != nil || n != want {
			p.Errorf("%d were pruned, not %d: %v", n, want, err)
		}
	}
	one, two := put(), put()
	prune(0, one)
	c.advance(61 * time.Minute)
	prune(1, one)
	missing, err := s.MissingPhotos(p.Context(), b.space, []string{one, two})
	if err != nil || !slices.Equal(missing, []string{two}) {
		p.Errorf("missing are %v, %v", missing, err)
	}
	prune(0) // out of use from now on
	c.advance(59 * time.Minute)
	prune(0)
	prune(0, one)
	c.advance(2 * time.Minute)
	prune(0)
	c.advance(61 * time.Minute)
	prune(1)
	var rows int64
	err = s.one(p.Context(), true, statement{sql: `SELECT count(*) FROM photo_parts WHERE space = ?`, args: []any{b.space.String()}}, &rows)
	if err != nil || rows != 0 {
		p.Errorf("%d parts are left, %v", rows, err)
	}
}
