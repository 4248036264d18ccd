package report

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

// world is a small made-up register with enrolments that a test fills in.
type world struct {
	t  testing.TB
	db *db.DB
}

func newWorld(t testing.TB) world {
	t.Helper()
	d, err := db.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	w := world{t, d}
	w.exec(`INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione)
		VALUES (8, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est')`)
	w.exec(`INSERT INTO provincia (id, istat, uts, sigla, regione_id, denominazione, norma, tipo) VALUES
		(1, '037', '237', 'BO', 8, 'Bologna', 'bologna', 'provincia'), (2, '038', '038', 'FE', 8, 'Ferrara', 'ferrara', 'provincia'),
		(3, '099', '099', 'RN', 8, 'Rimini', 'rimini', 'provincia')`)
	// Ente 9 ended in 2022 in Bologna.
	w.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)
		INSERT INTO ente (id, tipo, denominazione, norma, in_liquidazione, al)
		SELECT i, 'comune', 'Comune ' || i, 'comune ' || i, 0, CASE i WHEN 9 THEN '2022-12-31' END FROM n`)
	w.exec(`INSERT INTO ente_collocazione (ente_id, regione_id, provincia_id, capoluogo, al)
		SELECT id, 8, CASE id WHEN 9 THEN 1 ELSE 1 + id % 2 END, 0, al FROM ente`)
	w.exec(`INSERT INTO corso (id, codice, titolo, norma, piattaforma, destinatari) VALUES
		(1, 'A', 'A', 'a', 'SELF', 'dipendenti'), (2, 'B', 'B', 'b', NULL, 'operatori_sportello'), (3, 'C', 'C', 'c', NULL, 'cittadini')`)
	w.exec(`INSERT INTO edizione (id, corso_id, numero) VALUES (1, 1, 1), (2, 1, 2), (3, 2, 1), (4, 2, 2), (5, 3, 1)`)
	w.exec(`INSERT INTO convenzione (tipo, ente_id, dal) VALUES ('self', 1, '2020-01-01')`)
	return w
}

func (w world) exec(query string, args ...any) {
	w.t.Helper()
	err := w.db.Update(w.t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, query, args...)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w world) view(fn func(ctx context.Context, tx *db.Tx) error) {
	w.t.Helper()
	if err := w.db.View(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w world) iscritti(q Question) (a Answer) {
	w.t.Helper()
	w.view(func(ctx context.Context, tx *db.Tx) (err error) {
		a, err = Iscritti(ctx, tx, q)
		return err
	})
	return a
}

// enrol writes enrolments of few persons in many ways, so that some have three
// or more under different enti, courses, months and states.
func (w world) enrol(seed uint64) {
	w.t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	states := []string{"iscritto", "in_corso", "completato", "non_completato", "ritirato", "annullata"}
	for p := range 12 {
		w.exec(`INSERT INTO persona (id, cognome, nome, norma) VALUES (?, ?, 'Anna', 'x')`, p+1, fmt.Sprintf("Rossi %d", p))
		home := 1 + r.IntN(9)
		for edition := 1; edition <= 4; edition++ {
			if r.IntN(4) == 0 {
				continue
			}
			at := home
			if r.IntN(3) == 0 {
				at = 1 + r.IntN(9)
			}
			state, month := states[r.IntN(len(states))], 1+r.IntN(3)
			var completed, withdrawn any
			// Some ends come after the day asked for, and some have no day.
			end := fmt.Sprintf("2021-%02d-20", month+r.IntN(9))
			if r.IntN(4) > 0 && state == "completato" {
				completed = end
			}
			if r.IntN(4) > 0 && state == "ritirato" {
				withdrawn = end
			}
			w.exec(`INSERT INTO iscrizione (edizione_id, persona_id, ente_id, stato, iscritto_il, completato_il, ritirato_il, rilevato_il)
				VALUES (?, ?, ?, ?, ?, ?, ?, '2021-12-31')`, edition, p+1, at, state, fmt.Sprintf("2021-%02d-10", month), completed, withdrawn)
		}
	}
}

// naive is the plain SQL of the same figures: persons counted one by one.
const naive = `
	SELECT %s AS g, count(DISTINCT CASE WHEN stato <> 'ritirato' THEN ente_id END), count(CASE WHEN stato <> 'ritirato' THEN 1 END),
		count(DISTINCT CASE WHEN stato <> 'ritirato' THEN persona_id END), sum(stato = 'completato'), sum(stato = 'ritirato')
	FROM (SELECT i.ente_id, i.persona_id, i.edizione_id, substr(i.iscritto_il, 1, 7) AS mese, c.codice AS corso,
			c.codice || '/' || d.numero AS edizione, p.sigla AS provincia, 'ER' AS regione, e.denominazione AS ente,
			CASE WHEN i.stato = 'completato' AND i.completato_il > ?1 OR i.stato = 'ritirato' AND i.ritirato_il > ?1
				THEN 'in_corso' ELSE i.stato END AS stato
		FROM iscrizione i JOIN edizione d ON d.id = i.edizione_id JOIN corso c ON c.id = d.corso_id
		JOIN ente e ON e.id = i.ente_id JOIN ente_collocazione z ON z.ente_id = e.id JOIN provincia p ON p.id = z.provincia_id
		WHERE i.stato <> 'annullata' AND i.iscritto_il <= ?1 %s)
	GROUP BY g ORDER BY g`

func TestIscritti_AgreesWithCountingOneByOne(t *testing.T) {
	for seed := range uint64(15) {
		w := newWorld(t)
		w.enrol(seed)
		for _, day := range []string{"2021-02-15", "2021-06-01", "2024-01-01"} {
			for _, per := range []string{"", "regione", "provincia", "ente", "corso", "edizione", "mese", "stato", "provincia,edizione", "ente,mese", "corso,provincia", "stato,mese"} {
				for _, narrow := range []bool{false, true} {
					q := Question{Filter: ente.Filter{AsOf: periodo.MustParse(day)}}
					where := ""
					if narrow {
						q.Filter.Province, q.Ristretta = []int64{1}, true
						where = `AND z.provincia_id = 1`
					}
					expression := `''`
					if per != "" {
						expression = strings.ReplaceAll(per, ",", ` || '|' || `)
						for d := range strings.SplitSeq(per, ",") {
							q.Per = append(q.Per, Dimensione(d))
						}
					}
					check(t, w, q, fmt.Sprintf(naive, expression, where), fmt.Sprint(seed, day, per, narrow))
				}
			}
		}
	}
}

func check(t *testing.T, w world, q Question, plain, name string) {
	t.Helper()
	want := map[string]string{}
	w.view(func(ctx context.Context, tx *db.Tx) error {
		return db.Each(ctx, tx, func(scan db.Scan) error {
			var key string
			var v [5]int64
			err := scan(&key, &v[0], &v[1], &v[2], &v[3], &v[4])
			want[key] = fmt.Sprint(v)
			return err
		}, plain, q.Filter.AsOf)
	})
	a := w.iscritti(q)
	rows := 0
	for _, r := range a.Rows {
		got := fmt.Sprint([5]int64{r.EntiConIscritti, r.Iscrizioni(), r.Persone, r.Completati, r.Ritirati})
		var key []string
		for _, v := range r.Gruppo {
			key = append(key, v.Testo)
		}
		expected, found := want[strings.Join(key, "|")]
		if !found {
			expected = fmt.Sprint([5]int64{})
		} else {
			rows++
		}
		if got != expected {
			t.Errorf("%s %v: got %s, want %s", name, key, got, expected)
		}
	}
	if rows != len(want) {
		t.Errorf("%s: %d rows, want %d", name, rows, len(want))
	}
	all := w.iscritti(Question{Filter: q.Filter, Ristretta: q.Ristretta}).Total
	if a.Total.Persone != all.Persone || a.Total.Iscrizioni() != all.Iscrizioni() || a.Total.EntiConIscritti != all.EntiConIscritti {
		t.Errorf("%s: the total %+v depends on the groups, it was %+v", name, a.Total, all)
	}
}

func TestIscritti_CountsWhoIsInSeveralEditionsOnce(t *testing.T) {
	w := newWorld(t)
	w.exec(`INSERT INTO persona (id, cognome, nome, norma) VALUES (1, 'Rossi', 'Anna', 'rossi anna'), (2, 'Verdi', 'Ugo', 'verdi ugo')`)
	w.exec(`INSERT INTO iscrizione (edizione_id, persona_id, ente_id, stato, iscritto_il, rilevato_il) VALUES
		(1, 1, 1, 'completato', '2021-03-01', '2021-03-01'), (2, 1, 2, 'iscritto', '2021-03-01', '2021-03-01'),
		(3, 2, 1, 'iscritto', '2021-03-01', '2021-03-01')`)
	a := w.iscritti(Question{Filter: ente.Filter{AsOf: periodo.MustParse("2021-06-01")}, Per: []Dimensione{PerProvincia}})
	if a.Total.Persone != 2 || a.Total.InPiuEdizioni != 1 || a.Total.Iscrizioni() != 3 || a.Eccedenza() != 1 {
		t.Errorf("%+v, eccedenza %d", a.Total, a.Eccedenza())
	}
	// Only the enrolment of ente 2 is on a platform without a convention.
	if a.Total.DaNonConvenzionati != 1 || a.Total.Province != 2 || a.Total.Rappresentate != 2 {
		t.Errorf("%+v", a.Total)
	}
}

func TestIscritti_AnEnteThatEndedCountsWhereItWas(t *testing.T) {
	w := newWorld(t)
	w.exec(`INSERT INTO persona (id, cognome, nome, norma) VALUES (1, 'Rossi', 'Anna', 'rossi anna')`)
	w.exec(`INSERT INTO iscrizione (edizione_id, persona_id, ente_id, stato, iscritto_il, rilevato_il)
		VALUES (1, 1, 9, 'iscritto', '2021-03-01', '2021-03-01')`)
	q := Question{Filter: ente.Filter{AsOf: periodo.MustParse("2026-01-01"), Province: []int64{1}}, Ristretta: true}
	if a := w.iscritti(q); a.Total.Persone != 1 || a.Cessati != 1 {
		t.Errorf("%+v", a)
	}
}

func TestScelta_RefusesACourseForAnotherAudience(t *testing.T) {
	w := newWorld(t)
	w.view(func(ctx context.Context, tx *db.Tx) error {
		_, err := Iscritti(ctx, tx, Question{Filter: ente.Filter{AsOf: periodo.MustParse("2026-01-01")}, Scelta: Scelta{CorsoIDs: []int64{3}}})
		if err == nil || !strings.Contains(err.Error(), "audience cittadini") {
			t.Errorf("got %v", err)
		}
		return nil
	})
}

func TestPresenzeCittadini_AddsNumbers(t *testing.T) {
	w := newWorld(t)
	w.exec(`INSERT INTO frequenza (edizione_id, ente_id, data, persone, residenti) VALUES
		(5, 1, '2021-03-01', 10, 4), (5, 1, '2021-03-08', 5, NULL), (5, NULL, '2021-03-09', 2, NULL), (5, 2, '2022-03-01', 100, 1)`)
	w.view(func(ctx context.Context, tx *db.Tx) error {
		c, err := PresenzeCittadini(ctx, tx, Question{Filter: ente.Filter{AsOf: periodo.MustParse("2021-12-31")}, Per: []Dimensione{PerProvincia}})
		if err != nil {
			return err
		}
		if p := c.Totale; p.Persone != 17 || p.Residenti != 4 || p.SuResidenza != 10 || p.EntiConPresenze != 1 || p.Rappresentate != 1 {
			t.Errorf("%+v", p)
		}
		if len(c.Righe) != 3 || c.Righe[1].Persone != 15 || c.Righe[2].Persone != 2 || !c.SenzaEnte {
			t.Errorf("%+v", c.Righe)
		}
		return nil
	})
}

func TestNonConvenzionati_ThreeBlocks(t *testing.T) {
	w := newWorld(t)
	w.exec(`INSERT INTO persona (id, cognome, nome, norma) VALUES (1, 'Rossi', 'Anna', 'rossi anna')`)
	w.exec(`INSERT INTO iscrizione (edizione_id, persona_id, ente_id, stato, iscritto_il, rilevato_il) VALUES
		(1, 1, 2, 'completato', '2021-03-01', '2021-03-01'), (2, 1, 2, 'iscritto', '2021-03-01', '2021-03-01')`)
	w.exec(`INSERT INTO convenzione (tipo, ente_id, dal, al) VALUES ('SELF', 3, '2020-01-01', '2021-07-31'),
		('SELF', 4, '2020-01-01', '2021-07-31'), ('SELF', 4, '2021-08-01', NULL)`)
	w.view(func(ctx context.Context, tx *db.Tx) error {
		list, err := NonConvenzionati(ctx, tx, Question{
			Filter: ente.Filter{AsOf: periodo.MustParse("2021-06-01")}, Scelta: Scelta{Piattaforma: "SELF"},
		}, 90)
		if err != nil {
			return err
		}
		var got []string
		for _, n := range list {
			got = append(got, fmt.Sprint(n.Blocco, " ", n.EnteID, " ", n.Iscritti, " ", n.ScadeIl))
		}
		want := "con_iscritti 2 1 ;senza_iscritti 6 0 ;senza_iscritti 8 0 ;senza_iscritti 9 0 ;senza_iscritti 5 0 ;senza_iscritti 7 0 ;in_scadenza 3 0 2021-07-31"
		if strings.Join(got, ";") != want {
			t.Errorf("got  %s\nwant %s", strings.Join(got, ";"), want)
		}
		return nil
	})
}
