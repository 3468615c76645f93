package sync

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/bytedance/sonic"
	"github.com/klauspost/compress/zstd"

	"kettle/internal/community"
)

// How messages become bytes.
const (
	compressAbove = 1 << 10
	windowSize    = 1 << 20 // a page is hardly more, and every encoder and decoder holds that much
	maxWindow     = 8 << 20 // of what others send (RFC 8878 wants that to be read)
	maxObjects    = 1 << 17 // in one message: what takes two bytes in JSON takes fifty in memory
)

// What is wrong with a body.
var (
	errTooLarge  = errors.New("too large")
	errMalformed = errors.New("malformed")
)

// The messages that are not in wire.go.
type (
	// digest answers digest.
	digest struct {
		Sums community.Sums `json:"sums"`
	}
	// photos asks which of these the hub lacks.
	photos struct {
		Hashes []string `json:"hashes"`
	}
	// missing answers photos.
	missing struct {
		Missing []string `json:"missing"`
	}
)

// many is for messages with many records in them, which it reads and writes three
// times as fast as encoding/json does.
var many = sonic.Config{SortMapKeys: true, CopyString: true, ValidateString: true}.Froze()

// encode gives a message as JSON.
func encode(message any) ([]byte, error) {
	switch m := message.(type) {
	case Page:
		return appendPage(nil, &m)
	case Push:
		text, err := many.Marshal(m)
		if err != nil {
			return nil, fmt.Errorf("encode %T: %w", m, err)
		}
		return text, nil
	}
	return marshal(message)
}

// marshal is json.Marshal, but leaves < and > as they are.
func marshal(message any) ([]byte, error) {
	var out bytes.Buffer
	to := json.NewEncoder(&out)
	to.SetEscapeHTML(false)
	if err := to.Encode(message); err != nil {
		return nil, fmt.Errorf("encode %T: %w", message, err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// appendPage appends the page as JSON. Documents go in as they are.
func appendPage(dst []byte, p *Page) ([]byte, error) {
	if p.docs == nil {
		text, err := marshal(p)
		return append(dst, text...), err
	}
	head := *p
	head.Records = nil
	text, err := marshal(&head)
	if err != nil || len(p.docs) == 0 {
		return append(dst, text...), err
	}
	size := len(text) + 16
	for _, doc := range p.docs {
		size += len(doc) + 1
	}
	dst = append(slices.Grow(dst, size), text[:len(text)-1]...)
	for i, doc := range p.docs {
		dst = append(dst, [...]string{`,`, `,"records":[`}[max(0, 1-i)]...)
		dst = append(dst, doc...)
	}
	return append(dst, "]}"...), nil
}

// records gives the page's records, out of its documents if that is what it has.
func (p *Page) records() ([]community.Record, error) {
	if p.docs == nil {
		return p.Records, nil
	}
	out := make([]community.Record, len(p.docs))
	for i, doc := range p.docs {
		if err := many.UnmarshalFromString(doc, &out[i]); err != nil {
			return nil, fmt.Errorf("read record %d of a page: %w", i, err)
		}
	}
	return out, nil
}

// decode reads a message; whatever is wrong with it is errMalformed.
func decode(text []byte, message any) error {
	read := json.Unmarshal
	switch message.(type) {
	case *Push, *Page:
		read = many.Unmarshal
	}
	if err := read(text, message); err != nil {
		return fmt.Errorf("%w: %w", errMalformed, err)
	}
	return nil
}

// decodeAsked reads a message from a screen: errTooLarge when it would take too
// much memory or has more in it than it may.
func decodeAsked(text []byte, message any) error {
	if countObjects(text) > maxObjects {
		return fmt.Errorf("%w: more than %d objects", errTooLarge, maxObjects)
	}
	if err := decode(text, message); err != nil {
		return err
	}
	switch m := message.(type) {
	case *Push:
		return checkRecords(m.Records)
	case *photos:
		return checkHashes(m.Hashes)
	}
	return nil
}

// checkHashes refuses what cannot be the name of a photo.
func checkHashes(hashes []string) error {
	if len(hashes) > maxRecords {
		return fmt.Errorf("%w: %d photos", errTooLarge, len(hashes))
	}
	for _, hash := range hashes {
		if !isHash(hash) {
			return fmt.Errorf("%w: a hash has 64 digits from 0 to 9 and a to f", errMalformed)
		}
	}
	return nil
}

// checkRecords refuses records without a name.
func checkRecords(records []community.Record) error {
	if len(records) > maxRecords {
		return fmt.Errorf("%w: %d records", errTooLarge, len(records))
	}
	for i := range records {
		if records[i].Kind == "" || records[i].ID.IsZero() {
			return fmt.Errorf("%w: record %d has no kind or no ID", errMalformed, i)
		}
	}
	return nil
}

// countObjects counts the braces and brackets that open outside of strings.
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

// packer compresses and unpacks bodies. It is safe for use by several
// goroutines.
type packer struct {
	to    *zstd.Encoder
	spare chan *zstd.Decoder
}

// newPacker makes a packer that works on n bodies at a time.
func newPacker(n int) (*packer, error) {
	to, err := zstd.NewWriter(
		nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderConcurrency(n),
		zstd.WithWindowSize(windowSize), zstd.WithLowerEncoderMem(true),
	)
	if err != nil {
		return nil, fmt.Errorf("make a compressor: %w", err)
	}
	return &packer{to: to, spare: make(chan *zstd.Decoder, n)}, nil
}

// pack compresses a body that is worth it, and says whether it did.
func (p *packer) pack(body []byte) ([]byte, bool) {
	if len(body) <= compressAbove {
		return body, false
	}
	return p.to.EncodeAll(body, make([]byte, 0, len(body)/2)), true
}

// unpack gives back what was packed, errTooLarge if it is more than limit bytes,
// whatever the body says of itself.
func (p *packer) unpack(body []byte, limit int) ([]byte, error) {
	from, err := p.decoder()
	if err != nil {
		return nil, err
	}
	defer p.put(from)
	if err := from.Reset(bytes.NewReader(body)); err != nil {
		return nil, fmt.Errorf("%w: %w", errMalformed, err)
	}
	text, err := io.ReadAll(io.LimitReader(from, int64(limit)+1))
	switch {
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded), len(text) > limit:
		return nil, fmt.Errorf("%w: more than %d bytes, or a window of more than %d", errTooLarge, limit, maxWindow)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", errMalformed, err)
	}
	return text, nil
}

// decoder gives one that nobody uses.
func (p *packer) decoder() (*zstd.Decoder, error) {
	select {
	case from := <-p.spare:
		return from, nil
	default:
	}
	from, err := zstd.NewReader(
		nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow),
	)
	if err != nil {
		return nil, fmt.Errorf("make a decompressor: %w", err)
	}
	return from, nil
}

// put takes a decoder back, or lets it go when there are enough.
func (p *packer) put(from *zstd.Decoder) {
	if from.Reset(nil) == nil {
		select {
		case p.spare <- from:
			return
		default:
		}
	}
	from.Close()
}
