package sheet

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/dtctl/dtctl/internal/fault"
)

// headSize is how much of the beginning of a file is kept to look at.
const headSize = 64 << 10

// examiner looks at a file chunk by chunk.
type examiner struct {
	hash hash.Hash
	size int64
	head []byte
	// text says that the file is no workbook; its lines are looked at too.
	text     bool
	encoding Encoding
	// valid says that the text so far is UTF-8, split is the incomplete
	// character that its last chunk ended with.
	valid bool
	split []byte
	// feeds and returns count line feeds and carriage returns, tail is how many
	// bytes there are behind the last of either.
	feeds, returns, tail   int
	replacements, mojibake int
}

// Examine reads the file once, in memory that does not depend on its size, and
// says what it is and how its rows are to be read.
//
// It returns a fault of kind Usage for an option that it does not know, the
// error of the context when that is done, and a fault of kind Failed for a file
// that is missing or no table: another kind of document, zero bytes in the
// text, a line of more than MaxRecord bytes.
func Examine(ctx context.Context, path string, o Options) (File, error) {
	f := File{Path: path, options: o}
	if err := f.overrule(); err != nil {
		return File{}, err
	}
	file, err := open(path)
	if err != nil {
		return File{}, err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return File{}, unreadable(path, err)
	}
	f.modified = info.ModTime()
	e := examiner{hash: sha256.New(), valid: true}
	if err := e.readAll(ctx, file, &f); err != nil {
		return File{}, err
	}
	f.Size, f.SHA256 = e.size, hex.EncodeToString(e.hash.Sum(nil))
	if f.Format == XLSX {
		book, err := openWorkbook(ctx, file, f.Size)
		if err != nil {
			return File{}, err
		}
		f.Sheet, f.Lines, err = book.describe(o.Sheet)
		return f, err
	}
	err = e.conclude(&f)
	return f, err
}

// overrule takes over what the options decide.
func (f *File) overrule() (err error) {
	if f.options.Encoding != "" {
		if f.Encoding, err = parseEncoding(f.options.Encoding); err != nil {
			return err
		}
	}
	if f.options.Delimiter != "" {
		f.Delimiter, err = parseDelimiter(f.options.Delimiter)
	}
	return err
}

// readAll reads the file to its end.
func (e *examiner) readAll(ctx context.Context, file io.Reader, f *File) error {
	chunk := make([]byte, chunkSize)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := io.ReadFull(file, chunk)
		if e.size == 0 {
			if refused := e.begin(chunk[:n], f); refused != nil {
				return refused
			}
		}
		e.size += int64(n)
		e.hash.Write(chunk[:n])
		if e.text {
			if refused := e.look(chunk[:n]); refused != nil {
				return refused
			}
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return nil
		case err != nil:
			return unreadable(f.Path, err)
		}
	}
}

// begin looks at the first chunk.
func (e *examiner) begin(head []byte, f *File) error {
	e.head = bytes.Clone(head[:min(len(head), headSize)])
	f.Format = CSV
	if isZIP(head) {
		f.Format, f.Encoding, f.Delimiter = XLSX, "", 0
		return nil
	}
	if err := notATable(head); err != nil {
		return err
	}
	e.text = true
	byMark := marked(head)
	if f.Encoding == "" || f.Encoding.wide() && byMark.wide() {
		f.Encoding = byMark
	}
	if f.Encoding == "" {
		f.Encoding = patterned(head)
	}
	f.BOM = byMark != "" && byMark == f.Encoding
	e.encoding = f.Encoding
	return nil
}

// look looks at one more chunk of text.
func (e *examiner) look(chunk []byte) error {
	if e.encoding.wide() {
		return e.lookWide(chunk)
	}
	if i := bytes.IndexByte(chunk, 0); i >= 0 {
		return zeroByte(e.lines() + bytes.Count(chunk[:i], []byte{'\n'}) + 1)
	}
	e.feeds += bytes.Count(chunk, []byte{'\n'})
	e.returns += bytes.Count(chunk, []byte{'\r'})
	if last := bytes.LastIndexAny(chunk, "\r\n"); last >= 0 {
		e.tail = len(chunk) - last - 1
	} else {
		e.tail += len(chunk)
	}
	if e.tail > MaxRecord {
		return tooLong(e.lines() + 1)
	}
	if e.valid {
		e.lookUTF8(chunk)
	}
	return nil
}

// lines returns how many line ends there have been.
func (e *examiner) lines() int {
	if e.feeds == 0 {
		return e.returns
	}
	return e.feeds
}

// lookUTF8 checks that the text is UTF-8 and counts what is damaged in it.
func (e *examiner) lookUTF8(chunk []byte) {
	text := chunk
	if len(e.split) > 0 {
		text = append(e.split, chunk...)
	}
	// What may be the beginning of a damaged character waits for the next
	// chunk.
	const longest = 16
	whole := len(text)
	for whole > 0 && len(text)-whole < longest && text[whole-1] >= utf8.RuneSelf {
		whole--
	}
	if len(text)-whole == longest {
		for whole < len(text) && !utf8.RuneStart(text[whole]) {
			whole++
		}
	}
	e.valid = utf8.Valid(text[:whole])
	if suspect(text[:whole]) {
		replacements, mojibake := damage(string(text[:whole]))
		e.replacements += replacements
		e.mojibake += mojibake
	}
	e.split = bytes.Clone(text[whole:])
}

// lookWide looks at a chunk of UTF-16.
func (e *examiner) lookWide(chunk []byte) error {
	high := e.encoding.high()
	for i := 0; i+1 < len(chunk); i += 2 {
		e.tail += 2
		switch unit(chunk[i:], high) {
		case 0:
			return zeroByte(e.lines() + 1)
		case '\n':
			e.feeds++
			e.tail = 0
		case '\r':
			e.returns++
			e.tail = 0
		}
		if e.tail > MaxRecord {
			return tooLong(e.lines() + 1)
		}
	}
	return nil
}

// conclude says what the whole text is.
func (e *examiner) conclude(f *File) error {
	e.valid = e.valid && utf8.Valid(e.split)
	switch {
	case f.Encoding != "":
	case e.valid:
		f.Encoding = UTF8
	default:
		f.Encoding = Windows1252
	}
	if f.Encoding == UTF8 && e.valid {
		replacements, mojibake := damage(string(e.split))
		f.Replacements, f.Mojibake = e.replacements+replacements, e.mojibake+mojibake
		f.clean = f.Replacements+f.Mojibake == 0
	}
	f.invalid = !e.valid
	f.lineEnd, f.Lines = '\n', e.lines()
	if e.feeds == 0 && e.returns > 0 {
		f.lineEnd = '\r'
	}
	if e.tail > 0 {
		f.Lines++
	}
	return f.conclude(e.head)
}

func zeroByte(line int) error {
	return fault.New(fault.Failed, "line %s has bytes that are no text", strconv.Itoa(line)).
		WithHint("save the table again as CSV or XLSX, or name its encoding with --encoding")
}
