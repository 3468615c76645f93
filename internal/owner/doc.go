// Package owner lets any kettled command work on data that another process has
// open. One process owns the file, so the others ask it: the owner serves a
// Unix socket in the data folder, and runs there what a command line elsewhere
// was given, with the store that it has open.
//
// # The wire
//
// A frame is its length in bytes, four of them, the greatest first, and a JSON
// object of that length, at most 1 MiB. Unknown keys are ignored.
//
//	owner    {"hello": {"version": "0.1.0"}}               at once
//	command  {"request": {"version", "args", "dir", …}}    once
//	owner    {"out": …} {"err": …}                         output, base64
//	owner    {"ask": {"prompt", "hidden", "bytes"}}        wants a line, or input
//	command  {"answer": {"text", "data", "end", "error"}}  to the ask before
//	command  {"cancel": true}                              as Ctrl-C
//	owner    {"exit": 0}                                   the end
//
// The first frame keeps its form for ever, so that any two versions can tell
// that they are two. A connection that ends before the exit cancels the command.
//
// Only the same user, or root, is let in: the folder has mode 0700, the socket
// 0600, and the owner asks the kernel who connected.
package owner
