package step

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/google/renameio/v2"

	"kettle/internal/community"
	kettlesync "kettle/sync"
)

// mergeName is the file of the members that came along.
const mergeName = "merge.json"

// noteMerge writes down who comes along.
func (k *Keeper) noteMerge(ctx context.Context) error {
	members, err := k.db.Members(ctx)
	if err != nil {
		return err
	}
	ids := make([]community.ID, 0, len(members))
	for i := range members {
		ids = append(ids, members[i].ID)
	}
	text, err := json.Marshal(ids)
	if err != nil {
		return fmt.Errorf("note who comes along: %w", err)
	}
	if err := renameio.WriteFile(filepath.Join(k.db.Dir(), mergeName), text, 0o600); err != nil {
		return fmt.Errorf("note who comes along: %w", err)
	}
	return nil
}

// toMerge gives who came along, nobody when that was done.
func (k *Keeper) toMerge() ([]community.ID, error) {
	text, err := os.ReadFile(filepath.Join(k.db.Dir(), mergeName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var ids []community.ID
	if err == nil {
		err = json.Unmarshal(text, &ids)
	}
	if err != nil {
		return nil, fmt.Errorf("read who came along: %w", err)
	}
	return ids, nil
}

func (k *Keeper) forgetMerge() error {
	err := os.Remove(filepath.Join(k.db.Dir(), mergeName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forget who came along: %w", err)
	}
	return nil
}

// mergeFirst makes members who came along one with those of equal number, when
// all that the hub has is here and before anything is sent to it. It is over at
// once where nobody came along.
func (k *Keeper) mergeFirst(ctx context.Context, r *kettlesync.Replica) error {
	ids, err := k.toMerge()
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return k.forgetMerge()
	}
	if ended, err := k.catchUp(ctx, r); err != nil || ended {
		return err
	}
	n, err := k.db.MergeNumbers(ctx, community.Actor{Kind: community.ActorHost}, ids)
	if err != nil {
		return err
	}
	slog.Info("members with equal numbers are one now", "members", n)
	return k.forgetMerge()
}

// catchUp takes in all that the hub has. It goes on until it has or ctx ends;
// ended says that the pairing is over, which the replica is then to see.
func (k *Keeper) catchUp(ctx context.Context, r *kettlesync.Replica) (ended bool, err error) {
	for {
		err := r.Meet(ctx)
		more := false
		if err == nil {
			more, err = r.Pull(ctx, 0)
		}
		switch p, ok := errors.AsType[*kettlesync.Problem](err); {
		case err == nil && !more:
			k.say("")
			return false, nil
		case err == nil:
			continue
		case ctx.Err() != nil:
			return false, ctx.Err()
		case ok && (p.Code == kettlesync.CodeRevoked || p.Code == kettlesync.CodeCopied):
			return true, nil
		}
		k.say(err.Error())
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(2 * time.Second):
		}
	}
}
