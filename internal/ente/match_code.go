package ente

import (
	"errors"
	"strings"

	"github.com/dtctl/dtctl/internal/codice"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/message"
)

// codes looks up the codes of the row and returns what is wrong with the first
// malformed one, zero when none is.
func (s *search) codes(k Chiavi) message.Text {
	for _, c := range []struct {
		via    Chiave
		cell   string
		parse  func(string) (string, error)
		lookup func(string) (int64, bool)
	}{
		{ChiaveIPA, k.IPA, codice.IPA, within(s.m.ipa)},
		{ChiaveCF, k.CF, s.parseCF, within(s.m.cf)},
		{ChiaveIstat, k.Istat, s.parseIstat, s.byIstat},
		{ChiaveBelfiore, k.Belfiore, codice.Belfiore, within(s.m.belfiore)},
	} {
		if !filled(c.cell) {
			continue
		}
		code, err := c.parse(strings.TrimSpace(c.cell))
		if f, ok := errors.AsType[*fault.Fault](err); ok {
			return f.Message
		}
		id, known := c.lookup(code)
		if !known {
			s.noSuch(c.via, code)
			continue
		}
		settled, notice := s.settle(id)
		s.hits = append(s.hits, hit{c.via, settled, notice})
	}
	return message.Text{}
}

// noSuch notes a code that no ente has. The row may still name its ente in
// another way: the register does not hold every code.
func (s *search) noSuch(via Chiave, code string) {
	text := message.New("no ente has the %s %s", via.text(), code)
	s.notices = append(s.notices, text)
	if s.unknown.IsZero() {
		s.unknown = text
	}
}

func within(index map[string]int64) func(string) (int64, bool) {
	return func(code string) (int64, bool) {
		id, ok := index[code]
		return id, ok
	}
}

// The fewest digits that are taken for a code without its zeros: no codice
// fiscale of an ente in the register begins with more than four, and no ISTAT
// code with more than two.
const (
	fewestCF    = cfDigits - 4
	fewestIstat = istatDigits - 2
)

// parseCF is codice.CFEnte for a cell of a spreadsheet: the zeros in front are
// put back, and the check digit then says whether that was right.
func (s *search) parseCF(cell string) (string, error) {
	whole, lost := withZeros(cell, fewestCF, cfDigits)
	code, err := codice.CFEnte(whole)
	if lost && err == nil {
		s.padded(ChiaveCF, code)
	}
	return code, err
}

func (s *search) parseIstat(cell string) (string, error) {
	whole, lost := withZeros(cell, fewestIstat, istatDigits)
	code, err := codice.Istat(whole)
	if lost && err == nil {
		s.padded(ChiaveIstat, code)
	}
	return code, err
}

// withZeros also takes off the decimal that a program gives to what it takes for
// a number: 36040.0.
func withZeros(digits string, fewest, width int) (whole string, lost bool) {
	for _, decimal := range []string{".0", ",0"} {
		if whole := strings.TrimSuffix(digits, decimal); isNumber(whole) {
			digits = whole
		}
	}
	if !isNumber(digits) || len(digits) < fewest || len(digits) >= width {
		return digits, false
	}
	return strings.Repeat("0", width-len(digits)) + digits, true
}

func (s *search) padded(via Chiave, code string) {
	s.zeros++
	s.notices = append(s.notices, message.New("the zeros in front of the %s were put back: %s", via.text(), code))
}

// byIstat returns the comune that has the code on the day, or else the last
// that had it before, or else the first that has it after: a file of today may
// bear today's codes beside days long past.
func (s *search) byIstat(code string) (int64, bool) {
	holders := s.m.istat[code]
	var before, after *holder
	for i, c := range holders {
		switch {
		case s.valid(c.Periodo):
			return c.id, true
		case !c.Al.IsZero() && s.day.After(c.Al):
			if before == nil || c.Al.After(before.Al) {
				before = &holders[i]
			}
		case after == nil || c.Dal.Before(after.Dal):
			after = &holders[i]
		}
	}
	switch {
	case before != nil:
		// Of one that ended, its succession says more.
		if r := s.m.enti[before.id]; !s.hasEnded(r) {
			s.notices = append(s.notices, message.New("%s is a former ISTAT code of %s, now %s",
				code, r.Denominazione, s.on(r.ID).Istat))
		}
		return before.id, true
	case after != nil:
		return after.id, true
	}
	return 0, false
}
