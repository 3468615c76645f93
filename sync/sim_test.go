package sync

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared"
	"kettle/internal/store"
)

// The simulation runs the real replica, hub, protocol rules and both stores by a
// seed: several screens and a hub whose steps come in any order, between which
// answers get lost, requests come twice and late, processes end, clocks jump,
// disks are put back, and people do things. An oracle knows every act that was
// acknowledged. When the faults are over all must be equal, nothing acknowledged
// missing, nothing erased there, and everything quiet.

var (
	simSeeds = flag.Int("sim.seeds", 0, "how many histories to simulate; 0 for a short run")
	simFirst = flag.Uint64("sim.first", 1, "the first seed")
	simUntil = flag.Bool("sim.until", false, "stop at the first history that fails")
	simSteps = flag.Int("sim.steps", 60, "steps of a history")
)

func TestSimulation(t *testing.T) {
	seeds := *simSeeds
	if seeds == 0 {
		seeds = 150
	}
	var failed atomic.Bool // go test's own failfast lets tests go on that wait for their turn
	for i := range seeds {
		seed := *simFirst + uint64(i)
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			t.Parallel()
			if *simUntil && failed.Load() {
				t.SkipNow()
			}
			t.Cleanup(func() {
				if t.Failed() {
					failed.Store(true)
				}
			})
			newSim(t, seed).run(*simSteps)
		})
	}
}

