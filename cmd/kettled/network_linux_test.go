package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// network is two computers on one cable: namespaces of Linux, each with an
// address and, if there is a router, a way out.
type network struct {
	*town
	names [2]string
}

func newNetwork(t *testing.T, router bool) *network {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("NOT TESTED: only root makes networks")
	}
	if _, err := exec.LookPath("ip"); err != nil {
		t.Skip("NOT TESTED: iproute2 is not installed")
	}
	n := &network{town: newTown(t)}
	for i := range n.names {
		n.names[i] = fmt.Sprintf("kt%d%c", os.Getpid(), 'a'+i)
		if out, err := exec.Command("ip", "netns", "add", n.names[i]).CombinedOutput(); err != nil {
			t.Skipf("NOT TESTED: this machine lets nobody make networks: %v: %s", err, out)
		}
		t.Cleanup(func() { n.ip("netns", "del", n.names[i]) })
	}
	if out, err := exec.Command("ip", "-n", n.names[0], "link", "set", "lo", "up").CombinedOutput(); err != nil {
		t.Skipf("NOT TESTED: this machine lets nobody use networks: %v: %s", err, out)
	}
	n.ip("link", "add", "cable", "netns", n.names[0], "type", "veth", "peer", "name", "cable", "netns", n.names[1])
	for i, name := range n.names {
		n.ip("-n", name, "addr", "add", n.at(i), "dev", "cable")
		n.ip("-n", name, "link", "set", "lo", "up")
		n.ip("-n", name, "link", "set", "cable", "up")
		if router {
			n.ip("-n", name, "route", "add", "default", "via", "10.77.0.254")
		}
	}
	return n
}

func (n *network) at(i int) string { return fmt.Sprintf("10.77.0.%d/24", i+1) }

func (n *network) ip(args ...string) {
	n.t.Helper()
	if out, err := exec.Command("ip", args...).CombinedOutput(); err != nil {
		n.t.Errorf("ip %s: %v: %s", strings.Join(args, " "), err, out)
	}
}

// on is a machine at one end of the cable.
func (n *network) on(i int, args ...string) *machine {
	m := n.machine(n.names[i], args...)
	m.bin = m.data + ".sh"
	script := fmt.Sprintf("#!/bin/sh\nexec ip netns exec %s %s \"$@\"\n", n.names[i], n.town.bin)
	if err := os.WriteFile(m.bin, []byte(script), 0o700); err != nil {
		n.t.Fatal(err)
	}
	return m
}

func TestAScreenFindsTheHubOnAnotherComputerByItself(t *testing.T) {
	for name, router := range map[string]bool{"with a router": true, "with a cable alone": false} {
		t.Run(name, func(t *testing.T) {
			n := newNetwork(t, router)
			hub, screen := n.on(0, "hub", "--metrics", "off"), n.on(1, "follow")
			n.begin(hub)
			var code struct{ Code, Fingerprint string }
			if err := hub.read(&code, "pair", "--name", "Library", "--role", "kiosk", "--yes"); err != nil {
				t.Fatal(err)
			}
			var joined error
			until(t, 30*time.Second, "the screen finds the hub", func() bool {
				_, joined = screen.do("join", "--code", code.Code, "--fingerprint", code.Fingerprint)
				return joined == nil || !strings.Contains(joined.Error(), "No hub was found")
			})
			if joined != nil {
				t.Fatal(joined)
			}
			n.begin(screen)
			arrives := func(who string, within time.Duration) {
				t.Helper()
				hub.must("member", "add", "--set", "name="+who)
				until(t, within, who+" is known at the screen", func() bool {
					return strings.Contains(screen.must("member", "list"), who)
				})
			}
			arrives("Jo Marsh", 10*time.Second)
			if rounds(0, 1) == 0 {
				return
			}
			// The hub looks once a minute whether it has another address.
			n.ip("-n", n.names[0], "addr", "del", n.at(0), "dev", "cable")
			n.ip("-n", n.names[0], "addr", "add", n.at(6), "dev", "cable")
			arrives("Mina Late", 4*time.Minute)
		})
	}
}
