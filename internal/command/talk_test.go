package command

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"kettle/internal/community"
	"kettle/internal/store"
)

var update = flag.Bool("update", false, "write into testdata/talk what the commands say now; read it before it is kept")

// TestTalks holds every command to what it says, letter by letter, by a clock that
// each file sets. A file of testdata/talk is lines such as
//
//	# What comes next.
//	> kettled member show 1
//	name                  Jo Marsh
//	! what goes to the standard error
//	= 1
//
// in which the last is the exit code where it is not 0, and files after that. IDs are
// ID1, ID2 and so on, in the order in which they are printed first, and so are codes.
// Beside kettled, and "have kettled" for what is to work and not to be shown, there is: at TIME, later DURATION, terminal COLUMNS, pipe, answers A
// B, stdin TEXT, cat FILE, ls FOLDER, unzip FILE NAME,
// and member NUMBER followed by what they do (see does).
func TestTalks(t *testing.T) {
	files, err := filepath.Glob("testdata/talk/*.txt")
	if err != nil || len(files) < 1 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			talk(t, file)
		})
	}
}

func talk(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(text)
	s := newTalker(t, archive)
	var got strings.Builder
	lines := slices.Collect(strings.Lines(string(archive.Comment)))
	for i, line := range lines {
		switch {
		case strings.HasPrefix(line, "> "):
			got.WriteString(line)
			got.WriteString(s.said(strings.TrimSpace(line[2:])))
		case line[0] == '#', line == "\n" && i+1 < len(lines) && lines[i+1][0] == '#':
			got.WriteString(line)
		}
	}
	if *update {
		archive.Comment = []byte(got.String())
		if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := string(archive.Comment); got.String() != want {
		t.Errorf("%s", firstDifference(want, got.String()))
	}
}

// firstDifference shows where two texts part, with the command that said it.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	command := ""
	for i := range max(len(w), len(g)) {
		if i < len(w) && strings.HasPrefix(w[i], "> ") {
			command = w[i]
		}
		if i >= len(w) || i >= len(g) || w[i] != g[i] {
			return fmt.Sprintf("line %d, after %q\nwant:\n%s\nis:\n%s", i+1, command, strings.Join(w[min(i, len(w)):min(i+12, len(w))], "\n"), strings.Join(g[min(i, len(g)):min(i+12, len(g))], "\n"))
		}
	}
	return "no difference"
}

// talker runs commands on a store of its own, in this process.
type talker struct {
	t        *testing.T
	db       *store.DB
	dir      string // where relative paths begin
	at       time.Time
	columns  int // of the terminal; 0 for a pipe
	answers  []string
	stdin    string
	aliases  []string // "alias", what it stands for, by the order in which they were printed
	real     []string // the reverse
	kinds    map[string]int
	aliasing *strings.Replacer
}

