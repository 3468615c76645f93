package figures

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"
)

// Row is one number behind a canvas.
type Row struct {
	Part  string `json:"part"` // the element, or "Figure"
	What  string `json:"what"`
	Since string `json:"since"` // first and last day, ISO dates
	Until string `json:"until"`
	N     int    `json:"n"`
}

// Rows are all numbers behind the canvas. Of a figure that is hidden there is only how
// many answered.
func (c *Canvas) Rows() []Row { return c.rows }

func (w *weeks) rows() []Row {
	var rows []Row
	weekly := func(part, what string, bars [Weeks]int) {
		for i, n := range bars {
			from := w.monday(i)
			rows = append(rows, Row{part, what, from.Format(time.DateOnly), from.AddDate(0, 0, 6).Format(time.DateOnly), n})
		}
	}
	weekly(CoLocation, "days spent here", w.visits())
	weekly(Network, "visitors", w.visitors)
	weekly(PeerSupport, "thank-yous", w.thanks)
	weekly(PeerSupport, "asks", w.asks)
	weekly(PeerSupport, "asks answered", w.answered)
	weekly(SpaceItself, "quick calls", w.quick)
	weekly(SpaceItself, "quick calls answered", w.helped)
	weekly(Hosting, "introductions", w.met)
	weekly(Learning, "events at which people learn", w.learning)
	weekly(Learning, "said they would come to them", w.learners)
	weekly("Events", "all", w.events)
	weekly("Events", "said they would come to others", w.social)
	for day, weeks := range w.days {
		for i, n := range weeks {
			if 7*i+day <= w.today {
				date := w.monday(i).AddDate(0, 0, day).Format(time.DateOnly)
				rows = append(rows, Row{CoLocation, "members who came", date, date, n})
			}
		}
	}
	return rows
}

// ShareRows are the numbers of figures.
func ShareRows(all []Share) []Row {
	var rows []Row
	for i := range all {
		s := &all[i]
		add := func(what string, n int) {
			rows = append(rows, Row{"Figure", s.Question.Words + " " + what, s.Since.Format(time.DateOnly), s.Until.AddDate(0, 1, -1).Format(time.DateOnly), n})
		}
		add("asked", s.Asked)
		add("yes or no", s.N)
		if !s.Hidden {
			add("yes", s.Yes)
		}
	}
	return rows
}

// WriteCSV writes rows under a header.
func WriteCSV(to io.Writer, rows []Row) error {
	w := csv.NewWriter(to)
	if err := w.Write([]string{"part", "what", "since", "until", "n"}); err != nil {
		return fmt.Errorf("write figures: %w", err)
	}
	for _, r := range rows {
		if err := w.Write([]string{r.Part, r.What, r.Since, r.Until, strconv.Itoa(r.N)}); err != nil {
			return fmt.Errorf("write figures: %w", err)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return fmt.Errorf("write figures: %w", err)
	}
	return nil
}
