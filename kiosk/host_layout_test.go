package kiosk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// longest are texts as long as a German or a Spanish one may be, without a place to
// break, in a script that runs the other way, and in one that is tall.
var longest = map[string]string{
	"german":  "Bundesausbildungsförderungsgesetzänderungsverordnungsbeauftragte Brunhilde-Annegret Schmitt-Oberwaldhausen",
	"spanish": strings.TrimSpace(strings.Repeat("María José de la Santísima Trinidad ", 3)),
	"arabic":  "الأمين محمد عبد الرحمن بن عبد العزيز آل عبد اللطيف الشيخ",
	"thai":    "พระบาทสมเด็จพระปรมินทรมหาภูมิพลอดุลยเดช มหิตลาธิเบศรรามาธิบดี",
}

// hostScenes lead to what hosts may see.
var hostScenes = map[string]func(w *window, h *smallHosts){
	"members":        func(*window, *smallHosts) {},
	"members-typing": func(w *window, _ *smallHosts) { w.touches(Tap{Act: Focus, Text: "find"}); w.types("a") },
	"members-same":   func(w *window, _ *smallHosts) { w.toMember(); w.does(DoTab, TabMembership); w.does(DoMerge) },
	"edit":           func(w *window, _ *smallHosts) { w.toMember() },
	"edit-whole-list": func(w *window, _ *smallHosts) {
		w.toMember()
		w.does(DoMore, community.ListAsks)
	},
	"edit-whole-typing": func(w *window, _ *smallHosts) {
		w.toMember()
		w.does(DoMore, community.ListAsks)
		w.touches(Tap{Act: Focus, Text: "+looking_for"})
	},
	"induction":  func(w *window, _ *smallHosts) { w.toMember(); w.does(DoTab, TabInduction) },
	"edit-about": func(w *window, _ *smallHosts) { w.toMember(); w.touches(Tap{Act: Focus, Text: "about"}) },
	"edit-list":  func(w *window, _ *smallHosts) { w.toMember(); w.touches(Tap{Act: Focus, Text: "+looking_for"}) },
	"edit-wrong": func(w *window, _ *smallHosts) {
		w.toMember()
		w.form.set("name", "")
		w.does(DoSave)
	},
	"edit-theirs": func(w *window, h *smallHosts) {
		w.toMember()
		w.form.set("name", "x")
		w.form.set("headline", "x")
		one := &h.d.members[1]
		one.Name, one.Headline = one.Name+".", one.Headline+"."
		w.does(DoSave)
	},
	"edit-leave":  func(w *window, _ *smallHosts) { w.toMember(); w.form.set("headline", "x"); w.does(DoCancel) },
	"edit-saved":  func(w *window, _ *smallHosts) { w.toMember(); w.form.set("headline", "x"); w.does(DoSave) },
	"membership":  func(w *window, _ *smallHosts) { w.toMember(); w.does(DoTab, TabMembership) },
	"history-of":  func(w *window, _ *smallHosts) { w.toMember(); w.does(DoTab, TabHistory) },
	"erase":       func(w *window, _ *smallHosts) { w.toMember(); w.does(DoErase) },
	"new":         func(w *window, _ *smallHosts) { w.does(DoAdd) },
	"photo-phone": func(w *window, _ *smallHosts) { w.toMember(); w.touches(Tap{Act: Do, Verb: DoPhoto, Name: PhotoPhone}) },
	"photo-stick": func(w *window, _ *smallHosts) { w.toMember(); w.touches(Tap{Act: Do, Verb: DoPhoto, Name: PhotoStick}) },
	"photo-crop": func(w *window, h *smallHosts) {
		w.toMember()
		w.does(DoPhoto, PhotoPhone)
		h.sent("abc")
		w.settle()
		w.does(DoPhoto, PhotoTurn)
	},
	"here":         func(w *window, _ *smallHosts) { w.does(DoPage, string(HostHere)) },
	"visitors":     func(w *window, _ *smallHosts) { w.does(DoPage, string(HostVisitors)) },
	"visitors-add": func(w *window, _ *smallHosts) { w.does(DoPage, string(HostVisitors)); w.does(DoAdd) },
	"visitors-code": func(w *window, _ *smallHosts) {
		w.does(DoPage, string(HostVisitors))
		w.does(DoAdd)
		w.types("Jo")
		w.form.set("expected_on", "2030-01-01")
		w.does(DoSave)
	},
	"changes": func(w *window, _ *smallHosts) { w.does(DoPage, string(HostChanges)) },
	"one change": func(w *window, h *smallHosts) {
		h.proposals[0].Wanted = strings.Repeat("Wir reparieren Dinge, zusammen. ", 62)
		w.does(DoPage, string(HostChanges))
		w.does(DoOpen, h.proposals[0].ID)
	},
	"notices":     func(w *window, _ *smallHosts) { w.does(DoPage, string(HostNotices)) },
	"notices-add": func(w *window, _ *smallHosts) { w.does(DoPage, string(HostNotices)); w.does(DoAdd) },
	"board":       func(w *window, _ *smallHosts) { w.does(DoPage, string(HostBoard)) },
	"board-undo":  func(w *window, _ *smallHosts) { w.does(DoPage, string(HostBoard)); w.does(DoRemove, community.ID{6}) },
	"board-undo-again": func(w *window, h *smallHosts) {
		w.does(DoPage, string(HostBoard))
		w.does(DoRemove, community.ID{6})
		h.d.fault = errDisk
		w.does(DoUndo)
	},
	"screens":     func(w *window, _ *smallHosts) { w.does(DoPage, string(HostScreens)) },
	"screens-out": func(w *window, _ *smallHosts) { w.does(DoPage, string(HostScreens)); w.does(DoRevoke, community.ID{1}) },
	"screens-add": func(w *window, _ *smallHosts) { w.does(DoPage, string(HostScreens)); w.does(DoAdd) },
	"screens-code": func(w *window, _ *smallHosts) {
		w.does(DoPage, string(HostScreens))
		w.does(DoAdd)
		w.types("Library")
		w.does(DoSave)
	},
	"screens-digits": func(w *window, h *smallHosts) {
		w.does(DoPage, string(HostScreens))
		w.does(DoAdd)
		w.types("Library")
		w.does(DoSave)
		h.digits = "482 913"
		w.pass(2 * time.Second)
	},
	"history":  func(w *window, _ *smallHosts) { w.does(DoPage, string(HostHistory)) },
	"settings": func(w *window, _ *smallHosts) { w.does(DoPage, string(HostSettings)) },
	"settings-typing": func(w *window, _ *smallHosts) {
		w.does(DoPage, string(HostSettings))
		w.touches(Tap{Act: Focus, Text: "about"})
	},
	"settings-visitors": func(w *window, _ *smallHosts) { w.does(DoPage, string(HostSettings)); w.does(DoTab, TabVisitors) },
	"settings-support":  func(w *window, _ *smallHosts) { w.does(DoPage, string(HostSettings)); w.does(DoTab, TabSupport) },
	"settings-events":   func(w *window, _ *smallHosts) { w.does(DoPage, string(HostSettings)); w.does(DoTab, TabEvents) },
	"settings-new": func(w *window, _ *smallHosts) {
		w.does(DoPage, string(HostSettings))
		w.does(DoTab, TabHosts)
		w.does(DoAdd)
	},
	"held":           func(w *window, h *smallHosts) { h.d.posts[0].Held = true; w.does(DoPage, string(HostBoard)) },
	"settings-hosts": func(w *window, _ *smallHosts) { w.does(DoPage, string(HostSettings)); w.does(DoTab, TabHosts) },
	"settings-host": func(w *window, h *smallHosts) {
		w.does(DoPage, string(HostSettings))
		w.does(DoTab, TabHosts)
		w.does(DoOpen, h.hosts[0].ID)
	},
}

