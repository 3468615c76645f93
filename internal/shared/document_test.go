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
			doc, err := encode(&r)
			if err != nil {
				t.Fatal(err)
			}
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

// FuzzDocument holds that any text comes back as the standard library brings it
// back, by either of them.
func FuzzDocument(f *testing.F) {
	for _, text := range odd {
		f.Add(text, text)
	}
	f.Fuzz(func(t *testing.T, name, value string) {
		r := record("member", newID(), stamp(), map[string]string{name: value}, newID())
		doc, err := encode(&r)
		if err != nil {
			t.Fatal(err)
		}
		std, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range []string{doc, string(std)} {
			var theirs, ours community.Record
			if err := json.Unmarshal([]byte(doc), &theirs); err != nil {
				t.Fatal(err)
			}
			if err := decode(doc, &ours); err != nil || !reflect.DeepEqual(ours, theirs) {
				t.Errorf("%q is decoded as %+v, the standard library reads %+v, %v", doc, ours, theirs, err)
			}
		}
	})
}
