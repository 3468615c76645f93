package sync

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"kettle/internal/community"
)

// pairingHub is a hub that lets screens in and remembers them.
type pairingHub struct {
	*Pairing
	key     Key
	address string

	mu     sync.Mutex
	paired []Paired
	fail   error
}

func newPairingHub(t *testing.T) *pairingHub {
	t.Helper()
	h := &pairingHub{key: newKey(t)}
	h.Pairing = NewPairing(PairingOptions{
		Hub: h.key.Fingerprint(), Accepted: h.accept,
		Addresses: func() []string { return []string{"10.0.0.9:8421"} },
	})
	h.address = serve(t, ServerOptions{Key: h.key, Admit: everyone(&fakePeer{}), Pairing: h.Pairing})
	return h
}

func (h *pairingHub) accept(_ context.Context, p Paired) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.fail != nil {
		return h.fail
	}
	h.paired = append(h.paired, p)
	return nil
}

func (h *pairingHub) offer(t *testing.T, yes bool) string {
	t.Helper()
	code, err := h.Offer(Offer{Space: testSpace, Name: "Kitchen wall", Role: "wall", Yes: yes})
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// list gives who was let in.
func (h *pairingHub) list() []Paired {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]Paired(nil), h.paired...)
}

// joining starts to join; the digits and the result come over the channels.
func joining(t *testing.T, o JoinOptions) (digits chan string, done chan error, joined *Joined) {
	digits, done, joined = make(chan string, 1), make(chan error, 1), new(Joined)
	o.Show = func(d string) { digits <- d }
	go func() {
		j, err := Join(t.Context(), o)
		*joined = j
		done <- err
	}()
	return digits, done, joined
}

func TestBothSidesShowTheSameDigitsAndAHostSaysYes(t *testing.T) {
	for _, known := range []bool{false, true} {
		h, screen := newPairingHub(t), newKey(t)
		code := h.offer(t, false)
		o := JoinOptions{Address: h.address, Code: strings.ToLower(code[:5]) + " - " + code[5:], Key: screen}
		asked := false
		o.Confirm = func(context.Context) (bool, error) { asked = true; return true, nil }
		if known {
			o.Fingerprint = h.key.Fingerprint()
		}
		if err := h.Confirm(t.Context(), code, true); !errors.Is(err, ErrEarly) {
			t.Errorf("yes to nobody: %v", err)
		}
		digits, done, joined := joining(t, o)
		asks, err := h.Request(t.Context(), code)
		if err != nil {
			t.Fatal(err)
		}
		if shown := <-digits; shown != asks.Digits || len(shown) != 6 || asks.Key != screen.Fingerprint() {
			t.Errorf("the screen shows %s, the hub %+v", shown, asks)
		}
		if len(h.list()) > 0 {
			t.Error("the screen was let in before a host said yes")
		}
		if err := h.Confirm(t.Context(), code, true); err != nil {
			t.Fatal(err)
		}
		if got := h.list(); len(got) != 1 || got[0].Key != screen.Fingerprint() || got[0].Name != "Kitchen wall" {
			t.Errorf("let in were %+v", got)
		}
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		if joined.Space != testSpace || joined.Name != "Kitchen wall" || joined.Role != "wall" || joined.Hub != h.key.Fingerprint() ||
			strings.Join(joined.Addresses, " ") != h.address+" 10.0.0.9:8421" {
			t.Errorf("joined %+v", joined)
		}
		if asked == known {
			t.Errorf("with the hub's key known %v the screen asked %v", known, asked)
		}
		if err := h.Confirm(t.Context(), code, true); err != nil {
			t.Errorf("yes once more: %v", err)
		}
		if err := h.Confirm(t.Context(), code, false); !errors.Is(err, ErrLate) {
			t.Errorf("no after yes: %v", err)
		}
		if got := h.list(); len(got) != 1 {
			t.Errorf("let in were %d screens", len(got))
		}
	}
}

