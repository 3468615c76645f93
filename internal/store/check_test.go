package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestAGoodFileHasNoFaults(t *testing.T) {
	db, err := Open(t.Context(), t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	h, err := db.Check(t.Context())
	if err != nil || len(h.Faults) > 0 || h.Schema < 1 {
		t.Errorf("%+v, %v", h, err)
	}
}

func TestDamageIsFound(t *testing.T) {
	dir := t.TempDir()
	db, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 200 {
		if _, err := db.AddMember(t.Context(), community.Actor{Kind: community.ActorHost}, community.Member{Name: "Jo Marsh"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, fileName)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(data) - 8192; i < len(data); i++ {
		data[i] ^= 0x5a
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err = Open(t.Context(), dir, Options{})
	if err != nil {
		return // found even earlier
	}
	defer db.Close()
	if h, err := db.Check(t.Context()); err == nil && len(h.Faults) == 0 {
		t.Error("two pages of noise were not found")
	}
}

func TestEventsAreAllGivenAsImported(t *testing.T) {
	db, err := Open(t.Context(), t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	at := time.Date(2026, 3, 5, 13, 0, 0, 0, time.UTC)
	in := []community.Event{{UID: "b", Title: "Later", StartsAt: at.Add(time.Hour)}, {UID: "a", Title: "Soup", StartsAt: at}}
	if _, err := db.ImportEvents(t.Context(), in, false); err != nil {
		t.Fatal(err)
	}
	got, err := db.Calendar(t.Context())
	if err != nil || len(got) != 2 || got[0].Title != "Soup" || got[1].UID != "b" {
		t.Errorf("%+v, %v", got, err)
	}
}
