package kiosk

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode"

	"kettle/internal/community"
)

// A scanner types like a keyboard, but faster than anybody can: at most
// burstGap between two characters, at least burstLength of them, then Enter.
const (
	burstGap    = 60 * time.Millisecond
	burstLength = 6
	burstMost   = 1000 // characters kept of one; no card holds as many
)

// burst is a run of characters that came without a pause.
type burst struct {
	runes []rune
	last  time.Time // when the last one came
	text  string    // the field as it was before the first one
	free  time.Time // when the picture was last done
	drawn int       // pictures that are still being drawn
	after bool      // a scan has just ended: what follows without a pause belongs to it
}

// goesOn says whether a key at t follows the last one without a pause. The
// time that drawing took is no pause: a scanner's keys wait meanwhile.
func (b *burst) goesOn(t time.Time) bool {
	if b.last.IsZero() {
		return false
	}
	since := b.last
	if b.free.After(since) {
		since = b.free
	}
	return b.drawn > 0 || t.Sub(since) <= burstGap
}

// drawing notes that a picture follows the key that has just come.
func (m *Model) drawing() {
	m.burst.drawn++
	m.cfg.Do(func() {
		m.burst.drawn--
		m.burst.free = m.cfg.Now()
	})
}

// Rune takes a character from a keyboard or scanner, from any step. Typing
// opens the search, but for digits on the PIN pad.
func (m *Model) Rune(r rune) {
	now := m.now()
	b := &m.burst
	goesOn := b.goesOn(now)
	b.last = now
	if goesOn && b.after {
		return
	}
	if !goesOn || len(b.runes) == 0 {
		b.runes, b.text, b.after = nil, "", false
		if m.step == Search {
			b.text = m.typing.text
		} else if e := m.form.focused(); e != nil {
			b.text = e.Text
		}
	}
	if len(b.runes) < burstMost {
		b.runes = append(b.runes, r)
	}
	m.stir()
	switch {
	case m.form.focused() != nil:
		m.form.add(r)
	case m.form != nil, m.step == Roll, m.step == Host, m.step == First, m.step.ofEvent(): // nothing here is typed into
	case m.onPad():
		if r >= '0' && r <= '9' {
			m.digit(string(r))
		}
	case m.step == Search:
		m.add(r)
	case m.pending == 0 && !unicode.IsSpace(r) && unicode.IsPrint(r):
		m.openSearch()
		m.add(r)
	}
	m.drawing()
	m.show()
}

// Key takes a key that is no character, from any step.
func (m *Model) Key(k Key) {
	now := m.now()
	b := &m.burst
	goesOn := b.goesOn(now)
	b.last = now
	m.stir()
	if goesOn && b.after {
		return
	}
	runes := b.runes
	b.runes, b.after = nil, false
	switch {
	case k == KeyEnter && goesOn && len(runes) >= burstLength && !m.takesBursts(runes):
		b.after = true
		m.scan(string(runes))
	case m.form.focused() != nil && k != KeyEscape:
		m.formKey(k)
	case k == KeyEnter && m.step == Search:
		m.enter()
	case k == KeyEnter && m.onPad():
		m.enterPIN()
	case k == KeyErase && m.step == Search:
		m.erase()
	case k == KeyErase && m.onPad():
		m.erasePIN()
	case k == KeyEscape && m.form.focused() != nil:
		m.form.focusOn(-1)
	case k == KeyEscape && m.step == Host:
		if m.pending == 0 {
			m.tapHost(Tap{Act: Do, Verb: DoCancel})
		}
	case k == KeyEscape && m.step == First:
		if m.pending == 0 {
			m.firstBack()
		}
	case k == KeyEscape && m.pending == 0 && m.step != Home:
		m.back()
	}
	m.drawing()
	m.show()
}

// takesBursts says whether what came without a pause is no card: it is typed here all the
// same, a PIN, a passphrase, a host's words, the code of a hub, or heads are being counted.
func (m *Model) takesBursts(runes []rune) bool {
	return m.step == Host || m.step == First || m.step == Roll || m.onPad() && (m.form != nil || allDigits(runes))
}

// scan takes what a scanner read. The secret of a card or pass proves who it
// is; anything else only finds somebody, as typing it does.
func (m *Model) scan(text string) {
	if m.step == Search {
		m.typing.text = m.burst.text
		m.find()
	} else if e := m.form.focused(); e != nil { // a card's secret is not left in a field
		m.form.set(e.Name, m.burst.text)
		if m.step != Invited { // whose form goes on by itself
			m.form.say(e.Name)
		}
	} else if m.step == OwnPIN { // the card may stand for the PIN
		m.pin = nil
	} else if m.onPad() && m.pending == 0 {
		m.goTo(Home)
	}
	if m.pending != 0 {
		return
	}
	text = community.CleanLine(text)
	if code, ok := community.VisitorCodeIn(text); ok && strings.Contains(text, "/") {
		m.scanVisitor(code)
		return
	}
	if code, ok := codeIn(text); ok {
		m.findScanned(code)
		return
	}
	m.write(func(ctx context.Context) func() {
		p, err := m.desk.Scan(ctx, text)
		return func() {
			switch {
			case errors.Is(err, community.ErrNotFound):
				m.findScanned(text)
			case err != nil:
				m.sorry("read a card", err, sayNoCard)
			case m.speaking != nil:
				m.speaking(community.Actor{Kind: community.ActorProven, ID: p.ID}, p)
			case m.proves(p), m.provesAtEvent(p), m.provesOwn(p):
			default:
				m.checkIn(community.Actor{Kind: community.ActorProven, ID: p.ID}, p)
			}
		}
	})
}

// findScanned takes a scanned number, code or name for what it is: a claim. A
// text with digits must be somebody's number or code as a whole.
func (m *Model) findScanned(text string) {
	if m.strict() && !m.pace.take(m.cfg.Now()) {
		m.notice = sayTooMany
		return
	}
	m.write(func(ctx context.Context) func() {
		found, err := m.desk.Find(ctx, text)
		return func() {
			if err != nil {
				m.sorry("find a card", err, sayNoSearch)
				return
			}
			if strings.ContainsFunc(text, unicode.IsDigit) {
				found = onlyExact(found)
			}
			switch one, ok := single(found); {
			case ok:
				m.choose(one)
			case len(found) > 0:
				m.openSearch()
				m.typing.text, m.typing.found = text, found
				m.notice = sayWhichOne
			default:
				m.unknownCard()
			}
		}
	})
}

func (m *Model) unknownCard() {
	t, back := m.typing, Home
	if m.step == Search && t.text != "" {
		back = Search
	}
	m.say(note{title: sayUnknownCard, text: sayUnknownCardText, search: back == Home}, back)
}

// codeIn gives the code in the address of a phone page, as a member's printed
// QR code holds it.
func codeIn(text string) (code string, ok bool) {
	upper := strings.ToUpper(text)
	if !strings.HasPrefix(upper, "HTTP://") && !strings.HasPrefix(upper, "HTTPS://") {
		return "", false
	}
	_, code, ok = strings.Cut(upper, "/M/")
	if !ok {
		return "", false
	}
	code = strings.TrimSuffix(strings.TrimSuffix(code, "/"), ".VCF")
	return code, community.IsCode(code)
}

func onlyExact(found []community.Match) []community.Match {
	var exact []community.Match
	for _, f := range found {
		if f.Exact {
			exact = append(exact, f)
		}
	}
	return exact
}

func allDigits(runes []rune) bool {
	for _, r := range runes {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}
