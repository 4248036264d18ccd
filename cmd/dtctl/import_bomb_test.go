//go:build unix

package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// maxMemory is what an import may need at most, in bytes.
const maxMemory = 400 << 20

// endures runs an import of a file that is no table but an attack: it has to
// end with a sentence, within bounded memory, and change nothing.
func (p program) endures(t *testing.T, path string, input io.Reader, want string) {
	t.Helper()
	cmd, temporary := p.alone("iscrizione", "import", path, "--edizione", "TD-BASE/1")
	cmd.Stdin = input
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	said := string(out)
	if code := cmd.ProcessState.ExitCode(); code != 1 || !strings.Contains(said, want) || strings.Contains(said, "goroutine") || len(said) > 2000 {
		t.Errorf("exit %d: %.2000s", code, said)
	}
	peak := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS != "darwin" {
		peak *= 1024
	}
	if peak > maxMemory {
		t.Errorf("%d MB of memory", peak>>20)
	}
	if files := left(t, temporary); len(files) > 0 {
		t.Errorf("%v stay behind", files)
	}
	if n := p.rows("iscrizione") + p.rows("importazione"); n != 0 {
		t.Errorf("%d rows", n)
	}
}

// sparse is a file that begins with a text and goes on to the size with zero
// bytes that take no room.
func sparse(t *testing.T, start string, size int64) string {
	t.Helper()
	path := file(t, "f.csv", start)
	if err := os.Truncate(path, size); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImport_TextThatIsNoTableIsRefusedInBoundedMemory(t *testing.T) {
	t.Parallel()
	const header, huge = "Cognome;Nome;Ente\n", 5 << 30
	p := newSchool(t)
	for name, c := range map[string]struct{ path, want string }{
		"a line of 5 GB":             {sparse(t, header+strings.Repeat("a", 4<<20), huge), "line 2 is longer than a line"},
		"a line of 5 GB in the head": {sparse(t, strings.Repeat("a;b\t", 1<<20), huge), "line 1 is longer than a line"},
		"a cell of 5 GB":             {sparse(t, header+`Rossi;Ada;"`+strings.Repeat("a\n", 2<<20), huge), "line 2"},
		"zero bytes":                 {sparse(t, header+"Rossi;Ada\x00;Sassuolo\n", huge), "line 2 has bytes that are no text"},
		"nothing but zero bytes":     {sparse(t, "", huge), "dtctl: "},
		"a row of 1,000,000 columns": {file(t, "f.csv", header+strings.Repeat(";", 1_000_000)+"\n"), "line 2"},
		"1,000,000 wide columns":     {file(t, "f.csv", header+strings.Repeat("aa;", 1_000_000)+"\n"), "line 2 is longer than a line"},
		"1,000,000 quoted columns":   {file(t, "f.csv", header+strings.Repeat(`"";`, 300_000)+"\n"), "line 2"},
		"1,000,000 titles":           {file(t, "f.csv", strings.Repeat("a;", 500_000)+"\n"), "line 1"},
		"an open quote":              {file(t, "f.csv", header+"\"Rossi;Ada;Sassuolo\n"+strings.Repeat("Verdi;Ugo;Sassuolo\n", 500_000)), "line 2"},
		"noise":                      {file(t, "f.csv", string(bytes.Repeat([]byte{0xff, 0x81, 0x8d}, 1<<20))), "dtctl: "},
		"UTF-16 cut in two":          {file(t, "f.csv", utf16Of(header, binary.BigEndian)[:35]), "dtctl: "},
		"nothing":                    {file(t, "f.csv", ""), "the file is empty"},
	} {
		t.Run(name, func(t *testing.T) { p.endures(t, c.path, nil, c.want) })
	}
	t.Run("a long line through the standard input", func(t *testing.T) {
		size := int64(64 << 20)
		if long() {
			size = huge
		}
		p.endures(t, "-", io.LimitReader(always('a'), size), "line 1 is longer than a line")
	})
}

// always is an endless text of one letter.
type always byte

func (a always) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(a)
	}
	return len(p), nil
}

// part is a part of a workbook: it begins with start, and goes on with what is
// repeated so many times.
type part struct {
	name, start, repeated string
	times                 int
	end                   string
	// claimed is the size that the workbook says it has, when not zero.
	claimed uint64
}

