package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared/rqlitetest"
	kettlesync "kettle/sync"
)

// town is a hub or several, with all that follow them.
type town struct {
	t         *testing.T
	bin, dir  string
	cluster   *rqlitetest.Cluster // nil for a hub with a file
	hubs      []*machine
	followers []*machine
	wall      *machine // one of the followers
}

// newTown is a folder for a test, which stays when the test fails.
func newTown(t *testing.T) *town {
	t.Helper()
	bin := program(t)
	dir, err := os.MkdirTemp("", "ke") // sockets in it want a short path
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("all there was is left in %s", dir)
		} else if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return &town{t: t, bin: bin, dir: dir}
}

// machine is a new one in the town, which ends with the test.
func (w *town) machine(name string, args ...string) *machine {
	m := &machine{
		t: w.t, name: name, bin: w.bin, data: filepath.Join(w.dir, name), log: filepath.Join(w.dir, name+".log"), args: args,
	}
	w.t.Cleanup(m.kill)
	return m
}

// hub starts a hub and waits until it is one.
func (w *town) hub(name string, args ...string) *machine {
	w.t.Helper()
	at := freeAddress(w.t)
	m := w.machine(name, append([]string{"hub", "--metrics", "off", "--listen", at}, args...)...)
	w.begin(m)
	w.hubs = append(w.hubs, m)
	return m
}

// address is where a hub listens.
func address(hub *machine) string { return hub.args[slices.Index(hub.args, "--listen")+1] }

// begin starts a machine and waits until it keeps its data in step.
func (w *town) begin(m *machine) {
	w.t.Helper()
	if err := m.start(); err != nil {
		w.t.Fatal(err)
	}
	until(w.t, time.Minute, m.name+" is in step", m.inStep)
}

// pair lets a machine in at the first hub.
func (w *town) pair(m *machine, role string, more ...string) error {
	w.t.Helper()
	var code struct{ Code, Address, Fingerprint string }
	if err := w.hubs[0].read(&code, "pair", "--name", m.name, "--role", role, "--yes"); err != nil {
		w.t.Fatal(err)
	}
	_, err := m.do(append([]string{"join", "--hub", code.Address, "--code", code.Code, "--fingerprint", code.Fingerprint}, more...)...)
	return err
}

// follower pairs a new machine and starts it.
func (w *town) follower(name, role string) *machine {
	w.t.Helper()
	m := w.machine(name, "follow")
	if err := w.pair(m, role); err != nil {
		w.t.Fatal(err)
	}
	w.begin(m)
	w.followers = append(w.followers, m)
	return m
}

// linked is follower with links in between that can be cut.
func (w *town) linked(name, role string) *machine {
	w.t.Helper()
	m := w.machine(name, "follow")
	if err := w.pair(m, role); err != nil {
		w.t.Fatal(err)
	}
	for i, hub := range w.hubs {
		m.links = append(m.links, newLink(w.t, address(hub), filepath.Join(w.dir, fmt.Sprintf("%s%d", name, i))))
	}
	w.begin(m)
	w.followers = append(w.followers, m)
	return m
}

// whole are the machines that hold everything.
func (w *town) whole() []*machine {
	return slices.DeleteFunc(slices.Concat(w.hubs, w.followers), func(m *machine) bool { return m == w.wall })
}

// each does something on several machines at a time and collects what it says.
func each(machines []*machine, do func(m *machine) string) map[string]string {
	said := make([]string, len(machines))
	var wg sync.WaitGroup
	for i, m := range machines {
		wg.Go(func() { said[i] = do(m) })
	}
	wg.Wait()
	out := map[string]string{}
	for i, m := range machines {
		out[m.name] = said[i]
	}
	return out
}

