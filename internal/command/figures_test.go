package command

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
)

// What four people said nobody reads, and what five said is never read without how many
// they were.
func TestAFigureIsPrintedFromFiveAnswersOn(t *testing.T) {
	for n, shown := range map[int]bool{4: false, 5: true, 8: true} {
		at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
		now := func() time.Time { return at }
		db, err := store.Open(t.Context(), t.TempDir(), store.Options{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for answered := 0; answered < n; {
			id, err := db.AddMember(t.Context(), host(), community.Member{Name: "Ada"})
			if err != nil {
				t.Fatal(err)
			}
			if community.QuestionOf(id, at).Name != community.QuestionSupported {
				continue
			}
			answered++
			said := map[bool]string{true: community.AnswerYes, false: community.AnswerNo}[answered <= 3]
			if err := db.Answer(t.Context(), id, community.QuestionSupported, said); err != nil {
				t.Fatal(err)
			}
		}
		at = at.AddDate(0, 1, 0)
		run := runs(t, db, now)
		said, basis := run("figures"), fmt.Sprintf("n = %d of %d asked", n, n)
		if percent := fmt.Sprintf("%.0f %% say yes. ", 300/float64(n)); strings.Contains(said, percent+basis) != shown || strings.Contains(said, "say yes") != shown {
			t.Errorf("of %d: %s", n, said)
		}
		if strings.Contains(said, "Not enough answers yet: 4 of 4 asked") == shown {
			t.Errorf("of %d: %s", n, said)
		}
		var out figuresOut
		if err := json.Unmarshal([]byte(run("figures", "--json")), &out); err != nil {
			t.Fatal(err)
		}
		s := out.Shares[0]
		for what, is := range map[string]bool{"share": s.Share != nil, "low": s.Low != nil, "high": s.High != nil, "yes": s.Yes != nil} {
			if is != shown {
				t.Errorf("of %d, %s is told: %t", n, what, is)
			}
		}
		if s.N != n || shown && (*s.Yes != 3 || *s.Share != 3/float64(n) || *s.Low >= *s.Share || *s.High <= *s.Share) {
			t.Errorf("of %d: %+v", n, s)
		}
		if csv := run("figures", "--csv", "-"); strings.Contains(csv, ",3\n") != shown {
			t.Errorf("of %d: %s", n, csv)
		}
	}
}

func TestTheMachinesClockIsAheadOrBehind(t *testing.T) {
	for offset, want := range map[float64]string{
		0: "", 2: "", -2: "", 90: "this machine's is 1m30s behind the hub's, which counts", -90: "this machine's is 1m30s ahead of the hub's, which counts",
	} {
		if got := clockWords(offset); got != want {
			t.Errorf("%v is %q", offset, got)
		}
	}
}
