package kiosk

import (
	"context"
	"slices"

	"kettle/internal/community"
)

// mostTemplates is how many templates a page shows at once.
const mostTemplates = 4

func (m *Model) readTemplates() {
	p := &m.host.programme
	readFor(m, m.finds, "templates", "read the templates", m.cfg.Hosts.Templates, func(all []community.Template) {
		p.templates, p.choosing, m.host.at = all, true, 0
	})
}

func (m *Model) fromTemplate(name string) {
	p := &m.host.programme
	at := slices.IndexFunc(p.templates, func(t community.Template) bool { return t.Name == name })
	if at < 0 {
		return
	}
	e, err := p.templates[at].Event(m.cfg.Now(), m.host.roll.Space.Location())
	if err != nil {
		m.failed("make an event", err)
		return
	}
	m.newEvent(e, p.templates[at].Guidance)
}

// giveTemplates puts a template, or all of them, on a stick.
func (m *Model) giveTemplates(name string) {
	var names []string
	if name != "" {
		names = []string{name}
	}
	m.onStick("put templates on a stick", func(ctx context.Context) (string, error) {
		return m.cfg.Hosts.GiveTemplates(ctx, names...)
	})
}

// takeTemplates lists the files on sticks, or takes in the templates of the one of
// that path.
func (m *Model) takeTemplates(path string) {
	h, by := m.host, m.host.by()
	m.write(func(ctx context.Context) func() {
		var files []File
		var done string
		var err error
		if path == "" {
			files, err = m.cfg.Hosts.PackFiles(ctx)
		} else {
			done, err = m.cfg.Hosts.TakeTemplates(ctx, by, path)
		}
		return func() {
			p := &h.programme
			switch {
			case err != nil:
				m.sorry("take templates in", err, sayNoStick)
			case path == "":
				p.files, p.taking, h.at = files, true, 0
			default:
				p.taking = false
				m.tell(done)
				m.readTemplates()
			}
		}
	})
}
