package command

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// lead is what stands before a command of the README in the script that runs it,
// by how the command begins: what somebody would type, or have by then.
var lead = []struct{ begins, lines string }{
	{"kettled host set-pin", "stdin pin"},
	{"kettled member set-pin", "stdin pin"},
	{"kettled hub", "env KETTLE_DATA=$WORK/hub\nexec kettled space set name=Harbour"},
	{"kettled join", "let CODE code\nlet HUB address\nlet KEY fingerprint\nenv KETTLE_DATA=$WORK/kiosk"},
	{"kettled screen list", "env KETTLE_DATA=$WORK/hub"},
}

// elsewhere are what no script runs: what opens a window, which tests of the
// window do, what runs until it is stopped, and what only names a command.
var elsewhere = []string{
	"kettle", "kettle --hub", "kettled follow", "kettled hub --store rqlite://a:4001,b:4001,c:4001",
	"kettled member erase", "kettled pack",
}

// refused are commands for which this lobby has no case, and what is said then.
var refused = map[string]string{
	"kettled proposal take 1001": `Nothing of Ada Okafor waits\.`,
	"kettled post approve ID":    `no post`,
}

// TestEveryCommandOfTheReadmeWorks runs, in their order, all lines of its blocks
// for a shell and all commands in its text that can be typed as they stand.
func TestEveryCommandOfTheReadmeWorks(t *testing.T) {
	script := []string{"cd demo"}
	seen := 0
	for _, line := range readmeCommands(t) {
		switch {
		case strings.HasPrefix(line, "make "):
			makeHas(t, strings.Fields(line)[1:])
			continue
		case slices.Contains(elsewhere, line):
			continue
		}
		seen++
		for _, l := range lead {
			if strings.HasPrefix(line, l.begins) {
				script = append(script, l.lines)
			}
		}
		run := "exec sh -c '" + line + "'"
		switch said, no := refused[line]; {
		case no:
			script = append(script, "! "+run, "stderr '"+said+"'")
		case line == "kettled hub":
			script = append(script, "exec kettled hub --listen 127.0.0.1:0 &hub&", `eventually '"in_step": true' kettled --data $WORK/hub status --json`)
		case strings.HasPrefix(line, "kettled pair"):
			script = append(script, "exec sh -c '"+line+" --yes --json'")
		case strings.HasPrefix(line, "kettled join"):
			script = append(script, "exec kettled join --hub $HUB --code $CODE --fingerprint $KEY")
		default:
			script = append(script, run)
		}
	}
	if seen < 25 {
		t.Fatalf("only %d commands were found", seen)
	}
	script = append(script, "-- demo/pin --", "274916", "")
	file := filepath.Join(t.TempDir(), "readme.txt")
	if err := os.WriteFile(file, []byte(strings.Join(script, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files: []string{file}, RequireExplicitExec: true, Cmds: stepCommands,
		Setup: func(e *testscript.Env) error { return setUp(t, e, true) },
	})
}

// readmeCommands gives the README's commands without their remarks. A kettled in
// bin is the one in the path.
func readmeCommands(t *testing.T) (commands []string) {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	inText := regexp.MustCompile("`((?:bin/)?kettled? [^`]*|make [^`]*)`")
	in := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "```"):
			in = strings.TrimPrefix(line, "```")
		case in == "sh" && line != "":
			command, _, _ := strings.Cut(line, "  #")
			commands = append(commands, strings.TrimSpace(command))
		case in == "":
			for _, m := range inText.FindAllStringSubmatch(line, -1) {
				commands = append(commands, m[1])
			}
		}
	}
	for i, c := range commands {
		commands[i] = strings.TrimPrefix(c, "bin/")
	}
	return commands
}

// makeHas fails when the Makefile has no such target.
func makeHas(t *testing.T, targets []string) {
	t.Helper()
	text, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range targets {
		if !strings.Contains(target, "=") && !regexp.MustCompile(`(?m)^`+target+`:`).Match(text) {
			t.Errorf("the Makefile has no %s", target)
		}
	}
}
