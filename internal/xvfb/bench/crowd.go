package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"kettle/assets"
)

// The crowd is what a large space would have: the demo's members over and over
// under other names, as full as those, one portrait each.
const (
	onWall  = 5_000  // with photos
	inTotal = 10_000 // the others have none
)

// crowdVersion changes with what is made, so that older data are made anew.
const crowdVersion = "3"

// crowd writes a CSV file of n members and gives their names. Those before
// photos name a file.
func crowd(file string, n, photos int) ([]string, error) {
	demo, err := demoRows()
	if err != nil {
		return nil, err
	}
	head, members := demo[0], demo[1:]
	number, name, picture := slices.Index(head, "member_id"), slices.Index(head, "name"), slices.Index(head, "photo")
	if number < 0 || name < 0 || picture < 0 || len(members) == 0 {
		return nil, fmt.Errorf("the demo's members have no such columns: %v", head)
	}
	rows := [][]string{head}
	var names []string
	for i := range n {
		row := slices.Clone(members[i%len(members)])
		row[number] = strconv.Itoa(10_000 + i)
		row[name] = crowdName(i, func(k int) string { return members[k%len(members)][name] }, len(members))
		row[picture] = ""
		if i < photos {
			row[picture] = photoName(i)
		}
		rows, names = append(rows, row), append(names, row[name])
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write members: %w", err)
	}
	return names, writeFile(file, b.Bytes())
}

// crowdName is the first name of one member of the demo with the last name of
// another, or with an invented one when those are used up.
func crowdName(i int, demo func(int) string, n int) string {
	first, _, _ := strings.Cut(demo(i), " ")
	if i >= n*n {
		syllables := strings.Fields("an bel cor da el far gu ha il jo ka lu mo ni or pe")
		last := ""
		for k := i; k > 0; k /= len(syllables) {
			last += syllables[k%len(syllables)]
		}
		return first + " " + strings.ToUpper(last[:1]) + last[1:]
	}
	words := strings.Fields(demo(i + i/n))
	return first + " " + words[len(words)-1]
}

func photoName(i int) string { return strconv.Itoa(i) + ".jpg" }

func demoRows() ([][]string, error) {
	f, err := assets.Demo.Open("demo/members.csv")
	if err != nil {
		return nil, fmt.Errorf("open the demo's members: %w", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read the demo's members: %w", err)
	}
	// Only people who are shown; one asked not to be.
	shown := slices.Index(rows[0], "show_on_wall")
	return slices.DeleteFunc(rows, func(r []string) bool { return shown >= 0 && r[shown] == "no" }), nil
}

// portraits gives the demo's portraits, drawn on white at that size.
func portraits(w, h int) ([]*image.RGBA, error) {
	const dir = "demo/portraits"
	files, err := assets.Demo.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("look for the demo's portraits: %w", err)
	}
	var out []*image.RGBA
	for _, f := range files {
		b, err := assets.Demo.ReadFile(path.Join(dir, f.Name()))
		if err != nil {
			return nil, fmt.Errorf("read a portrait: %w", err)
		}
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			continue // of another format
		}
		flat := image.NewRGBA(img.Bounds())
		draw.Draw(flat, flat.Bounds(), image.White, image.Point{}, draw.Src)
		draw.Draw(flat, flat.Bounds(), img, img.Bounds().Min, draw.Over)
		out = append(out, enlarge(flat, w, h))
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("the demo has no portraits that are PNG files")
	}
	return out, nil
}

// enlarge takes the nearest pixels and adds the grain of a camera, without
// which a photo would be easier to decode than any that was taken.
func enlarge(src *image.RGBA, w, h int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	from := src.Bounds().Size()
	seed := uint32(1)
	for y := range h {
		for x := range w {
			seed = seed*1664525 + 1013904223
			c := src.RGBAAt(x*from.X/w, y*from.Y/h)
			grain := uint8(seed >> 29)
			out.SetRGBA(x, y, color.RGBA{c.R - min(c.R, grain), c.G - min(c.G, grain), c.B - min(c.B, grain), 255})
		}
	}
	return out
}

// writePhotos writes n different JPEG files as a camera does: with a header that
// is not part of the picture.
func writePhotos(ctx context.Context, dir string, n, w, h int) error {
	people, err := portraits(w, h)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	return onAllCores(ctx, n, func(i int) error {
		p := people[i%len(people)]
		img := image.NewRGBA(p.Rect)
		copy(img.Pix, p.Pix)
		// A corner that says which one it is, in steps that no encoder loses.
		for bit := range 16 {
			on := image.Image(image.Black)
			if i>>bit&1 == 1 {
				on = image.White
			}
			draw.Draw(img, image.Rect(16*bit, 0, 16*bit+16, 16), on, image.Point{}, draw.Src)
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}); err != nil {
			return fmt.Errorf("encode a photo: %w", err)
		}
		return writeFile(filepath.Join(dir, photoName(i)), withHeader(b.Bytes()))
	})
}

// withHeader puts a JFIF header after the first marker of a JPEG file.
func withHeader(b []byte) []byte {
	const jfif = "\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
	return slices.Concat(b[:2], []byte(jfif), b[2:])
}

// onAllCores does n things, as many at a time as there are cores, until one
// fails.
func onAllCores(ctx context.Context, n int, do func(i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	todo := make(chan int)
	var work sync.WaitGroup
	for range runtime.NumCPU() {
		work.Go(func() {
			for i := range todo {
				if err := do(i); err != nil {
					cancel(err)
				}
			}
		})
	}
	for i := 0; i < n && ctx.Err() == nil; i++ {
		select {
		case todo <- i:
		case <-ctx.Done():
		}
	}
	close(todo)
	work.Wait()
	return context.Cause(ctx)
}

func writeFile(name string, b []byte) error {
	if err := os.WriteFile(name, b, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
