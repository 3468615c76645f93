// Package layout holds the rules of how the house is built: which package may
// import which, where the window toolkit may be used, who speaks to an outside
// library. It has no code of its own; its test reads every Go file of the
// module and says which rule is broken where. Every rule comes with a bad
// example that the test must refuse.
package layout
