package main

import (
	"os"
	"slices"
	"testing"
	"time"
)

func TestProcessorTimeIsReadPastAnyName(t *testing.T) {
	const stat = "42 (a ) b (c) 1) R 1 42 42 0 -1 4194304 5621 224 0 1 150 20 7 7 20 0 1 0 387902"
	if d, err := parseStat(stat); d != 1700*time.Millisecond || err != nil {
		t.Errorf("%v, %v", d, err)
	}
	for _, bad := range []string{"", "42 (x) R 1 2 3", "1 (x) R 1 42 42 0 -1 4194304 5621 224 0 1 many 20"} {
		if _, err := parseStat(bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

func TestThisProcessCanBeLookedAt(t *testing.T) {
	p := process(os.Getpid())
	s, err := p.size()
	if err != nil || s.resident < 1e6 || s.threads < 1 || s.files < 3 {
		t.Errorf("%+v, %v", s, err)
	}
	for end := time.Now().Add(50 * time.Millisecond); time.Now().Before(end); {
		_ = make([]byte, 1)
	}
	if d, err := p.cpu(); d <= 0 || err != nil {
		t.Errorf("it computed %v, %v", d, err)
	}
	if d, err := p.main(); d <= 0 || err != nil {
		t.Errorf("its main thread computed %v, %v", d, err)
	}
	if _, err := process(-1).size(); err == nil {
		t.Error("no process was looked at")
	}
}

func TestMinuteIsWhatTheMainThreadDoesMore(t *testing.T) {
	begin := time.Date(2026, 11, 19, 10, 41, 50, 0, time.UTC)
	var seconds []second
	for i := range 80 { // over two turns
		s := second{begin.Add(time.Duration(i) * time.Second), 4 * time.Millisecond, time.Millisecond}
		if s.at.Second() == 0 {
			s.cpu, s.main = 60*time.Millisecond, 4*time.Millisecond
		}
		seconds = append(seconds, s)
	}
	if mean, turns := minuteTurn(seconds); mean != 3*time.Millisecond || turns != 2 {
		t.Errorf("%v, %d times", mean, turns)
	}
	if still := shareOfCore(seconds, true); still != 0.4 {
		t.Errorf("%v %% at rest", still)
	}
	if all := shareOfCore(seconds, false); all < 0.5 || all > 0.6 {
		t.Errorf("%v %% with the clock", all)
	}
	if _, turns := minuteTurn(seconds[20:40]); turns != 0 {
		t.Error("a minute turned that did not")
	}
}

func TestCrowdIsManyPeopleWithNamesOfTheirOwn(t *testing.T) {
	file := t.TempDir() + "/crowd.csv"
	names, err := crowd(file, 3000, 2)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	if n := len(slices.Compact(names)); n < 2900 {
		t.Errorf("%d names of 3,000 people", n)
	}
	if info, err := os.Stat(file); err != nil || info.Size() < 300_000 {
		t.Errorf("the file is not as full as the demo's: %v", err)
	}
}

func TestPhotosAreDifferentAndCanBeDecoded(t *testing.T) {
	dir := t.TempDir()
	if err := writePhotos(t.Context(), dir, 3, 300, 200); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i := range 3 {
		name := dir + "/" + photoName(i)
		if err := decodeFile(name); err != nil {
			t.Error(err)
		}
		b, err := os.ReadFile(name)
		if err != nil || string(b[6:10]) != "JFIF" {
			t.Errorf("no header as of a camera: %v", err)
		}
		seen[string(b)] = true
	}
	if len(seen) != 3 {
		t.Errorf("%d different photos", len(seen))
	}
}
