// Package sheet reads the tables that people send: CSV and TSV in the
// encodings of Windows and the web, and XLSX.
//
// Examine looks at a file once and says what it is; File.Rows then reads its
// rows as text, in memory that does not grow with the file. Nothing is
// inferred from a value: 015146 stays 015146. Writer writes rows back in the
// dialect that a file came in.
package sheet

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/dtctl/dtctl/internal/fault"
)

// The bounds of a table; beyond them a file is no table but an accident or an
// attack, and reading stops with a fault.
const (
	// MaxRecord is how many bytes of UTF-8 one row may have, and how many
	// bytes one physical line.
	MaxRecord = 1 << 20
	// MaxColumns is how many cells one row may have.
	MaxColumns = 2000
	// MaxRecordLines is how many physical lines one cell may run over: a quote
	// that nobody closed is found before it has eaten the file.
	MaxRecordLines = 1000
)

// Format is what kind of file holds a table.
type Format string

// The formats that can be read.
const (
	// CSV is text whose cells are divided by a delimiter, TSV included.
	CSV Format = "CSV"
	// XLSX is a workbook of Excel 2007 and later (ECMA-376).
	XLSX Format = "XLSX"
)

// Options overrule what Examine would recognise by itself. The zero Options
// overrule nothing.
type Options struct {
	// Encoding is utf-8, utf-16le, utf-16be or windows-1252, or another usual
	// name of one of them.
	Encoding string
	// Delimiter is ; , | or a tab, which may also be called tab.
	Delimiter string
	// Sheet is the name of the sheet of a workbook, the first visible one when
	// it is empty.
	Sheet string
	// FixMojibake asks to repair the cells that are UTF-8 read as
	// Windows-1252.
	FixMojibake bool
}

// File is what Examine found out about a file.
type File struct {
	// Path is where the file is.
	Path string
	// Size is its length in bytes.
	Size int64
	// SHA256 is the hash of its bytes, in hexadecimal.
	SHA256 string
	Format Format
	// Encoding and Delimiter are those that the rows are read with; a workbook
	// has none.
	Encoding  Encoding
	Delimiter byte
	// BOM says that the text begins with a byte order mark, Sep that its first
	// line is Excel's "sep=;", CRLF that its lines end as those of Windows.
	BOM, Sep, CRLF bool
	// Sheet is the name of the sheet that is read, empty for text.
	Sheet string
	// Lines is how many physical lines the file has, for whoever shows the
	// progress; a workbook says it itself, and may say 0 or be wrong.
	Lines int
	// Replacements and Mojibake count, in UTF-8, the replacement characters
	// and the characters that are UTF-8 read as Windows-1252. Rows counts the
	// damaged cells in every encoding.
	Replacements, Mojibake int

	options  Options
	modified time.Time
	// lineEnd is LF, or CR for the text of an old Macintosh.
	lineEnd byte
	// clean says that no cell can be damaged, invalid that the text is not the
	// UTF-8 that it is read as.
	clean, invalid bool
}

// Row is one row of a table that has at least one cell.
type Row struct {
	// Number is the physical line on which the row begins, or the number of
	// the row in its sheet, counted from 1.
	Number int
	// Cells are the texts of the cells; rows need not have equally many. The
	// slice is valid until the next call of Next, the strings for ever.
	Cells []string

	lines []int
}

// Line returns the physical line on which cell i, counted from 0, begins. Its
// column is i+1.
func (r Row) Line(i int) int {
	if i < len(r.lines) {
		return r.lines[i]
	}
	return r.Number
}

// Rows reads the rows of a file from top to bottom.
type Rows struct {
	// Repaired and Damaged count the cells, of the rows returned so far, that
	// were repaired and that are damaged still.
	Repaired, Damaged int

	ctx   context.Context
	file  *os.File
	from  File
	table table
	read  int
}

// table is a source of rows; it returns io.EOF after the last one.
type table interface {
	next() (Row, error)
}

// Rows opens the file for reading its rows; Close must follow. It returns a
// fault of kind Failed when the file has changed since it was examined, or is
// no readable workbook.
func (f File) Rows(ctx context.Context) (*Rows, error) {
	file, err := open(f.Path)
	if err != nil {
		return nil, err
	}
	r := &Rows{ctx: ctx, file: file, from: f}
	if err = r.unchanged(); err == nil {
		r.table, err = f.table(ctx, file)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return r, nil
}

func (f File) table(ctx context.Context, file *os.File) (table, error) {
	if f.Format == XLSX {
		book, err := openWorkbook(ctx, file, f.Size)
		if err != nil {
			return nil, err
		}
		return book.rows(f.options.Sheet)
	}
	text, err := f.text(file)
	if err != nil {
		return nil, err
	}
	records := newRecords(text, f.Delimiter, f.lineEnd)
	if f.Sep {
		if _, err := records.takeLine(); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
	}
	return records, nil
}

// Next returns the next row that is not empty: a line without any character
// and a row of a sheet without any value are left out. It returns io.EOF after
// the last row, the error of the context when that is done, and a fault of
// kind Failed, with the line, for what cannot be read.
func (r *Rows) Next() (Row, error) {
	const rowsBetweenChecks = 256
	if r.read%rowsBetweenChecks == 0 {
		if err := r.ctx.Err(); err != nil {
			return Row{}, err
		}
	}
	r.read++
	row, err := r.table.next()
	if errors.Is(err, io.EOF) {
		if changed := r.unchanged(); changed != nil {
			err = changed
		}
	}
	if err != nil {
		return Row{}, err
	}
	for i, cell := range row.Cells {
		if cell == "" {
			continue
		}
		if cell[0] == '=' || cell[0] == '\'' {
			row.Cells[i] = unguard(cell)
		}
		if !r.from.clean {
			r.mend(&row.Cells[i])
		}
	}
	return row, nil
}

// mend repairs or counts a damaged cell.
func (r *Rows) mend(cell *string) {
	if isASCII(*cell) {
		return
	}
	if r.from.options.FixMojibake {
		if fixed := repair(*cell); fixed != *cell {
			*cell = fixed
			r.Repaired++
		}
	}
	if Damaged(*cell) {
		r.Damaged++
	}
}

// Close ends the reading.
func (r *Rows) Close() error { return r.file.Close() }

// unchanged returns a fault when the file is not the one that was examined.
func (r *Rows) unchanged() error {
	now, err := r.file.Stat()
	if err != nil {
		return unreadable(r.from.Path, err)
	}
	if now.Size() != r.from.Size || !now.ModTime().Equal(r.from.modified) {
		return fault.New(fault.Failed, "%s has changed while it was being read", r.from.Path).
			WithHint("wait until nobody writes to it, and try again")
	}
	return nil
}

// text returns the text of the file in UTF-8, without byte order mark.
func (f File) text(file io.Reader) (io.Reader, error) {
	if f.BOM {
		if _, err := io.CopyN(io.Discard, file, int64(len(f.Encoding.mark()))); err != nil {
			return nil, unreadable(f.Path, err)
		}
	}
	if f.Encoding == UTF8 && !f.invalid {
		return file, nil
	}
	return newDecoder(file, f.Encoding), nil
}

func open(path string) (*os.File, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.Failed, "the file %s does not exist", path).WithCause(err)
	}
	if err != nil {
		return nil, unreadable(path, err)
	}
	return file, nil
}

func unreadable(path string, err error) error {
	return fault.New(fault.Failed, "%s cannot be read", path).
		WithHint("check that it is a file, and its permissions").WithCause(err)
}
