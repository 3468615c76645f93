package notify

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"kettle/internal/community"
)

var morning = time.Date(2026, 11, 19, 10, 42, 0, 0, time.UTC)

// box holds messages in memory.
type box struct {
	space community.Space
	due   []community.Message
	next  map[community.ID]time.Time
	now   time.Time
}

func (b *box) Messages(context.Context) (due []community.Message, expired int, err error) {
	for _, m := range b.due {
		if !b.next[m.ID].After(b.now) {
			due = append(due, m)
		}
	}
	return due, 0, nil
}

func (b *box) DropMessage(_ context.Context, id community.ID) error {
	for i := range b.due {
		if b.due[i].ID == id {
			b.due = append(b.due[:i], b.due[i+1:]...)
			return nil
		}
	}
	return errors.New("dropped twice")
}

func (b *box) DelayMessage(_ context.Context, id community.ID, next time.Time) error {
	b.next[id] = next
	for i := range b.due {
		if b.due[i].ID == id {
			b.due[i].Tries++
		}
	}
	return nil
}

func (b *box) Space(context.Context) (community.Space, error) { return b.space, nil }

func newBox(t *testing.T) *box {
	b := &box{now: morning, next: map[community.ID]time.Time{}}
	for _, f := range [][2]string{{"name", "Harbour Commons"}, {"hours", "Mon-Fri 08:00-18:00"}} {
		if err := b.space.Set(f[0], f[1]); err != nil {
			t.Fatal(err)
		}
	}
	b.due = []community.Message{{
		ID: community.ID{1}, MadeAt: morning, Visitor: "Jo Mårsh", Company: "Marsh", MemberID: community.ID{2}, Member: "Tomasz W", Called: "Tomek", Email: "tomasz@w.example",
	}}
	return b
}

func (b *box) sender(c Config) *Sender {
	return &Sender{Box: b, Config: c, Now: func() time.Time { return b.now }}
}

func TestNothingIsSentUntilAHostTurnsItOn(t *testing.T) {
	b := newBox(t)
	if err := b.sender(Config{SMTP: "smtp://x", Webhook: ""}).Run(t.Context()); err != nil || len(b.due) != 1 {
		t.Errorf("%v, %d left", err, len(b.due))
	}
}

func TestAWebhookIsToldOnceAndAgainAfterAWaitWhenItFails(t *testing.T) {
	var got []hook
	fail := true
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var h hook
		if err := json.NewDecoder(r.Body).Decode(&h); err != nil {
			t.Error(err)
		}
		got = append(got, h)
		if fail {
			w.WriteHeader(http.StatusInternalServerError)
		}
	}))
	defer s.Close()
	b := newBox(t)
	send := b.sender(Config{Webhook: s.URL})
	step := func(forward time.Duration, want int) {
		t.Helper()
		b.now = b.now.Add(forward)
		if err := send.sendDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(got) != want {
			t.Errorf("asked %d times, want %d", len(got), want)
		}
	}
	step(0, 1)
	step(time.Second, 1)
	step(15*time.Second, 2)
	step(16*time.Second, 2) // the second wait is longer
	step(15*time.Second, 3)
	fail = false
	step(2*time.Minute, 4)
	step(time.Hour, 4)
	if len(b.due) != 0 {
		t.Error("still waits")
	}
	want := hook{Event: "visitor_here", Text: "Tomek, Jo Mårsh (Marsh) is here to see you.", Space: "Harbour Commons", MemberID: community.ID{2}, Member: "Tomasz W", Visitor: "Jo Mårsh", Company: "Marsh", At: morning}
	if got[0] != want {
		t.Errorf("told %+v", got[0])
	}
}

func TestOutsideTheHoursNothingIsSent(t *testing.T) {
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer s.Close()
	b := newBox(t)
	b.now = morning.Add(9 * time.Hour)
	if err := b.sender(Config{Webhook: s.URL}).sendDue(t.Context()); err != nil || asked != 0 || len(b.due) != 1 {
		t.Errorf("asked %d times, %v", asked, err)
	}
}

func TestAServerThatSaysNothingIsGivenUpAndTheSecretAddressIsNotLogged(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	b := newBox(t)
	for _, c := range []Config{{Webhook: "http://" + ln.Addr().String() + "/secret"}, {SMTP: "smtp://" + ln.Addr().String(), From: "lobby@harbour.example"}} {
		s := b.sender(c)
		ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
		err := s.send(ctx, &b.space, &b.due[0])
		stop()
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%v", err)
		}
	}
}

