package step

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
)

func open(t *testing.T) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// aHub is a hub that this machine alone reaches.
func aHub() Options { return Options{Program: "test", Hub: &HubOptions{Listen: "127.0.0.1:0"}} }

var byHost = community.Actor{Kind: community.ActorHost}

func TestAScreenThatIsNotPairedWorksAloneAndLeads(t *testing.T) {
	db := open(t)
	k := New(db, Options{})
	s, err := k.Status(t.Context())
	if err != nil || s.Role != RoleAlone || s.Running || s.InStep || s.Problem != "" || s.Hub != "" || s.LastContactAt != nil || s.WaitingSince != nil {
		t.Errorf("%+v, %v", s, err)
	}
	if leads, err := k.Leads(t.Context()); err != nil || !leads {
		t.Errorf("it leads: %t, %v", leads, err)
	}
	if list, err := k.Screens(t.Context()); err != nil || len(list.Screens) != 0 || list.Words() != "" {
		t.Errorf("%+v, %v", list, err)
	}
	if _, _, ok := k.Listening(); ok {
		t.Error("it listens")
	}
	for what, err := range map[string]error{
		"offers":   func() error { _, err := k.Offer(t.Context(), "Library", community.RoleKiosk, true); return err }(),
		"waits":    func() error { _, err := k.Request(t.Context(), "ABCDEFGHJK"); return err }(),
		"confirms": k.Confirm(t.Context(), "ABCDEFGHJK", true),
	} {
		if !errors.Is(err, ErrNotHub) {
			t.Errorf("who is no hub %s: %v", what, err)
		}
	}
	k.Withdraw("ABCDEFGHJK") // is harmless
}

func TestAHubSaysWhereItIsAndLeads(t *testing.T) {
	_, k := begin(t, aHub())
	address, fingerprint, ok := k.Listening()
	if !ok || !strings.HasPrefix(address, "127.0.0.1:") || !community.IsHash(fingerprint) || !k.isOwn(fingerprint) {
		t.Fatalf("%q, %q, %t", address, fingerprint, ok)
	}
	eventually(t, "it is in step with itself", func() bool {
		s, err := k.Status(t.Context())
		return err == nil && s.Running && s.InStep && s.Role == RoleHub && s.Hub == address && s.Fingerprint == fingerprint && s.LastContactAt != nil
	})
	if leads, err := k.Leads(t.Context()); err != nil || !leads {
		t.Errorf("it leads: %t, %v", leads, err)
	}
	if err := k.Open(t.Context()); err != nil {
		t.Errorf("once more: %v", err)
	}
}

func TestAHubThatHasJustBegunKnowsItsScreens(t *testing.T) {
	db := open(t)
	if err := db.AddScreen(t.Context(), byHost, community.Screen{Name: "Library", Role: community.RoleKiosk, Key: strings.Repeat("ab", 32)}); err != nil {
		t.Fatal(err)
	}
	k := New(db, aHub())
	defer k.closeHub()
	if err := k.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	if list, err := k.Screens(t.Context()); err != nil || len(list.Screens) != 1 || list.Screens[0].State != StateNever || list.Seq != 0 {
		t.Errorf("before its own store has said hello: %+v, %v", list, err)
	}
}

