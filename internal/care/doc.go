// Package care works out what hosts do for members, of what a space keeps: who is
// new and not at home yet, who has not been seen for long, whose card may be stale,
// and which names somebody who learns them is asked next. It keeps nothing itself.
package care
