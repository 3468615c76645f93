package sync

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

// pages is a hub that has as many documents as it likes, in pages of 1,000.
type pages struct {
	fakePeer
	docs []string
}

func (p *pages) Pull(_ context.Context, ask Pull) (Page, error) {
	from := min(int(ask.After), len(p.docs))
	to := min(from+maxRecords, len(p.docs))
	return Page{Epoch: 7, Clock: 1, After: int64(to), More: to < len(p.docs), docs: p.docs[from:to]}, nil
}

// counted counts what goes over the connections of a listener.
type counted struct {
	net.Listener
	bytes *atomic.Int64
}

type countedConn struct {
	net.Conn
	bytes *atomic.Int64
}

func (c counted) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	return countedConn{conn, c.bytes}, err
}

func (c countedConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.bytes.Add(int64(n))
	return n, err
}

func (c countedConn) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.bytes.Add(int64(n))
	return n, err
}

// catchUp has a new screen fetch everything from a hub, and gives the number of
// records and of bytes on the wire, TLS and all, and how long it took.
func catchUp(t testing.TB, docs []string) (records int, wire int64, took time.Duration) {
	t.Helper()
	hub := newKey(t)
	s, err := NewServer(ServerOptions{Key: hub, Admit: everyone(&pages{docs: docs})})
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	var sent atomic.Int64
	go func() { ended <- s.Serve(ctx, counted{ln, &sent}) }()
	defer func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}()
	c := dial(t, ln.Addr().String(), newKey(t), hub)
	began := time.Now()
	for ask := (Pull{}); ; {
		page, err := c.Pull(ctx, ask)
		if err != nil {
			t.Fatal(err)
		}
		records += len(page.Records)
		if ask.After = page.After; !page.More {
			return records, sent.Load(), time.Since(began)
		}
	}
}

func TestTenThousandProfilesFitInThreeMegabytes(t *testing.T) {
	docs := documents(t, someRecords(10_000))
	size := 0
	for _, doc := range docs {
		size += len(doc)
	}
	records, wire, took := catchUp(t, docs)
	t.Logf("%d profiles of %d bytes: %d bytes on the wire in %v", records, size/len(docs), wire, took)
	if records != len(docs) || size < 1000*len(docs) {
		t.Errorf("%d records of %d bytes in all are no measure", records, size)
	}
	if wire > 3_100_000 {
		t.Errorf("%d bytes on the wire", wire)
	}
}

func BenchmarkCatchUp(b *testing.B) {
	docs := documents(b, someRecords(10_000))
	for b.Loop() {
		_, wire, took := catchUp(b, docs) // stopping the server takes a second of its own
		b.ReportMetric(float64(wire), "wire-bytes")
		b.ReportMetric(took.Seconds(), "s/catch-up")
	}
}

func BenchmarkCompression(b *testing.B) {
	docs := documents(b, someRecords(10_000))
	for _, level := range []zstd.EncoderLevel{zstd.SpeedFastest, zstd.SpeedDefault, zstd.SpeedBetterCompression} {
		for _, window := range []int{1 << 20, 8 << 20} {
			b.Run(fmt.Sprintf("%s/%d", level, window), func(b *testing.B) {
				to, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(level), zstd.WithWindowSize(window), zstd.WithLowerEncoderMem(true))
				if err != nil {
					b.Fatal(err)
				}
				size := 0
				for b.Loop() {
					size = 0
					for at := 0; at < len(docs); at += maxRecords {
						text, err := appendPage(nil, &Page{docs: docs[at : at+maxRecords]})
						if err != nil {
							b.Fatal(err)
						}
						size += len(to.EncodeAll(text, nil))
					}
				}
				b.ReportMetric(float64(size), "bytes")
			})
		}
	}
}

func BenchmarkDecodePage(b *testing.B) {
	text, err := appendPage(nil, &Page{docs: documents(b, someRecords(1000))})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		var p Page
		if err := decode(text, &p); err != nil {
			b.Fatal(err)
		}
	}
}

func TestAPageOfDocumentsIsAPageOfRecords(t *testing.T) {
	for _, n := range []int{0, 1, 50} {
		plain := Page{Epoch: 1, Clock: 2, Since: 3, After: 4, More: n == 50, Records: someRecords(n)}
		if n == 0 {
			plain.Records = nil
		}
		packed := plain
		packed.Records, packed.docs = nil, documents(t, plain.Records)
		a, err := encode(plain)
		if err != nil {
			t.Fatal(err)
		}
		b, err := encode(packed)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			t.Errorf("%d records: the page is\n%.300s\nand that of documents\n%.300s", n, a, b)
		}
		records, err := packed.records()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(plain.Records, records); diff != "" && n > 0 {
			t.Errorf("%d records: the documents are others: %s", n, diff)
		}
		if records, err := plain.records(); err != nil || len(records) != n {
			t.Errorf("%d records are %d, %v", n, len(records), err)
		}
	}
}

