package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kettle/internal/community"
)

// table says how the records of one kind stand in SQL. The place of a column is
// its bit in the stamps' masks: columns are only ever added at the end.
type table struct {
	name    string
	columns []column
	owners  []string // columns whose member owns the record
	tags    bool     // "list:element" fields are rows of member_tags
	made    []string // columns that say when something happened, by this screen's clock
}

type column struct {
	name string
	kind columnKind
}

type columnKind int

const (
	textColumn columnKind = iota
	yesColumn             // 0 or 1, "" or "yes" as a value
	timeColumn            // Unix milliseconds, NULL for the zero time
	idColumn              // 16 bytes, NULL for the zero ID
)

var tables = map[community.Kind]*table{
	community.KindSpace: {name: "spaces", columns: texts("name", "zone", "hours", "holidays", "search_mode",
		"greeting", "about", "address", "website", "wifi",
		"approve_edits", "visit_days", "visitor_days", "visitor_words", "house_rules", "badge", "induction", "kept_since",
		"thanks_kinds", "approve_words", "blocked_words", "synonyms", "calendars", "hand_over", "no_question", "practices")},
	community.KindMember: {name: "members", tags: true, columns: memberColumns()},
	community.KindVisit: {name: "visits", owners: []string{"member_id"}, made: []string{"in_at", "out_at"}, columns: []column{
		{"member_id", idColumn},
		{"in_at", timeColumn},
		{"in_by", textColumn},
		{"out_at", timeColumn},
		{"out_by", textColumn},
		{"void", yesColumn},
		{"mood", textColumn},
		{"prompted", yesColumn},
		{"back", yesColumn},
	}},
	community.KindPost: {name: "posts", owners: []string{"member_id"}, made: []string{"made_at", "until"}, columns: []column{
		{"member_id", idColumn},
		{"side", textColumn},
		{"words", textColumn},
		{"made_at", timeColumn},
		{"until", timeColumn},
		{"closed", yesColumn},
		{"seen", yesColumn},
		{"sorted", yesColumn},
		{"quick", yesColumn},
		{"helper_id", idColumn},
		{"held", yesColumn},
		{"helper_seen", yesColumn},
	}},
	community.KindThankYou: {name: "thank_yous", owners: []string{"from_id", "to_id"}, made: []string{"said_at"}, columns: []column{
		{"from_id", idColumn},
		{"to_id", idColumn},
		{"what", textColumn},
		{"words", textColumn},
		{"said_at", timeColumn},
		{"from_agrees", yesColumn},
		{"to_agrees", yesColumn},
		{"void", yesColumn},
		{"seen", yesColumn},
		{"heard", yesColumn},
		{"held", yesColumn},
		{"nameless", yesColumn},
	}},
	community.KindEvent: {name: "events", columns: []column{
		{"uid", textColumn},
		{"recurrence_at", timeColumn},
		{"title", textColumn},
		{"what", textColumn},
		{"place", textColumn},
		{"about", textColumn},
		{"with", textColumn},
		{"starts_at", timeColumn},
		{"ends_at", timeColumn},
		{"all_day", yesColumn},
		{"zone", textColumn},
		{"rule", textColumn},
		{"extra", textColumn},
		{"except", textColumn},
		{"sequence", textColumn},
		{"cancelled", yesColumn},
		{"places", textColumn},
		{"source", textColumn},
	}},
	community.KindCard: {name: "cards", owners: []string{"member_id"}, columns: []column{
		{"member_id", idColumn}, {"hash", textColumn}, {"revoked", yesColumn},
	}},
	community.KindHost: {name: "hosts", columns: []column{
		{"name", textColumn}, {"pin_hash", textColumn}, {"role", textColumn}, {"member_id", idColumn}, {"revoked", yesColumn},
	}},
	community.KindVisitor: {name: "visitors", made: []string{"in_at", "out_at"}, columns: []column{
		{"name", textColumn},
		{"company", textColumn},
		{"sees", textColumn},
		{"sees_id", idColumn},
		{"notice", textColumn},
		{"rules", textColumn},
		{"code", textColumn},
		{"expected_on", textColumn},
		{"invited_by", idColumn},
		{"in_at", timeColumn},
		{"in_by", textColumn},
		{"out_at", timeColumn},
		{"out_by", textColumn},
		{"remember", yesColumn},
		{"detail", textColumn},
		{"void", yesColumn},
	}},
	community.KindNotice: {name: "notices", columns: []column{
		{"words", textColumn}, {"audience", textColumn}, {"from", timeColumn}, {"until", timeColumn}, {"void", yesColumn},
	}},
	community.KindParcel: {name: "parcels", owners: []string{"member_id"}, made: []string{"came_at", "handed_at"}, columns: []column{
		{"member_id", idColumn}, {"words", textColumn}, {"came_at", timeColumn}, {"handed_at", timeColumn},
	}},
	community.KindProposal: {name: "proposals", owners: []string{"member_id"}, made: []string{"made_at"}, columns: []column{
		{"member_id", idColumn}, {"wanted", textColumn}, {"made_at", timeColumn}, {"outcome", textColumn},
	}},
	community.KindAct: {name: "acts", made: []string{"at"}, columns: []column{
		{"screen", textColumn},
		{"number", textColumn},
		{"at", timeColumn},
		{"by", textColumn},
		{"what", textColumn},
		{"undoes", idColumn},
		{"digest", textColumn},
		{"before", textColumn},
		{"hash", textColumn},
		{"sums", textColumn},
	}},
	community.KindValues: {name: "act_values", made: []string{"at"}, columns: []column{
		{"act_id", idColumn},
		{"kind", textColumn},
		{"about", idColumn},
		{"made", yesColumn},
		{"salt", textColumn},
		{"changes", textColumn},
		{"at", timeColumn},
	}},
	community.KindCount: {name: "counts", columns: texts("screen", "day", "what", "n")},
	community.KindIntroduction: {name: "introductions", owners: []string{"one_id", "other_id"}, made: []string{"asked_at", "done_at", "met_at", "talked_at"}, columns: []column{
		{"one_id", idColumn},
		{"other_id", idColumn},
		{"asked_by_id", idColumn},
		{"asked_at", timeColumn},
		{"not_before", textColumn},
		{"never", yesColumn},
		{"done_at", timeColumn},
		{"met_at", timeColumn},
		{"talked", textColumn},
		{"talked_at", timeColumn},
		{"seen", yesColumn},
	}},
	community.KindComing: {name: "comings", owners: []string{"member_id"}, made: []string{"said_at"}, columns: []column{
		{"member_id", idColumn},
		{"event_id", idColumn},
		{"starts_at", timeColumn},
		{"slot_at", timeColumn},
		{"said_at", timeColumn},
		{"void", yesColumn},
		{"goal", textColumn},
		{"went", textColumn},
		{"seen", yesColumn},
		{"asked", yesColumn},
		{"knew_at", timeColumn},
		{"knew_place", textColumn},
	}},
	community.KindCheer: {name: "cheers", owners: []string{"member_id", "for_id"}, made: []string{"said_at"}, columns: []column{
		{"member_id", idColumn}, {"for_id", idColumn}, {"post_id", idColumn}, {"void", yesColumn}, {"said_at", timeColumn}, {"seen", yesColumn},
	}},
	community.KindNaming: {name: "namings", owners: []string{"learner_id", "member_id"}, columns: []column{
		{"learner_id", idColumn}, {"member_id", idColumn}, {"box", textColumn}, {"due_on", textColumn},
	}},
	community.KindTally: {name: "tallies", columns: texts("screen", "question", "month", "counts")},
	community.KindScreen: {name: "screens", columns: []column{
		{"name", textColumn}, {"role", textColumn}, {"key", textColumn}, {"paired_at", timeColumn}, {"revoked", yesColumn},
	}},
}

