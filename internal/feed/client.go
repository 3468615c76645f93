package feed

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

var (
	errPrivate = errors.New("an address in a private network")
	errScheme  = errors.New("neither http nor https")
	errFar     = errors.New("too many redirects")
)

const mostRedirects = 5

// parse reads the address of a calendar as people write it, webcal:// as well. name
// is what to call it: an address may hold a secret, its host does not.
func parse(address string) (name string, u *url.URL, err error) {
	text := strings.TrimSpace(address)
	for _, scheme := range []string{"webcal://", "webcals://"} {
		if len(text) > len(scheme) && strings.EqualFold(text[:len(scheme)], scheme) {
			text = "https://" + text[len(scheme):]
		}
	}
	u, err = url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "what is in the settings", nil, errScheme
	}
	u.Fragment = ""
	return u.Hostname(), u, nil
}

// private says whether a host is, by its name alone, in the local network.
func private(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if ip, err := netip.ParseAddr(host); err == nil {
		return inside(ip)
	}
	for _, end := range []string{".local", ".lan", ".internal", ".home.arpa", ".localhost"} {
		if strings.HasSuffix(host, end) {
			return true
		}
	}
	return !strings.Contains(host, ".") // "nas", "localhost"
}

// inner are networks of no open Internet beside those that net/netip knows: of this
// host (RFC 1122), of providers among their customers (RFC 6598), of tests (RFC 2544),
// of protocols (RFC 6890), of nobody (RFC 1112), of sites (RFC 3879), and those in which
// an IPv4 address, which may be any, is within another (RFC 3056, 4380, 6052, 8215).
var inner = func() (all []netip.Prefix) {
	for _, p := range [...]string{
		"0.0.0.0/8", "100.64.0.0/10", "198.18.0.0/15", "192.0.0.0/24", "240.0.0.0/4",
		"fec0::/10", "2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48",
	} {
		all = append(all, netip.MustParsePrefix(p))
	}
	return all
}()

// inside says whether an address is not one of the open Internet.
func inside(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	return !ip.IsGlobalUnicast() || ip.IsPrivate() || slices.ContainsFunc(inner, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// clientFor gives a client for one address. Unless that is in a private network
// itself, no connection is made into one: it is looked at when it is made, so that
// neither a redirect nor a name that resolves to another address each time gets past.
func clientFor(target *url.URL) *http.Client {
	open := private(target.Hostname())
	dial := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return errPrivate
		}
		if inside(to.Addr()) && !open {
			return errPrivate
		}
		return nil
	}}
	return &http.Client{
		Timeout: patient,
		Transport: &http.Transport{
			DialContext: dial.DialContext, DisableKeepAlives: true, TLSHandshakeTimeout: 10 * time.Second,
			ResponseHeaderTimeout: 15 * time.Second, MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(q *http.Request, via []*http.Request) error {
			q.Header.Del("Referer") // the address may be a secret
			switch {
			case len(via) >= mostRedirects:
				return errFar
			case q.URL.Scheme != "http" && q.URL.Scheme != "https":
				return errScheme
			case private(q.URL.Hostname()) && !open:
				return errPrivate
			}
			return nil
		},
	}
}

// whyNot says why a calendar could not be fetched, as a sentence.
func whyNot(err error) string {
	var name *net.DNSError
	switch {
	case errors.Is(err, errPrivate):
		return "It leads to an address in a private network, where we don’t follow."
	case errors.Is(err, errFar), errors.Is(err, errScheme):
		return "It leads from one address to another without end."
	case errors.As(err, &name):
		return "Nobody knows that name, or there is no network."
	case errors.Is(err, context.DeadlineExceeded):
		return "It was too slow."
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return "It was too slow."
	}
	return "It doesn’t answer."
}
