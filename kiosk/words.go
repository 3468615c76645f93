package kiosk

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kettle/internal/community"
)

// What the kiosk says when something did not work: what happened, and what to
// do now.
const (
	sayNotIn        = "Your check-in couldn’t be kept just now. Please tap your card again, or tell a host."
	sayNotOut       = "Your check-out couldn’t be kept just now. Please tap again, or tell a host."
	sayNotUndone    = "That couldn’t be undone just now. Please tap again, or tell a host."
	sayTooLong      = "That is taking too long. Please try again, or tell a host: nothing counts twice."
	sayNoSearch     = "The members’ list can’t be read just now. Please try again in a moment, or tell a host."
	sayNotRead      = "That can’t be read just now. Please try again in a moment, or tell a host."
	sayNoCard       = "That card couldn’t be read just now. Please hold it up again, or type your name."
	sayGone         = "That membership isn’t running any more. Please ask a host, they’ll sort it out."
	sayWhichOne     = "Which of these is you? Tap your card, or keep typing."
	sayNobody       = "Nobody found by that. Try another spelling, or your member number, or ask a host."
	sayWrongPIN     = "That isn’t a host’s PIN. Try again, or go back."
	sayNotYourPIN   = "That isn’t your PIN. Try again, hold up your card, or ask a host."
	sayNothingLeft  = "That was taken away a moment ago, so there is nothing left to do about it."
	sayNotConfirmed = "That couldn’t be kept just now. Please tap again, or tell a host."

	sayNoPIN   = "The PIN can’t be checked just now. Please try again in a moment."
	sayTooMany = "That’s a lot of searching. Please wait a minute, hold up your card, or ask a host."

	saySignInFailed  = "That couldn’t be kept just now. Please tap again, or tell a host."
	saySignOutFailed = "That couldn’t be kept just now. Please tap again, or just tell a host that you’re off."
	sayAgree         = "Please agree to the house rules first: tap the box beside them."
	sayNoBadge       = "You’re signed in. The badge couldn’t be printed: ask a host for one."
	sayForgotten     = "We don’t keep you for next time any more."
	sayNotForgotten  = "That did not work just now. Please tell a host."
	sayLaterRole     = "A role of a later version"
	sayNotRemembered = "We can’t look that up just now. Please go on without."
	sayNotProven     = "that isn’t what we have with that name"
	sayNotHere       = "we don’t find that. The whole name as you gave it, or the six letters"
	sayNoRoll        = "The list can’t be read just now. Try again, and count heads outside."
	sayPrinting      = "Printing. Don’t wait for it."
	sayNoPrint       = "The printer doesn’t answer. Take a picture of this screen instead."

	sayWhatKind     = "What kind of help was it? Tap one of these."
	sayOwnNews      = "That’s your own good news: the cheers are for others to give."
	sayNoCheer      = "That isn’t up any more. It was good of you to look."
	saySpeechFailed = "That couldn’t be kept just now. What you typed is still here: please tap again."
	sayProven       = "That’s you. Thank you for the card."

	sayNoHubs       = "This network can’t be asked just now. Please type the address."
	sayNotJoined    = "That didn’t work just now, and nothing has changed. Please make a new code at the other screen and try again."
	sayYourCard     = "That’s it. This is your own card: say what others may see, and save."
	sayNotKept      = "That couldn’t be kept just now. What you typed is still here: please try again."
	sayNoLink       = "No link can be made just now: this screen’s phone pages are off."
	sayNoPicture    = "That picture can’t be read. Please take a JPEG, PNG or WebP."
	sayNoStick      = "The stick can’t be read just now. Please take it out and put it in again."
	sayNoCamera     = "There is no camera at this screen. Use a phone or a stick."
	sayCodeEnded    = "The code has ended. Make a new one."
	sayScreenIn     = "The screen is in. It takes on what it may hold now."
	sayNotDone      = "That couldn’t be done just now. Please try again in a moment."
	sayUndoAgain    = "That couldn’t be undone just now. Please tap again."
	sayChangedSince = "Somebody else has changed that since, so it stays as it is."
	sayMemberGone   = "Somebody else has just taken that member out, so there is nothing left to save."
	sayBothChanged  = "Somebody else changed the same fields meanwhile. Look at theirs, then save again."
)

