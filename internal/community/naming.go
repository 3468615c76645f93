package community

import "strconv"

// Naming is how well somebody who learns names knows one member's (Leitner's
// boxes): a host, or a member who wants to. It is the learner's alone.
type Naming struct {
	ID        ID
	LearnerID ID     // the host or member who learns
	MemberID  ID     // whose name it is
	Box       int    // 0 for new, one more for each time it was right, 0 again for wrong
	DueOn     string // ISO date on which it is asked again
}

// Fields gives it as named text values.
func (n *Naming) Fields() []Field {
	return []Field{
		{"learner_id", n.LearnerID.String()}, {"member_id", n.MemberID.String()}, {"box", strconv.Itoa(n.Box)}, {"due_on", n.DueOn},
	}
}

// Set reads one named value; errors as Member.Set.
func (n *Naming) Set(field, value string) (err error) {
	switch field {
	case "learner_id":
		err = setID(&n.LearnerID, field, value)
	case "member_id":
		err = setID(&n.MemberID, field, value)
	case "box":
		box := int64(n.Box)
		err = setNumber(&box, field, value)
		n.Box = int(box)
	case "due_on":
		err = setDate(&n.DueOn, field, value)
	default:
		return ErrNotFound
	}
	return err
}
