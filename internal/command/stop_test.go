package command

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"kettle/assets"
	"kettle/internal/store"
)

// manyPhotos writes a list of members whose photos take seconds to decode.
func manyPhotos(t *testing.T, dir string) {
	t.Helper()
	if err := os.CopyFS(dir, assets.Demo); err != nil {
		t.Fatal(err)
	}
	from, err := filepath.Glob(filepath.Join(dir, "demo", "portraits", "*.png"))
	if err != nil || len(from) == 0 {
		t.Fatalf("no portraits: %v", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "pics"), 0o700); err != nil {
		t.Fatal(err)
	}
	list := "Name,Photo\n"
	for i := range 400 {
		name := fmt.Sprintf("%d.png", i)
		if err := os.Link(from[i%len(from)], filepath.Join(dir, "pics", name)); err != nil {
			t.Fatal(err)
		}
		list += fmt.Sprintf("Member %d,%s\n", i, name)
	}
	if err := os.WriteFile(filepath.Join(dir, "many.csv"), []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
}

// stopped starts an import in dir, sends it a signal once it has kept a photo,
// and gives its exit code and what it said.
func stopped(t *testing.T, dir string, with os.Signal) (exit int, said string) {
	t.Helper()
	cmd := exec.Command("kettled", "--data", "data", "import", "many.csv", "--photos", "pics")
	cmd.Dir = dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for len(photos(t, dir)) == 0 {
		if time.Sleep(time.Millisecond); cmd.ProcessState != nil {
			t.Fatal("it ended before it began")
		}
	}
	if err := cmd.Process.Signal(with); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // the code says it
	return cmd.ProcessState.ExitCode(), out.String()
}

// photos are the files of photos in the data folder.
func photos(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "data", "photos", "*", "*.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// members counts those in the data folder.
func members(t *testing.T, dir string) int {
	t.Helper()
	cmd := exec.Command("kettled", "--data", "data", "member", "list", "--json")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(out), `"number"`)
}

func TestAnImportThatIsStoppedLeavesNothing(t *testing.T) {
	for _, owned := range []bool{false, true} {
		t.Run(fmt.Sprintf("owned=%t", owned), func(t *testing.T) {
			dir := t.TempDir()
			manyPhotos(t, dir)
			if owned {
				stop, err := own(filepath.Join(dir, "data"), nil)
				if err != nil {
					t.Fatal(err)
				}
				defer stop()
			}
			exit, said := stopped(t, dir, os.Interrupt)
			if exit != 1 || said != "Stopped. The data are as they were.\n" {
				t.Errorf("exit %d, %q", exit, said)
			}
			if left := photos(t, dir); len(left) > 0 {
				t.Errorf("%d files of photos are left, such as %s", len(left), left[0])
			}
			if n := members(t, dir); n != 0 {
				t.Errorf("%d members came in", n)
			}
		})
	}
}

func TestAnImportThatIsKilledLeavesNobody(t *testing.T) {
	dir := t.TempDir()
	manyPhotos(t, dir)
	if exit, said := stopped(t, dir, syscall.SIGKILL); exit != -1 {
		t.Fatalf("exit %d, %q", exit, said)
	}
	if n := members(t, dir); n != 0 {
		t.Errorf("%d members came in", n)
	}
	left := photos(t, dir)
	if len(left) == 0 {
		t.Fatal("nothing is left to sweep: the test proves nothing")
	}
	// The next import sweeps what lies there for longer than an import takes.
	old := time.Now().Add(-2 * time.Hour)
	for _, f := range left {
		if err := os.Chtimes(f, old, old); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("kettled", "--data", "data", "import", "demo/members.csv")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if left := photos(t, dir); len(left) > 0 {
		t.Errorf("%d files of photos are left, such as %s", len(left), left[0])
	}
}

// Where phones send photos, one that is hours old may wait in a form.
func TestAnOwnersImportSweepsNoPhotoThatAPhoneSentToday(t *testing.T) {
	dir := t.TempDir()
	manyPhotos(t, dir)
	if exit, said := stopped(t, dir, syscall.SIGKILL); exit != -1 {
		t.Fatalf("exit %d, %q", exit, said)
	}
	sent := photos(t, dir)
	for _, f := range sent {
		old := time.Now().Add(-store.PhotoWaits + time.Hour)
		if err := os.Chtimes(f, old, old); err != nil {
			t.Fatal(err)
		}
	}
	stop, err := own(filepath.Join(dir, "data"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	cmd := exec.Command("kettled", "--data", "data", "import", "demo/members.csv")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if left := photos(t, dir); len(left) != len(sent) || len(sent) == 0 {
		t.Errorf("of %d photos %d are left", len(sent), len(left))
	}
}

func TestAnOwnersImportStopsWhenItsCommandIsKilled(t *testing.T) {
	dir := t.TempDir()
	manyPhotos(t, dir)
	stop, err := own(filepath.Join(dir, "data"), nil)
	if err != nil {
		t.Fatal(err)
	}
	stopped(t, dir, syscall.SIGKILL)
	if err := stop(); err != nil { // waits for the import to end
		t.Fatal(err)
	}
	if left := photos(t, dir); len(left) > 0 {
		t.Errorf("%d files of photos are left, such as %s", len(left), left[0])
	}
	if n := members(t, dir); n != 0 {
		t.Errorf("%d members came in", n)
	}
}

func TestACommandWaitsForAnotherThatIsShort(t *testing.T) {
	dir := t.TempDir()
	db, err := store.Open(t.Context(), filepath.Join(dir, "data"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	closed := make(chan error, 1)
	go func() {
		time.Sleep(300 * time.Millisecond) // nobody answers, and the data are open
		closed <- db.Close()
	}()
	if n := members(t, dir); n != 0 {
		t.Errorf("%d members", n)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
}

func TestACommandDoesNotWaitForEver(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, err := store.Open(t.Context(), filepath.Join(dir, "data"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	cmd := exec.Command("kettled", "--data", "data", "member", "list")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.HasPrefix(string(out), "Another command is at work on the data in ") {
		t.Errorf("%v, %q", err, out)
	}
}
