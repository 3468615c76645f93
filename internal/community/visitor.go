package community

import "time"

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
		v.Name, err = cleanField(field, value, 80)
	case "company":
		v.Company, err = cleanField(field, value, 80)
	case "sees":
		if value != "" && value != SeesMember && value != SeesHost && value != SeesUnsure {
			return fieldErr(field, "%q is none of: member, host, unsure", value)
		}
		v.Sees = value
	case "sees_id":
		err = setID(&v.SeesID, field, value)
	case "notice":
		v.Notice, err = cleanField(field, value, 64)
	case "rules":
		v.Rules, err = cleanField(field, value, 64)
	case "code":
		v.Code, err = cleanField(field, value, 16)
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
		v.Detail, err = cleanField(field, value, 120)
	case "void":
		v.Void = value != ""
	default:
		return ErrNotFound
	}
	return err
}
