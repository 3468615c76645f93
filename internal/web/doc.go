// Package web serves the pages that phones see: the profile behind a QR code,
// the same as a contact, and who this space is.
//
// The pages are plain HTTP on the local network and are read-only: no cookies,
// no scripts, no forms, and nothing beyond what a member agreed to show on
// their phone page. Who is here is never part of them. A code that is unknown,
// one whose member took the consent back, and any path that leads nowhere get
// the same answer, byte for byte, so that nobody learns by trying who is a
// member.
//
//	/M/CODE       the profile, any case
//	/M/CODE.vcf   the same as a vCard 4.0 with the photo
//	/M/CODE.jpg   the photo
//	/             the space
//	/assets/…     style, fonts and icon, with a hash in the name
//
// [New] makes the handler and [Serve] runs it within limits; [Address] and
// [ProfileURL] say what to write into a QR code, [ContactVCard] what to write
// into one for phones that cannot reach the screen.
package web
