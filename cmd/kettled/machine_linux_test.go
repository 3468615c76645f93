package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"unsafe"
)

// A machine of a test has a network of its own, a namespace of Linux with
// nothing in it but a loopback, on which the links to the hubs listen where the
// hubs are: so there is no way around a link that is cut.

// aloneVariable makes of the test program what begins such a machine.
const aloneVariable = "KETTLE_TEST_ALONE"

// begin is what that program is told.
type begin struct {
	Line    []string          // kettled and its arguments
	Sockets map[string]string // by the address of a hub
}

func TestMain(m *testing.M) {
	if text := os.Getenv(aloneVariable); text != "" {
		if err := beAlone(text); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// namespaces says why machines have no network of their own here.
var namespaces = sync.OnceValue(func() error {
	cmd, err := alone(nil, nil)
	if err != nil {
		return err
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
})

// alone is the command that runs another in a network of its own and prints its
// process number.
func alone(line []string, links []*link) (*exec.Cmd, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	b := begin{Line: line, Sockets: map[string]string{}}
	for _, l := range links {
		b.Sockets[l.at] = l.socket
	}
	text, err := json.Marshal(b)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), aloneVariable+"="+string(text))
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	if uid, gid := os.Getuid(), os.Getgid(); uid != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: uid, HostID: uid, Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: gid, HostID: gid, Size: 1}}
		cmd.SysProcAttr.AmbientCaps = []uintptr{12} // CAP_NET_ADMIN, to bring the loopback up
	}
	return cmd, nil
}

// beAlone is the life of that program.
func beAlone(text string) error {
	var b begin
	if err := json.Unmarshal([]byte(text), &b); err != nil {
		return err
	}
	if err := loopbackUp(); err != nil {
		return fmt.Errorf("bring the loopback up: %w", err)
	}
	if b.Line == nil {
		return nil
	}
	for at, socket := range b.Sockets {
		ln, err := net.Listen("tcp", at)
		if err != nil {
			return err
		}
		go relay(ln, func() (net.Conn, error) { return net.Dial("unix", socket) })
	}
	cmd := exec.Command(b.Line[0], b.Line[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	endWithUs(cmd)
	started, end := make(chan error, 1), make(chan struct{})
	go startLocked(cmd, started, end)
	if err := <-started; err != nil {
		return err
	}
	fmt.Println(cmd.Process.Pid)
	<-end
	return nil
}

// loopbackUp does what "ip link set lo up" does (netdevice(7)).
func loopbackUp() error {
	s, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_DGRAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer syscall.Close(s)
	request := struct {
		name  [16]byte
		flags uint16
		_     [22]byte
	}{flags: syscall.IFF_UP}
	copy(request.name[:], "lo")
	if _, _, e := syscall.Syscall(syscall.SYS_IOCTL, uintptr(s), syscall.SIOCSIFFLAGS, uintptr(unsafe.Pointer(&request))); e != 0 {
		return e
	}
	return nil
}

// endWithUs has a process killed when this one ends, however it ends.
func endWithUs(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
}

// startLocked starts a process from a thread that stays as long as it, since the
// process ends with the thread.
func startLocked(cmd *exec.Cmd, started chan<- error, end chan<- struct{}) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err := cmd.Start()
	started <- err
	if err == nil {
		var exit *exec.ExitError
		if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
			fmt.Fprintln(os.Stderr, "wait for a process:", err)
		}
		close(end)
	}
}
