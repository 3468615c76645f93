package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"kettle/internal/community"
	"kettle/internal/packs"
	"kettle/internal/search"
	"kettle/kiosk"
)

// CalendarWords says in words how the calendars are that are read from the network.
func (h hosts) CalendarWords(ctx context.Context) ([]string, error) {
	if h.feed == nil {
		return []string{}, nil
	}
	return h.feed.Words(ctx)
}

// Templates are the space's own, then those that come with the program.
func (h hosts) Templates(ctx context.Context) ([]community.Template, error) {
	space, err := h.Space(ctx)
	if err != nil {
		return nil, err
	}
	return packs.Of(space.Practices).Templates, nil
}

// GiveTemplates puts templates on a stick, in a file that says by its name whose, or
// which, they are.
func (h hosts) GiveTemplates(ctx context.Context, names ...string) (string, error) {
	space, err := h.Space(ctx)
	if err != nil {
		return "", err
	}
	p, err := packs.From(&space, names...)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := packs.Write(&b, p); err != nil {
		return "", said{err, "That can’t be given away: " + err.Error() + "."}
	}
	name := fileName(append([]string{"practices", space.Name}, names...)...)
	typed := "kettled pack export " + name
	for _, one := range names {
		typed += fmt.Sprintf(" --template %q", one)
	}
	return h.onStick(name, b.Bytes(), typed)
}

// fileName makes the name of a file that every system takes of some words.
func fileName(words ...string) string {
	plain := strings.FieldsFunc(search.Fold(strings.Join(words, " ")), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	name := strings.Join(plain, "-")
	return name[:min(len(name), 80)] + ".json"
}

// PackFiles lists the files on sticks that may hold templates.
func (h hosts) PackFiles(ctx context.Context) ([]kiosk.File, error) {
	return h.filesOnSticks(ctx, isPack)
}

func isPack(path string) bool { return strings.EqualFold(filepath.Ext(path), ".json") }

// TakeTemplates takes in the templates of a file on a stick.
func (h hosts) TakeTemplates(ctx context.Context, by community.Actor, path string) (string, error) {
	f, err := h.openOnStick(path, isPack)
	if err != nil {
		return "", err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, packs.MaxBytes+1))
	if err != nil {
		return "", fmt.Errorf("read a file of a stick: %w", err)
	}
	next, err := packs.Parse(bytes.NewReader(raw))
	if err != nil {
		return "", said{err, "That can’t be taken in: " + err.Error() + "."}
	}
	err = h.EditSpace(ctx, by, func(s *community.Space) error {
		text, err := packs.Taken(s.Practices, next)
		if err != nil {
			return said{err, "That can’t be taken in: " + err.Error() + "."}
		}
		return s.Set("practices", text)
	})
	if err != nil {
		return "", err
	}
	if len(next.Templates) == 1 {
		return "“" + next.Templates[0].Name + "” is taken in.", nil
	}
	return fmt.Sprintf("%d templates are taken in.", len(next.Templates)), nil
}
