// Package web serves the pages that phones see: the profile behind a QR code,
// the same as a contact, and who this space is.
//
// The pages are plain HTTP on the local network: no cookies, no scripts, and
// nothing beyond what a member agreed to show on their phone page. Who is here is
// never part of them. A code that is unknown, one whose member took the consent
// back, and any path that leads nowhere get the same answer, byte for byte, so
// that nobody learns by trying who is a member.
//
//	/M/CODE       the profile, any case
//	/M/CODE.vcf   the same as a vCard 4.0 with the photo
//	/M/CODE.jpg   the photo
//	/T/WORD       what a ticket is for: to send a photo, or to edit one's profile
//	/T/WORD/board with the latter, instead: to ask for a hand or offer one
//	/T/WORD/coming the same, to say that one comes to an event
//	/E/ID         an event, any case: when, where, how many come, nobody's name
//	/E/ID.ics     the same for a calendar (RFC 5545)
//	/CALENDAR.ics all events
//	/             the space
//	/how          how this community works, with the figures that have enough answers
//	/assets/…     style, fonts and icon, with a hash in the name
//
// A ticket is a secret link for one member and one purpose, ten minutes long,
// that is used up by what is sent with it. Through it a member changes what others
// may see of them, never what only hosts do. Its pages are the only ones with a
// form, and the link itself is what another site would have to know to send one.
//
// Served over HTTPS with the operator's own certificate there are also pages to
// sign in to, with the member's own PIN or a ticket:
//
//	/me           the same as with a ticket, and e-mail, phone and PIN
//	/me/in /me/out /me/pin
//	/me/board     to ask for a hand, to offer one, and to take one's own down
//	/me/help      to be on the way to who needs a hand now
//	/me/coming    to come to an event, from its page
//
// To somebody who is signed in the page of the space shows who needs a hand now, and
// what is asked and offered by those who agreed both to the wall and to the phone
// page. Who is on the way is named to whoever asked alone.
//
// [New] makes the handler and [Serve] runs it within limits; [NewTickets] makes
// the tickets, [Certificates] loads the certificate. [Address], [ProfileURL] and
// [TicketURL] say what to write into a QR code, [ContactVCard] what to write into
// one for phones that cannot reach the screen.
package web
