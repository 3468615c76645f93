package command

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"kettle/internal/calendar"
	"kettle/internal/community"
	"kettle/internal/importer"
)

type exportCmd struct {
	File   string `arg:"" optional:"" help:"members.csv or events.ics; - writes the members to the standard output."`
	Photos string `placeholder:"DIR" help:"Folder to write the members' photos to."`
	changesOut
}

// Run writes a file that import reads back.
func (x *exportCmd) Run(c *call) error {
	if x.asked() {
		return x.write(c, x.File != "" || x.Photos != "")
	}
	if x.File == "" {
		return misuse("Name a file to write, such as members.csv or events.ics (see kettled export --help)")
	}
	write := c.writeMembers
	switch ext := strings.ToLower(filepath.Ext(x.File)); {
	case x.File == "-" || ext == ".csv" || ext == ".txt":
	case ext == ".ics":
		if x.Photos != "" {
			return misuse("Events have no photos")
		}
		write = c.writeEvents
	default:
		return misuse("%q is neither a .csv, for members, nor an .ics, for events", cut(x.File, 60))
	}
	if x.Photos != "" {
		if err := c.writePhotos(c.path(x.Photos)); err != nil {
			return err
		}
	}
	return c.toFile(x.File, write)
}

func (c *call) writeMembers(w io.Writer) error {
	members, err := c.db.Members(c.ctx)
	if err != nil {
		return err
	}
	return importer.Write(w, members, photoName(members))
}

func (c *call) writeEvents(w io.Writer) error {
	events, err := c.db.Calendar(c.ctx)
	if err != nil {
		return err
	}
	return calendar.Write(w, events, c.now())
}

// photoName names the photos' files after the members' numbers, or their codes
// where a number is missing, given twice, or no name for a file.
func photoName(members []community.Member) func(*community.Member) string {
	times := map[string]int{}
	for i := range members {
		times[strings.ToLower(members[i].Number)]++
	}
	return func(m *community.Member) string {
		if m.Photo == "" {
			return ""
		}
		name := m.Number
		plain := strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
		if name == "" || !plain || len(name) > 60 || times[strings.ToLower(name)] > 1 {
			if name = m.Code; name == "" {
				name = m.ID.String()
			}
		}
		return name + ".jpg"
	}
}

// writePhotos writes the photos as they are kept.
func (c *call) writePhotos(dir string) error {
	members, err := c.db.Members(c.ctx)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder of photos: %w", err)
	}
	name := photoName(members)
	bar := c.progress("Photos", len(members))
	defer bar.end()
	for i := range members {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		bar.step()
		if members[i].Photo == "" {
			continue
		}
		f, err := c.db.Photos().Open(members[i].Photo, 0)
		if err != nil {
			return fmt.Errorf("open the photo of member %s: %w", members[i].ID, err)
		}
		err = writeFile(filepath.Join(dir, name(&members[i])), func(w io.Writer) error { _, err := io.Copy(w, f); return err })
		f.Close()
		if err != nil {
			return fmt.Errorf("write a photo: %w", err)
		}
	}
	return nil
}
