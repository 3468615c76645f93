package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
	"kettle/internal/photo"
	"kettle/internal/search"
	"kettle/internal/step"
	"kettle/internal/store"
	"kettle/kiosk"
)

// hosts is the store as the kiosk's hosts want it.
type hosts struct {
	*store.DB
	step   *step.Keeper
	phone  *phone
	camera camera
}

// InStep says in words how the screens are.
func (h hosts) InStep(ctx context.Context) ([]string, error) {
	list, err := h.step.Screens(ctx)
	if err != nil {
		return nil, err
	}
	in, all, waiting := 0, 0, ""
	for _, s := range list.Screens {
		switch s.State {
		case step.StateRevoked, "":
			continue
		case step.StateInStep:
			in++
		case step.StateBehind, step.StateAway:
			if s.Waiting > 0 && waiting == "" {
				waiting = fmt.Sprintf("%s waiting: %s", changes(s.Waiting), s.Name)
			}
		}
		all++
	}
	switch {
	case all == 0:
		return nil, nil
	case in == all:
		return []string{"All screens in step"}, nil
	case waiting == "":
		return []string{fmt.Sprintf("%d of %d screens in step", in, all)}, nil
	}
	return []string{fmt.Sprintf("%d of %d screens in step", in, all), waiting}, nil
}

func changes(n int64) string {
	if n == 1 {
		return "1 change"
	}
	return fmt.Sprintf("%d changes", n)
}

// FindMembers gives the members whose name, number or organisation has the words.
func (h hosts) FindMembers(ctx context.Context, words string) ([]community.ID, error) {
	roll, err := h.Roll(ctx)
	if err != nil {
		return nil, err
	}
	want := strings.Fields(search.Fold(words))
	var first, then []community.ID
	for i := range roll.Members {
		m := &roll.Members[i]
		name := search.Fold(m.Name)
		all := " " + name + " " + search.Fold(m.Number) + " " + search.Fold(m.Organisation)
		has := true
		for _, w := range want {
			has = has && strings.Contains(all, " "+w)
		}
		switch {
		case !has:
		case len(want) > 0 && strings.Contains(" "+name, " "+want[0]):
			first = append(first, m.ID)
		default:
			then = append(then, m.ID)
		}
	}
	return append(first, then...), nil
}

// SaveMember keeps what differs between base and m.
func (h hosts) SaveMember(ctx context.Context, by community.Actor, base, m community.Member) (community.Member, error) {
	if base.ID.IsZero() {
		id, err := h.AddMember(ctx, by, m)
		if err != nil {
			return m, err
		}
		return h.Member(ctx, id)
	}
	was, next := fieldsOf(&base), fieldsOf(&m)
	var both *kiosk.ConflictError
	err := h.EditMember(ctx, by, base.ID, func(now *community.Member) error {
		both = nil
		is := fieldsOf(now)
		theirs := map[string]string{}
		for name, value := range next {
			if value == was[name] {
				continue
			}
			if is[name] != was[name] && is[name] != value && !strings.Contains(name, ":") {
				theirs[name] = is[name]
			}
		}
		if len(theirs) > 0 {
			both = &kiosk.ConflictError{Now: *now, Fields: theirs}
			return both
		}
		return setAll(now, was, next)
	})
	if both != nil {
		return m, both
	}
	if err != nil {
		return m, err
	}
	return h.Member(ctx, base.ID)
}

// setAll gives a member the values that differ, lists element by element.
func setAll(now *community.Member, was, next map[string]string) error {
	names := map[string]bool{}
	for name := range was {
		names[name] = true
	}
	for name := range next {
		names[name] = true
	}
	for name := range names {
		if was[name] == next[name] {
			continue
		}
		if err := now.Set(name, next[name]); err != nil {
			return err
		}
	}
	return nil
}

func fieldsOf(m *community.Member) map[string]string {
	out := map[string]string{}
	for _, f := range m.Fields() {
		if strings.Contains(f.Name, ":") {
			f.Value = "aa" // its place in the list says nothing here
		}
		out[f.Name] = f.Value
	}
	return out
}

