package demo

import "slices"

// The three bodies whose nomina covers their members, by IPA code.
const (
	distrettoCeramico = "c_i462a"
	circondarioImola  = "nucir_im"
	romagnaFaentina   = "udcb_ra"
)

// faenza is the comune that has a nomina of its own besides that of its Unione.
const faenza = "D458"

// members returns the Unione of each comune that belongs to one of the three,
// by Belfiore code.
func members() map[string]string {
	m := map[string]string{}
	for unione, comuni := range map[string][]string{
		distrettoCeramico: {"D607", "D711", "D783", "E904", "F503", "G250", "H061", "I462"},
		circondarioImola:  {"B044", "B892", "C086", "C121", "C265", "D360", "D668", "E289", "F083", "F718"},
		romagnaFaentina:   {"B188", "B982", "C065", "D458", "H302", "I787"},
	} {
		for _, c := range comuni {
			m[c] = unione
		}
	}
	return m
}

// foundations returns the day from which the members of each belong to it.
func foundations() map[string]string {
	return map[string]string{
		distrettoCeramico: "2014-01-01",
		circondarioImola:  "2004-07-01",
		romagnaFaentina:   "2012-01-01",
	}
}

// isNewcomer reports whether a comune came from Marche on 17 June 2021, after
// the invitations (L. 84/2021): Montecopiolo and Sassofeltrio.
func isNewcomer(belfiore string) bool { return belfiore == "F478" || belfiore == "I460" }

// isInArea reports whether a comune lies in the inner area Alta Valmarecchia.
func isInArea(belfiore string) bool {
	return slices.Contains([]string{"C080", "E838", "F137", "G433", "H949", "I201", "L034"}, belfiore)
}

// share says how many comuni of a provincia appointed a holder of their own
// for each role; for formazione, members of the three Unioni apart.
type share struct {
	provincia                 string
	comunicazione, formazione int
}

// shares returns the covered comuni by provincia. Their sums are what the
// demonstration is about: 258 for comunicazione, 250 for formazione.
func shares() []share {
	return []share{
		{"BO", 48, 39},
		{"FC", 24, 24},
		{"FE", 17, 18},
		{"MO", 39, 34},
		{"PC", 31, 33},
		{"PR", 33, 34},
		{"RA", 17, 11},
		{"RE", 33, 37},
		{"RN", 16, 20},
	}
}

// arrivals says how many nomine begin on a day.
type arrivals struct {
	day string
	n   int
}

// days returns the working days of 2021 on which the nomine for comunicazione
// begin: 96 by 21 June, 258 by 15 July.
func days() []arrivals {
	return []arrivals{
		{"2021-06-16", 14},
		{"2021-06-17", 22},
		{"2021-06-18", 27},
		{"2021-06-21", 33},
		{"2021-06-22", 14},
		{"2021-06-23", 12},
		{"2021-06-24", 11},
		{"2021-06-25", 10},
		{"2021-06-28", 12},
		{"2021-06-29", 9},
		{"2021-06-30", 8},
		{"2021-07-01", 8},
		{"2021-07-02", 6},
		{"2021-07-05", 10},
		{"2021-07-06", 8},
		{"2021-07-07", 7},
		{"2021-07-08", 6},
		{"2021-07-09", 5},
		{"2021-07-12", 10},
		{"2021-07-13", 9},
		{"2021-07-14", 9},
		{"2021-07-15", 8},
	}
}

// headcount says how many employees a body of the Distretto ceramico has, and
// how many of them take courses. Both are invented; they add up to the 800
// employees whom DIGITABILI is for.
type headcount struct {
	belfiore     string // empty for the Unione itself
	employees    int64
	participants int
}

// headcounts returns the employees of the Distretto ceramico: 612 of 800 take
// courses.
func headcounts() []headcount {
	return []headcount{
		{"I462", 205, 152},
		{"", 160, 118},
		{"D711", 165, 124},
		{"D607", 102, 81},
		{"E904", 96, 74},
		{"H061", 20, 18},
		{"F503", 18, 16},
		{"G250", 18, 15},
		{"D783", 16, 14},
	}
}
