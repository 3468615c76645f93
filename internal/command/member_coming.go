package command

import (
	"time"

	"kettle/internal/community"
)

// ownComing is a coming in the member's file.
type ownComing struct {
	ID       community.ID `json:"id"`
	Event    string       `json:"event"` // its title, "" for one that is gone
	EventID  community.ID `json:"event_id"`
	StartsAt *time.Time   `json:"starts_at"`
	SlotAt   *time.Time   `json:"slot_at"`
	SaidAt   *time.Time   `json:"said_at"`
	Back     bool         `json:"taken_back"`
	Goal     string       `json:"goal"`
	Went     string       `json:"went"`
}

// comingList is what the member said they come to.
func (e *exported) comingList() []ownComing {
	return each(e.Comings, func(c *community.Coming) ownComing {
		return ownComing{c.ID, e.titles[c.EventID], c.EventID, utc(c.StartsAt), utc(c.SlotAt), utc(c.SaidAt), c.Void, c.Goal, c.Went}
	})
}

// comingTable is the same for people.
func (e *exported) comingTable() kept {
	t := kept{Title: "Events you said you come to", None: "There are none.", Heads: []string{"When", "What", "Your goal", "How it went"}}
	for i := range e.Comings {
		c := &e.Comings[i]
		title := dash(e.titles[c.EventID], "An event that is gone")
		if c.Void {
			title += " (taken back)"
		}
		t.Rows = append(t.Rows, []string{clock(&e.space, c.StartsAt), title, c.Goal, c.Went})
	}
	return t
}

// titlesOf names events.
func titlesOf(events []community.Event) map[community.ID]string {
	titles := make(map[community.ID]string, len(events))
	for i := range events {
		titles[events[i].ID] = events[i].Title
	}
	return titles
}
