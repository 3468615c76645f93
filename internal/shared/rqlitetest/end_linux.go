package rqlitetest

import (
	"os/exec"
	"syscall"
)

// endWithUs has a process killed when this one ends, however it ends.
func endWithUs(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
