package search

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kettle/assets"
	"kettle/internal/community"
)

// member makes one who is on the wall. Its ID follows from the number.
func member(number, name string) community.Member {
	m := community.Member{Number: number, Name: name, OnWall: community.Consent{Given: true}}
	copy(m.ID[:], fmt.Sprintf("%16s", number))
	return m
}

func hidden(number, name string) community.Member {
	m := member(number, name)
	m.OnWall.Given = false
	return m
}

// demo reads the members of the demo space.
func demo(t testing.TB) []community.Member {
	t.Helper()
	b, err := assets.Demo.ReadFile("demo/members.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int { return slices.Index(rows[0], name) }
	var members []community.Member
	for _, row := range rows[1:] {
		m := member(row[column("member_id")], row[column("name")])
		m.SaidLike = row[column("said_like")]
		m.OnWall.Given = row[column("show_on_wall")] == "yes"
		members = append(members, m)
	}
	return members
}

// names turns matches back into names, each with = for exact and ~ for near.
func names(members []community.Member, found []Match) []string {
	out := []string{}
	for _, f := range found {
		for _, m := range members {
			if m.ID != f.ID {
				continue
			}
			mark := ""
			if f.Exact {
				mark = "="
			} else if f.Near {
				mark = "~"
			}
			out = append(out, mark+m.Name)
		}
	}
	return out
}

func TestEveryNameOfTheDemoIsFoundFromALatinKeyboard(t *testing.T) {
	typed := map[string]string{ // as somebody hears or spells it, where that differs from the folded name
		"1025": "meiling chen", "1026": "olha kovalchuk", "1027": "muhammad al amin", "1028": "eleni papadopoulou",
		"1031": "anjali sharma", "1016": "nguyen van bao", "1046": "padraig odonnell", "1030": "featherstonehaugh",
	}
	members := demo(t)
	if len(members) != 48 {
		t.Fatalf("the demo has %d members", len(members))
	}
	x := New(members)
	for _, m := range members {
		query := typed[m.Number]
		if query == "" {
			query = Fold(m.Name)
			if !ascii(query) || query == "" {
				t.Errorf("Fold(%q) = %q", m.Name, query)
			}
		}
		found := x.Find(query, community.SearchOpen, 5)
		if len(found) != 1 || found[0].ID != m.ID {
			t.Errorf("%q gives %q, want %s alone", query, names(members, found), m.Name)
		}
		if got := x.Find(m.Number, community.SearchOpen, 5); len(got) != 1 || got[0].ID != m.ID || !got[0].Exact {
			t.Errorf("number %s gives %q", m.Number, names(members, got))
		}
		if got := x.Find(m.Name, community.SearchFullName, 5); len(got) != 1 || got[0].ID != m.ID || !got[0].Exact {
			t.Errorf("full name %q gives %q", m.Name, names(members, got))
		}
	}
}

func TestNamesAreFoundAsPeopleTypeThem(t *testing.T) {
	people := []string{
		"Łukasz Żółć", "Nguyễn Văn Bảo", "محمد الأمين", "Jürgen Müller", "Bärbel Mueller", "Søren Ångström", "Padraig O'Donnell",
		"Bartholomew Featherstonehaugh-Cholmondeley", "陈美玲", "欧阳娜娜", "田中 ゆき", "김민수", "Ольга Ковальчук", "Юлия Сергеева",
		"Ελένη Χριστοπούλου", "अंजलि शर्मा", "שרה כהן", "İlker Işık", "Þórdís Æsa", "გიორგი", "Ana María de la Cruz", "Aroha",
	}
	var members []community.Member
	for i, name := range people {
		members = append(members, member(fmt.Sprint(1000+i), name))
	}
	members[1].Called = "Bao"
	members[10].SaidLike = "ta-NA-ka YOO-kee"
	members[0].Code = "K7M2PQRS"
	x := New(members)
	for query, want := range map[string]string{
		"lukasz": "Łukasz Żółć", "zolc lukasz": "=Łukasz Żółć", "ŁUKASZ": "Łukasz Żółć", "  zolc   ": "Łukasz Żółć",
		"lukazs": "~Łukasz Żółć", "k7m2-pqrs": "=Łukasz Żółć", "#1000": "=Łukasz Żółć", "k7m2": "",
		"nguyen van bao": "=Nguyễn Văn Bảo", "bao nguyen van": "=Nguyễn Văn Bảo", "bao ngu": "Nguyễn Văn Bảo", "ngyuen van": "~Nguyễn Văn Bảo",
		"al amin": "~محمد الأمين", "alamin": "~محمد الأمين", "el-Amin Mohamed": "~محمد الأمين", "muhammad": "~محمد الأمين",
		"mohamm": "~محمد الأمين", "الامين": "محمد الأمين", "امين": "محمد الأمين", "محمد الامين": "=محمد الأمين",
		"jurgen muller": "=Jürgen Müller", "juergen mueller": "=Jürgen Müller", "muller jurgen": "=Jürgen Müller",
		"Müller J": "Jürgen Müller", "barbel muller": "Bärbel Mueller", "bärbel müller": "=Bärbel Mueller",
		"soren angstrom": "=Søren Ångström", "aangstrom": "Søren Ångström", "soeren": "Søren Ångström", "A\u030angstro\u0308m": "Søren Ångström",
		"odonnell": "Padraig O'Donnell", "o donnell": "Padraig O'Donnell", "donnell": "Padraig O'Donnell", "o’donnell padraig": "=Padraig O'Donnell",
		"cholmon": "Bartholomew Featherstonehaugh-Cholmondeley", "fetherstonehaugh": "~Bartholomew Featherstonehaugh-Cholmondeley",
		"bartholomew featherstonehaugh cholmondeley": "=Bartholomew Featherstonehaugh-Cholmondeley",
		"chen meiling": "=陈美玲", "mei ling chen": "=陈美玲", "chenmeiling": "=陈美玲", "meil": "陈美玲", "美玲": "陈美玲", "陈": "陈美玲", "陈美玲": "=陈美玲", "陈玲美": "",
		"ouyang": "欧阳娜娜", "nana ouyang": "=欧阳娜娜", "tanaka": "田中 ゆき", "yuki": "田中 ゆき", "ユキ": "田中 ゆき", "ゆき 田中": "=田中 ゆき",
		"kim minsu": "=김민수", "김": "김민수", "민수": "김민수", "olga": "Ольга Ковальчук", "olha koval": "Ольга Ковальчук", "ОЛЬГА": "Ольга Ковальчук",
		"yulia": "Юлия Сергеева", "iuliia": "Юлия Сергеева", "sergeeva": "Юлия Сергеева", "eleni christopoulou": "=Ελένη Χριστοπούλου", "ΕΛΕΝΗ": "Ελένη Χριστοπούλου",
		"anjali sharma": "=अंजलि शर्मा", "sarah cohen": "~שרה כהן", "ilker isik": "=İlker Işık", "thordis": "Þórdís Æsa", "giorgi": "=გიორგი",
		"cruz de la maria ana": "=Ana María de la Cruz", "la": "Ana María de la Cruz", "aroha": "=Aroha", "aroja": "~Aroha", "aroah": "~Aroha", "arroha": "~Aroha", "arha": "~Aroha",
		"": "", " \t\n": "", ".-'’!?": "", "xqzxqz": "", "aroja lukazs": "", "lukbasz zolc": "~Łukasz Żółć", "lukbasz zoblc": "", "\u0301": "", "\xff\xfe": "",
	} {
		if got := strings.Join(names(members, x.Find(query, community.SearchOpen, 9)), ", "); got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	if got := names(members, x.Find("mueller", community.SearchOpen, 9)); !slices.Equal(got, []string{"Bärbel Mueller", "Jürgen Müller"}) {
		t.Errorf("mueller finds %q", got)
	}
}

func TestFirstWordsComeBeforeOtherWords(t *testing.T) {
	members := []community.Member{
		member("1", "Zoe Ann"), member("2", "Ann Zed"), member("3", "Anna Bell"), member("4", "Bo Annan"), member("5", "Xi"), hidden("6", "Anna"),
		member("7", "Ann"), member("8", "Ann"),
	}
	members[4].SaidLike = "ann"
	members[3].Called = "Annie"
	x := New(members)
	got := names(members, x.Find("ann", community.SearchOpen, 9))
	want := []string{"=Ann", "=Ann", "Ann Zed", "Anna Bell", "Bo Annan", "Zoe Ann", "Xi"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if found := x.Find("ann", community.SearchOpen, 3); len(found) != 3 || found[0].ID != members[6].ID || found[1].ID != members[7].ID {
		t.Errorf("the first three are %q", names(members, found))
	}
	if got := x.Find("ann", community.SearchOpen, 0); len(got) != 0 {
		t.Errorf("limit 0 gives %v", got)
	}
}

func TestSearchModesHoldBack(t *testing.T) {
	members := []community.Member{member("7", "Ada Okafor"), member("8", "Wu"), member("9", "陈美玲"), member("10", "محمد الأمين"), hidden("11", "Ann Bo")}
	x := New(members)
	for _, c := range []struct{ mode, query, want string }{
		{"", "a", "Ada Okafor"},
		{community.SearchOpen, "a", "Ada Okafor"},
		{community.SearchThree, "ad", ""},
		{community.SearchThree, "a  o ", ""},
		{community.SearchThree, "ada", "Ada Okafor"},
		{community.SearchThree, "陈", "陈美玲"},
		{community.SearchThree, "wu", "=Wu"},
		{community.SearchThree, "7", "=Ada Okafor"},
		{community.SearchThree, "bo ann", "=Ann Bo"},
		{community.SearchFullName, "ada", ""},
		{community.SearchFullName, "okafor ada", "=Ada Okafor"},
		{community.SearchFullName, "oakfor ada", ""},
		{community.SearchFullName, "mohamed al-amin", "~محمد الأمين"},
		{community.SearchFullName, "mohamed", ""},
		{community.SearchFullName, "al amin mohamed", "~محمد الأمين"},
	} {
		if got := strings.Join(names(members, x.Find(c.query, c.mode, 9)), ", "); got != c.want {
			t.Errorf("%s: %q finds %q, want %q", c.mode, c.query, got, c.want)
		}
	}
}

func TestAMemberNotOnTheWallIsFoundByAllOfTheNameOrNotAtAll(t *testing.T) {
	m := hidden("4711", "Jürgen Anne-Marie Müller")
	m.Called, m.SaidLike, m.Code = "Jojo", "YOOR-gen", "ABCD2345"
	x := New([]community.Member{m, hidden("2", "محمد الأمين"), hidden("3", "Jürgen Anne-Marie Müller")})
	for _, query := range []string{
		"jurgen anne-marie muller", "MUELLER annemarie Juergen", "anne marie müller jürgen",
	} {
		if got := x.Find(query, community.SearchOpen, 9); len(got) != 2 || !got[0].Exact || !got[1].Exact {
			t.Errorf("%q finds %v, want both of that name", query, got)
		}
	}
	for _, query := range []string{"4711", "abcd2345", " #4711 "} {
		if got := x.Find(query, community.SearchOpen, 9); len(got) != 1 || got[0].ID != m.ID || !got[0].Exact {
			t.Errorf("%q finds %v", query, got)
		}
	}
	for _, query := range []string{
		"j", "jurgen", "jurgen muller", "jurgen anne marie mulle", "jurgen anne marie mullerr", "jurgen marie anne muller",
		"jojo", "yoorgen", "471", "47111", "abcd", "muhammad al amin", "محمد", "jurgen anne marie muller 4711",
	} {
		if got := x.Find(query, community.SearchOpen, 9); len(got) != 0 {
			t.Errorf("%q finds %v", query, got)
		}
	}
}

func TestMembersWhoLeftAreNotFound(t *testing.T) {
	left, paused := member("1", "Ada"), member("2", "Bo")
	left.State, paused.State = community.StateLeft, community.StatePaused
	x := New([]community.Member{left, paused})
	for _, query := range []string{"ada", "bo", "1", "2"} {
		if got := x.Find(query, community.SearchOpen, 9); len(got) != 0 {
			t.Errorf("%q finds %v", query, got)
		}
	}
}

func TestHostileQueriesFindNothing(t *testing.T) {
	x := New(append(demo(t), member("1", strings.Repeat("a ", 90)), member("2", strings.Repeat("a aa aaa ", 20))))
	for _, query := range []string{
		strings.Repeat("a", 1<<20), strings.Repeat("ü", 1<<20), strings.Repeat("a ", maxQuery/2), strings.Repeat("\u0301", 900),
		strings.Repeat("ü ", maxQuery/3), strings.Repeat("陈", maxQuery/3), strings.Repeat("aa ", 46) + "b", strings.Repeat("김 ", 40),
	} {
		if got := x.Find(query, community.SearchOpen, 9); len(got) > 0 {
			t.Errorf("%.10q… finds %v", query, got)
		}
	}
	if got := x.Find(strings.Repeat(" a ", 90), community.SearchOpen, 9); len(got) != 1 {
		t.Errorf("the name of ninety letters is not found")
	}
}

func TestFoldGivesPlainWords(t *testing.T) {
	for in, want := range map[string]string{
		"Łukasz": "lukasz", "Nguyễn Văn Bảo": "nguyen van bao", "O'Donnell": "odonnell", "O’Donnell": "odonnell",
		"Anne-Marie  Straße": "anne marie strasse", "陈美玲": "chen mei ling", "Ольга": "olga", "अंजलि": "anjali", "김민수": "gim min su",
		"N\u0303andu\u0301": "nandu", "Ａｄａ": "ada", " . ": "", "🦊": "", "١٠٠١": "1001", "ab\u200dcd": "abcd",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// A name whose marks are characters of their own, as some keyboards and files have them,
// is found by all that people type for it, and so is the other way of writing typed.
func TestALetterAndItsMarkAreOneHoweverTheyAreWritten(t *testing.T) {
	apart := strings.NewReplacer("ü", "u\u0308", "ö", "o\u0308", "ä", "a\u0308", "Ö", "O\u0308", "å", "a\u030a", "Å", "A\u030a", "ễ", "e\u0302\u0303", "ń", "n\u0301", "ż", "z\u0307", "ć", "c\u0301", "ñ", "n\u0303", "é", "e\u0301")
	for name, typed := range map[string][]string{
		"Jürgen Müller": {"jurgen muller", "juergen mueller", "jürgen müller", "muel", "mul"},
		"Åsa Öberg":     {"asa oberg", "asa oeberg", "åsa öberg", "oebe"},
		"Käthe Groß":    {"kathe gross", "kaethe gross", "käthe groß"},
		"Nguyễn An":     {"nguyen an", "nguyễn"},
		"Renée Nuñez":   {"renee nunez", "nuñez"},
		"Kużniar Noć":   {"kuzniar noc", "noć"},
	} {
		for _, kept := range []string{name, apart.Replace(name)} {
			x := New([]community.Member{member("1", kept), member("2", "Xi Zhou")})
			for _, query := range typed {
				for _, q := range []string{query, apart.Replace(query), strings.ToUpper(query)} {
					if got := x.Find(q, community.SearchOpen, 9); len(got) != 1 || got[0].Near {
						t.Errorf("%q finds %+v of %q", q, got, kept)
					}
				}
			}
		}
	}
}

// Somebody whose name is in a script without vowels is found by the consonants that
// people hear, however these are spelt.
func TestConsonantsOfOneSoundFindANameWithoutVowels(t *testing.T) {
	for name, typed := range map[string][]string{
		"יוסף": {"yosef", "yoseph", "yusef"}, "استفان": {"stefan", "stephan", "istifan"},
		"محمد": {"muhammad", "mohamed", "mohammed", "mehmed"}, "فاطمة": {"fatima", "fatma", "phatima", "fatimah"},
	} {
		x := New([]community.Member{member("1", name), member("2", "Xi Zhou")})
		for _, q := range typed {
			if got := x.Find(q, community.SearchOpen, 9); len(got) != 1 {
				t.Errorf("%q finds %+v of %q", q, got, name)
			}
		}
	}
}
