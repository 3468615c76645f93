package community

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// What became of a proposal.
const (
	ProposalOpen    = ""
	ProposalTaken   = "taken"
	ProposalRefused = "refused"
)

// Proposal is what a member wants changed of their own profile, where hosts look
// at it first. It is the member's.
type Proposal struct {
	ID       ID
	MemberID ID
	Wanted   string // the fields with their new values, a JSON object
	MadeAt   time.Time
	Outcome  string // one of the Proposal constants
}

// Fields gives the proposal as named text values.
func (p *Proposal) Fields() []Field {
	return []Field{
		{"member_id", p.MemberID.String()}, {"wanted", p.Wanted}, {"made_at", timeValue(p.MadeAt)}, {"outcome", p.Outcome},
	}
}

// Set reads one named value; errors as Member.Set.
func (p *Proposal) Set(field, value string) (err error) {
	switch field {
	case "member_id":
		err = setID(&p.MemberID, field, value)
	case "wanted":
		p.Wanted = value
	case "made_at":
		err = setTime(&p.MadeAt, field, value)
	case "outcome":
		p.Outcome = value
	default:
		return ErrNotFound
	}
	return err
}

// OwnFields are the fields that a member may change without a session: those
// that others may see, the consents, what they would like of the others, and when all
// was last said to be right.
var OwnFields = [...]string{
	"name", "called", "said_like", "pronouns", "headline", "organisation", "about", "website", "photo",
	"show_on_wall", "show_on_phone_page", "show_presence", "confirmed_on",
	"welcome_me", "my_years", "introduce_me", "leave_me", "learn_names",
}

// SessionFields are those that a member may change only after proving who they
// are: how to reach them, and whether others see that. What only hosts see needs
// nobody's approval, so a proposal has an address only beside whether it is shown.
var SessionFields = [...]string{"email", "email_public", "phone", "phone_public"}

// isOwn says whether the field is one of OwnFields or SessionFields or an element
// of a list that others may see.
func isOwn(field string) bool {
	list, _, isTag := strings.Cut(field, ":")
	if isTag {
		return slices.Contains(Lists[:], list)
	}
	return slices.Contains(OwnFields[:], field) || slices.Contains(SessionFields[:], field)
}

// NewProposal makes an open proposal of the fields of a member, as Fields gives
// them.
func NewProposal(member ID, fields []Field) (Proposal, error) {
	wanted := make(map[string]string, len(fields))
	for _, f := range fields {
		wanted[f.Name] = f.Value
	}
	b, err := json.Marshal(wanted)
	if err != nil {
		return Proposal{}, fmt.Errorf("write a proposal: %w", err)
	}
	return Proposal{MemberID: member, Wanted: string(b)}, nil
}

// Changes gives the fields that are to be changed with their new values, in an
// order fit for Member.Set. It refuses what a member may not change themselves.
func (p *Proposal) Changes() ([]Field, error) {
	wanted := map[string]string{}
	if err := json.Unmarshal([]byte(p.Wanted), &wanted); err != nil {
		return nil, fmt.Errorf("read a proposal: %w", err)
	}
	fields := make([]Field, 0, len(wanted))
	for name, value := range wanted {
		_, said := wanted[name+"_public"]
		if !isOwn(name) || (name == "email" || name == "phone") && !said {
			return nil, fieldErr(name, "is not for members to change")
		}
		fields = append(fields, Field{name, value})
	}
	slices.SortFunc(fields, func(a, b Field) int { // the elements of a list by their place
		listA, _, tagA := strings.Cut(a.Name, ":")
		listB, _, tagB := strings.Cut(b.Name, ":")
		if tagA && tagB {
			return cmp.Or(cmp.Compare(listA, listB), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Name, b.Name))
		}
		return cmp.Compare(a.Name, b.Name)
	})
	return fields, nil
}

// Apply makes the changes to a member, all or none. A consent that the proposal
// gives stays as it is when something was said about it later: nobody's approval
// gives back what a member took back meanwhile.
func (p *Proposal) Apply(m *Member) error {
	fields, err := p.Changes()
	if err != nil {
		return err
	}
	next := *m
	for _, f := range fields {
		if err := next.Set(f.Name, f.Value); err != nil {
			return err
		}
	}
	said := m.Consents()
	for field, wanted := range next.Consents() {
		at := wanted.At
		if at.IsZero() {
			at = p.MadeAt
		}
		if wanted.Given && said[field].At.After(at) {
			*wanted = *said[field]
		}
	}
	if err := next.Validate(); err != nil {
		return err
	}
	*m = next
	return nil
}
