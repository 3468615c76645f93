package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// ButtonKind is how much a button calls for attention.
type ButtonKind int

// The kinds of buttons: one primary act on a screen, quiet ones beside it.
const (
	Primary   ButtonKind = iota // teal
	Secondary                   // terra
	Quiet                       // a card
	OnCard                      // paper: a quiet one on a card
	Thanks                      // mustard
)

func (k ButtonKind) colors() (fill, ink color.NRGBA) {
	switch k {
	case Secondary:
		return Terra, Card
	case Quiet:
		return Card, Ink
	case OnCard:
		return Paper, Ink
	case Thanks:
		return Mustard, Ink
	}
	return Teal, Card
}

// Button draws a label on a rounded ground that acts when tapped and darkens
// under a finger. A label too long for it shrinks. Radius and type follow its
// height. Do may be nil for one that is only seen.
func (p *Page) Button(x, y, w, h float32, label string, kind ButtonKind, do func()) *Target {
	return p.button(x, y, w, h, min(h/2, 28), label, kind, do)
}

// Pill is Button with ends that are half circles.
func (p *Page) Pill(x, y, w, h float32, label string, kind ButtonKind, do func()) *Target {
	return p.button(x, y, w, h, h/2, label, kind, do)
}

func (p *Page) button(x, y, w, h, radius float32, label string, kind ButtonKind, do func()) *Target {
	fill, ink := kind.colors()
	p.Rect(x, y, w, h, fill, radius)
	size := min(h*0.4, 30)
	st := Style{Face: Bold, Size: size, Min: size * 0.6, Color: ink, Align: fyne.TextAlignCenter, Leading: 1}
	pad := min(h*0.3, 28)
	p.Text(x+pad, y+(h-p.TextHeight(w-2*pad, label, st))/2, w-2*pad, label, st)
	if do == nil {
		return nil
	}
	return p.Tap(x, y, w, h, do).Shaped(p.px(radius))
}
