package layout

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// leaves may import no package of Kettle but those named. Tests may also import
// assets and whatever they drive.
var leaves = []struct {
	pkgs []string
	may  []string
}{
	{[]string{"internal/community", "internal/xvfb", "assets"}, nil},
	{[]string{"internal/photo", "internal/search", "internal/calendar", "internal/importer"}, []string{"internal/community"}},
	{[]string{"internal/qr", "internal/settings", "internal/owner", "internal/shared"}, []string{"internal/community"}},
	{[]string{"internal/changes", "internal/notify", "internal/packs"}, []string{"internal/community"}},
	{[]string{"internal/feed"}, []string{"internal/community", "internal/calendar"}},
	{[]string{"internal/ipp"}, nil},
	{[]string{"internal/match"}, []string{"internal/community", "internal/search"}},
	{[]string{"internal/care"}, []string{"internal/community"}},
	{[]string{"internal/figures"}, []string{"internal/community", "internal/care"}},
	{[]string{"internal/paper"}, []string{"internal/community", "internal/figures", "internal/qr", "internal/search", "assets"}},
	{[]string{"internal/store"}, []string{"internal/community", "internal/photo", "internal/search", "internal/calendar"}},
	{[]string{"internal/step"}, []string{"internal/community", "internal/store", "internal/shared", "sync"}},
	{[]string{"internal/ui"}, []string{"internal/community", "internal/photo", "internal/qr", "assets"}},
	{[]string{"internal/ui/uitest"}, []string{"internal/community", "internal/ui", "assets"}},
}

// siblings never import each other, and never what they are to declare the few
// methods of: the store.
var siblings = []string{"kiosk", "wall", "internal/web", "sync", "internal/store"}

// shared are the outside libraries with more than one importing package, and
// why. Whatever is not here has one importer besides cmd and the tests.
var shared = map[string][]string{
	"fyne.io/fyne/v2":               {"internal/ui/...", "kiosk/...", "wall/...", bareWindow},                          // held by the rule on views
	"github.com/google/renameio/v2": {"internal/photo", "internal/store", "internal/step", "internal/command"},         // one call wherever a file must last
	"github.com/bytedance/sonic":    {"internal/store", "internal/shared", "sync"},                                     // JSON of thousands of rows
	"github.com/mattn/go-sqlite3":   {"internal/store", "internal/shared"},                                             // a screen's file, a hub's file
	"github.com/klauspost/compress": {"sync", "internal/changes"},                                                      // zstd
	"golang.org/x/image":            {"internal/photo", "internal/ui", "internal/paper"},                               // decoding; what a font can draw
	"golang.org/x/sync":             {"internal/photo", "internal/store", "internal/step", "internal/command", "sync"}, // semaphore, errgroup
	"golang.org/x/text":             {"internal/importer", "internal/calendar", "internal/store", "internal/ui"},       // charmap, norm; collate
	"golang.org/x/crypto":           {"internal/store", "sync"},                                                        // argon2; sealing
	"golang.org/x/time":             {"internal/web", "sync"},                                                          // rate
	"golang.org/x/term":             {"internal/command"},
}

// bareWindow is what the benchmarks measure windows against. It must be a
// program of its own, with as little in it as a window can have.
const bareWindow = "internal/xvfb/bench/bare"

// fyneVersion is pinned by number: the proxy's idea of the latest is stale.
const fyneVersion = "v2.8.1"

// linesPerFile is what no file but a test may exceed.
const linesPerFile = 400

// rule is a rule and an example that breaks it.
type rule struct {
	name  string
	check func(*tree) []string // says what is wrong, "path: reason"
	bad   map[string]string    // files that break it
	wrong string               // the path that must be named
}

const goMod = "module kettle\n\nrequire (\n\tfyne.io/fyne/v2 v2.8.1\n\tgithub.com/google/uuid v1.6.0\n)\n"

