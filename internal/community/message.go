package community

import "time"

// Message tells a member that somebody came to see them. It goes to the member
// alone, never to a screen.
type Message struct {
	ID       ID // of the visitor
	MadeAt   time.Time
	Tries    int // how often it could not be sent
	Visitor  string
	Company  string
	MemberID ID
	Member   string
	Called   string // what to call the member
	Email    string // of the member, "" for none
}
