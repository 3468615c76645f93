package command

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"kettle/internal/community"
	"kettle/internal/step"
)

// clockFar is from when on a clock that differs from the hub's is worth a look.
const clockFar = 2 * time.Minute

// hub looks whether the data keep in step.
func (k *checks) hub(c *call) {
	const name = "hub"
	if faults, err := c.keeper(nil).CheckHub(c.ctx); err != nil {
		k.broken("hub's store", "%s", Sentence(err))
	} else if len(faults) > 0 {
		k.broken("hub's store", "It is damaged (%s): restore a backup", strings.Join(faults, "; "))
	}
	s, err := c.keeper(nil).Status(c.ctx)
	if err != nil {
		k.broken(name, "%s", Sentence(err))
		return
	}
	met := "never met"
	if s.LastContactAt != nil {
		if space, err := c.db.Space(c.ctx); err == nil {
			met = "last met " + clock(&space, *s.LastContactAt)
		}
	}
	waiting := ""
	if s.Waiting > 0 {
		waiting = fmt.Sprintf(", %s waiting", count(s.Waiting, "change"))
	}
	switch {
	case s.Role == step.RoleAlone && s.Problem != "":
		k.look(name, "%s", whole(s.Problem))
		return
	case s.Role == step.RoleAlone:
		k.ok(name, "None: this screen works alone")
		return
	case s.InStep && s.Role == step.RoleHub:
		k.ok(name, "This is the hub, at %s", s.Hub)
	case s.InStep:
		k.ok(name, "In step with %s, as the %s %s", s.Hub, s.Role, s.Name)
	case !s.Running:
		k.look(name, "Nothing keeps these data in step now (%s%s): start kettle, kettled follow, or kettled hub on a hub's data", met, waiting)
	default:
		k.look(name, "Behind %s (%s%s): %s", s.Hub, met, waiting, dash(s.Problem, "it is catching up"))
	}
	if off := time.Duration(s.ClockOffset * float64(time.Second)); off.Abs() > clockFar {
		k.look("hub's clock", "%s: set it over the network", whole(clockWords(s.ClockOffset)))
	}
}

// paired says whether the data belong to a hub.
func (c *call) paired() (bool, error) {
	_, err := c.db.Link(c.ctx)
	if errors.Is(err, community.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
