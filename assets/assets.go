// Package assets embeds what the programs carry with them: fonts, icons and the
// demo space.
package assets

import "embed"

// Fonts holds the typefaces and their licences, under "fonts/".
//
//go:embed fonts
var Fonts embed.FS

// Demo holds the invented space Harbour Commons, under "demo/": members.csv,
// events.ics and one portrait a member.
//
//go:embed demo
var Demo embed.FS

// Icons holds the drawn icons (lucide-static) and their licence, under "icons/".
//
//go:embed icons
var Icons embed.FS

// Icon is the program's icon, a PNG of 512 × 512 pixels.
//
//go:embed icon.png
var Icon []byte
