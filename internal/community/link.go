package community

import "time"

// Link is what a screen knows of the hub that it keeps in step with.
type Link struct {
	Hub       string   // the fingerprint of its key
	Addresses []string // host:port, the one that answered last first
	Name      string   // of this screen, as the hub has it
	Role      string   // one of the Role constants

	Epoch        int64  // the life of the hub's store
	Since, After int64  // how far its records are here
	Sweep        bool   // everything is read anew, and what does not come is to go
	Known        int64  // the greatest number that the hub named, and
	Life         string // who then served its store
	MeetingCount int64  // see the protocol, Meetings
	MeetingWord  string

	Offset  time.Duration // the hub's clock less this machine's
	MetAt   time.Time     // when the hub was last heard of, by its clock; zero for never
	ClearAt time.Time     // a time, by that clock, at which nothing waited to be sent
}
