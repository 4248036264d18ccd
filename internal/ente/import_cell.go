package ente

import (
	"strings"

	"github.com/dtctl/dtctl/internal/codice"
)

// IstatCell is codice.Istat for a cell of a spreadsheet: it puts back the zeros
// in front that were lost, and says whether it did.
func IstatCell(cell string) (code string, padded bool, err error) {
	whole, lost := withZeros(cell, fewestIstat, istatDigits)
	code, err = codice.Istat(whole)
	return code, lost && err == nil, err
}

// CFCell is codice.CFEnte for a cell of a spreadsheet: it puts back the zeros in
// front that were lost, which the check digit confirms, and says whether it did.
func CFCell(cell string) (code string, padded bool, err error) {
	whole, lost := withZeros(cell, fewestCF, cfDigits)
	code, err = codice.CFEnte(whole)
	return code, lost && err == nil, err
}

// TextCell returns what a cell says, empty for the words that IndicePA and the
// people who fill forms write where they know nothing.
func TextCell(cell string) string {
	cell = strings.TrimSpace(cell)
	switch strings.ToLower(cell) {
	case "da_indicare", "da indicare", "non indicato", "non indicata", "n.d.", "nd", "n/d", "-", "--", "null":
		return ""
	}
	return cell
}
