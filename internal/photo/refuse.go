package photo

import (
	"errors"
	"fmt"
)

// Why a picture is refused; ask with errors.Is.
var (
	ErrFormat  = errors.New("not a picture in a known format")
	ErrHEIC    = errors.New("HEIC or AVIF picture")
	ErrMoving  = errors.New("moving picture")
	ErrTooBig  = errors.New("file too big")
	ErrTooWide = errors.New("too many pixels")
	ErrDamaged = errors.New("damaged picture")
)

// RefusedError says why a picture was not taken, in words for people: what it
// is and what to do about it. It wraps one of the errors above and, where there
// is one, the decoder's own.
type RefusedError struct {
	Why   error  // one of the errors above
	Words string // whole sentences
	Cause error  // what the decoder said, or nil
}

// Error gives the words and, in brackets, what the decoder said. People are
// shown Words alone.
func (e *RefusedError) Error() string {
	if e.Cause == nil {
		return e.Words
	}
	return fmt.Sprintf("%s (%v)", e.Words, e.Cause)
}

// Unwrap gives Why and Cause to errors.Is and errors.As.
func (e *RefusedError) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Why}
	}
	return []error{e.Why, e.Cause}
}

func refuse(why error, cause error, format string, args ...any) error {
	return &RefusedError{Why: why, Cause: cause, Words: fmt.Sprintf(format, args...)}
}

func damaged(kind string, cause error) error {
	return refuse(ErrDamaged, cause, "This %s picture is damaged or cut short. Please choose another copy of it.", kind)
}
