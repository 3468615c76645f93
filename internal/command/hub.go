package command

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"kettle/internal/feed"
	"kettle/internal/settings"
	"kettle/internal/step"
)

type hubCmd struct {
	Listen  string `placeholder:"ADDR" default:":8421" help:"Address for screens."`
	Store   string `placeholder:"URL" help:"Where the hub keeps what screens share: rqlite://host:port,host:port for a cluster. Default: hub.db in the data folder."`
	Metrics string `placeholder:"ADDR" default:"127.0.0.1:8422" help:"Address for a monitoring system, plain HTTP; off serves none."`
}

// Run is the hub until it is told to stop.
func (h *hubCmd) Run(c *call) error {
	if err := settings.CheckListen(h.Listen); err != nil {
		return misuse("--listen: %v", err)
	}
	if c.Env.DB != nil {
		return refuse("A running kettle has these data open: make that one the hub with --hub, or hub = true in %s, and start it again", settings.FileName)
	}
	o := &step.HubOptions{Listen: h.Listen, Store: h.Store}
	if c.Metrics != nil {
		o.Observe = c.Metrics.Observe
	}
	keeper := c.keeper(o)
	if err := keeper.Open(c.ctx); err != nil {
		return err
	}
	var metrics net.Listener
	if c.Metrics != nil && h.Metrics != "off" {
		var err error
		if metrics, err = (&net.ListenConfig{}).Listen(c.ctx, "tcp", h.Metrics); err != nil {
			return errors.Join(fmt.Errorf("listen for a monitoring system: %w", err), c.runStep(keeper, nil, true))
		}
	}
	address, fingerprint, _ := keeper.Listening()
	if err := c.say("The hub listens at %s, fingerprint %s", address, fingerprint); err != nil {
		return err
	}
	return c.runStep(keeper, metrics, false)
}

type followCmd struct{}

// Run keeps the data in step until it is told to stop.
func (f *followCmd) Run(c *call) error {
	if c.Env.DB != nil {
		return refuse("A running kettle has these data open and keeps them in step already")
	}
	if err := c.say("Following. Commands on these data work as ever."); err != nil {
		return err
	}
	return c.runStep(c.keeper(nil), nil, false)
}

// keeper gives the keeper of the open data, a new one where nothing keeps them
// in step.
func (c *call) keeper(hub *step.HubOptions) *step.Keeper {
	if c.Step != nil {
		return c.Step
	}
	return step.New(c.db, step.Options{Now: c.Now, Program: "kettled " + Version, Hub: hub})
}

// runStep runs a keeper, and answers other commands on its data, until the
// command is told to stop. With over set it only ends what was opened.
func (c *call) runStep(keeper *step.Keeper, metrics net.Listener, over bool) error {
	ctx, stop := context.WithCancel(c.ctx)
	defer stop()
	if over {
		stop()
	}
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() error { return keeper.Run(ctx) })
	work.Go(func() error { return keeper.RetainDaily(ctx) })
	changes, stopChanges := c.db.Watch()
	calendars := &feed.Reader{Store: c.db, Now: c.db.Now, Mine: keeper.Leads, Changes: changes}
	work.Go(func() error {
		defer stopChanges()
		return calendars.Run(ctx)
	})
	work.Go(func() error { return Serve(ctx, c.db, keeper, c.Now, nil) })
	if metrics != nil {
		work.Go(func() error { return serveMetrics(ctx, metrics, c.Metrics.Handler(keeper)) })
	}
	if err := work.Wait(); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// serveMetrics serves a monitoring system until ctx ends.
func serveMetrics(ctx context.Context, ln net.Listener, h http.Handler) error {
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 20 * time.Second,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
	defer context.AfterFunc(ctx, func() { _ = srv.Close() })() // nobody waits for an answer at the end
	if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve a monitoring system: %w", err)
	}
	return nil
}
