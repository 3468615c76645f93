//go:build !race

package uitest

// raced says whether the race detector watches.
const raced = false
