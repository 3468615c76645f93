package kiosk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Entry is one field of a form.
type Entry struct {
	Name  string // of the field, in records
	Label string
	Hint  string // what stands in it while it is empty
	Text  string
	Caret int    // characters before the caret
	Wrong string // what is wrong with the text, said beside the field; "" for nothing
	Lines int    // more than one: a paragraph
	Most  int    // characters that it takes; 0 is maxTyped

	Caps   Caps // where the keyboard on screen offers a capital letter
	Secret bool // shown as dots
	Digits bool // digits only

	Keys string // the page of the keyboard that it begins with
}

// Caps says where the keyboard on screen offers a capital letter.
type Caps int

// The ways of beginning with a capital letter.
const (
	CapsNone Caps = iota
	CapsFirst
	CapsWords
)

// FormState is a form with the keyboard that types into it.
type FormState struct {
	Entries []Entry
	Focus   string // the name of the field that is typed into, "" for none
	Keys    Keyboard
	Accents []string
}

// Entry gives the field of that name, the zero Entry for none.
func (f FormState) Entry(name string) Entry {
	for _, e := range f.Entries {
		if e.Name == name {
			return e
		}
	}
	return Entry{}
}

// form is fields to be filled in. A step that has one keeps it in Model.form from
// when it begins; going to another step wipes it.
type form struct {
	entries []Entry
	focus   int // in entries, negative for none
	page    string
	accents []string

	was     []string // the texts that it began with
	touched bool     // what belongs to it and is no text was changed

	changed func(name string) // a text was typed into; may be nil
	done    func()            // Enter after the last field, or Done
}

// newForm gives a form whose first field is typed into. Done is called when it
// has been filled in.
func newForm(done func(), entries ...Entry) *form {
	f := &form{entries: entries, done: done}
	for i := range f.entries {
		f.entries[i].Caret = utf8.RuneCountInString(f.entries[i].Text)
	}
	f.was = f.texts()
	f.focusOn(0)
	return f
}

// filled says whether somebody put something into it that it did not begin with.
func (f *form) filled() bool {
	return f != nil && (f.touched || !slices.Equal(f.texts(), f.was))
}

// texts are those of all fields, without spaces around them.
func (f *form) texts() (all []string) {
	for i := range f.entries {
		all = append(all, strings.TrimSpace(f.entries[i].Text))
	}
	return all
}

// entry gives the field of that name, nil for none; without a form there is none.
func (f *form) entry(name string) *Entry {
	if f == nil {
		return nil
	}
	for i := range f.entries {
		if f.entries[i].Name == name {
			return &f.entries[i]
		}
	}
	return nil
}

// text gives what is in a field, without spaces around it.
func (f *form) text(name string) string {
	if e := f.entry(name); e != nil {
		return strings.TrimSpace(e.Text)
	}
	return ""
}

// set puts a text into a field.
func (f *form) set(name, text string) {
	if e := f.entry(name); e != nil {
		e.Text, e.Caret, e.Wrong = text, utf8.RuneCountInString(text), ""
	}
}

// follow has a field begin with another text than it did, and puts that into it unless
// something else was typed there; it says whether it is there now.
func (f *form) follow(name, was, now string) bool {
	f.was[slices.IndexFunc(f.entries, func(e Entry) bool { return e.Name == name })] = now
	if f.text(name) == was {
		f.set(name, now)
	}
	return f.text(name) == now
}

// wrong says what is wrong with a field and has it typed into.
func (f *form) wrong(name, reason string) {
	if e := f.entry(name); e != nil {
		e.Wrong = reason
		f.focusOn(slices.IndexFunc(f.entries, func(o Entry) bool { return o.Name == name }))
	}
}

// focusOn has the field of that place typed into, none for one that is not there.
func (f *form) focusOn(i int) {
	if f == nil {
		return
	}
	if i < 0 || i >= len(f.entries) {
		i = -1
	}
	f.focus, f.accents, f.page = i, nil, KeysLetters
	if i >= 0 {
		f.page = f.entries[i].Keys
	}
	if i >= 0 && f.entries[i].Digits {
		f.page = KeysDigits
	}
	f.capital()
}

func (f *form) focused() *Entry {
	if f == nil || f.focus < 0 {
		return nil
	}
	return &f.entries[f.focus]
}

func (f *form) state(layout string) FormState {
	if f == nil {
		return FormState{}
	}
	s := FormState{Entries: append([]Entry(nil), f.entries...), Keys: FormKeys(layout, f.page), Accents: f.accents}
	if e := f.focused(); e != nil {
		s.Focus = e.Name
	}
	return s
}

