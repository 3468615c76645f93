package settings

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNoFileMeansTheDefaults(t *testing.T) {
	got, err := Load(t.TempDir())
	if err != nil || got != Default() {
		t.Fatalf("%+v, %v", got, err)
	}
}

func TestAFileSaysWhatBelongsToTheMachine(t *testing.T) {
	dir := t.TempDir()
	text := `# the screen by the door
listen = "127.0.0.1:9000"
base_url = "https://kettle.example/lobby/"
tls_cert = "tls/kettle.pem"
tls_key = "/etc/kettle/key.pem"
role = "wall"
display = 1
camera = "/dev/video2"
"printer" = "ipp://10.0.0.7/ipp/print"
smtp = "smtp://u:p@mail.example:587"
mail_from = "lobby@harbour.example"
webhook = "https://chat.example/x?y"
hub = true
hub_listen = "127.0.0.1:9001"
`
	if err := os.WriteFile(filepath.Join(dir, FileName), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	want := Settings{
		Listen: "127.0.0.1:9000", BaseURL: "https://kettle.example/lobby",
		TLSCert: filepath.Join(dir, "tls/kettle.pem"), TLSKey: "/etc/kettle/key.pem", Role: RoleWall,
		Display: 1, Camera: "/dev/video2", Printer: "ipp://10.0.0.7/ipp/print", SMTP: "smtp://u:p@mail.example:587", MailFrom: "lobby@harbour.example",
		Webhook: "https://chat.example/x?y", Hub: true, HubListen: "127.0.0.1:9001",
	}
	if got, err := Load(dir); err != nil || got != want {
		t.Fatalf("%+v, %v", got, err)
	}
}

func TestOffServesNoPages(t *testing.T) {
	got, err := Parse(`listen = "off"`)
	if err != nil || got.Listen != "" {
		t.Fatalf("listens on %q, %v", got.Listen, err)
	}
}

func TestWhatIsWrongIsNamedWithItsLine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"role = \"wall\"\n\nlissten = \":8420\"", `kettle.toml, line 3: there is no setting "lissten"; did you mean "listen"?.`},
		{"Base-URL = \"http://a\"", `kettle.toml, line 1: there is no setting "Base-URL"; did you mean "base_url"?.`},
		{"colour = 1", `kettle.toml, line 1: there is no setting "colour"; there are listen, base_url, tls_cert, tls_key, role, display, camera, printer, smtp, mail_from, webhook, hub, hub_listen.`},
		{"\n[screen]\nlisten = \":1\"", `kettle.toml, line 2: there is no setting "screen"; there are listen, base_url, tls_cert, tls_key, role, display, camera, printer, smtp, mail_from, webhook, hub, hub_listen.`},
		{"tls_cert = \"a.pem\"", `kettle.toml, line 1: tls_cert and tls_key are of use only together.`},
		{"role = \"wall\"\ntls_key = \"a.pem\"", `kettle.toml, line 2: tls_cert and tls_key are of use only together.`},
		{"display = \"1\"", `kettle.toml, line 1: display is a whole number from 0, without quotes.`},
		{"display = -1", `kettle.toml, line 1: display is a whole number from 0, without quotes.`},
		{"listen = 8420", `kettle.toml, line 1: listen is text in quotes.`},
		{"listen = \"8420\"", `kettle.toml, line 1: "8420" is no address to listen on such as ":8420" or "127.0.0.1:8420".`},
		{"listen = \":99999\"", `kettle.toml, line 1: ":99999" is no address to listen on such as ":8420" or "127.0.0.1:8420".`},
		{"base_url = \"kettle.example\"", `kettle.toml, line 1: "kettle.example" is no address such as "http://kettle.example".`},
		{"base_url = \"javascript://x\"", `kettle.toml, line 1: "javascript://x" is no address such as "http://kettle.example".`},
		{"hub = \"yes\"", `kettle.toml, line 1: hub is true or false, without quotes.`},
		{"hub_listen = \"off\"", `kettle.toml, line 1: "off" is no address to listen on such as ":8420" or "127.0.0.1:8420".`},
		{"role = \"door\"", `kettle.toml, line 1: role is "wall", "kiosk" or "both".`},
		{"printer = \"Badge_Printer\"", `kettle.toml, line 1: printer is an address such as "ipp://printer.local/ipp/print".`},
		{"smtp = \"secret\"", `kettle.toml, line 1: smtp is an address such as "smtp://mail.example:587".`},
		{"webhook = \"file:///etc/passwd\"", `kettle.toml, line 1: webhook is an address such as "https://chat.example/hook".`},
		{"mail_from = \"Lobby <a@b>\"", `kettle.toml, line 1: mail_from is an e-mail address such as "lobby@example.org".`},
		{"role = 3", `kettle.toml, line 1: role is "wall", "kiosk" or "both".`},
		{"role.wall = true", `kettle.toml, line 1: role is "wall", "kiosk" or "both".`},
		{"\"\\u0072ole\" = 3", `kettle.toml: role is "wall", "kiosk" or "both".`},
	} {
		got, err := Parse(c.text)
		want := strings.Replace(c.want, "?.", "?", 1)
		if err == nil || err.Error() != want {
			t.Errorf("%q:\n got %v\nwant %s", c.text, err, want)
		}
		var e *Error
		if !errors.As(err, &e) || got != Default() {
			t.Errorf("%q: %T with %+v, an *Error and the defaults wanted", c.text, err, got)
		}
	}
}

