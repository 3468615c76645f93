package web

import (
	"cmp"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Interface is one way in which the machine is connected.
type Interface struct {
	Name  string
	Flags net.Flags
	Addrs []netip.Addr
}

// Interfaces asks the system for its interfaces; what it does not tell is left
// out.
func Interfaces() []Interface {
	all, err := net.Interfaces()
	if err != nil {
		return nil
	}
	var found []Interface
	for _, i := range all {
		in := Interface{Name: i.Name, Flags: i.Flags}
		addrs, err := i.Addrs()
		if err != nil {
			continue
		}
		for _, a := range addrs {
			if p, err := netip.ParsePrefix(a.String()); err == nil {
				in.Addrs = append(in.Addrs, p.Addr().Unmap())
			}
		}
		found = append(found, in)
	}
	return found
}

// Address gives the URL under which phones reach the pages, without a slash at
// the end: the configured one if there is one; else, for a listener on one
// address, that address and its real port; else the machine's address in the
// local network. Without interfaces it asks the system for them.
func Address(listen net.Addr, baseURL string, interfaces ...Interface) string {
	if baseURL = strings.TrimRight(strings.TrimSpace(baseURL), "/"); baseURL != "" {
		if !strings.Contains(baseURL, "://") {
			baseURL = "http://" + baseURL
		}
		return baseURL
	}
	at, err := netip.ParseAddrPort(listen.String())
	if err != nil {
		return "http://" + listen.String()
	}
	addr := at.Addr().Unmap()
	if addr.IsUnspecified() {
		if len(interfaces) == 0 {
			interfaces = Interfaces()
		}
		addr = localAddress(interfaces)
	}
	host := addr.WithZone("").String()
	if at.Port() != 80 {
		return "http://" + net.JoinHostPort(host, strconv.Itoa(int(at.Port())))
	}
	if addr.Is6() {
		host = "[" + host + "]"
	}
	return "http://" + host
}

// localAddress picks the address that phones in the same network most likely
// reach: a private IPv4 one of real hardware before a public one, that before
// IPv6, and those of tunnels and containers last. Loopback if there is none.
func localAddress(interfaces []Interface) netip.Addr {
	type choice struct {
		addr netip.Addr
		rank int
	}
	best := choice{netip.AddrFrom4([4]byte{127, 0, 0, 1}), 100}
	for _, in := range interfaces {
		if in.Flags&net.FlagUp == 0 || in.Flags&net.FlagLoopback != 0 {
			continue
		}
		for _, a := range in.Addrs {
			if !a.IsGlobalUnicast() {
				continue
			}
			rank := 0
			if isVirtual(in) {
				rank += 10
			}
			if !a.IsPrivate() {
				rank++
			}
			if a.Is6() {
				rank += 4
			}
			if rank < best.rank {
				best = choice{a, rank}
			}
		}
	}
	return best.addr
}

// isVirtual says whether an interface leads to containers, virtual machines or
// through a tunnel, by the names that programs give them.
func isVirtual(in Interface) bool {
	names := []string{
		"docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "lxc", "lxd", "podman", "cni", "flannel", "cali",
		"tun", "tap", "wg", "tailscale", "zt", "ppp", "dummy", "ifb",
	}
	return in.Flags&net.FlagPointToPoint != 0 ||
		slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(in.Name, n) })
}

// ProfileURL gives the address of a member's page below base. It is in upper
// case, which makes a smaller QR code; schemes and host names know no case, and
// the pages do not mind. Only a path in base stays as it is.
func ProfileURL(base, code string) string {
	path := "/M/" + strings.ToUpper(code)
	u, err := url.Parse(base)
	if err != nil || u.Host == "" {
		return strings.TrimRight(base, "/") + path
	}
	return strings.ToUpper(cmp.Or(u.Scheme, "http")+"://"+u.Host) + strings.TrimRight(u.EscapedPath(), "/") + path
}
