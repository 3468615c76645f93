package kiosk

import (
	"context"
	"errors"
	"strings"
	"time"

	"kettle/internal/community"
)

// saved is what can be undone with one tap for a moment.
type saved struct {
	words string
	undo  func(context.Context, community.Actor) error
	done  string // what is said once it is undone
	until time.Time
}

// did offers to undo what was just kept, and says so then.
func (m *Model) did(words string, undo func(context.Context, community.Actor) error, done string) {
	m.host.saved = &saved{words: words, undo: undo, done: done, until: m.cfg.Now().Add(undoFor)}
}

// act does what a host asked for, in their name, and goes on then; or says why not.
func (m *Model) act(doing string, do func(context.Context, community.Actor) error, then func()) {
	by := m.host.by()
	m.write(func(ctx context.Context) func() {
		err := do(ctx, by)
		return func() {
			if err != nil {
				m.failed(doing, err)
				return
			}
			then()
		}
	})
}

// takeBack undoes what was just kept. Where that does not work it is offered again, but
// not what is otherwise by now.
func (m *Model) takeBack() {
	h := m.host
	s, by := h.saved, h.by()
	if s == nil {
		return
	}
	m.write(func(ctx context.Context) func() {
		err := s.undo(ctx, by)
		return func() {
			_, changed := errors.AsType[*ConflictError](err)
			switch {
			case err == nil:
				m.tell(s.done)
			case changed, isGone(err):
				m.notice = sayChangedSince
			default:
				m.cfg.Log.Error("kiosk: undo", "err", err)
				s.words, s.until = sentenceOf(err, sayUndoAgain), m.cfg.Now().Add(undoFor)
				return
			}
			h.saved = nil
			m.readPage()
		}
	})
}

// tell says that something is done.
func (m *Model) tell(words string) { m.notice, m.well = words, words != "" }

// failed says at which field something is wrong, or that it did not work. What is gone is
// read anew.
func (m *Model) failed(doing string, err error) {
	var wrong *community.FieldError
	for _, e := range joined(err) {
		if errors.As(e, &wrong) && m.form.entry(wrong.Field) != nil {
			m.form.wrong(wrong.Field, wrong.Reason)
			return
		}
	}
	if errors.As(err, &wrong) {
		m.notice = upperFirst(strings.ReplaceAll(wrong.Field, "_", " ")) + " " + wrong.Reason + "."
		return
	}
	sentence := sayNotDone
	both, conflict := errors.AsType[*ConflictError](err)
	switch {
	case conflict:
		sentence = m.bothChanged(both.Now)
	case isGone(err):
		sentence = sayChangedSince
		m.readPage()
	case m.form.filled():
		sentence = sayNotKept
	}
	m.sorry(doing, err, sentence)
}

// joined are the errors that errors.Join made one of.
func joined(err error) []error {
	var many interface{ Unwrap() []error }
	if errors.As(err, &many) {
		return many.Unwrap()
	}
	return []error{err}
}
