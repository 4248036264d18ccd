package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"

	"github.com/dtctl/dtctl/internal/fault"
)

// maxRows is how many rows a sheet has ("Excel specifications and limits").
const maxRows = 1_048_576

// grid reads the rows of a sheet (ECMA-376 part 1, 18.3.1).
type grid struct {
	part   *part
	texts  texts
	styles []shown
	epoch  bool
	row    int
	cells  []string
}

// rows begins to read the sheet of a name.
func (b *workbook) rows(name string) (*grid, error) {
	chosen, err := b.choose(name)
	if err != nil {
		return nil, err
	}
	g := &grid{epoch: b.since1904}
	if g.texts, err = b.readTexts(); err != nil {
		return nil, err
	}
	if g.styles, err = b.readStyles(); err != nil {
		return nil, err
	}
	g.part, err = b.open(chosen.part)
	return g, err
}

// next returns the next row that has a value.
func (g *grid) next() (Row, error) {
	for {
		t, err := g.part.token()
		if err != nil {
			return Row{}, noEnd(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local != "row" {
				continue
			}
			if err := g.readRow(attribute(t, "r")); err != nil {
				return Row{}, err
			}
			if len(g.cells) > 0 {
				return Row{Number: g.row, Cells: g.cells}, nil
			}
		case xml.EndElement:
			if t.Name.Local == "sheetData" {
				g.part.close()
				return Row{}, io.EOF
			}
		}
	}
}

// readRow reads the cells of the row that has just begun. A row without a
// number follows the one before.
func (g *grid) readRow(number string) error {
	g.row++
	if number != "" {
		n, err := strconv.Atoi(number)
		if err != nil || n < g.row {
			return corrupt(err)
		}
		g.row = n
	}
	if g.row > maxRows {
		return corrupt(nil)
	}
	g.cells = g.cells[:0]
	column, size := 0, 0
	for {
		t, err := g.part.token()
		if err != nil {
			return noEnd(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			column++
			if at := attribute(t, "r"); at != "" {
				n, row, ok := parseReference(at)
				if !ok || row != g.row || n < column {
					return corrupt(nil)
				}
				column = n
			}
			cell, err := g.readCell(t)
			if err != nil {
				return err
			}
			if size += len(cell); size > MaxRecord {
				return tooLong(g.row)
			}
			if err := g.put(column, cell); err != nil {
				return err
			}
		case xml.EndElement:
			if t.Name.Local == "row" {
				return nil
			}
		}
	}
}

// put puts a value into its column; an empty one leaves the row as short as it
// is.
func (g *grid) put(column int, cell string) error {
	if cell == "" {
		return nil
	}
	if column > MaxColumns {
		return tooWide(g.row)
	}
	for len(g.cells) < column {
		g.cells = append(g.cells, "")
	}
	g.cells[column-1] = cell
	return nil
}

// readCell returns the text of the cell that has just begun.
func (g *grid) readCell(c xml.StartElement) (string, error) {
	kind, style := attribute(c, "t"), attribute(c, "s")
	var value string
	formula, found := false, false
	for {
		t, err := g.part.token()
		if err != nil {
			return "", noEnd(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				found = true
				value, err = g.part.text("v")
			case "is":
				found = true
				value, err = g.part.richText("is")
			case "f":
				formula = true
			}
			if err != nil {
				return "", err
			}
		case xml.EndElement:
			switch {
			case t.Name.Local != "c":
			case formula && !found:
				return "", fault.New(fault.Failed, "row %s has a formula that was never calculated", strconv.Itoa(g.row)).
					WithHint("open the workbook in Excel and save it, or save it as CSV")
			case !found:
				return "", nil
			default:
				return g.value(value, kind, style)
			}
		}
	}
}

// value returns what is stored in a cell of a kind (ECMA-376 part 1, 18.18.11)
// as text.
func (g *grid) value(stored, kind, style string) (string, error) {
	switch kind {
	case "s":
		s, ok := g.texts.at(stored)
		if !ok {
			return "", corrupt(errors.New("no shared text " + stored))
		}
		return s, nil
	case "str":
		return unescapeXML(stored), nil
	case "b":
		return strconv.FormatBool(isTrue(stored)), nil
	case "", "n":
		how := plain
		if i, err := strconv.Atoi(style); err == nil && i >= 0 && i < len(g.styles) {
			how = g.styles[i]
		}
		return number(stored, how, g.epoch), nil
	}
	return stored, nil
}

// parseReference returns the column and the row, counted from 1, of a cell
// named like B12.
func parseReference(ref string) (column, row int, ok bool) {
	const letters, most = 26, 20_000
	i := 0
	for i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && column < most {
		column = column*letters + int(ref[i]-'A') + 1
		i++
	}
	row, err := strconv.Atoi(ref[i:])
	return column, row, err == nil && column > 0 && row > 0
}
