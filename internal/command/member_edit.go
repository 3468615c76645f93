package command

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"kettle/internal/community"
)

type memberAddCmd struct {
	Set  []string `sep:"none" placeholder:"FIELD=VALUE" help:"A field and its value, such as name=\"Jo Marsh\"; may be given several times. Lists are split at ;"`
	JSON bool     `name:"json" help:"Print the member as a JSON object."`
}

// Run adds a member.
func (a *memberAddCmd) Run(c *call) error {
	var m community.Member
	if err := c.setMember(&m, a.Set); err != nil {
		return err
	}
	if m.Name == "" {
		return misuse(`Say at least the name: kettled member add --set name="Jo Marsh"`)
	}
	if err := c.unique(&m); err != nil {
		return err
	}
	id, err := c.db.AddMember(c.ctx, host(), m)
	if err != nil {
		return err
	}
	if m, err = c.db.Member(c.ctx, id); err != nil {
		return err
	}
	return c.member(&m, a.JSON)
}

type memberEditCmd struct {
	Member string   `arg:"" help:"Number, code or ID."`
	Set    []string `sep:"none" placeholder:"FIELD=VALUE" help:"A field and its new value; nothing after = empties it; may be given several times. Lists are split at ;"`
	JSON   bool     `name:"json" help:"Print the member as a JSON object."`
}

// Run changes the fields given, and only those.
func (e *memberEditCmd) Run(c *call) error {
	if len(e.Set) == 0 {
		return misuse(`Say what to change: kettled member edit %s --set headline="Mends radios"`, e.Member)
	}
	m, err := c.one(e.Member)
	if err != nil {
		return err
	}
	id := m.ID
	if err := c.setMember(&m, e.Set); err != nil {
		return err
	}
	if err := c.unique(&m); err != nil {
		return err
	}
	err = c.db.EditMember(c.ctx, host(), id, func(m *community.Member) error { return c.setMember(m, e.Set) })
	if err != nil {
		return err
	}
	if m, err = c.db.Member(c.ctx, id); err != nil {
		return err
	}
	return c.member(&m, e.JSON)
}

// setMember puts values into the fields of a member. A consent is recorded as
// said at the command line.
func (c *call) setMember(m *community.Member, values []string) error {
	for _, v := range values {
		field, value, err := assignment(v)
		if err != nil {
			return err
		}
		switch field {
		case "member_id":
			field = "number"
		case "photo":
			return misuse("A photo comes from a file: kettled member photo %s FILE", dash(m.Number, "MEMBER"))
		}
		err = m.Set(field, value)
		if errors.Is(err, community.ErrNotFound) {
			return misuse("There is no field %q: the fields are %s", cut(field, 40), and(fieldNames()))
		}
		if err != nil {
			return err
		}
		if a := m.Consents()[field]; a != nil && a.Recorded == "" {
			a.Recorded, a.At = byCommand, c.now().UTC()
		}
	}
	return nil
}

// fieldNames are the fields that may be set.
func fieldNames() []string {
	names := slices.Concat(community.MemberFields[:], community.Lists[:])
	return slices.DeleteFunc(names, func(f string) bool { return f == "photo" || f == "asked_in" })
}

// byCommand is how a consent was recorded when nobody said how.
const byCommand = "said at the command line"

func dash(s, none string) string {
	if s == "" {
		return none
	}
	return s
}

// assignment parts "Field=value" and gives the field's name as it is spelt
// inside. The element of a list keeps its letters.
func assignment(s string) (field, value string, err error) {
	field, value, ok := strings.Cut(s, "=")
	if !ok {
		return "", "", misuse("%q lacks its value: write a field, = and the value, such as headline=\"Mends radios\"", cut(s, 60))
	}
	list, tag, isTag := strings.Cut(field, ":")
	field = strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(strings.TrimSpace(list)))
	if isTag {
		field += ":" + strings.TrimSpace(tag)
	}
	return field, value, nil
}

// unique refuses a number or a code that is another member's: it would name
// neither any more.
func (c *call) unique(m *community.Member) error {
	members, err := c.db.Members(c.ctx)
	if err != nil {
		return err
	}
	for i := range members {
		o := &members[i]
		switch {
		case o.ID == m.ID:
		case m.Number != "" && strings.EqualFold(o.Number, m.Number):
			return refuse("%s has the number %s already", o.Name, m.Number)
		case m.Code != "" && strings.EqualFold(o.Code, m.Code):
			return refuse("%s has the code %s already", o.Name, m.Code)
		}
	}
	return nil
}

