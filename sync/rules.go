package sync

import (
	"regexp"

	"kettle/internal/community"
)

// Why a hub did not take a record.
const (
	whyRole = "role"      // this screen may not change that
	whyForm = "malformed" // no program of ours writes such a record
)

// The limits of a record.
const (
	maxOwners = 16
	maxGroups = 256
	maxFields = 1000
	maxName   = 256       // bytes of a field's name
	maxValue  = 256 << 10 // bytes of a value
)

var kindForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

// wellFormed says whether a record can be one, whatever its kind.
func wellFormed(r *community.Record) bool {
	if !kindForm.MatchString(string(r.Kind)) || r.ID.IsZero() || r.Gone || r.Whole || len(r.Owners) > maxOwners || len(r.Groups) > maxGroups {
		return false
	}
	fields := 0
	for _, g := range r.Groups {
		fields += len(g.Fields)
		if g.Clock <= 0 || g.Screen == 0 || len(g.Actor) > maxName || fields > maxFields {
			return false
		}
		for name, value := range g.Fields {
			if name == "" || len(name) > maxName || len(value) > maxValue {
				return false
			}
		}
	}
	return true
}

// admit says why a record is not taken from this screen, "" if it is. old is
// what the hub has of it.
func (s *seat) admit(old, next *community.Record) (why string) {
	switch {
	case s.own:
		return ""
	case next.Kind == community.KindSpace && keepsLonger(old, next):
		return whyRole // what is gone would come back
	case next.Kind != community.KindScreen:
		return ""
	}
	if next.Erased {
		return whyRole // a screen is revoked, never erased: its key must stay known
	}
	for _, field := range [...]string{"key", "role"} {
		c, ok := next.Cell(field)
		if had := old.Value(field); ok && had != "" && c.Value != had {
			return whyRole
		}
	}
	if c, ok := next.Cell("revoked"); ok && c.Value == "" && old.Value("revoked") != "" {
		return whyRole
	}
	return ""
}

// keepsLonger says whether a later word on the space says that records are kept
// since an earlier time than before, or says it so that nobody can read it.
func keepsLonger(old, next *community.Record) bool {
	c, ok := next.Cell(community.FieldKeptSince)
	was, known := old.Cell(community.FieldKeptSince)
	if !ok || !known || !c.Beats(was) {
		return false
	}
	before, err := community.ParseKeptSince(was.Value)
	if err != nil {
		return false
	}
	now, err := community.ParseKeptSince(c.Value)
	return err != nil || now.Later(before) != now
}

// spread says whether a change to a record changes what walls may see of those
// that it owns.
func spread(old, now *community.Record) bool {
	if now.Kind != community.KindMember {
		return false
	}
	a, b := see(old), see(now)
	return a.shown != b.shown || a.here != b.here
}
