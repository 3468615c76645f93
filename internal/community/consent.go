package community

import (
	"encoding/json"
	"time"
)

// Audience is who will see a profile.
type Audience int

// The four audiences, one consent each, one for the member alone, and the hosts.
const (
	Wall    Audience = iota // walls and kiosks inside the building
	Phone                   // the page behind a QR code
	Network                 // other spaces
	Self                    // the member, found by full name, number or card
	Hosts                   // hosts who are signed in: whatever the member agreed to
)

// Consent is what a member said about one way of being shown. The zero Consent
// is no.
type Consent struct {
	Given    bool      `json:"given"`
	Recorded string    `json:"recorded,omitempty"`   // how: "signed form, March 2026"
	SignedOn string    `json:"signed_on,omitempty"`  // ISO date on the paper it was given on, "" for none
	At       time.Time `json:"recorded_at,omitzero"` // when it was recorded
}

func (c Consent) value() string {
	if c == (Consent{}) {
		return ""
	}
	b, err := json.Marshal(c)
	if err != nil { // a year past 9999; the consent itself still counts
		return map[bool]string{true: "yes", false: "no"}[c.Given]
	}
	return string(b)
}

func parseConsent(field, value string) (Consent, error) {
	var c Consent
	if len(value) > 0 && value[0] == '{' {
		if err := json.Unmarshal([]byte(value), &c); err != nil {
			return Consent{}, fieldErr(field, "is not a consent")
		}
		c.Recorded = CleanLine(c.Recorded)
		err := setDate(&c.SignedOn, field, c.SignedOn)
		return c, err
	}
	yes, ok := ParseYes(value)
	if !ok {
		return Consent{}, fieldErr(field, "%q is neither yes nor no", value)
	}
	return Consent{Given: yes}, nil
}
