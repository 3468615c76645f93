package store

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"kettle/internal/community"
)

// ErrWrongPIN says that no host has that PIN.
var ErrWrongPIN = errors.New("that is not a host's PIN")

// ErrNoPIN says that no host has a PIN yet.
var ErrNoPIN = errors.New("no host has a PIN")

// LockedError says that after too many wrong PINs none is taken for a while.
type LockedError struct{ Until time.Time }

// Error says so in words.
func (e *LockedError) Error() string {
	return "too many wrong PINs: try again at " + e.Until.Local().Format("15:04:05")
}

// RevokedError says that whoever acts is no host any more.
type RevokedError struct{}

// Error is a clause.
func (RevokedError) Error() string { return "who acts is no host any more" }

// Sentence is what people read.
func (RevokedError) Sentence() string {
	return "Your access was ended by another host. Nothing was saved."
}

// ErrWall says that people change nothing on a wall: it sends nothing, so that nobody
// else would ever hear of it.
var ErrWall = errors.New("this screen is a wall, which only shows what other screens send: do it at a kiosk, or at the hub")

// mayAct is ErrWall where people act on a wall, and a RevokedError where a host acts who
// may not edit any more, or was erased: nothing that they typed is kept after that,
// whichever screen they are at.
func (w *writer) mayAct() error {
	if w.actor.Kind == "" || w.actor.Kind == community.ActorAutomatic {
		return nil
	}
	var wall, over bool
	err := w.tx.QueryRowContext(w.ctx, `SELECT EXISTS (SELECT 1 FROM link WHERE role = ?1),
		EXISTS (SELECT 1 FROM hosts WHERE id = ?2 AND revoked = 1) OR EXISTS (SELECT 1 FROM records WHERE kind = 'host' AND id = ?2 AND erased = 1)`,
		community.RoleWall, w.actor.ID).Scan(&wall, &over)
	switch {
	case err != nil:
		return fmt.Errorf("look who may change something here: %w", err)
	case wall:
		return ErrWall
	case over:
		return RevokedError{}
	}
	return nil
}

// argon2id with the second set of parameters that OWASP recommends: 19 MiB, two
// passes, one thread; about 25 ms.
const (
	argonTime, argonMemory, argonThreads = 2, 19 * 1024, 1
	argonSalt, argonKey                  = 16, 32
)

// SetPIN gives the host of that name a PIN, and makes the host when there is
// none: the owner, as long as nobody is.
func (db *DB) SetPIN(ctx context.Context, actor community.Actor, name, pin string) error {
	h := community.Host{}
	if err := h.Set("name", name); err != nil {
		return err
	}
	hosts, err := db.Hosts(ctx)
	if err != nil {
		return err
	}
	h.Role = community.RoleOwner
	for _, o := range hosts {
		if strings.EqualFold(o.Name, h.Name) {
			_, err = db.SaveHost(ctx, actor, o, pin)
			return err
		}
		if o.Rank() == owner.Rank() {
			h.Role = community.RoleHost
		}
	}
	_, err = db.SaveHost(ctx, actor, h, pin)
	return err
}

// SaveHost keeps a host, under a new ID if it has none, and gives it the PIN, or
// leaves the one it has when pin is "". A PIN has six characters or more, is none
// of those that everybody tries first, and no other host has it, since it alone
// says who acts. The last owner stays one.
func (db *DB) SaveHost(ctx context.Context, actor community.Actor, h community.Host, pin string) (community.Host, error) {
	return db.saveHost(ctx, actor, pin, func([]community.Host) (community.Host, error) { return h, nil })
}

// EditHost is SaveHost for what change makes of somebody who is a host, else
// community.ErrNotFound. Change may be called again, with what another kept meanwhile.
func (db *DB) EditHost(ctx context.Context, actor community.Actor, id community.ID, change func(*community.Host) error, pin string) (community.Host, error) {
	return db.saveHost(ctx, actor, pin, func(hosts []community.Host) (community.Host, error) {
		for _, h := range hosts {
			if h.ID == id {
				return h, change(&h)
			}
		}
		return community.Host{ID: id}, community.ErrNotFound
	})
}

// errMoved says that the hosts are others than when a change was made up.
var errMoved = errors.New("the hosts have changed")

// saveHost keeps the host that pick makes of the list of hosts. Hashing takes long, so
// it is done ahead of the transaction, and again where the list is another by then.
func (db *DB) saveHost(ctx context.Context, actor community.Actor, pin string, pick func([]community.Host) (community.Host, error)) (community.Host, error) {
	for {
		hosts, err := db.Hosts(ctx)
		if err != nil {
			return community.Host{}, err
		}
		h, err := pick(hosts)
		if err != nil {
			return h, err
		}
		if h, err = admit(hosts, h, pin); err != nil {
			return h, err
		}
		err = db.writing(ctx, actor, func(w *writer) error {
			now, err := currentHosts(ctx, w.tx)
			if err != nil {
				return err
			}
			if !slices.Equal(now, hosts) {
				return errMoved
			}
			return w.putHost(&h)
		})
		switch {
		case err == nil:
			return h, nil
		case !errors.Is(err, errMoved):
			return h, fmt.Errorf("keep host %s: %w", h.ID, err)
		}
	}
}

