package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// shown is how a number is shown in a cell.
type shown int

// The ways that change what a number means to whoever looks at it. A positive
// value is that many digits at least, as 000000 shows a code.
const (
	plain   shown = 0
	dated   shown = -1
	elapsed shown = -2
)

// readStyles returns how each style of cells shows its numbers (ECMA-376 part
// 1, 18.8.10).
func (b *workbook) readStyles() ([]shown, error) {
	if b.stylesPart == "" {
		return nil, nil
	}
	own := map[string]shown{}
	var styles []shown
	inCells := false
	err := b.each(b.stylesPart, func(e xml.StartElement, _ *part) error {
		switch e.Name.Local {
		case "numFmt":
			own[attribute(e, "numFmtId")] = meaning(attribute(e, "formatCode"))
		case "cellXfs":
			inCells = true
		case "cellStyleXfs", "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if inCells {
				styles = append(styles, style(attribute(e, "numFmtId"), own))
			}
		}
		if len(styles)+len(own) > maxStyles {
			return corrupt(nil)
		}
		return nil
	})
	return styles, err
}

// style returns what the format of a number means; those below 164 that the
// file does not define have a fixed meaning (ECMA-376 part 1, 18.8.30).
func style(number string, own map[string]shown) shown {
	if s, ok := own[number]; ok {
		return s
	}
	n, err := strconv.Atoi(number)
	switch {
	case err != nil:
		return plain
	case n >= 14 && n <= 22, n == 45, n == 47:
		return dated
	case n == 46:
		return elapsed
	}
	return plain
}

// meaning returns what a format code means: one with letters for days or hours
// is a date, one with hours in brackets the time gone by.
func meaning(code string) shown {
	code, _, _ = strings.Cut(strings.ToLower(code), ";")
	if code != "" && strings.Trim(code, "0") == "" {
		return digits(len(code))
	}
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '\\', '_', '*':
			i++
		case '"', '[':
			end := strings.IndexByte(code[i+1:], closing(c))
			if end < 0 {
				return plain
			}
			inside := code[i+1 : i+1+end]
			if c == '[' && inside != "" && strings.Trim(inside, inside[:1]) == "" && strings.Contains("hms", inside[:1]) {
				return elapsed
			}
			i += end + 1
		case 'd', 'm', 'y', 'h', 's':
			return dated
		}
	}
	return plain
}

// digits returns the way to show a code of n digits; a single zero is the
// format of any number.
func digits(n int) shown {
	const longest = 16
	if n < 2 || n > longest {
		return plain
	}
	return shown(n)
}

func closing(opening byte) byte {
	if opening == '[' {
		return ']'
	}
	return opening
}
