package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/step"
	"kettle/internal/store"
)

func TestAMonitoringSystemReadsHowTheHubStands(t *testing.T) {
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	m := newMetrics()
	keeper := step.New(db, step.Options{Hub: &step.HubOptions{Listen: "127.0.0.1:0", Observe: m.Observe}})
	if err := keeper.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	host := community.Actor{Kind: community.ActorHost}
	if err := db.AddScreen(t.Context(), host, community.Screen{Name: "Desk", Role: community.RoleKiosk, Key: "ab"}); err != nil {
		t.Fatal(err)
	}
	m.Observe(step.Observation{Endpoint: "push", Status: 200, Took: time.Second, In: 30, Out: 70})
	m.Observe(step.Observation{Endpoint: "push", Status: 403, In: 10})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- keeper.Run(ctx) }()
	srv := httptest.NewServer(m.Handler(keeper))
	defer srv.Close()
	for _, want := range []string{
		`kettle_requests_total{code="200",endpoint="push"} 1`,
		`kettle_requests_total{code="403",endpoint="push"} 1`,
		`kettle_bytes_total{direction="in"} 40`,
		`kettle_bytes_total{direction="out"} 70`,
		`kettle_request_seconds_count{endpoint="push"} 2`,
		`kettle_screens{state="never seen"} 1`,
		`kettle_screens{state="in step"} 0`,
		`kettle_waiting 0`,
		`kettle_seq 3`, // a screen that was let in, the act of it, and its values
		`go_goroutines `,
	} {
		text := ""
		for range 200 { // the hub's own store sends what was done
			if text = get(t, srv.URL+"/metrics"); strings.Contains(text, "\n"+want) {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		if !strings.Contains(text, "\n"+want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%d, %v", resp.StatusCode, err)
	}
	return string(b)
}