// admit gives h as it may be kept beside the hosts there are.
func admit(hosts []community.Host, h community.Host, pin string) (community.Host, error) {
	if err := h.Set("name", h.Name); err != nil {
		return h, err
	}
	if h.Name == "" {
		return h, &community.FieldError{Field: "name", Reason: "is missing"}
	}
	owners, ranked := 0, h.Rank() >= 0
	for _, o := range hosts {
		switch {
		case o.ID == h.ID:
			h.PINHash, ranked = o.PINHash, ranked || o.Role == h.Role
			continue
		case strings.EqualFold(o.Name, h.Name):
			return h, &community.FieldError{Field: "name", Reason: "is another host's already"}
		case pin != "" && pinFits(pin, o.PINHash):
			return h, &community.FieldError{Field: "pin", Reason: "cannot be used: choose another"}
		}
		if o.Rank() == owner.Rank() {
			owners++
		}
	}
	if !ranked {
		return h, &community.FieldError{Field: "role", Reason: fmt.Sprintf("%q is none of: host, manager, owner, fire", h.Role)}
	}
	if owners == 0 && (h.Revoked || h.Rank() != owner.Rank()) {
		return h, &community.FieldError{Field: "role", Reason: "has to stay owner: there is no other"}
	}
	if pin != "" {
		if err := community.CheckPIN(pin); err != nil {
			return h, err
		}
		h.PINHash = hashPIN(pin)
	}
	if h.PINHash == "" {
		return h, &community.FieldError{Field: "pin", Reason: "is missing"}
	}
	return h, nil
}

func (w *writer) putHost(h *community.Host) error {
	if h.ID.IsZero() {
		id, err := w.newHostID(h.Name)
		if err != nil {
			return err
		}
		h.ID = id
	}
	old, err := readHosts(w.ctx, w.tx, "WHERE id = ?", h.ID)
	if err != nil {
		return err
	}
	return w.put(community.KindHost, h.ID, diff(append(old, community.Host{})[0].Fields(), h.Fields()))
}

// newHostID is the same for the same name on every screen, unless somebody has or
// had it, such as a host who has another name by now.
func (w *writer) newHostID(name string) (community.ID, error) {
	id := naturalID("host:" + strings.ToLower(name))
	old, err := w.load(community.KindHost, id)
	if err != nil || !old.known {
		return id, err
	}
	return newID(), nil
}

var owner = community.Host{Role: community.RoleOwner}

func hashPIN(pin string) string {
	salt := make([]byte, argonSalt)
	rand.Read(salt)
	key := argon2.IDKey([]byte(pin), salt, argonTime, argonMemory, argonThreads, argonKey)
	enc := base64.RawStdEncoding
	return fmt.Sprintf("argon2id$%d$%d$%d$%s$%s", argonTime, argonMemory, argonThreads, enc.EncodeToString(salt), enc.EncodeToString(key))
}

func pinFits(pin, hash string) bool {
	var t, m uint32
	var p uint8
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[0] != "argon2id" {
		return false
	}
	if _, err := fmt.Sscanf(strings.Join(parts[1:4], " "), "%d %d %d", &t, &m, &p); err != nil || t == 0 || p == 0 || m > 1<<20 || t > 16 {
		return false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	want, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(want) == 0 {
		return false
	}
	got := argon2.IDKey([]byte(pin), salt, t, m, p, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1
}

// Hosts lists who may edit, and the code of the fire roll.
func (db *DB) Hosts(ctx context.Context) ([]community.Host, error) {
	return currentHosts(ctx, db.read())
}

func currentHosts(ctx context.Context, q query) ([]community.Host, error) {
	return readHosts(ctx, q, "WHERE revoked = 0 ORDER BY name, id")
}

func readHosts(ctx context.Context, q query, where string, args ...any) ([]community.Host, error) {
	return list(ctx, q, community.KindHost, func(id community.ID) community.Host { return community.Host{ID: id} }, where, args...)
}

// CheckPIN gives the host whose PIN it is and who may do anything, or ErrWrongPIN, ErrNoPIN or a
// *LockedError. The fifth wrong one in a row locks for 30 seconds, each further
// one twice as long, up to 15 minutes. The try is on the disk before the answer
// is given, so pulling the plug does not help; a clock set forward does, and
// whoever can do that owns the machine.
func (db *DB) CheckPIN(ctx context.Context, pin string) (community.Host, error) {
	hosts, err := db.Hosts(ctx)
	if err != nil {
		return community.Host{}, err
	}
	if len(hosts) == 0 {
		return community.Host{}, ErrNoPIN
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	var wrong int
	var until int64
	now := db.now()
	err = db.write.QueryRowContext(ctx, `INSERT INTO pin_tries (one, wrong, until_at) VALUES (1, 1, 0)
		ON CONFLICT (one) DO UPDATE SET wrong = wrong + (until_at <= ?) RETURNING wrong, until_at`, now.UnixMilli()).Scan(&wrong, &until)
	if err != nil {
		return community.Host{}, fmt.Errorf("count a PIN: %w", err)
	}
	if at := time.UnixMilli(until); at.After(now) {
		// A clock that was set back must not lock anybody out for longer.
		if lock := lockFor(wrong); at.Sub(now) <= lock {
			return community.Host{}, &LockedError{Until: at}
		}
	}
	for _, h := range hosts {
		if h.Rank() >= 0 && pinFits(pin, h.PINHash) {
			return h, db.setTries(ctx, 0, time.UnixMilli(0))
		}
	}
	if wrong < 5 {
		return community.Host{}, ErrWrongPIN
	}
	at := now.Add(lockFor(wrong))
	if err := db.setTries(ctx, wrong, at); err != nil {
		return community.Host{}, err
	}
	return community.Host{}, &LockedError{Until: at}
}

func lockFor(wrong int) time.Duration {
	return min(30*time.Second<<min(max(wrong-5, 0), 10), 15*time.Minute)
}

func (db *DB) setTries(ctx context.Context, wrong int, until time.Time) error {
	_, err := db.write.ExecContext(ctx, `UPDATE pin_tries SET wrong = ?, until_at = ?`, wrong, until.UnixMilli())
	if err != nil {
		return fmt.Errorf("count a PIN: %w", err)
	}
	return nil
}
