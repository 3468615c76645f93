package community

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Whom a visitor came for, where it is nobody in particular.
const (
	SeesMember = "member" // SeesID
	SeesHost   = "host"
	SeesUnsure = "unsure"
)

// Visitor is one stay of a person who is not a member, or an invitation to one
// (no InAt yet). Members never see it, walls never hold it.
type Visitor struct {
	ID         ID
	Name       string
	Company    string
	Sees       string // one of the Sees constants
	SeesID     ID     // the member, with SeesMember
	Notice     string // which words on what is kept they were shown: the start of their SHA-256 in hex
	Rules      string // which house rules they agreed to, the same; "" when there were none
	Code       string // six letters and digits, of an invitation or of the badge
	ExpectedOn string // ISO date of an invitation
	InvitedBy  ID     // member or host
	InAt       time.Time
	InBy       ActorKind
	OutAt      time.Time // zero while here
	OutBy      ActorKind // ActorAutomatic when the day's end did it
	Remember   bool      // said "remember me for next time"
	Detail     string    // with Remember: e-mail address or phone number that proves them next time
	Void       bool      // undone: it never was
}

// Here says whether the visitor is in the building.
func (v *Visitor) Here() bool { return !v.InAt.IsZero() && v.OutAt.IsZero() && !v.Void }

// Fields gives the visitor as named text values.
func (v *Visitor) Fields() []Field {
	return []Field{
		{"name", v.Name},
		{"company", v.Company},
		{"sees", v.Sees},
		{"sees_id", v.SeesID.String()},
		{"notice", v.Notice},
		{"rules", v.Rules},
		{"code", v.Code},
		{"expected_on", v.ExpectedOn},
		{"invited_by", v.InvitedBy.String()},
		{"in_at", timeValue(v.InAt)},
		{"in_by", string(v.InBy)},
		{"out_at", timeValue(v.OutAt)},
		{"out_by", string(v.OutBy)},
		{"remember", yesValue(v.Remember)},
		{"detail", v.Detail},
		{"void", yesValue(v.Void)},
	}
}

// Set reads one named value; errors as Member.Set.
func (v *Visitor) Set(field, value string) (err error) {
	switch field {
	case "name":
		err = setClean(&v.Name, field, value, 80)
	case "company":
		err = setClean(&v.Company, field, value, 80)
	case "sees":
		if value != "" && value != SeesMember && value != SeesHost && value != SeesUnsure {
			return fieldErr(field, "%q is none of: member, host, unsure", value)
		}
		v.Sees = value
	case "sees_id":
		err = setID(&v.SeesID, field, value)
	case "notice":
		err = setClean(&v.Notice, field, value, 64)
	case "rules":
		err = setClean(&v.Rules, field, value, 64)
	case "code":
		err = setClean(&v.Code, field, value, 16)
	case "expected_on":
		err = setDate(&v.ExpectedOn, field, value)
	case "invited_by":
		err = setID(&v.InvitedBy, field, value)
	case "in_at":
		err = setTime(&v.InAt, field, value)
	case "in_by":
		v.InBy = ActorKind(value)
	case "out_at":
		err = setTime(&v.OutAt, field, value)
	case "out_by":
		v.OutBy = ActorKind(value)
	case "remember":
		v.Remember = value != ""
	case "detail":
		err = setClean(&v.Detail, field, value, 120)
	case "void":
		v.Void = value != ""
	default:
		return ErrNotFound
	}
	return err
}

// VisitorCodeLength is how many of CodeLetters the code of a visitor has.
const VisitorCodeLength = 6

// IsVisitorCode says whether s has the form of a visitor's code.
func IsVisitorCode(s string) bool {
	return len(s) == VisitorCodeLength && strings.Trim(s, CodeLetters) == ""
}

// VisitorQR is what the QR code of a badge or an invitation says.
func VisitorQR(code string) string { return "KETTLE/V/" + code }

// VisitorCodeIn gives the visitor's code that a text is, as people type it, or as
// a QR code holds it.
func VisitorCodeIn(text string) (code string, ok bool) {
	code = strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(text))
	if _, after, found := strings.Cut(code, "/V/"); found {
		code = strings.TrimSuffix(after, "/")
	}
	return code, IsVisitorCode(code)
}

