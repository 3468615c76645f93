package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"kettle/internal/settings"
)

type doctorCmd struct {
	JSON bool `name:"json" help:"Print a JSON object."`
}

// The three states of a check.
const (
	stateOK     = "ok"
	stateLook   = "look here" // works, and somebody should know
	stateBroken = "broken"    // does not work
)

// check is what one look found.
type check struct {
	Name  string `json:"name"`
	State string `json:"state"`
	Says  string `json:"says"`
}

// checks are what all looks found.
type checks []check

func (k *checks) ok(name, format string, args ...any)   { k.add(name, stateOK, format, args) }
func (k *checks) look(name, format string, args ...any) { k.add(name, stateLook, format, args) }
func (k *checks) broken(name, format string, args ...any) {
	k.add(name, stateBroken, format, args)
}

func (k *checks) add(name, state, format string, args []any) {
	*k = append(*k, check{name, state, stop(fmt.Sprintf(format, args...))})
}

// Run looks at everything, whatever is broken, and fails when something is. A
// folder that is not there is not made.
func (d *doctorCmd) Run(c *call) error {
	if c.db != nil {
		return d.examine(c, nil)
	}
	if _, err := os.Stat(c.dir); errors.Is(err, fs.ErrNotExist) {
		var k checks
		k.look("data folder", "There is no %s yet: the first command, or kettle, makes it", c.dir)
		k.machine(c)
		return d.print(c, k)
	}
	ran := false
	err := c.open(func() error { ran = true; return d.examine(c, nil) })
	var exit exitCode
	if ran || err == nil || errors.As(err, &exit) || c.ctx.Err() != nil {
		return err // examined here, or by the owner
	}
	return d.examine(c, err)
}

// examine looks at the data, or says why they do not open, and at the machine.
func (d *doctorCmd) examine(c *call, notOpen error) error {
	var k checks
	k.folder(c.dir)
	k.space(c.dir)
	if notOpen != nil {
		k.broken("file", "%s", Sentence(notOpen))
	} else if err := k.data(c); err != nil {
		return err
	}
	k.machine(c)
	return d.print(c, k)
}

func (d *doctorCmd) print(c *call, k checks) error {
	broken := 0
	for _, one := range k {
		if one.State == stateBroken {
			broken++
		}
	}
	if d.JSON {
		err := c.asJSON(struct {
			OK     bool   `json:"ok"`
			Checks checks `json:"checks"`
		}{broken == 0, k})
		if err != nil {
			return err
		}
	} else {
		for _, one := range k {
			if err := c.say("%-9s  %-12s  %s", one.State, one.Name, one.Says); err != nil {
				return err
			}
		}
	}
	if broken > 0 {
		return failed
	}
	return nil
}

// folder looks who may read the data.
func (k *checks) folder(dir string) {
	const name = "data folder"
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		k.broken(name, "%s", Sentence(err))
		return
	case !info.IsDir():
		k.broken(name, "%s is a file, not a folder", dir)
		return
	case info.Mode().Perm()&0o077 != 0:
		k.look(name, "%s may be read by other users (mode %04o): close it with chmod 700 %s", dir, info.Mode().Perm(), dir)
		return
	}
	foreign := ""
	if own, ok := info.Sys().(*syscall.Stat_t); ok {
		files, _ := os.ReadDir(dir) // opening the file says more
		for _, f := range files {
			info, err := f.Info()
			if err != nil {
				continue
			}
			if s, ok := info.Sys().(*syscall.Stat_t); ok && s.Uid != own.Uid {
				foreign = filepath.Join(dir, f.Name())
			}
		}
	}
	if foreign != "" {
		k.look(name, "%s belongs to another user than the folder, so kettle may not be able to write: give it back with chown -R --reference=%s %s", foreign, dir, dir)
		return
	}
	k.ok(name, "%s, for this user alone", dir)
}

// The least room on the disk to be happy with, and to work with.
const (
	roomy  = 1 << 30
	narrow = 64 << 20
)

// space looks how much room the disk has.
func (k *checks) space(dir string) {
	const name = "disk"
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		k.look(name, "How much room it has is not known: %v", err)
		return
	}
	free := int64(s.Bavail) * int64(s.Bsize)
	switch {
	case free < narrow:
		k.broken(name, "Only %s are free: make room", size(free))
	case free < roomy:
		k.look(name, "%s are free, which will not last: make room", size(free))
	default:
		k.ok(name, "%s are free", size(free))
	}
}

