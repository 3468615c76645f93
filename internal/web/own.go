package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kettle/internal/community"
)

// Members is what the pages with a form need of the store, beside Source. What
// they may read and write is one member's at a time: whose ticket or session it
// is.
type Members interface {
	Member(ctx context.Context, id community.ID) (community.Member, error)
	// EditMember changes what change turns into another value, and only that.
	EditMember(ctx context.Context, actor community.Actor, id community.ID, change func(*community.Member) error) error
	// Propose keeps changes until a host has looked at them.
	Propose(ctx context.Context, actor community.Actor, member community.ID, fields []community.Field) (community.ID, error)
	// History tells what was changed of a member, the newest first.
	History(ctx context.Context, member community.ID) ([]Edit, error)
	// OpenProposal gives what a member proposed and no host has decided on yet,
	// community.ErrNotFound for nothing.
	OpenProposal(ctx context.Context, member community.ID) (community.Proposal, error)
	// KeepPhoto takes in a picture and gives its hash. What it refuses for good
	// reason is a *photo.RefusedError.
	KeepPhoto(ctx context.Context, picture []byte) (hash string, err error)
	// DropPhoto removes a photo that nobody uses.
	DropPhoto(ctx context.Context, hash string) error
}

// Edit is one time that something of a member was changed.
type Edit struct {
	At     time.Time
	By     community.Actor
	Fields []string // names as in community.MemberFields and community.Lists
}

// byPhone is how a consent that was said on these pages is recorded.
const byPhone = "on their phone"

// draft is a profile that is being edited on a phone: what the form was opened
// with, so that only what this form changed is written, and a photo that was
// sent and waits for the save.
type draft struct {
	seen  []community.Member
	photo string
	said  string // what to say once on the next page
}

// takeSaid gives what is to be said, once.
func (d *draft) takeSaid() (said string) {
	said, d.said = d.said, ""
	return said
}

const maxSeen = 20 // openings of a form that a draft remembers

// see remembers what a form is opened with, and gives the number by which the
// form refers to it.
func (d *draft) see(m *community.Member) int {
	last := len(d.seen) - 1
	if last >= 0 && len(changed(&d.seen[last], m)) == 0 {
		return last
	}
	if len(d.seen) == maxSeen {
		d.seen[maxSeen-1] = *m
		return maxSeen - 1
	}
	d.seen = append(d.seen, *m)
	return len(d.seen) - 1
}

// base gives what a form was opened with; for a form that does not say, what the
// first one was.
func (d *draft) base(f *form, now *community.Member) community.Member {
	if len(d.seen) == 0 {
		return *now
	}
	n, err := strconv.Atoi(f.values.Get("seen"))
	if err != nil || n < 0 || n >= len(d.seen) {
		n = 0
	}
	return d.seen[n]
}

// The fields of the form that are one text each, in the order of the page, and
// those that only a session shows.
var (
	ownTexts     = [...]string{"name", "called", "said_like", "pronouns", "headline", "organisation", "about", "website"}
	sessionTexts = [...]string{"email", "phone"}
	sessionYes   = [...]string{"email_public", "phone_public"}
	ownConsents  = [...]string{"show_on_wall", "show_on_phone_page", "show_presence"}
)

// edit is what a form makes of a member.
type edit struct {
	next   community.Member  // with all that could be taken
	wrong  map[string]string // by field, in words
	theirs map[string]string // by field: what somebody else changed it to meanwhile, as a form shows it
	typed  map[string]string // by field: what was typed and differs from what is kept
	on     map[string]bool   // by field: the boxes to show with a tick
	back   []string          // fields with a box that a proposal wants and that the form does not any more
}

