package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"kettle/internal/step"
)

// rounds is how often a fault is tried: more with KETTLE_LONG.
func rounds(few, many int) int {
	if os.Getenv("KETTLE_LONG") != "" {
		return many
	}
	return few
}

// small is a town with one hub and some followers, in which acts are noted.
func small(t *testing.T, followers int) *chaos {
	t.Helper()
	seed := rand.Uint64()
	c := &chaos{town: newTown(t), oracle: newOracle(), seed: seed, marks: newMarks(seed)}
	c.hub("hub")
	for i := range followers {
		c.follower(fmt.Sprintf("kiosk%d", i), "kiosk")
	}
	return c
}

// peopleAt adds members at a machine.
func (c *chaos) peopleAt(m *machine, n int) {
	r := rand.New(rand.NewPCG(c.seed, 1))
	for range n {
		c.add(m, r)
	}
}

// checkIn checks a member in and gives the visit's ID.
func (m *machine) checkIn(number string) (string, error) {
	var v gone
	err := m.read(&v, "visit", "in", number)
	return v.ID, err
}

// visits are the IDs of all visits at a machine.
func (m *machine) visits() string {
	m.t.Helper()
	return m.must("visit", "list", "--json")
}

// mustSettle waits until all are in step.
func (c *chaos) mustSettle() {
	c.t.Helper()
	if _, err := c.settle(2 * time.Minute); err != nil {
		c.t.Fatal(err)
	}
}

// mustJudge has the oracle look at the hub.
func (c *chaos) mustJudge() {
	c.t.Helper()
	have, err := c.holds(c.hubs[0])
	if err != nil {
		c.t.Fatal(err)
	}
	for _, w := range c.judge(have) {
		c.t.Error(w)
	}
}

func (m *machine) epoch() int64 {
	m.t.Helper()
	s, err := m.standing()
	if err != nil {
		m.t.Fatal(err)
	}
	return s.Epoch
}

// TestAHubThatIsKilledAgainAndAgainLosesNothing holds that a hub has what it
// acknowledged after every kill: one that had less would begin a new epoch, and
// hide the loss by what the screens send again.
func TestAHubThatIsKilledAgainAndAgainLosesNothing(t *testing.T) {
	c := small(t, 2)
	hub := c.hubs[0]
	c.peopleAt(hub, 10)
	c.mustSettle()
	epoch := hub.epoch()
	stop := make(chan struct{})
	var acting sync.WaitGroup
	for i, m := range append(c.whole(), c.followers...) {
		acting.Go(func() { c.live(m, rand.New(rand.NewPCG(c.seed, uint64(i))), stop) })
	}
	kills := rounds(20, 200)
	for range kills {
		time.Sleep(rand.N(400 * time.Millisecond))
		hub.kill()
		c.again(hub)
	}
	close(stop)
	acting.Wait()
	c.mustSettle()
	c.mustJudge()
	if now := hub.epoch(); now != epoch {
		t.Errorf("the hub is in epoch %d, it was in %d: it lost what it had acknowledged", now, epoch)
	}
	t.Logf("%d kills, %d acts acknowledged, %d refused or unsure", kills, c.acts, c.refused)
}

// TestNobodyWaitsForAHubThatHangs stops the hub's process, which leaves its
// connections open and silent.
func TestNobodyWaitsForAHubThatHangs(t *testing.T) {
	c := small(t, 1)
	hub, kiosk := c.hubs[0], c.followers[0]
	c.peopleAt(hub, 40)
	c.mustSettle()
	hub.signal(syscall.SIGSTOP)
	defer hub.signal(syscall.SIGCONT)
	var made []string
	slowest := time.Duration(0)
	for began := time.Now(); time.Since(began) < 5*time.Second || len(made) < 5; {
		if len(made) == len(c.people) {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		at := time.Now()
		id, err := kiosk.checkIn(fmt.Sprintf("%08d", len(made)+1))
		took := time.Since(at)
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, id)
		at = time.Now()
		kiosk.must("version") // what a process takes by itself here
		slowest = max(slowest, took-time.Since(at))
	}
	if slowest > time.Second {
		t.Errorf("a check-in took %v", slowest)
	}
	if s, err := kiosk.standing(); err != nil || s.InStep || s.Waiting < len(made) {
		t.Errorf("the hub hangs, and the kiosk says %+v, %v", s, err)
	}
	hub.signal(syscall.SIGCONT)
	c.mustSettle()
	there := hub.visits()
	for _, id := range made {
		if !strings.Contains(there, id) {
			t.Errorf("the visit %s is lost", id)
		}
	}
	t.Logf("%d check-ins while the hub hung, the slowest %v beyond a process's own time", len(made), slowest)
}

// tight gives a machine a data folder on a small file system of its own, which
// must be made before anything is in it.
func tight(t *testing.T, m *machine, size string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root may mount")
	}
	if err := os.Mkdir(m.data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", m.data, "tmpfs", 0, "mode=0700,size="+size); err != nil {
		t.Skipf("nothing can be mounted here: %v", err)
	}
	t.Cleanup(func() {
		m.kill()
		if err := syscall.Unmount(m.data, 0); err != nil {
			t.Error(err)
		}
	})
}

