package sync

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kettle/internal/community"
)

// The limits of the protocol.
const (
	Protocol = 1 // the newest this program speaks

	maxBody    = 8 << 20
	maxRecords = 1000
	maxWait    = 25 // seconds that a pull may wait
	partSize   = 256 << 10
)

// Hello opens a connection.
type Hello struct {
	Screen    int64   `json:"screen"`
	Epoch     int64   `json:"epoch,omitempty"` // of the hub, as last known
	Known     Mark    `json:"known"`           // the greatest that the hub named
	Meeting   Meeting `json:"meeting"`
	Clock     int64   `json:"clock"`     // the screen's own, Unix milliseconds
	Protocols [2]int  `json:"protocols"` // the oldest and the newest it speaks
	Program   string  `json:"program"`
	Waiting   Waiting `json:"waiting"`
}

// Mark is a number that a hub named, and the word of who then served its store.
type Mark struct {
	Seq  int64  `json:"seq,omitempty"`
	Life string `json:"life,omitempty"`
}

// Meeting is what hub and screen agreed on at the last hello.
type Meeting struct {
	Count int64  `json:"count,omitempty"`
	Word  string `json:"word,omitempty"`
}

// Waiting says how many records a screen has not sent, and since when.
type Waiting struct {
	Records int   `json:"records"`
	Since   int64 `json:"since,omitempty"` // Unix milliseconds, 0 for none
}

// Welcome answers a Hello.
type Welcome struct {
	Epoch    int64    `json:"epoch"`
	Life     string   `json:"life"`  // who serves the hub's store now
	Clock    int64    `json:"clock"` // the hub's, Unix milliseconds
	Meeting  Meeting  `json:"meeting"`
	Protocol int      `json:"protocol"`
	Name     string   `json:"name"` // of this screen
	Role     string   `json:"role"`
	Fresh    bool     `json:"fresh,omitempty"` // silent for 90 days: send what waits, then start from nothing
	Hubs     []string `json:"hubs,omitempty"`  // addresses of this hub and of others before the same store
}

func (w Waiting) time() time.Time {
	if w.Since == 0 {
		return time.Time{}
	}
	return time.UnixMilli(w.Since).UTC()
}

// Push brings records to the hub.
type Push struct {
	Epoch   int64              `json:"epoch"`
	Life    string             `json:"life"`              // as welcomed
	Meeting string             `json:"meeting,omitempty"` // the word of the last hello
	Records []community.Record `json:"records"`
	Clock   int64              `json:"clock"`
}

// Pushed answers a Push, when all of it is durable.
type Pushed struct {
	Clock int64  `json:"clock"`
	Known Mark   `json:"known"` // of the store, with the records in it
	Lost  []Lost `json:"lost,omitempty"`
}

// Lost names fields that the hub has a later value of, or a record that it may
// not take.
type Lost struct {
	Kind   community.Kind `json:"kind"`
	ID     community.ID   `json:"id"`
	Fields []string       `json:"fields,omitempty"`
	Why    string         `json:"why,omitempty"` // "later", "erased", "old", "malformed" or "role"
}

// Pull asks for what is new.
type Pull struct {
	Epoch   int64   `json:"epoch"`
	Life    string  `json:"life"`              // as welcomed
	Meeting string  `json:"meeting,omitempty"` // the word of the last hello
	Since   int64   `json:"since"`
	After   int64   `json:"after"`
	Limit   int     `json:"limit,omitempty"` // records, 0 for as many as one answer may hold
	Wait    int     `json:"wait,omitempty"`  // seconds, 0 for not at all
	Waiting Waiting `json:"waiting"`
}

// Page answers a Pull.
type Page struct {
	Epoch   int64              `json:"epoch"`
	Clock   int64              `json:"clock"`
	Since   int64              `json:"since"`
	After   int64              `json:"after"`
	More    bool               `json:"more,omitempty"`
	Known   Mark               `json:"known"`
	Records []community.Record `json:"records,omitempty"`

	docs []string // when there are any, the records as JSON, in place of Records
}

// Code is what went wrong, for programs.
type Code string

// The codes of the protocol; the package comment says what to do about each.
const (
	CodeMalformed Code = "malformed"
	CodeUnpaired  Code = "unpaired"
	CodeRevoked   Code = "revoked"
	CodeRole      Code = "role"
	CodeSpace     Code = "space"
	CodePhoto     Code = "photo"
	CodeEpoch     Code = "epoch"
	CodeCopied    Code = "copied"
	CodeClock     Code = "clock"
	CodeLarge     Code = "large"
	CodeProtocol  Code = "protocol"
	CodePair      Code = "pair"
	CodeBusy      Code = "busy"
)

// Problem is an answer that is not what was asked for (RFC 9457).
type Problem struct {
	Code   Code   `json:"code"`
	Status int    `json:"status"`
	Title  string `json:"title"`

	Protocols [2]int `json:"protocols,omitzero"` // with CodeProtocol: the oldest and the newest that the hub speaks
}

// Error is the problem in words.
func (p *Problem) Error() string { return fmt.Sprintf("%s (%s)", p.Title, p.Code) }

// is says whether err is a problem of that code.
func is(err error, code Code) bool {
	p, ok := errors.AsType[*Problem](err)
	return ok && p.Code == code
}

// Peer is a hub as one screen sees it: over the network, or in this process.
// Answers that are not what was asked for are a *Problem.
type Peer interface {
	Hello(ctx context.Context, h Hello) (Welcome, error)
	Push(ctx context.Context, p Push) (Pushed, error)
	Pull(ctx context.Context, p Pull) (Page, error)
	Digest(ctx context.Context) (community.Sums, error)
	Bye(ctx context.Context) error

	// Photos says which of the photos the hub lacks. Parts are numbered from 0.
	Photos(ctx context.Context, hashes []string) (missing []string, err error)
	PutPart(ctx context.Context, hash string, part, of int, data []byte) error
	Part(ctx context.Context, hash string, part int) (data []byte, of int, err error)
}
