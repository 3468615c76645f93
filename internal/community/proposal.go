package community

import "time"

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