// The example of the package comment is a file that is taken, with every setting.
func TestThePackageCommentSaysEverySetting(t *testing.T) {
	source, err := os.ReadFile("settings.go")
	if err != nil {
		t.Fatal(err)
	}
	var example, said []string
	for line := range strings.Lines(string(source)) {
		if setting, ok := strings.CutPrefix(line, "//\t"); ok {
			name, _, _ := strings.Cut(setting, " ")
			example, said = append(example, setting), append(said, name)
		}
	}
	s, err := Parse(strings.Join(example, ""))
	if err != nil {
		t.Errorf("the example is refused: %v", err)
	}
	var all []string
	for _, f := range s.fields() {
		all = append(all, f.name)
	}
	if !slices.Equal(said, all) {
		t.Errorf("the comment says %q, there are %q", said, all)
	}
}

func TestAFaultIsNamedWithItsLineWhereverItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.Permutation([]string{"", "", "# role = 3", `camera = "role = 3"`, `base_url = "http://role/"`, "hub=true", "  display = 1"}).Draw(t, "others")
		bad := rapid.SampledFrom([]string{"role = 3", "  role=3", `"role" = 3`, "'role' =3", "role = 'door' # role", "role.x = 1"}).Draw(t, "bad")
		at := rapid.IntRange(0, len(lines)).Draw(t, "at")
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
		_, err := Parse(strings.Join(slices.Insert(slices.Clone(lines), at, bad), end))
		var e *Error
		if !errors.As(err, &e) || e.Line != at+1 || !strings.HasPrefix(e.Reason, "role is ") {
			t.Fatalf("%v, want line %d", err, at+1)
		}
	})
}

func TestASlipOfOneLetterFindsWhatWasMeant(t *testing.T) {
	for _, f := range new(Settings).fields() {
		for i := range f.name {
			for _, slip := range []string{f.name[:i] + f.name[i+1:], f.name[:i] + "x" + f.name[i:], f.name[:i] + f.name[i:i+1] + f.name[i:], strings.ToUpper(f.name[:i+1]) + f.name[i+1:]} {
				if _, err := Parse(strconv.Quote(slip) + " = 1"); err == nil || !strings.HasSuffix(err.Error(), fmt.Sprintf("did you mean %q?", f.name)) {
					t.Errorf("%q: %v", slip, err)
				}
			}
		}
	}
}

func TestAllThatIsWrongIsNamed(t *testing.T) {
	_, err := Parse("lissten = \":1\"\ndisplay = true\nrole = \"kiosk\"")
	if err == nil || strings.Count(err.Error(), "kettle.toml, line ") != 2 {
		t.Errorf("got %v", err)
	}
}

func TestAFileThatIsNoTOMLIsNamedWithItsLine(t *testing.T) {
	for _, text := range []string{"role = \"wall\"\nlisten = :8420", "\n= 3", "role = \"wall\"\nrole = \"kiosk\""} {
		var e *Error
		if _, err := Parse(text); !errors.As(err, &e) || e.Line != 2 {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestAFolderInTheFilesPlaceIsAnError(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, FileName), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir); err == nil {
		t.Error("a folder was read")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"listen = \":1\"", "[a.b]\nc=1", "listen.x = 1", "\"\" = 1", "a = [{b=1}]", "role = 'wall'\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text)
		if err != nil && s != Default() {
			t.Errorf("%+v with %v", s, err)
		}
		if err == nil && (s.Display < 0 || s.Listen != "" && CheckListen(s.Listen) != nil) {
			t.Errorf("%+v was taken", s)
		}
	})
}