// Belongings says in words what goes with a member.
func (h hosts) Belongings(ctx context.Context, member community.ID) ([]string, error) {
	roll, err := h.Roll(ctx)
	if err != nil {
		return nil, err
	}
	visits, err := h.Visits(ctx, time.UnixMilli(0))
	if err != nil {
		return nil, err
	}
	count := func(n int, one, many string) []string {
		switch n {
		case 0:
			return nil
		case 1:
			return []string{"1 " + one}
		}
		return []string{fmt.Sprintf("%d %s", n, many)}
	}
	of := func(id community.ID) bool { return id == member }
	stays, posts, thanks := 0, 0, 0
	for _, v := range visits {
		if of(v.MemberID) {
			stays++
		}
	}
	for _, p := range roll.Posts {
		if of(p.MemberID) {
			posts++
		}
	}
	for _, t := range roll.Thanks {
		if of(t.FromID) || of(t.ToID) {
			thanks++
		}
	}
	return slices.Concat(count(stays, "visit", "visits"), count(posts, "post", "posts"), count(thanks, "thank-you", "thank-yous"), []string{"every card"}), nil
}

// SaveParcel keeps one.
func (h hosts) SaveParcel(ctx context.Context, by community.Actor, p community.Parcel) error {
	_, err := h.DB.SaveParcel(ctx, by, p)
	return err
}

// SaveNotice keeps one.
func (h hosts) SaveNotice(ctx context.Context, by community.Actor, n community.Notice) error {
	_, err := h.DB.SaveNotice(ctx, by, n)
	return err
}

