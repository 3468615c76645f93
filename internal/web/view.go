package web

import (
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kettle/internal/community"
)

// profileView is a profile as the page shows it.
type profileView struct {
	Space    string
	Code     string
	Name     string
	NameLang string // BCP 47, "" for not known
	NameSize string // style class that lets the longest word fit a phone
	Said     string // how to say the name, and pronouns
	Does     string
	At       string
	About    string
	Photo    bool
	Initials string
	Ground   int // which of the five grounds
	Offers   []string
	Asks     []string
	Topics   []string
	Speaks   []string
	Contacts []contact
	SignIn   bool // members can
}

// contact is one public way to reach somebody.
type contact struct {
	Label string
	Text  string
	Link  template.URL // "" when the text is no address
}

func viewProfile(p *community.Profile, code, space string) profileView {
	name := community.CleanLine(p.Name)
	v := profileView{
		Space: space, Code: code, Name: name,
		NameLang: langOf(name, p.Languages), NameSize: nameSize(name),
		Said: joinNonEmpty(" · ", community.CleanLine(p.SaidLike), community.CleanLine(p.Pronouns)),
		Does: community.CleanLine(p.Headline), At: community.CleanLine(p.Organisation), About: community.CleanWords(p.About),
		Photo: p.Photo != "", Initials: community.Initials(name), Ground: int(p.ID.Mixed("ground") % 5),
		Offers: cleanAll(p.HappyToHelpWith), Asks: cleanAll(p.LookingFor),
		Topics: cleanAll(p.TalkToMeAbout), Speaks: cleanAll(p.Languages),
	}
	if strings.TrimSuffix(v.About, ".") == v.Does {
		v.About = ""
	}
	add := func(label, text string, link template.URL) {
		if text != "" {
			v.Contacts = append(v.Contacts, contact{label, text, link})
		}
	}
	add("E-mail", community.CleanLine(p.Email), mailLink(p.Email))
	add("Phone", strings.ReplaceAll(community.CleanLine(p.Phone), " ", "\u00a0"), phoneLink(p.Phone))
	add("Website", community.CleanLine(bareAddress(p.Website)), webLink(p.Website))
	return v
}

// spaceView is a space as the page shows it.
type spaceView struct {
	Name     string
	NameSize string
	About    string
	Address  string
	Always   bool
	Hours    []opening
	Shut     []string // days it is shut soon, in words
	WiFi     string
	Website  contact
	Events   []eventView  // that are on soon
	SignIn   bool         // one can sign in, and has not
	Board    *memberBoard // for somebody who is signed in; nil for all others
}

func viewSpace(s *community.Space, now time.Time) spaceView {
	name := community.CleanLine(s.Name)
	return spaceView{
		Name: name, NameSize: nameSize(name), About: community.CleanWords(s.About),
		Address: community.CleanWords(s.Address), Always: s.Hours.IsZero(), Hours: openings(s.Hours),
		Shut: shutSoon(s, now), WiFi: community.CleanLine(s.WiFi),
		Website: contact{"Website", community.CleanLine(bareAddress(s.Website)), webLink(s.Website)},
	}
}

// opening is a run of days with the same times, in words.
type opening struct{ Days, Times string }

func openings(h community.Hours) []opening {
	if h.IsZero() {
		return nil
	}
	var all []opening
	for d := 1; d <= 7; {
		last := d
		for last < 7 && slices.Equal(h[(last+1)%7], h[d%7]) {
			last++
		}
		days := time.Weekday(d % 7).String()
		switch last - d {
		case 0:
		case 1:
			days += " and " + time.Weekday(last%7).String()
		default:
			days += " to " + time.Weekday(last%7).String()
		}
		var times []string
		for _, span := range h[d%7] {
			times = append(times, clock(span.Open)+"–"+clock(span.Close))
		}
		if len(times) == 0 {
			times = []string{"closed"}
		}
		all = append(all, opening{days, strings.Join(times, ", ")})
		d = last + 1
	}
	return all
}

func clock(minutes int) string {
	if minutes == 24*60 {
		return "midnight"
	}
	return fmt.Sprintf("%02d:%02d", minutes/60%24, minutes%60)
}

// shutSoon names the holidays of the next four weeks.
func shutSoon(s *community.Space, now time.Time) []string {
	from, to := s.Day(now), s.Day(now.AddDate(0, 0, 28))
	var days []string
	for _, h := range s.Holidays {
		if day, err := time.Parse(time.DateOnly, h); err == nil && h >= from && h <= to {
			days = append(days, day.Format("Monday 2 January"))
		}
	}
	return days
}

// nameSize picks the size of letters by the longest word, which a phone's width
// must hold, and by the whole.
func nameSize(name string) string {
	longest := 0
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '-' }) {
		longest = max(longest, utf8.RuneCountInString(word))
	}
	switch total := utf8.RuneCountInString(name); {
	case longest > 18 || total > 60:
		return "tiny"
	case longest > 14 || total > 36:
		return "small"
	}
	return "full"
}

// langOf says in which language a name is written where that decides the shapes
// of its characters: Chinese and Japanese share them in Unicode. The languages
// that somebody speaks, as they wrote them, tell the two apart.
func langOf(name string, speaks []string) string {
	has := func(t *unicode.RangeTable) bool {
		return strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(t, r) })
	}
	switch {
	case has(unicode.Hiragana), has(unicode.Katakana):
		return "ja"
	case has(unicode.Hangul):
		return "ko"
	case has(unicode.Han):
		if slices.ContainsFunc(speaks, func(s string) bool { return s == "日本語" || strings.EqualFold(s, "Japanese") }) {
			return "ja"
		}
		return "zh"
	}
	return ""
}

// webLink gives a link to a website as people write it, with or without
// https://; "" for anything else.
func webLink(s string) template.URL {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsFunc(s, unicode.IsSpace) {
		return ""
	}
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || !strings.Contains(u.Hostname(), ".") {
		return ""
	}
	return template.URL(u.String()) //nolint:gosec // http or https, and written by net/url
}

// bareAddress leaves out of a website's address what nobody says aloud.
func bareAddress(s string) string {
	s = strings.TrimSpace(s)
	for _, scheme := range []string{"https://", "http://"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			s = s[len(scheme):]
		}
	}
	return strings.TrimSuffix(s, "/")
}

func mailLink(s string) template.URL {
	if !strings.Contains(s, "@") || strings.ContainsFunc(s, unicode.IsSpace) {
		return ""
	}
	u := url.URL{Scheme: "mailto", Opaque: url.PathEscape(s)}
	return template.URL(u.String()) //nolint:gosec // escaped above
}

// phoneLink keeps of a phone number what a phone dials.
func phoneLink(s string) template.URL {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, strings.ReplaceAll(s, "(0)", ""))
	if len(digits) < 3 || strings.LastIndex(digits, "+") > 0 {
		return ""
	}
	return template.URL("tel:" + digits) //nolint:gosec // digits only
}

func cleanAll(texts []string) []string {
	var clean []string
	for _, t := range texts {
		if t = community.CleanLine(t); t != "" {
			clean = append(clean, t)
		}
	}
	return clean
}

func joinNonEmpty(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), sep)
}
