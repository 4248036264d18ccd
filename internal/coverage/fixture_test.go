package coverage

import (
	"context"
	"fmt"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/nome"
	"github.com/dtctl/dtctl/internal/periodo"
	"github.com/dtctl/dtctl/internal/programma"
	"github.com/dtctl/dtctl/internal/ruolo"
)

// world is a small made-up register that a test fills in.
type world struct {
	t  testing.TB
	db *db.DB
	// provinces maps a sigla to the id of the provincia and that of its region.
	provinces map[string][2]int64
	roles     map[string]int64
	next      int64
}

func newWorld(t testing.TB) *world {
	t.Helper()
	d, err := db.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	w := &world{t: t, db: d, provinces: map[string][2]int64{}, roles: map[string]int64{}}
	w.regione(8, "ER", "Emilia-Romagna")
	w.regione(11, "MH", "Marche")
	w.regione(15, "CM", "Campania")
	for sigla, regione := range map[string]int64{"BO": 8, "FE": 8, "RN": 8, "PU": 11, "NA": 15} {
		w.provincia(sigla, regione)
	}
	w.role("rtd", 0, true)
	return w
}

func (w *world) update(fn func(ctx context.Context, tx *db.Tx) error) {
	w.t.Helper()
	if err := w.db.Update(context.Background(), db.Write{}, fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) exec(query string, args ...any) {
	w.t.Helper()
	w.update(func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, query, args...)
		return err
	})
}

func (w *world) regione(id int64, sigla, name string) {
	w.t.Helper()
	w.exec(`INSERT INTO regione VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')`,
		id, fmt.Sprintf("%02d", id), sigla, sigla+"X", sigla, sigla, name, nome.Norm(name))
}

func (w *world) provincia(sigla string, regione int64) {
	w.t.Helper()
	w.next++
	w.provinces[sigla] = [2]int64{w.next, regione}
	w.exec(`INSERT INTO provincia (id, istat, uts, sigla, regione_id, denominazione, norma, tipo)
		VALUES (?, ?, '', ?, ?, ?, ?, 'provincia')`, w.next, sigla, sigla, regione, sigla, sigla)
}

func (w *world) role(codice string, programma int64, compulsory bool) int64 {
	w.t.Helper()
	w.next++
	w.roles[codice] = w.next
	w.exec(`INSERT INTO ruolo (id, codice, nome, programma_id, unico, obbligatorio) VALUES (?, ?, ?, nullif(?, 0), 0, ?)`,
		w.next, codice, codice, programma, compulsory)
	return w.next
}

// ente adds an ente of a type that lies in a provincia during its life, the
// two days of which may be empty.
func (w *world) ente(tipo ente.Tipo, name, sigla, dal, al string) int64 {
	w.t.Helper()
	w.next++
	id := w.next
	w.exec(`INSERT INTO ente (id, tipo, denominazione, norma, in_liquidazione, dal, al)
		VALUES (?, ?, ?, ?, 0, nullif(?, ''), nullif(?, ''))`, id, string(tipo), name, nome.Norm(name), dal, al)
	w.place(id, sigla, dal, al)
	return id
}

func (w *world) place(id int64, sigla, dal, al string) {
	w.t.Helper()
	p := w.provinces[sigla]
	w.exec(`INSERT INTO ente_collocazione (ente_id, regione_id, provincia_id, capoluogo, dal, al)
		VALUES (?, ?, ?, 0, nullif(?, ''), nullif(?, ''))`, id, p[1], p[0], dal, al)
}

func (w *world) comune(name, sigla string) int64 {
	w.t.Helper()
	return w.ente(ente.Comune, name, sigla, "", "")
}

// residents writes the population of an ente on a day.
func (w *world) residents(id, n int64, on string) {
	w.t.Helper()
	w.exec(`INSERT INTO ente_dato (ente_id, grandezza, valore, data_rif, fonte) VALUES (?, 'popolazione', ?, ?, '')`, id, n, on)
}

func (w *world) joins(unione, comune int64, dal, al string) {
	w.t.Helper()
	w.exec(`INSERT INTO adesione_unione (unione_id, comune_id, dal, al) VALUES (?, ?, ?, nullif(?, ''))`, unione, comune, dal, al)
}

// nomina adds a nomina that is or was in force, and returns its number.
func (w *world) nomina(enteID int64, role, dal, al, copre string) int64 {
	w.t.Helper()
	w.next++
	stato := "attiva"
	if al != "" {
		stato = "cessata"
	}
	w.exec(`INSERT INTO persona (id, cognome, nome, norma) VALUES (?, 'Rossi', 'Anna', 'rossi anna')`, w.next)
	w.exec(`INSERT INTO nomina (id, ente_id, ruolo_id, persona_id, stato, dal, al, forma, copre)
		VALUES (?, ?, ?, ?, ?, ?, nullif(?, ''), 'singola', ?)`, w.next, enteID, w.roles[role], w.next, stato, dal, al, copre)
	return w.next
}

func (w *world) appoint(enteID int64, role, dal string) {
	w.t.Helper()
	w.nomina(enteID, role, dal, "", "nessuno")
}

// programme adds a programme with two compulsory roles and returns its id.
func (w *world) programme(codice string, a programma.Ambito) int64 {
	w.t.Helper()
	var added programma.Programma
	w.update(func(ctx context.Context, tx *db.Tx) (err error) {
		added, err = programma.Add(ctx, tx, programma.Programma{
			Codice: codice, Nome: codice, Tipo: "programma", Stato: "avviato",
		}, a)
		return err
	})
	return added.ID
}

func day(s string) periodo.Data { return periodo.MustParse(s) }

// ask returns a question about one role without a programme.
func (w *world) ask(on string, roles ...string) Question {
	q := Question{
		Metric: Metrics()[0], Base: Diretta, Peso: PerEnte, Decimali: 1,
		Filter: ente.Filter{AsOf: day(on)}, Subject: Subject{Scelti: true},
	}
	for _, r := range roles {
		q.Ruoli = append(q.Ruoli, ruolo.Ruolo{ID: w.roles[r], Codice: r})
	}
	return q
}

func (w *world) view(fn func(ctx context.Context, tx *db.Tx) error) {
	w.t.Helper()
	if err := w.db.View(context.Background(), fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) compute(q Question) Answer {
	w.t.Helper()
	var a Answer
	w.view(func(ctx context.Context, tx *db.Tx) (err error) {
		a, err = Compute(ctx, tx, q)
		return err
	})
	return a
}

// figure is "covered/enti" of the first total.
func figure(a Answer) string {
	return fmt.Sprintf("%d/%d", a.Totals[0].Coperti(), a.Totals[0].Misurati)
}

// wantFigure fails when the first total is not "covered/enti".
func (w *world) wantFigure(q Question, want string) {
	w.t.Helper()
	if got := figure(w.compute(q)); got != want {
		w.t.Errorf("on %s: %s, want %s", q.Filter.AsOf, got, want)
	}
}

// groups is "gruppo covered/enti" of each row.
func groups(a Answer) []string {
	var list []string
	for _, r := range a.Rows {
		list = append(list, fmt.Sprintf("%s %d/%d", r.Gruppo, r.Coperti(), r.Misurati))
	}
	return list
}
