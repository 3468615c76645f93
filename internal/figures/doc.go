// Package figures works out what a space may honestly say of itself, from what
// community.Past has: shares of answers with their n and how sure they are, and the
// canvas of the last twelve weeks. It reads nothing and keeps nothing; the same past
// gives the same figures everywhere. No person is ever counted by name or compared
// with another.
package figures
