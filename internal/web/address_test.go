package web

import (
	"net"
	"net/netip"
	"testing"
)

const up = net.FlagUp | net.FlagBroadcast | net.FlagMulticast

func in(name string, flags net.Flags, addrs ...string) Interface {
	i := Interface{Name: name, Flags: flags}
	for _, a := range addrs {
		i.Addrs = append(i.Addrs, netip.MustParseAddr(a))
	}
	return i
}

func tcp(s string) net.Addr { return net.TCPAddrFromAddrPort(netip.MustParseAddrPort(s)) }

func TestAddressIsWherePhonesReachThePages(t *testing.T) {
	lo := in("lo", net.FlagUp|net.FlagLoopback, "127.0.0.1", "::1")
	lan := in("enp3s0", up, "fe80::1", "2001:db8::5", "192.168.1.20")
	docker := in("docker0", up, "172.17.0.1")
	tunnel := in("wg0", net.FlagUp|net.FlagPointToPoint, "10.8.0.2")
	for _, c := range []struct {
		name   string
		listen string
		base   string
		ifs    []Interface
		want   string
	}{
		{"configured", "[::]:8420", "https://kettle.example/", []Interface{lan}, "https://kettle.example"},
		{"configured without a scheme", "[::]:8420", "kettle.local:8420", []Interface{lan}, "http://kettle.local:8420"},
		{"real hardware", "[::]:8420", "", []Interface{lo, docker, tunnel, lan}, "http://192.168.1.20:8420"},
		{"any IPv4", "0.0.0.0:8420", " ", []Interface{lo, lan}, "http://192.168.1.20:8420"},
		{"IPv4 before IPv6", "[::]:8420", "", []Interface{in("eth0", up, "fd00::9", "10.0.0.4")}, "http://10.0.0.4:8420"},
		{"first of two", "[::]:8420", "", []Interface{lan, in("wlan0", up, "192.168.7.9")}, "http://192.168.1.20:8420"},
		{"private before public", "[::]:8420", "", []Interface{in("eth0", up, "203.0.113.9"), in("eth1", up, "10.0.0.4")}, "http://10.0.0.4:8420"},
		{"one that is down", "[::]:8420", "", []Interface{in("eth0", net.FlagBroadcast, "10.0.0.4"), in("eth1", up, "203.0.113.9")}, "http://203.0.113.9:8420"},
		{"no address given out", "[::]:8420", "", []Interface{in("eth0", up, "169.254.3.4", "fe80::9")}, "http://127.0.0.1:8420"},
		{"only IPv6", "[::]:8420", "", []Interface{in("eth0", up, "fd00::9")}, "http://[fd00::9]:8420"},
		{"only a container's", "[::]:8420", "", []Interface{lo, docker}, "http://172.17.0.1:8420"},
		{"loopback", "127.0.0.1:43117", "", []Interface{lan}, "http://127.0.0.1:43117"},
		{"loopback IPv6", "[::1]:43117", "", []Interface{lan}, "http://[::1]:43117"},
		{"one address", "192.168.9.9:8420", "", []Interface{lan}, "http://192.168.9.9:8420"},
		{"port 80", "192.168.9.9:80", "", []Interface{lan}, "http://192.168.9.9"},
		{"port 80 IPv6", "[fd00::9]:80", "", []Interface{lan}, "http://[fd00::9]"},
	} {
		if got := Address(tcp(c.listen), c.base, c.ifs...); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestAddressAsksTheSystem(t *testing.T) {
	got := Address(tcp("[::]:8420"), "")
	if len(Interfaces()) == 0 || len(got) < len("http://1.1.1.1:8420") || got[:7] != "http://" {
		t.Errorf("got %s of %v", got, Interfaces())
	}
}

func TestProfileURLIsUpperCaseForASmallCode(t *testing.T) {
	for base, want := range map[string]string{
		"http://192.168.1.20:8420":      "HTTP://192.168.1.20:8420/M/ABCD2345",
		"https://kettle.example":        "HTTPS://KETTLE.EXAMPLE/M/ABCD2345",
		"https://kettle.example/":       "HTTPS://KETTLE.EXAMPLE/M/ABCD2345",
		"https://harbour.example/Lobby": "HTTPS://HARBOUR.EXAMPLE/Lobby/M/ABCD2345",
		"http://[fd00::9]:8420":         "HTTP://[FD00::9]:8420/M/ABCD2345",
	} {
		if got := ProfileURL(base, "abcd2345"); got != want {
			t.Errorf("%s gives %s, want %s", base, got, want)
		}
	}
}
