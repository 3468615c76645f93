// Package ui draws Kettle: its colours, faces, texts that always fit, portraits,
// QR codes, chips, icons and touch targets, put on a [Page] at exact places.
//
// Places and sizes are in units: the pixels of a design of 1920 by 1080, or of
// 1080 by 1920 for a portrait screen. A page knows how many pixels one unit is
// on the screen at hand, so a wall of 3840 by 2160 looks the same.
//
// Everything here is for the goroutine that owns the windows, except what a
// [Pictures] does in the background by itself. The package never imports
// fyne's app package, so it is tested without a display and without cgo.
package ui
