package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kettle/internal/community"
)

func TestAWishIsTickedAndTakenBackOnOnesOwnPage(t *testing.T) {
	for _, approve := range []string{"", "yes"} { // wishes wait for nobody
		for _, box := range wishBoxes {
			field := box.Name
			l := newLobby(t)
			l.space("approve_edits", approve)
			before := l.member()
			at := l.ticket(ForProfile)
			if p := l.sends(at, l.fills(l.get(at), field, "yes", "do", "save"), nil); p.status != 200 {
				t.Fatalf("%s: %d\n%s", field, p.status, p.body)
			}
			m := l.member()
			var names []string
			for _, f := range changed(&before, &m) {
				names = append(names, f.Name)
			}
			slices.Sort(names)
			want := []string{"confirmed_on", field}
			slices.Sort(want)
			if !slices.Equal(names, want) || !ticked(&m, field) || l.came[0].Waits {
				t.Errorf("%s: changed %q, waits %t", field, names, l.came[0].Waits)
			}
			at = l.ticket(ForProfile)
			opened := l.get(at)
			if !opened.has(fmt.Sprintf(`name="%s" value="yes" checked`, field)) {
				t.Errorf("%s: no tick", field)
			}
			l.sends(at, l.fills(opened, field, "-", "do", "save"), nil)
			if m := l.member(); ticked(&m, field) {
				t.Errorf("%s is not taken back", field)
			}
		}
	}
}

func TestAWishThatSomebodyElseChangedMeanwhileStays(t *testing.T) {
	l := newLobby(t)
	at := l.ticket(ForProfile)
	opened := l.get(at)
	l.edit("leave_me", "yes")
	if p := l.sends(at, l.fills(opened, "my_years", "yes", "do", "save"), nil); p.status != 200 {
		t.Fatal(p.status)
	}
	if m := l.member(); !m.LeaveMe || !m.MyYears {
		t.Errorf("%+v", m)
	}
}

// A page without the boxes, such as one that was opened before there were any, takes
// nothing back.
func TestAFormWithoutWishesTakesNoneBack(t *testing.T) {
	l := newLobby(t)
	l.edit("welcome_me", "yes")
	at := l.ticket(ForProfile)
	if p := l.sends(at, l.fills(l.get(at), "wishes", "-", "welcome_me", "-", "do", "save"), nil); p.status != 200 {
		t.Fatal(p.status)
	}
	if m := l.member(); !m.WelcomeMe {
		t.Error("taken back")
	}
}

func TestWishesAreOnNoPageForOthers(t *testing.T) {
	l := newLobby(t)
	m := l.member()
	bare := l.get("/M/"+m.Code).body + l.get("/M/"+m.Code+".vcf").body
	for _, box := range wishBoxes {
		l.edit(box.Name, "yes")
	}
	m = l.member()
	if got := l.get("/M/"+m.Code).body + l.get("/M/"+m.Code+".vcf").body; got != bare {
		t.Errorf("the page for others tells the wishes:\n%s", got)
	}
	for _, box := range wishBoxes {
		if !slices.Contains(community.OwnFields[:], box.Name) || !strings.HasSuffix(box.Hint, ".") {
			t.Errorf("%+v", box)
		}
	}
}
