package sheet

import (
	"strings"
	"unicode/utf8"
)

// formulaStarts are the characters with which a cell can start a formula.
const formulaStarts = "=+-@\t\r\n＝＋－＠"

// unguard returns what a cell says without what kept Excel from changing it:
// ="015146" is the text between the quotes, and an apostrophe before a
// character that starts a formula is none of the text.
func unguard(cell string) string {
	if inner, ok := strings.CutPrefix(cell, `="`); ok {
		inner, ok = strings.CutSuffix(inner, `"`)
		if ok && !strings.Contains(strings.ReplaceAll(inner, `""`, ""), `"`) {
			return strings.ReplaceAll(inner, `""`, `"`)
		}
		return cell
	}
	if text, ok := strings.CutPrefix(cell, "'"); ok && startsFormula(text) {
		return text
	}
	return cell
}

// guard returns what unguard turns into the cell again and Excel does not run.
func guard(cell string) string {
	switch {
	case unguard(cell) != cell && cell[0] == '\'':
		return `="` + strings.ReplaceAll(cell, `"`, `""`) + `"`
	case startsFormula(cell) && (cell[0] == '=' || strings.Trim(cell, "0123456789 .,:/-+") != ""):
		return "'" + cell
	}
	return cell
}

func startsFormula(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(formulaStarts, first)
}
