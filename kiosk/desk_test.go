package kiosk

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kettle/internal/care"
	"kettle/internal/community"
)

// smallDesk is a Desk in memory that keeps to what Desk promises: members with
// consents, visits, cards and one host's PIN.
type smallDesk struct {
	mu      sync.Mutex
	space   community.Space
	members []community.Member
	visits  []community.Visit
	cards   map[string]community.ID
	events  []community.Occasion
	pin     string
	parcels int
	notices []community.Notice
	host    community.Host // whose PIN it is
	wrong   int            // PINs in a row
	now     func() time.Time

	visitors  []community.Visitor
	posts     []community.Post
	thanks    []community.ThankYou
	cheers    []community.Cheer
	programme programme
	claims    map[community.ID]bool // posts and thank-yous that were claimed
	asked     int                   // for the fire roll

	mineToo  community.Mine
	deck     []care.Question
	named    []string
	stranger community.ID // whom everybody else does not know
	met      []string     // what was done about two members

	question community.Question // that is asked at check-out, the zero one for none
	prompted []community.ID     // visits
	answers  []string

	confirmed community.Actor // who said last that a profile is still right
	scanned   int             // cards that were looked up

	fault error  // what the next acts return, if set
	calls int    // acts that wrote or tried to
	gate  func() // called before each act, outside the lock; may block
}

var errDisk = errors.New("disk full")

type lockedOut struct{}

func (lockedOut) Error() string    { return "locked" }
func (lockedOut) Sentence() string { return "Too many tries. Wait five minutes." }