// tapForm does what a touch of the form or its keyboard asks for, and says
// whether it was one.
func (m *Model) tapForm(t Tap) bool {
	f := m.form
	if f == nil {
		return false
	}
	switch t.Act {
	case Focus:
		for i := range f.entries {
			if f.entries[i].Name == t.Text {
				if f.focus != i {
					f.focusOn(i)
				}
				f.entries[i].Caret = min(max(t.N, 0), utf8.RuneCountInString(f.entries[i].Text))
			}
		}
	case Unfocus:
		f.focusOn(-1)
	case Type:
		for _, r := range t.Text {
			f.add(r)
		}
	case Erase:
		f.erase()
	case Hold:
		f.accents = Accents(t.Text)
	case Accent:
		if len(f.accents) > 0 {
			f.erase()
			for _, r := range t.Text {
				f.add(r)
			}
		}
	case Turn:
		f.page, f.accents = t.Text, nil
	case Enter:
		f.next()
	default:
		return false
	}
	return true
}

// add puts one character at the caret. What has no picture is left out.
func (f *form) add(r rune) {
	e := f.focused()
	if e == nil {
		return
	}
	f.accents = nil
	if f.page == KeysAccents {
		f.page = KeysLetters
	}
	joiner := r == '\u200c' || r == '\u200d' // Persian and Indic names need them
	if r == '\n' && e.Lines > 1 {
		joiner = true
	}
	switch {
	case r == utf8.RuneError, !unicode.IsPrint(r) && !joiner, e.Digits && (r < '0' || r > '9'):
		return
	case r != '\n' && unicode.IsSpace(r):
		r = ' '
	}
	runes := []rune(e.Text)
	most := e.Most
	if most == 0 {
		most = maxTyped
	}
	at := min(max(e.Caret, 0), len(runes))
	if len(runes) >= most || r == ' ' && (at == 0 || runes[at-1] == ' ') {
		return
	}
	runes = append(runes[:at:at], append([]rune{r}, runes[at:]...)...)
	e.Text, e.Caret, e.Wrong = string(runes), at+1, ""
	if f.page == KeysUpper {
		f.page = KeysLetters
	}
	f.capital()
	f.say(e.Name)
}

// erase takes the character before the caret with the marks on it.
func (f *form) erase() {
	e := f.focused()
	if e == nil {
		return
	}
	f.accents = nil
	runes := []rune(e.Text)
	at := min(max(e.Caret, 0), len(runes))
	from := at
	for from > 0 {
		from--
		if !unicode.IsMark(runes[from]) {
			break
		}
	}
	e.Text, e.Caret, e.Wrong = string(append(runes[:from:from], runes[at:]...)), from, ""
	f.capital()
	f.say(e.Name)
}

// capital turns to capital letters where the next letter is to be one.
func (f *form) capital() {
	e := f.focused()
	if e == nil || e.Caps == CapsNone || f.page != KeysLetters && f.page != KeysUpper {
		return
	}
	before := []rune(e.Text)[:min(max(e.Caret, 0), utf8.RuneCountInString(e.Text))]
	f.page = KeysLetters
	if len(before) == 0 || e.Caps == CapsWords && strings.ContainsRune(" -", before[len(before)-1]) {
		f.page = KeysUpper
	}
}

// move takes the caret that many characters on.
func (f *form) move(n int) {
	if e := f.focused(); e != nil {
		e.Caret = min(max(e.Caret+n, 0), utf8.RuneCountInString(e.Text))
	}
}

// next goes on to the next field, and after the last is done.
func (f *form) next() {
	if f.focus >= 0 && f.focus < len(f.entries)-1 {
		f.focusOn(f.focus + 1)
		e := f.focused()
		e.Caret = utf8.RuneCountInString(e.Text)
		return
	}
	if f.done != nil {
		f.done()
	}
}

func (f *form) say(name string) {
	if f.changed != nil {
		f.changed(name)
	}
}

// formKey takes a key of a keyboard that is typed on while a field has the focus.
func (m *Model) formKey(k Key) {
	switch f := m.form; k {
	case KeyEnter:
		if f.focused().Lines > 1 {
			f.add('\n')
		} else if m.pending == 0 {
			f.next()
		}
	case KeyErase:
		f.erase()
	case KeyLeft:
		f.move(-1)
	case KeyRight:
		f.move(1)
	case KeyTab:
		f.focusOn((f.focus + 1) % len(f.entries))
	}
}
