package sheet

import (
	"bytes"
	"io"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// delimiters are those that are recognised, the likelier first.
const delimiters = ";,\t|"

// parseDelimiter returns the delimiter of a name, or a fault of kind Usage.
func parseDelimiter(name string) (byte, error) {
	if strings.EqualFold(name, "tab") || name == `\t` {
		name = "\t"
	}
	if len(name) != 1 || !strings.Contains(delimiters, name) {
		return 0, fault.New(fault.Usage, "%q is no delimiter", name).
			WithHint("choose one of ; , | tab")
	}
	return name[0], nil
}

// conclude finds out the line ends and the delimiter by the beginning of the
// text.
func (f *File) conclude(head []byte) error {
	if f.BOM {
		head = head[len(f.Encoding.mark()):]
	}
	text, err := io.ReadAll(newDecoder(bytes.NewReader(head), f.Encoding))
	if err != nil {
		return err
	}
	first, _, found := bytes.Cut(text, []byte{f.lineEnd})
	f.CRLF = found && bytes.HasSuffix(first, []byte{'\r'})
	if delimiter, ok := separator(first); ok {
		f.Sep = true
		text = text[min(len(first)+1, len(text)):]
		if f.options.Delimiter == "" {
			f.Delimiter = delimiter
		}
	}
	if f.Delimiter == 0 {
		f.Delimiter = f.likeliest(text)
	}
	return nil
}

// separator returns the delimiter that a first line such as sep=; names.
func separator(line []byte) (delimiter byte, ok bool) {
	const name = "sep="
	line = bytes.TrimSuffix(line, []byte{'\r'})
	if len(line) != len(name)+1 || !strings.EqualFold(string(line[:len(name)]), name) {
		return 0, false
	}
	return line[len(name)], strings.IndexByte(delimiters, line[len(name)]) >= 0
}

// likeliest returns the delimiter that divides most of the first records into
// equally many cells, and into the most: titles above the header and ragged
// rows do not count, and a decimal comma in every row is one delimiter only.
func (f *File) likeliest(text []byte) byte {
	// The last line may be cut in the middle.
	if last := bytes.LastIndexByte(text, f.lineEnd); last > 0 && f.Size > headSize {
		text = text[:last]
	}
	best, most := delimiters[0], 0
	for i := range len(delimiters) {
		if n := explained(newRecords(bytes.NewReader(text), delimiters[i], f.lineEnd)); n > most {
			best, most = delimiters[i], n
		}
	}
	return best
}

// explained returns how many delimiters stand in the records, among the first,
// that have the number of cells which most delimiters go with.
func explained(r *records) (most int) {
	const measured = 20
	r.columns = headSize
	widths := map[int]int{}
	for range measured {
		row, err := r.next()
		if err != nil {
			break
		}
		n := len(row.Cells) - 1
		widths[n] += n
		most = max(most, widths[n])
	}
	return most
}
