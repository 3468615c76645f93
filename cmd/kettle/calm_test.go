package main

import (
	"bytes"
	"log"
	"testing"
)

func TestLogLeavesOutTheMissingBusAndNothingElse(t *testing.T) {
	var out bytes.Buffer
	l := log.New(&calm{to: &out}, "", 0)
	for _, line := range []string{
		"first",
		"Fyne error:  failed to watch theme settings", "  Cause: dbus: invalid bus address", "  At: app_xdg.go:152",
		"Fyne error:  Preferences load error:", "  Cause: EOF", "  At: preferences.go:105", "last",
		"Fyne error:  something else", "  Cause: disk", "  At: file.go:1",
	} {
		l.Println(line)
	}
	const want = "first\nlast\nFyne error:  something else\n  Cause: disk\n  At: file.go:1\n"
	if out.String() != want {
		t.Errorf("got %q", out.String())
	}
}
