package command

import (
	"context"
	"errors"
	"net"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"kettle/internal/settings"
	"kettle/internal/web"
)

// machine looks at what is around the data.
func (k *checks) machine(c *call) {
	s := k.settings(c.dir)
	k.tlsKey(s)
	k.clock(c)
	k.fonts(c.ctx)
	k.display(c)
	k.address(s)
}

// born is when this program was made: no clock is right that shows less.
var born = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// clock looks whether the machine's clock can be right.
func (k *checks) clock(c *call) {
	now := c.Env.now()
	if now.Before(born) || now.Year() > 2100 {
		k.broken("clock", "It shows %s: set it, and see that it is set over the network", now.Format("2006-01-02 15:04"))
		return
	}
	if c.db != nil {
		visits, err := c.db.Visits(c.ctx, now.Add(10*time.Minute))
		if err == nil && len(visits) > 0 {
			k.look("clock", "There are visits later than now (%s): is it behind, or was it ahead", now.UTC().Format(time.RFC3339))
			return
		}
	}
	k.ok("clock", "%s", now.UTC().Format("2006-01-02 15:04 UTC"))
}

// scripts are the writings that names come in, by a language that uses each, as
// fontconfig knows it.
var scripts = [...]struct{ name, lang string }{
	{"Latin", "en"},
	{"Greek", "el"},
	{"Cyrillic", "uk"},
	{"Arabic", "ar"},
	{"Hebrew", "he"},
	{"Devanagari", "hi"},
	{"Bengali", "bn"},
	{"Gujarati", "gu"},
	{"Gurmukhi", "pa"},
	{"Tamil", "ta"},
	{"Telugu", "te"},
	{"Kannada", "kn"},
	{"Malayalam", "ml"},
	{"Sinhala", "si"},
	{"Thai", "th"},
	{"Khmer", "km"},
	{"Lao", "lo"},
	{"Burmese", "my"},
	{"Georgian", "ka"},
	{"Armenian", "hy"},
	{"Ethiopic", "am"},
	{"Chinese", "zh-cn"},
	{"Japanese", "ja"},
	{"Korean", "ko"},
}

// fonts looks whether names in every writing can be drawn.
func (k *checks) fonts(ctx context.Context) {
	const name = "fonts"
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, "fc-list", ":", "lang").Output()
	if err != nil {
		k.look(name, "Fc-list does not run, so what is installed is not known: install fontconfig, fonts-noto-core and fonts-noto-cjk")
		return
	}
	missing := missingScripts(string(out))
	if len(missing) > 0 {
		k.look(name, "Names in these writings may show as boxes: %s. Install fonts-noto-core and fonts-noto-cjk", and(missing))
		return
	}
	k.ok(name, "Every writing can be drawn")
}

// missingScripts reads what fc-list says, lines such as ":lang=de|en|fr".
func missingScripts(said string) []string {
	have := map[string]bool{}
	for l := range strings.Lines(said) {
		_, langs, _ := strings.Cut(strings.TrimSpace(l), "lang=")
		for lang := range strings.SplitSeq(langs, "|") {
			have[strings.ToLower(lang)] = true
		}
	}
	var missing []string
	for _, s := range scripts {
		if !have[s.lang] {
			missing = append(missing, s.name)
		}
	}
	return missing
}

// display looks whether a window can open. That it cannot is no fault: this may
// be a box without a screen, or a login from elsewhere.
func (k *checks) display(c *call) {
	const name = "display"
	wayland, x11 := c.Getenv("WAYLAND_DISPLAY"), c.Getenv("DISPLAY")
	switch {
	case wayland != "":
		at := wayland
		if !filepath.IsAbs(at) {
			at = filepath.Join(c.Getenv("XDG_RUNTIME_DIR"), wayland)
		}
		if err := reach("unix", at); err != nil {
			k.look(name, "WAYLAND_DISPLAY is %s, where nothing answers", wayland)
			return
		}
		k.ok(name, "Wayland, %s", wayland)
	case x11 != "":
		network, at, err := x11Address(x11)
		if err == nil {
			err = reach(network, at)
		}
		if err != nil {
			k.look(name, "DISPLAY is %s, where nothing answers", x11)
			return
		}
		k.ok(name, "X11, %s", x11)
	default:
		k.look(name, "There is none here, so kettle itself cannot open its window from this shell; kettled needs none")
	}
}

// x11Address is where the X server of a DISPLAY such as ":0" or "box:1.0"
// listens (X(7)).
func x11Address(display string) (network, address string, err error) {
	host, number, ok := strings.Cut(display, ":")
	number, _, _ = strings.Cut(number, ".")
	if !ok || number == "" || strings.Trim(number, "0123456789") != "" || len(number) > 4 {
		return "", "", errors.New("no display")
	}
	if host == "" || host == "unix" {
		return "unix", "/tmp/.X11-unix/X" + number, nil
	}
	port, err := strconv.Atoi(number)
	if err != nil {
		return "", "", err
	}
	return "tcp", net.JoinHostPort(host, strconv.Itoa(6000+port)), nil
}

// address looks how phones reach this machine.
func (k *checks) address(s settings.Settings) {
	const name = "phones"
	if s.Listen == "" {
		k.ok(name, "No pages are served, as %s says", settings.FileName)
		return
	}
	at, err := net.ResolveTCPAddr("tcp", s.Listen)
	if err != nil {
		k.broken(name, "%q is no address to listen on", s.Listen)
		return
	}
	if at.IP == nil { // on all of the machine's addresses
		at.IP = net.IPv6unspecified
	}
	url := web.Address(at, s.BaseURL)
	if s.TLSCert != "" {
		if _, err := web.Certificates(s.TLSCert, s.TLSKey); err != nil {
			k.broken(name, "The certificate that %s names cannot be used, so no pages are served: %v", settings.FileName, err)
			return
		}
		url = web.SecureAddress(url)
	}
	if _, host, _ := strings.Cut(url, "://"); strings.HasPrefix(host, "127.") || strings.HasPrefix(host, "[::1]") {
		k.look(name, "The pages are at %s, which no phone reaches: connect this machine to the network of the phones, or set base_url in %s", url, settings.FileName)
		return
	}
	k.ok(name, "The pages are at %s while kettle runs", url)
}

// reach connects and hangs up.
func reach(network, address string) error {
	conn, err := net.DialTimeout(network, address, time.Second)
	if err != nil {
		return err
	}
	return conn.Close()
}