// editOf works out what the form changes. base is what it was opened with, now
// what is kept, wish the same with the ticks that wait for a host; session says
// that the fields of a session are in it.
func editOf(f *form, base, now, wish *community.Member, session bool, at time.Time) edit {
	e := edit{next: *now, wrong: map[string]string{}, theirs: map[string]string{}, typed: map[string]string{}, on: map[string]bool{}}
	texts := ownTexts[:]
	if session {
		texts = slices.Concat(texts, sessionTexts[:])
	}
	for _, field := range texts {
		e.text(f, field, base, now)
	}
	for _, list := range community.Lists {
		e.list(f, list, base, now)
	}
	for _, field := range ownConsents {
		e.on[field] = wish.Consents()[field].Given
	}
	for _, field := range sessionYes {
		e.on[field] = ticked(wish, field)
	}
	if f.has("consents") { // a box without a tick is not sent at all
		for _, field := range ownConsents {
			given, waits := f.has(field), e.on[field]
			if given == base.Consents()[field].Given {
				continue
			}
			e.on[field] = given
			if !given || !now.Consents()[field].Given { // also a no beside another's no: it is the member's own
				*e.next.Consents()[field] = community.Consent{Given: given, Recorded: byPhone, At: at.UTC().Truncate(time.Millisecond)}
			}
			if waits && !given {
				e.back = append(e.back, field)
			}
		}
	}
	if session && f.has("publics") {
		for _, field := range sessionYes {
			yes, waits := f.has(field), e.on[field]
			if yes == ticked(base, field) {
				continue
			}
			e.on[field] = yes
			e.set(field, yesIf(yes))
			if waits && !yes {
				e.back = append(e.back, field)
			}
		}
	}
	e.wishes(f, base, now)
	if f.has("photo_away") {
		e.next.Photo = ""
	}
	return e
}

// value is what a member has in a field that is no list.
func value(m *community.Member, field string) string {
	for _, f := range m.Fields() {
		if f.Name == field {
			return f.Value
		}
	}
	return ""
}

// ticked says whether a field of yes or no is yes.
func ticked(m *community.Member, field string) bool { return value(m, field) != "" }

// yesIf is the value of such a field.
func yesIf(on bool) string { return map[bool]string{true: "yes"}[on] }

// typed is what the form has in a field, made fit to compare and to show.
func (f *form) typed(field string) string {
	text := strings.ToValidUTF8(f.values.Get(field), "")
	if field == "about" {
		return community.CleanWords(text)
	}
	if slices.Contains(community.Lists[:], field) {
		lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
		return strings.Join(cleanAll(lines), "\n")
	}
	return community.CleanLine(text)
}

// shown is what a form has in a field of the member.
func shown(m *community.Member, field string) string {
	if list := m.List(field); list != nil {
		return strings.Join(*list, "\n")
	}
	return value(m, field)
}

func (e *edit) text(f *form, field string, base, now *community.Member) {
	if !f.has(field) {
		return
	}
	ours, was, theirs := f.typed(field), shown(base, field), shown(now, field)
	if ours == was || ours == theirs {
		return
	}
	if f.values.Get("pick_"+field) == "theirs" {
		return
	}
	e.typed[field] = ours
	if theirs != was { // not what the form showed, so nobody chose ours over it
		e.theirs[field] = theirs
	}
	e.set(field, ours)
	if field == "name" && ours == "" {
		e.wrong[field] = "Your name is missing."
	}
}

func (e *edit) set(field, value string) {
	if err := e.next.Set(field, value); err != nil {
		e.wrong[field] = fieldSentence(err)
	}
}

// list brings two people's changes of a list together: what either added is in
// it, what either took out is not.
func (e *edit) list(f *form, list string, base, now *community.Member) {
	ours, was := f.typed(list), shown(base, list)
	if !f.has(list) || ours == was {
		return
	}
	var typed community.Member
	if err := typed.Set(list, ours); err != nil {
		e.wrong[list], e.typed[list] = fieldSentence(err), ours
		return
	}
	mine, before, theirs := *typed.List(list), *base.List(list), *now.List(list)
	if !slices.Equal(before, theirs) {
		mine = bothLists(mine, before, theirs)
	}
	var sum community.Member
	if err := sum.Set(list, strings.Join(mine, "\n")+"\n"); err != nil { // a line break last, so that no comma parts one
		e.wrong[list], e.typed[list] = fieldSentence(err), ours
		return
	}
	*e.next.List(list) = *sum.List(list)
}

