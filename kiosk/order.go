package kiosk

import (
	"cmp"
	"slices"

	"kettle/internal/community"
)

// faces gives some members with a photo, others every day, so that nobody is
// the face of the place.
func (d *directory) faces(day string, n int) []community.Profile {
	var all []community.Profile
	for i := range d.all {
		if d.all[i].Photo != "" {
			all = append(all, d.all[i])
		}
	}
	turn(all, day)
	return all[:min(n, len(all))]
}

// turn orders people as by chance, but the same all day.
func turn(people []community.Profile, day string) {
	key := make(map[community.ID]uint64, len(people))
	for i := range people {
		key[people[i].ID] = people[i].ID.Mixed(day)
	}
	slices.SortFunc(people, func(a, b community.Profile) int { return cmp.Compare(key[a.ID], key[b.ID]) })
}
