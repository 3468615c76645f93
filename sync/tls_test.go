package sync

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// client speaks to a hub with whatever TLS it is given, and HTTP/2 if that may be.
func client(t *testing.T, config *tls.Config) *http.Client {
	t.Helper()
	config.InsecureSkipVerify = true
	tr := &http.Transport{TLSClientConfig: config, ForceAttemptHTTP2: true, DisableCompression: true}
	t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr, Timeout: 10 * time.Second}
}

// refusesTheBare makes sure that nobody is answered without a certificate.
func refusesTheBare(t *testing.T, address string, space community.ID) {
	for _, path := range []string{"/v1/" + space.String() + "/hello", "/v1/" + space.String() + "/photo/" + hashOf(nil), "/v1/pair", "/"} {
		res, err := client(t, &tls.Config{}).Post("https://"+address+path, "application/json", strings.NewReader("{}"))
		if err == nil {
			res.Body.Close()
			t.Errorf("%s was answered %s", path, res.Status)
		}
	}
	conn, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Read(make([]byte, 1)); err == nil || !strings.Contains(err.Error(), "certificate required") {
		t.Errorf("without a certificate: %v", err)
	}
}

// post sends a body to a hub and gives the answer.
func post(t *testing.T, c *http.Client, address, path string, header http.Header, body io.Reader) (*http.Response, Problem) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://"+address+path, body)
	if err != nil {
		t.Fatal(err)
	}
	if header != nil {
		r.Header = header
	}
	res, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var p Problem
	if res.StatusCode >= 300 {
		if got := res.Header.Get("Content-Type"); got != "application/problem+json" {
			t.Errorf("%s: a problem comes as %q", path, got)
		}
		if err := json.Unmarshal(text, &p); err != nil || p.Status != res.StatusCode {
			t.Errorf("%s: %s: %v", path, text, err)
		}
	}
	return res, p
}

func TestTLSBefore13IsRefused(t *testing.T) {
	hub, screen := newKey(t), newKey(t)
	address := serve(t, ServerOptions{Key: hub, Admit: everyone(&fakePeer{})})
	for version, works := range map[uint16]bool{tls.VersionTLS12: false, tls.VersionTLS13: true} {
		conn, err := tls.Dial("tcp", address, &tls.Config{
			InsecureSkipVerify: true, MaxVersion: version, NextProtos: []string{"h2"}, Certificates: []tls.Certificate{screen.certificate()},
		})
		if err == nil {
			conn.Close()
		}
		if (err == nil) != works {
			t.Errorf("%s: %v", tls.VersionName(version), err)
		}
	}
}

func TestOnlyHTTP2IsSpoken(t *testing.T) {
	hub, screen := newKey(t), newKey(t)
	address := serve(t, ServerOptions{Key: hub, Admit: everyone(&fakePeer{})})
	for _, protocols := range [][]string{nil, {"http/1.1"}} {
		conn, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true, NextProtos: protocols, Certificates: []tls.Certificate{screen.certificate()}})
		if err != nil {
			continue
		}
		_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
		_, _ = conn.Write([]byte("GET / HTTP/1.1\r\nHost: hub\r\n\r\n"))
		if answer, err := io.ReadAll(conn); len(answer) > 0 || err == nil {
			t.Errorf("%v: the hub answered %q, %v", protocols, answer, err)
		}
		conn.Close()
	}
}

func TestKeysOfOtherKinds(t *testing.T) {
	hub := newKey(t)
	address := serve(t, ServerOptions{Key: hub, Admit: everyone(&fakePeer{})})
	_, ed, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	rs, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		private any
		public  any
		works   bool
	}{{"Ed25519", ed, ed.Public(), true}, {"RSA", rs, rs.Public(), false}} {
		about := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Unix(1, 0)} // long over, which says nothing
		der, err := x509.CreateCertificate(rand.Reader, about, about, c.public, c.private)
		if err != nil {
			t.Fatal(err)
		}
		res, err := client(t, &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: c.private}}}).
			Post("https://"+address+"/v1/"+testSpace.String()+"/hello", "application/json", strings.NewReader("{}"))
		if err == nil {
			res.Body.Close()
		}
		if works := err == nil && res.StatusCode == http.StatusOK; works != c.works {
			t.Errorf("a screen with an %s key: %v", c.name, err)
		}
	}
}

func TestAKeyIsTheSameAfterItWasWritten(t *testing.T) {
	k := newKey(t)
	again, err := ParseKey(k.PEM())
	if err != nil {
		t.Fatal(err)
	}
	if again.Fingerprint() != k.Fingerprint() || !bytes.Equal(again.PEM(), k.PEM()) || !isHash(k.Fingerprint()) {
		t.Errorf("%s became %s", k.Fingerprint(), again.Fingerprint())
	}
	if newKey(t).Fingerprint() == k.Fingerprint() {
		t.Error("two keys are one")
	}
	if (Key{}).PEM() != nil || (Key{}).Fingerprint() != "" {
		t.Error("no key has a text")
	}
}

func TestWhatIsNoKeyIsSaidSo(t *testing.T) {
	k, other := newKey(t), newKey(t)
	block, rest := pem.Decode(k.PEM())
	_, otherCert := pem.Decode(other.PEM())
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(p384)
	if err != nil {
		t.Fatal(err)
	}
	private := pem.EncodeToMemory(block)
	for name, text := range map[string][]byte{
		"nothing":             nil,
		"noise":               noise(100),
		"no certificate":      private,
		"no private key":      rest,
		"another certificate": append(bytes.Clone(private), otherCert...),
		"another curve":       append(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), rest...),
		"a broken key":        append(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("x")}), rest...),
	} {
		if _, err := ParseKey(text); !errors.Is(err, ErrBadKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFingerprintsAreReadAsPeopleTypeThem(t *testing.T) {
	print := newKey(t).Fingerprint()
	typed := strings.ToUpper(print[:4]) + " " + print[4:8] + ":" + print[8:40] + "-" + print[40:] + "\n"
	if got, err := ParseFingerprint(typed); err != nil || got != print {
		t.Errorf("%q was read as %q, %v", typed, got, err)
	}
	for _, wrong := range []string{"", print[1:], print + "0", "g" + print[1:]} {
		if _, err := ParseFingerprint(wrong); !errors.Is(err, ErrBadKey) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}
