package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// oracle knows what was done on all screens and what may have become of it. All
// screens have one clock here, so of two acts that did not overlap the later
// wins, and an act done on sight of a value wins over it whatever the clock.
type oracle struct {
	mu      sync.Mutex
	fields  map[field][]act
	people  map[string]*person // by number
	visits  map[string]*stay   // acknowledged, by ID
	unsure  int                // check-ins that nobody acknowledged
	acts    int                // acknowledged
	refused int
}

type field struct{ number, name string }

// act is a value that was given.
type act struct {
	value, saw string
	begin, end time.Time
	sure       bool // it was acknowledged; otherwise it may be there or not
}

type person struct {
	number, mark string // mark is in each of their values
	sure         bool   // adding them was acknowledged
	tried        bool   // somebody tried to erase them
	erased       bool   // and it was acknowledged
}

type stay struct {
	number string
	out    bool // leaving was acknowledged
}

func newOracle() *oracle {
	return &oracle{fields: map[field][]act{}, people: map[string]*person{}, visits: map[string]*stay{}}
}

// gave notes that a field was given a value.
func (o *oracle) gave(f field, a act) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.fields[f] = append(o.fields[f], a)
}

// may lists the values that the field may have in the end. Before anybody gave
// it one it was empty.
func (o *oracle) may(f field) []string {
	var out []string
	all := append([]act{{sure: true}}, o.fields[f]...)
	for _, a := range all {
		over := slices.ContainsFunc(all, func(b act) bool {
			return b.sure && b.value != a.value && (b.begin.After(a.end) || b.saw != "" && b.saw == a.value)
		})
		if !over {
			out = append(out, a.value)
		}
	}
	return out
}

// found is what a store holds in the end.
type found struct {
	members map[string]map[string]string // fields by number
	visits  map[string]foundVisit
}

type foundVisit struct {
	number string
	out    bool
}

// judge compares what a store holds with what was done.
func (o *oracle) judge(have found) (wrong []string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	for number, p := range o.people {
		values, there := have.members[number]
		switch {
		case p.erased && there:
			say("%s was erased and is there", number)
		case p.sure && !p.tried && !there:
			say("%s was added and is not there", number)
		}
		for name, value := range values {
			if may := o.may(field{number, name}); !slices.Contains(may, value) {
				say("%s of %s is %q and may be %q", name, number, value, may)
			}
		}
	}
	for f := range o.fields {
		values, there := have.members[f.number]
		if _, said := values[f.name]; there && !said && !slices.Contains(o.may(f), "") {
			say("%s of %s was given and is not there", f.name, f.number)
		}
	}
	for number := range have.members {
		if o.people[number] == nil {
			say("%s was never added", number)
		}
	}
	for id, s := range o.visits {
		v, there := have.visits[id]
		switch {
		case o.people[s.number].erased && there:
			say("the visit %s of %s is there, who was erased", id, s.number)
		case !o.people[s.number].tried && !there:
			say("the visit %s of %s is not there", id, s.number)
		case there && s.out && !v.out:
			say("the visit %s of %s goes on, and was ended", id, s.number)
		}
	}
	invented := 0
	for id := range have.visits {
		if o.visits[id] == nil {
			invented++
		}
	}
	if invented > o.unsure {
		say("%d visits are there that nobody made", invented-o.unsure)
	}
	return wrong
}

func TestTheOracleTellsRightFromWrong(t *testing.T) {
	at := func(s int) time.Time { return time.Unix(int64(1000+s), 0) }
	o := newOracle()
	o.people["1"] = &person{number: "1", sure: true}
	o.people["2"] = &person{number: "2", sure: true, tried: true, erased: true}
	o.people["3"] = &person{number: "3", sure: true, tried: true}
	o.visits["a"] = &stay{number: "1", out: true}
	o.visits["b"] = &stay{number: "2"}
	about := field{"1", "about"}
	o.gave(about, act{value: "first", begin: at(0), end: at(1), sure: true})
	o.gave(about, act{value: "second", begin: at(2), end: at(4), sure: true})
	o.gave(about, act{value: "beside it", begin: at(3), end: at(5), sure: true})
	o.gave(about, act{value: "in the dark", begin: at(6), end: at(7)})
	o.gave(field{"1", "called"}, act{value: "slow", begin: at(0), end: at(9), sure: true})
	o.gave(field{"1", "called"}, act{value: "on sight of it", saw: "slow", begin: at(3), end: at(4), sure: true})
	right := func() found {
		return found{
			members: map[string]map[string]string{"1": {"about": "second", "called": "on sight of it", "headline": ""}},
			visits:  map[string]foundVisit{"a": {"1", true}},
		}
	}
	for want, change := range map[string]func(found){
		"":                   func(found) {},
		" ":                  func(f found) { f.members["1"]["about"] = "beside it" },
		"  ":                 func(f found) { f.members["1"]["about"] = "in the dark" },
		"about of 1":         func(f found) { f.members["1"]["about"] = "first" },
		"called of 1":        func(f found) { f.members["1"]["called"] = "slow" },
		"headline of 1":      func(f found) { f.members["1"]["headline"] = "from nowhere" },
		"about of 1 was":     func(f found) { delete(f.members["1"], "about") },
		"1 was added":        func(f found) { delete(f.members, "1") },
		"2 was erased":       func(f found) { f.members["2"] = nil },
		"   ":                func(f found) { f.members["3"] = nil },
		"4 was never added":  func(f found) { f.members["4"] = nil },
		"visit a of 1 is no": func(f found) { delete(f.visits, "a") },
		"visit a of 1 goes":  func(f found) { f.visits["a"] = foundVisit{"1", false} },
		"visit b of 2":       func(f found) { f.visits["b"] = foundVisit{"2", false} },
		"1 visits are there": func(f found) { f.visits["c"] = foundVisit{"1", false} },
	} {
		have := right()
		change(have)
		wrong := o.judge(have)
		if quiet := strings.TrimSpace(want) == ""; quiet && len(wrong) > 0 || !quiet && !strings.Contains(strings.Join(wrong, "\n"), want) {
			t.Errorf("%q: it says %q", want, wrong)
		}
	}
}
