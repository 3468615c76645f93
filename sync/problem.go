package sync

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
)

// statuses are those of the codes, and what is said when nobody said more.
var statuses = map[Code]struct {
	status int
	title  string
}{
	CodeMalformed: {http.StatusBadRequest, "The hub cannot read what this screen sent. Update both to the same version."},
	CodeUnpaired:  {http.StatusUnauthorized, "The hub does not know this screen. Ask a host to pair it."},
	CodeRevoked:   {http.StatusForbidden, "A host took this screen out of the space. Ask a host to pair it again."},
	CodeRole:      {http.StatusForbidden, "This screen may not do that. Do it at a kiosk."},
	CodePair:      {http.StatusForbidden, "The screens were not paired. Make a new code at the hub and try again."},
	CodeSpace:     {http.StatusNotFound, "This hub does not keep that space. Pair the screen with the hub of its space."},
	CodePhoto:     {http.StatusNotFound, "The hub has no such photo."},
	CodeEpoch:     {http.StatusConflict, "The hub is another than this screen knew. The screen says hello again."},
	CodeCopied:    {http.StatusConflict, "Another screen has this screen's key, from a copied disk. Ask a host to pair this one again."},
	CodeClock:     {http.StatusPreconditionFailed, "Something here is dated in the future. The screen says hello again and corrects it."},
	CodeLarge:     {http.StatusRequestEntityTooLarge, "That is more than the hub takes at one time. The screen sends less."},
	CodeProtocol:  {http.StatusUpgradeRequired, "This screen and the hub have no protocol in common. Update the older of the two."},
	CodeBusy:      {http.StatusServiceUnavailable, "The hub cannot answer now. The screen tries again by itself."},
}

// problem makes a Problem of the code, in the words given, or in those that are
// always right.
func problem(code Code, title string) *Problem {
	usual := statuses[code]
	if title == "" {
		title = usual.title
	}
	return &Problem{Code: code, Status: usual.status, Title: title}
}

// problemOf gives what the wire may know of an error. What is no Problem is
// busy, and the log alone learns why.
func problemOf(ctx context.Context, err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok && p != nil {
		whole := *p
		usual := problem(p.Code, p.Title)
		if whole.Status < 400 || whole.Status > 599 {
			whole.Status = usual.Status
		}
		if whole.Status == 0 { // a code that nobody knows
			return problem(CodeBusy, "")
		}
		whole.Title = usual.Title
		return &whole
	}
	switch {
	case errors.Is(err, errTooLarge):
		return problem(CodeLarge, "")
	case errors.Is(err, errMalformed):
		slog.InfoContext(ctx, "a screen sent what cannot be read", "err", err)
		return problem(CodeMalformed, "")
	case ctx.Err() == nil:
		slog.ErrorContext(ctx, "the hub could not answer a screen", "err", err)
	}
	return problem(CodeBusy, "")
}

// readProblem turns an answer that is not 2xx into an error: a *Problem if it
// says so of itself.
func readProblem(status int, contentType string, body []byte) error {
	var p Problem
	if contentType == "application/problem+json" && json.Unmarshal(body, &p) == nil && p.Code != "" {
		p.Status = status
		if len(p.Title) == 0 || len(p.Title) > 500 {
			p.Title = http.StatusText(status)
		}
		return &p
	}
	return fmt.Errorf("the hub answered %d %s", status, http.StatusText(status))
}
