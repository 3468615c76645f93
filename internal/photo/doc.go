// Package photo turns the pictures people bring into photos that are safe to
// keep and quick to show: bounded while decoding, turned upright, at most 1600
// pixels long, without the place and time that cameras write into them, and
// kept as files named by the hash of their content.
//
// [Normalise] is the one way in for a picture of unknown origin. A JPEG that is
// upright and small enough loses everything but the picture and is kept as it
// was encoded; every other picture is encoded once more. [Dir] keeps
// photos and their smaller sizes. [Crop] makes the exact picture that a screen
// draws. The size of what is decoded at one time is bounded by the budget given
// to [Open] or [NewDecoder], so a folder of huge pictures costs time, not
// memory.
package photo
