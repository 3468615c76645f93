// Package sync keeps screens in step: each works alone on its own file, and all
// of them lead to the same through a shared store, the hub. This comment is the
// protocol; a client can be written from it.
//
// # What is promised
//
// What a screen acknowledged is on its disk, and stays there until a hub has it
// on its own. What a hub acknowledged is in its shared store: a file, or the
// majority of a cluster. Each field of each record ends with the greatest
// (clock, screen, value) that anybody gave it, erased records stay erased, and
// two screens that took in the same say the same digest. A screen never waits
// for the network. What can be lost: the value of a field that somebody else
// changed later (kept aside for 30 days); what a screen had not sent when its
// disk died; and what a hub acknowledged and lost with its disk, if every screen
// that had it lost it, too.
//
// # Who talks to whom
//
// A screen is known by its key: the SHA-256 of the SubjectPublicKeyInfo of its
// self-signed ECDSA P-256 certificate, in lower-case hex. A hub has such a key,
// too, kept in the shared store, so that hubs in front of one cluster are one.
// Connections are TLS 1.3 with certificates on both sides, each compared with
// the key that pairing pinned; names and dates in certificates say nothing.
// HTTP/2 above it, URLs below https://HUB/v1/.
//
// Which screens there are is itself a record of the space, of kind "screen" and
// with the fields name, role, key, paired_at and revoked. A hub looks at each
// request:
//
//	role      reads                                          writes
//	kiosk     everything                                     everything but another screen's key and role
//	replica   as kiosk; it has no window                     as kiosk
//	wall      what consenting members show on a wall, the      nothing
//	          space itself, its events and the notices
//	          for walls that are not over
//	revoked   nothing: 403 revoked, and it wipes what it has
//	unpaired  nothing but /v1/pair: 401 unpaired
//
// A screen that was revoked stays so; its key and role are set once. A wall is
// sent no host, card, number, e-mail address that is not public, or who else was
// here, and cannot become a hub.
//
// # Records
//
// A record has a kind, an ID (a UUID), owners and fields, which are text. On the
// wire it is a JSON object:
//
//	{"kind": "member", "id": "0199…", "owners": ["…"],
//	 "groups": [{"clock": 115…, "screen": 42, "seq": 7, "actor": "host:0199…", "fields": {"name": "Ada", "languages:Igbo": "a"}}]}
//	{"kind": "member", "id": "0199…", "erased": true}
//	{"kind": "member", "id": "0199…", "gone": true}
//	{"kind": "member", "id": "0199…", "whole": true, "groups": […]}
//
// A group is the fields that carry one stamp. clock is a hybrid logical clock
// (Kulkarni and others, 2014): Unix milliseconds times 65536 and a counter;
// screen is the random number under which one life of a store stamps. A record
// may hold some of its fields only. Kinds and fields that a program does not
// know are kept and passed on. Erasing a member takes all records that name it
// as an owner, at once and for ever; those need no mark of their own, since a
// record whose owner is erased is refused. "gone" tells a wall to forget a record
// until it is sent again, and "whole" to forget those of its fields that are not
// in it.
//
// An introduction, a coming, a cheer and a naming (how well somebody knows a name)
// are one of any two: their IDs are made of those two (RFC 9562, version 5), so that
// two screens that are apart make one record. Of two who are on the way to one quick
// ask the later is; screens say so as soon as they hear of it. A tally has one writer,
// the screen that it names. Walls are sent posts and cheers that are up, the mood of
// whoever is here, and thank-yous that both agreed to, each only when all its owners
// are shown and no host has yet to look at the words; of introductions, comings,
// namings and tallies they are told nothing.
//
// # What is kept for a while only
//
// Visits, visitors, parcels, posts, cheers, acts and the values of acts go when they
// are old enough, and so do introductions of which nothing was ever said but that
// they are put off. The field kept_since of the space's record says since when each
// of them is kept, as a JSON object of Unix milliseconds: "visit" and "visitor" by
// in_at, an invitation by expected_on; "remembered" for visitors with the field
// remember; "act" and "act_values" by at; "parcel" by handed_at, so that one
// that waits stays; "post" by until, and for cheers by a week after said_at;
// "put_off" for introductions by not_before, unless one of the fields asked_by_id,
// never, done_at, met_at and talked was ever set. Whoever changes a post that has
// ended, or an introduction that was only put off, says all its fields anew. Only a
// screen that works alone and the one on the hub's own machine move kept_since, on a
// clock that they trust, and only forwards, but for what a
// clock that was ahead said; nobody lets go what is of the last two days. From
// then on such records are gone, whoever still holds their bytes: screens and
// hubs delete them when they get to it, refuse those that come, and leave them
// out of digests. So is what comes without the field that says how old it is, to
// a record that is not there. Nothing has to be remembered of what is gone.
//
// # Requests
//
// Bodies are JSON, compressed with zstd (Content-Encoding: zstd) above 1 KiB,
// at most 8 MiB and at most 1,000 records; unknown keys are ignored.
//
//	POST /v1/{space}/hello   first of each connection, and again after any error
//	POST /v1/{space}/push    records that the hub lacks
//	POST /v1/{space}/pull    records that the screen lacks; waits for one up to 25 s
//	POST /v1/{space}/digest  what both should hold: {"sums": [256 numbers]}
//	POST /v1/{space}/bye     this screen is switched off on purpose
//	POST /v1/{space}/photos  {"hashes": […]}, at most 1,000: {"missing": […]} of these; not for a wall
//	PUT  /v1/{space}/photo/{hash}?part=N&of=M   a part of a photo, 256 KiB but for the last
//	GET  /v1/{space}/photo/{hash}?part=N        a part; its header Kettle-Parts says how many there are
//	POST /v1/pair            see Pairing
//
// Parts are numbered from 0, at most 256 of them, and travel as they are. A body
// may take five minutes while it never stops for 20 s. There are at most 32
// requests at one time on a connection, which a hub closes when nobody who is
// paired asked for anything on it within ten seconds of its beginning. All
// requests may be repeated when the answer is lost.
//
// hello carries the screen's number, what it last knew of the hub (epoch and
// meeting), its clock in Unix milliseconds, the protocols it speaks, the name of
// its program and how much waits to be sent. The answer has the hub's epoch and
// clock, the meeting to name next time, and the screen's own name and role as
// the host knows them.
//
// push carries the epoch and records; the hub merges them and answers when they
// are durable, with the fields that lost against a later value. pull carries the
// epoch and two numbers, since and after; the answer has the records whose last
// change comes after the number after, in its order, of each the groups with a
// seq above since, and the two numbers to ask with next. They go on as follows:
//
//	since  all changes up to it are here. It moves only when a page is the last
//	after  all records whose last change is up to it were sent since then
//
// A record that changes again while pages are read moves behind those that are
// still to come, with all its groups above since: so a position in the pages is
// never a threshold for changes. A screen commits a page and both numbers in one
// transaction. A wall is always sent whole records.
//
// A screen pushes in the order of its changes, each batch when the one before was
// answered, and may ask for a page while it takes in the one before. Both carry the word of the last hello, meeting: what
// came with a word is not sent back to who pulls with the same word, from where since
// is not 0. A screen says hello whenever it begins to run and before it stamps anew,
// so that it has all that it pushed under a word.
//
// # Errors
//
// Answers other than 2xx are application/problem+json (RFC 9457) with a code:
//
//	400 malformed  the request is not what this comment says: it is a fault of the screen, try later
//	401 unpaired   the certificate is nobody's: pair
//	403 revoked    wipe, then pair if a host lets you
//	403 role       this role may not do that
//	403 pair       no pairing: the title says why, and what to do
//	404 space      this hub has another space
//	404 photo      no such photo, or none that this role may see
//	409 epoch      the hub is another than you knew: see Epoch
//	409 copied     another screen has your key and took your place: see Meetings
//	412 clock      a stamp is more than 60 s in the future: say hello again, then stamp anew
//	413 large      more than a body may hold, or 131,072 objects and lists in it: send less at a time
//	426 protocol   no protocol in common: protocols is [oldest, newest] of the hub's
//	503 busy       the shared store does not answer, or too much is asked of the hub: try later
//
// A screen tries again after half a second, then twice as long up to 30 s, each
// time half to once of that by chance, and at once when its own data change or
// the hub is heard of.
//
// # Epoch
//
// The epoch is a random number that a shared store has for life. A store that
// was restored or made anew has another. A screen that meets another epoch sets
// since and after to 0 and sends everything it knows, erasures first: so a hub
// gets back from the screens what it forgot.
//
// Each answer to push and pull names the greatest seq of the store and a random
// word of who serves it, and a screen keeps both before it takes anything for
// sent. Hello brings them back. A hub that never was so far under that word went
// back in time, such as a machine put back to an older disk, and takes a new
// epoch; so does one that is behind in its meetings. (A machine put back with its memory cannot notice.)
//
// # Meetings
//
// Each hello is answered with a count and a random word, which the next hello
// must bring. One count back with the word of then means that the answer was
// lost; none at all, or another epoch, that both begin anew. Anything else means
// that there are two screens with one key, a disk that was copied: the one that
// asks is told 409 copied, forgets its pairing, stamps under a new number from
// then on, and waits to be paired.
//
// # Clocks
//
// A stamp is provisional until a hub has it. At each hello the screen compares
// the hub's clock with its own, and counts with the difference from then on if
// that is more than 2 s. What it has not sent was done after the last time at
// which nothing waited, and before now. Where a stamp says otherwise, and
// wherever the difference is new, stamps move, in order and above all that was
// seen, and so do the times of what happened on this screen: by the difference
// that is now or was then, whichever leads to the past by less. The hub refuses
// stamps from more than 60 s after its own time or the greatest it holds.
//
// When all that is known of a change is that a clock was ahead which is right
// again, it counts as made when the hub is met: then it comes after all that its
// screen had seen. A screen that is given an older disk with such a change may so
// put it above what it made of it later itself.
//
// # Pairing
//
// A host makes a code at the hub: ten letters and digits, none of them I, L, O, 0
// or 1, good once and for ten minutes. The new screen finds the hub by mDNS
// (_kettle._tcp; TXT: key and space) or by an address, connects with its
// certificate, and either knows the hub's key beforehand (scanned from
// kettle:pair?hub=…&code=…&key=…, or typed as the fingerprint) or takes that of
// its first connection and shows six digits. The code itself never travels: S is
// Argon2id of it (salt "kettle pair", 2 passes, 19 MiB, 1 lane, 32 bytes), and
// both sides prove with HMAC-SHA-256 under S that they know it. Below, | joins
// bytes, keys are the 32 bytes of a fingerprint, nonces are 32 bytes of chance;
// all of these travel in lower-case hex. POST /v1/pair has three steps:
//
//	{"commit", "pinned", "proof"} → {"id", "nonce", "proof", "space", "role"}
//	    commit          SHA-256("kettle pair" | nonce of the screen | key of the screen | key of the hub)
//	    pinned          whether the screen knew the hub's key beforehand
//	    proof           HMAC("pinned" or else "screen" | commit | key of the screen | key of the hub)
//	    proof, answered HMAC("hub---" | commit | nonce of the hub | key of the screen | key of the hub)
//	{"id", "nonce"}     → {"digits": true}  the hub checks the commitment with the keys it sees
//	{"id", "wait": true} → {"space", "name", "role", "key", "addresses"}  once the host has said yes
//	                    → {"wait": true}  after 25 s: ask again
//	{"id", "refuse": true} → {}  somebody at the screen said no, or what it holds does
//
// Whatever goes wrong is 403 pair, and five wrong proofs in a minute are 503 busy
// for whoever comes next. An exchange belongs to the key that began it. The first
// step may be repeated with the same commit, the others as they are.
//
// The digits are the first eight bytes, the greatest first, of HMAC-SHA-256 under
// nonce of the screen | nonce of the hub, of key of the screen | key of the hub,
// modulo 1,000,000, on both sides. The host compares them and says yes or no; a
// screen with somebody in front of it asks there, too, before its third step.
// Somebody in the middle who does not know the code gets nowhere, since both
// proofs name both keys. Who knows it would have to choose the nonces before
// knowing both, and has one try in a million; with the hub's key known
// beforehand, none. A host may make a code that needs no second look at the
// digits: then "digits" is false, nobody is asked, and the hub refuses a screen
// that is not pinned. A screen that says so proves it with the code, and being
// pinned it gives that proof to nobody but the hub.
//
// # Versions
//
// This is protocol 1. A hub speaks the two before its own, too; hello settles on
// the greatest that both know. Fields and kinds are added without a new
// protocol: whoever does not know them passes them on.
package sync
