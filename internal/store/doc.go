// Package store keeps a space in one SQLite file, which one process owns.
//
// Every write, from a tap, a host's edit, an import or another screen, goes
// through one function, writer.take: it compares stamps field by field, keeps
// the winners, updates the typed table and numbers the change, all in one
// transaction. After the commit, never inside it, watchers are signalled on
// channels of capacity one and read the state again. When a method of DB
// returns without an error, the disk has what it wrote.
//
// Every transaction of a host, an import, or a member who is proven or changes
// their own profile leaves one community.Act, and of each record that it changed a
// community.Values. That, too, is a rule of the one way in. Values go with the
// member whose they are, the act stays; acts of a screen are a chain, which
// CheckActs looks through and UndoAct takes back from.
//
// What is kept for a while only goes by Retain. Who was erased stands, as a bare
// ID, in the file "erased" beside the database, so that no older copy of the
// database brings them back.
//
// Reads come in two forms: Roll, all that a host knows, and Seen, what consent
// lets an audience see. Screens and pages are given Seen only.
package store
