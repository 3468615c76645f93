package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"kettle/assets"
)

// send posts a form with a picture, as a phone does.
func send(t *testing.T, address string, fields map[string]string, picture []byte) string {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range fields {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("photo", "me.png")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(picture); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := http.Post(address, w.FormDataContentType(), &b)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	page, err := readAll(r)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s, %v\n%s", r.Status, err, page)
	}
	return page
}

func readAll(r *http.Response) (string, error) {
	var b bytes.Buffer
	_, err := b.ReadFrom(r.Body)
	return b.String(), err
}

func TestACardOpensOnesOwnProfileOnAPhone(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1920, 1080)
	l.fill()
	card := strings.Fields(l.kettled("member", "card", "1001"))[0]
	p := l.open("--role", "kiosk")
	ctx := t.Context()
	l.wait(p, "kiosk", "step=home")
	settle()
	l.do(l.display.Scan(ctx, card))
	l.wait(p, "kiosk", "step=welcome")
	settle()
	l.shot("welcome-edit")
	l.do(l.display.Tap(ctx, 1460, 320)) // edit my profile
	l.wait(p, "kiosk", "step=own")
	settle()
	out, err := exec.Command("zbarimg", "-q", "--raw", l.shot("own")).Output()
	if err != nil {
		t.Fatalf("no code could be read: %v", err)
	}
	address := regexp.MustCompile(`HTTP://127\.0\.0\.1:\d+/T/[0-9A-Z]{26}`).FindString(string(out))
	if address == "" {
		t.Fatalf("the code says %q", out)
	}
	if page := get(t, address, http.StatusOK); !strings.Contains(page, `value="Ada Okafor"`) {
		t.Fatalf("the page says\n%s", page)
	}
	if page := send(t, address, map[string]string{"seen": "0", "headline": "Mends radios"}, nil); !strings.Contains(page, "Thank you, Ada.") {
		t.Fatalf("the page says\n%s", page)
	}
	settle()
	before := l.shot("own-sent")
	if code, err := exec.Command("zbarimg", "-q", "--raw", before).Output(); err == nil {
		t.Errorf("the code is still on screen: %s", code)
	}
	if said := l.kettled("member", "show", "1001"); !strings.Contains(said, "Mends radios") {
		t.Errorf("kept is\n%s", said)
	}
	get(t, address, http.StatusNotFound)

	portrait, err := assets.Demo.ReadFile("demo/portraits/1002.png")
	if err != nil {
		t.Fatal(err)
	}
	link := strings.Fields(l.kettled("member", "link", "1001"))[0]
	if page := send(t, link, nil, portrait); !strings.Contains(page, "Here is your new photo") {
		t.Errorf("the page says\n%s", page)
	}
	if page := send(t, link, map[string]string{"seen": "0"}, nil); !strings.Contains(page, "Thank you, Ada.") {
		t.Errorf("the page says\n%s", page)
	}
	l.wait(p, "from a phone", "for=profile", "photo=true")
}

func TestAWrongCertificateServesNothingRatherThanPlainPages(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1280, 800)
	if err := os.MkdirAll(l.data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(l.data, "kettle.toml"), []byte("tls_cert = \"no.pem\"\ntls_key = \"no-key.pem\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := l.open("--role", "kiosk")
	if log := p.Log(); !strings.Contains(log, "no phone pages") || strings.Contains(log, "at=http://") {
		t.Errorf("it says\n%s", log)
	}
}

// writeCertificate writes a certificate for this machine, and its key.
func writeCertificate(t *testing.T, cert, key string) {
	t.Helper()
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, secret.Public(), secret)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWithACertificateMembersSignIn(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1280, 800)
	l.fill()
	pin := exec.Command(filepath.Join(l.bin, "kettled"), "--data", l.data, "member", "set-pin", "1001")
	pin.Stdin = strings.NewReader("274916\n")
	if out, err := pin.CombinedOutput(); err != nil {
		t.Fatalf("set-pin: %v\n%s", err, out)
	}
	writeCertificate(t, filepath.Join(l.data, "cert.pem"), filepath.Join(l.data, "key.pem"))
	if err := os.WriteFile(filepath.Join(l.data, "kettle.toml"), []byte("tls_cert = \"cert.pem\"\ntls_key = \"key.pem\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := l.open("--role", "kiosk")
	base := regexp.MustCompile(`https://127\.0\.0\.1:\d+`).FindString(l.wait(p, "phone pages", "at=https://"))
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	phone := &http.Client{Jar: jar, Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	r, err := phone.PostForm(base+"/me/in", url.Values{"number": {"1001"}, "pin": {"274916"}})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if page, err := readAll(r); err != nil || r.StatusCode != http.StatusOK || !strings.Contains(page, "Sign out") || !strings.Contains(page, `value="Ada Okafor"`) {
		t.Errorf("%s, %v\n%s", r.Status, err, page)
	}
	if link := l.kettled("member", "link", "1001"); !strings.HasPrefix(link, strings.ToUpper(base)+"/T/") {
		t.Errorf("the link is %s", link)
	}
}
