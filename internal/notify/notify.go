// Package notify tells a member that somebody is here to see them, by e-mail or
// through a webhook, where a host has turned that on. It works beside the screen:
// nothing waits for it, without a network a message waits a while and is then
// dropped, and outside the space's hours nothing is sent.
package notify

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"kettle/internal/community"
)

// How long one message may take, and how long one that could not be sent waits.
const (
	patience  = 5 * time.Second
	firstWait = 15 * time.Second
	mostWait  = 4 * time.Minute
	look      = 10 * time.Second // between two looks for what is due
)

// Box is where messages wait.
type Box interface {
	// Messages gives what is to be sent now and how many waited too long.
	Messages(ctx context.Context) (due []community.Message, expired int, err error)
	// DropMessage forgets a message, DelayMessage has it wait.
	DropMessage(ctx context.Context, id community.ID) error
	DelayMessage(ctx context.Context, id community.ID, next time.Time) error
	// Space gives the hours.
	Space(ctx context.Context) (community.Space, error)
}

// Config is where messages go. The zero Config sends nothing.
type Config struct {
	SMTP    string // smtp://user:password@host:587, or smtps://
	From    string // the address that e-mail comes from
	Webhook string // an address that takes JSON by POST
}

// On says whether anything is sent.
func (c *Config) On() bool { return c.SMTP != "" && c.From != "" || c.Webhook != "" }

// Sender sends what waits.
type Sender struct {
	Box     Box
	Config  Config
	Now     func() time.Time // nil means time.Now
	Changes <-chan struct{}  // signals that there may be more; nil is fine
}

// Run sends until ctx ends, whose error it returns. With nothing to send through
// it returns at once.
func (s *Sender) Run(ctx context.Context) error {
	if !s.Config.On() {
		return nil
	}
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		if err := s.sendDue(ctx); err != nil && ctx.Err() == nil {
			slog.Error("tell members of their visitors", "err", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.Changes:
		case <-tick.C:
		}
	}
}

func (s *Sender) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}

func (s *Sender) sendDue(ctx context.Context) error {
	due, expired, err := s.Box.Messages(ctx)
	if expired > 0 {
		slog.Warn("members were not told of their visitors in time", "messages", expired)
	}
	if err != nil || len(due) == 0 {
		return err
	}
	space, err := s.Box.Space(ctx)
	if err != nil || !space.OpenAt(s.now()) {
		return err
	}
	for i := range due {
		m := &due[i]
		if err := s.send(ctx, &space, m); err != nil {
			slog.Warn("a member could not be told of a visitor", "tries", m.Tries+1, "err", err)
			wait := min(firstWait<<min(m.Tries, 10), mostWait)
			if err := s.Box.DelayMessage(ctx, m.ID, s.now().Add(wait)); err != nil {
				return err
			}
			continue
		}
		if err := s.Box.DropMessage(ctx, m.ID); err != nil {
			return err
		}
	}
	return nil
}

// send sends one message every way there is. One way that works is enough: the
// member would be told twice of a message that is sent again.
func (s *Sender) send(ctx context.Context, space *community.Space, m *community.Message) error {
	var errs []error
	sent := false
	try := func(do func(context.Context) error) {
		ctx, stop := context.WithTimeout(ctx, patience)
		defer stop()
		if err := do(ctx); err != nil {
			errs = append(errs, err)
		} else {
			sent = true
		}
	}
	if s.Config.Webhook != "" {
		try(func(ctx context.Context) error { return s.post(ctx, space, m) })
	}
	if s.Config.SMTP != "" && s.Config.From != "" && m.Email != "" {
		try(func(ctx context.Context) error { return s.mail(ctx, space, m) })
	}
	if sent {
		return nil
	}
	return errors.Join(errs...) // nil for who has no address: there is no way to tell them
}

// words are the message for people.
func words(m *community.Message) string {
	who := m.Visitor
	if m.Company != "" {
		who += " (" + m.Company + ")"
	}
	return community.CleanLine(who + " is here to see you.")
}
