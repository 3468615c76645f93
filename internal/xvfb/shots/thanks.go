package main

import (
	"context"
	"time"
)

// ways are what a hand does: one thing after another, typing, a key, a touch.
func (c *camera) ways(ctx context.Context) (steps func(...func() error) func() error, types, key func(string) func() error, tap func([2]float64) func() error) {
	steps = func(do ...func() error) func() error {
		return func() error {
			for _, d := range do {
				if err := d(); err != nil {
					return err
				}
				time.Sleep(600 * time.Millisecond)
			}
			return nil
		}
	}
	types = func(text string) func() error {
		return func() error { return c.display.Type(ctx, text, 60*time.Millisecond) }
	}
	key = func(name string) func() error { return func() error { return c.display.Key(ctx, name) } }
	tap = func(at [2]float64) func() error { return func() error { return c.tap(ctx, at) } }
	return steps, types, key, tap
}

// events are the steps of somebody who looks what is on.
func (c *camera) events(ctx context.Context) []shot {
	_, _, key, tap := c.ways(ctx)
	on, soup, surgery := [2]float64{1580, 986}, [2]float64{400, 300}, [2]float64{400, 745}
	if c.h > c.w {
		on, surgery = [2]float64{740, 1826}, [2]float64{400, 1000}
	}
	return []shot{
		{"kiosk-whats-on", tap(on), "step=whats-on"},
		{"kiosk-event", tap(soup), "step=event"},
		{"", key("Escape"), "step=whats-on"},
		{"kiosk-event-turns", tap(surgery), "step=event"},
	}
}

// thanks are the steps of a member who says thanks, and of one who asks for a hand.
func (c *camera) thanks(ctx context.Context) []shot {
	steps, types, key, tap := c.ways(ctx)
	tile, face, kind, onWall, words, send := [2]float64{900, 900}, [2]float64{180, 420}, [2]float64{1145, 330}, [2]float64{1400, 450}, [2]float64{500, 480}, [2]float64{1713, 475}
	out, ask, putUp, yes := [2]float64{591, 696}, [2]float64{618, 320}, [2]float64{922, 337}, [2]float64{1382, 320}
	if c.h > c.w {
		tile, face, kind, onWall, words, send = [2]float64{775, 1150}, [2]float64{219, 580}, [2]float64{494, 514}, [2]float64{252, 812}, [2]float64{500, 706}, [2]float64{232, 1044}
		out, ask, putUp, yes = [2]float64{188, 1074}, [2]float64{212, 655}, [2]float64{903, 428}, [2]float64{224, 704}
	}
	return []shot{
		{"kiosk-thanks-who", tap(tile), "step=search"},
		{"", steps(types("1044"), key("Return")), "step=thanks"},
		{"kiosk-thanks", types("tom"), ""},
		{"", tap(face), "step=thanks-for"},
		{"kiosk-thanks-for", steps(tap(kind), tap(onWall), tap(words), types("Rescued the printer, again")), ""},
		{"kiosk-thanked", tap(send), "step=thanked"},
		{"", key("Escape"), "step=home"},
		{"", steps(types("1007"), key("Return")), "step=ask-out"},
		{"kiosk-question", tap(out), "step=goodbye"},
		{"", key("Escape"), "step=home"},
		{"kiosk-claimed", steps(types("1007"), key("Return")), "step=welcome"},
		{"", steps(tap(yes), key("Escape")), "step=home"},
		{"", steps(types("1007"), key("Return")), "step=ask-out"},
		{"", tap(out), "step=goodbye"},
		{"", key("Escape"), "step=home"},
		{"kiosk-welcome-thanked", steps(types("1007"), key("Return")), "step=welcome"},
		{"", key("Escape"), "step=home"},
		{"kiosk-ask-out", steps(types("sofia"), key("Return")), "step=ask-out"}, // who is in goes first
		{"kiosk-goodbye", tap(out), "step=goodbye"},
		{"", key("Escape"), "step=home"},
		{"kiosk-welcome-speak", steps(types("sofia"), key("Return")), "step=welcome"},
		{"kiosk-ask", steps(tap(ask), types("Someone who knows VAT")), "step=asking"},
		{"kiosk-posted", tap(putUp), "step=posted"},
		{"", key("Escape"), "step=home"},
	}
}
