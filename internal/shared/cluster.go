package shared

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// How long a cluster may take.
const (
	tryFor    = 10 * time.Second // one request to one node
	askFor    = 30 * time.Second // until some node gave an answer
	maxAnswer = 64 << 20         // bytes
)

// errRefused says that no node will ever do it.
var errRefused = errors.New("the cluster refuses")

// cluster keeps the tables in rqlite, and speaks to whichever node answers.
// Nodes pass on what only their leader may do.
type cluster struct {
	nodes   []string     // host:port
	at      atomic.Int64 // of nodes, the one that answered last
	written atomic.Int64 // index in the nodes' log of the last write of ours
	client  *http.Client
}

// OpenCluster opens the shared store on the rqlite nodes at those addresses,
// host:port each, and makes its tables when they are missing. Some of the nodes
// may be down, now and later.
func OpenCluster(ctx context.Context, addresses []string, o Options) (*Store, error) {
	if len(addresses) == 0 {
		return nil, errors.New("open the cluster: there is no address")
	}
	for _, a := range addresses {
		if _, _, err := net.SplitHostPort(a); err != nil {
			return nil, fmt.Errorf("open the cluster: %w", err)
		}
	}
	c := &cluster{nodes: addresses, client: &http.Client{Timeout: tryFor, Transport: &http.Transport{
		MaxIdleConnsPerHost:   8,
		IdleConnTimeout:       time.Minute,
		DialContext:           (&net.Dialer{Timeout: 2 * time.Second}).DialContext,
		ResponseHeaderTimeout: tryFor,
	}}}
	c.at.Store(rand.Int64N(int64(len(addresses))))
	if err := c.migrate(ctx); err != nil {
		c.close()
		return nil, err
	}
	return open(c, o), nil
}

func (c *cluster) query(ctx context.Context, exact bool, q statement, each func(scan func(dest ...any) error) error) error {
	level := "weak"
	if exact {
		level = "linearizable"
	}
	body, err := request([]statement{q})
	if err != nil {
		return err
	}
	a, err := c.ask(ctx, "/db/query?noparse&timeout=5s&linearizable_timeout=5s&level="+level, body, 1)
	if err != nil {
		return fmt.Errorf("read the shared store: %w", err)
	}
	for _, row := range a.Results[0].Values {
		if err := each(func(dest ...any) error { return scanValues(row, dest) }); err != nil {
			return err
		}
	}
	return nil
}

// secure is run in each transaction, on each node: the connection of a node that
// began anew has forgotten it.
var secure = statement{sql: `PRAGMA secure_delete = ON`}

func (c *cluster) write(ctx context.Context, batch ...statement) ([]int64, error) {
	body, err := request(append([]statement{secure}, batch...))
	if err != nil {
		return nil, err
	}
	a, err := c.ask(ctx, "/db/execute?transaction&noparse&raft_index&timeout=5s", body, len(batch)+1)
	if err != nil {
		return nil, fmt.Errorf("write the shared store: %w", err)
	}
	c.wrote(a)
	changed := make([]int64, len(batch))
	for i, r := range a.Results[1:] {
		changed[i] = r.RowsAffected
	}
	return changed, nil
}

// wrote notes how far the nodes' log goes.
func (c *cluster) wrote(a *answer) {
	for last := c.written.Load(); a.Index > last && !c.written.CompareAndSwap(last, a.Index); last = c.written.Load() {
	}
}

// ask sends a request until a node answers it, first to the one that did last.
// The answer has as many results as were asked for, and no error.
func (c *cluster) ask(ctx context.Context, path string, body []byte, results int) (*answer, error) {
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	var last error
	for try := 0; ; try++ {
		at := c.at.Load()
		a, err := c.post(ctx, c.nodes[int(at)%len(c.nodes)], path, body)
		if errors.Is(err, errRefused) {
			return nil, err
		}
		if err == nil {
			if err = a.check(results); err == nil || !errors.Is(err, ErrBusy) {
				return a, err
			}
		}
		last = err
		c.at.CompareAndSwap(at, at+1)
		wait := time.Duration(0)
		if (try+1)%len(c.nodes) == 0 { // nobody answers: perhaps there is an election
			wait = time.Duration(50+rand.IntN(100)) * time.Millisecond
		}
		if pause(ctx, wait) != nil {
			return nil, fmt.Errorf("%w: %w", ErrBusy, last)
		}
	}
}

