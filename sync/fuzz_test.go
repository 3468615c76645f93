package sync

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"kettle/internal/community"
)

// seedMessages adds the messages of protocol 1 to what a fuzz test begins with.
func seedMessages(f *testing.F) {
	files, err := filepath.Glob("testdata/v1/*.json")
	if err != nil || len(files) == 0 {
		f.Fatal("no messages", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
}

func FuzzMessage(f *testing.F) {
	seedMessages(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, message := range []any{
			&Hello{}, &Welcome{}, &Push{}, &Pushed{}, &Pull{}, &Page{}, &digest{}, &photos{}, &missing{}, &pairMessage{}, &pairAnswer{}, &Problem{},
		} {
			err := decodeAsked(text, message)
			if err != nil {
				if !errors.Is(err, errMalformed) && !errors.Is(err, errTooLarge) {
					t.Errorf("%T: %v", message, err)
				}
				continue
			}
			// What was read says the same after it was written.
			once, err := encode(reflect.ValueOf(message).Elem().Interface())
			if err != nil {
				t.Fatalf("%T: %v", message, err)
			}
			again := reflect.New(reflect.TypeOf(message).Elem()).Interface()
			if err := decode(once, again); err != nil {
				t.Fatalf("%T: %s: %v", message, once, err)
			}
			twice, err := encode(reflect.ValueOf(again).Elem().Interface())
			if err != nil || !bytes.Equal(once, twice) {
				t.Errorf("%T: %s became %s, %v", message, once, twice, err)
			}
		}
	})
}

func FuzzPageOfDocuments(f *testing.F) {
	f.Add([]byte(`{"kind":"member","id":"01020304-0506-7008-800a-0b0c0d0e0f10"}`), int64(7), true)
	f.Fuzz(func(t *testing.T, doc []byte, n int64, more bool) {
		var r community.Record
		if json.Unmarshal(doc, &r) != nil || bytes.Equal(bytes.TrimSpace(doc), []byte("null")) {
			return
		}
		page := Page{Epoch: n, Clock: -n, Since: n, After: n, More: more, docs: []string{string(doc), string(doc)}}
		text, err := encode(page)
		if err != nil {
			t.Fatal(err)
		}
		var read Page
		if err := decode(text, &read); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		records, err := page.records()
		if err != nil {
			t.Fatal(err)
		}
		want := Page{Epoch: n, Clock: -n, Since: n, After: n, More: more, Records: records}
		if !reflect.DeepEqual(read, want) {
			t.Errorf("%s was read as %+v", text, read)
		}
	})
}

func FuzzUnpack(f *testing.F) {
	p, err := newPacker(1)
	if err != nil {
		f.Fatal(err)
	}
	packed, _ := p.pack(bytes.Repeat([]byte("kettle "), 1000))
	f.Add(packed)
	f.Add(packed[:20])
	f.Fuzz(func(t *testing.T, body []byte) {
		text, err := p.unpack(body, 1<<16)
		if err != nil && !errors.Is(err, errMalformed) && !errors.Is(err, errTooLarge) || len(text) > 1<<16 {
			t.Errorf("%d bytes, %v", len(text), err)
		}
	})
}

func FuzzProblem(f *testing.F) {
	seedMessages(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		err := readProblem(503, "application/problem+json", body)
		if p, ok := errors.AsType[*Problem](err); err == nil || ok && (p.Code == "" || p.Status != 503 || p.Title == "" || len(p.Title) > 500) {
			t.Errorf("%s is read as %#v", body, err)
		}
	})
}

func FuzzPairStep(f *testing.F) {
	seedMessages(f)
	hub, screen := hashOf([]byte("hub")), hashOf(nil)
	p := NewPairing(PairingOptions{Hub: hub})
	if _, err := p.Offer(Offer{}); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var m pairMessage
		if decodeAsked(text, &m) != nil {
			return
		}
		_, err := p.step(t.Context(), screen, m)
		if _, ok := errors.AsType[*Problem](err); !ok && !errors.Is(err, errMalformed) {
			t.Errorf("%s: %v", text, err)
		}
	})
}

func FuzzParseKey(f *testing.F) {
	k, err := NewKey()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(k.PEM())
	f.Add([]byte("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		k, err := ParseKey(text)
		if err != nil {
			if !errors.Is(err, ErrBadKey) {
				t.Error(err)
			}
			return
		}
		again, err := ParseKey(k.PEM())
		if err != nil || again.Fingerprint() != k.Fingerprint() {
			t.Errorf("%s became %s, %v", k.Fingerprint(), again.Fingerprint(), err)
		}
	})
}

func FuzzParsePairURL(f *testing.F) {
	f.Add(PairURL("10.0.0.1:8421", "ABCDEFGHJK", hashOf(nil)))
	f.Add("KETTLE:pair?hub=a&code=abcde-fghjk&key=" + hashOf(nil))
	f.Fuzz(func(t *testing.T, text string) {
		address, code, key, err := ParsePairURL(text)
		if err != nil {
			return
		}
		a, c, k, err := ParsePairURL(PairURL(address, code, key))
		if err != nil || a != address || c != code || k != key {
			t.Errorf("%q: %q %q %q became %q %q %q, %v", text, address, code, key, a, c, k, err)
		}
	})
}
