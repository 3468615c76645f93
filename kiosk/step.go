package kiosk

import "strconv"

var stepNames = [...]string{
	"home", "search", "ask-out", "welcome", "goodbye", "note", "browse", "person", "pad",
	"visiting", "visiting-more", "returning", "invited", "invitation", "visited", "leaving", "left", "roll", "host", "first",
}

// String is the step's name, for logs.
func (s Step) String() string {
	if s < 0 || int(s) >= len(stepNames) {
		return strconv.Itoa(int(s))
	}
	return stepNames[s]
}
