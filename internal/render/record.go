package render

import (
	"bufio"
	"fmt"
	"io"
)

// WriteRecord writes the only row of l as one thing: an object in JSON, one
// field a line where people read. A Listing among its values is an array in
// JSON, a table of its own under its title where people read, one text in CSV,
// TSV and excel. The errors are those of WriteListing; a listing of any other
// number of rows is a defect of the program.
func WriteRecord(w io.Writer, l Listing, o Options) error {
	if len(l.Rows) != 1 {
		return fmt.Errorf("a record is one row, not %d", len(l.Rows))
	}
	l, _, err := prepare(l, o)
	if err != nil {
		return err
	}
	return write(w, l, o,
		func() document { return recordDocument(l, o) },
		func(out *bufio.Writer) error { return writeJSONRecord(out, l) })
}
