package web

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"
)

// Certificates gives the settings for HTTPS with the certificate and the key of
// two files in PEM. They are read again when either has changed, so that a
// certificate that was renewed needs no restart; while what is there cannot be
// used, the last one that could be is. The error says why there is none to begin
// with.
func Certificates(certFile, keyFile string) (*tls.Config, error) {
	c := &certificates{cert: certFile, key: keyFile}
	if err := c.load(); err != nil {
		return nil, err
	}
	return &tls.Config{
		MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return c.current(), nil },
	}, nil
}

type certificates struct {
	cert, key string

	mu   sync.Mutex
	pair *tls.Certificate
	seen [2]state // of the files when they were last read
}

// state tells one content of a file from another.
type state struct {
	at   time.Time
	size int64
}

func (c *certificates) look() (seen [2]state, err error) {
	for i, name := range [...]string{c.cert, c.key} {
		info, e := os.Stat(name)
		if e != nil {
			err = errors.Join(err, e)
			continue
		}
		seen[i] = state{info.ModTime(), info.Size()}
	}
	return seen, err
}

// load reads both files. The caller holds the lock, or is the only one.
func (c *certificates) load() error {
	seen, err := c.look()
	if err != nil {
		return fmt.Errorf("read the certificate: %w", err)
	}
	c.seen = seen // also of what cannot be used: it is tried once
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return fmt.Errorf("read the certificate: %w", err)
	}
	c.pair = &pair
	return nil
}

// current gives the certificate to show, read again if the files are others.
func (c *certificates) current() *tls.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	if seen, err := c.look(); err == nil && seen != c.seen {
		if err := c.load(); err != nil {
			slog.Error("the certificate stays as it was", "err", err)
		}
	}
	return c.pair
}

// SecureAddress is Address for pages that are served over HTTPS.
func SecureAddress(address string) string {
	rest, plain := strings.CutPrefix(address, "http://")
	if !plain {
		return address
	}
	return "https://" + strings.TrimSuffix(rest, ":443")
}