func newTalker(t *testing.T, archive *txtar.Archive) *talker {
	t.Helper()
	s := &talker{t: t, dir: t.TempDir(), at: time.Date(2026, 3, 27, 9, 0, 0, 0, time.UTC), kinds: map[string]int{}, aliasing: strings.NewReplacer()}
	for _, f := range archive.Files {
		at := filepath.Join(s.dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := copyDemo(s.dir); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), filepath.Join(s.dir, "data"), store.Options{Now: func() time.Time { return s.at }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	s.db = db
	return s
}

// said runs one line and gives what it said, as the files have it.
func (s *talker) said(line string) string {
	s.t.Helper()
	words := s.words(line)
	switch rest := words[1:]; words[0] {
	case "kettled":
		return s.kettled(rest)
	case "have": // done without a word of it
		if said := s.kettled(rest[1:]); strings.Contains(said, "\n= ") {
			s.t.Fatalf("%s: %s", line, said)
		}
	case "at":
		at, err := time.Parse("2006-01-02 15:04", strings.Join(rest, " "))
		if err != nil {
			s.t.Fatal(err)
		}
		s.at = at
	case "later":
		d, err := time.ParseDuration(rest[0])
		if err != nil {
			s.t.Fatal(err)
		}
		s.at = s.at.Add(d)
	case "terminal":
		s.columns, _ = strconv.Atoi(rest[0])
	case "pipe":
		s.columns = 0
	case "answers":
		s.answers = rest
	case "stdin":
		s.stdin = rest[0]
	case "cat":
		data, err := os.ReadFile(filepath.Join(s.dir, rest[0]))
		if err != nil {
			s.t.Fatal(err)
		}
		return s.plain(string(data), "")
	case "ls":
		entries, err := os.ReadDir(filepath.Join(s.dir, rest[0]))
		if err != nil {
			s.t.Fatal(err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return s.plain(strings.Join(names, "\n"), "")
	case "unzip":
		text, err := s.unzip(rest[0], strings.Join(rest[1:], " "))
		if err != nil {
			s.t.Fatalf("%s: %v", line, err)
		}
		return s.plain(text, "")
	case "member":
		if err := s.does(rest[1], append([]string{rest[0]}, rest[2:]...)); err != nil {
			s.t.Fatalf("%s: %v", line, err)
		}
		s.at = s.at.Add(time.Second)
	default:
		s.t.Fatalf("nobody knows %q", words[0])
	}
	return ""
}

// kettled runs a command, which takes a second.
func (s *talker) kettled(args []string) string {
	s.t.Helper()
	var out, errs bytes.Buffer
	people := s.columns > 0
	e := &Env{
		Args: args, Dir: s.dir, Stdin: strings.NewReader(s.stdin), Stdout: &out, Stderr: &errs, DB: s.db, Now: func() time.Time { return s.at },
		OutTerminal: people, ErrTerminal: people, InTerminal: people || len(s.answers) > 0, Width: s.columns,
		Getenv: func(string) string { return "" },
		Ask: func(_ context.Context, prompt string, hidden bool) (string, error) {
			if len(s.answers) == 0 {
				return "", io.EOF
			}
			answer := s.answers[0]
			s.answers = s.answers[1:]
			if hidden {
				prompt += "(unseen)"
			}
			fmt.Fprintln(&errs, prompt)
			return answer, nil
		},
		Link: func(_ community.ActorKind, member community.ID, what string) (string, time.Time) {
			return "http://192.168.1.20:8420/t/" + what, s.at.Add(10 * time.Minute)
		},
	}
	exit := Main(s.t.Context(), e)
	s.stdin = ""
	s.at = s.at.Add(time.Second)
	said := s.plain(out.String(), "") + s.plain(errs.String(), "! ")
	if exit != 0 {
		said += fmt.Sprintf("= %d\n", exit)
	}
	return said
}

var (
	anID    = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	aDigest = regexp.MustCompile(`\b[0-9a-f]{32}\b`)
	aHash   = regexp.MustCompile(`\b[0-9a-f]{64}\b`)
	aCard   = regexp.MustCompile(`KETTLE[2-7A-Z]{26}`)
	anAlias = regexp.MustCompile(`\b(ID|CODE|VISI|CARD)[0-9]+\b`)
	aLine   = regexp.MustCompile(`(?m)^`)
)

// plain gives an output with names in place of what is by chance, each line after a mark.
func (s *talker) plain(text, mark string) string {
	if text == "" {
		return ""
	}
	text = strings.TrimRight(text, "\n")
	for _, id := range anID.FindAllString(text, -1) {
		s.alias(id, "ID%d")
	}
	for _, code := range s.codes() {
		if strings.Contains(text, code) {
			s.alias(code, map[int]string{8: "CODE%04d", 6: "VISI%02d"}[len(code)])
		}
	}
	for _, card := range aCard.FindAllString(text, -1) {
		s.alias(card, "CARD%d")
	}
	text = s.aliasing.Replace(text)
	text = aDigest.ReplaceAllString(text, "DIGEST")
	text = aHash.ReplaceAllString(text, "HASH")
	text = strings.ReplaceAll(text, strconv.FormatInt(s.db.Screen(), 10), "SCREEN")
	text = strings.ReplaceAll(text, s.dir, "DIR")
	return aLine.ReplaceAllString(text, mark) + "\n"
}

// codes are all codes of members and visitors.
func (s *talker) codes() (codes []string) {
	members, err := s.db.Members(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	for i := range members {
		codes = append(codes, members[i].Code)
	}
	visitors, err := s.db.Visitors(s.t.Context(), time.UnixMilli(0))
	if err != nil {
		s.t.Fatal(err)
	}
	invited, err := s.db.Invited(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, v := range slices.Concat(visitors, invited) {
		codes = append(codes, v.Code)
	}
	return slices.DeleteFunc(codes, func(code string) bool { return code == "" })
}

func (s *talker) alias(real, form string) {
	if !slices.Contains(s.real, real) {
		s.kinds[form]++
		s.real = append(s.real, real)
		s.aliases = append(s.aliases, fmt.Sprintf(form, s.kinds[form]))
	}
	var pairs []string
	for i, r := range s.real {
		pairs = append(pairs, r, s.aliases[i])
	}
	s.aliasing = strings.NewReplacer(pairs...)
}

// words splits a line as a shell does, with single and double quotes and \n, \t and \e for
// what cannot be typed, and puts back what names stand for.
func (s *talker) words(line string) []string {
	s.t.Helper()
	var words []string
	var word strings.Builder
	quote, in := rune(0), false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, in = r, true
		case r == ' ':
			if in {
				words = append(words, word.String())
			}
			word.Reset()
			in = false
		default:
			word.WriteRune(r)
			in = true
		}
	}
	if quote != 0 {
		s.t.Fatalf("%s lacks its quote", line)
	}
	if in {
		words = append(words, word.String())
	}
	for i, w := range words {
		words[i] = anAlias.ReplaceAllStringFunc(w, func(alias string) string {
			if at := slices.Index(s.aliases, alias); at >= 0 {
				return s.real[at]
			}
			return alias
		})
		words[i] = strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\e`, "\x1b").Replace(words[i])
	}
	return words
}