// fillUp takes all room that is left in a folder; the function that is returned
// gives it back.
func fillUp(t *testing.T, dir string) (free func()) {
	t.Helper()
	path := filepath.Join(dir, "filler")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, size := range []int{64 << 10, 4 << 10, 1} {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
	}
	return func() {
		if err := os.Remove(path); err != nil {
			t.Error(err)
		}
	}
}

// checkInUntil checks members in until one is refused or all are in, and gives
// the visits that were acknowledged and the refusal.
func checkInUntil(m *machine, from, to int) (made []string, refused error) {
	for n := from; n <= to; n++ {
		id, err := m.checkIn(fmt.Sprintf("%08d", n))
		if err != nil {
			return made, err
		}
		made = append(made, id)
	}
	return made, nil
}

func TestAScreenWithAFullDiskSaysSoAndGoesOnWhenThereIsRoom(t *testing.T) {
	c := small(t, 0)
	hub := c.hubs[0]
	c.peopleAt(hub, 150)
	kiosk := c.machine("kiosk", "follow")
	tight(t, kiosk, "8m")
	if err := c.pair(kiosk, "kiosk"); err != nil {
		t.Fatal(err)
	}
	c.begin(kiosk)
	c.followers = append(c.followers, kiosk)
	c.mustSettle()
	free := fillUp(t, kiosk.data)
	made, refused := checkInUntil(kiosk, 1, 150)
	if refused == nil {
		t.Fatal("150 visits fitted on a full disk")
	}
	if !strings.Contains(refused.Error(), "The disk is full: make room and try again.") {
		t.Errorf("it says %v", refused)
	}
	byHub, err := checkInUntil(hub, 145, 150)
	if err != nil {
		t.Fatal(err)
	}
	until(t, time.Minute, "the status says that the disk is full", func() bool {
		s, err := kiosk.standing()
		return err == nil && strings.Contains(s.Problem, "disk of this machine is full")
	})
	free()
	after, err := checkInUntil(kiosk, 100, 110)
	if err != nil {
		t.Fatalf("there is room again: %v", err)
	}
	c.mustSettle()
	there := hub.visits()
	for _, id := range slices.Concat(made, byHub, after) {
		if !strings.Contains(there, id) {
			t.Errorf("the visit %s is lost", id)
		}
	}
	t.Logf("%d visits fitted before: %v", len(made), refused)
}

func TestAHubWithAFullDiskHoldsNobodyUpAndGoesOnWhenThereIsRoom(t *testing.T) {
	seed := rand.Uint64()
	c := &chaos{town: newTown(t), oracle: newOracle(), seed: seed, marks: newMarks(seed)}
	at := freeAddress(t)
	hub := c.machine("hub", "hub", "--metrics", "off", "--listen", at)
	tight(t, hub, "24m")
	c.begin(hub)
	c.hubs = append(c.hubs, hub)
	kiosk := c.follower("kiosk", "kiosk")
	c.peopleAt(kiosk, 150)
	c.mustSettle()
	epoch := hub.epoch()
	free := fillUp(t, hub.data)
	made, err := checkInUntil(kiosk, 1, 60)
	if err != nil {
		t.Fatal(err)
	}
	if !hub.up() {
		t.Error("the hub ended")
	}
	byHub, refused := checkInUntil(hub, 1, 150)
	if refused == nil {
		t.Fatal("150 visits fitted on a full disk")
	}
	if !strings.Contains(refused.Error(), "The disk is full: make room and try again.") {
		t.Errorf("it says %v", refused)
	}
	// The shared store may have room left in pages that it has already.
	var s step.Status
	for from := 60; from < 150; from += 10 {
		more, err := checkInUntil(kiosk, from, from+10)
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, more...)
		if s, err = kiosk.standing(); err != nil {
			t.Fatal(err)
		}
		if !s.InStep {
			break
		}
	}
	if s.InStep {
		t.Errorf("the hub's disk is full, and the kiosk says %+v", s)
	}
	free()
	took, err := c.settle(2 * time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	there := hub.visits()
	for _, id := range slices.Concat(made, byHub) {
		if !strings.Contains(there, id) {
			t.Errorf("the visit %s is lost", id)
		}
	}
	if now := hub.epoch(); now != epoch {
		t.Errorf("the hub is in epoch %d, it was in %d", now, epoch)
	}
	t.Logf("in step %.1f s after there was room; before, the kiosk said: %s", took.Seconds(), s.Problem)
}

