package main

import (
	"bufio"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// results are those of benchmarks by name, without "Benchmark" and the number
// of cores, then by unit; one value each time that it ran.
type results map[string]map[string][]float64

// goBench runs benchmarks of a package.
func goBench(ctx context.Context, pkg, pattern, benchtime string, count int) (results, error) {
	out, err := command(ctx, "go", "test", "-run", "^$", "-bench", pattern, "-benchtime", benchtime,
		"-count", strconv.Itoa(count), "-timeout", "30m", pkg)
	if err != nil {
		return nil, err
	}
	return parseBench(out)
}

// parseBench reads the format of the testing package:
// https://go.dev/design/14313-benchmark-format
func parseBench(out string) (results, error) {
	r := results{}
	lines := bufio.NewScanner(strings.NewReader(out))
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		if len(f) < 4 || !strings.HasPrefix(f[0], "Benchmark") {
			continue
		}
		name := strings.TrimPrefix(f[0], "Benchmark")
		if at := strings.LastIndex(name, "-"); at > 0 {
			if _, err := strconv.Atoi(name[at+1:]); err == nil {
				name = name[:at]
			}
		}
		if r[name] == nil {
			r[name] = map[string][]float64{}
		}
		for i := 2; i+1 < len(f); i += 2 {
			v, err := strconv.ParseFloat(f[i], 64)
			if err != nil {
				return nil, fmt.Errorf("read the result of %s: %w", name, err)
			}
			r[name][f[i+1]] = append(r[name][f[i+1]], v)
		}
	}
	if len(r) == 0 {
		return nil, fmt.Errorf("no benchmark ran:\n%s", out)
	}
	return r, nil
}

// median is that of a benchmark's runs, of a unit of time in nanoseconds.
func (r results) median(name, unit string) (time.Duration, error) {
	v := r[name][unit]
	if len(v) == 0 {
		return 0, fmt.Errorf("no benchmark %s gave %s", name, unit)
	}
	return time.Duration(share(v, 0.5)), nil
}

// pair gives the medians of a benchmark's "kettle" and "floor".
func (r results) pair(name, unit string) (kettle, floor time.Duration, err error) {
	if kettle, err = r.median(name+"/kettle", unit); err != nil {
		return 0, 0, err
	}
	floor, err = r.median(name+"/floor", unit)
	return kettle, floor, err
}

// search is the slowest and the middle one of several queries among 10,000
// names, beside strings.Contains over all of them.
func (b *bench) search(ctx context.Context) ([]figure, error) {
	r, err := goBench(ctx, "./internal/search", "^BenchmarkFind$", "200ms", b.several(5, 1))
	if err != nil {
		return nil, err
	}
	floor, err := r.median("Find/floor", "ns/op")
	if err != nil {
		return nil, err
	}
	var all []time.Duration
	var slowest string
	var most time.Duration
	for name := range r {
		query, ours := strings.CutPrefix(name, "Find/")
		if !ours || query == "floor" {
			continue
		}
		d, err := r.median(name, "ns/op")
		if err != nil {
			return nil, err
		}
		if all = append(all, d); d > most {
			slowest, most = query, d
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("no search was measured")
	}
	reach := goal{0.2, "ms"}
	return []figure{
		{"search 10,000 members, median query", milliseconds(share(all, 0.5)), milliseconds(floor), reach, fmt.Sprintf("of %d kinds; floor: strings.Contains over all names", len(all))},
		{"search 10,000 members, slowest query", milliseconds(most), milliseconds(floor), reach, strings.ReplaceAll(slowest, "_", " ")},
	}, nil
}

// tap is one check-in or check-out until the disk has it, beside one INSERT.
func (b *bench) tap(ctx context.Context) ([]figure, error) {
	r, err := goBench(ctx, "./internal/store", "^BenchmarkCheckIn$", fmt.Sprintf("%dx", b.several(2000, 300)), 1)
	if err != nil {
		return nil, err
	}
	var out []figure
	for _, p := range []struct {
		unit, name string
		reach      float64
	}{{"p50-ns", "median", 10}, {"p99-ns", "99 of 100", 50}} {
		kettle, floor, err := r.pair("CheckIn", p.unit)
		if err != nil {
			return nil, err
		}
		out = append(out, figure{
			"tap to durable, " + p.name, milliseconds(kettle), milliseconds(floor),
			goal{p.reach, "ms"},
			"1,000 members; floor: one INSERT, same pragmas",
		})
	}
	return out, nil
}

// match is finding who may help with each of 5,000 asks, among 200 who are here,
// beside looking each of their words up in a map.
func (b *bench) match(ctx context.Context) ([]figure, error) {
	r, err := goBench(ctx, "./internal/match", "^BenchmarkMatch$", fmt.Sprintf("%dx", b.several(40, 5)), 1)
	if err != nil {
		return nil, err
	}
	kettle, floor, err := r.pair("Match", "ns/op")
	if err != nil {
		return nil, err
	}
	return []figure{{
		"who may help with 5,000 asks, 200 here", milliseconds(kettle), milliseconds(floor),
		goal{20, "ms"},
		"floor: each word looked up in a map",
	}}, nil
}

// canvas is the hosts' canvas of twelve weeks of 5,000 members, beside reading its
// visits and thank-yous.
func (b *bench) canvas(ctx context.Context) ([]figure, error) {
	r, err := goBench(ctx, "./internal/figures", "^BenchmarkCanvas$", fmt.Sprintf("%dx", b.several(20, 3)), 1)
	if err != nil {
		return nil, err
	}
	kettle, floor, err := r.pair("Canvas", "ns/op")
	if err != nil {
		return nil, err
	}
	return []figure{{
		"canvas of 12 weeks, 5,000 members", milliseconds(kettle), milliseconds(floor),
		goal{300, "ms"},
		"60,000 visits, 8,000 thank-yous; floor: reading these",
	}}, nil
}