func bothLists(mine, before, theirs []string) []string {
	var both []string
	for _, tag := range theirs {
		if slices.Contains(mine, tag) || !slices.Contains(before, tag) {
			both = append(both, tag)
		}
	}
	for _, tag := range mine {
		if !slices.Contains(before, tag) && !slices.Contains(both, tag) {
			both = append(both, tag)
		}
	}
	return both
}

// fieldSentence says what is wrong with a field, beside that field.
func fieldSentence(err error) string {
	var bad *community.FieldError
	if !errors.As(err, &bad) {
		return "This cannot be kept. Please write it another way."
	}
	if strings.HasPrefix(bad.Reason, `"`) {
		return "This" + bad.Reason[strings.LastIndex(bad.Reason, `"`)+1:] + "."
	}
	return "This " + bad.Reason + "."
}

// changed gives the fields of next that differ from those of old, those gone as
// empty.
func changed(old, next *community.Member) []community.Field {
	had := map[string]string{}
	for _, f := range old.Fields() {
		had[f.Name] = f.Value
	}
	var out []community.Field
	for _, f := range next.Fields() {
		if f.Value != had[f.Name] {
			out = append(out, f)
		}
		delete(had, f.Name)
	}
	for name, value := range had {
		if value != "" {
			out = append(out, community.Field{Name: name})
		}
	}
	return out
}

// save keeps what was edited. waits says that something waits for a host.
func (h *handler) save(ctx context.Context, by community.Actor, now *community.Member, e *edit, space *community.Space) (waits bool, err error) {
	e.next.ConfirmedOn = space.Day(h.now())
	at := e.next
	if space.ApproveEdits {
		at = e.alone(now)
	}
	wanted := changed(&at, &e.next)
	waits = len(wanted) > 0
	if wanted = append(wanted, e.beside(wanted)...); len(wanted) > 0 {
		if _, err := h.members.Propose(ctx, by, now.ID, wanted); err != nil {
			return false, fmt.Errorf("propose: %w", err)
		}
	}
	fields := changed(now, &at)
	err = h.members.EditMember(ctx, by, now.ID, func(m *community.Member) error { return apply(fields, now, &at, m) })
	if err != nil {
		return waits, fmt.Errorf("save a profile: %w", err)
	}
	return waits, nil
}

// alone is what of an edit counts at once where hosts look first, since the member
// says it for themselves alone: consents taken back, that the profile is right,
// what they would like of the others, and what only hosts see.
func (e *edit) alone(now *community.Member) community.Member {
	at := *now
	at.ConfirmedOn = e.next.ConfirmedOn
	for _, box := range wishBoxes {
		_ = at.Set(box.Name, value(&e.next, box.Name)) // a yes or a no always fits
	}
	for field, said := range e.next.Consents() {
		if !said.Given {
			*at.Consents()[field] = *said
		}
	}
	if !e.on["email_public"] {
		at.Email, at.EmailPublic = e.next.Email, e.next.EmailPublic
	}
	if !e.on["phone_public"] {
		at.Phone, at.PhonePublic = e.next.Phone, e.next.PhonePublic
	}
	return at
}

// beside is what goes into a proposal beside what is wanted: what is taken back of
// the one that waits, so that no host approves of it, and with an address whether
// it is shown.
func (e *edit) beside(wanted []community.Field) []community.Field {
	var more []community.Field
	for _, f := range e.next.Fields() {
		if slices.Contains(e.back, f.Name) {
			more = append(more, f)
		}
	}
	for _, field := range sessionYes {
		if slices.ContainsFunc(wanted, func(f community.Field) bool { return f.Name+"_public" == field }) {
			more = append(more, community.Field{Name: field, Value: yesIf(e.on[field])})
		}
	}
	return more
}

// apply makes the changes from now to next to m, which may have changed since
// now was read.
func apply(fields []community.Field, now, next, m *community.Member) error {
	for _, list := range community.Lists {
		if slices.Equal(*m.List(list), *now.List(list)) {
			*m.List(list) = *next.List(list)
		}
	}
	for _, f := range fields {
		if err := m.Set(f.Name, f.Value); err != nil {
			return err
		}
	}
	return nil
}
