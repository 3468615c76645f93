package sync

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kettle/internal/community"
)

// allowed is the answer that is as asked for.
const allowed Code = ""

// access is what every screen gets of every endpoint: as asked for, or a problem.
var access = []struct {
	endpoint             string
	ask                  func(ctx context.Context, p Peer, w Welcome) error
	kiosk, replica, wall Code
}{
	{
		endpoint: "hello", ask: func(ctx context.Context, p Peer, _ Welcome) error {
			_, err := p.Hello(ctx, aHello(0))
			return err
		},
	},
	{
		endpoint: "push", wall: CodeRole, ask: func(ctx context.Context, p Peer, w Welcome) error {
			_, err := p.Push(ctx, Push{Epoch: w.Epoch, Life: w.Life, Clock: time.Now().UnixMilli(), Records: []community.Record{aRecord()}})
			return err
		},
	},
	{
		endpoint: "pull", ask: func(ctx context.Context, p Peer, w Welcome) error {
			_, err := p.Pull(ctx, Pull{Epoch: w.Epoch, Life: w.Life})
			return err
		},
	},
	{
		endpoint: "digest", ask: func(ctx context.Context, p Peer, _ Welcome) error {
			_, err := p.Digest(ctx)
			return err
		},
	},
	{
		endpoint: "photos", wall: CodeRole, ask: func(ctx context.Context, p Peer, _ Welcome) error {
			_, err := p.Photos(ctx, []string{hashOf(nil)})
			return err
		},
	},
	{
		endpoint: "put photo", wall: CodeRole, ask: func(ctx context.Context, p Peer, _ Welcome) error {
			return p.PutPart(ctx, hashOf([]byte("photo")), 0, 1, []byte("photo"))
		},
	},
	{
		endpoint: "get photo", kiosk: CodePhoto, replica: CodePhoto, wall: CodePhoto,
		ask: func(ctx context.Context, p Peer, _ Welcome) error {
			_, _, err := p.Part(ctx, hashOf([]byte("no such photo")), 0)
			return err
		},
	},
	{
		endpoint: "bye", ask: func(ctx context.Context, p Peer, _ Welcome) error { return p.Bye(ctx) },
	},
}

// aHello is the first that a new screen says.
func aHello(epoch int64) Hello {
	return Hello{Screen: 42, Epoch: epoch, Clock: time.Now().UnixMilli(), Protocols: [2]int{Protocol, Protocol}, Program: "test"}
}

// aRecord is one that any hub takes from a kiosk.
func aRecord() community.Record {
	r := someRecords(1)[0]
	r.Groups[0].Clock = time.Now().UnixMilli() << 16
	r.Groups[0].Seq = 0
	return r
}

