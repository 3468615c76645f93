package command

import (
	"errors"
	"io"

	"kettle/internal/calendar"
)

func (s *source) readEvents(r io.Reader) error {
	events, problems, err := calendar.Parse(r, s.name)
	var whole calendar.Problem
	if errors.As(err, &whole) {
		problems = append(problems, whole)
	} else if err != nil {
		return err
	}
	s.events = events
	for _, p := range problems {
		s.problems = append(s.problems, problem{Line: p.Line, Column: p.Column, Reason: p.Reason})
	}
	return nil
}
