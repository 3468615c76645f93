package kiosk

import (
	"context"
	"slices"
	"strconv"
	"time"

	"kettle/internal/community"
)

// notices is what hosts tell everybody.
type notices struct {
	list     []community.Notice
	audience string
	adding   bool
}

// noticesPerPage is how many a page has room for.
const noticesPerPage = 5

// NoticesState is the page of notices.
type NoticesState struct {
	Lines    []NoticeLine
	Adding   bool
	Audience string
}

// NoticeLine is one notice in words.
type NoticeLine struct {
	ID          community.ID
	Words, When string
	Up          bool
}

func (m *Model) readNotices() {
	h := m.host
	readFor(m, m.finds, "notices", "read the notices", m.cfg.Hosts.Notices, func(list []community.Notice) { h.notices.list = list })
}

func (m *Model) tapNotices(t Tap) {
	h := m.host
	switch t.Verb {
	case DoAdd:
		h.notices.adding, h.notices.audience = true, community.NoticeBoth
		m.form = newForm(m.saveNotice,
			Entry{Name: "words", Label: "What should everybody know?", Most: 140, Caps: CapsFirst},
			Entry{Name: "days", Label: "For how many days", Text: "1", Digits: true, Most: 2},
		)
	case DoRole:
		h.notices.audience = t.Name
	case DoSave:
		m.saveNotice()
	case DoCancel:
		m.leaveEdit(func() { h.notices.adding, m.form = false, nil })
	case DoRemove:
		m.takeDown(t.ID)
	}
}

func (m *Model) saveNotice() {
	h := m.host
	days, err := strconv.Atoi(m.form.text("days"))
	switch {
	case m.form.text("words") == "":
		m.form.wrong("words", "is missing")
		return
	case err != nil || days < 1 || days > 90:
		m.form.wrong("days", "1 to 90")
		return
	}
	now := m.cfg.Now().UTC().Truncate(time.Millisecond)
	n := community.Notice{Audience: h.notices.audience, From: now, Until: h.roll.Space.EndOf(now.AddDate(0, 0, days-1))}
	if err := n.Set("words", m.form.text("words")); err != nil {
		m.failed("keep a notice", err)
		return
	}
	m.keepNotice(n, "It is up.")
}

func (m *Model) takeDown(id community.ID) {
	h := m.host
	at := slices.IndexFunc(h.notices.list, func(n community.Notice) bool { return n.ID == id })
	if at < 0 {
		return
	}
	n := h.notices.list[at]
	n.Void = true
	m.keepNotice(n, "It is taken down.")
}

func (m *Model) keepNotice(n community.Notice, words string) {
	h := m.host
	m.act("keep a notice", func(ctx context.Context, by community.Actor) error { return m.cfg.Hosts.SaveNotice(ctx, by, n) }, func() {
		h.notices.adding, m.form = false, nil
		m.tell(words)
		m.readPage()
	})
}

func (m *Model) noticesState() NoticesState {
	h := m.host
	s := NoticesState{Adding: h.notices.adding, Audience: h.notices.audience}
	now := m.cfg.Now()
	for _, n := range pageAt(h, h.notices.list, noticesPerPage) {
		where := map[string]string{community.NoticeWall: "on walls", community.NoticeKiosk: "on kiosks", community.NoticeBoth: "on walls and kiosks"}[n.Audience]
		s.Lines = append(s.Lines, NoticeLine{
			ID: n.ID, Words: n.Words, Up: !n.From.After(now),
			When: where + ", " + endWords(h.roll.Space.Local(n.Until)),
		})
	}
	return s
}

// endWords says when a notice comes down.
func endWords(at time.Time) string {
	if at.Hour() == 0 && at.Minute() == 0 {
		return "until the end of " + at.AddDate(0, 0, -1).Format("Monday 2 January")
	}
	return "until " + at.Format("Monday 2 January 15:04")
}
