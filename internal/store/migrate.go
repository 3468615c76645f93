package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed schema
var schema embed.FS

// ErrNewer says that the file was written by a later program.
var ErrNewer = errors.New("these data were written by a newer kettle: install that one, or restore a backup")

// migrate brings the file to this program's schema: each file of schema/ in its
// own transaction, counted in user_version.
func migrate(ctx context.Context, h *sql.DB) error {
	names, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return fmt.Errorf("list the schema: %w", err)
	}
	var have int
	if err := h.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	if have > len(names) {
		return ErrNewer
	}
	for i := have; i < len(names); i++ {
		if err := migrateOne(ctx, h, names[i], i+1); err != nil {
			return err
		}
	}
	return nil
}

func migrateOne(ctx context.Context, h *sql.DB, name string, version int) error {
	text, err := schema.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	tx, err := h.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin %s: %w", name, err)
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, string(text)+fmt.Sprintf("\nPRAGMA user_version = %d;", version)); err != nil {
		return fmt.Errorf("run %s: %w", name, err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit %s: %w", name, err)
	}
	return nil
}
