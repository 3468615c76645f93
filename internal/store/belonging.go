package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"kettle/internal/community"
)

// Belongings are all that is kept about one member beside their own record.
type Belongings struct {
	Visits      []community.Visit // those undone as well
	Posts       []community.Post  // those closed as well
	Helped      []community.Post  // quick asks of others to which the member is on the way, or came
	Thanks      []community.ThankYou
	Parcels     []community.Parcel
	Proposals   []community.Proposal
	Comings     []community.Coming       // those taken back as well
	Cards       int                      // PINs of their own as well
	Hosts       []community.Host         // that the member is, without their PINs
	Visitors    []community.Visitor      // who came to see the member, or whom they invited; those undone as well
	Met         []community.Introduction // of the member and another, also those put off only
	Cheers      []community.Cheer        // given and received; those taken back as well
	Namings     []community.Naming       // of names that the member learns, as a host too
	History     []Done
	Overwritten []Overwritten
}

// Belongings reads all that is kept about a member.
func (db *DB) Belongings(ctx context.Context, member community.ID) (Belongings, error) {
	b, err := db.readBelongings(ctx, member)
	if err != nil {
		return b, fmt.Errorf("read what is kept about member %s: %w", member, err)
	}
	if b.History, err = db.ActsOf(ctx, member, time.UnixMilli(0), 0); err != nil {
		return b, err
	}
	b.Overwritten, err = db.Overwritten(ctx, member)
	return b, err
}

// Told is what of it the member themselves may read: nothing of what another asked
// or would rather not, and not who thanked them without a name.
func (b Belongings) Told(member community.ID) Belongings {
	nameless := map[community.ID]bool{}
	told := b
	told.Met, told.Thanks, told.History = nil, nil, nil
	for i := range b.Met {
		if met, ok := b.Met[i].Told(member); ok {
			told.Met = append(told.Met, met)
		}
	}
	for i := range b.Thanks {
		one := b.Thanks[i].Told(member)
		nameless[one.ID] = one.FromID.IsZero()
		told.Thanks = append(told.Thanks, one)
	}
	for _, done := range b.History {
		about := slices.DeleteFunc(slices.Clone(done.About), func(a About) bool {
			switch a.Kind {
			case community.KindIntroduction, community.KindCheer:
				return done.By.ID != member
			case community.KindNaming:
				return !slices.ContainsFunc(b.Namings, func(n community.Naming) bool { return n.ID == a.ID })
			case community.KindThankYou:
				return nameless[a.ID]
			}
			return false
		})
		if len(about) > 0 || len(done.About) == 0 {
			done.About = about
			told.History = append(told.History, done)
		}
	}
	return told
}

func (db *DB) readBelongings(ctx context.Context, member community.ID) (b Belongings, err error) {
	const where = "WHERE member_id = ?"
	q := db.read()
	if b.Visits, err = readVisits(ctx, q, where+" ORDER BY in_at, id", member); err != nil {
		return b, err
	}
	if b.Posts, err = readPosts(ctx, q, where+" ORDER BY made_at, id", member); err != nil {
		return b, err
	}
	if b.Helped, err = readPosts(ctx, q, "WHERE helper_id = ? ORDER BY made_at, id", member); err != nil {
		return b, err
	}
	if b.Thanks, err = readThanks(ctx, q, "WHERE ?1 IN (from_id, to_id) ORDER BY said_at, id", member); err != nil {
		return b, err
	}
	if b.Parcels, err = readParcels(ctx, q, where+" ORDER BY came_at, id", member); err != nil {
		return b, err
	}
	if b.Comings, err = readComings(ctx, q, where+" ORDER BY starts_at, id", member); err != nil {
		return b, err
	}
	if b.Cheers, err = readCheers(ctx, q, "WHERE ?1 IN (member_id, for_id) ORDER BY id", member); err != nil {
		return b, err
	}
	if b.Proposals, err = readProposals(ctx, q, where+" ORDER BY made_at, id", member); err != nil {
		return b, err
	}
	if b.Visitors, err = readVisitors(ctx, q, "WHERE ?1 IN (sees_id, invited_by) ORDER BY in_at, id", member); err != nil {
		return b, err
	}
	if b.Hosts, err = readHosts(ctx, q, where+" ORDER BY name, id", member); err != nil {
		return b, err
	}
	for i := range b.Hosts {
		b.Hosts[i].PINHash = ""
	}
	if b.Met, err = readIntroductions(ctx, q, "WHERE ?1 IN (one_id, other_id) ORDER BY id", member); err != nil {
		return b, err
	}
	if b.Namings, err = readNamings(ctx, q, "WHERE learner_id = ?1 OR learner_id IN (SELECT id FROM hosts WHERE member_id = ?1) ORDER BY due_on, id", member); err != nil {
		return b, err
	}
	cards, err := readCards(ctx, q, where+" AND revoked = 0", member)
	b.Cards = len(cards)
	return b, err
}
