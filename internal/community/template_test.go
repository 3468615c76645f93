package community

import (
	"errors"
	"strings"
	"testing"
)

// A template that somebody else wrote is told what is wrong with it, in a sentence that
// is short whatever it says.
func TestATemplateSaysWhatIsWrongWithIt(t *testing.T) {
	good := Template{Name: "Soup", What: EventSocial, About: "Eat together", Guidance: "Put the pot on at noon", Day: "Friday", At: "12:30", Minutes: 60}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("ж", 41)
	for _, c := range []struct {
		change func(*Template)
		want   string // "" for none
	}{
		{func(one *Template) { one.Name = " \n" }, "name is missing"},
		{func(one *Template) { one.About = "" }, "about is missing"},
		{func(one *Template) { one.Guidance = "" }, "guidance is missing"},
		{func(one *Template) { one.What = long }, "what “" + strings.Repeat("ж", 40) + "…” is none of: " + strings.Join(EventKinds[:], ", ")},
		{func(one *Template) { one.What = "" }, "what “” is none of: " + strings.Join(EventKinds[:], ", ")},
		{func(one *Template) { one.Day = "friday" }, "day “friday” is no day of the week"},
		{func(one *Template) { one.Day = "2026-02-29" }, "day “2026-02-29” is no day of the week"},
		{func(one *Template) { one.At = "9:30" }, "at “9:30” is no time such as 12:30"},
		{func(one *Template) { one.At = "24:00" }, "at “24:00” is no time such as 12:30"},
		{func(one *Template) { one.At = "23:59" }, ""},
		{func(one *Template) { one.Minutes = 9 }, "minutes are from 10 to 720"},
		{func(one *Template) { one.Minutes = 10 }, ""},
		{func(one *Template) { one.Minutes = 720 }, ""},
		{func(one *Template) { one.Minutes = 721 }, "minutes are from 10 to 720"},
		{func(one *Template) { one.Places = -1 }, "places are from 0 to 10000"},
		{func(one *Template) { one.Places = 10_000 }, ""},
		{func(one *Template) { one.Places = 10_001 }, "places are from 0 to 10000"},
		{func(one *Template) { one.Repeat = "day" }, "repeat “day” is none of: week, second week, month"},
	} {
		one := good
		c.change(&one)
		err := one.Check()
		var wrong *FieldError
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%+v is refused: %v", one, err)
		case c.want != "" && (!errors.As(err, &wrong) || strings.NewReplacer(`“`, `"`, `”`, `"`).Replace(c.want) != wrong.Field+" "+wrong.Reason):
			t.Errorf("of %+v it says %v, not %s", one, err, c.want)
		}
	}
}
