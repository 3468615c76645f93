package command

import (
	"fmt"
	"slices"

	"kettle/internal/store"
)

// problem is one thing that keeps a row, or the whole file, out.
type problem struct {
	Line   int    `json:"line"`
	Column string `json:"column"`
	Reason string `json:"reason"`
}

// in says it in one line: members.csv, line 5, column "Joined": reason.
func (p problem) in(file string) string {
	s := file
	if p.Line > 0 {
		s += fmt.Sprintf(", line %d", p.Line)
	}
	if p.Column != "" {
		s += fmt.Sprintf(", column \"%s\"", p.Column)
	}
	return s + ": " + p.Reason + "."
}

// count puts the problems in the file's order and counts their rows.
func (s *source) count() {
	slices.SortStableFunc(s.problems, func(a, b problem) int { return a.Line - b.Line })
	rows := map[int]bool{}
	for _, p := range s.problems {
		rows[p.Line] = true
	}
	s.bad = len(rows)
}

// summary is what an import did, in all and for each file.
type summary struct {
	DryRun  bool          `json:"dry_run"`
	Added   int           `json:"added"`
	Changed int           `json:"changed"`
	Same    int           `json:"same"`
	Refused int           `json:"refused"`
	Files   []fileSummary `json:"files"`
}

type fileSummary struct {
	File string `json:"file"`
	Kind string `json:"kind"`
	store.Report
	Problems []problem `json:"problems"`
	Ignored  []string  `json:"ignored"` // headers of the columns left out

	source *source
	none   bool // nothing was to come in
	unseen bool // nobody may be on the wall
}

func (s *summary) add(f fileSummary) {
	s.Added += f.Added
	s.Changed += f.Changed
	s.Same += f.Same
	s.Refused += f.Refused
	s.Files = append(s.Files, f)
}

func (s *summary) names() []string {
	var out []string
	for _, f := range s.Files {
		out = append(out, f.File)
	}
	return out
}

// print prints the summary, and beside it what is to be known of single rows.
func (s *summary) print(c *call, asJSON bool) error {
	for i := range s.Files {
		s.Files[i].notes(c)
	}
	if asJSON {
		return c.asJSON(s)
	}
	for i := range s.Files {
		f := &s.Files[i]
		if f.none {
			continue
		}
		end := ""
		if s.DryRun {
			end = " (a dry run: nothing was changed)"
		}
		if err := c.say("%s: %d added, %d changed, %d same, %d refused%s.", f.File, f.Added, f.Changed, f.Same, f.Refused, end); err != nil {
			return err
		}
		if err := f.advice(c); err != nil {
			return err
		}
	}
	return nil
}

// notes names what was kept or left out.
func (f *fileSummary) notes(c *call) {
	if m := f.source.members; m != nil && m.Encoding != "UTF-8" && !f.source.broken {
		c.note("%s: its letters were read as %s.", f.File, m.Encoding)
	}
	if len(f.Ignored) > 0 {
		c.note("%s: left out %s.", f.File, quoted(f.Ignored))
	}
	for _, k := range f.Kept {
		switch k.Field {
		case "erased":
			c.note("%s, line %d: %s was erased here, for ever, and is not brought back.", f.File, k.Line, k.Name)
			continue
		case "left":
			c.note("%s, line %d: %s left long ago and is not brought back. Who is a member again needs a file with a column “state” that says active.", f.File, k.Line, k.Name)
			continue
		}
		where := at(f.File, k.Line, f.source.header(k.Field))
		if k.Own {
			c.note("%s: %s took that back themselves, and no file gives it again (kettled member consent records what they say now).", where, k.Name)
			continue
		}
		c.note("%s: kept what was changed on a screen (--overwrite takes the file's).", where)
	}
}

func at(file string, line int, column string) string {
	return fmt.Sprintf("%s, line %d, column \"%s\"", file, line, column)
}

func quoted(headers []string) string {
	all := each(headers, func(h *string) string { return `"` + *h + `"` })
	return does(len(headers), "the column ", "the columns ") + and(all)
}

// advice says what to do next.
func (f *fileSummary) advice(c *call) error {
	if n := f.source.pictures(); n > 0 && f.source.photos == nil {
		if err := c.say("%s names %s: bring them in with --photos DIR", f.File, count(n, "photo")); err != nil {
			return err
		}
	}
	if !f.unseen {
		return nil
	}
	return c.say("Nobody new is on the wall yet, since %s says nothing about consent. If they agreed, record it for all of them:\n"+
		"  kettled import %s --consent wall,phone,here,network --recorded \"signed form, March 2026\"\n"+
		"or for one:\n"+
		"  kettled member consent NUMBER --wall yes --phone no --here yes --network no --recorded \"said so at the desk\"", f.File, f.File)
}

// pictures counts the rows that name one.
func (s *source) pictures() int {
	n := 0
	if s.members != nil {
		for i := range s.members.Rows {
			if s.members.Rows[i].Photo != "" {
				n++
			}
		}
	}
	return n
}

// header is what the file calls a field.
func (s *source) header(field string) string {
	if s.members == nil {
		return field
	}
	return s.members.Header(field)
}
