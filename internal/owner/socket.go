package owner

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
)

const socketName = "kettle.sock"

// maxPath is how long the path of a socket may be. The kernel takes 107 bytes.
const maxPath = 100

// address gives a path to the socket that the kernel takes. Call done when the
// socket is connected, or closed: until then a long path goes through a file of
// this process that is the folder.
func address(dir string) (path string, done func(), err error) {
	path = filepath.Join(dir, socketName)
	if len(path) <= maxPath {
		return path, func() {}, nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return "", nil, err
	}
	return fmt.Sprintf("/proc/self/fd/%d/%s", f.Fd(), socketName), func() { f.Close() }, nil
}

// listen makes the socket. Whoever calls it owns the data folder, so a socket
// that is there already was left by an owner that died.
func listen(ctx context.Context, dir string) (*net.UnixListener, func(), error) {
	path, done, err := address(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("open the data folder: %w", err)
	}
	fail := func(err error) (*net.UnixListener, func(), error) {
		done()
		return nil, nil, fmt.Errorf("listen for commands: %w", err)
	}
	if info, err := os.Lstat(path); err == nil && info.Mode().Type() == fs.ModeSocket {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fail(err)
		}
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "unix", path)
	if err != nil {
		return fail(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return fail(errors.Join(err, l.Close()))
	}
	return l.(*net.UnixListener), func() { l.Close(); done() }, nil
}

// dial connects to the owner, or gives ErrNoOwner.
func dial(ctx context.Context, dir string) (net.Conn, error) {
	path, done, err := address(dir)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoOwner, err)
	}
	defer done()
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", path)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%w: %w", ErrNoOwner, err)
	}
	return conn, nil
}
