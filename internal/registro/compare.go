package registro

import (
	"context"
	"strconv"
	"strings"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/fault"
	"github.com/dtctl/dtctl/internal/periodo"
)

// Differenza is one thing that the embedded register and a database say
// differently of an ente or a provincia.
type Differenza struct {
	// Codice is the Belfiore code of a comune, the IPA code of another ente,
	// the ISTAT code of a provincia.
	Codice        string
	Denominazione string
	// Campo is what differs: the name of a field, or "ente" or "provincia" for
	// one that the database lacks.
	Campo string
	// Database and Registro are the two values as text, empty for none.
	Database, Registro string
	// Mantenuta says that somebody wrote the value of the database by hand, so
	// that a refresh keeps it.
	Mantenuta bool
}

// Compare returns what the embedded register says differently from the
// database, in the order of the register. What the register does not hold, such
// as the addresses of the offices and the enti that somebody added, is no
// difference. It returns a fault of kind Failed when the database holds a newer
// register.
func Compare(ctx context.Context, tx *db.Tx) ([]Differenza, error) {
	p, err := planFor(ctx, tx)
	return p.differenze, err
}

func checkNotNewer(ctx context.Context, tx *db.Tx) error {
	version, err := Edition(ctx, tx)
	if err != nil || version <= Versione {
		return err
	}
	return fault.New(fault.Failed, "the register of the database is of %s, that of this dtctl of %s", version, Versione).
		WithHint("install the newer version of dtctl")
}

// field is one thing that the register says of an ente.
type field struct {
	name string
	// table and column say where the database keeps it, for the ledger; all the
	// columns of the table when column is empty.
	table, column string
	value         func(w world, s ente.Scheda) string
	copy          func(to *ente.Scheda, from ente.Scheda)
}

func fields() []field {
	attribute := func(column string, of func(*ente.Scheda) *string) field {
		return field{
			name: column, table: "ente", column: column,
			value: func(_ world, s ente.Scheda) string { return *of(&s) },
			copy:  func(to *ente.Scheda, from ente.Scheda) { *of(to) = *of(&from) },
		}
	}
	date := func(column string, of func(*ente.Scheda) *periodo.Data) field {
		return field{
			name: column, table: "ente", column: column,
			value: func(_ world, s ente.Scheda) string { return of(&s).String() },
			copy:  func(to *ente.Scheda, from ente.Scheda) { *of(to) = *of(&from) },
		}
	}
	return []field{
		attribute("denominazione", func(s *ente.Scheda) *string { return &s.Denominazione }),
		attribute("tipo", func(s *ente.Scheda) *string { return (*string)(&s.Tipo) }),
		attribute("ipa", func(s *ente.Scheda) *string { return &s.IPA }),
		attribute("cf", func(s *ente.Scheda) *string { return &s.CF }),
		date("dal", func(s *ente.Scheda) *periodo.Data { return &s.Dal }),
		date("al", func(s *ente.Scheda) *periodo.Data { return &s.Al }),
		attribute("motivo_fine", func(s *ente.Scheda) *string { return (*string)(&s.MotivoFine) }),
		{
			name: "successore", table: "ente", column: "successore_id",
			value: func(w world, s ente.Scheda) string { return w.code[s.SuccessoreID] },
			copy:  func(to *ente.Scheda, from ente.Scheda) { to.SuccessoreID = from.SuccessoreID },
		},
		{
			name: "collocazioni", table: "ente_collocazione",
			value: world.places,
			copy:  func(to *ente.Scheda, from ente.Scheda) { to.Collocazioni = from.Collocazioni },
		},
		{
			name: "popolazione", table: "ente_dato",
			value: func(_ world, s ente.Scheda) string { return population(s) },
			copy:  func(to *ente.Scheda, from ente.Scheda) { to.Dati = from.Dati },
		},
	}
}

// population writes the residents on the day of the embedded figures, the only
// figure that the register holds.
func population(s ente.Scheda) string {
	for _, d := range s.Dati {
		if d.Grandezza == ente.Popolazione && d.DataRif.String() == populationDay {
			return strconv.FormatInt(d.Valore, 10) + " (" + populationDay + ")"
		}
	}
	return ""
}

// places writes where an ente lies, period by period.
func (w world) places(s ente.Scheda) string {
	list := make([]string, len(s.Collocazioni))
	for i, c := range s.Collocazioni {
		list[i] = w.place(c) + " " + interval(c.Periodo)
	}
	return strings.Join(list, "; ")
}

func (w world) place(c ente.Collocazione) string {
	p, inProvincia := w.provincia[c.ProvinciaID]
	switch {
	case !inProvincia:
		return w.regione[c.RegioneID]
	case c.Istat == "":
		return p.Sigla + " " + p.Istat
	case c.Capoluogo:
		return p.Sigla + " " + c.Istat + " capoluogo"
	}
	return p.Sigla + " " + c.Istat
}

// interval writes a period as ISO 8601 does, with two points for an open end.
func interval(p periodo.Periodo) string {
	ends := [2]string{p.Dal.String(), p.Al.String()}
	for i := range ends {
		if ends[i] == "" {
			ends[i] = ".."
		}
	}
	return ends[0] + "/" + ends[1]
}
