package kiosk

import (
	"strings"
	"unicode"
)

// The pages of the keyboard on screen. The zero page is letters.
const (
	KeysLetters = ""
	KeysAccents = "accents"
	KeysDigits  = "digits"
	KeysUpper   = "upper" // capital letters, in forms
	KeysCode    = "code"  // the letters and digits of codes, none of which is taken for another
)

// Keyboard is what the keys of one page of the keyboard on screen say, in three
// rows from above; the last row has two more keys, for another page and for
// erasing, and below it are the space bar and Done.
type Keyboard struct {
	Page string
	Rows [3][]string
	Turn [2]Turner // the keys that lead to other pages: beside the last row, beside the space bar
}

// Turner is a key that leads to another page of keys.
type Turner struct{ Label, Page string }

var layouts = map[string][3]string{
	"en": {"qwertyuiop", "asdfghjkl", "zxcvbnm"},
	"de": {"qwertzuiopü", "asdfghjklöä", "yxcvbnmß"},
	"fr": {"azertyuiop", "qsdfghjklm", "wxcvbn’"},
	"pl": {"qwertyuiop", "asdfghjklł", "zxcvbnm"},
	"es": {"qwertyuiop", "asdfghjklñ", "zxcvbnm"},
}

var (
	accentRows = [3]string{"áàâäãåąæçćč", "éèêëęěíîïłñ", "óôöøœśúüż"}
	digitRows  = [3]string{"1234567890", "-’.,&@/()", "+_:;#!?"}
	codeRows   = [3]string{"ABCDEFGHJKM", "NPQRSTUVWX", "YZ23456789"}
)

// accentsOf are the letters that a held key offers.
var accentsOf = map[rune]string{
	'a': "áàâäãåāăąæ", 'c': "çćčċ", 'd': "ďđð", 'e': "éèêëēėęě", 'g': "ğģġ", 'h': "ħ", 'i': "íìîïīįı",
	'k': "ķ", 'l': "łľĺļ", 'n': "ñńňņ", 'o': "óòôöõøōőœ", 'r': "řŕ", 's': "ßśšşș", 't': "ťţțþ",
	'u': "úùûüūůűų", 'w': "ŵ", 'y': "ýÿŷ", 'z': "żźž",
}

// KeysOf gives one page of the keyboard of a language, English for one that it
// does not know.
func KeysOf(layout, page string) Keyboard {
	letters, ok := layouts[layout]
	if !ok {
		letters = layouts["en"]
	}
	accents := Turner{"é ñ ø", KeysAccents}
	if layout == "pl" {
		accents.Label = "ą ę ż"
	}
	abc, digits := Turner{"abc", KeysLetters}, Turner{"123", KeysDigits}
	switch page {
	case KeysAccents:
		return Keyboard{Page: page, Rows: split(accentRows), Turn: [2]Turner{abc, digits}}
	case KeysDigits:
		return Keyboard{Page: page, Rows: split(digitRows), Turn: [2]Turner{accents, abc}}
	case KeysCode:
		return Keyboard{Page: page, Rows: split(codeRows), Turn: [2]Turner{abc, digits}}
	default:
		return Keyboard{Page: KeysLetters, Rows: split(letters), Turn: [2]Turner{accents, digits}}
	}
}

// Accents gives the letters that a held key offers, none for most.
func Accents(letter string) []string {
	for _, r := range letter {
		if s := accentsOf[r]; s != "" {
			return strings.Split(s, "")
		}
		if s := accentsOf[unicode.ToLower(r)]; s != "" && unicode.IsUpper(r) {
			return strings.Split(strings.ReplaceAll(strings.ToUpper(s), "SS", "ẞ"), "")
		}
	}
	return nil
}

// shift is the label of the key for capital letters; it is drawn as an arrow.
const shift = "⇧"

// FormKeys gives one page of the keyboard with which forms are filled in: like
// KeysOf, with a key for capital letters. Accents are behind the digits, and under
// a held key.
func FormKeys(layout, page string) Keyboard {
	switch page {
	case KeysUpper:
		k := KeysOf(layout, KeysLetters)
		k.Page, k.Turn[0] = page, Turner{shift, KeysLetters}
		for i, row := range k.Rows {
			for j, letter := range row {
				if upper := []rune(strings.ToUpper(letter)); len(upper) == 1 { // ß has none
					k.Rows[i][j] = string(upper)
				}
			}
		}
		return k
	case KeysLetters:
		k := KeysOf(layout, page)
		k.Turn[0] = Turner{shift, KeysUpper}
		return k
	}
	return KeysOf(layout, page)
}

func split(rows [3]string) (out [3][]string) {
	for i, row := range rows {
		out[i] = strings.Split(row, "")
	}
	return out
}
