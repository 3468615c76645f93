// Package command is the command line of kettled: every command, what it prints
// and how it fails. A command runs in the process that has the data open. That
// is this one or, when a screen owns the data folder, the screen: then the
// arguments go over (package owner) and the very same code runs there.
//
// The exit code is 0 when all went well, 1 when something was refused or failed,
// 2 for wrong use. What people should know of a failure goes to the standard
// error as sentences, one a line.
package command
