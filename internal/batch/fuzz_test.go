package batch

import (
	"testing"
)

// FuzzReadDate checks that a text is a day or none in every order, and that a
// day that is certain does not depend on the order.
func FuzzReadDate(f *testing.F) {
	for _, s := range []string{
		"14/09/2021", "5/10/21", "2021-09-14", "2022-06-15T09:32:07.000+0000", "44453", "44453,5", "31/02/2021",
		"martedì, 2 novembre 2021, 10:15", "05/13/2021", "1.1.70", "0/0/0", "-", "٣/٣/٢٠٢١", "9999-99-99",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		open, reading := readDate(s, "")
		for _, order := range []DateOrder{DayFirst, MonthFirst} {
			day, how := readDate(s, order)
			if (how == noDate) != day.IsZero() {
				t.Errorf("%q read %s is %v, %d", s, order, day, how)
			}
			if reading == certain && how == certain && day != open {
				t.Errorf("%q is %v, and %v read %s", s, open, day, order)
			}
		}
		if reading == noDate && !open.IsZero() {
			t.Errorf("%q is no day and %v", s, open)
		}
	})
}

// FuzzReadNumber checks that what is a number with a given mark is finite, and
// that a certain number does not depend on the mark.
func FuzzReadNumber(f *testing.F) {
	for _, s := range []string{"12,5", "1.234", "1,234", "1.234,56", "1,234.56", "€ 3,00", "-4", ".", ",", "1..2", "8,00626E+10", "NaN", "0x1p-2", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, mark := range []Decimal{"", Comma, Point} {
			value, how := readNumber(s, mark)
			if how == noNumber && value != 0 {
				t.Errorf("%q is no number and %v", s, value)
			}
			if value != value {
				t.Errorf("%q is not a number with mark %q, and not refused", s, mark)
			}
		}
	})
}

// FuzzLayoutOf checks that no titles make the reading of a header stop, and that
// no column is read twice.
func FuzzLayoutOf(f *testing.F) {
	f.Add("Cognome", "Nome (1)", "Codice\nfiscale")
	f.Add("", "COGNOME", "cognome")
	n := Noun{Name: "prova", Columns: []Column{
		{Key: "cognome", Synonyms: []string{"surname"}}, {Key: "nome"}, {Key: "cf", Synonyms: []string{"codice fiscale"}},
	}}
	f.Fuzz(func(t *testing.T, a, b, c string) {
		l, known, err := layoutOf(n, Options{}, []string{a, b, c})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, key := range l.Keys {
			if key != "" && seen[key] {
				t.Errorf("%q is read twice in %q %q %q", key, a, b, c)
			}
			seen[key] = true
		}
		if known > 3 {
			t.Errorf("%d known titles of 3", known)
		}
	})
}
