package command

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/changes"
	"kettle/internal/community"
	"kettle/internal/step"
	"kettle/internal/store"
)

// island is one store that sees no other.
type island struct {
	*call
	clock  *time.Time
	stderr *bytes.Buffer
	pics   []string // hashes of two photos that it could give to members
}

var oneSpace = community.ID{1, 2, 3}

func newIsland(t testing.TB, dir string) *island {
	t.Helper()
	clock := time.Date(2026, 11, 16, 10, 0, 0, 0, time.UTC)
	now := func() time.Time { return clock }
	db, err := store.Open(t.Context(), dir, store.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Join(t.Context(), oneSpace, community.Link{Hub: "ab", Role: community.RoleReplica}, false); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	e := &Env{Dir: dir, Stdout: &bytes.Buffer{}, Stderr: &stderr, Now: now, DB: db, photos: &sync.Mutex{}}
	return &island{&call{Env: e, ctx: t.Context(), dir: dir, db: db}, &clock, &stderr, nil}
}

// tinyJPEG is a small JPEG as package photo keeps it.
func tinyJPEG(shade byte) []byte {
	img := image.NewGray(image.Rect(0, 0, 8, 8))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const islandPhrase = "a cup of tea"

// file writes what the island knows.
func (i *island) file(t fataler) []byte {
	key, err := step.Signer(i.dir)
	if err != nil {
		t.Fatalf("%v", err)
	}
	var out bytes.Buffer
	_, err = i.writeChanges(&out, changes.Options{
		Passphrase: islandPhrase, Space: i.db.SpaceID(), MadeAt: i.db.Now(), Screen: i.db.Screen(), Signer: key, Work: 1,
	})
	if err != nil {
		t.Fatalf("write: %v", err)
	}
	return out.Bytes()
}

// fataler is what tests and properties have in common.
type fataler interface {
	Fatalf(format string, args ...any)
}

// takes takes in a file and says how many records were new.
func (i *island) takes(t fataler, data []byte) int {
	f, err := changes.Open(bytes.NewReader(data), islandPhrase)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	_, found, err := i.survey(f, "x")
	if err != nil {
		t.Fatalf("survey: %v", err)
	}
	var done carriedIn
	if err := i.takeChanges(f, found, &done); err != nil {
		t.Fatalf("take in: %v", err)
	}
	if done.Came+done.Known != found.records {
		t.Fatalf("%+v of %+v", done, found)
	}
	return done.Came
}

func (i *island) digest(t fataler) string {
	sums, err := i.db.Digest(i.ctx)
	if err != nil {
		t.Fatalf("digest: %v", err)
	}
	return sums.Text()
}

// act does something at random with the members there are; it notes who is
// erased.
func (i *island) act(t *rapid.T, erased map[community.ID]bool) {
	*i.clock = i.clock.Add(time.Duration(rapid.IntRange(0, 2000).Draw(t, "ms")) * time.Millisecond)
	members, err := i.db.Members(i.ctx)
	if err != nil {
		t.Fatal(err)
	}
	what := rapid.SampledFrom([]string{"add", "edit", "edit", "photo", "here", "erase", "sent"}).Draw(t, "what")
	if len(members) == 0 {
		what = "add"
	}
	var m community.Member
	if what != "add" && what != "sent" {
		m = members[rapid.IntRange(0, len(members)-1).Draw(t, "who")]
	}
	switch what {
	case "add":
		_, err = i.db.AddMember(i.ctx, host(), community.Member{Name: rapid.SampledFrom([]string{"Ada", "Jo", "Al"}).Draw(t, "name")})
	case "edit", "photo":
		field, value := rapid.SampledFrom([]string{"headline", "about", "languages"}).Draw(t, "field"), rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "value")
		if what == "photo" {
			var hash string
			hash, err = i.keep(i.ctx, tinyJPEG(rapid.SampledFrom([]byte{40, 200}).Draw(t, "shade")), false, nil)
			field, value = "photo", hash
		}
		if err == nil {
			err = i.db.EditMember(i.ctx, host(), m.ID, func(m *community.Member) error {
				switch {
				case field != "languages":
					return m.Set(field, value)
				case value == "":
					m.Languages = nil
				default:
					m.Languages = append(m.Languages, value)
				}
				return nil
			})
		}
	case "here":
		_, _, err = i.db.CheckIn(i.ctx, host(), m.ID)
	case "erase":
		erased[m.ID] = true
		err = i.db.Erase(i.ctx, host(), m.ID)
	case "sent":
		var records []community.Record
		records, err = i.db.Unsent(i.ctx, 0, 3)
		if err == nil {
			err = i.db.Sent(i.ctx, records, nil, community.Link{Hub: "ab", Role: community.RoleReplica})
		}
	}
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// Two stores that see one another only through files, written at any time and
// taken in late, again and in any order, hold the same once each has the other's
// last; and who was erased on one of them is on neither.
func TestTwoIslandsComeIntoStepByCarriedFiles(t *testing.T) {
	dir, n := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		sides := [2]*island{newIsland(t, filepath.Join(dir, fmt.Sprint(n), "a")), newIsland(t, filepath.Join(dir, fmt.Sprint(n), "b"))}
		defer sides[0].db.Close()
		defer sides[1].db.Close()
		var files [2][][]byte // of each side
		erased := map[community.ID]bool{}
		for range rapid.IntRange(1, 16).Draw(rt, "steps") {
			side := rapid.IntRange(0, 1).Draw(rt, "side")
			switch what := rapid.IntRange(0, 5).Draw(rt, "step"); {
			case what == 0:
				files[side] = append(files[side], sides[side].file(rt))
			case what == 1 && len(files[1-side]) > 0:
				all := files[1-side]
				sides[side].takes(rt, all[rapid.IntRange(0, len(all)-1).Draw(rt, "file")])
			default:
				sides[side].act(rt, erased)
			}
		}
		last := [2][]byte{sides[0].file(rt), sides[1].file(rt)}
		first := rapid.IntRange(0, 1).Draw(rt, "first")
		for _, side := range []int{first, 1 - first, first} {
			sides[side].takes(rt, last[1-side])
			for _, f := range append(files[1-side], files[side]...) { // late, and one's own
				if came := sides[side].takes(rt, f); came != 0 {
					rt.Fatalf("an old file won %d records", came)
				}
			}
		}
		if a, b := sides[0].digest(rt), sides[1].digest(rt); a != b {
			rt.Fatalf("after going both ways the digests are %s and %s", a, b)
		}
		for _, side := range sides {
			if came := side.takes(rt, sides[0].file(rt)); came != 0 {
				rt.Fatalf("in step, and %d records are new", came)
			}
			side.check(rt, erased)
		}
	})
}

