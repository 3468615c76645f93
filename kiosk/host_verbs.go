package kiosk

// The verbs of taps with Act Do.
const (
	DoPage    = "page"    // to another page of the menu, named by Tap.Name
	DoLock    = "lock"    // end the session
	DoExit    = "exit"    // leave the kiosk
	DoStay    = "stay"    // of a question: no
	DoSave    = "save"    // what was filled in
	DoCancel  = "cancel"  // what was filled in is dropped, after a question
	DoUndo    = "undo"    // what was just saved
	DoOpen    = "open"    // Tap.ID
	DoAdd     = "add"     // a new one of what the page lists
	DoMore    = "more"    // the next ones
	DoFewer   = "fewer"   // the ones before
	DoTab     = "tab"     // of a profile, named by Tap.Name
	DoConsent = "consent" // Tap.Name of one, to be given or taken back
	DoHow     = "how"     // how the consent was given, Tap.Name
	DoDate    = "date"    // a part of the day on a paper, Tap.Name, by Tap.N
	DoRemove  = "remove"  // an element, Tap.Name of a list, Tap.Text
	DoSuggest = "suggest" // the same, to add it
	DoState   = "state"   // Tap.Name: active, paused or left
	DoErase   = "erase"   // asks first
	DoYes     = "yes"     // of a question
	DoTheirs  = "theirs"  // of a field that somebody else changed, Tap.Name: take theirs
	DoPhoto   = "photo"   // a way to a photo, Tap.Name
	DoDrag    = "drag"    // by Tap.X, Tap.Y
	DoCheck   = "check"   // a tick of a list, Tap.Text
	DoRole    = "role"    // Tap.Name
	DoRevoke  = "revoke"  // Tap.ID, asks first
	DoMerge   = "merge"   // with Tap.ID, asks first
	DoMet     = "met"     // two were introduced, Tap.ID is the first of them
	DoLater   = "later"   // the two are not to be brought up today
	DoNever   = "never"   // or ever
	DoParcel  = "parcel"  // one came, or was handed over: Tap.ID
	DoSpeak   = "speak"   // an ask in the member's name
)
