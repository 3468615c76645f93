package command

import "kettle/internal/community"

// comingList is what the member said they come to.
func (e *exported) comingList() []map[string]any {
	out := []map[string]any{}
	for i := range e.Comings {
		c := &e.Comings[i]
		out = append(out, map[string]any{
			"id": c.ID, "event": e.titles[c.EventID], "event_id": c.EventID, "starts_at": utc(c.StartsAt), "slot_at": utc(c.SlotAt), "said_at": utc(c.SaidAt),
			"taken_back": c.Void, "goal": c.Goal, "went": c.Went,
		})
	}
	return out
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
