package main

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

// What a host cuts out of a picture that they turned is what they saw in the frame.
func TestACropIsWhatWasSeenInTheTurnedPicture(t *testing.T) {
	h, ctx := hosts{DB: opened(t, nil)}, t.Context()
	const wide, high = 400, 200
	seen := [2][2]color.Color{{color.White, color.Gray{170}}, {color.Gray{85}, color.Black}} // by row, then column
	picture := image.NewGray(image.Rect(0, 0, wide, high))
	for y := range high {
		for x := range wide {
			picture.Set(x, y, seen[2*y/high][2*x/wide])
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, nil); err != nil {
		t.Fatal(err)
	}
	hash, err := h.Photos().Put(ctx, &b)
	if err != nil {
		t.Fatal(err)
	}
	for turns := range 4 {
		want := image.Pt(wide/2, high/2)
		if turns%2 == 1 {
			want = image.Pt(high/2, wide/2)
		}
		for row := range 2 {
			for col := range 2 {
				got, err := h.Crop(ctx, hash, float64(col)/2, float64(row)/2, 0.5, 0.5, turns)
				if err != nil {
					t.Fatal(err)
				}
				if w, ht, err := h.Shape(ctx, got); err != nil || image.Pt(w, ht) != want {
					t.Errorf("turned %d times it is %d x %d, want %v; %v", turns, w, ht, want, err)
				}
				cut, err := h.Photos().Image(ctx, got, 0)
				if err != nil {
					t.Fatal(err)
				}
				is, should := color.GrayModel.Convert(cut.At(want.X/2, want.Y/2)).(color.Gray).Y, color.GrayModel.Convert(seen[row][col]).(color.Gray).Y
				if max(is, should)-min(is, should) > 20 {
					t.Errorf("turned %d times, row %d, column %d is %d, want %d", turns, row, col, is, should)
				}
			}
		}
		seen = [2][2]color.Color{{seen[1][0], seen[0][0]}, {seen[1][1], seen[0][1]}} // to the right
	}
}
