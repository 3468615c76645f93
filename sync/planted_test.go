package sync

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// planted are faults that were once made in this protocol, or that others made:
// each is one change of the source, and the simulation must not pass with it.
var planted = [...]struct{ name, file, was, is string }{
	{
		"the position in the pages is taken for a threshold", "sync/fetch.go",
		"next.Since, next.After, next.MetAt = page.Since, page.After,", "next.Since, next.After, next.MetAt = page.After, page.After,",
	},
	{
		"a screen is taken to have what others pushed before it", "sync/pushes.go",
		"if o.first <= since+1 {", "if since > 0 {",
	},
	{
		"a screen is taken to have what was pushed before its hello", "sync/pushes.go",
		"if p.meeting != pull.Meeting {", "if pull.Meeting == \"\" {",
	},
	{
		"a page and how far it goes are read one after the other", "sync/pull.go",
		"	page := Page{", "	s.hub.now()\n	if head, err = s.hub.store.Head(ctx, s.space); err != nil {\n\t\treturn Page{}, err\n\t}\n	page := Page{",
	},
	{
		"equal stamps are not told apart by their values", "internal/community/change.go",
		"cmp.Or(c.Stamp.Compare(d.Stamp), cmp.Compare(c.Value, d.Value)) > 0", "cmp.Compare(c.Stamp.Compare(d.Stamp), 0) > 0",
	},
	{
		"what is erased leaves no mark", "internal/store/erase.go",
		"	unsent := sentAll\n	if local {", "	unsent := sentAll\n	if true {\n\t\treturn nil\n\t}\n	if local {",
	},
	{
		"stamps are those of the wall clock", "internal/community/stamp.go",
		"c.last = max(c.last+1, now().UnixMilli()<<16)", "c.last = now().UnixMilli() << 16",
	},
	{
		"another epoch of the hub means nothing", "sync/replica.go",
		"if w.Epoch != link.Epoch {", "if link.Epoch == 0 {",
	},
	{
		"a copied screen keeps its number", "internal/store/identity.go",
		"		f.screen = random63()\n		if err", "		if err",
	},
	{
		"an answer clears what changed since it was asked for", "internal/store/outbox.go",
		"return sent.Stamp == g.stamp() })", "return true })",
	},
	{
		"stamps of a wrong clock stay", "internal/store/restamp.go",
		"	offset = trusted(offset)\n	db.mu.Lock()", "	if offset != -1 {\n\t\treturn nil\n\t}\n	offset = trusted(offset)\n	db.mu.Lock()",
	},
}

func TestTheSimulationFindsPlantedFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the package eleven times")
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range planted {
		t.Run(strings.ReplaceAll(p.name, " ", "_"), func(t *testing.T) {
			path, dir := filepath.Join(root, p.file), t.TempDir()
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Count(string(text), p.was) != 1 {
				t.Fatalf("%s has %d times %q", p.file, strings.Count(string(text), p.was), p.was)
			}
			other := filepath.Join(dir, "planted.go")
			if err := os.WriteFile(other, []byte(strings.Replace(string(text), p.was, p.is, 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{path: other}})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "overlay.json"), overlay, 0o600); err != nil {
				t.Fatal(err)
			}
			bin := filepath.Join(dir, "sync.test")
			build := exec.CommandContext(t.Context(), "go", "test", "-c", "-vet=off", "-overlay", filepath.Join(dir, "overlay.json"), "-o", bin, ".")
			if out, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			run := exec.CommandContext(t.Context(), bin, "-test.run=^TestSimulation$", "-sim.until", "-sim.seeds=600", "-test.timeout=3m")
			out, err := run.CombinedOutput()
			if err == nil {
				t.Fatal("600 histories passed with it")
			}
			if !strings.Contains(string(out), "the history:") {
				t.Fatalf("it failed for another reason:\n%s", out)
			}
			_, first, _ := strings.Cut(string(out), "--- FAIL: TestSimulation/")
			t.Logf("found with %s", strings.Fields(first)[0])
		})
	}
}
