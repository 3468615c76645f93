package community

import (
	"errors"
	"fmt"
)

// What callers ask for with errors.Is.
var (
	ErrNotFound = errors.New("not found")
	ErrErased   = errors.New("erased")
)

// FieldError says what is wrong with one value, in words for people.
type FieldError struct {
	Field  string // the field's name, such as "joined_on"
	Reason string // a clause without a full stop, such as "is not a date"
}

// Error is "field: reason".
func (e *FieldError) Error() string { return e.Field + ": " + e.Reason }

func fieldErr(field, format string, args ...any) error {
	return &FieldError{Field: field, Reason: fmt.Sprintf(format, args...)}
}
