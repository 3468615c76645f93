package community

import "time"

// ArrivedFor is how long after a check-in a wall that hears of it may welcome the
// member: long enough for a screen that is a little behind.
const ArrivedFor = time.Minute

// awayFor is how long somebody has been a member, at least, to be one who is back
// after a long time, with no other visit known.
const awayFor = 60 * 24 * time.Hour

// arrived says whether a visit began just now. Clocks of several screens may be a
// little apart, so it may seem to begin soon.
func arrived(v *Visit, now time.Time) bool { return now.Sub(v.InAt).Abs() < ArrivedFor }

// MayBeBack says whether somebody who joined on that day has been a member for long
// enough to be away for a long time.
func MayBeBack(joinedOn string, now time.Time) bool {
	joined, err := time.Parse(time.DateOnly, joinedOn)
	return err == nil && now.Sub(joined) > awayFor
}

// Years gives for how many years the member has been here if the day is one on which
// they joined, in another year, and they are happy to have that told; else 0. Who
// joined on 29 February has their day on the 28th in a year without it. now is in
// the space's zone.
func (p *Profile) Years(now time.Time) int {
	joined, err := time.Parse(time.DateOnly, p.JoinedOn)
	if err != nil || !p.MyYears {
		return 0
	}
	day := time.Date(now.Year(), joined.Month(), joined.Day(), 0, 0, 0, 0, time.UTC)
	if day.Month() != joined.Month() { // 29 February, in a year without it
		day = day.AddDate(0, 0, -1)
	}
	if day.Month() != now.Month() || day.Day() != now.Day() {
		return 0
	}
	return max(now.Year()-joined.Year(), 0)
}