// mailServer takes e-mail as an SMTP server does that offers so much, and gives what it
// was sent. Its certificate is one that nobody trusts.
func mailServer(t *testing.T, host string, offers ...string) (address string, letters func() string) {
	ln, err := net.Listen("tcp", host+":0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	untrusted := httptest.NewTLSServer(nil)
	t.Cleanup(untrusted.Close)
	var mu sync.Mutex
	var all strings.Builder
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			fmt.Fprint(conn, "220 mail.example\r\n")
			data := false
			for in := bufio.NewScanner(conn); in.Scan(); {
				line := in.Text()
				mu.Lock()
				all.WriteString(line + "\n")
				mu.Unlock()
				switch {
				case data && line == ".":
					data = false
					fmt.Fprint(conn, "250 kept\r\n")
				case data:
				case strings.HasPrefix(line, "DATA"):
					data = true
					fmt.Fprint(conn, "354 go on\r\n")
				case strings.HasPrefix(line, "EHLO"):
					fmt.Fprint(conn, "250-mail.example\r\n")
					for _, offer := range offers {
						fmt.Fprintf(conn, "250-%s\r\n", offer)
					}
					fmt.Fprint(conn, "250 8BITMIME\r\n")
				case strings.HasPrefix(line, "STARTTLS"):
					fmt.Fprint(conn, "220 go on\r\n")
					conn = tls.Server(conn, &tls.Config{Certificates: untrusted.TLS.Certificates})
					in = bufio.NewScanner(conn)
				case strings.HasPrefix(line, "QUIT"):
					fmt.Fprint(conn, "221 bye\r\n")
					conn.Close()
				default:
					fmt.Fprint(conn, "250 mail.example\r\n")
				}
			}
		}
	}()
	return ln.Addr().String(), func() string { mu.Lock(); defer mu.Unlock(); return all.String() }
}

func TestMailSaysWhoIsHereAndCannotBeBentByAName(t *testing.T) {
	address, letters := mailServer(t, "127.0.0.1")
	b := newBox(t)
	b.due[0].Visitor = "Jo\r\nBcc: everybody@example.org\r\n\r\nMårsh"
	if err := b.sender(Config{SMTP: "smtp://" + address, From: "lobby@harbour.example"}).sendDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := strings.ReplaceAll(letters(), "=\n", "")
	for _, want := range []string{"MAIL FROM:<lobby@harbour.example>", "RCPT TO:<tomasz@w.example>", "Harbour Commons", "They signed in at 10:42.", "is here to see you."} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	head, _, _ := strings.Cut(got[strings.Index(got, "\nDATA"):], "\n\n")
	if strings.Contains(head, "\nBcc:") {
		t.Errorf("the head is bent:\n%s", head)
	}
	if len(b.due) != 0 {
		t.Error("still waits")
	}
	b = newBox(t)
	b.due[0].Email = ""
	if err := b.sender(Config{SMTP: "smtp://" + address, From: "lobby@harbour.example"}).sendDue(t.Context()); err != nil || len(b.due) != 0 {
		t.Errorf("a member without an address: %v, %d wait", err, len(b.due))
	}
}

// A password goes to no server in the open, and no name to one that only pretends to be
// the mail server: the message waits. 127.0.0.2 is not what a mail library takes for this
// machine itself.
func TestNothingGoesToAMailServerThatCannotBeTrusted(t *testing.T) {
	for scheme, offer := range map[string]string{"smtp": "AUTH PLAIN LOGIN", "smtp+": "STARTTLS", "smtps": ""} {
		address, letters := mailServer(t, "127.0.0.2", offer)
		b := newBox(t)
		c := Config{SMTP: strings.TrimSuffix(scheme, "+") + "://lobby:secret@" + address, From: "lobby@harbour.example"}
		if err := b.sender(c).sendDue(t.Context()); err != nil || len(b.due) != 1 || b.due[0].Tries != 1 {
			t.Errorf("%s, which offers %q: %v, %+v", scheme, offer, err, b.due)
		}
		for _, not := range []string{"AUTH", "secret", "c2VjcmV0", "MAIL", "tomasz"} {
			if got := letters(); strings.Contains(got, not) {
				t.Errorf("%s, which offers %q, was told %q", scheme, offer, got)
			}
		}
	}
}

func TestWhatAWebhookAnswersLeadsNowhereElse(t *testing.T) {
	asked := 0
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer elsewhere.Close()
	hook := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer hook.Close()
	b := newBox(t)
	if err := b.sender(Config{Webhook: hook.URL}).sendDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if asked != 0 || len(b.due) != 1 {
		t.Errorf("asked elsewhere %d times, %d wait", asked, len(b.due))
	}
}
