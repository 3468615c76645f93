package main

import (
	"fmt"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/match"
	"kettle/internal/store"
)

// BenchmarkWelcome is all that the kiosk asks of the store between the tap on a name
// and the whole welcome, in a space of 5,000 members of whom 200 are here.
func BenchmarkWelcome(b *testing.B) {
	db, err := store.Open(b.Context(), b.TempDir(), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	yes := community.Consent{Given: true}
	rows := make([]store.ImportRow, 5000)
	for i := range rows {
		rows[i] = store.ImportRow{Line: i + 1, Present: []string{
			"number", "name", "headline", "joined_on", "confirmed_on", "show_on_wall", "show_presence", community.ListOffers, community.ListAsks, community.ListTopics,
		}, Member: community.Member{
			Number: fmt.Sprint(1000 + i), Name: fmt.Sprintf("Member %d", i), Headline: "Keeps the books of charities", JoinedOn: "2020-01-01",
			ConfirmedOn: time.Now().Format(time.DateOnly), OnWall: yes, HereNow: yes,
			HappyToHelpWith: []string{fmt.Sprintf("Skill number%d", i%50), "VAT returns"}, LookingFor: []string{fmt.Sprintf("Skill number%d", i%70), "A lunch walk"},
			TalkToMeAbout: []string{"Long trains"},
		}}
	}
	if _, err := db.ImportMembers(b.Context(), rows, store.ImportOptions{}); err != nil {
		b.Fatal(err)
	}
	members, err := db.Members(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	who := func(i int) community.Actor { return community.Actor{Kind: community.ActorClaimed, ID: members[i].ID} }
	for i := range 200 {
		if _, _, err := db.CheckIn(b.Context(), who(i), members[i].ID); err != nil {
			b.Fatal(err)
		}
	}
	d := desk{db, new(match.Finder)}
	for i := 0; b.Loop(); i++ {
		by := who(200 + i%4800)
		if _, _, err := d.CheckIn(b.Context(), by, by.ID); err != nil {
			b.Fatal(err)
		}
		if _, err := d.Mine(b.Context(), by, by.ID); err != nil {
			b.Fatal(err)
		}
		if _, err := d.ConfirmDue(b.Context(), by.ID); err != nil {
			b.Fatal(err)
		}
		if _, _, err := d.Acquaintance(b.Context(), by.ID); err != nil {
			b.Fatal(err)
		}
		if _, err := d.Parcels(b.Context(), by.ID); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if _, err := d.CheckOut(b.Context(), by, by.ID); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
