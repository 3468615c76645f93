package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"kettle/internal/community"
	"kettle/internal/owner"
	"kettle/internal/photo"
	"kettle/internal/store"
)

var fsPermission = fs.ErrPermission

// exitCode ends the program with that code; all has been said.
type exitCode int

// Error is for nobody to read.
func (e exitCode) Error() string { return "exit " + strconv.Itoa(int(e)) }

// failed ends a command that has said why.
const failed = exitCode(1)

// usageError is wrong use of the command line.
type usageError struct{ words string }

// Error gives the words.
func (e *usageError) Error() string { return e.words }

func misuse(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// refusal is an error whose words are for people as they are.
type refusal struct{ words string }

// Error gives the words.
func (e *refusal) Error() string { return e.words }

func refuse(format string, args ...any) error { return &refusal{fmt.Sprintf(format, args...)} }

// Sentence says to people what happened and what to do now, as these commands do.
func Sentence(err error) string {
	err = store.Known(err)
	var field *community.FieldError
	var bad *photo.RefusedError
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	var own *refusal
	var use *usageError
	said, ofStep := stepWords(err)
	switch {
	case errors.As(err, &use):
		return stop(use.words)
	case errors.As(err, &own):
		return stop(own.words)
	case errors.As(err, &field):
		return whole(fieldWords(field))
	case errors.As(err, &bad):
		return whole(bad.Words)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return "Stopped. The data are as they were."
	case errors.Is(err, store.ErrHoldsSpace):
		return "There is a space here already. To bring it along, say --merge: members with equal numbers become one. To begin with nothing, give another folder with --data."
	case ofStep:
		return whole(said)
	case errors.Is(err, owner.ErrLost):
		return whole(owner.ErrLost.Error())
	case errors.Is(err, owner.ErrSilent):
		return whole(owner.ErrSilent.Error())
	case errors.Is(err, store.ErrNewer):
		return whole(store.ErrNewer.Error())
	case errors.Is(err, store.ErrDamaged):
		return whole(store.ErrDamaged.Error())
	case errors.Is(err, store.ErrWall):
		return whole(store.ErrWall.Error())
	case errors.Is(err, store.ErrMoved):
		return whole(store.ErrMoved.Error())
	case errors.Is(err, syscall.ENOSPC):
		return "The disk is full: make room and try again."
	case errors.Is(err, syscall.EROFS):
		return "The disk can only be read. " + whole(err.Error())
	case errors.As(err, &pathErr):
		return whole(pathWords(pathErr.Path, pathErr.Err))
	case errors.As(err, &linkErr):
		return whole(pathWords(linkErr.New, linkErr.Err))
	case errors.Is(err, community.ErrErased):
		return "This member was erased, for ever."
	}
	return whole(err.Error())
}

// pathWords says what is the matter with a path.
func pathWords(path string, err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("there is no %s", path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("%s may not be read or written by this user", path)
	case errors.Is(err, syscall.EISDIR):
		return fmt.Sprintf("%s is a folder, not a file", path)
	case errors.Is(err, syscall.ENOTDIR):
		return fmt.Sprintf("%s leads through a file as if it were a folder", path)
	case errors.Is(err, syscall.ENAMETOOLONG):
		return "the name of a file is too long"
	}
	return fmt.Sprintf("%s: %v", path, err)
}

// fieldWords says which field does not take its value: joined_on: "x" is not a
// date; the headline is 300 characters long.
func fieldWords(e *community.FieldError) string {
	if strings.HasPrefix(e.Reason, `"`) || strings.Contains(e.Reason, ":") {
		return e.Field + ": " + e.Reason
	}
	called := map[string]string{"pin": "PIN", "expected_on": "day that was said", "starts_at": "beginning", "ends_at": "end", "until": "last day"}
	return "the " + cmp.Or(called[e.Field], strings.ReplaceAll(e.Field, "_", " ")) + " " + e.Reason
}

// whole makes a sentence: a capital first, unless it begins with a name in
// another case, and a full stop at the end.
func whole(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(s)
	word, _, _ := strings.Cut(s, " ")
	if !strings.ContainsAny(word, "_./:,") {
		s = string(unicode.ToUpper(first)) + s[size:]
	}
	return stop(s)
}

// stop ends a text as a sentence ends.
func stop(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return s + "."
}

// count is a number with its word: "1 visit", "2 visits".
func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return strconv.Itoa(n) + " " + word + "s"
}

// and joins texts as people do: "a, b and c".
func and(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}
