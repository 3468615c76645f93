package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

type visitorLine struct {
	Name     string
	SeesName string `json:"sees_name"`
	Code     string
	OutAt    *string `json:"out_at"`
}

func (l *lobby) visitors() []visitorLine {
	l.t.Helper()
	var v []visitorLine
	out := l.kettled("visitor", "list", "--json")
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		l.t.Fatalf("visitor list: %v\n%s", err, out)
	}
	return v
}

// TestAVisitorSignsInIsToldOfAndIsOnTheFireRoll goes the whole way of a visitor in
// the real window: signed in within twenty seconds, the member told through a
// webhook and on home without the visitor's name, on the fire roll, out again by
// the code.
func TestAVisitorSignsInIsToldOfAndIsOnTheFireRoll(t *testing.T) {
	var mu sync.Mutex
	var told []string
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var m struct{ Text string }
		err := json.NewDecoder(r.Body).Decode(&m)
		mu.Lock()
		defer mu.Unlock()
		if told = append(told, m.Text); err != nil {
			told = append(told, err.Error())
		}
	}))
	defer hook.Close()
	l := newLobby(t, 1920, 1080)
	l.fill()
	if err := os.WriteFile(filepath.Join(l.data, "kettle.toml"), []byte(`webhook = "`+hook.URL+`"`), 0o600); err != nil {
		t.Fatal(err)
	}
	l.hasHost()
	p := l.open("--role", "kiosk")
	ctx := t.Context()
	l.wait(p, "kiosk", "step=home")
	settle()

	begin := time.Now()
	l.do(l.display.Tap(ctx, 900, 480)) // I'm visiting
	l.wait(p, "kiosk", "step=visiting")
	settle()
	l.do(l.display.Type(ctx, "Jo Marsh", 90*time.Millisecond))
	l.shot("visitor-name")
	l.do(l.display.Key(ctx, "Return"))
	l.do(l.display.Type(ctx, "tom", 90*time.Millisecond))
	settle()
	l.shot("visitor-seeing")
	l.do(l.display.Tap(ctx, 180, 520)) // the first of those offered
	l.wait(p, "kiosk", "step=visiting-more")
	settle()
	l.shot("visitor-more")
	l.do(l.display.Tap(ctx, 1568, 978)) // Sign in
	l.wait(p, "kiosk", "step=visited")
	took := time.Since(begin)
	t.Logf("signed in after %v of driving", took.Round(100*time.Millisecond))
	if took > 20*time.Second {
		t.Errorf("signing in takes %v", took)
	}
	settle()
	l.shot("visitor-welcome")
	v := l.visitors()
	if len(v) != 1 || v[0].Name != "Jo Marsh" || v[0].SeesName != "Tomasz Wójcik" || v[0].OutAt != nil {
		t.Fatalf("kept: %+v", v)
	}
	var heard []string
	l.until("the webhook is told", func() bool {
		mu.Lock()
		defer mu.Unlock()
		heard = slices.Clone(told)
		return len(heard) > 0
	})
	if len(heard) != 1 || heard[0] != "Tomasz, Jo Marsh is here to see you." {
		t.Fatalf("the webhook was told %q", heard)
	}

	p.Pass()
	l.do(l.display.Tap(ctx, 1740, 980)) // All done
	l.wait(p, "kiosk", "step=home")
	settle()
	l.shot("visitor-call")
	p.Pass()
	l.do(l.display.Do(ctx, "mousemove", "30", "1050", "mousedown", "1"))
	time.Sleep(2500 * time.Millisecond)
	l.do(l.display.Do(ctx, "mouseup", "1"))
	l.wait(p, "kiosk", "step=pad")
	settle()
	l.do(l.display.Scan(ctx, hostPIN))
	l.wait(p, "kiosk", "step=roll")
	settle()
	l.shot("fire-roll")
	p.Pass()
	l.do(l.display.Tap(ctx, 120, 70)) // Close
	l.wait(p, "kiosk", "step=home")
	settle()
	l.do(l.display.Scan(ctx, "KETTLE/V/"+v[0].Code))
	l.wait(p, "kiosk", "step=left")
	if v := l.visitors(); len(v) != 1 || v[0].OutAt == nil {
		t.Errorf("after the badge: %+v", v)
	}
}
