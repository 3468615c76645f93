package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// In whatever order a phone sends the parts of a form, every text comes in, and of the
// pictures the first that is one: a page offers to take one or to choose one.
func TestAFormComesInWholeInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		texts, pictures, photo := url.Values{}, 0, ""
		for range rapid.IntRange(0, 12).Draw(t, "parts") {
			name := rapid.SampledFrom([]string{"name", "about", "looking_for", "photo", "picture"}).Draw(t, "name")
			data := rapid.StringN(0, 20, -1).Draw(t, "data")
			if name != "photo" && name != "picture" {
				texts.Add(name, data)
				if err := w.WriteField(name, data); err != nil {
					t.Fatal(err)
				}
				continue
			}
			if data != "" {
				if pictures++; pictures == 1 {
					photo = data
				}
			}
			part, err := w.CreateFormFile(name, "IMG_0001.jpg")
			if err == nil {
				_, err = part.Write([]byte(data))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodPost, "/T/X", &b)
		r.Header.Set("Content-Type", w.FormDataContentType())
		asked := 0
		f, err := readForm(httptest.NewRecorder(), r, func() error { asked++; return nil })
		if err != nil || cmp.Diff(f.values, texts) != "" || string(f.photo) != photo || f.reason != "" || asked != min(pictures, 1) {
			t.Fatalf("%+v, %v; room was asked for %d times", f, err, asked)
		}
	})
}
