package step

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kettle/internal/community"
	kettlesync "kettle/sync"
)

// join makes a new screen one of a hub's, and waits until it is in step.
func join(t *testing.T, hub, k *Keeper, name, role string) {
	t.Helper()
	code, err := hub.Offer(t.Context(), name, role, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Join(t.Context(), JoinOptions{Address: code.Address, Code: code.Code, Fingerprint: code.Fingerprint}); err != nil {
		t.Fatal(err)
	}
	eventually(t, name+" is in step", inStep(t, k))
}

func TestABackupOfAnotherSpaceIsNotSentToTheHubThatTheScreenHad(t *testing.T) {
	alone := open(t)
	zoe, err := alone.AddMember(t.Context(), byHost, community.Member{Name: "Zoe"})
	if err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "alone.zip")
	if err := New(alone, Options{}).Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	shared, hub := begin(t, aHub())
	desk, kiosk := begin(t, Options{})
	join(t, hub, kiosk, "Desk", community.RoleKiosk)
	if _, err := kiosk.Restore(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	eventually(t, "it works alone", func() bool {
		s, err := kiosk.Status(t.Context())
		return err == nil && s.Role == RoleAlone && !s.InStep
	})
	if _, err := desk.AddMember(t.Context(), byHost, community.Member{Name: "Yan"}); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	if members, err := shared.Members(t.Context()); err != nil || len(members) != 0 {
		t.Errorf("the hub has %+v, %v", members, err)
	}
	if s, err := kiosk.Status(t.Context()); err != nil || s.Role != RoleAlone || s.Problem != "" || desk.SpaceID() != alone.SpaceID() {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := desk.Member(t.Context(), zoe); err != nil {
		t.Error(err)
	}
}

func TestNothingIsSentOfAStoreThatIsAnother(t *testing.T) {
	k := New(open(t), Options{})
	before := listening{k: k, is: identity{space: community.ID{7}, screen: 7}} // and nobody behind it
	if _, err := before.Push(t.Context(), kettlesync.Push{}); !errors.Is(err, errOthers) {
		t.Errorf("%v", err)
	}
}

func TestTheDiskOfAScreenThatWasCopiedIsPairedAgain(t *testing.T) {
	shared, hub := begin(t, aHub())
	ada, err := shared.AddMember(t.Context(), byHost, community.Member{Name: "Ada"})
	if err != nil {
		t.Fatal(err)
	}
	first, copied := t.TempDir(), t.TempDir()
	t.Run("the first", func(t *testing.T) {
		_, kiosk := beginIn(t, first, Options{})
		join(t, hub, kiosk, "Desk", community.RoleKiosk)
	})
	if err := os.CopyFS(copied, os.DirFS(first)); err != nil {
		t.Fatal(err)
	}
	for range 2 { // of two that go on where one was, the hub may take one for an answer that was lost
		t.Run("the first again", func(t *testing.T) {
			_, kiosk := beginIn(t, first, Options{})
			eventually(t, "the first is in step", inStep(t, kiosk))
		})
	}
	db, twin := beginIn(t, copied, Options{})
	eventually(t, "the copy is told", func() bool {
		s, err := twin.Status(t.Context())
		return err == nil && s.Role == RoleAlone && s.Problem == kettlesync.ErrCopied.Error()
	})
	eventually(t, "it has the key no more", func() bool {
		_, err := os.Stat(filepath.Join(copied, keyName))
		return errors.Is(err, fs.ErrNotExist)
	})
	if _, err := db.Member(t.Context(), ada); err != nil {
		t.Errorf("what it held is gone: %v", err)
	}
	join(t, hub, twin, "Hall", community.RoleKiosk)
	if s, err := twin.Status(t.Context()); err != nil || s.Problem != "" || s.Name != "Hall" {
		t.Errorf("%+v, %v", s, err)
	}
}
