package sync

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"

	"kettle/internal/community"
)

// sendPhotos gives the hub the photos that members show and it lacks.
func (r *Replica) sendPhotos(ctx context.Context) error {
	if r.now().Role == community.RoleWall {
		return nil
	}
	here, _, err := r.local.PhotosShown(ctx)
	if err != nil {
		return err
	}
	r.mu.Lock()
	here = slices.DeleteFunc(here, func(hash string) bool { return r.sent[hash] })
	r.mu.Unlock()
	for batch := range slices.Chunk(here, maxRecords) {
		missing, err := r.peer.Photos(ctx, batch)
		if err != nil {
			return err
		}
		for _, hash := range missing {
			if err := r.sendPhoto(ctx, hash); err != nil {
				return err
			}
		}
		r.mu.Lock()
		for _, hash := range batch {
			r.sent[hash] = true
		}
		r.mu.Unlock()
	}
	return nil
}

func (r *Replica) sendPhoto(ctx context.Context, hash string) error {
	f, err := r.local.OpenPhoto(hash)
	if errors.Is(err, community.ErrNotFound) {
		return nil // gone since
	}
	if err != nil {
		return err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return fmt.Errorf("read a photo: %w", err)
	}
	of := (len(data) + partSize - 1) / partSize
	for part := range of {
		if err := r.peer.PutPart(ctx, hash, part, of, data[part*partSize:min(len(data), (part+1)*partSize)]); err != nil {
			return err
		}
	}
	return nil
}

// fetchPhotos gets the photos that members show and this screen lacks. One that
// the hub does not have yet is left for the next time.
func (r *Replica) fetchPhotos(ctx context.Context) error {
	_, missing, err := r.local.PhotosShown(ctx)
	if err != nil {
		return err
	}
	lacking := false
	for _, hash := range missing {
		err := r.fetchPhoto(ctx, hash)
		if is(err, CodePhoto) {
			lacking = true
			continue
		}
		if err != nil {
			return err
		}
	}
	r.mu.Lock()
	r.lacking = lacking
	r.mu.Unlock()
	return nil
}

func (r *Replica) fetchPhoto(ctx context.Context, hash string) error {
	var data bytes.Buffer
	for part, of := 0, 1; part < of; part++ {
		b, n, err := r.peer.Part(ctx, hash, part)
		if err != nil {
			return err
		}
		of = n
		data.Write(b)
	}
	if err := r.local.TakePhoto(ctx, hash, &data); err != nil {
		slog.Error("a photo from the hub cannot be kept", "err", err)
	}
	return nil
}

// Photos implements Peer.
func (s *seat) Photos(ctx context.Context, hashes []string) ([]string, error) {
	if s.wall() {
		return nil, problem(CodeRole, "")
	}
	if len(hashes) > maxRecords {
		return nil, problem(CodeLarge, "")
	}
	return s.hub.store.MissingPhotos(ctx, s.space, hashes)
}

// PutPart implements Peer.
func (s *seat) PutPart(ctx context.Context, hash string, part, of int, data []byte) error {
	if s.wall() {
		return problem(CodeRole, "")
	}
	_, err := s.hub.store.PutPart(ctx, s.space, hash, part, of, data)
	return err
}

// Part implements Peer.
func (s *seat) Part(ctx context.Context, hash string, part int) ([]byte, int, error) {
	if s.wall() {
		g, err := s.hub.gallery(ctx, s.space)
		if err != nil {
			return nil, 0, err
		}
		s.hub.mu.Lock()
		shown := g.photos[hash] > 0
		s.hub.mu.Unlock()
		if !shown {
			return nil, 0, problem(CodePhoto, "")
		}
	}
	data, of, err := s.hub.store.Part(ctx, s.space, hash, part)
	if errors.Is(err, community.ErrNotFound) {
		return nil, 0, problem(CodePhoto, "")
	}
	return data, of, err
}
