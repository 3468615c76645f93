package community

import (
	"crypto/sha256"
	"slices"
	"time"
)

// Mine is what the kiosk may bring up with a member at check-in: of what was said
// in their name and to them, what still waits for a word of theirs.
type Mine struct {
	ClaimedPosts  []Post       // said in their name by somebody who was not proven to be them
	ClaimedThanks []Heard      // the same, of thank-yous they gave
	ClaimedMeets  []Introduced // the same, of whom they would like to meet
	ClaimedHelp   []OthersPost // the same, of quick asks to which they are on the way
	ClaimedCheers []OthersPost // the same, of news for which they cheer
	Received      []Heard      // thank-yous to them of which they have not heard
	Open          []Post       // their own posts that are up, the oldest first
	Helped        []Helped
	LearnsNames   bool         // they would like to learn the others' names
	Introduced    []Introduced // a while ago, and nobody has said whether they talked

	Comings []Promise // what they come to and is not over, the soonest first
	Went    *Promise  // of an accountability group: the last time, to be asked how it went; nil for none
	Met     *Meeting  // a social event, to be asked whom they met; nil for none
}

// OthersPost is what another has put up, without the words where they may not be read.
type OthersPost struct {
	Post
	Other string // what to call whose it is, "" for one who is not shown
}

// Helped is a quick ask of the member to which somebody came.
type Helped struct {
	Post
	Helper string // what to call them
}

// Thanks is what the member may say to whoever came. It is one thank-you, on whichever
// screen it is said, and however often.
func (h *Helped) Thanks(s *Space) ThankYou {
	what, kinds := "Practical help", s.Kinds()
	if !slices.Contains(kinds, what) {
		what = kinds[0]
	}
	t := ThankYou{FromID: h.MemberID, ToID: h.HelperID, What: what, Words: h.Words}
	sum := sha256.Sum256(slices.Concat([]byte("thanks"), h.ID[:], h.HelperID[:]))
	copy(t.ID[:], sum[:])
	t.ID[6], t.ID[8] = t.ID[6]&0x0f|0x80, t.ID[8]&0x3f|0x80 // version 8 of RFC 9562
	return t
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
