package sync

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/mdns"

	"kettle/internal/community"
)

// How hubs are found on a local network (RFC 6763).
const (
	service   = "_kettle._tcp"
	askFor    = 500 * time.Millisecond
	asks      = 4
	lookAgain = time.Minute // whether this machine has other addresses now
	maxFound  = 64          // at one time
)

// Found is a hub that somebody on the local network says is there. It is a hint:
// only the key that a connection shows makes it true.
type Found struct {
	Address string // host:port
	Key     string // fingerprint of the hub's key
	Space   community.ID
}

// Announce tells the local network of the hub that listens on that port, until
// ctx ends. Where that cannot be done it is logged once and waits for ctx, too:
// a typed address always works.
func Announce(ctx context.Context, port int, hub string, space community.ID) error {
	if !isHash(hub) || port < 1 || port > 65535 {
		return fmt.Errorf("announce a hub: port %d, key %q", port, hub)
	}
	var said sync.Once
	var servers []*mdns.Server
	var at []string
	stop := func() {
		for _, s := range servers {
			_ = s.Shutdown() // it is to end, and there is nobody to tell
		}
		servers = nil
	}
	defer stop()
	again := time.NewTicker(lookAgain)
	defer again.Stop()
	for {
		links := localLinks()
		if now := addressesOf(links); !slices.Equal(now, at) {
			stop()
			at = now
			for _, l := range links {
				s, err := l.announce(port, hub, space)
				if err != nil {
					said.Do(func() { slog.Info("screens cannot find this hub by themselves; its address works", "err", err) })
					continue
				}
				servers = append(servers, s)
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-again.C:
		}
	}
}

// Discover asks the local network for hubs, a few times within two seconds, until
// want says yes to one; a nil want takes all. Where nobody can be asked that is
// an error, and harmless.
func Discover(ctx context.Context, want func(Found) bool) ([]Found, error) {
	links := localLinks()
	if len(links) == 0 {
		return nil, errors.New("find a hub: this machine is on no network")
	}
	var found []Found
	for range asks {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		entries, err := askAll(ctx, links)
		if err != nil {
			return nil, fmt.Errorf("find a hub: %w", err)
		}
		for _, e := range entries {
			f, ok := readEntry(e)
			if !ok || slices.Contains(found, f) {
				continue
			}
			if want == nil {
				found = append(found, f)
			} else if want(f) {
				return []Found{f}, nil
			}
		}
	}
	return found, nil
}

// askAll asks on all links at one time. It is an error when none of them works.
// The answers are read when the asking is over, since until then the library
// writes to them.
func askAll(ctx context.Context, links []link) (all []*mdns.ServiceEntry, err error) {
	entries := make(chan *mdns.ServiceEntry, maxFound)
	failed := make([]error, len(links))
	var asking sync.WaitGroup
	for i, l := range links {
		asking.Go(func() { failed[i] = l.ask(ctx, entries) })
	}
	asking.Wait()
	close(entries)
	for e := range entries {
		all = append(all, e)
	}
	if !slices.Contains(failed, nil) {
		return nil, errors.Join(failed...)
	}
	return all, nil
}

// readEntry takes what it can use of an answer, which may hold anything.
func readEntry(e *mdns.ServiceEntry) (f Found, ok bool) {
	if !strings.HasSuffix(e.Name, "."+service+".local.") || e.AddrV4 == nil || e.Port < 1 || e.Port > 65535 {
		return f, false
	}
	f.Address = net.JoinHostPort(e.AddrV4.String(), strconv.Itoa(e.Port))
	for _, field := range e.InfoFields {
		name, value, _ := strings.Cut(field, "=")
		switch name {
		case "key":
			f.Key = value
		case "space":
			space, err := community.ParseID(value)
			if err != nil {
				return f, false
			}
			f.Space = space
		}
	}
	return f, isHash(f.Key) && !f.Space.IsZero()
}

// link is one network that this machine is on, and its addresses there.
type link struct {
	net.Interface
	ips []net.IP
}

// localLinks gives the networks that can be asked, by IPv4: in an office those
// are all that have neighbours who answer. The machine itself counts when it is
// on no other.
func localLinks() []link {
	all, err := net.Interfaces()
	if err != nil {
		return nil
	}
	var links, self []link
	for _, i := range all {
		l := link{Interface: i}
		addresses, err := i.Addrs()
		if err != nil || i.Flags&net.FlagUp == 0 {
			continue
		}
		for _, a := range addresses {
			if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil {
				l.ips = append(l.ips, n.IP.To4())
			}
		}
		switch {
		case len(l.ips) == 0:
		case i.Flags&net.FlagLoopback != 0:
			self = append(self, l)
		case i.Flags&net.FlagMulticast != 0:
			links = append(links, l)
		}
	}
	if len(links) == 0 {
		return self
	}
	return links
}

func addressesOf(links []link) (all []string) {
	for _, l := range links {
		for _, ip := range l.ips {
			all = append(all, l.Name+" "+ip.String())
		}
	}
	return all
}

// announce answers who asks on the link.
func (l link) announce(port int, hub string, space community.ID) (*mdns.Server, error) {
	name := "kettle-" + hub[:12]
	zone, err := mdns.NewMDNSService(name, service, "", name+".local.", port, l.ips, []string{"key=" + hub, "space=" + space.String()})
	if err != nil {
		return nil, fmt.Errorf("announce on %s: %w", l.Name, err)
	}
	s, err := mdns.NewServer(&mdns.Config{Zone: zone, Iface: &l.Interface, Logger: silent()})
	if err != nil {
		return nil, fmt.Errorf("announce on %s: %w", l.Name, err)
	}
	return s, nil
}

// ask asks on the link, for askFor whatever happens: by IPv4, and by IPv6 where
// that fails, as the library does on a network without a router.
func (l link) ask(ctx context.Context, entries chan<- *mdns.ServiceEntry) error {
	by := func(v6 bool) error {
		return mdns.QueryContext(ctx, &mdns.QueryParam{
			Service: service, Domain: "local", Timeout: askFor, Interface: &l.Interface, Entries: entries,
			DisableIPv4: v6, DisableIPv6: !v6, Logger: silent(),
		})
	}
	if err4 := by(false); err4 != nil {
		if err6 := by(true); err6 != nil {
			return fmt.Errorf("ask on %s: %w", l.Name, errors.Join(err4, err6))
		}
	}
	return nil
}

// silent is for a library that logs what any neighbour may send.
func silent() *log.Logger { return log.New(io.Discard, "", 0) }
