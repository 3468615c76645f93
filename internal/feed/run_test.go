package feed

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
)

// answers is a network in which every address gives the same.
type answers func(q *http.Request) (string, error)

// RoundTrip gives it.
func (a answers) RoundTrip(q *http.Request) (*http.Response, error) {
	text, err := a(q)
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(text)), Request: q}, nil
}

func TestCalendarsAreReadEachHourAndWhenAHostAllowsOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db, err := store.Open(t.Context(), t.TempDir(), store.Options{Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		allow := func(addresses string) {
			if err := db.EditSpace(t.Context(), byHost, func(p *community.Space) error { return p.Set("calendars", addresses) }); err != nil {
				t.Fatal(err)
			}
		}
		var asked atomic.Int64
		changes := make(chan struct{}, 1)
		r := &Reader{
			Store: db, Now: time.Now, Changes: changes, Log: slog.New(slog.DiscardHandler),
			Client: &http.Client{Transport: answers(func(*http.Request) (string, error) { asked.Add(1); return ics("Soup"), nil })},
		}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- r.Run(ctx) }()
		time.Sleep(3 * time.Hour)
		if synctest.Wait(); asked.Load() != 0 {
			t.Errorf("asked %d times for nothing", asked.Load())
		}
		allow("https://calendar.example/ours.ics")
		changes <- struct{}{}
		time.Sleep(time.Second)
		if synctest.Wait(); asked.Load() != 1 {
			t.Errorf("asked %d times when a host had allowed it", asked.Load())
		}
		time.Sleep(24 * time.Hour)
		if synctest.Wait(); asked.Load() < 21 || asked.Load() > 29 {
			t.Errorf("asked %d times in a day", asked.Load())
		}
		stop()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

// slow is a time-out of the network.
type slow struct{}

func (slow) Error() string   { return "slow" }
func (slow) Timeout() bool   { return true }
func (slow) Temporary() bool { return true }

func TestWhyACalendarIsNotReadIsSaidInWords(t *testing.T) {
	for want, err := range map[string]error{
		"Nobody knows that name, or there is no network.": &net.DNSError{Name: "calendar.example"},
		"It was too slow.":                                  slow{},
		"It doesn’t answer.":                                io.ErrUnexpectedEOF,
		"It leads to an address in a private network":       errPrivate,
		"It leads from one address to another without end.": errFar,
	} {
		s := newSite(t)
		s.Client = &http.Client{Transport: answers(func(*http.Request) (string, error) { return "", err })}
		s.allow("https://calendar.example/private-0c5f/ours.ics")
		s.look()
		if said := s.says(); !strings.Contains(said, want) || !strings.Contains(said, "What was read before stays.") || strings.Contains(said, "0c5f") {
			t.Errorf("%v: %q", err, said)
		}
	}
	for _, deadline := range []error{context.DeadlineExceeded, &url.Error{Op: "Get", Err: context.DeadlineExceeded}} {
		if got := whyNot(deadline); got != "It was too slow." {
			t.Errorf("%v: %q", deadline, got)
		}
	}
}
