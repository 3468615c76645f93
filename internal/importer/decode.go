package importer

import (
	"bytes"
	"encoding/binary"
	"errors"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decode turns the bytes of a file into text. The error says in words that the
// file is no text.
//
// A byte order mark decides. Without one, text that is valid UTF-8 is UTF-8,
// text in which every other byte is zero is UTF-16, and all else is what
// spreadsheets on Windows write: Windows-1252, or its neighbour Windows-1250
// when Polish letters show.
func decode(raw []byte) (text, encoding string, err error) {
	if what := foreign(raw); what != "" {
		return "", "", errors.New(what)
	}
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return wide(raw[2:], binary.LittleEndian), "UTF-16LE", nil
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return wide(raw[2:], binary.BigEndian), "UTF-16BE", nil
	}
	if even, odd := zeroes(raw); even+odd > 0 {
		switch {
		case odd > len(raw)/8 && even < odd/8:
			return wide(raw, binary.LittleEndian), "UTF-16LE", nil
		case even > len(raw)/8 && odd < even/8:
			return wide(raw, binary.BigEndian), "UTF-16BE", nil
		case even+odd > 8+len(raw)/1000:
			return "", "", errors.New("this is not a text file; save the list as CSV (UTF-8) and import that")
		}
	}
	if utf8.Valid(raw) {
		return string(raw), "UTF-8", nil
	}
	set, encoding := charmap.Windows1252, "Windows-1252"
	if polish(raw) {
		set, encoding = charmap.Windows1250, "Windows-1250"
	}
	out, err := set.NewDecoder().Bytes(raw)
	if err != nil {
		return "", "", errors.New("its letters cannot be read; save the list as CSV (UTF-8) and import that")
	}
	return string(out), encoding, nil
}

// foreign knows files of other kinds by their first bytes and says what to do.
func foreign(raw []byte) string {
	for _, f := range []struct{ magic, says string }{
		{"PK\x03\x04", "this is a spreadsheet or another packed file, not CSV; open it, save it as CSV (UTF-8) and import that"},
		{"\xd0\xcf\x11\xe0", "this is an old Excel workbook, not CSV; open it, save it as CSV (UTF-8) and import that"},
		{"%PDF", "this is a PDF, not CSV; ask the other system for a CSV export"},
		{"<!DOCTYPE", "this is a web page, not CSV; the download may have needed a login"},
		{"<html", "this is a web page, not CSV; the download may have needed a login"},
		{"{\\rtf", "this is a text document, not CSV; save the list as CSV (UTF-8) and import that"},
		{"\x1f\x8b", "this is a packed file, not CSV; unpack it first"},
		{"BEGIN:VCARD", "this is a file of contacts (vCard), not CSV"},
		{"BEGIN:VCALENDAR", "this is a calendar, not CSV; a calendar's name ends in .ics"},
	} {
		if len(raw) >= len(f.magic) && bytes.EqualFold(raw[:len(f.magic)], []byte(f.magic)) {
			return f.says
		}
	}
	return ""
}

// wide reads UTF-16; half a character at the end is dropped.
func wide(raw []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = order.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units))
}

// zeroes counts the zero bytes at even and at odd places.
func zeroes(raw []byte) (even, odd int) {
	for i, b := range raw {
		if b == 0 {
			if i%2 == 0 {
				even++
			} else {
				odd++
			}
		}
	}
	return even, odd
}

// polish looks for bytes that are letters in Windows-1250 and signs in
// Windows-1252, inside of words: ł is ³ there, ą is ¹, and ż is ¿, which in
// Spanish begins a word but never stands in one.
func polish(raw []byte) bool {
	letter := func(i int) bool {
		return i >= 0 && i < len(raw) && (raw[i]|0x20 >= 'a' && raw[i]|0x20 <= 'z')
	}
	for i, b := range raw {
		switch b {
		case 0xb3, 0xb9:
			if letter(i + 1) {
				return true
			}
		case 0xbf, 0x9f:
			if letter(i - 1) {
				return true
			}
		}
	}
	return false
}
