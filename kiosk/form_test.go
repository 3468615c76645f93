package kiosk

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func typeInto(f *form, text string) {
	for _, r := range text {
		f.add(r)
	}
}

func TestAFormIsTypedIntoWhereTheCaretIs(t *testing.T) {
	done := 0
	f := newForm(func() { done++ }, Entry{Name: "name"}, Entry{Name: "about", Lines: 4, Most: 20}, Entry{Name: "pin", Digits: true})
	typeInto(f, "  Jo  Marsh")
	if f.text("name") != "Jo Marsh" {
		t.Errorf("%q", f.text("name"))
	}
	f.move(-5)
	typeInto(f, "e")
	f.erase()
	f.erase()
	typeInto(f, "e")
	if f.text("name") != "JoeMarsh" || f.focused().Caret != 3 {
		t.Errorf("%q, caret %d", f.text("name"), f.focused().Caret)
	}
	f.next()
	typeInto(f, "a\nb"+strings.Repeat("x", 40))
	if got := f.text("about"); utf8.RuneCountInString(got) != 20 || !strings.HasPrefix(got, "a\nb") {
		t.Errorf("%q", got)
	}
	f.next()
	if f.page != KeysDigits {
		t.Error("a field for digits shows letters")
	}
	typeInto(f, "12a3")
	if f.text("pin") != "123" {
		t.Errorf("%q", f.text("pin"))
	}
	f.next()
	if done != 1 {
		t.Error("not done after the last field")
	}
}

func TestWhatIsWrongStandsAtItsFieldUntilItIsTypedInto(t *testing.T) {
	f := newForm(nil, Entry{Name: "name", Text: "x"}, Entry{Name: "email", Text: "nobody"})
	f.wrong("email", "is not an e-mail address")
	if f.focused().Name != "email" || f.focused().Wrong == "" {
		t.Error("the wrong field is not typed into")
	}
	f.add('@')
	if f.focused().Wrong != "" {
		t.Error("still wrong")
	}
}

func TestErasingTakesMarksWithTheirLetter(t *testing.T) {
	f := newForm(nil, Entry{Name: "name"})
	typeInto(f, "n\u0303o")
	f.erase()
	f.erase()
	if f.text("name") != "" {
		t.Errorf("%q", f.text("name"))
	}
}

// TestAFormNeverBreaksAText holds that whatever is typed, moved and erased, the
// text stays text and the caret in it.
func TestAFormNeverBreaksAText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := newForm(func() {}, Entry{Name: "a", Most: 12}, Entry{Name: "b", Lines: 3, Most: 12})
		for range rapid.IntRange(0, 60).Draw(t, "acts") {
			switch rapid.IntRange(0, 5).Draw(t, "act") {
			case 0, 1:
				f.add(rapid.Rune().Draw(t, "rune"))
			case 2:
				f.erase()
			case 3:
				f.move(rapid.IntRange(-20, 20).Draw(t, "move"))
			case 4:
				f.next()
			case 5:
				f.focusOn(rapid.IntRange(-1, 3).Draw(t, "focus"))
			}
			for _, e := range f.entries {
				n := utf8.RuneCountInString(e.Text)
				if !utf8.ValidString(e.Text) || e.Caret < 0 || e.Caret > n || n > 12 {
					t.Fatalf("%+v", e)
				}
			}
		}
	})
}

func TestNamesBeginWithCapitalLetters(t *testing.T) {
	f := newForm(nil, Entry{Name: "name", Caps: CapsWords}, Entry{Name: "about", Caps: CapsFirst}, Entry{Name: "email"})
	if f.page != KeysUpper {
		t.Fatal("an empty field for a name shows small letters")
	}
	for _, c := range []struct{ letter, page string }{{"J", KeysLetters}, {"o", KeysLetters}, {" ", KeysUpper}, {"M", KeysLetters}, {"-", KeysUpper}} {
		typeInto(f, c.letter)
		if f.page != c.page {
			t.Errorf("after %q: %q", f.text("name"), f.page)
		}
	}
	f.erase()
	if f.page != KeysLetters {
		t.Error("erasing does not look again")
	}
	f.next()
	typeInto(f, "A b")
	if f.page != KeysLetters {
		t.Error("a sentence has a capital letter in each word")
	}
	f.next()
	if f.page != KeysLetters {
		t.Error("an address begins with a capital letter")
	}
	k := FormKeys("de", KeysUpper)
	if k.Rows[0][0] != "Q" || k.Rows[2][len(k.Rows[2])-1] != "ß" || len(Accents("A")) != len(Accents("a")) || Accents("A")[0] != "Á" {
		t.Errorf("%v, %v", k, Accents("A"))
	}
}
