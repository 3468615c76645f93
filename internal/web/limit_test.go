package web

import (
	"fmt"
	"testing"
	"time"
)

func TestEachAddressHasItsOwnMeasure(t *testing.T) {
	at := now
	l := newLimiter(func() time.Time { return at })
	spend := func(remote string) (n int) {
		for l.allow(remote) && n < 10_000 {
			n++
		}
		return n
	}
	for _, remote := range []string{"192.168.1.5:1", "192.168.1.6:1", "[fd00::1]:1", "not an address"} {
		if n := spend(remote); n != lookUpsAtOnce {
			t.Errorf("%s got %d", remote, n)
		}
	}
	for _, same := range []string{"192.168.1.5:2", "[::ffff:192.168.1.5]:3", "[fd00::2]:1", "[fd00::1%eth0]:9"} {
		if n := spend(same); n != 0 {
			t.Errorf("%s got %d more", same, n)
		}
	}
	at = at.Add(3 * time.Second)
	if n := spend("192.168.1.5:1"); n != 3*lookUpsPerSecond {
		t.Errorf("three seconds later it got %d", n)
	}
}

func TestAddressesRememberedAreBounded(t *testing.T) {
	l := newLimiter(clockAt(now))
	name := func(i int) string { return fmt.Sprintf("10.%d.%d.%d:1", i>>16, i>>8&255, i&255) }
	for range lookUpsAtOnce {
		l.allow("192.168.1.5:1")
	}
	for i := range 3 * maxAddresses {
		l.allow(name(i))
		if n := len(l.young) + len(l.old); n > maxAddresses {
			t.Fatalf("%d are remembered", n)
		}
		if i%1000 == 0 && l.allow("192.168.1.5:1") { // asks again and again, so it is not forgotten
			t.Fatalf("after %d others it was let in", i)
		}
	}
	if l.young[network(name(0))] != nil || l.old[network(name(0))] != nil {
		t.Error("an address that went away is still remembered")
	}
}
