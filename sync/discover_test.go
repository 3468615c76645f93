package sync

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/mdns"
)

func TestAHubIsFoundOnTheLocalNetwork(t *testing.T) {
	if len(localLinks()) == 0 {
		t.Skip("NOT TESTED: this machine has no address, so nobody can be asked")
	}
	hub := newKey(t).Fingerprint()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Announce(ctx, 8421, hub, testSpace) }()
	ours := func(f Found) bool { return f.Key == hub }
	var found []Found
	for end := time.Now().Add(20 * time.Second); len(found) == 0 && time.Now().Before(end); {
		var err error
		if found, err = Discover(t.Context(), ours); err != nil {
			t.Fatal("nobody could be asked on", addressesOf(localLinks()), err)
		}
	}
	if len(found) != 1 || found[0].Space != testSpace || !strings.HasSuffix(found[0].Address, ":8421") {
		t.Fatalf("found %+v", found)
	}
	if all, err := Discover(t.Context(), nil); err != nil || len(all) == 0 {
		t.Errorf("all there are: %+v, %v", all, err)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if left, err := Discover(t.Context(), ours); err != nil || len(left) > 0 {
		t.Errorf("after it ended: %+v, %v", left, err)
	}
}

func TestOnlyWholeAnswersAreHints(t *testing.T) {
	key, space := "key="+hashOf(nil), "space="+testSpace.String()
	good := mdns.ServiceEntry{Name: "kettle-x._kettle._tcp.local.", AddrV4: net.IPv4(10, 0, 0, 1), Port: 8421, InfoFields: []string{"v=2", key, space}}
	f, ok := readEntry(&good)
	if !ok || f != (Found{Address: "10.0.0.1:8421", Key: hashOf(nil), Space: testSpace}) {
		t.Errorf("a good answer is read as %+v, %v", f, ok)
	}
	for name, spoil := range map[string]func(*mdns.ServiceEntry){
		"another service": func(e *mdns.ServiceEntry) { e.Name = "printer._ipp._tcp.local." },
		"no address":      func(e *mdns.ServiceEntry) { e.AddrV4 = nil },
		"no port":         func(e *mdns.ServiceEntry) { e.Port = 0 },
		"no key":          func(e *mdns.ServiceEntry) { e.InfoFields = []string{space} },
		"a bad key":       func(e *mdns.ServiceEntry) { e.InfoFields = []string{"key=x", space} },
		"no space":        func(e *mdns.ServiceEntry) { e.InfoFields = []string{key} },
		"a bad space":     func(e *mdns.ServiceEntry) { e.InfoFields = []string{key, "space=x"} },
		"nothing":         func(e *mdns.ServiceEntry) { *e = mdns.ServiceEntry{} },
	} {
		e := good
		spoil(&e)
		if f, ok := readEntry(&e); ok {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

func TestWhatCannotBeAnnouncedIsSaid(t *testing.T) {
	if err := Announce(t.Context(), 0, hashOf(nil), testSpace); err == nil {
		t.Error("a port of 0 was announced")
	}
	if err := Announce(t.Context(), 1, "x", testSpace); err == nil {
		t.Error("no key was announced")
	}
}