func TestANoAtEitherScreenEndsThePairing(t *testing.T) {
	h := newPairingHub(t)
	code := h.offer(t, false)
	digits, done, _ := joining(t, JoinOptions{Address: h.address, Code: code, Key: newKey(t)})
	<-digits
	if err := h.Confirm(t.Context(), code, false); err != nil {
		t.Fatal(err)
	}
	refused(t, <-done, CodePair)
	if err := h.Confirm(t.Context(), code, true); !errors.Is(err, ErrRefused) {
		t.Errorf("yes after no: %v", err)
	}

	code = h.offer(t, false)
	_, done, _ = joining(t, JoinOptions{
		Address: h.address, Code: code, Key: newKey(t),
		Confirm: func(context.Context) (bool, error) { return false, nil },
	})
	if err := <-done; !errors.Is(err, ErrDigitsDiffer) {
		t.Errorf("no at the screen: %v", err)
	}
	if err := h.Confirm(t.Context(), code, true); !errors.Is(err, ErrRefused) {
		t.Errorf("yes after the screen's no: %v", err)
	}
	if got := h.list(); len(got) > 0 {
		t.Errorf("let in were %+v", got)
	}
}

// A screen that cannot be what the code is for says so before any digits are shown.
func TestAScreenThatCannotBeWhatItIsToBeIsNotLetIn(t *testing.T) {
	h := newPairingHub(t)
	why := errors.New("it holds something")
	for _, yes := range []bool{false, true} {
		code := h.offer(t, yes)
		_, err := Join(t.Context(), JoinOptions{
			Address: h.address, Code: code, Key: newKey(t), Fingerprint: h.key.Fingerprint(),
			MayBecome: func(_ context.Context, space community.ID, role string) error {
				if space != testSpace || role != "wall" {
					t.Errorf("it is to be a %s of %v", role, space)
				}
				return why
			},
			Show: func(string) { t.Error("it shows digits") },
		})
		if !errors.Is(err, why) {
			t.Errorf("the screen: %v", err)
		}
		if asks, err := h.Request(t.Context(), code); !errors.Is(err, ErrRefused) {
			t.Errorf("the host is asked about %+v: %v", asks, err)
		}
	}
	if got := h.list(); len(got) > 0 {
		t.Errorf("let in were %+v", got)
	}
}

// A screen at which somebody went back while it waited for a host is let in by no
// later yes.
func TestAScreenThatStopsWaitingIsNotLetIn(t *testing.T) {
	h := newPairingHub(t)
	code := h.offer(t, false)
	ctx, leave := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		_, err := Join(ctx, JoinOptions{Address: h.address, Code: code, Key: newKey(t)})
		done <- err
	}()
	if _, err := h.Request(t.Context(), code); err != nil {
		t.Fatal(err)
	}
	leave()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("the screen: %v", err)
	}
	if err := h.Confirm(t.Context(), code, true); !errors.Is(err, ErrRefused) {
		t.Errorf("yes after the screen went: %v", err)
	}
	if got := h.list(); len(got) > 0 {
		t.Errorf("let in were %+v", got)
	}
}

func TestACodeIsGoodForOneScreen(t *testing.T) {
	h := newPairingHub(t)
	code := h.offer(t, false)
	digits, done, _ := joining(t, JoinOptions{Address: h.address, Code: code, Key: newKey(t)})
	<-digits
	soon, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	_, err := Join(soon, JoinOptions{Address: h.address, Code: code, Key: newKey(t)})
	refused(t, err, CodePair)
	if err := h.Confirm(t.Context(), code, true); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Errorf("the first: %v", err)
	}
	_, err = Join(soon, JoinOptions{Address: h.address, Code: code, Key: newKey(t)})
	refused(t, err, CodePair)
}

