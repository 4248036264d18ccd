package render

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dtctl/dtctl/internal/euro"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/quota"
)

// unknownMark stands in people's formats for a value that is not known or does
// not apply.
const unknownMark = "–"

// ID is the number of a record. It is a number for programs, and a name that
// takes no thousands mark for people.
type ID int64

// Hours is a time in minutes, which both people and programs read as decimal
// hours: 750 is 12.5.
type Hours int64

// String returns the hours with a decimal point and at most two decimals,
// rounded half up.
func (h Hours) String() string {
	hundredths := (int64(h)*100 + 30) / 60
	s := fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// verifyCell returns an error when v is of no kind that a cell may hold.
func verifyCell(v any) error {
	switch v := v.(type) {
	case nil, string, bool, int, int64, ID, Hours, euro.Importo, periodo.Data, periodo.Piano, periodo.Momento, time.Time,
		quota.Quota, quota.Punti, message.Text, []string:
		return nil
	case Listing:
		return verifyRows(v.Columns, v.Rows)
	}
	return fmt.Errorf("no format can write a %T", v)
}

// isUnknown reports whether the cell holds nothing to show.
func isUnknown(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case periodo.Data:
		return v.IsZero()
	case periodo.Piano:
		return v.IsZero()
	case periodo.Momento:
		return v.IsZero()
	case time.Time:
		return v.IsZero()
	case quota.Quota:
		return !v.IsKnown()
	case quota.Punti:
		return !v.IsKnown()
	case message.Text:
		return v.IsZero()
	}
	return false
}

// isNumber reports whether the cell is a number, which aligns to the right and
// is never wrapped.
func isNumber(v any) bool {
	switch v.(type) {
	case int, int64, ID, Hours, euro.Importo, quota.Quota, quota.Punti:
		return true
	}
	return false
}

// planned returns what a planned date is where people read: a day, or a month
// in words.
func planned(p periodo.Piano) any {
	if p.IsMonth() {
		return p.Text()
	}
	return p.Giorno()
}

// numeric reports for each column whether it holds numbers and nothing else.
func numeric(heads []Head, groups ...[][]any) []bool {
	number := make([]bool, len(heads))
	text := make([]bool, len(heads))
	for i, h := range heads {
		number[i] = h.Number
	}
	for _, rows := range groups {
		for _, row := range rows {
			for i, v := range row {
				number[i] = number[i] || isNumber(v)
				text[i] = text[i] || v != nil && !isNumber(v)
			}
		}
	}
	for i := range number {
		number[i] = number[i] && !text[i]
	}
	return number
}

// humanText returns the cell as people read it in a text format: in their
// language, with what could harm a terminal made visible.
func humanText(v any, l Locale) string {
	switch v := v.(type) {
	case nil:
		return unknownMark
	case bool:
		return yesNo(v, l)
	case int:
		return l.Integer(int64(v))
	case int64:
		return l.Integer(v)
	case Hours:
		return l.Decimal(v.String())
	case euro.Importo:
		return l.Decimal(v.String())
	case periodo.Data:
		return l.Date(v)
	case periodo.Piano:
		return humanText(planned(v), l)
	case periodo.Momento:
		return strings.TrimSpace(l.Date(v.Giorno()) + " " + v.Ora())
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return l.Date(periodo.On(v)) + " " + v.Format("15:04")
	case quota.Quota:
		return orUnknown(l.Decimal(v.String()), v.IsKnown())
	case quota.Punti:
		return orUnknown(l.Decimal(v.String()), v.IsKnown())
	case message.Text:
		return reveal(translate(v, l), "")
	case Listing:
		shown := v.project(usual(v.Columns, Table))
		return orUnknown(shown.join(func(v any) string { return humanText(v, l) }), len(v.Rows) > 0)
	}
	return reveal(machineText(v), "")
}

func orUnknown(s string, known bool) string {
	if known {
		return s
	}
	return unknownMark
}

func translate(t message.Text, l Locale) string {
	if t.IsZero() {
		return ""
	}
	return l.Text(t)
}

func yesNo(v bool, l Locale) string {
	if v {
		return l.T("yes")
	}
	return l.T("no")
}

// machineText returns the cell as a program reads it in a text format: the
// same in every language, empty when it is not known.
func machineText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case ID:
		return strconv.FormatInt(int64(v), 10)
	case Hours:
		return v.String()
	case euro.Importo:
		return v.String()
	case periodo.Data:
		return v.String()
	case periodo.Piano:
		return v.String()
	case periodo.Momento:
		return v.String()
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.Format(time.RFC3339)
	case quota.Quota:
		return v.String()
	case quota.Punti:
		return strings.TrimPrefix(v.String(), "+")
	case message.Text:
		return v.String()
	case []string:
		return strings.Join(v, ", ")
	case Listing:
		return v.join(machineText)
	}
	return ""
}

// join returns the rows of a listing inside a cell as one text: the values of
// a row that say something between commas, the rows between semicolons.
func (l Listing) join(cell func(any) string) string {
	rows := make([]string, 0, len(l.Rows))
	for _, row := range l.Rows {
		values := make([]string, 0, len(row))
		for _, v := range row {
			if s := cell(v); s != "" && s != unknownMark {
				values = append(values, s)
			}
		}
		rows = append(rows, strings.Join(values, ", "))
	}
	return strings.Join(rows, "; ")
}

// float returns the number that a known share or difference is written as.
func float(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f
}
