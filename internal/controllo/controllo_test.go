package controllo

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/journal"
)

// sound is data without contradictions: comuni 1 to 3, Unione 4.
const sound = `
INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione) VALUES
	(8, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est');
INSERT INTO ente (id, tipo, denominazione, norma, in_liquidazione, dal, al, successore_id) VALUES
	(2, 'comune', 'Due', 'due', 0, NULL, NULL, NULL), (3, 'comune', 'Tre', 'tre', 0, NULL, '2020-12-31', 2),
	(1, 'comune', 'Uno', 'uno', 0, NULL, NULL, NULL), (4, 'unione', 'Quattro', 'quattro', 0, NULL, NULL, NULL),
	(5, 'unione', 'Cinque', 'cinque', 0, NULL, NULL, NULL);
INSERT INTO ente_collocazione (id, ente_id, regione_id, capoluogo, dal, al) VALUES
	(1, 1, 8, 0, NULL, '2019-12-31'), (2, 1, 8, 0, '2020-01-01', NULL), (3, 2, 8, 0, NULL, NULL),
	(4, 3, 8, 0, NULL, '2020-12-31'), (5, 4, 8, 0, NULL, NULL), (6, 5, 8, 0, NULL, NULL);
INSERT INTO adesione_unione (id, unione_id, comune_id, dal, al) VALUES (1, 4, 1, '2015-01-01', '2019-12-31');
INSERT INTO area (id, codice, nome, norma, tipo) VALUES (1, 'A', 'A', 'a', 'altro');
INSERT INTO area_ente (id, area_id, ente_id, dal, al) VALUES (1, 1, 1, '2015-01-01', '2019-12-31');
INSERT INTO ruolo (id, codice, nome, unico, obbligatorio) VALUES (1, 'rtd', 'RTD', 1, 1);
INSERT INTO persona (id, cognome, nome, norma, unita_a) VALUES (1, 'Rossi', 'Ada', 'rossi ada', NULL), (2, 'Rossi', 'Adda', 'rossi adda', 1);
INSERT INTO nomina (id, ente_id, ruolo_id, persona_id, stato, dal, al, forma, copre) VALUES
	(1, 1, 1, 1, 'cessata', '2020-01-01', '2020-12-31', 'singola', 'nessuno');
INSERT INTO corso (id, codice, titolo, norma, destinatari) VALUES (1, 'TD', 'TD', 'td', 'dipendenti'), (2, 'PC', 'PC', 'pc', 'cittadini');
INSERT INTO edizione (id, corso_id, numero, iscrizioni_dal, dal, al) VALUES (1, 1, 1, '2021-01', '2021-01-10', '2021-01'), (2, 2, 1, NULL, NULL, NULL);
INSERT INTO iscrizione (id, edizione_id, persona_id, ente_id, stato, iscritto_il, rilevato_il) VALUES
	(1, 1, 1, 1, 'iscritto', '2021-01-10', '2021-01-10'), (2, 2, 2, 1, 'annullata', '2021-01-10', '2021-01-10');
INSERT INTO frequenza (id, edizione_id, data, persone) VALUES (1, 2, '2021-01-10', 12);
INSERT INTO convenzione (id, tipo, ente_id, dal, al) VALUES (1, 'SELF', 1, '2021-01-01', '2021-12-31'), (2, 'SELF', 1, '2022-01-01', NULL);
INSERT INTO bando (id, codice, titolo, norma, gestione) VALUES (1, 'SW', 'SW', 'sw', 'propria'), (2, 'PNRR', 'PNRR', 'pnrr', 'esterna');
INSERT INTO bando_atto (id, bando_id, stato, data) VALUES
	(1, 1, 'chiuso', '2020-07-31'), (2, 1, 'pubblicato', '2020-04-02'), (3, 1, 'istruttoria', '2020-07-31'), (4, 2, 'pubblicato', '2022-01-01');
INSERT INTO bando_categoria (id, bando_id, codice, ammissibile, natura) VALUES (1, 1, 'formazione', 1, 'corrente'), (2, 2, 'formazione', 1, 'corrente');
INSERT INTO bando_tema (id, bando_id, codice, titolo) VALUES (1, 1, 'cloud', 'Cloud'), (2, 2, 'cloud', 'Cloud');
INSERT INTO progetto (id, bando_id, ente_id, concesso_cent, liberato_cent, stato) VALUES
	(1, 1, 1, 700, 300, 'ammesso_finanziato'), (2, 1, 2, 0, 0, 'bozza');
INSERT INTO progetto_atto (id, progetto_id, stato, data, concesso_cent) VALUES
	(1, 1, 'presentato', '2020-05-01', 0), (2, 1, 'ammesso_finanziato', '2020-06-01', 1000), (3, 1, 'ammesso_finanziato', '2020-07-01', -300);
INSERT INTO progetto_ente (id, progetto_id, ente_id, ruolo) VALUES (1, 1, 2, 'partner');
INSERT INTO progetto_tema (id, progetto_id, tema_id) VALUES (1, 1, 1);
INSERT INTO spesa (id, progetto_id, categoria_id, importo_cent, data) VALUES (1, 1, 1, 100, '2020-08-01');
INSERT INTO erogazione (id, progetto_id, tipo, importo_cent, prevista_il, data) VALUES
	(1, 1, 'acconto', 500, NULL, '2020-08-01'), (2, 1, 'recupero', -500, NULL, '2020-09-01'), (3, 1, 'saldo', 200, '2026-12-01', NULL);
`

