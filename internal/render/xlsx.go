package render

import (
	"bytes"
	"io"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/quota"
)

const (
	sheetName = "dtctl"
	// measuredRows is how many rows decide the width of the columns.
	measuredRows            = 1000
	narrowest, widest       = 6, 60
	textFormat              = "@"
	dayFormat, momentFormat = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
	// What a sheet of Excel holds ("Excel specifications and limits"): rows,
	// and UTF-16 units in the text of a cell.
	sheetRows, cellUnits = 1_048_576, 32_767
)

// workbook writes one sheet from top to bottom.
type workbook struct {
	file   *sheetFile
	locale Locale
	row    int
}

// writeXLSX writes a document as a workbook whose bytes depend on nothing
// else. It returns a fault of kind Failed for more rows or longer texts than a
// sheet holds, or the error of the writer.
func writeXLSX(w io.Writer, d document, loc Locale) error {
	if rows := d.lines(); rows > sheetRows {
		return fault.New(fault.Failed, "%d rows are more than a spreadsheet holds", rows).
			WithHint("choose another format with --output, or fewer rows")
	}
	// Half a workbook opens nowhere: it leaves, compressed, when it is whole.
	var whole bytes.Buffer
	file, err := newSheetFile(&whole, d.title, sheetName)
	if err != nil {
		return err
	}
	if err := file.beginSheet(d.linesAbove()+1, columnWidths(d, loc), cellStyle{}); err != nil {
		return err
	}
	book := &workbook{file: file, locale: loc}
	if err := book.fill(d); err != nil {
		return err
	}
	file.endSheet()
	if err := file.close(); err != nil {
		return err
	}
	_, err = whole.WriteTo(w)
	return err
}

// lines returns how many rows of a sheet the document takes.
func (d document) lines() int {
	lines := d.linesAbove()
	for i, b := range d.blocks {
		lines += 1 + len(b.rows) + len(b.total)
		if i > 0 {
			// An empty line and the caption.
			lines += 2
		}
	}
	if len(d.notes) > 0 {
		lines += 1 + len(d.notes)
	}
	return lines
}

// linesAbove returns how many rows stand above the titles of the first table.
func (d document) linesAbove() int {
	lines := 0
	for _, s := range []string{d.title, d.context} {
		if s != "" {
			lines++
		}
	}
	if lines > 0 {
		lines++
	}
	return lines
}

func columnWidths(d document, loc Locale) []int {
	var widths []int
	for _, block := range d.blocks {
		for len(widths) < len(block.titles) {
			widths = append(widths, narrowest)
		}
		for i, t := range block.titles {
			widths[i] = max(widths[i], displayWidth(t)+1)
		}
		for _, row := range block.rows[:min(len(block.rows), measuredRows)] {
			for i, v := range row {
				widths[i] = min(max(widths[i], displayWidth(humanText(v, loc))+1), widest)
			}
		}
	}
	return widths
}

func (b *workbook) fill(d document) error {
	if err := b.text(d.title, true); err != nil {
		return err
	}
	if err := b.text(d.context, false); err != nil {
		return err
	}
	b.row = d.linesAbove()
	for i, block := range d.blocks {
		if i > 0 {
			b.row++
			if err := b.text(block.caption, true); err != nil {
				return err
			}
		}
		if err := b.table(block); err != nil {
			return err
		}
	}
	b.row++
	for _, n := range d.notes {
		if err := b.text(n, false); err != nil {
			return err
		}
	}
	return nil
}

// text writes a line of its own, nothing for an empty one.
func (b *workbook) text(s string, bold bool) error {
	if s == "" {
		return nil
	}
	return b.write([]any{s}, nil, func(int) bool { return bold })
}

func (b *workbook) table(t block) error {
	titles := make([]any, len(t.titles))
	for i, title := range t.titles {
		titles[i] = title
	}
	all := func(int) bool { return true }
	if err := b.write(titles, t.right, all); err != nil {
		return err
	}
	names := func(column int) bool { return t.fields && column == 0 }
	for _, row := range t.rows {
		if err := b.write(row, t.right, names); err != nil {
			return err
		}
	}
	for _, row := range t.total {
		if err := b.write(row, t.right, all); err != nil {
			return err
		}
	}
	return nil
}

// write writes one row of typed cells.
func (b *workbook) write(row []any, right []bool, bold func(column int) bool) error {
	b.row++
	b.file.beginRow(b.row)
	for i, v := range row {
		value, format := b.cell(v)
		if value == nil {
			continue
		}
		if s, ok := value.(string); ok && len(s) > cellUnits && len(utf16.Encode([]rune(s))) > cellUnits {
			return fault.New(fault.Failed, "a text is longer than a cell of a spreadsheet holds").
				WithHint("choose another format with --output, or leave the column out with --columns")
		}
		b.file.cell(i, b.row, value, cellStyle{format: format, bold: bold(i), right: i < len(right) && right[i]})
	}
	b.file.endRow()
	return nil
}

// cell returns the value of a cell as a sheet holds it, nil for an empty one,
// and its number format. Text is marked as text, so that a code keeps its
// zeros when it is edited too.
func (b *workbook) cell(v any) (value any, format string) {
	if isUnknown(v) {
		return nil, ""
	}
	switch v := v.(type) {
	case bool:
		return v, ""
	case int:
		return int64(v), "#,##0"
	case int64:
		return v, "#,##0"
	case ID:
		return int64(v), "0"
	case Hours:
		return float(v.String()), ""
	case euro.Importo:
		return float(v.String()), "#,##0.00"
	case periodo.Data:
		return dayCell(v.Time(), v.Italian(), dayFormat)
	case periodo.Piano:
		return b.cell(planned(v))
	case periodo.Momento:
		if v.Ora() == "" {
			return b.cell(v.Giorno())
		}
		return dayCell(v.Time(), v.Italian(), momentFormat)
	case time.Time:
		return dayCell(v, italianText(v, b.locale), momentFormat)
	case quota.Quota:
		return float(v.String()), decimals(v.Decimals)
	case quota.Punti:
		f := decimals(v.To.Decimals)
		return float(v.String()), "+" + f + ";-" + f + ";" + f
	case message.Text:
		return reveal(translate(v, b.locale), "\n\t"), textFormat
	case Listing:
		return reveal(italianText(v, b.locale), "\n\t"), textFormat
	}
	return reveal(machineText(v), "\n\t"), textFormat
}

// dayCell returns a day as a day, or as text before March 1900, from which
// day on the serial numbers of Excel are those of the calendar.
func dayCell(t time.Time, text, format string) (any, string) {
	if t.Before(time.Date(1900, time.March, 1, 0, 0, 0, 0, time.UTC)) {
		return text, textFormat
	}
	return serial(t), format
}

// decimals returns the number format with n decimals.
func decimals(n int) string {
	if n == 0 {
		return "0"
	}
	return "0." + strings.Repeat("0", n)
}
