package community

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// fielded is what every record is to the store: named text values.
type fielded interface {
	Fields() []Field
	Set(field, value string) error
}

// makers make the zero record of every kind there is.
var makers = map[Kind]func() fielded{
	KindSpace: func() fielded { return &Space{} }, KindMember: func() fielded { return &Member{} }, KindVisit: func() fielded { return &Visit{} },
	KindPost: func() fielded { return &Post{} }, KindThankYou: func() fielded { return &ThankYou{} }, KindEvent: func() fielded { return &Event{} },
	KindCard: func() fielded { return &Card{} }, KindHost: func() fielded { return &Host{} }, KindScreen: func() fielded { return &Screen{} },
	KindVisitor: func() fielded { return &Visitor{} }, KindNotice: func() fielded { return &Notice{} }, KindParcel: func() fielded { return &Parcel{} },
	KindProposal: func() fielded { return &Proposal{} }, KindAct: func() fielded { return &Act{} }, KindValues: func() fielded { return &Values{} },
	KindCount: func() fielded { return &Count{} }, KindIntroduction: func() fielded { return &Introduction{} }, KindComing: func() fielded { return &Coming{} },
	KindCheer: func() fielded { return &Cheer{} }, KindNaming: func() fielded { return &Naming{} }, KindTally: func() fielded { return &Tally{} },
}

// aValue is what a person, a file or another screen may say of any field.
var aValue = rapid.OneOf(
	rapid.SampledFrom([]string{
		"", "yes", "no", "x", "true", "0", "1", "-1", "7", "10001", "99999999999999999999", "1774602000000", "2026-03-29", "2026-02-30", "2026-11", "2026-Q4",
		"Europe/London", "Local", "Mars", "Mon-Fri 08:00-18:00", "never", "open", "full name", "left", "paused", "active", "ABCD2345", "wall", "kiosk", "both",
		"ask", "offer", "news", "member", "host", "unsure", "heads down", "open to chat", "claimed:00000000-0000-7000-8000-000000000001", "host:nobody", "host",
		"00000000-0000-7000-8000-000000000001", "0000001 0000002 0000003", "1 2", "1 -2 3", "ada@example.org", "nobody", "VAT; Soup ; soup", "a, b", "Tea | Cake",
		"https://x.example/a;b?c=1;d=2;http://x.example;webcal://y.example; ;x;",
		`{"given":true,"recorded":"signed form","signed_on":"2026-03-01","recorded_at":"2026-03-27T09:00:00Z"}`, `{"given":`, `{"given":true,"signed_on":"soon"}`,
		"cafe", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"  two   words ", "Line one.\n\n\nLine two.\r\n", "\x1b[2J", "\u202eevil", "Łukasz", "الأمين", "山田太郎",
	}),
	rapid.String(),
	rapid.StringN(0, 300, -1),
	rapid.StringOfN(rapid.SampledFrom([]rune("ab c")), 130, 2100, -1),
)

// fieldOf draws one of the names that a record has, an element of a list of a member, or
// one that nothing has.
func fieldOf(t *rapid.T, r fielded) string {
	names := []string{"nonsense", ""}
	for _, f := range r.Fields() {
		names = append(names, f.Name)
	}
	if _, isMember := r.(*Member); isMember {
		names = append(names, allLists[:]...)
		for _, list := range allLists {
			names = append(names, list+":Soup", list+":"+aValue.Draw(t, "element"))
		}
		names = append(names, "nonsense:Soup")
	}
	return rapid.SampledFrom(names).Draw(t, "field")
}

// A value that does not fit leaves a record as it was; one that fits reads back as it
// was written, on every screen that gets the fields; and saying it twice says it once.
func TestFieldsOfEveryRecordReadBack(t *testing.T) {
	for kind, make := range makers {
		t.Run(string(kind), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				r := make()
				for range rapid.IntRange(1, 12).Draw(t, "steps") {
					field, value := fieldOf(t, r), aValue.Draw(t, "value")
					before := r.Fields()
					err := r.Set(field, value)
					var wrong *FieldError
					switch {
					case err == nil:
						again := r.Fields()
						if err := r.Set(field, value); err != nil || !slices.Equal(again, r.Fields()) {
							t.Fatalf("%q is %q once and once more: %v\n%v\n%v", field, value, err, again, r.Fields())
						}
					case !errors.Is(err, ErrNotFound) && !errors.As(err, &wrong):
						t.Fatalf("%q, %q: %v is nothing that people are told", field, value, err)
					case !slices.Equal(before, r.Fields()):
						t.Fatalf("%q does not take %q (%v) and is another all the same:\n%v\n%v", field, value, err, before, r.Fields())
					}
				}
				other := make()
				for _, f := range r.Fields() {
					if f.Value == "" {
						continue // what is empty is not kept
					}
					if err := other.Set(f.Name, f.Value); err != nil {
						t.Fatalf("%q does not take what Fields gives: %q: %v", f.Name, f.Value, err)
					}
				}
				if want, got := r.Fields(), other.Fields(); !slices.Equal(want, got) {
					t.Fatalf("read back as\n%v, not\n%v", got, want)
				}
				if errs := other.Set("a field of a later program", "x"); !errors.Is(errs, ErrNotFound) {
					t.Fatalf("an unknown field: %v", errs)
				}
			})
		})
	}
}

