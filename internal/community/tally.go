package community

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Tally is how often one screen was given each answer to one question in one
// month. It is all that is kept of answers: no row, time or order joins one to a
// person. Only the screen named in it writes it.
type Tally struct {
	ID       ID
	Screen   int64
	Question string // one of the Question constants
	Month    string // "2026-11", the space's own
	Yes, No  int
	Skip     int // and who went without a word
}

// The questions. A name never changes its meaning: other words are another
// question.
const (
	QuestionSupported = "supported" // Has another member supported you in the last three months?
	QuestionBelong    = "belong"    // Do you feel that you belong here?
	QuestionWorked    = "worked"    // Have you worked with another member in the last three months?
)

// Answers to a question.
const (
	AnswerYes  = "yes"
	AnswerNo   = "no"
	AnswerSkip = "skip"
)

// Count adds one answer; it says false for what is none.
func (t *Tally) Count(answer string) bool {
	switch answer {
	case AnswerYes:
		t.Yes++
	case AnswerNo:
		t.No++
	case AnswerSkip:
		t.Skip++
	default:
		return false
	}
	return true
}

// Fields gives the tally as named text values. The three counts are one value of a
// fixed width, so that they change together, and of two the later is the greater.
func (t *Tally) Fields() []Field {
	return []Field{
		{"screen", strconv.FormatInt(t.Screen, 10)},
		{"question", t.Question},
		{"month", t.Month},
		{"counts", fmt.Sprintf("%07d %07d %07d", t.Yes, t.No, t.Skip)},
	}
}

// Set reads one named value; errors as Member.Set.
func (t *Tally) Set(field, value string) (err error) {
	switch field {
	case "screen":
		err = setNumber(&t.Screen, field, value)
	case "question":
		t.Question = value
	case "month":
		if _, e := time.Parse("2006-01", value); value != "" && e != nil {
			return fieldErr(field, "%q is not a month such as 2026-11", value)
		}
		t.Month = value
	case "counts":
		var n [3]int64
		parts := strings.Fields(value)
		if value != "" && len(parts) != len(n) {
			return fieldErr(field, "%q are not three counts", value)
		}
		for i, part := range parts {
			if err = setNumber(&n[i], field, part); err != nil || n[i] < 0 {
				return fieldErr(field, "%q are not three counts", value)
			}
		}
		t.Yes, t.No, t.Skip = int(n[0]), int(n[1]), int(n[2])
	default:
		return ErrNotFound
	}
	return err
}
