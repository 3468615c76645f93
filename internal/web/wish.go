package web

import "kettle/internal/community"

// ownWishes are what a member would like of the others here. There is nothing in them
// for a host to look at first, so they count at once.
var ownWishes = [...]string{"welcome_me", "my_years", "introduce_me", "leave_me", "learn_names"}

// The words of each wish on the page.
var wishBoxes = [...]ownBox{
	{Name: "welcome_me", Label: "Welcome me by name", Hint: "When you come in, the wall says “Welcome” with your name and face for ten seconds, and after a month away that it is good to see you. It needs “Here now”."},
	{Name: "my_years", Label: "Tell of my years here", Hint: "On the day on which you joined, the wall says for how many years you have been here. It needs the wall."},
	{Name: "introduce_me", Label: "Please introduce me", Hint: "Hosts bring you together with somebody. Only you and the hosts see this."},
	{Name: "leave_me", Label: "I’d rather not be introduced", Hint: "You are suggested to nobody, and nobody to you. Only you and the hosts see this."},
	{Name: "learn_names", Label: "I’d like to learn the names", Hint: "After a check-in the kiosk offers you a minute with faces and names. Only you and the hosts see this."},
}

// wishOf says whether the member has that wish.
func wishOf(m *community.Member, field string) bool {
	return map[string]bool{
		"welcome_me": m.WelcomeMe, "my_years": m.MyYears, "introduce_me": m.IntroduceMe, "leave_me": m.LeaveMe, "learn_names": m.LearnNames,
	}[field]
}

// wishes takes in the boxes of the wishes.
func (e *edit) wishes(f *form, base, now *community.Member) {
	for _, field := range ownWishes {
		e.on[field] = wishOf(now, field)
		if on := f.has(field); f.has("wishes") && on != wishOf(base, field) {
			e.on[field] = on
			e.set(field, map[bool]string{true: "yes"}[on])
		}
	}
}

// takeWishes gives one member the wishes of another.
func takeWishes(to, from *community.Member) {
	to.WelcomeMe, to.MyYears, to.IntroduceMe, to.LeaveMe, to.LearnNames = from.WelcomeMe, from.MyYears, from.IntroduceMe, from.LeaveMe, from.LearnNames
}

// viewWishes are the boxes as the page shows them.
func viewWishes(m *community.Member, e *edit) []ownBox {
	boxes := wishBoxes
	for i := range boxes {
		boxes[i].On = wishOf(m, boxes[i].Name)
		if e != nil {
			boxes[i].On = e.on[boxes[i].Name]
		}
	}
	return boxes[:]
}
