package community

import "time"

// ThankYou is one member's thanks to another: a fact with two owners. It shows
// on the wall only when both said so.
type ThankYou struct {
	ID         ID
	FromID     ID
	ToID       ID
	What       string // the kind of help, in the space's words: "Practical help"
	Words      string
	SaidAt     time.Time
	FromAgrees bool // the giver wants it on the wall
	ToAgrees   bool // the receiver does, too
	Void       bool // undone or taken down
	Seen       bool // the giver said that it is theirs, or whoever said it was known
	Heard      bool // the receiver was told, and answered
	Nameless   bool // the receiver is not told who says it
	Held       bool // not on the wall until a host has looked at the words
}

// ForWall says whether the giver wants the thank-you on the wall, with both names.
// What they do not is between the two, and not for hosts to read either.
func (t *ThankYou) ForWall() bool { return t.FromAgrees && !t.Nameless && !t.Void }

// ThanksKinds are the kinds of help a space starts with.
var ThanksKinds = [...]string{"A supportive word", "An idea encouraged", "An insight shared", "Practical help", "Tea and treats"}

// Kinds are the kinds of help that people thank for here.
func (s *Space) Kinds() []string {
	if len(s.ThanksKinds) > 0 {
		return s.ThanksKinds
	}
	return ThanksKinds[:]
}

// Fields gives the thank-you as named text values.
func (t *ThankYou) Fields() []Field {
	return []Field{
		{"from_id", t.FromID.String()},
		{"to_id", t.ToID.String()},
		{"what", t.What},
		{"words", t.Words},
		{"said_at", timeValue(t.SaidAt)},
		{"from_agrees", yesValue(t.FromAgrees)},
		{"to_agrees", yesValue(t.ToAgrees)},
		{"void", yesValue(t.Void)},
		{"seen", yesValue(t.Seen)},
		{"heard", yesValue(t.Heard)},
		{"held", yesValue(t.Held)},
		{"nameless", yesValue(t.Nameless)},
	}
}

// Set reads one named value; errors as Member.Set.
func (t *ThankYou) Set(field, value string) (err error) {
	switch field {
	case "from_id":
		err = setID(&t.FromID, field, value)
	case "to_id":
		err = setID(&t.ToID, field, value)
	case "what":
		err = setClean(&t.What, field, value, maxKind)
	case "words":
		err = setClean(&t.Words, field, value, 140)
	case "said_at":
		err = setTime(&t.SaidAt, field, value)
	case "from_agrees":
		t.FromAgrees = value != ""
	case "to_agrees":
		t.ToAgrees = value != ""
	case "void":
		t.Void = value != ""
	case "seen":
		t.Seen = value != ""
	case "heard":
		t.Heard = value != ""
	case "held":
		t.Held = value != ""
	case "nameless":
		t.Nameless = value != ""
	default:
		return ErrNotFound
	}
	return err
}
