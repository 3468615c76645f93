package community

import (
	"strings"
	"testing"
)

func TestShortNamesAreAFirstNameAndAnInitial(t *testing.T) {
	for name, want := range map[string]string{
		"Tomasz Wiśniewski": "Tomasz W.", "Nguyễn Văn Bảo": "Bảo N.", "Madonna": "Madonna", "": "",
		"陈美玲": "陈美玲", "الأمين محمد": "الأمين م.", "Ольга Ковальчук": "Ольга К.", "María José de la Cruz": "María C.", "Öykü demir": "Öykü D.",
	} {
		if got := ShortName(name, ""); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := ShortName("Siobhán Ní Bhriain", "Shiv"); got != "Shiv B." {
		t.Errorf("%q", got)
	}
}

func TestMaskRemindsTheOwnerAndTellsNobodyElse(t *testing.T) {
	for detail, want := range map[string]string{
		"jo@example.org": "j•••@e•••.org", "+44 131 496 0089": "•••• 89", "élodie@été.co.uk": "é•••@é•••.uk", "x@y": "x•••@y•••",
	} {
		if got := Masked(detail); got != want {
			t.Errorf("%s is shown as %q, want %q", detail, got, want)
		}
	}
}

func TestVisitorCodesAreReadAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string]string{
		"k7m4qx": "K7M4QX", " K7M 4QX ": "K7M4QX", "k7m-4qx": "K7M4QX", "HTTP://192.168.1.20:8420/V/K7M4QX": "K7M4QX",
		"k7m4q": "", "K7M4QXX": "", "K0M4QX": "", "Jo Marsh": "", "HTTP://X/M/K7M4QX": "",
	} {
		got, ok := VisitorCodeIn(text)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q is %q, %v", text, got, ok)
		}
	}
}

func TestVisitorsReadTheSpacesOwnWordsOrTheProgramsWithTheRightDays(t *testing.T) {
	var s Space
	own := s.KeptWords()
	if !strings.Contains(own.Text, "30 days") || len(own.Mark) != 16 {
		t.Errorf("%+v", own)
	}
	s.VisitorDays = 7
	if seven := s.KeptWords(); !strings.Contains(seven.Text, "7 days") || seven.Mark == own.Mark {
		t.Errorf("%+v", seven)
	}
	s.VisitorWords = "We keep your name."
	if got := s.KeptWords(); got.Text != "We keep your name." {
		t.Errorf("%+v", got)
	}
	if r := s.RulesToAgree(); r != (Words{}) {
		t.Errorf("rules of a space without any: %+v", r)
	}
}
