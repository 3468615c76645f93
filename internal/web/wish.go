package web

import "kettle/internal/community"

// wishBoxes are what a member would like of the others here. There is nothing in them
// for a host to look at first, so they count at once.
var wishBoxes = [...]ownBox{
	{Name: "welcome_me", Label: "Welcome me by name", Hint: "When you come in, the wall says “Welcome” with your name and face for ten seconds, and after a month away that it is good to see you. It needs “Here now”."},
	{Name: "my_years", Label: "Tell of my years here", Hint: "On the day on which you joined, the wall says for how many years you have been here. It needs the wall."},
	{Name: "introduce_me", Label: "Please introduce me", Hint: "Hosts bring you together with somebody. Only you and the hosts see this."},
	{Name: "leave_me", Label: "I’d rather not be introduced", Hint: "You are suggested to nobody, and nobody to you. Only you and the hosts see this."},
	{Name: "learn_names", Label: "I’d like to learn the names", Hint: "After a check-in the kiosk offers you a minute with faces and names. Only you and the hosts see this."},
}

// wishes takes in the boxes of the wishes.
func (e *edit) wishes(f *form, base, now *community.Member) {
	for _, box := range wishBoxes {
		e.on[box.Name] = ticked(now, box.Name)
		if on := f.has(box.Name); f.has("wishes") && on != ticked(base, box.Name) {
			e.on[box.Name] = on
			e.set(box.Name, yesIf(on))
		}
	}
}

// viewWishes are the boxes as the page shows them.
func viewWishes(m *community.Member, e *edit) []ownBox {
	boxes := wishBoxes
	for i := range boxes {
		boxes[i].On = ticked(m, boxes[i].Name)
		if e != nil {
			boxes[i].On = e.on[boxes[i].Name]
		}
	}
	return boxes[:]
}
