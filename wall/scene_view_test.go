package wall_test

import (
	"context"
	"fmt"
	"image"
	"os"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kettle/internal/community"
	"kettle/internal/ui"
	"kettle/internal/ui/uitest"
	"kettle/wall"
)

// queue runs what the background hands over when the test says so.
type queue struct {
	mu   sync.Mutex
	todo []func()
}

func (q *queue) do(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.todo = append(q.todo, f)
}

func (q *queue) run() {
	q.mu.Lock()
	todo := q.todo
	q.todo = nil
	q.mu.Unlock()
	for _, f := range todo {
		f()
	}
}

func url(code string) string { return "HTTP://192.168.1.20:8420/M/" + code }

// picture renders one scene with all its photos.
func picture(t *testing.T, seen *community.Seen, cfg wall.Config, at time.Time, w, h int) image.Image {
	t.Helper()
	var q queue
	pics := ui.NewPictures(uitest.Photos{}, q.do)
	v := wall.NewView(pics, cfg)
	v.Object().Resize(fyne.NewSize(float32(w), float32(h)))
	step := cfg.StepAt(seen, at, v.Shape())
	v.Show(cfg.Compose(seen, step, at, v.Shape()))
	for deadline := time.Now().Add(20 * time.Second); pics.Waiting() > 0; {
		q.run()
		if time.Now().After(deadline) {
			t.Fatal("photos never came")
		}
		time.Sleep(time.Millisecond)
	}
	pics.Close()
	return uitest.Render(v.Object(), w, h)
}

func demo(t *testing.T) *community.Seen {
	t.Helper()
	return uitest.Harbour(t, uitest.Morning).Seen(community.Wall, uitest.Morning)
}

// Set KETTLE_SHOTS to a folder to get every scene in every size.
func TestShots(t *testing.T) {
	dir := os.Getenv("KETTLE_SHOTS")
	if dir == "" {
		t.Skip("KETTLE_SHOTS is not set")
	}
	uitest.App(t)
	seen := demo(t)
	for _, size := range [][2]int{{1920, 1080}, {1080, 1920}} {
		for _, scene := range wall.Scenes {
			cfg := wall.Config{Scene: scene, Hint: true, ProfileURL: url}
			img := picture(t, seen, cfg, uitest.Morning, size[0], size[1])
			uitest.Save(t, fmt.Sprintf("%s/%s-%dx%d.png", dir, scene, size[0], size[1]), img)
		}
	}
	_ = context.Background()
}
