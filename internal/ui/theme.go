package ui

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Theme is for the app's settings, set once at the start: the design's colours
// and faces for whatever of Fyne's own is ever seen.
func Theme() fyne.Theme { return look{} }

// WindowTheme is Theme for windows of OpenGL. Fyne clears those with a colour that
// is brighter than the theme's by 65535/65025, so this one's is as much darker.
func WindowTheme() fyne.Theme { return look{window: true} }

type look struct{ window bool }

func (l look) Color(n fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	switch n {
	case theme.ColorNameBackground:
		if l.window {
			darker := func(v uint8) uint8 { return uint8(math.Round(float64(v) * 65025 / 65535)) }
			return color.NRGBA{darker(Paper.R), darker(Paper.G), darker(Paper.B), 0xff}
		}
		return Paper
	case theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
		return Paper
	case theme.ColorNameInputBackground, theme.ColorNameButton:
		return Card
	case theme.ColorNameForeground:
		return Ink
	case theme.ColorNamePrimary, theme.ColorNameFocus:
		return Teal
	case theme.ColorNamePlaceHolder, theme.ColorNameDisabled:
		return Soft
	case theme.ColorNameInputBorder, theme.ColorNameSeparator:
		return Line
	}
	return theme.DefaultTheme().Color(n, theme.VariantLight)
}

func (look) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol || s.Monospace:
		return theme.DefaultTheme().Font(s)
	case s.Bold:
		return loadedFaces().theme[1]
	}
	return loadedFaces().theme[0]
}

func (look) Icon(n fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(n) }

func (look) Size(n fyne.ThemeSizeName) float32 { return theme.DefaultTheme().Size(n) }