// SaveSpace keeps what differs between base and s.
func (h hosts) SaveSpace(ctx context.Context, by community.Actor, base, s community.Space) error {
	return h.EditSpace(ctx, by, func(now *community.Space) error {
		was := map[string]string{}
		for _, f := range base.Fields() {
			was[f.Name] = f.Value
		}
		for _, f := range s.Fields() {
			if f.Value != was[f.Name] {
				if err := now.Set(f.Name, f.Value); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// sticks are where desktops mount what is put in.
var sticks = [...]string{"/media", "/run/media", "/mnt"}

// mostPictures is how many pictures of sticks are listed at most, and how many
// folders are looked into.
const (
	mostPictures = 60
	mostFolders  = 2000
)

// Pictures lists the pictures on sticks and cards, the newest first.
func (h hosts) Pictures(ctx context.Context) ([]kiosk.Picture, error) {
	type found struct {
		kiosk.Picture
		at time.Time
	}
	var all []found
	folders := 0
	for _, root := range sticks {
		err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil: // nothing there, or not ours to read
				return fs.SkipDir
			case e.IsDir():
				if folders++; folders > mostFolders || strings.HasPrefix(e.Name(), ".") {
					return fs.SkipDir
				}
			case e.Type().IsRegular() && isPicture(path):
				if info, err := e.Info(); err == nil {
					all = append(all, found{kiosk.Picture{Path: path, Name: e.Name()}, info.ModTime()})
				}
			}
			return nil
		})
		if err != nil && !errors.Is(err, fs.SkipDir) {
			return nil, fmt.Errorf("look for pictures in %s: %w", root, err)
		}
	}
	slices.SortFunc(all, func(a, b found) int { return b.at.Compare(a.at) })
	var out []kiosk.Picture
	for _, f := range all[:min(len(all), mostPictures)] {
		out = append(out, f.Picture)
	}
	return out, nil
}

func isPicture(path string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp", ".gif"}, strings.ToLower(filepath.Ext(path)))
}

// TakePicture keeps a picture of a stick, and nothing from elsewhere.
func (h hosts) TakePicture(ctx context.Context, path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", fmt.Errorf("open a picture: %w", err)
	}
	if !isPicture(real) || !slices.ContainsFunc(sticks[:], func(root string) bool { return strings.HasPrefix(real, root+"/") }) {
		return "", fmt.Errorf("open a picture: %s is on no stick", real)
	}
	f, err := os.Open(real)
	if err != nil {
		return "", fmt.Errorf("open a picture: %w", err)
	}
	defer f.Close()
	return h.keepPicture(h.Photos().Put(ctx, f))
}

// keepPicture gives what a refused picture lacks in words.
func (h hosts) keepPicture(hash string, err error) (string, error) {
	var refused *photo.RefusedError
	if errors.As(err, &refused) {
		return "", said{err, refused.Words}
	}
	return hash, err
}

// Shape gives the width and height of a kept picture.
func (h hosts) Shape(ctx context.Context, hash string) (width, height int, err error) {
	img, err := h.Photos().Image(ctx, hash, 1<<20)
	if err != nil {
		return 0, 0, err
	}
	return img.Bounds().Dx(), img.Bounds().Dy(), nil
}

// Crop cuts a part out of a turned picture.
func (h hosts) Crop(ctx context.Context, hash string, x, y, w, ht float64, turns int) (string, error) {
	for range turns { // back to where it was before it was turned
		x, y, w, ht = y, 1-x-w, ht, w
	}
	return h.Photos().Crop(ctx, hash, photo.Part{X: x, Y: y, W: w, H: ht}, turns)
}

// Screens lists the screens of the space in words.
func (h hosts) Screens(ctx context.Context) (kiosk.ScreenList, error) {
	var out kiosk.ScreenList
	list, err := h.step.Screens(ctx)
	if err != nil {
		return out, err
	}
	_, _, out.Hub = h.step.Listening()
	if words := list.Words(); words != "" {
		out.Erased = strings.ToUpper(words[:1]) + words[1:] + "; the others erase when they are back."
	}
	if out.Hub && len(list.Screens) > 0 {
		out.Screens = append(out.Screens, kiosk.ScreenLine{Name: "This screen", Kind: "Keeps the shared store", State: "In step", Revoked: true})
	}
	for _, s := range list.Screens {
		line := kiosk.ScreenLine{ID: s.ID, Name: s.Name, Kind: roleWords(s.Role), Revoked: s.State == step.StateRevoked}
		line.Mark = map[step.State]kiosk.Mark{
			step.StateInStep: kiosk.MarkWell, step.StateBehind: kiosk.MarkWait, step.StateAway: kiosk.MarkWait, step.StateOff: kiosk.MarkOff,
			step.StateNever: kiosk.MarkGone, step.StateRevoked: kiosk.MarkGone,
		}[s.State]
		says, more, _ := strings.Cut(s.Says, ", ")
		if says == "" {
			says, line.Mark = "known at the shared store", kiosk.MarkOff
		}
		if line.Revoked {
			says, more = "told to wipe itself", ""
		}
		if s.State == step.StateAway && s.Waiting > 0 {
			more += "; everything there is kept"
		}
		line.State, line.More = strings.ToUpper(says[:1])+says[1:], more
		out.Screens = append(out.Screens, line)
	}
	return out, nil
}

func roleWords(role string) string {
	switch role {
	case community.RoleWall:
		return "Wall"
	case community.RoleReplica:
		return "A spare without a window"
	}
	return "Kiosk"
}

// Offer makes a code for a new screen.
func (h hosts) Offer(ctx context.Context, name, role string) (kiosk.Offer, error) {
	c, err := h.step.Offer(ctx, name, role, false)
	if errors.Is(err, step.ErrNameTaken) {
		err = &community.FieldError{Field: "name", Reason: "is another screen's already"}
	}
	if err != nil {
		return kiosk.Offer{}, err
	}
	return kiosk.Offer{Code: c.Code, Address: c.Address, QR: c.URL, Until: h.Now().Add(10 * time.Minute)}, nil
}

// Asking gives the six digits of a screen that came with the code, "" while none
// did within a moment.
func (h hosts) Asking(ctx context.Context, code string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
	defer cancel()
	r, err := h.step.Request(ctx, code)
	if errors.Is(err, context.DeadlineExceeded) {
		return "", nil
	}
	if len(r.Digits) == 6 {
		r.Digits = r.Digits[:3] + " " + r.Digits[3:]
	}
	return r.Digits, err
}

// Admit lets that screen in, or not.
func (h hosts) Admit(ctx context.Context, code string, yes bool) error {
	return h.step.Confirm(ctx, code, yes)
}

// Withdraw makes a code worthless.
func (h hosts) Withdraw(code string) { h.step.Withdraw(code) }

// Acts lists what was done, to one member or at all.
func (h hosts) Acts(ctx context.Context, member community.ID) ([]kiosk.ActLine, error) {
	var list []store.Done
	var err error
	if member.IsZero() {
		list, err = h.DB.Acts(ctx, h.Now().AddDate(-1, 0, 0), 200)
	} else {
		list, err = h.ActsOf(ctx, member)
	}
	if err != nil {
		return nil, err
	}
	space, err := h.Space(ctx)
	if err != nil {
		return nil, err
	}
	var out []kiosk.ActLine
	for _, d := range list {
		line := kiosk.ActLine{ID: d.ID, At: space.Local(d.At), Who: d.Who, What: actWords(&d), Detail: actDetail(&d), Undone: d.Undone}
		line.May = !d.Undone && d.What != "erase" && d.What != "merge" && d.What != "roll" && h.Now().Sub(d.At) < 30*24*time.Hour
		out = append(out, line)
	}
	return out, nil
}

// actWords says what was done, as the rest of a sentence that begins with who.
func actWords(d *store.Done) string {
	about := ""
	if len(d.About) > 0 {
		about = d.About[0].Name
	}
	more := ""
	if n := len(d.About) + d.Many; n > 1 {
		more = fmt.Sprintf(" and %d more", n-1)
	}
	member := len(d.About) > 0 && d.About[0].Kind == community.KindMember
	switch d.What {
	case "import":
		return fmt.Sprintf("brought in %d records", len(d.About)+d.Many)
	case "erase":
		return "erased somebody"
	case "roll":
		return "looked at the fire roll"
	case "merge":
		return "made one of two records"
	case "undo":
		return "took something back" + named(" about ", about)
	case "add":
		return "added " + about + more
	case "consent":
		return "recorded what " + about + " agrees to"
	case "left":
		return "noted that " + about + " has left"
	case "pause":
		return "paused " + about
	case "space":
		return "changed the settings"
	}
	if member {
		return "changed " + about + "’s profile" + more
	}
	verb, what := "changed ", "the "+strings.ReplaceAll(d.What, "_", "-")
	if len(d.About) > 0 && d.About[0].Made {
		verb = "added "
		if what = "a" + what[3:]; strings.ContainsRune("aeiou", rune(what[2])) {
			what = "an" + what[1:]
		}
	}
	return verb + what + named(": ", about) + more
}

func named(before, name string) string {
	if name == "" {
		return ""
	}
	return before + name
}

// actDetail says what of it changed, as far as it is kept.
func actDetail(d *store.Done) string {
	if len(d.About) == 0 || d.About[0].Made {
		return ""
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(d.About[0].Fields)) {
		change := d.About[0].Fields[name]
		list, tag, isTag := strings.Cut(name, ":")
		label := strings.ReplaceAll(strings.TrimPrefix(list, "show_"), "_", " ")
		switch {
		case isTag && change[1] == "":
			parts = append(parts, label+": “"+tag+"” taken away")
		case isTag:
			parts = append(parts, label+": “"+tag+"” added")
		case strings.HasPrefix(name, "show_"):
			var c community.Member
			given := c.Set(name, change[1]) == nil && c.Consents()[name].Given
			parts = append(parts, label+": "+map[bool]string{true: "yes", false: "no"}[given])
		case strings.HasSuffix(name, "hash") || name == "photo" || name == "wanted":
			parts = append(parts, label+" changed")
		default:
			parts = append(parts, label+": “"+change[0]+"” became “"+change[1]+"”")
		}
	}
	return strings.Join(parts, "; ")
}

// UndoAct takes an act back, and says in words what could not be.
func (h hosts) UndoAct(ctx context.Context, by community.Actor, act community.ID) (string, error) {
	did, err := h.DB.UndoAct(ctx, by, act)
	switch {
	case errors.Is(err, store.ErrTooLate), errors.Is(err, store.ErrNoUndo):
		return "", said{err, "That can’t be taken back any more."}
	case err != nil:
		return "", err
	case did.Already:
		return "That was taken back before.", nil
	case len(did.Left) > 0:
		return fmt.Sprintf("Taken back, but for %d that %s.", len(did.Left), did.Left[0].Why), nil
	}
	return "", nil
}

// Merge makes one of two records of one person.
func (h hosts) Merge(ctx context.Context, by community.Actor, from, into community.ID) error {
	return h.MergeMembers(ctx, by, from, into)
}

// Fresh says whether nobody has made this space yet.
func (h hosts) Fresh(ctx context.Context) (bool, error) {
	space, err := h.Space(ctx)
	if err != nil || space.Name != "" {
		return false, err
	}
	list, err := h.Hosts(ctx)
	if err != nil || len(list) > 0 {
		return false, err
	}
	_, err = h.Link(ctx)
	if errors.Is(err, community.ErrNotFound) {
		return true, nil
	}
	return false, err
}

// zone is the machine's time zone, "UTC" where it does not say.
func zone() string {
	if name := time.Local.String(); name != "Local" && name != "" {
		return name
	}
	to, err := os.Readlink("/etc/localtime")
	if _, name, ok := strings.Cut(to, "/zoneinfo/"); err == nil && ok {
		if _, err := time.LoadLocation(name); err == nil {
			return name
		}
	}
	return "UTC"
}
