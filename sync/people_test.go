package sync

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"kettle/internal/community"
)

// Words of the kind that profiles are made of.
var (
	firstNames = strings.Fields("Ada Callum Priya Mateo Noor Yuki Tomasz Amara Leïla Søren Ngozi Piotr Wei Fatima Hugo Ines Olu Kirsty Bao Zeynep Ravi Elif Sean Chiara Dmitri Mei Kwame Anya Luca Freya")
	lastNames  = strings.Fields("Okafor Reid Raman Álvarez Haddad Tanaka Kowalski Diallo Benali Sørensen Eze Nowak Chen Rahman Martin Costa Adeyemi Fraser Nguyen Yılmaz Patel Demir Murphy Rossi Ivanov Li Mensah Petrova Bianchi Larsen")
	languages  = strings.Fields("English Igbo Français Scots Español Deutsch Polski Türkçe Português Italiano Yorùbá Svenska")
)

// vocabulary is as many made-up words as people use for their work, since text
// of few words would compress too well.
func vocabulary(r *rand.Rand) []string {
	syllables := strings.Fields("an ber cal dor el fin gar hol in jor kel lan mor nes ol per qui ras sol tan un ver wil xan yor zel cha pre sto lit gra min tec ing ed ly tion al der")
	out := make([]string, 4000)
	for i := range out {
		for range 1 + r.IntN(3) {
			out[i] += syllables[r.IntN(len(syllables))]
		}
	}
	return out
}

// someRecords are n members as a hub sends them, of about 1 KB each and with the
// same fields as an imported list, always the same for the same n.
func someRecords(n int) []community.Record {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	words := vocabulary(r)
	some := func(from []string, n int) string {
		picked := make([]string, n)
		for i := range picked {
			picked[i] = from[r.IntN(len(from))]
		}
		return strings.Join(picked, " ")
	}
	sentence := func(n int) string {
		s := some(words, n)
		return strings.ToUpper(s[:1]) + s[1:] + "."
	}
	out := make([]community.Record, n)
	for i := range out {
		first, last := some(firstNames, 1), some(lastNames, 1)
		fields := map[string]string{
			"member_id": fmt.Sprint(1001 + i), "name": first + " " + last, "said_like": strings.ToUpper(some(words, 1)) + "-" + some(words, 1),
			"pronouns": []string{"she/her", "he/him", "they/them"}[r.IntN(3)], "headline": sentence(6), "organisation": some(words, 2) + " CIC",
			"about": sentence(42), "talk_to_me_about": sentence(4), "joined_on": fmt.Sprintf("20%02d-%02d-%02d", 15+r.IntN(12), 1+r.IntN(12), 1+r.IntN(28)),
			"email": strings.ToLower(first) + fmt.Sprint(r.IntN(10000)) + "@example.org", "consents": "wall phone presence",
			"photo": hashOf([]byte{byte(i), byte(i >> 8)}),
		}
		for range 2 {
			fields["languages:"+some(languages, 1)] = "a"
			fields["happy_to_help_with:"+some(words, 2)] = "b"
			fields["looking_for:"+some(words, 2)] = "c"
		}
		var id community.ID
		binary.BigEndian.PutUint64(id[:], uint64(1763700000000+i)<<16|0x7000)
		binary.BigEndian.PutUint64(id[8:], r.Uint64())
		out[i] = community.Record{Kind: "member", ID: id, Groups: []community.Group{{
			Stamp: community.Stamp{Clock: (1763700000000 + int64(i)) << 16, Screen: 42}, Seq: int64(i + 1), Actor: "import", Fields: fields,
		}}}
	}
	return out
}

// documents are the records as JSON.
func documents(t testing.TB, records []community.Record) []string {
	t.Helper()
	out := make([]string, len(records))
	for i := range records {
		text, err := marshal(records[i])
		if err != nil {
			t.Fatal(err)
		}
		out[i] = string(text)
	}
	return out
}