// post sends statements to one node and reads the answer.
func (c *cluster) post(ctx context.Context, node, path string, body []byte) (*answer, error) {
	text, err := c.call(ctx, http.MethodPost, node, path, body)
	if err != nil {
		return nil, err
	}
	return readAnswer(text)
}

// call sends a request to one node.
func (c *cluster) call(ctx context.Context, method, node, path string, body []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, "http://"+node+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	switch {
	case err != nil:
		return nil, err
	case len(text) > maxAnswer:
		return nil, fmt.Errorf("%s answers more than %d bytes", node, maxAnswer)
	case resp.StatusCode/100 == 4 && resp.StatusCode != http.StatusRequestTimeout:
		return nil, fmt.Errorf("%w: %s: %.200s", errRefused, resp.Status, text)
	case resp.StatusCode/100 != 2:
		return nil, fmt.Errorf("%s answers %s: %.200s", node, resp.Status, text)
	}
	return text, nil
}

// scrub has each node that is up write out what it holds and cut its log. A node
// that is down does so by itself later.
func (c *cluster) scrub(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, tryFor)
	defer cancel()
	var wg sync.WaitGroup
	for _, node := range c.nodes {
		wg.Go(func() {
			err := c.caughtUp(ctx, node, c.written.Load())
			for err == nil {
				if _, e := c.call(ctx, http.MethodPost, node, "/snapshot?trailing_logs=1", nil); e == nil {
					return
				}
				err = pause(ctx, 100*time.Millisecond) // one that began before may be under way
			}
		})
	}
	wg.Wait()
	return nil
}

func (c *cluster) rewrite(ctx context.Context) error {
	body, err := request([]statement{{sql: `VACUUM`}})
	if err != nil {
		return err
	}
	a, err := c.ask(ctx, "/db/execute?noparse&raft_index&timeout=5s", body, 1) // in no transaction: SQLite wants it so
	if err != nil {
		return fmt.Errorf("erased, but copies may be left until the tables can be written anew: %w", err)
	}
	c.wrote(a)
	return nil
}

// caughtUp waits until a node has done what the log says up to that index. It
// returns an error when the node is down.
func (c *cluster) caughtUp(ctx context.Context, node string, index int64) error {
	for {
		text, err := c.call(ctx, http.MethodGet, node, "/status?key=store.fsm_index", nil)
		if err != nil {
			return err
		}
		if at, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64); err != nil || at >= index {
			return err
		}
		if err := pause(ctx, 10*time.Millisecond); err != nil {
			return err
		}
	}
}

func (c *cluster) polled() bool { return true }

func (c *cluster) close() error {
	c.client.CloseIdleConnections()
	return nil
}

// migrate brings the tables to this program's schema, each step in a transaction
// of its own with a row that says so: of two hubs that begin at a time, one does
// it.
func (c *cluster) migrate(ctx context.Context) error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	table := statement{sql: `CREATE TABLE IF NOT EXISTS steps (version INTEGER NOT NULL PRIMARY KEY) STRICT`}
	if _, err := c.write(ctx, table); err != nil {
		return err
	}
	for {
		have, err := c.version(ctx)
		if err != nil {
			return err
		}
		if have >= len(steps) {
			if have > len(steps) {
				return ErrNewer
			}
			return nil
		}
		batch := []statement{{sql: `INSERT INTO steps (version) VALUES (?)`, args: []any{have + 1}}}
		for text := range strings.SplitSeq(strings.TrimSpace(steps[have]), ";\n") {
			batch = append(batch, statement{sql: text})
		}
		if _, err := c.write(ctx, batch...); err != nil {
			if now, e := c.version(ctx); e != nil || now == have { // else another hub, or an earlier try, did it
				return fmt.Errorf("bring the schema to version %d: %w", have+1, err)
			}
		}
	}
}

func (c *cluster) version(ctx context.Context) (have int, err error) {
	var n int64
	err = c.query(ctx, true, statement{sql: `SELECT coalesce(max(version), 0) FROM steps`}, func(scan func(dest ...any) error) error {
		return scan(&n)
	})
	return int(n), err
}
