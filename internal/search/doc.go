// Package search finds members by what somebody types at a kiosk.
//
// An Index holds the names of all active members in folded form: lower case,
// without accents, and, for names in other scripts, also spelled in plain
// letters in the ways people write them ("anjali" for अंजलि, "meiling" for 美玲,
// "mueller" and "muller" for Müller). It looks at names, numbers and codes only.
//
// There are three ways to be found:
//
//   - exactly: the full name, the number or the code, whatever the order of the
//     words, the accents, the case and the spaces;
//   - directly: every typed word begins some word of the name, of what the
//     member is called or of how the name is said;
//   - nearly: with one typo in one word, or by the consonants alone, which is how
//     names in Arabic or Hebrew are found from a Latin keyboard. Near matches are
//     given only when there is no other.
//
// A member who did not agree to be on the wall is found exactly or not at all:
// the index holds no word of such a name, only the whole.
package search
