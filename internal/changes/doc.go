// Package changes writes all that a screen knows of its space to one file, and
// reads it back: for screens and hubs that cannot see one another, and a host
// who carries a stick from one to the other. This comment is the format, whole
// enough to write another reader.
//
// # The layers
//
// From the outside in: age v1 (https://age-encryption.org/v1) with one scrypt
// recipient, so that who has the file needs the passphrase, too; inside it one
// zstd stream (RFC 8878), whose window is at most 8 MiB; inside that the stream
// described below. The scrypt work factor is 17, and a reader refuses more than
// 18, which would take more memory than a small screen has. The header of the age
// file is at most 1 KiB. A reader gives up on a stream that is more than 64 MiB
// and 200 times as long as it was when compressed.
//
// # The stream
//
// It begins with the 15 bytes "kettle changes\n". Blocks follow: one byte that
// says what it is, the length of what follows in four bytes, the greatest first,
// and that many bytes.
//
//	h  once, first            the header, a JSON object, at most 4 KiB
//	r  any number, after it   records, a JSON array of 1 to 1,000, at most 8 MiB
//	p  any number, after all  a part of a photo: the SHA-256 of the photo (32
//	   records                bytes), the number of the part from 0, the number of
//	                          parts (two bytes each, the greatest first), and 256
//	                          KiB of the photo, or less in the last part
//	s  once, last             the signature, at most 256 bytes
//
// Nothing follows the signature. Unknown keys of JSON objects are ignored;
// another kind of block needs another format number.
//
// The header:
//
//	{"program": "kettle", "format": 1, "space": "0199…", "made_at": "2026-11-16T10:00:00Z",
//	 "screen": 42, "key": "MFkw…"}
//
// space is the ID of the space, made_at the time by the writer's clock, screen
// the number under which the writing store stamps, and key the public key that
// the file is signed with: the SubjectPublicKeyInfo of an ECDSA P-256 key in
// DER, base64. The SHA-256 of these very bytes, in lower-case hex, is the
// fingerprint by which screens know one another.
//
// Records are those of the sync protocol (see package kettle/sync, Records), each
// with all of its fields, and erased ones as the bare mark. Their limits are the
// same as on the wire: kinds of 64 characters, 16 owners, 256 groups, 1,000
// fields, names of 256 bytes and values of 256 KiB. At most 131,072 objects and
// arrays are in one block. A record of kind "screen" is never erased, and its ID is
// made of its key. "gone" and the seq of groups mean nothing here.
//
// The parts of one photo follow one another, whole, and are at most 16 MiB
// together. Only photos that members show are written.
//
// The signature is ECDSA over the SHA-256 of everything in the stream before the
// block that holds it, as an ASN.1 DER sequence of two integers.
//
// # What a reader promises
//
// Nothing of the file counts before the signature was seen to be right, so a file
// is read twice: to look, and to take in. The signature only says whose key
// wrote it; whether that is a screen of the space is for the caller to ask.
// Taking one file in twice, or files in any order, leads to the same, since
// records are merged by their stamps.
package changes
