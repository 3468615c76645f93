package main

import (
	"image"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"kettle/assets"
	"kettle/internal/settings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// differing counts the pixels in which two pictures of one size differ.
func differing(a, b image.Image) int {
	n := 0
	r := a.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			if r1 != r2 || g1 != g2 || b1 != b2 {
				n++
			}
		}
	}
	return n
}

func TestMetadataIsThatOfFyneApp(t *testing.T) {
	var file struct {
		Details struct {
			Icon, Name, ID, Version string
			Build                   int
		}
		LinuxAndBSD struct {
			GenericName, Comment string
			Categories, Keywords []string
		}
		Migrations map[string]bool
	}
	md, err := toml.DecodeFile("../../FyneApp.toml", &file)
	if err != nil {
		t.Fatal(err)
	}
	if u := md.Undecoded(); len(u) > 0 {
		t.Errorf("FyneApp.toml has keys that nothing reads: %v", u)
	}
	m, d := metadata(), file.Details
	if m.ID != d.ID || m.Name != d.Name || m.Version != d.Version || m.Build != d.Build {
		t.Errorf("the program says %s %s %s %d, the file %+v", m.ID, m.Name, m.Version, m.Build, d)
	}
	icon, err := os.ReadFile("../../" + d.Icon)
	if err != nil || string(icon) != string(m.Icon.Content()) || string(icon) != string(assets.Icon) {
		t.Errorf("the icon is another: %v", err)
	}
	for name, on := range file.Migrations {
		if m.Migrations[name] != on {
			t.Errorf("migration %s is %v in the file", name, on)
		}
	}
	l := file.LinuxAndBSD
	if l.GenericName == "" || l.Comment == "" || len(l.Categories) == 0 || len(l.Keywords) == 0 {
		t.Errorf("the Linux section lacks something: %+v", l)
	}
}

func TestCommandLineOverrulesTheMachine(t *testing.T) {
	s := settings.Default()
	f := flags{Listen: "off", Role: "wall", Display: 2}
	if err := f.over(&s); err != nil || s.Listen != "" || s.Role != "wall" || s.Display != 2 {
		t.Errorf("%+v, %v", s, err)
	}
	s = settings.Default()
	if err := (&flags{Display: -1}).over(&s); err != nil || s != settings.Default() {
		t.Errorf("nothing said changed %+v, %v", s, err)
	}
	if err := (&flags{Display: -1, Scene: "night"}).over(&s); err != nil || s.Role != "wall" {
		t.Errorf("a held scene is the wall's: %+v, %v", s, err)
	}
	if err := (&flags{Display: -1, Listen: "nonsense"}).over(&s); err == nil {
		t.Error("a bad address was taken")
	}
}

func TestDisplaysAreFoundByNumber(t *testing.T) {
	const said = "Monitors: 2\n 0: +*HDMI-1 1920/531x1080/299+0+0  HDMI-1\n 1: +DP-1 3840/800x2160/450+1920-20  DP-1\n"
	for n, want := range map[int]image.Point{0: {}, 1: {X: 1920, Y: -20}} {
		if got, ok := parseMonitors(said, n); !ok || got != want {
			t.Errorf("display %d is at %v, %v", n, got, ok)
		}
	}
	if _, ok := parseMonitors(said, 2); ok {
		t.Error("a third display was found")
	}
}

func TestDemoIsAwake(t *testing.T) {
	for _, at := range []string{"2026-11-19T10:42:00Z", "2026-11-21T23:50:00Z", "2027-01-01T03:00:00Z"} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		h := demoHours(now, "")
		if night := now.Hour() > 18 || now.Hour() < 8; night != (h == "always") {
			t.Errorf("at %s the demo is open %s", at, h)
		}
		if h := demoHours(now, "night"); h == "always" {
			t.Errorf("at %s there is no night to show", at)
		}
	}
}

func TestEnvironmentIsSetOnceAndWhatPeopleSetStands(t *testing.T) {
	t.Setenv("FYNE_CACHE", "")
	t.Setenv("LANG", "C.UTF-8")
	t.Setenv("FYNE_SCALE", "3")
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/bus")
	t.Setenv("FYNE_DISABLE_DPI_DETECTION", "")
	t.Setenv("FYNE_PLATFORM", "wayland")
	if changed, err := setEnvironment(keepTextures(time.Second)); !changed || err != nil {
		t.Fatal(changed, err)
	}
	for name, want := range map[string]string{
		"FYNE_CACHE": "5s", "LANG": "en_US.UTF-8", "FYNE_SCALE": "1", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus", "FYNE_PLATFORM": "wayland",
	} {
		if got := os.Getenv(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if changed, err := setEnvironment(keepTextures(time.Second)); changed || err != nil {
		t.Errorf("a second start would start a third: %v, %v", changed, err)
	}
}
