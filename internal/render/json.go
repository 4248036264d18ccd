package render

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// jsonBuffer writes objects by hand, so that keys keep the order of the
// columns and numbers stay exact.
type jsonBuffer struct {
	bytes.Buffer
	encoder *json.Encoder
}

func newJSONBuffer() *jsonBuffer {
	b := &jsonBuffer{}
	b.encoder = json.NewEncoder(&b.Buffer)
	b.encoder.SetEscapeHTML(false)
	return b
}

// writeJSONArray writes the rows as one array, a row at a time so that a long
// listing is never held twice.
func writeJSONArray(out *bufio.Writer, l Listing) error {
	if len(l.Rows) == 0 {
		out.WriteString("[]\n")
		return nil
	}
	b := newJSONBuffer()
	var indented bytes.Buffer
	for i, row := range l.Rows {
		b.Reset()
		indented.Reset()
		b.object(l.Columns, row)
		if err := json.Indent(&indented, b.Bytes(), "  ", "  "); err != nil {
			return err
		}
		out.WriteByte(before('[', i))
		out.WriteString("\n  ")
		out.Write(indented.Bytes())
	}
	out.WriteString("\n]\n")
	return nil
}

// writeJSONLines writes each row as one object on its own line.
func writeJSONLines(out *bufio.Writer, l Listing) {
	b := newJSONBuffer()
	for _, row := range l.Rows {
		b.Reset()
		b.object(l.Columns, row)
		b.WriteByte('\n')
		out.Write(b.Bytes())
	}
}

func writeJSONRecord(out *bufio.Writer, l Listing) error {
	b := newJSONBuffer()
	b.object(l.Columns, l.Rows[0])
	return b.document(out)
}

func writeJSONReport(out *bufio.Writer, r Report) error {
	parameters := make([]Field, len(r.Parameters))
	for i, p := range r.Parameters {
		parameters[i] = Field{Key: p.Key, Value: p.Value}
	}
	notes := make([]string, len(r.Notes))
	for i, n := range r.Notes {
		notes[i] = n.String()
	}
	b := newJSONBuffer()
	b.fields([]Field{
		{"title", r.Title},
		{"parameters", parameters},
		{"as_of", r.AsOf},
		{"universe", r.Universe.Fields},
		{"rows", r.Rows},
		{"total", r.Total.value(r.Rows.Columns)},
		{"notes", notes},
	})
	return b.document(out)
}

// value returns the closing rows as JSON holds them: nothing, one object, or
// an array.
func (t Total) value(heads []Head) any {
	switch {
	case t.Many || len(t.Rows) > 1:
		return Listing{Columns: heads, Rows: t.Rows}
	case len(t.Rows) == 0:
		return nil
	}
	total := make([]Field, len(heads))
	for i, h := range heads {
		total[i] = Field{Key: h.Key, Value: t.Rows[0][i]}
	}
	return total
}

// document writes the buffer, indented, as a whole document.
func (b *jsonBuffer) document(out *bufio.Writer) error {
	var indented bytes.Buffer
	if err := json.Indent(&indented, b.Bytes(), "", "  "); err != nil {
		return err
	}
	out.Write(indented.Bytes())
	out.WriteByte('\n')
	return nil
}

func (b *jsonBuffer) object(heads []Head, row []any) {
	b.items("{}", len(heads), func(i int) { b.member(heads[i].Key, row[i]) })
}

func (b *jsonBuffer) fields(fields []Field) {
	b.items("{}", len(fields), func(i int) { b.member(fields[i].Key, fields[i].Value) })
}

func (b *jsonBuffer) member(key string, v any) {
	b.text(key)
	b.WriteByte(':')
	b.value(v)
}

// items writes n things with commas between two brackets.
func (b *jsonBuffer) items(brackets string, n int, item func(int)) {
	if n == 0 {
		b.WriteString(brackets)
		return
	}
	for i := range n {
		b.WriteByte(before(brackets[0], i))
		item(i)
	}
	b.WriteByte(brackets[1])
}

// before returns the mark before the i-th of several things.
func before(first byte, i int) byte {
	if i == 0 {
		return first
	}
	return ','
}

func (b *jsonBuffer) value(v any) {
	switch v := v.(type) {
	case bool:
		b.WriteString(strconv.FormatBool(v))
	case []string:
		b.items("[]", len(v), func(i int) { b.text(v[i]) })
	case []Field:
		b.fields(v)
	case Listing:
		b.items("[]", len(v.Rows), func(i int) { b.object(v.Columns, v.Rows[i]) })
	default:
		b.scalar(v)
	}
}

func (b *jsonBuffer) scalar(v any) {
	switch {
	case isUnknown(v):
		b.WriteString("null")
	case isNumber(v):
		b.WriteString(machineText(v))
	default:
		b.text(machineText(v))
	}
}

// text writes a string. What could act on a terminal is written as an escape,
// which any reader of JSON turns back into the same string.
func (b *jsonBuffer) text(s string) {
	start := b.Len()
	// A string always has JSON and a buffer always has room.
	_ = b.encoder.Encode(s)
	b.Truncate(b.Len() - len("\n"))
	if strings.ContainsFunc(s, acts) {
		encoded := escapeJSON(string(b.Bytes()[start:]))
		b.Truncate(start)
		b.WriteString(encoded)
	}
}
