package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

var (
	firstNames = []string{
		"Łukasz", "Zoë", "Nguyễn", "Jürgen", "Anne-Marie", "Padraig", "Ольга", "Ελένη", "अंजलि", "محمد", "שרה", "გიორგი",
		"Ana", "Ann", "Søren", "İlker", "Wu", "김민수", "陈美玲", "Kwame", "Müller", "Mueller",
	}
	lastNames = []string{
		"Wójcik", "O'Donnell", "Featherstone-Smith", "Văn Bảo", "Ковальчук", "Παπαδοπούλου", "शर्मा", "الأمين", "כהן", "Ångström",
		"de la Cruz", "Li", "Okafor", "Işık", "Ana", "Oberhauser", "Gallagher", "",
	}
)

// aMember draws one; ids are unique by the number.
func aMember(t *rapid.T, number int) community.Member {
	name := rapid.SampledFrom(firstNames).Draw(t, "first") + " " + rapid.SampledFrom(lastNames).Draw(t, "last")
	m := member(fmt.Sprint(50000+number), strings.TrimSpace(name))
	m.OnWall.Given = rapid.Bool().Draw(t, "on wall")
	return m
}

func someMembers(t *rapid.T) []community.Member {
	members := make([]community.Member, rapid.IntRange(1, 30).Draw(t, "n"))
	for i := range members {
		members[i] = aMember(t, i)
	}
	return members
}

func gives(found []Match, id community.ID) bool {
	return slices.ContainsFunc(found, func(m Match) bool { return m.ID == id })
}

func TestEverybodyIsFoundByTheirOwnName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := someMembers(t)
		x := New(members)
		m := rapid.SampledFrom(members).Draw(t, "who")
		words := rapid.Permutation(strings.Fields(m.Name)).Draw(t, "order")
		query := strings.Join(words, rapid.SampledFrom([]string{" ", "   ", " , ", "-"}).Draw(t, "gap"))
		if rapid.Bool().Draw(t, "shouted") {
			query = strings.ToUpper(query)
		}
		for _, mode := range []string{community.SearchOpen, community.SearchThree, community.SearchFullName} {
			found := x.Find(query, mode, len(members))
			at := slices.IndexFunc(found, func(f Match) bool { return f.ID == m.ID })
			if at < 0 || !found[at].Exact || found[at].Near {
				t.Fatalf("%s: %q gives %v, want %v exactly", mode, query, found, m.Name)
			}
			for _, f := range found[:at] {
				if !f.Exact {
					t.Fatalf("%q: %v comes before an exact match", query, f)
				}
			}
		}
	})
}

func TestEverybodyOnTheWallIsFoundDespiteOneTypo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := someMembers(t)
		for i := range members {
			members[i].OnWall.Given = true
		}
		x := New(members)
		m := rapid.SampledFrom(members).Draw(t, "who")
		words := strings.Fields(Fold(m.Name))
		long := slices.IndexFunc(words, func(w string) bool { return len(w) > 4 })
		if long < 0 || sparse(m.Name) || strings.ContainsFunc(m.Name, syllabic) {
			t.Skip()
		}
		words[long] = mistype(t, words[long])
		query := strings.Join(words, " ")
		found := x.Find(query, community.SearchOpen, len(members))
		if len(found) > 0 && !found[0].Near {
			t.Skip("it is somebody else's name")
		}
		if !gives(found, m.ID) {
			t.Fatalf("%q does not find %s", query, m.Name)
		}
	})
}

// mistype makes one typo.
func mistype(t *rapid.T, word string) string {
	i := rapid.IntRange(0, len(word)-2).Draw(t, "at")
	switch rapid.IntRange(0, 3).Draw(t, "typo") {
	case 0:
		return word[:i] + word[i+1:]
	case 1:
		return word[:i] + "q" + word[i:]
	case 2:
		return word[:i] + "q" + word[i+1:]
	}
	return word[:i] + word[i+1:i+2] + word[i:i+1] + word[i+2:]
}