// Words are what a visitor is shown, with the mark that is kept of them.
type Words struct{ Text, Mark string }

// wordsOf gives a text with its mark: the start of its SHA-256 in hex, "" for no
// text.
func wordsOf(text string) Words {
	if text == "" {
		return Words{}
	}
	sum := sha256.Sum256([]byte(text))
	return Words{Text: text, Mark: hex.EncodeToString(sum[:8])}
}

// KeptWords are what a visitor reads on what is kept of them: the space's own
// words, or the program's.
func (s *Space) KeptWords() Words {
	return wordsOf(cmp.Or(s.VisitorWords, fmt.Sprintf(
		"Your name, who you came to see and when, so that everyone is accounted for in a fire. We delete it after %d days.",
		cmp.Or(s.VisitorDays, KeepDays))))
}

// RulesToAgree are the house rules that a visitor has to agree to, if any.
func (s *Space) RulesToAgree() Words { return wordsOf(s.HouseRules) }

// Masked shows of an e-mail address or a phone number as much as reminds its
// owner of it and nobody else: j•••@e•••.org, •••• 89.
func Masked(detail string) string {
	first := func(s string) string {
		r, _ := utf8.DecodeRuneInString(s)
		return string(r) + "•••"
	}
	if name, host, ok := strings.Cut(detail, "@"); ok && name != "" && host != "" {
		at := strings.LastIndexByte(host, '.')
		if at < 1 {
			return first(name) + "@" + first(host)
		}
		return first(name) + "@" + first(host) + host[at:]
	}
	digits := PlainDetail(detail)
	return "•••• " + digits[max(0, len(digits)-2):]
}

// PlainDetail is an e-mail address without regard to case, or the digits of a
// phone number alone: two texts that give the same are the same.
func PlainDetail(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if strings.Contains(s, "@") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// CheckDetail says in words what keeps a text from being an e-mail address or a
// phone number.
func CheckDetail(detail string) error {
	name, host, isMail := strings.Cut(detail, "@")
	switch {
	case isMail && name != "" && strings.Contains(strings.Trim(host, "."), ".") && !strings.ContainsAny(detail, " ,;<>"):
		return nil
	case !isMail && len(PlainDetail(detail)) >= 6 && strings.Trim(detail, "+0123456789 ()-/.") == "":
		return nil
	}
	return fieldErr("detail", "is neither an e-mail address nor a phone number")
}

// Caller is a visitor as the person visited is told of them on a screen that
// everybody reads: without the visitor.
type Caller struct {
	ID     ID // of the visitor
	SeesID ID // the member
	InAt   time.Time
}

// Present is one person in the building, as the fire roll lists them.
type Present struct {
	ID      ID
	Name    string
	Visitor bool
	Detail  string // of a visitor: company and whom they see
	InAt    time.Time
}

// PresentAt lists everybody who is in the building at a time, members and
// visitors, by name: also those who show no presence.
func (r *Roll) PresentAt(now time.Time) []Present {
	names := make(map[ID]string, len(r.Members))
	for i := range r.Members {
		names[r.Members[i].ID] = r.Members[i].Name
	}
	var all []Present
	seen := map[ID]bool{}
	for _, v := range r.Open {
		if !seen[v.MemberID] && r.Space.ClosingAfter(v.InAt).After(now) {
			seen[v.MemberID] = true
			all = append(all, Present{ID: v.MemberID, Name: names[v.MemberID], InAt: v.InAt})
		}
	}
	for i := range r.Visitors {
		v := &r.Visitors[i]
		if !v.Here() || !r.Space.ClosingAfter(v.InAt).After(now) {
			continue
		}
		p := Present{ID: v.ID, Name: v.Name, Visitor: true, Detail: v.Company, InAt: v.InAt}
		if name := names[v.SeesID]; name != "" {
			p.Detail = strings.TrimPrefix(p.Detail+", to see "+name, ", ")
		}
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b Present) int {
		return cmp.Or(CompareNames(a.Name, b.Name), slices.Compare(a.ID[:], b.ID[:]))
	})
	return all
}
