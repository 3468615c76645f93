package step

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared/rqlitetest"
	"kettle/internal/store"
)

// begin runs the keeper of a new store until the test ends.
func begin(t *testing.T, o Options) (*store.DB, *Keeper) {
	t.Helper()
	return beginIn(t, t.TempDir(), o)
}

// beginIn does so with the store in a folder.
func beginIn(t *testing.T, dir string, o Options) (*store.DB, *Keeper) {
	t.Helper()
	db, err := store.Open(t.Context(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	k := New(db, o)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	if err := k.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	go func() { done <- k.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		db.Close()
	})
	return db, k
}

// eventually waits until something is so.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("not within 30 s: " + what)
		}
	}
}

func inStep(t *testing.T, k *Keeper) func() bool {
	return func() bool {
		s, err := k.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return s.InStep
	}
}

func TestTwoHubsBeforeOneClusterAreOne(t *testing.T) {
	c := rqlitetest.For(t, 3)
	hubOf := Options{Hub: &HubOptions{Listen: "127.0.0.1:0", Store: clusterPrefix + strings.Join(c.Addresses(), ",")}}
	host := community.Actor{Kind: community.ActorHost}
	one, first := begin(t, hubOf)
	id, err := one.AddMember(t.Context(), host, community.Member{Name: "Ada Okafor"})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "the first hub's store is in step", inStep(t, first))
	two, second := begin(t, hubOf)
	if one.SpaceID() != two.SpaceID() {
		t.Fatal("the second hub did not adopt the space")
	}
	eventually(t, "the second hub's store is in step", inStep(t, second))
	if _, err := two.Member(t.Context(), id); err != nil {
		t.Error(err)
	}
	at1, key1, _ := first.Listening()
	at2, key2, _ := second.Listening()
	if key1 != key2 || at1 == at2 {
		t.Fatalf("the hubs are %s at %s and %s at %s", key1, at1, key2, at2)
	}

	desk, kiosk := begin(t, Options{})
	code, err := second.Offer(t.Context(), "Desk", community.RoleKiosk, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kiosk.Join(t.Context(), JoinOptions{Address: at2, Code: code.Code, Fingerprint: key2}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the kiosk is in step", inStep(t, kiosk))
	eventually(t, "both hubs know of each other", func() bool {
		return slices.Contains(second.serving().known(), at1)
	})
	if err := desk.EditMember(t.Context(), host, id, func(m *community.Member) error { return m.Set("headline", "Potter") }); err != nil {
		t.Fatal(err)
	}
	eventually(t, "what is done at a screen of one hub is seen at the other", func() bool {
		m, err := one.Member(t.Context(), id)
		return err == nil && m.Headline == "Potter"
	})
}

func TestAHubsStoreIsAFileOrACluster(t *testing.T) {
	for _, where := range []string{"hub.db", "http://10.0.0.1:4001", "rqlite://", "rqlite://10.0.0.1"} {
		s, _, err := openShared(t.Context(), where, t.TempDir(), time.Now)
		if err == nil {
			s.Close()
			t.Errorf("%q is taken", where)
		}
	}
}
