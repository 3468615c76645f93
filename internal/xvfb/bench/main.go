// Bench measures what Kettle promises of its speed and size, each figure beside
// its floor: the least that anybody could need for the same, measured in the
// same run on the same machine. It prints one table, and says of each figure
// whether it reaches what is wanted of it.
//
//	bench                    everything, about fifteen minutes; run it in the root of the module
//	bench --only start,rest  some of it
//	bench --quick            fewer repeats, for a look
//	bench --long             an hour of quick rotation, 1,000 photos
//	bench --markdown         the table for a document
//
// It needs bin/kettle and bin/kettled, the go command, Xvfb and xdotool. Members
// and photos to measure with are made once, in build/bench.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// bench is one run.
type bench struct {
	bin         string // folder of kettle and kettled
	dir         string // folder for what is made to measure with
	quick, long bool
}

// several is how often something is done: less for a look.
func (b *bench) several(n, quick int) int {
	if b.quick {
		return quick
	}
	return n
}

// measurements in the order of the table.
var measurements = [...]struct {
	name string
	run  func(*bench, context.Context) ([]figure, error)
}{
	{"search", (*bench).search},
	{"tap", (*bench).tap},
	{"match", (*bench).match},
	{"canvas", (*bench).canvas},
	{"import", (*bench).members},
	{"photos", (*bench).photos},
	{"start", (*bench).start},
	{"key", (*bench).key},
	{"welcome", (*bench).welcome},
	{"rest", (*bench).rest},
	{"memory", (*bench).memory},
	{"step", (*bench).step},
}

func main() {
	var names []string
	for _, m := range measurements {
		names = append(names, m.name)
	}
	var b bench
	flag.StringVar(&b.bin, "bin", or(os.Getenv("KETTLE_BIN"), "bin"), "folder of kettle and kettled")
	flag.StringVar(&b.dir, "dir", "build/bench", "folder for members and photos to measure with")
	flag.BoolVar(&b.quick, "quick", false, "fewer repeats, for a look")
	flag.BoolVar(&b.long, "long", false, "an hour of quick rotation, 1,000 photos")
	only := flag.String("only", strings.Join(names, ","), "what to measure")
	markdown := flag.Bool("markdown", false, "print Markdown")
	flag.Parse()
	wanted := strings.Split(*only, ",")
	for _, w := range wanted {
		if !slices.Contains(names, w) {
			fmt.Fprintf(os.Stderr, "bench: --only %s is none of %s\n", w, strings.Join(names, ", "))
			os.Exit(2)
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	table, err := b.all(ctx, wanted)
	fmt.Printf("\n%s\n\n%s", machine(), render(table, *markdown))
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// all measures what is wanted. What cannot be measured does not keep the rest
// from it.
func (b *bench) all(ctx context.Context, wanted []string) (table []figure, err error) {
	if b.bin, err = filepath.Abs(b.bin); err != nil {
		return nil, fmt.Errorf("find the programs: %w", err)
	}
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the folder: %w", err)
	}
	for _, m := range measurements {
		if !slices.Contains(wanted, m.name) || ctx.Err() != nil {
			continue
		}
		began := time.Now()
		say("measuring %s", m.name)
		figures, failed := m.run(b, ctx)
		if failed != nil {
			err = errors.Join(err, fmt.Errorf("measure %s: %w", m.name, failed))
			say("  %v", failed)
		}
		for _, f := range figures {
			say("  %s: %s", f.what, f.got)
		}
		say("  in %s", time.Since(began).Round(time.Second))
		table = append(table, figures...)
	}
	return table, err
}

// say tells how far it is, beside the table.
func say(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

// machine says on what was measured, and how busy it was besides.
func machine() string {
	load, _ := os.ReadFile("/proc/loadavg") // said as unknown
	busy, _, _ := strings.Cut(string(load), " ")
	return fmt.Sprintf("%d cores, %s/%s, %s, %s; load at the end %s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH,
		runtime.Version(), time.Now().UTC().Format("2006-01-02 15:04 MST"), or(busy, "unknown"))
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// command runs a program to its end and gives what it said.
func command(ctx context.Context, name string, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, out)
	}
	return string(out), nil
}

// kettled runs one command on a data folder.
func (b *bench) kettled(ctx context.Context, data string, args ...string) error {
	_, err := command(ctx, filepath.Join(b.bin, "kettled"), append([]string{"--data", data}, args...)...)
	return err
}