func (d *smallDesk) act() error {
	if d.gate != nil {
		d.gate()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.calls++
	return d.fault
}

func (d *smallDesk) member(id community.ID) *community.Member {
	for i := range d.members {
		if d.members[i].ID == id && d.members[i].Active() {
			return &d.members[i]
		}
	}
	return nil
}

func (d *smallDesk) open(id community.ID) *community.Visit {
	for i := range d.visits {
		if d.visits[i].MemberID == id && d.visits[i].Open() {
			return &d.visits[i]
		}
	}
	return nil
}

func (d *smallDesk) Seen(_ context.Context, a community.Audience) (*community.Seen, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	roll := community.Roll{Space: d.space, Members: slices.Clone(d.members), Occasions: d.events, Notices: d.notices, Posts: d.posts, Thanks: d.thanks, Cheers: d.cheers}
	slices.SortFunc(roll.Members, func(a, b community.Member) int { return community.CompareNames(a.Name, b.Name) })
	for _, v := range d.visits {
		if v.Open() {
			roll.Open = append(roll.Open, v)
		}
	}
	return roll.Seen(a, d.now()), nil
}

func (d *smallDesk) Find(_ context.Context, query string) ([]community.Match, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fault != nil {
		return nil, d.fault
	}
	q := strings.ToLower(strings.TrimSpace(query))
	var found []community.Match
	for i := range d.members {
		m := &d.members[i]
		exact := q == strings.ToLower(m.Name) || q == m.Number || strings.EqualFold(q, m.Code)
		if !m.Active() || !exact && (!m.OnWall.Given || !strings.Contains(strings.ToLower(m.Name), q)) {
			continue
		}
		p, _ := m.Profile(community.Self)
		found = append(found, community.Match{Profile: p.WithPresence(d.open(m.ID) != nil), Exact: exact})
	}
	slices.SortStableFunc(found, func(a, b community.Match) int {
		return cmp.Compare(map[bool]int{true: 0, false: 1}[a.Exact], map[bool]int{true: 0, false: 1}[b.Exact])
	})
	return found, nil
}

func (d *smallDesk) CheckIn(_ context.Context, by community.Actor, id community.ID) (community.Visit, bool, error) {
	if err := d.act(); err != nil {
		return community.Visit{}, false, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.member(id) == nil {
		return community.Visit{}, false, community.ErrNotFound
	}
	if v := d.open(id); v != nil {
		return *v, true, nil
	}
	v := community.Visit{ID: community.ID{9, byte(len(d.visits) + 1)}, MemberID: id, InAt: d.now(), InBy: by.Kind}
	d.visits = append(d.visits, v)
	return v, false, nil
}

func (d *smallDesk) CheckOut(_ context.Context, by community.Actor, id community.ID) (community.Visit, error) {
	if err := d.act(); err != nil {
		return community.Visit{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	v := d.open(id)
	if v == nil {
		return community.Visit{}, community.ErrNotFound
	}
	went := *v
	v.OutAt, v.OutBy, v.Mood = d.now(), by.Kind, ""
	return went, nil
}

func (d *smallDesk) change(id community.ID, f func(*community.Visit)) error {
	if err := d.act(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.visits {
		if d.visits[i].ID == id {
			f(&d.visits[i])
			return nil
		}
	}
	return community.ErrNotFound
}

func (d *smallDesk) Undo(_ context.Context, _ community.Actor, id community.ID) error {
	return d.change(id, func(v *community.Visit) { v.Void = true })
}

func (d *smallDesk) Reopen(_ context.Context, _ community.Actor, id community.ID, mood string) error {
	return d.change(id, func(v *community.Visit) { v.OutAt, v.OutBy, v.Mood = time.Time{}, "", mood })
}

func (d *smallDesk) Scan(_ context.Context, secret string) (community.Profile, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.scanned++
	m := d.member(d.cards[secret])
	if m == nil {
		return community.Profile{}, community.ErrNotFound
	}
	p, _ := m.Profile(community.Self)
	return p, d.fault
}

func (d *smallDesk) KeepPrompted(_ context.Context, visit community.ID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.prompted = append(d.prompted, visit)
	return d.fault
}

func (d *smallDesk) QuestionFor(_ context.Context, visit community.ID) (community.Question, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.question.Name == "" || slices.Contains(d.prompted, visit) {
		return community.Question{}, community.ErrNotFound
	}
	return d.question, nil
}

func (d *smallDesk) Answer(_ context.Context, _ community.ID, question, answer string) error {
	if err := d.act(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if question != d.question.Name {
		return community.ErrNotFound
	}
	d.answers = append(d.answers, answer)
	return nil
}

func (d *smallDesk) Parcels(context.Context, community.ID) (int, error) { return d.parcels, nil }

func (d *smallDesk) Why(_ context.Context, id community.ID) (string, error) {
	if d.fault != nil {
		return "", d.fault
	}
	if m := d.member(id); m != nil && m.OnWall.Given {
		return m.Name + " agreed.", nil
	}
	return "", community.ErrNotFound
}

func (d *smallDesk) CheckPIN(_ context.Context, pin string) (community.Host, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.wrong >= 3 {
		return community.Host{}, lockedOut{}
	}
	if pin != d.pin {
		d.wrong++
		return community.Host{}, community.ErrNotFound
	}
	d.wrong = 0
	return d.host, d.fault
}

func (d *smallDesk) ConfirmDue(_ context.Context, id community.ID) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	m := d.member(id)
	return m != nil && m.ConfirmDue(d.now()), d.fault
}

func (d *smallDesk) Confirm(_ context.Context, by community.Actor, id community.ID) error {
	if err := d.act(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.member(id).ConfirmedOn = d.now().Format(time.DateOnly)
	d.confirmed = by
	return nil
}

func (d *smallDesk) CheckMemberPIN(_ context.Context, id community.ID, pin string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fault != nil {
		return d.fault
	}
	if m := d.member(id); m == nil || pin != "27"+m.Number {
		return community.ErrNotFound
	}
	return nil
}

// isIn says whether the member of that number has an open visit.
func (d *smallDesk) isIn(number string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.members {
		if d.members[i].Number == number {
			return d.open(d.members[i].ID) != nil
		}
	}
	return false
}

const cardOfAda = "KETTLE-7QX4M2ZK9T"

// smallSpace has five members: Ada and Adam, who show everything; Bao, who does
// not show presence; Cleo, who agreed to nothing; Öykü, in a letter of her own.
func smallSpace(now func() time.Time) *smallDesk {
	d := &smallDesk{now: now, pin: "4711", cards: map[string]community.ID{}}
	d.space = community.Space{Name: "Harbour Commons", SearchMode: community.SearchOpen}
	yes := community.Consent{Given: true}
	add := func(number, name, joined string, wall, here bool, topics ...string) {
		m := community.Member{ID: community.ID{1, byte(len(d.members) + 1)}, Number: number, Name: name, JoinedOn: joined, Code: "ABCD234" + number[3:], State: community.StateActive, TalkToMeAbout: topics}
		if wall {
			m.OnWall, m.OnPhone = yes, yes
		}
		if here {
			m.HereNow = yes
		}
		d.members = append(d.members, m)
	}
	add("1002", "Ada Okafor", "2020-01-01", true, true, "Pottery", "Football")
	add("1003", "Adam Reid", "2026-03-01", true, true, "football")
	add("1004", "Bao Nguyễn", "2020-01-01", true, false)
	add("1005", "Cleo Marsh", "2020-01-01", false, false)
	add("1006", "Öykü Demir", "2020-01-01", true, true)
	d.cards[cardOfAda] = d.members[0].ID
	return d
}

// kit is a kiosk whose time and background the test moves on by hand.
type kit struct {
	*Model
	desk   *smallDesk
	clock  time.Time
	queue  []func()
	rested int
	left   int
	held   bool // what is written waits
}

func newKit(_ testing.TB, change ...func(*Config)) *kit {
	k := &kit{clock: time.Date(2026, 3, 10, 9, 30, 0, 0, time.UTC)}
	k.desk = smallSpace(func() time.Time { return k.clock })
	cfg := Config{
		Now:   func() time.Time { return k.clock },
		Do:    func(f func()) { k.queue = append(k.queue, f) },
		Rest:  func() { k.rested++ },
		Exit:  func() { k.left++ },
		Phone: func() string { return "http://192.168.1.20:8420" },
		Log:   slog.New(slog.DiscardHandler),
	}
	for _, c := range change {
		c(&cfg)
	}
	k.Model = New(k.desk, cfg)
	k.OnShow(func() { k.State() }) // whatever is drawn, can be drawn
	k.refresh()
	k.settle()
	return k
}

// settle runs the background until nothing is left to do.
func (k *kit) settle() {
	for {
		for len(k.queue) > 0 {
			f := k.queue[0]
			k.queue = k.queue[1:]
			f()
		}
		j, ok := k.job()
		if !ok {
			return
		}
		j(context.Background())()
	}
}

// job gives one that waits in some lane.
func (k *kit) job() (j job, ok bool) {
	if !k.held {
		if j, ok = k.writes.next(); ok {
			return j, ok
		}
	}
	for _, l := range []*lane{k.finds, k.looks, k.prints, k.rolls, k.pairs, k.names, k.joins, k.asides} {
		if j, ok = l.next(); ok {
			break
		}
	}
	return j, ok
}

// pass lets time go by, tick by tick.
func (k *kit) pass(d time.Duration) {
	end := k.clock.Add(d)
	for {
		next := k.Next()
		if next.After(end) {
			k.clock = end
			return
		}
		k.clock = next
		k.Tick()
		k.settle()
	}
}

func (k *kit) tap(act Act, text ...string) {
	k.pass(300 * time.Millisecond)
	k.Tap(Tap{Act: act, Text: strings.Join(text, "")})
	k.settle()
}

func (k *kit) tapOn(act Act, id community.ID) {
	k.pass(300 * time.Millisecond)
	k.Tap(Tap{Act: act, ID: id})
	k.settle()
}

// types presses keys at the pace of a person.
func (k *kit) types(s string) {
	for _, r := range s {
		k.pass(150 * time.Millisecond)
		k.Rune(r)
		k.settle()
	}
}

func (k *kit) key(key Key) {
	k.pass(150 * time.Millisecond)
	k.Key(key)
	k.settle()
}

// scans is a scanner: all characters at once, then Enter.
func (k *kit) scans(s string) {
	k.pass(150 * time.Millisecond)
	for _, r := range s {
		k.Rune(r)
	}
	k.Key(KeyEnter)
	k.settle()
}

func wantStep(t testing.TB, k *kit, want Step) {
	t.Helper()
	if k.step != want {
		t.Fatalf("step %d, want %d (notice %q)", k.step, want, k.notice)
	}
}

func (d *smallDesk) SetMood(_ context.Context, _ community.Actor, visit community.ID, mood string) error {
	if err := d.act(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.visits {
		if d.visits[i].ID == visit {
			return d.visits[i].Set("mood", mood)
		}
	}
	return community.ErrNotFound
}

func (d *smallDesk) Acquaintance(_ context.Context, member community.ID) (community.Profile, string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if m := d.member(d.stranger); m != nil && d.stranger != member {
		p, _ := m.Profile(community.Wall)
		return p, "Offers “Wool”. You are looking for “Wool supplier”.", nil
	}
	return community.Profile{}, "", community.ErrNotFound
}

// meeting keeps what was done about two members, the last act last.
func (d *smallDesk) meeting(what string, by community.Actor, one, other community.ID) error {
	if err := d.act(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.member(one) == nil || d.member(other) == nil || by.ID != one {
		return community.ErrNotFound
	}
	d.met = append(d.met, what)
	return nil
}

func (d *smallDesk) AskIntroduction(_ context.Context, by community.Actor, from, to community.ID) error {
	return d.meeting("asked", by, from, to)
}

func (d *smallDesk) UnaskIntroduction(_ context.Context, by community.Actor, from, to community.ID) error {
	return d.meeting("asked no more", by, from, to)
}

func (d *smallDesk) SeeIntroduction(_ context.Context, by community.Actor, from, to community.ID, mine bool) error {
	return d.meeting(map[bool]string{true: "it was them", false: "it was not them"}[mine], by, from, to)
}

func (d *smallDesk) PutOff(_ context.Context, by community.Actor, one, other community.ID) error {
	return d.meeting("put off", by, one, other)
}

func (d *smallDesk) Talked(_ context.Context, by community.Actor, one, other community.ID, yes bool) error {
	return d.meeting(map[bool]string{true: "talked", false: "not talked"}[yes], by, one, other)
}

func (d *smallDesk) HelpQuick(_ context.Context, _ community.Actor, post, helper community.ID) (community.ID, error) {
	if err := d.act(); err != nil {
		return community.ID{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.posts {
		p := &d.posts[i]
		if p.ID != post || !p.Quick || !p.OpenAt(d.now()) || p.MemberID == helper {
			continue
		}
		if p.HelperID.IsZero() {
			p.HelperID = helper
		}
		return p.HelperID, nil
	}
	return community.ID{}, community.ErrNotFound
}

func (d *smallDesk) SeeHelp(_ context.Context, by community.Actor, _ community.ID, mine bool) error {
	return d.meeting(map[bool]string{true: "it was them", false: "it was not them"}[mine], by, by.ID, by.ID)
}

func (d *smallDesk) SeeCheer(_ context.Context, by community.Actor, _, member community.ID, mine bool) error {
	return d.meeting(map[bool]string{true: "it was them", false: "it was not them"}[mine], by, member, member)
}

func (d *smallDesk) SortPost(ctx context.Context, by community.Actor, id community.ID) error {
	return d.ClosePost(ctx, by, id)
}
