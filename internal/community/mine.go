package community

import "time"

// Mine is what the kiosk may bring up with a member at check-in: of what was said
// in their name and to them, what still waits for a word of theirs.
type Mine struct {
	ClaimedPosts  []Post  // said in their name by somebody who was not proven to be them
	ClaimedThanks []Heard // the same, of thank-yous they gave
	Received      []Heard // thank-yous to them of which they have not heard
	Open          []Post  // their own posts that are up, the oldest first
	Helped        []Helped
	LearnsNames   bool         // they would like to learn the others' names
	Introduced    []Introduced // a while ago, and nobody has said whether they talked

	Comings []Promise // what they come to and is not over, the soonest first
	Went    *Promise  // of an accountability group: the last time, to be asked how it went; nil for none
	Met     *Meeting  // a social event, to be asked whom they met; nil for none
}

// Helped is a quick ask of the member to which somebody came.
type Helped struct {
	Post
	Helper string // what to call them
}

// Introduced is somebody whom the member was introduced to.
type Introduced struct {
	Introduction
	OtherID ID
	Other   string // what to call them
}

// Meeting is a social event that a member came to, with those who came as well,
// whom they do not know yet and who may be shown.
type Meeting struct {
	Promise
	People []Profile
}

// Heard is a thank-you as one of its two people may hear of it.
type Heard struct {
	ThankYou
	Other string // what to call the other one, "" where the listener is not to know
}

// Old gives the oldest open post that it is time to ask about; ok is false for none.
func (m *Mine) Old(now time.Time) (p Post, ok bool) {
	for i := range m.Open {
		if m.Open[i].OldAt(now) {
			return m.Open[i], true
		}
	}
	return Post{}, false
}
