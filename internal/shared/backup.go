package shared

import (
	"context"
	"errors"
	"fmt"
)

// ErrNoFile says that a store is a cluster, which has backups of its own.
var ErrNoFile = errors.New("the hub's store is a cluster: back it up with the cluster's own tools")

// Backup writes the whole store, as of one moment, to a file that is not there
// yet, while it goes on being used.
func (s *Store) Backup(ctx context.Context, path string) error {
	f, ok := s.engine.(*file)
	if !ok {
		return ErrNoFile
	}
	if _, err := f.writer.ExecContext(ctx, `VACUUM INTO ?`, path); err != nil {
		return fmt.Errorf("copy the shared store: %w", err)
	}
	return nil
}
