package calendar

import (
	"html"
	"net/mail"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kettle/internal/community"
)

// text is the words of the first property of that name, on one line.
func (b *block) text(name string) string { return community.CleanLine(b.rawText(name)) }

// rawText is the same with its line breaks.
func (b *block) rawText(name string) string {
	p := b.first(name)
	if p == nil || p.bad != nil {
		return ""
	}
	return norm.NFC.String(unescape(p.Value))
}

// categories are all categories of the event.
func (b *block) categories() []string {
	var out []string
	for _, p := range b.props {
		if p.Name == "CATEGORIES" && p.bad == nil {
			for _, c := range strings.Split(strings.ReplaceAll(p.Value, `\,`, "\x00"), ",") {
				out = append(out, community.CleanLine(unescape(strings.ReplaceAll(c, "\x00", ","))))
			}
		}
	}
	return out
}

// with is the name of who runs the event; an address is nobody's name, and not
// for a wall.
func (b *block) with() string {
	p := b.first("ORGANIZER")
	if p == nil || p.bad != nil {
		return ""
	}
	name := community.CleanLine(norm.NFC.String(unescape(p.Params.Get("CN"))))
	if _, err := mail.ParseAddress(name); err == nil {
		return ""
	}
	return clip(name, 200)
}

// unescape undoes the escapes of a text: RFC 5545, 3.3.11. A backslash before
// anything else is dropped too, since calendars escape more than they should.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			if i++; s[i] == 'n' || s[i] == 'N' {
				b.WriteByte('\n')
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// clip makes a text fit into limit characters.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	return strings.TrimSpace(string(r[:limit-1])) + "…"
}

var (
	markup = regexp.MustCompile(`(?i)</?(?:p|br|div|span|b|i|u|em|strong|a|ul|ol|li|h[1-6]|html|body|html-blob)(?:\s[^<>]*)?/?>`)
	breaks = regexp.MustCompile(`(?i)<br\s*/?>|</(?:p|div|li|h[1-6])>`)
	// What programs for calls put below a description: Google Meet between its
	// dashes and tildes, Teams and Zoom below a long line.
	invitation = regexp.MustCompile(`(?m)^\s*(?:-::~|_{20,}|─{20,}|Join Zoom Meeting|Microsoft Teams (?:meeting|Need help))`)
)

// about makes a description fit for people: Google and Outlook write HTML into
// it, and programs for calls their invitations, with numbers that let anybody in.
func about(s string) string {
	if markup.MatchString(s) {
		s = breaks.ReplaceAllString(s, "\n")
		s = html.UnescapeString(markup.ReplaceAllString(s, ""))
	}
	if at := invitation.FindStringIndex(s); at != nil {
		s = s[:at[0]]
	}
	return community.CleanWords(s)
}

// kinds are the words by which calendars name kinds of events, in English,
// German, French, Spanish and Polish; a star stands for any ending. The first
// kind that has a word counts.
var kinds = [...]struct{ kind, words string }{
	{community.EventAccountability, "accountability goal goals ziele goalsetting"},
	{community.EventMentoring, "mentor* mentorat mentoria mentorias"},
	{community.EventSurgery, "surgery surgeries advice clinic sprechstunde* beratung* permanence permanences asesoria asesoramiento consulta consultas porady konsultacj* dyzur ask-me"},
	{community.EventLearning, `learn* workshop* class classes course courses training* talk talks lecture* seminar* webinar* lesson lessons bootcamp* skillshare skills masterclass* demo
		kurs kurse schulung* vortrag* lernen atelier ateliers formation* cours conference* taller talleres curso cursos charla charlas warsztat* szkoleni* wyklad* kurs`},
	{community.EventSocial, `social socials party parties lunch* breakfast* brunch* dinner* supper drinks drink coffee tea soup pub beer cake picnic* market* game games quiz* karaoke film movie walk meetup* networking mixer* community celebration* festival* potluck
		fruhstuck* mittagessen* abendessen* stammtisch* feier* fest* kaffee* grillen fete* apero* dejeuner* diner petit-dejeuner rencontre* fiesta* comida* desayuno* cena* encuentro* imprez* sniadani* obiad* spotkani* integracj*`},
}

// kind says what kind of event it is, by its categories, else by its title.
func kind(categories []string, title string) string {
	for _, c := range categories {
		for _, k := range kinds {
			if strings.EqualFold(c, k.kind) {
				return k.kind
			}
		}
	}
	for _, text := range append(categories, title) {
		if k := kindOf(text); k != "" {
			return k
		}
	}
	return community.EventOther
}

// kindOf finds the first kind one of whose words is in the text, "" for none.
func kindOf(text string) string {
	words := strings.FieldsFunc(bare(text), func(r rune) bool { return strings.ContainsRune(" ,.:;!?&/()[]\"'’+|–—", r) })
	joined := " " + strings.Join(words, " ") + " "
	if strings.Contains(joined, " office hours ") || strings.Contains(joined, " drop in ") {
		return community.EventSurgery
	}
	if strings.Contains(joined, " skill share ") {
		return community.EventLearning
	}
	for _, k := range kinds {
		for known := range strings.FieldsSeq(k.words) {
			stem, open := strings.CutSuffix(known, "*")
			for _, w := range words {
				if w == stem || open && strings.HasPrefix(w, stem) {
					return k.kind
				}
			}
		}
	}
	return ""
}

// bare is a text in lower case and without accents.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x300 && r < 0x370:
			return -1
		case r == 'ł':
			return 'l'
		}
		return r
	}, strings.ToLower(norm.NFKD.String(s)))
}
