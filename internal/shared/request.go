package shared

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
)

// request writes statements as rqlite reads them. Bytes travel as a hexadecimal
// literal, which is why no text may look like one.
func request(batch []statement) ([]byte, error) {
	list := make([][]any, len(batch))
	for i, s := range batch {
		if s.row != "" {
			var err error
			if s, err = s.fold(); err != nil {
				return nil, err
			}
		}
		list[i] = append(make([]any, 0, 1+len(s.args)), s.sql)
		for _, a := range s.args {
			switch v := a.(type) {
			case []byte:
				a = "x'" + hex.EncodeToString(v) + "'"
			case string:
				if t := strings.TrimSpace(v); len(t) > 1 && (t[0] == 'x' || t[0] == 'X') && t[1] == '\'' {
					return nil, fmt.Errorf("the text %.20q would be taken for bytes: %w", v, ErrMalformed)
				}
			}
			list[i] = append(list[i], a)
		}
	}
	return plainJSON(list)
}

// fold gives the statement with all its rows in one argument, which nodes read
// and pass on faster than thousands.
func (s statement) fold() (statement, error) {
	rows, err := plainJSON(s.rows)
	if err != nil {
		return statement{}, err
	}
	columns := strings.Trim(s.row, "()")
	for i := range strings.Count(columns, "?") {
		columns = strings.Replace(columns, "?", fmt.Sprintf("x.value->>%d", i), 1)
	}
	into := strings.TrimSuffix(s.sql, "VALUES")
	return statement{
		sql:  into + "SELECT " + columns + " FROM json_each(?) x WHERE true" + s.tail,
		args: []any{string(rows)},
	}, nil
}

// plainJSON writes JSON without escapes for the sake of web pages.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write a request: %w", err)
	}
	return b.Bytes(), nil
}
