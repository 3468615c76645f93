package web

import (
	"bytes"
	"context"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// pngOf is the header of a PNG in colour that claims a size.
func pngOf(w, h uint32) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		panic(err)
	}
	data := b.Bytes()
	for i, v := range []uint32{w, h} {
		for j := range 4 {
			data[16+4*i+j] = byte(v >> (24 - 8*j))
		}
	}
	data[25] = 6 // red, green, blue, alpha
	sum := crc32.ChecksumIEEE(data[12:29])
	for j := range 4 {
		data[29+j] = byte(sum >> (24 - 8*j))
	}
	return data
}

func encoded(t *testing.T, encode func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPicturesOfEveryKindAreTakenOrRefusedInWords(t *testing.T) {
	l := newLobby(t)
	wide := image.NewNRGBA64(image.Rect(0, 0, 300, 200))
	for i := range wide.Pix {
		wide.Pix[i] = byte(i * 7)
	}
	moving := &gif.GIF{}
	for i := range 3 {
		frame := image.NewPaletted(image.Rect(0, 0, 64, 64), color.Palette{color.Black, color.White, color.RGBA{uint8(i * 80), 0, 0, 255}})
		moving.Image, moving.Delay = append(moving.Image, frame), append(moving.Delay, 5)
	}
	photo := snap(t, 640, 480)
	inks, err := os.ReadFile("testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		picture []byte
		refused string // words, "" for taken
	}{
		{"jpeg", photo, ""},
		{"16 bits, named jpg", encoded(t, func(w io.Writer) error { return png.Encode(w, wide) }), ""},
		{"moving gif", encoded(t, func(w io.Writer) error { return gif.EncodeAll(w, moving) }), ""},
		{"inks", inks, ""},
		{"cut short", photo[:len(photo)/2], "damaged or cut short"},
		{"cut in the header", photo[:40], "damaged or cut short"},
		{"bomb", pngOf(12_000, 12_001), "Please make it smaller"},
		{"too much for this place", pngOf(6000, 6000), "takes"},
		{"heic", append([]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1"), make([]byte, 500)...), "Most Compatible"},
		{"avif", append([]byte("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00avifmif1"), make([]byte, 500)...), "AVIF"},
		{"page", []byte("<html><script>alert(1)</script></html>"), "not a picture"},
		{"drawing", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "not a picture"},
		{"too big", append(bytes.Clone(photo), make([]byte, maxPicture)...), "bigger than 20 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, purpose := range []Purpose{ForPhoto, ForProfile} {
				at, came := l.ticket(purpose), len(l.came)
				values := l.fills(l.get(at), "do", "photo")
				p := l.sends(at, values, c.picture)
				if c.refused == "" {
					if p.status != 200 || purpose == ForPhoto && len(l.came) != came+1 {
						t.Errorf("%s: %d\n%s", purpose, p.status, p.body)
					}
					continue
				}
				if p.status != 422 || !p.has(c.refused) || len(l.came) != came || strings.Contains(p.body, "alert(1)") {
					t.Errorf("%s: %d\n%s", purpose, p.status, p.body)
				}
				if p := l.get(at); p.status != 200 {
					t.Errorf("%s: the ticket was used up by it: %d", purpose, p.status)
				}
			}
		})
	}
}

func TestASidewaysPhotoIsTurnedAndForgetsWhereItWasTaken(t *testing.T) {
	l := newLobby(t)
	exif := []byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00")
	photo := snap(t, 400, 200)
	photo = append(append(append([]byte{}, photo[:2]...), exif...), photo[2:]...)
	if p := l.sends(l.ticket(ForPhoto), nil, photo); p.status != 200 {
		t.Fatalf("%d\n%s", p.status, p.body)
	}
	f, err := l.desk.Photos().Open(l.came[0].Photo, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil || img.Width != 200 || img.Height != 400 || bytes.Contains(data, []byte("Exif")) {
		t.Errorf("%d by %d, %v", img.Width, img.Height, err)
	}
}

// Twelve megapixels are kept, the form of them read, in a few times of what decoding
// them takes, and the largest picture that is taken fits into 160 MB.
func TestAPhoneSPhotoIsQuickAndTheLargestFitsIntoMemory(t *testing.T) {
	l := newLobby(t)
	photo := snap(t, 4032, 3024)
	best, floor := time.Hour, time.Hour
	for range 3 {
		r := posted(t, l.ticket(ForPhoto), nil, photo)
		began := time.Now()
		if p := l.do(r); p.status != 200 {
			t.Fatalf("%d\n%s", p.status, p.body)
		}
		best = min(best, time.Since(began))
		began = time.Now()
		if _, err := jpeg.Decode(bytes.NewReader(photo)); err != nil {
			t.Fatal(err)
		}
		floor = min(floor, time.Since(began))
	}
	t.Logf("12 megapixels, %d KB: kept after %v, decoded in %v", len(photo)>>10, best.Round(time.Millisecond), floor.Round(time.Millisecond))
	if best > 10*floor {
		t.Errorf("it took %v, of which decoding once is %v", best, floor)
	}

	img := image.NewNRGBA(image.Rect(0, 0, 4000, 3270)) // 52 MB of pixels, and as much without transparency
	for i := range img.Pix {
		img.Pix[i] = byte(i>>9) | 1
	}
	largest := encoded(t, func(w io.Writer) error { return (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(w, img) })
	img = nil
	for name, picture := range map[string][]byte{"photo": photo, "largest": largest} {
		debug.FreeOSMemory()
		defer debug.SetGCPercent(debug.SetGCPercent(20)) // as on a screen
		base := inUse()
		r := posted(t, l.ticket(ForPhoto), nil, picture)
		sent := inUse() - base // of the test's own
		stop, peak := make(chan bool), make(chan uint64)
		go func() {
			var most uint64
			for {
				select {
				case <-stop:
					peak <- most
					return
				case <-time.After(time.Millisecond):
					most = max(most, inUse())
				}
			}
		}()
		status := l.do(r).status
		close(stop)
		most := int64(<-peak-base) - int64(sent)
		t.Logf("%s: %d KB sent, status %d, at most %d MB more memory", name, len(picture)>>10, status, most>>20)
		if status != 200 || most > 160<<20 {
			t.Errorf("%s: status %d, %d MB", name, status, most>>20)
		}
	}
}

func inUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}

// Over a real connection: more than may be sent is answered, not cut off, and
// a phone that stops in the middle holds nothing up for long.
func TestTooMuchIsAnsweredOverARealConnection(t *testing.T) {
	l := newLobby(t)
	addr, stop := serving(t, l.pages)
	at := "http://" + addr + l.ticket(ForPhoto)
	r := posted(t, "/", nil, make([]byte, maxPicture+1000))
	got, err := http.Post(at, r.Header.Get("Content-Type"), r.Body) //nolint:noctx // ends with the server
	if err != nil {
		t.Fatal(err)
	}
	if page := body(t, got); got.StatusCode != 422 || !strings.Contains(page, "bigger than 20 MB") {
		t.Errorf("%d\n%s", got.StatusCode, page)
	}
	got.Body.Close()
	for range maxUploads { // phones that begin to send and stop
		c, err := new(net.Dialer).DialContext(t.Context(), "tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n--x\r\n", at[len("http://"+addr):])
		time.Sleep(50 * time.Millisecond)
		c.Close()
	}
	r = posted(t, "/", nil, oneColour(t, color.White))
	if got, err = http.Post(at, r.Header.Get("Content-Type"), r.Body); err != nil || got.StatusCode != 200 { //nolint:noctx // ends with the server
		t.Fatalf("after them: %v %v", got, err)
	}
	got.Body.Close()
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// Two phones that send their pictures slowly keep nobody from signing in, nor from
// saving a form without one.
func TestOnlyAPictureWaitsForOtherPictures(t *testing.T) {
	l := signedIn(t)
	addr, stop := serving(t, l.pages)
	defer func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	}()
	for range maxUploads {
		c, err := new(net.Dialer).DialContext(t.Context(), "tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n"+
			"--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n\r\n\xff\xd8\xff", l.ticket(ForPhoto))
	}
	photo := posted(t, l.ticket(ForPhoto), nil, oneColour(t, color.White))
	photo.RemoteAddr = nextPhone()
	time.Sleep(200 * time.Millisecond)
	began := time.Now()
	if p := l.sends("/me/in", url.Values{"number": {"1002"}, "pin": {"274916"}}, nil); p.status != 303 {
		t.Errorf("signing in: %d", p.status)
	}
	at := l.ticket(ForProfile)
	if p := l.sends(at, l.fills(l.get(at), "headline", "Mends radios"), nil); p.status != 200 {
		t.Errorf("a form without a picture: %d", p.status)
	}
	if waited := time.Since(began); waited > roomWithin/2 {
		t.Errorf("they waited for %v", waited)
	}
	waiting, leave := context.WithTimeout(t.Context(), time.Second)
	defer leave()
	l.pages.ServeHTTP(httptest.NewRecorder(), photo.WithContext(waiting))
	if waiting.Err() == nil || len(l.came) != 1 {
		t.Errorf("a third picture did not wait, %d came", len(l.came))
	}
}

func FuzzForm(f *testing.F) {
	f.Add("multipart/form-data; boundary=x", []byte("--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAda\r\n--x--\r\n"))
	f.Add("application/x-www-form-urlencoded", []byte("name=Ada&seen=99999999999999999999"))
	f.Add("multipart/form-data; boundary=x", []byte("--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"\"\r\n\r\n\xff\xd8\xff\r\n--x--\r\n"))
	f.Fuzz(func(t *testing.T, kind string, sent []byte) {
		r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, "http://x/", bytes.NewReader(sent))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", kind)
		got, err := readForm(nil, r, func() error { return nil })
		if err != nil {
			return
		}
		total := 0
		for _, all := range got.values {
			for _, v := range all {
				total += len(v)
			}
		}
		if total > maxForm || len(got.photo) > maxPicture {
			t.Fatalf("%d bytes of text, %d of a picture", total, len(got.photo))
		}
		for _, field := range []string{"name", "about", "looking_for"} {
			if text := got.typed(field); strings.ContainsAny(text, "\x00\r\u202e\u200b") {
				t.Fatalf("%q", text)
			}
		}
	})
}
