// Package rqlitetest starts rqlite clusters on this machine, for tests of the
// shared store and to try it: real nodes in processes of their own, which can be
// killed and started again.
package rqlitetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Variable is the environment variable that names the rqlited to use.
const Variable = "KETTLE_RQLITED"

// readyWithin is how long a node may take until it serves.
const readyWithin = 60 * time.Second

// Cluster is some nodes on free ports of the loopback. It is for use by several
// goroutines.
type Cluster struct {
	bin, dir  string
	addresses []string // for HTTP
	peers     []string // for each other

	mu    sync.Mutex
	nodes []*node // nil while one is down
}

// node is a running process.
type node struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
}

// For starts a cluster of n nodes for a test and stops it at its end. It skips
// the test when the environment names no rqlited.
func For(t testing.TB, n int) *Cluster {
	t.Helper()
	return In(t, t.TempDir(), n)
}

// In is For with the nodes' data in dir.
func In(t testing.TB, dir string, n int) *Cluster {
	t.Helper()
	bin := os.Getenv(Variable)
	if bin == "" {
		t.Skip(Variable + " names no rqlited")
	}
	c, err := Start(context.Background(), bin, dir, n)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Stop)
	return c
}

// Start starts n nodes with their data in dir and waits until all serve. Call
// Stop when done.
func Start(ctx context.Context, bin, dir string, n int) (*Cluster, error) {
	c := &Cluster{bin: bin, dir: dir, nodes: make([]*node, n)}
	ports, err := freePorts(2 * n)
	if err != nil {
		return nil, err
	}
	c.addresses, c.peers = ports[:n], ports[n:]
	for i := range n {
		if err := c.start(i); err != nil {
			c.Stop()
			return nil, err
		}
	}
	for i := range n {
		if err := c.ready(ctx, i); err != nil {
			c.Stop()
			return nil, err
		}
	}
	return c, nil
}

// freePorts finds ports that nobody uses, all of them different.
func freePorts(n int) (out []string, err error) {
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, fmt.Errorf("find a free port: %w", err)
		}
		defer l.Close() // only when all are found
		out = append(out, l.Addr().String())
	}
	return out, nil
}

// Addresses are host:port of the nodes' HTTP.
func (c *Cluster) Addresses() []string { return slices.Clone(c.addresses) }

// Dir is the folder of a node's data.
func (c *Cluster) Dir(i int) string { return filepath.Join(c.dir, strconv.Itoa(i)) }

// start runs a node's process. It snapshots often, so that its log does not keep
// what was erased.
func (c *Cluster) start(i int) error {
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return fmt.Errorf("make the cluster's folder: %w", err)
	}
	log, err := os.OpenFile(c.Dir(i)+".log", os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open the log of node %d: %w", i, err)
	}
	defer log.Close() // the process has its own
	cmd := exec.Command(c.bin, "-node-id", strconv.Itoa(i), "-http-addr", c.addresses[i], "-raft-addr", c.peers[i],
		"-bootstrap-expect", strconv.Itoa(len(c.nodes)), "-join", strings.Join(c.peers, ","),
		"-raft-snap", "256", "-raft-snap-int", "1s", c.Dir(i))
	cmd.Stdout, cmd.Stderr = log, log
	endWithUs(cmd)
	n := &node{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // where the process ends with the thread that started it
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // it is killed, most often
			close(n.done)
		}
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("start node %d: %w", i, err)
	}
	c.mu.Lock()
	c.nodes[i] = n
	c.mu.Unlock()
	return nil
}

// Kill ends a node as a power cut would (kill -9) and waits for its end.
func (c *Cluster) Kill(i int) {
	c.mu.Lock()
	n := c.nodes[i]
	c.nodes[i] = nil
	c.mu.Unlock()
	if n != nil {
		_ = n.cmd.Process.Kill() // it may have ended before
		<-n.done
	}
}

// Restart starts a node that was killed, with the data it had, and waits until
// it serves.
func (c *Cluster) Restart(ctx context.Context, i int) error {
	c.Kill(i)
	if err := c.start(i); err != nil {
		return err
	}
	return c.ready(ctx, i)
}

// Up says whether a node runs.
func (c *Cluster) Up(i int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.nodes[i] != nil
}

// Stop ends all nodes.
func (c *Cluster) Stop() {
	for i := range c.nodes {
		c.Kill(i)
	}
}

// ready waits until a node serves and knows its leader.
func (c *Cluster) ready(ctx context.Context, i int) error {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	for {
		_, err := get(ctx, "http://"+c.addresses[i]+"/readyz")
		if err == nil {
			return nil
		}
		if e := wait(ctx); e != nil {
			return fmt.Errorf("node %d is not ready, see %s.log: %w", i, c.Dir(i), err)
		}
	}
}

// Leader gives the number of the node that leads, and waits for one while there
// is none.
func (c *Cluster) Leader(ctx context.Context) (int, error) {
	for {
		for i, a := range c.addresses {
			if !c.Up(i) {
				continue
			}
			state, err := get(ctx, "http://"+a+"/status?key=store.raft.state")
			if err == nil && strings.Trim(state, "\" \n") == "Leader" {
				return i, nil
			}
		}
		if err := wait(ctx); err != nil {
			return 0, fmt.Errorf("find the leader: %w", err)
		}
	}
}

func wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(50 * time.Millisecond):
		return nil
	}
}

func get(ctx context.Context, url string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err == nil && resp.StatusCode != http.StatusOK {
		err = errors.New(resp.Status)
	}
	return string(text), err
}
