package step

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared"
)

// Whose photo a hub let go would be a grey circle on every new screen.
func TestAHubLetsGoOnlyPhotosThatNobodyShowsForAMonth(t *testing.T) {
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	s, err := shared.OpenFile(t.Context(), filepath.Join(t.TempDir(), HubFile), shared.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	space, member := community.ID{1}, community.ID{2}
	head, err := s.Begin(t.Context(), space)
	if err != nil {
		t.Fatal(err)
	}
	put := func(what string) string {
		sum := sha256.Sum256([]byte(what))
		hash := hex.EncodeToString(sum[:])
		if whole, err := s.PutPart(t.Context(), space, hash, 0, 1, []byte(what)); err != nil || !whole {
			t.Fatal(whole, err)
		}
		return hash
	}
	old, next, nobodys := put("the photo that she had"), put("the photo that she has"), put("a photo of nobody")
	show := func(hash string, clock int64) {
		r := community.Record{Kind: community.KindMember, ID: member, Groups: []community.Group{
			{Stamp: community.Stamp{Clock: clock, Screen: 7}, Fields: map[string]string{"name": "Ada", "photo": hash}},
		}}
		if _, _, err := s.Merge(t.Context(), space, head.Epoch, []community.Record{r}, shared.Rules{}); err != nil {
			t.Fatal(err)
		}
	}
	h := &hub{store: s}
	for _, c := range []struct {
		shows string
		after time.Duration
		left  []string
	}{
		{old, 0, []string{old, next, nobodys}},
		{old, 31 * 24 * time.Hour, []string{old}},
		{next, 0, []string{old, next}},
		{next, 29 * 24 * time.Hour, []string{old, next}},
		{next, 2 * 24 * time.Hour, []string{next}},
		{next, 400 * 24 * time.Hour, []string{next}},
	} {
		if now = now.Add(c.after); c.shows == next {
			put("the photo that she has")
		}
		show(c.shows, now.UnixMilli()<<16)
		if err := h.pruneOnce(t.Context()); err != nil {
			t.Fatal(err)
		}
		all := []string{old, next, nobodys}
		missing, err := s.MissingPhotos(t.Context(), space, all)
		if err != nil {
			t.Fatal(err)
		}
		if left := slices.DeleteFunc(all, func(hash string) bool { return slices.Contains(missing, hash) }); !slices.Equal(left, c.left) {
			t.Errorf("at %v %q are left, not %q", now, left, c.left)
		}
	}
}