var rules = []rule{
	{
		"community imports only the standard library", pureCommunity,
		map[string]string{"internal/community/id.go": `package community; import "github.com/google/uuid"`},
		"internal/community/id.go",
	},
	{
		"leaves import what the picture shows", leavesOnly,
		map[string]string{"internal/photo/a.go": `package photo; import "kettle/internal/search"`},
		"internal/photo/a.go",
	},
	{
		"the user interface's parts import what the picture shows", leavesOnly,
		map[string]string{"internal/ui/a.go": `package ui; import "kettle/internal/store"`},
		"internal/ui/a.go",
	},
	{
		"siblings never import each other", siblingsApart,
		map[string]string{"kiosk/home.go": `package kiosk; import "kettle/wall"`},
		"kiosk/home.go",
	},
	{
		"whoever needs the store declares its methods", siblingsApart,
		map[string]string{"internal/web/page.go": `package web; import "kettle/internal/store"`},
		"internal/web/page.go",
	},
	{
		"only cmd and step import sync", syncByFew,
		map[string]string{"internal/web/a.go": `package web; import kettlesync "kettle/sync"`},
		"internal/web/a.go",
	},
	{
		"sync is always called kettlesync", syncByFew,
		map[string]string{"cmd/kettled/main.go": `package main; import "kettle/sync"`},
		"cmd/kettled/main.go",
	},
	{
		"only views use the window toolkit", fyneInViews,
		map[string]string{"wall/board.go": `package wall; import "fyne.io/fyne/v2/canvas"`},
		"wall/board.go",
	},
	{
		"what has no view has no window toolkit in its tests", fyneInViews,
		map[string]string{"internal/web/page_test.go": `package web; import "fyne.io/fyne/v2/test"`},
		"internal/web/page_test.go",
	},
	{
		"only kettle opens windows", fyneInViews,
		map[string]string{"internal/ui/a.go": `package ui; import "fyne.io/fyne/v2/app"`},
		"internal/ui/a.go",
	},
	{
		"an outside library has one importing package", oneImporter,
		map[string]string{
			"internal/store/a.go": `package store; import "github.com/google/uuid"`,
			"internal/web/a.go":   `package web; import "github.com/google/uuid"`,
		},
		"internal/web/a.go",
	},
	{
		"a shared library is imported by those in the table", oneImporter,
		map[string]string{"internal/web/a.go": `package web; import "golang.org/x/text/collate"`},
		"internal/web/a.go",
	},
	{
		"a package has one package comment", oneComment,
		map[string]string{"wall/a.go": "// Package wall shows.\npackage wall", "wall/b.go": "// Package wall shows.\npackage wall"},
		"wall/b.go",
	},
	{
		"a package has a package comment", oneComment,
		map[string]string{"wall/a.go": "//go:build linux\n\npackage wall"},
		"wall",
	},
	{
		"a package is named for what it provides", goodNames,
		map[string]string{"internal/util/a.go": "package util"},
		"internal/util/a.go",
	},
	{
		"a file is not too long", shortFiles,
		map[string]string{"wall/a.go": "package wall\n" + strings.Repeat("\n", linesPerFile)},
		"wall/a.go",
	},
	{
		"the window toolkit is pinned", fynePinned,
		map[string]string{"go.mod": "module kettle\n\nrequire fyne.io/fyne/v2 v2.8.2\n"},
		"go.mod",
	},
	{
		"comments do not cite lines", cleanComments,
		map[string]string{"wall/a.go": "package wall\n\n// See board.go:" + "17.\n"},
		"wall/a.go",
	},
	{
		"nothing is left to do", cleanComments,
		map[string]string{"wall/a_test.go": "package wall\n\n/* TO" + "DO: more */\n"},
		"wall/a_test.go",
	},
}

func pureCommunity(t *tree) (wrong []string) {
	for _, f := range t.files {
		for _, i := range f.imports {
			if under(f.pkg, "internal/community/...") && !f.test() && (t.module(i.path) != "" || strings.HasPrefix(i.path, "kettle/")) {
				wrong = append(wrong, fmt.Sprintf("%s: imports %s", f.path, i.path))
			}
		}
	}
	return wrong
}

func leavesOnly(t *tree) (wrong []string) {
	for _, f := range t.files {
		for _, l := range leaves {
			if f.test() || !slices.Contains(l.pkgs, f.pkg) {
				continue
			}
			for _, i := range f.imports {
				if pkg, ours := strings.CutPrefix(i.path, "kettle/"); ours && !slices.Contains(l.may, pkg) {
					wrong = append(wrong, fmt.Sprintf("%s: imports %s", f.path, pkg))
				}
			}
		}
	}
	return wrong
}

func siblingsApart(t *tree) (wrong []string) {
	for _, f := range t.files {
		at := slices.IndexFunc(siblings, func(s string) bool { return under(f.pkg, s+"/...") })
		if at < 0 || f.test() {
			continue
		}
		for _, i := range f.imports {
			pkg := strings.TrimPrefix(i.path, "kettle/")
			for j, s := range siblings {
				if j != at && pkg != i.path && under(pkg, s+"/...") {
					wrong = append(wrong, fmt.Sprintf("%s: imports %s", f.path, pkg))
				}
			}
		}
	}
	return wrong
}

