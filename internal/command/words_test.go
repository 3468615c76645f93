package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/owner"
	"kettle/internal/photo"
	"kettle/internal/store"
)

func TestEveryFailureIsASentence(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{misuse("Say %s", "what"), "Say what."},
		{refuse("bell hooks has the number 7 already"), "bell hooks has the number 7 already."},
		{fmt.Errorf("edit: %w", &community.FieldError{Field: "headline", Reason: "is 300 characters long, 200 fit"}), "The headline is 300 characters long, 200 fit."},
		{&community.FieldError{Field: "joined_on", Reason: `"x" is not a date`}, `joined_on: "x" is not a date.`},
		{&community.FieldError{Field: "pin", Reason: "needs six characters or more"}, "The PIN needs six characters or more."},
		{fmt.Errorf("keep: %w", &photo.RefusedError{Why: photo.ErrHEIC, Words: "This is a HEIC picture. Save it as JPEG."}), "This is a HEIC picture. Save it as JPEG."},
		{fmt.Errorf("import: %w", context.Canceled), "Stopped. The data are as they were."},
		{fmt.Errorf("%w (EOF)", owner.ErrLost), "The kettle that has these data open ended while it worked: look whether the change is there, and try again if not."},
		{fmt.Errorf("open: %w", store.ErrNewer), "These data were written by a newer kettle: install that one, or restore a backup."},
		{&fs.PathError{Op: "open", Path: "/x/y.csv", Err: syscall.ENOENT}, "There is no /x/y.csv."},
		{&fs.PathError{Op: "open", Path: "/x/y.csv", Err: syscall.EACCES}, "/x/y.csv may not be read or written by this user."},
		{&fs.PathError{Op: "read", Path: "/x", Err: syscall.EISDIR}, "/x is a folder, not a file."},
		{&fs.PathError{Op: "write", Path: "/x", Err: syscall.ENOSPC}, "The disk is full: make room and try again."},
		{errors.Join(fmt.Errorf("change: %w", community.ErrErased)), "This member was erased, for ever."},
		{errors.New("open kettle.db: locked"), "Open kettle.db: locked."},
	} {
		if got := Sentence(c.err); got != c.want {
			t.Errorf("%v:\n got %s\nwant %s", c.err, got, c.want)
		}
	}
}

