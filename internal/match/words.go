package match

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/spanish"

	"kettle/internal/search"
)

//go:embed synonyms.txt
var everywhere string

// Lexicon knows which words mean the same. It is safe for use by many at once.
type Lexicon struct {
	known [len(tongues)]known // by the language of the text that is read

	mu   sync.Mutex
	read map[string]Text // texts that were read already
}

// known are the synonyms as they are once a language's endings are off: nobody says
// of what language a synonym is, so each is there as all of them would read it.
type known struct {
	phrases map[string][]phrase // of several words, by the first
	meaning map[string]int      // of single ones
}

// phrase is a synonym of several words.
type phrase struct {
	stems   []string
	meaning int
}

// Text is the words of a text that say something. It is shared: do not write to it.
type Text []word

// word is one of them.
type word struct {
	stem    string
	meaning int // 0 for none
}

// mostRead is how many texts a lexicon remembers.
const mostRead = 20_000

// NewLexicon gives the words that mean the same everywhere, and those that do in
// one space: each entry has the words of one meaning, separated by commas.
func NewLexicon(space []string) *Lexicon {
	l := &Lexicon{read: map[string]Text{}}
	for i := range l.known {
		l.known[i] = known{map[string][]phrase{}, map[string]int{}}
	}
	n := 0
	for _, line := range append(strings.Split(everywhere, "\n"), space...) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		n++
		for say := range strings.SplitSeq(line, ",") {
			l.add(say, n)
		}
	}
	for _, k := range l.known {
		for _, list := range k.phrases {
			slices.SortStableFunc(list, func(a, b phrase) int { return len(b.stems) - len(a.stems) })
		}
	}
	return l
}

// add learns one synonym. Of two meanings the later, which may be the space's own,
// counts.
func (l *Lexicon) add(say string, meaning int) {
	for i := range tongues {
		var stems []string
		for _, w := range plainWords(say) {
			stems = append(stems, tongues[i].stem(w))
		}
		switch k := &l.known[i]; len(stems) {
		case 0:
		case 1:
			k.meaning[stems[0]] = meaning
		default:
			k.phrases[stems[0]] = append(k.phrases[stems[0]], phrase{stems, meaning})
		}
	}
}

// Read gives what of a text says something.
func (l *Lexicon) Read(text string) Text {
	l.mu.Lock()
	defer l.mu.Unlock()
	if t, ok := l.read[text]; ok {
		return t
	}
	if len(l.read) >= mostRead {
		clear(l.read)
	}
	t := l.words(text)
	l.read[text] = t
	return t
}

func (l *Lexicon) words(text string) Text {
	plain := plainWords(text)
	in := tongueOf(plain)
	stems := make([]string, len(plain))
	for i, w := range plain {
		stems[i] = tongues[in].stem(w)
	}
	var out Text
	for i := 0; i < len(plain); {
		if p := l.known[in].phraseAt(stems[i:]); p != nil {
			out = append(out, word{strings.Join(p.stems, " "), p.meaning})
			i += len(p.stems)
			continue
		}
		w := word{stem: stems[i], meaning: l.known[in].meaning[stems[i]]}
		if w.meaning == 0 && dull[plain[i]] || utf8.RuneCountInString(plain[i]) < 2 || strings.Trim(plain[i], "0123456789") == "" {
			i++
			continue
		}
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
		i++
	}
	return out
}

// phraseAt gives the longest synonym with which the stems begin, nil for none.
func (k *known) phraseAt(stems []string) *phrase {
	list := k.phrases[stems[0]]
	for i := range list {
		if n := len(list[i].stems); n <= len(stems) && slices.Equal(list[i].stems, stems[:n]) {
			return &list[i]
		}
	}
	return nil
}

// plainWords are the words of a text in plain letters.
func plainWords(text string) []string { return strings.Fields(search.Fold(text)) }

// tongue is a language that the package knows the forms of.
type tongue struct {
	stems func(*snowballstem.Env) bool
	small []string // words that tell it from the others, in plain letters
}

// tongues begins with the one that is taken for what none of them tells.
var tongues = [...]*tongue{
	{english.Stem, strings.Fields("the of and for to with a an my our who how somebody someone is that")},
	{german.Stem, strings.Fields("der die das den dem ein eine einen und fur mit von zu ins im am wer ich meine mein jemand brauche nicht sich")},
	{french.Stem, strings.Fields("le la les un une des du et pour avec mes mon qui je cherche besoin en sur aux")},
	{spanish.Stem, strings.Fields("el la los las un una y para con mi alguien necesito busco de del quien ayuda al")},
}

// tongueOf tells of what language a text is, by its small words.
func tongueOf(words []string) int {
	best, most := 0, 0
	for i, t := range tongues {
		n := 0
		for _, w := range words {
			if slices.Contains(t.small, w) {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

// stem is what the forms of a word have in common.
func (t *tongue) stem(word string) string {
	if len(word) < 4 {
		return word
	}
	env := snowballstem.NewEnv(word)
	t.stems(env)
	return env.Current()
}

// dull are words that say nothing of what somebody needs or can do.
var dull = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`
		a about advice afternoon all am an and any anybody anyone are around as at away bad be before begin beginner beginners
		best better big break broken business but by can chat check clean company day days do does draft drop dropping eye
		eyes expert first fit fits for friday friend friends from get getting gently good great group had hand has have help
		her here his hold hour how i idea ideas if in into introduction is it its jammed keep keeps know knows learn
		lend lending lesson lessons like listening little local long look looking lot love lunch make maker making me meet
		meeting member members minute monday more much my need needs new next nervous never not of off old on one onto only or other our
		out over pair part partner people person place please policy practise practice problem project proper properly putting quick
		quiet read reading real really saturday second see set setting share sharing she short should show small so some
		somebody someone something somewhere space start starting sunday supplier support take talk team that the their
		them there they thing things this thursday three through time tip to today tool town trip trouble try tuesday two under
		up us use using want we wednesday week what when where which who whose why with work working worry would write
		writing year years yes you your
		der die das den dem ein eine einen einem und mit fur von zu zum zur ins im am an auf hilfe helfen jemand wer kennt sich
		aus ich brauche suche meine mein nicht kleine kleinen kleiner
		le la les un une et de des du pour avec aide en ma mon mes sur aux je cherche besoin petit petite
		el los las con para ayuda alguien necesito busco una mi del al y pequeno
		ktos pomoc oraz dla malej maly mala potrzebuje szukam na w z do`) {
		m[w] = true
	}
	return m
}()
