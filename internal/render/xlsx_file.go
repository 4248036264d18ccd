package render

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The parts of a workbook that are the same in every workbook but for its sheets:
// what kinds of parts there are and which refers to which, as part 2 of
// ECMA-376 (the package) and its part 1, 12.3 (the parts) have them.
const (
	xmlHeader = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace = `"http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	kinds     = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	packages  = "http://schemas.openxmlformats.org/package/2006/"

	contentTypesXML = `<Types xmlns="` + packages + `content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + kinds + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + kinds + `styles+xml"/>`

	packageRelsXML = `<Relationships xmlns="` + packages + `relationships">` +
		`<Relationship Id="rId1" Type="` + relations + `/officeDocument" Target="xl/workbook.xml"/>` +
		`<Relationship Id="rId2" Type="` + packages + `relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`</Relationships>`

	workbookXML = `<workbook xmlns=` + mainSpace + ` xmlns:r="` + relations + `"><bookViews><workbookView/></bookViews>` +
		`<sheets>`

	workbookRelsXML = `<Relationships xmlns="` + packages + `relationships">` +
		`<Relationship Id="rId0" Type="` + relations + `/styles" Target="styles.xml"/>`

	// The plain font and the bold one; the two fills that every workbook
	// begins with.
	fontsXML = `<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>` +
		`<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`
)

// The numbers of the number formats (ECMA-376 part 1, 18.8.30): those below 164
// have a meaning that no part spells out, of which text is one.
const (
	generalNumber  = 0
	textNumber     = 49
	firstOwnNumber = 164
)

// cellStyle is what a cell looks like: a number format of Excel, empty for
// none, emphasis, alignment.
type cellStyle struct {
	format      string
	bold, right bool
}

// sheetFile writes the sheets of a workbook one after the other, each from top
// to bottom. The writer that it writes parts through remembers the first error
// until the part ends.
type sheetFile struct {
	parts *zip.Writer
	out   *bufio.Writer
	// sheets is how many were begun.
	sheets int
	// styles are those that cells have, each at its number.
	styles []cellStyle
}

// newSheetFile begins a workbook whose sheets have these names.
func newSheetFile(w io.Writer, title string, names ...string) (*sheetFile, error) {
	f := &sheetFile{parts: zip.NewWriter(w), out: bufio.NewWriter(io.Discard), styles: []cellStyle{{}}}
	var types, sheets, rels strings.Builder
	for i, name := range names {
		n := strconv.Itoa(i + 1)
		types.WriteString(`<Override PartName="/xl/worksheets/sheet` + n + `.xml" ContentType="` + kinds + `worksheet+xml"/>`)
		sheets.WriteString(`<sheet name="` + name + `" sheetId="` + n + `" r:id="rId` + n + `"/>`)
		rels.WriteString(`<Relationship Id="rId` + n + `" Type="` + relations + `/worksheet" Target="worksheets/sheet` + n + `.xml"/>`)
	}
	for _, p := range []struct{ name, content string }{
		{"[Content_Types].xml", contentTypesXML + types.String() + "</Types>"},
		{"_rels/.rels", packageRelsXML},
		{"xl/workbook.xml", workbookXML + sheets.String() + "</sheets></workbook>"},
		{"xl/_rels/workbook.xml.rels", workbookRelsXML + rels.String() + "</Relationships>"},
	} {
		if err := f.part(p.name, p.content); err != nil {
			return nil, err
		}
	}
	err := f.part("docProps/core.xml", `<cp:coreProperties xmlns:cp="`+packages+`metadata/core-properties"`+
		` xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>`)
	f.text(title)
	f.out.WriteString(`</dc:title><dc:creator>dtctl</dc:creator></cp:coreProperties>`)
	return f, err
}

// beginSheet begins the next sheet, up to its first row. Widths are those of the
// columns, in characters, style what their empty cells look like; the first
// frozen rows stay in sight.
func (f *sheetFile) beginSheet(frozen int, widths []int, style cellStyle) error {
	f.sheets++
	selected := ""
	if f.sheets == 1 {
		selected = `tabSelected="1" `
	}
	top := strconv.Itoa(frozen)
	err := f.part("xl/worksheets/sheet"+strconv.Itoa(f.sheets)+".xml",
		`<worksheet xmlns=`+mainSpace+`><sheetViews><sheetView `+selected+`workbookViewId="0">`+
			`<pane ySplit="`+top+`" topLeftCell="A`+strconv.Itoa(frozen+1)+`" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`)
	f.columns(widths, f.style(style))
	f.out.WriteString("<sheetData>")
	return err
}

func (f *sheetFile) endSheet() { f.out.WriteString("</sheetData></worksheet>") }

