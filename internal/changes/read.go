package changes

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"
)

// File is a file that opens with the passphrase given. It can be read several
// times and must not be changed meanwhile: keep a copy.
type File struct {
	from io.ReadSeeker
	key  *fileKey
}

// Open tries the passphrase. It returns ErrNotChanges for another sort of file
// and ErrPassphrase for another passphrase. The caller closes from.
func Open(from io.ReadSeeker, passphrase string) (*File, error) {
	scrypt, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPassphrase, err)
	}
	scrypt.SetMaxWorkFactor(maxWork)
	f := &File{from: from, key: &fileKey{scrypt: scrypt}}
	_, _, err = f.decrypt()
	return f, err
}

// fileKey remembers the key of the file, which takes scrypt a second to find.
type fileKey struct {
	scrypt *age.ScryptIdentity
	found  []byte
}

// Unwrap implements age.Identity.
func (k *fileKey) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	if k.found != nil {
		return k.found, nil
	}
	found, err := k.scrypt.Unwrap(stanzas)
	if err == nil {
		k.found = bytes.Clone(found)
	}
	return found, err
}

// disk remembers an error of the disk, to tell it from what is wrong with the
// file.
type disk struct {
	io.Reader
	err error
}

// Read reads.
func (d *disk) Read(p []byte) (int, error) {
	n, err := d.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		d.err = err
	}
	return n, err
}

// or is the disk's error, if there was one, else err.
func (d *disk) or(err error) error {
	if d.err != nil && err != nil {
		return fmt.Errorf("read the file: %w", d.err)
	}
	return err
}

// decrypt begins to read the file.
func (f *File) decrypt() (io.Reader, *disk, error) {
	if _, err := f.from.Seek(0, io.SeekStart); err != nil {
		return nil, nil, fmt.Errorf("read the file: %w", err)
	}
	d := &disk{Reader: f.from}
	in := bufio.NewReaderSize(d, 64<<10)
	head, _ := in.Peek(maxSealed) // a shorter file has a shorter header
	if !bytes.HasPrefix(head, []byte("age-encryption.org/v1\n")) || !bytes.Contains(head, []byte("\n--- ")) {
		return nil, d, d.or(ErrNotChanges)
	}
	plain, err := age.Decrypt(in, f.key)
	switch {
	case err == nil:
		return plain, d, nil
	case errors.Is(err, age.ErrIncorrectIdentity):
		err = ErrPassphrase
	default:
		err = fmt.Errorf("%w: %w", ErrDamaged, noEOF(err))
	}
	return nil, d, d.or(err)
}

// count counts what is read.
type count struct {
	io.Reader
	n int64
}

// Read reads.
func (c *count) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// Read reads the file through and hands what it holds to take, piece by piece.
// Only when it returns without an error was the signature right: so read once
// with a Taker that changes nothing.
func (f *File) Read(take Taker) (Header, error) {
	plain, d, err := f.decrypt()
	if err != nil {
		return Header{}, err
	}
	packed := &count{Reader: plain}
	unpacked, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return Header{}, fmt.Errorf("unpack: %w", err)
	}
	defer unpacked.Close()
	h, err := readStream(unpacked, take, func(read int64) bool { return read <= fewBytes || read <= maxRatio*packed.n })
	return h, d.or(err)
}
