package command

import (
	"archive/zip"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"kettle/internal/community"
)

// does does what members do on a screen, or what another screen did, so that a talk can
// be about it. Members are named by their numbers.
func (s *talker) does(what string, args []string) error {
	s.t.Helper()
	ctx := s.t.Context()
	who, err := s.db.NamedMember(ctx, args[0])
	if err != nil {
		return err
	}
	me := community.Actor{Kind: community.ActorProven, ID: who.ID}
	other := func() (community.ID, error) {
		m, err := s.db.NamedMember(ctx, args[1])
		return m.ID, err
	}
	id := func() (community.ID, error) { return community.ParseID(args[1]) }
	switch what {
	case "proposes":
		var fields []community.Field
		for _, f := range args[1:] {
			name, value, _ := strings.Cut(f, "=")
			fields = append(fields, community.Field{Name: name, Value: value})
		}
		_, err = s.db.Propose(ctx, me, who.ID, fields)
	case "helps":
		post, e := id()
		if err = e; err == nil {
			_, err = s.db.HelpQuick(ctx, me, post, who.ID)
		}
	case "cheers":
		post, e := id()
		if err = e; err == nil {
			err = s.db.Cheer(ctx, me, post, who.ID, true)
		}
	case "aims": // in a group, at a goal
		b, e := s.db.Belongings(ctx, who.ID)
		if err = e; err == nil {
			err = s.db.SetGoal(ctx, me, b.Comings[0].ID, args[1])
		}
	case "learns":
		whom, e := other()
		if err = e; err == nil {
			n := community.Naming{LearnerID: who.ID, MemberID: whom, Box: 2, DueOn: "2026-04-01"}
			err = s.db.SaveNaming(ctx, n)
		}
	case "hosts":
		_, err = s.db.SaveHost(ctx, host(), community.Host{Name: who.Name, MemberID: who.ID, Role: community.RoleHost}, args[1])
	case "elsewhere": // another screen says later what a field is
		r := community.Record{Kind: community.KindMember, ID: who.ID, Groups: []community.Group{{
			Stamp: community.Stamp{Clock: s.at.UnixMilli() << 16, Screen: 7}, Actor: "host", Fields: map[string]string{args[1]: args[2]},
		}}}
		_, err = s.db.Carry(ctx, []community.Record{r})
	default:
		err = fmt.Errorf("nobody %s", what)
	}
	return err
}

// unzip gives a file of an archive, its markup taken out where it has any.
func (s *talker) unzip(name, file string) (string, error) {
	z, err := zip.OpenReader(filepath.Join(s.dir, name))
	if err != nil {
		return "", err
	}
	defer z.Close()
	if file == "" {
		var names []string
		for _, f := range z.File {
			names = append(names, f.Name)
		}
		return strings.Join(names, "\n"), nil
	}
	f, err := z.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	if _, body, isPage := strings.Cut(text, "<body>"); isPage {
		text = strings.NewReplacer("</td><td>", " | ", "</th><th>", " | ", "</dt><dd>", ": ", "</tr>", "\n", "</dd>", "\n").Replace(body)
		for {
			before, rest, open := strings.Cut(text, "<")
			_, after, closed := strings.Cut(rest, ">")
			if !open || !closed {
				break
			}
			text = before + after
		}
		var lines []string
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
		text = strings.Join(lines, "\n")
	}
	return text, err
}
