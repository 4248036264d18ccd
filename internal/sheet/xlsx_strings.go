package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/fault"
)

// texts are the shared texts of a workbook, one behind the other.
type texts struct {
	all  string
	ends []uint32
}

// readTexts reads the shared texts (ECMA-376 part 1, 18.4).
func (b *workbook) readTexts() (texts, error) {
	var t texts
	if b.stringsPart == "" {
		return t, nil
	}
	var all strings.Builder
	err := b.each(b.stringsPart, func(e xml.StartElement, p *part) error {
		if e.Name.Local != "si" {
			return nil
		}
		s, err := p.richText("si")
		if err != nil {
			return err
		}
		all.WriteString(s)
		t.ends = append(t.ends, uint32(all.Len()))
		if all.Len()+4*len(t.ends) > maxStrings {
			return fault.New(fault.Failed, "the workbook has more text than can be kept in memory").
				WithHint("save it as CSV")
		}
		return nil
	})
	t.all = all.String()
	return t, err
}

// at returns the shared text of a number.
func (t texts) at(number string) (string, bool) {
	i, err := strconv.Atoi(number)
	if err != nil || i < 0 || i >= len(t.ends) {
		return "", false
	}
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.all[from:t.ends[i]], true
}

// richText returns the text of an element that has just begun: all its runs,
// without the signs that say how Japanese is pronounced.
func (p *part) richText(of string) (string, error) {
	s, err := p.runs(of)
	return unescapeXML(s), err
}

// runs returns what stands in the elements t of an element.
func (p *part) runs(of string) (string, error) {
	var text strings.Builder
	pronounced := 0
	for {
		t, err := p.token()
		if err != nil {
			return "", noEnd(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "rPh":
				pronounced++
			case "t":
				run, err := p.text("t")
				if err != nil {
					return "", err
				}
				if pronounced == 0 {
					text.WriteString(run)
				}
				if text.Len() > MaxRecord {
					return "", tooMuch()
				}
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "rPh":
				pronounced--
			case of:
				return text.String(), nil
			}
		}
	}
}

// unescapeXML returns s with the characters that XML cannot hold, written as
// _x001B_ (ECMA-376 part 1, 22.9.2.19).
func unescapeXML(s string) string {
	const form = "_x001B_"
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if rest := s[i:]; len(rest) >= len(form) && rest[:2] == "_x" && rest[6] == '_' {
			if n, err := strconv.ParseUint(rest[2:6], 16, 16); err == nil {
				b.WriteRune(rune(n))
				i += len(form)
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}
