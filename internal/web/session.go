package web

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"sync"
	"time"

	"kettle/internal/community"
)

// How long a session lasts: without a touch, and at most.
const (
	sessionIdle = 30 * time.Minute
	sessionMost = 12 * time.Hour // a photo that waits in a form has to be kept for longer
	maxSessions = 1000           // at one time; the one that was idle for longest goes first
)

// cookieName has the prefix that has browsers refuse it from anywhere but this
// host, over HTTPS.
const cookieName = "__Host-kettle"

// session is one member who is signed in on one phone.
type session struct {
	by    community.Actor
	pin   string // the mark of the member's PIN as it began
	token string // in every form of the session
	ends  time.Time
	idle  time.Time // when it ends unless it is used; guarded by the lock of sessions

	mu    sync.Mutex // held while something that was sent is dealt with
	draft draft
}

// sessions are in memory only, by the hash of the secret in the cookie, and end
// with the process.
type sessions struct {
	now func() time.Time

	mu  sync.Mutex
	all map[[sha256.Size]byte]*session
}

func newSessions(now func() time.Time) *sessions {
	return &sessions{now: now, all: map[[sha256.Size]byte]*session{}}
}

// begin starts a session and gives the cookie for it.
func (s *sessions) begin(member community.ID, pin string, d draft) *http.Cookie {
	var secret, token [32]byte
	rand.Read(secret[:])
	rand.Read(token[:])
	now := s.now()
	one := &session{
		by: community.Actor{Kind: community.ActorProven, ID: member}, pin: pin, token: hex.EncodeToString(token[:]),
		ends: now.Add(sessionMost), idle: now.Add(sessionIdle), draft: d,
	}
	text := hex.EncodeToString(secret[:])
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget(now)
	s.all[sha256.Sum256([]byte(text))] = one
	return cookie(text, 0)
}

func cookie(text string, age int) *http.Cookie {
	return &http.Cookie{
		Name: cookieName, Value: text, Path: "/", MaxAge: age, Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}
}

// forget drops the sessions that have ended, and the most idle ones when there
// are too many. The caller holds the lock.
func (s *sessions) forget(now time.Time) {
	for key, one := range s.all {
		if !one.idle.After(now) || !one.ends.After(now) {
			delete(s.all, key)
		}
	}
	for len(s.all) >= maxSessions {
		var key [sha256.Size]byte
		var first time.Time
		for k, one := range s.all {
			if first.IsZero() || one.idle.Before(first) {
				key, first = k, one.idle
			}
		}
		delete(s.all, key)
	}
}

// of gives the session that a request belongs to, and has it go on.
func (s *sessions) of(r *http.Request) (*session, bool) {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return nil, false
	}
	key := sha256.Sum256([]byte(c.Value))
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	one, ok := s.all[key]
	if !ok || !one.idle.After(now) || !one.ends.After(now) {
		delete(s.all, key)
		return nil, false
	}
	one.idle = now.Add(sessionIdle)
	return one, true
}

// end ends a session.
func (s *sessions) end(one *session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, other := range s.all {
		if other == one {
			delete(s.all, key)
		}
	}
}

// fits says whether a form is of the session.
func (s *session) fits(f *form) bool {
	return subtle.ConstantTimeCompare([]byte(f.values.Get("token")), []byte(s.token)) == 1
}
