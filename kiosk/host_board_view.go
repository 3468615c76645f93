package kiosk

import (
	"kettle/internal/ui"
)

// boardLayers draws what members asked for, offered and thanked for.
func boardLayers(s State) []layer {
	b := s.Host.Board
	return []layer{
		{b, func(p *sheet) {
			x, y, w := p.hostRoom()
			y += 110
			if len(b.Lines) == 0 {
				p.nothing("message-circle", "Nothing is up.", "What members ask for, offer and thank for stands here. One tap takes it down, everywhere.")
				return
			}
			const gap = 14
			h, rows, size, small := float32(116), 2, float32(26), float32(22)
			if p.Portrait() {
				h, rows, size, small = min((p.H-120-y)/boardPerPage-gap, 200), 3, 31, 24
			}
			for _, l := range b.Lines {
				p.Rect(x, y, w, h, ui.Card, 24)
				words, more := lines(display(size, ui.Ink), rows), body(small, ui.Soft)
				room := w - 320
				if l.Held {
					room -= 200
					p.Rect(x+w-236-192, y+h/2-38, 172, 76, ui.Teal, 26)
					p.middle(x+w-236-192, y+h/2-38, 172, 76, "Show it", centred(bold(25, ui.Card)))
					p.Tap(x+w-236-192, y+h/2-46, 172, 92, p.tap(Tap{Act: Do, Verb: DoYes, ID: l.ID})).Shaped(26 * p.U)
					more = bold(small, ui.Terra)
					l.More = "Waits for you · " + l.More
				}
				high := p.TextHeight(room, l.Words, words)
				top := y + (h-high-6-p.TextHeight(room, l.More, more))/2
				p.Text(x+32, top, room, l.Words, words)
				p.Text(x+32, top+high+6, room, l.More, more)
				p.Rect(x+w-236, y+h/2-38, 208, 76, ui.Paper, 26)
				p.middle(x+w-236, y+h/2-38, 208, 76, "Take down", centred(bold(25, ui.Teal)))
				p.Tap(x+w-236, y+h/2-46, 208, 92, p.tap(Tap{Act: Do, Verb: DoRemove, ID: l.ID})).Shaped(26 * p.U)
				y += h + gap
			}
		}},
		headLayer("Board", hostButton{"Notices", ui.Quiet, Tap{Act: Do, Verb: DoPage, Name: string(HostNotices)}}),
	}
}
