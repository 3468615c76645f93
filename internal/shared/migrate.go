package shared

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed schema
var schema embed.FS

// ErrNewer says that the store was written by a later program.
var ErrNewer = errors.New("the shared store was written by a newer kettle: install that one")

// migrations gives the files of schema/ in their order: the first makes version
// 1 of the tables.
func migrations() ([]string, error) {
	names, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return nil, fmt.Errorf("list the schema: %w", err)
	}
	texts := make([]string, len(names))
	for i, name := range names {
		b, err := schema.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		texts[i] = string(b)
	}
	return texts, nil
}

// migrate brings the file to this program's schema, each step in its own
// transaction, counted in user_version.
func (f *file) migrate(ctx context.Context) error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	var have int
	if err := f.writer.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	if have > len(steps) {
		return ErrNewer
	}
	for v := have + 1; v <= len(steps); v++ {
		step := statement{sql: steps[v-1] + fmt.Sprintf("\nPRAGMA user_version = %d;", v)}
		if _, err := f.write(ctx, step); err != nil {
			return fmt.Errorf("bring the schema to version %d: %w", v, err)
		}
	}
	return nil
}
