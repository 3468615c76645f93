package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// quantity is a number with its unit. Without a unit it is none.
type quantity struct {
	n    float64
	unit string
}

func (q quantity) String() string {
	switch {
	case q.unit == "":
		return ""
	case q.n >= 100:
		return fmt.Sprintf("%.0f %s", q.n, q.unit)
	case q.n >= 10:
		return fmt.Sprintf("%.1f %s", q.n, q.unit)
	default:
		return fmt.Sprintf("%.2f %s", q.n, q.unit)
	}
}

func milliseconds(d time.Duration) quantity { return quantity{d.Seconds() * 1000, "ms"} }
func seconds(d time.Duration) quantity      { return quantity{d.Seconds(), "s"} }
func percent(n float64) quantity            { return quantity{n, "%"} }
func megabytes(bytes float64) quantity      { return quantity{bytes / 1e6, "MB"} }

// goal is what a figure must not exceed: a quantity, or with the unit "×" so
// many times the floor. The zero goal is none.
type goal = quantity

// figure is one line of the table.
type figure struct {
	what  string
	got   quantity
	floor quantity // in the unit of got, or none
	reach goal
	note  string
}

// times is how often the floor fits into what was measured, NaN without one.
func (f figure) times() float64 {
	if f.floor.unit == "" || f.floor.n <= 0 {
		return math.NaN()
	}
	return f.got.n / f.floor.n
}

// verdict is "ok", "missed", or "" where nothing is to be reached.
func (f figure) verdict() string {
	n := f.got.n
	switch f.reach.unit {
	case "":
		return ""
	case "×":
		n = f.times()
	case f.got.unit:
	default:
		return "missed" // of another kind: a mistake here, never a success
	}
	if n <= f.reach.n { // not of NaN
		return "ok"
	}
	return "missed"
}

func (f figure) cells() []string {
	reach, times := "", ""
	if f.reach.unit != "" {
		reach = "≤ " + f.reach.String()
	}
	if t := f.times(); !math.IsNaN(t) {
		times = quantity{t, "×"}.String()
	}
	return []string{f.what, f.got.String(), f.floor.String(), times, reach, f.verdict(), f.note}
}

var head = []string{"what", "measured", "floor", "of it", "to reach", "", "how"}

// render gives the table, aligned for a terminal or as Markdown.
func render(table []figure, markdown bool) string {
	rows := [][]string{head}
	for _, f := range table {
		rows = append(rows, f.cells())
	}
	wide := make([]int, len(head))
	for _, r := range rows {
		for i, c := range r {
			wide[i] = max(wide[i], utf8.RuneCountInString(c))
		}
	}
	var b strings.Builder
	for n, r := range rows {
		var cells []string
		for i, c := range r {
			space := strings.Repeat(" ", wide[i]-utf8.RuneCountInString(c))
			if right := i >= 1 && i <= 4; right {
				cells = append(cells, space+c)
			} else {
				cells = append(cells, c+space)
			}
		}
		if markdown {
			fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
		} else {
			fmt.Fprintln(&b, strings.TrimRight(strings.Join(cells, "  "), " "))
		}
		if n == 0 {
			b.WriteString(rule(wide, markdown))
		}
	}
	return b.String()
}

// rule is what stands below the head.
func rule(wide []int, markdown bool) string {
	if !markdown {
		total := 2 * (len(wide) - 1)
		for _, w := range wide {
			total += w
		}
		return strings.Repeat("─", total) + "\n"
	}
	out := "|"
	for i := range wide {
		if i >= 1 && i <= 4 {
			out += "---:|"
		} else {
			out += "---|"
		}
	}
	return out + "\n"
}

// share gives the value below which that share of them lies, 0.5 for the
// median. There must be at least one.
func share[T int64 | float64 | time.Duration](values []T, p float64) T {
	s := slices.Sorted(slices.Values(values))
	return s[min(int(p*float64(len(s))), len(s)-1)]
}
