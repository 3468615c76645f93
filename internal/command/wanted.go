package command

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kettle/internal/community"
)

// ChangeWords says for people what becomes of one field of a record: "headline:
// Mends radios", "looking for: without Chairs", "show on wall: yes". was is what it
// was, "" where that is nothing or not known; times are by the clock of the space.
func ChangeWords(space *community.Space, field, was, becomes string) string {
	list, tag, isTag := strings.Cut(field, ":")
	name := strings.ReplaceAll(list, "_", " ")
	var consent community.Member
	switch _, isConsent := consent.Consents()[field]; {
	case isTag && becomes == "":
		return name + ": without " + tag
	case isTag:
		return name + ": with " + tag
	case isConsent && consent.Set(field, becomes) == nil:
		return name + ": " + map[bool]string{true: "yes", false: "no"}[consent.Consents()[field].Given]
	case field == "photo" && becomes != "":
		return "photo: another one"
	case field == "wanted", strings.HasSuffix(field, "hash"): // not for people to read
		return name + ": changed"
	case strings.HasSuffix(field, "_id"):
		return strings.TrimSuffix(name, " id") + ": changed"
	}
	plain := func(value string) string { return strings.ReplaceAll(timeWords(space, field, value), "\n", " / ") }
	was, becomes = plain(was), plain(becomes)
	switch {
	case was == "" || field == "photo":
		return name + ": " + dash(becomes, "nothing")
	case becomes == "":
		return name + ": nothing instead of “" + was + "”"
	}
	return name + ": “" + becomes + "” instead of “" + was + "”"
}

// WantedWords says what a proposal wants, a line for each field in their order: what
// is kept of it, as it is, where a later program wrote that. now is what the member
// has, nil where that is not to be said.
func WantedWords(p *community.Proposal, now *community.Member) []string {
	wanted, ok := wantedFields(p.Wanted)
	if !ok {
		return []string{cut(community.CleanLine(p.Wanted), 300)}
	}
	was := map[string]string{}
	if now != nil {
		for _, f := range now.Fields() {
			was[f.Name] = f.Value
		}
	}
	var lines []string
	nowhere := &community.Space{} // none of a member's fields is a time
	for _, field := range slices.Sorted(maps.Keys(wanted)) {
		lines = append(lines, ChangeWords(nowhere, field, was[field], wanted[field]))
	}
	return lines
}

// wantedFields reads what a proposal wants, whether or not members may change that.
func wantedFields(wanted string) (fields map[string]string, ok bool) {
	err := json.Unmarshal([]byte(wanted), &fields)
	return fields, err == nil
}

// wantedWords is what a proposal wants in one line for its member.
func wantedWords(space *community.Space, wanted string) string {
	fields, ok := wantedFields(wanted)
	if !ok {
		return wanted
	}
	var out []string
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		list, _, _ := strings.Cut(field, ":")
		out = append(out, fieldTitle(list)+": "+dash(valueWords(space, field, fields[field]), "nothing"))
	}
	return strings.Join(out, "; ")
}

// valueWords is the value of a field as people read it: an element of a list is
// itself, a consent is what was said, a time is what clocks show.
func valueWords(space *community.Space, field, value string) string {
	switch {
	case value == "":
		return ""
	case field == "wanted":
		return wantedWords(space, value)
	case field == "photo":
		return "a photo"
	}
	if _, tag, ok := strings.Cut(field, ":"); ok {
		return tag
	}
	var m community.Member
	if consent := m.Consents()[field]; consent != nil && m.Set(field, value) == nil {
		return consentLine(space, consent)
	}
	return timeWords(space, field, value)
}

// timeWords is the value of a field, with a time as clocks show it.
func timeWords(space *community.Space, field, value string) string {
	at, err := strconv.ParseInt(value, 10, 64)
	if err == nil && (strings.HasSuffix(field, "_at") || field == "until" || field == "from") {
		return clock(space, time.UnixMilli(at))
	}
	return value
}
