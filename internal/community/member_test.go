package community

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// hostile draws text that files and other screens may bring.
var hostile = rapid.OneOf(
	rapid.String(),
	rapid.StringOf(rapid.RuneFrom([]rune("ab ,;|\n\r\t:\"{}\u202e\u200d\u2066\x00\ufffd🦊é\u0301ا陈"))),
	rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
	rapid.SampledFrom([]string{"yes", "no", "2026-03-31", "left", "ABCD2345", strings.Repeat("é", 201), strings.Repeat("x\n", 1500), `{"given":true,"recorded":"form\u202e"}`, `"very unusual"@example.com`, "Ada <ada@example.com>"}),
)

func TestAMemberReadsWhatItWritesWhateverItWasTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var m Member
		for range rapid.IntRange(1, 25).Draw(t, "sets") {
			field := rapid.SampledFrom(append(MemberFields[:], Lists[:]...)).Draw(t, "field")
			if slices.Contains(Lists[:], field) && rapid.Bool().Draw(t, "element") {
				field += ":" + hostile.Draw(t, "tag")
			}
			before := m
			if err := m.Set(field, hostile.Draw(t, "value")); err != nil {
				var bad *FieldError
				if !errors.As(err, &bad) || !reflect.DeepEqual(m, before) {
					t.Fatalf("%s: %v changed the member", field, err)
				}
			}
		}
		if m.State == "" {
			m.State = StateActive
		}
		got := Member{}
		for _, f := range m.Fields() {
			if err := got.Set(f.Name, f.Value); err != nil {
				t.Fatalf("%s = %q: %v", f.Name, f.Value, err)
			}
		}
		if !reflect.DeepEqual(tidy(got), tidy(m)) {
			t.Fatalf("%+v became %+v", m, got)
		}
		for _, text := range []string{m.Name, m.Called, m.Headline, m.About, strings.Join(m.Languages, "")} {
			if strings.ContainsAny(text, "\u202e\u2066\x00\r") {
				t.Fatalf("%q hides something", text)
			}
		}
	})
}

// tidy makes empty lists alike.
func tidy(m Member) Member {
	for _, list := range Lists {
		if at := m.List(list); len(*at) == 0 {
			*at = nil
		}
	}
	return m
}

func TestAddressesStayAsTheyWereWritten(t *testing.T) {
	for in, want := range map[string]string{
		"ada@example.com": "ada@example.com", "Ada Okafor <ada@example.com>": "ada@example.com",
		`"very unusual"@example.com`: `"very unusual"@example.com`, "  ": "",
	} {
		var m Member
		if err := m.Set("email", in); err != nil || m.Email != want {
			t.Errorf("%q is %q, %v", in, m.Email, err)
		}
		if err := m.Set("email", m.Email); err != nil || m.Email != want {
			t.Errorf("%q does not take itself: %q, %v", in, m.Email, err)
		}
	}
}

func TestListsKeepTheirOrderAndLimits(t *testing.T) {
	var m Member
	set := func(field, value string) error { return m.Set(field, value) }
	if err := set(ListOffers, "VAT returns; Maps, old ones; vat RETURNS;; Soup "); err != nil || !slices.Equal(m.HappyToHelpWith, []string{"VAT returns", "Maps, old ones", "Soup"}) {
		t.Errorf("%q, %v", m.HappyToHelpWith, err)
	}
	if err := errors.Join(set(ListOffers+":A: b", "zz"), set(ListOffers+":Soup", "aa"), set(ListOffers+":VAT returns", "")); err != nil ||
		!slices.Equal(m.HappyToHelpWith, []string{"Maps, old ones", "Soup", "A: b"}) {
		t.Errorf("%q, %v", m.HappyToHelpWith, err)
	}
	var many []string
	for i := range maxTags + 1 {
		many = append(many, fmt.Sprint("t", i))
	}
	for _, list := range Lists {
		var bad *FieldError
		if err := set(list, strings.Join(many, ",")); !errors.As(err, &bad) || bad.Field != list {
			t.Errorf("%s takes %d: %v", list, len(many), err)
		}
		if err := set(list, strings.Join(many[1:], ",")); err != nil || len(*m.List(list)) != maxTags {
			t.Errorf("%s: %v", list, err)
		}
		if err := set(list+":one more", "aa"); !errors.As(err, &bad) {
			t.Errorf("%s takes one more: %v", list, err)
		}
	}
	var ranks []string
	for i := range maxTags {
		ranks = append(ranks, rank(i))
	}
	if !slices.IsSorted(ranks) || len(slices.Compact(ranks)) != maxTags {
		t.Errorf("ranks are not in order: %q", ranks)
	}
	if err := set("hobbies:Chess", "aa"); !errors.Is(err, ErrNotFound) || m.List("hobbies") != nil {
		t.Errorf("an unknown list gives %v", err)
	}
}

