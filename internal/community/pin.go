package community

import (
	"strings"
	"unicode/utf8"
)

// CheckPIN says what keeps a PIN or a passphrase from being one, before anybody is given
// it: it has six characters or more, and is none of those that everybody tries first.
func CheckPIN(pin string) error {
	first, _ := utf8.DecodeRuneInString(pin)
	switch n := utf8.RuneCountInString(pin); {
	case n < 6:
		return fieldErr("pin", "needs six characters or more")
	case n > 128:
		return fieldErr("pin", "has more than 128 characters")
	case strings.Trim(pin, string(first)) == "",
		strings.Contains("01234567890123456789", pin), strings.Contains("98765432109876543210", pin),
		strings.Contains(" 123123 112233 121212 123321 696969 159753 147258 password qwerty kettle ", " "+strings.ToLower(pin)+" "):
		return fieldErr("pin", "is one of the first that a stranger would try")
	}
	return nil
}