func texts(names ...string) []column {
	columns := make([]column, len(names))
	for i, n := range names {
		columns[i] = column{name: n}
	}
	return columns
}

func memberColumns() []column {
	columns := texts(community.MemberFields[:]...)
	for i := range columns {
		if strings.HasSuffix(columns[i].name, "_public") || slices.Contains([]string{"introduce_me", "leave_me", "welcome_me", "my_years", "learn_names"}, columns[i].name) {
			columns[i].kind = yesColumn
		}
	}
	return columns
}

// place is the index of the column, -1 for a field that has none.
func (t *table) place(field string) int {
	if t == nil {
		return -1
	}
	for i := range t.columns {
		if t.columns[i].name == field {
			return i
		}
	}
	return -1
}

// isTag says whether the field is an element of a list.
func (t *table) isTag(field string) bool { return t != nil && t.tags && strings.Contains(field, ":") }

// fits says whether the column gives back the very value that it is given. What
// does not fit, such as a later program's way to write a time, is kept as a
// field that this program does not know.
func (c column) fits(value string) bool {
	switch c.kind {
	case yesColumn:
		return value == "" || value == "yes"
	case timeColumn:
		ms, err := strconv.ParseInt(value, 10, 64)
		return value == "" || err == nil && strconv.FormatInt(ms, 10) == value
	case idColumn:
		id, err := community.ParseID(value)
		return value == "" || err == nil && id.String() == value
	}
	return true
}