// check looks for who was erased, and that all photos shown are here and wait
// for nothing.
func (i *island) check(t *rapid.T, erased map[community.ID]bool) {
	members, err := i.db.Members(i.ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range members {
		if erased[m.ID] {
			t.Fatalf("%s was erased and is there", m.ID)
		}
	}
	if _, missing, err := i.db.PhotosShown(i.ctx); err != nil || len(missing) > 0 {
		t.Fatalf("%d photos are missing, %v", len(missing), err)
	}
}

// waiting gives what an island still has to send.
func (i *island) waiting(t testing.TB) int {
	t.Helper()
	n, _, err := i.db.Waiting(i.ctx)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func twoIslands(t *testing.T) (a, b *island) {
	a, b = newIsland(t, filepath.Join(t.TempDir(), "a")), newIsland(t, filepath.Join(t.TempDir(), "b"))
	t.Cleanup(func() { a.db.Close(); b.db.Close() })
	return a, b
}

func TestNothingComesInOfAFileThatIsNotWhole(t *testing.T) {
	a, b := twoIslands(t)
	for range 50 {
		if _, err := a.db.AddMember(a.ctx, host(), community.Member{Name: "Ada"}); err != nil {
			t.Fatal(err)
		}
	}
	data := a.file(t)
	before := b.digest(t)
	for at := len(data) / 2; at < len(data); at += 97 {
		f, err := changes.Open(bytes.NewReader(data[:at]), islandPhrase)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = b.survey(f, "x.kettle")
		if err == nil || !strings.HasPrefix(err.Error(), `"x.kettle" is damaged or was cut short`) {
			t.Fatalf("cut at %d: %v", at, err)
		}
	}
	if b.digest(t) != before || b.waiting(t) != 0 {
		t.Error("something of it came in")
	}
}

func TestStampsFromTheFutureAreRefusedAndTheClockIsNamed(t *testing.T) {
	a, b := twoIslands(t)
	*a.clock = a.clock.Add(59 * time.Second)
	if _, err := a.db.AddMember(a.ctx, host(), community.Member{Name: "Ada"}); err != nil {
		t.Fatal(err)
	}
	b.takes(t, a.file(t))
	*a.clock = a.clock.Add(2 * time.Second)
	if _, err := a.db.AddMember(a.ctx, host(), community.Member{Name: "Jo"}); err != nil {
		t.Fatal(err)
	}
	data, before := a.file(t), b.digest(t)
	f, err := changes.Open(bytes.NewReader(data), islandPhrase)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = b.survey(f, "x.kettle")
	if err == nil || !strings.Contains(err.Error(), "changes made at 2026-11-16 10:01:01 UTC, but the clock of this machine says 2026-11-16 10:00:00 UTC") {
		t.Error(err)
	}
	if b.digest(t) != before {
		t.Error("something came in")
	}
	*b.clock = b.clock.Add(time.Minute)
	if came := b.takes(t, data); came != 1+2 { // with the act and its values
		t.Errorf("%d records came when the time had come", came)
	}
}

func TestAFileIsTrustedByWhoseKeySignedIt(t *testing.T) {
	a, _ := twoIslands(t)
	key := strings.Repeat("5e", 32)
	x := &changesIn{Changes: "x.kettle"}
	screen := func(role string, revoked string) {
		t.Helper()
		r := community.Record{Kind: community.KindScreen, ID: community.ScreenID(key), Groups: []community.Group{{
			Stamp:  community.Stamp{Clock: a.clock.UnixMilli() << 16, Screen: 5},
			Fields: map[string]string{"name": "Attic", "key": key, "role": role, "revoked": revoked},
		}}}
		if err := a.db.TakeIn(a.ctx, []community.Record{{Kind: r.Kind, ID: r.ID, Gone: true}, r}, community.Link{Hub: "ab", Role: community.RoleKiosk}, false); err != nil {
			t.Fatal(err)
		}
	}
	says := func(want string) {
		t.Helper()
		by, err := a.trusts(key, x)
		if got := strings.TrimSpace(by + fmt.Sprint(map[bool]any{true: err, false: ""}[err != nil])); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	says(`"x.kettle" is signed with a key that this space does not know`)
	screen(community.RoleKiosk, "")
	says("Attic")
	screen(community.RoleReplica, "")
	says("Attic")
	x.Trust = spaced(strings.ToUpper(key)) // which does not help those who may not
	screen(community.RoleKiosk, "yes")
	says(`"x.kettle" was written by Attic, a screen that a host revoked`)
	screen(community.RoleWall, "")
	says(`"x.kettle" was written by Attic, a wall`)
	key = strings.Repeat("5f", 32)
	says(`"x.kettle" is signed with another key than --trust says`)
	x.Trust = spaced(strings.ToUpper(key))
	says("the screen whose key was confirmed")
	x.Trust = ""
	if err := a.db.SaveLink(a.ctx, community.Link{Hub: key, Role: community.RoleKiosk}); err != nil {
		t.Fatal(err)
	}
	says("this screen's hub")
	own, err := step.Signer(a.dir)
	if err != nil {
		t.Fatal(err)
	}
	key = fingerprintOf(own)
	says("this very screen")
}

func TestSomebodyAtTheTerminalConfirmsTheKey(t *testing.T) {
	a, _ := twoIslands(t)
	a.InTerminal = true
	answer := ""
	a.Ask = func(context.Context, string, bool) (string, error) { return answer, nil }
	key := strings.Repeat("5e", 32)
	for _, answer = range []string{"", "no", "ye"} {
		if _, err := a.trusts(key, &changesIn{Changes: "x"}); err == nil {
			t.Errorf("%q counts as a yes", answer)
		}
	}
	answer = " YES"
	if _, err := a.trusts(key, &changesIn{Changes: "x"}); err != nil || !strings.Contains(a.stderr.String(), spaced(key)) {
		t.Errorf("%v, after %s", err, a.stderr)
	}
}

func TestAWallCarriesNothing(t *testing.T) {
	a, _ := twoIslands(t)
	if err := a.db.SaveLink(a.ctx, community.Link{Hub: "ab", Role: community.RoleWall}); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{"export --changes x.kettle", "import --changes x.kettle"} {
		a.stderr.Reset()
		a.Args = strings.Fields(args + " --passphrase-file p")
		if Main(t.Context(), a.Env) != 1 || !strings.HasPrefix(a.stderr.String(), "This screen is a wall") {
			t.Errorf("%s: %s", args, a.stderr)
		}
	}
	if files, err := os.ReadDir(a.dir); err != nil || len(files) != 5 {
		t.Errorf("%v, %v", files, err)
	}
}

func TestWhatCameInBeforeItBrokeOffIsSaid(t *testing.T) {
	a, _ := twoIslands(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	stopped := *a.call
	stopped.ctx = ctx
	for _, c := range []struct {
		came int
		want string
	}{
		{0, "Stopped. The data are as they were."},
		{1, "Stopped. 1 record came in before, and stays: take the file in once more for the rest."},
		{2000, "Stopped. 2000 records came in before, and stay: take the file in once more for the rest."},
	} {
		if got := Sentence((&carriedIn{Came: c.came}).soFar(&stopped, ctx.Err())); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	full := syscall.ENOSPC
	if err := (&carriedIn{Came: 1}).soFar(a.call, full); err != full || !strings.HasPrefix(a.stderr.String(), "1 record came in before, and stays") {
		t.Errorf("%v, %q", err, a.stderr)
	}
}