// lab is where simulated disks are: in memory if there is such a place.
func lab(t testing.TB) string {
	if _, err := os.Stat("/dev/shm"); err != nil {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp("/dev/shm", "kettle-sim-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// sim is one history.
type sim struct {
	t     testing.TB
	r     *rand.Rand
	dir   string
	time  time.Time // the true time, which is the hub's
	ctx   context.Context
	store *shared.Store
	hub   *Hub
	space community.ID

	screens []*simScreen
	active  *simScreen // whose request the hub answers, nil when nobody may come in between
	calm    bool       // no more faults
	late    []func()
	copies  []string // of the hub's disk
	log     []string

	// What the oracle knows.
	writes map[place]map[string]bool // values that were acknowledged
	beaten map[place]map[string]bool // values that somebody saw and then replaced
	facts  map[community.ID]community.ID
	people map[community.ID]bool   // true while not erased
	guests map[community.ID]bool   // visitors who signed in
	tally  map[community.ID]string // counts of answers that were acknowledged
	count  int

	couples map[couple]*known
	calls   map[community.ID]*called // by the ID of the quick ask
	words   map[couple]*said         // by who gave it, and the event or the news that it is about
	namings map[couple]community.ID  // by who learns and whose name it is

	stamps int64 // of the hub's own
}

// place is one field of one record.
type place struct {
	id    community.ID
	field string
}

type simScreen struct {
	sim     *sim
	name    string
	role    string
	dir     string
	key     string
	skew    time.Duration
	db      *store.DB
	replica *Replica
	copies  []disk
}

// disk is a copy of a screen's disk, on which its key is, too.
type disk struct{ dir, key string }

var simStart = time.Date(2026, 11, 16, 10, 0, 0, 0, time.UTC)

func newSim(t testing.TB, seed uint64) *sim {
	s := &sim{
		t: t, r: rand.New(rand.NewPCG(seed, 7)), dir: lab(t), time: simStart,
		ctx:   context.WithoutCancel(t.Context()), // which spares the driver a goroutine for each statement
		tally: map[community.ID]string{}, writes: map[place]map[string]bool{}, beaten: map[place]map[string]bool{},
		couples: map[couple]*known{}, calls: map[community.ID]*called{},
		words: map[couple]*said{}, namings: map[couple]community.ID{},
		facts: map[community.ID]community.ID{}, people: map[community.ID]bool{}, guests: map[community.ID]bool{}, space: community.ID{1},
	}
	blank(t, s.dir, "hub.db")
	s.openHub()
	t.Cleanup(func() {
		s.store.Close()
		for _, c := range s.screens {
			c.db.Close()
		}
		if t.Failed() {
			t.Logf("the history:\n%s", strings.Join(s.log, "\n"))
		}
	})
	for range 2 + s.r.IntN(2) {
		s.add(community.RoleKiosk)
	}
	return s
}

// add starts and pairs a new screen.
func (s *sim) add(role string) *simScreen {
	name := string(rune('A' + len(s.screens)))
	c := &simScreen{sim: s, name: name, role: role, dir: filepath.Join(s.dir, name), key: strings.Repeat(strings.ToLower(name), 64)}
	s.screens = append(s.screens, c)
	blank(s.t, c.dir, "kettle.db")
	c.open()
	c.pair()
	return c
}

func (s *sim) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *sim) note(format string, args ...any) { s.log = append(s.log, fmt.Sprintf(format, args...)) }

func (s *sim) now() time.Time { return s.time }

func (s *sim) openHub() {
	var err error
	s.store, err = shared.OpenFile(s.ctx, filepath.Join(s.dir, "hub.db"), shared.Options{Now: s.now})
	s.must(err)
	_, err = s.store.Begin(s.ctx, s.space)
	s.must(err)
	s.hub = NewHub(s.store, HubOptions{Now: s.meanwhile})
}

// meanwhile is the hub's clock. Whenever the hub looks at it, something may
// happen at a screen.
func (s *sim) meanwhile() time.Time {
	if s.calm || s.active == nil || s.r.IntN(4) > 0 {
		return s.time
	}
	active := s.active
	s.active = nil
	defer func() { s.active = active }()
	c := s.screens[s.r.IntN(len(s.screens))]
	if c == active { // somebody taps at it while it waits for the answer
		s.edit(c)
		return s.time
	}
	if !c.replica.isMet() {
		return s.time
	}
	s.edit(c)
	s.note("meanwhile, %s pushes", c.name)
	_, err := c.replica.Push(s.ctx)
	c.take(err)
	return s.time
}

func (c *simScreen) now() time.Time { return c.sim.time.Add(c.skew) }

func (c *simScreen) open() {
	var err error
	c.db, err = store.Open(c.sim.ctx, c.dir, store.Options{Now: c.now})
	c.sim.must(err)
}

// begin gives the screen the replica of its pairing.
func (c *simScreen) begin() {
	var err error
	c.replica, err = NewReplica(c.sim.ctx, simDisk{c.db, c.sim}, ReplicaOptions{
		Now: c.now, Dial: func(community.Link) Peer { return &simLine{c} }, Program: "sim", Beside: c.sim.beside,
	})
	c.sim.must(err)
}

// beside runs what may run beside something else before or after it.
func (s *sim) beside(f func()) (wait func()) {
	if s.r.IntN(2) == 0 {
		return f
	}
	f()
	return func() {}
}

// simDisk is the store of a screen that sends little at a time, so that much
// happens between two batches.
type simDisk struct {
	*store.DB
	sim *sim
}

// Unsent implements Local.
func (d simDisk) Unsent(ctx context.Context, after, limit int) ([]community.Record, error) {
	if !d.sim.calm {
		limit = 1 + d.sim.r.IntN(8)
	}
	return d.DB.Unsent(ctx, after, limit)
}

// pair does what a host does with a new screen, or again with one.
func (c *simScreen) pair() {
	s := c.sim
	s.register(community.Screen{Name: c.name, Role: c.role, Key: c.key, PairedAt: s.time})
	s.must(c.db.Join(s.ctx, s.space, community.Link{Hub: "hub", Role: c.role, Name: c.name}, true))
	c.begin()
}

// simLine is the network between a screen and the hub.
type simLine struct{ c *simScreen }

var errCut = errors.New("the line is cut")

// over sends a request over the line, where it may be lost, come twice, come
// late, or lose its answer.
func over[T any](l *simLine, do func(Peer) (T, error)) (T, error) {
	s := l.c.sim
	var zero T
	call := func() (T, error) {
		peer, err := s.hub.Admit(s.ctx, s.space, l.c.key)
		if err != nil {
			return zero, err
		}
		return do(peer)
	}
	if s.calm {
		return call()
	}
	switch s.r.IntN(12) {
	case 0:
		return zero, errCut
	case 1:
		_, _ = call()
		return zero, errCut
	case 2:
		_, _ = call()
	case 3:
		s.late = append(s.late, func() { _, _ = call() })
	}
	return call()
}

func (l *simLine) Hello(ctx context.Context, h Hello) (Welcome, error) {
	return over(l, func(p Peer) (Welcome, error) { return p.Hello(ctx, h) })
}

func (l *simLine) Push(ctx context.Context, p Push) (Pushed, error) {
	p.Records = slices.Clone(p.Records)
	return over(l, func(hub Peer) (Pushed, error) { return hub.Push(ctx, p) })
}

func (l *simLine) Pull(ctx context.Context, p Pull) (Page, error) {
	if !l.c.sim.calm {
		p.Limit = 1 + l.c.sim.r.IntN(4) // small pages, so that much happens between two
	}
	return over(l, func(hub Peer) (Page, error) { return hub.Pull(ctx, p) })
}

func (l *simLine) Digest(ctx context.Context) (community.Sums, error) {
	return over(l, func(hub Peer) (community.Sums, error) { return hub.Digest(ctx) })
}

func (l *simLine) Bye(ctx context.Context) error {
	_, err := over(l, func(hub Peer) (any, error) { return nil, hub.Bye(ctx) })
	return err
}

func (l *simLine) Photos(ctx context.Context, hashes []string) ([]string, error) {
	return over(l, func(hub Peer) ([]string, error) { return hub.Photos(ctx, hashes) })
}

func (l *simLine) PutPart(ctx context.Context, hash string, part, of int, data []byte) error {
	_, err := over(l, func(hub Peer) (any, error) { return nil, hub.PutPart(ctx, hash, part, of, data) })
	return err
}

func (l *simLine) Part(ctx context.Context, hash string, part int) ([]byte, int, error) {
	of := 0
	data, err := over(l, func(hub Peer) (data []byte, err error) {
		data, of, err = hub.Part(ctx, hash, part)
		return data, err
	})
	return data, of, err
}

// run plays a history and looks at how it ends.
func (s *sim) run(steps int) {
	s.give(community.KindEvent, simEvent.ID, simEvent.Fields())
	for range steps {
		s.time = s.time.Add(time.Duration(s.r.IntN(5000)) * time.Millisecond)
		s.step()
	}
	s.heal()
	s.look()
}

// step is one thing that happens.
func (s *sim) step() {
	c := s.screens[s.r.IntN(len(s.screens))]
	switch n := s.r.IntN(100); {
	case n < 30:
		s.edit(c)
	case n < 36:
		s.join(c)
	case n < 43:
		s.visit(c)
	case n < 44:
		s.visitor(c)
	case n < 45:
		s.answers(c)
	case n < 47:
		s.erase(c)
	case n < 50:
		s.support(c)
	case n < 51:
		s.help(c)
	case n < 54:
		s.belong(c)
	case n < 67:
		s.sync(c, c.push)
	case n < 88:
		s.sync(c, c.pull)
	case n < 91:
		s.crash(c)
	case n < 93:
		s.jump(c)
	case n < 95:
		s.copyHub()
	case n < 97:
		s.putBackHub()
	case n < 98 && s.r.IntN(2) == 0:
		s.twin(c)
	case n < 98:
		c.copyDisk()
	case n < 99:
		s.putBackScreen(c)
	default:
		if len(s.late) > 0 {
			at := s.r.IntN(len(s.late))
			s.note("a late request comes again")
			s.late[at]()
			s.late = slices.Delete(s.late, at, at+1)
		}
	}
}

// sync has a screen do one step with the hub.
func (s *sim) sync(c *simScreen, do func() (bool, error)) {
	s.active = c
	defer func() { s.active = nil }()
	err := c.replica.Meet(s.ctx)
	if err == nil {
		_, err = do()
	}
	c.take(err)
}

func (c *simScreen) push() (bool, error) {
	c.sim.note("%s pushes", c.name)
	return c.replica.Push(c.sim.ctx)
}

func (c *simScreen) pull() (bool, error) {
	more, err := c.replica.Pull(c.sim.ctx, 0)
	c.sim.note("%s pulls: since %d after %d, %v", c.name, c.replica.now().Since, c.replica.now().After, err)
	return more, err
}

// take does what Run does with an error, and what a host does then.
func (c *simScreen) take(err error) {
	err = c.replica.after(c.sim.ctx, err)
	if errors.Is(err, ErrCopied) {
		c.sim.note("%s is told that it was copied", c.name)
		c.key = strings.Repeat(fmt.Sprintf("%02x", c.sim.r.IntN(256)), 32)
		c.pair()
		return
	}
	c.sim.must(err)
	if c.sim.calm && is(c.replica.err, CodeUnpaired) { // nobody else remembers it
		c.sim.note("%s is paired again", c.name)
		c.pair()
	}
}

// crash ends a process, the screen's or the hub's, and starts it again.
func (s *sim) crash(c *simScreen) {
	if s.r.IntN(4) == 0 {
		s.note("the hub starts again")
		s.must(s.store.Close())
		s.openHub()
		return
	}
	s.note("%s starts again", c.name)
	s.must(c.db.Close())
	c.open()
	c.begin()
}

// jump sets the clock of a screen wrong, or right.
func (s *sim) jump(c *simScreen) {
	const year = 365 * 24 * time.Hour
	c.skew = []time.Duration{0, time.Second, -time.Second, -3 * time.Hour, 10 * year, -simStart.Sub(time.Unix(0, 0))}[s.r.IntN(6)]
	s.note("the clock of %s is wrong by %v", c.name, c.skew)
}

func (s *sim) copyHub() {
	to := filepath.Join(s.dir, fmt.Sprintf("hub-%d", len(s.copies)))
	s.must(s.store.Close())
	copyFiles(s.t, filepath.Join(s.dir, "hub.db"), to)
	s.copies = append(s.copies, to)
	s.openHub()
	s.note("the hub's disk is copied")
}

// putBackHub gives the hub an older disk, with or without saying so.
func (s *sim) putBackHub() {
	if len(s.copies) == 0 {
		return
	}
	from := s.copies[s.r.IntN(len(s.copies))]
	s.must(s.store.Close())
	copyFiles(s.t, from, filepath.Join(s.dir, "hub.db"))
	s.openHub()
	s.late = nil // the old process and its connections are gone
	for _, c := range s.screens {
		c.begin()
	}
	if s.r.IntN(2) == 0 {
		head, err := s.store.Head(s.ctx, s.space)
		s.must(err)
		_, err = s.store.NewEpoch(s.ctx, s.space, head.Epoch)
		s.must(err)
		s.note("the hub has the disk %s, and a new epoch", filepath.Base(from))
		return
	}
	s.note("the hub has the disk %s", filepath.Base(from))
}

func (c *simScreen) copyDisk() {
	to := filepath.Join(c.sim.dir, fmt.Sprintf("%s-%d", c.name, len(c.copies)))
	c.sim.must(c.db.Close())
	c.sim.must(os.CopyFS(to, os.DirFS(c.dir)))
	c.copies = append(c.copies, disk{to, c.key})
	c.open()
	c.begin()
	c.sim.note("the disk of %s is copied", c.name)
}

// putBackScreen gives a screen an older disk. What was on it alone would be lost
// without a fault of ours, so everything is in step before.
func (s *sim) putBackScreen(c *simScreen) {
	if len(c.copies) == 0 {
		return
	}
	s.note("all is in step, then %s has an older disk", c.name)
	s.inStep()
	s.must(c.db.Close())
	s.must(os.RemoveAll(c.dir))
	old := c.copies[s.r.IntN(len(c.copies))]
	s.must(os.CopyFS(c.dir, os.DirFS(old.dir)))
	c.key = old.key
	c.open()
	c.begin()
	s.forgive(c)
}

// forgive takes back that somebody saw and replaced what an older disk has not
// sent and what a clock that was ahead gave the time of: nobody can know it.
func (s *sim) forgive(c *simScreen) {
	waiting, err := c.db.Unsent(s.ctx, 0, 1000)
	s.must(err)
	for i := range waiting {
		r := &waiting[i]
		for p := range s.beaten {
			if p.id != r.ID {
				continue
			}
			if cell, ok := r.Cell(p.field); ok && cell.Stamp.Time().After(s.time.Add(time.Minute)) {
				delete(s.beaten[p], cell.Value)
			}
		}
	}
}

// inStep has everybody talk without faults until nothing is left to say.
func (s *sim) inStep() {
	s.calm = true
	s.settle()
	s.calm = false
}

// twin starts a second screen from a copy of the disk of one, and both change the
// same at the same moment. What waited on the disk would be two acts from then
// on, each with a clock of its own to be set right, so everything is in step
// before.
func (s *sim) twin(c *simScreen) {
	if len(s.screens) > 4 {
		return
	}
	s.inStep()
	m, ok := s.someone(c)
	if !ok {
		return
	}
	d := &simScreen{sim: s, name: string(rune('A' + len(s.screens))), role: c.role, key: c.key, skew: c.skew}
	d.dir = filepath.Join(s.dir, d.name)
	s.must(c.db.Close())
	s.must(os.CopyFS(d.dir, os.DirFS(c.dir)))
	c.open()
	d.open()
	c.begin()
	d.begin()
	s.screens = append(s.screens, d)
	s.note("%s begins from a copy of the disk of %s", d.name, c.name)
	for _, one := range []*simScreen{c, d} {
		s.count++
		value := fmt.Sprintf("v%d", s.count)
		err := one.db.EditMember(s.ctx, simHost, m.ID, func(m *community.Member) error { return m.Set("pronouns", value) })
		s.must(err)
		s.note("%s sets pronouns of %s to %s", one.name, m.Name, value)
	}
}

// copyFiles copies a database that is closed.
func copyFiles(t testing.TB, from, to string) {
	t.Helper()
	for _, end := range []string{"", "-wal", "-shm"} {
		b, err := os.ReadFile(from + end)
		if errors.Is(err, fs.ErrNotExist) {
			os.Remove(to + end)
			continue
		}
		if err == nil {
			err = os.WriteFile(to+end, b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