// bomb writes a workbook of which some parts are replaced.
func bomb(t *testing.T, parts ...part) string {
	t.Helper()
	const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	all := []part{
		{name: "[Content_Types].xml", start: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{name: "_rels/.rels", start: relations + `<Relationship Id="r1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{name: "xl/_rels/workbook.xml.rels", start: relations + `<Relationship Id="r1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="r2" Type="` + office + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
		{name: "xl/workbook.xml", start: `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + office + `">` +
			`<sheets><sheet name="Foglio1" sheetId="1" r:id="r1"/></sheets></workbook>`},
	}
	path := filepath.Join(t.TempDir(), "f.xlsx")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(out)
	for _, p := range append(all, parts...) {
		p.write(t, w)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func (p part) write(t *testing.T, w *zip.Writer) {
	t.Helper()
	size := uint64(len(p.start) + len(p.repeated)*p.times + len(p.end))
	if p.claimed != 0 {
		size = p.claimed
	}
	// What is compressed alone can be repeated: it refers to nothing before it.
	start, middle, end := packed(t, p.start), packed(t, p.repeated), packed(t, p.end)
	raw, err := w.CreateRaw(&zip.FileHeader{
		Name: p.name, Method: zip.Deflate, UncompressedSize64: size,
		CompressedSize64: uint64(len(start) + len(middle)*p.times + len(end) + 2),
	})
	if err != nil {
		t.Fatal(err)
	}
	// The two bytes are the empty block that ends it all.
	for _, piece := range [][]byte{start, bytes.Repeat(middle, p.times), end, {3, 0}} {
		if _, err := raw.Write(piece); err != nil {
			t.Fatal(err)
		}
	}
}

func packed(t *testing.T, s string) []byte {
	t.Helper()
	if s == "" {
		return nil
	}
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestImport_WorkbookThatIsABombIsRefusedInBoundedMemory(t *testing.T) {
	t.Parallel()
	const sheet, begin = "xl/worksheets/sheet1.xml", `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	cell := func(text string) string { return `<c t="inlineStr"><is><t>` + text + `</t></is></c>` }
	head := begin + "<row>" + cell("Cognome") + cell("Nome") + cell("Ente") + "</row>"
	const mega, giga = 1 << 20, 1 << 10
	p := newSchool(t)
	for name, parts := range map[string][]part{
		"zeros":            {{name: sheet, start: head, repeated: strings.Repeat("\x00", mega), times: giga}},
		"blanks":           {{name: sheet, start: head, repeated: strings.Repeat(" ", mega), times: giga}},
		"one cell":         {{name: sheet, start: head + `<row><c t="inlineStr"><is><t>`, repeated: strings.Repeat("a", mega), times: giga}},
		"one name":         {{name: sheet, start: head + `<row><`, repeated: strings.Repeat("a", mega), times: giga}},
		"one attribute":    {{name: sheet, start: head + `<row r="`, repeated: strings.Repeat("1", mega), times: giga}},
		"one comment":      {{name: sheet, start: head + `<!-- `, repeated: strings.Repeat("a", mega), times: giga}},
		"many attributes":  {{name: sheet, start: head + `<row `, repeated: strings.Repeat(`a="" `, mega/5), times: giga}},
		"deep":             {{name: sheet, start: head + `<row>`, repeated: strings.Repeat("<a>", mega/3), times: giga}},
		"one row":          {{name: sheet, start: head + `<row>`, repeated: strings.Repeat(cell(""), mega/40), times: giga}},
		"shared texts":     {{name: sheet, start: head}, {name: "xl/sharedStrings.xml", start: "<sst>", repeated: strings.Repeat("<si><t>"+strings.Repeat("abc", 200)+"</t></si>", mega/615), times: giga}},
		"a shared text":    {{name: sheet, start: head}, {name: "xl/sharedStrings.xml", start: "<sst><si><t>", repeated: strings.Repeat("a", mega), times: giga}},
		"a lie about size": {{name: sheet, start: head, repeated: strings.Repeat("\x00", mega), times: giga, claimed: 10}},
		"a lie, too large": {{name: sheet, start: head + "</sheetData></worksheet>", claimed: 1 << 40}},
		"an entity":        {{name: sheet, start: `<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>` + begin + "<row>" + cell("&b;") + "</row></sheetData></worksheet>"}},
		"a far cell":       {{name: sheet, start: head + `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>`}},
		"a wrong row":      {{name: sheet, start: head + `<row r="99999999999999999999"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`}},
		"cut off":          {{name: sheet, start: head}},
	} {
		t.Run(name, func(t *testing.T) { p.endures(t, bomb(t, parts...), nil, "dtctl: ") })
	}
	t.Run("many parts", func(t *testing.T) {
		parts := []part{{name: sheet, start: head + "</sheetData></worksheet>"}}
		for i := range 20_000 {
			parts = append(parts, part{name: fmt.Sprintf("xl/a%d.xml", i)})
		}
		p.endures(t, bomb(t, parts...), nil, "dtctl: ")
	})
}
