package layout

import (
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestTheHouseIsBuiltByItsRules(t *testing.T) {
	module, err := read(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(module.files, func(f file) bool { return f.path == "internal/layout/doc.go" && f.doc }) {
		t.Fatal("the test does not see the module it stands in")
	}
	said := map[string]bool{} // several rules share a check
	for _, r := range rules {
		for _, wrong := range r.check(module) {
			if !said[wrong] {
				t.Errorf("%s: %s", r.name, wrong)
			}
			said[wrong] = true
		}
	}
}

func TestEveryRuleRefusesItsBadExample(t *testing.T) {
	for _, r := range rules {
		module, err := read(example(r.bad))
		if err != nil {
			t.Fatalf("%s: %v", r.name, err)
		}
		wrong := r.check(module)
		if len(wrong) != 1 || !strings.HasPrefix(wrong[0], r.wrong+": ") {
			t.Errorf("%s: of a bad example the rule says %q", r.name, wrong)
		}
	}
}

func TestAGoodExampleBreaksNoRule(t *testing.T) {
	good := example(map[string]string{
		"internal/community/id.go":      "// Package community has the words.\npackage community\n\nimport \"time\"\n",
		"internal/community/id_test.go": "package community\n\nimport \"pgregory.net/rapid\"\n",
		"internal/store/db.go":          "// Package store keeps.\npackage store\n\nimport (\n\t\"github.com/google/uuid\"\n\t\"kettle/internal/community\"\n\t\"kettle/internal/search\"\n)\n",
		"wall/board.go":                 "// Package wall shows.\npackage wall\n\nimport \"kettle/internal/ui\"\n",
		"wall/board_view.go":            "package wall\n\nimport \"fyne.io/fyne/v2/canvas\"\n",
		"wall/board_view_test.go":       "package wall\n\nimport \"fyne.io/fyne/v2/test\"\n",
		"wall/board_test.go":            "package wall\n\nimport (\n\t\"kettle/assets\"\n\t\"kettle/internal/store\"\n)\n",
		"wall/_try/main.go":             "package util\n",
		"cmd/kettle/main.go":            "// Kettle is the screen.\npackage main\n\nimport (\n\t\"fyne.io/fyne/v2/app\"\n\t\"github.com/google/uuid\"\n\tkettlesync \"kettle/sync\"\n)\n",
		"sync/hub.go":                   "// Package sync keeps in step.\npackage sync\n\nimport \"sync\"\n",
		"sync/hub_test.go":              "package sync_test\n\nimport kettlesync \"kettle/sync\"\n",
	})
	module, err := read(good)
	if err != nil {
		t.Fatal(err)
	}
	if len(module.files) != 10 {
		t.Errorf("%d files are read", len(module.files))
	}
	for _, r := range rules {
		if wrong := r.check(module); len(wrong) > 0 {
			t.Errorf("%s: of a good example the rule says %q", r.name, wrong)
		}
	}
}

// example makes a module of the files.
func example(files map[string]string) fs.FS {
	root := fstest.MapFS{"go.mod": {Data: []byte(goMod)}}
	for at, src := range maps.All(files) {
		root[at] = &fstest.MapFile{Data: []byte(src)}
	}
	return root
}
