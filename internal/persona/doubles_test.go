package persona

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/dtctl/dtctl/internal/db"
	"github.com/dtctl/dtctl/internal/fault"
)

// belonging are two enti and an edition, so that persons can belong to enti.
const belonging = `
INSERT INTO ente (id, tipo, denominazione, norma, in_liquidazione) VALUES (1, 'comune', 'Uno', 'uno', 0), (2, 'comune', 'Due', 'due', 0);
INSERT INTO ruolo (id, codice, nome, unico, obbligatorio) VALUES (1, 'rtd', 'RTD', 1, 1);
INSERT INTO corso (id, codice, titolo, norma, destinatari) VALUES (1, 'TD', 'TD', 'td', 'dipendenti');
INSERT INTO edizione (id, corso_id, numero) VALUES (1, 1, 1);
`

// enrol lets a person take a course for an ente.
func enrol(id, ente int64) string {
	return fmt.Sprintf(`INSERT INTO iscrizione (edizione_id, persona_id, ente_id, stato, iscritto_il, rilevato_il)
		VALUES (1, %d, %d, 'iscritto', '2021-09-14', '2021-09-14');`, id, ente)
}

// hold lets a person hold a role in an ente.
func hold(id, ente int64) string {
	return fmt.Sprintf(`INSERT INTO nomina (ente_id, ruolo_id, persona_id, stato, dal, forma, copre)
		VALUES (%d, 1, %d, 'attiva', '2021-09-14', 'singola', 'nessuno');`, ente, id)
}

func TestDoubles_AreGroupedAndNeverMerged(t *testing.T) {
	for what, c := range map[string]struct {
		persons []Persona
		bonds   string
		want    string
	}{
		"same name in the same ente": {
			[]Persona{{Cognome: "Rossi", Nome: "Ada"}, {Cognome: "ROSSI", Nome: "ada"}, {Cognome: "Verdi", Nome: "Luca"}},
			enrol(1, 1) + hold(2, 1) + enrol(3, 1),
			"1: 1 Rossi Ada [Uno] stesso_nome_e_ente; 1: 2 ROSSI ada [Uno] stesso_nome_e_ente",
		},
		"same name in two enti": {
			[]Persona{{Cognome: "Rossi", Nome: "Ada"}, {Cognome: "Rossi", Nome: "Ada"}},
			enrol(1, 1) + enrol(2, 2), "",
		},
		"same name, a code each": {
			[]Persona{{Cognome: "Rossi", Nome: "Ada", CF: cfRossi}, {Cognome: "Rossi", Nome: "Ada", CF: cfRicci}},
			enrol(1, 1) + enrol(2, 1), "",
		},
		"same name, one code": {
			[]Persona{{Cognome: "Rossi", Nome: "Ada", CF: cfRossi}, {Cognome: "Rossi", Nome: "Ada"}},
			enrol(1, 1) + enrol(2, 1) + hold(2, 2),
			"1: 1 Rossi Ada [Uno] stesso_nome_e_ente; 1: 2 Rossi Ada [Due Uno] stesso_nome_e_ente",
		},
		"same address": {
			[]Persona{{Cognome: "Rossi", Nome: "Ada", Email: "a.rossi@posta.test"}, {Cognome: "De Rossi", Nome: "Ada", Email: "a.rossi@posta.test"}},
			"", "1: 1 Rossi Ada [] stessa_email; 1: 2 De Rossi Ada [] stessa_email",
		},
		"the mailbox of an office": {
			[]Persona{{Cognome: "Rossi", Nome: "Ada", Email: "protocollo@posta.test"}, {Cognome: "Verdi", Nome: "Luca", Email: "protocollo@posta.test"}},
			"", "",
		},
		"omocodia": {
			[]Persona{
				{Cognome: "Cecchi", Nome: "Fabio", CF: cfDigits},
				{Cognome: "Cecchi", Nome: "Fabio", CF: cfOmocodic},
				{Cognome: "Cecchi", Nome: "Fabio", CF: cfRossi},
			},
			"", "1: 1 Cecchi Fabio [] omocodia; 1: 2 Cecchi Fabio [] omocodia",
		},
		"omocodia of another name": {
			[]Persona{{Cognome: "Cecchi", Nome: "Fabio", CF: cfDigits}, {Cognome: "Cocchi", Nome: "Fabio", CF: cfOmocodic}},
			"", "",
		},
		"two groups": {
			[]Persona{
				{Cognome: "Verdi", Nome: "Luca"},
				{Cognome: "Verdi", Nome: "Luca"},
				{Cognome: "Bo", Nome: "Ugo", Email: "u@posta.test"},
				{Cognome: "Boh", Nome: "Ugo", Email: "u@posta.test"},
			},
			enrol(1, 1) + enrol(2, 1),
			"1: 3 Bo Ugo [] stessa_email; 1: 4 Boh Ugo [] stessa_email; 2: 1 Verdi Luca [Uno] stesso_nome_e_ente; 2: 2 Verdi Luca [Uno] stesso_nome_e_ente",
		},
	} {
		t.Run(what, func(t *testing.T) {
			inside(t, func(ctx context.Context, tx *db.Tx) {
				add(ctx, t, tx, c.persons...)
				if _, err := tx.Exec(ctx, belonging+c.bonds); err != nil {
					t.Fatal(err)
				}
				doubles, err := Doubles(ctx, tx)
				var got []string
				for _, d := range doubles {
					got = append(got, fmt.Sprint(d.Gruppo, ": ", d.label(), " ", d.Enti, " ", strings.Trim(fmt.Sprint(d.Motivi), "[]")))
				}
				if joined := strings.Join(got, "; "); err != nil || joined != c.want {
					t.Errorf("got %s, %v", joined, err)
				}
			})
		})
	}
}

