package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// begin sets what the toolkit reads from the environment only. Some of it, such
// as how long textures are kept, it reads before any of our code runs: so when
// something was missing the program starts itself once more, as the same
// process, which takes some 20 ms.
func begin(dwell time.Duration) error {
	missing, err := setEnvironment(keepTextures(dwell))
	if err != nil || !missing {
		return err
	}
	return again()
}

// again starts the program once more, as the same process.
func again() error {
	path, err := os.Executable()
	if err != nil {
		return fmt.Errorf("start again: %w", err)
	}
	return fmt.Errorf("start again: %w", syscall.Exec(path, os.Args, os.Environ()))
}

// keepTextures is how long what was painted stays ready to be painted again: for
// five pages of the wall, so that the clock can turn each minute without drawing
// all the words anew, and so that a quick rotation does not fill the memory.
func keepTextures(dwell time.Duration) time.Duration {
	return min(max(5*dwell, 5*time.Second), 75*time.Second)
}

// setEnvironment has one canvas unit be one pixel, textures kept for that long,
// memory given back and no session bus begun, and says whether anything of it was otherwise. What
// somebody has set stands, but for the scale, which has settings of its own.
func setEnvironment(keep time.Duration) (changed bool, err error) {
	want := map[string]string{
		"FYNE_CACHE": keep.String(), "LANG": "en_US.UTF-8", "DBUS_SESSION_BUS_ADDRESS": "disabled:",
		"FYNE_SCALE": "1", "FYNE_DISABLE_DPI_DETECTION": "1",
		// The C library otherwise keeps for each thread what pages of photos once took.
		"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "65536",
	}
	if os.Getenv("DISPLAY") != "" { // touch needs X11, or X11 on Wayland
		want["FYNE_PLATFORM"] = "x11"
	}
	for name, value := range want {
		old := os.Getenv(name)
		poor := old == "" || name == "LANG" && (old == "C" || strings.HasPrefix(old, "C.")) ||
			strings.Contains(name, "SCALE") || strings.Contains(name, "DPI")
		if old == value || !poor {
			continue
		}
		if err := os.Setenv(name, value); err != nil {
			return false, fmt.Errorf("set %s: %w", name, err)
		}
		changed = true
	}
	return changed, nil
}
