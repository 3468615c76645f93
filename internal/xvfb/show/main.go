// Show runs a program with a window on a virtual display and saves the picture
// of it every few seconds, for machines without a screen.
//
//	show --dir build/show --size 1920x1080 -- bin/kettle --demo
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"kettle/internal/xvfb"
)

func main() {
	dir := flag.String("dir", "build/show", "folder for the pictures")
	size := flag.String("size", "1920x1080", "of the display, in pixels")
	every := flag.Duration("every", 5*time.Second, "time between pictures")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if err := show(ctx, *dir, *size, *every, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "show:", err)
		os.Exit(1)
	}
}

func show(ctx context.Context, dir, size string, every time.Duration, args []string) error {
	var w, h int
	if _, err := fmt.Sscanf(size, "%dx%d", &w, &h); err != nil || len(args) == 0 {
		return fmt.Errorf("use: show --dir DIR --size 1920x1080 -- PROGRAM ARGUMENTS")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("find the folder: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	path := filepath.Join(dir, "now.png")
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) { // of an earlier run
		return fmt.Errorf("clear the folder: %w", err)
	}
	// The display must outlive the program, so a signal ends only the program.
	d, err := xvfb.Start(context.WithoutCancel(ctx), w, h)
	if err != nil {
		return err
	}
	defer d.Close()
	p, err := d.Run(context.WithoutCancel(ctx), os.Stderr, args[0], args[1:]...)
	if err != nil {
		return err
	}
	fmt.Printf("There is no display, so the window is drawn on a virtual one.\nIts picture, every %s: %s\nCtrl-C ends it.\n", every, path)
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-p.Done():
			return p.Err()
		case <-ctx.Done():
			return p.Close()
		case <-tick.C:
			next := filepath.Join(dir, ".next.png")
			if err := d.Shot(ctx, next); err != nil {
				if ctx.Err() == nil {
					fmt.Fprintln(os.Stderr, "show:", err)
				}
				continue
			}
			if err := os.Rename(next, path); err != nil {
				return fmt.Errorf("save the picture: %w", err)
			}
		}
	}
}