// What the kiosk says on a page of its own.
const (
	sayUndone          = "Undone."
	sayNotCheckedIn    = "You’re not checked in. Come back any time."
	sayStillIn         = "You’re still checked in. Good to keep you."
	sayWasNotYou       = "Thanks for saying so. Nobody is checked in by that tap."
	sayCheckOut        = "Check out?"
	sayOutBefore       = "You’re already out."
	sayOutBeforeText   = "You were checked out before. See you next time."
	sayNotSignedIn     = "You’re not signed in, and nothing is kept. Come back any time."
	sayStillHere       = "You’re still signed in. Good to keep you."
	sayLeft            = "You’re signed out. Thanks for coming by."
	sayForHost         = "Have a seat. A host will look after you."
	sayForNobody       = "Have a seat, and ask a host: they’ll find whom you came to see."
	sayAskHost         = "Ask a host."
	sayAskHostText     = "Whoever is at the desk will help, and so will anybody with a cup of tea."
	sayUnknownCode     = "We don’t know that code for today."
	sayUnknownCodeText = "It may be for another day. You can sign in without it, or ask a host."
	sayStill           = "Is your profile still right?"
	sayOnlyCounted     = "Your answer is only counted, with nobody’s name."
	sayCounted         = "Thank you. That’s counted, with nobody’s name."
	saySkipped         = "That’s all right. See you next time."
	sayConfirmed       = "Thank you. Good to know it’s still you."
	sayNoPages         = "Please ask a host."
	sayNoPagesText     = "They change your profile with you, it takes a minute. This screen can’t reach phones at the moment."
	sayNotThanked      = "Nothing was said, and nobody hears of it."
	sayNotPosted       = "It’s down again. Come back any time."
	sayTakenBack       = "Thanks for saying so. It’s taken back."
	sayHeard           = "Good that you know."
	sayWhoHelped       = "Sorted. Good to hear. Did somebody give you a hand?"
	saySorted          = "Sorted. Good to hear."
	sayNoEvent         = "That one is gone."
	sayNoEventText     = "It was moved or called off a moment ago. Have a look at what else is on."
	sayPlaceBack       = "All right. There will be another time."
	sayUnknownCard     = "We don’t know that card."
	sayUnknownCardText = "It may be new or replaced. Type your name instead, or ask a host to have a look."
)

// greeting is the first line of home, by the time of day.
func greeting(local time.Time) string {
	switch h := local.Hour(); {
	case h >= 5 && h < 12:
		return "Good morning."
	case h >= 12 && h < 18:
		return "Good afternoon."
	default:
		return "Good evening."
	}
}

// whoIsHere is the third line of home. Only those count who agreed to be shown
// as here.
func whoIsHere(n int) string {
	switch n {
	case 0:
		return "Who are you?"
	case 1:
		return "One person is here. Who are you?"
	default:
		return fmt.Sprintf("%d people are here. Who are you?", n)
	}
}

// claimWords say what tapping a member does. They speak of presence only where
// the member agreed to show it.
func claimWords(p *community.Profile) string {
	switch {
	case p.Here:
		return "Here · Check out"
	case p.ShowsPresence:
		return "Check in"
	default:
		return "Check in or out"
	}
}

// welcome greets somebody whose check-in was kept. Only who has been a member
// for a while is welcomed back.
func welcome(p *community.Profile, now time.Time) string {
	if p.JoinedOn == "" || p.Newcomer(now) {
		return community.End("Welcome, "+p.Called, ".")
	}
	return community.End("Welcome back, "+p.Called, ".")
}

// searchWords say what to type in the space's search mode.
func searchWords(mode string) (title, text, field string) {
	switch mode {
	case community.SearchFullName:
		return "What’s your full name?", "Type all of it, as you gave it to us. Your member number works too, and so does your card.", "Your full name or member number"
	case community.SearchThree:
		return "What’s your name?", "Type its first three letters and your face shows up here. Your member number works too, and so does your card.", "At least three letters"
	default:
		return "What’s your name?", "A letter or two will do, then tap your face. Your member number works too, and so does your card.", "Your name or member number"
	}
}

// restWords count down to rest.
func restWords(seconds int) string {
	return fmt.Sprintf("Still there? This closes in %d. Touch anywhere to stay.", seconds)
}

// moreWords speak of matches that there is no room for. Of many they give no number,
// since the search stops somewhere, too.
func moreWords(n int) string {
	switch {
	case n == 1:
		return "And one more. Keep typing. New here?"
	case n > 20:
		return "And many more. Keep typing. New here?"
	}
	return fmt.Sprintf("And %d more. Keep typing. New here?", n)
}

// claimVerb is what "this is me" does, in the words of claimWords.
func claimVerb(claim string) string {
	return "This is me: " + strings.ToLower(strings.TrimPrefix(claim, "Here · "))
}

// aboutMembers sums up who's who.
func aboutMembers(members, here int) string {
	all := countWords(members, "person", "people")
	if here == 0 {
		return all
	}
	return fmt.Sprintf("%s · %d here now", all, here)
}

// upperFirst begins a sentence.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func parcelWords(n int) string {
	if n == 1 {
		return "A parcel is waiting for you at the desk."
	}
	return fmt.Sprintf("%d parcels are waiting for you at the desk.", n)
}

// countWords are so many of something.
func countWords(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
