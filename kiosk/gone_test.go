package kiosk

import (
	"fmt"
	"slices"
	"testing"

	"kettle/internal/community"
)

// Whatever a member does about something that has just gone, because somebody took it out
// or was quicker: it is said what is gone, and nobody is asked to try in vain.
func TestWhatIsGoneMeanwhileIsSaid(t *testing.T) {
	for name, want := range map[string]string{
		"check in by name":     sayGone,
		"check out":            sayOutBefore,
		"say thanks":           sayGone,
		"ask":                  sayGone,
		"want to meet":         sayGone,
		"not today":            "All right. Another day, perhaps.",
		"ask to be introduced": sayGone,
		"help quickly":         "It’s sorted.",
		"come to an event":     sayGone,
		"stay away":            sayGone,
		"set a goal":           sayGone,
		"tell how it went":     sayGone,
		"cheer":                sayNoCheer,
		"take news down":       sayNoCheer,
		"sign out":             sayNotHere,
	} {
		for _, gone := range []error{community.ErrNotFound, community.ErrErased} {
			if gone == community.ErrErased && want != sayGone && want != sayNoCheer {
				continue // members and their words alone are erased
			}
			k := confirmedSpace(t)
			memberActs[name].lead(k)
			k.desk.fault = fmt.Errorf("act: %w", gone)
			k.held = true
			memberActs[name].do(k)
			if act, ok := k.writes.next(); ok {
				apply := act(t.Context())
				k.desk.fault = nil // what is read then is there
				apply()
			}
			k.held = false
			k.settle()
			s := k.State()
			said := []string{s.Notice, s.Note.Title, s.Visit.Asks}
			for _, e := range s.Form.Entries {
				said = append(said, e.Wrong)
			}
			if !slices.Contains(said, want) {
				t.Errorf("%s, %v: %q", name, gone, said)
			}
		}
	}
}

// Whoever says that they come to an event that has just been taken out hears that, not
// that they are no member any more.
func TestWhoComesToWhatIsGoneHearsSo(t *testing.T) {
	k := confirmedSpace(t)
	memberActs["come to an event"].lead(k)
	k.desk.events, k.desk.fault = nil, community.ErrNotFound
	memberActs["come to an event"].do(k)
	if s := k.State(); s.Step != Note || s.Note.Title != sayNoEvent || s.Notice != "" {
		t.Errorf("at %v: %q, %q", s.Step, s.Note.Title, s.Notice)
	}
}
