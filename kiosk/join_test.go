package kiosk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"kettle/internal/community"
)

func (h *smallHosts) Hubs(context.Context) ([]string, error) { return h.found, h.d.fault }

func (h *smallHosts) Join(ctx context.Context, address, code string, show func(string)) (string, error) {
	if h.joins != nil {
		if err := h.joins(address, code); err != nil {
			return "", err
		}
	}
	show("482 913")
	if h.meanwhile != nil {
		h.meanwhile(ctx)
	}
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	h.d.space = community.Space{Name: "Harbour Commons"}
	return "Library", nil
}

// newScreen is a kiosk at which nobody has made a space.
func newScreen(t *testing.T) (*kit, *smallHosts) {
	t.Helper()
	k := newKit(t)
	k.desk.space, k.desk.members, k.desk.visits = community.Space{}, nil, nil
	h := &smallHosts{d: k.desk, found: []string{"10.0.0.5:8421", "10.0.0.6:8421"}}
	k.cfg.Hosts = h
	k.refresh()
	k.settle()
	wantStep(t, k, First)
	return k, h
}

// toCode goes to the page of the code, of the first hub that was found.
func (k *kit) toCode() {
	k.does(DoAdd)
	k.touches(Tap{Act: Do, Verb: DoOpen, Name: k.State().First.Hubs[0]})
}

func wantPage(t *testing.T, k *kit, page int) {
	t.Helper()
	wantStep(t, k, First)
	if got := k.State().First.Page; got != page {
		t.Fatalf("page %d, want %d; %q", got, page, k.notice)
	}
}

func TestANewScreenJoinsAHubThatWasFound(t *testing.T) {
	k, h := newScreen(t)
	var asked []string
	h.joins = func(address, code string) error { asked = append(asked, address, code); return nil }
	var seen FirstState
	h.meanwhile = func(context.Context) {
		for len(k.queue) > 0 { // the digits are on their way to the picture
			f := k.queue[0]
			k.queue = k.queue[1:]
			f()
		}
		seen = k.State().First
	}
	k.does(DoAdd)
	wantPage(t, k, FirstHub)
	if got := k.State().First; !slices.Equal(got.Hubs, h.found) || got.Looking {
		t.Fatalf("%+v", got)
	}
	k.touches(Tap{Act: Do, Verb: DoOpen, Name: h.found[1]})
	wantPage(t, k, FirstCode)
	if f := k.State().Form; f.Focus != "code" || f.Keys.Page != KeysCode {
		t.Fatalf("%+v", f)
	}
	k.types("9H73ZNCTSZ")
	k.key(KeyEnter)
	if !slices.Equal(asked, []string{h.found[1], "9H73ZNCTSZ"}) || seen.Digits != "482 913" || seen.Page != FirstWait {
		t.Errorf("asked %q; while waiting %+v", asked, seen)
	}
	wantStep(t, k, Note)
	if text := k.State().Note.Text; !strings.Contains(text, "Library") {
		t.Error(text)
	}
	k.tap(Back)
	wantStep(t, k, Home)
}

func TestAnAddressCanBeTyped(t *testing.T) {
	k, h := newScreen(t)
	h.found = nil
	k.does(DoAdd)
	k.does(DoSave)
	if k.State().Form.Entry("address").Wrong == "" {
		t.Fatal("no address")
	}
	k.touches(Tap{Act: Unfocus})
	h.found = []string{"10.0.0.5:8421"} // it was switched on meanwhile
	k.does(DoMore)
	if len(k.State().First.Hubs) != 1 {
		t.Errorf("%+v", k.State().First)
	}
	k.touches(Tap{Act: Focus, Text: "address"})
	if page := k.State().Form.Keys.Page; page != KeysDigits {
		t.Errorf("an address begins on the page %q", page)
	}
	k.types("10.0.0.7:8421")
	k.key(KeyEnter)
	wantPage(t, k, FirstCode)
	if got := k.State().First.Address; got != "10.0.0.7:8421" {
		t.Error(got)
	}
}

func TestWhatKeepsAScreenFromJoiningIsSaidWhereItCanBeSetRight(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		page  int
		field string
	}{
		"the address": {&community.FieldError{Field: "address", Reason: "no hub answers there"}, FirstHub, "address"},
		"the code":    {&community.FieldError{Field: "code", Reason: "it has ten letters and digits"}, FirstCode, "code"},
		"a no":        {errors.New("refused"), FirstCode, ""},
	} {
		t.Run(name, func(t *testing.T) {
			k, h := newScreen(t)
			h.joins = func(string, string) error { return c.err }
			k.toCode()
			k.types("9H73ZNCTSZ")
			k.key(KeyEnter)
			wantPage(t, k, c.page)
			if c.field == "" && k.notice != sayNotJoined {
				t.Errorf("said %q", k.notice)
			}
			if c.field != "" && k.State().Form.Entry(c.field).Wrong == "" {
				t.Errorf("nothing at the field: %+v, %q", k.State().Form, k.notice)
			}
			h.joins = nil
			if c.page == FirstHub {
				k.does(DoSave)
			}
			k.does(DoSave) // the code is still there
			wantStep(t, k, Note)
		})
	}
}

// Whoever goes back, or leaves by the key chord, while a host is waited for lets go
// of the hub: its answer changes nothing here, and the next try is a new one.
func TestGoingBackLetsGoOfTheHub(t *testing.T) {
	for name, leave := range map[string]func(k *kit){
		"back":   func(k *kit) { k.Tap(Tap{Act: Do, Verb: DoCancel}) },
		"escape": func(k *kit) { k.Key(KeyEscape) },
		"chord":  func(k *kit) { k.AskExit() },
	} {
		t.Run(name, func(t *testing.T) {
			k, h := newScreen(t)
			var told error
			h.meanwhile = func(ctx context.Context) {
				k.clock = k.clock.Add(settle)
				leave(k)
				<-ctx.Done()
				told = ctx.Err()
			}
			k.toCode()
			k.types("9H73ZNCTSZ")
			k.key(KeyEnter)
			if told == nil {
				t.Fatal("the hub still waits")
			}
			if name == "chord" {
				wantStep(t, k, Pad)
				k.tap(Back)
				wantPage(t, k, FirstSpace)
				return
			}
			wantPage(t, k, FirstCode)
			h.meanwhile = nil
			k.does(DoSave)
			wantStep(t, k, Note)
		})
	}
}

func TestASpaceThatWasJoinedElsewhereEndsTheFirstStart(t *testing.T) {
	k, h := newScreen(t)
	h.d.space = community.Space{Name: "Harbour Commons"} // by kettled join
	k.refresh()
	k.settle()
	wantStep(t, k, Home)
}

func TestWhatIsFoundTooLateIsNotShown(t *testing.T) {
	k, _ := newScreen(t)
	k.pass(settle)
	k.Tap(Tap{Act: Do, Verb: DoAdd})
	late, _ := k.finds.next()
	k.does(DoCancel)
	k.does(DoAdd)
	h := k.cfg.Hosts.(*smallHosts)
	want := k.State().First.Hubs
	h.found = []string{"10.0.0.9:8421"}
	late(t.Context())()
	if got := k.State().First.Hubs; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestAScannedCodeIsTakenWhole(t *testing.T) {
	k, h := newScreen(t)
	got := ""
	h.joins = func(_, code string) error { got = code; return nil }
	k.toCode()
	text := "kettle:pair?code=9H73ZNCTSZ&hub=10.0.0.5%3A8421&key=" + strings.Repeat("a1", 32)
	k.scans(text)
	if got != text {
		t.Errorf("%q", got)
	}
}
