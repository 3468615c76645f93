package command

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"regexp"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// stepCommands are what the scripts need beside the usual.
var stepCommands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"eventually": func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) < 2 {
			ts.Fatalf("usage: eventually regexp command args…")
		}
		until(ts, 15*time.Second, args[0], args[1:])
	},
	"within": func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) < 3 {
			ts.Fatalf("usage: within duration regexp command args…")
		}
		d, err := time.ParseDuration(args[0])
		ts.Check(err)
		until(ts, d, args[1], args[2:])
	},
	"let": let,
}

// until runs a command again and again until what it prints matches.
func until(ts *testscript.TestScript, within time.Duration, want string, command []string) {
	re, err := regexp.Compile("(?m)" + want)
	ts.Check(err)
	var out []byte
	for end := time.Now().Add(within); ; time.Sleep(20 * time.Millisecond) {
		late := time.Now().After(end)
		cmd := exec.Command(command[0], command[1:]...)
		cmd.Dir = ts.MkAbs(".")
		cmd.Env = []string{"PATH=" + ts.Getenv("PATH"), "HOME=" + ts.Getenv("HOME"), "GORACE=" + quick}
		out, err = cmd.CombinedOutput()
		if err == nil && re.Match(out) {
			return
		}
		if late {
			ts.Fatalf("not within %s: %v\n%s", within, err, out)
		}
	}
}

// let gives a variable the value that the JSON object in the output has under a
// key.
func let(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: let VARIABLE key")
	}
	var object map[string]any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &object))
	value, ok := object[args[1]]
	if !ok {
		ts.Fatalf("no %s in the output", args[1])
	}
	ts.Setenv(args[0], fmt.Sprint(value))
}
