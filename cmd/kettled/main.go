// Command kettled is Kettle without its window: what hosts do at a command line,
// on a machine without a display or beside a screen that is running. See
// kettled --help.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"kettle/internal/command"
)

func main() { os.Exit(run()) }

// run runs one command. The first Ctrl-C stops it in order, the second at once.
func run() int {
	e, err := command.System()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	e.Metrics = newMetrics()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	defer context.AfterFunc(ctx, stop)()
	return command.Main(ctx, e)
}
