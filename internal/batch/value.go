package batch

import (
	"cmp"
	"math"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/message"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/sheet"
)

// DateOrder says which of two numbers is the day where a date can be read in
// two ways.
type DateOrder string

// The orders; empty where the file has to make it clear.
const (
	DayFirst   DateOrder = "dmy"
	MonthFirst DateOrder = "mdy"
)

// Decimal says which mark comes before the decimals.
type Decimal string

// The marks; empty where the file has to make it clear.
const (
	Comma Decimal = "comma"
	Point Decimal = "point"
)

// NameOrder says which comes first in the whole name of a person.
type NameOrder string

// The orders; empty where only a comma can tell.
const (
	SurnameFirst NameOrder = "surname-first"
	GivenFirst   NameOrder = "given-first"
)

// Date returns the day that the row has in a column, the zero day where it has
// none; what is no day refuses the row.
func (r *Row) Date(i int) periodo.Data {
	text := r.Text(i)
	if isEmpty(text) {
		return periodo.Data{}
	}
	day, reading := readDate(text, r.rows.options.Dates)
	if reading&(onlyMonthFirst|ambiguous|onlyDayFirst) != 0 {
		line, column := r.Place(i)
		r.rows.evidence.date(reading, line, column, text)
	}
	if reading == noDate || r.rows.options.Dates == "" && reading == onlyMonthFirst {
		r.Refuse(i, "data_non_valida", message.New("%q is not a day", text),
			message.New("write a day as 2021-07-15 or 15/07/2021"))
		return periodo.Data{}
	}
	return day
}

// Hours returns in minutes the hours that the row has in a column, and whether
// it has any; what is no number of hours refuses the row.
func (r *Row) Hours(i int) (minutes int64, ok bool) {
	text := r.Text(i)
	if isEmpty(text) {
		return 0, false
	}
	value, ok := r.decimal(i, text)
	if !ok || value < 0 || value > maxHours {
		r.Refuse(i, "ore_non_valide", message.New("%q is no number of hours", text),
			message.New("write hours as 12 or 12,5"))
		return 0, false
	}
	return int64(math.Round(value * 60)), true
}

// maxHours is the greatest number of hours that makes sense for one person.
const maxHours = 10_000

// Integer returns the whole number, from zero, that the row has in a column,
// and whether it has one; anything else refuses the row.
func (r *Row) Integer(i int) (int64, bool) {
	text := r.Text(i)
	if isEmpty(text) {
		return 0, false
	}
	digits := strings.TrimSuffix(strings.TrimSuffix(text, ".0"), ",0")
	if n, err := strconv.ParseInt(digits, 10, 64); err == nil && n >= 0 {
		return n, true
	}
	value, ok := r.decimal(i, text)
	if !ok || value < 0 || value != math.Trunc(value) {
		r.Refuse(i, "numero_non_valido", message.New("%q is no whole number", text), message.Text{})
		return 0, false
	}
	return int64(value), true
}

// decimal reads a number with decimals.
func (r *Row) decimal(i int, text string) (float64, bool) {
	value, reading := readNumber(text, r.decimalMark(text))
	line, column := r.Place(i)
	r.rows.evidence.number(reading, line, column, text)
	return value, reading != noNumber
}

// decimalMark returns the mark before the decimals of a number of the row, empty
// where the file has to make it clear.
func (r *Row) decimalMark(text string) Decimal {
	return decimalOf(text, r.rows.result.File.Format, cmp.Or(r.rows.options.Decimal, r.rows.noun.Decimal))
}

// decimalOf returns the mark before the decimals of a number in a file of the
// format. A workbook holds the number itself, with a point, unless somebody
// wrote it as a text.
func decimalOf(text string, format sheet.Format, given Decimal) Decimal {
	if format == sheet.XLSX && !strings.Contains(text, ",") {
		return Point
	}
	return given
}

// CF returns the codice fiscale of a person that the row has in a column; one
// that is not valid is left out with a warning, for the row may be of use
// without it.
func (r *Row) CF(i int) string {
	text := strings.ReplaceAll(r.Text(i), " ", "")
	if isEmpty(text) || r.rows.options.NoCF {
		return ""
	}
	if r.isRounded(i, text) {
		return ""
	}
	cf, err := codice.CFPersona(text)
	if err != nil {
		r.Warn(i, "cf_non_valido", message.New("the codice fiscale is not valid and is left out"))
		return ""
	}
	return cf
}

// Code returns the code that the row has in a column, whatever its form. One
// whose digits a spreadsheet did not keep refuses the row.
func (r *Row) Code(i int) string {
	text := r.Text(i)
	if r.isRounded(i, text) {
		return ""
	}
	return text
}

// isRounded reports whether a code is a number such as 8,00626E+10, and then
// refuses the row.
func (r *Row) isRounded(i int, text string) bool {
	if !isScientific(text) {
		return false
	}
	r.Refuse(i, "codice_in_notazione_scientifica", message.New("a spreadsheet rounded the code to %q", text),
		message.New("its last digits are lost: take it from the original source"))
	return true
}

// Email returns the e-mail address that the row has in a column; one that is
// not valid is left out with a warning.
func (r *Row) Email(i int) string {
	text := r.Text(i)
	if isEmpty(text) {
		return ""
	}
	address, err := codice.Email(text)
	if err != nil {
		r.Warn(i, "email_non_valida", message.New("the e-mail address is not valid and is left out"))
		return ""
	}
	return address
}

// Name returns surname and given name: of two columns, or of one that holds
// both. A name that cannot be told apart refuses the row.
func (r *Row) Name(cognome, nome, nominativo int) (surname, given string) {
	surname, given = r.Text(cognome), r.Text(nome)
	if surname != "" || given != "" {
		return r.bothNames(cognome, nome, surname, given)
	}
	whole := r.Text(nominativo)
	if whole == "" {
		r.Refuse(cognome, "nome_mancante", message.New("the row names no person"), message.Text{})
		return "", ""
	}
	if before, after, ok := strings.Cut(whole, ","); ok {
		return strings.TrimSpace(before), strings.TrimSpace(after)
	}
	words := strings.Fields(whole)
	switch order := r.rows.options.NameOrder; {
	case len(words) == 2 && order == SurnameFirst:
		return words[0], words[1]
	case len(words) == 2 && order == GivenFirst:
		return words[1], words[0]
	}
	r.Refuse(nominativo, "nominativo_da_dividere",
		message.New("surname and given name cannot be told apart"),
		message.New("put a comma between them or use two columns; for names of two words say --name-order surname-first or given-first"))
	return "", ""
}

func (r *Row) bothNames(cognome, nome int, surname, given string) (string, string) {
	if surname == "" {
		r.Refuse(cognome, "nome_mancante", message.New("the surname is missing"), message.Text{})
	}
	if given == "" {
		r.Refuse(nome, "nome_mancante", message.New("the given name is missing"), message.Text{})
	}
	return surname, given
}
