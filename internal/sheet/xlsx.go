package sheet

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// The bounds of a workbook, which a small file can promise to exceed.
const (
	// maxUnpacked is how many bytes may come out of all its parts together,
	// maxRatio how many times its own size, beyond freeUnpacked.
	maxUnpacked, freeUnpacked = 1 << 30, 64 << 20
	maxRatio                  = 300
	// maxStrings is how many bytes its shared texts may have.
	maxStrings = 128 << 20
	// maxParts is how many parts it may have, maxStyles how many formats.
	maxParts, maxStyles = 10_000, 65_536
)

// workbook is a file of ECMA-376 part 1 that has been opened.
type workbook struct {
	ctx    context.Context
	parts  []*zip.File
	budget int64
	sheets []worksheet
	// since1904 says that days are counted from 1904 and not from 1900.
	since1904 bool
	// stringsPart and stylesPart name the parts that cells refer to.
	stringsPart, stylesPart string
}

// worksheet is one sheet of a workbook.
type worksheet struct {
	name, part string
	hidden     bool
	relation   string
}

// openWorkbook reads what the workbook says of its parts.
func openWorkbook(ctx context.Context, file io.ReaderAt, size int64) (*workbook, error) {
	archive, err := zip.NewReader(file, size)
	if err != nil || len(archive.File) > maxParts {
		return nil, corrupt(err)
	}
	b := &workbook{ctx: ctx, parts: archive.File, budget: min(maxUnpacked, max(freeUnpacked, size*maxRatio))}
	if b.find("mimetype") != nil {
		return nil, fault.New(fault.Failed, "the file is an OpenDocument, which cannot be read").
			WithHint("save it as .xlsx or CSV")
	}
	main := "xl/workbook.xml"
	err = b.relations("", func(r relation) {
		if r.kind == "officeDocument" {
			main = r.target
		}
	})
	if err != nil {
		return nil, err
	}
	if b.find(main) == nil {
		return nil, fault.New(fault.Failed, "the file is a ZIP archive, but no workbook of Excel").
			WithHint("unpack it, and import what is inside")
	}
	if err := b.readMain(main); err != nil {
		return nil, err
	}
	return b, b.relate(main)
}

// readMain reads the list of the sheets.
func (b *workbook) readMain(main string) error {
	return b.each(main, func(e xml.StartElement, _ *part) error {
		switch e.Name.Local {
		case "workbookPr":
			b.since1904 = isTrue(attribute(e, "date1904"))
		case "sheet":
			b.sheets = append(b.sheets, worksheet{
				name: attribute(e, "name"), relation: attribute(e, "id"),
				hidden: strings.Contains(strings.ToLower(attribute(e, "state")), "hidden"),
			})
		}
		return nil
	})
}

// relate finds the parts that the workbook consists of; sheets that are no
// grids of cells, such as charts, are left out.
func (b *workbook) relate(main string) error {
	grids := map[string]string{}
	err := b.relations(main, func(r relation) {
		switch r.kind {
		case "worksheet":
			grids[r.id] = r.target
		case "sharedStrings":
			b.stringsPart = r.target
		case "styles":
			b.stylesPart = r.target
		}
	})
	var sheets []worksheet
	for _, s := range b.sheets {
		if s.part = grids[s.relation]; s.part != "" {
			sheets = append(sheets, s)
		}
	}
	b.sheets = sheets
	return err
}

// choose returns the sheet of a name, the first visible one for no name.
func (b *workbook) choose(name string) (worksheet, error) {
	var names []string
	for _, s := range b.sheets {
		if name == "" && !s.hidden || name != "" && strings.EqualFold(s.name, name) {
			return s, nil
		}
		names = append(names, s.name)
	}
	if name == "" {
		return worksheet{}, fault.New(fault.Failed, "the workbook has no visible sheet").
			WithHint("name one with --sheet")
	}
	return worksheet{}, fault.New(fault.Failed, "the workbook has no sheet %q", name).
		WithHint("its sheets are: %s", strings.Join(names, ", "))
}

// describe returns the name of the chosen sheet and the number of the last row
// that it claims to have.
func (b *workbook) describe(name string) (sheet string, lines int, err error) {
	chosen, err := b.choose(name)
	if err != nil {
		return "", 0, err
	}
	err = b.each(chosen.part, func(e xml.StartElement, _ *part) error {
		switch e.Name.Local {
		case "dimension":
			ref := attribute(e, "ref")
			if _, row, ok := parseReference(ref[strings.IndexByte(ref, ':')+1:]); ok {
				lines = row
			}
			return io.EOF
		case "sheetData":
			return io.EOF
		}
		return nil
	})
	return chosen.name, lines, err
}

// relation is a line of the part that says what another part refers to.
type relation struct{ id, kind, target string }

// relations calls fn with each relation of a part, of the whole for no part
// (ECMA-376 part 2, 9.3). Kinds are the last words of the addresses that name
// them: those of the two editions of the standard differ in the rest.
func (b *workbook) relations(of string, fn func(relation)) error {
	folder, file := path.Split(of)
	list := folder + "_rels/" + file + ".rels"
	if b.find(list) == nil {
		return nil
	}
	return b.each(list, func(e xml.StartElement, _ *part) error {
		if e.Name.Local == "Relationship" {
			target := attribute(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/", folder, target)
			}
			fn(relation{
				id: attribute(e, "Id"), kind: path.Base(attribute(e, "Type")),
				target: strings.TrimPrefix(path.Clean(target), "/"),
			})
		}
		return nil
	})
}

// find returns the part of a name; the case of its letters does not count
// (ECMA-376 part 2, 6.2.2.3).
func (b *workbook) find(name string) *zip.File {
	for _, f := range b.parts {
		if strings.EqualFold(f.Name, name) {
			return f
		}
	}
	return nil
}

// each calls fn with each element of a part, until it returns an error; io.EOF
// ends the reading and is none.
func (b *workbook) each(name string, fn func(xml.StartElement, *part) error) error {
	p, err := b.open(name)
	if err != nil {
		return err
	}
	defer p.close()
	for err == nil {
		var t xml.Token
		if t, err = p.token(); err == nil {
			if e, ok := t.(xml.StartElement); ok {
				err = fn(e, p)
			}
		}
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func isTrue(s string) bool { return s == "1" || s == "true" }

func corrupt(err error) error {
	return fault.New(fault.Failed, "the workbook is damaged").
		WithHint("open it in Excel and save it again, or save it as CSV").WithCause(err)
}