// checkAccess runs the table of who may do what against a hub, by way of the
// network. keys are those of a screen in each state that is to be tested: "kiosk",
// "replica", "wall" and "revoked".
func checkAccess(t *testing.T, admit Admit, space community.ID, keys map[string]Key) {
	t.Helper()
	hub := newKey(t)
	address := serve(t, ServerOptions{Key: hub, Admit: admit})
	peer := func(t *testing.T, key Key, space community.ID) Peer {
		c, err := Dial(DialOptions{Addresses: []string{address}, Space: space, Key: key, Hub: hub.Fingerprint()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(c.CloseIdleConnections)
		return c
	}
	expect := func(t *testing.T, key Key, space community.ID, code func(i int) Code) {
		p := peer(t, key, space)
		w, _ := p.Hello(t.Context(), aHello(0)) // whether that is allowed is in the table, too
		for i, row := range access {
			want := code(i)
			if err := row.ask(t.Context(), p, w); want != allowed {
				refused(t, err, want)
			} else if err != nil {
				t.Errorf("%s: %v", row.endpoint, err)
			}
			if t.Failed() {
				t.Fatalf("at %s", row.endpoint)
			}
		}
	}
	always := func(code Code) func(int) Code { return func(int) Code { return code } }
	columns := map[string]func(int) Code{
		"kiosk":   func(i int) Code { return access[i].kiosk },
		"replica": func(i int) Code { return access[i].replica },
		"wall":    func(i int) Code { return access[i].wall },
		"revoked": always(CodeRevoked),
	}
	for state, key := range keys {
		t.Run(state, func(t *testing.T) { expect(t, key, space, columns[state]) })
	}
	t.Run("unpaired", func(t *testing.T) { expect(t, newKey(t), space, always(CodeUnpaired)) })
	t.Run("another space", func(t *testing.T) { expect(t, keys["kiosk"], community.ID{9, 15: 9}, always(CodeSpace)) })
	t.Run("no certificate", func(t *testing.T) { refusesTheBare(t, address, space) })
}

// fakeAdmit admits by a list of keys.
func fakeAdmit(states map[string]string, peers map[string]*fakePeer) Admit {
	return func(_ context.Context, space community.ID, key string) (Peer, error) {
		if space != testSpace {
			return nil, problem(CodeSpace, "")
		}
		switch state := states[key]; state {
		case "":
			return nil, problem(CodeUnpaired, "")
		case "revoked":
			return nil, problem(CodeRevoked, "")
		default:
			return peers[state], nil
		}
	}
}

func TestEveryScreenGetsWhatItsRoleMay(t *testing.T) {
	states, peers, keys := map[string]string{}, map[string]*fakePeer{}, map[string]Key{}
	for _, state := range []string{"kiosk", "replica", "wall", "revoked"} {
		key := newKey(t)
		keys[state], states[key.Fingerprint()], peers[state] = key, state, &fakePeer{role: state}
	}
	checkAccess(t, fakeAdmit(states, peers), testSpace, keys)
	want := "hello hello push pull digest photos put part bye"
	for _, state := range []string{"kiosk", "replica", "wall"} {
		if got := strings.Join(peers[state].taken(), " "); got != want {
			t.Errorf("the hub of a %s was asked %q", state, got)
		}
	}
	if got := peers["revoked"].taken(); len(got) > 0 {
		t.Errorf("a revoked screen reached %v", got)
	}
}

func TestARevokeHoldsFromTheNextRequest(t *testing.T) {
	hub := newKey(t)
	var revoked atomic.Bool
	c := dial(t, serve(t, ServerOptions{Key: hub, Admit: func(context.Context, community.ID, string) (Peer, error) {
		if revoked.Load() {
			return nil, problem(CodeRevoked, "")
		}
		return &fakePeer{}, nil
	}}), newKey(t), hub)
	if _, err := c.Pull(t.Context(), Pull{}); err != nil {
		t.Fatal(err)
	}
	revoked.Store(true)
	_, err := c.Pull(t.Context(), Pull{})
	refused(t, err, CodeRevoked)
}

func TestTheKeyThatIsAdmittedIsTheScreens(t *testing.T) {
	hub := newKey(t)
	asked := make(chan string, 1)
	address := serve(t, ServerOptions{Key: hub, Admit: func(_ context.Context, space community.ID, key string) (Peer, error) {
		asked <- fmt.Sprint(space, " ", key)
		return &fakePeer{}, nil
	}})
	screen := newKey(t)
	if err := dial(t, address, screen, hub).Bye(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := <-asked; got != testSpace.String()+" "+screen.Fingerprint() {
		t.Errorf("admitted was %s", got)
	}
}

func TestAScreenTalksToItsOwnHubOnly(t *testing.T) {
	hub, other := newKey(t), newKey(t)
	f := &fakePeer{}
	address := serve(t, ServerOptions{Key: other, Admit: everyone(f)})
	_, err := dial(t, address, newKey(t), hub).Hello(t.Context(), Hello{})
	if !errors.Is(err, ErrOtherHub) {
		t.Errorf("hello to another hub: %v", err)
	}
	if len(f.taken()) > 0 {
		t.Error("another hub was told something")
	}
	right := serve(t, ServerOptions{Key: hub, Admit: everyone(f)})
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody.Close()
	c, err := Dial(DialOptions{Addresses: []string{nobody.Addr().String(), address, right}, Space: testSpace, Key: newKey(t), Hub: hub.Fingerprint()})
	if err != nil {
		t.Fatal(err)
	}
	defer c.CloseIdleConnections()
	for range 2 {
		if err := c.Bye(t.Context()); err != nil {
			t.Errorf("with the right address after two wrong ones: %v", err)
		}
	}
	if c.at != 2 {
		t.Errorf("address %d is asked first from now on", c.at)
	}
	if got := f.taken(); !slices.Equal(got, []string{"bye", "bye"}) {
		t.Errorf("the hub was asked %v", got)
	}
}

func TestDialingNeedsWhatItCannotGuess(t *testing.T) {
	key := newKey(t)
	for name, o := range map[string]DialOptions{
		"no address":     {Key: key, Hub: key.Fingerprint()},
		"no key":         {Addresses: []string{"hub"}, Hub: key.Fingerprint()},
		"no fingerprint": {Addresses: []string{"hub"}, Key: key},
	} {
		if _, err := Dial(o); err == nil {
			t.Errorf("%s: dialled", name)
		}
	}
	for address, want := range map[string]string{
		"hub": "hub:8421", " hub:1 ": "hub:1", "10.0.0.1": "10.0.0.1:8421", "fe80::1": "[fe80::1]:8421", "[fe80::1]": "[fe80::1]:8421", "[::1]:5": "[::1]:5",
	} {
		if got := withPort(address); got != want {
			t.Errorf("%q is dialled as %q", address, got)
		}
	}
}