func TestACodeWithoutConfirmationWantsTheHubsKeyKnown(t *testing.T) {
	h, screen := newPairingHub(t), newKey(t)
	code := h.offer(t, true)
	_, err := Join(t.Context(), JoinOptions{Address: h.address, Code: code, Key: screen})
	refused(t, err, CodePair)
	if err == nil || !strings.Contains(err.Error(), "--fingerprint") {
		t.Errorf("the screen is told %v", err)
	}
	if len(h.list()) > 0 {
		t.Error("it was let in")
	}
	shown := false
	j, err := Join(t.Context(), JoinOptions{
		Address: h.address, Code: code, Key: screen, Fingerprint: h.key.Fingerprint(),
		Show: func(string) { shown = true },
	})
	if err != nil || j.Role != "wall" || shown {
		t.Errorf("with the key: %+v, %v, shown %v", j, err, shown)
	}
	if got := h.list(); len(got) != 1 || got[0].Key != screen.Fingerprint() {
		t.Errorf("let in were %+v", got)
	}
	if err := h.Confirm(t.Context(), code, true); !errors.Is(err, ErrConfirms) {
		t.Errorf("a second look: %v", err)
	}
}

func TestAScreenIsToldOnlyWhenItsRecordIsWritten(t *testing.T) {
	h := newPairingHub(t)
	code := h.offer(t, false)
	h.fail = errors.New("disk full")
	digits, done, _ := joining(t, JoinOptions{Address: h.address, Code: code, Key: newKey(t)})
	<-digits
	if err := h.Confirm(t.Context(), code, true); !errors.Is(err, h.fail) {
		t.Errorf("with a full disk: %v", err)
	}
	select {
	case err := <-done:
		t.Fatalf("the screen was told: %v", err)
	case <-time.After(100 * time.Millisecond):
	}
	h.mu.Lock()
	h.fail = nil
	h.mu.Unlock()
	if err := h.Confirm(t.Context(), code, true); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestCodesEndAfterTenMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := NewPairing(PairingOptions{Hub: hashOf([]byte("hub"))})
		code, err := p.Offer(Offer{Name: "x"})
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if _, err := p.Request(t.Context(), code); !errors.Is(err, ErrNoOffer) {
			t.Errorf("request: %v", err)
		}
		if took := time.Since(began); took != codeLasts {
			t.Errorf("the code was good for %v", took)
		}
		_, err = p.step(t.Context(), hashOf(nil), firstStep(code, hashOf([]byte("hub"))))
		refused(t, err, CodePair)
		if err := p.Confirm(t.Context(), code, true); !errors.Is(err, ErrNoOffer) {
			t.Errorf("confirm: %v", err)
		}
		if _, err := p.Offer(Offer{}); err != nil {
			t.Fatal(err)
		}
		for i := range maxOffers - 1 { // quicker than to make them
			p.offers[fmt.Sprint(i)] = &offer{ends: time.Now().Add(codeLasts), decided: make(chan struct{})}
		}
		if _, err := p.Offer(Offer{}); !errors.Is(err, ErrTooMany) {
			t.Errorf("one code too many: %v", err)
		}
		time.Sleep(codeLasts)
		if _, err := p.Offer(Offer{}); err != nil {
			t.Errorf("after they are over: %v", err)
		}
	})
}

// firstStep is how the screen whose key is hashOf(nil) begins.
func firstStep(code, hub string) pairMessage {
	screen := rawKey(hashOf(nil))
	commit := commitment(make([]byte, 32), screen, rawKey(hub))
	return pairMessage{Commit: commit, Proof: stretch(code).screenProof(false, commit, screen, rawKey(hub))}
}

func TestWrongCodesAreFewInAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hub := hashOf([]byte("hub"))
		p := NewPairing(PairingOptions{Hub: hub})
		code, err := p.Offer(Offer{})
		if err != nil {
			t.Fatal(err)
		}
		try := func(code string) error {
			_, err := p.step(t.Context(), hashOf(nil), firstStep(code, hub))
			return err
		}
		for range wrongAMinute {
			refused(t, try("AAAAAAAAAA"), CodePair)
		}
		refused(t, try("AAAAAAAAAA"), CodeBusy)
		refused(t, try(code), CodeBusy)
		time.Sleep(time.Minute / wrongAMinute)
		if err := try(code); err != nil {
			t.Errorf("the right code after a pause: %v", err)
		}
		if err := try(code); err != nil {
			t.Errorf("the same first step once more: %v", err)
		}
	})
}

