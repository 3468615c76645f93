package step

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"kettle/internal/community"
	"kettle/internal/shared"
	"kettle/internal/store"
)

// ErrHubRuns says that a hub that is running cannot be put back.
var ErrHubRuns = errors.New("the hub runs on these data: stop it, restore, and start it again")

// Backup writes all data, with the hub's store where that is a file in the data
// folder, to one file. The key of this screen stays out: a copy of it would be
// another screen.
func (k *Keeper) Backup(ctx context.Context, to string) error {
	_, err := os.Stat(filepath.Join(k.db.Dir(), HubFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return k.db.Backup(ctx, to)
	case err != nil:
		return fmt.Errorf("look for the hub's store: %w", err)
	}
	return k.db.Backup(ctx, to, store.Extra{Name: HubFile, Write: k.copyHub})
}

// CheckHub looks through the hub's store, if there is one in the data folder, and
// gives what is wrong with it.
func (k *Keeper) CheckHub(ctx context.Context) (faults []string, err error) {
	path := filepath.Join(k.db.Dir(), HubFile)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return shared.Check(ctx, path)
}

// copyHub copies the hub's store in the data folder.
func (k *Keeper) copyHub(ctx context.Context, to string) (err error) {
	if h := k.serving(); h != nil && !h.cluster {
		return h.store.Backup(ctx, to)
	}
	s, _, err := openShared(ctx, "", k.db.Dir(), k.o.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return s.Backup(ctx, to)
}

// Restore puts a backup in the place of the data, with the hub's store when that
// is in it; what was there is kept in the folder whose path is returned. The hub
// is then in a new epoch, so that screens give back what the backup lacks.
func (k *Keeper) Restore(ctx context.Context, from string) (replaced string, err error) {
	names, err := store.BackupFiles(from)
	if err != nil {
		return "", err
	}
	if !names[HubFile] {
		return k.db.Restore(ctx, from)
	}
	if k.o.Hub != nil {
		return "", ErrHubRuns
	}
	replaced, err = k.db.Restore(ctx, from, HubFile)
	if err != nil {
		return "", err
	}
	k.anew()
	return replaced, k.newEpochs(ctx)
}

// eraseAt erases at a hub's store, before anybody asks it for anything, whoever
// was erased since it was copied.
func (k *Keeper) eraseAt(ctx context.Context, s *shared.Store, epoch int64) error {
	ids, err := k.db.Erased()
	if err != nil {
		return err
	}
	for some := range slices.Chunk(ids, 500) {
		var marks []community.Record
		for _, id := range some {
			marks = append(marks, community.Record{Kind: community.KindMember, ID: id, Erased: true})
		}
		if _, _, err := s.Merge(ctx, k.db.SpaceID(), epoch, marks, shared.Rules{}); err != nil {
			return fmt.Errorf("erase again at the hub: %w", err)
		}
	}
	return nil
}

// newEpochs has the hub's store in the data folder begin a new epoch.
func (k *Keeper) newEpochs(ctx context.Context) (err error) {
	s, err := shared.OpenFile(ctx, filepath.Join(k.db.Dir(), HubFile), shared.Options{Now: k.o.Now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	spaces, err := s.Spaces(ctx)
	if err != nil {
		return err
	}
	for _, space := range spaces {
		head, err := s.Head(ctx, space)
		if err == nil {
			head, err = s.NewEpoch(ctx, space, head.Epoch)
		}
		if err == nil && space == k.db.SpaceID() {
			err = k.eraseAt(ctx, s, head.Epoch)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
