package kiosk

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// putsUp puts up as many notices of a length, each with words of its own.
func (k *kit) putsUp(n, length int) (words []string) {
	for i := range n {
		w := strings.Repeat(fmt.Sprintf("Notice %c: the lift rests. ", 'A'+i), 10)[:length-1] + "!"
		words = append(words, w)
		k.desk.notices = append(k.desk.notices, community.Notice{ID: community.ID{0xd, byte(i)}, Words: w, Until: k.clock.AddDate(0, 0, 7)})
	}
	k.refresh()
	k.settle()
	return words
}

// What hosts tell everybody is read to its last letter at the kiosk, however long it may
// be, and two of them, too; of more, each is in some minute.
func TestEveryNoticeIsReadWhole(t *testing.T) {
	for _, size := range sizes[:2] {
		for n, length := range map[int]int{1: 140, 2: 120, 6: 140} {
			w := newWindow(t, size[0], size[1])
			want := w.putsUp(n, length)
			checkLayout(t, w)
			for range (n + 1) / 2 {
				all := strings.Join(w.words(), " ")
				want = slices.DeleteFunc(want, func(s string) bool { return strings.Contains(all, s) })
				w.clock = w.clock.Add(2 * time.Minute)
				w.Tap(Tap{Act: Touch})
			}
			if len(want) != 0 {
				t.Errorf("%v: of %d notices nobody reads %q\n%q", size, n, want, w.words())
			}
		}
	}
}
