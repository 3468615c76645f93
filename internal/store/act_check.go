package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"kettle/internal/community"
)

// Chains is what CheckActs finds. Copies are no fault: until a hub noticed it, two
// screens went on with one number, and each wrote entries of its own.
type Chains struct {
	Screens int      // that have a chain here
	Acts    int      // in all of them
	Copies  int      // entries with the number of another of the same screen, as a copied disk makes them
	Faults  []string // what does not fit, in words
}

// CheckActs looks whether the chains of acts are whole: no entry is missing or
// was changed, and what is held of the values before and after is what the entry
// says. Values that are gone, since their member was erased or they were kept for
// 30 days, are no fault, nor is the beginning of a chain where old acts are gone.
// What nobody can see here is that the last entries of a chain were cut off
// together with their values; a screen in step with this one then says another
// digest.
func (db *DB) CheckActs(ctx context.Context) (Chains, error) {
	own := db.Screen() // before the snapshot, which an erasure waits for
	tx, err := db.read().BeginTx(ctx, nil)
	if err != nil {
		return Chains{}, fmt.Errorf("check the history: %w", err)
	}
	defer tx.Rollback()
	kept, err := readKeptSince(ctx, tx)
	if err != nil {
		return Chains{}, err
	}
	acts, err := readActs(ctx, tx, "")
	if err != nil {
		return Chains{}, err
	}
	k := checking{own: own, late: kept.Act > 0, rest: map[community.ID]string{}, byID: map[community.ID]*community.Act{}, sums: map[community.ID]map[string]bool{}}
	lists, err := readValues(ctx, tx, "WHERE kind = 'act' ORDER BY id")
	if err != nil {
		return Chains{}, err
	}
	for i := range lists {
		k.rest[lists[i].ActID] += lists[i].Changes
	}
	slices.SortFunc(acts, func(a, b community.Act) int {
		return cmp.Or(cmp.Compare(a.Screen, b.Screen), cmp.Compare(a.Number, b.Number), slices.Compare(a.ID[:], b.ID[:]))
	})
	before, last := []*community.Act(nil), []*community.Act(nil) // those of the two numbers before
	for i := range acts {
		a := &acts[i]
		if len(last) > 0 && (last[0].Screen != a.Screen || last[0].Number != a.Number) {
			before, last = last, nil
		}
		k.act(before, a)
		if len(last) > 0 {
			k.found.Copies++
		}
		last = append(last, a)
	}
	k.found.Acts = len(acts)
	return k.found, k.values(ctx, tx)
}

// checking is one look at all chains.
type checking struct {
	found  Chains
	own    int64
	screen int64 // whose chain is looked at
	late   bool  // chains may begin late, since old acts are gone
	rest   map[community.ID]string
	byID   map[community.ID]*community.Act
	sums   map[community.ID]map[string]bool
}

func (k *checking) fault(format string, args ...any) {
	k.found.Faults = append(k.found.Faults, fmt.Sprintf(format, args...))
}

// entry names an act for people.
func (k *checking) entry(a *community.Act) string {
	if a.Screen == k.own {
		return fmt.Sprintf("entry %d of this screen", a.Number)
	}
	return fmt.Sprintf("entry %d of screen %x", a.Number, a.Screen)
}

// act looks at one entry and those of the number before it, of which there are
// several where a disk was copied.
func (k *checking) act(before []*community.Act, a *community.Act) {
	switch {
	case len(before) == 0 || before[0].Screen != a.Screen:
		if k.screen != a.Screen {
			k.screen = a.Screen
			k.found.Screens++
		}
		if a.Number != 1 && !k.late {
			k.fault("What came before %s is missing", k.entry(a))
		}
		if a.Number == 1 && a.Before != "" {
			k.fault("%s is the first and yet names one before it", capital(k.entry(a)))
		}
	case before[0].Number+1 != a.Number:
		k.fault("What came before %s is missing", k.entry(a))
	case !slices.ContainsFunc(before, func(b *community.Act) bool { return b.Hash == a.Before }):
		k.fault("%s does not follow the one before it", capital(k.entry(a)))
	}
	if a.Seal() != a.Hash {
		k.fault("%s was changed", capital(k.entry(a)))
	}
	sums := a.Sums + k.rest[a.ID]
	if community.SumsDigest(sums) != a.Digest {
		k.fault("The list of what %s changed is another", k.entry(a))
	}
	k.byID[a.ID] = a
	k.sums[a.ID] = map[string]bool{}
	for sum := range slices.Chunk([]byte(sums), community.SumLength) {
		k.sums[a.ID][string(sum)] = true
	}
}

// values looks whether the values that are here are those of their acts.
func (k *checking) values(ctx context.Context, q query) error {
	all, err := readValues(ctx, q, "WHERE kind <> 'act'")
	if err != nil {
		return err
	}
	orphans := map[community.ID]bool{}
	for i := range all {
		v := &all[i]
		switch a := k.byID[v.ActID]; {
		case a == nil && !orphans[v.ActID]:
			orphans[v.ActID] = true
			k.fault("There are values of an entry that is missing, of %s", v.At.UTC().Format("2006-01-02 15:04"))
		case a != nil && !k.sums[a.ID][v.Sum()]:
			k.fault("What %s changed of a %s is another than it says", k.entry(a), strings.ReplaceAll(string(v.Kind), "_", "-"))
		}
	}
	return nil
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func readActs(ctx context.Context, q query, where string, args ...any) ([]community.Act, error) {
	return list(ctx, q, community.KindAct, func(id community.ID) community.Act { return community.Act{ID: id} }, where, args...)
}

func readValues(ctx context.Context, q query, where string, args ...any) ([]community.Values, error) {
	return list(ctx, q, community.KindValues, func(id community.ID) community.Values { return community.Values{ID: id} }, where, args...)
}

// changesIn reads the values before and after by field; none for Values that
// list many records.
func changesIn(v *community.Values) (map[string][2]string, error) {
	out := map[string][2]string{}
	if v.About.IsZero() {
		return out, nil
	}
	if err := json.Unmarshal([]byte(v.Changes), &out); err != nil {
		return nil, fmt.Errorf("read what was changed: %w", err)
	}
	return out, nil
}

// listedIn reads the records that Values list; none for Values of one record.
func listedIn(v *community.Values) ([]community.ID, error) {
	var out []community.ID
	if !v.About.IsZero() || v.Kind == community.KindAct {
		return out, nil
	}
	if err := json.Unmarshal([]byte(v.Changes), &out); err != nil {
		return nil, fmt.Errorf("read what was made: %w", err)
	}
	return out, nil
}