// TestARestoredHubGetsBackFromTheScreensWhatItForgot restores in the same
// folder, in another at the same address, and in another at another address,
// where screens are paired again.
func TestARestoredHubGetsBackFromTheScreensWhatItForgot(t *testing.T) {
	for name, c := range map[string]struct{ folder, address bool }{
		"same folder": {}, "another folder": {folder: true}, "another address": {true, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := small(t, 2)
			hub, kiosk := w.hubs[0], w.followers[0]
			w.peopleAt(hub, 10)
			w.mustSettle()
			backup := filepath.Join(w.dir, "hub.zip")
			hub.must("backup", backup)
			forgotten, err := checkInUntil(kiosk, 1, 5)
			if err != nil {
				t.Fatal(err)
			}
			kiosk.must("member", "remove", "00000010", "--yes")
			w.mustSettle()
			epoch := hub.epoch()
			hub.kill()
			while, err := checkInUntil(w.followers[1], 6, 8)
			if err != nil {
				t.Fatal(err)
			}
			next := hub
			if c.folder {
				next = w.machine("moved", hub.args...)
			}
			if c.address {
				next.args = []string{"hub", "--metrics", "off", "--listen", freeAddress(t)}
			}
			next.must("restore", backup)
			if strings.Contains(next.visits(), forgotten[0]) {
				t.Fatal("the backup has what came later: this test cannot see")
			}
			w.begin(next)
			w.hubs[0] = next
			for i, m := range w.followers {
				if c.address {
					m.name = fmt.Sprintf("again%d", i)
					if err := w.pair(m, "kiosk"); err != nil {
						t.Fatal(err)
					}
				}
			}
			w.mustSettle()
			there := next.visits()
			for _, id := range append(forgotten, while...) {
				if !strings.Contains(there, id) {
					t.Errorf("the visit %s did not come back", id)
				}
			}
			if _, err := next.do("member", "show", "00000010"); err == nil {
				t.Error("who was erased after the backup is there again")
			}
			if next.epoch() == epoch {
				t.Error("the hub did not begin a new epoch")
			}
		})
	}
}

// copyFiles copies a data folder, without the socket that a killed process left.
func copyFiles(to, from string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	list, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, f := range list {
		switch at := filepath.Join(from, f.Name()); {
		case f.IsDir():
			err = copyFiles(filepath.Join(to, f.Name()), at)
		case f.Type().IsRegular():
			var text []byte
			if text, err = os.ReadFile(at); err == nil {
				err = os.WriteFile(filepath.Join(to, f.Name()), text, 0o600)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func TestACopiedDiskIsToldToPairAgainAndLosesNothing(t *testing.T) {
	c := small(t, 1)
	hub, kiosk := c.hubs[0], c.followers[0]
	c.peopleAt(hub, 10)
	c.mustSettle()
	hub.kill()
	before, err := checkInUntil(kiosk, 1, 3) // on both disks, and at no hub
	if err != nil {
		t.Fatal(err)
	}
	kiosk.kill()
	copied := c.machine("copy", "follow")
	if err := copyFiles(copied.data, kiosk.data); err != nil {
		t.Fatal(err)
	}
	c.begin(hub)
	c.begin(kiosk)
	one, err := checkInUntil(kiosk, 4, 5)
	if err != nil {
		t.Fatal(err)
	}
	kiosk.kill() // two meetings, so that the copy's is not just one of which the answer was lost
	c.begin(kiosk)
	if err := copied.start(); err != nil {
		t.Fatal(err)
	}
	until(t, time.Minute, "the copy is told", func() bool {
		s, err := copied.standing()
		return err == nil && strings.Contains(s.Problem, "pair this screen again") && s.Role == "alone"
	})
	other, err := checkInUntil(copied, 6, 8)
	if err != nil {
		t.Fatal(err)
	}
	c.followers = append(c.followers, copied)
	if err := c.pair(copied, "replica"); err != nil {
		t.Fatal(err)
	}
	c.mustSettle()
	there := hub.visits()
	for _, id := range slices.Concat(before, one, other) {
		if !strings.Contains(there, id) {
			t.Errorf("the visit %s is lost", id)
		}
	}
}

func TestWhoHoldsASpaceJoinsAnotherOnlyToMerge(t *testing.T) {
	c := small(t, 1)
	hub := c.hubs[0]
	c.peopleAt(hub, 3)
	c.mustSettle()
	own := c.machine("own", "follow")
	own.must("member", "add", "--set", "name=Same Person", "--set", "number=00000001", "--set", "about=from elsewhere")
	own.must("member", "add", "--set", "name=Another Person", "--set", "number=77")
	if _, err := own.checkIn("00000001"); err != nil {
		t.Fatal(err)
	}
	if err := c.pair(own, "kiosk"); err == nil || !strings.Contains(err.Error(), "--merge") {
		t.Fatalf("joined without --merge: %v", err)
	}
	if got := own.must("member", "show", "77"); !strings.Contains(got, "Another Person") {
		t.Errorf("the refusal changed something: %s", got)
	}
	if err := c.pair(own, "kiosk", "--merge"); err != nil {
		t.Fatal(err)
	}
	c.begin(own)
	c.followers = append(c.followers, own)
	c.mustSettle()
	var members []struct{ Number string }
	if err := hub.read(&members, "member", "list"); err != nil {
		t.Fatal(err)
	}
	if len(members) != 4 {
		t.Errorf("there are %d members: %v", len(members), members)
	}
	have, err := c.holds(hub)
	if err != nil {
		t.Fatal(err)
	}
	if len(have.visits) != 1 || !slices.Contains(slices.Collect(maps.Values(have.visits)), foundVisit{number: "00000001"}) {
		t.Errorf("the visit of before did not come along: %v", have.visits)
	}
}
