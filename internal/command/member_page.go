package command

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"

	"kettle/internal/community"
)

//go:embed pages
var pages embed.FS

// kept is one table of the page that a member reads.
type kept struct {
	Title string
	None  string // what to say when there is nothing
	Heads []string
	Rows  [][]string
}

// aboutPage is what pages/about.html shows.
type aboutPage struct {
	Space, Made       string
	Member            *community.Member
	Photo             bool
	Profile, Consents [][2]string // a field, and its value in words
	Tables            []kept
	Cards             string
}

// page is what a person reads, without scripts.
func (e *exported) page() ([]byte, error) {
	t, err := template.ParseFS(pages, "pages/about.html")
	if err != nil {
		return nil, fmt.Errorf("read the page: %w", err)
	}
	cards := "No card proves who you are here."
	if e.Cards > 0 {
		cards = fmt.Sprintf("%s or PIN of yours is valid; only a hash of it is kept.", count(e.Cards, "card"))
	}
	var consented [][2]string
	given := e.member.Consents()
	for _, a := range consents {
		consented = append(consented, [2]string{strings.ToUpper(a.means[:1]) + a.means[1:], consentLine(&e.space, given[a.field])})
	}
	var b bytes.Buffer
	err = t.Execute(&b, aboutPage{
		Space: dash(e.space.Name, "this space"), Made: clock(&e.space, e.now()), Member: &e.member, Photo: len(e.photo) > 0,
		Profile: e.profileRows(), Consents: consented, Tables: e.tables(), Cards: cards,
	})
	if err != nil {
		return nil, fmt.Errorf("write the page: %w", err)
	}
	return b.Bytes(), nil
}

// tables are all that is kept beside the profile.
func (e *exported) tables() []kept {
	visits := kept{Title: "Your visits", None: "None is kept.", Heads: []string{"In", "Out", "Mood"}}
	for i := range e.Visits {
		if v := &e.Visits[i]; !v.Void {
			visits.Rows = append(visits.Rows, []string{clock(&e.space, v.InAt), clock(&e.space, v.OutAt), v.Mood})
		}
	}
	posts := kept{Title: "Your asks, offers and news", None: "There are none.", Heads: []string{"When", "What", "Words"}}
	for i := range e.Posts {
		p := &e.Posts[i]
		posts.Rows = append(posts.Rows, []string{clock(&e.space, p.MadeAt), p.Side, p.Words})
	}
	helped := kept{Title: "Quick asks that you came to", None: "There are none.", Heads: []string{"When", "Whose", "Words"}}
	for i := range e.Helped {
		p := &e.Helped[i]
		helped.Rows = append(helped.Rows, []string{clock(&e.space, p.MadeAt), e.name(p.MemberID), p.Words})
	}
	thanks := kept{Title: "Thank-yous", None: "There are none.", Heads: []string{"When", "From", "To", "For", "Words"}}
	for i := range e.Thanks {
		t := &e.Thanks[i]
		thanks.Rows = append(thanks.Rows, []string{clock(&e.space, t.SaidAt), e.giver(t), e.name(t.ToID), t.What, t.Words})
	}
	parcels := kept{Title: "Your parcels", None: "There are none.", Heads: []string{"Came", "Handed over", "Words"}}
	for i := range e.Parcels {
		p := &e.Parcels[i]
		parcels.Rows = append(parcels.Rows, []string{clock(&e.space, p.CameAt), clock(&e.space, p.HandedAt), p.Words})
	}
	proposals := kept{Title: "What you wanted changed", None: "Nothing.", Heads: []string{"When", "What", "Became of it"}}
	for i := range e.Proposals {
		p := &e.Proposals[i]
		proposals.Rows = append(proposals.Rows, []string{clock(&e.space, p.MadeAt), wantedWords(&e.space, p.Wanted), dash(p.Outcome, "waits for a host")})
	}
	callers := kept{Title: "Visitors who came to see you", None: "There are none.", Heads: []string{"In", "Out"}}
	for i := range e.Visitors {
		if v := &e.Visitors[i]; !v.Void && v.SeesID == e.member.ID {
			callers.Rows = append(callers.Rows, []string{clock(&e.space, v.InAt), clock(&e.space, v.OutAt)})
		}
	}
	return slices.Concat([]kept{visits, posts, helped, thanks}, e.supportTables(), []kept{parcels, proposals, callers, e.comingTable(), e.cheerTable(), e.historyTable()})
}

// historyTable says who changed what, for as long as the values are kept.
func (e *exported) historyTable() kept {
	t := kept{
		Title: "Who changed what in the last 30 days", None: "Nobody changed anything.",
		Heads: []string{"When", "Who", "What", "Was", "Became"},
	}
	for i := range e.History {
		a := newAct(&e.History[i])
		first := []string{clock(&e.space, a.At), a.Who, a.whatWords()}
		if len(a.Records) == 0 {
			t.Rows = append(t.Rows, append(first, "", ""))
		}
		for _, r := range a.Records {
			for _, field := range slices.Sorted(maps.Keys(r.Changes)) {
				if strings.HasSuffix(field, "_id") { // of whom it is stands in the other tables
					continue
				}
				list, _, _ := strings.Cut(field, ":")
				what := fieldTitle(list)
				if r.Kind != community.KindMember {
					what = kindWords(r.Kind) + ": " + what
				}
				t.Rows = append(t.Rows, []string{first[0], a.Who, what, valueWords(&e.space, field, r.Changes[field][0]), valueWords(&e.space, field, r.Changes[field][1])})
			}
		}
	}
	return t
}
