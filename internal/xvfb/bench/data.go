package main

import (
	"context"
	"fmt"
	"image/jpeg"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// prepared gives a folder below b.dir, made by fill unless a run before has made
// it whole and the same way.
func (b *bench) prepared(ctx context.Context, name string, fill func(dir string) error) (string, error) {
	dir, err := filepath.Abs(filepath.Join(b.dir, name))
	if err != nil {
		return "", fmt.Errorf("find the folder: %w", err)
	}
	version, err := command(ctx, filepath.Join(b.bin, "kettled"), "version")
	if err != nil {
		return "", err
	}
	made := dir + ".made"
	way := crowdVersion + " " + strings.TrimSpace(version)
	if got, err := os.ReadFile(made); err == nil && string(got) == way {
		return dir, nil
	}
	say("  making %s, once", dir)
	if err := os.RemoveAll(dir); err != nil {
		return "", fmt.Errorf("remove the old folder: %w", err)
	}
	if err := fill(dir); err != nil {
		return "", fmt.Errorf("make %s: %w", name, err)
	}
	return dir, writeFile(made, []byte(way))
}

// wall is a data folder of 5,000 members with a photo each, of a space that is
// always open.
func (b *bench) wall(ctx context.Context) (string, error) {
	return b.prepared(ctx, "wall", func(dir string) error {
		photos, csv := dir+"-photos", dir+".csv"
		defer os.RemoveAll(photos)
		if _, err := crowd(csv, onWall, onWall); err != nil {
			return err
		}
		const side = 640
		if err := writePhotos(ctx, photos, onWall, side, side); err != nil {
			return err
		}
		if err := b.kettled(ctx, dir, "import", csv, "--photos", photos); err != nil {
			return err
		}
		// Without a name the window would ask for one.
		return b.kettled(ctx, dir, "space", "set", "name=Many Hands", "hours=always")
	})
}

// kiosk is a data folder of 10,000 members, half of them with photos.
func (b *bench) kiosk(ctx context.Context) (string, error) {
	return b.prepared(ctx, "kiosk", func(dir string) error {
		wall, err := b.wall(ctx)
		if err != nil {
			return err
		}
		if err := os.CopyFS(filepath.Join(dir, "photos"), os.DirFS(filepath.Join(wall, "photos"))); err != nil {
			return fmt.Errorf("copy the photos: %w", err)
		}
		const db = "kettle.db" // whole, since whoever wrote it has closed it
		file, err := os.ReadFile(filepath.Join(wall, db))
		if err != nil {
			return fmt.Errorf("copy the store: %w", err)
		}
		if err := writeFile(filepath.Join(dir, db), file); err != nil {
			return err
		}
		csv := dir + ".csv"
		if _, err := crowd(csv, inTotal, 0); err != nil {
			return err
		}
		return b.kettled(ctx, dir, "import", csv)
	})
}

// members is the import of 10,000: inside the store beside a bulk insert of the
// same rows, and the whole command.
func (b *bench) members(ctx context.Context) ([]figure, error) {
	r, err := goBench(ctx, "./internal/store", "^BenchmarkImport10000$", "1x", b.several(5, 1))
	if err != nil {
		return nil, err
	}
	kettle, floor, err := r.pair("Import10000", "ns/op")
	if err != nil {
		return nil, err
	}
	out := []figure{{
		"import of 10,000 members", seconds(kettle), seconds(floor), goal{4, "×"}, "the store; floor: bulk insert of the same rows",
	}}
	tmp, err := os.MkdirTemp(b.dir, "import-")
	if err != nil {
		return out, fmt.Errorf("make a folder: %w", err)
	}
	defer os.RemoveAll(tmp)
	csv := filepath.Join(tmp, "members.csv")
	if _, err := crowd(csv, inTotal, 0); err != nil {
		return out, err
	}
	var took []time.Duration
	for i := range b.several(3, 1) {
		began := time.Now()
		if err := b.kettled(ctx, filepath.Join(tmp, fmt.Sprint("data", i)), "import", csv); err != nil {
			return out, err
		}
		took = append(took, time.Since(began))
	}
	return append(out, figure{
		what: "kettled import of 10,000 members", got: seconds(share(took, 0.5)), floor: seconds(floor),
		note: "the command, from CSV to disk, new data",
	}), nil
}

// photos is the import of photos of 2 megapixels beside decoding them.
func (b *bench) photos(ctx context.Context) ([]figure, error) {
	n := b.several(200, 60)
	if b.long {
		n = 1000
	}
	tmp, err := os.MkdirTemp(b.dir, "photos-")
	if err != nil {
		return nil, fmt.Errorf("make a folder: %w", err)
	}
	defer os.RemoveAll(tmp)
	photos, csv := filepath.Join(tmp, "photos"), filepath.Join(tmp, "members.csv")
	if err := writePhotos(ctx, photos, n, 1600, 1250); err != nil {
		return nil, err
	}
	if _, err := crowd(csv, n, n); err != nil {
		return nil, err
	}
	var took, floors []time.Duration
	for i := range b.several(3, 1) { // in turns, so that both meet the same neighbours
		began := time.Now()
		if err := onAllCores(ctx, n, func(i int) error { return decodeFile(filepath.Join(photos, photoName(i))) }); err != nil {
			return nil, err
		}
		floors = append(floors, time.Since(began))
		began = time.Now()
		if err := b.kettled(ctx, filepath.Join(tmp, fmt.Sprint("data", i)), "import", csv, "--photos", photos); err != nil {
			return nil, err
		}
		took = append(took, time.Since(began))
	}
	return []figure{{
		fmt.Sprintf("import of %d photos of 2 MP", n), seconds(share(took, 0.5)), seconds(share(floors, 0.5)),
		goal{1, "×"},
		fmt.Sprintf("%.1f s for 1,000; floor: image/jpeg on %d cores", share(took, 0.5).Seconds()*1000/float64(n), runtime.NumCPU()),
	}}, nil
}

func decodeFile(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("open a photo: %w", err)
	}
	defer f.Close()
	if _, err := jpeg.Decode(f); err != nil {
		return fmt.Errorf("decode a photo: %w", err)
	}
	return nil
}
