// Package store keeps a space in one SQLite file, which one process owns.
//
// Every write, from a tap, a host's edit, an import or another screen, goes
// through one function, writer.take: it compares stamps field by field, keeps
// the winners, updates the typed table and numbers the change, all in one
// transaction. After the commit, never inside it, watchers are signalled on
// channels of capacity one and read the state again. When a method of DB
// returns without an error, the disk has what it wrote.
//
// Reads come in two forms: Roll, all that a host knows, and Seen, what consent
// lets an audience see. Screens and pages are given Seen only.
package store
