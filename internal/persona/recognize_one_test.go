package persona

import (
	"context"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/nome"
)

// The persons of these tests: two Rossi Mario of one ente, of whom the first
// has a code and an address; one with a number on SELF; two who share an
// address; one with nothing but a nomina for the ente 1.
const acquainted = `
INSERT INTO regione (id, istat, sigla, sigla3, iso, ipa, denominazione, norma, ripartizione) VALUES
	(8, '08', 'ER', 'EMR', 'IT-45', 'r_emiro', 'Emilia-Romagna', 'emilia romagna', 'Nord-est');
INSERT INTO ente (id, tipo, denominazione, norma, in_liquidazione) VALUES (1, 'comune', 'Uno', 'uno', 0), (2, 'comune', 'Due', 'due', 0);
INSERT INTO persona (id, cognome, nome, norma, cf, email, piattaforma, id_esterno, unita_a) VALUES
	(1, 'Rossi', 'Mario', 'rossi mario', 'RSSMRA85T10A562S', 'm.rossi@example.it', NULL, NULL, NULL),
	(2, 'Rossi', 'Mario', 'rossi mario', NULL, NULL, NULL, NULL, NULL),
	(3, 'Verdi', 'Luca', 'verdi luca', NULL, NULL, 'SELF', 'U1', NULL),
	(4, 'Neri', 'Ugo', 'neri ugo', NULL, 'due@example.it', NULL, NULL, NULL),
	(5, 'Neri', 'Ada', 'neri ada', NULL, 'due@example.it', NULL, NULL, NULL),
	(6, 'Gialli', 'Ivo', 'gialli ivo', NULL, NULL, NULL, NULL, NULL),
	(7, 'Bianchi', 'Anna', 'bianchi anna', NULL, 'a.bianchi@example.it', NULL, NULL, NULL),
	(8, 'Bianchi', 'A.', 'bianchi a', NULL, NULL, NULL, NULL, 7);
INSERT INTO ruolo (id, codice, nome, unico, obbligatorio) VALUES (1, 'rtd', 'RTD', 1, 1);
INSERT INTO nomina (ente_id, ruolo_id, persona_id, stato, dal, al, forma, copre)
	SELECT 1, 1, id, 'cessata', '2000-01-01', '2000-01-02', 'singola', 'nessuno' FROM persona WHERE id IN (1, 2, 6, 8);
`

func TestLookUp_TakesTheSurestKeyAndNeverANameAlone(t *testing.T) {
	for _, c := range []struct {
		why      string
		row      Riga
		ente     int64
		want     int64
		homonyms int
	}{
		{"the code decides", Riga{CF: cfRossi, Cognome: "Rosi", Nome: "M"}, 0, 1, 0},
		{"a code of somebody else is a new person", Riga{CF: cfRicci, Email: "m.rossi@example.it", Cognome: "Rossi", Nome: "Mario"}, 2, 0, 0},
		{"the number of the platform decides", Riga{Piattaforma: "SELF", IDEsterno: "U1", Cognome: "Verdi", Nome: "L"}, 0, 3, 0},
		{"the number of another platform does not", Riga{Piattaforma: "Syllabus", IDEsterno: "U1", Cognome: "Verdi", Nome: "Luca"}, 0, 0, 0},
		{"an address decides", Riga{Email: "a.bianchi@example.it", Cognome: "Bianchi", Nome: "Anna"}, 0, 7, 0},
		{"an address may give a code to who lacks one", Riga{CF: cfRicci, Email: "a.bianchi@example.it", Cognome: "Bianchi", Nome: "Anna"}, 0, 7, 0},
		{"an address of two decides nothing", Riga{Email: "due@example.it", Cognome: "Neri", Nome: "Ugo"}, 0, 0, 0},
		{"name and ente decide", Riga{Cognome: "GIALLI", Nome: "ivo"}, 1, 6, 0},
		{"the name alone does not", Riga{Cognome: "Gialli", Nome: "Ivo"}, 2, 0, 0},
		{"two of one name and ente are homonyms", Riga{Cognome: "Rossi", Nome: "Mario"}, 1, 0, 2},
		{"a code goes to the one of that name who may have it", Riga{CF: cfRicci, Cognome: "Rossi", Nome: "Mario"}, 1, 2, 0},
		{"who was merged is nobody", Riga{Cognome: "Bianchi", Nome: "A."}, 1, 0, 0},
		{"a decision decides", Riga{Decisa: 4, Cognome: "Rossi", Nome: "Mario"}, 1, 4, 0},
	} {
		t.Run(c.why, func(t *testing.T) {
			inside(t, func(ctx context.Context, tx *db.Tx) {
				if _, err := tx.Exec(ctx, acquainted); err != nil {
					t.Fatal(err)
				}
				c.row.Norma = nome.Norm(c.row.Cognome + " " + c.row.Nome)
				l, err := lookUp(ctx, tx, c.row, c.ente)
				if err != nil || l.person.ID != c.want || len(l.homonyms) != c.homonyms {
					t.Errorf("got %d, %d homonyms, %v", l.person.ID, len(l.homonyms), err)
				}
			})
		})
	}
}

func TestComplete_FillsInOnlyWhatNobodyHas(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		if _, err := tx.Exec(ctx, acquainted); err != nil {
			t.Fatal(err)
		}
		p, err := find(ctx, tx, 6)
		if err != nil {
			t.Fatal(err)
		}
		r := Riga{CF: cfRicci, Email: "due@example.it", Piattaforma: "SELF", IDEsterno: "U1"}
		if p, err = r.complete(ctx, tx, p); err != nil || p.CF != cfRicci || p.Email != "" || p.IDEsterno != "" {
			t.Errorf("%+v, %v", p, err)
		}
		r = Riga{CF: cfOmocodic, Email: "new@example.it", Piattaforma: "SELF", IDEsterno: "U2"}
		if p, err = r.complete(ctx, tx, p); err != nil || p.CF != cfRicci || p.Email != "new@example.it" || p.IDEsterno != "U2" {
			t.Errorf("%+v, %v", p, err)
		}
	})
}
