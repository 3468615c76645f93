package changes

import (
	"bytes"
	"cmp"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"time"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"kettle/internal/community"
)

// Options say how a file is written.
type Options struct {
	Passphrase string
	Space      community.ID
	MadeAt     time.Time
	Screen     int64         // the number under which the store stamps
	Signer     crypto.Signer // an ECDSA key on P-256
	Work       int           // of scrypt; 0 means 17
}

// Writer writes one file: records, then photos, then the end. After an error the
// file is worthless.
type Writer struct {
	by     crypto.Signer
	sealed io.WriteCloser
	packed *zstd.Encoder
	sum    hash.Hash

	page []byte // records that wait for a block
	n    int
}

// pageBytes is when a block of records is full enough. So many bytes never hold
// more objects than a block may.
const pageBytes = 1 << 20

// NewWriter begins a file. The caller closes to after the Writer.
func NewWriter(to io.Writer, o Options) (*Writer, error) {
	key, err := x509.MarshalPKIXPublicKey(o.Signer.Public())
	if err != nil {
		return nil, fmt.Errorf("write the key: %w", err)
	}
	h := Header{Program: program, Format: format, Space: o.Space, MadeAt: o.MadeAt.UTC(), Screen: o.Screen, Key: key}
	if _, err := h.check(); err != nil {
		return nil, err
	}
	passphrase, err := age.NewScryptRecipient(o.Passphrase)
	if err != nil {
		return nil, fmt.Errorf("encrypt: %w", err)
	}
	passphrase.SetWorkFactor(cmp.Or(o.Work, work))
	w := &Writer{by: o.Signer, sum: sha256.New()}
	if w.sealed, err = age.Encrypt(to, passphrase); err != nil {
		return nil, fmt.Errorf("encrypt: %w", err)
	}
	w.packed, err = zstd.NewWriter(w.sealed, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(window), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	text, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("write the header: %w", err)
	}
	if err := w.write([]byte(magic)); err != nil {
		return nil, err
	}
	return w, w.block(blockHeader, text)
}

// write writes what the signature is over.
func (w *Writer) write(b []byte) error {
	w.sum.Write(b)
	if _, err := w.packed.Write(b); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

func (w *Writer) block(kind byte, parts ...[]byte) error {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	head := binary.BigEndian.AppendUint32([]byte{kind}, uint32(n))
	for _, p := range append([][]byte{head}, parts...) {
		if err := w.write(p); err != nil {
			return err
		}
	}
	return nil
}

// Record writes one record with all that it says. A record that nobody could
// read is an ErrMalformed.
func (w *Writer) Record(r *community.Record) error {
	if err := checkRecord(r); err != nil {
		return err
	}
	text, err := marshal(r)
	if err != nil {
		return err
	}
	if len(text)+2 > maxPage {
		return fmt.Errorf("%w: the %s %s is too long", ErrMalformed, r.Kind, r.ID)
	}
	if w.n == maxRecords || w.n > 0 && len(w.page)+len(text) > pageBytes {
		if err := w.flush(); err != nil {
			return err
		}
	}
	if w.n > 0 {
		w.page = append(w.page, ',')
	}
	w.page, w.n = append(w.page, text...), w.n+1
	return nil
}

// marshal is json.Marshal, but leaves < and > as they are.
func marshal(r *community.Record) ([]byte, error) {
	var out bytes.Buffer
	to := json.NewEncoder(&out)
	to.SetEscapeHTML(false)
	if err := to.Encode(r); err != nil {
		return nil, fmt.Errorf("write the %s %s: %w", r.Kind, r.ID, err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

func (w *Writer) flush() error {
	if w.n == 0 {
		return nil
	}
	err := w.block(blockRecords, []byte("["), w.page, []byte("]"))
	w.page, w.n = w.page[:0], 0
	return err
}

// Photo writes a photo under its hash. No records may follow.
func (w *Writer) Photo(name string, r io.Reader) error {
	if err := w.flush(); err != nil {
		return err
	}
	data, err := io.ReadAll(io.LimitReader(r, maxPhoto+1))
	if err != nil {
		return fmt.Errorf("read a photo: %w", err)
	}
	sum := sha256.Sum256(data)
	if len(data) == 0 || len(data) > maxPhoto || hex.EncodeToString(sum[:]) != name {
		return fmt.Errorf("%w: the photo %.8s", ErrMalformed, name)
	}
	of := (len(data) + partSize - 1) / partSize
	for part := range of {
		head := binary.BigEndian.AppendUint16(sum[:len(sum):len(sum)], uint16(part))
		head = binary.BigEndian.AppendUint16(head, uint16(of))
		if err := w.block(blockPhoto, head, data[part*partSize:min(len(data), (part+1)*partSize)]); err != nil {
			return err
		}
	}
	return nil
}

// Close signs the file and ends it.
func (w *Writer) Close() error {
	if err := w.flush(); err != nil {
		return err
	}
	signature, err := w.by.Sign(rand.Reader, w.sum.Sum(nil), crypto.SHA256)
	if err != nil {
		return fmt.Errorf("sign: %w", err)
	}
	if err := w.block(blockSignature, signature); err != nil {
		return err
	}
	if err := errors.Join(w.packed.Close(), w.sealed.Close()); err != nil {
		return fmt.Errorf("end the file: %w", err)
	}
	return nil
}
