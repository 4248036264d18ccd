package demo

import (
	"context"
	"testing"

	"github.com/dtctl/dtctl/internal/convenzione"
	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/territorio"
)

// counting is the SQL of the enrolments that count, with their course.
const counting = `FROM iscrizione i JOIN edizione d ON d.id = i.edizione_id JOIN corso c ON c.id = d.corso_id
	WHERE i.stato <> 'ritirato'`

func TestDemo_WhoTakesPartInTheCourses(t *testing.T) {
	stage(t, func(ctx context.Context, tx *db.Tx) {
		for query, want := range map[string]int{
			`SELECT count(DISTINCT i.persona_id) ` + counting:                                                     3448,
			`SELECT count(DISTINCT i.persona_id) ` + counting + ` AND c.codice = 'TD-BASE'`:                       3448,
			`SELECT count(*) ` + counting + ` AND c.codice = 'TD-BASE' AND d.numero = 1`:                          1864,
			`SELECT count(*) ` + counting + ` AND c.codice = 'TD-BASE' AND d.numero = 2`:                          2048,
			`SELECT count(*) ` + counting + ` AND c.codice = 'TD-BASE' AND d.numero = 3`:                          0,
			`SELECT count(*) ` + counting + ` AND c.codice = 'TD-BASE' AND i.stato = 'completato'`:                2201,
			`SELECT count(*) ` + counting + ` AND c.codice = 'TD-BASE' AND i.stato IN ('iscritto', 'in_corso')`:   1711,
			`SELECT count(*) ` + counting + ` AND c.codice = 'DIGITABILI'`:                                        612,
			`SELECT count(*) FROM iscrizione WHERE stato = 'ritirato'`:                                            38,
			`SELECT count(DISTINCT e.id) FROM iscrizione i JOIN ente e ON e.id = i.ente_id AND e.tipo = 'comune'`: 287,
			`SELECT count(*) FROM sessione s JOIN edizione d ON d.id = s.edizione_id
				JOIN corso c ON c.id = d.corso_id WHERE c.codice = 'DIGITABILI'`: 52,
			`SELECT sum(v.valore) FROM ente_dato v WHERE v.grandezza = 'dipendenti'
				AND v.ente_id IN (SELECT ente_id FROM iscrizione WHERE edizione_id = 4)`: 800,
			`SELECT count(DISTINCT p.sigla) FROM iscrizione i JOIN ente_collocazione z ON z.ente_id = i.ente_id
				AND z.al IS NULL JOIN provincia p ON p.id = z.provincia_id`: 9,
		} {
			if n := count(ctx, t, tx, query); n != want {
				t.Errorf("%s: %d, want %d", query, n, want)
			}
		}
	})
}

func TestDemo_TheDaysOfAnEnrolmentAreInOrder(t *testing.T) {
	stage(t, func(ctx context.Context, tx *db.Tx) {
		if n := count(ctx, t, tx, `SELECT count(*) FROM iscrizione i JOIN edizione d ON d.id = i.edizione_id
			WHERE i.iscritto_il < d.iscrizioni_dal || CASE length(d.iscrizioni_dal) WHEN 7 THEN '-01' ELSE '' END
			OR i.completato_il NOT BETWEEN max(i.iscritto_il, d.dal) AND d.al OR i.ritirato_il NOT BETWEEN i.iscritto_il AND d.al
			OR max(i.iscritto_il, coalesce(i.completato_il, ''), coalesce(i.ritirato_il, '')) > i.rilevato_il
			OR (i.completato_il IS NULL) <> (i.stato <> 'completato') OR (i.ritirato_il IS NULL) <> (i.stato <> 'ritirato')
			OR strftime('%w', i.iscritto_il) IN ('0', '6')`); n != 0 {
			t.Errorf("%d enrolments have days out of order", n)
		}
	})
}

// under counts the enti of the region under a convention for SELF on a day.
func under(ctx context.Context, t *testing.T, tx *db.Tx, regione int64, day string) (n, all int) {
	t.Helper()
	on := periodo.MustParse(day)
	query, args := ente.Filter{Regioni: []int64{regione}, Tipi: []ente.Tipo{ente.Comune}, AsOf: on}.Query()
	condition, more := convenzione.CoveredAt("u.id", convenzione.Self, on)
	all = count(ctx, t, tx, `SELECT count(*) FROM (`+query+`) u`, args...)
	return count(ctx, t, tx, `SELECT count(*) FROM (`+query+`) u WHERE `+condition, append(args, more...)...), all
}

func TestDemo_MostEntiHaveAConvention(t *testing.T) {
	stage(t, func(ctx context.Context, tx *db.Tx) {
		er, err := territorio.FindRegione(ctx, tx, "ER")
		if err != nil {
			t.Fatal(err)
		}
		before := 0
		for _, day := range []string{"2027-02-19", "2026-11-21", "2021-11-01"} {
			n, all := under(ctx, t, tx, er.ID, day)
			if n <= before || n <= all/2 || n == all {
				t.Errorf("on %s %d of %d comuni are under a convention, later %d", day, n, all, before)
			}
			before = n
		}
		if n := count(ctx, t, tx, `SELECT count(*) FROM convenzione a JOIN convenzione b
			ON b.ente_id = a.ente_id AND b.id <> a.id AND b.dal <= a.al AND b.al >= a.dal`); n != 0 {
			t.Errorf("%d conventions of the same ente at once", n)
		}
	})
}

func TestDemo_TheNumbersOfEmployeesAreMarked(t *testing.T) {
	stage(t, func(ctx context.Context, tx *db.Tx) {
		known := count(ctx, t, tx, `SELECT count(*) FROM ente_dato d JOIN ente e ON e.id = d.ente_id AND e.tipo = 'comune'
			WHERE d.grandezza = 'dipendenti' AND d.fonte = 'dimostrazione'`)
		if all := count(ctx, t, tx, `SELECT count(*) FROM ente_dato WHERE grandezza = 'dipendenti' AND fonte <> 'dimostrazione'`); all != 0 || known < 250 || known >= 330 {
			t.Errorf("%d comuni with employees, %d figures of another source", known, all)
		}
	})
}