// part ends the part before and begins one.
func (f *sheetFile) part(name, content string) error {
	if err := f.out.Flush(); err != nil {
		return err
	}
	// The first day that a ZIP file can name: the time of writing would make
	// two files of the same rows differ.
	w, err := f.parts.CreateHeader(&zip.FileHeader{
		Name: name, Method: zip.Deflate, Modified: time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		return err
	}
	f.out.Reset(w)
	f.out.WriteString(xmlHeader)
	f.out.WriteString(content)
	return nil
}

func (f *sheetFile) columns(widths []int, style int) {
	// An element of no columns would not be valid.
	if len(widths) == 0 {
		return
	}
	look := ""
	if style > 0 {
		look = `" style="` + strconv.Itoa(style)
	}
	f.out.WriteString("<cols>")
	for i, width := range widths {
		n := strconv.Itoa(i + 1)
		f.out.WriteString(`<col min="` + n + `" max="` + n + `" width="` + strconv.Itoa(width) + look + `" customWidth="1"/>`)
	}
	f.out.WriteString("</cols>")
}

func (f *sheetFile) beginRow(row int) {
	f.out.WriteString(`<row r="`)
	f.integer(int64(row))
	f.out.WriteString(`">`)
}

func (f *sheetFile) endRow() { f.out.WriteString("</row>") }

// cell writes a string, a bool, an int64 or a float64 to the column, counted
// from 0, of the row (ECMA-376 part 1, 18.3.1.4 and 18.18.11).
func (f *sheetFile) cell(column, row int, value any, style cellStyle) {
	f.out.WriteString(`<c r="`)
	f.out.WriteString(columnName(column))
	f.integer(int64(row))
	if n := f.style(style); n > 0 {
		f.out.WriteString(`" s="`)
		f.integer(int64(n))
	}
	f.out.WriteString(`"`)
	switch v := value.(type) {
	case string:
		// Without the attribute a reader may drop the spaces at the ends.
		f.out.WriteString(` t="inlineStr"><is><t xml:space="preserve">`)
		f.text(v)
		f.out.WriteString("</t></is></c>")
		return
	case bool:
		digit := "0"
		if v {
			digit = "1"
		}
		f.out.WriteString(` t="b"><v>` + digit)
	case int64:
		f.out.WriteString("><v>")
		f.integer(v)
	case float64:
		f.out.WriteString("><v>")
		f.out.Write(strconv.AppendFloat(f.out.AvailableBuffer(), v, 'f', -1, 64))
	}
	f.out.WriteString("</v></c>")
}

func (f *sheetFile) integer(n int64) {
	f.out.Write(strconv.AppendInt(f.out.AvailableBuffer(), n, 10))
}

// style returns the number of a style, given when it is first needed.
func (f *sheetFile) style(s cellStyle) int {
	if n := slices.Index(f.styles, s); n >= 0 {
		return n
	}
	f.styles = append(f.styles, s)
	return len(f.styles) - 1
}

// close ends the workbook. It returns the first error of writing that no other
// function returned.
func (f *sheetFile) close() error {
	if err := f.part("xl/styles.xml", `<styleSheet xmlns=`+mainSpace+`>`); err != nil {
		return err
	}
	f.writeStyles()
	if err := f.out.Flush(); err != nil {
		return err
	}
	return f.parts.Close()
}

// writeStyles writes the styles of the cells (ECMA-376 part 1, 18.8.39).
func (f *sheetFile) writeStyles() {
	var formats []string
	var cells strings.Builder
	for _, s := range f.styles {
		format, font, alignment := generalNumber, 0, ""
		switch s.format {
		case "":
		case textFormat:
			format = textNumber
		default:
			if !slices.Contains(formats, s.format) {
				formats = append(formats, s.format)
			}
			format = firstOwnNumber + slices.Index(formats, s.format)
		}
		if s.bold {
			font = 1
		}
		if s.right {
			alignment = `<alignment horizontal="right"/>`
		}
		fmt.Fprintf(&cells, `<xf numFmtId="%d" fontId="%d" fillId="0" borderId="0" xfId="0"`+
			` applyNumberFormat="1" applyFont="1" applyAlignment="1">%s</xf>`, format, font, alignment)
	}
	if len(formats) > 0 {
		f.out.WriteString(`<numFmts count="` + strconv.Itoa(len(formats)) + `">`)
		for i, format := range formats {
			f.out.WriteString(`<numFmt numFmtId="` + strconv.Itoa(firstOwnNumber+i) + `" formatCode="` + format + `"/>`)
		}
		f.out.WriteString("</numFmts>")
	}
	f.out.WriteString(fontsXML + `<cellXfs count="` + strconv.Itoa(len(f.styles)) + `">` + cells.String() + "</cellXfs>" +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`)
}