func TestListsAndCountsReadAsPeopleSayThem(t *testing.T) {
	for want, got := range map[string]string{
		"": and(nil), "a": and([]string{"a"}), "a and b": and([]string{"a", "b"}), "a, b and c": and([]string{"a", "b", "c"}),
		"1 visit": count(1, "visit"), "0 visits": count(0, "visit"), "2 visits": count(2, "visit"),
		"Ada…": cut("Ada Okafor", 5), "Ada": cut("Ada", 3), "9000 bytes": size(9000), "12 MB": size(12 << 20),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestADateIsTheSpacesOwnMidnight(t *testing.T) {
	s := community.Space{}
	if err := s.Set("zone", "America/New_York"); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 9, 2, 0, 0, 0, time.UTC) // the evening before there
	for text, want := range map[string]string{
		"today": "2026-03-08T05:00:00Z", "tomorrow": "2026-03-09T04:00:00Z", "Yesterday": "2026-03-07T05:00:00Z",
		"2026-07-01": "2026-07-01T04:00:00Z", "2026-07-01T10:30": "2026-07-01T14:30:00Z", "2026-07-01T10:30:00Z": "2026-07-01T10:30:00Z",
	} {
		got, err := day(&s, now, text)
		if err != nil || got.UTC().Format(time.RFC3339) != want {
			t.Errorf("%s is %s, want %s (%v)", text, got.UTC().Format(time.RFC3339), want, err)
		}
	}
	var use *usageError
	if _, err := day(&s, now, "03/04/2026"); !errors.As(err, &use) {
		t.Errorf("got %v", err)
	}
}

func TestAnOccasionSaysWhenForPeople(t *testing.T) {
	s := community.Space{}
	at := func(text string) time.Time {
		v, err := time.Parse("2006-01-02 15:04", text)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct {
		from, to string
		all      bool
		want     string
	}{
		{"2026-06-04 13:00", "2026-06-04 14:00", false, "Thu 2026-06-04 13:00–14:00"},
		{"2026-06-04 22:00", "2026-06-05 02:00", false, "Thu 2026-06-04 22:00–Fri 02:00"},
		{"2026-06-04 00:00", "2026-06-05 00:00", true, "Thu 2026-06-04 all day"},
		{"2026-06-04 00:00", "2026-06-06 00:00", true, "Thu 2026-06-04 to Fri 2026-06-05"},
	} {
		if got := when(&s, &community.Occasion{StartsAt: at(c.from), EndsAt: at(c.to), AllDay: c.all}); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestAHostFindsThoseWhoAreOnNoWallAndThoseWhoLeft(t *testing.T) {
	all := []community.Member{
		{ID: community.ID{1}, Name: "Łukasz Nowak", Email: "Lukasz@example.com", Number: "1"},
		{ID: community.ID{2}, Name: "Ada Okafor", State: community.StateLeft, OnWall: community.Consent{Given: true}},
	}
	names := func(list []found) (out []string) {
		for _, f := range list {
			out = append(out, fmt.Sprint(f.Name, f.exact))
		}
		return out
	}
	for words, want := range map[string][]string{
		"luk": {"Łukasz Nowakfalse"}, "okafor ada": {"Ada Okafortrue"}, "1": {"Łukasz Nowaktrue"},
		"lukasz@EXAMPLE.com": {"Łukasz Nowaktrue"}, "": nil, "zebra": nil,
	} {
		if got := names(find(all, words, 5)); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", words, got, want)
		}
	}
	if got := find(all, "ada", 5); len(got) != 1 || got[0].State != community.StateLeft {
		t.Errorf("what is found is not the member as kept: %+v", got)
	}
}

func TestAFieldIsNamedAsItIsTyped(t *testing.T) {
	for text, want := range map[string][2]string{
		"headline=a=b":                     {"headline", "a=b"},
		"Talk-To me about=Tea":             {"talk_to_me_about", "Tea"},
		" happy_to_help_with:VAT Tax=yes":  {"happy_to_help_with:VAT Tax", "yes"},
		"name=":                            {"name", ""},
		"looking_for: Someone, anyone =no": {"looking_for:Someone, anyone", "no"},
	} {
		field, value, err := assignment(text)
		if err != nil || field != want[0] || value != want[1] {
			t.Errorf("%q is %q and %q (%v)", text, field, value, err)
		}
	}
	if _, _, err := assignment("headline"); err == nil {
		t.Error("a field without a value was taken")
	}
	if slices.Contains(fieldNames(), "photo") || !slices.Contains(community.MemberFields[:], "photo") {
		t.Error("naming the fields changed the fields")
	}
}

func TestFilesOfPhotosHaveSafeNames(t *testing.T) {
	all := []community.Member{
		{Number: "1001", Photo: "x", Code: "AAAAAAAA"},
		{Number: "../../etc/x", Photo: "x", Code: "BBBBBBBB"},
		{Number: "7", Photo: "x", Code: "CCCCCCCC"},
		{Number: "7", Photo: "x", Code: "DDDDDDDD"},
		{Number: strings.Repeat("9", 300), Photo: "x", Code: "EEEEEEEE"},
		{Number: "8", Code: "FFFFFFFF"},
		{Photo: "x", ID: community.ID{1}},
	}
	want := []string{"1001.jpg", "BBBBBBBB.jpg", "CCCCCCCC.jpg", "DDDDDDDD.jpg", "EEEEEEEE.jpg", "", community.ID{1}.String() + ".jpg"}
	name := photoName(all)
	for i := range all {
		if got := name(&all[i]); got != want[i] {
			t.Errorf("%q, want %q", got, want[i])
		}
	}
}

func TestWhatWasLetGoIsCountedInWords(t *testing.T) {
	for want, did := range map[string]store.Retained{
		"Gone: nothing.\n":                {},
		"Gone: 1 visit and 2 visitors.\n": {Visits: 1, Visitors: 2},
		"Gone: 2 comings to an event, 2 parcels handed over, 1 introduction put off, 1 member who left and 3 values overwritten.\n": {
			Comings: 2, Parcels: 2, PutOff: 1, Members: 1, Overwritten: 3,
		},
		"This clock is wrong.\nGone: 1 act.\n": {Doubt: "This clock is wrong", Acts: 1},
	} {
		var said strings.Builder
		if err := (&call{Env: &Env{Stdout: &said}}).retainedWords(&did, false); err != nil || said.String() != want {
			t.Errorf("%q, want %q, %v", said.String(), want, err)
		}
	}
}
