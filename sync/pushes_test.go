package sync

import (
	"testing"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

func TestWhatAScreenPushedIsNotSentBack(t *testing.T) {
	s, kiosk := quietSim(t)
	other := s.screens[1]
	s.inStep()
	s.calm = true
	begin := kiosk.replica.now()
	edit := func(c *simScreen, id community.ID, field, value string) {
		s.must(c.db.EditMember(s.ctx, simHost, id, func(m *community.Member) error { return m.Set(field, value) }))
		s.sync(c, c.push)
	}
	id, err := kiosk.db.AddMember(s.ctx, simHost, community.Member{Name: "Ada Okafor"})
	s.must(err)
	s.sync(kiosk, kiosk.push)
	peer, err := s.hub.Admit(s.ctx, s.space, kiosk.key)
	s.must(err)
	pull := func(since int64, meeting string) Page {
		t.Helper()
		page, err := peer.Pull(s.ctx, Pull{Epoch: begin.Epoch, Life: s.store.Life(), Meeting: meeting, Since: since, After: since})
		s.must(err)
		page.Records, err = page.records()
		s.must(err)
		return page
	}
	word := kiosk.replica.now().MeetingWord
	if page := pull(begin.Since, word); len(page.Records) > 0 || page.Since <= begin.Since {
		t.Errorf("it is sent back, up to %d: %+v", page.Since, page.Records)
	}
	if page := pull(begin.Since, "of another hello"); len(page.Records) == 0 {
		t.Error("what was pushed before the last hello is not sent")
	}
	if page := pull(0, word); len(page.Records) == 0 {
		t.Error("a screen that begins anew is not sent what it pushed")
	}

	s.sync(other, other.pull)
	edit(other, id, "headline", "Potter")
	edit(kiosk, id, "about", "Glazes")
	var fields []string
	for _, r := range pull(begin.Since, word).Records {
		for _, g := range r.Groups {
			for field := range g.Fields {
				if r.Kind == community.KindMember {
					fields = append(fields, field)
				}
			}
		}
	}
	if len(fields) != 1 || fields[0] != "headline" {
		t.Errorf("of the member %v are sent, and only the other screen's headline is new", fields)
	}
}

func TestSpansHoldWhatWasPutIntoThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const most = 40
		var all spans
		in := map[int64]bool{}
		for range rapid.IntRange(0, 12).Draw(t, "spans") {
			first := rapid.Int64Range(1, most).Draw(t, "first")
			last := rapid.Int64Range(first, most).Draw(t, "last")
			all = all.with(span{first, last})
			for n := first; n <= last; n++ {
				in[n] = true
			}
		}
		for n := int64(0); n <= most+1; n++ {
			if all.has(n) != in[n] {
				t.Fatalf("%v: %d is in it: %t", all, n, all.has(n))
			}
			want := n
			for in[want+1] {
				want++
			}
			if got := all.from(n); got != want {
				t.Fatalf("%v: all after %d up to %d, not %d", all, n, want, got)
			}
		}
	})
}
