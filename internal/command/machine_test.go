package command

import (
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kettle/internal/settings"
)

func TestWritingsWithoutAFontAreNamed(t *testing.T) {
	var all []string
	for _, s := range scripts {
		all = append(all, s.lang)
	}
	if got := missingScripts(":lang=" + strings.Join(all[:12], "|") + "\n:lang=" + strings.Join(all[12:], "|") + "\n"); len(got) > 0 {
		t.Errorf("%v are missing, though all are there", got)
	}
	got := missingScripts(":lang=en|el|uk|he\n:lang=zh-cn|ja\n")
	if slices.Contains(got, "Latin") || slices.Contains(got, "Chinese") || !slices.Contains(got, "Arabic") || !slices.Contains(got, "Korean") {
		t.Errorf("%v are missing", got)
	}
	if len(missingScripts("")) != len(scripts) {
		t.Error("no fonts draw something")
	}
}

func TestADisplayIsFoundByItsName(t *testing.T) {
	for display, want := range map[string]string{
		":0": "unix /tmp/.X11-unix/X0", ":1.0": "unix /tmp/.X11-unix/X1", "unix:2": "unix /tmp/.X11-unix/X2", "box:10.0": "tcp box:6010",
		"": "", "box": "", ":": "", ":x": "", ":123456": "",
	} {
		network, at, err := x11Address(display)
		if got := strings.TrimSpace(network + " " + at); got != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q (%v), want %q", display, got, err, want)
		}
	}
}

// find the state of a check.
func (k checks) state(name string) string {
	for _, c := range k {
		if c.Name == name {
			return c.State + ": " + c.Says
		}
	}
	return "none"
}

func TestADisplayThatAnswersIsFine(t *testing.T) {
	dir := t.TempDir()
	l, err := net.Listen("unix", filepath.Join(dir, "wayland-7"))
	if err != nil {
		t.Fatal(err)
	}
	world := map[string]string{"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": dir}
	c := &call{Env: &Env{Getenv: func(k string) string { return world[k] }}}
	var k checks
	if k.display(c); k.state("display") != "ok: Wayland, wayland-7." {
		t.Error(k.state("display"))
	}
	l.Close()
	k = nil
	if k.display(c); !strings.HasPrefix(k.state("display"), "look here: WAYLAND_DISPLAY is wayland-7, where nothing answers") {
		t.Error(k.state("display"))
	}
	delete(world, "WAYLAND_DISPLAY")
	world["DISPLAY"] = ":nonsense"
	k = nil
	if k.display(c); !strings.HasPrefix(k.state("display"), "look here: DISPLAY is :nonsense") {
		t.Error(k.state("display"))
	}
}

func TestPagesThatNoPhoneReachesAreSaid(t *testing.T) {
	for _, c := range []struct {
		s    settings.Settings
		want string
	}{
		{settings.Settings{Listen: ":8420", BaseURL: "http://kettle.example"}, "ok: The pages are at http://kettle.example while kettle runs."},
		{settings.Settings{Listen: "127.0.0.1:9000"}, "look here: The pages are at http://127.0.0.1:9000, which no phone reaches"},
		{settings.Settings{}, "ok: No pages are served, as kettle.toml says."},
		{settings.Settings{Listen: "nonsense"}, `broken: "nonsense" is no address to listen on.`},
	} {
		var k checks
		if k.address(c.s); !strings.HasPrefix(k.state("phones"), c.want) {
			t.Errorf("%+v: %s", c.s, k.state("phones"))
		}
	}
}

func TestDoctorNamesACertificateThatCannotBeUsed(t *testing.T) {
	var k checks
	k.address(settings.Settings{Listen: ":8420", TLSCert: filepath.Join(t.TempDir(), "none.pem"), TLSKey: "none"})
	if got := k.state("phones"); !strings.Contains(got, "certificate") || !strings.Contains(got, "none.pem") || strings.HasPrefix(got, "ok") {
		t.Error(got)
	}
}