func TestFieldsHaveLimitsInCharacters(t *testing.T) {
	var m Member
	for field, limit := range map[string]int{"number": 40, "name": 200, "called": 60, "headline": 200, "about": 2000, "pronouns": 40, "phone": 40} {
		if err := m.Set(field, strings.Repeat("ж", limit)); err != nil {
			t.Errorf("%s: %v", field, err)
		}
		var bad *FieldError
		if err := m.Set(field, strings.Repeat("ж", limit+1)); !errors.As(err, &bad) || bad.Field != field {
			t.Errorf("%s takes %d: %v", field, limit+1, err)
		}
	}
	if err := (&Member{}).Validate(); err == nil || (&Member{Name: "Wu"}).Validate() != nil {
		t.Errorf("a member without a name is kept: %v", err)
	}
}

func TestConsentIsNoUntilItIsYes(t *testing.T) {
	for _, field := range []string{"show_on_wall", "show_on_phone_page", "show_presence", "show_to_other_spaces"} {
		var m Member
		for value, want := range map[string]Consent{
			"": {}, "no": {}, "Nein": {}, "yes": {Given: true}, "X": {Given: true}, "oui": {Given: true},
			`{"given":true,"recorded":"signed form","recorded_at":"2026-03-01T10:00:00Z"}`: {Given: true, Recorded: "signed form", At: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)},
			`{"given":true,"recorded":"on paper","signed_on":"2026-02-28"}`:                {Given: true, Recorded: "on paper", SignedOn: "2026-02-28"},
			`{"given":false,"recorded":"said so"}`:                                         {Recorded: "said so"},
			`{"recorded":"a\u202eb"}`:                                                      {Recorded: "ab"},
		} {
			if err := m.Set(field, value); err != nil || *m.Consents()[field] != want {
				t.Errorf("%s = %q is %+v, %v", field, value, *m.Consents()[field], err)
			}
			if again, err := parseConsent(field, want.value()); err != nil || again != want {
				t.Errorf("%+v is read back as %+v, %v", want, again, err)
			}
		}
		if m.Set(field, `{"given":true,"signed_on":"2026-02-30"}`) == nil {
			t.Error("a paper of 30 February is taken")
		}
		for name, c := range m.Consents() {
			if name != field && *c != (Consent{}) {
				t.Errorf("%s changed %s", field, name)
			}
		}
	}
	far := Consent{Given: true, At: time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)}
	if far.value() != "yes" {
		t.Errorf("a consent of the year 12000 is written %q", far.value())
	}
}

func TestAMembersJSONHasTheFieldsNames(t *testing.T) {
	b, err := json.Marshal(Member{ID: ID{1}, Name: "Ada", OnWall: Consent{Given: true, Recorded: "form"}})
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	want := append([]string{"id", "consents"}, MemberFields[:]...)
	for _, key := range append(want, allLists[:]...) {
		v, ok := got[key]
		if !ok || v == nil {
			t.Errorf("%s is %v", key, v)
		}
		delete(got, key)
	}
	if len(got) > 0 {
		t.Errorf("JSON also has %v", got)
	}
}

func TestCodesAndHashesAreToldFromOtherText(t *testing.T) {
	hash := strings.Repeat("0a", 32)
	for s, want := range map[string][2]bool{
		"ABCD2345": {true, false}, "ABCD234": {}, "ABCD2340": {}, "abcd2345": {}, hash: {false, true}, strings.ToUpper(hash): {}, hash[1:]: {}, "": {},
	} {
		if got := [2]bool{IsCode(s), IsHash(s)}; got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
	var m Member
	if err := m.Set("code", " abcd2345 "); err != nil || m.Code != "ABCD2345" {
		t.Errorf("%q, %v", m.Code, err)
	}
}
