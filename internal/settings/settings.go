// Package settings reads kettle.toml, which lies in the data folder and holds
// what belongs to one machine: where it listens, which display it fills. What
// belongs to the space is a record of the store, not a setting.
//
//	listen   = ":8420"                  # where phone pages are served; "off" for nowhere
//	base_url = "http://kettle.example"  # how phones reach this machine; worked out when missing
//	tls_cert = "kettle.pem"             # serve phone pages over HTTPS, with this certificate
//	tls_key  = "kettle-key.pem"         # and its key; both below the data folder unless they begin with /
//	role     = "both"                   # wall, kiosk or both
//	display  = 0                        # which display to fill, from 0
//	camera   = "/dev/video0"            # reads codes; none when missing
//	printer  = "ipp://10.0.0.7/ipp/print" # prints badges and the fire roll; none when missing
//	smtp     = "smtp://user:password@mail.example:587" # tells members by e-mail that visitors are here
//	mail_from = "lobby@example.org"     # where that e-mail comes from
//	webhook  = "https://chat.example/…" # tells members so through a chat program, as JSON by POST
//	hub      = true                     # this machine is the hub that screens keep in step with
//	hub_listen = ":8421"                # where the hub is for screens
package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
)

// FileName is the name of the file in the data folder.
const FileName = "kettle.toml"

// The roles of a screen.
const (
	RoleWall  = "wall"
	RoleKiosk = "kiosk"
	RoleBoth  = "both" // a kiosk that turns into a wall when nobody touches it
)

// Settings are what belongs to this machine.
type Settings struct {
	Listen  string // address of the phone pages, "" for none
	BaseURL string // how phones reach them, without a slash at the end; "" to work it out
	TLSCert string // file of the certificate for the phone pages, absolute; "" for plain HTTP
	TLSKey  string // file of its key
	Role    string // one of the Role constants
	Display int    // which display to fill, from 0
	Camera  string // device that reads codes, "" for none
	Printer string // prints badges and the fire roll, as ipp://host/path, "" for none

	SMTP     string // mail server that tells members of their visitors, "" for none
	MailFrom string // the address that this e-mail comes from
	Webhook  string // an address that is told of them as JSON, "" for none

	Hub       bool   // this machine is the hub
	HubListen string // address of the hub for screens
}

// Default is what holds without a file.
func Default() Settings { return Settings{Listen: ":8420", Role: RoleBoth, HubListen: ":8421"} }

// Error is what is wrong with the file, in words, and where.
type Error struct {
	Line   int // 0 when it is the whole file
	Reason string
}

// Error is a sentence: kettle.toml, line 3: reason.
func (e *Error) Error() string {
	end := "."
	if strings.HasSuffix(e.Reason, "?") {
		end = ""
	}
	if e.Line == 0 {
		return FileName + ": " + e.Reason + end
	}
	return FileName + ", line " + strconv.Itoa(e.Line) + ": " + e.Reason + end
}

// Load reads the settings of a data folder; a missing file means the defaults.
// Whatever does not fit is an *Error, or several joined, and the defaults are
// returned with it.
func Load(dir string) (Settings, error) {
	text, err := os.ReadFile(filepath.Join(dir, FileName))
	if errors.Is(err, fs.ErrNotExist) {
		return Default(), nil
	}
	if err != nil {
		return Default(), fmt.Errorf("read the settings: %w", err)
	}
	s, err := Parse(string(text))
	for _, file := range []*string{&s.TLSCert, &s.TLSKey} {
		if *file != "" && !filepath.IsAbs(*file) {
			*file = filepath.Join(dir, *file)
		}
	}
	return s, err
}

// Parse reads the text of a file; errors as Load.
func Parse(text string) (Settings, error) {
	values := map[string]any{}
	md, err := toml.Decode(text, &values)
	if err != nil {
		return Default(), unreadable(err)
	}
	s := Default()
	fields := s.fields()
	var errs []error
	seen := map[string]bool{}
	for _, key := range md.Keys() {
		name := key[0] // a table is refused as a whole, once
		if seen[name] {
			continue
		}
		seen[name] = true
		at := slices.IndexFunc(fields, func(f field) bool { return f.name == name })
		reason := ""
		if at < 0 {
			reason = unknown(name, fields)
		} else if err := fields[at].take(values[name]); err != nil {
			reason = err.Error()
		}
		if reason != "" {
			errs = append(errs, &Error{Line: lineOf(text, name), Reason: reason})
		}
	}
	if (s.TLSCert == "") != (s.TLSKey == "") {
		name := map[bool]string{true: "tls_key", false: "tls_cert"}[s.TLSCert == ""]
		errs = append(errs, &Error{Line: lineOf(text, name), Reason: "tls_cert and tls_key are of use only together"})
	}
	if len(errs) > 0 {
		return Default(), errors.Join(errs...)
	}
	return s, nil
}

