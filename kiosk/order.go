package kiosk

import (
	"cmp"
	"slices"

	"kettle/internal/community"
)

// faces gives some members with a photo, others every day, so that nobody is
// the face of the place.
func (d *directory) faces(day string, n int) []community.Profile {
	type ranked struct {
		rank uint64
		at   int
	}
	var first []ranked
	for i := range d.all {
		if d.all[i].Photo == "" {
			continue
		}
		r := ranked{d.all[i].ID.Mixed(day), i}
		at, _ := slices.BinarySearchFunc(first, r, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
		if at < n {
			first = slices.Insert(first, at, r)
			first = first[:min(n, len(first))]
		}
	}
	out := make([]community.Profile, len(first))
	for i, r := range first {
		out[i] = d.all[r.at]
	}
	return out
}

// shuffle orders people as by chance, but the same all day.
func shuffle(people []community.Profile, day string) {
	key := make(map[community.ID]uint64, len(people))
	for i := range people {
		key[people[i].ID] = people[i].ID.Mixed(day)
	}
	slices.SortFunc(people, func(a, b community.Profile) int { return cmp.Compare(key[a.ID], key[b.ID]) })
}
