package store

import (
	"context"
	"fmt"
	"time"

	"kettle/internal/community"
)

// Belongings are all that is kept about one member beside their own record.
type Belongings struct {
	Visits      []community.Visit // those undone as well
	Posts       []community.Post  // those closed as well
	Thanks      []community.ThankYou
	Parcels     []community.Parcel
	Proposals   []community.Proposal
	Comings     []community.Coming  // those taken back as well
	Cheers      []community.Cheer   // given and received; those taken back as well
	Cards       int                 // PINs of their own as well
	Hosts       []community.Host    // that the member is, without their PINs
	Visitors    []community.Visitor // who came to see the member, or whom they invited; those undone as well
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
	b.Overwritten, err = db.Overwritten(ctx, community.KindMember, member)
	return b, err
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
	cards, err := readCards(ctx, q, where+" AND revoked = 0", member)
	b.Cards = len(cards)
	return b, err
}
