package web

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// counted is what a space has counted.
type counted struct {
	tallies []community.Tally
	thanks  int
	err     error
}

func (c counted) Tallies(context.Context) ([]community.Tally, error) { return c.tallies, c.err }

func (c counted) CountThanks(context.Context, time.Time, time.Time) (int, error) {
	return c.thanks, c.err
}

func howPage(t *testing.T, f Figures, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	New(newDemo(t), Options{Now: clockAt(now), Figures: f}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

// busy is a space where enough people answered the main question, and too few another.
func busy() counted {
	month := community.Month(now.AddDate(0, -1, 0))
	return counted{thanks: 31, tallies: []community.Tally{
		{Question: community.QuestionSupported, Month: month, Yes: 47, No: 11, Skip: 39}, {Question: community.QuestionBelong, Month: month, Yes: 3, No: 1},
	}}
}

func TestThePageSaysHowTheCommunityWorksAndOnlyFiguresThatHaveEnoughAnswers(t *testing.T) {
	code, page := howPage(t, busy(), "/HOW")
	if code != http.StatusOK {
		t.Fatalf("status %d", code)
	}
	for _, want := range []string{
		"How this community works", "81\u00a0%", "were supported by another member in the last three months.", "n = 58 of 97 asked, 69–89 % (95 %)",
		"Has another member supported you in the last three months?", "Peer support is any spontaneous act", "The Melting Pot published 77 %",
		"at least 31 times", "Asking and offering", "a supportive word, an idea encouraged",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	for _, not := range []string{"belong here", "75", "Not enough"} {
		if strings.Contains(page, not) {
			t.Errorf("%q is on the page: four people's answers", not)
		}
	}
	if _, space := howPage(t, busy(), "/"); !strings.Contains(space, `href="/how"`) {
		t.Error("the space's page does not lead there")
	}
}

func TestWithoutEnoughAnswersThePageHasNoFigures(t *testing.T) {
	for name, f := range map[string]Figures{"nobody counts": nil, "few answered": counted{thanks: 4, tallies: []community.Tally{{Question: community.QuestionSupported, Month: community.Month(now.AddDate(0, -1, 0)), Yes: 4}}}} {
		code, page := howPage(t, f, "/how")
		if code != http.StatusOK || !strings.Contains(page, "There are no figures yet") || strings.Contains(page, "Melting") || strings.Contains(page, "at least") {
			t.Errorf("%s: status %d\n%s", name, code, page)
		}
	}
	if code, page := howPage(t, counted{err: errors.New("disk")}, "/how"); code != http.StatusServiceUnavailable || strings.Contains(page, "disk") {
		t.Errorf("status %d\n%s", code, page)
	}
}

func TestThePageSaysWhatThisSpaceDoes(t *testing.T) {
	for days, want := range map[int]string{0: "Visits for 30 days, then", 1: "Visits for a day, then", 7: "Visits for 7 days, then"} {
		if all := practicesOf(&community.Space{VisitDays: days}); !strings.HasPrefix(all[len(all)-1].Words, want) {
			t.Errorf("%d: %q", days, all[len(all)-1].Words)
		}
	}
	for _, p := range practicesOf(&community.Space{NoQuestion: true}) {
		if strings.Contains(p.Words, "question") {
			t.Errorf("where nobody is asked: %q", p.Words)
		}
	}
	for want, kinds := range map[string][]string{
		"For a word. One": {"A word"}, "For tea and CPR. One": {"Tea", "CPR"}, "For öl, GDPR help and tea. One": {"Öl", "GDPR help", "Tea"},
	} {
		if all := practicesOf(&community.Space{ThanksKinds: kinds}); !strings.HasPrefix(all[3].Words, want) {
			t.Errorf("%q, want %q", all[3].Words, want)
		}
	}
}
