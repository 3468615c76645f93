package command

import (
	"fmt"
	"math"
	"time"

	"kettle/internal/community"
	"kettle/internal/step"
)

type statusCmd struct {
	JSON bool `name:"json" help:"Print a JSON object."`
}

// Run says how the data stand with their hub.
func (s *statusCmd) Run(c *call) error {
	st, err := c.keeper(nil).Status(c.ctx)
	if err != nil {
		return err
	}
	if s.JSON {
		return c.asJSON(st)
	}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	for _, line := range statusLines(&st, &space) {
		if err := c.say("%-13s %s", line[0], line[1]); err != nil {
			return err
		}
	}
	return nil
}

// statusLines are what people read.
func statusLines(s *step.Status, space *community.Space) [][2]string {
	lines := [][2]string{{"state", stateLine(s)}}
	add := func(name, value string) {
		if value != "" {
			lines = append(lines, [2]string{name, value})
		}
	}
	if s.Role != step.RoleAlone {
		add("role", s.Role)
		add("name", s.Name)
		add("hub", s.Hub)
		add("fingerprint", s.Fingerprint)
	}
	if s.Waiting > 0 && s.Role != step.RoleAlone {
		waits := count(s.Waiting, "change")
		if s.WaitingSince != nil {
			waits += ", the first of " + clock(space, *s.WaitingSince)
		}
		add("waiting", waits)
	}
	if s.LastContactAt != nil {
		add("last contact", clock(space, *s.LastContactAt))
	}
	add("clock", clockWords(s.ClockOffset))
	add("problem", whole(s.Problem))
	return lines
}

func stateLine(s *step.Status) string {
	switch {
	case s.Role == step.RoleAlone:
		return "works alone: it is paired with no hub"
	case !s.Running:
		return "not running"
	case s.InStep:
		return "in step"
	}
	return "behind"
}

// clockWords says that the machine's clock is wrong, "" when it is not by more
// than a few seconds. offset is what the hub's is ahead, in seconds.
func clockWords(offset float64) string {
	if math.Abs(offset) <= 2 {
		return ""
	}
	way := "ahead of"
	if offset > 0 {
		way = "behind"
	}
	d := time.Duration(math.Abs(offset) * float64(time.Second)).Round(time.Second)
	return fmt.Sprintf("this machine's is %s %s the hub's, which counts", d, way)
}

type digestCmd struct {
	JSON bool `name:"json" help:"Print a JSON object."`
}

// Run prints one text for all records.
func (d *digestCmd) Run(c *call) error {
	sums, err := c.db.Digest(c.ctx)
	if err != nil {
		return err
	}
	if d.JSON {
		return c.asJSON(struct {
			Digest string `json:"digest"`
		}{sums.Text()})
	}
	return c.say("%s", sums.Text())
}
