package community_test

import (
	"strings"
	"testing"

	"kettle/internal/community"
)

func TestAPINIsNeitherShortNorTheFirstThatAStrangerTries(t *testing.T) {
	for pin, want := range map[string]string{
		"739104": "", "a cup of tea": "", "чайник": "", strings.Repeat("tea ", 32): "",
		"": "six", "73910": "six", "чай": "six", "茶壶": "six", // what counts is what is typed
		"111111": "stranger", "öööööö": "stranger", "123456": "stranger", "876543": "stranger", "Kettle": "stranger", "qwerty": "stranger",
		strings.Repeat("чай ", 32): "", strings.Repeat("tea ", 33): "128", strings.Repeat("чай ", 33): "128",
	} {
		got := ""
		if err := community.CheckPIN(pin); err != nil {
			got = err.Error()
		}
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %q", pin, got)
		}
	}
}
