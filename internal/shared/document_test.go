package shared

import (
	"encoding/json"
	"reflect"
	"testing"

	"kettle/internal/community"
)

// odd are texts that JSON has to take care of.
var odd = []string{"", "Ada", "\"", "\\", "\x00\x1f\x7f", "<&>\u2028", "日本 \U0001F600", `\u0041`, "a,\"b\":{", "\n"}

func TestDocumentsAreWhatTheStandardLibraryReads(t *testing.T) {
	for _, text := range odd {
		for _, r := range []community.Record{
			record("member", newID(), community.Stamp{Clock: 1<<62 + 1, Screen: -5}, map[string]string{"name": text, text: "x", "other": "y"}),
			record("visit", newID(), stamp(), map[string]string{text: text}, newID(), newID()),
			{Kind: "member", ID: newID(), Groups: []community.Group{{Actor: text, Fields: map[string]string{}}, {Seq: 7, Fields: map[string]string{"a": "b"}}}},
			{Kind: "member", ID: newID()},
		} {
			doc := encode(&r)
			var std, own community.Record
			if err := json.Unmarshal([]byte(doc), &std); err != nil || !reflect.DeepEqual(std, r) {
				t.Errorf("%s is read as %+v, not %+v: %v", doc, std, r, err)
			}
			if err := decode(doc, &own); err != nil || !reflect.DeepEqual(own, r) {
				t.Errorf("%s is decoded as %+v, not %+v: %v", doc, own, r, err)
			}
		}
	}
}

func TestDocumentsOfThisProgramAreReadFast(t *testing.T) {
	r := profile(newID(), 1)
	r.Owners = []community.ID{newID()}
	doc := encode(&r)
	d := decoder{rest: doc}
	if _, ok := d.record(); !ok {
		t.Errorf("%s is read the slow way", doc)
	}
}

// FuzzDecode holds that a document is read as encoding/json reads it, or not.
func FuzzDecode(f *testing.F) {
	for _, text := range odd {
		r := record("member", newID(), stamp(), map[string]string{"name": text}, newID())
		f.Add(encode(&r))
	}
	f.Add(`{"kind":"a","id":"0199AAAA-0000-7000-8000-000000000000","groups":[{"clock":01,"screen":-0,"seq":1,"fields":{"a":"b","a":"c"}}]}`)
	f.Fuzz(func(t *testing.T, doc string) {
		d := decoder{rest: doc}
		own, ok := d.record()
		if !ok {
			return
		}
		var std community.Record
		if err := json.Unmarshal([]byte(doc), &std); err != nil || !reflect.DeepEqual(own, std) {
			t.Errorf("%q is decoded as %+v, the standard library reads %+v, %v", doc, own, std, err)
		}
	})
}
