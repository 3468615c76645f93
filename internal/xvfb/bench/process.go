package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// process is a running process by its number, looked at from outside.
type process int

func (p process) read(name string) (string, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", p, name))
	if err != nil {
		return "", fmt.Errorf("look at the process: %w", err)
	}
	return string(b), nil
}

// cpu is the time that all its threads have computed, in steps of 10 ms.
func (p process) cpu() (time.Duration, error) {
	stat, err := p.read("stat")
	if err != nil {
		return 0, err
	}
	return parseStat(stat)
}

// parseStat reads utime and stime of proc(5); the name of the program, which
// stands before them in parentheses, may hold anything.
func parseStat(stat string) (time.Duration, error) {
	const tick = 10 * time.Millisecond // USER_HZ is 100 on all that Go runs on
	f := strings.Fields(stat[strings.LastIndex(stat, ")")+1:])
	if len(f) < 13 {
		return 0, fmt.Errorf("look at the process: %q is no stat", stat)
	}
	user, err := strconv.ParseInt(f[11], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("look at the process: %w", err)
	}
	system, err := strconv.ParseInt(f[12], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("look at the process: %w", err)
	}
	return time.Duration(user+system) * tick, nil
}

// main is the time that its main thread, the one that draws, has computed.
func (p process) main() (time.Duration, error) {
	s, err := p.read(fmt.Sprintf("task/%d/schedstat", p))
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(s, " ")
	n, err := strconv.ParseInt(first, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("look at the process: %w", err)
	}
	return time.Duration(n), nil
}

// size is how much of it is in memory, in bytes, its threads and open files.
type size struct {
	resident       float64
	threads, files int
}

func (p process) size() (s size, err error) {
	status, err := p.read("status")
	if err != nil {
		return s, err
	}
	kB, err := statusLine(status, "VmRSS")
	if err != nil {
		return s, err
	}
	if s.threads, err = statusLine(status, "Threads"); err != nil {
		return s, err
	}
	files, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", p))
	if err != nil {
		return s, fmt.Errorf("look at the process: %w", err)
	}
	s.resident, s.files = float64(kB)*1024, len(files)
	return s, nil
}

// statusLine gives the number of a line such as "VmRSS:	  1234 kB".
func statusLine(status, name string) (int, error) {
	for line := range bytes.Lines([]byte(status)) {
		if rest, ok := bytes.CutPrefix(line, []byte(name+":")); ok {
			if f := bytes.Fields(rest); len(f) > 0 {
				n, err := strconv.Atoi(string(f[0]))
				if err != nil {
					return 0, fmt.Errorf("look at the process: %w", err)
				}
				return n, nil
			}
		}
	}
	return 0, fmt.Errorf("look at the process: it tells no %s", name)
}