func TestContradictions_EachRuleFindsItsOwn(t *testing.T) {
	for rule, query := range map[string]string{
		"": `SELECT 1`,
		"collocazioni_sovrapposte collocazione_mancante": `INSERT INTO ente_collocazione (ente_id, regione_id, capoluogo, dal, al)
			VALUES (1, 8, 0, '2020-06-01', '2020-07-01')`,
		"collocazione_mancante": `UPDATE ente_collocazione SET al = '2019-11-30' WHERE id = 1`,
		"nomine_sovrapposte": `INSERT INTO nomina (ente_id, ruolo_id, persona_id, stato, dal, forma, copre)
			VALUES (1, 1, 1, 'attiva', '2020-12-31', 'singola', 'nessuno')`,
		"comune_in_due_unioni":      `INSERT INTO adesione_unione (unione_id, comune_id, dal) VALUES (5, 1, '2019-12-31')`,
		"adesioni_area_sovrapposte": `INSERT INTO area_ente (area_id, ente_id, dal) VALUES (1, 1, '2019-12-31')`,
		"successore_senza_fine":     `UPDATE ente SET successore_id = 2 WHERE id = 1`,
		"successore_gia_cessato": `UPDATE ente SET al = '2020-06-30' WHERE id = 2;
			UPDATE ente_collocazione SET al = '2020-06-30' WHERE ente_id = 2`,
		"adesione_senza_unione": `INSERT INTO adesione_unione (unione_id, comune_id, dal) VALUES (2, 1, '2021-01-01')`,
		"copertura_senza_elenco": `INSERT INTO nomina (ente_id, ruolo_id, persona_id, stato, dal, forma, copre)
			VALUES (4, 1, 1, 'attiva', '2020-12-31', 'associata', 'elenco')`,
		"persona_unita_in_uso":             `UPDATE nomina SET persona_id = 2`,
		"edizione_rovesciata":              `UPDATE edizione SET al = '2020-12' WHERE id = 1`,
		"iscrizione_di_cittadini":          `UPDATE iscrizione SET edizione_id = 2 WHERE id = 1`,
		"iscrizione_in_edizione_annullata": `UPDATE edizione SET stato = 'annullata'`,
		"iscrizione_di_persona_unita":      `UPDATE iscrizione SET persona_id = 2 WHERE id = 1`,
		"frequenza_senza_cittadini":        `UPDATE frequenza SET edizione_id = 1`,
		"convenzioni_sovrapposte":          `UPDATE convenzione SET al = '2022-01-01' WHERE id = 1`,
		"progetto_importi_diversi":         `UPDATE progetto SET concesso_cent = 701 WHERE id = 1`,
		"progetto_stato_diverso":           `UPDATE progetto SET stato = 'avviato' WHERE id = 1`,
		"titolare_tra_i_partner":           `UPDATE progetto_ente SET ente_id = 1`,
		"tema_di_altro_bando":              `UPDATE progetto_tema SET tema_id = 2`,
		"spesa_di_altro_bando":             `UPDATE spesa SET categoria_id = 2`,
		"recuperato_oltre_erogato":         `UPDATE erogazione SET importo_cent = 499 WHERE id = 1`,
		"concesso_oltre_dotazione":         `INSERT INTO bando_dotazione (bando_id, data, importo_cent) VALUES (1, '2020-05-01', 999), (1, '2020-06-02', 1)`,
		"erogato_oltre_concesso":           `UPDATE erogazione SET importo_cent = 1501 WHERE id = 1`,
		"bando_atti_in_disordine":          `UPDATE bando_atto SET data = '2020-07-30' WHERE id = 3`,
	} {
		found := contradictionsAfter(t, query)
		if want := strings.Fields(rule); !slices.Equal(found, want) {
			t.Errorf("%s: found %v", query, found)
		}
	}
}

