package kiosk

import "strconv"

// Step is where in the kiosk somebody is.
type Step int

// The steps. Home is where all begin and end.
const (
	Home    Step = iota
	Search       // typing a name
	AskOut       // somebody who is in was chosen: check out?
	Welcome      // checked in
	Goodbye      // checked out
	Note         // one sentence, then home
	Browse       // who's who
	Person       // one profile
	Pad          // the PIN pad: the hosts' part, the way out, the fire roll

	Visiting     // a visitor: the name, and whom to see
	VisitingMore // what else a visitor may say, and agrees to
	Returning    // a visitor who was here before proves it
	Invited      // the letters of an invitation
	Invitation   // an expected visitor: is that you?
	Visited      // signed in
	Leaving      // a visitor who goes
	Left         // signed out
	Roll         // the fire roll
	Host         // the hosts' part
	First        // the first start: the space is made
	Own          // the code with which a member edits their profile on a phone
	OwnPIN       // the PIN pad before it

	Thanks    // a member who says thanks: to whom
	ThanksFor // what for, in which words, and whether the wall may show it
	Thanked   // it is kept
	Asking    // a member who asks for something, or offers it
	Posted    // it is up
	Names     // a member who learns the others' names

	WhatsOn // the week’s events
	Event   // one of them
	Goal    // what one of an accountability group sets themselves
	Went    // how it went
	WhoMet  // whom somebody met at an event

	GoodNews // what members are glad about, and who cheers
)

var stepNames = [...]string{
	"home", "search", "ask-out", "welcome", "goodbye", "note", "browse", "person", "pad",
	"visiting", "visiting-more", "returning", "invited", "invitation", "visited", "leaving", "left", "roll", "host", "first", "own", "own-pin",
	"thanks", "thanks-for", "thanked", "asking", "posted", "names",
	"whats-on", "event", "goal", "went", "who-met",
	"good-news",
}

// String is the step's name, for logs.
func (s Step) String() string {
	if s < 0 || int(s) >= len(stepNames) {
		return strconv.Itoa(int(s))
	}
	return stepNames[s]
}
