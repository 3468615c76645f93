package community

// Card is a member's card or pass: proof of who they are. The secret itself is
// printed once and never kept; Hash is its SHA-256 in hex.
type Card struct {
	ID       ID
	MemberID ID
	Hash     string
	Revoked  bool
}

// Fields gives the card as named text values.
func (c *Card) Fields() []Field {
	return []Field{{"member_id", c.MemberID.String()}, {"hash", c.Hash}, {"revoked", yesValue(c.Revoked)}}
}

// Set reads one named value; errors as Member.Set.
func (c *Card) Set(field, value string) (err error) {
	switch field {
	case "member_id":
		err = setID(&c.MemberID, field, value)
	case "hash":
		c.Hash = value
	case "revoked":
		c.Revoked = value != ""
	default:
		return ErrNotFound
	}
	return err
}

// Host is a person who may edit, with the argon2id hash of their PIN.
type Host struct {
	ID      ID
	Name    string
	PINHash string // "argon2id$time$memory$threads$salt$hash", base64
}

// Fields gives the host as named text values.
func (h *Host) Fields() []Field {
	return []Field{{"name", h.Name}, {"pin_hash", h.PINHash}}
}

// Set reads one named value; errors as Member.Set.
func (h *Host) Set(field, value string) (err error) {
	switch field {
	case "name":
		h.Name, err = cleanField(field, value, maxLine)
	case "pin_hash":
		h.PINHash = value
	default:
		return ErrNotFound
	}
	return err
}
