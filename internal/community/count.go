package community

import (
	"cmp"
	"strconv"
)

// What a Count counts, of the visits and of the visitors' stays that began on its
// day, and of the events that took place on it.
const (
	CountCheckIns = "check-ins"
	CountMembers  = "members" // different ones; of several screens' counts only the greatest says something
	CountVisitors = "visitors"
	CountCame     = "came:" // with a kind of event: how many had said that they come
)

// Count is an anonymous figure of one day, which stays when the visits that it
// was made of are gone. Only the screen named in it writes it.
type Count struct {
	ID     ID
	Screen int64
	Day    string // ISO date, the space's own
	What   string // one of the Count constants, "came:Learning"
	N      int
}

// Fields gives the count as named text values.
func (c *Count) Fields() []Field {
	return []Field{
		{"screen", strconv.FormatInt(c.Screen, 10)}, {"day", c.Day}, {"what", c.What}, {"n", strconv.Itoa(c.N)},
	}
}

// Set reads one named value; errors as Member.Set.
func (c *Count) Set(field, value string) (err error) {
	switch field {
	case "screen":
		err = setNumber(&c.Screen, field, value)
	case "day":
		err = setDate(&c.Day, field, value)
	case "what":
		c.What = value
	case "n":
		n := int64(c.N)
		err = setNumber(&n, field, value)
		c.N = int(n)
	default:
		return ErrNotFound
	}
	return err
}

// setNumber reads a whole number; "" is 0.
func setNumber(at *int64, field, value string) error {
	n, err := strconv.ParseInt(cmp.Or(value, "0"), 10, 64)
	if err != nil {
		return fieldErr(field, "%q is not a number", value)
	}
	*at = n
	return nil
}
