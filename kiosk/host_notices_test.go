package kiosk

import (
	"testing"
	"time"

	"kettle/internal/community"
)

// A notice is up from now to the end of its last day in the space, where its host said,
// and for as many days as fit.
func TestANoticeIsUpForItsDaysWhereItShallBe(t *testing.T) {
	for _, zone := range []string{"UTC", "America/Los_Angeles", "Pacific/Kiritimati"} {
		for days, last := range map[string]int{"1": 0, "2": 1, "45": 44, "90": 89, "0": -1, "91": -1, "": -1} {
			for _, where := range []string{community.NoticeBoth, community.NoticeWall, community.NoticeKiosk} {
				k, h := signedIn(t, community.RoleHost)
				if err := k.desk.space.Set("zone", zone); err != nil {
					t.Fatal(err)
				}
				k.Changed()
				k.settle()
				k.does(DoPage, string(HostNotices))
				k.does(DoAdd)
				k.fills("words", "The lift is out")
				k.fills("days", days)
				k.does(DoRole, where)
				k.does(DoSave)
				if last < 0 {
					if s := k.State(); len(h.notices) > 0 || s.Form.Entry("days").Wrong != "1 to 90" || !s.Host.Notices.Adding {
						t.Errorf("%q days: kept %+v", days, h.notices)
					}
					continue
				}
				end := k.desk.space.EndOf(k.clock.AddDate(0, 0, last))
				if len(h.notices) != 1 {
					t.Fatalf("%q days: %q", days, k.notice)
				}
				n := h.notices[0]
				for _, at := range []string{community.NoticeWall, community.NoticeKiosk} {
					want := where == community.NoticeBoth || where == at
					if n.UpAt(k.clock, at) != want || n.UpAt(end.Add(-time.Minute), at) != want || n.UpAt(end, at) {
						t.Errorf("%s, %q days, for %q: on the %s until %s", zone, days, where, at, n.Until)
					}
				}
				lines := k.State().Host.Notices.Lines
				if want := "until the end of " + k.desk.space.Local(end.Add(-time.Minute)).Format("Monday 2 January"); len(lines) != 1 || lines[0].When[len(lines[0].When)-len(want):] != want {
					t.Errorf("%s, %q days: it says %+v, want %q", zone, days, lines, want)
				}
			}
		}
	}
}