func TestAnExchangeBelongsToTheKeyThatBeganIt(t *testing.T) {
	hub := hashOf([]byte("hub"))
	p := NewPairing(PairingOptions{Hub: hub})
	code, err := p.Offer(Offer{})
	if err != nil {
		t.Fatal(err)
	}
	begun, err := p.step(t.Context(), hashOf(nil), firstStep(code, hub))
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.step(t.Context(), hashOf(nil), pairMessage{ID: begun.ID, Wait: true})
	if !errors.Is(err, errMalformed) {
		t.Errorf("waiting before the commitment is open: %v", err)
	}
	for _, m := range []pairMessage{
		{ID: begun.ID, Nonce: make([]byte, 32)}, {ID: begun.ID, Wait: true}, {ID: begun.ID, Refuse: true},
	} {
		_, err := p.step(t.Context(), hashOf([]byte("another screen")), m)
		refused(t, err, CodePair)
	}
	if opened, err := p.step(t.Context(), hashOf(nil), pairMessage{ID: begun.ID, Nonce: make([]byte, 32)}); err != nil || !opened.Digits {
		t.Errorf("the right screen: %+v, %v", opened, err)
	}
	p.Withdraw(code)
	_, err = p.step(t.Context(), hashOf(nil), pairMessage{ID: begun.ID, Wait: true})
	refused(t, err, CodePair)
}

func TestAnotherNonceThanThatOfTheCommitmentIsRefused(t *testing.T) {
	hub := hashOf([]byte("hub"))
	p := NewPairing(PairingOptions{Hub: hub})
	code, err := p.Offer(Offer{})
	if err != nil {
		t.Fatal(err)
	}
	begun, err := p.step(t.Context(), hashOf(nil), firstStep(code, hub))
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.step(t.Context(), hashOf(nil), pairMessage{ID: begun.ID, Nonce: newNonce()})
	refused(t, err, CodePair)
	if _, err := p.Request(t.Context(), code); !errors.Is(err, ErrRefused) {
		t.Errorf("the host is shown a screen that lied: %v", err)
	}
	_, err = p.step(t.Context(), hashOf(nil), pairMessage{ID: begun.ID, Nonce: make([]byte, 32)})
	refused(t, err, CodePair)
}

// middle is a machine between a screen and a hub: TLS with its own key on both
// sides, and the code known.
type middle struct {
	key     Key
	hub     *pairingHub
	secret  secret
	relay   bool // hands the commitment on as it is, instead of making its own
	knows   bool // proves the code anew for the keys that the other side sees
	nonce   []byte
	commit  []byte // the screen's
	address string
	client  *http.Client
}

func newMiddle(t *testing.T, h *pairingHub, code string) *middle {
	t.Helper()
	m := &middle{key: newKey(t), hub: h, knows: true, nonce: newNonce()}
	if o := h.offers[code]; o != nil {
		m.secret = o.secret
	}
	m.client = client(t, &tls.Config{Certificates: []tls.Certificate{m.key.certificate()}})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: m, TLSConfig: &tls.Config{
		Certificates: []tls.Certificate{m.key.certificate()}, ClientAuth: tls.RequireAnyClientCert, NextProtos: []string{"h2"},
	}}
	m.address = ln.Addr().String()
	go srv.ServeTLS(ln, "", "")
	t.Cleanup(func() { srv.Close() })
	return m
}

func (m *middle) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var ask pairMessage
	var answer pairAnswer
	if json.NewDecoder(r.Body).Decode(&ask) != nil {
		panic(http.ErrAbortHandler)
	}
	key, err := peerKey(r.TLS)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	screen, own, hub := rawKey(key), rawKey(m.key.Fingerprint()), rawKey(m.hub.key.Fingerprint())
	if ask.ID == "" {
		m.commit = ask.Commit
		if !m.relay {
			ask.Commit = commitment(m.nonce, own, hub)
		}
		if m.knows {
			ask.Proof = m.secret.screenProof(ask.Pinned, ask.Commit, own, hub)
		}
	} else if len(ask.Nonce) > 0 && !m.relay {
		ask.Nonce = m.nonce
	}
	body, err := encode(ask)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	res, err := m.client.Post("https://"+m.hub.address+r.URL.Path, "application/json", bytes.NewReader(body))
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode == http.StatusOK && json.Unmarshal(text, &answer) == nil {
		if len(answer.Proof) > 0 && m.knows {
			answer.Proof = m.secret.hubProof(m.commit, answer.Nonce, screen, own)
		}
		if answer.Key != "" {
			answer.Key = m.key.Fingerprint()
		}
		text, _ = encode(answer)
	}
	w.Header().Set("Content-Type", res.Header.Get("Content-Type"))
	w.WriteHeader(res.StatusCode)
	_, _ = w.Write(text)
}

