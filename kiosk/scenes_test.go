package kiosk

import "time"

// scenes are the pictures of the kiosk, each with the way to it.
func scenes() []scene {
	return []scene{
		{"home", func(*window) {}},
		{"search-empty", func(w *window) { w.tap(GoSearch) }},
		{"search-three", func(w *window) { w.types("ma") }},
		{"search-many", func(w *window) { w.types("a") }},
		{"search-nobody", func(w *window) { w.types("zzz") }},
		{"search-notice", func(w *window) { w.types("an"); w.key(KeyEnter) }},
		{"search-accents", func(w *window) { w.types("ma"); w.tap(Hold, "a") }},
		{"search-keys-accents", func(w *window) { w.types("ma"); w.tap(Turn, KeysAccents) }},
		{"search-keys-digits", func(w *window) { w.types("ma"); w.tap(Turn, KeysDigits); w.pass(35 * time.Second) }},
		{"welcome", func(w *window) { w.types("1006"); w.key(KeyEnter) }},
		{"ask-out", func(w *window) { w.types("1001"); w.key(KeyEnter) }},
		{"goodbye", func(w *window) { w.types("1001"); w.key(KeyEnter); w.tap(Out) }},
		{"note", func(w *window) { w.scans("no-such-card-1") }},
		{"browse", func(w *window) { w.tap(GoBrowse) }},
		{"browse-letter", func(w *window) { w.tap(GoBrowse); w.tap(Letter, "C"); w.pass(80 * time.Second) }},
		{"person", func(w *window) { w.tap(GoBrowse); w.tapOn(Open, w.desk.members[6].ID) }},
		{"pad", func(w *window) { w.tap(GoExit); w.types("1234"); w.key(KeyEnter); w.types("471") }},
	}
}

type scene struct {
	name string
	lead func(w *window)
}
