package ui

import (
	"image/color"

	"kettle/internal/community"
)

// The colours of the design, each for one use.
var (
	Paper        = rgb(0xFBF6EE) // background
	Card         = rgb(0xFFFFFF) // cards, fields, keys
	Ink          = rgb(0x22201D) // text, modules of a QR code
	Soft         = rgb(0x6E675E) // second text
	Line         = rgb(0xE7DFD3) // hairlines and borders
	Teal         = rgb(0x1F5C55) // primary act, "happy to help"
	TealLight    = rgb(0x2B6E65) // cards on teal
	Terra        = rgb(0xB04024) // second act, "looking for", newcomers
	Mustard      = rgb(0xE8B04A) // thanks
	MustardLight = rgb(0xF8E9CA) // ground of what is typed for thanks
	Sage         = rgb(0xBFD8C4)
	Peach        = rgb(0xF6C9A8)
	Sky          = rgb(0xBBD2E3)
	Lilac        = rgb(0xCFC6E4)
	Rose         = rgb(0xEAB8B0)
	HereGreen    = rgb(0x1E7A52) // presence, "yes"
	Night        = rgb(0x14211F) // closed hours
	NightInk     = rgb(0xF3ECE0)
	NightSoft    = rgb(0xA2B5AF)     // second text at night
	Clear        = color.Transparent // the one colour that the toolkit does not paint; any other with no opacity costs as much as paint
)

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff} //nolint:gosec // each is one byte of v
}

// Faded gives the colour with that share of its opacity, 0 to 1.
func Faded(c color.NRGBA, share float32) color.NRGBA {
	c.A = uint8(float32(c.A)*min(max(share, 0), 1) + 0.5)
	return c
}

// Lighter gives the colour with that share of white in it, 0 to 1.
func Lighter(c color.NRGBA, share float32) color.NRGBA {
	mix := func(v uint8) uint8 { return uint8(float32(v) + (255-float32(v))*share + 0.5) }
	return color.NRGBA{R: mix(c.R), G: mix(c.G), B: mix(c.B), A: c.A}
}

// GroundOf is the colour behind the initials of somebody without a photo, the
// same on every screen.
func GroundOf(id community.ID) color.NRGBA {
	grounds := [...]color.NRGBA{Sage, Peach, Sky, Lilac, Rose}
	return grounds[id.Mixed("ground")%uint64(len(grounds))]
}

// EventGround is the colour of a kind of event, one of the community.Event constants.
func EventGround(what string) color.NRGBA {
	switch what {
	case community.EventSurgery:
		return Sage
	case community.EventSocial:
		return Peach
	case community.EventAccountability:
		return Sky
	case community.EventMentoring:
		return Lilac
	case community.EventLearning:
		return Rose
	}
	return Mustard
}
