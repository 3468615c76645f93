package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Theme is for the app's settings, set once at the start: the design's colours
// and faces for whatever of Fyne's own is ever seen.
func Theme() fyne.Theme { return look{} }

type look struct{}

func (look) Color(n fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	switch n {
	case theme.ColorNameBackground, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
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
