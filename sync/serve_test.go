package sync

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kettle/internal/community"
)

func TestWhatAPeerSaysComesThroughTheNetwork(t *testing.T) {
	ctx := t.Context()
	hub, screen := newKey(t), newKey(t)
	f := &fakePeer{role: "kiosk"}
	f.page = Page{Epoch: 7, Clock: 5, Since: 3, After: 4, More: true, Records: someRecords(50)}
	c := dial(t, serve(t, ServerOptions{Key: hub, Admit: everyone(f)}), screen, hub)

	welcome, err := c.Hello(ctx, Hello{Clock: 41})
	if err != nil || welcome.Clock != 42 || welcome.Name != "Front desk" {
		t.Errorf("hello: %+v, %v", welcome, err)
	}
	push := Push{Epoch: 7, Clock: 9, Records: []community.Record{f.page.Records[0]}}
	if done, err := c.Push(ctx, push); err != nil || done.Clock != 9 {
		t.Errorf("push: %+v, %v", done, err)
	}
	if diff := cmp.Diff(push, f.pushed[0]); diff != "" {
		t.Errorf("what was pushed arrived as another: %s", diff)
	}
	page, err := c.Pull(ctx, Pull{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(f.page, page, cmp.AllowUnexported(Page{})); diff != "" {
		t.Errorf("the page arrived as another: %s", diff)
	}
	sums, err := c.Digest(ctx)
	if err != nil || sums != (community.Sums{0: 1, 255: 1<<64 - 1}) {
		t.Errorf("digest: %v, %v", sums, err)
	}
	if err := c.Bye(ctx); err != nil {
		t.Error(err)
	}
}

func TestPhotosGoInPartsBothWays(t *testing.T) {
	ctx := t.Context()
	hub := newKey(t)
	c := dial(t, serve(t, ServerOptions{Key: hub, Admit: everyone(&fakePeer{})}), newKey(t), hub)
	photo := noise(2*partSize + 100)
	hash := hashOf(photo)
	if lacks, err := c.Photos(ctx, []string{hash}); err != nil || len(lacks) != 1 {
		t.Fatalf("photos: %v, %v", lacks, err)
	}
	for i := range 3 {
		if err := c.PutPart(ctx, hash, i, 3, photo[i*partSize:min(len(photo), (i+1)*partSize)]); err != nil {
			t.Fatal(err)
		}
	}
	if lacks, err := c.Photos(ctx, []string{hash}); err != nil || len(lacks) != 0 {
		t.Errorf("photos: %v, %v", lacks, err)
	}
	var got []byte
	for i := range 3 {
		data, of, err := c.Part(ctx, hash, i)
		if err != nil || of != 3 {
			t.Fatalf("part %d of %d: %v", i, of, err)
		}
		got = append(got, data...)
	}
	if !bytes.Equal(got, photo) {
		t.Error("the photo came back as another")
	}
	_, _, err := c.Part(ctx, hashOf(nil), 0)
	refused(t, err, CodePhoto)
	for _, wrong := range []struct {
		hash     string
		part, of int
		data     []byte
	}{
		{"x", 0, 1, photo[:9]},
		{"../" + hash, 0, 1, photo[:9]},
		{hash, 1, 1, photo[:9]},
		{hash, -1, 1, photo[:9]},
		{hash, 0, 0, photo[:9]},
		{hash, 0, 2, photo[:9]},
		{hash, 0, 1, nil},
	} {
		if err := c.PutPart(ctx, wrong.hash, wrong.part, wrong.of, wrong.data); !is(err, CodeMalformed) {
			t.Errorf("part %d of %d of %q, %d bytes: %v", wrong.part, wrong.of, wrong.hash, len(wrong.data), err)
		}
	}
	refused(t, c.PutPart(ctx, hash, 0, maxParts+1, photo[:partSize]), CodeLarge)
	refused(t, c.PutPart(ctx, hash, 0, 1, photo[:partSize+1]), CodeLarge)
}

func TestAPullThatIsGivenUpEndsOnBothSides(t *testing.T) {
	hub := newKey(t)
	f := &fakePeer{change: make(chan struct{}), gone: make(chan struct{}, 1)}
	c := dial(t, serve(t, ServerOptions{Key: hub, Admit: everyone(f)}), newKey(t), hub)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	began := time.Now()
	if _, err := c.Pull(ctx, Pull{Wait: 25}); !errors.Is(err, context.Canceled) {
		t.Errorf("pull: %v", err)
	}
	select {
	case <-f.gone:
	case <-time.After(5 * time.Second):
		t.Fatal("the hub waits on for a screen that has gone")
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("giving up took %v", took)
	}
}

func TestAChangeEndsTheWaitOfAPull(t *testing.T) {
	hub := newKey(t)
	f := &fakePeer{change: make(chan struct{}), page: Page{Since: 4}}
	c := dial(t, serve(t, ServerOptions{Key: hub, Admit: everyone(f)}), newKey(t), hub)
	time.AfterFunc(50*time.Millisecond, func() { close(f.change) })
	if page, err := c.Pull(t.Context(), Pull{Wait: 25}); err != nil || page.Since != 4 {
		t.Errorf("pull: %+v, %v", page, err)
	}
}

func TestWhatGoesWrongInsideIsBusyOutside(t *testing.T) {
	hub := newKey(t)
	for name, f := range map[string]*fakePeer{
		"an error": {fail: errors.New("a secret of the hub")},
		"a panic":  {panics: true},
		"a status": {fail: &Problem{Code: CodeEpoch, Status: 200}},
		"a code":   {fail: &Problem{Code: "made up"}},
		"nil":      {fail: (*Problem)(nil)},
	} {
		c := dial(t, serve(t, ServerOptions{Key: hub, Admit: everyone(f)}), newKey(t), hub)
		_, err := c.Pull(t.Context(), Pull{})
		if name == "a status" {
			refused(t, err, CodeEpoch)
			continue
		}
		refused(t, err, CodeBusy)
		if p, ok := errors.AsType[*Problem](err); !ok || p.Title != statuses[CodeBusy].title {
			t.Errorf("%s: the screen is told %v", name, err)
		}
	}
}

func TestAServerIsNotMadeWithoutAKey(t *testing.T) {
	if _, err := NewServer(ServerOptions{Admit: everyone(&fakePeer{})}); err == nil {
		t.Error("a server without a key was made")
	}
	if _, err := NewServer(ServerOptions{Key: newKey(t)}); err == nil {
		t.Error("a server that admits nobody was made")
	}
}

func TestEveryRequestIsObserved(t *testing.T) {
	hub := newKey(t)
	seen := make(chan Observation, 4)
	c := dial(t, serve(t, ServerOptions{
		Key: hub, Admit: everyone(&fakePeer{role: "wall"}), Observe: func(o Observation) { seen <- o },
	}), newKey(t), hub)
	if _, err := c.Hello(t.Context(), Hello{Clock: 1}); err != nil {
		t.Fatal(err)
	}
	_, err := c.Push(t.Context(), Push{})
	refused(t, err, CodeRole)
	hello, push := <-seen, <-seen
	if hello.Endpoint != "hello" || hello.Status != 200 || hello.In == 0 || hello.Out == 0 {
		t.Errorf("hello was seen as %+v", hello)
	}
	if push.Endpoint != "push" || push.Status != 403 {
		t.Errorf("push was seen as %+v", push)
	}
}
