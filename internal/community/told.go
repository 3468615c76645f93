package community

import "time"

// Told is what one of its two people may read of an introduction in their own file:
// with whom it is, what they asked themselves, and what both know. That the other
// asked, that somebody put it off or would rather not, and who said that they did
// not talk is not in it. ok is false when nothing is left to tell.
func (i *Introduction) Told(to ID) (told Introduction, ok bool) {
	if to != i.OneID && to != i.OtherID {
		return Introduction{}, false
	}
	told = *i
	told.NotBefore, told.Never, told.Seen = "", false, false
	if told.AskedByID != to {
		told.AskedByID, told.AskedAt = ID{}, time.Time{}
	}
	if told.Talked != TalkedYes {
		told.Talked, told.TalkedAt = "", time.Time{}
	}
	return told, !told.AskedByID.IsZero() || told.Acquainted()
}

// Told is what one of its two people may read of a thank-you: the receiver of one
// that is nameless not from whom it is.
func (t *ThankYou) Told(to ID) ThankYou {
	told := *t
	if t.Nameless && to != t.FromID {
		told.FromID = ID{}
	}
	return told
}
