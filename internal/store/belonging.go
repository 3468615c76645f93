package store

import (
	"context"
	"fmt"

	"kettle/internal/community"
)

// Belongings are all that is kept about one member beside their own record.
type Belongings struct {
	Visits      []community.Visit // those undone as well
	Posts       []community.Post  // those closed as well
	Thanks      []community.ThankYou
	Parcels     []community.Parcel
	Proposals   []community.Proposal
	Cards       int                 // PINs of their own as well
	Hosts       []community.Host    // that the member is, without their PINs
	Visitors    []community.Visitor // who came to see the member, or whom they invited; those undone as well
	History     []Done
	Overwritten []Overwritten
}

// Belongings reads all that is kept about a member; of acts that changed others'
// records, too, only what they changed of this member's.
func (db *DB) Belongings(ctx context.Context, member community.ID) (Belongings, error) {
	var b Belongings
	own := map[community.ID]bool{member: true}
	const where = "WHERE member_id = ?"
	of := func(kind community.Kind, where string, each func(community.ID) record) error {
		return readAll(ctx, db.read(), kind, where, []any{member}, func(id community.ID) record {
			own[id] = true
			return each(id)
		})
	}
	for _, err := range []error{
		of(community.KindVisit, where+" ORDER BY in_at, id", func(id community.ID) record {
			b.Visits = append(b.Visits, community.Visit{ID: id})
			return &b.Visits[len(b.Visits)-1]
		}),
		of(community.KindPost, where+" ORDER BY made_at, id", func(id community.ID) record {
			b.Posts = append(b.Posts, community.Post{ID: id})
			return &b.Posts[len(b.Posts)-1]
		}),
		of(community.KindThankYou, "WHERE ?1 IN (from_id, to_id) ORDER BY said_at, id", func(id community.ID) record {
			b.Thanks = append(b.Thanks, community.ThankYou{ID: id})
			return &b.Thanks[len(b.Thanks)-1]
		}),
		of(community.KindParcel, where+" ORDER BY came_at, id", func(id community.ID) record {
			b.Parcels = append(b.Parcels, community.Parcel{ID: id})
			return &b.Parcels[len(b.Parcels)-1]
		}),
		of(community.KindProposal, where+" ORDER BY made_at, id", func(id community.ID) record {
			b.Proposals = append(b.Proposals, community.Proposal{ID: id})
			return &b.Proposals[len(b.Proposals)-1]
		}),
		of(community.KindHost, where+" ORDER BY name, id", func(id community.ID) record {
			b.Hosts = append(b.Hosts, community.Host{ID: id})
			return &b.Hosts[len(b.Hosts)-1]
		}),
		readAll(ctx, db.read(), community.KindVisitor, "WHERE ?1 IN (sees_id, invited_by) ORDER BY in_at, id", []any{member}, func(id community.ID) record {
			b.Visitors = append(b.Visitors, community.Visitor{ID: id})
			return &b.Visitors[len(b.Visitors)-1]
		}),
		of(community.KindCard, where+" AND revoked = 0", func(community.ID) record { b.Cards++; return &community.Card{} }),
	} {
		if err != nil {
			return b, fmt.Errorf("read what is kept about member %s: %w", member, err)
		}
	}
	for i := range b.Hosts {
		b.Hosts[i].PINHash = ""
	}
	var err error
	if b.History, err = db.ActsOf(ctx, member); err != nil {
		return b, err
	}
	for i := range b.History {
		d := &b.History[i]
		var about []About
		for _, a := range d.About {
			if own[a.ID] {
				about = append(about, a)
			}
		}
		d.About, d.Many = about, 0
	}
	b.Overwritten, err = db.Overwritten(ctx, community.KindMember, member)
	return b, err
}
