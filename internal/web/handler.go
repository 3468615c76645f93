package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"kettle/internal/community"
)

// Source is what the pages show. All of it is for the audience community.Phone.
type Source interface {
	Space(ctx context.Context) (community.Space, error)
	// ProfileByCode gives the profile that a code in upper case leads to, or
	// community.ErrNotFound, wrapped or not, for one that leads to nobody who
	// agreed. Text that has not the form of a code is a code that leads nowhere.
	ProfileByCode(ctx context.Context, code string) (community.Profile, error)
	// OpenPhoto opens the smallest size of a photo whose longer side is at least
	// side pixels, or the largest; community.ErrNotFound if it is not kept here.
	OpenPhoto(ctx context.Context, hash string, side int) (io.ReadSeekCloser, error)
}

// Options change how the pages are served. The zero Options is right.
type Options struct {
	Now func() time.Time // nil means time.Now
	Log *slog.Logger     // nil means slog.Default; it never gets names or codes

	// Figures are for the page on how this community works; nil means that it has none.
	Figures Figures

	// Members and Tickets together let members send photos and change what is
	// said of them; without both there is no page with a form.
	Members Members
	Tickets *Tickets
	// Doors lets members sign in. Only for pages that are served over HTTPS.
	Doors Doors
	// Events have pages and calendars; nil means none.
	Events Events
	// Board lets members ask for a hand and offer one on the pages with a form; nil
	// for pages without that.
	Board Board
}

const (
	pagePhotoSide    = 1200 // three pixels a point on a phone
	contactPhotoSide = 320
	maxBody          = 1 << 20 // of a request without a form; none is read
	maxUploads       = 2       // photos that are read at a time, each of 20 MB
)

type handler struct {
	src   Source
	now   func() time.Time
	log   *slog.Logger
	look  look
	limit *limiter

	figures  Figures
	members  Members
	tickets  *Tickets
	doors    Doors
	events   Events
	board    Board // nil for none
	sessions *sessions
	tries    *limiter      // of signing in
	uploads  chan struct{} // one for each photo that may be read at a time
	origin   http.CrossOriginProtection
}

// New gives the pages as one handler. It is safe for use by several goroutines.
func New(src Source, o Options) http.Handler {
	h := &handler{src: src, now: o.Now, log: o.Log, look: newLook(), figures: o.Figures, events: o.Events}
	if h.now == nil {
		h.now = time.Now
	}
	if h.log == nil {
		h.log = slog.Default()
	}
	h.limit = newLimiter(h.now)
	if o.Members != nil && o.Tickets != nil {
		h.members, h.tickets, h.board, h.uploads = o.Members, o.Tickets, o.Board, make(chan struct{}, maxUploads)
		if o.Doors != nil {
			h.doors, h.sessions, h.tries = o.Doors, newSessions(h.now), limiterOf(h.now, signInsPerSecond, signInsAtOnce)
		}
	}
	return h
}

// answer is a whole response; nothing is sent before it is complete.
type answer struct {
	status int
	kind   string // Content-Type
	body   []byte
	header map[string]string
	photo  io.ReadSeekCloser // instead of body
	form   bool              // the page sends something to where it came from
}

// ServeHTTP finds the answer and sends it. Errors are a page in words, and one
// line in the log.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a, err := h.find(w, r)
	switch {
	case errors.Is(err, community.ErrNotFound):
		a = h.look.notFound
	case errors.Is(err, context.Canceled) && r.Context().Err() != nil: // the phone went away
		return
	case err != nil:
		to := routeOf(r.URL.Path)
		words := err.Error()
		if to.code != "" { // an error from below may name it, or the word of a ticket
			words = strings.ReplaceAll(words, to.code, "CODE")
		}
		h.log.Error("phone page", "kind", to.kind, "err", words)
		a = h.look.unwell
	}
	h.send(w, r, a)
}