// toMember opens the member whose texts are long.
func (w *window) toMember() { w.does(DoOpen, w.desk.members[1].ID) }

// longWindow is the hosts' part of a space in which all that is said is that text.
func longWindow(t *testing.T, w, h int, text string) (*window, *smallHosts) {
	t.Helper()
	win := newWindow(t, w, h)
	d := win.desk
	cut := func(n int) string { r := []rune(text); return strings.TrimSpace(string(r[:min(len(r), n)])) }
	one := &d.members[1]
	one.Name, one.Called, one.Headline, one.Organisation, one.SaidLike = cut(200), cut(60), cut(200), cut(200), cut(200)
	one.Pronouns, one.Email, one.Phone, one.Website = cut(40), "a@"+strings.Repeat("b", 200)+".example", strings.Repeat("5", 40), "https://"+strings.Repeat("w", 150)+".example"
	one.About, one.Notes = strings.Repeat(text+" ", 2000/(len(text)+1)), strings.Repeat(text+"\n", 9)
	one.LookingFor, one.Languages = nil, nil
	for i := range 24 {
		one.LookingFor = append(one.LookingFor, fmt.Sprint(i, cut(60)))
	}
	one.HappyToHelpWith = one.LookingFor
	for _, c := range one.Consents() {
		*c = community.Consent{Given: true, Recorded: "on paper, recorded by " + cut(60), SignedOn: "2026-09-27", At: win.clock}
	}
	for i := range d.visits {
		d.visits[i].MemberID = d.members[i%len(d.members)].ID
	}
	d.sayings(9)
	for i := range d.posts {
		d.posts[i].Words, d.posts[i].MemberID = cut(140), one.ID
	}
	for i := range d.thanks {
		d.thanks[i].Words, d.thanks[i].FromID = cut(140), one.ID
	}
	hosts := &smallHosts{d: d, hosts: []community.Host{{ID: community.ID{77}, Name: cut(60), Role: community.RoleOwner}}}
	for i := range 12 {
		id := community.ID{byte(i + 1)}
		hosts.screens.Screens = append(hosts.screens.Screens, ScreenLine{ID: id, Name: cut(60), Kind: "A spare without a window", State: "2 changes waiting since yesterday", More: "last seen Monday; everything there is kept"})
		hosts.visitors = append(hosts.visitors, VisitorLine{ID: id, Name: cut(80), More: "sees " + cut(80) + " · since 10:02", Here: i%2 == 0, Code: "K7M4QX"})
		hosts.proposals = append(hosts.proposals, ProposalLine{ID: id, Name: cut(80), Wanted: "“" + cut(100) + "” as what they do; “" + cut(100) + "” as company"})
		hosts.notices = append(hosts.notices, community.Notice{ID: id, Words: cut(140), Until: win.clock.Add(time.Hour)})
		hosts.acts = append(hosts.acts, ActLine{ID: id, At: win.clock, Who: cut(60), What: "changed what " + cut(60) + " does", Detail: "“" + cut(100) + "” became “" + cut(100) + "”", May: true})
		hosts.parcels = append(hosts.parcels, community.Parcel{ID: id, MemberID: one.ID, Words: "A parcel at the desk", CameAt: win.clock})
	}
	hosts.screens.Hub, hosts.screens.Erased = true, "Erased on 4 of 12: the others erase when they are back."
	d.space.Greeting, d.space.WiFi, d.space.About = cut(80), cut(64), one.About
	for i := range 24 {
		d.space.Induction = append(d.space.Induction, fmt.Sprint(i, cut(40)))
	}
	d.host = hosts.hosts[0]
	win.cfg.Hosts = hosts
	win.refresh()
	win.settle()
	win.tap(GoExit)
	win.types("4711")
	win.key(KeyEnter)
	return win, hosts
}

// TestWhateverHostsSeeFits has every page of the hosts' part on every screen, with
// texts as long as they may be.
func TestWhateverHostsSeeFits(t *testing.T) {
	for name, lead := range hostScenes {
		for script, text := range longest {
			for _, size := range sizes[:2] {
				if script != "german" && size == sizes[1] {
					continue
				}
				t.Run(fmt.Sprintf("%s/%s/%dx%d", name, script, size[0], size[1]), func(t *testing.T) {
					w, hosts := longWindow(t, size[0], size[1], text)
					lead(w, hosts)
					wantStep(t, w.kit, Host)
					checkLayout(t, w)
				})
			}
		}
	}
}
