package importer

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"kettle/internal/community"
)

// consents are the fields that say what a member agreed to.
var consents = [...]string{"show_on_wall", "show_on_phone_page", "show_presence", "show_to_other_spaces"}

// how behind the name of a consent is the column that says how that was recorded, on
// which day the paper was signed, and when it was noted.
const how = "_how"

// isHow says whether the field is one of these columns.
func isHow(field string) bool {
	consent, ok := strings.CutSuffix(field, how)
	return ok && isConsent(consent)
}

// noted is the end of what howSaid writes.
var noted = regexp.MustCompile(`^(?:(.*) )?\((?:signed (\d{4}-\d\d-\d\d), )?recorded (\d{4}-\d\d-\d\dT[0-9:.]+Z)\)$`)

// howSaid is a consent's cell of how it was recorded: "signed form (signed 2026-03-31,
// recorded 2026-04-01T09:30:00Z)". It is empty where nobody has ever said anything.
func howSaid(c *community.Consent) string {
	if c.At.IsZero() {
		return c.Recorded
	}
	signed := ""
	if c.SignedOn != "" {
		signed = "signed " + c.SignedOn + ", "
	}
	return strings.TrimPrefix(c.Recorded+" ("+signed+"recorded "+c.At.UTC().Format(time.RFC3339Nano)+")", " ")
}

// said adds to a consent what the file says of how it was recorded: as howSaid wrote
// it, or in any other words. Without a word a yes is recorded by this import, and a no
// is of somebody who never said anything. The reason says why it does not fit.
func said(c *community.Consent, words string) (reason string) {
	if words == "" {
		if !c.Given {
			*c = community.Consent{}
		}
		return ""
	}
	if m := noted.FindStringSubmatch(words); m != nil {
		signed, err := date(m[2], "")
		at, e := time.Parse(time.RFC3339Nano, m[3])
		if err == nil && e == nil {
			c.Recorded, c.SignedOn, c.At = m[1], signed, at
			return ""
		}
	}
	if n := utf8.RuneCountInString(words); n > 200 {
		return fmt.Sprintf("is %d characters long, 200 fit", n)
	}
	c.Recorded = words
	return ""
}
