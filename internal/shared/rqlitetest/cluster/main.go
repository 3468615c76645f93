// Cluster starts three rqlite nodes on this machine and two hubs before them, to
// try screens with, and prints where they are and how to pair. Ctrl-C ends them
// and throws their data away.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"kettle/internal/shared/rqlitetest"
)

// set is what to start.
type set struct {
	rqlited, kettled string // programs
	nodes, hubs      int
	out              io.Writer
}

func main() {
	s := set{out: os.Stdout}
	flag.StringVar(&s.rqlited, "rqlited", "bin/rqlited", "the program of a node")
	flag.StringVar(&s.kettled, "kettled", "bin/kettled", "the program of a hub")
	flag.IntVar(&s.nodes, "nodes", 3, "how many nodes")
	flag.IntVar(&s.hubs, "hubs", 2, "how many hubs before them")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if err := s.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "cluster:", err)
		os.Exit(1)
	}
}

// run starts all and waits until ctx ends.
func (s *set) run(ctx context.Context) (err error) {
	dir, err := os.MkdirTemp("", "kettle-cluster-")
	if err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	defer os.RemoveAll(dir)
	c, err := rqlitetest.Start(ctx, s.rqlited, filepath.Join(dir, "nodes"), s.nodes)
	if err != nil {
		return err
	}
	defer c.Stop()
	store := "rqlite://" + strings.Join(c.Addresses(), ",")
	fmt.Fprintln(s.out, "Nodes        ", strings.Join(c.Addresses(), " "))
	ended := make(chan error, s.hubs)
	var first string
	for i := range s.hubs {
		data := filepath.Join(dir, "hub"+strconv.Itoa(i+1))
		h, said, err := s.hub(data, store)
		if err != nil {
			return err
		}
		defer h.stop()
		go func() { ended <- h.wait() }()
		fmt.Fprintf(s.out, "Hub %d         %s\n", i+1, said)
		if first == "" {
			first = data
		}
	}
	if first != "" {
		s.sayHow(first)
	}
	select {
	case <-ctx.Done():
		return nil
	case err := <-ended:
		return err
	}
}

// sayHow says how to try it.
func (s *set) sayHow(data string) {
	fmt.Fprintf(s.out, `
Members       %[1]s import FILE --data %[2]s
A code        %[1]s pair --data %[2]s --name "Front desk" --role kiosk --yes
A screen      kettle --data FOLDER, after
              %[1]s join --data FOLDER --hub ADDRESS --code CODE --fingerprint FINGERPRINT
The screens   %[1]s screen list --data %[2]s
Ctrl-C ends all of it and throws the data away.
`, s.kettled, data)
}

// hub is a running hub.
type hub struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
	err  error         // how, then
}

// hub starts a hub on a free port, and gives what it says once it serves.
func (s *set) hub(data, store string) (*hub, string, error) {
	cmd := exec.Command(s.kettled, "--data", data, "hub", "--listen", "127.0.0.1:0", "--store", store, "--metrics", "off")
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is not for it: stop ends it in its turn
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, "", fmt.Errorf("start a hub: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, "", fmt.Errorf("start a hub: %w", err)
	}
	h := &hub{cmd: cmd, done: make(chan struct{})}
	line, err := bufio.NewReader(out).ReadString('\n')
	go func() {
		defer close(h.done)
		h.err = cmd.Wait()
	}()
	if err != nil {
		h.stop()
		return nil, "", fmt.Errorf("start a hub: it said nothing: %w", errors.Join(err, h.err))
	}
	return h, strings.TrimPrefix(strings.TrimSpace(line), "The hub listens at "), nil
}

// wait waits until the hub has ended.
func (h *hub) wait() error {
	<-h.done
	return fmt.Errorf("a hub ended by itself: %w", errors.Join(errors.New("look above for why"), h.err))
}

// stop tells the hub to end and, when it does not, ends it.
func (h *hub) stop() {
	_ = h.cmd.Process.Signal(syscall.SIGTERM) // it may have ended before
	select {
	case <-h.done:
	case <-time.After(10 * time.Second):
		_ = h.cmd.Process.Kill()
		<-h.done
	}
}
