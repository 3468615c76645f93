package store

import (
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"kettle/internal/community"
)

// TestAFullDiskIsKnownAsOne names the fault that people read SQLite's words for
// it.
func TestAFullDiskIsKnownAsOne(t *testing.T) {
	db := open(t, t.TempDir(), &clock{t: monday})
	if _, err := db.write.Exec(`PRAGMA max_page_count = 1`); err != nil { // as many as there are
		t.Fatal(err)
	}
	var err error
	for range 2000 {
		m := community.Member{Name: "Ada Okafor", About: strings.Repeat("radios ", 100)}
		if _, err = db.AddMember(t.Context(), byHost, m); err != nil {
			break
		}
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("a full disk is %v", err)
	}
}

// TestAnErasureThatWasInterruptedIsFinishedAtTheNextStart names the fault that
// the write-ahead log kept an erased member for as long as the program ran, when
// the one before had ended between the erasure and the emptying of the log.
func TestAnErasureThatWasInterruptedIsFinishedAtTheNextStart(t *testing.T) {
	dir, after := t.TempDir(), filepath.Join(t.TempDir(), "data")
	db := open(t, dir, &clock{t: monday})
	id, err := db.AddMember(t.Context(), byHost, community.Member{Name: "Zyxwvut Erased"})
	if err != nil {
		t.Fatal(err)
	}
	reader, err := db.read().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Rollback()
	var n int
	if err := reader.QueryRow(`SELECT count(*) FROM members`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if err := db.Erase(ctx, byHost, id); err == nil {
		t.Fatal("the log was emptied while it was read: this test cannot see")
	}
	if out, err := exec.Command("cp", "-r", dir, after).CombinedOutput(); err != nil { // as a power cut leaves it
		t.Fatalf("%v: %s", err, out)
	}
	if left(t, after) == "" {
		t.Fatal("nothing is left even before: this test cannot see")
	}
	open(t, after, &clock{t: monday})
	if in := left(t, after); in != "" {
		t.Errorf("the erased member is left in %s", in)
	}
	if err := reader.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := db.SaveLink(t.Context(), community.Link{Hub: "hub"}); err != nil {
		t.Fatal(err)
	}
	if in := left(t, dir); in != "" {
		t.Errorf("after the next write the erased member is left in %s", in)
	}
}

// left lists the files in which the erased member is.
func left(t *testing.T, dir string) string {
	t.Helper()
	out, err := exec.Command("grep", "-rl", "Zyxwvut", dir).Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && (!ok || exit.ExitCode() != 1) {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}
