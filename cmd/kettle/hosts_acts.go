package main

import (
	"cmp"
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
		line := kiosk.ActLine{ID: d.ID, At: space.Local(d.At), Who: d.Who, What: actWords(&d), Detail: actDetail(&space, &d), Undone: d.Undone}
		line.May = d.May(h.Now())
		out = append(out, line)
	}
	return out, nil
}

// actWords says what somebody did, after their name. What it was done to is not known
// after a while, nor once it is erased.
func actWords(d *store.Done) string {
	var first store.About
	if len(d.About) > 0 {
		first = d.About[0]
	}
	n, more := len(d.About)+d.Many, ""
	if n > 1 {
		more = fmt.Sprintf(" and %d more", n-1)
	}
	member := cmp.Or(first.Name, "a member")
	switch d.What {
	case "import":
		switch n {
		case 0:
			return "brought in something"
		case 1:
			return "brought in one thing"
		}
		return fmt.Sprintf("brought in %d things", n)
	case "erase":
		return "erased somebody"
	case "roll":
		return "looked at the fire roll"
	case "merge":
		return "made two profiles one"
	case "undo":
		return "took something back" + named(" about ", first.Name)
	case "add":
		return "added " + member + more
	case "consent":
		return "recorded what " + member + " agrees to"
	case "left":
		return "noted that " + member + " has left"
	case "pause":
		return "paused " + member
	case "space":
		return "changed the settings"
	}
	switch {
	case first.Kind == community.KindMember:
		return "changed " + member + "’s profile" + more
	case d.What == "edit": // of several kinds
		return "made a change" + named(": ", first.Name) + more
	}
	return recordWords(d.What, first.Kind == "", first.Made) + named(": ", first.Name) + more
}

// recordWords says what was done to a record of that kind.
func recordWords(kind string, unknown, made bool) string {
	what := strings.ReplaceAll(kind, "_", "-")
	if kind == string(community.KindCard) {
		what = "card or PIN"
	}
	one := "a " + what
	if strings.IndexAny(what, "aeiou") == 0 {
		one = "an " + what
	}
	switch {
	case made:
		return "added " + one
	case unknown:
		return "changed " + one
	}
	return "changed the " + what
}

// named puts a name behind words, where there is one.
func named(before, name string) string {
	if name == "" {
		return ""
	}
	return before + name
}

// actDetail says what of it changed, as far as it is kept.
func actDetail(space *community.Space, d *store.Done) string {
	if len(d.About) == 0 || d.About[0].Made {
		return ""
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(d.About[0].Fields)) {
		change := d.About[0].Fields[name]
		parts = append(parts, command.ChangeWords(space, name, change[0], change[1]))
	}
	return strings.Join(parts, "; ")
}

// UndoAct takes an act back, and says in words what could not be.
func (h hosts) UndoAct(ctx context.Context, by community.Actor, act community.ID) (string, error) {
	did, err := h.DB.UndoAct(ctx, by, act)
	switch {
	case errors.Is(err, store.ErrTooLate), errors.Is(err, store.ErrNoUndo):
		return "", said{err, "That can’t be taken back any more."}
	case errors.Is(err, store.ErrNoOwner):
		return "", said{err, "There would be no owner left among the hosts: nothing was taken back."}
	case err != nil:
		return "", err
	case did.Already:
		return "That was taken back before.", nil
	case len(did.Left) == 0 && len(did.Back) == 0:
		return "All is as it was before already.", nil
	case len(did.Left) == 0:
		return "", nil
	case len(did.Back) == 0:
		return "Nothing was taken back: " + did.Left[0].Why + ".", nil
	case len(did.Left) == 1:
		return "Taken back, but for one part: " + did.Left[0].Why + ".", nil
	}
	return fmt.Sprintf("Taken back, but for %d parts: %s.", len(did.Left), did.Left[0].Why), nil
}
