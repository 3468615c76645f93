package changes

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"pgregory.net/rapid"

	"kettle/internal/community"
)

const phrase = "a cup of tea"

var (
	space = community.ID{1}
	at    = time.Date(2026, 11, 16, 10, 0, 0, 0, time.UTC)
)

func newKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func options(key *ecdsa.PrivateKey) Options {
	return Options{Passphrase: phrase, Space: space, MadeAt: at, Screen: 42, Signer: key, Work: 4}
}

func record(n int, fields map[string]string) community.Record {
	r := community.Record{Kind: "member", Groups: []community.Group{{Stamp: community.Stamp{Clock: int64(n+1) << 16, Screen: 7}, Actor: "host", Fields: fields}}}
	binary.BigEndian.PutUint32(r.ID[:], uint32(n)+1)
	return r
}

// write makes a file.
func write(t testing.TB, key *ecdsa.PrivateKey, records []community.Record, photos ...[]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := NewWriter(&out, options(key))
	if err != nil {
		t.Fatal(err)
	}
	for i := range records {
		if err := w.Record(&records[i]); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range photos {
		if err := w.Photo(hashOf(p), bytes.NewReader(p)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// got is what a file held.
type got struct {
	header  Header
	records []community.Record
	photos  map[string]int
	pages   int
}

func read(data []byte, passphrase string) (got, error) {
	g := got{photos: map[string]int{}}
	f, err := Open(bytes.NewReader(data), passphrase)
	if err != nil {
		return g, err
	}
	g.header, err = f.Read(g.taker())
	return g, err
}

func (g *got) taker() Taker {
	return Taker{
		Records: func(page []community.Record) error {
			g.pages++
			g.records = append(g.records, page...)
			return nil
		},
		Photo: func(hash string, data []byte) error { g.photos[hash] = len(data); return nil },
	}
}

func some(n int) []community.Record {
	var out []community.Record
	for i := range n {
		out = append(out, record(i, map[string]string{"name": fmt.Sprint("Ada <", i, ">"), "about": strings.Repeat("{[", i%50)}))
	}
	out = append(out, community.Record{Kind: "member", ID: community.ID{9, 9}, Erased: true})
	return append(out, community.Record{Kind: "visit", ID: community.ID{9, 8}, Owners: []community.ID{{9, 7}}, Groups: out[0].Groups})
}

func TestAFileGivesBackWhatWasWritten(t *testing.T) {
	key, records := newKey(t), some(2500)
	big := make([]byte, partSize*2+17)
	rand.Read(big)
	even := make([]byte, partSize)
	data := write(t, key, records, big, even, []byte("small"))
	g, err := read(data, phrase)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(records, g.records); diff != "" {
		t.Errorf("records came back otherwise: %.500s", diff)
	}
	want := map[string]int{hashOf(big): len(big), hashOf(even): len(even), hashOf([]byte("small")): 5}
	if !maps.Equal(g.photos, want) {
		t.Errorf("photos came back as %v", g.photos)
	}
	if g.pages != 3 {
		t.Errorf("%d records in %d pages", len(records), g.pages)
	}
	if h := g.header; h.Space != space || !h.MadeAt.Equal(at) || h.Screen != 42 || len(h.Fingerprint()) != 64 {
		t.Errorf("the header came back as %+v", h)
	}
	if bytes.Contains(data, []byte("Ada")) {
		t.Error("a name can be read in the file")
	}
}

func TestAFileCanBeReadTwiceAndScryptRunsOnce(t *testing.T) {
	f, err := Open(bytes.NewReader(write(t, newKey(t), some(3))), phrase)
	if err != nil {
		t.Fatal(err)
	}
	f.key.scrypt = nil // a second run would be a panic
	for range 2 {
		if _, err := f.Read(Taker{}); err != nil {
			t.Error(err)
		}
	}
}

func TestPagesStayWithinTheirLimits(t *testing.T) {
	var records []community.Record
	for i := range 1500 { // of 120 groups each
		r := record(i, map[string]string{"name": "x"})
		for g := range 119 {
			r.Groups = append(r.Groups, community.Group{Stamp: community.Stamp{Clock: 5, Screen: 9}, Fields: map[string]string{fmt.Sprint("f", g): ""}})
		}
		records = append(records, r)
	}
	for i := range 40 { // each of a size that only a few fit
		records = append(records, record(5000+i, map[string]string{"about": strings.Repeat("x", maxValue)}))
	}
	g, err := read(write(t, newKey(t), records), phrase)
	if err != nil || len(g.records) != len(records) {
		t.Errorf("%d of %d records came back, %v", len(g.records), len(records), err)
	}
}

func TestAnotherPassphraseOpensNothing(t *testing.T) {
	data := write(t, newKey(t), some(1))
	for _, p := range []string{"", "a cup of teA", phrase + " "} {
		if _, err := read(data, p); !errors.Is(err, ErrPassphrase) {
			t.Errorf("%q: %v", p, err)
		}
	}
}

func TestAnotherSortOfFileIsSaidToBeOne(t *testing.T) {
	huge := "age-encryption.org/v1\n-> x\n" + strings.Repeat(strings.Repeat("A", 64)+"\n", 1<<14)
	for _, data := range []string{"", "PK\x03\x04", "Number,Name\n1,Ada\n", "age-encryption.org/v1\n", huge} {
		if _, err := read([]byte(data), phrase); !errors.Is(err, ErrNotChanges) {
			t.Errorf("%.30q: %v", data, err)
		}
	}
	if _, err := read(seal(t, pack(t, []byte("some other thing, encrypted with age")), 4), phrase); !errors.Is(err, ErrNotChanges) {
		t.Error(err)
	}
}

func TestEveryFlippedBitAndEveryCutIsNoticed(t *testing.T) {
	photo := make([]byte, 70<<10)
	rand.Read(photo)
	data := write(t, newKey(t), some(40), photo)
	step := max(1, len(data)/300)
	for i := 0; i < len(data); i += step {
		bad := slices.Clone(data)
		bad[i] ^= 1 << (i % 8)
		if _, err := read(bad, phrase); err == nil {
			t.Errorf("a flipped bit in byte %d of %d was not noticed", i, len(data))
		}
		if _, err := read(data[:i], phrase); err == nil {
			t.Errorf("a file cut at byte %d of %d passes as whole", i, len(data))
		}
	}
	for _, more := range []string{"x", string(data)} {
		if _, err := read(append(slices.Clone(data), more...), phrase); !errors.Is(err, ErrDamaged) {
			t.Errorf("something behind the file: %v", err)
		}
	}
	if _, err := read(data[:len(data)-1], phrase); !errors.Is(err, ErrDamaged) {
		t.Errorf("the last byte is missing: %v", err)
	}
}

func TestAFaultOfTheDiskIsNotTheFiles(t *testing.T) {
	data, broken := write(t, newKey(t), some(40)), errors.New("the stick was pulled")
	f, err := Open(bytes.NewReader(data), phrase)
	if err != nil {
		t.Fatal(err)
	}
	f.from = seekable{io.MultiReader(bytes.NewReader(data[:len(data)/2]), iotest.ErrReader(broken))}
	if _, err := f.Read(Taker{}); !errors.Is(err, broken) || errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}

type seekable struct{ io.Reader }

func (seekable) Seek(int64, int) (int64, error) { return 0, nil }

// seal and pack are what a writer does around a stream.
func seal(t testing.TB, packed []byte, work int) []byte {
	t.Helper()
	var out bytes.Buffer
	to, err := age.NewScryptRecipient(phrase)
	if err != nil {
		t.Fatal(err)
	}
	to.SetWorkFactor(work)
	w, err := age.Encrypt(&out, to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(packed); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func pack(t testing.TB, stream []byte) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	return w.EncodeAll(stream, nil)
}

// raw makes streams by hand.
type raw struct {
	t   testing.TB
	key *ecdsa.PrivateKey
	b   []byte
}

func (r *raw) block(kind byte, content string) *raw {
	r.b = append(binary.BigEndian.AppendUint32(append(r.b, kind), uint32(len(content))), content...)
	return r
}

func (r *raw) sign() *raw {
	r.t.Helper()
	sum := sha256.Sum256(r.b)
	sig, err := ecdsa.SignASN1(rand.Reader, r.key, sum[:])
	if err != nil {
		r.t.Fatal(err)
	}
	return r.block(blockSignature, string(sig))
}

// begin gives a stream with its header, changed by with.
func begin(t testing.TB, key *ecdsa.PrivateKey, with func(h map[string]any)) *raw {
	t.Helper()
	var out bytes.Buffer
	w, err := NewWriter(&out, options(key))
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
	g, err := read(out.Bytes(), phrase)
	if err != nil {
		t.Fatal(err)
	}
	h := map[string]any{"program": "kettle", "format": 1, "space": space, "made_at": at, "screen": 42, "key": g.header.Key}
	if with != nil {
		with(h)
	}
	text, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	return (&raw{t: t, key: key, b: []byte(magic)}).block(blockHeader, string(text))
}

func always(int64) bool { return true }

func part(name []byte, n, of int, data string) string {
	head := binary.BigEndian.AppendUint16(slices.Clone(name), uint16(n))
	return string(binary.BigEndian.AppendUint16(head, uint16(of))) + data
}

const good = `[{"kind":"member","id":"0199a000-0000-7000-8000-000000000001","groups":[{"clock":65536,"screen":7,"fields":{"name":"Ada"}}]}]`

func TestWhatNoKettleWritesIsRefused(t *testing.T) {
	key := newKey(t)
	plain := func() *raw { return begin(t, key, nil) }
	with := func(name string, value any) *raw {
		return begin(t, key, func(h map[string]any) { h[name] = value }).sign()
	}
	name := sha256.Sum256([]byte("photo"))
	full := strings.Repeat("x", partSize)
	screen := community.ScreenID("ab").String()
	group := `{"clock":1,"screen":1,"fields":{}},`
	crowd := strings.Replace(good[1:len(good)-1], `"groups":[`, `"groups":[`+strings.Repeat(group, 70), 1) + ","
	crowded := strings.TrimSuffix(strings.Repeat(crowd, maxRecords), ",")
	rec := func(text string) *raw { return plain().block(blockRecords, "["+text+"]").sign() }
	for what, c := range map[string]struct {
		r    *raw
		want error
	}{
		"no header":          {(&raw{t: t, key: key, b: []byte(magic)}).block(blockRecords, good).sign(), ErrMalformed},
		"two headers":        {plain().block(blockHeader, "{}").sign(), ErrMalformed},
		"another program":    {with("program", "pot"), ErrMalformed},
		"a later format":     {with("format", 2), ErrNewer},
		"format 0":           {with("format", 0), ErrMalformed},
		"no space":           {with("space", ""), ErrMalformed},
		"no key":             {with("key", []byte("x")), ErrMalformed},
		"a bad time":         {with("made_at", "soon"), ErrMalformed},
		"an unknown block":   {plain().block('x', "yz").sign(), ErrMalformed},
		"an empty block":     {plain().block(blockRecords, "").sign(), ErrMalformed},
		"a long header":      {begin(t, key, func(h map[string]any) { h["x"] = strings.Repeat("x", maxHeader) }).sign(), ErrMalformed},
		"a length too great": {&raw{b: append(plain().b, blockRecords, 0xff, 0xff, 0xff, 0xff)}, ErrMalformed},
		"a length too small": {&raw{b: append(plain().b, blockRecords, 0, 0, 0, 9, '[')}, ErrDamaged},
		"no signature":       {plain().block(blockRecords, good), ErrDamaged},
		"another's signature": {func() *raw {
			r := plain()
			r.key = newKey(t)
			return r.sign()
		}(), ErrSignature},
		"a signature of less": {plain().sign().block(blockRecords, good), ErrMalformed},
		"changed after signing": {func() *raw {
			r := plain().block(blockRecords, good).sign()
			r.b = bytes.Replace(r.b, []byte("Ada"), []byte("Eve"), 1)
			return r
		}(), ErrSignature},
		"no list":             {plain().block(blockRecords, "{}").sign(), ErrMalformed},
		"no records":          {rec(""), ErrMalformed},
		"1,001 records":       {rec(strings.TrimSuffix(strings.Repeat(good[1:len(good)-1]+",", 1001), ",")), ErrMalformed},
		"too many objects":    {rec(crowded), ErrMalformed},
		"a bad kind":          {rec(`{"kind":"Member!","id":"0199a000-0000-7000-8000-000000000001"}`), ErrMalformed},
		"no ID":               {rec(`{"kind":"member"}`), ErrMalformed},
		"a bad ID":            {rec(`{"kind":"member","id":"x"}`), ErrMalformed},
		"gone":                {rec(`{"kind":"member","id":"0199a000-0000-7000-8000-000000000001","gone":true}`), ErrMalformed},
		"a clock of 0":        {rec(strings.Replace(good[1:len(good)-1], "65536", "0", 1)), ErrMalformed},
		"no screen":           {rec(strings.Replace(good[1:len(good)-1], ":7,", ":0,", 1)), ErrMalformed},
		"a field of no name":  {rec(strings.Replace(good[1:len(good)-1], `"name"`, `""`, 1)), ErrMalformed},
		"a long value":        {rec(strings.Replace(good[1:len(good)-1], "Ada", strings.Repeat("x", maxValue+1), 1)), ErrMalformed},
		"17 owners":           {rec(`{"kind":"member","id":"0199a000-0000-7000-8000-000000000001","owners":[` + strings.Repeat(`"0199a000-0000-7000-8000-000000000001",`, 16) + `"0199a000-0000-7000-8000-000000000001"]}`), ErrMalformed},
		"an erased screen":    {rec(`{"kind":"screen","id":"` + screen + `","erased":true}`), ErrMalformed},
		"a stolen screen":     {rec(`{"kind":"screen","id":"` + screen + `","groups":[{"clock":1,"screen":1,"fields":{"key":"cd"}}]}`), ErrMalformed},
		"another photo":       {plain().block(blockPhoto, part(name[:], 0, 1, "pot")).sign(), ErrMalformed},
		"part 1 first":        {plain().block(blockPhoto, part(name[:], 1, 2, "photo")).sign(), ErrMalformed},
		"no parts":            {plain().block(blockPhoto, part(name[:], 0, 0, "photo")).sign(), ErrMalformed},
		"a short part":        {plain().block(blockPhoto, part(name[:], 0, 2, "photo")).sign(), ErrMalformed},
		"a photo too big":     {plain().block(blockPhoto, part(name[:], 0, maxPhoto/partSize+1, full)).sign(), ErrMalformed},
		"a photo breaks off":  {plain().block(blockPhoto, part(name[:], 0, 2, full)).sign(), ErrMalformed},
		"another between":     {plain().block(blockPhoto, part(name[:], 0, 2, full)).block(blockPhoto, part(make([]byte, 32), 1, 2, "x")).sign(), ErrMalformed},
		"records after photo": {plain().block(blockPhoto, part(name[:], 0, 1, "photo")).block(blockRecords, good).sign(), ErrMalformed},
	} {
		_, err := readStream(bytes.NewReader(c.r.b), Taker{}, always)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
	}
	fine := plain().block(blockRecords, good).block(blockPhoto, part(name[:], 0, 1, "photo")).sign()
	if _, err := readStream(bytes.NewReader(fine.b), Taker{}, always); err != nil {
		t.Errorf("a good stream: %v", err)
	}
}

// What people write, braces and quotes too, does not count as what a block holds.
func TestObjectsAreCountedAndWordsAreNot(t *testing.T) {
	words := rapid.StringOf(rapid.SampledFrom([]rune(`{}[]":,\ aé`)))
	rapid.Check(t, func(t *rapid.T) {
		page := []map[string][]string{}
		n := 1
		for range rapid.IntRange(0, 5).Draw(t, "objects") {
			one := rapid.MapOfN(words, rapid.SliceOfN(words, 1, 3), 0, 3).Draw(t, "object")
			page, n = append(page, one), n+1+len(one)
		}
		text, err := json.Marshal(page)
		if err != nil {
			t.Fatal(err)
		}
		if got := countObjects(text); got != n {
			t.Fatalf("%d in %s, want %d", got, text, n)
		}
	})
}

func TestAWriterRefusesWhatNobodyCouldRead(t *testing.T) {
	w, err := NewWriter(io.Discard, options(newKey(t)))
	if err != nil {
		t.Fatal(err)
	}
	tooLong := map[string]string{}
	for i := range 40 {
		tooLong[fmt.Sprint(i)] = strings.Repeat("x", maxValue)
	}
	for _, r := range []community.Record{{}, record(1, map[string]string{"": "x"}), record(1, tooLong)} {
		if err := w.Record(&r); !errors.Is(err, ErrMalformed) {
			t.Errorf("%.50s: %v", fmt.Sprint(r), err)
		}
	}
	if err := w.Photo(hashOf([]byte("a")), strings.NewReader("b")); !errors.Is(err, ErrMalformed) {
		t.Error(err)
	}
}

func TestTooMuchWorkForScryptIsRefused(t *testing.T) {
	data := seal(t, pack(t, []byte("x")), 10)
	data = bytes.Replace(data, []byte(" 10\n"), []byte(" 30\n"), 1) // would take a terabyte
	if _, err := read(data, phrase); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}

// bomb seals first and then a gigabyte that compresses to almost nothing: one
// frame of zstd, again and again.
func bomb(t *testing.T, first, again []byte) []byte {
	t.Helper()
	many := bytes.Repeat(again, (16<<20)/len(again))
	return seal(t, append(pack(t, first), bytes.Repeat(pack(t, many), 1<<30/len(many)+1)...), 4)
}

func TestABombOfAGigabyteTakesLittle(t *testing.T) {
	key := newKey(t)
	page := (&raw{}).block(blockRecords, good[:len(good)-1]+strings.Repeat(" ", maxPage-len(good))+"]").b
	small := (&raw{}).block(blockRecords, good).b
	for what, data := range map[string][]byte{
		"zeros":       bomb(t, nil, make([]byte, 1<<20)),
		"zeros after": bomb(t, begin(t, key, nil).b, make([]byte, 1<<20)),
		"long pages":  bomb(t, begin(t, key, nil).b, page),
		"small pages": bomb(t, begin(t, key, nil).b, bytes.Repeat(small, 1000)),
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		peak := uint64(0)
		f, err := Open(bytes.NewReader(data), phrase)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Read(Taker{Records: func([]community.Record) error {
			runtime.ReadMemStats(&after)
			peak = max(peak, after.HeapAlloc-min(after.HeapAlloc, before.HeapAlloc))
			return nil
		}})
		runtime.ReadMemStats(&after)
		taken := after.TotalAlloc - before.TotalAlloc
		if !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrNotChanges) {
			t.Errorf("%s (%d bytes): %v", what, len(data), err)
		}
		if peak > 64<<20 {
			t.Errorf("%s: %d MB are held", what, peak>>20)
		}
		t.Logf("%s: %d kB in the file, %d MB held, %d MB taken in all: %v", what, len(data)>>10, peak>>20, taken>>20, err)
	}
}

// Whatever is in a stream, reading it ends with one of the errors that callers
// know, and what it hands over is within the limits.
func FuzzReadStream(f *testing.F) {
	key := newKey(f)
	name := sha256.Sum256([]byte("photo"))
	f.Add(begin(f, key, nil).block(blockRecords, good).block(blockPhoto, part(name[:], 0, 1, "photo")).sign().b)
	f.Add(begin(f, key, nil).sign().b)
	f.Add([]byte(magic + "h\x00\x00\x00\x02{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := readStream(bytes.NewReader(data), Taker{
			Records: func(page []community.Record) error {
				if len(page) == 0 || len(page) > maxRecords {
					t.Errorf("%d records", len(page))
				}
				for i := range page {
					if page[i].ID.IsZero() || page[i].Kind == "" {
						t.Error("a record without a name")
					}
				}
				return nil
			},
			Photo: func(hash string, data []byte) error {
				if hashOf(data) != hash {
					t.Error("a photo under another's name")
				}
				return nil
			},
		}, always)
		known(t, err)
	})
}

var slow = regexp.MustCompile(`scrypt \S+ [0-9]{2}`)

// FuzzOpen reads whole files.
func FuzzOpen(f *testing.F) {
	f.Add(write(f, newKey(f), some(2)))
	f.Add([]byte("age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 1\n\n--- \n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if slow.Match(data) {
			t.Skip("scrypt would take long")
		}
		_, err := read(data, phrase)
		known(t, err)
	})
}

func known(t *testing.T, err error) {
	t.Helper()
	for _, e := range []error{nil, ErrNotChanges, ErrPassphrase, ErrDamaged, ErrMalformed, ErrNewer, ErrSignature} {
		if errors.Is(err, e) {
			return
		}
	}
	t.Errorf("an error that callers do not know: %v", err)
}

// The format is for ever: a file that was written once can be read.
func TestAFileOfFormat1IsRead(t *testing.T) {
	data, err := os.ReadFile("testdata/format1.kettle")
	if err != nil {
		t.Fatal(err)
	}
	g, err := read(data, phrase)
	if err != nil || len(g.records) != 5 || g.header.Space != space || len(g.photos) != 1 {
		t.Errorf("%d records, %v", len(g.records), err)
	}
}