// find works out the answer. A panic in it is an error like others.
func (h *handler) find(w http.ResponseWriter, r *http.Request) (a answer, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	to := routeOf(r.URL.Path)
	if to.form() && h.tickets != nil && (!to.session() || h.doors != nil) {
		return h.own(w, r, to)
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return answer{}, community.ErrNotFound
	}
	if to.reads() && !h.limit.allow(r.RemoteAddr) {
		return h.look.busy, nil
	}
	switch to.kind {
	case "space":
		return h.space(r)
	case "event", "event calendar", "calendar":
		if h.events != nil {
			return h.event(r, to)
		}
	case "how":
		return h.how(r.Context())
	case "profile", "contact", "photo":
		return h.member(r.Context(), to)
	case "asset":
		if a, ok := h.look.assets[r.URL.Path]; ok {
			return a, nil
		}
	case "robots":
		return answer{status: http.StatusOK, kind: "text/plain; charset=utf-8", body: []byte("User-agent: *\nDisallow: /\n")}, nil
	}
	return answer{}, community.ErrNotFound
}

// member answers what starts with a code. Space and profile are looked up
// before anything is decided, so that a code which leads nowhere takes the same
// way as one that leads to somebody.
func (h *handler) member(ctx context.Context, to route) (answer, error) {
	space, spaceErr := h.src.Space(ctx)
	p, err := h.src.ProfileByCode(ctx, to.code)
	if err != nil {
		return answer{}, fmt.Errorf("profile: %w", err)
	}
	if spaceErr != nil {
		return answer{}, fmt.Errorf("space: %w", spaceErr)
	}
	switch to.kind {
	case "photo":
		photo, err := h.openPhoto(ctx, p.Photo, pagePhotoSide)
		if err != nil {
			return answer{}, err
		}
		return answer{status: http.StatusOK, kind: "image/jpeg", photo: photo}, nil
	case "contact":
		return h.contact(ctx, p, space)
	}
	photo, err := h.openPhoto(ctx, p.Photo, pagePhotoSide)
	switch {
	case err == nil:
		err = photo.Close()
	case errors.Is(err, community.ErrNotFound): // none, or it has not arrived on this screen yet
		p.Photo, err = "", nil
	}
	if err != nil {
		return answer{}, fmt.Errorf("photo: %w", err)
	}
	v := viewProfile(&p, to.code, space.Name)
	v.SignIn = h.doors != nil
	return h.look.profile(v)
}

func (h *handler) contact(ctx context.Context, p community.Profile, space community.Space) (answer, error) {
	var jpeg []byte
	photo, err := h.openPhoto(ctx, p.Photo, contactPhotoSide)
	switch {
	case err == nil:
		jpeg, err = io.ReadAll(photo)
		err = errors.Join(err, photo.Close())
	case errors.Is(err, community.ErrNotFound):
		err = nil
	}
	if err != nil {
		return answer{}, fmt.Errorf("photo: %w", err)
	}
	card, err := VCard(p, space, jpeg)
	if err != nil {
		return answer{}, err
	}
	return answer{
		status: http.StatusOK, kind: "text/vcard; charset=utf-8", body: card,
		header: map[string]string{"Content-Disposition": `inline; filename="contact.vcf"`},
	}, nil
}

func (h *handler) openPhoto(ctx context.Context, hash string, side int) (io.ReadSeekCloser, error) {
	if !community.IsHash(hash) {
		return nil, community.ErrNotFound
	}
	f, err := h.src.OpenPhoto(ctx, hash, side)
	if err != nil {
		return nil, fmt.Errorf("open photo: %w", err)
	}
	return f, nil
}