func TestACodeIsOfOneNewScreenWithANameOfItsOwn(t *testing.T) {
	db, k := begin(t, aHub())
	key := strings.Repeat("ab", 32)
	if err := db.AddScreen(t.Context(), byHost, community.Screen{Name: "Library", Role: community.RoleKiosk, Key: key}); err != nil {
		t.Fatal(err)
	}
	for name, role := range map[string]string{"": community.RoleKiosk, "  \t": community.RoleKiosk, "Desk": "tv", "Hall": "", strings.Repeat("x", 300): community.RoleWall} {
		var wrong *community.FieldError
		if _, err := k.Offer(t.Context(), name, role, true); !errors.As(err, &wrong) {
			t.Errorf("%.20q, %q: %v", name, role, err)
		}
	}
	if _, err := k.Offer(t.Context(), " library ", community.RoleWall, true); !errors.Is(err, ErrNameTaken) {
		t.Errorf("the name of another: %v", err)
	}
	code, err := k.Offer(t.Context(), "  Front   desk ", community.RoleWall, true)
	address, fingerprint, _ := k.Listening()
	if err != nil || code.Name != "Front desk" || code.Role != community.RoleWall || code.Address != address || code.Fingerprint != fingerprint || !slices.Contains(code.Addresses, address) {
		t.Fatalf("%+v, %v", code, err)
	}
	at, read, print, err := ParsePairURL(code.URL)
	if err != nil || at != address || read != code.Code || print != fingerprint {
		t.Errorf("%q is %q, %q, %q, %v", code.URL, at, read, print, err)
	}
	list, err := k.Screens(t.Context())
	if err != nil || len(list.Screens) != 1 || list.Screens[0].Name != "Library" || list.Screens[0].State != StateNever || list.Screens[0].Says != "never seen" {
		t.Errorf("%+v, %v", list, err)
	}
	screens, err := db.Screens(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := db.RevokeScreen(t.Context(), byHost, screens[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Offer(t.Context(), "Library", community.RoleKiosk, true); err != nil {
		t.Errorf("the name of one that was revoked: %v", err)
	}
}

func TestAWallIsNoHubAndNoOtherPlaceIsTakenForAStore(t *testing.T) {
	wall := open(t)
	if err := wall.Join(t.Context(), wall.SpaceID(), community.Link{Hub: strings.Repeat("cd", 32), Name: "Hall", Role: community.RoleWall, Addresses: []string{"10.0.0.1:8421"}}, false); err != nil {
		t.Fatal(err)
	}
	k := New(wall, Options{Hub: &HubOptions{Listen: "127.0.0.1:0"}})
	if err := k.Open(t.Context()); !errors.Is(err, ErrWallNoHub) {
		t.Errorf("a wall is a hub: %v", err)
	}
	if leads, err := k.Leads(t.Context()); err != nil || leads {
		t.Errorf("a wall leads: %t, %v", leads, err)
	}

	other := open(t)
	for name, want := range map[string]string{"http://user:secret@10.0.0.1": "is no place", "/tmp/hub.db": "is no place"} {
		at := New(other, Options{Hub: &HubOptions{Listen: "127.0.0.1:0", Store: name}})
		if err := at.Open(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", name, err)
		}
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	busy := New(other, Options{Hub: &HubOptions{Listen: taken.Addr().String()}})
	if err := busy.Open(t.Context()); err == nil || !strings.Contains(err.Error(), "listen for screens") {
		t.Errorf("where another listens: %v", err)
	}
	if _, _, ok := busy.Listening(); ok {
		t.Error("what did not begin listens")
	}
}

func TestWhoCameAlongIsRememberedUntilTheyAreOne(t *testing.T) {
	db := open(t)
	k := New(db, Options{})
	if ids, err := k.toMerge(); err != nil || len(ids) != 0 {
		t.Fatalf("%v, %v", ids, err)
	}
	id, err := db.AddMember(t.Context(), byHost, community.Member{Name: "Ada"})
	if err != nil {
		t.Fatal(err)
	}
	if err := k.noteMerge(t.Context()); err != nil {
		t.Fatal(err)
	}
	if ids, err := New(db, Options{}).toMerge(); err != nil || !slices.Equal(ids, []community.ID{id}) {
		t.Errorf("%v, %v", ids, err)
	}
	info, err := os.Stat(filepath.Join(db.Dir(), mergeName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	for range 2 {
		if err := k.forgetMerge(); err != nil {
			t.Error(err)
		}
	}
	if ids, err := k.toMerge(); err != nil || len(ids) != 0 {
		t.Errorf("%v, %v", ids, err)
	}
	for _, broken := range []string{"", "{", `["x"]`, `[1]`} {
		if err := os.WriteFile(filepath.Join(db.Dir(), mergeName), []byte(broken), 0o600); err != nil {
			t.Fatal(err)
		}
		if ids, err := k.toMerge(); err == nil || len(ids) != 0 {
			t.Errorf("%q: %v", broken, ids)
		}
	}
}

func TestAddressesAreThoseThatTheNetworkReaches(t *testing.T) {
	one := &net.TCPAddr{IP: net.IPv4(10, 0, 0, 5), Port: 8421}
	if got := addressesOf(one); !slices.Equal(got, []string{"10.0.0.5:8421"}) {
		t.Errorf("%q", got)
	}
	for _, all := range []net.IP{net.IPv4zero, net.IPv6unspecified} {
		for _, a := range addressesOf(&net.TCPAddr{IP: all, Port: 8421}) {
			host, port, err := net.SplitHostPort(a)
			if ip := net.ParseIP(host); err != nil || port != "8421" || ip == nil || ip.IsUnspecified() || ip.IsMulticast() {
				t.Errorf("%v is at %q", all, a)
			}
		}
	}
}

func TestDurationsAndDaysAreSaidAsPeopleDo(t *testing.T) {
	for d, want := range map[time.Duration]string{
		2 * time.Minute: "2 minutes", 119 * time.Minute: "119 minutes", 2 * time.Hour: "2 hours", 47 * time.Hour: "47 hours", 48 * time.Hour: "2 days", 400 * 24 * time.Hour: "400 days",
	} {
		if got := long(d); got != want {
			t.Errorf("%v is %q", d, got)
		}
	}
	for n, want := range map[int64]string{0: "0 changes", 1: "1 change", 2: "2 changes"} {
		if got := changes(n); got != want {
			t.Errorf("%q", got)
		}
	}
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from, to string
		want     int
	}{{"2026-03-28 23:59", "2026-03-29 00:01", 1}, {"2026-03-28 12:00", "2026-03-30 00:00", 2}, {"2026-10-25 00:30", "2026-10-25 23:30", 0}, {"2026-10-26 00:00", "2026-10-24 23:59", -2}} {
		at := func(text string) time.Time {
			moment, err := time.ParseInLocation("2006-01-02 15:04", text, london)
			if err != nil {
				t.Fatal(err)
			}
			return moment
		}
		if got := daysBetween(at(c.from), at(c.to)); got != c.want {
			t.Errorf("from %s to %s are %d midnights", c.from, c.to, got)
		}
	}
}