// sameLetters says whether the query has all the letters of the name and no
// others, in some spelling: what every exact query has in common.
func sameLetters(query, name string) bool {
	sorted := func(parts []string) (all []string) {
		var spelt [][]string
		for _, p := range parts {
			if s := spellings(strings.Join(split(p), "")); len(s) > 0 {
				spelt = append(spelt, s)
			}
		}
		out := []string{""}
		for _, s := range spelt {
			var next []string
			for _, o := range out {
				for _, w := range s {
					next = append(next, o+w)
				}
			}
			out = next
		}
		for _, o := range out {
			r := []rune(o)
			slices.Sort(r)
			all = append(all, string(r))
		}
		return all
	}
	theirs := sorted(strings.Fields(name))
	return slices.ContainsFunc(sorted(strings.Fields(query)), func(q string) bool { return slices.Contains(theirs, q) })
}

func TestAMemberNotOnTheWallShowsOnlyToAnExactQuery(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := someMembers(t)
		members[0].OnWall.Given = false
		members[0].Called, members[0].SaidLike = "Secret", "SEE-kret"
		x := New(members)
		name := members[0].Name
		runes := []rune(name)
		var query string
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0:
			query = string(runes[:rapid.IntRange(0, len(runes)).Draw(t, "cut")])
		case 1:
			query = strings.Join(rapid.SliceOfN(rapid.SampledFrom(strings.Fields(name+" "+Fold(name)+" secret seekret")), 1, 4).Draw(t, "words"), " ")
		case 2:
			query = name + string(rapid.RuneFrom([]rune("aeq é陈 1")).Draw(t, "more"))
		case 3:
			if f := Fold(name); len(f) > 2 {
				query = mistype(t, f)
			}
		case 4:
			query = rapid.String().Draw(t, "query")
		}
		mode := rapid.SampledFrom([]string{community.SearchOpen, community.SearchThree, community.SearchFullName}).Draw(t, "mode")
		for _, f := range x.Find(query, mode, 100) {
			i := slices.IndexFunc(members, func(m community.Member) bool { return m.ID == f.ID })
			m := members[i]
			if m.OnWall.Given || squash(query) == m.Number {
				continue
			}
			if !f.Exact || !sameLetters(query, m.Name) {
				t.Fatalf("%q shows %s, who is not on the wall", query, m.Name)
			}
		}
	})
}

func TestAChangedIndexIsAsOneMadeAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		members := someMembers(t)
		x := New(members)
		for range rapid.IntRange(1, 4).Draw(t, "rounds") {
			var changed []community.Member
			var removed []community.ID
			for range rapid.IntRange(0, 6).Draw(t, "changes") {
				m := aMember(t, rapid.IntRange(0, 40).Draw(t, "number"))
				m.State = rapid.SampledFrom([]string{"", community.StateActive, community.StateLeft}).Draw(t, "state")
				m.Called = rapid.SampledFrom([]string{"", "Jo"}).Draw(t, "called")
				m.Code = rapid.SampledFrom([]string{"", "ABCD2345"}).Draw(t, "code")
				members = slices.DeleteFunc(members, func(o community.Member) bool { return o.ID == m.ID })
				if rapid.Bool().Draw(t, "remove") {
					removed = append(removed, m.ID)
					changed = slices.DeleteFunc(changed, func(o community.Member) bool { return o.ID == m.ID })
				} else if !slices.Contains(removed, m.ID) {
					members, changed = append(members, m), append(changed, m)
				}
			}
			x = x.With(changed, removed)
		}
		anew := New(members)
		if x.Len() != anew.Len() {
			t.Fatalf("%d members, want %d", x.Len(), anew.Len())
		}
		for _, pair := range [][2]*lexicon{{&x.terms, &anew.terms}, {&x.bones, &anew.bones}, {&x.keys, &anew.keys}} {
			a, b := pair[0], pair[1]
			if !slices.Equal(a.words, b.words) || !slices.Equal(a.masks, b.masks) || !slices.Equal(a.heads, b.heads) || !slices.Equal(a.first, b.first) ||
				len(a.words) > 0 && !slices.Equal(a.start, b.start) || !slices.Equal(a.posts, b.posts) {
				t.Fatalf("words differ: %v, want %v", a, b)
			}
		}
		for i := range x.entries {
			if x.entries[i].id != anew.entries[i].id {
				t.Fatalf("place %d: %s, want %s", i, x.entries[i].name, anew.entries[i].name)
			}
		}
	})
}