// send writes the answer with the headers that all answers share.
func (h *handler) send(w http.ResponseWriter, r *http.Request, a answer) {
	head := w.Header()
	for name, value := range sharedHeaders {
		head.Set(name, value)
	}
	if a.form {
		for name, value := range formHeaders {
			head.Set(name, value)
		}
	}
	head.Set("Content-Type", a.kind)
	for name, value := range a.header {
		head.Set(name, value)
	}
	if a.photo != nil {
		defer a.photo.Close()
		http.ServeContent(w, r, "", time.Time{}, a.photo)
		return
	}
	if a.header["Cache-Control"] != "" { // fonts may be asked for in ranges
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.body))
		return
	}
	head.Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	if _, err := w.Write(a.body); err != nil && r.Context().Err() == nil {
		h.log.Debug("phone page not sent whole", "err", err)
	}
}

// sharedHeaders are sent with everything. No page needs a script, a form or
// anything from elsewhere, so none is allowed.
var sharedHeaders = map[string]string{
	"Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; " +
		"base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
	"Referrer-Policy":              "no-referrer",
	"X-Robots-Tag":                 "noindex, nofollow, noarchive",
	"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Cache-Control":                "no-store",
}

// formHeaders replace those of sharedHeaders on the pages with a form. Without
// the address of the page a browser would send Origin: null over plain HTTP, and
// nobody could tell our own form from another's; it goes nowhere else.
var formHeaders = map[string]string{
	"Content-Security-Policy": strings.Replace(sharedHeaders["Content-Security-Policy"], "form-action 'none'", "form-action 'self'", 1),
	"Referrer-Policy":         "same-origin",
}

// route is what a path asks for.
type route struct {
	kind string // space, how, profile, contact, photo, asset, robots, a kind with a form; "" for nothing
	code string // in upper case: of a member, or the word of a ticket
}

// form says whether the route is of the pages with a form.
func (r route) form() bool { return strings.HasPrefix(r.kind, "ticket") || r.session() }

// reads says whether the answer is read from the store.
func (r route) reads() bool { return r.kind != "" && r.kind != "asset" && r.kind != "robots" }

// session says whether the route is of the pages that one signs in to.
func (r route) session() bool { return strings.HasPrefix(r.kind, "me") || r.kind == "ticket in" }

func routeOf(path string) route {
	switch {
	case path == "/":
		return route{kind: "space"}
	case strings.EqualFold(path, "/how"):
		return route{kind: "how"}
	case path == "/robots.txt":
		return route{kind: "robots"}
	case strings.HasPrefix(path, "/assets/"):
		return route{kind: "asset"}
	case len(path) > 3 && (path[:3] == "/M/" || path[:3] == "/m/"):
		code := strings.ToUpper(path[3:])
		if c, ok := strings.CutSuffix(code, ".JPG"); ok && c != "" {
			return route{"photo", c}
		}
		if c, ok := strings.CutSuffix(code, ".VCF"); ok && c != "" {
			return route{"contact", c}
		}
		return route{"profile", code}
	case len(path) > 3 && (path[:3] == "/T/" || path[:3] == "/t/"):
		word := strings.ToUpper(path[3:])
		if w, ok := strings.CutSuffix(word, ".JPG"); ok {
			return route{"ticket photo", w}
		}
		if w, ok := strings.CutSuffix(word, "/IN"); ok {
			return route{"ticket in", w}
		}
		if w, ok := strings.CutSuffix(word, "/BOARD"); ok {
			return route{"ticket board", w}
		}
		if w, ok := strings.CutSuffix(word, "/COMING"); ok {
			return route{"ticket coming", w}
		}
		return route{"ticket", word}
	case strings.EqualFold(path, "/calendar.ics"):
		return route{kind: "calendar"}
	case len(path) > 3 && (path[:3] == "/E/" || path[:3] == "/e/"):
		code := strings.ToUpper(path[3:])
		if c, ok := strings.CutSuffix(code, ".ICS"); ok {
			return route{"event calendar", c}
		}
		return route{"event", code}
	case path == "/me", path == "/me.jpg", path == "/me/in", path == "/me/out", path == "/me/pin", path == "/me/board", path == "/me/help", path == "/me/coming":
		return route{kind: "me" + path[3:]}
	}
	return route{}
}
