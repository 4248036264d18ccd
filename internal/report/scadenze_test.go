package report

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/ente"
	"github.com/dtctl/dtctl/internal/periodo"
)

// due returns the deadlines as day, kind and subject.
func (w world) due(q QuesitoScadenze) []string {
	w.t.Helper()
	var list []string
	w.view(func(ctx context.Context, tx *db.Tx) error {
		found, err := Scadenze(ctx, tx, q)
		for _, s := range found {
			list = append(list, fmt.Sprintf("%s %s %s/%s", s.Quando, s.Tipo, s.Oggetto, s.Ente))
		}
		return err
	})
	return list
}

// schedule writes deadlines of every kind around 2026-11-21.
func (w world) schedule() {
	w.t.Helper()
	for _, statement := range []string{
		// A is open, B ended, C is a draft, D is closed before its end.
		`INSERT INTO bando (id, codice, titolo, norma, gestione, scade_il) VALUES
			(1, 'A', 'A', 'a', 'propria', '2026-12-01 18:00:00'), (2, 'B', 'B', 'b', 'propria', '2026-11-20'),
			(3, 'C', 'C', 'c', 'propria', '2026-12-01'), (4, 'D', 'D', 'd', 'propria', '2026-12-01')`,
		`INSERT INTO bando_atto (bando_id, stato, data) VALUES (1, 'pubblicato', '2026-01-01'), (2, 'pubblicato', '2026-01-01'),
			(4, 'pubblicato', '2026-01-01'), (4, 'esaurito', '2026-02-01')`,
		`INSERT INTO progetto (id, codice, bando_id, ente_id, concesso_cent, liberato_cent, stato) VALUES (1, 'P1', 1, 1, 900, 0, 'avviato')`,
		`INSERT INTO erogazione (progetto_id, tipo, importo_cent, prevista_il, data) VALUES (1, 'acconto', 100, '2024-01-31', NULL),
			(1, 'acconto', 100, '2026-12-05', '2026-11-01'), (1, 'stato_avanzamento', 100, '2027-01-20', NULL), (1, 'saldo', 100, '2027-01-21', NULL)`,
		`UPDATE edizione SET al = '2026-12' WHERE id = 1`,
		`UPDATE edizione SET al = '2026-11' WHERE id = 2`,
		`UPDATE edizione SET al = '2026-11-20' WHERE id = 3`,
		`UPDATE edizione SET al = '2026-12-10', stato = 'annullata' WHERE id = 4`,
		`UPDATE edizione SET al = '2027-01' WHERE id = 5`,
		`UPDATE convenzione SET al = '2026-12-31'`,
		`INSERT INTO convenzione (tipo, ente_id, dal, al) VALUES ('SELF', 2, '2020-01-01', '2026-12-31'), ('SELF', 2, '2027-01-01', NULL)`,
		`INSERT INTO ruolo (id, codice, nome, unico, obbligatorio) VALUES (1, 'rtd', 'Responsabile', 1, 1)`,
		`INSERT INTO persona (id, cognome, nome, norma) VALUES (1, 'Rossi', 'Anna', 'rossi anna')`,
		`INSERT INTO nomina (id, ente_id, ruolo_id, persona_id, stato, dal, al, forma, copre) VALUES
			(1, 1, 1, 1, 'attiva', '2020-01-01', '2026-12-20', 'singola', 'nessuno'), (2, 2, 1, 1, 'attiva', '2020-01-01', '2026-12-20', 'singola', 'nessuno'),
			(3, 2, 1, 1, 'attiva', '2026-12-21', NULL, 'singola', 'nessuno'), (4, 3, 1, 1, 'annullata', '2020-01-01', '2026-12-20', 'singola', 'nessuno')`,
		`INSERT INTO contatto (ente_id, data, canale, esito, prossimo_il) VALUES (1, '2026-01-01', 'email', 'non_risposto', '2026-02-01'),
			(2, '2026-01-01', 'email', 'non_risposto', '2026-02-01'), (2, '2026-03-01', 'email', 'risposto', NULL), (3, '2026-01-01', 'email', 'risposto', '2027-02-01')`,
	} {
		w.exec(statement)
	}
}

func TestScadenze_OldestFirstAndOverdueOnlyWhatIsToBeDone(t *testing.T) {
	w := newWorld(t)
	w.schedule()
	q := QuesitoScadenze{AsOf: periodo.MustParse("2026-11-21"), Entro: 60}
	want := []string{
		"2024-01-31 rata P1/Comune 1", "2026-02-01 prossimo_contatto /Comune 1", "2026-11-30 fine_edizione A/2/",
		"2026-12-01 18:00 chiusura_bando A/", "2026-12-20 fine_nomina rtd/Comune 1", "2026-12-31 fine_edizione A/1/",
		"2026-12-31 fine_convenzione self/Comune 1", "2027-01-20 rata P1/Comune 1",
	}
	if got := w.due(q); !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	q.Tipi = []TipoScadenza{Rata}
	if got := w.due(q); len(got) != 2 {
		t.Errorf("%v", got)
	}
	// Calls and editions are of no ente.
	q.Tipi, q.Enti = nil, &ente.Filter{AsOf: q.AsOf, Province: []int64{1}}
	if got := strings.Join(w.due(q), "; "); strings.Contains(got, "Comune 1") || strings.Count(got, ";") != 2 {
		t.Errorf("%s", got)
	}
}

func TestScadenze_UnpaidInstalmentsAreFoundThroughTheirIndex(t *testing.T) {
	w := newWorld(t)
	w.schedule()
	plan := w.plan(rateQuery + `'2027-01-20' ORDER BY x.prevista_il, x.id`)
	if !strings.Contains(plan, "SEARCH x USING INDEX erogazione_prevista") || strings.Contains(plan, "SCAN") {
		t.Errorf("%s", plan)
	}
}
