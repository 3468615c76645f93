package ui

// Held gives a target that acts at once something more to do when the finger
// rests on it, such as a key that offers accents.
func (t *Target) Held(do func()) *Target {
	t.long = do
	return t
}
