package calendar

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"kettle/internal/community"
)

// file makes a calendar of the lines of events.
func file(events ...string) string {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
	for i, e := range events {
		if !strings.Contains(e, "UID:") {
			e = fmt.Sprintf("UID:%d@example.org\n", i) + e
		}
		b.WriteString("BEGIN:VEVENT\r\n" + strings.ReplaceAll(strings.TrimSpace(e), "\n", "\r\n") + "\r\nEND:VEVENT\r\n")
	}
	return b.String() + "END:VCALENDAR\r\n"
}

// parse reads a file without problems.
func parse(t testing.TB, text string) []community.Event {
	t.Helper()
	events, problems, err := Parse(strings.NewReader(text), "events.ics")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("problem: %v", p)
	}
	return events
}

func TestWhatProgramsReallyWrite(t *testing.T) {
	london := place(t, "Europe/London")
	for _, tc := range []struct{ program, text, want, about, place, with, what string }{
		{
			"Outlook", strings.ReplaceAll(`BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
X-CALSTART:20260105T090000Z
BEGIN:VTIMEZONE
TZID:GMT Standard Time
BEGIN:STANDARD
DTSTART:16011028T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0100
TZOFFSETTO:-0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:-0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;CN="A "broken" name";RSVP=TRUE:mailto:a@example.org
CLASS:PUBLIC
CREATED:20260105T090000Z
DESCRIPTION:Bring a mug.\n\n________________________________________________________________________________\nMicrosoft Teams meeting\nJoin: https://teams.example\n
DTEND;TZID="GMT Standard Time":20260706T120000
DTSTAMP:20260105T090000Z
DTSTART;TZID="GMT Standard Time":20260706T110000
LAST-MODIFIED:20260105T090000Z
LOCATION:Kitchen
ORGANIZER;CN="Okafor, Ada":mailto:ada@example.org
PRIORITY:5
RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO
SEQUENCE:0
SUMMARY;LANGUAGE=en-gb:Coffee
 \, and cake
TRANSP:OPAQUE
UID:040000008200E00074C5B7101A82E008
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
BEGIN:VALARM
TRIGGER:-PT15M
ACTION:DISPLAY
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n"),
			"Mon 6 Jul 2026 11:00–12:00 Coffee, and cake", "Bring a mug.", "Kitchen", "Okafor, Ada", community.EventSocial,
		},
		{
			"Google", strings.ReplaceAll(`BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Events
X-WR-TIMEZONE:Europe/London
BEGIN:VEVENT
DTSTART:20260706T100000Z
DTEND:20260706T110000Z
DTSTAMP:20260105T090000Z
ORGANIZER;CN=ada@example.org:mailto:ada@example.org
UID:abc@google.com
DESCRIPTION:<p>Tea &amp\; <b>talk</b><br>Second line</p>\n-::~:~::~:~:~\nJoin with Google Meet
LOCATION:
SEQUENCE:1
STATUS:CONFIRMED
SUMMARY:Workshop: mending
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n"),
			"Mon 6 Jul 2026 11:00–12:00 Workshop: mending", "Tea & talk\nSecond line", "", "", community.EventLearning,
		},
		{
			"Apple", `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Apple Inc.//macOS 14.5//EN
BEGIN:VTIMEZONE
TZID:Europe/Berlin
X-LIC-LOCATION:Europe/Berlin
END:VTIMEZONE
BEGIN:VEVENT
UID:5A3B
DTSTART;TZID=Europe/Berlin:20260706T120000
DURATION:PT1H
SUMMARY:Mentoring
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="Quay
 side":geo:1,2
END:VEVENT
END:VCALENDAR
`,
			"Mon 6 Jul 2026 11:00–12:00 Mentoring", "", "", "", community.EventMentoring,
		},
		{
			"Thunderbird", "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:t\nDTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260706T120000\nDTEND;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260706T130000\nSUMMARY:Etwas\nCATEGORIES:Sprechstunde,Anderes\nEND:VEVENT\nEND:VCALENDAR\n",
			"Mon 6 Jul 2026 11:00–12:00 Etwas", "", "", "", community.EventSurgery,
		},
		{
			"floating", file("DTSTART:20260706T110000\nDTEND:20260706T120000\nSUMMARY:Here"),
			"Mon 6 Jul 2026 11:00–12:00 Here", "", "", "", community.EventOther,
		},
		{
			"Outlook, all day", file("DTSTART;TZID=Europe/London:20260706T000000\nDTEND;TZID=Europe/London:20260708T000000\nSUMMARY:Fair\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE"),
			"Mon 6 Jul 2026 00:00 to Wed 8 Jul 00:00 Fair", "", "", "", community.EventOther,
		},
		{
			"all day whose end is its last day", file("DTSTART;VALUE=DATE:20260706\nDTEND;VALUE=DATE:20260706\nSUMMARY:Fair"),
			"Mon 6 Jul 2026 00:00 to Tue 7 Jul 00:00 Fair", "", "", "", community.EventOther,
		},
		{
			"without an end", "\xef\xbb\xbf\r\n" + file("DTSTART:20260706T100000Z\nSUMMARY:Bell"),
			"Mon 6 Jul 2026 11:00–11:00 Bell", "", "", "", community.EventOther,
		},
	} {
		t.Run(tc.program, func(t *testing.T) {
			events := parse(t, tc.text)
			got := seen(events, "2026-07-06 00:00", "2026-07-07 00:00", london)
			if diff := cmp.Diff([]string{tc.want}, got); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
			e := events[0]
			if diff := cmp.Diff([]string{tc.about, tc.place, tc.with, tc.what}, []string{e.About, e.Place, e.With, e.What}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBadEventsAreNamedAndTheOthersComeIn(t *testing.T) {
	long := "FREQ=YEARLY;BYYEARDAY=" + strings.Repeat("1,", 1500) + "1"
	bodies := map[string]string{ // what is wrong, and what is said
		"SUMMARY:A":                                                                               `"A" has no start`,
		"DTSTART:20260230T100000Z\nSUMMARY:A":                                                     `"A" starts at "20260230T100000Z", which is no date or time`,
		"DTSTART:99990101T100000Z\nSUMMARY:A":                                                     `"A" starts in the year 9999`,
		"DTSTART;TZID=Atlantis:20260706T100000\nSUMMARY:A":                                        `"A" starts in the time zone "Atlantis", which is not known`,
		"DTSTART:20260706T100000Z\nDTEND:20260706T090000Z\nSUMMARY:A":                             `"A" ends before it starts`,
		"DTSTART:20260706T100000Z\nDURATION:an hour\nSUMMARY:A":                                   `"A" lasts "an hour", which is no length of time`,
		"DTSTART:20260706T100000Z\nDTEND:20290706T100000Z\nSUMMARY:A":                             `"A" lasts longer than a year`,
		"DTSTART:20260706T100000Z\nRRULE:FREQ=SECONDLY":                                           `the event without a title repeats every second, which no calendar on a wall can show`,
		"DTSTART:20260706T100000Z\nRRULE:FREQ=MINUTELY\nSUMMARY:A":                                `"A" repeats every minute, which no calendar on a wall can show`,
		"DTSTART:20260706T100000Z\nRRULE:FREQ=SOMETIMES\nSUMMARY:A":                               `"A" repeats by a rule that cannot be read: FREQ=SOMETIMES`,
		"DTSTART:20260706T100000Z\nRRULE:BYDAY=MO\nSUMMARY:A":                                     `"A" repeats by a rule that cannot be read: BYDAY=MO`,
		"DTSTART:20260706T100000Z\nRRULE:FREQ=DAILY;INTERVAL=0\nSUMMARY:A":                        `"A" repeats at an interval of 0`,
		"DTSTART:20260706T100000Z\nRRULE:FREQ=DAILY;COUNT=0\nSUMMARY:A":                           `"A" repeats 0 times`,
		"DTSTART:20260706T100000Z\nRRULE:FREQ=DAILY;UNTIL=soon\nSUMMARY:A":                        `"A" repeats until "SOON", which is no date or time`,
		"DTSTART:20260706T100000Z\nRRULE:FREQ=YEARLY;BYMONTH=13\nSUMMARY:A":                       `"A" repeats by a rule that makes no sense: FREQ=YEARLY;BYMONTH=13`,
		"DTSTART:20260706T100000Z\nRRULE:FREQ=MONTHLY;BYDAY=9MO\nSUMMARY:A":                       `"A" repeats on weekday 9 of a month`,
		"DTSTART:20260706T100000Z\nRRULE:FREQ=DAILY;BYMINUTE=" + minutes + "\nSUMMARY:A":          `"A" repeats more than 48 times a day, which no calendar on a wall can show`,
		"DTSTART:20260706T100000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\nSUMMARY:A":          `"A" repeats on days that never come`,
		"DTSTART:20260706T100000Z\nRRULE:FREQ=HOURLY;INTERVAL=2;BYHOUR=11\nSUMMARY:A":             `"A" repeats at hours that never come`,
		"DTSTART:20260706T100000Z\nRRULE:" + long + "\nSUMMARY:A":                                 `"A" repeats by a rule that is too long`,
		"DTSTART:20260706T100000Z\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY\nSUMMARY:A":                `"A" has two rules to repeat by; make two events of it`,
		"DTSTART:20260706T100000Z\nRRULE:FREQ=DAILY\nEXRULE:FREQ=WEEKLY\nSUMMARY:A":               `"A" leaves out occasions by a rule, which the standard gave up; name their dates`,
		"DTSTART:20260706T100000Z\nRRULE:FREQ=DAILY\nEXDATE:x\nSUMMARY:A":                         `"A" names an occasion at "x", which is no date or time`,
		"DTSTART;X=\"\":20260706T100000Z\nDTEND;X=\"a\nSUMMARY:A":                                 `"A" has a line that cannot be read: DTEND;X="a`,
		"DTSTART:20260706T100000Z\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260706T100000Z\nSUMMARY:A": `"A" changes an occasion and all after it at once, which is not understood`,
	}
	for body, want := range bodies {
		events, problems, err := Parse(strings.NewReader(file(body, "DTSTART:20260707T100000Z\nSUMMARY:Good")), "events.ics")
		if err != nil || len(events) != 1 || events[0].Title != "Good" || len(problems) != 1 {
			t.Errorf("%.60q: %d events, %v, %v", body, len(events), problems, err)
			continue
		}
		if got := problems[0].Error(); got != "events.ics, line 3: "+want+"." {
			t.Errorf("%.60q: %s", body, got)
		}
	}
}

const minutes = "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48"

func TestFileThatIsNoCalendarGetsASentence(t *testing.T) {
	for text, says := range map[string]string{
		"":                                "events.ics: it is empty.",
		"\r\n\r\n":                        "events.ics: it is empty.",
		"Name,Email\nAda,a@example.org\n": "events.ics: this is not a calendar; one in the iCalendar form begins with BEGIN:VCALENDAR, and its name ends in .ics.",
		"<!DOCTYPE html>":                 "events.ics: this is not a calendar; one in the iCalendar form begins with BEGIN:VCALENDAR, and its name ends in .ics.",
		"\x00\x01\x02":                    "events.ics: this is not a calendar; one in the iCalendar form begins with BEGIN:VCALENDAR, and its name ends in .ics.",
	} {
		_, _, err := Parse(strings.NewReader(text), "events.ics")
		var p Problem
		if !errors.As(err, &p) || p.Error() != says {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestFileThatStopsIsSaid(t *testing.T) {
	text := file("DTSTART:20260707T100000Z\nSUMMARY:Whole", "DTSTART:20260707T100000Z\nSUMMARY:Cut")
	text = text[:strings.LastIndex(text, "END:VEVENT")]
	events, problems, err := Parse(strings.NewReader(text), "events.ics")
	if err != nil || len(events) != 1 || len(problems) != 1 || problems[0].Error() != `events.ics, line 8: "Cut" has no end: the file stops in the middle of it.` {
		t.Errorf("%v, %v, %v", events, problems, err)
	}
}

func TestDeepNestingIsPassedOver(t *testing.T) {
	text := "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\n", 200_000)
	if _, _, err := Parse(strings.NewReader(text), "events.ics"); err != nil {
		t.Error(err)
	}
	deep := strings.Repeat("BEGIN:X\n", 50) + "SUMMARY:Inner\n" + strings.Repeat("END:X\n", 50)
	events := parse(t, file("DTSTART:20260707T100000Z\n"+deep+"SUMMARY:Outer"))
	if len(events) != 1 || events[0].Title != "Outer" {
		t.Errorf("%+v", events)
	}
}

func TestHigherSequenceWins(t *testing.T) {
	form := func(title, sequence, modified string) string {
		return "UID:a\nDTSTART:20260707T100000Z\nSUMMARY:" + title + "\nSEQUENCE:" + sequence + "\nLAST-MODIFIED:" + modified
	}
	for _, tc := range []struct{ a, b, want string }{
		{form("Old", "1", "20260101T000000Z"), form("New", "2", "20260101T000000Z"), "New"},
		{form("New", "2", "20260101T000000Z"), form("Old", "1", "20260301T000000Z"), "New"},
		{form("Old", "1", "20260101T000000Z"), form("New", "1", "20260301T000000Z"), "New"},
		{form("New", "1", "20260301T000000Z"), form("Old", "1", "20260101T000000Z"), "New"},
		{form("First", "10", "20260101T000000Z"), form("Second", "9", "20260101T000000Z"), "First"},
	} {
		events := parse(t, file(tc.a, tc.b))
		if len(events) != 1 || events[0].Title != tc.want {
			t.Errorf("%+v", events)
		}
	}
}

func TestPrivateEventsLoseTheirWords(t *testing.T) {
	events := parse(t, file("DTSTART:20260707T100000Z\nSUMMARY:Doctor\nDESCRIPTION:knee\nLOCATION:Clinic\nORGANIZER;CN=Ada:mailto:a@example.org\nCLASS:PRIVATE"))
	want := community.Event{
		UID: "0@example.org", Title: "Private", What: community.EventOther, Zone: "UTC", Cancelled: true,
		StartsAt: time.Date(2026, 7, 7, 10, 0, 0, 0, time.UTC), EndsAt: time.Date(2026, 7, 7, 10, 0, 0, 0, time.UTC),
	}
	if diff := cmp.Diff([]community.Event{want}, events); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEventWithoutUIDIsTheSameNextTime(t *testing.T) {
	text := strings.ReplaceAll(file("UID:\nDTSTART:20260707T100000Z\nSUMMARY:A", "UID:\nDTSTART:20260708T100000Z\nSUMMARY:A"), "UID:\r\n", "")
	a, b := parse(t, text), parse(t, text)
	if len(a) != 2 || a[0].UID == a[1].UID || a[0].UID != b[0].UID {
		t.Errorf("%v %v", a, b)
	}
}

func TestLettersPartedByAFold(t *testing.T) {
	text := "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260707T100000Z\r\nSUMMARY:Caf\xc3\r\n \xa9 \r\n \\; caf\r\n\te\u0301\r\nLOCATION:K\xfcche\r\nEND:VEVENT\r\nEND:VCALENDAR"
	e := parse(t, text)[0]
	if e.Title != "Café ; café" || e.Place != "Küche" {
		t.Errorf("%+q, %+q", e.Title, e.Place)
	}
}

func TestLettersOfEveryKindAreRead(t *testing.T) {
	text := file("DTSTART:20260713T100000Z\nSUMMARY:Café at Ñandú’s")
	for name, encode := range map[string]encoding.Encoding{
		"UTF-8":                       unicode.UTF8,
		"UTF-8 with a mark before it": unicode.UTF8BOM,
		"UTF-16, the lesser first":    unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16, the greater first":   unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"Windows-1252":                charmap.Windows1252,
	} {
		raw, err := encode.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, end := range []string{"", "\n"} { // a byte too many
			if e := parse(t, raw+end); len(e) != 1 || e[0].Title != "Café at Ñandú’s" {
				t.Errorf("%s: %+v", name, e)
			}
		}
	}
}

func TestEventsFitTheirFields(t *testing.T) {
	events := parse(t, file("DTSTART:20260707T100000Z\nSUMMARY:"+strings.Repeat("ü", 300)+"\nDESCRIPTION:"+strings.Repeat("x ", 2000)+"\nLOCATION:"+strings.Repeat("y", 500)))
	for _, f := range events[0].Fields() {
		if err := new(community.Event).Set(f.Name, f.Value); err != nil {
			t.Error(err)
		}
	}
}

func TestKindsOfEvents(t *testing.T) {
	for title, want := range map[string]string{
		"Mentoring circle: first hires": community.EventMentoring,
		"Team meeting":                  community.EventOther,
		"Tea at three":                  community.EventSocial,
		"Legal office hours":            community.EventSurgery,
		"Skill-share: BSL":              community.EventOther,
		"Skill share: BSL":              community.EventLearning,
		"Petit déjeuner":                community.EventSocial,
		"Frühstück für alle":            community.EventSocial,
		"Szkolenie z RODO":              community.EventLearning,
		"Taller de cerámica":            community.EventLearning,
		"Goal-setting":                  community.EventOther,
		"Accountability group":          community.EventAccountability,
		"Board":                         community.EventOther,
	} {
		if got := kind(nil, title); got != want {
			t.Errorf("%q is %s, want %s", title, got, want)
		}
	}
	if got := kind([]string{"Holiday", "advice surgery"}, "Lunch"); got != community.EventSurgery {
		t.Errorf("category is %s", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(file("DTSTART;TZID=Europe/London:20260706T110000\nDTEND:20260706T120000Z\nRRULE:FREQ=MONTHLY;BYDAY=-1MO;BYSETPOS=1\nEXDATE;VALUE=DATE:20260706\nSUMMARY:A\\, b")))
	f.Add([]byte(file("DTSTART:20260101\nRRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU;WKST=SU\nRDATE:20260301/P1D")))
	f.Add([]byte(file("UID:a\nDTSTART:20260101T000000\nRRULE:FREQ=HOURLY;INTERVAL=5;BYMINUTE=0,30;COUNT=9", "UID:a\nDTSTART:20260101T010000\nRECURRENCE-ID:20260101T050000\nDURATION:PT1H")))
	f.Add([]byte(file("DTSTART:20260706T110000Z\nSUMMARY:Bell")))
	f.Add([]byte("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nDTSTART:19701025T020000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=x:20260706T110000\nEND:VEVENT"))
	from := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text []byte) {
		events, problems, err := Parse(strings.NewReader(string(text)), "f.ics")
		if err != nil {
			if !errors.As(err, new(Problem)) || events != nil {
				t.Fatal(err)
			}
			return
		}
		for _, p := range problems {
			if p.Reason == "" || p.Line < 2 {
				t.Fatalf("%+v", p)
			}
		}
		for i := range events {
			if err := Sound(&events[i]); err != nil || events[i].UID == "" {
				t.Fatalf("%+v: %v", events[i], err)
			}
			var kept community.Event
			if err := community.SetAll(kept.Set, events[i].Fields()); err != nil || !slices.Equal(kept.Fields(), events[i].Fields()) {
				t.Fatalf("%+v is kept as %+v: %v", events[i], kept, err)
			}
		}
		to := from.AddDate(0, 0, 60)
		for _, o := range Occasions(events, from, to, time.UTC) {
			if !o.StartsAt.Before(to) || o.EndsAt.Before(from) {
				t.Fatalf("%+v is not between %v and %v", o, from, to)
			}
		}
		if err := Write(new(strings.Builder), events, from); err != nil {
			t.Fatal(err)
		}
	})
}
