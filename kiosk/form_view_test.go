package kiosk

import (
	"strings"
	"testing"

	"kettle/internal/community"
)

// Where a finger touches a field, there is typed: between the two letters that are
// nearest, in whichever line, whether the field was typed into before or not.
func TestTypingGoesOnWhereTheFieldIsTouched(t *testing.T) {
	first, second := strings.Repeat("n", 10), strings.Repeat("m", 10)
	for _, size := range sizes[:2] {
		for _, c := range []struct{ field, text, line string }{
			{"headline", first, first}, {"about", first + "\n" + second, first}, {"about", first + "\n" + second, second},
		} {
			before := strings.Index(c.text, c.line)
			for n := range 11 {
				w := hostWindow(t, size[0], size[1], HostMembers)
				one := &w.desk.members[0]
				one.Headline, one.About = "", ""
				if err := one.Set(c.field, c.text); err != nil {
					t.Fatal(err)
				}
				w.Changed()
				w.settle()
				w.does(DoOpen, one.ID)
				for range 2 {
					w.touchAt(t, c.line, min(float32(n)/10, 0.999))
					if f := w.State().Form; f.Focus != c.field || f.Entry(c.field).Caret != before+n {
						t.Fatalf("%v, %q: touched after %d of %q, typed after %d of %q", size, c.text, n, c.line, f.Entry(c.field).Caret, f.Focus)
					}
				}
				w.types("X")
				if want := c.text[:before+n] + "X" + c.text[before+n:]; w.State().Form.Entry(c.field).Text != want {
					t.Fatalf("%q became %q", c.text, w.State().Form.Entry(c.field).Text)
				}
			}
		}
	}
}

// The passphrase of a host is typed on a keyboard that the pad leads to, and seen by
// nobody.
func TestAPassphraseIsTypedByTouchAndNotSeen(t *testing.T) {
	for _, size := range sizes {
		w := newWindow(t, size[0], size[1])
		w.cfg.Hosts = &smallHosts{d: w.desk}
		w.desk.pin, w.desk.host = "kettle on", community.Host{ID: community.ID{77}, Name: "Rosa"}
		w.tap(GoExit)
		w.touch(t, useWords)
		checkLayout(t, w)
		for _, key := range []string{"k", "e", "t", "t", "l", "e", "space", "o", "n"} {
			w.touch(t, key)
		}
		for _, text := range w.words() {
			if strings.Contains(text, "kett") {
				t.Errorf("%q is read by whoever stands behind", text)
			}
		}
		w.touch(t, "Done")
		wantStep(t, w.kit, Host)
	}
}
