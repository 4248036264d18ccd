package sheet

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// records reads delimited text record by record (RFC 4180, and what Excel and
// people make of it): rows of unequal length, line ends inside quoted cells, a
// quote inside a cell that does not begin with one, blanks after a closing
// quote. A line end inside a cell is a line feed.
type records struct {
	from      io.Reader
	delimiter byte
	lineEnd   byte
	columns   int

	buffer []byte
	// rest is what of the buffer has not been taken yet, end the error that
	// ended the input.
	rest []byte
	end  error
	// line is the number of the line taken last.
	line int

	cells []string
	lines []int
	// text holds the cells of a record with quotes, one after the other; ends
	// says where each ends.
	text []byte
	ends []int
}

func newRecords(from io.Reader, delimiter, lineEnd byte) *records {
	return &records{
		from: from, delimiter: delimiter, lineEnd: lineEnd, columns: MaxColumns,
		buffer: make([]byte, 2*chunkSize),
	}
}

// next returns the next record that is not an empty line.
func (s *records) next() (Row, error) {
	for {
		line, err := s.takeLine()
		if err != nil {
			return Row{}, err
		}
		switch {
		case len(line) == 0:
		case bytes.IndexByte(line, '"') < 0:
			return s.split(string(line))
		default:
			return s.quoted(line)
		}
	}
}

// takeLine returns the next line without its end; it is valid until the next
// call.
func (s *records) takeLine() ([]byte, error) {
	searched := 0
	for {
		if i := bytes.IndexByte(s.rest[searched:], s.lineEnd); i >= 0 {
			line := s.rest[:searched+i]
			s.rest = s.rest[searched+i+1:]
			s.line++
			return bytes.TrimSuffix(line, []byte{'\r'}), nil
		}
		searched = len(s.rest)
		switch {
		case s.end == nil && searched >= MaxRecord:
			return nil, tooLong(s.line + 1)
		case s.end == nil:
			s.fill()
		case !errors.Is(s.end, io.EOF) || searched == 0:
			return nil, s.end
		default:
			line := s.rest
			s.rest = nil
			s.line++
			return bytes.TrimSuffix(line, []byte{'\r'}), nil
		}
	}
}

// fill reads more of the text behind what has not been taken yet.
func (s *records) fill() {
	if len(s.rest) > len(s.buffer)/2 {
		s.buffer = append(make([]byte, 0, 2*len(s.buffer)), s.rest...)
		s.buffer = s.buffer[:cap(s.buffer)]
	} else {
		copy(s.buffer, s.rest)
	}
	kept := len(s.rest)
	n, err := s.from.Read(s.buffer[kept:])
	s.rest, s.end = s.buffer[:kept+n], err
}

// split returns the cells of a line without quotes.
func (s *records) split(line string) (Row, error) {
	s.cells = s.cells[:0]
	for {
		i := strings.IndexByte(line, s.delimiter)
		if i < 0 {
			break
		}
		s.cells = append(s.cells, line[:i])
		line = line[i+1:]
	}
	s.cells = append(s.cells, line)
	if len(s.cells) > s.columns {
		return Row{}, tooWide(s.line)
	}
	return Row{Number: s.line, Cells: s.cells}, nil
}

// quoted returns the cells of a record that begins with the line and has
// quotes.
func (s *records) quoted(line []byte) (Row, error) {
	s.text, s.ends, s.lines = s.text[:0], s.ends[:0], s.lines[:0]
	row := Row{Number: s.line}
	for {
		s.lines = append(s.lines, s.line)
		if len(line) > 0 && line[0] == '"' {
			var err error
			if line, err = s.quotedCell(line[1:]); err != nil {
				return Row{}, err
			}
		} else {
			i := bytes.IndexByte(line, s.delimiter)
			if i < 0 {
				i = len(line)
			}
			s.text = append(s.text, line[:i]...)
			line = line[i:]
		}
		s.ends = append(s.ends, len(s.text))
		if len(s.ends) > s.columns {
			return Row{}, tooWide(row.Number)
		}
		if len(line) == 0 {
			break
		}
		line = line[1:]
	}
	s.cells = s.cells[:0]
	text, from := string(s.text), 0
	for _, end := range s.ends {
		s.cells = append(s.cells, text[from:end])
		from = end
	}
	row.Cells = s.cells
	if s.line > row.Number {
		row.lines = s.lines
	}
	return row, nil
}

// quotedCell adds the cell that begins after its opening quote to the text. It
// returns the rest of the line on which the cell ends: nothing, or a
// delimiter and what follows.
func (s *records) quotedCell(line []byte) (rest []byte, err error) {
	opened, slip := s.line, false
	for {
		i := bytes.IndexByte(line, '"')
		if i < 0 {
			s.text = append(append(s.text, line...), '\n')
			if line, err = s.continued(opened); err != nil {
				return nil, err
			}
			continue
		}
		s.text = append(s.text, line[:i]...)
		line = line[i+1:]
		if len(line) > 0 && line[0] == '"' {
			s.text = append(s.text, '"')
			line = line[1:]
			// Who did not double a quote before does not do so here: the
			// second one closes the cell.
			if slip && s.endsCell(line) {
				return line, nil
			}
			continue
		}
		rest = bytes.TrimLeft(line, " ")
		if s.endsCell(rest) {
			return rest, nil
		}
		// On its own line such a quote is a slip of whoever wrote the cell;
		// after a line end it is most likely the opening one of a later cell.
		if s.line > opened {
			return nil, unclosed(opened)
		}
		s.text = append(s.text, '"')
		slip = true
	}
}

// endsCell reports whether a cell ends before the rest of its line.
func (s *records) endsCell(rest []byte) bool {
	return len(rest) == 0 || rest[0] == s.delimiter
}

// continued returns the next line of a cell that runs over line ends.
func (s *records) continued(opened int) ([]byte, error) {
	line, err := s.takeLine()
	switch {
	case errors.Is(err, io.EOF), s.line-opened >= MaxRecordLines, len(s.text)+len(line) > MaxRecord:
		return nil, unclosed(opened)
	}
	return line, err
}

func tooLong(line int) error {
	return fault.New(fault.Failed, "line %s is longer than a line of a table can be", strconv.Itoa(line)).
		WithHint("check that the file is a table with one record on each line")
}

func tooWide(line int) error {
	return fault.New(fault.Failed, "line %s has more than %d columns", strconv.Itoa(line), MaxColumns).
		WithHint("check that the file is a table, and its delimiter")
}

func unclosed(line int) error {
	return fault.New(fault.Failed, "on line %s a quotation mark opens a cell and none closes it", strconv.Itoa(line)).
		WithHint("close it, or write it twice when it belongs to the text")
}
