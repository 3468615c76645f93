package main

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"kettle/internal/shared/rqlitetest"
)

// chaos is a town in which people act while everything breaks.
type chaos struct {
	*town
	*oracle
	marks
	seed  uint64
	count atomic.Int64 // of marks and values

	kills, cuts, slows, pauses, nodes, itself atomic.Int64
	busy                                      sync.Map // *machine, or "node"
}

// TestNothingAcknowledgedIsLostInChaos runs two hubs on a cluster of three nodes,
// or one with a file where there is no cluster, and six screens, each behind
// links of its own. Members are added, edited, checked in and out and erased on
// all of them, while processes are killed and paused and links are cut, slow and
// cut into pieces. In the end all is mended, and what the stores hold is compared
// with what was acknowledged.
//
// KETTLE_CHAOS says how long it goes on, KETTLE_SEED which chances it takes. The
// clocks are all one: there is no way to give one process another, since Go reads
// the kernel's. That clocks differ is left to the simulation in package sync.
func TestNothingAcknowledgedIsLostInChaos(t *testing.T) {
	last := 60 * time.Second
	if text := os.Getenv("KETTLE_CHAOS"); text != "" {
		var err error
		if last, err = time.ParseDuration(text); err != nil {
			t.Fatal(err)
		}
	}
	if testing.Short() {
		last = min(last, 15*time.Second)
	}
	seed := rand.Uint64()
	if text := os.Getenv("KETTLE_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("KETTLE_SEED=%d", seed)
	c := &chaos{town: newTown(t), oracle: newOracle(), seed: seed, marks: newMarks(seed)}
	c.build()
	if err := namespaces(); err != nil {
		t.Logf("links are not cut, since screens find ways around: %v", err)
	}

	var acting, breaking sync.WaitGroup
	stop := make(chan struct{})
	actors := append(slices.Clone(c.whole()), c.followers[0], c.followers[1])
	for i, m := range actors {
		acting.Go(func() { c.live(m, rand.New(rand.NewPCG(seed, uint64(i))), stop) })
	}
	breaking.Go(func() { c.trouble(rand.New(rand.NewPCG(seed, 1<<32)), stop) })
	time.Sleep(last)
	close(stop)
	acting.Wait()
	breaking.Wait()
	c.mend()
	took, err := c.settle(2 * time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	c.compare()
	t.Logf("%d acts acknowledged, %d refused or unsure; %d kills of screens and hubs, %d of nodes, %d cuts, %d slow links, %d pauses; %d ended by themselves; "+
		"all in step %.1f s after it was mended", c.acts, c.refused, c.kills.Load(), c.nodes.Load(), c.cuts.Load(), c.slows.Load(), c.pauses.Load(), c.itself.Load(), took.Seconds())
	if c.acts < 100 || c.kills.Load() == 0 {
		t.Error("there was too little chaos to say anything")
	}
	if took > 10*time.Second {
		t.Logf("it took more than ten seconds")
	}
}

// build starts everything.
func (c *chaos) build() {
	if os.Getenv(rqlitetest.Variable) == "" {
		c.hub("hub")
	} else {
		c.cluster = rqlitetest.In(c.t, c.dir+"/nodes", 3)
		store := "rqlite://" + strings.Join(c.cluster.Addresses(), ",")
		c.hub("hub", "--store", store)
		c.hub("hub2", "--store", store)
		var code struct{ Addresses []string }
		until(c.t, time.Minute, "the hubs know of each other", func() bool {
			time.Sleep(3 * time.Second) // there are not many codes at a time
			err := c.hubs[0].read(&code, "pair", "--name", "probe", "--role", "kiosk", "--yes")
			return err == nil && len(code.Addresses) == 2
		})
	}
	for i := range 4 {
		c.linked(fmt.Sprintf("kiosk%d", i), "kiosk")
	}
	c.linked("replica", "replica")
	c.wall = c.linked("wall", "wall")
	r := rand.New(rand.NewPCG(c.seed, 1<<33))
	for range 20 {
		c.add(c.hubs[0], r)
	}
}

// live acts on one machine until it is told to stop.
func (c *chaos) live(m *machine, r *rand.Rand, stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		case <-time.After(time.Duration(r.IntN(40)) * time.Millisecond):
		}
		switch n := r.IntN(100); {
		case n < 12:
			c.add(m, r)
		case n < 55:
			c.edit(m, r)
		case n < 80:
			c.in(m, r)
		case n < 97:
			c.out(m, r)
		default:
			c.erase(m, r)
		}
	}
}

