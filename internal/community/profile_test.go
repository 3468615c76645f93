package community

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// fullMember has every field set, and nothing agreed to.
func fullMember() Member {
	return Member{
		ID: ID{1}, Number: "1001", Name: "Ada Okafor", Called: "Ada", SaidLike: "AY-da", Pronouns: "she/her", Headline: "Writes grants",
		Organisation: "Common Good", About: "Pots.", Email: "ada@example.com", Phone: "0123", Website: "ada.example", JoinedOn: "2026-03-01",
		Photo: "cafe", Code: "ABCD2345", State: StateActive, Languages: []string{"Igbo"}, HappyToHelpWith: []string{"Grants"},
		LookingFor: []string{"Clay"}, TalkToMeAbout: []string{"Pots"},
		WelcomeMe: true, MyYears: true,
	}
}

// Consents and marks as bits, to go through all of them.
const (
	onWall = 1 << iota
	onPhone
	hereNow
	otherSpaces
	emailPublic
	phonePublic
	everything
)

func agreeing(bits int) Member {
	m := fullMember()
	m.OnWall.Given, m.OnPhone.Given = bits&onWall != 0, bits&onPhone != 0
	m.HereNow.Given, m.OtherSpaces.Given = bits&hereNow != 0, bits&otherSpaces != 0
	m.EmailPublic, m.PhonePublic = bits&emailPublic != 0, bits&phonePublic != 0
	return m
}

// needs says what a field of a profile needs beside the audience's own consent.
// A field that is not in the table may not appear, so a new one is decided here
// first.
var needs = map[string]int{
	"ID": 0, "Name": 0, "Called": 0, "SaidLike": 0, "Pronouns": 0, "Headline": 0, "Organisation": 0, "About": 0, "Website": 0,
	"JoinedOn": 0, "Photo": 0, "Languages": 0, "HappyToHelpWith": 0, "LookingFor": 0, "TalkToMeAbout": 0,
	"Code": onPhone, "Email": emailPublic, "Phone": phonePublic, "Here": onWall | hereNow, "ShowsPresence": onWall | hereNow,
	"WelcomeMe": 0, "MyYears": 0,
}

func TestAProfileShowsWhatConsentAllowsAndNoMore(t *testing.T) {
	own := map[Audience]int{Wall: onWall, Phone: onPhone, Network: otherSpaces, Self: 0}
	for _, audience := range []Audience{Wall, Phone, Network, Self, Audience(9)} {
		for bits := range everything {
			m := agreeing(bits)
			p, ok := m.Profile(audience)
			consent, known := own[audience]
			if want := known && bits&consent == consent; ok != want {
				t.Fatalf("audience %d, consents %06b: a profile is given: %t", audience, bits, ok)
			}
			if !ok && !reflect.DeepEqual(p, Profile{}) {
				t.Fatalf("audience %d, consents %06b: %+v", audience, bits, p)
			}
			if !ok {
				continue
			}
			p = p.WithPresence(true)
			v := reflect.ValueOf(p)
			for i := range v.NumField() {
				field := v.Type().Field(i).Name
				need, listed := needs[field]
				may := listed && bits&need == need
				switch {
				case audience == Self && bits&onWall == 0:
					may = field == "ID" || field == "Name" || field == "Called"
				case field == "WelcomeMe", field == "MyYears":
					may = may && audience == Wall
				case field == "Here", field == "ShowsPresence":
					may = may && (audience == Wall || audience == Self)
				}
				if shown := !v.Field(i).IsZero(); shown != may {
					t.Errorf("audience %d, consents %06b: %s is shown: %t", audience, bits, field, shown)
				}
			}
		}
	}
}

func TestAMemberWhoAgreedToNothingOrLeftIsNotShown(t *testing.T) {
	for _, audience := range []Audience{Wall, Phone, Network} {
		m := fullMember()
		if _, ok := m.Profile(audience); ok {
			t.Errorf("audience %d sees a member who agreed to nothing", audience)
		}
	}
	for _, state := range []string{StatePaused, StateLeft} {
		for _, audience := range []Audience{Wall, Phone, Network, Self} {
			m := agreeing(everything - 1)
			m.State = state
			if _, ok := m.Profile(audience); ok {
				t.Errorf("audience %d sees a member who is %s", audience, state)
			}
		}
	}
	m := agreeing(onWall)
	m.Called = ""
	if p, _ := m.Profile(Wall); p.Called != "Ada" || p.WithPresence(true).Here {
		t.Errorf("%+v", p)
	}
}

func TestNewcomersAreThoseOfThirtyDays(t *testing.T) {
	now := time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)
	for joined, want := range map[string]bool{
		"": false, "soon": false, "2026-03-31": true, "2026-04-01": true, "2026-04-03": false, "2026-03-01": true, "2026-02-28": false, "2020-03-31": false,
	} {
		p := Profile{JoinedOn: joined}
		if got := p.Newcomer(now); got != want {
			t.Errorf("joined %q: %t", joined, got)
		}
	}
}

func TestWhatHostsNoteReachesNoProfile(t *testing.T) {
	const secret = "please-introduce-her-gently"
	m := Member{
		ID: ID{1}, Name: "Ada", State: StateActive, Notes: secret, Induction: []string{secret}, IntroduceMe: true,
		ConfirmedOn: "2026-01-01", LeftOn: "2026-01-02", Email: secret + "@example.org", Phone: secret,
	}
	yes := Consent{Given: true, Recorded: secret, At: time.Now()}
	for bits := range 16 {
		for i, c := range []*Consent{&m.OnWall, &m.OnPhone, &m.HereNow, &m.OtherSpaces} {
			if *c = (Consent{}); bits&(1<<i) != 0 {
				*c = yes
			}
		}
		for _, a := range []Audience{Wall, Phone, Network, Self, Hosts} {
			p, _ := m.Profile(a)
			v := reflect.ValueOf(p)
			for i := range v.NumField() {
				if text := fmt.Sprint(v.Field(i).Interface()); strings.Contains(text, secret) || strings.Contains(text, "2026-01-0") {
					t.Errorf("audience %d, consents %04b: %s is %q", a, bits, v.Type().Field(i).Name, text)
				}
			}
		}
	}
}
