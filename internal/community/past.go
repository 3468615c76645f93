package community

import "time"

// Past is what a space's figures are made of: what happened between two times, as
// only its hosts may read it.
type Past struct {
	Space         Space
	Kept          KeptSince // since when visits and visitors are kept; of the time before there are Counts
	At            time.Time // when it was read
	From          time.Time // what is older is left out
	Members       []Member
	Stays         []Stay    // visits, those undone left out
	Visitors      []Visitor // the same, and who was only expected
	Counts        []Count
	Thanks        []ThankYou // those taken back left out
	Posts         []Post     // also those that are closed
	Introductions []Introduction
	Comings       []Coming // those taken back left out
	Occasions     []Occasion
	Tallies       []Tally
}

// Stay is as much of a visit as figures need.
type Stay struct {
	MemberID ID
	InAt     time.Time
}
