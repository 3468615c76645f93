package kiosk

import (
	"context"
	"errors"

	"kettle/internal/community"
)

// The ways to a photo, and what is done with one.
const (
	PhotoPhone = "phone"
	PhotoStick = "stick"
	PhotoSnap  = "snap"
	PhotoCrop  = "crop"
	PhotoNone  = "none" // the member has no photo any more
	PhotoTurn  = "turn"
	PhotoIn    = "in"  // nearer
	PhotoOut   = "out" // farther
	PhotoKeep  = "keep"
	PhotoLeave = "leave"
)

// mostZoom is how near a crop goes.
const mostZoom = 5

// photoWays is where a photo is coming from.
type photoWays struct {
	way      string
	url      string
	pictures []File
	crop     crop
}

// filesPerPage is how many files of a stick a page has room for.
const filesPerPage = 24

// crop is a square part of a picture.
type crop struct {
	hash   string
	w, h   float64 // of the picture, before it is turned
	x, y   float64 // middle of the part, in parts of the turned picture
	zoom   float64 // 1 is the greatest square
	turned int     // quarter turns to the right
}

// size gives the sides of the turned picture.
func (c *crop) size() (w, h float64) {
	if c.turned%2 == 1 {
		return c.h, c.w
	}
	return c.w, c.h
}

// part gives the square in parts of the turned picture's sides.
func (c *crop) part() (x, y, w, h float64) {
	tw, th := c.size()
	if tw <= 0 || th <= 0 {
		return 0, 0, 1, 1
	}
	side := min(tw, th) / c.zoom
	w, h = side/tw, side/th
	return min(max(c.x-w/2, 0), 1-w), min(max(c.y-h/2, 0), 1-h), w, h
}

// drag moves the picture under the frame by parts of the frame's side.
func (c *crop) drag(dx, dy float64) {
	_, _, w, h := c.part()
	c.x, c.y = c.x-dx*w, c.y-dy*h
	x, y, _, _ := c.part()
	c.x, c.y = x+w/2, y+h/2
}

// PhotoState is a way to a photo that is under way.
type PhotoState struct {
	Way        string
	URL        string // QR text
	Pictures   []File
	Hash       string // that is being cropped
	X, Y, W, H float64
	Turned     int
}

func (p *photoWays) state(h *host) PhotoState {
	s := PhotoState{Way: p.way, URL: p.url}
	if p.way == PhotoStick {
		s.Pictures = pageAt(h, p.pictures, filesPerPage)
	}
	if p.way == PhotoCrop {
		s.Hash, s.Turned = p.crop.hash, p.crop.turned
		s.X, s.Y, s.W, s.H = p.crop.part()
	}
	return s
}

// photoWay puts a way to a photo in the place of the one on screen, whose link
// ends: a picture that came through it would be nobody's.
func (m *Model) photoWay(e *edit, next photoWays) {
	if e.photo.url != "" {
		m.cfg.Hosts.EndPhoto(e.photo.url)
	}
	e.photo = next
}

// leavePhoto takes the way to a photo that is on screen away.
func (m *Model) leavePhoto() {
	if m.host != nil && m.host.edit != nil {
		m.photoWay(m.host.edit, photoWays{})
	}
}

// tapPhoto opens a way to a photo, or works on one.
func (m *Model) tapPhoto(t Tap) {
	e := m.host.edit
	c := &e.photo.crop
	switch t.Name {
	case PhotoPhone:
		m.photoFromPhone()
	case PhotoStick:
		m.photoFromStick(t.Text)
	case PhotoSnap:
		m.photoTaken(func(ctx context.Context) (string, error) { return m.cfg.Hosts.Snap(ctx) })
	case PhotoCrop:
		if e.m.Photo != "" {
			m.cropPhoto(e.m.Photo)
		}
	case PhotoNone:
		e.m.Photo = ""
		m.leavePhoto()
	case PhotoLeave:
		m.leavePhoto()
	case PhotoTurn:
		c.turned = (c.turned + 1) % 4
		c.x, c.y = 1-c.y, c.x
	case PhotoIn:
		c.zoom = min(c.zoom*1.25, mostZoom)
	case PhotoOut:
		c.zoom = max(c.zoom/1.25, 1)
	case DoDrag:
		c.drag(t.X, t.Y)
	case PhotoKeep:
		m.keepCrop()
	}
}

// photoFromPhone shows a code that a phone can send a picture by.
func (m *Model) photoFromPhone() {
	h, e := m.host, m.host.edit
	id := e.base.ID
	m.write(func(ctx context.Context) func() {
		sent := func(hash string) {
			m.cfg.Do(func() {
				if m.host == h && h.edit == e {
					e.photo = photoWays{} // the link was used
					m.cropPhoto(hash)
					m.touched = m.cfg.Now()
					m.show()
				}
			})
		}
		url, err := m.cfg.Hosts.NewPhoto(ctx, id, sent)
		return func() {
			switch {
			case err != nil:
				m.sorry("make a link for a photo", err, sayNoLink)
			default:
				m.photoWay(e, photoWays{way: PhotoPhone, url: url})
			}
		}
	})
}

// photoFromStick lists the pictures on sticks, or takes the one of that path.
func (m *Model) photoFromStick(path string) {
	if path != "" {
		m.photoTaken(func(ctx context.Context) (string, error) { return m.cfg.Hosts.TakePicture(ctx, path) })
		return
	}
	e := m.host.edit
	m.write(func(ctx context.Context) func() {
		list, err := m.cfg.Hosts.Pictures(ctx)
		return func() {
			if err != nil {
				m.sorry("look for pictures", err, sayNoStick)
				return
			}
			m.photoWay(e, photoWays{way: PhotoStick, pictures: list})
			m.host.at = 0
		}
	})
}

// photoTaken takes a picture from somewhere and has it cropped.
func (m *Model) photoTaken(take func(context.Context) (string, error)) {
	m.write(func(ctx context.Context) func() {
		hash, err := take(ctx)
		return func() {
			switch {
			case errors.Is(err, community.ErrNotFound):
				m.notice = sayNoCamera
			case err != nil:
				m.sorry("take a picture", err, sayNoPicture)
			default:
				m.cropPhoto(hash)
			}
		}
	})
}

// cropPhoto begins to crop a picture.
func (m *Model) cropPhoto(hash string) {
	h, e := m.host, m.host.edit
	m.finds.put("crop", func(ctx context.Context) func() {
		pw, ph, err := m.cfg.Hosts.Shape(ctx, hash)
		return func() {
			if m.host != h || h.edit != e {
				return
			}
			if err != nil {
				m.sorry("open a picture", err, sayNoPicture)
				m.show()
				return
			}
			m.photoWay(e, photoWays{way: PhotoCrop, crop: crop{hash: hash, w: float64(pw), h: float64(ph), x: 0.5, y: 0.4, zoom: 1}})
			m.show()
		}
	})
}

// keepCrop takes the part in the frame as the member's photo. It is the member's
// once the whole is saved.
func (m *Model) keepCrop() {
	e := m.host.edit
	c := e.photo.crop
	x, y, cw, ch := c.part()
	m.write(func(ctx context.Context) func() {
		hash, err := m.cfg.Hosts.Crop(ctx, c.hash, x, y, cw, ch, c.turned)
		return func() {
			if err != nil {
				m.sorry("crop a picture", err, sayNoPicture)
				return
			}
			e.m.Photo, e.photo = hash, photoWays{}
		}
	})
}
