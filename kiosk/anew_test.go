package kiosk

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// Whatever is on screen, whoever takes their consent back, or is erased, is on it no more
// as soon as the kiosk has heard of it: but for themselves, and for who types their name
// in full.
func TestWhoTakesConsentBackLeavesEveryStep(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := confirmedSpace(t)
		k.desk.visits = []community.Visit{{ID: community.ID{9, 8}, MemberID: k.desk.members[1].ID, InAt: k.clock}, {ID: community.ID{9, 9}, MemberID: k.desk.members[4].ID, InAt: k.clock}}
		k.refresh()
		k.settle()
		i := rapid.IntRange(0, len(k.desk.members)-1).Draw(rt, "who")
		who := k.desk.members[i]
		leads := map[string]func(*kit){
			"visit them":                  func(k *kit) { k.seeks("Cy Hart", who) },
			"visit them, and say no name": func(k *kit) { k.seeks("", who) },
			"say whom they met": func(k *kit) {
				p, _ := who.Profile(community.Wall)
				k.desk.mineToo, k.desk.programme.met = community.Mine{}, &community.Meeting{People: []community.Profile{p}}
				k.comesIn("1004")
				k.tap(AnswerYes)
			},
			"nothing": func(*kit) {},
		}
		for name, act := range memberActs {
			leads[name] = act.lead
		}
		leads[rapid.SampledFrom(namesOf(leads)).Draw(rt, "lead")](k)
		for range rapid.IntRange(0, 12).Draw(rt, "acts") {
			k.somebody(rt)
		}
		k.desk.fault = nil
		k.settle()
		if k.step == Roll { // everybody in the building
			return
		}
		for _, p := range []community.Profile{k.visit.member, k.speech.member, k.event.member, k.news.member} {
			if p.ID == who.ID {
				return
			}
		}
		k.desk.members[i].OnWall = community.Consent{}
		if rapid.Bool().Draw(rt, "erased") {
			k.desk.members[i].State = community.StateLeft
		}
		k.refresh()
		k.settle()
		s := k.State()
		s.Search.Found = nil // of whom is typed in full
		if s.Step == Returning || s.Step == Invited || s.Step == Leaving {
			s.Visitor.Seeing = Choice{} // is not drawn there
		}
		if at := shows(reflect.ValueOf(s), who.ID); at != "" {
			rt.Fatalf("%s is still at %v: %s", who.Name, k.step, at)
		}
	})
}

// seeks says as a visitor of that name whom they came to see.
func (k *kit) seeks(name string, who community.Member) {
	k.tap(GoVisit)
	k.types(name)
	k.touches(Tap{Act: Focus, Text: "seeing"})
	k.types(strings.ToLower(who.Name[:2]))
	k.touches(Tap{Act: Choose, Text: community.SeesMember, ID: who.ID})
}

// shows says where in a state somebody is, "" for nowhere.
func shows(v reflect.Value, who community.ID) string {
	if p, ok := v.Interface().(community.Profile); ok {
		if p.ID == who {
			return " is " + p.Name
		}
		return ""
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				if at := shows(v.Field(i), who); at != "" {
					return "." + f.Name + at
				}
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if at := shows(v.Index(i), who); at != "" {
				return fmt.Sprintf("[%d]%s", i, at)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			return shows(v.Elem(), who)
		}
	}
	return ""
}
