package settings

import (
	"errors"
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"
)

// unreadable turns what the TOML reader says into our own words.
func unreadable(err error) error {
	var p toml.ParseError
	if errors.As(err, &p) {
		return &Error{Line: p.Position.Line, Reason: p.Message}
	}
	return &Error{Reason: strings.TrimPrefix(err.Error(), "toml: ")}
}

// unknown says that there is no such setting, and which one may be meant.
func unknown(name string, fields []field) string {
	best, least := "", 3
	var names []string
	for _, f := range fields {
		names = append(names, f.name)
		if d := distance(name, f.name); d < least {
			best, least = f.name, d
		}
	}
	if best == "" {
		return fmt.Sprintf("there is no setting %q; there are %s", name, strings.Join(names, ", "))
	}
	return fmt.Sprintf("there is no setting %q; did you mean %q?", name, best)
}

// distance is how many letters must be changed, added or taken away to turn one
// word into another (Levenshtein), without regard to case and dashes.
func distance(a, b string) int {
	clean := strings.NewReplacer("-", "_", " ", "_")
	from, to := []rune(clean.Replace(strings.ToLower(a))), []rune(clean.Replace(strings.ToLower(b)))
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, f := range from {
		before := row[0]
		row[0] = i + 1
		for j, t := range to {
			cost := before
			if f != t {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, before+1)
		}
	}
	return row[len(to)]
}

// lineOf gives the line in which a setting or a table of that name begins, 0 if
// it is written in a way that shows no line. The TOML library keeps positions
// to itself.
func lineOf(text, name string) int {
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimLeft(strings.TrimSpace(line), "[ \t")
		for _, quote := range []string{"", `"`, `'`} {
			rest, ok := strings.CutPrefix(line, quote+name+quote)
			if rest = strings.TrimSpace(rest); ok && rest != "" && strings.ContainsRune("=.]", rune(rest[0])) {
				return i + 1
			}
		}
	}
	return 0
}
