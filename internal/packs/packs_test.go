package packs

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestOurOwnPackIsSound(t *testing.T) {
	p, err := Parse(bytes.NewReader(own))
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 19, 10, 42, 0, 0, time.UTC)
	for _, template := range p.Templates {
		kinds[template.What] = true
		e, err := template.Event(now, london)
		start := e.StartsAt.In(london)
		if err != nil || !start.After(now) || start.Weekday().String() != template.Day || start.Format("15:04") != template.At || start.After(now.AddDate(0, 0, 40)) {
			t.Errorf("%s: %v, %v", template.Name, e.StartsAt, err)
		}
		if r, ok := community.RepeatOf(e.Rule, start); !ok || r.Every != template.Repeat {
			t.Errorf("%s: %q", template.Name, e.Rule)
		}
	}
	if len(kinds) != len(community.EventKinds) {
		t.Errorf("only these kinds have a template: %v", kinds)
	}
}

func TestAPackIsReadBack(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, Own()); err != nil {
		t.Fatal(err)
	}
	if back, err := Parse(&b); err != nil || !reflect.DeepEqual(back, Own()) {
		t.Errorf("%+v, %v", back, err)
	}
}

func TestWhatIsNoPackIsRefusedInWords(t *testing.T) {
	good := Own()
	text := func(change func(p *Pack)) string {
		p := good
		p.Templates = append([]community.Template(nil), good.Templates...)
		change(&p)
		var b bytes.Buffer
		if err := Write(&b, p); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for name, c := range map[string][2]string{
		"no JSON":    {"BEGIN:VCALENDAR", "no practice pack"},
		"no version": {`{"templates": []}`, "no version"},
		"a later":    {strings.Replace(string(own), `"kettle_pack": 1`, `"kettle_pack": 2`, 1), "version 2"},
		"nothing":    {text(func(p *Pack) { p.Templates = nil }), "nothing in the pack"},
		"two alike":  {text(func(p *Pack) { p.Templates[1].Name = p.Templates[0].Name }), "two of that name"},
		"a kind":     {text(func(p *Pack) { p.Templates[0].What = "Disco" }), "what"},
		"a day":      {text(func(p *Pack) { p.Templates[0].Day = "Fri" }), "day"},
		"a time":     {text(func(p *Pack) { p.Templates[0].At = "9:30" }), "at"},
		"long":       {text(func(p *Pack) { p.Templates[0].Minutes = 5000 }), "minutes"},
		"a name":     {text(func(p *Pack) { p.Templates[0].Name = "" }), "name"},
		"guidance":   {text(func(p *Pack) { p.Templates[0].Guidance = strings.Repeat("x", 1300) }), "guidance"},
		"many":       {text(func(p *Pack) { p.Templates = make([]community.Template, 41) }), "more than 40"},
		"large":      {strings.Repeat(" ", MaxBytes) + string(own), "larger than 64 KiB"},
	} {
		if _, err := Parse(strings.NewReader(c[0])); err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASpacesOwnTemplatesComeFirst(t *testing.T) {
	mine := Pack{Name: "Harbour", Templates: []community.Template{Own().Templates[3]}}
	mine.Templates[0].About = "Ours"
	var b bytes.Buffer
	if err := Write(&b, mine); err != nil {
		t.Fatal(err)
	}
	all := Of(b.String())
	if len(all.Templates) != len(Own().Templates) || all.Templates[0].About != "Ours" {
		t.Errorf("got %+v", all.Templates[0])
	}
	if len(Of("").Templates) != len(Own().Templates) || len(Of("{").Templates) != len(Own().Templates) {
		t.Error("a space without any has none of ours")
	}
}

// However much a space takes in, what it keeps can be read again.
func TestWhatIsTakenInStaysReadable(t *testing.T) {
	big := func(n, from int) (p Pack) {
		for i := range n {
			one := Own().Templates[0]
			one.Name, one.Guidance, one.About = fmt.Sprintf("Template %d", from+i), strings.Repeat("ж", 1200), strings.Repeat("ж", 600)
			p.Templates = append(p.Templates, one)
		}
		return p
	}
	practices := ""
	for i := 0; ; i++ {
		text, err := Taken(practices, big(1, i))
		if err != nil {
			if !strings.Contains(err.Error(), "KiB") || i < 10 {
				t.Errorf("after %d: %v", i, err)
			}
			break
		}
		if p, err := Parse(strings.NewReader(text)); err != nil || len(p.Templates) != i+1 {
			t.Fatalf("after %d: %v", i, err)
		}
		practices = text
	}
	many := ""
	for i := range MaxTemplates + 1 {
		p := Pack{Templates: []community.Template{Own().Templates[0]}}
		p.Templates[0].Name = fmt.Sprintf("Template %d", i)
		text, err := Taken(many, p)
		if (err != nil) != (i == MaxTemplates) {
			t.Fatalf("after %d: %v", i, err)
		}
		if err == nil {
			many = text
		}
	}
}

func TestOneTemplateOrAllAreForOthers(t *testing.T) {
	space := community.Space{Name: "Harbour Commons"}
	all, err := From(&space)
	if err != nil || len(all.Templates) != len(Own().Templates) || all.Name != "From Harbour Commons" {
		t.Errorf("%+v, %v", all, err)
	}
	one, err := From(&space, " advice SURGERY ")
	if err != nil || len(one.Templates) != 1 || one.Templates[0].Name != "Advice surgery" {
		t.Errorf("%+v, %v", one, err)
	}
	if _, err := From(&space, "Advice surgery", "Disco"); err == nil || !strings.Contains(err.Error(), "no template \"Disco\"") {
		t.Errorf("one that there is not: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(own)
	f.Add([]byte(`{"kettle_pack":1,"templates":[{}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := Parse(bytes.NewReader(raw))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := Write(&b, p); err != nil {
			return // it grew beyond a file
		}
		back, err := Parse(&b)
		if err != nil || !reflect.DeepEqual(back, p) {
			t.Errorf("%+v became %+v, %v", p, back, err)
		}
		for i := range p.Templates {
			if _, err := p.Templates[i].Event(time.Date(2026, 11, 19, 10, 42, 0, 0, time.UTC), time.UTC); err != nil {
				t.Errorf("%+v: %v", p.Templates[i], err)
			}
		}
	})
}
