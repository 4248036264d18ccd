package render

import (
	"bufio"
	"encoding/csv"
	"strings"
	"time"

	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/quota"
)

// writeCSV writes a header of keys and the rows as machines read them.
func writeCSV(out *bufio.Writer, l Listing) error {
	return writeRecords(out, csv.NewWriter(out), l, Head.key, machineText)
}

// writeExcel writes the rows as an Italian Excel opens them by a double click:
// UTF-8 with its mark, semicolons, decimal commas, dd/mm/yyyy, titles and words
// in the reader's language. guardExcel says what happens to text.
func writeExcel(out *bufio.Writer, l Listing, loc Locale) error {
	const byteOrderMark = "\ufeff"
	out.WriteString(byteOrderMark)
	w := csv.NewWriter(out)
	w.Comma, w.UseCRLF = ';', true
	title := func(h Head) string { return guardExcel(loc.T(h.Title)) }
	return writeRecords(out, w, l, title, func(v any) string { return excelText(v, loc) })
}

func (h Head) key() string { return h.Key }

func writeRecords(out *bufio.Writer, w *csv.Writer, l Listing, head func(Head) string, cell func(any) string) error {
	record := make([]string, len(l.Columns))
	for i, h := range l.Columns {
		record[i] = head(h)
	}
	if err := w.Write(record); err != nil {
		return err
	}
	for _, row := range l.Rows {
		for i, v := range row {
			record[i] = cell(v)
		}
		if err := writeCSVRecord(out, w, record); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// writeCSVRecord writes one record; a lone empty value is quoted, because an
// empty line is no record to most readers.
func writeCSVRecord(out *bufio.Writer, w *csv.Writer, record []string) error {
	if len(record) != 1 || record[0] != "" {
		return w.Write(record)
	}
	w.Flush()
	end := "\n"
	if w.UseCRLF {
		end = "\r\n"
	}
	_, err := out.WriteString(`""` + end)
	return err
}

// writeTSV writes a header of keys and the rows, without quotes.
func writeTSV(out *bufio.Writer, l Listing) {
	for i, h := range l.Columns {
		writeTSVField(out, i, h.Key)
	}
	out.WriteByte('\n')
	for _, row := range l.Rows {
		for i, v := range row {
			writeTSVField(out, i, machineText(v))
		}
		out.WriteByte('\n')
	}
}

func writeTSVField(out *bufio.Writer, i int, s string) {
	if i > 0 {
		out.WriteByte('\t')
	}
	out.WriteString(escapeTSV(s))
}

// excelText returns the cell as writeExcel writes it: real numbers and days
// bare, everything else guarded.
func excelText(v any, loc Locale) string {
	if p, ok := v.(periodo.Piano); ok {
		v = planned(p)
	}
	s := italianText(v, loc)
	switch v.(type) {
	case int, int64, ID, Hours, euro.Importo, quota.Quota, quota.Punti, periodo.Data, periodo.Momento, time.Time:
		return s
	}
	return guardExcel(s)
}

// italianText returns words in the reader's language, numbers and days as
// Italy writes them, whatever that language is, without thousands marks.
func italianText(v any, loc Locale) string {
	switch v := v.(type) {
	case bool:
		return yesNo(v, loc)
	case periodo.Data:
		return v.Italian()
	case periodo.Piano:
		return italianText(planned(v), loc)
	case periodo.Momento:
		return v.Italian()
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.Format("02/01/2006 15:04:05")
	case Hours, euro.Importo, quota.Quota, quota.Punti:
		return strings.Replace(machineText(v), ".", ",", 1)
	case message.Text:
		return translate(v, loc)
	case Listing:
		return v.join(func(v any) string { return italianText(v, loc) })
	}
	return machineText(v)
}
