package kiosk

import (
	"fmt"
	"image/color"
	"strings"
	"time"

	"kettle/internal/figures"
	"kettle/internal/ui"
)

// canvasDays shows on which days and at which hours people come.
func (s *sheet) canvasDays(c *figures.Canvas) {
	x, y, w := s.hostRoom()
	y += 100
	wide, high := (w-2*canvasGap)/2, s.H-y-100
	hours := s.hoursShown(c)
	cells := make([][]int, 7)
	names := make([]string, 7)
	weeks, times := make([]string, figures.Weeks), make([]string, len(hours))
	for week, monday := range c.Mondays {
		if week%3 == 0 || week == figures.Weeks-1 {
			weeks[week] = monday.Format("2 Jan")
		}
	}
	byHour := make([][]int, 7)
	for day := range 7 {
		names[day] = time.Weekday((day + 1) % 7).String()[:3]
		cells[day] = c.Days[day][:]
		for i, hour := range hours {
			byHour[day] = append(byHour[day], c.Hours[day][hour])
			if i%3 == 0 {
				times[i] = fmt.Sprintf("%02d", hour)
			}
		}
	}
	if s.Portrait() {
		wide, high = w, (high-canvasGap)/2
		s.heatCard(x, y, wide, high, "Members who came, by day", "Week by week, this one on the right.", names, weeks, cells)
		s.heatCard(x, y+high+canvasGap, wide, high, "When people check in", "Of the days whose visits are still kept.", names, times, byHour)
		return
	}
	s.heatCard(x, y, wide, high, "Members who came, by day", "Week by week, this one on the right.", names, weeks, cells)
	s.heatCard(x+wide+2*canvasGap, y, wide, high, "When people check in", "Of the days whose visits are still kept.", names, times, byHour)
}

// hoursShown are those from the first to the last in which anybody checked in; from 8
// to 18 when nobody did.
func (s *sheet) hoursShown(c *figures.Canvas) []int {
	first, last := 24, 0
	for _, day := range c.Hours {
		for hour, n := range day {
			if n > 0 {
				first, last = min(first, hour), max(last, hour)
			}
		}
	}
	if first > last {
		first, last = 8, 18
	}
	var all []int
	for hour := first; hour <= last; hour++ {
		all = append(all, hour)
	}
	return all
}

// heatCard is a heat map in one colour, from light to dark, so that it reads the same
// for all eyes, with its greatest number in words.
func (s *sheet) heatCard(x, y, w, h float32, title, text string, rows, columns []string, cells [][]int) {
	s.Rect(x, y, w, h, ui.Card, 26)
	top := y + 28
	top += s.Text(x+32, top, w-64, title, display(31, ui.Ink)) + 4
	top += s.Text(x+32, top, w-64, text, body(21, ui.Soft)) + 24
	most := 1
	for _, row := range cells {
		for _, n := range row {
			most = max(most, n)
		}
	}
	const name, foot = 70, 96
	step := (w - 64 - name) / float32(len(columns))
	tall := min((y+h-foot-top)/float32(len(rows)), 96)
	for i, row := range cells {
		at := top + float32(i)*tall
		s.middle(x+32, at, name, tall, rows[i], body(21, ui.Soft))
		for j, n := range row {
			s.Rect(x+32+name+float32(j)*step, at, step-4, tall-4, shadeOf(float32(n)/float32(most)), 6)
		}
	}
	at := top + float32(len(rows))*tall + 4
	for j, label := range columns {
		if label != "" {
			s.Text(x+32+name+float32(j)*step, at, max(step*3, 70), label, body(18, ui.Soft))
		}
	}
	s.Text(x+32, y+h-44, w-64, fmt.Sprintf("Lightest: nobody. Darkest: %d.", most), body(19, ui.Soft))
}

// shadeOf gives a colour between paper and teal.
func shadeOf(share float32) color.Color {
	part := func(a, b uint8) uint8 { return uint8(float32(a) + share*(float32(b)-float32(a))) }
	return color.NRGBA{part(0xF1, ui.Teal.R), part(0xEB, ui.Teal.G), part(0xE1, ui.Teal.B), 0xFF}
}

// canvasFigures shows each question with its figure, and the main one month by month.
func (s *sheet) canvasFigures(c *figures.Canvas) {
	x, y, w := s.hostRoom()
	y += 100
	high := float32(172)
	for i := range c.Shares {
		s.questionCard(x, y, w, high, &c.Shares[i])
		y += high + 16
	}
	s.belief(x, y, w, min(s.H-y-120, 460), c)
}

// questionCard is one of the three questions with all that belongs to its figure.
func (s *sheet) questionCard(x, y, w, h float32, f *figures.Share) {
	s.Rect(x, y, w, h, ui.Card, 26)
	number := "–"
	if !f.Hidden {
		number = fmt.Sprintf("%d%%", f.Percent())
	}
	s.middle(x+32, y, 190, h, number, display(72, ui.Teal))
	left, room, high := x+32+200, w-32-200-32, float32(6)
	all := []lettered{
		{"“" + f.Question.Words + "”", bold(23, ui.Ink)}, {f.Question.Means, lines(body(19, ui.Soft), 2)}, {f.Basis(), lines(body(21, ui.Ink), 2)},
	}
	for _, p := range all {
		high += s.TextHeight(room, p.words, p.st)
	}
	top := y + (h-high)/2
	for _, p := range all {
		top += s.Text(left, top, room, p.words, p.st) + 3
	}
}

// belief draws the main figure month by month: a dot, and how sure it is as a line
// through it. A month with too few answers is left out.
func (s *sheet) belief(x, y, w, h float32, c *figures.Canvas) {
	s.Rect(x, y, w, h, ui.Card, 26)
	s.Text(x+32, y+22, w-64, strings.ToUpper(c.Shares[0].Question.Share[:1])+c.Shares[0].Question.Share[1:]+", month by month", bold(23, ui.Ink))
	top, tall := y+66, h-66-52
	place := func(share float64) float32 { return top + tall*float32(1-share) }
	for _, at := range []float64{0, 0.5, 1} {
		s.Rect(x+100, place(at), w-132, 2, ui.Line, 0)
		s.Text(x+32, place(at)-13, 64, fmt.Sprintf("%.0f%%", 100*at), body(18, ui.Soft))
	}
	step := (w - 132) / float32(len(c.Belief))
	for i := range c.Belief {
		f := &c.Belief[i]
		mid := x + 100 + (float32(i)+0.5)*step
		s.Text(mid-step/2, y+h-42, step, f.Until.Format("Jan"), centred(body(18, ui.Soft)))
		if f.Hidden {
			continue
		}
		s.Rect(mid-2, place(f.High), 4, max(place(f.Low)-place(f.High), 2), sand, 2)
		s.Circle(mid-9, place(float64(f.Yes)/float64(f.N))-9, 18, ui.Teal)
	}
}
