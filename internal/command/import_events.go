package command

import (
	"errors"
	"io"

	"kettle/internal/calendar"
)

func (s *source) readEvents(r io.Reader) error {
	events, problems, err := calendar.Parse(r, s.name)
	var whole calendar.Problem
	if s.broken = errors.As(err, &whole); s.broken {
		problems = append(problems, whole)
	} else if err != nil {
		return err
	}
	s.events = events
	for _, p := range problems { // the reason names event and property
		s.problems = append(s.problems, problem{Line: p.Line, Reason: p.Reason})
	}
	return nil
}
