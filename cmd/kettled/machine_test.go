package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"kettle/internal/step"
)

// binaries is the environment variable that names the folder of the programs.
const binaries = "KETTLE_BIN"

// program is the kettled to test, which no test builds by itself.
func program(t *testing.T) string {
	t.Helper()
	dir := os.Getenv(binaries)
	if dir == "" {
		t.Skip(binaries + " names no folder with kettled in it")
	}
	return filepath.Join(dir, "kettled")
}

// machine is a computer with a data folder and a kettled that runs, is killed,
// and runs again. It is for use by several goroutines.
type machine struct {
	t     *testing.T
	name  string
	bin   string
	data  string
	log   string   // file of what it says
	args  []string // of kettled
	links []*link  // its only ways out; none for a machine on this one's network

	mu  sync.Mutex
	cmd *exec.Cmd
	pid int // of kettled, which may be a child of cmd
	end chan struct{}
}

// start runs kettled. It returns when the process is there.
func (m *machine) start() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	log, err := os.OpenFile(m.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	line := append([]string{m.bin, "--data", m.data}, m.args...)
	cmd := exec.Command(line[0], line[1:]...)
	cmd.SysProcAttr = &syscall.SysProcAttr{}
	var said io.ReadCloser
	if m.links != nil && namespaces() == nil {
		if cmd, err = alone(line, m.links); err != nil {
			return err
		}
		if said, err = cmd.StdoutPipe(); err != nil {
			return err
		}
	} else {
		cmd.Stdout = log
	}
	cmd.Stderr = log
	endWithUs(cmd)
	end, started := make(chan struct{}), make(chan error, 1)
	go startLocked(cmd, started, end)
	if err := <-started; err != nil {
		return err
	}
	m.cmd, m.pid, m.end = cmd, cmd.Process.Pid, end
	if said != nil {
		if _, err := fmt.Fscanln(said, &m.pid); err != nil {
			return fmt.Errorf("start %s in a network of its own: %w", m.name, err)
		}
	}
	return nil
}

// up says whether the process runs.
func (m *machine) up() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	select {
	case <-m.end:
		return false
	default:
		return true
	}
}

// signal sends a signal to kettled.
func (m *machine) signal(s syscall.Signal) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := syscall.Kill(m.pid, s); err != nil {
		m.t.Logf("signal %s: %v", m.name, err)
	}
}

// kill ends kettled as a power cut would and waits for its end.
func (m *machine) kill() {
	if m.cmd != nil && m.up() {
		m.signal(syscall.SIGKILL)
		<-m.end
	}
}

// do runs a command on the data folder and gives what it printed. An error holds
// what it said.
func (m *machine) do(args ...string) (string, error) { return m.doFor(90*time.Second, args...) }

func (m *machine) doFor(limit time.Duration, args ...string) (string, error) {
	cmd := exec.Command(m.bin, append([]string{"--data", m.data}, args...)...)
	var out, errs strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errs
	endWithUs(cmd)
	end, started := make(chan struct{}), make(chan error, 1)
	go startLocked(cmd, started, end)
	if err := <-started; err != nil {
		return "", err
	}
	late := time.AfterFunc(limit, func() { _ = cmd.Process.Kill() })
	<-end
	late.Stop()
	if !cmd.ProcessState.Success() {
		return out.String(), fmt.Errorf("kettled %s on %s: %v: %s", strings.Join(args, " "), m.name, cmd.ProcessState, strings.TrimSpace(errs.String()))
	}
	return out.String(), nil
}

// must is do for what has to work.
func (m *machine) must(args ...string) string {
	m.t.Helper()
	out, err := m.do(args...)
	if err != nil {
		m.t.Fatal(err)
	}
	return out
}

// read runs a command that prints JSON.
func (m *machine) read(into any, args ...string) error {
	out, err := m.do(append(args, "--json")...)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(out), into)
}

func (m *machine) standing() (s step.Status, err error) { return s, m.read(&s, "status") }

func (m *machine) inStep() bool {
	s, err := m.standing()
	return err == nil && s.InStep
}

// until polls until something is so.
func until(t *testing.T, within time.Duration, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(within); !so(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within %s: %s", within, what)
		}
	}
}

// link is the way of one machine to one hub, with a proxy on it that makes it
// worse. Closing is done at the end of the test.
type link struct {
	at     string // of the hub, and where the machine finds it
	socket string // through which its network is left

	mu    sync.Mutex
	proxy *toxiproxy.Proxy // nil while it is cut
}

// newLink makes a whole link. The folder's path must be short.
func newLink(t *testing.T, at, socket string) *link {
	t.Helper()
	l := &link{at: at, socket: socket}
	ln, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ln.Close()
		l.cut()
	})
	go relay(ln, func() (net.Conn, error) {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.proxy == nil {
			return nil, net.ErrClosed
		}
		return net.Dial("tcp", l.proxy.Listen)
	})
	if err := l.mend(); err != nil {
		t.Fatal(err)
	}
	return l
}

// cut ends all connections and lets none begin.
func (l *link) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.proxy != nil {
		l.proxy.Stop()
		l.proxy = nil
	}
}

// mend makes the link whole, without a fault. What it was worsened by is gone
// with the connections of then.
func (l *link) mend() error {
	l.cut()
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	p := toxiproxy.NewProxy(server, filepath.Base(l.socket), "127.0.0.1:0", l.at)
	if err := p.Start(); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.proxy = p
	return nil
}

// worsen adds a toxic in both directions, until the link is mended.
func (l *link) worsen(kind, attributes string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.proxy == nil {
		return nil
	}
	for _, stream := range []string{"upstream", "downstream"} {
		text := fmt.Sprintf(`{"name": "%s-%s", "type": "%s", "stream": "%s", "attributes": %s}`, kind, stream, kind, stream, attributes)
		if _, err := l.proxy.Toxics.AddToxicJson(strings.NewReader(text)); err != nil {
			return err
		}
	}
	return nil
}

// relay passes connections on until ln is closed.
func relay(ln net.Listener, dial func() (net.Conn, error)) {
	for {
		from, err := ln.Accept()
		if err != nil {
			return
		}
		go func() {
			defer from.Close()
			to, err := dial()
			if err != nil {
				return
			}
			defer to.Close()
			go func() {
				_, _ = io.Copy(to, from) // it ends with either side
				to.Close()
			}()
			_, _ = io.Copy(from, to)
		}()
	}
}

// freeAddress is one that nobody listens at.
func freeAddress(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}
