//go:build !linux

package main

import (
	"errors"
	"os/exec"
)

// namespaces says why machines have no network of their own here.
func namespaces() error { return errors.New("only Linux has namespaces") }

func alone([]string, []*link) (*exec.Cmd, error) { return nil, namespaces() }

// endWithUs does nothing where there is no way: a test that is ended leaves
// processes behind.
func endWithUs(*exec.Cmd) {}

func startLocked(cmd *exec.Cmd, started chan<- error, end chan<- struct{}) {
	err := cmd.Start()
	started <- err
	if err == nil {
		_ = cmd.Wait() // it is killed, most often
		close(end)
	}
}
