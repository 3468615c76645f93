// Package ipp prints a document on a printer of the local network: the operation
// Print-Job of the Internet Printing Protocol 1.1 (RFC 8010 for how it is written,
// RFC 8011 for what it means), sent over HTTP. Any printer of the last ten years
// understands it, and no driver or queue is needed.
package ipp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// PDF is the format of what is printed.
const PDF = "application/pdf"

// patience is how long a printer may take to accept a job.
const patience = 10 * time.Second

// What is read of an answer at most.
const maxAnswer = 1 << 20

// Job is a document to be printed.
type Job struct {
	Name     string // as the printer's own list shows it
	Format   string // such as PDF
	Document []byte
}

// StatusError is a printer's refusal.
type StatusError struct {
	Code    uint16 // RFC 8011, appendix B
	Message string // in the printer's words, or ""
}

// Error says so in words.
func (e *StatusError) Error() string {
	words := map[uint16]string{
		0x0400: "it does not understand the job", 0x0401: "it prints only for some", 0x0402: "it wants a password", 0x0403: "it does not allow that",
		0x0406: "there is no such printer", 0x040a: "it does not take this format", 0x0504: "it is out of order", 0x0506: "it takes no jobs just now",
		0x0507: "it is busy",
	}[e.Code]
	if words == "" {
		words = fmt.Sprintf("it answers %#04x", e.Code)
	}
	if e.Message != "" {
		words += " (" + e.Message + ")"
	}
	return "the printer refuses: " + words
}

// Address gives where a printer is asked over HTTP: ipp://host/path is
// http://host:631/path, ipps is https.
func Address(printer string) (string, error) {
	u, err := url.Parse(printer)
	if err != nil || u.Host == "" || u.Scheme != "ipp" && u.Scheme != "ipps" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("%q is no printer such as ipp://printer.local/ipp/print", printer)
	}
	u.Scheme = map[string]string{"ipp": "http", "ipps": "https"}[u.Scheme]
	if u.Port() == "" {
		u.Host += ":631"
	}
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), nil
}

// Print sends a job to a printer, such as ipp://printer.local/ipp/print, and
// gives the number under which the printer has it once it was accepted. A printer
// that refuses gives a *StatusError. Nil for the client is one that goes straight to
// that printer and nowhere else.
func Print(ctx context.Context, client *http.Client, printer string, job Job) (number int, err error) {
	address, err := Address(printer)
	if err != nil {
		return 0, err
	}
	if client == nil {
		client = straight()
		defer client.CloseIdleConnections()
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	body := append(request(printer, &job), job.Document...)
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("print: %w", err)
	}
	r.Header.Set("Content-Type", "application/ipp")
	answer, err := client.Do(r)
	if err != nil {
		return 0, fmt.Errorf("ask the printer: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("the printer answers %s", answer.Status)
	}
	b, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return 0, fmt.Errorf("read the printer's answer: %w", err)
	}
	a, err := decode(b)
	if err != nil {
		return 0, fmt.Errorf("read the printer's answer: %w", err)
	}
	if a.status > 0x00ff {
		return 0, &StatusError{Code: a.status, Message: strings.ToValidUTF8(a.message, "")}
	}
	return a.job, nil
}

// straight is a client that asks the printer itself: a badge or the fire roll goes
// through no proxy that the machine's environment names, and to no other address
// that an answer leads to.
func straight() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{TLSHandshakeTimeout: patience, ResponseHeaderTimeout: patience},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// The tags of RFC 8010, section 3.5.
const (
	operationGroup = 0x01
	endOfGroups    = 0x03
	lastDelimiter  = 0x0f

	integerValue  = 0x21
	textValue     = 0x41
	nameValue     = 0x42
	uriValue      = 0x45
	charsetValue  = 0x47
	languageValue = 0x48
	mimeValue     = 0x49
)

const printJob = 0x0002

// request writes a Print-Job up to where the document follows.
func request(printer string, job *Job) []byte {
	b := []byte{1, 1, 0, printJob, 0, 0, 0, 1, operationGroup}
	for _, a := range []struct {
		tag         byte
		name, value string
	}{
		{charsetValue, "attributes-charset", "utf-8"},
		{languageValue, "attributes-natural-language", "en"},
		{uriValue, "printer-uri", printer},
		{nameValue, "requesting-user-name", "kettle"},
		{nameValue, "job-name", cut(job.Name)},
		{mimeValue, "document-format", job.Format},
	} {
		b = append(b, a.tag, byte(len(a.name)>>8), byte(len(a.name)))
		b = append(b, a.name...)
		b = append(b, byte(len(a.value)>>8), byte(len(a.value)))
		b = append(b, a.value...)
	}
	return append(b, endOfGroups)
}

// cut shortens a name to the 255 bytes that it may have.
func cut(name string) string {
	for len(name) > 255 {
		name = strings.ToValidUTF8(name[:255], "")
	}
	return name
}

// answer is what is needed of a printer's answer.
type answer struct {
	status  uint16
	message string
	job     int
}

var errShort = errors.New("it is cut short")

// decode reads an answer: version, status, number of the request, then groups of
// attributes.
func decode(b []byte) (a answer, err error) {
	if len(b) < 8 {
		return a, errShort
	}
	a.status = uint16(b[2])<<8 | uint16(b[3])
	b = b[8:]
	field := func() ([]byte, bool) {
		if len(b) < 2 {
			return nil, false
		}
		n := int(b[0])<<8 | int(b[1])
		if len(b) < 2+n {
			return nil, false
		}
		f := b[2 : 2+n]
		b = b[2+n:]
		return f, true
	}
	for len(b) > 0 {
		tag := b[0]
		b = b[1:]
		if tag == endOfGroups {
			return a, nil
		}
		if tag <= lastDelimiter {
			continue
		}
		name, ok1 := field()
		value, ok2 := field()
		if !ok1 || !ok2 {
			return a, errShort
		}
		switch {
		case string(name) == "status-message" && tag == textValue:
			a.message = string(value)
		case string(name) == "job-id" && tag == integerValue && len(value) == 4:
			a.job = int(int32(uint32(value[0])<<24 | uint32(value[1])<<16 | uint32(value[2])<<8 | uint32(value[3]))) //nolint:gosec // two's complement is the format
		}
	}
	return a, errShort
}
