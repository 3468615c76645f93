package command

import (
	"time"

	"kettle/internal/community"
)

// postCmd are the commands on asks, offers and news.
type postCmd struct {
	Add     postAddCmd     `cmd:"" help:"Put up an ask, an offer or news of a member."`
	List    postListCmd    `cmd:"" help:"List the asks, offers and news that are up."`
	Close   postCloseCmd   `cmd:"" help:"Take an ask, an offer or news down."`
	Approve postApproveCmd `cmd:"" help:"Show an ask, an offer or news that waits for a host."`
}

// post is a post as programs read it.
type post struct {
	ID       community.ID `json:"id"`
	MemberID community.ID `json:"member_id"`
	Number   string       `json:"number"`
	Name     string       `json:"name"`
	Side     string       `json:"side"`
	Words    string       `json:"words"`
	MadeAt   time.Time    `json:"made_at"`
	Until    time.Time    `json:"until"`
	Quick    bool         `json:"quick"`  // an ask for right now
	Helper   string       `json:"helper"` // who is on the way to a quick one; "" for nobody
	Held     bool         `json:"held"`   // not shown until a host has looked at it
}

// state says in words how a post stands.
func (p *post) state() string {
	var words []string
	if p.Held {
		words = append(words, "held")
	}
	switch {
	case p.Helper != "":
		words = append(words, "quick ("+p.Helper+" is on the way)")
	case p.Quick:
		words = append(words, "quick")
	}
	return dash(and(words), "-")
}

func newPost(p *community.Post, m *community.Member) post {
	return post{p.ID, p.MemberID, m.Number, m.Name, p.Side, p.Words, p.MadeAt.UTC(), p.Until.UTC(), p.Quick, "", p.Held}
}

type postAddCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
	Ask    string `xor:"side" required:"" placeholder:"WORDS" help:"What the member needs."`
	Offer  string `xor:"side" required:"" placeholder:"WORDS" help:"What the member can give."`
	News   string `xor:"side" required:"" placeholder:"WORDS" help:"What good news the member has."`
	Days   *int   `xor:"long" help:"How long it stays up. Default: 30, news 7."`
	Week   bool   `xor:"long" help:"It stays up for a week."`
	Quick  bool   `xor:"long" help:"An ask for right now: on every screen for half an hour."`
	JSON   bool   `name:"json" help:"Print the post as a JSON object."`
}

// Run puts up a post.
func (a *postAddCmd) Run(c *call) error {
	if a.Week {
		week := 7
		a.Days = &week
	}
	if a.Days != nil && (*a.Days < 1 || *a.Days > 366) {
		return misuse("--days is from 1 to 366")
	}
	m, err := c.one(a.Member)
	if err != nil {
		return err
	}
	now := c.now().UTC().Truncate(time.Millisecond)
	p := community.Post{MemberID: m.ID, Side: community.Ask, MadeAt: now, Quick: a.Quick}
	words := a.Ask
	switch {
	case a.Offer != "":
		p.Side, words = community.Offer, a.Offer
	case a.News != "":
		p.Side, words = community.News, a.News
	}
	days := p.Days()
	if a.Days != nil {
		days = *a.Days
	}
	p.Until = now.AddDate(0, 0, days)
	long := count(days, "day")
	if a.Quick {
		if p.Side != community.Ask {
			return misuse("--quick is for an ask")
		}
		p.Until, long = now.Add(community.QuickFor), "half an hour"
	}
	if err := p.Set("words", words); err != nil {
		return err
	}
	if p.ID, err = c.db.AddPost(c.ctx, host(), p); err != nil {
		return err
	}
	if a.JSON {
		return c.asJSON(newPost(&p, &m))
	}
	if err := c.say("The %s of %s is up for %s (post %s).", p.Side, m.Name, long, p.ID); err != nil {
		return err
	}
	if !m.OnWall.Given {
		c.note("%s did not agree to be on the wall, so it shows there only after kettled member consent %s --wall yes", m.Name, dash(m.Number, m.Code))
	}
	return nil
}

type postListCmd struct {
	JSON bool `name:"json" help:"Print a JSON array."`
}

// Run lists the posts that are up, newest first.
func (l *postListCmd) Run(c *call) error {
	roll, err := c.db.Roll(c.ctx)
	if err != nil {
		return err
	}
	members, err := c.byID()
	if err != nil {
		return err
	}
	list := []post{}
	for i := range roll.Posts {
		p := &roll.Posts[i]
		if m := members[p.MemberID]; m != nil && p.OpenAt(c.now()) {
			one := newPost(p, m)
			if h := members[p.HelperID]; h != nil {
				one.Helper = h.Name
			}
			list = append(list, one)
		}
	}
	const none = `No ask and no offer is up. Put one up with kettled post add MEMBER --ask "A second pair of eyes"`
	return listed(c, l.JSON, list, none, []string{"SIDE", "NUMBER", "NAME", "UNTIL", "STATE", "ID", "WORDS"}, func(p *post) []string {
		until := roll.Space.Day(p.Until)
		if p.Quick {
			until = clock(&roll.Space, p.Until)
		}
		return []string{p.Side, p.Number, p.Name, until, p.state(), p.ID.String(), p.Words}
	})
}

type postCloseCmd struct {
	ID string `arg:"" help:"ID of the post, as kettled post list shows it."`
}

// Run takes a post down; twice is harmless.
func (k *postCloseCmd) Run(c *call) error {
	if err := byItsID("post", k.ID, func(id community.ID) error { return c.db.ClosePost(c.ctx, host(), id) }); err != nil {
		return err
	}
	return c.say("It is taken down.")
}

type postApproveCmd struct {
	ID string `arg:"" help:"ID of the post, as kettled post list shows it."`
}

// Run lets a post be seen; one that was not held stays as it is.
func (a *postApproveCmd) Run(c *call) error {
	if err := byItsID("post", a.ID, func(id community.ID) error { return c.db.ApprovePost(c.ctx, host(), id) }); err != nil {
		return err
	}
	return c.say("It is shown from now on.")
}