// data looks through what the store holds. The error is for a check that was
// stopped.
func (k *checks) data(c *call) error {
	h, err := c.db.Check(c.ctx)
	switch {
	case c.ctx.Err() != nil:
		return c.ctx.Err()
	case err != nil:
		k.broken("file", "%s", Sentence(err))
	case len(h.Faults) > 0:
		k.broken("file", "It is damaged (%s): restore a backup", strings.Join(h.Faults, "; "))
	default:
		k.ok("file", "Whole, schema %d, every commit on the disk", h.Schema)
	}
	members, err := c.db.Members(c.ctx)
	if err != nil {
		k.broken("members", "%s", Sentence(err))
		return c.ctx.Err()
	}
	seen := 0
	for i := range members {
		if members[i].OnWall.Given && members[i].Active() {
			seen++
		}
	}
	switch {
	case len(members) == 0:
		k.look("members", "There are none yet: kettled import members.csv")
	case seen == 0:
		k.look("members", "%s, of whom nobody agreed to be on the wall: kettled member consent --help", count(len(members), "member"))
	default:
		k.ok("members", "%s, %d of them on the wall", count(len(members), "member"), seen)
	}
	if err := k.photos(c); err != nil {
		return err
	}
	k.history(c)
	k.words(c)
	k.hub(c)
	return nil
}

// photos looks whether every photo is there and is what it was.
func (k *checks) photos(c *call) error {
	const name = "photos"
	bad, err := c.db.Photos().Check(c.ctx)
	if c.ctx.Err() != nil {
		return c.ctx.Err()
	}
	var kept []string
	if err == nil {
		kept, err = c.db.Photos().List()
	}
	if err != nil {
		k.broken(name, "%s", Sentence(err))
		return nil
	}
	there := make(map[string]bool, len(kept))
	for _, hash := range kept {
		there[hash] = true
	}
	used, err := c.shown()
	if err != nil {
		return err
	}
	paired, err := c.paired()
	if err != nil {
		return err
	}
	missing := 0
	for hash := range used {
		if hash != "" && !there[hash] {
			missing++
		}
	}
	switch {
	case len(bad) > 0:
		k.broken(name, "%s of %d changed on the disk: bring them in again or restore a backup", count(len(bad), "photo"), len(kept))
	case missing > 0 && paired:
		k.look(name, "%s not here yet: they come from the hub, or from the screen that has them", count(missing, "photo")+does(missing, " is", " are"))
	case missing > 0:
		k.broken(name, "%s missing: bring them in again or restore a backup", count(missing, "photo")+does(missing, " is", " are"))
	default:
		k.ok(name, "%s, each as it was", count(len(kept), "photo"))
	}
	return nil
}

// words looks at the space's own words and at its hosts.
func (k *checks) words(c *call) {
	s, err := c.db.Space(c.ctx)
	if err != nil {
		k.broken("space", "%s", Sentence(err))
		return
	}
	if s.Name == "" {
		k.look("space", "It has no name yet: kettled space set name=\"Harbour Commons\"")
	} else {
		k.ok("space", "%s, open %s", s.Name, s.Hours)
	}
	switch _, err := time.LoadLocation(s.Zone); {
	case s.Zone == "":
		k.look("time zone", "None is set, so times are in UTC: kettled space set zone=Europe/London")
	case err != nil:
		k.broken("time zone", "This machine does not know %s: install the package tzdata", s.Zone)
	default:
		k.ok("time zone", "%s, now %s", s.Zone, clock(&s, c.now()))
	}
	if hosts, err := c.db.Hosts(c.ctx); err != nil {
		k.broken("hosts", "%s", Sentence(err))
	} else if len(hosts) == 0 {
		k.look("hosts", "Nobody has a PIN, so nobody can leave the kiosk: kettled host set-pin NAME")
	} else {
		k.ok("hosts", "%s with a PIN", count(len(hosts), "host"))
	}
}

// settings looks at kettle.toml.
func (k *checks) settings(dir string) settings.Settings {
	s, err := settings.Load(dir)
	if err != nil {
		k.broken("settings", "%s", strings.ReplaceAll(err.Error(), "\n", " "))
		return s
	}
	path := filepath.Join(dir, settings.FileName)
	info, err := os.Stat(path)
	switch {
	case err != nil:
		k.ok("settings", "There is no %s, so the defaults hold", settings.FileName)
	case openToOthers(info):
		k.look("settings", "%s is understood, but open to other users (mode %04o), and passwords may stand in it: close it with chmod 600 %s", settings.FileName, info.Mode().Perm(), path)
	default:
		k.ok("settings", "%s is understood", settings.FileName)
	}
	return s
}

// tlsKey looks who may read the key of the phone pages, if there is one.
func (k *checks) tlsKey(s settings.Settings) {
	const name = "tls_key"
	if s.TLSKey == "" {
		return
	}
	info, err := os.Stat(s.TLSKey)
	switch {
	case err != nil:
		k.broken(name, "%s", Sentence(err))
	case openToOthers(info):
		k.look(name, "%s is open to other users (mode %04o), who could pass for this machine: close it with chmod 600 %s", s.TLSKey, info.Mode().Perm(), s.TLSKey)
	default:
		k.ok(name, "%s, for this user alone", s.TLSKey)
	}
}

// openToOthers says whether anybody but its owner may read or write a file.
func openToOthers(info fs.FileInfo) bool { return info.Mode().Perm()&0o066 != 0 }
