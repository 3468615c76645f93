package sync

import (
	"io"
	"log/slog"
	"os"
	"testing"
)

// What is logged of lines that are cut would hide what a test says.
func TestMain(m *testing.M) {
	if os.Getenv("KETTLE_LOG") == "" {
		slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	}
	os.Exit(m.Run())
}
