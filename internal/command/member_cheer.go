package command

import "kettle/internal/community"

// ownCheers are a member's cheers in the file: for whom they cheer, and how many
// cheer for them, who is theirs to know alone.
type ownCheers struct {
	Given    []ownCheer `json:"given"`
	Received int        `json:"received"`
}

type ownCheer struct {
	ID     community.ID `json:"id"`
	PostID community.ID `json:"post_id"`
	For    string       `json:"for"`
	Back   bool         `json:"taken_back"`
}

func (e *exported) cheers() ownCheers {
	out := ownCheers{Given: []ownCheer{}}
	for i := range e.Cheers {
		c := &e.Cheers[i]
		switch {
		case c.MemberID == e.member.ID:
			out.Given = append(out.Given, ownCheer{c.ID, c.PostID, e.name(c.ForID), c.Void})
		case !c.Void:
			out.Received++
		}
	}
	return out
}

// cheerTable is the same for people.
func (e *exported) cheerTable() kept {
	all := e.cheers()
	t := kept{Title: "Cheers for good news", None: "There are none.", Heads: []string{"For whom", "How"}}
	for _, c := range all.Given {
		t.Rows = append(t.Rows, []string{c.For, map[bool]string{true: "taken back", false: "you cheer"}[c.Back]})
	}
	if all.Received > 0 {
		t.Rows = append(t.Rows, []string{"For you", count(all.Received, "cheer")})
	}
	return t
}
