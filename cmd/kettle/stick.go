package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/google/renameio/v2"

	"kettle/kiosk"
)

// usualSticks are where desktops mount what is put in.
func usualSticks() []string { return []string{"/media", "/run/media", "/mnt"} }

// mostFiles is how many files of sticks are listed at most, and mostFolders how many
// folders are looked into.
const (
	mostFiles   = 60
	mostFolders = 2000
)

// filesOnSticks lists the files of one kind on sticks and cards, the newest first.
func (h hosts) filesOnSticks(ctx context.Context, kind func(path string) bool) ([]kiosk.File, error) {
	type found struct {
		kiosk.File
		at time.Time
	}
	var all []found
	folders := 0
	for _, root := range h.sticks {
		err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil: // nothing there, or not ours to read
				return fs.SkipDir
			case e.IsDir():
				if folders++; folders > mostFolders || strings.HasPrefix(e.Name(), ".") {
					return fs.SkipDir
				}
			case e.Type().IsRegular() && kind(path):
				if info, err := e.Info(); err == nil {
					all = append(all, found{kiosk.File{Path: path, Name: e.Name()}, info.ModTime()})
				}
			}
			return nil
		})
		if err != nil && !errors.Is(err, fs.SkipDir) {
			return nil, fmt.Errorf("look for files in %s: %w", root, err)
		}
	}
	slices.SortFunc(all, func(a, b found) int { return b.at.Compare(a.at) })
	out := []kiosk.File{}
	for _, f := range all[:min(len(all), mostFiles)] {
		out = append(out, f.File)
	}
	return out, nil
}

// openOnStick opens a file of that kind on a stick, and nothing from elsewhere.
func (h hosts) openOnStick(path string, kind func(path string) bool) (*os.File, error) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, fmt.Errorf("open a file of a stick: %w", err)
	}
	if !kind(real) || !slices.ContainsFunc(h.sticks, func(root string) bool { return strings.HasPrefix(real, root+"/") }) {
		return nil, fmt.Errorf("open a file of a stick: %s is on none", real)
	}
	f, err := os.Open(real)
	if err != nil {
		return nil, fmt.Errorf("open a file of a stick: %w", err)
	}
	return f, nil
}

// errNoStick says that nothing that could be written to is in this machine.
var errNoStick = errors.New("no stick")

// onStick writes a file to the first stick that takes it, and says where it is; or what
// to type at the machine's own keyboard instead.
func (h hosts) onStick(name string, data []byte, typed string) (string, error) {
	mounts, err := os.Open("/proc/self/mounts")
	if err != nil {
		return "", fmt.Errorf("look for a stick: %w", err)
	}
	defer mounts.Close()
	for _, dir := range sticksIn(mounts, h.sticks) {
		// What is thanked for is on the stick when somebody pulls it out.
		if err := renameio.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			slog.Info("a stick does not take a file", "err", err)
			continue
		}
		return "It’s on the stick: " + name + ".", nil
	}
	return "", said{errNoStick, "Put a stick into this machine, and tap again. At its own keyboard it is: " + typed}
}

// sticksIn gives where sticks are mounted, by the system's list of mounts (proc(5)).
func sticksIn(mounts io.Reader, roots []string) []string {
	var dirs []string
	for lines := bufio.NewScanner(mounts); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || strings.HasPrefix(fields[3]+",", "ro,") {
			continue
		}
		dir := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\134`, `\`).Replace(fields[1])
		for _, root := range roots {
			if strings.HasPrefix(dir, root+"/") {
				dirs = append(dirs, dir)
			}
		}
	}
	return dirs
}
