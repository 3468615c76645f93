package kiosk

// HostPage is a page of the hosts' part.
type HostPage string

// The pages of the hosts' part, by the words of its menu.
const (
	HostMembers  HostPage = "Members"
	HostEdit     HostPage = "Edit profile" // opened from Members
	HostHere     HostPage = "Who’s here"
	HostVisitors HostPage = "Visitors"

	HostIntroductions HostPage = "Introductions"
	HostCare          HostPage = "Hosting"

	HostChanges  HostPage = "Changes" // that members want of their profiles
	HostNotices  HostPage = "Notices"
	HostBoard    HostPage = "Board" // what members asked for, offered and thanked for
	HostEvents   HostPage = "Events"
	HostScreens  HostPage = "Screens"
	HostCanvas   HostPage = "Our canvas"
	HostHistory  HostPage = "History"
	HostSettings HostPage = "Settings"
)
