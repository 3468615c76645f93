package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// wanted is a page to look at, report what Chromium found there; both as
// testdata/browser/drive.cjs knows them.
type wanted struct {
	Name   string  `json:"name"`
	URL    string  `json:"url"`
	Dark   bool    `json:"dark"`
	Width  int     `json:"width"`
	Height int     `json:"height"`
	Scale  float64 `json:"scale"`
	Whole  bool    `json:"whole"`
}

type report struct {
	Name     string   `json:"name"`
	Status   int      `json:"status"`
	Axe      []string `json:"axe"`
	Checks   int      `json:"checks"`
	HTML     []string `json:"html"`
	Console  []string `json:"console"`
	Fonts    []string `json:"fonts"`
	Sideways int      `json:"sideways"`
	Broken   int      `json:"broken"`
	Sheets   int      `json:"sheets"`
	Hidden   int      `json:"hidden"`
}

// check says what is wrong with a page.
func (r *report) check(t *testing.T, status int) {
	t.Helper()
	if r.Status != status || r.Checks < 10 {
		t.Errorf("%s: status %d, %d checks by axe", r.Name, r.Status, r.Checks)
	}
	for what, found := range map[string][]string{"axe": r.Axe, "html-validate": r.HTML, "console": r.Console} {
		if len(found) > 0 {
			t.Errorf("%s: %s says\n\t%s", r.Name, what, strings.Join(found, "\n\t"))
		}
	}
	if r.Sideways > 0 || r.Broken > 0 || r.Hidden > 0 {
		t.Errorf("%s: %d pixels too wide, %d broken pictures, %d buttons out of sight", r.Name, r.Sideways, r.Broken, r.Hidden)
	}
}

// TestPagesInChromium opens the pages on the screen of a phone in a real
// browser: nothing that axe or html-validate object to, nothing cut off at the
// side, no word in the console, one sheet of A4. KETTLE_BROWSER_TOOLS names a
// folder with the packages of testdata/browser/package.json; KETTLE_SHOTS one
// for the pictures, to look at.
func TestPagesInChromium(t *testing.T) {
	tools := browserTools(t)
	d := newDemo(t)
	d.portrait = true
	full := d.members[code("1013")]
	for field, value := range map[string]string{
		"email": "rosa@harbourveg.example", "email_public": "yes", "phone": "+44 (0)131 496 0123", "phone_public": "yes",
		"website": "harbourveg.example/saturday", "about": strings.Repeat("Runs the Saturday market and most of the soup. ", 8),
	} {
		if err := full.Set(field, value); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(New(d, Options{Now: clockAt(now), Figures: busy()}))
	defer server.Close()

	phone := func(name, path string) wanted {
		return wanted{Name: name, URL: server.URL + path, Width: 390, Height: 844, Scale: 2, Whole: true}
	}
	member := func(name, number string) wanted { return phone(name, "/M/"+code(number)) }
	dark, small, desk := member("dark", "1007"), member("small", "1030"), member("desk", "1007")
	dark.Dark = true
	small.Width, small.Height = 320, 568
	desk.Width, desk.Height = 1280, 900
	nightSpace := phone("space-dark", "/")
	nightSpace.Dark = true
	nightHow := phone("how-dark", "/how")
	nightHow.Dark = true
	pages := []wanted{
		member("latin", "1007"), member("arabic", "1027"), member("chinese", "1025"), member("devanagari", "1031"),
		member("longest", "1030"), member("no-photo", "1017"), member("one-name", "1029"), member("full", "1013"),
		dark, small, desk, phone("space", "/"), nightSpace, phone("how", "/how"), nightHow, phone("nobody", "/M/ZZZZZZZZ"),
	}
	for _, r := range drive(t, tools, pages) {
		status := http.StatusOK
		if r.Name == "nobody" {
			status = http.StatusNotFound
			r.Console = slices.DeleteFunc(r.Console, func(s string) bool { return strings.Contains(s, "404") })
		}
		r.check(t, status)
		if r.Sheets != 1 {
			t.Errorf("%s: %d sheets of paper", r.Name, r.Sheets)
		}
		if !slices.Contains(r.Fonts, "Fraunces") || !slices.Contains(r.Fonts, "Inter") {
			t.Errorf("%s: fonts loaded are %v", r.Name, r.Fonts)
		}
	}
}

// TestChromiumWouldNotice holds the test above to its word: a page with one of
// each fault is reported.
func TestChromiumWouldNotice(t *testing.T) {
	tools := browserTools(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<html><title>x</title><img src="/gone"><p style="width:900px;color:#ccc">pale</p><script>console.error("oh")</script><p style="height:3000px">`)
	}))
	defer server.Close()
	r := drive(t, tools, []wanted{{Name: "faulty", URL: server.URL, Width: 390, Height: 844}})[0]
	if len(r.Axe) == 0 || len(r.HTML) == 0 || len(r.Console) == 0 || r.Sideways <= 0 || r.Broken == 0 || r.Sheets < 2 {
		t.Errorf("faults went by: %+v", r)
	}
}

func drive(t *testing.T, tools string, pages []wanted) []report {
	t.Helper()
	shots := os.Getenv("KETTLE_SHOTS")
	if shots != "" {
		shots = filepath.Join(shots, "phone")
		if err := os.MkdirAll(shots, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	plan, err := json.Marshal(map[string]any{"chromium": "/usr/bin/chromium", "shots": shots, "pages": pages})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", "testdata/browser/drive.cjs")
	cmd.Env = append(os.Environ(), "KETTLE_BROWSER_TOOLS="+tools)
	cmd.Stdin = bytes.NewReader(plan)
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("drive Chromium: %v\n%s", err, problems.String())
	}
	var reports []report
	if err := json.Unmarshal(out, &reports); err != nil || len(reports) != len(pages) {
		t.Fatalf("%d reports of %d pages: %v", len(reports), len(pages), err)
	}
	return reports
}
