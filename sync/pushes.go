package sync

import (
	"cmp"
	"slices"

	"kettle/internal/community"
	"kettle/internal/shared"
)

// maxSpans is how many spans of a screen are kept: of what is forgotten it is sent
// back what it has.
const maxSpans = 256

// who is a screen of a space.
type who struct {
	space community.ID
	key   string
}

// pushes are the numbers of the changes that a screen pushed since a hello, for as
// long as it asks for what comes before them. It has these changes: they are not
// sent back to it.
type pushes struct {
	meeting string // the word of that hello
	spans   spans
}

// span is all numbers from the first to the last.
type span struct{ first, last int64 }

// spans are in order and apart from one another.
type spans []span

// with adds a span.
func (s spans) with(more span) spans {
	s = append(slices.Clone(s), more)
	slices.SortFunc(s, func(a, b span) int { return cmp.Compare(a.first, b.first) })
	out := s[:1]
	for _, next := range s[1:] {
		if last := &out[len(out)-1]; next.first <= last.last+1 {
			last.last = max(last.last, next.last)
		} else {
			out = append(out, next)
		}
	}
	return out[max(0, len(out)-maxSpans):]
}

// has says whether the number is in one of them.
func (s spans) has(seq int64) bool {
	return slices.ContainsFunc(s, func(o span) bool { return o.first <= seq && seq <= o.last })
}

// from is the last number before which all that come after since are theirs.
func (s spans) from(since int64) int64 {
	for _, o := range s {
		if o.first <= since+1 {
			since = max(since, o.last)
		}
	}
	return since
}

// came notes what a push of this screen changed.
func (s *seat) came(meeting string, merged shared.Merged) {
	if meeting == "" || merged.First == 0 {
		return
	}
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	w := who{s.space, s.key}
	p := s.hub.pushed[w]
	if p.meeting != meeting {
		p = pushes{meeting: meeting}
	}
	p.spans = p.spans.with(span{merged.First, merged.Seq})
	s.hub.pushed[w] = p
}

// has gives what a screen has beyond where it stands, since it pushed it. A screen
// that begins with nothing is sent everything.
func (s *seat) has(pull *Pull) spans {
	if pull.Since == 0 || pull.Meeting == "" {
		return nil
	}
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	w := who{s.space, s.key}
	p := s.hub.pushed[w]
	if p.meeting != pull.Meeting {
		return nil
	}
	p.spans = slices.DeleteFunc(slices.Clone(p.spans), func(o span) bool { return o.last <= pull.Since })
	s.hub.pushed[w] = p
	return p.spans
}