// settle waits until all are in step and hold the same, and says how long it
// took.
func (w *town) settle(within time.Duration) (took time.Duration, err error) {
	began := time.Now()
	all := slices.Concat(w.hubs, w.followers)
	for {
		behind := each(all, func(m *machine) string {
			s, err := m.standing()
			switch {
			case err != nil:
				return err.Error()
			case !s.InStep:
				return fmt.Sprintf("%+v", s)
			}
			return ""
		})
		maps.DeleteFunc(behind, func(_, what string) bool { return what == "" })
		digests := map[string]string{}
		if len(behind) == 0 {
			digests = each(w.whole(), func(m *machine) string {
				text, err := m.do("digest")
				return fmt.Sprint(strings.TrimSpace(text), err)
			})
			if len(slices.Compact(slices.Sorted(maps.Values(digests)))) == 1 {
				return time.Since(began), nil
			}
		}
		if time.Since(began) > within {
			return 0, fmt.Errorf("not in step after %s: behind %v, digests %v", within, behind, digests)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// holds reads what a machine holds.
func (w *town) holds(m *machine) (found, error) {
	f := found{members: map[string]map[string]string{}, visits: map[string]foundVisit{}}
	var members []struct {
		Number, Name, Called, Headline, Organisation, About string
		LookingFor                                          []string `json:"looking_for"`
		Consents                                            map[string]community.Consent
	}
	if err := m.read(&members, "member", "list"); err != nil {
		return f, err
	}
	for i := range members {
		p := &members[i]
		values := map[string]string{"name": p.Name, "called": p.Called, "headline": p.Headline, "organisation": p.Organisation, "about": p.About}
		if c := p.Consents["show_on_wall"]; c.Recorded != "" {
			values["wall"] = consent(c.Given, c.Recorded)
		}
		for _, tag := range p.LookingFor {
			values["looking_for:"+tag] = "yes"
		}
		f.members[p.Number] = values
	}
	var visits []struct {
		ID, Number string
		OutAt      *time.Time `json:"out_at"`
	}
	if err := m.read(&visits, "visit", "list", "--each"); err != nil {
		return f, err
	}
	for _, v := range visits {
		f.visits[v.ID] = foundVisit{v.Number, v.OutAt != nil}
	}
	return f, nil
}

func consent(given bool, recorded string) string { return fmt.Sprint(given, " ", recorded) }

// wallDigest asks the hub what the wall should hold.
func (w *town) wallDigest() (string, error) {
	pem, err := os.ReadFile(filepath.Join(w.wall.data, "screen.pem"))
	if err != nil {
		return "", err
	}
	key, err := kettlesync.ParseKey(pem)
	if err != nil {
		return "", err
	}
	s, err := w.wall.standing()
	if err != nil {
		return "", err
	}
	var space struct{ ID community.ID }
	if err := w.hubs[0].read(&space, "space", "show"); err != nil {
		return "", err
	}
	peer, err := kettlesync.Dial(kettlesync.DialOptions{
		Addresses: []string{address(w.hubs[0])}, Space: space.ID, Key: key, Hub: s.Fingerprint,
	})
	if err != nil {
		return "", err
	}
	defer peer.CloseIdleConnections()
	sums, err := peer.Digest(context.Background())
	return sums.Text(), err
}

// marks are the people of one run, whose every value has their mark in it.
type marks struct{ run string }

func newMarks(seed uint64) marks { return marks{strconv.FormatUint(seed%(36*36*36*36), 36)} }

func (k marks) mark(n int64) string { return fmt.Sprintf("Nq%sn%dz", k.run, n) }

// erasedIn lists the files below dir in which an erased person is left.
func (k marks) erasedIn(dir string, erased map[string]bool) (in []string, err error) {
	any := regexp.MustCompile(`(?i)Nq` + k.run + `n[0-9]+z`)
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil //nolint:nilerr // a file that went away holds nobody
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil //nolint:nilerr // as above
		}
		left := map[string]bool{}
		for _, m := range any.FindAll(text, -1) {
			if name := "N" + strings.ToLower(string(m[1:])); erased[name] {
				left[name] = true
			}
		}
		if len(left) > 0 {
			in = append(in, fmt.Sprintf("%s: %v", path, slices.Sorted(maps.Keys(left))))
		}
		return nil
	})
	return in, err
}

// fill writes to a cluster what overwrites the free pages of its nodes' logs.
func (w *town) fill(times int) error {
	for i := range times {
		text, err := json.Marshal([][]any{
			{"CREATE TABLE IF NOT EXISTS filler (n INTEGER, text TEXT)"},
			{"INSERT INTO filler VALUES (?, ?)", i, strings.Repeat("x", 3000)},
			{"DELETE FROM filler"},
		})
		if err != nil {
			return err
		}
		at := w.cluster.Addresses()
		resp, err := http.Post("http://"+at[i%len(at)]+"/db/execute?transaction", "application/json", bytes.NewReader(text))
		if err != nil {
			return err
		}
		resp.Body.Close()
	}
	return nil
}

// oneOf is any of them.
func oneOf[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }
