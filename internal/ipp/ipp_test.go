package ipp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAPrinterIsAskedOverHTTP(t *testing.T) {
	for printer, want := range map[string]string{
		"ipp://printer.local/ipp/print": "http://printer.local:631/ipp/print", "ipps://p:8443/x": "https://p:8443/x",
		"ipp://[fe80::1]/ipp": "http://[fe80::1]:631/ipp", "ipp://p": "http://p:631/",
		"Badge_Printer": "", "http://p/": "", "ipp:///x": "", "": "", "ipp://u:p@h/": "", "ipp://p/?q": "",
	} {
		got, err := Address(printer)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q is asked at %q, %v", printer, got, err)
		}
	}
}

// accepted is the answer of a printer to a job, as ippeveprinter gave it.
var accepted = append([]byte{1, 1, 0, 0, 0, 0, 0, 1, 1, 0x47, 0, 18}, append([]byte("attributes-charset\x00\x05utf-8\x48\x00\x1battributes-natural-language\x00\x02en"),
	append([]byte{2, 0x21, 0, 6}, append([]byte("job-id"), 0, 4, 0, 0, 1, 7, 3)...)...)...)

func TestAJobIsWrittenAsTheStandardSays(t *testing.T) {
	var got []byte
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got, _ = io.ReadAll(r.Body)
		if r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/ipp" || r.URL.Path != "/ipp/print" {
			t.Errorf("%s %s as %s", r.Method, r.URL, r.Header.Get("Content-Type"))
		}
		_, _ = w.Write(accepted)
	}))
	defer s.Close()
	printer := "ipp" + strings.TrimPrefix(s.URL, "http") + "/ipp/print"
	number, err := Print(t.Context(), nil, printer, Job{Name: "Badge", Format: PDF, Document: []byte("%PDF-1.4 ...")})
	if err != nil || number != 263 {
		t.Fatal(number, err)
	}
	want := "\x01\x01\x00\x02\x00\x00\x00\x01\x01" +
		"\x47\x00\x12attributes-charset\x00\x05utf-8" +
		"\x48\x00\x1battributes-natural-language\x00\x02en" +
		"\x45\x00\x0bprinter-uri\x00" + string(rune(len(printer))) + printer +
		"\x42\x00\x14requesting-user-name\x00\x06kettle" +
		"\x42\x00\x08job-name\x00\x05Badge" +
		"\x49\x00\x0fdocument-format\x00\x0fapplication/pdf" +
		"\x03%PDF-1.4 ..."
	if string(got) != want {
		t.Errorf("sent\n%q, want\n%q", got, want)
	}
}

func TestARefusalIsSaidInWords(t *testing.T) {
	for reply, want := range map[string]string{
		"\x01\x01\x04\x0a\x00\x00\x00\x01\x03":                                               "the printer refuses: it does not take this format",
		"\x01\x01\x05\x07\x00\x00\x00\x01\x01\x41\x00\x0estatus-message\x00\x08No paper\x03": "the printer refuses: it is busy (No paper)",
		"\x01\x01\x06\x66\x00\x00\x00\x01\x03":                                               "the printer refuses: it answers 0x0666",
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, reply) }))
		_, err := Print(t.Context(), nil, "ipp"+strings.TrimPrefix(s.URL, "http"), Job{Format: PDF})
		s.Close()
		var status *StatusError
		if !errors.As(err, &status) || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestAPrinterThatIsNotThereOrNoneIsAnError(t *testing.T) {
	if _, err := Print(t.Context(), nil, "ipp://127.0.0.1:1/x", Job{}); err == nil {
		t.Error("printed on nothing")
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>") }))
	defer s.Close()
	if _, err := Print(t.Context(), nil, "ipp"+strings.TrimPrefix(s.URL, "http"), Job{}); err == nil {
		t.Error("a web page accepted a job")
	}
}

func TestAJobGoesStraightToThePrinterAndNowhereElse(t *testing.T) {
	asked := 0
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		_, _ = w.Write(accepted)
	}))
	defer elsewhere.Close()
	printer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
	}))
	defer printer.Close()
	_, err := Print(t.Context(), nil, "ipp"+strings.TrimPrefix(printer.URL, "http"), Job{Format: PDF, Document: []byte("%PDF")})
	if err == nil || asked != 0 || !strings.Contains(err.Error(), "307") {
		t.Errorf("a printer that leads elsewhere: %v, which was asked %d times", err, asked)
	}
	transport, ok := straight().Transport.(*http.Transport)
	if !ok || transport.Proxy != nil {
		t.Error("a proxy may come between")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(accepted)
	f.Add([]byte("\x01\x01\x05\x07\x00\x00\x00\x01\x01\x41\x00\x0estatus-message\x00\x08No paper\x03"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := decode(b); err == nil && !bytes.Contains(b, []byte{endOfGroups}) {
			t.Error("an answer without an end is whole")
		}
	})
}

// forPrinter is what the test with a real printer needs.
const forPrinter = "ippeveprinter and avahi-daemon: apt-get install cups-ipp-utils avahi-daemon"

// busConfig lets anybody on a bus of its own do anything.
const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=%s</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/><allow user="*"/></policy></busconfig>`

// announcing has an Avahi daemon run, which a printer needs to start: the machine's
// own, or one on a bus that ends with the test.
func announcing(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"avahi-daemon", "dbus-daemon"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("NOT TESTED with a real printer: it needs " + forPrinter)
		}
	}
	if exec.Command("avahi-daemon", "--check").Run() == nil {
		return
	}
	dir := t.TempDir()
	socket, config := filepath.Join(dir, "bus"), filepath.Join(dir, "bus.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, busConfig, socket), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path="+socket)
	beside(t, exec.Command("dbus-daemon", "--config-file="+config, "--nofork"), func() bool { _, err := os.Stat(socket); return err == nil })
	beside(t, exec.Command("avahi-daemon", "--no-drop-root", "--no-chroot", "--no-rlimits"), func() bool { return exec.Command("avahi-daemon", "--check").Run() == nil })
}

// beside runs a program until the test ends, and waits until it is ready.
func beside(t *testing.T, cmd *exec.Cmd, ready func() bool) {
	t.Helper()
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Signal(os.Interrupt); _ = cmd.Wait() })
	for end := time.Now().Add(20 * time.Second); !ready(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Skipf("NOT TESTED with a real printer: %s does not start here", cmd.Path)
		}
	}
}

// TestAPrinterOfTheStandardsAuthorsTakesIt prints to ippeveprinter, the example
// printer of CUPS, which keeps what it is sent.
func TestAPrinterOfTheStandardsAuthorsTakesIt(t *testing.T) {
	tool, err := exec.LookPath("ippeveprinter")
	if err != nil {
		t.Skip("NOT TESTED with a real printer: it needs " + forPrinter)
	}
	announcing(t)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := ln.Addr().(*net.TCPAddr).Port
	ln.Close()
	spool := t.TempDir()
	cmd := exec.Command(tool, "-p", fmt.Sprint(port), "-n", "localhost", "-f", "application/pdf", "-d", spool, "-k", "-r", "off", "Badges")
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	defer func() { _ = cmd.Process.Kill(); <-ended }()
	printer := fmt.Sprintf("ipp://localhost:%d/ipp/print", port)
	doc := []byte("%PDF-1.4\n% a badge\n%%EOF\n")
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	for {
		var number int
		number, err = Print(ctx, nil, printer, Job{Name: "Badge of Zoë", Format: PDF, Document: doc})
		if err == nil {
			if number < 1 {
				t.Errorf("accepted as job %d", number)
			}
			break
		}
		select {
		case e := <-ended:
			ended <- e
			if strings.Contains(log.String(), "DNS-SD") { // it does not start unless it can announce itself
				t.Skipf("NOT TESTED with a real printer: it needs %s\n%s", forPrinter, &log)
			}
			t.Fatalf("ippeveprinter ended: %v\n%s", e, &log)
		case <-ctx.Done():
			t.Fatalf("%v\n%s", err, &log)
		case <-time.After(100 * time.Millisecond):
		}
	}
	files, err := filepath.Glob(filepath.Join(spool, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("nothing was kept: %v\n%s", err, &log)
	}
	for _, f := range files {
		if kept, err := os.ReadFile(f); err == nil && bytes.Equal(kept, doc) {
			return
		}
	}
	t.Errorf("%v hold something else", files)
	if _, err := Print(ctx, nil, printer, Job{Format: "text/x-nothing", Document: doc}); err == nil {
		t.Error("a format that it does not have was taken")
	}
}
