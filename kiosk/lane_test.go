package kiosk

import (
	"context"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// Of each kind the newest waiting job is done, in the order in which the kinds came;
// of no kind, all are.
func TestALaneLosesNothingButWhatANewerOfItsKindReplaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLane()
		var done, want []int
		at := map[string]int{}
		for i, kind := range rapid.SliceOf(rapid.SampledFrom([]string{"", "search", "crop"})).Draw(t, "kinds") {
			l.put(kind, func(context.Context) func() { done = append(done, i); return func() {} })
			if old, ok := at[kind]; ok && kind != "" {
				want[old] = i
				continue
			}
			at[kind] = len(want)
			want = append(want, i)
		}
		for j, ok := l.next(); ok; j, ok = l.next() {
			j(t.Context())()
		}
		if !slices.Equal(done, want) {
			t.Fatalf("done %v, want %v", done, want)
		}
	})
}

func TestARunningLaneDoesAllThatIsPut(t *testing.T) {
	l := newLane()
	ctx, end := context.WithCancel(t.Context())
	did, ended := make(chan int), make(chan struct{})
	go func() { defer close(ended); l.run(ctx, time.Minute, func(f func()) { f() }) }()
	for i := range 100 {
		l.put("", func(context.Context) func() { return func() { did <- i } })
	}
	for i := range 100 {
		if got := <-did; got != i {
			t.Fatalf("%d before %d", got, i)
		}
	}
	end()
	<-ended
}

// Three visitors who sign in while the printer is slow get three badges.
func TestEveryBadgeIsPrinted(t *testing.T) {
	var printed []string
	k := newKit(t, func(c *Config) {
		c.PrintBadge = func(_ context.Context, v community.Visitor) error {
			printed = append(printed, v.Name)
			return nil
		}
	})
	for _, name := range []string{"Jo Marsh", "Bo Reid", "Cy Hart"} {
		k.print(func(ctx context.Context) error { return k.cfg.PrintBadge(ctx, community.Visitor{Name: name}) }, sayNoBadge)
	}
	k.settle()
	if len(printed) != 3 {
		t.Errorf("printed %q", printed)
	}
}

// A photo that a phone sends while something else is read is cropped all the same.
func TestAPhotoThatComesWhileOthersAreReadIsCropped(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open(h.d.members[0].Name)
	k.touches(Tap{Act: Do, Verb: DoPhoto, Name: PhotoPhone})
	h.sent("hash of a phone")
	for len(k.queue) > 0 {
		f := k.queue[0]
		k.queue = k.queue[1:]
		f()
	}
	k.readBeside()
	k.settle()
	if p := k.State().Host.Edit.Photo; p.Way != PhotoCrop || p.Hash != "hash of a phone" {
		t.Errorf("%+v", p)
	}
}
