package main

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestVerdictIsByTheGoal(t *testing.T) {
	for _, c := range []struct {
		figure
		want string
	}{
		{figure{got: quantity{9, "ms"}, reach: goal{10, "ms"}}, "ok"},
		{figure{got: quantity{10, "ms"}, reach: goal{10, "ms"}}, "ok"},
		{figure{got: quantity{10.1, "ms"}, reach: goal{10, "ms"}}, "missed"},
		{figure{got: quantity{8, "s"}, floor: quantity{2, "s"}, reach: goal{4, "×"}}, "ok"},
		{figure{got: quantity{8.1, "s"}, floor: quantity{2, "s"}, reach: goal{4, "×"}}, "missed"},
		{figure{got: quantity{1, "s"}, reach: goal{4, "×"}}, "missed"},   // no floor was measured
		{figure{got: quantity{1, "s"}, reach: goal{10, "ms"}}, "missed"}, // of another unit
		{figure{got: quantity{1, "s"}}, ""},
	} {
		if got := c.verdict(); got != c.want {
			t.Errorf("%s of %s, to reach %s: %q", c.got, c.floor, c.reach, got)
		}
	}
}

func TestQuantitiesHaveThreeDigits(t *testing.T) {
	for q, want := range map[quantity]string{
		{1234.5, "MB"}: "1234 MB", {99.96, "ms"}: "100.0 ms", {12.34, "%"}: "12.3 %", {0.0471, "ms"}: "0.05 ms", {}: "",
	} {
		if got := q.String(); got != want {
			t.Errorf("%v is written %q, not %q", q.n, got, want)
		}
	}
}

func TestTableIsAligned(t *testing.T) {
	table := []figure{
		{"search", milliseconds(70 * time.Microsecond), milliseconds(280 * time.Microsecond), goal{0.2, "ms"}, "ten kinds"},
		{what: "kettled import, Łukasz", got: seconds(2 * time.Second)},
	}
	lines := strings.Split(strings.TrimSuffix(render(table, true), "\n"), "\n")
	if len(lines) != 4 {
		t.Fatalf("%q", lines)
	}
	for _, l := range lines {
		if strings.Count(l, "|") != len(head)+1 {
			t.Errorf("%q has other cells", l)
		}
	}
	if a, b := utf8.RuneCountInString(lines[0]), utf8.RuneCountInString(lines[3]); a != b {
		t.Errorf("lines of %d and %d characters", a, b)
	}
	plain := render(table, false)
	if !strings.Contains(plain, "0.07 ms") || !strings.Contains(plain, "0.25 ×") || !strings.Contains(plain, "ok") {
		t.Errorf("the table says\n%s", plain)
	}
}

func TestShareIsTheValueThatManyAreBelow(t *testing.T) {
	v := []time.Duration{5, 1, 4, 2, 3}
	for p, want := range map[float64]time.Duration{0: 1, 0.5: 3, 0.99: 5, 1: 5} {
		if got := share(v, p); got != want {
			t.Errorf("%v of them: %v", p, got)
		}
	}
	if v[0] != 5 {
		t.Error("the values were put into another order")
	}
}

func TestBenchmarksAreRead(t *testing.T) {
	r, err := parseBench(`goos: linux
BenchmarkCheckIn/kettle-2   	    2000	    900 ns/op	       800 p50-ns	      1500 p99-ns
BenchmarkCheckIn/kettle-2   	    2000	    700 ns/op	       600 p50-ns	      1300 p99-ns
BenchmarkCheckIn/floor-2    	    2000	    300 ns/op	       250.5 p50-ns	       400 p99-ns
BenchmarkFind/al-amin 	    2000	    1 ns/op
PASS`)
	if err != nil {
		t.Fatal(err)
	}
	kettle, floor, err := r.pair("CheckIn", "p50-ns")
	if kettle != 800 || floor != 250 || err != nil {
		t.Errorf("%d beside %d, %v", kettle, floor, err)
	}
	r["Apart"] = map[string][]float64{"kettle-one-ns": {9, 7, 8}, "floor-one-ns": {2}}
	kettle, floor, err = r.besides("Apart", "-one")
	if kettle != 8 || floor != 2 || err != nil {
		t.Errorf("%d beside %d, %v", kettle, floor, err)
	}
	if d, err := r.median("Find/al-amin", "ns/op"); d != 1 || err != nil {
		t.Errorf("a name with a dash: %v, %v", d, err)
	}
	if _, err := r.median("CheckIn/kettle", "allocs/op"); err == nil {
		t.Error("a unit that was not measured is given")
	}
	for _, bad := range []string{"", "PASS", "BenchmarkX 1 fast ns/op"} {
		if _, err := parseBench(bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}
