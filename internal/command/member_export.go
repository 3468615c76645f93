package command

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
	"kettle/internal/web"
)

type memberExportCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
	Out    string `required:"" placeholder:"FILE.zip" help:"The file to write."`
}

// Run writes all that is kept about a member to one file.
func (x *memberExportCmd) Run(c *call) error {
	if !strings.HasSuffix(strings.ToLower(x.Out), ".zip") {
		return misuse("%q is no ZIP file: name one, such as member.zip", cut(x.Out, 60))
	}
	m, err := c.one(x.Member)
	if err != nil {
		return err
	}
	b, err := c.db.Belongings(c.ctx, m.ID)
	if err != nil {
		return err
	}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	e := &exported{call: c, space: space, member: m, Belongings: b.Told(m.ID)}
	if e.names, err = c.byID(); err != nil {
		return err
	}
	events, err := c.db.Calendar(c.ctx)
	if err != nil {
		return err
	}
	e.titles = titlesOf(events)
	if err := writeFile(c.path(x.Out), e.write); err != nil {
		return fmt.Errorf("write %s: %w", x.Out, err)
	}
	return c.say("All that is kept about %s is in %s: give it to nobody else. For people it begins with index.html.", m.Name, x.Out)
}

// exported is one member's file under way.
type exported struct {
	*call
	space  community.Space
	member community.Member
	store.Belongings
	names  map[community.ID]*community.Member
	titles map[community.ID]string // of events
	photo  []byte
	zip    *zip.Writer
}

// write writes the whole file.
func (e *exported) write(w io.Writer) error {
	if err := e.readPhoto(); err != nil {
		return err
	}
	e.zip = zip.NewWriter(w)
	for _, f := range []struct {
		name string
		make func() ([]byte, error)
	}{
		{"index.html", e.page},
		{"member.json", func() ([]byte, error) { return asFile(&e.member) }},
		{"contact.vcf", e.contact},
		{"photo.jpg", func() ([]byte, error) { return e.photo, nil }},
		{"visits.csv", e.visits},
		{"posts.json", func() ([]byte, error) { return asFile(e.postList()) }},
		{"helped.json", func() ([]byte, error) { return asFile(e.helpList()) }},
		{"thank-yous.json", func() ([]byte, error) { return asFile(e.thanksList()) }},
		{"introductions.json", func() ([]byte, error) { return asFile(e.introductionList()) }},
		{"names.json", func() ([]byte, error) { return asFile(e.namingList()) }},
		{"parcels.json", func() ([]byte, error) { return asFile(e.parcelList()) }},
		{"proposals.json", func() ([]byte, error) {
			list, err := e.proposalList()
			if err != nil {
				return nil, fmt.Errorf("write the proposals: %w", err)
			}
			return asFile(list)
		}},
		{"host.json", func() ([]byte, error) { return asFile(e.hostList()) }},
		{"visitors.json", func() ([]byte, error) { return asFile(e.visitorList()) }},
		{"comings.json", func() ([]byte, error) { return asFile(e.comingList()) }},
		{"cheers.json", func() ([]byte, error) { return asFile(e.cheers()) }},
		{"history.json", func() ([]byte, error) { return asFile(e.history()) }},
	} {
		data, err := f.make()
		if err != nil {
			return err
		}
		if f.name == "photo.jpg" && len(data) == 0 {
			continue
		}
		to, err := e.zip.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: e.now().UTC()})
		if err != nil {
			return fmt.Errorf("write %s: %w", f.name, err)
		}
		if _, err := to.Write(data); err != nil {
			return fmt.Errorf("write %s: %w", f.name, err)
		}
	}
	return e.zip.Close()
}

func (e *exported) readPhoto() error {
	if e.member.Photo == "" {
		return nil
	}
	f, err := e.db.OpenPhoto(e.member.Photo)
	if errors.Is(err, community.ErrNotFound) {
		return nil // it is yet to come from the hub
	}
	if err != nil {
		return err
	}
	defer f.Close()
	if e.photo, err = io.ReadAll(f); err != nil {
		return fmt.Errorf("read the photo: %w", err)
	}
	return nil
}

// asFile writes a value for programs.
func asFile(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("write JSON: %w", err)
	}
	return b.Bytes(), nil
}

// contact is the member as an address book takes them in: all of it, since it is
// for themselves.
func (e *exported) contact() ([]byte, error) {
	all := e.member
	all.State, all.EmailPublic, all.PhonePublic = community.StateActive, true, true
	p, _ := all.Profile(community.Hosts)
	return web.VCard(p, e.space, e.photo)
}

func (e *exported) visits() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"in_at", "out_at", "in_by", "out_by", "undone", "mood"}}
	for i := range e.Visits {
		v := &e.Visits[i]
		rows = append(rows, []string{e.stamp(v.InAt), e.stamp(v.OutAt), string(v.InBy), string(v.OutBy), yesWord(v.Void), v.Mood})
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write the visits: %w", err)
	}
	return b.Bytes(), nil
}

// stamp is a time for programs in the space's zone, "" for none.
func (e *exported) stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return e.space.Local(t).Format(time.RFC3339)
}

func yesWord(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// giver names who said a thank-you, unless that is not for the one whose file this
// is.
func (e *exported) giver(t *community.ThankYou) string {
	if t.FromID.IsZero() {
		return "somebody who gave no name"
	}
	return e.name(t.FromID)
}

// name is that of another member.
func (e *exported) name(id community.ID) string {
	if m := e.names[id]; m != nil {
		return m.Name
	}
	return "somebody who is gone"
}

// fieldTitle is a field's name for people.
func fieldTitle(field string) string {
	field = strings.ReplaceAll(field, "_", " ")
	return strings.ToUpper(field[:1]) + field[1:]
}

// profileRows are the fields that have a value, but for consents.
func (e *exported) profileRows() [][2]string {
	m := &e.member
	var rows [][2]string
	for _, f := range m.Fields()[:len(community.MemberFields)] {
		if f.Value != "" && m.Consents()[f.Name] == nil && f.Name != "photo" {
			rows = append(rows, [2]string{fieldTitle(f.Name), f.Value})
		}
	}
	for _, list := range slices.Concat(community.Lists[:], []string{community.ListInduction}) {
		if tags := *m.List(list); len(tags) > 0 {
			rows = append(rows, [2]string{fieldTitle(list), strings.Join(tags, "; ")})
		}
	}
	return rows
}
