package sync

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

// gallery knows which members a wall may show, as of one seq, to filter what
// walls are sent.
type gallery struct {
	epoch, seq int64
	members    map[community.ID]sight
	photos     map[string]int // how many members on the wall show it
}

// sight is what of a member may be seen on a wall.
type sight struct {
	shown, here bool
	photo       string
}

func newGallery(epoch int64) *gallery {
	return &gallery{epoch: epoch, members: map[community.ID]sight{}, photos: map[string]int{}}
}

// see says what the record of a member lets a wall show.
func see(r *community.Record) sight {
	if r.Kind != community.KindMember || r.Erased {
		return sight{}
	}
	var m community.Member
	_ = m.Set("state", r.Value("state")) // what cannot be read is no consent
	shown := m.Active() && given(r.Value("show_on_wall"))
	return sight{shown: shown, here: shown && given(r.Value("show_presence")), photo: r.Value("photo")}
}

// given reads a consent as its field holds it; what cannot be read is none.
func given(consent string) bool {
	var m community.Member
	return m.Set("show_on_wall", consent) == nil && m.OnWall.Given
}

// learn takes in the newest form of a member's record.
func (g *gallery) learn(r *community.Record) {
	if r.Kind != community.KindMember {
		return
	}
	if old := g.members[r.ID]; old.shown && old.photo != "" {
		if g.photos[old.photo]--; g.photos[old.photo] <= 0 {
			delete(g.photos, old.photo)
		}
	}
	now := see(r)
	if !now.shown {
		delete(g.members, r.ID)
		return
	}
	g.members[r.ID] = now
	if now.photo != "" {
		g.photos[now.photo]++
	}
}

// onWall are the fields of a member that a wall is sent, beside the lists. Those
// that say "only if" are held back by wallFields.
var onWall = [...]string{
	"name", "called", "said_like", "pronouns", "headline", "organisation", "about", "website", "joined_on", "photo",
	"state", "show_on_wall", "show_on_phone_page", "show_presence", "email_public", "phone_public", "welcome_me", "my_years",
}

// hostsWords are the fields of a space that are no wall's business.
var hostsWords = [...]string{"hand_over", "blocked_words", "calendars", "practices"}

// wallFields names the fields of a member that a wall may hold.
func wallFields(r *community.Record) func(field string) bool {
	only := map[string]bool{
		"code":  given(r.Value("show_on_phone_page")),
		"email": r.Value("email_public") != "",
		"phone": r.Value("phone_public") != "",
	}
	return func(field string) bool {
		list, _, isList := strings.Cut(field, ":")
		return slices.Contains(onWall[:], field) || only[field] || isList && slices.Contains(community.Lists[:], list)
	}
}

// show gives the record as a wall may hold it now: itself, parts of it, or gone. ok
// is false for kinds that no wall is ever told of.
func (g *gallery) show(r *community.Record, now time.Time) (shown community.Record, ok bool) {
	all := func(string) bool { return true }
	gone := community.Record{Kind: r.Kind, ID: r.ID, Gone: true}
	if r.Erased {
		return *r, slices.Contains(wallKinds[:], r.Kind)
	}
	switch r.Kind {
	case community.KindSpace:
		return only(r, func(f string) bool { return !slices.Contains(hostsWords[:], f) }), true
	case community.KindEvent:
		return *r, true
	case community.KindNotice:
		if r.Value("void") != "" || r.Value("audience") == community.NoticeKiosk || isOver(r, now) {
			return gone, true
		}
		return only(r, all), true
	case community.KindMember:
		if !see(r).shown {
			return gone, true
		}
		return only(r, wallFields(r)), true
	case community.KindVisit:
		if !g.owned(r, func(s sight) bool { return s.here }) || r.Value("out_at") != "" || r.Value("void") != "" {
			return gone, true
		}
		return only(r, func(f string) bool { return f == "member_id" || f == "in_at" || f == "mood" || f == "back" }), true
	case community.KindPost:
		if !g.owned(r, func(s sight) bool { return s.shown }) || r.Value("closed") != "" || r.Value("held") != "" {
			return gone, true
		}
		return only(r, all), true
	case community.KindThankYou:
		agreed := r.Value("from_agrees") != "" && r.Value("to_agrees") != "" && r.Value("void") == "" && r.Value("held") == "" && r.Value("nameless") == ""
		if !agreed || !g.owned(r, func(s sight) bool { return s.shown }) {
			return gone, true
		}
		return only(r, all), true
	case community.KindCheer:
		if !g.owned(r, func(s sight) bool { return s.shown }) || r.Value("void") != "" {
			return gone, true
		}
		return only(r, all), true
	}
	return community.Record{}, false
}

// isOver says whether a notice is no more up.
func isOver(r *community.Record, now time.Time) bool {
	var n community.Notice
	return n.Set("until", r.Value("until")) == nil && !n.Until.After(now)
}

// wallKinds are the kinds that a wall may be told of.
var wallKinds = [...]community.Kind{
	community.KindSpace, community.KindEvent, community.KindMember, community.KindVisit, community.KindPost, community.KindThankYou,
	community.KindNotice, community.KindCheer,
}

// owned says whether all owners of the record, of which there is one at least,
// may be seen so.
func (g *gallery) owned(r *community.Record, seen func(sight) bool) bool {
	return len(r.Owners) > 0 && !slices.ContainsFunc(r.Owners, func(id community.ID) bool { return !seen(g.members[id]) })
}

// only keeps some fields of a record, consents without how they were recorded,
// and nobody's name for who acted.
func only(r *community.Record, may func(field string) bool) community.Record {
	out := community.Record{Kind: r.Kind, ID: r.ID, Owners: r.Owners, Whole: true}
	for _, g := range r.Groups {
		fields := maps.Clone(g.Fields)
		maps.DeleteFunc(fields, func(field, _ string) bool { return !may(field) })
		for field, value := range fields {
			if strings.HasPrefix(field, "show_") {
				fields[field] = bare(value)
			}
		}
		if len(fields) > 0 {
			out.Groups = append(out.Groups, community.Group{Stamp: g.Stamp, Seq: g.Seq, Fields: fields})
		}
	}
	return out
}

// bare is a consent without how and when it was recorded.
func bare(consent string) string {
	b, err := json.Marshal(community.Consent{Given: given(consent)})
	if err != nil {
		return ""
	}
	return string(b)
}
