package main

import (
	"encoding/json"
	"testing"
	"time"
)

// TestAMemberComesToAnEvent goes the whole way in the real window: from home to what
// is on, to an event, to who they are, and back to the event, to which they come; then
// they do not after all. A host makes an event of a template.
func TestAMemberComesToAnEvent(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1920, 1080)
	l.people() // without the demo's events, of which one or another is first by the day of the week
	l.kettled("event", "add", "Soup", "--at", time.Now().AddDate(0, 0, 1).Format("2006-01-02")+" 12:30", "--what", "Social", "--places", "3", "--place", "Kitchen")
	comers := func() (all []struct{ Name string }) {
		t.Helper()
		if err := json.Unmarshal([]byte(l.kettled("event", "who", "Soup", "--json")), &all); err != nil {
			t.Fatal(err)
		}
		return all
	}
	p := l.open("--role", "kiosk")
	ctx := t.Context()
	tap, _ := l.hands(p)
	l.wait(p, "kiosk", "step=home")
	settle()
	tap(1580, 986, "whats-on")
	l.shot("events-whats-on")
	tap(500, 282, "event")
	l.shot("events-event")
	tap(1400, 323, "search") // I'll come
	p.Pass()
	l.do(l.display.Type(ctx, "1001", 90*time.Millisecond))
	l.do(l.display.Key(ctx, "Return"))
	l.wait(p, "kiosk", "step=event")
	settle()
	l.shot("events-coming")
	if all := comers(); len(all) != 1 || all[0].Name != "Ada Okafor" {
		t.Fatalf("%+v come", all)
	}
	l.do(l.display.Tap(ctx, 1370, 316)) // I can't after all
	settle()
	settle()
	if all := comers(); len(all) != 0 {
		t.Errorf("%+v come still", all)
	}
	l.shot("events-not-coming")
}