func TestContradictions_TheSumsAndTheStateOfAProjectAreThoseOfItsActs(t *testing.T) {
	for query, want := range map[string]string{
		`UPDATE progetto SET liberato_cent = 0 WHERE id = 1`: "progetto_importi_diversi",
		`UPDATE progetto SET concesso_cent = 1 WHERE id = 2`: "progetto_importi_diversi",
		`DELETE FROM progetto_atto`:                          "progetto_importi_diversi progetto_stato_diverso",
		`INSERT INTO progetto_atto (progetto_id, stato, data, concesso_cent) VALUES (2, 'presentato', '2020-05-01', 0)`: "progetto_stato_diverso",
		`UPDATE progetto SET stato = 'presentato' WHERE id = 2`:                                                         "progetto_stato_diverso",
	} {
		if found := contradictionsAfter(t, query); !slices.Equal(found, strings.Fields(want)) {
			t.Errorf("%s: found %v", query, found)
		}
	}
}

func TestContradictions_WhatCallsOfOthersPayAndWhatIsToBeGivenBackIsNone(t *testing.T) {
	for _, query := range []string{
		`INSERT INTO bando_dotazione (bando_id, data, importo_cent) VALUES (1, '2020-05-01', 1000)`,
		`INSERT INTO bando_dotazione (bando_id, data, importo_cent) VALUES (1, '2020-05-01', 1); UPDATE bando SET gestione = 'esterna'`,
		`UPDATE erogazione SET importo_cent = 1500 WHERE id = 1`,
		`UPDATE erogazione SET importo_cent = 9000 WHERE id = 1; UPDATE bando SET gestione = 'esterna'`,
	} {
		if found := contradictionsAfter(t, query); len(found) > 0 {
			t.Errorf("%s: found %v", query, found)
		}
	}
}

func TestRule_EachReadsTheTableOfItsRows(t *testing.T) {
	for _, r := range rules() {
		if !slices.Contains(r.tables(), r.table) && r.name != "recuperato_oltre_erogato" && r.name != "concesso_oltre_dotazione" {
			t.Errorf("%s: %v", r.name, r.tables())
		}
		if r.among != nil && r.among(`1 = 1`) != r.query {
			t.Errorf("%s is another rule when it looks at single projects", r.name)
		}
	}
}

func contradictionsAfter(t *testing.T, query string) (names []string) {
	t.Helper()
	inside(t, sound+query, func(ctx context.Context, tx *db.Tx) error {
		found, err := Contradictions(ctx, tx)
		for _, r := range found {
			names = append(names, r.Controllo)
		}
		return err
	})
	return names
}

func TestUnaltered_RefusesOnlyNewContradictions(t *testing.T) {
	inside(t, sound+`UPDATE nomina SET persona_id = 2;
		INSERT INTO operazione (id, quando, chi, comando, parametri, inserite, aggiornate, eliminate) VALUES (7, '', '', '', '', 0, 0, 0);
		INSERT INTO modifica (operazione_id, ordine, tabella, azione, da_id, a_id) VALUES (7, 1, 'area', 'aggiornata', 1, 1),
			(7, 2, 'ente', 'aggiornata', 1, 1), (7, 3, 'nomina', 'inserita', 1, 5), (7, 4, 'progetto_atto', 'inserita', 3, 4),
			(7, 5, 'erogazione', 'inserita', 1, 2)`, func(ctx context.Context, tx *db.Tx) error {
		for query, want := range map[string]string{
			`UPDATE area SET nome = 'B'`:                             "",
			`UPDATE ente SET successore_id = 2 WHERE id = 1`:         "ente 1 would contradict the rest",
			`DELETE FROM progetto_atto WHERE id = 3`:                 "progetto 1 would contradict the rest: what is granted",
			`UPDATE erogazione SET importo_cent = 1501 WHERE id = 1`: "progetto 1 would contradict the rest: more is paid",
			`UPDATE edizione SET al = '2020-12' WHERE id = 1`:        "", // it is of no table that the operation changed
			`UPDATE progetto SET stato = 'avviato' WHERE id = 2`:     "", // nor is that project
			`INSERT INTO progetto_atto (id, progetto_id, stato, data, concesso_cent)
				VALUES (4, 2, 'presentato', '2020-05-01', 0)`: "progetto 2 would contradict the rest: the state",
			`UPDATE progetto SET stato = 'avviato'; UPDATE area SET nome = ''`: "progetto 1 would contradict the rest: the state",
		} {
			refused := errors.New("refused")
			err := tx.Try(ctx, func() error {
				err := Unaltered(ctx, tx, journal.Operation{ID: 7}, func() error {
					_, err := tx.Exec(ctx, query)
					return err
				})
				if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
					t.Errorf("%s: error %v, want %q", query, err, want)
				}
				return refused
			})
			if !errors.Is(err, refused) {
				return err
			}
		}
		return nil
	})
}

// inside runs fn in a database with some data.
func inside(t *testing.T, data string, fn func(ctx context.Context, tx *db.Tx) error) {
	t.Helper()
	d, err := db.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	err = d.Update(t.Context(), db.Write{}, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, data); err != nil {
			return err
		}
		return fn(ctx, tx)
	})
	if err != nil {
		t.Fatalf("%s: %v", data, err)
	}
}
