package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode"

	"kettle/internal/community"
	"kettle/internal/figures"
)

// Figures is what a space may honestly say of itself.
type Figures interface {
	Tallies(ctx context.Context) ([]community.Tally, error)
	// CountThanks says how many thank-yous were said from one time until another.
	CountThanks(ctx context.Context, since, until time.Time) (int, error)
}

// howView is how a community works, as the page says it.
type howView struct {
	Name      string
	Practices []practice
	Figures   []figure
	Published string // what the main figure may be compared with, and why not quite
	Thanks    string
}

// practice is one thing that people here do.
type practice struct{ Title, Words string }

// figure is a share with all that it is never without.
type figure struct{ Share, Words, Asked, Basis string }

// how draws the page that says how this community works.
func (h *handler) how(ctx context.Context) (answer, error) {
	space, err := h.src.Space(ctx)
	if err != nil {
		return answer{}, fmt.Errorf("space: %w", err)
	}
	v := howView{Name: community.CleanLine(space.Name), Practices: practicesOf(&space)}
	if h.figures != nil {
		if err := h.count(ctx, &space, &v); err != nil {
			return answer{}, err
		}
	}
	return h.look.draw(http.StatusOK, "how.html", joinNonEmpty(" · ", "How this community works", v.Name), v)
}

// count puts the figures into the view that have enough answers.
func (h *handler) count(ctx context.Context, space *community.Space, v *howView) error {
	tallies, err := h.figures.Tallies(ctx)
	if err != nil {
		return fmt.Errorf("figures: %w", err)
	}
	shares := figures.Shares(space, tallies, h.now())
	for i := range shares {
		s := &shares[i]
		if s.Hidden {
			continue
		}
		v.Figures = append(v.Figures, figure{
			fmt.Sprintf("%d\u00a0%%", s.Percent()), s.Question.Share + ".", "Asked: “" + s.Question.Words + "” " + s.Question.Means, s.Basis(),
		})
		if s.Question.Name == community.QuestionSupported {
			v.Published = figures.PublishedWords
		}
	}
	n, err := h.figures.CountThanks(ctx, shares[0].Since, shares[0].Ends())
	if err != nil {
		return fmt.Errorf("figures: %w", err)
	}
	if n >= community.LeastAnswers {
		v.Thanks = fmt.Sprintf("Apart from that, members thanked one another at least %d times from %s. That is only what was said on a screen.", n, shares[0].When())
	}
	return nil
}

// practicesOf are what people of a space do, in its own words where it has some.
func practicesOf(s *community.Space) []practice {
	days := "a day"
	if n := cmp.Or(s.VisitDays, community.KeepDays); n > 1 {
		days = fmt.Sprintf("%d days", n)
	}
	all := []practice{
		{"Names and faces", "The wall shows who is a member, for whoever likes to be seen: a face, a name, and one thing to ask about. Everybody decides that for themselves, and can take it back on any day."},
		{"Asking and offering", "Both are up side by side, at the same size. To ask for something small makes the one who is asked feel valued."},
		{"Introductions", "Hosts bring people together who have not met. If you would like that, tick it on your own page, or tell a host. If your head is down today, say so when you check in, and nobody brings anything up."},
		{"Thank-yous", "For " + lowered(s.Kinds()) + ". One goes on the wall only when both people want it there."},
	}
	if !s.NoQuestion {
		all = append(all, practice{"One question", "At most once in each quarter of the year there is a question when you check out. Skip is always there. Answers are only counted: nobody can see who said what."})
	}
	return append(all, practice{"What is kept", "Visits for " + days + ", then only how many there were. Nobody is ranked, by anything."})
}

// lowered joins the kinds of help within a sentence.
func lowered(kinds []string) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		k = community.CleanLine(k)
		if first := []rune(k); len(first) > 1 && !unicode.IsUpper(first[1]) { // not an acronym
			k = string(unicode.ToLower(first[0])) + string(first[1:])
		}
		words[i] = k
	}
	if last := len(words) - 1; last > 0 {
		words = append(words[:last-1], words[last-1]+" and "+words[last])
	}
	return strings.Join(words, ", ")
}
