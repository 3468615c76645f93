package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"kettle/internal/command"
	"kettle/internal/community"
	"kettle/internal/ipp"
	"kettle/internal/paper"
	"kettle/internal/store"
)

// callFor is how long a member is called for a visitor.
const callFor = 10 * time.Minute

// SignOut ends the stay of the visitor with that code or full name.
func (d desk) SignOut(ctx context.Context, by community.Actor, words string) (community.Visitor, error) {
	v, err := d.DB.SignOutNamed(ctx, by, words)
	if errors.Is(err, store.ErrSeveralVisitors) {
		err = said{err, "More than one of that name is here. Type the letters on your badge, or tell a host."}
	}
	return v, err
}

// Prove gives the last stay of a returning visitor, or community.ErrNotFound.
func (d desk) Prove(ctx context.Context, name, detail string) (community.Visitor, error) {
	v, err := d.DB.Prove(ctx, name, detail)
	if errors.Is(err, store.ErrNotProven) {
		err = community.ErrNotFound
	}
	return v, err
}

// Callers gives whom visitors came to see lately.
func (d desk) Callers(ctx context.Context) ([]community.Caller, error) {
	return d.DB.Callers(ctx, callFor)
}

// FireRoll lists everybody in the building. That the list cannot be noted as asked
// for is no reason to keep it back.
func (d desk) FireRoll(ctx context.Context, by community.Actor) ([]community.Present, error) {
	r, err := d.Roll(ctx)
	if err != nil {
		return nil, err
	}
	all := r.PresentAt(d.Now())
	slog.Info("fire roll", "by", by.String(), "people", len(all))
	if err := d.CalledRoll(ctx, by); err != nil {
		slog.Error("note the fire roll", "err", err)
	}
	return all, nil
}

func (s *screen) printBadge(ctx context.Context, v community.Visitor) error {
	pdf, err := command.Badge(ctx, s.db, v)
	if err != nil {
		return err
	}
	_, err = ipp.Print(ctx, nil, s.set.Printer, ipp.Job{Name: "Badge", Format: ipp.PDF, Document: pdf})
	return err
}

func (s *screen) printRoll(ctx context.Context, all []community.Present) error {
	space, err := s.db.Space(ctx)
	if err != nil {
		return err
	}
	pdf, err := paper.Roll(all, &space, s.now())
	if err != nil {
		return err
	}
	_, err = ipp.Print(ctx, nil, s.set.Printer, ipp.Job{Name: "Fire roll", Format: ipp.PDF, Document: pdf})
	return err
}