func syncByFew(t *tree) (wrong []string) {
	for _, f := range t.files {
		for _, i := range f.imports {
			ours := i.path == "kettle/sync" || strings.HasPrefix(i.path, "kettle/sync/")
			own := under(f.pkg, "sync/...")
			switch {
			case ours && !own && !under(f.pkg, "cmd/...", "internal/step"):
				wrong = append(wrong, f.path+": imports kettle/sync")
			case i.path == "kettle/sync" && i.as != "kettlesync":
				wrong = append(wrong, f.path+": imports kettle/sync by another name than kettlesync")
			}
		}
	}
	return wrong
}

func fyneInViews(t *tree) (wrong []string) {
	for _, f := range t.files {
		view := strings.HasSuffix(f.path, "_view.go")
		for _, i := range f.imports {
			switch {
			case t.module(i.path) != "fyne.io/fyne/v2":
			case i.path == "fyne.io/fyne/v2/app" && !under(f.pkg, "cmd/kettle", bareWindow):
				wrong = append(wrong, f.path+": opens windows")
			case under(f.pkg, "internal/ui/...", "cmd/kettle", bareWindow):
			case under(f.pkg, "kiosk/...", "wall/...") && (view || f.test()):
			default:
				wrong = append(wrong, f.path+": uses Fyne outside a view")
			}
		}
	}
	return wrong
}

func oneImporter(t *tree) (wrong []string) {
	first := map[string]string{} // of each module, its importing package
	for _, f := range t.files {
		if f.test() || under(f.pkg, "cmd/...") {
			continue
		}
		for _, i := range f.imports {
			m := t.module(i.path)
			if m == "" {
				continue
			}
			if several, ok := sharedBy(m); ok {
				if !under(f.pkg, several...) {
					wrong = append(wrong, fmt.Sprintf("%s: imports %s, which is for %v", f.path, m, several))
				}
				continue
			}
			if first[m] == "" {
				first[m] = f.pkg
			}
			if first[m] != f.pkg {
				wrong = append(wrong, fmt.Sprintf("%s: imports %s, as %s does", f.path, m, first[m]))
			}
		}
	}
	return wrong
}

// sharedBy gives the importers of a shared module, which need not be required
// yet.
func sharedBy(m string) ([]string, bool) {
	for name, several := range shared {
		if m == name || strings.HasPrefix(m, name+"/") {
			return several, true
		}
	}
	return nil, false
}

func oneComment(t *tree) (wrong []string) {
	in := map[string]int{}
	for _, f := range t.files {
		if f.test() {
			continue
		}
		if in[f.pkg] += 0; f.doc {
			if in[f.pkg]++; in[f.pkg] > 1 {
				wrong = append(wrong, f.path+": comments on the package once more")
			}
		}
	}
	for pkg, n := range in {
		if n == 0 {
			wrong = append(wrong, pkg+": has no package comment")
		}
	}
	slices.Sort(wrong)
	return wrong
}

func goodNames(t *tree) (wrong []string) {
	for _, f := range t.files {
		if slices.Contains([]string{"util", "utils", "common", "types", "helpers", "models"}, strings.TrimSuffix(f.name, "_test")) {
			wrong = append(wrong, f.path+": package "+f.name)
		}
	}
	return wrong
}

func shortFiles(t *tree) (wrong []string) {
	for _, f := range t.files {
		if !f.test() && f.lines > linesPerFile {
			wrong = append(wrong, fmt.Sprintf("%s: has %d lines, %d fit", f.path, f.lines, linesPerFile))
		}
	}
	return wrong
}

func fynePinned(t *tree) []string {
	if v := t.modules["fyne.io/fyne/v2"]; v != fyneVersion {
		return []string{fmt.Sprintf("go.mod: fyne.io/fyne/v2 is %q, not %s", v, fyneVersion)}
	}
	return nil
}

var (
	citesLine = regexp.MustCompile(`\.(go|md|sql|html):\d+|\b[Ll]ines? \d+ of\b`)
	leftToDo  = regexp.MustCompile(`\b(TODO|FIXME|XXX)\b`)
)

func cleanComments(t *tree) (wrong []string) {
	for _, f := range t.files {
		for _, c := range f.comments {
			switch {
			case path.Dir(f.path) == "internal/layout":
			case citesLine.MatchString(c):
				wrong = append(wrong, f.path+": cites a line: "+c)
			case leftToDo.MatchString(c):
				wrong = append(wrong, f.path+": leaves something to do: "+c)
			}
		}
	}
	return wrong
}