// trouble breaks one thing after another until it is told to stop, and mends
// each after a while.
func (c *chaos) trouble(r *rand.Rand, stop <-chan struct{}) {
	var under sync.WaitGroup
	defer under.Wait()
	for {
		select {
		case <-stop:
			return
		case <-time.After(time.Duration(200+r.IntN(1000)) * time.Millisecond):
		}
		do, chance := c.plan(r), rand.New(rand.NewPCG(r.Uint64(), 0))
		under.Go(func() { do(chance, stop) })
	}
}

func (c *chaos) plan(r *rand.Rand) func(*rand.Rand, <-chan struct{}) {
	n := r.IntN(100)
	switch m := oneOf(r, c.followers); {
	case n < 30:
		return c.one(m, c.killed)
	case n < 45:
		return c.one(oneOf(r, c.hubs), c.killed)
	case n < 50:
		return c.one(oneOf(r, append(slices.Clone(c.hubs), m)), c.paused)
	case n < 60:
		return c.nodeKilled
	default:
		return c.one(m, c.badLine)
	}
}

// one sees to it that a machine has one trouble at a time.
func (c *chaos) one(m *machine, trouble func(*machine, *rand.Rand, <-chan struct{})) func(*rand.Rand, <-chan struct{}) {
	return func(r *rand.Rand, stop <-chan struct{}) {
		if _, has := c.busy.LoadOrStore(m, true); has {
			return
		}
		defer c.busy.Delete(m)
		trouble(m, r, stop)
	}
}

// wait is over after a chance of seconds, or when all is.
func wait(r *rand.Rand, least, most time.Duration, stop <-chan struct{}) {
	select {
	case <-stop:
	case <-time.After(least + rand.N(most-least) + time.Duration(r.IntN(1000))*time.Microsecond):
	}
}

func (c *chaos) killed(m *machine, r *rand.Rand, stop <-chan struct{}) {
	c.kills.Add(1)
	m.kill()
	wait(r, 0, 3*time.Second, stop)
	c.again(m)
}

// again starts a machine until it stays, as what starts services does.
func (c *chaos) again(m *machine) {
	for end := time.Now().Add(time.Minute); ; c.itself.Add(1) {
		if err := m.start(); err != nil {
			c.t.Errorf("start %s: %v", m.name, err)
			return
		}
		for m.up() {
			if s, err := m.standing(); err == nil && s.Running {
				return
			}
			if time.Now().After(end) {
				c.t.Errorf("%s does not start", m.name)
				return
			}
		}
	}
}

func (c *chaos) paused(m *machine, r *rand.Rand, stop <-chan struct{}) {
	c.pauses.Add(1)
	m.signal(syscall.SIGSTOP)
	wait(r, 100*time.Millisecond, 3*time.Second, stop)
	m.signal(syscall.SIGCONT)
}

func (c *chaos) nodeKilled(r *rand.Rand, stop <-chan struct{}) {
	if c.cluster == nil {
		return
	}
	if _, has := c.busy.LoadOrStore("node", true); has {
		return
	}
	defer c.busy.Delete("node")
	c.nodes.Add(1)
	n := r.IntN(len(c.cluster.Addresses()))
	c.cluster.Kill(n)
	wait(r, 0, 4*time.Second, stop)
	if err := c.cluster.Restart(context.Background(), n); err != nil {
		c.t.Error(err)
	}
}