func TestSomebodyInTheMiddleWithTheCodeIsSeenInTheDigits(t *testing.T) {
	h := newPairingHub(t)
	for range 30 {
		code := h.offer(t, false)
		m := newMiddle(t, h, code)
		seen := make(chan struct{}) // by the host: what is refused before is not shown
		digits, done, _ := joining(t, JoinOptions{
			Address: m.address, Code: code, Key: newKey(t),
			Confirm: func(context.Context) (bool, error) { <-seen; return false, nil },
		})
		asks, err := h.Request(t.Context(), code)
		close(seen)
		if err != nil {
			t.Fatal(err)
		}
		if shown := <-digits; shown == asks.Digits {
			t.Errorf("both sides show %s", shown)
		}
		if asks.Key != m.key.Fingerprint() {
			t.Error("nobody was in the middle")
		}
		if err := <-done; !errors.Is(err, ErrDigitsDiffer) {
			t.Errorf("the screen: %v", err)
		}
		h.Withdraw(code)
	}
	if got := h.list(); len(got) > 0 {
		t.Errorf("let in were %+v", got)
	}
}

func TestSomebodyInTheMiddleIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		relay, knows, pinned, yes bool
		wants                     func(error) bool
	}{
		"the hub's key is known":          {pinned: true, knows: true, wants: func(err error) bool { return errors.Is(err, ErrOtherHub) }},
		"known, and nobody looks":         {pinned: true, knows: true, yes: true, wants: func(err error) bool { return errors.Is(err, ErrOtherHub) }},
		"nobody looks":                    {knows: true, yes: true, wants: func(err error) bool { return is(err, CodePair) }},
		"it relays the commitment":        {relay: true, knows: true, wants: func(err error) bool { return is(err, CodePair) }},
		"it relays all":                   {relay: true, wants: func(err error) bool { return is(err, CodePair) }},
		"it does not know the code":       {wants: func(err error) bool { return is(err, CodePair) }},
		"nor does it, and nobody looks":   {yes: true, wants: func(err error) bool { return is(err, CodePair) }},
		"it relays all and nobody looks":  {relay: true, yes: true, wants: func(err error) bool { return is(err, CodePair) }},
		"it relays, known, nobody to ask": {relay: true, pinned: true, wants: func(err error) bool { return errors.Is(err, ErrOtherHub) }},
	} {
		t.Run(name, func(t *testing.T) {
			h := newPairingHub(t)
			code := h.offer(t, c.yes)
			m := newMiddle(t, h, code)
			m.relay, m.knows = c.relay, c.knows
			o := JoinOptions{Address: m.address, Code: code, Key: newKey(t)}
			if c.pinned {
				o.Fingerprint = h.key.Fingerprint()
			}
			_, err := Join(t.Context(), o)
			if err == nil || !c.wants(err) {
				t.Errorf("the screen: %v", err)
			}
			if got := h.list(); len(got) > 0 {
				t.Errorf("let in were %+v", got)
			}
		})
	}
}

func TestAHubThatTakesAnyCodeIsNotJoined(t *testing.T) {
	// It takes whatever code it is given for the one that it made.
	fake := newKey(t)
	h := &pairingHub{key: fake}
	h.Pairing = NewPairing(PairingOptions{Hub: fake.Fingerprint(), Accepted: h.accept})
	h.address = serve(t, ServerOptions{Key: fake, Admit: everyone(&fakePeer{}), Pairing: h.Pairing})
	m := newMiddle(t, h, h.offer(t, false))
	_, err := Join(t.Context(), JoinOptions{Address: m.address, Code: "ABCDEFGHJK", Key: newKey(t)})
	if !errors.Is(err, ErrNotOurHub) {
		t.Errorf("a hub that takes any code: %v", err)
	}
}