func TestDocumentsGoOutAsTheyAre(t *testing.T) {
	odd := `{ "kind":"x",  "unknown": [1.50, "\u003c"] }`
	text, err := encode(Page{docs: []string{odd}})
	if err != nil || !strings.Contains(string(text), `"records":[`+odd+`]}`) {
		t.Errorf("%s, %v", text, err)
	}
}

func TestADocumentThatCannotBeReadIsAnError(t *testing.T) {
	p := Page{docs: []string{`{"kind":7}`}}
	if _, err := p.records(); err == nil {
		t.Error("a record whose kind is a number was read")
	}
}

func TestUnpackingStopsAtTheLimit(t *testing.T) {
	p, err := newPacker(1)
	if err != nil {
		t.Fatal(err)
	}
	body := bytes.Repeat([]byte("kettle "), 10_000)
	packed, did := p.pack(body)
	if !did || len(packed) > len(body)/10 {
		t.Fatalf("%d bytes became %d", len(body), len(packed))
	}
	if text, err := p.unpack(packed, len(body)); err != nil || !bytes.Equal(text, body) {
		t.Errorf("%d bytes came back: %v", len(text), err)
	}
	if _, err := p.unpack(packed, len(body)-1); !errors.Is(err, errTooLarge) {
		t.Errorf("one byte more than the limit: %v", err)
	}
	if _, err := p.unpack(append(bytes.Clone(packed), packed...), len(body)); !errors.Is(err, errTooLarge) {
		t.Errorf("two frames of one: %v", err)
	}
	if _, err := p.unpack(packed[:len(packed)/2], len(body)); !errors.Is(err, errMalformed) {
		t.Errorf("half a frame: %v", err)
	}
	if text, err := p.unpack(packed, len(body)); err != nil || !bytes.Equal(text, body) {
		t.Errorf("after that %d bytes came back: %v", len(text), err)
	}
	if small, did := p.pack(body[:compressAbove]); did || len(small) != compressAbove {
		t.Error("what is small was packed")
	}
}

func TestAFrameWithAVastWindowIsRefused(t *testing.T) {
	p, err := newPacker(1)
	if err != nil {
		t.Fatal(err)
	}
	// A frame of a window of 2^exponent bytes and one empty block (RFC 8878, 3.1.1).
	frame := func(exponent byte) []byte {
		return []byte{0x28, 0xb5, 0x2f, 0xfd, 0, (exponent - 10) << 3, 1, 0, 0}
	}
	if text, err := p.unpack(frame(23), maxBody); err != nil || len(text) > 0 {
		t.Errorf("8 MiB: %q, %v", text, err)
	}
	if _, err := p.unpack(frame(24), maxBody); !errors.Is(err, errTooLarge) {
		t.Errorf("16 MiB: %v", err)
	}
}

func TestMessagesThatWouldTakeTooMuchMemoryAreRefused(t *testing.T) {
	for name, text := range map[string]string{
		"empty records": `{"records":[` + strings.Repeat(`{},`, maxObjects) + `{}]}`,
		"deep lists":    strings.Repeat(`[`, maxObjects+1),
		"more records":  `{"records":[` + strings.Repeat(`{"kind":"member","id":"01020304-0506-7008-800a-0b0c0d0e0f10"},`, maxRecords) + `{"kind":"member","id":"01020304-0506-7008-800a-0b0c0d0e0f10"}]}`,
	} {
		if err := decodeAsked([]byte(text), &Push{}); !errors.Is(err, errTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := decodeAsked([]byte(`{"records":[{"kind":"member"}]}`), &Push{}); !errors.Is(err, errMalformed) {
		t.Errorf("a record without an ID: %v", err)
	}
	if n := countObjects([]byte(`{"a{[\"{[":["{"],"b":{}}`)); n != 3 {
		t.Errorf("%d objects are counted, there are 3", n)
	}
	names := make([]string, maxRecords+1)
	for i := range names {
		names[i] = hashOf([]byte{byte(i)})
	}
	text, err := json.Marshal(photos{Hashes: names})
	if err != nil {
		t.Fatal(err)
	}
	if err := decodeAsked(text, &photos{}); !errors.Is(err, errTooLarge) {
		t.Errorf("%d photos: %v", len(names), err)
	}
}
