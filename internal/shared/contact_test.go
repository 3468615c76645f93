package shared

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func testContacts(p place) {
	s := p.open(p, Options{})
	b := begin(p, s)
	const key = "aa11"
	none, err := s.Contact(p.Context(), b.space, key)
	if err != nil || none != (Contact{}) {
		p.Fatalf("a screen never seen: %+v, %v", none, err)
	}
	at := time.Date(2026, 3, 1, 9, 0, 0, 5e6, time.UTC)
	first := Contact{
		Count: 1, Word: "one", Since: 1<<62 + 1, SeenAt: at, Offset: -1500 * time.Millisecond,
		Waiting: 3, WaitingSince: at.Add(-time.Hour), Program: "kettle 1 \"x\"", Bye: true,
	}
	if err := s.SaveContact(p.Context(), b.space, key, Contact{Count: 4, Word: "x"}, first); !errors.Is(err, ErrChanged) {
		p.Errorf("of a screen that should be known: %v", err)
	}
	if err := s.SaveContact(p.Context(), b.space, key, none, first); err != nil {
		p.Fatal(err)
	}
	if got, err := s.Contact(p.Context(), b.space, key); err != nil || got != first {
		p.Errorf("saved %+v, read %+v, %v", first, got, err)
	}
	if err := s.SaveContact(p.Context(), b.space, key, none, first); err != nil {
		p.Errorf("the same once more: %v", err)
	}
	second := Contact{Count: 2, Word: "two", Before: "one", SeenAt: at}
	for _, was := range []Contact{{}, {Count: 1, Word: "other"}, {Count: 2, Word: "one"}} {
		if err := s.SaveContact(p.Context(), b.space, key, was, second); !errors.Is(err, ErrChanged) {
			p.Errorf("after %+v: %v", was, err)
		}
	}
	if err := s.SaveContact(p.Context(), b.space, key, first, second); err != nil {
		p.Error(err)
	}
	all, err := s.Contacts(p.Context(), b.space)
	if err != nil || len(all) != 1 || all[key] != second {
		p.Errorf("all contacts: %+v, %v", all, err)
	}
}

func testSightings(p place) {
	s := p.open(p, Options{})
	b := begin(p, s)
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	said := Contact{Count: 1, Word: "one", Program: "kettle", SeenAt: at, Bye: true}
	if err := s.SaveContact(p.Context(), b.space, "aa", Contact{}, said); err != nil {
		p.Fatal(err)
	}
	s.Seen(b.space, "aa", Sighting{At: at.Add(-time.Second), Since: 1})
	if got, err := s.Contacts(p.Context(), b.space); err != nil || got["aa"] != said {
		p.Errorf("a sighting from before the hello made %+v, %v", got["aa"], err)
	}
	s.Seen(b.space, "aa", Sighting{At: at.Add(time.Second), Since: 5})
	s.Seen(b.space, "aa", Sighting{At: at.Add(2 * time.Second), Since: 9, Waiting: 2, WaitingSince: at})
	s.Seen(b.space, "bb", Sighting{At: at, Since: 1}) // never said hello
	want := said
	want.Since, want.SeenAt, want.Waiting, want.WaitingSince, want.Bye = 9, at.Add(2*time.Second), 2, at, false
	got, err := s.Contacts(p.Context(), b.space)
	if err != nil || len(got) != 1 || got["aa"] != want {
		p.Errorf("%v are known, %+v, %v", keysOf(got), got["aa"], err)
	}
	s.Seen(b.space, "aa", Sighting{At: at.Add(3 * time.Second), Since: 11})
	for end := time.Now().Add(10 * time.Second); ; {
		if got, err := s.Contact(p.Context(), b.space, "aa"); err != nil {
			p.Fatal(err)
		} else if got.Since == 11 {
			break
		}
		if time.Now().After(end) {
			p.Fatal("a sighting is never written by itself")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestSightingsAreWrittenAtClose(t *testing.T) {
	path := t.TempDir() + "/hub.db"
	s, err := OpenFile(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	b := begin(t, s)
	if err := s.SaveContact(t.Context(), b.space, "aa", Contact{}, Contact{Count: 1}); err != nil {
		t.Fatal(err)
	}
	s.Seen(b.space, "aa", Sighting{At: time.UnixMilli(5), Since: 4})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := openFile(t, path, Options{}).Contact(t.Context(), b.space, "aa")
	if err != nil || got.Since != 4 {
		t.Errorf("after closing: %+v, %v", got, err)
	}
}

func testHubs(p place) {
	c := newTicker()
	s := p.open(p, Options{Now: c.now})
	var first []byte
	late, err := s.Key(p.Context(), func() (key []byte, err error) { // another hub is faster
		first, err = s.Key(p.Context(), func() ([]byte, error) { return []byte("-----BEGIN\nx\n"), nil })
		return []byte("late"), err
	})
	if err != nil || len(first) == 0 || string(late) != string(first) {
		p.Errorf("two hubs have the keys %q and %q, %v", first, late, err)
	}
	again, err := s.Key(p.Context(), func() ([]byte, error) { return nil, errors.New("asked for one more") })
	if err != nil || string(again) != string(first) {
		p.Errorf("the key is %q, then %q, %v", first, again, err)
	}
	ours := newID().String()[24:] + ".example:8787"
	theirs := newID().String()[24:] + ".example:8787"
	for _, address := range []string{ours, theirs, ours} {
		if err := s.Announce(p.Context(), address); err != nil {
			p.Fatal(err)
		}
		c.advance(time.Minute)
	}
	got, err := s.Hubs(p.Context(), 10*time.Minute)
	if err != nil || slices.Index(got, ours) < 0 || slices.Index(got, ours) > slices.Index(got, theirs) {
		p.Errorf("the hubs are %v, %v", got, err)
	}
	if got, err := s.Hubs(p.Context(), 90*time.Second); err != nil || !slices.Contains(got, ours) || slices.Contains(got, theirs) {
		p.Errorf("the hubs of late are %v, %v", got, err)
	}
}

func testWatch(p place) {
	s := p.open(p, Options{})
	b, other := begin(p, s), begin(p, s)
	signal, stop := s.Watch(b.space)
	defer stop()
	quiet := 100 * time.Millisecond
	if p.several {
		quiet = 3 * time.Second // the poll has looked, even on a busy machine
	}
	drain := func() {
		for {
			select {
			case <-signal:
			case <-time.After(quiet):
				return
			}
		}
	}
	wait := func(what string) {
		select {
		case <-signal:
		case <-time.After(15 * time.Second):
			p.Errorf("no signal of %s", what)
		}
	}
	drain()
	other.push(member(newID(), "x"))
	b.push()
	select {
	case <-signal:
		p.Error("a signal of nothing")
	case <-time.After(quiet):
	}
	b.push(member(newID(), "x"))
	wait("an own commit")
	if p.several {
		drain()
		second := p.open(p, Options{})
		begun{Store: second, TB: p, space: b.space, head: b.head}.push(member(newID(), "y"))
		wait("another hub's commit") // which the poll sees
	}
	drain()
	stop()
	b.push(member(newID(), "z"))
	select {
	case <-signal:
		p.Error("a signal after stop")
	default:
	}
}
