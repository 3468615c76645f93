package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// The test binary run with this variable checks members in and out for ever in
// the folder it names, and prints every visit once it is acknowledged.
const crashDir = "KETTLE_CRASH_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		if err := tapForEver(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

func tapForEver(dir string) error {
	ctx := context.Background()
	db, err := Open(ctx, dir, Options{})
	if err != nil {
		return err
	}
	members, err := db.Members(ctx)
	if err != nil {
		return err
	}
	for {
		for _, m := range members {
			v, _, err := db.CheckIn(ctx, byClaimed, m.ID)
			if err != nil {
				return err
			}
			fmt.Println("in", v.ID)
			if _, err := db.CheckOut(ctx, byClaimed, m.ID); err != nil {
				return err
			}
			fmt.Println("out", v.ID)
		}
	}
}

func TestKilledProcessLosesNothingThatItSaid(t *testing.T) {
	dir := t.TempDir()
	c := &clock{t: time.Now()}
	db := open(t, dir, c)
	for range 20 {
		add(t, db, ada())
	}
	db.Close()
	said := map[string]string{}
	rounds := 5
	if os.Getenv("KETTLE_LONG") != "" {
		rounds = 200
	}
	for round := range rounds {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), crashDir+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); n++ {
			what, id, _ := strings.Cut(lines.Text(), " ")
			said[id] = what
			if n == 40+13*(round%20) {
				cmd.Process.Kill()
			}
		}
		cmd.Wait()
	}
	db = open(t, dir, c)
	kept := map[string]community.Visit{}
	visits, err := db.Visits(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range visits {
		kept[v.ID.String()] = v
	}
	if len(said) < 100 {
		t.Fatalf("only %d visits were acknowledged: the test did not bite", len(said))
	}
	for id, what := range said {
		if v, ok := kept[id]; !ok || what == "out" && v.OutAt.IsZero() {
			t.Errorf("visit %s was acknowledged (%s) and is lost: %+v", id, what, v)
		}
	}
}
