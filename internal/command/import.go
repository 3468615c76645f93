package command

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kettle/internal/community"
	"kettle/internal/importer"
	"kettle/internal/store"
)

type importCmd struct {
	Files     []string `arg:"" optional:"" name:"file" help:"Members as CSV, or events as iCalendar (.ics); - reads the standard input."`
	Photos    string   `placeholder:"DIR" help:"Folder of the photos that the file names."`
	DryRun    bool     `help:"Say what would happen; change nothing."`
	Partial   bool     `help:"Bring in the good rows even if others are bad."`
	Overwrite bool     `help:"Take the file's values even where somebody changed them on a screen since."`
	Map       []string `sep:"none" placeholder:"HEADER=FIELD" help:"What a column means; nothing after = leaves it out; may be given several times."`
	Dates     string   `enum:"dmy,mdy,none" default:"none" placeholder:"dmy|mdy" help:"Which way round dates like 03/04/2026 are."`
	Consent   []string `placeholder:"LIST" help:"What everybody in the file agreed to already: wall,phone,here,network."`
	Recorded  string   `placeholder:"HOW" help:"How they agreed: \"signed form, March 2026\"."`
	SignedOn  string   `placeholder:"DATE" help:"The day on the papers, if it is one: 2026-03-31."`
	JSON      bool     `name:"json" help:"Print the summary as a JSON object."`
	changesIn
}

// source is one file, read and checked, not yet taken in.
type source struct {
	name     string // as messages call it
	calendar bool

	members *importer.Result
	rows    []store.ImportRow
	photos  map[string]bool // put for these rows
	events  []community.Event

	problems []problem
	broken   bool // the whole file
	bad      int  // rows with a problem
}

// Run reads all files, then takes them in, each in one transaction. Nothing
// comes in unless all is well or --partial is given.
func (i *importCmd) Run(c *call) error {
	if i.asked() {
		return i.read(c, i)
	}
	if len(i.Files) == 0 {
		return misuse("Name a file to bring in, such as members.csv or events.ics (see kettled import --help)")
	}
	o, err := i.options(c)
	if err != nil {
		return err
	}
	c.photos.Lock() // pictures that nobody refers to yet must not be swept away
	defer c.photos.Unlock()
	if err := c.sweep(); err != nil {
		return err
	}
	sources := make([]*source, 0, len(i.Files))
	for _, name := range i.Files {
		s, err := c.readSource(name, o)
		if err != nil {
			return err
		}
		sources = append(sources, s)
	}
	wrong := slices.ContainsFunc(sources, func(s *source) bool { return len(s.problems) > 0 })
	put, err := i.pictures(c, sources, i.DryRun || wrong && !i.Partial)
	err = errors.Join(err, i.takeIn(c, sources, err))
	// What was put and is referred to by nobody goes again, also after Ctrl-C.
	last := *c
	last.ctx = context.WithoutCancel(c.ctx)
	return errors.Join(err, last.dropUnused(put))
}

// options checks what was said about the files.
func (i *importCmd) options(c *call) (importer.Options, error) {
	o := importer.Options{Map: map[string]string{}, Now: c.now()}
	if i.Dates != "none" {
		o.Dates = i.Dates
	}
	var err error
	if o.Recorded, err = howRecorded(i.Recorded); err != nil {
		return o, err
	}
	if o.SignedOn, err = c.signedOn(i.SignedOn); err != nil {
		return o, err
	}
	for _, m := range i.Map {
		at := strings.LastIndex(m, "=")
		if at < 1 {
			return o, misuse(`--map %q is not a header and a field: write --map "Their header=field"`, cut(m, 60))
		}
		o.Map[m[:at]] = m[at+1:]
	}
	for _, word := range i.Consent {
		known := slices.IndexFunc(consents[:], func(a struct{ word, field, means string }) bool {
			return strings.EqualFold(strings.TrimSpace(word), a.word) || word == a.field
		})
		if known < 0 {
			return o, misuse("--consent %q is none of wall, phone, here and network", cut(word, 40))
		}
		o.Consent = append(o.Consent, consents[known].field)
	}
	return o, nil
}

// readSource reads one file. The error is for a file that cannot be read at all.
func (c *call) readSource(name string, o importer.Options) (*source, error) {
	in := io.NopCloser(c.Stdin)
	s := &source{name: "the standard input"}
	if name != "-" {
		f, err := os.Open(c.path(name))
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", name, err)
		}
		if info, err := f.Stat(); err == nil && info.IsDir() {
			f.Close()
			return nil, misuse("%q is a folder: name the file, and the folder of the photos with --photos", name)
		}
		in, s.name = f, filepath.Base(name)
	}
	defer in.Close()
	r := bufio.NewReader(readUntil{c.ctx, in})
	if s.calendar = isCalendar(r, name); s.calendar {
		return s, s.readEvents(r)
	}
	return s, s.readMembers(r, o)
}

