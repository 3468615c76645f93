package calendar

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// zones finds IANA names for the zones of one file and remembers them.
type zones struct {
	defined map[string]*block // VTIMEZONE by its TZID
	found   map[string]string // "" for one that is not known
}

func newZones(calendars []*block) *zones {
	z := &zones{defined: map[string]*block{}, found: map[string]string{}}
	for _, c := range calendars {
		for _, b := range c.subs {
			if p := b.first("TZID"); b.name == "VTIMEZONE" && p != nil {
				z.defined[strings.TrimSpace(p.Value)] = b
			}
		}
	}
	return z
}

// find gives the IANA name of the zone that a file calls tzid, for an event near
// that time: by the name itself, by what Windows calls it, or by the rules that
// the file gives for it.
func (z *zones) find(tzid string, near time.Time) (string, bool) {
	tzid = strings.Trim(strings.TrimSpace(tzid), `"`)
	if name, ok := z.found[tzid]; ok {
		return name, name != ""
	}
	name, ok := zoneByName(tzid)
	defined := z.defined[tzid]
	if !ok && defined != nil {
		if p := defined.first("X-LIC-LOCATION"); p != nil {
			name, ok = zoneByName(strings.TrimSpace(p.Value))
		}
	}
	if !ok && defined != nil {
		name, ok = zoneByRules(defined, near)
	}
	if !ok {
		name = ""
	}
	if len(z.found) < 10_000 {
		z.found[tzid] = name
	}
	return name, ok
}

var (
	suffixNumber = regexp.MustCompile(`\s+\d+$`)
	fixedOffset  = regexp.MustCompile(`^(?:\((?:UTC|GMT)\)|UTC|GMT)?([+-])(\d\d?):?(00)?$`)
)

// zoneByName reads IANA names, with a path before them or not, Windows names,
// which Exchange numbers at times, and plain offsets in whole hours.
func zoneByName(tzid string) (string, bool) {
	switch strings.ToUpper(tzid) {
	case "":
		return "", false
	case "UTC", "GMT", "Z", "ETC/UTC", "ETC/GMT", "UNIVERSAL", "(UTC) COORDINATED UNIVERSAL TIME", "COORDINATED UNIVERSAL TIME", "TZONE://MICROSOFT/UTC":
		return "UTC", true
	}
	for _, name := range []string{tzid, suffixNumber.ReplaceAllString(tzid, "")} {
		if iana, ok := windowsZones[strings.ToLower(name)]; ok {
			return iana, true
		}
	}
	parts := strings.Split(strings.ReplaceAll(tzid, " ", "_"), "/")
	for n := min(3, len(parts)); n > 0; n-- {
		name := strings.Join(parts[len(parts)-n:], "/")
		if n == 1 && len(parts) > 1 { // the end of a path may be anything
			break
		}
		if exists(name) {
			return name, true
		}
	}
	if m := fixedOffset.FindStringSubmatch(strings.ToUpper(tzid)); m != nil {
		hours, err := strconv.Atoi(m[1] + m[2])
		if err == nil && hours >= -12 && hours <= 14 {
			return fixedZone(hours), true
		}
	}
	return "", false
}

// fixedZone is the IANA name of the zone so many hours east of Greenwich. The
// signs of these names are the other way round.
func fixedZone(hours int) string {
	switch {
	case hours == 0:
		return "UTC"
	case hours > 0:
		return "Etc/GMT-" + strconv.Itoa(hours)
	}
	return "Etc/GMT+" + strconv.Itoa(-hours)
}

// exists says whether the machine knows a zone of that name.
func exists(name string) bool {
	if name == "" || name == "Local" || len(name) > 60 {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}

// location is the zone of that name, UTC for one that the machine does not know.
func location(name string) *time.Location {
	if name == "" || name == "UTC" || name == "Local" {
		return time.UTC
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return loc
}

// change is one time at which the clocks of a zone are changed.
type change struct {
	at       time.Time
	from, to int // seconds east of Greenwich
}

// zoneByRules finds a zone whose clocks change as a VTIMEZONE says, in the year of
// near and the one after: Exchange and others make up names for zones, but always
// say their rules.
func zoneByRules(b *block, near time.Time) (string, bool) {
	year := time.Date(near.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	var changes []change
	fixed, standard := 0, false
	for _, o := range b.subs {
		p := o.first("DTSTART")
		from, ok1 := offset(o.value("TZOFFSETFROM"))
		to, ok2 := offset(o.value("TZOFFSETTO"))
		if p == nil || !ok1 || !ok2 {
			continue
		}
		start, err := new(zones).read(p.Value, "")
		if err != nil {
			continue
		}
		if o.name == "STANDARD" || !standard {
			fixed, standard = to, o.name == "STANDARD"
		}
		onsets := []time.Time{start.wall}
		if rule := o.first("RRULE"); rule != nil {
			if s, err := newSeries(rule.Value, start.wall, false, ""); err == nil {
				onsets = s.between(year, year.AddDate(2, 0, 0))
			}
		}
		for _, wall := range onsets {
			if at := wall.Add(-time.Duration(from) * time.Second); from != to && !at.Before(year) && at.Before(year.AddDate(2, 0, 0)) {
				changes = append(changes, change{at, from, to})
			}
		}
	}
	if len(b.subs) == 0 {
		return "", false
	}
	if len(changes) == 0 && fixed%3600 == 0 && fixed/3600 >= -12 && fixed/3600 <= 14 {
		return fixedZone(fixed / 3600), true
	}
	for _, name := range likely {
		if loc, err := time.LoadLocation(name); err == nil && agrees(loc, changes, fixed, year) {
			return name, true
		}
	}
	return "", false
}

// agrees says whether the clocks of loc do what the changes say; with none, that
// they keep the fixed offset.
func agrees(loc *time.Location, changes []change, fixed int, year time.Time) bool {
	for _, c := range changes {
		_, before := c.at.Add(-time.Second).In(loc).Zone()
		_, after := c.at.In(loc).Zone()
		if before != c.from || after != c.to {
			return false
		}
	}
	if len(changes) > 0 {
		return true
	}
	for month := range 12 {
		if _, off := year.AddDate(0, month, 0).In(loc).Zone(); off != fixed {
			return false
		}
	}
	return true
}

// offset reads "+0130" or "-050000" in seconds.
func offset(s string) (int, bool) {
	if len(s) != 5 && len(s) != 7 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[1:], 10, 32)
	if err != nil {
		return 0, false
	}
	if len(s) == 5 {
		n *= 100
	}
	sec := int(n/10000*3600 + n/100%100*60 + n%100)
	if s[0] == '-' {
		sec = -sec
	}
	return sec, true
}