func TestWithKeepsTheFoldedWordsOfTheRest(t *testing.T) {
	members := demo(t)
	x := New(members)
	busy := slices.Clone(members)
	for i := range busy {
		busy[i].Headline, busy[i].HereNow.Given = "Mends radios", true
	}
	if x.With(busy, nil) != x || x.With(nil, []community.ID{{1, 2, 3}}) != x {
		t.Error("an index was made though no name changed")
	}
	changed := members[3]
	changed.Name = "Matteo Álvarez"
	n := x.With([]community.Member{changed}, []community.ID{members[5].ID})
	old := map[*entry]bool{}
	for _, e := range x.entries {
		old[e] = true
	}
	fresh := 0
	for _, e := range n.entries {
		if !old[e] {
			fresh++
		}
	}
	if fresh != 1 || n.Len() != 47 || x.Len() != 48 {
		t.Errorf("%d of %d entries are new, %d before", fresh, n.Len(), x.Len())
	}
	if !gives(n.Find("matteo", "", 5), changed.ID) || gives(x.Find("matteo", "", 5), changed.ID) && !x.Find("matteo", "", 5)[0].Near {
		t.Error("the old index changed, or the new one did not")
	}
}

func TestTheZeroIndexFindsNothing(t *testing.T) {
	var x Index
	if got := x.Find("ada", "", 5); len(got) != 0 {
		t.Errorf("found %v", got)
	}
	if got := x.With([]community.Member{member("1", "Ada")}, nil).Find("ada", "", 5); len(got) != 1 {
		t.Errorf("found %v", got)
	}
}

func TestManyReadAtOnce(t *testing.T) {
	x := New(crowd(500))
	want := x.Find("ba", "", 20)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				if got := x.Find("ba", "", 20); !slices.Equal(got, want) {
					t.Errorf("got %v, want %v", got, want)
				}
				x.Find("okonkow", "", 20)
			}
		})
	}
	for range 10 {
		x.With([]community.Member{member("1", "Ada")}, nil)
	}
	wg.Wait()
}

func TestTheOrderOfMembersDoesNotMatter(t *testing.T) {
	members := append(crowd(300), member("1", "Ann"), member("2", "Ann"), member("3", "ANN"))
	x := New(members)
	shuffled := slices.Clone(members)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	y := New(shuffled)
	for _, query := range []string{"a", "ann", "be", "al amin", "elax"} {
		if a, b := x.Find(query, "", 40), y.Find(query, "", 40); !slices.Equal(a, b) {
			t.Errorf("%q: %v, then %v", query, a, b)
		}
	}
}

// FuzzFind holds what every query keeps to: no more than the limit, nobody
// twice, exact before others, near only alone, and nobody hidden unless exact.
func FuzzFind(f *testing.F) {
	members := append(demo(f), hidden("77", "Łukasz Żółć"), hidden("78", "محمد الأمين"), member("79", "김민수"))
	x := New(members)
	onWall := map[community.ID]bool{}
	for _, m := range members {
		onWall[m.ID] = m.OnWall.Given
	}
	for _, seed := range []string{"ada", "lukasz zolc", "al amin", "陈", "김", "\u0301", "o'", "ø\u0308 ü", "\xff", "1001", strings.Repeat("ß", 700), "अंज", "ya Yü"} {
		f.Add(seed, 5)
	}
	f.Fuzz(func(t *testing.T, query string, limit int) {
		for _, mode := range []string{community.SearchOpen, community.SearchThree, community.SearchFullName} {
			found := x.Find(query, mode, limit)
			if len(found) > max(limit, 0) {
				t.Fatalf("%d of %d", len(found), limit)
			}
			seen := map[community.ID]bool{}
			for i, m := range found {
				if seen[m.ID] || m.Exact && m.Near || i > 0 && (m.Exact && !found[i-1].Exact || m.Near != found[i-1].Near) {
					t.Fatalf("%q gives %v", query, found)
				}
				seen[m.ID] = true
				if !m.Exact && !onWall[m.ID] {
					t.Fatalf("%q shows somebody who is not on the wall", query)
				}
			}
		}
		if folded := Fold(query); Fold(folded) != folded || !ascii(folded) || !utf8.ValidString(squash(query)) {
			t.Fatalf("Fold(%q) = %q", query, folded)
		}
	})
}
