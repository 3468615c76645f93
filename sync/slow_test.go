package sync

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"kettle/internal/community"
)

// line is a network between a screen and a hub that can be made worse.
type line struct {
	*toxiproxy.Proxy
	t *testing.T
}

func newLine(t *testing.T, to string) *line {
	t.Helper()
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	p := toxiproxy.NewProxy(server, t.Name(), "127.0.0.1:0", to)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	return &line{p, t}
}

// worsen adds a toxic of that kind in both directions.
func (l *line) worsen(kind, attributes string) {
	l.t.Helper()
	for _, stream := range []string{"upstream", "downstream"} {
		text := fmt.Sprintf(`{"name": "%s-%s", "type": "%s", "stream": "%s", "attributes": %s}`, kind, stream, kind, stream, attributes)
		if _, err := l.Toxics.AddToxicJson(strings.NewReader(text)); err != nil {
			l.t.Fatal(err)
		}
	}
}

// mend takes away what worsen added.
func (l *line) mend(kind string) {
	l.t.Helper()
	for _, stream := range []string{"upstream", "downstream"} {
		if err := l.Toxics.RemoveToxic(context.Background(), kind+"-"+stream); err != nil {
			l.t.Fatal(err)
		}
	}
}

// both sends records one way and fetches a page the other way, and compares.
func both(t *testing.T, c *Client, f *fakePeer) error {
	t.Helper()
	push := Push{Epoch: 7, Records: append([]community.Record{f.page.Records[0]}, f.page.Records...)}
	if _, err := c.Push(t.Context(), push); err != nil {
		return err
	}
	page, err := c.Pull(t.Context(), Pull{})
	if err != nil {
		return err
	}
	if len(page.Records) != len(f.page.Records) || len(f.pushed[len(f.pushed)-1].Records) != len(push.Records) {
		t.Error("something else arrived")
	}
	return nil
}

func TestBadLinesAreOnlySlow(t *testing.T) {
	for name, l := range map[string]struct{ kind, attributes string }{
		"far away":         {"latency", `{"latency": 300, "jitter": 100}`},
		"in small packets": {"slicer", `{"average_size": 60, "size_variation": 50, "delay": 100}`},
		"32 kbit a second": {"bandwidth", `{"rate": 4}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			hub := newKey(t)
			f := &fakePeer{page: Page{Records: someRecords(60)}}
			way := newLine(t, serve(t, ServerOptions{Key: hub, Admit: everyone(f)}))
			way.worsen(l.kind, l.attributes)
			c := dial(t, way.Listen, newKey(t), hub)
			began := time.Now()
			for range 2 {
				if err := both(t, c, f); err != nil {
					t.Errorf("after %v: %v", time.Since(began), err)
				}
			}
			t.Logf("it took %v", time.Since(began))
		})
	}
}

func TestALineThatIsCutInTheMiddleIsTriedAgain(t *testing.T) {
	hub := newKey(t)
	f := &fakePeer{page: Page{Records: someRecords(500)}}
	way := newLine(t, serve(t, ServerOptions{Key: hub, Admit: everyone(f)}))
	c := dial(t, way.Listen, newKey(t), hub)
	way.worsen("limit_data", `{"bytes": 20000}`)
	if err := both(t, c, f); err == nil {
		t.Error("more than the line carries came through")
	} else if _, ok := errors.AsType[*Problem](err); ok {
		t.Errorf("the line speaks for the hub: %v", err)
	}
	way.mend("limit_data")
	if err := both(t, c, f); err != nil {
		t.Errorf("after it was mended: %v", err)
	}
}

func TestAHubThatStopsAnsweringIsNoticed(t *testing.T) {
	hub := newKey(t)
	f := &fakePeer{change: make(chan struct{})}
	address := serve(t, ServerOptions{Key: hub, Admit: everyone(f)})
	way := newLine(t, address)
	c, err := Dial(DialOptions{Addresses: []string{way.Listen}, Space: testSpace, Key: newKey(t), Hub: hub.Fingerprint(), Timeout: 3 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer c.CloseIdleConnections()
	if err := c.Bye(t.Context()); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(300*time.Millisecond, func() { way.worsen("timeout", `{"timeout": 0}`) })
	began := time.Now()
	_, err = c.Pull(t.Context(), Pull{Wait: 25})
	if took := time.Since(began); err == nil || took > 6*time.Second {
		t.Errorf("a pull from a hub that was unplugged ended after %v with %v", took, err)
	}
	began = time.Now()
	if err := c.Bye(t.Context()); err == nil || time.Since(began) > 6*time.Second {
		t.Errorf("what was asked then ended after %v with %v", time.Since(began), err)
	}
	way.mend("timeout")
	if err := c.Bye(t.Context()); err != nil {
		t.Errorf("after it was plugged in again: %v", err)
	}
}

func TestAWholePartOfAPhotoCrossesASlowLine(t *testing.T) {
	if os.Getenv("KETTLE_LONG") == "" {
		t.Skip("it takes two minutes: set KETTLE_LONG")
	}
	hub := newKey(t)
	f := &fakePeer{change: make(chan struct{})}
	way := newLine(t, serve(t, ServerOptions{Key: hub, Admit: everyone(f)}))
	way.worsen("bandwidth", `{"rate": 4}`)
	c, err := Dial(DialOptions{Addresses: []string{way.Listen}, Space: testSpace, Key: newKey(t), Hub: hub.Fingerprint()})
	if err != nil {
		t.Fatal(err)
	}
	defer c.CloseIdleConnections()
	photo := noise(partSize)
	began := time.Now()
	if err := c.PutPart(t.Context(), hashOf(photo), 0, 1, photo); err != nil {
		t.Fatalf("after %v: %v", time.Since(began), err)
	}
	t.Logf("up: %v", time.Since(began))
	began = time.Now()
	got, _, err := c.Part(t.Context(), hashOf(photo), 0)
	if err != nil || !bytes.Equal(got, photo) {
		t.Errorf("after %v: %d bytes, %v", time.Since(began), len(got), err)
	}
	t.Logf("down: %v", time.Since(began))
}
