package community

import (
	"cmp"
	"slices"
)

// Card is a member's card or pass: proof of who they are. The secret itself is
// printed once and never kept; Hash is its SHA-256 in hex. A member's own PIN is a
// card, too: its Hash begins with "argon2id$", as a host's.
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

// The roles of hosts. Each may do what those before it may.
const (
	RoleFire    = "fire"    // nobody's: a code that opens the fire roll and nothing else
	RoleHost    = "host"    // members, visitors, what goes on
	RoleManager = "manager" // the space's words, screens, other hosts
	RoleOwner   = "owner"   // managers and owners
)

// Host is a person who may edit, with the argon2id hash of their PIN.
type Host struct {
	ID       ID
	Name     string
	PINHash  string // "argon2id$time$memory$threads$salt$hash", base64
	Role     string // one of the Role constants, or a later program's; those of before there were roles are owners
	MemberID ID     // the member that the host is, or zero
	Revoked  bool   // may not edit any more
}

// Rank orders the roles: the greater may do more. Whoever has a role that this
// program does not know has none, -1, and may do nothing.
func (h *Host) Rank() int {
	return slices.Index([]string{RoleFire, RoleHost, RoleManager, RoleOwner}, cmp.Or(h.Role, RoleOwner))
}

// IsOwner says whether the host may do everything, and has a PIN to do it with.
func (h *Host) IsOwner() bool {
	return !h.Revoked && h.PINHash != "" && cmp.Or(h.Role, RoleOwner) == RoleOwner
}

// Fields gives the host as named text values.
func (h *Host) Fields() []Field {
	return []Field{
		{"name", h.Name}, {"pin_hash", h.PINHash}, {"role", h.Role}, {"member_id", h.MemberID.String()}, {"revoked", yesValue(h.Revoked)},
	}
}

// Set reads one named value; errors as Member.Set.
func (h *Host) Set(field, value string) (err error) {
	switch field {
	case "name":
		err = setClean(&h.Name, field, value, maxLine)
	case "pin_hash":
		h.PINHash = value
	case "role":
		h.Role = value // also a later program's, which is not to become an owner here
	case "member_id":
		err = setID(&h.MemberID, field, value)
	case "revoked":
		h.Revoked = value != ""
	default:
		return ErrNotFound
	}
	return err
}
