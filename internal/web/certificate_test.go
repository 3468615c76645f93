package web

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// writeCertificate writes a certificate of that name and its key, and marks the
// files with a time.
func writeCertificate(t *testing.T, cert, key, name string, at time.Time) {
	t.Helper()
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(at.UnixNano()), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
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
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
}

func TestARenewedCertificateIsShownWithoutARestart(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	if _, err := Certificates(cert, key); err == nil {
		t.Fatal("no files are a certificate")
	}
	began := time.Now().Add(-time.Hour)
	writeCertificate(t, cert, key, "first.example", began)
	config, err := Certificates(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	ln, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = Serve(t.Context(), tls.NewListener(ln, config), New(newDemo(t), quietOptions())) }()
	shows := func() string {
		t.Helper()
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}} //nolint:gosec // the name is what is looked at
		r, err := client.Get("https://" + ln.Addr().String() + "/")                                                                         //nolint:noctx // ends with the server
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		if r.StatusCode != 200 {
			t.Errorf("status %d", r.StatusCode)
		}
		return r.TLS.PeerCertificates[0].Subject.CommonName
	}
	if got := shows(); got != "first.example" {
		t.Errorf("shows %s", got)
	}
	if err := os.WriteFile(cert, []byte("half a certifi"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := shows(); got != "first.example" {
		t.Errorf("while it is being replaced: %s", got)
	}
	writeCertificate(t, cert, key, "second.example", began.Add(time.Minute))
	if got := shows(); got != "second.example" {
		t.Errorf("renewed: %s", got)
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	if got := shows(); got != "second.example" {
		t.Errorf("with a file gone: %s", got)
	}
}

func TestSecureAddress(t *testing.T) {
	for from, want := range map[string]string{
		"http://192.168.1.20:8420": "https://192.168.1.20:8420", "http://192.168.1.20:443": "https://192.168.1.20", "https://kettle.example/lobby": "https://kettle.example/lobby",
	} {
		if got := SecureAddress(from); got != want {
			t.Errorf("%s: %s", from, got)
		}
	}
}
