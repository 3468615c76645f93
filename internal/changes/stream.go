package changes

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"

	"kettle/internal/community"
)

// Taker is given what a file holds, in its order. What is nil is passed over. An
// error of a function ends the reading and is given back as it is.
type Taker struct {
	Header  func(h Header) error
	Records func(page []community.Record) error
	Photo   func(hash string, data []byte) error // data are the function's only until it returns
}

// stream is a reading under way.
type stream struct {
	from io.Reader
	take Taker
	sum  hash.Hash
	more func(read int64) bool // says whether that much is not too much yet

	read  int64
	block []byte // the block that was read last

	photo       [sha256.Size]byte // under way, and
	data        []byte            // what came of it, and
	part, parts int               // the part that is next; parts is 0 for none
	photos      bool              // photos have begun
}

// readStream reads a stream to its end and checks all of it.
func readStream(from io.Reader, take Taker, more func(read int64) bool) (Header, error) {
	s := &stream{from: from, take: take, sum: sha256.New(), more: more}
	first := make([]byte, len(magic))
	if err := s.fill(first); err != nil {
		return Header{}, err
	}
	if string(first) != magic {
		return Header{}, fmt.Errorf("%w: it is encrypted, but something else", ErrNotChanges)
	}
	s.sum.Write(first)
	h, key, err := s.header()
	if err != nil {
		return h, err
	}
	for {
		kind, err := s.next()
		if err != nil {
			return h, err
		}
		switch kind {
		case blockRecords:
			err = s.records()
		case blockPhoto:
			err = s.onePart()
		case blockSignature:
			return h, s.end(key)
		default:
			err = fmt.Errorf("%w: a second header", ErrMalformed)
		}
		if err != nil {
			return h, err
		}
	}
}

// fill reads all of b. What does not come is damage.
func (s *stream) fill(b []byte) error {
	n, err := io.ReadFull(s.from, b)
	s.read += int64(n)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, noEOF(err))
	}
	return nil
}

// noEOF makes the end of a file an error that no caller takes for the end of
// its work.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// limits are the lengths that blocks may have.
var limits = map[byte][2]uint32{
	blockHeader:    {2, maxHeader},
	blockRecords:   {2, maxPage},
	blockPhoto:     {partHead + 1, partHead + partSize},
	blockSignature: {1, maxSignature},
}

// next reads one block and gives its kind. The signature is the only one that
// is not summed up.
func (s *stream) next() (kind byte, err error) {
	var head [5]byte
	if err := s.fill(head[:]); err != nil {
		return 0, err
	}
	kind, n := head[0], binary.BigEndian.Uint32(head[1:])
	if l, ok := limits[kind]; !ok || n < l[0] || n > l[1] {
		return 0, fmt.Errorf("%w: a block %q of %d bytes", ErrMalformed, kind, n)
	}
	if cap(s.block) < int(n) {
		s.block = make([]byte, n)
	}
	s.block = s.block[:n]
	if err := s.fill(s.block); err != nil {
		return 0, err
	}
	if !s.more(s.read) {
		return 0, fmt.Errorf("%w: it grows beyond measure", ErrMalformed)
	}
	if s.parts > 0 && kind != blockPhoto {
		return 0, fmt.Errorf("%w: a photo breaks off", ErrMalformed)
	}
	if kind != blockSignature {
		s.sum.Write(head[:])
		s.sum.Write(s.block)
	}
	return kind, nil
}

func (s *stream) header() (h Header, key *ecdsa.PublicKey, err error) {
	kind, err := s.next()
	if err != nil {
		return h, nil, err
	}
	if kind != blockHeader {
		return h, nil, fmt.Errorf("%w: it has no header", ErrMalformed)
	}
	if err := json.Unmarshal(s.block, &h); err != nil {
		return h, nil, fmt.Errorf("%w: its header: %w", ErrMalformed, err)
	}
	if key, err = h.check(); err != nil {
		return h, nil, err
	}
	if s.take.Header != nil {
		err = s.take.Header(h)
	}
	return h, key, err
}

func (s *stream) records() error {
	if s.photos {
		return fmt.Errorf("%w: records after photos", ErrMalformed)
	}
	if countObjects(s.block) > maxObjects {
		return fmt.Errorf("%w: too many objects in a block", ErrMalformed)
	}
	var page []community.Record
	if err := json.Unmarshal(s.block, &page); err != nil {
		return fmt.Errorf("%w: records: %w", ErrMalformed, err)
	}
	if len(page) == 0 || len(page) > maxRecords {
		return fmt.Errorf("%w: %d records in a block", ErrMalformed, len(page))
	}
	for i := range page {
		if err := checkRecord(&page[i]); err != nil {
			return err
		}
	}
	if s.take.Records == nil {
		return nil
	}
	return s.take.Records(page)
}

// countObjects counts the braces and brackets that open outside of strings: what
// takes two bytes in JSON takes fifty in memory.
func countObjects(text []byte) (n int) {
	in := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case in && c == '\\':
			i++
		case c == '"':
			in = !in
		case !in && (c == '{' || c == '['):
			n++
		}
	}
	return n
}

// onePart takes one part of a photo.
func (s *stream) onePart() error {
	s.photos = true
	name, data := [sha256.Size]byte(s.block), s.block[partHead:]
	part := int(binary.BigEndian.Uint16(s.block[sha256.Size:]))
	of := int(binary.BigEndian.Uint16(s.block[sha256.Size+2:]))
	if s.parts == 0 {
		s.photo, s.data, s.part, s.parts = name, s.data[:0], 0, of
	}
	last := part == of-1
	if name != s.photo || part != s.part || of != s.parts || of == 0 || of > maxPhoto/partSize || !last && len(data) != partSize {
		return fmt.Errorf("%w: a part of a photo is not the next", ErrMalformed)
	}
	s.data, s.part = append(s.data, data...), part+1
	if !last {
		return nil
	}
	s.parts = 0
	if sha256.Sum256(s.data) != name {
		return fmt.Errorf("%w: a photo is not what its name says", ErrMalformed)
	}
	if s.take.Photo == nil {
		return nil
	}
	return s.take.Photo(hex.EncodeToString(name[:]), s.data)
}

// end checks the signature, and that nothing comes after it.
func (s *stream) end(key *ecdsa.PublicKey) error {
	if !ecdsa.VerifyASN1(key, s.sum.Sum(nil), s.block) {
		return ErrSignature
	}
	var more [1]byte
	switch n, err := io.ReadFull(s.from, more[:]); {
	case n > 0:
		return fmt.Errorf("%w: something comes after its end", ErrMalformed)
	case errors.Is(err, io.EOF):
		return nil
	default:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
}
