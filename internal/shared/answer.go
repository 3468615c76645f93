package shared

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
)

// answer is what an rqlite node says. An error of its own means that it could
// not do its part, such as find the leader; an error of a result is SQLite's.
type answer struct {
	Error   string   `json:"error"`
	Results []result `json:"results"`
	Index   int64    `json:"raft_index"` // of a write, in the log of all nodes
}

type result struct {
	Error        string  `json:"error"`
	RowsAffected int64   `json:"rows_affected"`
	Values       [][]any `json:"values"`
}

// blob is where bytes are scanned that are no text: rqlite sends them in base64.
type blob []byte

// readAnswer reads numbers as they are written: an int64 does not fit into a
// float64.
func readAnswer(text []byte) (*answer, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	a := &answer{}
	if err := d.Decode(a); err != nil {
		return nil, fmt.Errorf("read the answer of a node: %w", err)
	}
	return a, nil
}

// check says what went wrong: errMoved, ErrBusy for what another node or a later
// try may answer, or a fault of the statement.
func (a *answer) check(results int) error {
	if a.Error != "" {
		return fmt.Errorf("%w: %s", ErrBusy, a.Error)
	}
	for _, r := range a.Results {
		switch {
		case isMoved(r.Error):
			return errMoved
		case r.Error != "":
			return fmt.Errorf("a node says: %s", r.Error)
		}
	}
	if len(a.Results) != results {
		return fmt.Errorf("%w: %d results came, not %d", ErrBusy, len(a.Results), results)
	}
	return nil
}

// scanValues puts a row's values where they are wanted, NULL as zero.
func scanValues(row, dest []any) error {
	if len(row) != len(dest) {
		return fmt.Errorf("a row has %d columns, not %d", len(row), len(dest))
	}
	for i, d := range dest {
		if err := scanValue(row[i], d); err != nil {
			return fmt.Errorf("column %d: %w", i, err)
		}
	}
	return nil
}

func scanValue(v, dest any) error {
	text, isText := v.(string)
	number, isNumber := v.(json.Number)
	var n int64
	if isNumber {
		var err error
		if n, err = number.Int64(); err != nil {
			return err
		}
	}
	switch d := dest.(type) {
	case *int64:
		*d = n
		isText = false
	case *bool:
		*d = n != 0
		isText = false
	case *string:
		*d = text
		isNumber = false
	case *blob:
		b, err := base64.StdEncoding.DecodeString(text)
		*d = b
		isNumber = false
		if err != nil {
			return err
		}
	default:
		return fmt.Errorf("there is no way to scan into %T", dest)
	}
	if v != nil && !isText && !isNumber {
		return fmt.Errorf("a %T does not fit into %T", v, dest)
	}
	return nil
}
