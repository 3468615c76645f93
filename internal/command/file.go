package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// writeFile writes a file that is there whole or not at all, and for this user
// alone. What is no plain file, such as a pipe, is written to as it is.
func writeFile(path string, write func(io.Writer) error) error {
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		return refuse("%s is a folder: name a file in it", path)
	}
	if err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
	f, err := renameio.NewPendingFile(path, renameio.WithTempDir(filepath.Dir(path)), renameio.WithPermissions(0o600), renameio.WithExistingPermissions())
	if err != nil {
		return folderMissing(path, err)
	}
	defer func() { _ = f.Cleanup() }()
	if err := write(f); err != nil {
		return err
	}
	return f.CloseAtomicallyReplace()
}

// toFile writes a file that a command names, - for the standard output.
func (c *call) toFile(name string, write func(io.Writer) error) error {
	if name == "-" {
		return write(c.Stdout)
	}
	if err := writeFile(c.path(name), write); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	c.note("%s is written.", name)
	return nil
}

// folderMissing says so when a file cannot be made for lack of its folder.
func folderMissing(path string, err error) error {
	if _, e := os.Stat(filepath.Dir(path)); errors.Is(e, os.ErrNotExist) {
		return refuse("There is no folder %s to write %s to", filepath.Dir(path), filepath.Base(path))
	}
	if errors.Is(err, os.ErrPermission) {
		return refuse("This user may not write in %s", filepath.Dir(path))
	}
	return fmt.Errorf("make %s: %w", path, err)
}
