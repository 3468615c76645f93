package wall

import (
	"kettle/internal/community"
)

// A helper is somebody who is here and says of themselves that they are happy to
// help with what somebody needs.
type helper struct {
	who  community.Profile
	with string // in the helper's own words
}

// helperFor finds who is here and offers what one of the needs asks for, by
// meaningful words that both texts share: the more the better, the day's order
// between equals. It is a guess by words and says no more than what the helper
// wrote; ok is false when there is nobody.
func helperFor(seen *community.Seen, needs []string, of community.ID) (best helper, ok bool) {
	most, rank := 0, uint64(0)
	for i := range seen.Profiles {
		p := &seen.Profiles[i]
		if !p.Here || p.ID == of {
			continue
		}
		for _, with := range p.HappyToHelpWith {
			offered := community.Meaningful(with)
			for _, need := range needs {
				n := community.Shared(offered, community.Meaningful(need))
				if r := p.ID.Mixed(need); n > most || n > 0 && n == most && p.ID != best.who.ID && r < rank {
					best, most, rank = helper{*p, with}, n, r
				}
			}
		}
	}
	return best, most > 0
}
