package web

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"net/url"
	"strings"
	"sync"
	"time"

	"kettle/internal/community"
)

// Purpose is what a ticket lets its member do.
type Purpose string

// The purposes of tickets.
const (
	ForPhoto   Purpose = "photo"   // send one photo, which a host or the kiosk crops
	ForProfile Purpose = "profile" // change what others may see of them
)

// TicketLife is how long a ticket can be used.
const TicketLife = 10 * time.Minute

const maxTickets = 1000 // remembered at one time; the oldest goes first

// Came is what came in through a ticket.
type Came struct {
	Word    string // of the ticket
	Member  community.ID
	Purpose Purpose
	Photo   string // hash of the photo that was sent, "" for none
	Waits   bool   // a host has to look at what was changed before it counts

	SignedIn bool // nothing came yet: the ticket was used up to sign in
}

// Tickets are the links that let one member do one thing on a phone, once. They
// live in the memory of the process that serves the pages and end with it. Only
// the hash of a word is kept and looked up, so the time that it takes tells
// nothing about the words there are. It is safe for use by several goroutines.
type Tickets struct {
	now  func() time.Time
	came func(Came)

	mu  sync.Mutex
	all map[[sha256.Size]byte]*ticket
}

// ticket is one link. Its own lock is held while something that was sent with it
// is dealt with, so that the second of two sendings finds it used.
type ticket struct {
	word    string
	actor   community.Actor
	purpose Purpose
	expires time.Time

	mu    sync.Mutex
	used  bool
	draft draft

	opened bool // guarded by the lock of Tickets
}

// NewTickets gives no tickets yet. came is called, on any goroutine, after
// something that came in is kept; it must return soon. Nil now means time.Now,
// nil came nothing.
func NewTickets(now func() time.Time, came func(Came)) *Tickets {
	if now == nil {
		now = time.Now
	}
	if came == nil {
		came = func(Came) {}
	}
	return &Tickets{now: now, came: came, all: map[[sha256.Size]byte]*ticket{}}
}

// New makes a ticket for a member who is known so well: community.ActorProven
// after a card, a pass or a PIN, anything else counts as claimed. The word is a
// secret of 128 bits in upper-case letters and digits, for TicketURL.
func (t *Tickets) New(known community.ActorKind, member community.ID, p Purpose) (word string, expires time.Time) {
	var b [16]byte
	rand.Read(b[:])
	word = base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:])
	if known != community.ActorProven {
		known = community.ActorClaimed
	}
	now := t.now()
	one := &ticket{word: word, actor: community.Actor{Kind: known, ID: member}, purpose: p, expires: now.Add(TicketLife)}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.forget(now)
	t.all[sha256.Sum256([]byte(word))] = one
	return word, one.expires
}

// forget drops the tickets that have expired, and the oldest when there are too
// many. The caller holds the lock.
func (t *Tickets) forget(now time.Time) {
	for key, one := range t.all {
		if !one.expires.After(now) {
			delete(t.all, key)
		}
	}
	for len(t.all) >= maxTickets {
		var oldest [sha256.Size]byte
		var first time.Time
		for key, one := range t.all {
			if first.IsZero() || one.expires.Before(first) {
				oldest, first = key, one.expires
			}
		}
		delete(t.all, oldest)
	}
}

// Cancel ends a ticket before its time; one that has ended is no error.
func (t *Tickets) Cancel(word string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.all, sha256.Sum256([]byte(strings.ToUpper(word))))
}

// Leave ends a ticket that no phone has opened: its code is no longer on screen,
// and whoever took a picture of it is not its member.
func (t *Tickets) Leave(word string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	key := sha256.Sum256([]byte(strings.ToUpper(word)))
	if one := t.all[key]; one != nil && !one.opened {
		delete(t.all, key)
	}
}

// find gives the ticket of a word, in upper case, that has not expired; used ones
// are given, too.
func (t *Tickets) find(word string) (*ticket, bool) {
	key := sha256.Sum256([]byte(word))
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	one, ok := t.all[key]
	if !ok || !one.expires.After(now) {
		return nil, false
	}
	one.opened = true
	return one, true
}

// TicketURL gives the address of a ticket's page below base, in upper case as
// ProfileURL.
func TicketURL(base, word string) string {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" {
		return strings.TrimRight(base, "/") + "/T/" + word
	}
	return strings.ToUpper(u.Scheme+"://"+u.Host) + strings.TrimRight(u.EscapedPath(), "/") + "/T/" + word
}