func TestAdd_PlatformAndItsIdGoTogetherAndAreUnique(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		p := Persona{Cognome: "Rossi", Nome: "Ada", Piattaforma: "SELF", IDEsterno: "U1"}
		if got := add(ctx, t, tx, p)[0]; got.Piattaforma != "SELF" || got.IDEsterno != "U1" {
			t.Errorf("%+v", got)
		}
		_, err := Add(ctx, tx, Persona{Cognome: "Verdi", Nome: "Luca", Piattaforma: "SELF", IDEsterno: "U1"})
		refused(t, err, fault.Failed, "on SELF that is already 1 Rossi Ada")
		_, err = Add(ctx, tx, Persona{Cognome: "Verdi", Nome: "Luca", Piattaforma: "SELF"})
		refused(t, err, fault.Usage, "--platform-id")
		add(ctx, t, tx, Persona{Cognome: "Verdi", Nome: "Luca", Piattaforma: "Syllabus", IDEsterno: "U1"})
	})
}

func TestMerge_PlatformIdFillsOnlyABlank(t *testing.T) {
	inside(t, func(ctx context.Context, tx *db.Tx) {
		list := add(ctx, t, tx,
			Persona{Cognome: "Rossi", Nome: "Ada"}, Persona{Cognome: "Rossi", Nome: "A.", Piattaforma: "SELF", IDEsterno: "U1"},
			Persona{Cognome: "Rossi", Nome: "Ada Maria", Piattaforma: "SELF", IDEsterno: "U2"})
		one, err := Merge(ctx, tx, list[1], list[0])
		if err != nil || one.IDEsterno != "U1" || one.Piattaforma != "SELF" {
			t.Fatalf("%+v, %v", one, err)
		}
		// A second number stays on the record that leads on to the first.
		if one, err = Merge(ctx, tx, list[2], one); err != nil || one.IDEsterno != "U1" {
			t.Fatalf("%+v, %v", one, err)
		}
		into, _, err := db.First(ctx, tx, db.Value[int64], `SELECT unita_a FROM persona WHERE id_esterno = 'U2'`)
		if err != nil || into != one.ID {
			t.Errorf("%d, %v", into, err)
		}
	})
}
