package kiosk

import (
	"context"
	"slices"

	"kettle/internal/community"
)

// news is the page of good news, with who looks at it, once that is known.
type news struct {
	by      community.Actor
	member  community.Profile // zero for somebody unknown
	cheered map[community.ID]bool
	page    int
}

// NewsState is one page of good news.
type NewsState struct {
	Lines       []NewsLine
	Page, Pages int    // Page from 1
	As          string // who cheers: "You’re Ada."; "" for nobody yet
}

// NewsLine is one member's good news.
type NewsLine struct {
	ID      community.ID
	Who     community.Profile
	Words   string
	Cheers  string // "7 cheers", "" for none
	Cheered bool   // by who looks
	Own     bool   // of who looks, to be taken down: nobody cheers for themselves
}

// newsPerPage is how much news one page holds.
const newsPerPage = 4

// openNews shows good news to a member, or to anybody when p is zero.
func (m *Model) openNews(by community.Actor, p community.Profile) {
	m.news = news{by: by, member: p, cheered: map[community.ID]bool{}}
	m.goTo(GoodNews)
	m.readCheered()
}

// readCheered looks up what the member cheers for.
func (m *Model) readCheered() {
	who := m.news.member.ID
	if who.IsZero() {
		return
	}
	m.lookUp("cheered", who, func(ctx context.Context) func() {
		ids, err := m.desk.Cheered(ctx, who)
		return func() {
			if err != nil {
				m.cfg.Log.Error("kiosk: read what a member cheers for", "err", err)
				return
			}
			m.news.cheered = map[community.ID]bool{}
			for _, id := range ids {
				m.news.cheered[id] = true
			}
		}
	})
}

func (m *Model) tapNews(t Tap) {
	n := &m.news
	switch t.Act {
	case NextPage, PrevPage:
		turn(&n.page, t.Act, len(m.seen.News), newsPerPage)
	case CheerFor:
		if !n.member.ID.IsZero() {
			m.cheer(t.ID, !n.cheered[t.ID])
			return
		}
		page := n.page
		m.openSpeaking(func(by community.Actor, p community.Profile) {
			m.openNews(by, p)
			m.news.page = page
			m.cheer(t.ID, true)
		})
	case NotMe:
		page := n.page
		m.openNews(community.Actor{}, community.Profile{})
		m.news.page = page
	case GoAsk:
		m.shareNews()
	case Sorted:
		if m.ownNews(t.ID) {
			m.takeBackNews(t.ID)
		}
	}
}

// ownNews says whether the member who looks has told that themselves.
func (m *Model) ownNews(id community.ID) bool {
	return slices.ContainsFunc(m.seen.News, func(p community.SeenPost) bool { return p.ID == id && p.MemberID == m.news.member.ID })
}

// takeBackNews takes down what the member told themselves.
func (m *Model) takeBackNews(id community.ID) {
	by := m.news.by
	m.write(func(ctx context.Context) func() {
		err := m.desk.ClosePost(ctx, by, id)
		return func() {
			switch {
			case isGone(err):
				m.tell(sayNoCheer)
			case err != nil:
				m.sorry("take news down", err, sayNotConfirmed)
			default:
				m.tell(sayNotPosted)
			}
			m.refresh()
		}
	})
}

// shareNews lets a member tell some good news: who is known, or who says so first.
func (m *Model) shareNews() {
	share := func(by community.Actor, p community.Profile) { m.openAsk(by, p, community.News) }
	if m.news.member.ID.IsZero() {
		m.openSpeaking(share)
		return
	}
	share(m.news.by, m.news.member)
}

// cheer keeps that the member cheers for news, or does no more.
func (m *Model) cheer(id community.ID, on bool) {
	if m.ownNews(id) {
		m.tell(sayOwnNews)
		return
	}
	by, who := m.news.by, m.news.member.ID
	m.write(func(ctx context.Context) func() {
		err := m.desk.Cheer(ctx, by, id, who, on)
		return func() {
			switch {
			case isGone(err):
				m.tell(sayNoCheer)
			case err != nil:
				m.sorry("cheer", err, sayNotConfirmed)
			default:
				m.news.cheered[id] = on
				m.readCheered()
			}
			m.refresh()
		}
	})
}

func (m *Model) newsState() NewsState {
	var s NewsState
	var shown []community.SeenPost
	shown, s.Page, s.Pages = pageOf(m.seen.News, &m.news.page, newsPerPage)
	me := m.news.member
	if !me.ID.IsZero() {
		s.As = community.End("You’re "+me.Called, ".")
	}
	for _, p := range shown {
		l := NewsLine{ID: p.ID, Who: p.By, Words: p.Words, Cheered: m.news.cheered[p.ID], Own: p.MemberID == me.ID}
		if p.Cheers > 0 {
			l.Cheers = countWords(p.Cheers, "cheer", "cheers")
		}
		s.Lines = append(s.Lines, l)
	}
	return s
}