// badLine makes the way to one hub, or to all, bad for a while.
func (c *chaos) badLine(m *machine, r *rand.Rand, stop <-chan struct{}) {
	links := m.links
	if r.IntN(2) == 0 {
		links = []*link{oneOf(r, m.links)}
	}
	kind := r.IntN(5)
	for _, l := range links {
		var err error
		switch kind {
		case 0:
			err = l.worsen("latency", fmt.Sprintf(`{"latency": %d, "jitter": 100}`, 100+r.IntN(300)))
		case 1:
			err = l.worsen("slicer", `{"average_size": 100, "size_variation": 90, "delay": 500}`)
		case 2:
			err = l.worsen("timeout", `{"timeout": 0}`) // nothing comes through any more
		default:
			l.cut()
		}
		if err != nil {
			c.t.Error(err)
		}
	}
	if kind < 2 {
		c.slows.Add(1)
	} else {
		c.cuts.Add(1)
	}
	wait(r, 200*time.Millisecond, 5*time.Second, stop)
	for _, l := range links {
		if err := l.mend(); err != nil {
			c.t.Error(err)
		}
	}
}

// mend sees that everything runs and is connected.
func (c *chaos) mend() {
	for _, m := range slices.Concat(c.hubs, c.followers) {
		if !m.up() {
			c.itself.Add(1)
			c.t.Logf("%s ended by itself", m.name)
			c.again(m)
		}
	}
}

// compare holds what the stores have against what was acknowledged.
func (c *chaos) compare() {
	have, err := c.holds(c.hubs[0])
	if err != nil {
		c.t.Fatal(err)
	}
	wrong := c.judge(have)
	for i, w := range wrong {
		if i == 20 {
			c.t.Errorf("and %d more", len(wrong)-i)
			break
		}
		c.t.Error(w)
	}
	c.compareWall(have)
	erased := map[string]bool{}
	for _, p := range c.people {
		if p.erased {
			erased[p.mark] = true
		}
	}
	c.t.Logf("%d people, %d erased, %d visits", len(c.people), len(erased), len(c.visits))
	for _, m := range slices.Concat(c.hubs, c.followers) {
		for _, place := range []string{m.data, m.log} {
			in, err := c.erasedIn(place, erased)
			if err != nil || len(in) > 0 {
				c.t.Errorf("erased, and still there: %v, %v", in, err)
			}
		}
	}
	if c.cluster == nil {
		return
	}
	var in []string
	for range 10 { // what a node's log had free is overwritten by later writes
		if in, err = c.erasedIn(c.dir+"/nodes", erased); err != nil {
			c.t.Fatal(err)
		}
		if len(in) == 0 {
			return
		}
		if err := c.fill(300); err != nil {
			c.t.Fatal(err)
		}
	}
	for n := range c.cluster.Addresses() { // a snapshot that a node could not end is removed as it starts
		if err := c.cluster.Restart(c.t.Context(), n); err != nil {
			c.t.Fatal(err)
		}
	}
	if in, err = c.erasedIn(c.dir+"/nodes", erased); err != nil || len(in) > 0 {
		c.t.Errorf("erased, and still there after 3,000 later writes and a restart: %v, %v", in, err)
	}
}

// compareWall sees that the wall has what the hub says that it is to have, and
// nobody who did not agree.
func (c *chaos) compareWall(have found) {
	var want, is string
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		var err error
		if want, err = c.wallDigest(); err != nil {
			c.t.Fatal(err)
		}
		if is = strings.TrimSpace(c.wall.must("digest")); is == want {
			break
		}
		if time.Now().After(end) {
			c.t.Errorf("the wall has %s, and should have %s", is, want)
			break
		}
	}
	wall, err := c.holds(c.wall)
	if err != nil {
		c.t.Fatal(err)
	}
	agreed := 0
	for _, values := range have.members {
		if strings.HasPrefix(values["wall"], "true") {
			agreed++
		}
	}
	for _, values := range wall.members {
		if !slices.ContainsFunc(slices.Collect(maps.Values(have.members)), func(v map[string]string) bool {
			return v["name"] == values["name"] && strings.HasPrefix(v["wall"], "true")
		}) {
			c.t.Errorf("the wall has %v, who did not agree", values)
		}
	}
	if len(wall.members) == 0 && agreed > 0 {
		c.t.Errorf("the wall has nobody, and %d agreed", agreed)
	}
}
