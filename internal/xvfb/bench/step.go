package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// step is what it takes to keep screens in step, by a hub over TLS on the
// loopback. All but the crowds run in one process; for those the hub is the
// program kettled, and the screens have no stores.
func (b *bench) step(ctx context.Context) ([]figure, error) {
	if err := b.forSync(); err != nil {
		return nil, err
	}
	var out []figure
	for _, part := range []func(context.Context) ([]figure, error){b.takeOn, b.seen, b.many, b.idle} {
		figures, err := part(ctx)
		if err != nil {
			return out, err
		}
		out = append(out, figures...)
	}
	return out, nil
}

// forSync tells the benchmarks where the programs are.
func (b *bench) forSync() error {
	if err := os.Setenv("KETTLE_BIN", b.bin); err != nil {
		return fmt.Errorf("name the programs: %w", err)
	}
	rqlited := filepath.Join(b.bin, "rqlited")
	if _, err := os.Stat(rqlited); err != nil || os.Getenv("KETTLE_RQLITED") != "" {
		return nil
	}
	if err := os.Setenv("KETTLE_RQLITED", rqlited); err != nil {
		return fmt.Errorf("name the cluster's program: %w", err)
	}
	return nil
}

const syncPackage = "./sync"

// besides gives the medians of a benchmark and its floor, which are metrics of
// the same run.
func (r results) besides(name, which string) (kettle, floor time.Duration, err error) {
	if kettle, err = r.median(name, "kettle"+which+"-ns"); err != nil {
		return 0, 0, err
	}
	floor, err = r.median(name, "floor"+which+"-ns")
	return kettle, floor, err
}

// takeOn is a new screen that takes on 10,000 members, and two screens that were
// edited while apart.
func (b *bench) takeOn(ctx context.Context) ([]figure, error) {
	r, err := goBench(ctx, syncPackage, "^Benchmark(NewScreen|NewScreenBytes|Apart)$", fmt.Sprintf("%dx", b.several(5, 1)), 1)
	if err != nil {
		return nil, err
	}
	var out []figure
	const insert = "10,000 members of 1 KB; floor: bulk insert of the same rows"
	const apart = "the same field of 10,000 members edited on each; floor: 20,000 updates in one transaction"
	const told = "the same; floor: with the 20,000 rows of history that these edits bring, written once"
	for _, f := range []struct {
		what, name, which string
		reach             float64
		note              string
	}{
		{"a new screen, hub in a file", "NewScreen/file", "", 4, insert},
		{"a new screen, hub on 3 rqlite nodes", "NewScreen/cluster", "", 12, insert},
		{"back in touch, one screen, hub in a file", "Apart/file", "-one", 8, apart},
		{"back in touch, one screen, beside its history", "Apart/file", "-one-history", 8, told},
		{"back in touch, two screens, hub in a file", "Apart/file", "", 0, apart},
		{"back in touch, two screens, hub on rqlite", "Apart/cluster", "", 0, apart},
	} {
		if r[f.name] == nil && strings.HasSuffix(f.name, "cluster") {
			continue // there is no rqlited
		}
		kettle, floor, err := r.besides(f.name, f.which)
		if err != nil {
			return nil, err
		}
		reach := goal{}
		if f.reach > 0 {
			reach = goal{f.reach, "×"}
		}
		out = append(out, figure{f.what, seconds(kettle), seconds(floor), reach, f.note})
	}
	wire, plain := r["NewScreenBytes"]["wire-bytes"], r["NewScreenBytes"]["plain-bytes"]
	if len(wire) == 0 || len(plain) == 0 {
		return nil, fmt.Errorf("no benchmark counted bytes")
	}
	return append(out, figure{
		"bytes for a new screen", megabytes(share(wire, 0.5)), megabytes(share(plain, 0.5)),
		goal{3.1, "MB"},
		"10,000 members, both directions, with TLS; floor: their fields as JSON",
	}), nil
}

// seen is how soon a check-in on one screen is in the store of others.
func (b *bench) seen(ctx context.Context) ([]figure, error) {
	r, err := goBench(ctx, syncPackage, "^BenchmarkSeen$", fmt.Sprintf("%dx", b.several(500, 100)), 1)
	if err != nil {
		return nil, err
	}
	var out []figure
	for _, f := range []struct {
		what, name, which string
		reach             float64
	}{
		{"a check-in seen on another screen, median", "Seen/by1", "-p50", 50},
		{"a check-in seen on another screen, 99 of 100", "Seen/by1", "-p99", 200},
		{"seen on 19 others, median", "Seen/by19", "-p50", 50},
		{"seen on 19 others, 99 of 100", "Seen/by19", "-p99", 200},
	} {
		kettle, floor, err := r.besides(f.name, f.which)
		if err != nil {
			return nil, err
		}
		out = append(out, figure{f.what, milliseconds(kettle), milliseconds(floor), goal{f.reach, "ms"}, "from tap to store; floor: three INSERTs in three files"})
	}
	return out, nil
}

// many is a change that 1,000 screens are told of, and what one screen costs.
func (b *bench) many(ctx context.Context) ([]figure, error) {
	r, err := goBench(ctx, syncPackage, "^BenchmarkMany$", fmt.Sprintf("%dx", b.several(20, 5)), 1)
	if err != nil {
		return nil, err
	}
	const how = "own key and connection each, no store; floor: a bare HTTP/2 server"
	most, mostFloor, err := r.besides("Many/1000", "-most")
	if err != nil {
		return nil, err
	}
	memory := r["Many/1000"]["hub-bytes"]
	if len(memory) == 0 {
		return nil, fmt.Errorf("the size of the hub was not measured")
	}
	out := []figure{
		{"a change at all of 1,000 screens, slowest", seconds(most), seconds(mostFloor), goal{5, "s"}, how},
		{what: "the hub with 1,000 screens, largest", got: megabytes(share(memory, 0.5)), reach: goal{512 * 1.048576, "MB"}, note: "resident, the program kettled"},
	}
	few, _, err := r.besides("Many/100", "-work")
	if err != nil {
		return nil, err
	}
	for _, n := range []int{10, 100, 1000} {
		kettle, floor, err := r.besides(fmt.Sprintf("Many/%d", n), "-work")
		if err != nil {
			return nil, err
		}
		f := figure{what: fmt.Sprintf("the hub's work for each of %d screens", n), got: microseconds(kettle), floor: microseconds(floor), note: how}
		if n == 1000 { // it grows with the screens and no faster
			f.reach = goal{1.5 * microseconds(few).n, "µs"}
			f.note = "processor time for one change; to reach: half as much again as with 100"
		}
		out = append(out, f)
	}
	return out, nil
}

func microseconds(d time.Duration) quantity { return quantity{d.Seconds() * 1e6, "µs"} }

// idle is what the hub computes when nothing changes.
func (b *bench) idle(ctx context.Context) ([]figure, error) {
	turns := b.several(6, 3)
	r, err := goBench(ctx, syncPackage, "^BenchmarkIdle$", fmt.Sprintf("%dx", turns), 1)
	if err != nil {
		return nil, err
	}
	kettle, floor := r["Idle"]["kettle-percent"], r["Idle"]["floor-percent"]
	if len(kettle) == 0 || len(floor) == 0 {
		return nil, fmt.Errorf("the idle hub was not measured")
	}
	return []figure{{
		"hub at rest, 20 screens wait", percent(share(kettle, 0.5)), percent(share(floor, 0.5)),
		goal{0.5, "%"},
		fmt.Sprintf("of one core over %d s; floor: a bare HTTP/2 server", 10*turns),
	}}, nil
}
