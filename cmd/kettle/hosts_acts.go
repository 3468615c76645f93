package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kettle/internal/command"
	"kettle/internal/community"
	"kettle/internal/store"
	"kettle/kiosk"
)

// mostActs is how many acts of a year are listed.
const mostActs = 200

// Acts lists what was done, to one member or at all.
func (h hosts) Acts(ctx context.Context, member community.ID) ([]kiosk.ActLine, error) {
	var list []store.Done
	var err error
	since := h.Now().AddDate(-1, 0, 0)
	if member.IsZero() {
		list, err = h.DB.Acts(ctx, since, mostActs)
	} else {
		list, err = h.ActsOf(ctx, member, since, mostActs)
	}
	if err != nil {
		return nil, err
	}
	space, err := h.Space(ctx)
	if err != nil {
		return nil, err
	}
	var out []kiosk.ActLine
	for _, d := range list {
		line := kiosk.ActLine{ID: d.ID, At: space.Local(d.At), Who: d.Who, What: actWords(&d), Detail: actDetail(&d), Undone: d.Undone}
		line.May = d.May(h.Now())
		out = append(out, line)
	}
	return out, nil
}

// actWords says what was done, as the rest of a sentence that begins with who.
func actWords(d *store.Done) string {
	about := ""
	if len(d.About) > 0 {
		about = d.About[0].Name
	}
	more := ""
	if n := len(d.About) + d.Many; n > 1 {
		more = fmt.Sprintf(" and %d more", n-1)
	}
	member := len(d.About) > 0 && d.About[0].Kind == community.KindMember
	switch d.What {
	case "import":
		if n := len(d.About) + d.Many; n != 1 {
			return fmt.Sprintf("brought in %d things", n)
		}
		return "brought in one thing"
	case "erase":
		return "erased somebody"
	case "roll":
		return "looked at the fire roll"
	case "merge":
		return "made two profiles one"
	case "undo":
		return "took something back" + named(" about ", about)
	case "add":
		return "added " + about + more
	case "consent":
		return "recorded what " + about + " agrees to"
	case "left":
		return "noted that " + about + " has left"
	case "pause":
		return "paused " + about
	case "space":
		return "changed the settings"
	}
	if member {
		return "changed " + about + "’s profile" + more
	}
	verb, what := "changed ", "the "+strings.ReplaceAll(d.What, "_", "-")
	if len(d.About) > 0 && d.About[0].Made {
		verb = "added "
		if what = "a" + what[3:]; strings.ContainsRune("aeiou", rune(what[2])) {
			what = "an" + what[1:]
		}
	}
	return verb + what + named(": ", about) + more
}

func named(before, name string) string {
	if name == "" {
		return ""
	}
	return before + name
}

// actDetail says what of it changed, as far as it is kept.
func actDetail(d *store.Done) string {
	if len(d.About) == 0 || d.About[0].Made {
		return ""
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(d.About[0].Fields)) {
		change := d.About[0].Fields[name]
		parts = append(parts, command.ChangeWords(name, change[0], change[1]))
	}
	return strings.Join(parts, "; ")
}

// UndoAct takes an act back, and says in words what could not be.
func (h hosts) UndoAct(ctx context.Context, by community.Actor, act community.ID) (string, error) {
	did, err := h.DB.UndoAct(ctx, by, act)
	switch {
	case errors.Is(err, store.ErrTooLate), errors.Is(err, store.ErrNoUndo):
		return "", said{err, "That can’t be taken back any more."}
	case err != nil:
		return "", err
	case did.Already:
		return "That was taken back before.", nil
	case len(did.Left) > 0:
		return fmt.Sprintf("Taken back, but for %d that %s.", len(did.Left), did.Left[0].Why), nil
	}
	return "", nil
}
