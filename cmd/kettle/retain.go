package main

import "context"

// retain lets go, every day, what is kept for a while only.
func (s *screen) retain(ctx context.Context) error { return s.step.RetainDaily(ctx) }
