package command

import (
	"context"

	"kettle/internal/community"
	"kettle/internal/store"
)

// Belongings says in words what goes with a member who is erased, beside the
// profile and the photo: "2 visits", "every card".
func Belongings(ctx context.Context, db *store.DB, member community.ID) ([]string, error) {
	b, err := db.Belongings(ctx, member)
	if err != nil {
		return nil, err
	}
	var goes []string
	for _, one := range []struct {
		n    int
		word string
	}{
		{len(b.Visits), "visit"},
		{len(b.Posts), "post"},
		{len(b.Thanks), "thank-you"},
		{len(b.Met), "introduction"},
		{len(b.Cheers), "cheer"},
		{len(b.Parcels), "parcel"},
		{len(b.Proposals), "proposal"},
	} {
		if one.n > 0 {
			goes = append(goes, count(one.n, one.word))
		}
	}
	if len(b.Namings) > 0 {
		goes = append(goes, "the names they learn")
	}
	return append(goes, "every card"), nil
}