// Every field of a record has a name of its own, in the same order whatever it holds,
// and none is forgotten by Fields: whatever is in the struct is in some field.
func TestEveryFieldOfEveryRecordHasAName(t *testing.T) {
	for kind, make := range makers {
		seen := map[string]bool{}
		for _, f := range make().Fields() {
			if f.Name == "" || seen[f.Name] {
				t.Errorf("%s has %q twice", kind, f.Name)
			}
			if f.Value != "" && (kind != KindTally || f.Name != "counts") && f.Value != "0" {
				t.Errorf("%s: nobody said %s, and it is %q", kind, f.Name, f.Value)
			}
			seen[f.Name] = true
		}
		r := reflect.TypeOf(make()).Elem()
		want := 0
		for i := range r.NumField() {
			if f := r.Field(i); f.IsExported() && f.Name != "ID" && f.Type.Kind() != reflect.Slice {
				want++
			}
		}
		switch kind {
		case KindTally:
			want -= 2 // three counts are one value
		case KindSpace:
			want += 6 // its lists are one value each, and so are its hours
		}
		if got := len(seen); got != want {
			t.Errorf("%s has %d fields in %d names", kind, want, got)
		}
	}
}

// Clean text is clean: nothing is changed a second time, and nothing in it moves a
// cursor, hides another letter or takes more than one space.
func TestCleanTextStaysAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(aValue, rapid.StringOf(rapid.RuneFrom([]rune("a \t\r\n\u202e\u200b\u200c\u200d\u00ad\ufeff\x00\x1b\u2066é🙂")))).Draw(t, "text")
		line, words := CleanLine(text), CleanWords(text)
		if CleanLine(line) != line || CleanWords(words) != words {
			t.Fatalf("%q is %q, then %q; %q, then %q", text, line, CleanLine(line), words, CleanWords(words))
		}
		for _, r := range line {
			if r < ' ' || r == 0x7f || r == '\u202e' || r == '\u2066' || r == '\u200b' || r == '\ufeff' || r == '\u00ad' {
				t.Fatalf("%q leaves %U", text, r)
			}
		}
		if strings.TrimSpace(line) != line || strings.Contains(line, "  ") || strings.Contains(line, "\n") || strings.Contains(words, "\n\n\n") {
			t.Fatalf("%q leaves %q and %q", text, line, words)
		}
	})
}

func TestIDsReadBackAndNothingElseIsOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var id ID
		copy(id[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id"))
		text, err := id.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var back ID
		if err := back.UnmarshalText(text); err != nil || back != id {
			t.Fatalf("%q is %v: %v", text, back, err)
		}
		value, err := id.Value()
		if err != nil {
			t.Fatal(err)
		}
		back = ID{1}
		if err := back.Scan(value); err != nil || back != id {
			t.Fatalf("%v from a database is %v: %v", value, back, err)
		}
		a := Actor{Kind: rapid.SampledFrom([]ActorKind{ActorHost, ActorClaimed, ActorProven, ActorImport, ActorAutomatic, ActorAnonymous}).Draw(t, "kind"), ID: id}
		if got, err := ParseActor(a.String()); err != nil || got != a {
			t.Fatalf("%q is %v: %v", a.String(), got, err)
		}
		one, other := InOrder(id, ID{9})
		again, andOther := InOrder(ID{9}, id)
		if one != again || other != andOther || slices.Compare(one[:], other[:]) > 0 {
			t.Fatalf("%v before %v", one, other)
		}
		if len(text) == 0 {
			return
		}
		text[rapid.IntRange(0, len(text)-1).Draw(t, "place")] = rapid.SampledFrom([]byte("0aF-g {\x00")).Draw(t, "letter")
		if got, err := ParseID(string(text)); err == nil && got.String() != strings.ToLower(string(text)) {
			t.Fatalf("%q is the ID %v", text, got)
		}
	})
	for _, bad := range []any{"text", 7, []byte{1, 2}, []byte{}} {
		var id ID
		if err := id.Scan(bad); !errors.Is(err, ErrBadID) {
			t.Errorf("%v is an ID: %v", bad, err)
		}
	}
}

// What differs between two states of a record that hosts fill in makes one of the other,
// and nothing more: an element's place in its list says nothing.
func TestWhatDiffersMakesOneStateOfTheOther(t *testing.T) {
	for _, kind := range []Kind{KindMember, KindSpace, KindEvent, KindHost} {
		make := makers[kind]
		t.Run(string(kind), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				was, next := make(), make()
				for _, r := range []fielded{was, next} {
					for _, f := range r.Fields() {
						_ = r.Set(f.Name, f.Value) // where nothing is said, something may be meant
					}
				}
				for range rapid.IntRange(0, 12).Draw(t, "steps") {
					field, value, of := fieldOf(t, was), aValue.Draw(t, "value"), rapid.IntRange(1, 3).Draw(t, "of which")
					if of != 1 {
						_ = was.Set(field, value) // what does not fit changes nothing
					}
					if of != 2 {
						_ = next.Set(field, value)
					}
				}
				said := func(r fielded) map[string]string { // but for places in lists
					all := map[string]string{}
					for _, f := range r.Fields() {
						if all[f.Name] = f.Value; strings.Contains(f.Name, ":") {
							all[f.Name] = ""
						}
					}
					return all
				}
				before, between := said(was), Differ(was.Fields(), next.Fields())
				if same := maps.Equal(before, said(next)); same != (len(between) == 0) {
					t.Fatalf("%v and %v are the same, %t: %v", before, said(next), same, between)
				}
				if err := SetAll(was.Set, between); err != nil || !maps.Equal(said(was), said(next)) {
					t.Fatalf("%v\nto\n%v\nby\n%v: %v", before, said(next), between, err)
				}
			})
		})
	}
}
