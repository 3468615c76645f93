// Package community holds the words of Kettle and their rules: who is a
// member, what a profile may show, when a space is open, and which of two
// changes to the same field wins.
//
// It imports only the standard library and knows nothing of files, windows or
// networks. Everything that arrives from outside (a form, a file, another
// screen) becomes text values of named fields; every record type here turns
// such values into typed ones with Set, and back with Fields, so that there is
// one place that says what a field means.
package community
