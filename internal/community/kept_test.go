package community

import (
	"testing"
	"time"
)

func FuzzKeptSince(f *testing.F) {
	f.Add("")
	f.Add(`{"visit":1794823200000,"act":1}`)
	f.Add(`{"visit":"x"}`)
	f.Fuzz(func(t *testing.T, text string) {
		k, err := ParseKeptSince(text)
		if err != nil {
			return
		}
		again, err := ParseKeptSince(k.String())
		if err != nil || again != k {
			t.Errorf("%q is %+v, then %+v, %v", text, k, again, err)
		}
		if l := k.Later(k); l != k {
			t.Errorf("later than itself is %+v", l)
		}
	})
}

// TestACheerGoesOnTheSameDayInEveryZone holds where the clocks of a machine are changed
// in the days that news are up: what is gone on one screen is on all.
func TestACheerGoesOnTheSameDayInEveryZone(t *testing.T) {
	local := time.Local
	defer func() { time.Local = local }()
	day := time.Date(2027, 3, 29, 0, 0, 0, 0, time.UTC) // a day after Europe's clocks went forward
	k := KeptSince{Post: day.UnixMilli()}
	for _, zone := range []string{"UTC", "Europe/London", "America/New_York"} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = loc
		for _, said := range []time.Duration{-time.Hour, -time.Millisecond, 0, time.Minute, time.Hour} {
			c := Cheer{MemberID: ID{1}, SaidAt: day.AddDate(0, 0, -NewsDays).Add(said)}
			r := Record{Kind: KindCheer, ID: ID{2}, Groups: []Group{{Stamp: Stamp{Clock: 1, Screen: 1}, Fields: map[string]string{"member_id": c.MemberID.String(), "said_at": timeValue(c.SaidAt)}}}}
			if k.Holds(&r) != (said >= 0) {
				t.Errorf("in %s one said %s after is held %t", zone, said, said < 0)
			}
		}
	}
}

func TestWhatIsKeptGoesByTheTimeOfEachKind(t *testing.T) {
	day := time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC)
	ms := day.UnixMilli()
	k := KeptSince{Visit: ms, Visitor: ms, Remembered: ms - 1000, Act: ms - 2000, Values: ms, Parcel: ms, Coming: ms, Post: ms, PutOff: ms}
	before := timeValue(day.Add(-time.Millisecond))
	for name, c := range map[string]struct {
		kind   Kind
		fields map[string]string
		gone   bool
	}{
		"an old visit":               {KindVisit, map[string]string{"in_at": before}, true},
		"a visit of that moment":     {KindVisit, map[string]string{"in_at": timeValue(day)}, false},
		"what is left of a visit":    {KindVisit, map[string]string{"void": "yes"}, true},
		"a time of a later program":  {KindVisit, map[string]string{"in_at": "half past ten"}, false},
		"a member":                   {KindMember, map[string]string{"joined_on": "1999-01-01"}, false},
		"an old visitor":             {KindVisitor, map[string]string{"name": "Jo", "in_at": before}, true},
		"one to be known":            {KindVisitor, map[string]string{"name": "Jo", "in_at": before, "remember": "yes"}, false},
		"an old invitation":          {KindVisitor, map[string]string{"name": "Jo", "expected_on": "2026-11-13"}, true},
		"an invitation of yesterday": {KindVisitor, map[string]string{"name": "Jo", "expected_on": "2026-11-15"}, false},
		"an invitation without day":  {KindVisitor, map[string]string{"name": "Jo"}, false},
		"what is left of a visitor":  {KindVisitor, map[string]string{"out_at": before}, true},
		"old values":                 {KindValues, map[string]string{"about": "x", "at": before}, true},
		"a list of an act":           {KindValues, map[string]string{"at": before}, false},
		"an act":                     {KindAct, map[string]string{"at": before}, false},
		"a parcel handed over":       {KindParcel, map[string]string{"member_id": "x", "handed_at": before}, true},
		"a parcel of that moment":    {KindParcel, map[string]string{"member_id": "x", "handed_at": timeValue(day)}, false},
		"a parcel that waits":        {KindParcel, map[string]string{"member_id": "x", "came_at": before, "handed_at": ""}, false},
		"what is left of a parcel":   {KindParcel, map[string]string{"words": "a box"}, true},
		"an old coming":              {KindComing, map[string]string{"starts_at": before, "said_at": timeValue(day)}, true},
		"a coming of that moment":    {KindComing, map[string]string{"starts_at": timeValue(day), "said_at": before}, false},
		"what is left of a coming":   {KindComing, map[string]string{"void": "yes"}, true},
		"a post that ended":          {KindPost, map[string]string{"member_id": "x", "until": before}, true},
		"a post until that moment":   {KindPost, map[string]string{"member_id": "x", "made_at": before, "until": timeValue(day)}, false},
		"what is left of a post":     {KindPost, map[string]string{"closed": "yes"}, true},
		"an old cheer":               {KindCheer, map[string]string{"member_id": "x", "said_at": timeValue(day.AddDate(0, 0, -NewsDays-1))}, true},
		"a cheer for an old post":    {KindCheer, map[string]string{"member_id": "x", "said_at": timeValue(day.AddDate(0, 0, -NewsDays))}, false},
		"a cheer of nobody knows":    {KindCheer, map[string]string{"member_id": "x"}, false},
		"what is left of a cheer":    {KindCheer, map[string]string{"void": "yes"}, true},
		"two who were put off":       {KindIntroduction, map[string]string{"one_id": "x", "not_before": "2026-11-13"}, true},
		"two who are put off":        {KindIntroduction, map[string]string{"one_id": "x", "not_before": "2026-11-15"}, false},
		"two of whom one asked":      {KindIntroduction, map[string]string{"one_id": "x", "not_before": "2026-11-13", "asked_by_id": ""}, false},
		"two who know one another":   {KindIntroduction, map[string]string{"one_id": "x", "met_at": before, "not_before": "2026-11-13"}, false},
		"what is left of two":        {KindIntroduction, map[string]string{"not_before": "2026-11-15"}, true},
		"an old thank-you":           {KindThankYou, map[string]string{"said_at": before}, false},
		"an old act":                 {KindAct, map[string]string{"at": timeValue(day.Add(-time.Hour))}, true},
	} {
		r := Record{Kind: c.kind, ID: ID{1}, Groups: []Group{{Stamp: Stamp{Clock: 1, Screen: 1}, Fields: c.fields}}}
		if k.Holds(&r) == c.gone {
			t.Errorf("%s: held %t", name, !c.gone)
		}
		if none := (KeptSince{}); !none.Holds(&r) {
			t.Errorf("%s: gone though all is kept", name)
		}
	}
	if r := (Record{Kind: KindVisit, ID: ID{1}, Erased: true}); !k.Holds(&r) {
		t.Error("the mark of an erasure is gone")
	}
}
