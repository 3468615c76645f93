// Package packs reads and writes practice packs: templates of events, each with a
// paragraph on how to hold it, that spaces give to one another as a file.
//
// A pack is a JSON document of at most MaxBytes:
//
//	{
//	  "kettle_pack": 1,
//	  "name": "From Harbour Commons",
//	  "templates": [
//	    {
//	      "name": "First-Friday lunch",
//	      "what": "Social",
//	      "about": "what members read",
//	      "guidance": "what hosts read",
//	      "day": "Friday",
//	      "at": "12:30",
//	      "minutes": 60,
//	      "places": 0,
//	      "repeat": "month"
//	    }
//	  ]
//	}
//
// A later version has another number and is refused. Members that are not known are
// passed over. A pack holds nothing of anybody: no people, no dates.
package packs

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"kettle/internal/community"
)

// Limits on what one pack may hold.
const (
	Version      = 1
	MaxBytes     = 64 << 10
	MaxTemplates = 40
)

// Pack is templates with a name.
type Pack struct {
	Version   int                  `json:"kettle_pack"`
	Name      string               `json:"name"`
	Templates []community.Template `json:"templates"`
}

//go:embed kettle.json
var own []byte

// Own is the pack that comes with the program.
func Own() Pack {
	p, err := Parse(bytes.NewReader(own))
	if err != nil {
		return Pack{Version: Version} // a test holds that this is never so
	}
	return p
}

// Parse reads a pack. The error is a sentence without its full stop; of a template it
// says which and what.
func Parse(r io.Reader) (Pack, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return Pack{}, fmt.Errorf("read the pack: %w", err)
	}
	if len(raw) > MaxBytes {
		return Pack{}, fmt.Errorf("the pack is larger than %d KiB", MaxBytes>>10)
	}
	var p Pack
	if err := json.Unmarshal(raw, &p); err != nil {
		return Pack{}, errors.New("the file is no practice pack: another space’s kettle writes one")
	}
	switch {
	case p.Version == 0:
		return Pack{}, errors.New("the file is no practice pack: it says no version of one")
	case p.Version != Version:
		return Pack{}, fmt.Errorf("the pack is of version %d, which this program does not know: a newer one may", p.Version)
	case len(p.Templates) == 0:
		return Pack{}, errors.New("there is nothing in the pack")
	case len(p.Templates) > MaxTemplates:
		return Pack{}, fmt.Errorf("the pack has more than %d templates", MaxTemplates)
	}
	if p.Name = community.CleanLine(p.Name); len(p.Name) > 80 {
		return Pack{}, errors.New("the pack's name is longer than 80 characters")
	}
	names := map[string]bool{}
	for i := range p.Templates {
		t := &p.Templates[i]
		if err := t.Check(); err != nil {
			return Pack{}, fmt.Errorf("template %d, %.40q: %w", i+1, t.Name, err)
		}
		if key := strings.ToLower(t.Name); names[key] {
			return Pack{}, fmt.Errorf("template %d, %.40q: there are two of that name", i+1, t.Name)
		} else {
			names[key] = true
		}
	}
	return p, nil
}

// errTooLarge says that a pack would be larger than Parse reads.
var errTooLarge = fmt.Errorf("that is more than the %d KiB of one file", MaxBytes>>10)

// Write writes a pack that Parse reads back.
func Write(w io.Writer, p Pack) error {
	p.Version = Version
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(p); err != nil {
		return fmt.Errorf("write the pack: %w", err)
	}
	if b.Len() > MaxBytes {
		return errTooLarge
	}
	if _, err := b.WriteTo(w); err != nil {
		return fmt.Errorf("write the pack: %w", err)
	}
	return nil
}

// From gives the templates of a space for others to take in: those of these names, or
// all of them. The error is a sentence without its full stop.
func From(space *community.Space, names ...string) (Pack, error) {
	p := Of(space.Practices)
	p.Name = "From " + cmp.Or(space.Name, "a space")
	if len(names) == 0 {
		return p, nil
	}
	all := p.Templates
	p.Templates = nil
	for _, name := range names {
		at := slices.IndexFunc(all, func(t community.Template) bool { return strings.EqualFold(t.Name, strings.TrimSpace(name)) })
		if at < 0 {
			return p, fmt.Errorf("there is no template %.60q", name)
		}
		p.Templates = append(p.Templates, all[at])
	}
	return p, nil
}

// Taken gives a space's own templates, as it keeps them, with those of next among
// them. The error is a sentence without its full stop.
func Taken(practices string, next Pack) (string, error) {
	have, err := Parse(strings.NewReader(practices))
	if err != nil {
		have = Pack{} // none yet
	}
	all := Merged(have, next)
	if len(all.Templates) > MaxTemplates {
		return "", fmt.Errorf("that would be more than %d templates of your own", MaxTemplates)
	}
	var text strings.Builder
	if err := Write(&text, all); err != nil {
		return "", err
	}
	return text.String(), nil
}

// Merged gives the templates of both, those of next in place of those with the same
// name.
func Merged(have, next Pack) Pack {
	out := Pack{Version: Version, Name: have.Name}
	if out.Name == "" {
		out.Name = next.Name
	}
	for _, t := range have.Templates {
		if !slices.ContainsFunc(next.Templates, func(o community.Template) bool { return strings.EqualFold(o.Name, t.Name) }) {
			out.Templates = append(out.Templates, t)
		}
	}
	out.Templates = append(out.Templates, next.Templates...)
	return out
}

// Of gives a space's own templates, then those that come with the program and have
// other names. What cannot be read is as if it were not there.
func Of(practices string) Pack {
	mine, err := Parse(strings.NewReader(practices))
	if err != nil {
		return Own()
	}
	all := Merged(Own(), mine)
	slices.SortStableFunc(all.Templates, func(a, b community.Template) int { return place(mine, a) - place(mine, b) })
	return all
}

func place(mine Pack, t community.Template) int {
	if slices.Contains(mine.Templates, t) {
		return 0
	}
	return 1
}
