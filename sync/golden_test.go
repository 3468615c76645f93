package sync

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kettle/internal/community"
)

// newMessages writes the files of messages that have none yet. A file that is
// there never changes: programs in the field speak like that.
var newMessages = flag.Bool("new-messages", false, "write the files of messages that have none yet")

// messagesV1 are all messages of protocol 1, with every field in use.
func messagesV1() map[string]any {
	member := community.ID{1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 10, 11, 12, 13, 14, 15, 1}
	owner := community.ID{1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 10, 11, 12, 13, 14, 15, 2}
	whole := community.Record{Kind: "member", ID: member, Owners: []community.ID{owner}, Groups: []community.Group{
		{Stamp: community.Stamp{Clock: 115629818880000001, Screen: 42}, Seq: 7, Actor: "host:" + owner.String(), Fields: map[string]string{"name": "Ada <Lovelace> & Çelik", "languages:Igbo": "a"}},
		{Stamp: community.Stamp{Clock: 115629818880000002, Screen: 43}, Fields: map[string]string{"about": ""}},
	}}
	erased := community.Record{Kind: "member", ID: owner, Erased: true}
	hash := strings.Repeat("0123456789abcdef", 4)
	nonce, proof := bytes.Repeat([]byte{0xab}, 32), bytes.Repeat([]byte{0xcd}, 32)
	return map[string]any{
		"hello": Hello{
			Screen: 42, Epoch: 7, Known: Mark{Seq: 9, Life: "steam"}, Meeting: Meeting{Count: 3, Word: "tea"}, Clock: 1763700000000, Protocols: [2]int{1, 1},
			Program: "kettle 1.0", Waiting: Waiting{Records: 5, Since: 1763600000000},
		},
		"hello_first": Hello{Screen: 42, Clock: 1763700000000, Protocols: [2]int{1, 1}, Program: "kettle 1.0"},
		"welcome": Welcome{
			Epoch: 7, Life: "steam", Clock: 1763700000001, Meeting: Meeting{Count: 4, Word: "pot"}, Protocol: 1, Name: "Front desk", Role: "kiosk",
			Fresh: true, Hubs: []string{"10.0.0.9:8421"},
		},
		"push": Push{Epoch: 7, Life: "steam", Records: []community.Record{whole, erased}, Clock: 1763700000000},
		"pushed": Pushed{Clock: 1763700000001, Known: Mark{Seq: 9, Life: "steam"}, Lost: []Lost{
			{Kind: "member", ID: member, Fields: []string{"name"}, Why: "later"}, {Kind: "member", ID: owner, Why: "erased"},
		}},
		"push_meeting": Push{Epoch: 7, Life: "steam", Meeting: "pot", Records: []community.Record{erased}, Clock: 1763700000000},
		"pull_meeting": Pull{Epoch: 7, Life: "steam", Meeting: "pot", Since: 3, After: 4},

		"pull":       Pull{Epoch: 7, Life: "steam", Since: 3, After: 4, Limit: 100, Wait: 25, Waiting: Waiting{Records: 1, Since: 1763600000000}},
		"page":       Page{Epoch: 7, Clock: 1763700000001, Since: 5, After: 6, More: true, Known: Mark{Seq: 9, Life: "steam"}, Records: []community.Record{whole, erased, {Kind: "visit", ID: owner, Gone: true}, {Kind: "event", ID: owner, Whole: true}}},
		"page_empty": Page{Epoch: 7, Clock: 1763700000001, Since: 5, After: 5},
		"digest":     digest{Sums: community.Sums{0: 1, 128: 1 << 63, 255: 1<<64 - 1}},
		"photos":     photos{Hashes: []string{hash}},
		"missing":    missing{Missing: []string{hash}},
		"problem":    Problem{Code: CodeProtocol, Status: 426, Title: statuses[CodeProtocol].title, Protocols: [2]int{1, 2}},

		"pair_begin":         pairMessage{Commit: nonce, Pinned: true, Proof: proof},
		"pair_begin_answer":  pairAnswer{ID: "ABC", Nonce: nonce, Proof: proof},
		"pair_begin_told":    pairAnswer{ID: "ABC", Nonce: nonce, Proof: proof, Space: owner, Role: "wall"},
		"pair_open":          pairMessage{ID: "ABC", Nonce: nonce},
		"pair_open_answer":   pairAnswer{Digits: true},
		"pair_wait":          pairMessage{ID: "ABC", Wait: true},
		"pair_wait_again":    pairAnswer{Wait: true},
		"pair_wait_answer":   pairAnswer{Space: owner, Name: "Kitchen wall", Role: "wall", Key: hash, Addresses: []string{"10.0.0.9:8421"}},
		"pair_refuse":        pairMessage{ID: "ABC", Refuse: true},
		"pair_refuse_answer": pairAnswer{},
	}
}

func TestMessagesOfProtocol1StayAsTheyAre(t *testing.T) {
	for name, want := range messagesV1() {
		file := filepath.Join("testdata", "v1", name+".json")
		written, err := encode(want)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(file)
		if os.IsNotExist(err) && *newMessages {
			var pretty bytes.Buffer
			if err := json.Indent(&pretty, written, "", "  "); err != nil {
				t.Fatal(err)
			}
			text = append(pretty.Bytes(), '\n')
			err = os.WriteFile(file, text, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		if err := json.Compact(&said, text); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if said.String() != string(written) {
			t.Errorf("%s is written as\n%s, the file says\n%s", name, written, said.Bytes())
		}
		read := reflect.New(reflect.TypeOf(want))
		if err := decode(text, read.Interface()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, read.Elem().Interface(), cmp.AllowUnexported(Page{})); diff != "" {
			t.Errorf("%s is read as another: %s", name, diff)
		}
	}
	files, err := filepath.Glob("testdata/v1/*.json")
	if err != nil || len(files) != len(messagesV1()) {
		t.Errorf("there are %d files of %d messages, %v", len(files), len(messagesV1()), err)
	}
}

func TestUnknownKeysAreIgnored(t *testing.T) {
	for name, want := range messagesV1() {
		text, err := encode(want)
		if err != nil {
			t.Fatal(err)
		}
		if string(text) == "{}" {
			continue
		}
		more := append([]byte(`{"of later": {"times": [1, {"a": null}]}, `), text[1:]...)
		read := reflect.New(reflect.TypeOf(want))
		if err := decode(more, read.Interface()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, read.Elem().Interface(), cmp.AllowUnexported(Page{})); diff != "" {
			t.Errorf("%s with more in it: %s", name, diff)
		}
	}
}
