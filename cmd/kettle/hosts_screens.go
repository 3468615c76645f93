package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"kettle/internal/community"
	"kettle/internal/step"
	"kettle/internal/store"
	"kettle/kiosk"
	kettlesync "kettle/sync"
)

// InStep says in words how the screens are.
func (h hosts) InStep(ctx context.Context) ([]string, error) {
	list, err := h.step.Screens(ctx)
	return inStep(list.Screens), err
}

func inStep(screens []step.Screen) []string {
	in, all, waiting := 0, 0, ""
	for _, s := range screens {
		switch s.State {
		case step.StateRevoked, "":
			continue
		case step.StateInStep:
			in++
		case step.StateBehind, step.StateAway:
			if s.Waiting > 0 && waiting == "" {
				waiting = fmt.Sprintf("%s waiting: %s", changes(s.Waiting), s.Name)
			}
		}
		all++
	}
	switch {
	case all == 0:
		return nil
	case in == all:
		return []string{"All screens in step"}
	case waiting == "":
		return []string{fmt.Sprintf("%d of %d screens in step", in, all)}
	}
	return []string{fmt.Sprintf("%d of %d screens in step", in, all), waiting}
}

func changes(n int64) string {
	if n == 1 {
		return "1 change"
	}
	return fmt.Sprintf("%d changes", n)
}

// Screens lists the screens of the space in words.
func (h hosts) Screens(ctx context.Context) (kiosk.ScreenList, error) {
	var out kiosk.ScreenList
	list, err := h.step.Screens(ctx)
	if err != nil {
		return out, err
	}
	_, _, out.Hub = h.step.Listening()
	if words := list.Words(); words != "" {
		out.Erased = strings.ToUpper(words[:1]) + words[1:] + "; the others erase when they are back."
	}
	if out.Hub && len(list.Screens) > 0 {
		out.Screens = append(out.Screens, kiosk.ScreenLine{Name: "This screen", Kind: "Keeps the others in step", State: "In step", Revoked: true})
	}
	for i := range list.Screens {
		out.Screens = append(out.Screens, screenLine(&list.Screens[i]))
	}
	return out, nil
}

// screenLine says of one screen how it stands.
func screenLine(s *step.Screen) kiosk.ScreenLine {
	line := kiosk.ScreenLine{ID: s.ID, Name: s.Name, Kind: roleWords(s.Role), Revoked: s.State == step.StateRevoked}
	line.Mark = map[step.State]kiosk.Mark{
		step.StateInStep: kiosk.MarkWell, step.StateBehind: kiosk.MarkWait, step.StateAway: kiosk.MarkWait, step.StateOff: kiosk.MarkOff,
		step.StateNever: kiosk.MarkGone, step.StateRevoked: kiosk.MarkGone,
	}[s.State]
	says, more, _ := strings.Cut(s.Says, ", ")
	if says == "" {
		says, line.Mark = "has joined", kiosk.MarkOff
	}
	if line.Revoked {
		says, more = "told to wipe itself", ""
	}
	if s.State == step.StateAway && s.Waiting > 0 {
		more += "; everything there is kept"
	}
	line.State, line.More = strings.ToUpper(says[:1])+says[1:], more
	return line
}

func roleWords(role string) string {
	switch role {
	case community.RoleWall:
		return "Wall"
	case community.RoleReplica:
		return "A spare without a window"
	}
	return "Kiosk"
}

// Offer makes a code for a new screen.
func (h hosts) Offer(ctx context.Context, name, role string) (kiosk.Offer, error) {
	c, err := h.step.Offer(ctx, name, role, false)
	if errors.Is(err, step.ErrNameTaken) {
		err = &community.FieldError{Field: "name", Reason: "is another screen's already"}
	}
	if err != nil {
		return kiosk.Offer{}, err
	}
	return kiosk.Offer{Code: c.Code, Address: c.Address, QR: c.URL, Until: h.Now().Add(10 * time.Minute)}, nil
}

// Asking gives the six digits of a screen that came with the code, "" while none
// did within a moment.
func (h hosts) Asking(ctx context.Context, code string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
	defer cancel()
	r, err := h.step.Request(ctx, code)
	if errors.Is(err, context.DeadlineExceeded) {
		return "", nil
	}
	return halves(r.Digits), gone(err)
}

// Admit lets that screen in.
func (h hosts) Admit(ctx context.Context, code string) error {
	return gone(h.step.Confirm(ctx, code, true))
}

// gone gives a pairing that came to nothing a sentence for the host.
func gone(err error) error {
	if errors.Is(err, kettlesync.ErrRefused) {
		return said{err, "Somebody went back at that screen. Make a new code."}
	}
	if errors.Is(err, kettlesync.ErrNoOffer) {
		return said{err, "The code has ended. Make a new one."}
	}
	return err
}

// Withdraw makes a code worthless.
func (h hosts) Withdraw(code string) { h.step.Withdraw(code) }

// Hubs gives the addresses of the hubs that answer on the local network.
func (h hosts) Hubs(ctx context.Context) ([]string, error) {
	found, err := h.step.Hubs(ctx)
	if err != nil {
		return nil, joinWords(err)
	}
	var out []string
	for _, f := range found {
		out = append(out, f.Address)
	}
	return out, nil
}

// Join pairs this screen with a hub. The code may be all of the QR code's text,
// from a scanner.
func (h hosts) Join(ctx context.Context, address, code string, show func(digits string)) (string, error) {
	o := step.JoinOptions{Address: address, Code: code}
	if strings.HasPrefix(strings.ToLower(code), "kettle:") {
		var err error
		if o.Address, o.Code, o.Fingerprint, err = step.ParsePairURL(code); err != nil {
			return "", joinWords(err)
		}
	}
	shown := false
	o.Show = func(six string) {
		shown = true
		show(halves(six))
	}
	joined, err := h.step.Join(ctx, o)
	if err == nil {
		return joined.Name, nil
	}
	words := joinWords(err)
	if words == err && !shown && ctx.Err() == nil { // nobody spoke our protocol there
		words = &community.FieldError{Field: "address", Reason: "no hub answers there. Is it as on the host’s screen?"}
	}
	return "", words
}

// joinWords gives what keeps a screen from joining a sentence for people.
func joinWords(err error) error {
	switch {
	case errors.Is(err, kettlesync.ErrBadCode):
		return &community.FieldError{Field: "code", Reason: "it has ten letters and digits"}
	case errors.Is(err, step.ErrJoinsItself):
		return said{err, "Other screens join this one, so it has none to join. Make the space here."}
	case errors.Is(err, store.ErrHoldsSpace), errors.Is(err, step.ErrWallHolds):
		return said{err, "Something is kept at this screen already, so it can’t join. Make the space here, or ask whoever set it up."}
	case errors.Is(err, context.DeadlineExceeded):
		return said{err, "Nobody said yes in time, and nothing has changed. Please make a new code and try again."}
	}
	if words, ok := step.Sentence(err); ok {
		return said{err, strings.ToUpper(words[:1]) + strings.TrimSuffix(words[1:], ".") + "."}
	}
	return err
}

// halves is six digits as people compare them.
func halves(six string) string {
	if len(six) != 6 {
		return six
	}
	return six[:3] + " " + six[3:]
}
