// Package kiosk is the check-in kiosk of a lobby screen: a member finds their
// name, taps it and is in; anybody may browse who is who; a host may leave.
//
// Model is the kiosk without a picture: a state machine of plain Go with steps
// (home, search, welcome, who's who …) that taps, typed runes, keys and time
// move along. It asks the Desk to do things, never waits for it, and thanks
// nobody before the Desk has answered. View draws the model's State with Fyne
// and hands it what people touch. Nothing on the kiosk ever takes the keyboard's
// focus, so a keyboard or a scanner that types works from every step.
//
// What the kiosk promises:
//   - Every step has a way back and rests by itself after a visible countdown;
//     what was half typed is then gone.
//   - A second tap is harmless: while the Desk writes nothing else is started,
//     and a tap right after the picture changed counts for nothing.
//   - A card or pass proves who somebody is. A name, a number or a code that is
//     typed, tapped or scanned only claims it.
//   - What is said in a name follows a check-in or a card on this screen, or a claim
//     that its member is asked about at the next check-in. Nobody is asked more than
//     one thing a visit.
//   - Whether a member who did not agree to show it is in cannot be seen before
//     they are tapped.
package kiosk