// The values were worked out from the package comment by another program.
func TestPairingReckonsAsTheProtocolSays(t *testing.T) {
	var s secret
	for i := range s {
		s[i] = byte(i)
	}
	of := func(b byte) []byte { return bytes.Repeat([]byte{b}, 32) }
	screenNonce, hubNonce, screen, hub := of(1), of(2), of(3), of(4)
	commit := commitment(screenNonce, screen, hub)
	stretched := stretch("ABCDEFGHJK")
	for name, c := range map[string]struct{ got, want string }{
		"commitment": {fmt.Sprintf("%x", commit), "c90d3d895c540d049dbe81aaf7b21042d4f827336a2b4eef48042a9f6a388334"},
		"pinned":     {fmt.Sprintf("%x", s.screenProof(true, commit, screen, hub)), "6656e179151074c0d608eb4156f10aad323ec62dbbc8573ebbdef264972bd867"},
		"screen":     {fmt.Sprintf("%x", s.screenProof(false, commit, screen, hub)), "2f6a3abdf235f228246e1dcc6645e084b9ac14b04d12ac84e095c9687404fb95"},
		"hub":        {fmt.Sprintf("%x", s.hubProof(commit, hubNonce, screen, hub)), "df906eaefb5f1ddeb3f95b9c5d94b11fc1b954fc61fdf69747022013f0a594b7"},
		"digits":     {sixDigits(screenNonce, hubNonce, screen, hub), "910847"},
		"secret":     {fmt.Sprintf("%x", stretched[:]), "6fef543bce9729d3cd0cd6c6da03b5aabc4320fe496e992f803673abd5707524"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %s, not %s", name, c.got, c.want)
		}
	}
}

func TestCodesAreReadAsPeopleTypeThem(t *testing.T) {
	seen := map[string]bool{}
	for range 200 {
		code := newCode()
		if got, err := ParseCode(" " + strings.ToLower(code[:5]) + "-" + code[5:] + "\n"); err != nil || got != code || seen[code] {
			t.Errorf("%s was read as %s, %v", code, got, err)
		}
		seen[code] = true
	}
	for _, wrong := range []string{"", "ABCDEFGHJ", "ABCDEFGHJKM", "ABCDEFGHJ0", "ABCDEFGHJÄ"} {
		if got, err := ParseCode(wrong); !errors.Is(err, ErrBadCode) {
			t.Errorf("%q was read as %q, %v", wrong, got, err)
		}
	}
}

func TestThePairURLHoldsAllThatIsNeeded(t *testing.T) {
	print := hashOf([]byte("hub"))
	for _, address := range []string{"10.0.0.1:8421", "[fe80::1]:8421", "hub.example"} {
		text := PairURL(address, "ABCDEFGHJK", print)
		a, c, f, err := ParsePairURL(text)
		if err != nil || a != address || c != "ABCDEFGHJK" || f != print || !strings.HasPrefix(text, "kettle:pair?") {
			t.Errorf("%s: %s %s %s %v", text, a, c, f, err)
		}
	}
	for _, wrong := range []string{
		"", "https://hub/pair?hub=a&code=ABCDEFGHJK&key=" + print, "kettle:pair", "kettle:pair?hub=a",
		"kettle:pair?hub=&code=ABCDEFGHJK&key=" + print, "kettle:pair?hub=a%2Fb&code=ABCDEFGHJK&key=" + print,
		"kettle:pair?hub=a&code=ABC&key=" + print, "kettle:pair?hub=a&code=ABCDEFGHJK&key=7", "kettle:pair?hub=%zz",
	} {
		if _, _, _, err := ParsePairURL(wrong); err == nil {
			t.Errorf("%q was read", wrong)
		}
	}
}
