package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// refusals are what commands say that surely changed nothing.
var refusals = []string{"There is no member", "is not here", "has the number"}

// did notes whether an act was acknowledged, and says whether it may have been
// done.
func (c *chaos) did(err error) (sure, maybe bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		c.acts++
		return true, true
	}
	c.refused++
	if slices.ContainsFunc(refusals, func(s string) bool { return strings.Contains(err.Error(), s) }) {
		return false, false
	}
	return false, true
}

// somebody is any who was not erased, as far as anybody knows.
func (c *chaos) somebody(r *rand.Rand) *person {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []*person
	for _, number := range slices.Sorted(maps.Keys(c.people)) {
		if p := c.people[number]; p.sure && !p.tried {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return oneOf(r, out[max(0, len(out)-60):])
}

func (c *chaos) add(m *machine, r *rand.Rand) {
	n := c.count.Add(1)
	p := &person{number: fmt.Sprintf("%08d", n), mark: c.mark(n)}
	a := act{value: p.mark + " Member", begin: time.Now()}
	c.mu.Lock()
	c.people[p.number] = p
	c.mu.Unlock()
	line := []string{"member", "add", "--set", "name=" + a.value, "--set", "number=" + p.number}
	if r.IntN(2) == 0 {
		line = append(line, "--set", "show_on_wall=yes")
	}
	_, err := m.do(line...)
	a.end = time.Now()
	a.sure, _ = c.did(err)
	c.gave(field{p.number, "name"}, a)
	if len(line) > 6 {
		a.value = consent(true, "said at the command line")
		c.gave(field{p.number, "wall"}, a)
	}
	c.mu.Lock()
	p.sure = a.sure
	c.mu.Unlock()
}

var plain = []string{"called", "headline", "organisation", "about"}

func (c *chaos) edit(m *machine, r *rand.Rand) {
	p := c.somebody(r)
	if p == nil {
		return
	}
	name, value := oneOf(r, plain), fmt.Sprintf("%s v%d", p.mark, c.count.Add(1))
	set := []string{"member", "edit", p.number, "--set", name + "=" + value}
	a := act{value: value}
	switch r.IntN(8) {
	case 0:
		name, a.value = "looking_for:"+value, "yes"
		set[4] = name + "=yes"
	case 1:
		yes := r.IntN(3) > 0
		name, a.value = "wall", consent(yes, value)
		set = []string{"member", "consent", p.number, "--recorded", value, "--wall", map[bool]string{true: "yes", false: "no"}[yes]}
	case 2, 3:
		var seen map[string]any
		if err := m.read(&seen, "member", "show", p.number); err != nil {
			return
		}
		a.saw, _ = seen[name].(string)
	}
	a.begin = time.Now()
	_, err := m.do(set...)
	a.end = time.Now()
	maybe := false
	if a.sure, maybe = c.did(err); maybe {
		c.gave(field{p.number, name}, a)
	}
}

// gone is a visit as the commands print it.
type gone struct{ ID string }

func (c *chaos) in(m *machine, r *rand.Rand) { c.visit(m, r, "in") }

func (c *chaos) out(m *machine, r *rand.Rand) { c.visit(m, r, "out") }

func (c *chaos) visit(m *machine, r *rand.Rand, way string) {
	p := c.somebody(r)
	if p == nil {
		return
	}
	var v gone
	err := m.read(&v, "visit", way, p.number)
	sure, maybe := c.did(err)
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case sure:
		if c.visits[v.ID] == nil {
			c.visits[v.ID] = &stay{number: p.number}
		}
		if way == "out" {
			c.visits[v.ID].out = true
		}
	case maybe && way == "in":
		c.unsure++
	}
}

func (c *chaos) erase(m *machine, r *rand.Rand) {
	p := c.somebody(r)
	if p == nil {
		return
	}
	c.mu.Lock()
	p.tried = true
	c.mu.Unlock()
	_, err := m.do("member", "remove", p.number, "--yes")
	sure, maybe := c.did(err)
	c.mu.Lock()
	defer c.mu.Unlock()
	p.erased = sure
	p.tried = maybe
}
