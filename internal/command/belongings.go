package command

import (
	"time"

	"kettle/internal/community"
)

// belongings names what goes when a member is erased.
func (c *call) belongings(m *community.Member) (string, error) {
	visits, err := c.db.Visits(c.ctx, time.UnixMilli(0))
	if err != nil {
		return "", err
	}
	roll, err := c.db.Roll(c.ctx)
	if err != nil {
		return "", err
	}
	stays, posts, thanks := 0, 0, 0
	for _, v := range visits {
		if v.MemberID == m.ID {
			stays++
		}
	}
	for _, p := range roll.Posts {
		if p.MemberID == m.ID {
			posts++
		}
	}
	for _, t := range roll.Thanks {
		if t.FromID == m.ID || t.ToID == m.ID {
			thanks++
		}
	}
	goes := []string{"the profile"}
	if m.Photo != "" {
		goes = append(goes, "the photo")
	}
	if stays > 0 {
		goes = append(goes, count(stays, "visit"))
	}
	if posts > 0 {
		goes = append(goes, count(posts, "post"))
	}
	if thanks > 0 {
		goes = append(goes, count(thanks, "thank-you"))
	}
	return and(append(goes, "every card")), nil
}
