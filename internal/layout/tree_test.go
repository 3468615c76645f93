package layout

import (
	"bufio"
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// file is what the rules look at of one Go file.
type file struct {
	path     string // from the root of the module, such as "wall/board.go"
	pkg      string // the folder, such as "wall"
	name     string // the package clause
	imports  []imported
	doc      bool // has a package comment
	comments []string
	lines    int
}

// imported is one import; as is the name it is given, or "".
type imported struct{ path, as string }

func (f *file) test() bool { return strings.HasSuffix(f.path, "_test.go") }

// tree is the module.
type tree struct {
	files   []file
	modules map[string]string // what go.mod requires, with versions
}

// read reads the module under root. Folders that the go command leaves out, and
// those of things that were built, are left out.
func read(root fs.FS) (*tree, error) {
	t := &tree{modules: map[string]string{}}
	mod, err := fs.ReadFile(root, "go.mod")
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(bytes.NewReader(mod))
	for lines.Scan() {
		words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(lines.Text()), "require "))
		if len(words) >= 2 && strings.HasPrefix(words[1], "v") {
			t.modules[words[0]] = words[1]
		}
	}
	err = fs.WalkDir(root, ".", func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			left := at != "." && strings.ContainsAny(name[:1], "._") || slices.Contains([]string{"testdata", "vendor", "node_modules"}, name) || at == "build" || at == "bin"
			if left {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.ContainsAny(name[:1], "._") {
			return nil
		}
		src, err := fs.ReadFile(root, at)
		if err != nil {
			return err
		}
		f, err := readFile(at, src)
		if err != nil {
			return fmt.Errorf("read %s: %w", at, err)
		}
		t.files = append(t.files, f)
		return nil
	})
	return t, err
}

func readFile(at string, src []byte) (file, error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), at, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return file{}, err
	}
	f := file{path: at, pkg: path.Dir(at), name: parsed.Name.Name, doc: hasText(parsed.Doc), lines: bytes.Count(src, []byte("\n"))}
	for _, group := range parsed.Comments {
		for _, c := range group.List {
			f.comments = append(f.comments, c.Text)
		}
	}
	for _, spec := range parsed.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return file{}, err
		}
		i := imported{path: p}
		if spec.Name != nil {
			i.as = spec.Name.Name
		}
		f.imports = append(f.imports, i)
	}
	return f, nil
}

func hasText(doc *ast.CommentGroup) bool { return doc != nil && strings.TrimSpace(doc.Text()) != "" }

// module gives the required module that a path belongs to, "" for the standard
// library and for Kettle itself.
func (t *tree) module(p string) string {
	if p == "kettle" || strings.HasPrefix(p, "kettle/") || !strings.Contains(strings.Split(p, "/")[0], ".") {
		return ""
	}
	longest := ""
	for m := range t.modules {
		if (p == m || strings.HasPrefix(p, m+"/")) && len(m) > len(longest) {
			longest = m
		}
	}
	if longest == "" {
		return p
	}
	return longest
}

// under says whether a package is one of those named, or below one that ends in
// "/...".
func under(pkg string, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		if base, ok := strings.CutSuffix(name, "/..."); ok {
			return pkg == base || strings.HasPrefix(pkg, base+"/")
		}
		return pkg == name
	})
}
