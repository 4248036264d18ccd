package sheet

import (
	"bytes"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// isZIP reports whether a file begins as a ZIP archive does, which every
// workbook of Excel 2007 and later is.
func isZIP(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// notATable returns a fault for the documents that are taken for tables, of
// which the first bytes tell the kind.
func notATable(head []byte) error {
	start := strings.ToLower(string(head[:min(len(head), 256)]))
	page := strings.TrimLeft(strings.TrimPrefix(start, UTF8.mark()), " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return fault.New(fault.Failed, "the file is a workbook of an old Excel (.xls), or one with a password").
			WithHint("open it, and save it without password as .xlsx or CSV")
	case strings.HasPrefix(page, "<!doctype"), strings.HasPrefix(page, "<html"),
		strings.HasPrefix(page, "<table"), strings.HasPrefix(page, "<?xml"):
		return fault.New(fault.Failed, "the file is a page of HTML or XML, whatever its name says").
			WithHint("open it in a spreadsheet, and save it as .xlsx or CSV")
	case strings.HasPrefix(start, "%pdf-"):
		return fault.New(fault.Failed, "the file is a PDF, not a table").
			WithHint("ask whoever sent it for the table, as .xlsx or CSV")
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return fault.New(fault.Failed, "the file is compressed").
			WithHint("unpack it, and import what is inside")
	}
	return nil
}
