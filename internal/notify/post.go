package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"kettle/internal/community"
)

// hook is what a webhook is sent. Text is what chat programs show.
type hook struct {
	Event    string       `json:"event"`
	Text     string       `json:"text"`
	Space    string       `json:"space"`
	MemberID community.ID `json:"member_id"`
	Member   string       `json:"member"`
	Visitor  string       `json:"visitor"`
	Company  string       `json:"company"`
	At       time.Time    `json:"at"`
}

func (s *Sender) post(ctx context.Context, space *community.Space, m *community.Message) error {
	body, err := json.Marshal(hook{
		Event: "visitor_here", Text: m.Called + ", " + words(m), Space: space.Name,
		MemberID: m.MemberID, Member: m.Member, Visitor: m.Visitor, Company: m.Company, At: m.MadeAt.UTC(),
	})
	if err != nil {
		return fmt.Errorf("write for the webhook: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Config.Webhook, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("ask the webhook: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	client := straight()
	defer client.CloseIdleConnections()
	answer, err := client.Do(r)
	if err != nil {
		if e := (*url.Error)(nil); errors.As(err, &e) {
			err = e.Err // the address is a secret
		}
		return fmt.Errorf("ask the webhook: %w", err)
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, 1<<16)
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("the webhook answers %s", answer.Status)
	}
	return nil
}

// straight goes to the webhook itself, by no proxy and to nowhere that an answer says:
// what is sent names people.
func straight() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{TLSHandshakeTimeout: patience, ResponseHeaderTimeout: patience},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
