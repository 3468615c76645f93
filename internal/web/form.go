package web

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"

	"kettle/internal/photo"
)

// The limits on what a phone sends.
const (
	maxPicture = 20 << 20 // of the file of a photo
	maxForm    = 64 << 10 // of all texts of a form
	maxParts   = 100
	maxSent    = 100 << 20 // read, if only to be able to say that it is too much

	sendWithin   = 60 * time.Second // a photo over a slow network
	answerWithin = 90 * time.Second
)

// errBadForm says that what came is not what a page of ours sends, errNoRoom that
// too many pictures are being read already.
var (
	errBadForm = errors.New("not a form of these pages")
	errNoRoom  = errors.New("too many pictures at a time")
)

// form is what a phone sent: texts by the names of the fields, and a picture.
type form struct {
	values url.Values
	photo  []byte // nil for none
	reason string // why there is no photo though one was sent, in words; "" for none
}

// has says whether the form had a field of that name.
func (f *form) has(name string) bool { _, ok := f.values[name]; return ok }

// readForm reads what was sent, within the limits. room is called before a picture
// is read, and its error is the form's; without it only what fits beside the texts
// may come. A picture that is too big is said in reason. Too many or too long texts
// are errBadForm.
func readForm(w http.ResponseWriter, r *http.Request, room func() error) (*form, error) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return nil, errBadForm
	}
	switch kind {
	case "application/x-www-form-urlencoded":
		text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxForm))
		if err != nil {
			return nil, sendingError(err)
		}
		values, err := url.ParseQuery(string(text))
		if err != nil || len(values) > maxParts {
			return nil, errBadForm
		}
		return &form{values: values}, nil
	case "multipart/form-data":
		most := int64(2 * maxForm)
		if room != nil {
			most = maxSent
		}
		r.Body = http.MaxBytesReader(w, r.Body, most)
		return readParts(multipart.NewReader(r.Body, params["boundary"]), r.ContentLength, room)
	}
	return nil, errBadForm
}

// allowLonger gives a photo more time than other requests. What cannot set
// deadlines, such as a test's recorder, has none.
func allowLonger(w http.ResponseWriter) {
	c := http.NewResponseController(w)
	now := time.Now()
	_ = c.SetReadDeadline(now.Add(sendWithin))
	_ = c.SetWriteDeadline(now.Add(answerWithin))
}

func readParts(parts *multipart.Reader, length int64, room func() error) (*form, error) {
	f := &form{values: url.Values{}}
	left := int64(maxForm)
	for n := 0; ; n++ {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return f, nil
		}
		if err != nil {
			return nil, sendingError(err)
		}
		if n >= maxParts {
			return nil, errBadForm
		}
		if name := part.FormName(); name == "photo" || name == "picture" { // taken now, or chosen
			if err := f.readPicture(part, length, room); errors.Is(err, errNoRoom) {
				return nil, err
			} else if err != nil {
				return nil, sendingError(err)
			}
			continue
		}
		text, err := io.ReadAll(io.LimitReader(part, left+1))
		if err != nil {
			return nil, sendingError(err)
		}
		if left -= int64(len(text)); left < 0 {
			return nil, errBadForm
		}
		f.values.Add(part.FormName(), string(text))
	}
}

// readPicture reads the first picture that is not empty; a page may offer two
// ways to choose one. length is that of all that is sent, -1 for not known.
func (f *form) readPicture(part io.Reader, length int64, room func() error) error {
	r := bufio.NewReader(part)
	if f.photo != nil || f.reason != "" {
		_, err := io.Copy(io.Discard, r)
		return err
	}
	if _, err := r.Peek(1); errors.Is(err, io.EOF) { // no picture was chosen
		return nil
	} else if err != nil {
		return err
	}
	if room != nil {
		if err := room(); err != nil {
			return err
		}
	}
	first := int64(64 << 10)
	if length > 0 {
		first = min(length, maxPicture+1)
	}
	data := make([]byte, 0, first)
	limited := io.LimitReader(r, maxPicture+1)
	for {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := limited.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	switch {
	case len(data) > maxPicture:
		f.reason = fmt.Sprintf("This picture is bigger than %d MB. Please send a smaller copy of it.", maxPicture>>20)
		_, err := io.Copy(io.Discard, r)
		return err
	case len(data) > 0:
		f.photo = data
	}
	return nil
}

// sendingError tells a phone that went away from one that sent nonsense.
func sendingError(err error) error {
	if tooMuch := (*http.MaxBytesError)(nil); errors.As(err, &tooMuch) {
		return errBadForm
	}
	if strings.HasPrefix(err.Error(), "multipart: ") || errors.Is(err, multipart.ErrMessageTooLarge) {
		return errBadForm
	}
	return fmt.Errorf("read what a phone sends: %w", err)
}

// refusedWords gives the words for people of a picture that was refused, "" for
// another error.
func refusedWords(err error) string {
	if bad := (*photo.RefusedError)(nil); errors.As(err, &bad) {
		return bad.Words
	}
	return ""
}
