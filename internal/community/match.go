package community

// Match is a member found by what somebody typed. Profile holds no more than
// may be shown to whoever typed it: a member who did not agree to be on the wall
// has only a name there.
type Match struct {
	Profile Profile
	Exact   bool // the full name, the number or the code was typed
}
