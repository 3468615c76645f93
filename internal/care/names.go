package care

import (
	"cmp"
	"slices"
	"time"

	"kettle/internal/community"
)

// Question asks for one name by its face.
type Question struct {
	Who   community.Profile
	Names []string // what to call them, and others; one of them is right
	Right int      // which
}

// choices is how many names a question has.
const choices = 4

// days are after how many days a name is asked again, by its box (Leitner, 1972:
// what is known is asked less and less often, what was wrong begins anew).
var days = [...]int{0, 1, 3, 7, 16, 35}

// Next gives how well a name is known after one answer.
func Next(n community.Naming, right bool, now time.Time) community.Naming {
	if right {
		n.Box = min(n.Box+1, len(days)-1)
	} else {
		n.Box = 0
	}
	n.DueOn = now.AddDate(0, 0, days[n.Box]).Format(time.DateOnly)
	return n
}

// Deck gives the names that a learner is asked now, at most so many: those that are
// due, the least known first, then new ones, newcomers first. People are those who
// may be seen, in the space's local time now; those without a photo are left out, and
// so is the learner.
func Deck(people []community.Profile, known []community.Naming, learner community.ID, now time.Time, most int) []Question {
	naming := map[community.ID]community.Naming{}
	for _, n := range known {
		if n.LearnerID == learner {
			naming[n.MemberID] = n
		}
	}
	today := now.Format(time.DateOnly)
	var faces, due []community.Profile
	for i := range people {
		p := people[i]
		if p.Photo == "" || p.ID == learner {
			continue
		}
		faces = append(faces, p)
		if n, ok := naming[p.ID]; !ok || n.DueOn <= today {
			due = append(due, p)
		}
	}
	if len(faces) < choices {
		return nil // nobody learns from one name
	}
	class := func(p *community.Profile) int {
		n, ok := naming[p.ID]
		switch {
		case ok:
			return n.Box
		case p.Newcomer(now):
			return len(days)
		}
		return len(days) + 1
	}
	slices.SortFunc(due, func(a, b community.Profile) int {
		if n := cmp.Compare(class(&a), class(&b)); n != 0 {
			return n
		}
		return cmp.Compare(a.ID.Mixed(today), b.ID.Mixed(today))
	})
	var out []Question
	for _, p := range due[:min(len(due), most)] {
		out = append(out, ask(p, faces, today))
	}
	return out
}

// ask makes the question for one face: the others' names are those of three who look
// as likely, the same all day.
func ask(p community.Profile, faces []community.Profile, day string) Question {
	others := slices.DeleteFunc(slices.Clone(faces), func(o community.Profile) bool { return o.Called == p.Called })
	salt := day + p.ID.String()
	slices.SortFunc(others, func(a, b community.Profile) int {
		if n := cmp.Compare(unlike(&a, &p), unlike(&b, &p)); n != 0 {
			return n
		}
		return cmp.Compare(a.ID.Mixed(salt), b.ID.Mixed(salt))
	})
	names := []string{p.Called}
	for i := range others {
		if len(names) < choices && !slices.Contains(names, others[i].Called) {
			names = append(names, others[i].Called)
		}
	}
	right := int(p.ID.Mixed(day) % uint64(len(names)))
	names[0], names[right] = names[right], names[0]
	return Question{Who: p, Names: names, Right: right}
}

// unlike is 0 for somebody of the same pronouns, so that those do not tell.
func unlike(a, b *community.Profile) int {
	if a.Pronouns == b.Pronouns {
		return 0
	}
	return 1
}