// sqlValue is what a column holds for a value; its empty value for one that does
// not fit.
func (c column) sqlValue(value string) any {
	if !c.fits(value) {
		value = ""
	}
	switch c.kind {
	case yesColumn:
		if value == "" {
			return 0
		}
		return 1
	case timeColumn:
		if ms, err := strconv.ParseInt(value, 10, 64); err == nil {
			return ms
		}
		return nil
	case idColumn:
		if id, err := community.ParseID(value); err == nil {
			return id[:]
		}
		return nil
	}
	return value
}

// scan reads one column back as a value.
type scan struct {
	column
	text sql.NullString
	id   community.ID
}

func (s *scan) dest() any {
	if s.kind == idColumn {
		return &s.id
	}
	return &s.text
}

func (s *scan) value() string {
	switch {
	case s.kind == idColumn:
		return s.id.String()
	case s.kind == yesColumn && s.text.String == "0":
		return ""
	case s.kind == yesColumn:
		return "yes"
	}
	return s.text.String
}

// querier is what gives rows.
type querier interface {
	QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error)
}

// query is what both handles and a transaction can do.
type query interface {
	querier
	QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row
}

// record is a typed form of the records of one kind.
type record interface {
	Set(field, value string) error
}

// rows reads the records for which the condition holds. each gives the record
// to fill for an ID. Values that the record refuses, such as a text that a later
// program allows to be longer, are left out of it and stay in the file.
func (t *table) rows(ctx context.Context, q querier, where string, args []any, each func(community.ID) record) error {
	names := make([]string, len(t.columns))
	scans := make([]scan, len(t.columns))
	var id community.ID
	dest := []any{&id}
	for i, c := range t.columns {
		names[i] = `"` + c.name + `"`
		scans[i].column = c
		dest = append(dest, scans[i].dest())
	}
	rows, err := q.QueryContext(ctx, "SELECT "+strings.Join(append([]string{"id"}, names...), ", ")+" FROM "+t.name+" "+where, args...)
	if err != nil {
		return fmt.Errorf("read %s: %w", t.name, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return fmt.Errorf("read %s: %w", t.name, err)
		}
		r := each(id)
		for i := range scans {
			_ = r.Set(scans[i].name, scans[i].value())
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read %s: %w", t.name, err)
	}
	return nil
}
