package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// timeOfDay is what other systems write behind a date.
var timeOfDay = regexp.MustCompile(`(?i)(t|,?\s+(at\s+|um\s+)?)\d{1,2}:\d\d(:\d\d([.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(z|utc|gmt|uhr|[+-]\d\d:?\d\d)?$`)

// numbers are dates in figures: three groups with the same sign between them.
var numbers = regexp.MustCompile(`^(\d{1,4})\s*([-/.])\s*(\d{1,2})\s*([-/.])\s*(\d{1,4})\.?$`)

// date reads a date as people and systems write it and gives it as an ISO date;
// "" for an empty cell. order is "dmy", "mdy" or "", and says how to read
// figures that could be either. The error is a reason for people.
func date(s, order string) (string, error) {
	s = strings.TrimSpace(s)
	if _, err := time.Parse(time.DateOnly, s); err == nil && s >= "1900" && s < "2200" {
		return s, nil
	}
	switch strings.ToLower(s) {
	case "", "-", "–", "n/a", "null", "none", "0000-00-00", "0000-00-00 00:00:00":
		return "", nil
	}
	day := strings.TrimSpace(timeOfDay.ReplaceAllString(s, ""))
	if m := numbers.FindStringSubmatch(day); m != nil && m[2] == m[4] {
		return figures(s, m[1], m[2], m[3], m[5], order)
	}
	if y, mo, d, ok := inWords(day); ok {
		return iso(s, y, mo, d)
	}
	if n, err := strconv.ParseFloat(day, 64); err == nil && n > 20000 && n < 80000 {
		return "", fmt.Errorf("%q is a date as a spreadsheet counts it; format the column as a date and export again", s)
	}
	return "", fmt.Errorf("%q is not a date such as 2026-03-31", s)
}

// figures reads a date of three numbers with sep between them.
func figures(s, a, sep, b, c, order string) (string, error) {
	x, y, z := number(a), number(b), number(c)
	if len(a) == 4 {
		return iso(s, x, y, z)
	}
	if len(a) > 2 || len(c) != 2 && len(c) != 4 {
		return "", fmt.Errorf("%q is not a date such as 2026-03-31", s)
	}
	if len(c) == 2 { // two figures of a year: a membership of this age
		if z += 2000; z > 2069 {
			z -= 100
		}
	}
	switch {
	case sep == ".": // nobody writes the month first with full stops
		return iso(s, z, y, x)
	case order == "dmy":
		if y > 12 && x <= 12 {
			return "", fmt.Errorf("%q is not in the order day, month, year that --dates dmy says", s)
		}
		return iso(s, z, y, x)
	case order == "mdy":
		if x > 12 && y <= 12 {
			return "", fmt.Errorf("%q is not in the order month, day, year that --dates mdy says", s)
		}
		return iso(s, z, x, y)
	case x <= 12 && y <= 12 && x != y:
		return "", fmt.Errorf("%q could be read two ways; say which with --dates dmy or --dates mdy", s)
	case x > 12:
		return iso(s, z, y, x)
	}
	return iso(s, z, x, y)
}

// inWords reads a date whose month is a word: "5 Jan 2020", "January 5, 2020",
// "5. März 2020", "1er mars 2020", "5 de enero de 2020", "5 stycznia 2020 r.",
// "2020 Jan 5". A weekday before it is skipped.
func inWords(s string) (year, month, day int, ok bool) {
	words := strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r == ',' || r == '.' || r == '-' || r == '/' || r == '\u00a0'
	})
	for i, w := range words {
		f := fold(w)
		n := number(strings.TrimRight(f, "abcdefghijklmnopqrstuvwxyz")) // "5th", "1er"
		switch {
		case f == "de" || f == "del" || f == "of" || f == "the" || f == "r" && i == len(words)-1:
		case n > 0 && n <= 31 && day == 0 && (len(w) != 4 || f[len(f)-1] > '9'):
			day = n
		case n >= 1000 && year == 0 && len(w) == 4:
			year = n
		case n >= 0 && n < 100 && len(w) == 2 && day > 0 && month > 0 && year == 0: // 5-Jan-20
			if year = 2000 + n; year > 2069 {
				year -= 100
			}
		case month == 0 && monthOf[f] > 0:
			month = monthOf[f]
		case i == 0 && weekday[f]:
		default:
			return 0, 0, 0, false
		}
	}
	return year, month, day, year > 0 && month > 0 && day > 0
}

// number reads digits, -1 for anything else.
func number(s string) int {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return -1
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// iso writes a date, or says why s is none.
func iso(s string, y, m, d int) (string, error) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if m < 1 || d < 1 || t.Day() != d || int(t.Month()) != m {
		return "", fmt.Errorf("%q is a day that does not exist", s)
	}
	if y < 1900 || y > 2199 {
		return "", fmt.Errorf("%q is in the year %d", s, y)
	}
	return t.Format(time.DateOnly), nil
}

// monthOf knows the months by their folded names and abbreviations.
var monthOf = months()

func months() map[string]int {
	out := map[string]int{}
	for _, names := range [...]string{
		"january february march april may june july august september october november december",
		"jan feb mar apr may jun jul aug sep oct nov dec",
		"januar februar marz april mai juni juli august september oktober november dezember",
		"jan feb mrz apr mai jun jul aug sept okt nov dez",
		"janner feber maerz apr mai juno julei aug sep okt nov dez",
		"janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
		"janv fevr mars avr mai juin juil aout sept oct nov dec",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"ene feb mar abr may jun jul ago set oct nov dic",
		"stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
		"styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien",
		"sty lut mar kwi maj cze lip sie wrz paz lis gru",
	} {
		for i, n := range strings.Fields(names) {
			out[n] = i + 1
		}
	}
	return out
}

// weekday knows the folded names of weekdays that stand before dates.
var weekday = weekdays()

func weekdays() map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(`monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
		montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
		lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo
		poniedzialek wtorek sroda czwartek piatek sobota niedziela`) {
		out[w] = true
	}
	return out
}
