package command

import (
	"reflect"
	"testing"

	"kettle/internal/community"
	"kettle/internal/store"
)

func TestAMembersFileNamesNobodyWhoCheersForThem(t *testing.T) {
	ada, bao := community.ID{1}, community.ID{2}
	e := &exported{
		member: community.Member{ID: ada, Name: "Ada"},
		names:  map[community.ID]*community.Member{ada: {ID: ada, Name: "Ada"}, bao: {ID: bao, Name: "Bao"}},
		Belongings: store.Belongings{Cheers: []community.Cheer{
			{ID: community.ID{3}, MemberID: ada, ForID: bao, PostID: community.ID{8}},
			{ID: community.ID{4}, MemberID: ada, ForID: bao, PostID: community.ID{9}, Void: true},
			{ID: community.ID{5}, MemberID: bao, ForID: ada, PostID: community.ID{7}},
			{ID: community.ID{6}, MemberID: bao, ForID: ada, PostID: community.ID{6}, Void: true},
		}},
	}
	want := ownCheers{Given: []ownCheer{{community.ID{3}, community.ID{8}, "Bao", false}, {community.ID{4}, community.ID{9}, "Bao", true}}, Received: 1}
	if got := e.cheers(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if rows := e.cheerTable().Rows; len(rows) != 3 || rows[2][0] != "For you" || rows[2][1] != "1 cheer" {
		t.Errorf("%q", rows)
	}
}
