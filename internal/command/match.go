package command

import (
	"strings"

	"kettle/internal/community"
	"kettle/internal/match"
)

type matchCmd struct {
	Words []string `arg:"" help:"What somebody needs, in their words."`
	Offer bool     `help:"The words are an offer: say who may be glad of it."`
	Limit int      `default:"5" help:"The most to name."`
	JSON  bool     `name:"json" help:"Print a JSON array."`
}

// helper is somebody who may help, as programs read it.
type helper struct {
	ID     community.ID `json:"id"`
	Name   string       `json:"name"`
	Why    string       `json:"why"`    // the reason, as a sentence
	Words  string       `json:"words"`  // of theirs that fit
	Offers bool         `json:"offers"` // they offer it; else it only hints at it
}

// Run names those who are here, agreed to be shown so, and wrote something that fits.
func (m *matchCmd) Run(c *call) error {
	if m.Limit < 1 {
		return misuse("--limit is 1 or more")
	}
	seen, err := c.db.Seen(c.ctx, community.Wall)
	if err != nil {
		return err
	}
	on := community.Ask
	if m.Offer {
		on = community.Offer
	}
	list := []helper{}
	for _, h := range new(match.Finder).Helpers(seen, on, strings.Join(m.Words, " "), community.ID{}, m.Limit) {
		list = append(list, helper{h.Who.ID, h.Who.Name, h.Why, h.With, h.Offers})
	}
	const none = "Nobody who is here and agreed to be shown so has written anything that fits."
	return listed(c, m.JSON, list, none, []string{"NAME", "WHY"}, func(h *helper) []string { return []string{h.Name, h.Why} })
}
