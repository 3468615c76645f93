package step

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"kettle/internal/community"
	"kettle/internal/shared"
	kettlesync "kettle/sync"
)

// HubFile is the name of the shared store in the data folder.
const HubFile = "hub.db"

// HubOptions say how to be a hub.
type HubOptions struct {
	Listen  string            // address for screens; "" means all, at the usual port
	Store   string            // "" for a file in the data folder, or rqlite://host:port,host:port
	Observe func(Observation) // told of each request that was answered; nil for nobody
}

// Observation is one request of a screen that was answered.
type Observation = kettlesync.Observation

// How long and how often.
const (
	announceEvery = 10 * time.Second
	hubsWithin    = time.Minute // a hub that was not heard of for longer is not named to screens
	pruneFirst    = 10 * time.Minute
	pruneEvery    = 24 * time.Hour
	photosUnused  = 30 * 24 * time.Hour
)

// hub is the hub while this process is one.
type hub struct {
	store   *shared.Store
	cluster bool // others may stand before the same store
	key     kettlesync.Key
	hub     *kettlesync.Hub
	server  *kettlesync.Server
	pairing *kettlesync.Pairing
	ln      net.Listener

	addresses chan []string // holds the latest list, one element always
}

// serving gives the hub, nil while this process is none.
func (k *Keeper) serving() *hub {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.hub
}

// isOwn says whether that key is the hub's in this process.
func (k *Keeper) isOwn(key string) bool {
	h := k.serving()
	return h != nil && h.key.Fingerprint() == key
}

// Open makes this process the hub: it opens the shared store, has this store
// belong to it, and listens; Run then serves. Where no hub is wanted, or it is
// open already, it does nothing. What Open refuses it refuses in words.
func (k *Keeper) Open(ctx context.Context) error {
	if k.o.Hub == nil || k.serving() != nil {
		return nil
	}
	link, paired, err := k.link(ctx)
	if err != nil {
		return err
	}
	if paired && link.Role == community.RoleWall {
		return ErrWallNoHub
	}
	h, err := k.openHub(ctx)
	if err != nil {
		return err
	}
	if err := k.takeOver(ctx, h); err != nil {
		return errors.Join(err, h.close())
	}
	k.mu.Lock()
	k.hub = h
	k.mu.Unlock()
	k.anew()
	return nil
}

// Listening says where screens reach the hub in this process, and the
// fingerprint of its key; ok is false where there is none.
func (k *Keeper) Listening() (address, fingerprint string, ok bool) {
	h := k.serving()
	if h == nil {
		return "", "", false
	}
	return h.first(), h.key.Fingerprint(), true
}

// openHub opens the shared store and the listener.
func (k *Keeper) openHub(ctx context.Context) (h *hub, err error) {
	h = &hub{addresses: make(chan []string, 1)}
	h.addresses <- nil
	h.store, h.cluster, err = openShared(ctx, k.o.Hub.Store, k.db.Dir(), k.o.Now)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.close())
		}
	}()
	pem, err := h.store.Key(ctx, func() ([]byte, error) {
		key, err := kettlesync.NewKey()
		return key.PEM(), err
	})
	if err != nil {
		return h, err
	}
	if h.key, err = kettlesync.ParseKey(pem); err != nil {
		return h, fmt.Errorf("read the hub's key: %w", err)
	}
	h.hub = kettlesync.NewHub(h.store, kettlesync.HubOptions{Now: k.o.Now, Addresses: h.known})
	h.pairing = kettlesync.NewPairing(kettlesync.PairingOptions{
		Hub: h.key.Fingerprint(), Addresses: h.known, Now: k.o.Now,
		Accepted: func(ctx context.Context, p kettlesync.Paired) error { return k.letIn(ctx, h, p) },
	})
	h.server, err = kettlesync.NewServer(kettlesync.ServerOptions{
		Key: h.key, Admit: h.hub.Admit, Pairing: h.pairing, Observe: k.o.Hub.Observe,
	})
	if err != nil {
		return h, err
	}
	listen := k.o.Hub.Listen
	if listen == "" {
		listen = ":" + kettlesync.Port
	}
	if h.ln, err = (&net.ListenConfig{}).Listen(ctx, "tcp", listen); err != nil {
		return h, fmt.Errorf("listen for screens: %w", err)
	}
	h.look(nil)
	return h, nil
}

// clusterPrefix begins the place of a shared store that is a cluster.
const clusterPrefix = "rqlite://"

// openShared opens the shared store that an option names.
func openShared(ctx context.Context, where, dir string, now func() time.Time) (s *shared.Store, cluster bool, err error) {
	o := shared.Options{Now: now}
	if where == "" {
		s, err = shared.OpenFile(ctx, filepath.Join(dir, HubFile), o)
		return s, false, err
	}
	nodes, ok := strings.CutPrefix(where, clusterPrefix)
	if !ok {
		return nil, false, fmt.Errorf("%q is no place for the hub's store such as rqlite://10.0.0.1:4001,10.0.0.2:4001", where)
	}
	s, err = shared.OpenCluster(ctx, strings.Split(strings.TrimSuffix(nodes, "/"), ","), o)
	return s, true, err
}

