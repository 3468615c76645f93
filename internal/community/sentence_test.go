package community_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

func TestASentenceEndsOnce(t *testing.T) {
	for s, want := range map[string][2]string{ // as it is said, and as it is asked
		"":                        {"", ""},
		"VAT returns":             {"VAT returns.", "VAT returns?"},
		"I build boats.":          {"I build boats.", "I build boats?"},
		"Up: “a lift”":            {"Up: “a lift”.", "Up: “a lift”?"},
		"Up: “a lift.”":           {"Up: “a lift.”", "Up: “a lift”?"},
		"Up: “The printer!”":      {"Up: “The printer!”", "Up: “The printer!”?"},
		"Up: “tray two?”":         {"Up: “tray two?”", "Up: “tray two?”"},
		"Up: “tray two?!”":        {"Up: “tray two?!”", "Up: “tray two?!”"},
		"Up: “a lift…”":           {"Up: “a lift…”", "Up: “a lift…”?"},
		"Up: “a lift...”":         {"Up: “a lift...”", "Up: “a lift...”?"},
		"Up: “هل من مساعدة؟”":     {"Up: “هل من مساعدة؟”", "Up: “هل من مساعدة؟”"},
		"Up: “手伝います。”":            {"Up: “手伝います。”", "Up: “手伝います”?"},
		"Up: “太好了！”":              {"Up: “太好了！”", "Up: “太好了！”?"},
		"Up: “मदद चाहिए।”":        {"Up: “मदद चाहिए।”", "Up: “मदद चाहिए”?"},
		"Up: “Ποιος μπορεί;”":     {"Up: “Ποιος μπορεί;”", "Up: “Ποιος μπορεί;”"},
		"Up: “bread (and salt.)”": {"Up: “bread (and salt.)”", "Up: “bread (and salt)”?"},
	} {
		if got := [2]string{community.End(s, "."), community.End(s, "?")}; got != want {
			t.Errorf("%q: %q", s, got)
		}
	}
}

// Whatever people write, in whichever script and however it ends: their words stay but
// for one full stop, no full stop follows another mark, whoever asks asks once, and to end
// what has ended changes nothing.
func TestWhateverIsQuotedASentenceEndsOnce(t *testing.T) {
	const full = ".。．｡।॥۔։።"
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SampledFrom([]string{"a lift", "VAT", "العربية", "日本語", "हिन्दी", "Ελλάδα", "עברית", "x"}).Draw(t, "words")
		own := rapid.SampledFrom([]string{"", ".", "!", "?", "…", "...", "?!", "!!", "؟", "۔", "。", "！", "？", "।", "։", "።", ";"}).Draw(t, "ends with")
		before, after := "They say ", ""
		quoted := rapid.Bool().Draw(t, "quoted")
		s := before + words + own
		if quoted {
			s, after = before+community.Quoted(words+own), "”"
		}
		mark := rapid.SampledFrom([]string{".", "?"}).Draw(t, "mark")
		got := community.End(s, mark)
		if again := community.End(got, mark); again != got {
			t.Fatalf("%q becomes %q", got, again)
		}
		if !strings.HasPrefix(got, strings.TrimSuffix(s, own+after)) {
			t.Fatalf("%q lost words: %q", s, got)
		}
		end := strings.NewReplacer("“", "", "”", "").Replace(strings.TrimPrefix(strings.TrimPrefix(got, before), "“"+words))
		end = strings.TrimPrefix(end, words)
		asks := strings.Count(end, "?") + strings.Count(end, "؟") + strings.Count(end, "？") + strings.Count(end, ";")
		switch {
		case end == "":
			t.Fatalf("%q does not end", got)
		case mark == "." && own != "" && end != own:
			t.Fatalf("%q has a mark too many", got)
		case mark == "?" && asks != 1:
			t.Fatalf("%q asks %d times", got, asks)
		case mark == "?" && len([]rune(own)) == 1 && strings.Contains(full, own) && strings.Contains(end, own):
			t.Fatalf("%q stops before it asks", got)
		}
	})
}

func TestAQuotationHasNoQuotationMarksTwice(t *testing.T) {
	for s, want := range map[string]string{
		"The printer!":        "“The printer!”",
		"“The printer!”":      "“The printer!”",
		` "The printer!" `:    "“The printer!”",
		"„Der Drucker!“":      "“Der Drucker!”",
		"« L’imprimante ! »":  "“L’imprimante !”",
		`The "good" printer`:  `“The "good" printer”`,
		`"Soup" and "Salad"`:  `“"Soup" and "Salad"”`,
		"the members’ kettle": "“the members’ kettle”",
	} {
		if got := community.Quoted(s); got != want {
			t.Errorf("%q becomes %q", s, got)
		}
	}
}