// readUntil is a reader that fails when its context ends.
type readUntil struct {
	ctx context.Context
	r   io.Reader
}

// Read reads.
func (u readUntil) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}

// isCalendar tells a calendar by its first words, or an empty or broken one by
// its name.
func isCalendar(r *bufio.Reader, name string) bool {
	head, _ := r.Peek(512) // a shorter file is no error here
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	const first = "BEGIN:VCALENDAR"
	return len(head) >= len(first) && bytes.EqualFold(head[:len(first)], []byte(first)) ||
		strings.EqualFold(filepath.Ext(name), ".ics")
}

func (s *source) readMembers(r io.Reader, o importer.Options) error {
	o.File = s.name
	res, err := importer.Read(r, o)
	var whole importer.Problem
	if errors.As(err, &whole) {
		s.broken = true
		s.problems = append(s.problems, problem{Line: whole.Line, Column: whole.Column, Reason: whole.Reason})
		return nil
	}
	if err != nil {
		return err
	}
	s.members = res
	for _, p := range res.Problems {
		s.problems = append(s.problems, problem{Line: p.Line, Column: p.Column, Reason: p.Reason})
	}
	return nil
}

// takeIn says what is wrong and takes in what may come in.
func (i *importCmd) takeIn(c *call, sources []*source, before error) error {
	if before != nil {
		return nil
	}
	sum := summary{DryRun: i.DryRun, Files: []fileSummary{}}
	refused, bad, broken := false, 0, false
	for _, s := range sources {
		s.count()
		for _, p := range s.problems {
			c.note("%s", p.in(s.name))
		}
		refused = refused || len(s.problems) > 0
		broken = broken || s.broken
		bad += s.bad
	}
	stop := refused && !i.Partial || broken
	for _, s := range sources {
		f, err := i.takeOne(c, s, stop && !i.DryRun || broken)
		if err != nil {
			if len(sum.Files) > 0 && !i.DryRun {
				c.note("%s came in before, and stays.", and(sum.names()))
			}
			return fmt.Errorf("take in %s: %w", s.name, err)
		}
		sum.add(f)
	}
	if err := sum.print(c, i.JSON); err != nil {
		return err
	}
	if stop && !i.JSON {
		switch {
		case broken:
			c.note("Nothing came in.")
		default:
			c.note("Nothing %s in: mend the %s above, or bring in the others with --partial.", came(i.DryRun), does(bad, "row", "rows"))
		}
	}
	if sum.Refused > 0 || refused {
		return failed
	}
	return nil
}

func came(dry bool) string {
	if dry {
		return "would come"
	}
	return "came"
}

// takeOne takes in one file, or with none set only counts it.
func (i *importCmd) takeOne(c *call, s *source, none bool) (fileSummary, error) {
	f := fileSummary{File: s.name, Kind: "members", Problems: s.problems, Ignored: []string{}, source: s}
	if s.calendar {
		f.Kind = "events"
	}
	if s.members != nil {
		f.Ignored = append(f.Ignored, s.members.Ignored...)
	}
	var err error
	switch {
	case none:
		f.none = true
	case s.calendar:
		f.Report, err = c.db.ImportEvents(c.ctx, s.events, i.DryRun)
	default:
		f.Report, err = c.db.ImportMembers(c.ctx, s.rows, store.ImportOptions{DryRun: i.DryRun, Overwrite: i.Overwrite})
	}
	if err != nil {
		return f, err
	}
	f.Refused += s.bad
	if f.Kept == nil {
		f.Kept = []store.Kept{}
	}
	if f.Problems == nil {
		f.Problems = []problem{}
	}
	if s.members != nil && !none {
		f.unseen, err = c.unseen(s, f.Added)
	}
	return f, err
}

// unseen says whether a file without consent leaves people off the wall.
func (c *call) unseen(s *source, added int) (bool, error) {
	if s.members.HasConsent {
		return false, nil
	}
	members, err := c.db.Members(c.ctx)
	if err != nil {
		return false, err
	}
	seen := slices.ContainsFunc(members, func(m community.Member) bool { return m.OnWall.Given && m.Active() })
	return added > 0 || !seen, nil
}
