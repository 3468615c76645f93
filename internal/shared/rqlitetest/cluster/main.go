// Cluster starts three rqlite nodes on this machine, to try hubs with, and
// prints their addresses. Ctrl-C ends them and throws their data away.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"kettle/internal/shared/rqlitetest"
)

func main() {
	bin := flag.String("rqlited", "bin/rqlited", "the program of a node")
	nodes := flag.Int("nodes", 3, "how many nodes")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *bin, *nodes); err != nil {
		fmt.Fprintln(os.Stderr, "cluster:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, bin string, nodes int) error {
	dir, err := os.MkdirTemp("", "kettle-cluster-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	c, err := rqlitetest.Start(ctx, bin, dir, nodes)
	if err != nil {
		return err
	}
	defer c.Stop()
	fmt.Println(strings.Join(c.Addresses(), ","))
	<-ctx.Done()
	return nil
}
