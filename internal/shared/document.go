package shared

import (
	"fmt"

	"github.com/bytedance/sonic"

	"kettle/internal/community"
)

// documents are records as JSON. Thousands are read and written at a time, three
// times as fast as by encoding/json.
var documents = sonic.Config{SortMapKeys: true, CopyString: true, ValidateString: true}.Froze()

// encode gives the record as it stands in its row.
func encode(r *community.Record) (string, error) {
	doc, err := documents.MarshalToString(r)
	if err != nil {
		return "", fmt.Errorf("write %s %s: %w", r.Kind, r.ID, err)
	}
	return doc, nil
}

// decode reads a document.
func decode(doc string, r *community.Record) error {
	return documents.UnmarshalFromString(doc, r)
}