type memberConsentCmd struct {
	Member   string `arg:"" help:"Number, code or ID."`
	Wall     string `placeholder:"yes|no" help:"Shown on walls and kiosks in the building."`
	Phone    string `placeholder:"yes|no" help:"A page for phones behind the QR code."`
	Here     string `placeholder:"yes|no" help:"Shown as here now."`
	Network  string `placeholder:"yes|no" help:"Shown in other spaces."`
	Recorded string `placeholder:"HOW" help:"How it was said: \"signed form, March 2026\"."`
	SignedOn string `placeholder:"DATE" help:"The day on the paper, if there is one: 2026-03-31."`
	JSON     bool   `name:"json" help:"Print the member as a JSON object."`
}

// Run records what a member agreed to, with when and how.
func (a *memberConsentCmd) Run(c *call) error {
	signed, err := c.signedOn(a.SignedOn)
	if err != nil {
		return err
	}
	how, err := howRecorded(a.Recorded)
	if err != nil {
		return err
	}
	said := map[string]community.Consent{}
	for i, value := range []string{a.Wall, a.Phone, a.Here, a.Network} {
		if value == "" {
			continue
		}
		given, ok := community.ParseYes(value)
		if !ok {
			return misuse("--%s is yes or no, not %q", consents[i].word, cut(value, 40))
		}
		said[consents[i].field] = community.Consent{Given: given, Recorded: dash(how, byCommand), SignedOn: signed, At: c.now().UTC()}
	}
	if len(said) == 0 {
		return misuse("Say to what: --wall, --phone, --here or --network, each with yes or no")
	}
	m, err := c.one(a.Member)
	if err != nil {
		return err
	}
	err = c.db.EditMember(c.ctx, host(), m.ID, func(m *community.Member) error {
		for field, consent := range said {
			*m.Consents()[field] = consent
		}
		return nil
	})
	if err != nil {
		return err
	}
	if m, err = c.db.Member(c.ctx, m.ID); err != nil {
		return err
	}
	if a.JSON {
		return c.asJSON(&m)
	}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	if err := c.say("%s agreed to be:", m.Name); err != nil {
		return err
	}
	for _, w := range consents {
		if err := c.say("  %-8s %-44s %s", w.word, w.means, consentLine(&space, m.Consents()[w.field])); err != nil {
			return err
		}
	}
	if m.HereNow.Given && !m.OnWall.Given {
		return c.say("Without the wall, nobody is shown there as here now.")
	}
	return nil
}

// howRecorded is how consents were recorded, "" where nobody said.
func howRecorded(text string) (string, error) {
	text = community.CleanLine(text)
	if n := utf8.RuneCountInString(text); n > 200 {
		return "", misuse("--recorded is %d characters long, 200 fit", n)
	}
	return text, nil
}

// signedOn is the day on the paper on which consents were given, "" for none.
func (c *call) signedOn(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return "", err
	}
	at, err := day(&space, c.now(), text)
	if err != nil {
		return "", err
	}
	if at.After(c.now()) {
		return "", misuse("--signed-on is the day on the paper, not a day to come such as %s", space.Day(at))
	}
	return space.Day(at), nil
}

type memberPhotoCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
	File   string `arg:"" optional:"" help:"JPEG, PNG, WebP or GIF."`
	Remove bool   `help:"Take the photo away."`
}

// Run gives a member a photo.
func (p *memberPhotoCmd) Run(c *call) error {
	if (p.File == "") != p.Remove {
		return misuse("Name a file, or say --remove")
	}
	m, err := c.one(p.Member)
	if err != nil {
		return err
	}
	c.photos.Lock()
	defer c.photos.Unlock()
	hash := ""
	if p.File != "" {
		f, err := os.Open(c.path(p.File))
		if err != nil {
			return fmt.Errorf("open the photo: %w", err)
		}
		defer f.Close()
		if hash, err = c.db.Photos().Put(c.ctx, f); err != nil {
			return fmt.Errorf("keep the photo: %w", err)
		}
	}
	err = c.db.EditMember(c.ctx, host(), m.ID, func(m *community.Member) error { m.Photo = hash; return nil })
	if err != nil {
		return errors.Join(err, c.dropUnused(map[string]bool{hash: true}))
	}
	if p.Remove {
		return c.say("%s has no photo any more.", m.Name)
	}
	return c.say("%s has a new photo.", m.Name)
}
