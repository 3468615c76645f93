package kiosk

import (
	"context"
	"slices"

	"kettle/internal/community"
)

// consentWords are the four consents as members are asked.
var consentWords = []struct{ name, label string }{
	{"show_on_wall", "On the wall"},
	{"show_on_phone_page", "On the phone page"},
	{"show_presence", "As here now"},
	{"show_to_other_spaces", "In other spaces"},
}

// HowGiven are the ways in which a consent is given.
var HowGiven = []string{"on this screen", "on their phone", "on paper"}

func consentLines(m *community.Member) []ConsentLine {
	var out []ConsentLine
	all := m.Consents()
	for _, w := range consentWords {
		c := all[w.name]
		line := ConsentLine{Name: w.name, Label: w.label, Given: c.Given, How: c.Recorded}
		if !c.At.IsZero() {
			if line.How != "" {
				line.How += ", "
			}
			line.How += c.At.Format("2 January 2006")
		}
		out = append(out, line)
	}
	return out
}

// tapConsent gives a consent, after asking how the member gave it, or takes it
// back at once. Either is kept by itself, not with the rest of the form.
func (m *Model) tapConsent(t Tap) {
	e := m.host.edit
	all := e.base.Consents()
	switch {
	case t.Verb == DoConsent && all[t.Name] == nil:
	case t.Verb == DoConsent && all[t.Name].Given:
		e.consent = ""
		m.keepConsent(t.Name, community.Consent{Recorded: "taken back, said to " + m.host.who.Name, At: m.cfg.Now().UTC()})
	case t.Verb == DoConsent:
		e.consent = t.Name
	case e.consent != "" && slices.Contains(HowGiven, t.Name):
		name := e.consent
		e.consent = ""
		m.keepConsent(name, community.Consent{Given: true, Recorded: t.Name + ", recorded by " + m.host.who.Name, At: m.cfg.Now().UTC()})
	default:
		e.consent = ""
	}
}

func (m *Model) keepConsent(name string, c community.Consent) {
	h, e := m.host, m.host.edit
	if e.base.ID.IsZero() { // kept with the new member
		*e.m.Consents()[name] = c
		*e.base.Consents()[name] = c
		return
	}
	next := clone(e.base)
	*next.Consents()[name] = c
	base := e.base
	m.write(func(ctx context.Context) func() {
		kept, err := m.cfg.Hosts.SaveMember(ctx, h.by(), base, next)
		return func() {
			if err != nil {
				m.failed("record a consent", err)
				return
			}
			if h.edit == e {
				*e.base.Consents()[name], *e.m.Consents()[name] = *kept.Consents()[name], *kept.Consents()[name]
				m.readBeside()
			}
			m.readRoll(nil)
		}
	})
}
