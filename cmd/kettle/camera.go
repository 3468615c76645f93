package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"os"

	"github.com/blackjack/webcam"

	"kettle/internal/community"
)

// A camera takes one picture at a time.
type camera interface {
	// Snap takes a picture, as a JPEG; community.ErrNotFound when there is no camera.
	Snap(ctx context.Context) (io.Reader, error)
}

// The pixel formats of Video4Linux that this program can read.
const (
	pixelMJPEG = webcam.PixelFormat('M' | 'J'<<8 | 'P'<<16 | 'G'<<24)
	pixelYUYV  = webcam.PixelFormat('Y' | 'U'<<8 | 'Y'<<16 | 'V'<<24)
)

// warmFrames are let go, since a camera needs them to find out how light it is.
const warmFrames = 12

// video is a camera of Video4Linux, by its device.
type video struct{ device string }

// Snap opens the camera, lets it find its light, and closes it again: nobody is
// watched.
func (v video) Snap(ctx context.Context) (picture io.Reader, err error) {
	if _, err := os.Stat(v.device); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("camera %s: %w", v.device, community.ErrNotFound)
	}
	cam, err := webcam.Open(v.device)
	if err != nil {
		return nil, fmt.Errorf("open camera %s: %w", v.device, err)
	}
	defer func() { err = errors.Join(err, cam.Close()) }()
	format, w, h, err := chooseFormat(cam)
	if err != nil {
		return nil, err
	}
	if err := cam.StartStreaming(); err != nil {
		return nil, fmt.Errorf("start camera %s: %w", v.device, err)
	}
	for n := 0; ; n++ {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err := cam.WaitForFrame(2); err != nil {
			return nil, fmt.Errorf("wait for camera %s: %w", v.device, err)
		}
		frame, err := cam.ReadFrame()
		if err != nil {
			return nil, fmt.Errorf("read camera %s: %w", v.device, err)
		}
		if len(frame) == 0 || n < warmFrames {
			continue
		}
		return asJPEG(format, frame, int(w), int(h))
	}
}

// chooseFormat asks for the format of most pixels that can be read, compressed
// ones first.
func chooseFormat(cam *webcam.Webcam) (f webcam.PixelFormat, w, h uint32, err error) {
	formats := cam.GetSupportedFormats()
	for _, f := range []webcam.PixelFormat{pixelMJPEG, pixelYUYV} {
		if _, ok := formats[f]; !ok {
			continue
		}
		for _, size := range cam.GetSupportedFrameSizes(f) {
			if size.MaxWidth <= 1920 && size.MaxWidth*size.MaxHeight > w*h {
				w, h = size.MaxWidth, size.MaxHeight
			}
		}
		if w == 0 {
			w, h = 1280, 720
		}
		return cam.SetImageFormat(f, w, h)
	}
	return 0, 0, 0, errors.New("the camera has no picture format that can be read")
}

// asJPEG gives a frame as a picture.
func asJPEG(f webcam.PixelFormat, frame []byte, w, h int) (io.Reader, error) {
	if f == pixelMJPEG {
		return bytes.NewReader(bytes.Clone(frame)), nil
	}
	if w%2 != 0 || len(frame) < 2*w*h {
		return nil, fmt.Errorf("a frame of %d bytes is no picture of %d x %d", len(frame), w, h)
	}
	img := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio422)
	for i := range w * h / 2 {
		img.Y[2*i], img.Cb[i], img.Y[2*i+1], img.Cr[i] = frame[4*i], frame[4*i+1], frame[4*i+2], frame[4*i+3]
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 92}); err != nil {
		return nil, fmt.Errorf("write the camera's picture: %w", err)
	}
	return &out, nil
}

// Snap takes a picture with this screen's camera and keeps it.
func (h hosts) Snap(ctx context.Context) (string, error) {
	picture, err := h.camera.Snap(ctx)
	if err != nil {
		return "", err
	}
	return h.keepPicture(h.Photos().Put(ctx, picture))
}
