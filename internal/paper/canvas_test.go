package paper

import (
	"bytes"
	"strings"
	"testing"

	"kettle/internal/community"
	"kettle/internal/figures"
)

func TestTheCanvasOnPaperSaysAllThatTheScreenDoes(t *testing.T) {
	p := &community.Past{At: at, Space: community.Space{Name: "Harbour Commons"}}
	p.Members = []community.Member{
		{ID: community.ID{1}, Name: "Milo Grant", JoinedOn: "2026-11-02", State: community.StateActive},
		{ID: community.ID{2}, Name: "Ольга Ковальчук", State: community.StateActive},
	}
	for day := range 60 {
		p.Stays = append(p.Stays, community.Stay{MemberID: community.ID{1}, InAt: at.AddDate(0, 0, -day)})
	}
	p.Introductions = []community.Introduction{{OneID: community.ID{1}, OtherID: community.ID{2}, AskedByID: community.ID{2}, AskedAt: at.AddDate(0, 0, -3)}}
	p.Tallies = []community.Tally{{Question: community.QuestionSupported, Month: "2026-10", Yes: 47, No: 11, Skip: 39}}
	c := figures.New(p)
	pdf, err := Canvas(c)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Canvas(c); err != nil || !bytes.Equal(pdf, again) {
		t.Errorf("the same canvas twice differs, %v", err)
	}
	words := read(t, pdf)
	want := []string{"Harbour Commons, week of 16 November 2026", "81 %", "n = 58 of 97 asked, 69–89 % (95 %), August to October 2026.", "The Melting Pot published 77 %", "Introduce Ольга and Milo", "Belonging", "Place-making"}
	for i := range c.Elements {
		want = append(want, c.Elements[i].Name, c.Elements[i].Head, c.Elements[i].Detail)
	}
	for _, w := range want {
		if !strings.Contains(words, w) {
			t.Errorf("the page does not say %q", w)
		}
	}
	p.Tallies = nil
	if pdf, err = Canvas(figures.New(p)); err != nil || !strings.Contains(read(t, pdf), "Not enough answers yet: 0 of 0 asked") || strings.Contains(read(t, pdf), "81 %") {
		t.Errorf("a figure of nobody, %v", err)
	}
}

func TestWhatIsTooLongForTheCanvasIsCut(t *testing.T) {
	c := figures.New(&community.Past{At: at})
	c.Monday = []figures.Thing{{Words: "Thank Bo for “" + strings.Repeat("the printer, ", 20) + "”", Why: "A quick call."}, {Words: "Спросить " + strings.Repeat("о принтере, ", 20), Why: "Eh."}}
	pdf, err := Canvas(c)
	if err != nil {
		t.Fatal(err)
	}
	words := read(t, pdf)
	for _, begins := range []string{"Thank Bo for “the printer, ", "Спросить о принтере, "} {
		at := strings.Index(words, begins)
		if at < 0 {
			t.Fatalf("the page does not say %q", begins)
		}
		said, _, _ := strings.Cut(words[at:], "\n")
		thing, _, cut := strings.Cut(said, "…")
		if !cut || len([]rune(thing)) < 30 || len([]rune(thing)) > 70 {
			t.Errorf("the column holds %q", said)
		}
	}
	if !strings.Contains(words, "Two things for Monday") || strings.Contains(words, "Nothing waits") {
		t.Errorf("the page says\n%s", words)
	}
	c.Monday = nil
	if pdf, err = Canvas(c); err != nil || !strings.Contains(read(t, pdf), "Nothing waits. Have a cup of tea.") {
		t.Errorf("with nothing to do, %v", err)
	}
}