// takeOver makes this store one of the hub's space.
func (k *Keeper) takeOver(ctx context.Context, h *hub) error {
	space, err := k.spaceOf(ctx, h.store)
	if err != nil {
		return err
	}
	link, paired, err := k.link(ctx)
	if err != nil || paired && link.Hub == h.key.Fingerprint() && space == k.db.SpaceID() {
		return err
	}
	if paired && link.Hub != h.key.Fingerprint() {
		slog.Warn("this screen was paired with another hub and is one itself from now on")
	}
	own := community.Link{Hub: h.key.Fingerprint(), Name: "hub", Role: community.RoleReplica}
	if err := k.db.Join(ctx, space, own, false); err != nil {
		return fmt.Errorf("follow the own hub: %w", err)
	}
	return nil
}

// spaceOf gives the space that hub and store are to share.
func (k *Keeper) spaceOf(ctx context.Context, s *shared.Store) (community.ID, error) {
	own := k.db.SpaceID()
	spaces, err := s.Spaces(ctx)
	if err != nil || len(spaces) == 0 || slices.Contains(spaces, own) {
		return own, err
	}
	empty, err := k.db.Empty(ctx)
	switch {
	case err != nil:
		return own, err
	case len(spaces) > 1:
		return own, ErrSeveral
	case !empty:
		return own, ErrOtherSpace
	}
	return spaces[0], nil
}

// serve is the hub's whole life: it begins when that is possible.
func (k *Keeper) serve(ctx context.Context) error {
	for k.serving() == nil {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(tryAgain):
		}
		if err := k.Open(ctx); err != nil {
			k.say(err.Error())
		} else {
			k.say("")
		}
	}
	h := k.serving()
	slog.Info("this is the hub", "at", h.first())
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() error { return h.server.Serve(ctx, h.ln) })
	work.Go(func() error { return h.announce(ctx, k.db.SpaceID()) })
	work.Go(func() error { return h.meetOthers(ctx) })
	work.Go(func() error { return h.prune(ctx) })
	return work.Wait()
}

// announce tells the local network of the hub, if the local network reaches it.
func (h *hub) announce(ctx context.Context, space community.ID) error {
	at, ok := h.ln.Addr().(*net.TCPAddr)
	if !ok || at.IP.IsLoopback() {
		<-ctx.Done()
		return nil
	}
	if err := kettlesync.Announce(ctx, at.Port, h.key.Fingerprint(), space); err != nil {
		slog.Info("screens cannot find this hub by themselves; its address works", "err", err)
	}
	<-ctx.Done()
	return nil
}

// known gives the addresses of this hub and of the others before its store.
func (h *hub) known() []string {
	list := <-h.addresses
	h.addresses <- list
	return slices.Clone(list)
}

// first is the address to tell people.
func (h *hub) first() string {
	if list := h.known(); len(list) > 0 {
		return list[0]
	}
	return h.ln.Addr().String()
}

// look works out at which addresses the hub is now.
func (h *hub) look(others []string) {
	list := addressesOf(h.ln.Addr())
	for _, a := range others {
		if !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	<-h.addresses
	h.addresses <- list
}

// addressesOf are those at which the network reaches a listener.
func addressesOf(a net.Addr) []string {
	at, ok := a.(*net.TCPAddr)
	if !ok || !at.IP.IsUnspecified() {
		return []string{a.String()}
	}
	port := strconv.Itoa(at.Port)
	var list []string
	all, err := net.InterfaceAddrs()
	if err != nil {
		slog.Info("which addresses this machine has is not known", "err", err)
	}
	for _, one := range all {
		if n, ok := one.(*net.IPNet); ok && n.IP.To4() != nil && n.IP.IsGlobalUnicast() {
			list = append(list, net.JoinHostPort(n.IP.String(), port))
		}
	}
	if len(list) == 0 {
		list = []string{net.JoinHostPort("127.0.0.1", port)}
	}
	return list
}

// meetOthers keeps the list of addresses right, and in a cluster says where this
// hub is and asks where the others are.
func (h *hub) meetOthers(ctx context.Context) error {
	tick := time.NewTicker(announceEvery)
	defer tick.Stop()
	for {
		var others []string
		if h.cluster {
			var err error
			for _, a := range addressesOf(h.ln.Addr()) {
				err = errors.Join(err, h.store.Announce(ctx, a))
			}
			if err == nil {
				others, err = h.store.Hubs(ctx, hubsWithin)
			}
			if err != nil && ctx.Err() == nil {
				slog.Warn("the other hubs are not known", "err", err)
			}
		}
		h.look(others)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// prune takes photos away that nobody has shown for long.
func (h *hub) prune(ctx context.Context) error {
	for wait := pruneFirst; ; wait = pruneEvery {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
		if err := h.pruneOnce(ctx); err != nil && ctx.Err() == nil {
			slog.Error("take away photos that nobody shows", "err", err)
		}
	}
}

func (h *hub) pruneOnce(ctx context.Context) error {
	spaces, err := h.store.Spaces(ctx)
	if err != nil {
		return err
	}
	for _, space := range spaces {
		members, err := h.store.Records(ctx, space, community.KindMember)
		if err != nil {
			return err
		}
		used := map[string]bool{}
		for i := range members {
			used[members[i].Value("photo")] = true
		}
		if _, err := h.store.PrunePhotos(ctx, space, used, photosUnused); err != nil {
			return err
		}
	}
	return nil
}

// closeHub ends what Open began.
func (k *Keeper) closeHub() {
	k.mu.Lock()
	h := k.hub
	k.hub = nil
	k.mu.Unlock()
	if h == nil {
		return
	}
	if err := h.close(); err != nil {
		slog.Error("close the hub's store", "err", err)
	}
}

func (h *hub) close() error {
	if h.ln != nil {
		_ = h.ln.Close() // it may be closed by who served on it
	}
	return h.store.Close()
}
