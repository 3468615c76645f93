package store

import (
	"context"

	"kettle/internal/community"
)

func readIntroductions(ctx context.Context, q query, where string, args ...any) ([]community.Introduction, error) {
	var out []community.Introduction
	err := readAll(ctx, q, community.KindIntroduction, where, args, func(id community.ID) record {
		out = append(out, community.Introduction{ID: id})
		return &out[len(out)-1]
	})
	return out, err
}
