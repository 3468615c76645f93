package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/settings"
	"kettle/internal/store"
	"kettle/internal/web"
	"kettle/kiosk"
)

func TestWhatComesInReachesWhoAskedForItThoughTheAddressIsAnother(t *testing.T) {
	p := listen(settings.Settings{Listen: "127.0.0.1:0", BaseURL: "http://first.example"})
	defer p.ln.Close()
	if url, _ := p.ticket(community.ActorProven, community.ID{1}, kiosk.TicketPhoto); url != "" {
		t.Fatalf("a link where nothing can be changed: %s", url)
	}
	at := time.Now()
	p.takesChanges(func() time.Time { return at })
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var photos []string
	var sent []kiosk.Sent
	p.tell(func(s kiosk.Sent) { sent = append(sent, s) })
	url, err := hosts{DB: db, phone: p}.NewPhoto(t.Context(), community.ID{1}, func(hash string) { photos = append(photos, hash) })
	if err != nil || !strings.HasPrefix(url, "HTTP://FIRST.EXAMPLE/T/") {
		t.Fatalf("%s, %v", url, err)
	}
	p.set.BaseURL = "http://second.example"
	p.look()
	p.came(web.Came{Word: wordOf(url), Member: community.ID{1}, Purpose: web.ForPhoto, Photo: "abc"})
	p.came(web.Came{Word: "ANOTHER", Member: community.ID{1}, Purpose: web.ForPhoto, Photo: "def"})
	used, until := p.ticket(community.ActorProven, community.ID{1}, kiosk.TicketProfile)
	p.came(web.Came{Word: wordOf(used), Member: community.ID{1}, Purpose: web.ForProfile, SignedIn: true})
	if last := sent[len(sent)-1]; len(sent) != 3 || last.URL != used || !last.SignedIn || !until.Equal(at.Add(web.TicketLife)) {
		t.Errorf("somebody signed in: %+v", sent)
	}
	sent = sent[:2]
	if len(photos) != 1 || photos[0] != "abc" || len(sent) != 2 || sent[0].URL != url || sent[0].Photo != "abc" || sent[1].URL != "" {
		t.Errorf("%v, %+v", photos, sent)
	}
	h := hosts{DB: db, phone: p}
	ended, err := h.NewPhoto(t.Context(), community.ID{1}, func(string) { t.Error("a photo came through a link that was ended") })
	if err != nil {
		t.Fatal(err)
	}
	status := func() int {
		w := httptest.NewRecorder()
		pages := web.New(pages{db}, web.Options{Members: pages{db}, Tickets: p.tickets})
		pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/T/"+wordOf(ended), nil))
		return w.Code
	}
	if h.EndPhoto(ended); status() != http.StatusNotFound || len(p.given) != 0 {
		t.Errorf("a link that was ended gives %d, %d are remembered", status(), len(p.given))
	}
	for range 3 {
		p.ticket(community.ActorProven, community.ID{1}, kiosk.TicketProfile)
	}
	at = at.Add(web.TicketLife + time.Second)
	p.ticket(community.ActorProven, community.ID{1}, kiosk.TicketProfile)
	if len(p.given) != 1 {
		t.Errorf("%d tickets are remembered after all but one ended", len(p.given))
	}
	if url, _ := p.ticket(community.ActorProven, community.ID{1}, "money"); url != "" {
		t.Errorf("a link for anything: %s", url)
	}
}

func TestNoPagesMakeNoLinks(t *testing.T) {
	p := listen(settings.Settings{})
	p.takesChanges(time.Now)
	if url, _ := p.ticket(community.ActorProven, community.ID{1}, kiosk.TicketProfile); url != "" {
		t.Error(url)
	}
	p.leave("HTTP://X/T/Y")
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	if p := listen(settings.Settings{Listen: ln.Addr().String()}); p.ln != nil {
		t.Error("listens where another does")
	}
	if _, err := (hosts{phone: p}).NewPhoto(t.Context(), community.ID{}, nil); err == nil {
		t.Error("a link without pages")
	}
}
