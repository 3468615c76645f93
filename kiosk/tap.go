package kiosk

import "kettle/internal/community"

// Act is what a tap asks for.
type Act int

// The acts. Those that a step does not offer are ignored there.
const (
	Touch       Act = iota // nothing, but somebody is there
	Back                   // one step back, or home
	GoHome                 // home, from anywhere
	GoSearch               // "I'm a member"
	GoBrowse               // "Who's who"
	GoExit                 // "Hosts", or the key chord
	Choose                 // a member among the matches, by ID
	Type                   // a key of the keyboard on screen, by Text
	Hold                   // the same key, held: offers its accents
	Accent                 // an accent in place of the letter just typed, by Text
	Turn                   // to another page of keys, by Text: one of the Keys constants
	Erase                  // backspace
	Enter                  // Done
	Out                    // yes, check out
	Undo                   // the check-in or check-out never was
	NotMe                  // somebody else was tapped or checked in
	Everyone               // who's who: no filter
	HereNow                // who's who: those who are here
	Letter                 // who's who: by letter, Text
	Topic                  // who's who: by topic, Text
	NextPage               // who's who
	PrevPage               // who's who
	Open                   // a profile, by ID
	ThisIsMe               // check in or out as the profile's member
	Focus                  // a field of a form, by Text its name, with the caret after N characters
	Unfocus                // no field any more: the keyboard goes
	GoVisit                // "I'm visiting"
	GoCode                 // "I have a code"
	GoLeave                // "I'm leaving"
	GoReturning            // "I've been here before"
	ForgetMe               // a returning visitor does not want to be known any more
	Remember               // the tick at "remember me for next time"
	Agree                  // the tick at the house rules
	SignIn                 // a visitor is done
	AskHost                // where a host is
	Hear                   // a call on home is tapped away, by ID
	GoRoll                 // the corner of home was held: the fire roll
	Account                // the tick of one person on the fire roll, by ID
	Print                  // the fire roll, on paper
	Why                    // "Why am I here?" on a profile
	GoWords                // a passphrase instead of a PIN
	EditOwn                // "Edit my profile", or "Change it"
	StillMe                // the profile is still right
	GoThanks               // "Say thanks"
	GoAsk                  // "Ask for a hand", "Offer a hand" or "Share good news": Text is the side
	Kind                   // a kind of help, by Text
	PutUp                  // the tick at "Put it on the wall"
	Send                   // what was said is done
	AnswerYes              // to what the welcome asks
	AnswerNo               // the same
	AnswerSkip             // of the question at check-out: rather not say
	Sorted                 // one's own post comes down, by ID
	MeetYes                // "Introduce us", at the welcome or on a profile
	MeetNo                 // "Not today"
	Mood                   // how somebody would like to be met today, by Text
	OnMyWay                // to a quick ask, by ID
	For                    // how long a post stays up, by Text: one of the For constants
	Quickly                // a quick ask in the Text's words
	GoNames                // "Learn the names"
	Named                  // a name for the face that is shown, by Text
	Again                  // another round
	Secret                 // the tick at "Don't say it was me"
	GoWhatsOn              // what is on this week
	GoEvent                // one event, by ID, and Text for which occasion
	Slot                   // a turn of an advice surgery, by Text
	GoGoal                 // what one of a group sets themselves
	GoNews                 // "Good news"
	CheerFor               // for news, by ID; the same again takes it back
	Do                     // in the hosts' part: Verb, with what it is about
)

// Tap is one touch with what it is about.
type Tap struct {
	Act  Act
	ID   community.ID
	Text string
	N    int

	Verb, Name string  // with Do
	X, Y       float64 // of a drag, in parts of what is dragged
}

// Key is a key of a keyboard that is no character.
type Key int

// The keys that the kiosk knows.
const (
	KeyEnter Key = iota
	KeyErase
	KeyEscape
	KeyLeft
	KeyRight
	KeyTab
)
