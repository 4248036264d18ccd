package render

import (
	"bytes"
	"io"
)

// Page is one sheet of a workbook to fill in.
type Page struct {
	// Name is that of the sheet: at most 31 letters, digits and blanks.
	Name string
	// Rows are the texts of the cells; those of the first row are titles.
	Rows [][]string
}

// WriteForm writes a workbook for people to fill in: its cells are text, the
// empty ones too, so that a code that is typed keeps its zeros. It returns the
// error of the writer.
func WriteForm(w io.Writer, pages []Page) error {
	names := make([]string, len(pages))
	for i, p := range pages {
		names[i] = p.Name
	}
	var whole bytes.Buffer
	file, err := newSheetFile(&whole, names[0], names...)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if err := file.page(p); err != nil {
			return err
		}
	}
	if err := file.close(); err != nil {
		return err
	}
	_, err = whole.WriteTo(w)
	return err
}

func (f *sheetFile) page(p Page) error {
	var widths []int
	for _, row := range p.Rows {
		for i, text := range row {
			if i == len(widths) {
				widths = append(widths, narrowest)
			}
			widths[i] = min(max(widths[i], displayWidth(text)+1), widest)
		}
	}
	if err := f.beginSheet(1, widths, cellStyle{format: textFormat}); err != nil {
		return err
	}
	for n, row := range p.Rows {
		f.beginRow(n + 1)
		for i, text := range row {
			if text != "" {
				f.cell(i, n+1, reveal(text, "\n\t"), cellStyle{format: textFormat, bold: n == 0})
			}
		}
		f.endRow()
	}
	f.endSheet()
	return nil
}
