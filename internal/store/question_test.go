package store

import (
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// leaves checks somebody in and, an hour later, out.
func leaves(t testing.TB, db *DB, c *clock, id community.ID) community.Visit {
	t.Helper()
	if _, _, err := db.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Fatal(err)
	}
	c.forward(time.Hour)
	v, err := db.CheckOut(t.Context(), byClaimed, id)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// newcomer adds a member whom no history tells of.
func newcomer(t testing.TB, db *DB, name string) community.ID {
	t.Helper()
	id, err := db.AddMember(t.Context(), community.Actor{Kind: community.ActorAutomatic}, community.Member{Name: name, State: community.StateActive})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func answer(t testing.TB, db *DB, v community.Visit, word string) community.Question {
	t.Helper()
	q, err := db.QuestionFor(t.Context(), v.ID)
	if err == nil {
		err = db.Answer(t.Context(), v.MemberID, q.Name, word)
	}
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// withMainQuestion adds a member, the nth of them, who has the main question now.
func withMainQuestion(t testing.TB, db *DB, c *clock, n byte) community.ID {
	t.Helper()
	id := community.ID{n}
	for community.QuestionOf(id, c.now()).Name != community.QuestionSupported {
		id[1]++
	}
	m := community.Member{Name: fmt.Sprintf("Member %d", n), State: community.StateActive}
	err := db.writing(t.Context(), community.Actor{Kind: community.ActorAutomatic}, func(w *writer) error {
		return w.create(community.KindMember, id, m.Fields())
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestAskedOnceAQuarterWhateverTheAnswer(t *testing.T) {
	for _, word := range []string{community.AnswerYes, community.AnswerNo, community.AnswerSkip} {
		t.Run(word, func(t *testing.T) {
			db, c := fresh(t)
			id := newcomer(t, db, "Ada")
			q := answer(t, db, leaves(t, db, c, id), word)
			v := leaves(t, db, c, id)
			if _, err := db.QuestionFor(t.Context(), v.ID); !errors.Is(err, community.ErrNotFound) {
				t.Errorf("asked again in the quarter: %v", err)
			}
			if err := db.Answer(t.Context(), id, q.Name, community.AnswerYes); err != nil {
				t.Errorf("a second tap: %v", err)
			}
			var want community.Tally
			want.Count(word)
			got, err := db.Tallies(t.Context())
			if err != nil || len(got) != 1 {
				t.Fatalf("%+v, %v", got, err)
			}
			if got[0].Yes != want.Yes || got[0].No != want.No || got[0].Skip != want.Skip || got[0].Month != "2026-11" {
				t.Errorf("%+v", got[0])
			}
			retain(t, db, c, 100)
			if next := answer(t, db, leaves(t, db, c, id), word); next == q && q.Name != community.QuestionSupported {
				t.Errorf("%s is asked in two quarters running", q.Name)
			}
		})
	}
}

func TestWhoHadAPromptOrIsHeadsDownIsNotAsked(t *testing.T) {
	db, c := fresh(t)
	id := newcomer(t, db, "Ada")
	asks := func(v community.Visit) bool {
		_, err := db.QuestionFor(t.Context(), v.ID)
		if err != nil && !errors.Is(err, community.ErrNotFound) {
			t.Fatal(err)
		}
		return err == nil
	}
	v := leaves(t, db, c, id)
	if !asks(v) {
		t.Fatal("nobody is asked: this test cannot see")
	}
	if err := db.KeepPrompted(t.Context(), v.ID); err != nil || asks(v) {
		t.Errorf("asked after a prompt, %v", err)
	}
	me := community.Actor{Kind: community.ActorClaimed, ID: id}
	busy, _, err := db.CheckIn(t.Context(), me, id)
	if err == nil {
		err = db.SetMood(t.Context(), me, busy.ID, community.MoodBusy)
	}
	if err != nil {
		t.Fatal(err)
	}
	if v, err = db.CheckOut(t.Context(), me, id); err != nil || asks(v) {
		t.Errorf("asked although heads down, %v", err)
	}
	if v = leaves(t, db, c, id); !asks(v) {
		t.Error("one prompt silences the next visit")
	}
	if err := db.EditSpace(t.Context(), byHost, func(s *community.Space) error { s.NoQuestion = true; return nil }); err != nil || asks(v) {
		t.Errorf("asked although the space asks nobody, %v", err)
	}
}

func TestNobodyIsAskedWhileTheClockIsInDoubt(t *testing.T) {
	for name, jump := range map[string]time.Duration{"a year ahead": 365 * aDay, "two days back": -2 * aDay, "a dead battery": -20 * 365 * aDay} {
		t.Run(name, func(t *testing.T) {
			db, c := fresh(t)
			id := newcomer(t, db, "Ada")
			retain(t, db, c, 2)
			c.forward(jump)
			v := leaves(t, db, c, id)
			if _, err := db.QuestionFor(t.Context(), v.ID); !errors.Is(err, community.ErrNotFound) {
				t.Errorf("before anybody looked: %v", err)
			}
			if _, err := db.Retain(t.Context(), RetainOptions{}); err != nil {
				t.Fatal(err)
			}
			if _, err := db.QuestionFor(t.Context(), v.ID); !errors.Is(err, community.ErrNotFound) {
				t.Errorf("while it is doubted: %v", err)
			}
			for _, q := range community.Questions() {
				if err := db.Answer(t.Context(), id, q.Name, community.AnswerYes); !errors.Is(err, community.ErrNotFound) {
					t.Errorf("an answer counts: %v", err)
				}
			}
		})
	}
}

// Two histories that differ only in who said yes leave the same file.
func TestTheFileDoesNotSayWhoAnsweredWhat(t *testing.T) {
	history := func(first, second, third string) (string, *DB) {
		db, c := fresh(t)
		answers := []string{first, second, third}
		var visits []community.Visit
		for i := range answers {
			id := withMainQuestion(t, db, c, byte(i+1))
			visits = append(visits, leaves(t, db, c, id))
			c.forward(time.Minute)
			answer(t, db, visits[i], answers[i])
			if size := logSize(t, db); size != 0 {
				t.Errorf("the log has %d bytes after an answer", size)
			}
		}
		return wholeFile(t, db), db
	}
	a, db := history(community.AnswerYes, community.AnswerNo, community.AnswerSkip)
	for _, other := range [][3]string{
		{community.AnswerNo, community.AnswerYes, community.AnswerSkip},
		{community.AnswerSkip, community.AnswerNo, community.AnswerYes},
	} {
		b, _ := history(other[0], other[1], other[2])
		if a != b {
			t.Errorf("the file tells %v apart:\n%s", other, firstDifference(a, b))
		}
	}
	if c, _ := history(community.AnswerYes, community.AnswerYes, community.AnswerSkip); a == c {
		t.Error("another share leaves the same file: this test cannot see")
	}
	if before := find(t, db.Dir(), "0000001 0000000 0000000"); len(before) > 0 {
		t.Errorf("the counts as they were before are left in %v", before)
	}
	if len(find(t, db.Dir(), "0000001 0000001 0000001")) == 0 {
		t.Error("the counts are in no file: this test cannot see")
	}
}

// wholeFile is every row of every table, with what chance made replaced by its place
// in the order in which it was made.
func wholeFile(t testing.TB, db *DB) string {
	t.Helper()
	names := map[string]string{}
	query := func(q string, each func(values []any)) {
		rows, err := db.read().Query(q)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values, dest := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				dest[i] = &values[i]
			}
			if err := rows.Scan(dest...); err != nil {
				t.Fatal(err)
			}
			each(values)
		}
	}
	seqs := map[string]bool{}
	query(`SELECT id, seq FROM records ORDER BY seq, kind`, func(v []any) {
		seqs[fmt.Sprintf("%06d", v[1])] = true
		names[hex.EncodeToString(v[0].([]byte))] = fmt.Sprintf("record%d", len(names))
	})
	for i, seq := range slices.Sorted(maps.Keys(seqs)) {
		names[strings.TrimLeft(seq, "0")] = fmt.Sprint("seq", i)
	}
	query(`SELECT space_id, screen, epoch, seq FROM file`, func(v []any) {
		names[hex.EncodeToString(v[0].([]byte))], names[fmt.Sprint(v[1])], names[fmt.Sprint(v[2])] = "space", "screen", "epoch"
	})
	var out []string
	query(`SELECT name FROM sqlite_master WHERE type = 'table'`, func(v []any) {
		table := v[0].(string)
		query(`SELECT * FROM "`+table+`"`, func(values []any) {
			var row []string
			for _, v := range values {
				if b, ok := v.([]byte); ok {
					v = hex.EncodeToString(b)
				}
				text := fmt.Sprint(v)
				row = append(row, renamed(text, names))
			}
			out = append(out, table+": "+strings.Join(row, " | "))
		})
	})
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// renamed gives a value its name, and the numbers in stamps theirs.
func renamed(text string, names map[string]string) string {
	if n, ok := names[text]; ok {
		return n
	}
	s, err := parseStamps(text)
	if err != nil || !strings.HasPrefix(text, "[") {
		return text
	}
	var out []string
	for _, g := range s {
		out = append(out, fmt.Sprintf("%d %s %s %d %d %v %v %s %b %v", g.Clock, names[fmt.Sprint(g.Screen)], names[fmt.Sprint(g.Seq)], g.Wall, g.Offset, g.Unsent, g.Fixed, g.Actor, g.Mask, g.Names))
	}
	return strings.Join(out, "; ")
}

func firstDifference(a, b string) string {
	left, right := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(left), len(right)) {
		if left[i] != right[i] {
			return left[i] + "\n" + right[i]
		}
	}
	return fmt.Sprintf("%d rows and %d", len(left), len(right))
}

func TestTheLogIsEmptiedOnceNobodyReads(t *testing.T) {
	db, c := fresh(t)
	id := newcomer(t, db, "Ada")
	v := leaves(t, db, c, id)
	tx, err := db.read().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := tx.QueryRow(`SELECT count(*) FROM records`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	answer(t, db, v, community.AnswerYes)
	if logSize(t, db) == 0 {
		t.Fatal("the log is empty although it is read: this test cannot see")
	}
	tx.Rollback()
	if _, err := db.CloseVisits(t.Context()); err != nil || logSize(t, db) != 0 {
		t.Errorf("the log has %d bytes, %v", logSize(t, db), err)
	}
	takeRemote(t, db, community.KindTally, newID(), []community.Field{{Name: "counts", Value: "0000001 0000000 0000000"}}, 99, c.now())
	if logSize(t, db) != 0 {
		t.Error("the counts of another screen stay in the log")
	}
}

func TestCountsAndTheAskingBearTheTimeOfMonthAndQuarterForEver(t *testing.T) {
	db, c := fresh(t)
	if err := db.EditSpace(t.Context(), byHost, func(s *community.Space) error { return s.Set("zone", "Europe/Berlin") }); err != nil {
		t.Fatal(err)
	}
	id := newcomer(t, db, "Ada")
	v := leaves(t, db, c, id)
	answer(t, db, v, community.AnswerNo)
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	tallies, err := db.Tallies(t.Context())
	if err != nil || len(tallies) != 1 {
		t.Fatalf("%+v, %v", tallies, err)
	}
	look := func() {
		t.Helper()
		got := dump(t, db)
		month := time.Date(2026, 11, 1, 0, 0, 0, 0, berlin).UnixMilli() << 16
		quarter := time.Date(2026, 10, 1, 0, 0, 0, 0, berlin).UnixMilli() << 16
		stamp := func(key string) string { return strings.Fields(strings.Trim(got[key], "{}"))[0] }
		for _, f := range tallies[0].Fields() {
			if at := stamp("tally" + tallies[0].ID.String() + "." + f.Name); at != fmt.Sprint(month) {
				t.Errorf("%s of the tally bears %s, not %d", f.Name, at, month)
			}
		}
		if at := stamp("member" + id.String() + ".asked_in"); at != fmt.Sprint(quarter) {
			t.Errorf("the asking bears %s, not %d", at, quarter)
		}
	}
	look()
	visit := dump(t, db)["visit"+v.ID.String()+".in_at"]
	if err := db.SetClock(t.Context(), 36*time.Hour, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if dump(t, db)["visit"+v.ID.String()+".in_at"] == visit {
		t.Fatal("no stamp moved: this test cannot see")
	}
	look()
}

// TestAnAnswerOfAClockYearsAheadKeepsNothingFromTheHub holds that no stamp of what waits
// is in the future once the hub's clock is known: a hub takes none that is, nor what
// waits behind it.
func TestAnAnswerOfAClockYearsAheadKeepsNothingFromTheHub(t *testing.T) {
	for _, ahead := range []time.Duration{0, 40 * 24 * time.Hour, 10 * 365 * 24 * time.Hour} {
		db, c := fresh(t)
		id := add(t, db, ada())
		c.forward(ahead)
		if err := db.Answer(t.Context(), id, community.QuestionOf(id, c.t).Name, community.AnswerYes); err != nil {
			t.Fatal(err)
		}
		if err := db.SetClock(t.Context(), -ahead, time.Time{}); err != nil {
			t.Fatal(err)
		}
		waiting, err := db.Unsent(t.Context(), 0, 100)
		if err != nil || len(waiting) == 0 {
			t.Fatal(len(waiting), err)
		}
		for _, r := range waiting {
			for _, g := range r.Groups {
				if at := time.UnixMilli(g.Clock >> 16); at.After(db.Now().Add(time.Minute)) {
					t.Errorf("%s ahead: a %s of %s waits at %s", ahead, r.Kind, at.UTC(), db.Now().UTC())
				}
			}
		}
	}
}

func TestOfOneScreensCountsTheLaterWinInWhateverOrderTheyCome(t *testing.T) {
	db, c := fresh(t)
	id := newID()
	month := community.MonthStart(c.now())
	later := community.Tally{ID: id, Screen: 99, Question: community.QuestionBelong, Month: "2026-11", Yes: 2, No: 1}
	earlier := later
	earlier.No = 0
	for _, tally := range []community.Tally{earlier, later, earlier} {
		takeRemote(t, db, community.KindTally, id, tally.Fields(), 99, month)
	}
	got, err := db.Tallies(t.Context())
	if err != nil || len(got) != 1 || got[0] != later {
		t.Errorf("%+v, %v", got, err)
	}
}