// field is one setting, and how its value is taken in.
type field struct {
	name string
	take func(value any) error
}

// fields are all settings, in the order of the package comment.
func (s *Settings) fields() []field {
	return []field{
		{"listen", func(v any) error { return listen(&s.Listen, v) }},
		{"base_url", func(v any) error { return baseURL(&s.BaseURL, v) }},
		{"tls_cert", func(v any) error { return text(&s.TLSCert, "tls_cert", v) }},
		{"tls_key", func(v any) error { return text(&s.TLSKey, "tls_key", v) }},
		{"role", func(v any) error { return role(&s.Role, v) }},
		{"display", func(v any) error { return display(&s.Display, v) }},
		{"camera", func(v any) error { return text(&s.Camera, "camera", v) }},
		{"printer", func(v any) error {
			return address(&s.Printer, v, "printer", "ipp://printer.local/ipp/print", "ipp", "ipps")
		}},
		{"smtp", func(v any) error { return address(&s.SMTP, v, "smtp", "smtp://mail.example:587", "smtp", "smtps") }},
		{"mail_from", func(v any) error { return mailFrom(&s.MailFrom, v) }},
		{"webhook", func(v any) error {
			return address(&s.Webhook, v, "webhook", "https://chat.example/hook", "https", "http")
		}},
		{"hub", func(v any) error { return yes(&s.Hub, "hub", v) }},
		{"hub_listen", func(v any) error { return hubListen(&s.HubListen, v) }},
	}
}

func text(at *string, name string, v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("%s is text in quotes", name)
	}
	*at = strings.TrimSpace(s)
	return nil
}

func listen(at *string, v any) error {
	var s string
	if err := text(&s, "listen", v); err != nil {
		return err
	}
	if s == "off" {
		*at = ""
		return nil
	}
	if err := CheckListen(s); err != nil {
		return err
	}
	*at = s
	return nil
}

func yes(at *bool, name string, v any) error {
	b, ok := v.(bool)
	if !ok {
		return fmt.Errorf("%s is true or false, without quotes", name)
	}
	*at = b
	return nil
}

func hubListen(at *string, v any) error {
	var s string
	if err := text(&s, "hub_listen", v); err != nil {
		return err
	}
	if err := CheckListen(s); err != nil {
		return err
	}
	*at = s
	return nil
}

// CheckListen says, in words, what keeps an address such as ":8420" from being
// listened on.
func CheckListen(address string) error {
	_, port, err := net.SplitHostPort(address)
	if err == nil {
		if n, e := strconv.Atoi(port); e == nil && n >= 0 && n <= 65535 {
			return nil
		}
	}
	return fmt.Errorf("%q is no address to listen on such as \":8420\" or \"127.0.0.1:8420\"", address)
}

func baseURL(at *string, v any) error {
	var s string
	if err := text(&s, "base_url", v); err != nil {
		return err
	}
	u, err := url.Parse(s)
	if s != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery != "" || u.Fragment != "") {
		return fmt.Errorf("%q is no address such as \"http://kettle.example\"", s)
	}
	*at = strings.TrimRight(s, "/")
	return nil
}

// address takes an address of one of those schemes. The text itself may be a
// secret, so that it is not repeated.
func address(at *string, v any, name, example string, schemes ...string) error {
	var s string
	if err := text(&s, name, v); err != nil {
		return err
	}
	u, err := url.Parse(s)
	if s != "" && (err != nil || u.Host == "" || !slices.Contains(schemes, u.Scheme)) {
		return fmt.Errorf("%s is an address such as %q", name, example)
	}
	*at = s
	return nil
}

func mailFrom(at *string, v any) error {
	var s string
	if err := text(&s, "mail_from", v); err != nil {
		return err
	}
	if a, err := mail.ParseAddress(s); s != "" && (err != nil || a.Address != s) {
		return fmt.Errorf("mail_from is an e-mail address such as %q", "lobby@example.org")
	}
	*at = s
	return nil
}

func role(at *string, v any) error {
	switch v {
	case RoleWall, RoleKiosk, RoleBoth:
		*at, _ = v.(string)
		return nil
	}
	return fmt.Errorf("role is %q, %q or %q", RoleWall, RoleKiosk, RoleBoth)
}

func display(at *int, v any) error {
	n, ok := v.(int64)
	if !ok || n < 0 || n > 63 {
		return fmt.Errorf("display is a whole number from 0, without quotes")
	}
	*at = int(n)
	return nil
}
